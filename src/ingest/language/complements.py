"""What follows a head and belongs to its name: "Center for **Sundhed, Kultur og Fritid**". Pure, on spaCy tokens.

The hard part is where it ends. A comma goes on with the list only when fields of work follow until an "og"; an
"og" does not when a party of its own stands behind it ("Center for Sundhed og Sundhedsplejen" are two).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.language.lexicon import is_area, is_attribute, is_determiner, owner, table, word_kind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

AND = frozenset({"og", "samt", "&", "og/eller"})
MAX_ADJECTIVES = 2
MAX_COMPLEMENT = 12  # tokens
MAX_NAME = 4  # words of a name behind a head
_ADJECTIVE = re.compile(r"[a-zæøå-]{3,}(?:e|ende|t|ig|sk|al|el|iv|ær)$|\d+\.$")  # an ordinal too: "10. klassecenter"
_PARTIES = frozenset({"ROLE", "ORGANISATION", "ABBREVIATION"})


def complement_end(doc: Doc, at: int, end: int) -> int:
    """Where a complement ends that begins at a token; ``at`` when there is none."""
    here = _noun_end(doc, at, end)
    if here == at:
        return at
    if here < end and is_area(doc[here - 1].text) and doc[here].ent_type_ == "AREA" and stands_alone(doc, here, end):
        here += doc[here].text[:1].isupper()  # "Leder for Myndighed Voksne"
    while here < min(end, at + MAX_COMPLEMENT):
        joint = doc[here]
        if joint.lower_ in AND:
            return max(here, _joined_end(doc, here + 1, end))
        if joint.text != "," or not list_goes_on(doc, here + 1, end):
            break
        here = _joined_end(doc, here + 1, end)
    return here


def list_goes_on(doc: Doc, at: int, end: int) -> bool:
    """Whether fields of work follow until an "og": ", Kultur og Fritid", but not ", Pitstop og SSP"."""
    here = at
    while (stop := _joined_end(doc, here, end)) > 0:
        if not (is_area(doc[stop - 1].text) or doc[stop - 1].text.endswith("-")):
            return False
        if stop < end and doc[stop].lower_ in AND:
            return _joined_end(doc, stop + 1, end) > 0
        if stop >= end or doc[stop].text != ",":
            return False
        here = stop + 1
    return False


def hanging(doc: Doc, at: int, end: int) -> int:
    """How many tokens a first part takes that waits for a second ("Social-": 1; "Borger –": 2); else 0."""
    if at >= end:
        return 0
    if len(doc[at].text) > 2 and doc[at].text.endswith(("-", "‐", "‑")):
        return 1
    spaced = at + 2 < end and doc[at].is_alpha and doc[at + 1].text in ("-", "–") and doc[at + 2].lower_ in AND
    return 2 if spaced else 0


def is_adjective(token: Token, *, first: bool = False) -> bool:
    """Whether a word may stand before a head as its adjective; only the ``first`` of a phrase is capitalised."""
    word = token.lower_
    if word in table()["small_words"]["leading"]:
        return False
    if (first or token.is_lower) and word in table()["adjectives"]["short"]:
        return True
    if token.ent_type_ == "ROLE" and is_attribute(word) and _begins_noun(token):
        return True
    if token.ent_type_ or is_determiner(word) or word in AND or word in table()["responsibility"]["remarks"]:
        return False
    return _ADJECTIVE.match(token.lower_ if first else token.text) is not None


def _begins_noun(token: Token) -> bool:
    """Whether a party's noun in small letters stands right behind a word: "Frivillige | forældre"."""
    if token.i + 1 >= len(token.doc):
        return False
    following = token.nbor()
    return following.is_lower and following.ent_type_ in ("ROLE", "UNIT", "ORGANISATION")


def is_field(token: Token) -> bool:
    """Whether a word names a field of work, also one that names a unit by itself ("Skole", "Unge-området")."""
    first = token.lower_.split("-")[0]
    return token.ent_type_ == "AREA" or (token.ent_type_ == "UNIT" and first in table()["areas"]["words"])


