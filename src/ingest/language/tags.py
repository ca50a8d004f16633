"""For whom, where, about which substance, at which level of prevention: the tags of an activity.

    tags_of("Elever i 7.-9. klasse", "target_group")   # target_group pupils, grades 7-9

``whom``, ``places``, ``levels`` and ``figures`` say which of the words of a row count; the words of a code are those
of ``model/taxonomy.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from ingest.language.ages import ages, grades
from ingest.language.figures import figures
from ingest.language.levels import level_tags
from ingest.language.places import settings, substances
from ingest.language.whom import for_whom
from model.activity import Activity
from model.taxonomy import Found, found
from model.understanding import Tag

WordKind = Literal["target_group", "setting", "substance", "prevention_level"]
"""The kinds of tags that words show."""


def activity_tags(activity: Activity, *, about_staff: bool = False) -> tuple[Tag, ...]:
    """Every tag of an activity, once a code, from the first field that shows it.

    ``about_staff``: the activity trains staff, so that staff named in its goal are whom it is for and not who
    does it.
    """
    tags = [*for_whom(activity, about_staff=about_staff), *settings(activity), *substances(activity)]
    if _at_a_gymnasium(tags):
        tags = [tag.model_copy(update={"code": "students"}) if tag.code == "pupils" else tag for tag in tags]
    tags += level_tags(activity, tags)
    if activity.goal:
        tags += figures(activity.goal)
    return tuple({(tag.kind, tag.code): tag for tag in reversed(tags)}.values())[::-1]


def tags_of(text: str, kind: WordKind, *, field: str = "") -> Iterator[Tag]:
    """The tags of one kind in a text by its words alone; of ``target_group`` also the ages and klassetrin."""
    for one in _once(found(kind, text)):
        yield Tag(kind=kind, code=one.code, words=one.words, field=field)
    if kind == "target_group":
        yield from ages(text, field=field)
        yield from grades(text, field=field)


def _at_a_gymnasium(tags: list[Tag]) -> bool:
    """Whether "elever" are those of a youth education: the row names one, and neither a school nor klassetrin."""
    codes = {tag.code for tag in tags if tag.kind == "setting"}
    return "youth_education" in codes and "school" not in codes and all(tag.kind != "grades" for tag in tags)


def _once(many: Iterable[Found]) -> Iterator[Found]:
    seen: set[str] = set()
    for one in many:
        if one.code not in seen:
            seen.add(one.code)
            yield one
