"""The level of prevention: as a row names it, else as its words show it.

    level_tags(activity, tags)    # "Tertiær" → tertiary; "afrusning" → tertiary, inferred

Inferred is: what is done for those who have the problem (treatment, harm reduction, relapse) is tertiary, for those
who may get it (early detection, risk) secondary, for everyone before there is one (campaigns, teaching, rules of
sale) primary. Where the words show two levels there is none. The words stand in ``tags.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from ingest.language.tag_words import listed
from model import taxonomy
from model.activity import Activity
from model.understanding import PreventionLevel, Tag

NAMED_IN = ("prevention_area", "title")
SHOWN_IN = ("title", "purpose", "task", "target_group", "goal")


def level_tags(activity: Activity, tags: Iterable[Tag]) -> list[Tag]:
    """The levels that the row names, in a column of its own or in its title; else the one that its words show.

    ``tags``: the row's others. A row without a group or a substance is of another field.
    """
    for field in NAMED_IN:
        named = taxonomy.found("prevention_level", getattr(activity, field) or "")
        if named:
            return [_tag(one.code, one.words, field) for one in named]
    shown = list(_shown(activity))
    groups = {tag.code for tag in tags if tag.kind == "target_group"}
    of_our_field = groups or any(tag.kind == "substance" for tag in tags)
    if (
        not of_our_field
        or len({tag.code for tag in shown}) != 1
        or taxonomy.listed("other_field").search(activity.title or "")
    ):
        return []
    trains_staff = groups == {"staff"} and shown[0].code == "primary"
    return [] if trains_staff else shown[:1]


def prevention_level(tags: Iterable[Tag]) -> PreventionLevel | None:
    """The level, when the row shows one and no more."""
    codes = {tag.code for tag in tags if tag.kind == "prevention_level"}
    level = codes.pop() if len(codes) == 1 else None
    return next((known for known in get_args(PreventionLevel) if known == level), None)


def _shown(activity: Activity) -> Iterator[Tag]:
    for field in SHOWN_IN:
        for code, words in listed("levels", getattr(activity, field) or ""):
            yield _tag(code, words, field)


def _tag(code: str, words: str, field: str) -> Tag:
    return Tag(kind="prevention_level", code=code, words=words, field=field)
