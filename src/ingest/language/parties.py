"""Who is responsible: the parties that a responsible cell names.

    responsible_parties("Sundhedsplejen i Ishøj og Vallensbæk")       # two parties, one a municipality
    responsible_parties("SSP i begge kommuner", municipalities=("Ishøj", "Vallensbæk"))
    responsible_parties("Aktiviteten er ikke forankret")              # []

Line breaks are evidence: give the cell's text with its lines or paragraphs, not flattened. A municipality is
filled in only where the cell says it; ``municipalities`` are the plan's, for "begge kommuner".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.language.clauses import Stretch, lines, phrase_end, stretches
from ingest.language.lexicon import is_first_name, table
from ingest.language.nlp import pipeline
from ingest.language.phrases import AND, Phrase, phrase_at, words
from model.municipalities import by_name
from model.party import Party

if TYPE_CHECKING:
    from spacy.tokens import Doc

MAX_NAME = 4  # words of a name that no table knows
MAX_LABEL = 4  # words before a colon
JOINTS = frozenset({",", "/", "+", "|"})
BULLETS = frozenset({"-", "–", "•", "*", "·", "▪", "◦", "■", "\uf0b7", "o", ">"})
ALL_OF_THEM = (
    "begge kommuner",
    "alle kommuner",
    "de to kommuner",
    "begge de to kommuner",
    "kommunerne",
    "fælles",
)
_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*\.?"
_DATE = (
    rf"(?:(?:udgangen|starten|begyndelsen|slutningen|midten) af )?(?:(?:d\.|den) ?)?"
    rf"(?:\d{{1,2}}[./-] ?\d{{1,2}}[./-] ?\d{{2,4}}|(?:\d{{1,2}}\.? ?)?{_MONTH}(?: \d{{4}})?"
    rf"|(?:sommer|forår|efterår|vinter|skoleår)\w* \d{{4}}(?:/\d{{2,4}})?|\d{{4}})"
)
_WHEN = re.compile(
    rf"(?i)(?:frem til|indtil|til og med|til|fra og med|fra|pr\.|siden|efter|før|inden|i perioden)"
    rf" {_DATE}(?: ?(?:-|–|til) ?{_DATE})?(?= er |$|\W|\s)"
)
_AS_WHAT = re.compile(
    r"(?i)^(?:(?:primær |fælles )?tovholder\w*|formand|projektleder\w*|kontaktperson\w*|ansvarlig\w*|\w+ansvarlig)$"
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A phrase with what the words around it add."""

    phrase: Phrase
    places: tuple[str, ...] = ()
    qualifier: str | None = None


@dataclass(slots=True)
class _Around:
    """What a line or cell says of all that follows: whose it is, as what."""

    plan: tuple[str, ...]
    places: tuple[str, ...] = ()
    qualifier: str | None = None
    found: list[_Named] = field(default_factory=list)


def responsible_parties(text: str, *, municipalities: tuple[str, ...] = ()) -> list[Party]:
    """The parties named in a responsible cell, in their order, each once. Empty when it names none."""
    doc = pipeline()(_bullets_aside(text))
    around = _Around(municipalities)
    for start, end in lines(doc):
        start = _read_prefix(doc, start, end, around)
        lasting = around.places if start == end else ()
        for stretch in stretches(doc, start, end):
            _read(doc, stretch, around)
        if start < end:
            around.places, around.qualifier = lasting, None
    return _distinct(_parties(doc, around.found))


def _bullets_aside(text: str) -> str:
    """The text with each line's list marker turned to a space."""
    return re.sub(r"(?m)^(\s*)[-–•*·▪◦■\uf0b7](?=\s)", r"\1 ", text)


def _parties(doc: Doc, found: Sequence[_Named]) -> Iterator[Party]:
    for named in found:
        phrase = named.phrase
        for place in named.places or (None,):
            yield Party(
                name=phrase.name,
                kind=phrase.kind,
                municipality=place,
                qualifier=named.qualifier,
                words=doc[phrase.start : phrase.end].text,
            )


