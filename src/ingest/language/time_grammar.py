"""The grammar of Danish dates: points, ranges and lists, over the letters of ``time_tokens``.

    mentions("1. kvartal 2018 – medio 2019")    # one: 2018-01 to 2019-06

A point is a date, month, season, quarter, half-year, week, school year or year, or a part of one. What a
point leaves out it takes from its neighbour in the range or list ("januar – marts 2018", "oktober – februar
2019").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.language.dates import Part, Period, Point, Weeks, Yearless, day, full_year, months, years
from ingest.language.time_tokens import Token, tokens

SCHOOL_YEAR = (8, 7)  # August to July
MONTH_OF: dict[Part, int] = {"first": 1, "middle": 6, "last": 12}
LAST = 99  # "sidste kvartal": the last there is
Builder = Callable[[Sequence[Token]], Yearless | None]


@dataclass(frozen=True, slots=True)
class Mention:
    """A point, range or list of dates; ``start`` and ``end`` count characters of the text."""

    period: Yearless
    start: int
    end: int
    ranged: bool = False
    deadline: bool = False
    dates: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    """A point in the row of tokens: from token ``first`` up to, not including, ``stop``."""

    period: Yearless
    first: int
    stop: int
    deadline: bool = False


def mentions(text: str) -> list[Mention]:
    """The dates of a folded text, in order."""
    row = tokens(text)
    letters = "".join(token.kind for token in row)
    found: list[Mention] = []
    group: list[_Item] = []
    ranged = False
    position = 0
    while position < len(row):
        item = _point(row, letters, position)
        if item is None:
            position += 1
            continue
        joint = letters[group[-1].stop : item.first] if group else ""
        between = joint == "&" and letters[: group[0].first].rstrip("ie").endswith("b")
        if len(group) == 1 and not ranged and (between or _TO.fullmatch(joint)):
            group, ranged = [*group, item], True
        elif group and not ranged and _AND.fullmatch(joint):
            group.append(item)
        else:
            found += _closed(group, row, ranged)
            group, ranged = [item], False
        position = item.stop
    return found + _closed(group, row, ranged)


_TO = re.compile(r"[ie,]*(?:-|>)[ie>]*|&>[ie]*")
_AND = re.compile(r",?[&/]?i?e?")


def _closed(group: Sequence[_Item], row: Sequence[Token], ranged: bool) -> list[Mention]:
    """The mention that the points of a range or list make together; each alone when they make none."""
    if not group:
        return []
    start, end = row[group[0].first].start, row[group[-1].stop - 1].end
    if len(group) == 1:
        return [Mention(group[0].period, start, end, _is_range(group[0], row), group[0].deadline)]
    filled = _filled([item.period for item in group])
    if filled is None:
        alone = [_closed([item], row, False) for item in group if item.period.dated]
        return [mention for found in alone for mention in found]
    if not all(isinstance(period, Period) for period in filled):
        return []
    periods = [period for period in filled if isinstance(period, Period)]
    first, last = periods[0], periods[-1]
    if ranged:
        if first.dated and first.first.opens > last.last.closes:
            return []
        return [Mention(Period(first.first, last.last, last.instant), start, end, True)]
    if not first.dated:
        return [Mention(Period(first.first, last.last), start, end, True)]
    low = min(periods, key=lambda period: period.first.opens)
    high = max(periods, key=lambda period: period.last.closes)
    return [Mention(Period(low.first, high.last), start, end, True, dates=tuple(periods))]


def _is_range(item: _Item, row: Sequence[Token]) -> bool:
    """Whether a single point reads as a period that no verb shortens: "2018-21"."""
    return row[item.stop - 1].kind == "P" and "-" in row[item.stop - 1].text and row[item.first].kind in "PB"


def _filled(periods: Sequence[Yearless]) -> list[Yearless] | None:
    """The periods with the years that their neighbours name; ``None`` when a neighbour cannot give one."""
    if not any(period.dated for period in periods):
        return list(periods)
    filled = list(periods)
    for at in range(len(filled) - 2, -1, -1):
        after = filled[at + 1]
        if not filled[at].dated and isinstance(after, Period) and after.first.year:
            year = after.first.year
            earlier = filled[at].in_year(year)
            filled[at] = filled[at].in_year(year - 1) if earlier.first.opens > after.last.closes else earlier
    for at in range(1, len(filled)):
        before = filled[at - 1]
        if not filled[at].dated and isinstance(before, Period) and before.last.year:
            year = before.last.year
            later = filled[at].in_year(year)
            filled[at] = filled[at].in_year(year + 1) if later.last.closes < before.first.opens else later
    return filled if all(period.dated for period in filled) else None


def _point(row: Sequence[Token], letters: str, position: int) -> _Item | None:
    """The longest point that begins at a token."""
    if letters[position] == "T":
        return _part(row, letters, position)
    for stop, builder in sorted(
        ((match.end(), builder) for rule, builder in _RULES if (match := rule.match(letters, position))),
        key=lambda found: -found[0],
    ):
        try:
            period = builder(row[position:stop])
        except ValueError:  # there is no such day or week
            continue
        if period is not None:
            return _Item(period, position, stop, any(token.deadline for token in row[position:stop]))
    return None


_PARTS = re.compile(r"T(?:[/-]T)?[ie]*")


def _part(row: Sequence[Token], letters: str, position: int) -> _Item | None:
    """Primo, medio, ultimo of the point that follows; two of them make a range."""
    opening = _PARTS.match(letters, position)
    if letters == "T" and row[0].part:  # all that the cell says: the heading has the year
        month = MONTH_OF[row[0].part]
        return _Item(months(month, month), position, 1, row[0].deadline)
    inner = _point(row, letters, opening.end()) if opening and opening.end() < len(row) else None
    if inner is None or not isinstance(inner.period, Period) or not opening:
        return None
    parts = [token for token in row[position : opening.end()] if token.part]
    cut = [inner.period.part(token.part) for token in parts if token.part]
    period = cut[0] if len(cut) == 1 else replace(cut[0], last=cut[-1].last, instant=False)
    return _Item(period, position, inner.stop, parts[0].deadline)


def _year_of(row: Sequence[Token]) -> int | None:
    """The year that the tokens name, in four figures or in two behind a month."""
    for token in row:
        if token.kind == "Y":
            return token.value
    return None


def _short_year(row: Sequence[Token]) -> int | None:
    """The year behind a month or season: "nov. 2016", "nov. 16"."""
    last = row[-1]
    return full_year(f"{last.value:02d}") if last.kind == "d" and len(row) > 1 else _year_of(row)


def _first_period(row: Sequence[Token]) -> Yearless | None:
    return next((token.period for token in row if token.period), None)


def _numbers(row: Sequence[Token], letters: str = "od") -> list[int]:
    return [token.value for token in row if token.kind in letters]


def _date(row: Sequence[Token]) -> Yearless | None:
    """Day, month and perhaps year: "1. juni 18", "1.-15. juni 2018"."""
    month_at = next(at for at, token in enumerate(row) if token.kind == "M")
    days, rest = _numbers(row[:month_at]), row[month_at:]
    year = _short_year(rest)
    first, last = (day(year, rest[0].value, number) for number in (days[0], days[-1]))
    return Period(first.first, last.last) if days[0] <= days[-1] else None


def _day_month(row: Sequence[Token]) -> Yearless | None:
    """A day in figures without a year: "d. 11. 9", "den 1/6"; "1/6" only where the cell says nothing else."""
    figures = [int(n) for token in row for n in re.findall(r"\d+", token.text)]
    return day(None, figures[1], figures[0]) if len(figures) == 2 and figures[1] <= 12 else None


def _month(row: Sequence[Token]) -> Yearless | None:
    return months(row[0].value, row[0].value, _short_year(row))


def _named_parts(row: Sequence[Token]) -> Yearless | None:
    """Quarters and half-years by number: "3.-4. kvartal 2018", "2. halvår"."""
    unit = next(at for at, token in enumerate(row) if token.kind in "KH")
    length = 3 if row[unit].kind == "K" else 6
    numbers = [12 // length if number == LAST else number for number in _numbers(row[:unit])]
    if not all(1 <= number <= 12 // length for number in numbers):
        return None
    first, last = numbers[0], numbers[-1]
    return (
        months(length * (first - 1) + 1, length * last, _year_of(row[:unit]) or _short_year(row[unit:]))
        if first <= last
        else None
    )


def _coded(row: Sequence[Token]) -> Yearless | None:
    """Q3 2018, H1."""
    period, year = _first_period(row), _year_of(row)
    return period.in_year(year) if period and year else period


def _weeks(row: Sequence[Token]) -> Yearless | None:
    numbers, year = _numbers(row), _year_of(row)
    if not all(1 <= number <= 53 for number in numbers):
        return None
    weeks = Weeks(numbers[0], numbers[-1])
    return weeks.in_year(year) if year else weeks


def _school_year(row: Sequence[Token]) -> Yearless | None:
    """August to July; of one year named alone, the school year that begins in it (guessed)."""
    named: list[int] = []
    for token in row:
        if token.kind == "P" and token.period and token.period.first.year and token.period.last.year:
            named += [token.period.first.year, token.period.last.year]
        elif token.kind == "g":
            named += [full_year(n) or 0 for n in re.findall(r"\d\d", token.text)]
        elif token.kind == "Y":
            named.append(token.value)
        elif token.kind in "od":
            named.append(full_year(f"{token.value:02d}") or 0)
    if len(named) == 1:
        return replace(months(*SCHOOL_YEAR, named[0]), guessed=True)
    pairs = list(zip(named[::2], named[1::2], strict=False))
    if not all(0 < last - first <= len(pairs) + 1 for first, last in pairs):
        return None
    return Period(Point(pairs[0][0], SCHOOL_YEAR[0]), Point(pairs[-1][1], SCHOOL_YEAR[1]))


def _season(row: Sequence[Token]) -> Yearless | None:
    """A season; of one that turns the year, a year named alone is the first (guessed)."""
    period = row[0].period
    if period is None:
        return None
    turns = (period.last.month or 0) < (period.first.month or 0)
    pair = next((token for token in row if token.kind in "Pg"), None)
    if pair:
        first = full_year(re.findall(r"\d+", pair.text)[0])
        return period.in_year(first) if turns and first else None
    year = _short_year(row)
    return replace(period.in_year(year), guessed=turns) if year else period


def _years(row: Sequence[Token]) -> Yearless | None:
    period, year = _first_period(row), _year_of(row)
    return years(year, year) if year else period


def _figures(row: Sequence[Token]) -> Yearless | None:
    return _first_period(row)


_RULES: tuple[tuple[re.Pattern[str], Builder], ...] = tuple(
    (re.compile(rule), builder)
    for rule, builder in (
        (r"e?[NI]", _figures),
        (r"e?[od](?:[-&/]e?[od])*M(?:i?Y|d(?![xKHUM%-]))?", _date),
        (r"e(?:od(?![xKHM])|g)|\Ag\Z", _day_month),
        (r"M(?:i*B?Y|/Y|d(?![xKHUM%-]))?", _month),
        (r"(?:o(?:[-&/]o)*|d[-&/]o)[KH](?:[ieB,/-]*Y|[.]?d(?![xKHUM%-]))?", _named_parts),
        (r"q(?:[ieB,/-]*Y)?", _coded),
        (r"Y[,/-]?q", _coded),
        (r"Y[,/-]?(?:o(?:[-&/]o)*)[KH]", _named_parts),
        (r"U[od](?:[-&/,][od])*(?:[ieB,/-]*Y)?", _weeks),
        (r"Y[,/-]?U[od](?:[-&/][od])*", _weeks),
        (r"Ai?(?:[Pg](?:[-&,][Pg])*|Y[-/]Y(?:&Y[-/]Y)*|d-[od]|Y)", _school_year),
        (r"S(?:[ieB]*[YPg]|d(?![xKHUM%-]))?", _season),
        (r"(?:Bi?B?)?[YP]", _years),
    )
)
