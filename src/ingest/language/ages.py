"""Ages and klassetrin: the numbers that say for whom.

ages("Unge mellem 15 og 25 år")        # low 15, high 25
grades("Elever på mellemtrinnet")      # low 4, high 6
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from ingest.language.tag_words import alternatives
from model.understanding import Tag

Form = Literal["range", "from", "to", "decade", "one"]

LAST_GRADE = 10
OLDEST = 110
DECADE = 10
MIN_OPEN_AGE = 13  # "over 3 år", "under 2 år" without people before them are more often times than ages
STAGES = {"indskoling": (0, 3), "mellemtrin": (4, 6), "udskoling": (7, 9), "overbygning": (7, 9)}
"""The stages of the folkeskole, in klassetrin."""

_DASH = r"\s*[-–—]\s*"
_AGE = r"(\d{1,3})(?:½|,5)?"
_YEARS = r"\s*[-–]?\s*år(?:ige|iges|s?alderen|s)?\b"
_WHO = rf"\b(?:{alternatives('people')})"
_NO_UNIT = (
    r"(?!\w|[.,]?\d|\s*(?:%|år\b|procent|pct|kr\b))(?!\s+(?:"
    + alternatives("time_units")
    + r"|gange|kr|mio|km|meter|m|kg|point|points|timers)\b)"
)
_AGES: tuple[tuple[re.Pattern[str], Form], ...] = (
    # the order counts: the first that matches a place has it
    (re.compile(rf"\b(?:mellem|fra|i alderen)?\s*{_AGE}(?:\s*år)?{_DASH}{_AGE}{_YEARS}", re.I), "range"),
    (
        re.compile(
            rf"\b(?:mellem|fra|i alderen)\s+{_AGE}(?:\s*år)?\s+(?:og|til(?:\s+og\s+med)?)\s+{_AGE}{_YEARS}", re.I
        ),
        "range",
    ),
    (re.compile(rf"\b{_AGE}(?:\s*år)?\s+til(?:\s+og\s+med)?\s+{_AGE}{_YEARS}", re.I), "range"),
    (
        re.compile(
            rf"{_WHO}\s+(?:\(\s*)?(?:(?:mellem|fra|i alderen|på)\s+)?"
            rf"{_AGE}(?:{_DASH}|\s+(?:og|til)\s+){_AGE}{_NO_UNIT}",
            re.I,
        ),
        "range",
    ),
    (re.compile(rf"\b{_AGE}{_YEARS}\s*(?:(?:og|eller)\s+(?:derover|opefter|ældre|op)\b|\+)", re.I), "from"),
    (re.compile(rf"(?<![\w+]){_AGE}\s*(?:\+|plus\b)(?:{_YEARS}|-?årige)?", re.I), "from"),
    (re.compile(rf"\b(?:over|fyldt|ældre end|fra|o\.)\s+(?:de\s+)?{_AGE}{_YEARS}", re.I), "from"),
    (re.compile(rf"{_WHO} (?:over|ældre end) (\d{{2,3}}){_NO_UNIT}", re.I), "from"),
    (re.compile(rf"\b(?:under|yngre end|indtil|op til|u\.)\s+(?:de\s+)?{_AGE}{_YEARS}", re.I), "to"),
    (re.compile(rf"{_WHO} (?:under|yngre end|op til) (\d{{1,3}}){_NO_UNIT}", re.I), "to"),
    (re.compile(r"\b(\d0)['’]?erne\b", re.I), "decade"),
    (re.compile(rf"\b(?:de\s+)?{_AGE}\s*[-–]?\s*årige\b", re.I), "one"),
    (re.compile(rf"{_WHO} (?:på|i alderen) {_AGE}{_YEARS}", re.I), "one"),
)
AGE_SPANS = tuple(regex for regex, _ in _AGES)
"""What is written as an age."""

_NO_AGE = re.compile(r"(?:\bi|\bover|\binden for|\befter|\bhver|\bom|\bde næste|\bseneste)\s*$", re.I)
"""What stands before a span of years: "over 2 år" is a time, "unge over 18 år" are people."""
_PEOPLE = re.compile(rf"{_WHO}\b", re.I)
_PERIOD = re.compile(r"årige?t?\s+(?:projekt|periode|aftale|bevilling|indsats|forsøg|plan|strategi|samarbejd)", re.I)

_GRADE_WORD = r"(?:kl\.|kl\b|klasse(?:n|r|rne|s|rs|rnes|trin\w*|settrin\w*)?\b|årgang(?:e|en|ene)?\b)"
_NUMBERED = r"\d{1,2}\.?(?:\s*(?:kl\.|klasse)?\s*(?:[-–—+/,]|og|samt|til(?:\s+og\s+med)?)\s*\d{1,2}\.?)*"
_SPELT = dict(
    zip("første anden tredje fjerde femte sjette syvende ottende niende tiende".split(), range(1, 11), strict=True)
)
GRADES = re.compile(
    rf"\b(?P<numbers>{_NUMBERED})[\s-]*{_GRADE_WORD}"
    rf"|\b(?P<reception>børnehaveklasse\w*)(?:\s*(?:[-–—]|til(?:\s+og\s+med)?)\s*(?P<last>\d{{1,2}})\.?\s*{_GRADE_WORD})?"
    rf"|\b(?P<stage>{'|'.join(STAGES)})\w*"
    rf"|\b(?P<spelt>{'|'.join(_SPELT)})\s+(?:klasse(?:n|trin\w*)?|årgang)\b",
    re.I,
)
"""What is written as klassetrin."""
_COUNTED = re.compile(r"\d+\s+(?:klasser|klasserne|årgange)\b", re.I)
_SEPARATED = re.compile(r"(\d{1,2})\.?\s*(?:kl\.|klasse)?\s*([-–—+/,]|og|samt|til(?:\s+og\s+med)?)?\s*")


def ages(text: str, *, field: str = "") -> Iterator[Tag]:
    """Ages of people in years; "over 2 år" as a time is none."""
    taken: list[tuple[int, int]] = []
    for regex, form in _AGES:
        for m in regex.finditer(text):
            if any(start < m.end() and m.start() < end for start, end in taken):
                continue
            low, high = _bounds(form, [int(number) for number in m.groups()])
            if max(low or 0, high or 0) > OLDEST or (low is not None and high is not None and low > high):
                continue
            if not _speaks_of_people(text, m, form, low if low is not None else high or 0, field):
                continue
            taken.append(m.span())
            yield _numbered("ages", _without_people(m), low, high, field)


def grades(text: str, *, field: str = "") -> Iterator[Tag]:
    """Klassetrin, 0 to 10; several single ones stay several."""
    for m in GRADES.finditer(text):
        for low, high in _klassetrin(m):
            yield _numbered("grades", m.group(), low, high, field)


def _klassetrin(m: re.Match[str]) -> list[tuple[int, int]]:
    if m["stage"]:
        return [STAGES[m["stage"].lower()]]
    if m["spelt"]:
        return [(_SPELT[m["spelt"].lower()],) * 2]
    if m["reception"]:
        return [(0, int(m["last"] or 0))] if int(m["last"] or 0) <= LAST_GRADE else []
    return [] if _COUNTED.match(m.group()) else _spans(m["numbers"])


def _spans(numbers: str) -> list[tuple[int, int]]:
    """First and last: "4., 6. og 8." are three, "5. og 6." and "5.-6." are one."""
    spans: list[tuple[int, int]] = []
    between = ""
    for m in _SEPARATED.finditer(numbers):
        number = int(m[1])
        last = spans[-1][1] if spans else number
        if number > LAST_GRADE or number < last:
            return []
        apart = between in ("+", "/", ",", "og", "samt") and number - last > 1
        if spans and not apart:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
        between = (m[2] or "").lower()
    return spans


def _bounds(form: Form, numbers: list[int]) -> tuple[int | None, int | None]:
    if form == "range":
        return numbers[0], numbers[1]
    if form == "from":
        return numbers[0], None
    if form == "to":
        return None, numbers[0]
    return (numbers[0], numbers[0] + DECADE - 1) if form == "decade" else (numbers[0], numbers[0])


def _speaks_of_people(text: str, m: re.Match[str], form: Form, age: int, field: str) -> bool:
    before = text[: m.start()]
    if form == "decade":
        return _PEOPLE.search(before) is not None
    if form == "one" or "årig" in m.group() or "alder" in m.group().lower():
        return not _PERIOD.search(text[m.start() : m.end() + 20])
    if form == "range" and _NO_AGE.search(before):
        return False
    return field == "target_group" or _PEOPLE.search(text[: m.end()]) is not None or age >= MIN_OPEN_AGE


def _without_people(m: re.Match[str]) -> str:
    """The words of an age, without those of the people before it."""
    return re.sub(rf"^{_WHO}\s+\(?", "", m.group().strip(), flags=re.I)


def _numbered(kind: Literal["ages", "grades"], words: str, low: int | None, high: int | None, field: str) -> Tag:
    ends = ["" if low is None else str(low), "" if high is None else str(high)]
    code = ends[0] if low == high else "-".join(ends)
    return Tag(kind=kind, code=code, words=words, field=field, low=low, high=high)