def _distinct(parties: Iterator[Party]) -> list[Party]:
    first: dict[tuple[str, str, str | None], Party] = {}
    for party in parties:
        first.setdefault((party.name.casefold(), party.kind, party.municipality), party)
    return list(first.values())


def _read_prefix(doc: Doc, start: int, end: int, around: _Around) -> int:
    """Where a line goes on behind "Ishøj:", "Tovholder:", "Frem til 1. august 2015:"; kept in ``around``."""
    colon = next((i for i in range(start, min(end, start + 2 * MAX_LABEL + 2)) if doc[i].text == ":"), None)
    if colon is None or colon == start:
        return start
    label = words(doc, start, colon)
    known = table()["labels"]
    if label.casefold() in known:
        around.qualifier = known[label.casefold()] or None
    elif when := _WHEN.match(label):
        around.qualifier = when[0]
    elif label.casefold() in ALL_OF_THEM:
        around.places = around.plan
    else:
        places, stop = _places(doc, start, colon)
        stop += stop < colon and doc[stop].lower_.startswith("kommune")
        if not places or stop != colon:
            return start
        around.places = places
    return _read_prefix(doc, colon + 1, end, around)


def _read(doc: Doc, stretch: Stretch, around: _Around) -> None:
    """Read a stretch from left to right into ``around.found``."""
    at, end = stretch.start, stretch.end
    qualifier = stretch.qualifier or around.qualifier
    fresh = True  # at the beginning of a fragment: after a comma, "og", a bracket
    while at < end:
        token = doc[at]
        if token.text == "(":
            close = next((i for i in range(at, end) if doc[i].text == ")"), end)
            _read_bracket(doc, at + 1, close, around)
            at, fresh = close + 1, True
        elif token.is_space or token.text in JOINTS or token.lower_ in AND or token.text in BULLETS:
            at, fresh = at + 1, True
        elif token.text == ":":
            at, fresh = at + 1, True
        elif (shared := _phrase_here(doc, at, end, table()["responsibility"]["together"])) is not None:
            at, fresh, qualifier = shared, True, "i samarbejde med"
        elif token.lower_ in table()["labels"] and at + 1 < end and doc[at + 1].text == ":":
            at, fresh, qualifier = at + 2, True, table()["labels"][token.lower_] or None
        elif (
            stretch.reading != "persons" and (stop := _read_municipalities(doc, at, end, around, fresh)) > at
        ):
            at, fresh = stop, False
        elif (phrase := _allowed(doc, at, end, stretch, fresh)) is not None:
            named = _Named(phrase, around.places, qualifier)
            named, at = _with_places(doc, named, end, around)
            qualifier = _add(around, named, qualifier)
            fresh = True
        elif token.lower_ in (
            "hos",
            "ved",
            "v/",
            "med",
            "både",
            "af",
            "bl.a.",
            "samt",
            "fx",
            "f.eks.",
            "evt.",
            "i",
        ):
            at, fresh = at + 1, token.lower_ != "i"
        else:
            at, fresh = at + 1, False


def _add(around: _Around, named: _Named, qualifier: str | None) -> str | None:
    """Add a party; the word for an office ("tovholder") beside a person is the person's qualifier instead.

    Gives the qualifier of what comes next.
    """
    office = named.phrase.name.casefold()
    if office not in table()["offices"]["nouns"]:
        around.found.append(named)
        return qualifier if named.phrase.kind != "person" or qualifier != office else None
    before = around.found[-1] if around.found else None
    if before is not None and before.phrase.kind == "person" and before.phrase.end + 2 > named.phrase.start - 0:
        around.found[-1] = replace(before, qualifier=office)
        return qualifier
    return office


