"""Reading back what handleplan wrote: a data frame of all activities, or one whole plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

from model.plan import Plan
from model.status import State
from model.time_span import Recurrence
from model.understanding import PreventionLevel

if TYPE_CHECKING:
    import pandas
    import pyarrow

ACTIVITIES = "activities.parquet"

CATEGORIES = {
    "status_colour": ("green", "yellow", "red"),
    "time_recurrence": get_args(Recurrence),
    "status_state": get_args(State),
    "prevention_level": get_args(PreventionLevel),
    "quality": ("ok", "check"),
    "source_kind": ("original", "reconstruction"),
}
"""Columns of coded values, each with all codes in their order."""
ORDERED = frozenset({"status_colour", "prevention_level"})
OPTIONAL = frozenset({"goal_is_quantified"})
"""Columns of yes and no that may be neither."""


def load(folder: str | Path = "data/extracted") -> pandas.DataFrame:
    """All activities that ``handleplan extract`` wrote to ``folder``, one row an activity.

    Text columns hold strings, ``<NA>`` where the plan has no such column and ``""`` where the cell is
    empty; coded columns are categories; ``municipalities``, ``parties``, ``target_groups``, ``references``,
    ``pages`` and the like hold lists; ``extra``, ``headings``, ``cell_states`` and ``evidence``
    dictionaries. ``theme`` is text, because a user may give names of their own.

    Raises:
        FileNotFoundError: nothing was extracted to ``folder`` yet.
    """
    import pandas
    import pyarrow.parquet

    path = Path(folder) / ACTIVITIES
    if not path.exists():
        raise FileNotFoundError(f"{path} does not exist. Write it with: handleplan extract PDF|FOLDER -o {folder}")
    table = pyarrow.parquet.read_table(path)
    columns = {name: _series(name, table[name]) for name in table.column_names}
    return pandas.DataFrame(columns)


def read_plan(path: str | Path) -> Plan:
    """The plan in a file ``plans/<stem>.json``, with provenance and issues.

    Raises:
        pydantic.ValidationError: the file holds something else, or an older schema.
    """
    return Plan.model_validate_json(Path(path).read_bytes())


def _series(name: str, column: pyarrow.ChunkedArray) -> pandas.Series:
    import pandas
    import pyarrow

    if name in CATEGORIES:
        kind = pandas.CategoricalDtype(CATEGORIES[name], ordered=name in ORDERED)
        return pandas.Series(column.to_pylist(), dtype=kind)
    if pyarrow.types.is_map(column.type):
        return pandas.Series([dict(pairs) for pairs in column.to_pylist()], dtype="object")
    if pyarrow.types.is_list(column.type):
        return pandas.Series(column.to_pylist(), dtype="object")
    if pyarrow.types.is_integer(column.type):
        return pandas.Series(column.to_pylist(), dtype="Int64")
    if pyarrow.types.is_boolean(column.type):
        return pandas.Series(column.to_pylist(), dtype="boolean" if name in OPTIONAL else "bool")
    return pandas.Series(column.to_pylist(), dtype="string")
