"""The words and numbers of a text as the grammar of dates sees them: one letter each.

    kinds("1. januar 2018 - marts 2019")    # "oMY-MY"

| letter | what | letter | what |
|---|---|---|---|
| N | a date in figures (29.08.13) | T | primo, medio, ultimo, udgangen af |
| I | a month in figures (05/2018), F18 | S | a season or a turn of the year |
| Y | a year ('18, 2018) | K H q | kvartal, halvår, Q3 |
| P | two years (2013/14, 2018-21) | U | uge |
| g | two figures (1/6, 15/16) | A B | skoleår; år, budget, valgperiode |
| o d | 1., første; a bare number | M | a month |
| - / , & | as printed | > b i e | til; mellem; i, af; den, d. |
| . | end of a sentence or clause | x | any other word |
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.language.dates import Part, Period, Point, day, full_year, months, years

MAX_SHORT_SPAN = 15  # years; "2013-25" may be a period, "2013-43" is none
MAX_SLASHED_SPAN = 4  # years; "2016/20" may be a term of office
MAX_CELL = 5000  # characters; a longer cell is prose, and every further date would cost more than the last
BLANK = "\x00"  # stands for each character of what is no date
_FOLDED = str.maketrans({dash: "-" for dash in "–—−‐‑"} | {space: " " for space in "\u00a0\u202f\t"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word, with what it says; ``start`` and ``end`` count characters of the text."""

    kind: str
    text: str
    start: int
    end: int
    value: int = 0
    period: Period | None = None
    part: Part | None = None
    deadline: bool = False


