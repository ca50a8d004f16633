"""When: the Danish words of a time cell as a ``TimeSpan``.

    time_span("Fra 1. august 2017 til medio 2019")          # start 2017-08-01, end 2019-06
    time_span("Løbende fra 2018")                           # start 2018, recurrence "ongoing"
    time_span("I løbet af foråret", heading="Tid (2019)")   # start 2019-03, end 2019-05, inferred

First what only looks like a date is set aside (``time_tokens``), then the words for how often and how long
(``time_repeats``), then dates are read (``time_grammar``) and typed by the words around them
(``time_roles``). What the words do not say stays ``None``. docs/language.md has the conventions and what they
reach.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.language.dates import Period, Point, Weeks
from ingest.language.status import status_state
from ingest.language.time_grammar import mentions
from ingest.language.time_repeats import Repeat, blanked, duration, horizon, repeats
from ingest.language.time_roles import Role, Typed, heading_role, typed
from ingest.language.time_tokens import MAX_CELL, folded, whole_words, without_spells, words
from model.status import StatusState
from model.time_span import Inference, Recurrence, TimeSpan, TimeState

STATES: dict[str, TimeState] = {
    "completed": "completed",
    "dropped": "inactive",
    "paused": "paused",
    "delayed": "delayed",
}


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date with its year and its role."""

    typed: Typed
    period: Period
    from_heading: bool = False

    @property
    def role(self) -> Role:
        return self.typed.role


def time_span(text: str, *, heading: str | None = None) -> TimeSpan | None:
    """When a cell says that something happens; ``None`` when it says nothing about time.

    ``heading`` is the column's: it gives the year to months without one ("Tidsplan 2018") and the role to
    dates without one ("Deadline"). Of a cell longer than ``MAX_CELL`` characters only the first are read.
    """
    printed = unicodedata.normalize("NFC", text)[:MAX_CELL]
    plain = without_spells(folded(printed))
    column = folded(unicodedata.normalize("NFC", heading or ""))
    often = repeats(plain)
    length = duration(blanked(plain, often))
    rest = blanked(blanked(plain, often), [length] if length else [])
    dated, yearly = _resolved(typed(plain, mentions(rest)), column)
    span = _Span.of(dated, heading_role(column))
    notes: list[Inference] = []
    if span.start and length and length.years and not often and _one_year(dated):
        span = replace(span, end=Point((span.start.year or 0) + length.years))
        notes.append("end_from_duration")
    if not dated and (period := _whole_period(plain, column)):
        span = _Span(period.first, period.last)
        notes.append("period_from_heading")
    if any(date.from_heading for date in dated):
        notes.append("year_from_heading")
    if any(date.period.guessed for date in dated):
        notes.append("one_year_named")
    if dated:
        often = [repeat for repeat in often if not repeat.weak]
    recurrence, times = _recurrence(often, plain, yearly)
    said = status_state(printed)
    state = _state(said, plain, dated)
    used = [(one.start, one.end) for one in (*(date.typed for date in dated), *yearly)]
    used += [(repeat.start, repeat.end) for repeat in often]
    used += [(length.start, length.end)] if length else []
    far = horizon(plain)
    if not used and not notes and state is None and far is None:
        return None
    spoken = [printed[start:end].strip() for start, end in sorted(used)]
    spoken += said.words if said and state else ()
    if far:
        spoken += [printed[m.start() : m.end()] for m in _horizon_words(plain)]
    return TimeSpan(
        start=_text(span.start),
        end=_text(span.end),
        recurrence=recurrence,
        times=times,
        as_of=_last(dated, "as_of"),
        review=_last(dated, "review"),
        duration=length.iso if length else None,
        horizon=far,
        state=state,
        dates=_listed(dated),
        inferred=tuple(notes),
        words=tuple(dict.fromkeys(spoken)),
    )


def _state(said: StatusState | None, plain: str, dated: Sequence[_Dated]) -> TimeState | None:
    """The state that a time cell says; what waits is not late, and what ends at a date has not ended by that."""
    state = STATES.get(said.state) if said else None
    if state == "delayed" and not re.search(whole_words(words()["delay"]["words"]), plain):
        return None
    stops_then = rf"{whole_words(words()['roles']['stopping']['words'])} (?:når|ved|efter)\b"
    if state == "inactive" and (any(d.role in ("until", "before") for d in dated) or re.search(stops_then, plain)):
        return None
    return state


