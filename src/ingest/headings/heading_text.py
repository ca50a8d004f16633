"""The text of one heading: what is compared when headings are, and the times that it names."""

from __future__ import annotations

import re
import unicodedata

from ingest.text import without_marks

BETWEEN_ROWS = " – "  # between the upper and the lower text under a header of two rows

_FOOTNOTE = re.compile(r"(?<=\w)(?:[*†‡]+|\s+\d\))$")
_BROKEN = re.compile(r"(?<=[^\W\d])[-\u2010]\s+(?!(?:og|eller|samt)\b)(?=[^\W\d])")
_AND = re.compile(r"\s*(?:[/&+]|\bog\b)[\s/]*")
_SOUNDLESS = re.compile(
    r"[:?!*\u00ad'’\"]|(?<!\d)[.]|[.](?!\d)|(?<=\w)[-\u2010\u2011–](?=[^\W\d])|[-\u2010\u2011](?=\s+(?:og|eller|samt)\b)"
)
_SPACED_OUT = re.compile(r"\w(?: \w){3,}")

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*"
_SEASON = r"(?:forår|efterår|sommer|vinter|ultimo|primo|medio)(?:et|en)?"
_PART = r"(?:[1-4]\s*(?:kvartal|kvt|kv|halvår)|[qk][1-4])"
_YEAR = r"(?:19|20)\d\d"
_SPAN = rf"{_YEAR}(?:\s*(?:[-–/]|til)\s*(?:{_YEAR}|\d\d)?)?"
_DATE = r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)"
_WHEN = re.compile(
    rf"(?:\s+|^)(?:(?:pr|d|den|i|for|fra|nu|til|frem|mod|inden|efter)\s+)*(?:{_SEASON}\s+)?(?:\d{{1,2}}\s+)?(?:{_MONTH}\s+|{_PART}\s+)?"
    rf"(?:{_SPAN}|{_DATE})$"
)
_ORDINAL = re.compile(r"\s+(?:nr\s*)?\d{1,2}$")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)?$")
_BARE_PERIOD = re.compile(rf"{_YEAR}(?:\s*[-–/]\s*(?:{_YEAR}|\d\d))?|{_PART}(?:\s*{_YEAR})?|{_YEAR}\s*{_PART}")
_PERIOD = re.compile(rf"\b({_YEAR})\s*[-–/]\s*({_YEAR}|\d\d)\b")
_MOMENTS = re.compile(
    rf"(?:(?P<day>\d{{1,2}})\s+)?(?:(?P<month>{_MONTH})|(?P<season>{_SEASON})|(?P<part>{_PART}))?\s*"
    rf"(?P<year>{_YEAR})|(?P<date>{_DATE})"
)
_SEASON_MONTH = {"primo": 1, "vinter": 1, "forår": 4, "medio": 6, "sommer": 7, "efterår": 10, "ultimo": 12}


def folded(text: str) -> str:
    """A heading for comparing: no case, dots, hyphens or footnote marks; "og" = "&" = "/", aa = å, é = e."""
    text = unicodedata.normalize("NFKC", _FOOTNOTE.sub("", without_marks(text).strip())).casefold()
    text = text.replace("é", "e").replace("aa", "å")
    text = _BROKEN.sub("", " ".join(text.split()))
    text = _AND.sub("/", _SOUNDLESS.sub("", text))
    text = " ".join(text.split()).strip(" -–—/_")
    return text.replace(" ", "") if _SPACED_OUT.fullmatch(text) else text


def key(fold: str) -> str:
    """A folded heading without spaces: where a line breaks in a word or between words says nothing."""
    return fold.replace(" ", "")


def without_addition(fold: str) -> str:
    """A folded heading without the parenthesis, time or number that ends it; never without all of it."""
    while True:
        shorter = _ORDINAL.sub("", _WHEN.sub("", _PARENTHESIS.sub("", fold))).strip(" -–/,")
        if not shorter or shorter == fold:
            return fold
        fold = shorter


_ENDINGS = ("ernes", "erne", "ens", "ets", "ene", "er", "en", "et", "ne", "e", "s")
SHORTEST_STEM = 3  # letters: "målene" → "mål"


def stem(fold: str) -> str:
    """A folded heading with the endings of plural, definite and genitive forms off every word."""
    return " ".join(_stem(word) for word in fold.split())


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def is_bare_period(text: str) -> bool:
    """Whether a heading is a year or a part of one, no more: "2019", "2016/17", "Q1", "2. halvår 2020"."""
    return bool(_BARE_PERIOD.fullmatch(folded(text)))


def period(text: str) -> tuple[int, int] | None:
    """The years that a heading spans: (2013, 2018) of "Tidsplan (2013-2018)"."""
    found = _PERIOD.search(folded(text))
    if not found:
        return None
    first = int(found[1])
    last = int(found[2]) if len(found[2]) == 4 else first // 100 * 100 + int(found[2])
    return (first, last) if first <= last else None


def as_of(text: str) -> str | None:
    """The time that a heading names last, as far as it is said: "2013", "2018-03", "2019-06-01"."""
    moment = _moment(text)
    if moment is None:
        return None
    year, month, day, exact = moment
    return f"{year}" + (f"-{month:02}" if exact else "") + (f"-{day:02}" if exact and day else "")


def when(text: str) -> tuple[int, int, int]:
    """The time that a heading names, for ordering: year, month, day; zeros where it says nothing."""
    moment = _moment(text)
    return moment[:3] if moment else (0, 0, 0)


def _moment(text: str) -> tuple[int, int, int, bool] | None:
    """Year, month, day of the last time named; and whether the month is a month's name or part of a date."""
    found = list(_MOMENTS.finditer(folded(text)))
    if not found:
        return None
    last = found[-1]
    if last["date"]:
        day, month, year = (int(part) for part in re.split(r"[./-]", last["date"]))
        year += 2000 if year < 100 else 0
        return (year, month, day, True) if 1 <= month <= 12 and 1 <= day <= 31 else (year, 0, 0, False)
    year = int(last["year"])
    if last["month"]:
        return year, 1 + MONTHS.index(last["month"][:3]), int(last["day"] or 0), True
    if last["season"]:
        return year, next(m for name, m in _SEASON_MONTH.items() if last["season"].startswith(name)), 0, False
    if last["part"]:
        digit = int(re.sub(r"\D", "", last["part"]))
        return year, digit * (6 if "halv" in last["part"] else 3), 0, False
    return year, 0, 0, False
