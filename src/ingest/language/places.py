"""Where an activity takes place, and which substance it is about.

    settings(activity)      # "Oplæg i klasserne", "7. årgang" → school
    substances(activity)    # section "Alkohol", title "Julefrokosten" → alcohol

A place counts where something is done: not in a street's name, not as one who only plans ("Ungdomsskolen indkalder"),
not as a building of former days. The words stand in ``tags.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from ingest.language.ages import grades
from ingest.language.tag_words import alternatives
from model.activity import Activity
from model.taxonomy import found
from model.understanding import Tag

PLACED = (("setting", "title", "purpose", "task"), ("goal",), ("target_group",))
"""Where places stand: the first of these that name one tell; a goal names places that gain by it."""
SUBSTANCES_IN = ("title", "goal", "purpose", "target_group", "setting")
ASKED_LAST = ("task", "section")  # they name substances in passing: only where nothing else names any
GENERAL = "intoxicants"
TAUGHT_IN = ("title", "purpose", "task")
FEW = 2  # substances by name, beside which the general word is no further one

_NO_PLACE = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (rf"\b[A-ZÆØÅ]\w*(?:{alternatives('street_ends')})\b", 0),
        (rf"\b(?:{alternatives('former')})\s+\w+", re.IGNORECASE),
        (rf"\b\w+-\s+(?:og|eller)\s+\w*(?:{alternatives('offices')})\b", re.IGNORECASE),
        (rf"\b\w+\s+(?:{alternatives('plans')})(?!\w)", re.IGNORECASE),
        (rf"\b(?:{alternatives('known_by')})\s+[^.;:()\n]*", re.IGNORECASE),
    )
)
_TAUGHT = re.compile(rf"(?<!\w)(?:{alternatives('taught')})(?!\w)", re.IGNORECASE)


def settings(activity: Activity) -> Iterator[Tag]:
    """The places that a row names, and the school where pupils of a klassetrin are taught."""
    for fields in PLACED:
        tags = [t for field in fields for t in _named(_places_only(getattr(activity, field) or ""), "setting", field)]
        if tags:
            yield from tags
            break
    yield from _in_class(activity)


def substances(activity: Activity) -> Iterator[Tag]:
    """The substances that a row names; "rusmidler" is none of its own where two are named."""
    tags = [tag for field in SUBSTANCES_IN for tag in _named(getattr(activity, field) or "", "substance", field)]
    for field in ASKED_LAST:
        tags = tags or _named(getattr(activity, field) or "", "substance", field)
    specific = {tag.code for tag in tags} - {GENERAL}
    yield from (tag for tag in tags if tag.code != GENERAL or len(specific) < FEW)


def _in_class(activity: Activity) -> Iterator[Tag]:
    taught = next(
        (m.group() for field in TAUGHT_IN if (m := _TAUGHT.search(getattr(activity, field) or "")) is not None), None
    )
    if taught is None:
        return
    for field in ("target_group", "title", "task"):
        for tag in grades(getattr(activity, field) or "", field=field):
            yield Tag(kind="setting", code="school", words=tag.words, field=field)


def _places_only(text: str) -> str:
    for regex in _NO_PLACE:
        text = regex.sub(lambda m: " " * len(m.group()), text)
    return text


def _named(text: str, kind: Literal["setting", "substance"], field: str) -> list[Tag]:
    return [Tag(kind=kind, code=one.code, words=one.words, field=field) for one in found(kind, text)]