def _allowed(doc: Doc, at: int, end: int, stretch: Stretch, fresh: bool) -> Phrase | None:
    """The phrase at a token, as far as the reading and the place in its fragment allow it."""
    phrase = phrase_at(doc, at, end)
    if phrase is not None and phrase.kind == "person":
        return phrase
    if stretch.reading == "persons":
        return None
    if phrase is not None:
        return phrase if fresh or doc[at].text[:1].isupper() else None
    return _unknown(doc, at, end) if stretch.reading == "list" and fresh else None


def _unknown(doc: Doc, at: int, end: int) -> Phrase | None:
    """A fragment of its own that no table knows, written as a name: a unit ("Pitstop", "Kompasset")."""
    stop = at
    while stop < end and not _ends_fragment(doc, stop):
        stop += 1
    span = doc[at:stop]
    if not 0 < len(span) <= MAX_NAME or not span[0].text[:1].isupper() or span[0].is_stop:
        return None
    said = table()["responsibility"]
    if span[0].lower_ in said["remarks"] or span[0].lower_ in said["nobody"] or is_first_name(span[0].text):
        return None
    if any(token.ent_type_ for token in span):
        return None
    if not all(token.is_alpha or "-" in token.text for token in span) or not any(
        token.is_alpha for token in span
    ):
        return None
    if len(span) > 1 and not all(token.text[:1].isupper() for token in span):
        return None
    return Phrase(at, stop, words(doc, at, stop), "unit")


def _ends_fragment(doc: Doc, at: int) -> bool:
    token = doc[at]
    return (
        token.is_space
        or token.text in JOINTS
        or token.lower_ in AND
        or token.text in "():;"
        or token.lower_ == "i"
    )


def _read_bracket(doc: Doc, start: int, end: int, around: _Around) -> None:
    """What stands in brackets: when or as what the one before is it, or further parties."""
    said = words(doc, start, end)
    when = _WHEN.match(said)
    if _AS_WHAT.match(said) or (when and len(when[0]) == len(said)):
        if around.found:
            around.found[-1] = replace(around.found[-1], qualifier=said)
        return
    places, stop = _places(doc, start, end)
    if places and (stop == end or doc[stop].lower_.startswith("kommune")):
        if around.found and around.found[-1].phrase.kind != "organisation":
            around.found[-1] = replace(around.found[-1], places=places)
        return
    if around.found and _is_short_for(said, around.found[-1].phrase.name):
        return
    if when:
        before = len(around.found)
        _read(doc, Stretch(start, end, "known"), around)
        for i in range(before, len(around.found)):
            if around.found[i].phrase.kind == "person":
                around.found[i] = replace(around.found[i], qualifier=when[0])
        return
    for stretch in stretches(doc, start, end):
        _read(
            doc, replace(stretch, reading="known" if stretch.reading == "list" else stretch.reading), around
        )


def _is_short_for(letters: str, name: str) -> bool:
    """Whether letters are the initials of a name: "CRF" of "Center for Rusmidler og Forebyggelse"."""
    initials = [word[0] for word in re.findall(r"\w+", name) if word.casefold() not in ("og", "for", "af", "i")]
    return letters.isupper() and len(letters) > 1 and "".join(initials).casefold() == letters.casefold()


def _phrase_here(doc: Doc, at: int, end: int, phrases: list[str]) -> int | None:
    return next(
        (
            stop
            for phrase in phrases
            if (stop := phrase_end(doc, at, min(end, at + phrase.count(" ") + 1), [phrase]))
        ),
        None,
    )


def _places(doc: Doc, at: int, end: int) -> tuple[tuple[str, ...], int]:
    """The municipalities from a token on ("Ishøj", "Assens, Kerteminde og Nordfyns") and where they end."""
    names: list[str] = []
    stop = here = at
    while here < end and doc[here].ent_type_ == "MUNICIPALITY":
        municipality = by_name(doc[here].text)
        if municipality is not None:
            names.append(municipality.name)
        stop = here + 1
        here = stop + (stop < end and (doc[stop].text in (",", "/", "-", "–") or doc[stop].lower_ in AND))
        if here == stop:
            break
    return tuple(names), stop


