"""One party's phrase: from a token on, how far the words reach that name one person, role, unit or body.

"Center for Sundhed, Kultur og Fritid" is one phrase, and so are "Social- og Sundhedsforvaltningen", "Det
koordinerende rusmiddelteam", "SSP netværket" and "Teknik og Miljø"; "Center for Socialservice, Pitstop" are two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.language.lexicon import indefinite, is_area, singular, table, word_kind
from model.party import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

AND = frozenset({"og", "samt", "&", "og/eller"})
ARTICLES = frozenset({"den", "det", "de", "en", "et"})
DETERMINERS = ARTICLES | {
    "alle",
    "begge",
    "enkelte",
    "relevante",
    "øvrige",
    "både",
    "div.",
    "diverse",
    "hver",
    "øvrig",
}
KINDS: dict[str, PartyKind] = {
    "PERSON": "person", "ROLE": "role", "UNIT": "unit", "ORGANISATION": "organisation", "ABBREVIATION": "unit",
}  # fmt: skip
MAX_ADJECTIVES = 2
MAX_COMPLEMENT = 12  # tokens
REGIONS = frozenset({"hovedstaden", "sjælland", "syddanmark", "midtjylland", "nordjylland", "danmark"})
_ADJECTIVE = re.compile(r"[a-zæøå]{3,}(?:e|ende|t|ig|sk)$")


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
        or _suspended(doc, at, end)
        or _organisation(doc, at, end)
        or _described(doc, at, end)
        or _headed(doc, at, end)
        or _areas(doc, at, end)
    )


def words(doc: Doc, start: int, end: int) -> str:
    """The text of some tokens on one line, with the hyphen of "Borger – og" where it belongs."""
    text = re.sub(r"\s+", " ", doc[start:end].text).strip()
    return re.sub(r"(\w) ?[-–] (og|samt|eller)\b", r"\1- \2", text)


def _named(text: str) -> str:
    return text[:1].upper() + text[1:]


def _person(doc: Doc, at: int) -> Phrase | None:
    token = doc[at]
    if token.ent_type_ != "PERSON" or token.ent_iob_ != "B":
        return None
    end = _entity_end(doc, at)
    return Phrase(at, end, words(doc, at, end), "person")


def _entity_end(doc: Doc, at: int) -> int:
    end = at + 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return end


def _suspended(doc: Doc, at: int, end: int) -> Phrase | None:
    """ "Kultur-, Fritids- og Idrætsafdelingen": first parts that wait for the last one's second part."""
    here = at
    parts = 0
    while (size := _hanging(doc, here, end)) > 0:
        parts += 1
        here += size
        if here < end and doc[here].text == ",":
            here += 1
    if not parts or here >= end or doc[here].lower_ not in AND or here + 1 >= end:
        return None
    last = doc[here + 1]
    kind = _kind(last) or (
        "unit" if doc[at].text[:1].isupper() and last.is_alpha and last.text[:1].isupper() else None
    )
    if kind is None:
        return None
    if kind == "unit" and not last.text[:1].isupper() and doc[at].text[:1].isupper():
        name = words(doc, at, here + 1) + " " + _named(last.text)
    else:
        name = words(doc, at, here + 2)
    if kind == "role":
        name = words(doc, at, here + 1) + " " + (singular(last.text) or last.text)
    return _with_complement(doc, at, here + 2, end, name, kind)


def _hanging(doc: Doc, at: int, end: int) -> int:
    """How many tokens a first part takes ("Social-": 1; "Borger –": 2); 0 when there is none."""
    if at >= end:
        return 0
    if len(doc[at].text) > 2 and doc[at].text.endswith(("-", "‐", "‑")):
        return 1
    spaced = (
        at + 2 < end and doc[at].is_alpha and doc[at + 1].text in ("-", "–") and doc[at + 2].lower_ in AND
    )
    return 2 if spaced else 0


def _kind(token: Token) -> PartyKind | None:
    return KINDS.get(token.ent_type_)


