"""One party's phrase: from a token on, how far the words reach that name one person, role, unit or body.

"Social- og Sundhedsforvaltningen" is one phrase, and so are "Det koordinerende rusmiddelteam", "SSP netværket",
"Teknik og Miljø", "Varde Gymnasium". Pure, on spaCy tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.language.complements import (
    AND,
    MAX_ADJECTIVES,
    complement_end,
    hanging,
    is_adjective,
    is_field,
    is_name_word,
    list_goes_on,
    name_end,
    stands_alone,
)
from ingest.language.lexicon import (
    base_form,
    indefinite,
    is_definite,
    is_determiner,
    is_house,
    is_short,
    owner,
    role_noun,
    singular,
    table,
    word_kind,
)
from model.party import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

KINDS: dict[str, PartyKind] = {
    "PERSON": "person", "ROLE": "role", "UNIT": "unit", "ORGANISATION": "organisation", "ABBREVIATION": "unit",
}  # fmt: skip
REGIONS = frozenset({"hovedstaden", "sjælland", "syddanmark", "midtjylland", "nordjylland"})
PART_OF = frozenset({"fra", "i", "under", "ved"})
MOTTO_JOINTS = frozenset({"i", "med", "mod", "om", "på", "til", "uden"})
MAX_NAME_WORDS = 3  # between a town and a head: "Roskilde Tekniske Skole"
MAX_DISTRICT = 4  # words of the name of a police district
_CENTRE = re.compile(r"cent(?:er|erchef)$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A party as named: its tokens [start, end), its name and kind."""

    start: int
    end: int
    name: str
    kind: PartyKind


def phrase_at(doc: Doc, at: int, end: int) -> Phrase | None:
    """The phrase that begins at a token, or None; ``end`` is where its sentence or line ends."""
    return (
        _person(doc, at)
        or _police(doc, at, end)
        or _region(doc, at, end)
        or _suspended_role(doc, at, end)
        or _suspended(doc, at, end)
        or _organisation(doc, at, end)
        or _opened(doc, at, end)
        or _motto(doc, at, end)
        or _fields(doc, at, end)
        or _described(doc, at, end)
        or _owned(doc, at, end)
        or _called(doc, at, end)
        or _headed(doc, at, end)
    )


def words(doc: Doc, start: int, end: int) -> str:
    """The text of some tokens on one line, with the hyphen of "Borger – og" where it belongs."""
    text = re.sub(r"\s+", " ", doc[start:end].text).strip()
    return re.sub(r"(\w) ?[-–] (og|samt|eller)\b", r"\1- \2", text)


def _person(doc: Doc, at: int) -> Phrase | None:
    if doc[at].ent_type_ != "PERSON" or doc[at].ent_iob_ != "B":
        return None
    end = _entity_end(doc, at)
    return Phrase(at, end, words(doc, at, end), "person")


def _suspended(doc: Doc, at: int, end: int) -> Phrase | None:
    """First parts that wait for the last one's second part: "Kultur-, Fritids- og Idrætsafdelingen"."""
    here = at
    while (size := hanging(doc, here, end)) > 0:
        here += size
        if here < end and doc[here].text == ",":
            here += 1
    if here == at or here + 1 >= end or not (doc[here].lower_ in AND or doc[here].text == "/"):
        return None
    last = doc[here + 1]
    if doc[here].text == "/":
        unit = last.ent_type_ in ("UNIT", "ORGANISATION") or bare_unit(doc, here + 1) is not None
        return Phrase(at, here + 2, _named(words(doc, at, here + 2)), "unit") if unit else None
    titled = _capital(doc[at])
    kind = KINDS.get(last.ent_type_) or ("unit" if titled and last.is_alpha and _capital(last) else None)
    if kind is None or kind == "person":
        return None
    second = singular(last.text) or last.text if kind == "role" else last.text
    if kind == "unit" and titled:
        second = _named(second)
    return _with_complement(doc, at, here + 2, end, f"{words(doc, at, here + 1)} {second}", kind)


def _suspended_role(doc: Doc, at: int, end: int) -> Phrase | None:
    """The first of two roles with one noun and a slash between: "Skole-/SFO-ledere" has "Skoleleder"."""
    if hanging(doc, at, end) != 1 or at + 2 >= end or doc[at + 1].text != "/" or doc[at + 2].ent_type_ != "ROLE":
        return None
    first = doc[at].text
    noun = role_noun(doc[at + 2].text)
    return Phrase(at, at + 1, _named((first if first[:-1].isupper() else first[:-1]) + noun), "role")


