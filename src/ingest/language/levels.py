"""The level of prevention: as a row names it, else as its words show it.

    level_tags(activity, tags)    # "Tertiær" → tertiary; "afrusning" → tertiary, inferred

Inferred is: what is done for those who have the problem (treatment, harm reduction, relapse) is tertiary, for those
who may get it (early detection, risk) secondary, for everyone before there is one (campaigns, teaching, rules of
sale) primary. Where the words show two levels there is none. The words stand in ``tags.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from ingest.language.tag_words import listed
from model import taxonomy
from model.activity import Activity
from model.understanding import PreventionLevel, Tag

NAMED_IN = ("prevention_area", "title")
SHOWN_IN = ("purpose", "task", "target_group")  # a goal tells what comes of it
HAVE_IT = "people_with_addiction"  # what is done for them is tertiary, if no word says otherwise


def level_tags(activity: Activity, tags: Sequence[Tag]) -> list[Tag]:
    """The levels that the row names, in a column of its own or in its title; else the one that its words show.

    ``tags``: the row's others.
    """
    for field in NAMED_IN:
        named = taxonomy.found("prevention_level", getattr(activity, field) or "")
        if named:
            return [_tag(one.code, one.words, field) for one in named]
    if not _is_of_our_field(activity, tags):
        return []
    shown = (
        _shown(activity, ("title",))
        or _shown(activity, SHOWN_IN)
        or [_tag("tertiary", tag.words, tag.field) for tag in tags if (tag.kind, tag.code) == ("target_group", HAVE_IT)]
    )
    if len({tag.code for tag in shown}) != 1:
        return []
    groups = {tag.code for tag in tags if tag.kind == "target_group"}
    trains_staff = groups == {"staff"} and shown[0].code == "primary"
    return [] if trains_staff else shown[:1]


def prevention_level(tags: Iterable[Tag]) -> PreventionLevel | None:
    """The level, when the row shows one and no more."""
    codes = {tag.code for tag in tags if tag.kind == "prevention_level"}
    level = codes.pop() if len(codes) == 1 else None
    return next((known for known in get_args(PreventionLevel) if known == level), None)


def _is_of_our_field(activity: Activity, tags: Sequence[Tag]) -> bool:
    """Whether a row is about people and what they take, and its title of no other field."""
    if taxonomy.listed("other_field").search(activity.title or ""):
        return False
    texts = (getattr(activity, field) or "" for field in ("title", *SHOWN_IN))
    return any(tag.kind in ("target_group", "substance") for tag in tags) or any(
        taxonomy.listed("field").search(text) for text in texts
    )


def _shown(activity: Activity, fields: tuple[str, ...]) -> list[Tag]:
    return [
        _tag(code, words, field) for field in fields for code, words in listed("levels", getattr(activity, field) or "")
    ]


def _tag(code: str, words: str, field: str) -> Tag:
    return Tag(kind="prevention_level", code=code, words=words, field=field)