def _organisation(doc: Doc, at: int, end: int) -> Phrase | None:
    """A body by its name, "Region Syddanmark", "Nordjyllands Politi"."""
    token = doc[at]
    if token.lower_ in ("region", "regionen") and at + 1 < end and doc[at + 1].lower_ in REGIONS:
        return Phrase(at, at + 2, words(doc, at, at + 2), "organisation")
    following = doc[at + 1] if at + 1 < end else None
    if following is not None and following.lower_ == "politi" and token.text[:1].isupper():
        return Phrase(at, at + 2, words(doc, at, at + 2), "organisation")
    if token.ent_type_ != "ORGANISATION" or token.ent_iob_ != "B":
        return None
    stop = _entity_end(doc, at)
    return Phrase(at, stop, _named(words(doc, at, stop)), "organisation")


def _described(doc: Doc, at: int, end: int) -> Phrase | None:
    """A head with an article or adjectives before it: "Den enkelte leder", "praktiserende læger"."""
    here = at
    article = doc[here].lower_ in DETERMINERS
    while here < end and doc[here].lower_ in DETERMINERS:
        here += 1
    adjectives = here
    while here < end and here - adjectives < MAX_ADJECTIVES and _is_adjective(doc[here], first=here == at):
        here += 1
    if here == at or here >= end:
        return None
    head = phrase_at(doc, here, end)
    if (
        head is None
        and here + 1 <= end
        and here > adjectives
        and article
        and doc[here].lower_ == "samarbejde"
    ):
        return Phrase(at, here + 1, _named(words(doc, at, here + 1)), "unit")
    if head is None or head.kind not in ("role", "unit", "organisation") or doc[here].lower_ in ARTICLES:
        return None
    kept = at if doc[at].lower_ in ("den", "det") and here > at + 1 else adjectives
    described = words(doc, kept, here)
    return Phrase(
        at,
        head.end,
        _named(f"{described} {_lowered(head, doc[here])}" if described else head.name),
        head.kind,
    )


def _lowered(head: Phrase, token: Token) -> str:
    """The head's name as it stands inside a phrase: in lower case where it is printed so."""
    return head.name if token.text[:1].isupper() else head.name[:1].lower() + head.name[1:]


def _is_adjective(token: Token, *, first: bool) -> bool:
    if token.ent_type_ or token.lower_ in table()["responsibility"]["remarks"]:
        return False
    text = token.lower_ if first else token.text
    return _ADJECTIVE.match(text) is not None and token.is_alpha and token.lower_ not in DETERMINERS


def _headed(doc: Doc, at: int, end: int) -> Phrase | None:
    """A word for a role or a unit, what is written together with it, and its complement."""
    token = doc[at]
    kind = _kind(token)
    if kind is None or kind == "person":
        return None
    if token.ent_type_ == "ROLE":
        if token.lower_ in table()["roles"]["verbs_too"] and token.is_lower and not _may_be_noun(doc, at):
            return None
        return _with_complement(doc, at, at + 1, end, _named(singular(token.text) or token.text), "role")
    stop = at + 1
    if token.ent_type_ == "ABBREVIATION" or not token.is_lower:
        following = doc[stop] if stop < end else None
        if following is not None and following.is_lower and following.ent_type_ in ("UNIT", "ROLE"):
            if following.ent_type_ == "ROLE":
                name = f"{token.text} {singular(following.text)}"
                return Phrase(at, stop + 1, name, "role")
            stop += 1
    if stop + 1 < end and doc[stop].text == "/" and "ABBREVIATION" in (doc[stop + 1].ent_type_,):
        stop += 2
    return _with_complement(doc, at, stop, end, _named(words(doc, at, stop)), kind)


def _may_be_noun(doc: Doc, at: int) -> bool:
    """Whether "leder" and its like is a noun here: after an adjective or article, or before a complement."""
    before = doc[at - 1] if at else None
    after = doc[at + 1] if at + 1 < len(doc) else None
    described = (
        before is None
        or before.is_punct
        or before.is_space
        or before.lower_ in DETERMINERS
        or bool(_ADJECTIVE.match(before.text))
    )
    return described or (after is not None and after.lower_ in ("af", "for"))