def stands_alone(doc: Doc, at: int, end: int) -> bool:
    """Whether a fragment ends after the token."""
    return at + 1 >= end or doc[at + 1].is_punct or doc[at + 1].is_space or doc[at + 1].lower_ == "i"


def name_end(doc: Doc, at: int, end: int) -> int:
    """The end of the name of its own that a head has behind it ("Café **Det Gule Hus**"); ``at`` when it has none.

    Words written as a name, of which no table knows more than that they end a name, and nothing behind them.
    """
    here = _titled(doc, at, end)
    while here < min(end, at + MAX_NAME) and (is_name_word(doc[here]) or (here == at and _article(doc[here]))):
        here += 1
    numbered = here < end and here == at and doc[here].is_digit and len(doc[here].text) == 1  # "Team 2"
    here += numbered
    if here == at or _article(doc[here - 1]):
        return at
    ends = stands_alone(doc, here - 1, end) or doc[here].lower_ in AND or doc[here].is_lower
    return here if ends else at


def is_name_word(token: Token) -> bool:
    """Whether a word is written as a part of a name and is no party, place or stop word by itself."""
    if not token.text[:1].isupper() or token.is_stop or not token.text.replace("-", "").isalpha():
        return False
    return not token.ent_type_ or token.lower_.endswith(tuple(table()["houses"]["name_ends"]))


def _article(token: Token) -> bool:
    return token.text in ("De", "Den", "Det")


def _joined_end(doc: Doc, at: int, end: int) -> int:
    """The end of a noun behind "og" or a comma that goes on with a complement; 0 when it does not go on."""
    stop = _noun_end(doc, at, end)
    if stop == at or is_determiner(doc[at].text) or owner(doc[at].text):  # "og kommunernes biologer"
        return 0
    noun = doc[stop - 1]
    if hanging(doc, stop - 1, end) or (stop - at > 2 and doc[stop - 2].lower_ in AND):
        return stop
    if noun.ent_type_ in _PARTIES or (noun.ent_type_ == "UNIT" and not is_area(noun.text)):
        return 0
    known = noun.ent_type_ or noun.text[:1].islower() or word_kind(noun.text) or is_area(noun.text)
    return stop if known or stands_alone(doc, stop - 1, end) else 0


def _titled(doc: Doc, at: int, end: int) -> int:
    """The end of a title of capitalised words ("Sund By", "Aktiv Fritid"): an adjective first, then a noun."""
    if at + 1 >= end or (_starts_named(doc[at + 1]) and not is_field(doc[at + 1])):
        return at
    field = doc[at].ent_type_ == "AREA" and (
        _ADJECTIVE.match(doc[at].lower_) or doc[at].lower_ in table()["adjectives"]["short"]
    )  # "Aktiv Beskæftigelse"
    adjective = doc[at].lower_ in table()["adjectives"]["short"] and doc[at].text[:1].isupper()  # "Nye Veje"
    if not (is_name_word(doc[at]) or field or adjective):
        return at
    return at + 2 if doc[at + 1].text[:1].isupper() and doc[at + 1].is_alpha else at


def _starts_named(token: Token) -> bool:
    return token.ent_type_ in {*_PARTIES, "PERSON", "MUNICIPALITY", "UNIT"}


def _noun_end(doc: Doc, at: int, end: int) -> int:
    """The end of a noun with its adjectives; ``at`` when there is none."""
    here = at
    while here < end and here - at < MAX_ADJECTIVES and is_adjective(doc[here]):
        here += 1
    named = _titled(doc, here, end)
    if named > here:
        return named
    if here >= end:
        return here
    size = hanging(doc, here, end)
    if size:
        joined = here + size + 1 < end and doc[here + size].lower_ in AND
        return here + size + 2 if joined else here + 1
    token = doc[here]
    wordlike = token.is_alpha or "-" in token.text.strip("-–")
    if not wordlike or token.is_punct or token.ent_type_ in ("PERSON", "MUNICIPALITY"):
        return at
    return at if token.lower_ in table()["small_words"]["no_complement"] else here + 1
