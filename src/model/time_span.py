"""``TimeSpan``: when something is planned, as far as its words say."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"

Recurrence = Literal[
    "ongoing",
    "daily",
    "weekly",
    "biweekly",
    "monthly",
    "bimonthly",
    "quarterly",
    "semiannual",
    "annual",
    "biennial",
    "triennial",
    "quadrennial",
    "irregular",
]
Horizon = Literal["short", "medium", "long"]
TimeState = Literal["completed", "inactive", "paused", "delayed"]
Inference = Literal[
    "year_from_heading",  # the cell names a month, a season or a week, its column's heading the year
    "period_from_heading",  # "hele perioden" under "Tidsplan (2013-2018)"
    "end_from_duration",  # a three-year project that starts in 2016: 2016 to 2019
    "one_year_named",  # "skoleåret 2015", "vinteren 2016": of two years only one is named
]


class TimeSpan(BaseModel):
    """From when to when, how often, and the words that say so.

    Dates are as exact as their words: ``2018``, ``2018-05`` or ``2018-05-01``; ``start`` means the first and
    ``end`` the last day of what they name. ``None`` means that the words do not say: a start without an
    end is open.
    """

    model_config = ConfigDict(frozen=True)

    start: str | None = Field(default=None, pattern=_DATE)
    end: str | None = Field(default=None, pattern=_DATE)
    recurrence: Recurrence | None = None
    times: int | None = None
    """How many times in each ``recurrence``, where the words say so ("3 gange årligt")."""
    as_of: str | None = Field(default=None, pattern=_DATE)
    """The date that the cell tells the state of ("pr. nov. 2016"); no deadline."""
    review: str | None = Field(default=None, pattern=_DATE)
    """When it is evaluated, revised or reported; not its end."""
    duration: str | None = None
    """ISO 8601: ``P3Y``, ``P6M``."""
    horizon: Horizon | None = None
    """Kort, mellemlang or lang sigt."""
    state: TimeState | None = None
    """What the cell says besides time: completed ("gennemført 2015"), inactive ("ikke aktuel")."""
    dates: tuple[str, ...] = ()
    """The single dates of a list with gaps: ``2019``, ``2021``."""
    inferred: tuple[Inference, ...] = ()
    words: tuple[str, ...] = ()
    """The words of the cell that gave it, as printed, in their order."""
