"""For whom, where, about which substance, at which level of prevention: the tags of an activity.

    tags_of("Elever i 7.-9. klasse", "target_group")   # target_group pupils, grades 7-9

Words come from ``model/taxonomy.toml``; ages and klassetrin are read here, because they are numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from model.activity import Activity
from model.taxonomy import Found, found
from model.understanding import PreventionLevel, Tag, TagKind

WordKind = Literal["target_group", "setting", "substance", "prevention_level"]
"""The kinds of tags that words show."""

LAST_GRADE = 10
OLDEST = 110
DECADE = 10

TARGETED = ("title", "goal", "purpose")  # where a table without a column for the target group names it
PLACED = ("setting", "title", "goal", "purpose")
LAST_ASKED = "task"  # it names places and substances in passing: only where nothing else names any
LEVELLED = ("prevention_area", "title")

_DASH = r"\s*[-–—]\s*"
_AGE = r"(\d{1,3})(?:½|,5)?"
_YEARS = r"\s*[-–]?\s*år(?:ige|iges|s?alderen|s)?\b"
_AGES = (
    # the order counts: the first that matches a place has it
    (re.compile(rf"\b(?:mellem|fra|i alderen)?\s*{_AGE}(?:\s*år)?{_DASH}{_AGE}{_YEARS}", re.I), "range"),
    (
        re.compile(rf"\b(?:mellem|fra|i alderen)\s+{_AGE}(?:\s*år)?\s+(?:og|til)\s+{_AGE}{_YEARS}", re.I),
        "range",
    ),
    (re.compile(rf"\b{_AGE}(?:\s*år)?\s+til\s+{_AGE}{_YEARS}", re.I), "range"),
    (re.compile(rf"\b{_AGE}{_YEARS}\s+(?:og|eller)\s+(?:derover|opefter|ældre|op)\b", re.I), "from"),
    (re.compile(rf"\b{_AGE}\s*\+{_YEARS}", re.I), "from"),
    (re.compile(rf"\b(?:over|fyldt|ældre end|fra|o\.)\s+(?:de\s+)?{_AGE}{_YEARS}", re.I), "from"),
    (
        re.compile(
            r"\b(?:mænd|kvinder|borgere|personer|alle|voksne|dem) over (\d{2,3})(?!\s*(?:%|år|\d|procent|pct|kr))", re.I
        ),
        "from",
    ),
    (re.compile(rf"\b(?:under|yngre end|indtil|op til|u\.)\s+(?:de\s+)?{_AGE}{_YEARS}", re.I), "to"),
    (re.compile(r"\b(\d0)['’]?erne\b", re.I), "decade"),
    (re.compile(rf"\b(?:de\s+)?{_AGE}\s*[-–]?\s*årige\b", re.I), "one"),
)
_NO_AGE = re.compile(r"(?:\bi|\bover|\binden for|\befter|\bhver|\bom|\bde næste|\bseneste)\s*$", re.I)
"""What stands before a span of years: "over 2 år" is a time, "unge over 18 år" are people."""
MIN_OPEN_AGE = 13  # "over 3 år", "under 2 år" without people before them are more often times than ages
_PEOPLE = re.compile(r"\b(?:børn|unge|borgere|personer|elever|voksne|alle|ældre|drenge|piger|kvinder|mænd)\b", re.I)

_GRADE_WORD = r"(?:kl(?:\.|\b)|klasse|klassen|klasser|klasserne|klassetrin|klassesettrin|årgang|årgange|klasses)"
_GRADES = re.compile(
    rf"\b(\d{{1,2}})\.?(?:\s*(?:{_GRADE_WORD})?\s*([-–—+/,]|og|til(?: og med)?)\s*(\d{{1,2}})\.?)?"
    rf"[\s-]*{_GRADE_WORD}",
    re.I,
)
_FROM_RECEPTION = re.compile(
    rf"\bbørnehaveklasse\w*\s*(?:[-–—]|til(?: og med)?)\s*(\d{{1,2}})\.?\s*{_GRADE_WORD}", re.I
)

_NUMBER_WORDS = "to|tre|fire|fem|seks|syv|otte|ni|ti|tyve|hundrede"
_FIGURES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\d+(?:[.,]\d+)?\s*(?:%|pct\.?|procent(?:point)?)",
        r"\bfra\s+\d+(?:[.,]\d+)?\s+til\s+\d+(?:[.,]\d+)?(?!\.?\s*(?:års?\b|\d|klasse))",
        r"\b(?:halveres?|halvering|fordobles?|fordobling)\b",
        r"\b(?:en|to|tre) (?:tredjedele?|fjerdedele?|femtedele?)\b|\bhalvdelen\b",
        rf"\b(?:\d+|{_NUMBER_WORDS}|én|en) ud af (?:\d+|{_NUMBER_WORDS})\b",
        r"\b(?:mindst|minimum|højst|maksimalt|maks\.?|op til|under|over|ca\.)\s+\d+(?:[.,]\d+)*"
        r"(?=\s+[a-zæøå])(?!\s+års?\b(?! ))(?!\s+år\b)",
        r"\b\d{1,3}(?:\.\d{3})*\s+(?:(?:nye|flere|færre|unge|udsatte|ledige|frivillige|sårbare)\s+)?"
        r"(?:borgere|unge|børn|elever|familier|forældre|personer|medarbejdere|nøglepersoner|forløb|pladser|"
        r"besøg|samtaler|deltagere|virksomheder|foreninger|skoler|kurser|gravide|voksne|ældre|pårørende|"
        r"frivillige|arrangementer|henvendelser|rygere|dage|timer|uger|kr)\b",
        r"\balderen?\s+(?:hæves|sænkes|stiger|falder)\s+\D{0,8}\d+|\bdebutalder\w*[^.]*?\bfra\s+\d+\s+til\s+\d+",
    )
)
_NO_FIGURE = re.compile(r"(?:§|pkt\.?|punkt|nr\.?|kl\.?|uge)\s*$", re.I)


def activity_tags(activity: Activity, *, about_staff: bool = False) -> tuple[Tag, ...]:
    """Every tag of an activity, once a code, from the first field that shows it.

    ``about_staff``: the activity trains staff, so that staff named in its goal are whom it is for and not who
    does it.
    """
    tags: list[Tag] = []
    own = activity.target_group
    for field in ("target_group",) if own else TARGETED:
        groups = list(tags_of(getattr(activity, field) or "", "target_group", field=field))
        tags.extend(t for t in groups if own or t.code != "staff" or about_staff)
    for kind in ("setting", "substance"):
        named = [t for field in PLACED for t in tags_of(getattr(activity, field) or "", kind, field=field)]
        tags.extend(named or tags_of(activity.task or "", kind, field=LAST_ASKED))
    tags.extend(prevention_tags(activity))
    if activity.goal:
        tags.extend(figures(activity.goal))
    return tuple({(tag.kind, tag.code): tag for tag in reversed(tags)}.values())[::-1]


def tags_of(text: str, kind: WordKind, *, field: str = "") -> Iterator[Tag]:
    """The tags of one kind in a text; of ``target_group`` also the ages and klassetrin."""
    for one in _once(found(kind, text)):
        yield Tag(kind=kind, code=one.code, words=one.words, field=field)
    if kind == "target_group":
        yield from ages(text, field=field)
        yield from grades(text, field=field)


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
            if not _speaks_of_people(text, m, form, low if low is not None else high or 0):
                continue
            taken.append(m.span())
            yield _numbered("ages", m.group().strip(), low, high, field)


def grades(text: str, *, field: str = "") -> Iterator[Tag]:
    """Klassetrin, 0 to 10; several single ones stay several."""
    reception = _FROM_RECEPTION.search(text)
    if reception and int(reception[1]) <= LAST_GRADE:
        yield _numbered("grades", reception.group(), 0, int(reception[1]), field)
        text = text[: reception.start()] + " " * len(reception.group()) + text[reception.end() :]
    for m in _GRADES.finditer(text):
        low, high = int(m[1]), int(m[3] or m[1])
        if low > LAST_GRADE or high > LAST_GRADE or high < low:
            continue
        apart = m[2] in ("+", "/", ",", "og") and high - low > 1
        for first, last in ((low, low), (high, high)) if apart else ((low, high),):
            yield _numbered("grades", m.group(), first, last, field)


def prevention_tags(activity: Activity) -> Iterator[Tag]:
    """The levels of prevention that the row names: in a column of its own, else in its title."""
    for field in LEVELLED:
        tags = list(tags_of(getattr(activity, field) or "", "prevention_level", field=field))
        if tags:
            yield from tags
            return


def prevention_level(tags: Iterable[Tag]) -> PreventionLevel | None:
    """The level, when the row names one and no more."""
    codes = {tag.code for tag in tags if tag.kind == "prevention_level"}
    level = codes.pop() if len(codes) == 1 else None
    return next((known for known in get_args(PreventionLevel) if known == level), None)


def figures(goal: str, *, field: str = "goal") -> Iterator[Tag]:
    """The figures that make a goal one that can be counted; years, ages and numbers of items are none."""
    taken: list[tuple[int, int]] = []
    for regex in _FIGURES:
        for m in regex.finditer(goal):
            overlaps = any(start < m.end() and m.start() < end for start, end in taken)
            if not overlaps and not _NO_FIGURE.search(goal[: m.start()]):
                taken.append(m.span())
                yield Tag(kind="goal_figure", code=m.group(), words=m.group(), field=field)


def _bounds(form: str, numbers: list[int]) -> tuple[int | None, int | None]:
    if form == "range":
        return numbers[0], numbers[1]
    if form == "from":
        return numbers[0], None
    if form == "to":
        return None, numbers[0]
    return (numbers[0], numbers[0] + DECADE - 1) if form == "decade" else (numbers[0], numbers[0])


def _speaks_of_people(text: str, m: re.Match[str], form: str, age: int) -> bool:
    before = text[: m.start()]
    if form == "decade":
        return _PEOPLE.search(before) is not None
    if form == "one" or "årig" in m.group() or "alder" in m.group().lower():
        return not re.search(r"årige?t?\s+(?:projekt|periode|aftale|bevilling|indsats)", text[m.start() : m.end() + 20])
    if form == "range" and _NO_AGE.search(before):
        return False
    return _PEOPLE.search(before) is not None or age >= MIN_OPEN_AGE


def _numbered(kind: TagKind, words: str, low: int | None, high: int | None, field: str) -> Tag:
    ends = ["" if low is None else str(low), "" if high is None else str(high)]
    code = ends[0] if low == high else "-".join(ends)
    return Tag(kind=kind, code=code, words=words, field=field, low=low, high=high)


def _once(many: Iterable[Found]) -> Iterator[Found]:
    seen: set[str] = set()
    for one in many:
        if one.code not in seen:
            seen.add(one.code)
            yield one
