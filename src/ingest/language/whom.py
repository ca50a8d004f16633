"""For whom an activity is: the groups that its words name, the ages, the klassetrin.

    for_whom(activity)    # cell "Borgere på 67+ år" → older_people, ages 67-

A column for the target group decides when it names one. Else the title, the goal and the purpose tell, and the task
where its words say that somebody gets something ("tilbydes", "til", "blandt"). Last comes what an offer implies:
who is in substitution treatment, who lives in a care home. Not meant are those behind "forældre til", who does it
("i samarbejde med"), and names of units. The words stand in ``tags.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.language.ages import ages, grades
from ingest.language.tag_words import alternatives, listed, without
from model import taxonomy
from model.activity import Activity
from model.taxonomy import Found, found
from model.understanding import Tag

TARGETED = ("title", "goal", "purpose")  # where a table without a column for the target group names it
ASKED = ("title", "purpose", "task")  # what an offer implies
OF_ANY_AGE = frozenset(
    {
        "unemployed",
        "on_sick_leave",
        "homeless",
        "socially_vulnerable",
        "people_with_addiction",
        "mental_illness",
        "disability",
        "ethnic_minorities",
        "offenders",
    }
)
"""Groups that leave open how old their people are: an age beside them says it."""
NEAR = 100  # letters before and behind a group in which its evidence stands
FOR_STAFF = ("for", "til", "blandt", "hos")  # "af" and "med" name staff that does it
CHILD, YOUNG, GROWN, OLD = 12, 18, 30, 65  # years from which one is young, may be of age, is grown up for sure, old

_STOP = r"[^.;:()\n]*?"
_NOT_MEANT = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (
            rf"(?<=\s)(?:til|af|omkring)\s+{_STOP}(?=$|[.,;:()\n]|\s+samt\b|\s+og\s+(?:{alternatives('other_than')})\b)",
            re.IGNORECASE,
        ),
        (rf"\b(?:{alternatives('doers')})\s+{_STOP}(?=$|[.,;:()\n]|\s+(?:for|til|med henblik)\b)", re.IGNORECASE),
        (rf"\b(?:{alternatives('units')})\s+(?:for\s+)?\w+(?:(?:,| og| &)\s+\w+)*", re.IGNORECASE),
        (rf"\b(?:{alternatives('names')})(?!\w)", 0),
    )
)
_RELATION, *_OTHERS = _NOT_MEANT
_BEHIND = re.compile(rf"\b(?:{alternatives('relations')})$", re.IGNORECASE)
_AIM = re.compile(
    rf"\b(?P<aim>{alternatives('aims')})\s+(?:(?:både|{alternatives('determiners')}|\w+[es])\s+){{0,3}}$", re.IGNORECASE
)
_TRAINED = re.compile(
    rf"\b(?:{alternatives('training')})\s+(?:af|for)\s+(?:(?:{alternatives('determiners')}|\w+[es])\s+){{0,3}}$",
    re.IGNORECASE,
)
_NO_AIM = re.compile(rf"\b(?:{alternatives('no_aim')})\s+$", re.IGNORECASE)
_GETS = re.compile(rf"^(?:\s+[^\s.,;]+){{0,4}}?\s+(?:{alternatives('gets')})(?!\w)", re.IGNORECASE)
_AFFECTED = re.compile(rf"^s?\s+(?:\w+e\s+)?(?:{alternatives('state_of')})(?!\w)", re.IGNORECASE)
_AND = re.compile(r"^\s*(?:,|og|eller|samt|og/eller|/)\s*(?:(?:\w+e|deres)\s+)?$", re.IGNORECASE)
_IN_CLASS = re.compile(r"\b(?:i|på|for|til|blandt|alle|hver|af)\s+(?:(?:alle|kommunens|de)\s+)?$", re.IGNORECASE)


def for_whom(activity: Activity, *, about_staff: bool = False) -> list[Tag]:
    """The groups, ages and klassetrin of an activity.

    ``about_staff``: the activity trains staff, so that staff named in its goal are whom it is for and not who
    does it.
    """
    named, by_number = _cell(activity.target_group) if activity.target_group else ([], [])
    if _groups(named):
        return [*named, *by_number]
    told = [tag for field in TARGETED for tag in _told(getattr(activity, field) or "", field, about_staff=about_staff)]
    told += _aimed(activity.task or "", "task")
    if by_number:
        return [*named, *by_number, *(tag for tag in told if tag.code in OF_ANY_AGE)]
    return [*named, *(told if _groups(told) else [*told, *_implied(activity)])]


def _cell(text: str) -> tuple[list[Tag], list[Tag]]:
    """What the words of a cell name, and the groups that its numbers alone show."""
    meant = without(text, _spans_behind_relations(text))
    groups = [_tag(one, "target_group") for one in found("target_group", meant)]
    by_number = list(_by_number(_numbers(meant, "target_group"), _groups(groups)))
    return [*groups, *_numbers(text, "target_group")], by_number


def _told(text: str, field: str, *, about_staff: bool) -> Iterator[Tag]:
    """Those whom a title, a goal or a purpose names; staff only when it is for them."""
    meant = _meant(text)
    tags = [
        _tag(one, field)
        for one in found("target_group", meant)
        if one.code != "staff" or about_staff or _is_for_staff(one, meant)
    ]
    yield from tags
    yield from _numbers(text, field)
    yield from _by_number(_numbers(meant, field), _groups(tags))


def _aimed(text: str, field: str) -> Iterator[Tag]:
    """Those for whom a task says that it is done."""
    meant = _meant(text)
    tags: list[Tag] = []
    last: Found | None = None
    for one in found("target_group", meant):
        follows = last is not None and _AND.match(meant[last.end : one.start])
        if one.code == "staff" and not follows:
            aimed = _is_for_staff(one, meant)
        else:
            aimed = bool(follows) or _is_aimed(one, meant)
        if aimed:
            last = one
            tags.append(_tag(one, field))
    yield from tags
    classes = [tag for tag in grades(meant, field=field) if _IN_CLASS.search(meant[: meant.find(tag.words)])]
    numbers = [*ages(meant, field=field), *classes]
    yield from numbers
    yield from _by_number(numbers, _groups(tags))


def _implied(activity: Activity) -> Iterator[Tag]:
    """Whom an offer or a place is for, where nothing names them and the title is of no other field."""
    if taxonomy.listed("other_field").search(activity.title or ""):
        return
    for field in ASKED:
        for code, words in listed("implied", _meant(getattr(activity, field) or "")):
            yield Tag(kind="target_group", code=code, words=words, field=field)


def _is_aimed(one: Found, text: str) -> bool:
    before, after = _around(one, text)
    aim = _AIM.search(before)
    aimed = aim is not None and not _NO_AIM.search(before[: aim.start()] + aim["aim"] + " ")
    return aimed or _GETS.match(after) is not None


def _is_for_staff(one: Found, text: str) -> bool:
    before, after = _around(one, text)
    aim = _AIM.search(before)
    aimed = aim is not None and aim["aim"].lower() in FOR_STAFF and not _NO_AIM.search(before)
    return aimed or any((_TRAINED.search(before), _GETS.match(after), _AFFECTED.match(after)))


def _around(one: Found, text: str) -> tuple[str, str]:
    return text[max(0, one.start - NEAR) : one.start], text[one.end : one.end + NEAR]


def _by_number(numbers: Iterable[Tag], groups: set[str]) -> Iterator[Tag]:
    """The groups that ages and klassetrin show, where no word says how old the people are."""
    if groups - OF_ANY_AGE:
        return
    for tag in numbers:
        for code in ("pupils",) if tag.kind == "grades" else _of_age(tag.low, tag.high):
            yield Tag(kind="target_group", code=code, words=tag.words, field=tag.field)


def _of_age(low: int | None, high: int | None) -> Iterator[str]:
    if low is not None and low >= OLD:
        yield "older_people"
    elif high is not None and high <= GROWN:
        if (low or 0) < CHILD and (low is not None or high < CHILD + 1):
            yield "children"
        if high > CHILD + 1:
            yield "young_people"
    elif low is not None and low >= YOUNG:
        yield "adults"


def _numbers(text: str, field: str) -> list[Tag]:
    return [*ages(text, field=field), *grades(text, field=field)]


def _groups(tags: Iterable[Tag]) -> set[str]:
    return {tag.code for tag in tags if tag.kind == "target_group"}


def _tag(one: Found, field: str) -> Tag:
    return Tag(kind="target_group", code=one.code, words=one.words, field=field)


def _meant(text: str) -> str:
    """A text without those who are not meant."""
    spans = [m.span() for regex in _OTHERS for m in regex.finditer(text)]
    return without(text, [*spans, *_spans_behind_relations(text)])


def _spans_behind_relations(text: str) -> list[tuple[int, int]]:
    return [
        m.span()
        for m in _RELATION.finditer(text)
        if _BEHIND.search(text[max(0, m.start() - NEAR) : m.start()].rstrip())
    ]