def _police(doc: Doc, at: int, end: int) -> Phrase | None:
    """A police district: "Fyns Politi", "Syd- og Sønderjyllands Politi"."""
    if not _capital(doc[at]) or doc[at].is_punct:
        return None
    for stop in range(at + 1, min(end, at + MAX_DISTRICT)):
        if doc[stop].lower_ == "politi":
            return (
                Phrase(at, stop + 1, words(doc, at, stop + 1), "organisation")
                if doc[stop - 1].lower_[-1] == "s"
                else None
            )
        waits = doc[stop - 1].text.endswith(("s", "-"))
        if not _capital(doc[stop]) and not (doc[stop].lower_ == "og" and waits):
            break
    return None


def _region(doc: Doc, at: int, end: int) -> Phrase | None:
    """A region or a part of it: "Region Syddanmark", "Region Sjællands Psykiatri", "Regionens psykiatri"."""
    named = at + 1 < end and doc[at + 1].lower_.removesuffix("s") in REGIONS
    if not (doc[at].lower_ in ("region", "regionen") and named) and doc[at].lower_ != "regionens":
        return None
    stop = at + 1 + named
    owns = doc[stop - 1].text.endswith("s") and stop < end and doc[stop].ent_type_ in ("UNIT", "AREA")
    if not (owns or named):
        return None
    return Phrase(at, stop + owns, words(doc, at, stop + owns), "organisation")


def _organisation(doc: Doc, at: int, end: int) -> Phrase | None:
    """A body by its name, and what it is for: "Styrelsen for Patientsikkerhed"."""
    token = doc[at]
    if token.ent_type_ != "ORGANISATION" or token.ent_iob_ != "B":
        return None
    stop = _entity_end(doc, at)
    if stop < end and (_is_proper_head(doc[stop]) or _is_place_of(doc, stop, end) or _is_district(doc, stop, end)):
        stop += 1
    else:
        stop = name_end(doc, stop, end)
    return _with_complement(doc, at, stop, end, _named(words(doc, at, stop)), "organisation")


def _fields(doc: Doc, at: int, end: int) -> Phrase | None:
    """Fields of work as the name of a unit: "Teknik og Miljø", "Skole og Dagtilbud", "Handicap"."""
    paired = at + 2 < end and doc[at + 1].lower_ in AND and _capital(doc[at + 2]) and is_field(doc[at + 2])
    if not _capital(doc[at]) or not (doc[at].ent_type_ == "AREA" or (paired and is_field(doc[at]))):
        return None
    here = at + 1
    if here < end and doc[here].ent_type_ == "ROLE" and doc[here].is_lower and is_adjective(doc[at], first=True):
        return None  # "Unge mentorer"
    while here + 1 < end and is_field(doc[here + 1]):
        if doc[here].lower_ not in AND and not (doc[here].text == "," and list_goes_on(doc, here + 1, end)):
            break
        here += 2
    return Phrase(at, here, words(doc, at, here), "unit")


def _motto(doc: Doc, at: int, end: int) -> Phrase | None:
    """A unit that has a motto for its name, alone in its fragment: "Ung i Centrum", "Klar til Job"."""
    if at + 2 >= end or doc[at + 1].text not in MOTTO_JOINTS or not stands_alone(doc, at + 2, end):
        return None
    first, last = doc[at], doc[at + 2]
    if at and not (doc[at - 1].is_space or doc[at - 1].is_punct):
        return None
    if not (_capital(first) and _capital(last) and last.is_alpha) or last.is_stop or not _ends_motto(last):
        return None
    said = table()["responsibility"]
    no_name = first.lower_ in (*said["participles"], *said["remarks"], *said["nobody"]) or not is_name_word(first)
    told = no_name or is_definite(first.text) or is_definite(last.text)  # "Placering i Kompasset"
    if first.lower_.endswith(tuple(said["matters"])) or (
        told and first.ent_type_ != "AREA" and not is_short(first.text)
    ):
        return None
    return Phrase(at, at + 3, words(doc, at, at + 3), "unit")


def _ends_motto(token: Token) -> bool:
    return token.ent_type_ in ("", "AREA") or token.lower_ == "centrum"