def _read_municipalities(doc: Doc, at: int, end: int, around: _Around, fresh: bool) -> int:
    """Municipalities as parties or as the owners of what follows; where to go on, or ``at``."""
    for phrase in ALL_OF_THEM[:-1]:
        stop = _phrase_here(doc, at, end, [phrase])
        if stop is not None:
            if len(around.plan) > 1 and not (stop < end and doc[stop].ent_type_ == "MUNICIPALITY"):
                around.found.extend(_whole(at, stop, name) for name in around.plan)
            return stop
    if doc[at].lower_ == "kommunen" and fresh and len(around.plan) == 1:
        around.found.append(_whole(at, at + 1, around.plan[0]))
        return at + 1
    places, stop = _places(doc, at, end)
    if not places:
        return at
    beside = doc[stop].lower_ if stop < end else ""
    if re.fullmatch(r"(?:regions)?kommune(?:r|n|rne)?s", beside):
        owned = phrase_at(doc, stop + 1, end) if stop + 1 < end else None
        if owned is not None:
            around.found.append(_Named(owned, places, around.qualifier))
            return owned.end
        return stop + 1
    called = re.fullmatch(r"(?:regions)?kommune(?:r|n|rne)?", beside) is not None
    alone = fresh and (stop >= end or doc[stop].text in JOINTS or doc[stop].is_space)
    if at and doc[at - 1].lower_ == "fra" and called:
        around.places = places
    elif called and stop + 1 < end and doc[stop + 1].text in (",", ":") and _owns(doc, stop + 2, end):
        around.places = places
        return stop + 2
    elif called or alone:
        around.found.extend(_whole(at, stop + called, name) for name in places)
    return stop + called


def _owns(doc: Doc, at: int, end: int) -> bool:
    """Whether the rest of the line is one of the municipality's own units or roles ("Varde Kommune, SSP")."""
    phrase = phrase_at(doc, at, end) if at < end else None
    return phrase is not None and phrase.kind in ("unit", "role") and phrase.end >= end


def _whole(start: int, end: int, name: str) -> _Named:
    """A municipality as a party."""
    municipality = by_name(name)
    full = municipality.full_name if municipality else name
    return _Named(Phrase(start, end, full, "organisation"), (name,))


def _with_places(doc: Doc, named: _Named, end: int, around: _Around) -> tuple[_Named, int]:
    """The party with the municipality that is said behind it ("i Ishøj", ", Ishøj", "Ishøj"), and where it ends."""
    phrase = named.phrase
    at = phrase.end
    if at >= end:
        return named, at
    joint = doc[at].lower_
    begin = at + 1 if joint in ("i", "fra", "ved", ",", "-", "–") else at
    for both in ALL_OF_THEM[:-1]:
        stop = _phrase_here(doc, begin, end, [both])
        if stop is not None and joint == "i" and len(around.plan) > 1:
            return replace(named, places=around.plan), stop
    places, stop = _places(doc, begin, end)
    if not places:
        return named, at
    called = stop < end and re.fullmatch(r"(?:regions)?kommune(?:r|n)?", doc[stop].lower_) is not None
    if joint in (",", "-", "–"):
        places, stop = places[:1], begin + 1
        called = stop < end and doc[stop].lower_ in ("kommune", "regionskommune")
        if stop + called < end and doc[stop + called].lower_ in AND | JOINTS:
            return named, at
    if phrase.kind == "person" and not called and joint != "," and not set(places) <= set(around.plan):
        if at == begin and phrase.end == phrase.start + 1:  # "Mette Holbæk"
            return replace(
                named, phrase=replace(phrase, end=at + 1, name=words(doc, phrase.start, at + 1))
            ), at + 1
        return named, at
    if phrase.kind == "organisation" and not called and not set(places) <= set(around.plan):
        return named, stop
    return replace(named, places=places), stop + called
