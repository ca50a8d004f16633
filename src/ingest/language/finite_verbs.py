"""Which word of a clause in a responsible cell is its finite verb."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ingest.language.lexicon import table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PARTIES = frozenset({"ABBREVIATION", "AREA", "ORGANISATION", "PERSON", "ROLE", "UNIT"})
MIN_VERB = 3  # letters that a verb of the present tense has more than
NEVER_PASSIVE = frozenset({"fælles", "deres", "vores", "alles", "andres", "ellers", "hinandens", "samtidens"})
_PASSIVE = re.compile(r"[a-zæøå]{2,}es$|(?:ind|for|be|op|fore)[a-zæøå]*ås$")
_GENITIVE = re.compile(r"(?:rnes|enes)$")


def finite_verb(doc: Doc, start: int, end: int) -> int | None:
    """The finite verb, outside brackets; None in a list of names."""
    depth = 0
    for i in range(start, end):
        token = doc[i]
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth > 0 or not (token.is_lower or i == start) or token.ent_type_ in ("ROLE", "UNIT", "ORGANISATION"):
            continue
        word = token.lower_
        if i + 1 < end and doc[i + 1].text == ":":  # a label: "Udfører: SSP"
            continue
        if word in _finite_verbs():
            return i
        if word.endswith("erer") or (i > start and _may_be_verb(token)):
            return i
        if is_passive(word) and not token.ent_type_:
            return i
    return None


@cache
def _finite_verbs() -> frozenset[str]:
    """The verbs of ``units.toml`` that mark a sentence."""
    said = table()["responsibility"]
    kinds = ("subject_verbs", "other_verbs", "involved", "handed_over")
    return frozenset(verb for kind in kinds for verb in said[kind])


def _may_be_verb(token: Token) -> bool:
    """Whether a word of no known kind stands where a party's verb does, and ends as one: "Personalet **låser** op"."""
    known = token.is_stop or token.lower_ in table()["small_words"]["leading"]
    verbal = token.is_alpha and len(token) > MIN_VERB and token.text.endswith("er")
    return verbal and not known and token.nbor(-1).ent_type_ in PARTIES - {"AREA"}


def is_passive(word: str) -> bool:
    """Whether a word (case-folded) may be a passive of the present tense ("varetages")."""
    return _PASSIVE.match(word) is not None and word not in NEVER_PASSIVE and not _GENITIVE.search(word)