def _described(doc: Doc, at: int, end: int) -> Phrase | None:
    """A head with an article or adjectives before it: "Den enkelte leder", "praktiserende læger"."""
    here, bare_heads = at, table()["units"]["with_adjective"]
    while here < end and is_determiner(doc[here].text):
        here += 1
    adjectives = here
    titled = here == at + 1 and doc[at].text in ("De", "Den", "Det")  # "Det Tværgående Ungeforum"
    while here < end and here - adjectives < MAX_ADJECTIVES and is_adjective(doc[here], first=here == at or titled):
        if here > adjectives and (bare_unit(doc, here) or doc[here].lower_ in bare_heads):
            break  # "tandpleje" only looks like one
        here += 1
    if here == at or here >= end:
        return None
    if at < adjectives < here and doc[here].lower_ == "samarbejde":
        return Phrase(at, here + 1, _named(words(doc, at, here + 1)), "unit")
    definite = adjectives < here or doc[at].text.endswith("ns")  # "kommunens genoptræning"
    head = phrase_at(doc, here, end) or (bare_unit(doc, here) if definite else None)
    if head is None and adjectives < here and doc[here].lower_ in bare_heads:
        head = _with_complement(doc, here, here + 1, end, doc[here].text, "unit")
    if head is None or head.kind == "person":
        return None
    name = head.name if _capital(doc[here]) else head.name[:1].lower() + head.name[1:]
    of_many = doc[at].lower_ == "de" and adjectives == at + 1 < here and head.kind != "role"
    if of_many or (doc[at].lower_ in ("den", "det") and here > at + 1):
        before = words(doc, at, here)
    elif head.kind == "role":
        before = " ".join(base_form(token.text, head.name) for token in doc[adjectives:here])
    else:
        before = words(doc, adjectives, here)
    return Phrase(at, head.end, _named(f"{before} {name}".strip()), head.kind)


def _owned(doc: Doc, at: int, end: int) -> Phrase | None:
    """What belongs to a unit: "Skolens ledelse" is a unit, "jobcentrets virksomhedskonsulenter" a role."""
    if at + 1 >= end or owner(doc[at].text) is None:
        return None
    head = phrase_at(doc, at + 1, end) or bare_unit(doc, at + 1)
    if head is None or head.kind == "person":
        return None
    kind: PartyKind = "organisation" if owner(doc[at].text) == "organisation" and head.kind == "unit" else head.kind
    name = head.name if kind == "role" else _named(words(doc, at, head.end))
    return Phrase(at, head.end, name, kind)


def bare_unit(doc: Doc, at: int) -> Phrase | None:
    """A unit by a bare word that else counts in the definite form only, where the words before it make it definite."""
    if not any(word_kind(doc[at].text + ending) == "unit" for ending in ("n", "en", "et", "t")):
        return None
    return Phrase(at, at + 1, _named(words(doc, at, at + 1)), "unit")


def _called(doc: Doc, at: int, end: int) -> Phrase | None:
    """A proper name and its head: "Varde Gymnasium", "Ungdommens Uddannelsesvejledning"."""
    first = doc[at]
    if at + 1 >= end or not _capital(first) or first.is_stop or not first.is_alpha:
        return None
    if first.ent_type_ not in ("", "MUNICIPALITY"):
        return None
    if doc[at + 1].text in table()["companies"]["supplies"]:
        return Phrase(at, at + 2, words(doc, at, at + 2), "organisation")
    head = at + 1
    while head + 1 < end and head < at + MAX_NAME_WORDS and is_name_word(doc[head]):
        head += 1
    if not _is_proper_head(doc[head]):
        return None
    stop = _entity_end(doc, head)
    return Phrase(at, stop, words(doc, at, stop), KINDS[doc[head].ent_type_])


def _opened(doc: Doc, at: int, end: int) -> Phrase | None:
    """A body by the word that its name begins with: "Destination Fjorden", "Område Nord"."""
    houses, first = table()["houses"], doc[at].text
    if at + 1 >= end or (first not in houses["openings"] and first not in houses["unit_openings"]):
        return None
    kind: PartyKind = "organisation" if first in houses["openings"] else "unit"
    place = kind == "organisation" and doc[at + 1].ent_type_ == "MUNICIPALITY"
    stop = at + 2 if place else name_end(doc, at + 1, end)
    return Phrase(at, stop, words(doc, at, stop), kind) if stop > at + 1 else None


def _headed(doc: Doc, at: int, end: int) -> Phrase | None:
    """A word for a role or a unit, what is written together with it, and its complement."""
    token = doc[at]
    kind = KINDS.get(token.ent_type_)
    if kind is None or kind == "person":
        return None
    if kind == "role":
        verb = token.is_lower and token.text in table()["roles"]["verbs_too"] and not _may_be_noun(doc, at)
        name = _named(singular(token.text) or token.text)
        if _is_district(doc, at + 1, end):  # "Distriktsleder Nord"
            return Phrase(at, at + 2, f"{name} {doc[at + 1].text}", "role")
        return None if verb else _with_complement(doc, at, at + 1, end, name, "role")
    stop = at + 1
    following = doc[stop] if stop < end else None
    if following is not None and following.is_lower and not token.is_lower and not is_definite(token.text):
        if following.ent_type_ == "ROLE":  # "SSP konsulenten"
            return Phrase(at, stop + 1, f"{token.text} {singular(following.text)}", "role")
        stop += following.ent_type_ == "UNIT"  # "SSP netværket"
    slashed = stop + 1 < end and doc[stop].text == "/" and doc[stop + 1].ent_type_ == "ABBREVIATION"
    slashed = slashed and not doc[stop - 1].whitespace_ and not is_definite(token.text)  # "Ungecentret/SSP" are two
    if slashed and token.ent_type_ == "UNIT":  # "Gadeteam/SSP"
        stop += 2
    elif is_house(doc[stop - 1].text) or _is_district(doc, stop, end):
        stop = _with_field(doc, stop, name_end(doc, stop, end), end)
    return _with_complement(doc, at, stop, end, _named(words(doc, at, stop)), kind)


