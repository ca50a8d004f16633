"""The theme of a row, by a name that is the same in all plans: from the plan's own structure, then its words.

A column that names the theme comes first, then the section, the title, the goal and the purpose. The first of
them that shows exactly one theme gives it. Of several, the first named one counts when the others hang on it
("kompetenceudvikling i tidlig opsporing"); else the next place decides between them; else there is no theme.

    theme_of(activity)               # Theme(name="behandling", words=("gruppebehandling",), field="title")
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.headings.heading_text import folded, key
from model.activity import Activity
from model.taxonomy import Found, found
from model.understanding import Theme
from model.vocabulary import vocabulary

HEADING_LENGTH = 90  # characters; a longer "title" is a sentence
_UNIT_NAME = re.compile(
    r"\b(?:[Cc]ent(?:er|ret|eret)|[Aa]fdeling(?:en)?|(?:[Ss]tabs)?[Ee]nhed(?:en)?|[Uu]dvalg(?:et)?|[Tt]eam(?:et)?|[Ff]orvaltning(?:en)?)"
    r"\s+for\s+[A-ZÆØÅ][\w-]*(?:(?:,|\s+og)\s+[A-ZÆØÅ][\w-]*)*"
)
"""The name of a unit ("Center for Sundhed og Forebyggelse") says who, not about what."""
_HANGS_ON = re.compile(
    r"\b(?:om|af|i|til|for|vedr\.?|vedrørende|omkring|med|på|blandt|inden for|indenfor|hos|gennem|i?mellem)\b", re.I
)
_STANDS_BESIDE = re.compile(r"\b(?:og|eller|samt)\b|[,/;+&\n]", re.I)


def theme_of(activity: Activity, *, sections_tell: bool = True) -> Theme | None:
    """The theme of a row, or None where its words show none or several.

    ``sections_tell``: the plan has several sections, so that they set its rows apart; a plan's only section
    is asked last.
    """
    rivals: set[str] | None = None
    for field, text, heading in _places(activity, sections_tell):
        shown = found("theme", text, heading=heading)
        if rivals is not None:
            shown = [one for one in shown if one.code in rivals]
        name = _leading(text, shown)
        if name is not None:
            words = dict.fromkeys(one.words for one in shown if one.code == name)
            return Theme(name=name, words=tuple(words), field=field)
        if shown:
            rivals = {one.code for one in shown}
    return None


def _places(activity: Activity, sections_tell: bool) -> Iterator[tuple[str, str, bool]]:
    """(field, text, whether it is a heading), in the order in which they are believed."""
    for heading, text in activity.extra.items():
        if text and key(folded(heading)) in _theme_headings():
            yield f"extra:{heading}", text, True
    section = ("section", activity.section, True)
    if sections_tell and activity.section:
        yield section
    if activity.title:
        yield "title", activity.title, len(activity.title) <= HEADING_LENGTH
    for field in ("goal", "purpose", "task"):
        text = getattr(activity, field)
        if text:
            yield field, _UNIT_NAME.sub(lambda m: " " * len(m.group()), text), False
    if not sections_tell and activity.section:
        yield section


@cache
def _theme_headings() -> frozenset[str]:
    """The headings of columns that can name a theme; such a column stands in ``extra``."""
    return frozenset(
        key(folded(heading))
        for heading, entry in vocabulary().entries.items()
        if any(reading.field == "theme" for reading in entry.readings)
    )


def _leading(text: str, shown: Sequence[Found]) -> str | None:
    """The one theme shown, or the first when all others hang on it."""
    if len({one.code for one in shown}) <= 1:
        return shown[0].code if shown else None
    first = shown[0]
    rival = next(one for one in shown if one.code != first.code)
    between = text[first.end : rival.start]
    joined = first.words.split()[-1] + between  # "samarbejde mellem" ends in its preposition
    if rival.start >= first.end and _HANGS_ON.search(joined) and not _STANDS_BESIDE.search(between):
        return first.code
    return None