@dataclass(frozen=True, slots=True)
class _Span:
    start: Point | None = None
    end: Point | None = None

    @classmethod
    def of(cls, dated: Sequence[_Dated], default: Role) -> _Span:
        """From the earliest start to the latest end; an open start leaves it open unless one is named."""
        starts: list[Point] = []
        ends: list[Point] = []
        named_end = opened = False
        for date in dated:
            role: Role = default if date.role == "span" and not date.typed.mention.ranged else date.role
            low, high = _sides(role, date.period)
            starts += [low] if low else []
            ends += [high] if high else []
            named_end |= high is not None and low is None
            opened |= low is not None and high is None and not _within(date, low, dated)
        start = min(starts, key=lambda point: point.opens, default=None)
        end = max(ends, key=lambda point: point.closes, default=None)
        if opened and not named_end:
            end = None
        if start and any(high.closes < start.opens for high in ends):
            start = None if named_end else start
        return cls(start, end)


def _within(date: _Dated, low: Point, dated: Sequence[_Dated]) -> bool:
    """Whether a start falls in a period that the cell gives beside it: "2014-2016, første gang efterår 2014"."""
    alone = date.typed.end == date.typed.mention.end  # "2015 og frem" opens what it stands in
    return alone and any(
        other.typed.mention.ranged and other.period.first.opens <= low.opens < other.period.last.closes
        for other in dated
        if other is not date
    )


def _sides(role: Role, period: Period) -> tuple[Point | None, Point | None]:
    """The start and the end that a period gives in a role."""
    match role:
        case "span":
            return period.first, period.last
        case "since":
            return (period.last if period.instant else period.first), None
        case "after":
            return period.after(), None
        case "until":
            return None, period.last
        case "before":
            return None, period.before()
        case _:
            return None, None


def _resolved(found: Sequence[Typed], column: str) -> tuple[list[_Dated], list[Typed]]:
    """The dates with a year, the heading's where the cell names none; and what comes every year instead."""
    dated: list[_Dated] = []
    yearly: list[Typed] = []
    year = _heading_year(column)
    for one in found:
        period = one.mention.period
        if one.role == "source":
            continue
        if isinstance(period, Period) and period.dated:
            dated.append(_Dated(one, period))
        elif year:
            dated.append(_Dated(one, period.in_year(year), from_heading=True))
        elif isinstance(period, Weeks):
            yearly.append(one)
    return dated, yearly


def _one_year(dated: Sequence[_Dated]) -> bool:
    """Whether the dates are one year named alone, as a project's start."""
    return (
        len(dated) == 1
        and dated[0].role in ("span", "since")
        and not (
            dated[0].typed.mention.ranged
            or dated[0].period.first.month
            or dated[0].period.first != dated[0].period.last
        )
    )


def _heading_year(column: str) -> int | None:
    """The one year that a heading names; of a period none."""
    years = {
        point.year
        for mention in mentions(column)
        if isinstance(mention.period, Period)
        for point in (mention.period.first, mention.period.last)
    }
    return years.pop() if len(years) == 1 else None


def _whole_period(plain: str, column: str) -> Period | None:
    """The plan's period, where the cell says "hele perioden" and the heading which."""
    if not re.search(whole_words(words()["whole_period"]["words"]), plain):
        return None
    periods = [m.period for m in mentions(column) if isinstance(m.period, Period) and m.period.dated and m.ranged]
    return periods[0] if len(periods) == 1 else None


def _recurrence(often: Sequence[Repeat], plain: str, yearly: Sequence[Typed]) -> tuple[Recurrence | None, int | None]:
    """The exactest word for how often; what is only reviewed so often does not count beside "løbende"."""
    if not often:
        return ("annual" if yearly else None), None
    rhythm = [repeat for repeat in often if repeat.value not in ("ongoing", "irregular")]
    steady = [repeat for repeat in often if repeat.value == "ongoing"]
    if steady:
        rhythm = [repeat for repeat in rhythm if not _reviewed(plain, repeat)]
    chosen = (rhythm or steady or list(often))[0]
    return chosen.value, chosen.times


def _reviewed(plain: str, repeat: Repeat) -> bool:
    near = plain[max(0, repeat.start - 30) : repeat.end + 25]
    return re.search(r"evaluer|revider|opfølgning|følges op|afrapporter|status", near) is not None


def _horizon_words(plain: str) -> list[re.Match[str]]:
    return [m for row in words()["horizons"] for m in re.finditer(whole_words(row["words"]), plain)]


def _last(dated: Sequence[_Dated], role: Role) -> str | None:
    points = [date.period.last for date in dated if date.role == role]
    return str(max(points, key=lambda point: point.closes)) if points else None


def _listed(dated: Sequence[_Dated]) -> tuple[str, ...]:
    """The dates of a list that leaves time out between them: 2019, 2021."""
    for date in dated:
        periods = sorted(date.typed.mention.dates, key=lambda period: period.first.opens)
        gaps = [after.first.opens > before.after().opens for before, after in pairwise(periods)]
        if any(gaps) and all(period.first == period.last for period in periods):
            return tuple(str(period.first) for period in periods)
    return ()


def _text(point: Point | None) -> str | None:
    return str(point) if point else None