def _with_field(doc: Doc, start: int, stop: int, end: int) -> int:
    """The end of a name [start, stop) that a field goes on: "Team **Rus og Psykiatri**"."""
    heads = tuple(table()["heads"]["with_fields"])
    if stop == start or stop + 1 >= end or doc[stop].lower_ not in AND or not doc[start - 1].lower_.endswith(heads):
        return stop
    return stop + 2 if _capital(doc[stop + 1]) and is_field(doc[stop + 1]) else stop


def _with_complement(doc: Doc, at: int, stop: int, end: int, name: str, kind: PartyKind) -> Phrase:
    """The phrase with what follows its head: "for Børn, Unge og Familier", "Børn og Unge"."""
    if stop >= end:
        return Phrase(at, stop, name, kind)
    region = _region(doc, stop + 1, end) if stop + 1 < end and doc[stop].lower_ in PART_OF else None
    if kind != "role" and region is not None:  # "Psykiatrien i Region Syddanmark"
        return Phrase(at, region.end, f"{name} {words(doc, stop, region.end)}", "organisation")
    head, following = doc[stop - 1].lower_, doc[stop].lower_
    part = following in ("på", *PART_OF) and stop + 1 < end and doc[stop + 1].ent_type_ == "ORGANISATION"
    if kind == "unit" and part:
        return Phrase(at, stop, name, "organisation")  # "Akutafdelingen på Sygehus Sønderjylland"
    takes = following in table()["heads"]["prepositions"] and (following != "på" or head.startswith("deltager"))
    last = complement_end(doc, stop + 1, end) if takes else 0
    inner = None
    if last > stop + 1:  # "Leder af Center for Misbrug", "Lokalafdelingen af Danske Seniorer"
        inner = _organisation(doc, stop + 1, end) or _headed(doc, stop + 1, end)
    if inner is not None and inner.kind in ("unit", "organisation"):
        last = max(last, inner.end)
        kind = "organisation" if following == "af" and kind == "unit" and inner.kind == "organisation" else kind
    if last > stop + 1:
        begin = indefinite(name) if kind == "unit" and following != "af" else name
        complement = words(doc, stop + 1, last)
        if last == stop + 2 and _CENTRE.search(begin.casefold()):
            complement = _named(complement)
        return Phrase(at, last, f"{begin} {doc[stop].text} {complement}", kind)
    if kind == "unit" and head.endswith(tuple(table()["heads"]["with_fields"])):
        fields = _fields(doc, stop, end)
        if fields is not None:  # "Center Børn og Unge"
            return Phrase(at, fields.end, f"{name} {fields.name}", kind)
    return Phrase(at, stop, name, kind)


def _may_be_noun(doc: Doc, at: int) -> bool:
    """Whether "leder" and its like is a noun here: after an adjective or article, or before a complement."""
    if at + 1 < len(doc) and doc[at + 1].lower_ in ("af", "for"):
        return True
    before = doc[at - 1] if at else None
    if before is None or before.is_punct or before.is_space:
        return True
    return is_determiner(before.text) or owner(before.text) is not None or is_adjective(before, first=True)


def _is_proper_head(token: Token) -> bool:
    """Whether a head takes the name before it into its own: "Ishøj Ungdomsskole", "Blå Kors Behandlingscenter"."""
    body = token.ent_type_ in ("UNIT", "ORGANISATION") and token.ent_iob_ == "B"
    return body and _capital(token) and not is_definite(token.text)


def _is_place_of(doc: Doc, at: int, end: int) -> bool:
    """Whether a municipality's name ends the name of a body: "Frivilligcenter Holbæk"."""
    owner = at + 1 < end and doc[at + 1].lower_.startswith(("kommune", "regionskommune"))
    return doc[at].ent_type_ == "MUNICIPALITY" and not owner


def _is_district(doc: Doc, at: int, end: int) -> bool:
    return at < end and doc[at].text in table()["houses"]["districts"]


def _entity_end(doc: Doc, at: int) -> int:
    end = at + 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return end


def _capital(token: Token) -> bool:
    return token.text[:1].isupper()


def _named(text: str) -> str:
    return text[:1].upper() + text[1:]
