"""Who is responsible: the parties that a responsible cell names.

    responsible_parties("Sundhedsplejen i Ishøj og Vallensbæk")       # two parties, one a municipality
    responsible_parties("SSP i begge kommuner", municipalities=("Ishøj", "Vallensbæk"))
    responsible_parties("Aktiviteten er ikke forankret")              # []

Line breaks are evidence: give the cell's text with its lines or paragraphs, not flattened. A municipality is
filled in only where the cell says it; ``municipalities`` are the plan's, for "begge kommuner". The cell is read
line by line, what counts of each line by ``clauses``, from left to right: ``phrases`` says what a party's phrase
is, ``whose`` whose it is, ``qualifiers`` when and as what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.language.clauses import Reading, lines, phrase_here, stretches
from ingest.language.complements import AND
from ingest.language.lexicon import is_definite, is_first_name, is_initials, table
from ingest.language.nlp import pipeline
from ingest.language.phrases import Phrase, bare_unit, phrase_at, words
from ingest.language.qualifiers import in_brackets, is_office, is_short_for, label, when
from ingest.language.whose import JOINTS, all_of_them, is_kommune, is_kommunes, place_behind, places_at
from model.municipalities import by_name
from model.party import Party

if TYPE_CHECKING:
    from spacy.tokens import Doc

MAX_NAME = 4  # words of a name that no table knows
MAX_LABEL = 10  # tokens before a colon ("Frem til 1. august 2015:")
PARTED = JOINTS | {":", "-", "–"}  # a fragment begins behind them
MAX_INNER_LABEL = 4  # the same inside a line
TOGETHER = "i samarbejde med"
_BROKEN_OFF = re.compile(r"(?i)(\b(?:i|for|af|hos|og|samt)|[,&/])[ ]*\n\s*|[ ]*\n\s*(?=(?:og|samt|&) )")
_BULLET = re.compile(r"(?m)^(\s*)(?:[-–•*·▪◦■\uf0b7]|[1-9][.)](?=\s+[A-ZÆØÅ]))(?=\s)")


@dataclass(frozen=True, slots=True)
class _Named:
    """A phrase with what the words around it add."""

    phrase: Phrase
    places: tuple[str, ...] = ()
    qualifier: str | None = None


def responsible_parties(text: str, *, municipalities: tuple[str, ...] = ()) -> list[Party]:
    """The parties named in a responsible cell, in their order, each once. Empty when it names none."""
    whole_lines = _BROKEN_OFF.sub(lambda broken: f"{broken[1] or ''} ", text)
    doc = pipeline()(_BULLET.sub(r"\1 ", whole_lines))
    reader = _Reader(doc, municipalities)
    for start, end in lines(doc):
        reader.read_line(start, end)
    first: dict[tuple[str, str, str | None], Party] = {}
    for party in _parties(doc, reader.found):
        first.setdefault((party.name.casefold(), party.kind, party.municipality), party)
    return list(first.values())


def _parties(doc: Doc, found: list[_Named]) -> Iterator[Party]:
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


class _Reader:
    """Reads a cell from left to right; keeps what a prefix says of all that follows it."""

    def __init__(self, doc: Doc, plan: tuple[str, ...]) -> None:
        self.doc = doc
        self.plan = plan
        self.places: tuple[str, ...] = ()
        self.qualifier: str | None = None
        self.found: list[_Named] = []

    def read_line(self, start: int, end: int) -> None:
        """Read a line; a prefix holds for it, and one that fills a line for the line below."""
        doc = self.doc
        begin = self._prefix(start, end)
        for stretch in stretches(self.doc, begin, end):
            if doc[stretch.sentence].lower_ == "i" and stretch.start > stretch.sentence:
                self.places = places_at(doc, stretch.sentence + 1, stretch.start)[0] or self.places
            self._read(stretch.start, stretch.end, stretch.reading, stretch.qualifier or self.qualifier)
        if begin < end:
            self.places, self.qualifier = (), None

    def _prefix(self, start: int, end: int) -> int:
        """Where a line goes on behind "Ishøj:", "Tovholder:", "Frem til 1. august 2015:"."""
        doc = self.doc
        colon = next((i for i in range(start + 1, min(end, start + MAX_LABEL)) if doc[i].text == ":"), None)
        if colon is None:
            return start
        said = label(words(doc, start, colon))
        places, stop = places_at(doc, start + (doc[start].lower_ == "i"), colon)
        if said is not None:
            self.qualifier = said or None
        elif doc[start].lower_ == "fælles" or all_of_them(doc, start, colon) == colon:
            self.places = self.plan
        elif places and stop + is_kommune(doc, stop, colon) == colon:
            self.places = places
        else:
            return start
        return self._prefix(colon + 1, end)

    def _read(self, start: int, end: int, reading: Reading, qualifier: str | None) -> None:
        doc, small = self.doc, table()["small_words"]
        at = start
        fresh = True  # at the beginning of a fragment: after a comma, "og", a bracket, another party
        while at < end:
            token = doc[at]
            named = None
            if token.text == "(":
                close = next((i for i in range(at, end) if doc[i].text == ")"), end)
                self._brackets(at + 1, close)
                at, fresh = close + 1, True
                continue
            if (shared := phrase_here(doc, at, end, "together")) is not None:
                at, fresh, qualifier = shared, True, TOGETHER
                continue
            if reading in ("list", "subject") and (stop := self._other_place(at, end)) > at:
                at, fresh = stop, True
                continue
            if (colon := self._label_end(at, end)) > at:
                at, fresh, qualifier = colon + 1, True, label(words(doc, at, colon)) or None
                continue
            if reading != "persons" and (stop := self._municipalities(at, end, fresh)) > at:
                at, fresh = stop, False
                continue
            phrase = self._allowed(at, end, reading, fresh)
            beside = phrase is not None and self.found[-1:] and self.found[-1].phrase.end == at
            if reading == "subject" and beside and at > start:
                return  # "er Ungehuset tovholder"
            if phrase is None:
                if reading == "subject" and not (token.text in JOINTS or token.lower_ in AND):
                    return
                parted = token.is_space or token.text in PARTED or token.lower_ in AND
                at, fresh = at + 1, parted or token.lower_ in small["leading"]
                continue
            named, at = self._with_places(_Named(phrase, self.places, qualifier), end)
            self._share_places(named)
            qualifier = self._add(named, qualifier)
            fresh = True

    def _label_end(self, at: int, end: int) -> int:
        """The colon behind a label that begins at a token ("daglig leder:"); the token when none does."""
        colon = next((i for i in range(at + 1, min(end, at + MAX_INNER_LABEL)) if self.doc[i].text == ":"), at)
        return colon if colon > at and label(words(self.doc, at, colon)) is not None else at

    def _share_places(self, named: _Named) -> None:
        """Give those right before a slash the municipality of the last: "Klimakonsulent/byplanlægger i Tønder"."""
        start = named.phrase.start
        for k in range(len(self.found) - 1, -1, -1):
            before = self.found[k]
            if before.places or self.doc[before.phrase.end : start].text.strip() != "/":
                break
            self.found[k], start = replace(before, places=named.places), before.phrase.start

    def _other_place(self, at: int, end: int) -> int:
        """Read a place that owns what follows, as the sentence's first place owns what is before: "i Greve af ..."."""
        doc = self.doc
        if doc[at].lower_ != "i" or not self.places:
            return at
        places, stop = places_at(doc, at + 1, end)
        stop += is_kommune(doc, stop, end)
        if not places or stop >= end:
            return at
        self.places = places
        return stop + (doc[stop].lower_ in ("af", "er", "hos", "i", "ved"))

    def _allowed(self, at: int, end: int, reading: Reading, fresh: bool) -> Phrase | None:
        """The phrase at a token, as far as the reading and the place in its fragment allow it."""
        phrase = phrase_at(self.doc, at, end)
        if phrase is not None and phrase.kind == "person":
            return phrase
        if reading == "persons":
            return None
        if phrase is not None:
            return phrase if fresh or self.doc[at].text[:1].isupper() else None
        if reading != "list" or not fresh:
            return None
        alone = at + 1 >= end or self._ends_fragment(at + 1)
        return (bare_unit(self.doc, at) if alone else None) or self._unknown(at, end)

    def _unknown(self, at: int, end: int) -> Phrase | None:
        """A fragment of its own that no table knows, written as a name: a unit ("Pitstop", "Kompasset")."""
        stop = at
        while stop < end and not self._ends_fragment(stop):
            stop += 1
        span = self.doc[at:stop]
        if stop < end and self.doc[stop].text == ":":  # a label that no table knows
            return None
        if not 0 < len(span) <= MAX_NAME or span[0].is_stop or is_first_name(span[0].text):
            return None
        said = table()["responsibility"]
        if span[0].lower_ in said["remarks"] or span[0].lower_ in said["nobody"]:
            return None
        if span[-1].lower_.endswith(tuple(said["matters"])):
            return None
        named = all(
            token.text[:1].isupper() and not token.ent_type_ and (token.is_alpha or "-" in token.text) for token in span
        )
        return Phrase(at, stop, words(self.doc, at, stop), "unit") if named else None

    def _ends_fragment(self, at: int) -> bool:
        token = self.doc[at]
        return token.is_space or token.text in JOINTS or token.text in "():;" or token.lower_ in {*AND, "i"}

    def _add(self, named: _Named, qualifier: str | None) -> str | None:
        """Add a party, or turn an office beside a person into the person's qualifier.

        Gives the qualifier of what comes next: "Tovholder Lone Bech" is one person, tovholder.
        """
        phrase = named.phrase
        if not is_office(phrase.name):
            self.found.append(named)
            return None if qualifier and is_office(qualifier) and phrase.kind == "person" else qualifier
        before = self.found[-1] if self.found else None
        if before is not None and before.phrase.kind == "person" and self._adjoin(before.phrase.end, phrase.start):
            self.found[-1] = replace(before, qualifier=phrase.name.casefold())
            return qualifier
        following = self.doc[phrase.end] if phrase.end < len(self.doc) else None
        if following is not None and following.ent_type_ == "PERSON":
            return phrase.name.casefold()
        self.found.append(named)
        return qualifier

    def _adjoin(self, end: int, start: int) -> bool:
        """Whether nothing but a comma or a dash stands between two phrases."""
        return all(token.text in (",", "-", "–") for token in self.doc[end:start])

    def _brackets(self, start: int, end: int) -> None:
        """What stands in brackets: when or as what the one before is it, whose it is, or further parties."""
        doc = self.doc
        said = words(doc, start, end)
        before = self.found[-1] if self.found else None
        places, stop = places_at(doc, start, end)
        if about := in_brackets(said):
            if before is not None:
                self.found[-1] = replace(before, qualifier=about)
                role = phrase_at(doc, start, end)
                if before.phrase.kind == "person" and role is not None and not is_office(role.name):
                    self.found.append(_Named(role))  # "Lone Bech (projektleder)"
        elif places and stop + is_kommune(doc, stop, end) == end:
            if before is not None and before.phrase.kind != "organisation":
                self.found[-1] = replace(before, places=places)
        elif before is not None and (is_short_for(said, before.phrase.name) or self._explains(start, end)):
            return
        elif (until := when(said)) is not None:
            count = len(self.found)
            self._read(start, end, "known", None)
            self.found[count:] = [
                replace(named, qualifier=until) if named.phrase.kind == "person" else named
                for named in self.found[count:]
            ]
        else:
            for stretch in stretches(doc, start, end):
                reading = "known" if stretch.reading == "list" else stretch.reading
                self._read(stretch.start, stretch.end, reading, stretch.qualifier)

    def _explains(self, start: int, end: int) -> bool:
        """Whether brackets say what the one before is ("Café Krydset (værested)"), or repeat its initials."""
        said, before = self.doc[start:end], self.found[-1].phrase
        kind = said[-1].ent_type_ if len(said) else ""
        if before.kind == "person":
            field = kind == "UNIT" and said.text.islower() and not is_definite(said.text)  # "Lone Bech (skole)"
            return len(said) == 1 and (field or is_initials(said.text))
        kinds = ("UNIT", "ORGANISATION", "ROLE") if before.kind == "organisation" else ("UNIT", "ORGANISATION")
        return said.text.islower() and kind in kinds and not is_definite(said.text)

    def _municipalities(self, at: int, end: int, fresh: bool) -> int:
        """Read municipalities as parties, or as the owners of what follows; where to go on, or ``at``."""
        doc = self.doc
        both = all_of_them(doc, at, end)
        if both is not None:
            if len(self.plan) > 1 and not (both < end and doc[both].ent_type_ == "MUNICIPALITY"):
                self.found.extend(_whole(at, both, name) for name in self.plan)
            return both
        if doc[at].lower_ == "kommunen" and fresh and len(self.plan) == 1:
            self.found.append(_whole(at, at + 1, self.plan[0]))
            return at + 1
        places, stop = places_at(doc, at, end)
        if not places or (stop == at + 1 and phrase_at(doc, at, end) is not None):
            return at
        if fresh and stop < end and doc[stop].text == ":":  # "Odder: SSP / Samsø: Skolen"
            self.places = places
            return stop + 1
        if is_kommunes(doc, stop, end):
            owned = self._owned(stop + 1, end)
            if owned is None:
                return stop + 1
            self.found.append(_Named(owned, places, self.qualifier))
            return owned.end
        called = is_kommune(doc, stop, end)
        alone = fresh and (stop >= end or doc[stop].text in JOINTS or doc[stop].is_space)
        alone = alone or (fresh and phrase_here(doc, stop, end, "jointly") is not None)
        stop += called
        if called and at and doc[at - 1].lower_ == "fra":
            self.places = places
        elif called and stop < end and doc[stop].text in (",", ":") and self._owns(stop + 1, end):
            self.places = places
            return stop + 1
        elif called or alone:
            self.found.extend(_whole(at, stop, name) for name in places)
        return stop

    def _owned(self, at: int, end: int) -> Phrase | None:
        """What belongs to the genitive before it: a bare word too that else counts in the definite form only."""
        return (phrase_at(self.doc, at, end) or bare_unit(self.doc, at)) if at < end else None

    def _owns(self, at: int, end: int) -> bool:
        """Whether the rest is one of a municipality's own units or roles ("Varde Kommune, SSP")."""
        phrase = phrase_at(self.doc, at, end) if at < end else None
        return phrase is not None and phrase.kind in ("unit", "role") and phrase.end >= end

    def _with_places(self, named: _Named, end: int) -> tuple[_Named, int]:
        """The party with the municipality that is said in or behind it, and where to go on."""
        doc, phrase = self.doc, named.phrase
        at = phrase.end
        if phrase.kind != "organisation" and doc[phrase.start].ent_type_ == "MUNICIPALITY":
            return replace(named, places=places_at(doc, phrase.start, at)[0]), at
        places, stop, called = place_behind(doc, at, end, self.plan)
        if not places:
            return named, at
        sure = called or set(places) <= set(self.plan)
        if phrase.kind == "organisation" and not sure:
            return named, stop  # "Lænken i Glostrup": the place, not the owner
        if phrase.kind == "person" and not sure and doc[at].text != ",":
            if doc[at].ent_type_ != "MUNICIPALITY" or phrase.end > phrase.start + 1:
                return named, at
            name = words(doc, phrase.start, at + 1)  # "Mette Holbæk"
            return replace(named, phrase=replace(phrase, end=at + 1, name=name)), at + 1
        return replace(named, places=places), stop


def _whole(start: int, end: int, name: str) -> _Named:
    """A municipality as a party."""
    municipality = by_name(name)
    full = municipality.full_name if municipality else name
    return _Named(Phrase(start, end, full, "organisation"), (name,))