def _with_complement(doc: Doc, at: int, stop: int, end: int, name: str, kind: PartyKind) -> Phrase:
    """The phrase with what follows its head: "for Børn, Unge og Familier", "Børn og Unge"."""
    head = doc[stop - 1]
    following = doc[stop] if stop < end else None
    if following is not None and following.lower_ in table()["heads"]["prepositions"]:
        allowed = following.lower_ != "på" or head.lower_.startswith("deltager")
        last = _complement_end(doc, stop + 1, end) if allowed else stop
        if last > stop + 1:
            begin = indefinite(name) if kind == "unit" and following.lower_ != "af" else name
            centre = re.search(r"cent(?:er|erchef)$", begin.casefold()) is not None
            complement = words(doc, stop + 1, last)
            if centre and last == stop + 2:
                complement = _named(complement)
            return Phrase(at, last, f"{begin} {following.text} {complement}", kind)
    if (
        following is not None
        and kind == "unit"
        and head.lower_.endswith(("center", "afdelingen", "afdeling"))
    ):
        areas = _areas(doc, stop, end)
        if areas is not None:
            return Phrase(at, areas.end, f"{name} {words(doc, stop, areas.end)}", kind)
    return Phrase(at, stop, name, kind)


def _complement_end(doc: Doc, at: int, end: int) -> int:
    """Where a complement ends that begins at a token; ``at`` when there is none."""
    here = _noun_end(doc, at, end)
    if here == at:
        return at
    while here < min(end, at + MAX_COMPLEMENT):
        joint = doc[here]
        if joint.lower_ in AND:
            last = _noun_end(doc, here + 1, end, joined=True)
            return last if last > here + 1 else here
        if joint.text != "," or not _list_goes_on(doc, here + 1, end):
            break
        here = _noun_end(doc, here + 1, end, joined=True)
    return here


def _list_goes_on(doc: Doc, at: int, end: int) -> bool:
    """Whether fields follow until an "og": ", Kultur og Fritid", but not ", Pitstop og SSP"."""
    here = at
    while (stop := _noun_end(doc, here, end, joined=True)) > here:
        if not (is_area(doc[stop - 1].text) or doc[stop - 1].text.endswith("-")):
            return False
        if stop < end and doc[stop].lower_ in AND:
            return _noun_end(doc, stop + 1, end, joined=True) > stop + 1
        if stop >= end or doc[stop].text != ",":
            return False
        here = stop + 1
    return False


def _noun_end(doc: Doc, at: int, end: int, *, joined: bool = False) -> int:
    """The end of a noun with its adjectives; after "og" or a comma not one that names a party of its own."""
    here = at
    while (
        here < end
        and here - at < MAX_ADJECTIVES
        and not doc[here].ent_type_
        and _is_adjective(doc[here], first=False)
    ):
        here += 1
    if here >= end:
        return at if here == at else here
    size = _hanging(doc, here, end)
    if size and here + size + 1 < end and doc[here + size].lower_ in AND:
        return here + size + 2
    token = doc[here]
    if size:
        return here + 1
    if not token.is_alpha and "-" not in token.text or token.is_punct or token.is_space:
        return at
    label = token.ent_type_
    if label in ("PERSON", "MUNICIPALITY") or token.lower_ in (
        "i",
        "som",
        "der",
        "at",
        "den",
        "det",
        "en",
        "et",
        "alle",
        "hos",
    ):
        return at
    if joined and (
        label in ("ROLE", "ORGANISATION", "ABBREVIATION") or (label == "UNIT" and not is_area(token.text))
    ):
        return at
    if (
        joined
        and not label
        and token.text[:1].isupper()
        and word_kind(token.text) is None
        and not is_area(token.text)
    ):
        return here + 1 if _stands_alone(doc, here, end) else at
    return here + 1


def _stands_alone(doc: Doc, at: int, end: int) -> bool:
    """Whether the fragment ends after the token."""
    return at + 1 >= end or doc[at + 1].is_punct or doc[at + 1].is_space or doc[at + 1].lower_ == "i"


def _areas(doc: Doc, at: int, end: int) -> Phrase | None:
    """Fields of work as the name of a unit: "Teknik og Miljø", "Børn & Unge", "Handicap"."""
    if doc[at].ent_type_ != "AREA" or not doc[at].text[:1].isupper():
        return None
    here = at + 1
    while here + 1 < end:
        comma = doc[here].text == "," and _list_goes_on(doc, here + 1, end)
        if not (comma or doc[here].lower_ in AND):
            break
        if doc[here + 1].ent_type_ != "AREA" and not (
            doc[here + 1].ent_type_ == "UNIT" and is_area(doc[here + 1].text)
        ):
            break
        here += 2
    return Phrase(at, here, words(doc, at, here), "unit")
