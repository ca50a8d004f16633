"""Dates as exact as their words: a point (year, month or day), a period between two, weeks of a year."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Part = Literal["first", "middle", "last"]
FIRST_YEAR, LAST_YEAR = 1980, 2049  # plans speak of these; other four-digit numbers count something
CENTURY = 2000
LAST_SHORT_YEAR = 49  # "'18" is 2018; 50 to 99 are no years of a plan


@dataclass(frozen=True, slots=True)
class Point:
    """A year, a month or a day; ``year`` is ``None`` while the words do not name it."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """ISO, as exact as the words."""
        return "-".join([f"{self.year:04d}", *(f"{n:02d}" for n in (self.month, self.day) if n is not None)])

    @property
    def opens(self) -> date:
        """Its first day."""
        return date(self.year or 1, self.month or 1, self.day or 1)

    @property
    def closes(self) -> date:
        """Its last day."""
        year, month = self.year or 1, self.month or 12
        return date(year, month, self.day or monthrange(year, month)[1])

    def at(self, day: date) -> Point:
        """The point of this exactness that holds ``day``."""
        return Point(day.year, self.month and day.month, self.day and day.day)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last point.

    An ``instant`` is a turn (udgangen af, medio, årsskiftet): before it and after it count from itself.
    ``guessed``: the words name one year where the period has two.
    """

    first: Point
    last: Point
    instant: bool = False
    guessed: bool = False

    @property
    def dated(self) -> bool:
        """Whether the year is known."""
        return self.first.year is not None and self.last.year is not None

    def in_year(self, year: int) -> Period:
        """The period that begins in ``year``, over the turn of the year if need be."""
        wraps = (self.last.month or 12) < (self.first.month or 1)
        return replace(self, first=replace(self.first, year=year), last=replace(self.last, year=year + wraps))

    def before(self) -> Point:
        """The last point before it; before a year, the last month ("inden 2018": December 2017)."""
        if self.instant:
            return self.first
        return replace(self.first, month=self.first.month or 1).at(self.first.opens - timedelta(days=1))

    def after(self) -> Point:
        """The first point after it."""
        return self.last if self.instant else self.last.at(self.last.closes + timedelta(days=1))

    def part(self, which: Part) -> Period:
        """Its first, middle or last month (primo, medio, ultimo); of a month or a day, itself."""
        if self.first.day or self.last.day:
            return self
        first, last = (self.first.year or 0) * 12 + (self.first.month or 1), (self.last.year or 0) * 12
        last += self.last.month or 12
        if last < first:
            last += 12
        months = {"first": first, "middle": first + (last - first) // 2, "last": last}[which] - 1
        year = months // 12 if self.dated else None
        point = Point(year, months % 12 + 1)
        return Period(point, point, instant=True, guessed=self.guessed)


@dataclass(frozen=True, slots=True)
class Weeks:
    """ISO weeks of a year that is not named (yet)."""

    first: int
    last: int
    dated: bool = False

    def in_year(self, year: int) -> Period:
        """Monday of the first to Sunday of the last week, over the turn of the year if need be.

        Raises:
            ValueError: the year has no such week.
        """
        monday = date.fromisocalendar(year, self.first, 1)
        sunday = date.fromisocalendar(year + (self.last < self.first), self.last, 7)
        return Period(Point(monday.year, monday.month, monday.day), Point(sunday.year, sunday.month, sunday.day))


Yearless = Period | Weeks


def months(first: int, last: int, year: int | None = None) -> Period:
    """The months of one year, or of two when the last comes before the first."""
    period = Period(Point(None, first), Point(None, last))
    return period.in_year(year) if year else period


def years(first: int, last: int) -> Period:
    """Whole years."""
    return Period(Point(first), Point(last))


def day(year: int | None, month: int, day: int) -> Period:
    """One day.

    Raises:
        ValueError: there is no such day.
    """
    date(year or 2000, month, day)
    point = Point(year, month, day)
    return Period(point, point)


def full_year(digits: str) -> int | None:
    """The year that two or four digits name, or none of a plan's."""
    number = int(digits)
    if len(digits) == 2:
        return CENTURY + number if number <= LAST_SHORT_YEAR else None
    return number if FIRST_YEAR <= number <= LAST_YEAR else None
