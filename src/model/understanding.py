"""What the language step understood of a row: each value with the words that gave it.

The types of who and when stand in ``model.party``, ``model.time_span`` and ``model.status``.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

TagKind = Literal["target_group", "ages", "grades", "setting", "substance", "prevention_level", "goal_figure"]
PreventionLevel = Literal["primary", "secondary", "tertiary"]
CellState = Literal["void", "refers"]
"""``void``: the cell says that there is nothing ("ingen", "-"); ``refers``: it only points elsewhere."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class Theme(_Value):
    """What a row is about, by a name that is the same in all plans.

    ``field`` is where the words stand: a field of the activity, ``section``, or ``temaer.csv`` (the user's
    word).
    """

    name: str
    words: tuple[str, ...]
    field: str


class Tag(_Value):
    """A tag of a row: ``code`` is of ``taxonomy.toml``, or the numbers as text ("13-17").

    Ages are years, grades are klassetrin (0: børnehaveklasse); ``low`` and ``high`` are included, None is
    open.
    """

    kind: TagKind
    code: str
    words: str
    field: str
    low: int | None = None
    high: int | None = None


class Reference(_Value):
    """A place where a cell points to other rows; ``ids`` is empty when the plan has no such row."""

    words: str
    field: str
    numbers: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
