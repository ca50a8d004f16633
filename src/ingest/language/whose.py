"""Whose a party is: municipalities as owners, places and parties of a responsible cell. Pure, on spaCy tokens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.language.complements import AND
from model.municipalities import by_name

if TYPE_CHECKING:
    from spacy.tokens import Doc

ALL_OF_THEM = ("begge kommuner", "alle kommuner", "de to kommuner", "begge de to kommuner", "kommunerne")
_FIRST_OF_ALL = frozenset(phrase.split()[0] for phrase in ALL_OF_THEM)
JOINTS = frozenset({",", "/", "+", "|"})
_KOMMUNE = re.compile(r"(?:regions)?kommune(?:r|n|rne)?$")
_KOMMUNES = re.compile(r"(?:regions)?kommune(?:r|n|rne)?s$")


def places_at(doc: Doc, at: int, end: int) -> tuple[tuple[str, ...], int]:
    """The municipalities from a token on ("Ishøj", "Assens, Kerteminde og Nordfyns") and where they end."""
    names: list[str] = []
    stop = here = at
    while here < end and doc[here].ent_type_ == "MUNICIPALITY":
        municipality = by_name(doc[here].text)
        if municipality is not None:
            names.append(municipality.name)
        stop = here + 1
        if stop >= end or not (doc[stop].text in (",", "/", "-", "–") or doc[stop].lower_ in AND):
            break
        here = stop + 1
    return tuple(names), stop


def all_of_them(doc: Doc, at: int, end: int) -> int | None:
    """Where "begge kommuner" or the like ends that begins at a token; None when none does."""
    if at >= end:
        return None
    if doc[at].lower_ not in _FIRST_OF_ALL:
        return None
    for phrase in ALL_OF_THEM:
        stop = at + phrase.count(" ") + 1
        if stop <= end and doc[at:stop].text.casefold() == phrase:
            return stop
    return None


def is_kommune(doc: Doc, at: int, end: int) -> bool:
    """Whether "Kommune" or a form of it stands there."""
    return at < end and _KOMMUNE.match(doc[at].lower_) is not None


def is_kommunes(doc: Doc, at: int, end: int) -> bool:
    """Whether the genitive stands there: what follows is the municipality's own."""
    return at < end and _KOMMUNES.match(doc[at].lower_) is not None


def place_behind(doc: Doc, at: int, end: int, plan: tuple[str, ...]) -> tuple[tuple[str, ...], int, bool]:
    """The municipalities said behind a party ("i Ishøj og Greve", ", Ishøj", "Ishøj", "i begge kommuner").

    Gives them, where they end, and whether it was said with "Kommune"; () when none is said.
    """
    if at >= end:
        return (), at, False
    joint = doc[at].lower_
    if joint == "i" and at + 3 < end and doc[at + 1].text.istitle() and not doc[at + 1].ent_type_:
        places, stop = places_at(doc, at + 3, end)  # "i Ebeltoft, Syddjurs Kommune"
        if doc[at + 2].text == "," and len(places) == 1 and is_kommune(doc, stop, end):
            return places, stop + 1, True
    begin = at + 1 if joint in ("i", "fra", "ved", ",", "-", "–") else at
    both = all_of_them(doc, begin, end)
    if both is not None and joint == "i":
        return (plan, both, True) if len(plan) > 1 else ((), at, False)
    places, stop = places_at(doc, begin, end)
    if places and joint in (",", "-", "–"):  # one only: a list of municipalities is a list of parties
        places, stop = places[:1], begin + 1
        last = stop + is_kommune(doc, stop, end)
        begins_name = last == stop and last < end and doc[last].text[:1].isupper()  # ", Skive Forsyning"
        if last < end and (begins_name or doc[last].text in JOINTS or doc[last].lower_ in AND):
            return (), at, False
    return places, stop + (bool(places) and is_kommune(doc, stop, end)), is_kommune(doc, stop, end)