@cache
def words() -> dict[str, Any]:
    """``time_words.toml``."""
    path = files("ingest.language").joinpath("time_words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def whole_words(pattern: str) -> str:
    """The pattern, where no letter or figure stands before or behind."""
    return rf"(?<![^\W_])(?:{pattern})(?![^\W_])"


def folded(text: str) -> str:
    """Lower case, every dash "-", every space " ": as many characters as the text."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(_FOLDED))


def without_spells(text: str) -> str:
    """The folded text with what only looks like a date blanked out."""
    return _not_dates().sub(lambda m: BLANK * len(m.group()), text)


def tokens(text: str) -> list[Token]:
    """The tokens of a folded text, in order."""
    return list(_lex(text))


def kinds(text: str) -> str:
    """The letters of the tokens of a text."""
    return "".join(token.kind for token in tokens(folded(text)))


@cache
def _not_dates() -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<![^\W_])(?:{row['words']})(?!\w)" for row in words()["not_dates"]))


_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:(?:19|20)\d\d)"
# groups are tried in this order; a group whose figures make no date gives way to the next
_FIGURES = {
    "iso": rf"(?<!\d){_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)",
    "date": (
        rf"(?<![\d.,/])(?:(?<!-)|(?<=\d{{4}}-)|(?<=\.\d\d-))(?:{_DAY}\.\s?{_MONTH}\.\s?(?:{_YEAR}|\d\d)"
        rf"|{_DAY}/{_MONTH}(?:\s?[-/.]\s?(?:{_YEAR}|\d\d)| {_YEAR})"
        rf"|{_DAY}-{_MONTH}-(?:{_YEAR}|\d\d))(?![\d/]|[.,]\d|-(?!\d\d?[./-]\d\d?[./ -]+\d\d)\d)"
    ),
    "pair": (
        rf"(?<![\d.,/-]){_YEAR}(?:\s?/\s?(?:{_YEAR}|\d\d)|-\d\d|[.,]\d\d"
        r"|\s?-\s?\d\d(?!\.?\s?[^\W\d]{3}))(?![\d/]|-\d|[.,]\d|\s?[-]\s?\d)"
    ),
    "month_figures": rf"(?<![\d.,/-])(?:(?:0?[1-9]|1[0-2])[/-]{_YEAR}|{_YEAR}-(?:0[1-9]|1[0-2]))(?![\d/-])",
    "short_season": r"(?<!\w)[fe]\d\d(?!\w)",
    "two": r"(?<![\d.,/-])\d{1,2}[/.,]\d{1,2}(?![\d/]|[.,-]\d)",
    "year": rf"(?<![\w,])(?<!\d[./-])(?:{_YEAR}(?!\d|[.,]\d|[^\W\d])(?!-[^\W\d_])|['’´`]\d\d(?!\w))",
    "range_year": rf"(?<=-){_YEAR}(?!\d|[.,]\d|[^\W\d])(?!-[^\W\d_])",
    "quarter_code": r"(?<!\w)[qk] ?[1-4](?:\s?[-/]\s?[qk] ?[1-4]|\s?-\s?[1-4](?!\d))?(?!\w)",
    "half_code": r"(?<!\w)h[12](?!\w)",
    "ordinal": r"(?<![\w.,/])(?:[1-9]|[1-4]\d|5[0-3])\.(?!\d)",
    "number": r"(?<![\w.,/])\d{1,2}(?![\w%])",
}
_MARKS = {"-": "-", "/": "/", ",": ",", "&": "&"}


@cache
def _lexicon() -> re.Pattern[str]:
    table = words()
    # "nov." or "nov 2016": the short forms are words of their own too
    short = r"(?:\.(?!\d)|(?=\s?['’]?\d{2,4}\b)|(?=\s?[-/]))"
    long_months = "|".join(f"(?P<month{n}>{forms.split('|')[0]})" for n, forms in table["months"].items())
    short_months = "|".join(
        f"(?P<short{n}>(?:{'|'.join(forms.split('|')[1:])}){short})"
        for n, forms in table["months"].items()
        if "|" in forms
    )
    # "jul 2018" is Christmas; July is written "jul." or stands in a range
    short_months = short_months.replace(f"(?P<short7>(?:jul){short})", r"(?P<short7>jul(?:\.(?!\d)|(?=-)|(?<=-jul)))")
    seasons = "|".join(f"(?P<season{n}>{row['words']})" for n, row in enumerate(table["seasons"]))
    parts = "|".join(f"(?P<part{n}>{row['words']})" for n, row in enumerate(table["parts"]))
    ordinals = "|".join(f"(?P<nth{n}>{forms})" for n, forms in table["ordinals"].items())
    units, joints = table["units"], table["joints"]
    branches = [
        *(f"(?P<{name}>{pattern})" for name, pattern in _FIGURES.items()),
        whole_words(long_months),
        rf"(?<![^\W_])(?:{short_months})",
        whole_words(seasons),
        whole_words(parts),
        whole_words(ordinals),
        *(rf"(?P<{name}>{whole_words(pattern)}\.?)" for name, pattern in units.items()),
        *(f"(?P<{name}>{whole_words(pattern)})" for name, pattern in joints.items()),
        r"(?P<mark>[-/,&])",
        r"(?P<stop>[.;:!?()\[\]\n\x00])",
        r"(?P<word>[^\s.;:!?()\[\],/&\x00-]+)",
    ]
    return re.compile("|".join(branches))


_KINDS = {
    "ordinal": "o",
    "number": "d",
    "two": "g",
    "quarter": "K",
    "half": "H",
    "week": "U",
    "school_year": "A",
    "calendar_year": "B",
    "to": ">",
    "and": "&",
    "between": "b",
    "filler": "i",
    "article": "e",
    "stop": ".",
    "word": "x",
}


def _lex(text: str) -> Iterator[Token]:
    position = 0
    lexicon = _lexicon()
    codes = re.fullmatch(r"\s*[fe]\d\d(?:[\s/,-]+(?:og )?[fe]\d\d)*\s*", text) is not None
    while match := lexicon.search(text, position):
        name = match.lastgroup or "word"
        token = _token(name, match, codes)
        if token is None:  # the figures make no date: read the first number, or its first character, alone
            end = match.start() + len(re.match(r"\d+|.", match.group(), re.DOTALL).group())  # type: ignore[union-attr]
            token = Token("x", text[match.start() : end], match.start(), end)
        yield token
        position = token.end


def _token(name: str, match: re.Match[str], codes: bool) -> Token | None:
    text, start, end = match.group(), match.start(), match.end()

    def made(kind: str, value: int = 0, period: Period | None = None) -> Token:
        return Token(kind, text, start, end, value, period)

    if name in ("iso", "date", "pair", "month_figures", "quarter_code", "half_code", "short_season"):
        kind, period = _figures(name, text, codes)
        return made(kind, 0, period) if period else None
    if name in ("year", "range_year"):
        year = full_year(text.lstrip("'’´`"))
        return made("Y", year) if year else None
    if name.startswith(("month", "short")):
        return made("M", int(name.removeprefix("month").removeprefix("short")))
    if name.startswith("season"):
        row = words()["seasons"][int(name.removeprefix("season"))]
        first, last = (Point(None, month) for month in row["months"])
        turn = Period(first, last, instant=row.get("instant", False))
        return Token("S", text, start, end, period=turn, deadline=row.get("deadline", False))
    if name.startswith("part"):
        row = words()["parts"][int(name.removeprefix("part"))]
        return Token("T", text, start, end, part=row["part"], deadline=row.get("deadline", False))
    if name.startswith("nth"):
        return made("o", int(name.removeprefix("nth")))
    if name == "mark":
        return made(_MARKS[text])
    value = int(text.rstrip(".")) if name in ("ordinal", "number") else 0
    return made(_KINDS[name], value)


def _figures(name: str, text: str, codes: bool) -> tuple[str, Period | None]:
    """The kind and the period of figures; none when they make no date."""
    numbers = re.findall(r"\d+", text)
    try:
        if name == "iso":
            return "N", day(int(numbers[0]), int(numbers[1]), int(numbers[2]))
        if name == "date":
            year = full_year(numbers[2])
            return "N", day(year, int(numbers[1]), int(numbers[0])) if year else None
    except ValueError:
        return "N", None
    if name == "pair":
        return _pair(text, numbers)
    if name == "month_figures":
        month, year = (numbers[0], numbers[1]) if len(numbers[1]) == 4 else (numbers[1], numbers[0])
        return "I", months(int(month), int(month), int(year))
    if name == "quarter_code":
        return "q", months(3 * int(numbers[0]) - 2, 3 * int(numbers[-1]))
    if name == "half_code":
        return "q", months(6 * int(numbers[0]) - 5, 6 * int(numbers[0]))
    year = full_year(numbers[0])
    if not (codes and year):
        return "I", None
    return "I", months(3, 5, year) if text[0] == "f" else months(9, 11, year)


def _pair(text: str, numbers: list[str]) -> tuple[str, Period | None]:
    """Two years: neighbours with "." and ",", a short span with a dash or "/"; else a month in figures."""
    first, short = full_year(numbers[0]), len(numbers[1]) == 2
    if first is None:
        return "P", None
    last = first // 100 * 100 + int(numbers[1]) if short else int(numbers[1])
    longest = MAX_SHORT_SPAN if "-" in text else MAX_SLASHED_SPAN if "/" in text else 1
    if 0 < last - first <= longest:
        return "P", years(first, last)
    if short and "-" in text and 1 <= int(numbers[1]) <= 12 and numbers[1][0] in "01":
        return "I", months(int(numbers[1]), int(numbers[1]), first)
    return "P", None
