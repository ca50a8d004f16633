"""For whom, where, about which substance, at which level of prevention: the tags of an activity.

    tags_of("Elever i 7.-9. klasse", "target_group")   # target_group pupils, grades 7-9

Words come from ``model/taxonomy.toml``; ages and klassetrin are read here, because they are numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from ingest.language.ages import ages, grades
from ingest.language.figures import figures
from ingest.language.places import settings, substances
from ingest.language.whom import for_whom
from model.activity import Activity
from model.taxonomy import Found, found
from model.understanding import PreventionLevel, Tag

WordKind = Literal["target_group", "setting", "substance", "prevention_level"]
"""The kinds of tags that words show."""

LEVELLED = ("prevention_area", "title")


def activity_tags(activity: Activity, *, about_staff: bool = False) -> tuple[Tag, ...]:
    """Every tag of an activity, once a code, from the first field that shows it.

    ``about_staff``: the activity trains staff, so that staff named in its goal are whom it is for and not who
    does it.
    """
    tags = for_whom(activity, about_staff=about_staff)
    tags.extend(settings(activity))
    tags.extend(substances(activity))
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


def _once(many: Iterable[Found]) -> Iterator[Found]:
    seen: set[str] = set()
    for one in many:
        if one.code not in seen:
            seen.add(one.code)
            yield one
