"""``StatusState``: how far an activity is, as far as its words say."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

State = Literal[
    "idea",
    "planned",
    "not_started",
    "started",
    "partly",
    "operating",
    "completed",
    "on_track",
    "delayed",
    "paused",
    "dropped",
    "due_later",  # a status is promised for later
    "refers",  # the cell points to another place
    "no_info",
]


class StatusFinding(BaseModel):
    """One state that a cell names, and the words that name it."""

    model_config = ConfigDict(frozen=True)

    state: State
    words: str
    dated: str | None = None
    """The date that stands in the same clause, as exact as its words (``2017``, ``2017-05``)."""


class StatusState(BaseModel):
    """The state of a cell.

    A cell may name several: ``found`` has them all in their order; ``state`` is that of those that
    give way to no other: the last dated one when two or more have dates, else the most cautious. ``words`` gave it.
    """

    model_config = ConfigDict(frozen=True)

    state: State
    words: tuple[str, ...] = Field(min_length=1)
    found: tuple[StatusFinding, ...] = Field(min_length=1)

    @property
    def sure(self) -> bool:
        """Whether all that the cell names is one state. Where it names several, the choice is often wrong."""
        return len({one.state for one in self.found}) == 1
