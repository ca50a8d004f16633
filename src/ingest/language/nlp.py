"""The spaCy pipeline for Danish cells: built once in a process, without a trained model.

    doc = pipeline()("SSP-konsulenten i Varde, Lene Holm")
    [(entity.text, entity.label_) for entity in doc.ents]
    # [("SSP-konsulenten", "ROLE"), ("Varde", "MUNICIPALITY"), ("Lene Holm", "PERSON")]

``spacy.blank("da")`` brings the tokenizer with its Danish abbreviations. The entity ruler marks organisations by
name and words by what ``ingest.language.lexicon`` says of them; the factory ``danish_person_names`` finds names
of persons among the words that are left. Nothing is downloaded.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.pipeline import EntityRuler
from spacy.tokens import Doc, Span, Token
from spacy.util import compile_infix_regex, filter_spans

from ingest.language.lexicon import (
    is_abbreviation,
    is_area,
    is_body,
    is_definite,
    is_first_name,
    is_initials,
    is_short,
    is_surname,
    looks_like_surname,
    table,
    word_kind,
)
from model.municipalities import by_name

LABELS = ("MUNICIPALITY", "ORGANISATION", "ROLE", "UNIT", "ABBREVIATION", "AREA")
MAX_SURNAMES = 3
SUSPENDED_SLASH = r"(?<=[a-zæøåA-ZÆØÅ]-)/(?=[a-zæøåA-ZÆØÅ])"  # "Skole-/SFO-ledere" is three tokens
JOINED = frozenset({"og", "samt", "&", "+", "|", "eller"})
LED_BY = frozenset({"v/", "v.", "ved"})
PARTICLES = frozenset({"de", "da", "la", "von", "van", "af", "el", "ten", "der"})


@cache
def pipeline() -> Language:
    """The pipeline, loaded when first asked for."""
    nlp = spacy.blank("da")
    tokenizer: Any = nlp.tokenizer  # spaCy gives no type for it
    for form in table()["companies"]["forms"]:
        tokenizer.add_special_case(form, [{"ORTH": form}])
    shortened = "|".join(table()["units"]["shortened"])
    tokenizer.token_match = re.compile(rf"\w*(?:{shortened})\.$").match
    tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), SUSPENDED_SLASH]).finditer
    ruler = nlp.add_pipe("entity_ruler")
    assert isinstance(ruler, EntityRuler)
    several = [name for name in table()["organisations"]["names"] if " " in name]  # of one word: ``label_of``
    ruler.add_patterns([{"label": "ORGANISATION", "pattern": _as_written(name)} for name in several])
    ruler.add_patterns([{"label": "ORGANISATION", "pattern": pattern} for pattern in (*_companies(), *_kinds())])
    ruler.add_patterns([{"label": label, "pattern": [{"_": {"names": label}}]} for label in LABELS])
    nlp.add_pipe("danish_person_names")
    return nlp


@cache
def label_of(word: str) -> str:
    """Which of ``LABELS`` a single word has by itself; "" for none."""
    if word[:1].isupper() and by_name(word) is not None:
        return "MUNICIPALITY"
    if is_body(word):
        return "ORGANISATION"
    if kind := word_kind(word):
        return kind.upper()
    if is_area(word):
        return "AREA"
    return "ABBREVIATION" if is_abbreviation(word) else ""


Token.set_extension("names", getter=lambda token: label_of(token.text), force=True)


@Language.component("danish_person_names")
def person_names(doc: Doc) -> Doc:
    """Mark names of persons: a first name of the gazetteer, or the shape of a whole name, in a fragment of its own."""
    names = [*_persons(doc), *((at, at + 1) for at in _initials(doc))]
    found = [Span(doc, start, end, label="PERSON") for start, end in names]
    doc.ents = filter_spans([*found, *doc.ents]) if found else doc.ents
    return doc


def _persons(doc: Doc) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    taken = {token.i for entity in doc.ents if len(entity) > 1 for token in entity}
    at = 0
    while at < len(doc):
        end = at if at in taken else _person_end(doc, at)
        if end > at:
            found.append((at, end))
        at = max(end, at + 1)
    return found


def _initials(doc: Doc) -> list[int]:
    """Capitals that stand alone or behind a role, and mean a person in a line without known units ("MHJ")."""
    found: list[int] = []
    line: list[int] = []
    known = False
    for token in doc:
        if token.is_space and "\n" in token.text:
            found, line, known = found + line * (not known), [], False
        elif is_initials(token.text) and _stands_for_a_person(doc, token.i):
            line.append(token.i)
        else:
            known = known or (token.ent_type_ == "ABBREVIATION" and not is_initials(token.text))
    return found + line * (not known)


def _stands_for_a_person(doc: Doc, at: int) -> bool:
    before = doc[at - 1] if at else None
    behind_role = before is not None and (before.ent_type_ == "ROLE" or before.lower_ in LED_BY)
    return (behind_role or _starts_a_fragment(doc, at)) and (
        _ends_a_fragment(doc, at + 1)
        or doc[at + 1].lower_ in ("og", "samt", "&", "i", "fra")
        or doc[at + 1].lower_ in table()["responsibility"]["subject_verbs"]  # "TBJ er tovholder"
    )


def _person_end(doc: Doc, at: int) -> int:
    """Where the name that begins at a token ends; ``at`` when none does."""
    first = doc[at].text
    if not first[:1].isupper() or doc[at]._.names in ("ROLE", "UNIT", "ORGANISATION", "ABBREVIATION"):
        return at
    if is_first_name(first):
        end = _surnames_end(doc, at + 1)
        enclosed = 0 < at < len(doc) - 1 and doc[at - 1].text == "(" and doc[at + 1].text == ")"  # "Teknik (Bo)"
        return at if end == at + 1 and first in table()["first_names"]["words_too"] and not enclosed else end
    if doc[at]._.names or not _starts_a_fragment(doc, at) or len(first) < 2 or doc[at].is_stop:
        return at
    end = _surnames_end(doc, at + 1)
    named = end > at + 1 and (looks_like_surname(doc[end - 1].text) or _is_announced(doc, at, end))
    return end if named else at


def _may_be_name(token: Token) -> bool:
    known = token._.names or is_short(token.text) or is_definite(token.text)
    return token.is_alpha and (not known or looks_like_surname(token.text))


def _is_announced(doc: Doc, start: int, end: int) -> bool:
    """Whether two words or more of no known kind stand as a person's name does: behind a role, "Tovholder:", "v/"."""
    named = all(_may_be_name(token) for token in doc[start:end])
    if not start or not named or doc[end - 1].text in table()["houses"]["districts"]:
        return False
    before = doc[start - 1]
    if before.text == ":" and start > 1:
        before = doc[start - 2]
    return before._.names == "ROLE" or before.lower_ in LED_BY


def _surnames_end(doc: Doc, at: int) -> int:
    """The end of the middle names, initials and surnames from a token on."""
    surnames = 0
    while at < len(doc):
        text = doc[at].text
        before_surname = _is_surname(doc, at + 1)
        if is_first_name(text):
            more = before_surname and not is_first_name(doc[at + 1].text)
            last = not surnames and (_ends_a_fragment(doc, at + 1) or doc[at + 1].is_lower)  # "Søren Lykke"
            family = not surnames and at + 1 < len(doc) and is_surname(doc[at + 1].text)  # "Hawa Mohamud Ali"
            if surnames or not (more or last or family or text in table()["first_names"]["words_too"]):
                break  # the next person begins
        elif _is_initial(text) or text.casefold() in PARTICLES:
            if not before_surname and not (_is_initial(text) and _ends_a_fragment(doc, at + 1)):
                break
        elif _is_surname(doc, at) and surnames < MAX_SURNAMES:
            surnames += 1
        else:
            break
        at += 1
    return at


def _is_initial(text: str) -> bool:
    return len(text.rstrip(".")) == 1 and text[0].isalpha() and text[0].isupper()


def _is_surname(doc: Doc, at: int) -> bool:
    if at >= len(doc):
        return False
    text = doc[at].text
    if doc[at].is_stop or text.casefold() in table()["labels"]:
        return False
    wordlike = text.replace("-", "").replace("'", "").isalpha() and not text.endswith("-")
    if len(text) < 2 or not text[0].isupper() or not wordlike:
        return False
    if is_surname(text) and doc[at - 1].text[:1].isupper():
        return True
    label = label_of(text)
    by_ending = label == "AREA" and text.casefold() not in table()["areas"]["words"]  # "Lunding"
    return label == "" or by_ending or (label == "AREA" and looks_like_surname(text))


def _starts_a_fragment(doc: Doc, at: int) -> bool:
    if at == 0:
        return True
    before = doc[at - 1]
    return before.is_space or before.is_punct or before.lower_ in JOINED or before.ent_type_ != ""


def _ends_a_fragment(doc: Doc, at: int) -> bool:
    return at >= len(doc) or doc[at].is_space or doc[at].is_punct or doc[at].text in ("+", "|")


def _companies() -> list[list[dict[str, object]]]:
    """Token patterns for names that end in a company's form: "Fjordforsyning A/S", "Vand og Affald I/S"."""
    forms: dict[str, object] = {"TEXT": {"IN": table()["companies"]["forms"]}}
    capital: dict[str, object] = {"TEXT": {"REGEX": r"^[A-ZÆØÅ][\wæøåÆØÅ-]*$"}}
    joined: dict[str, object] = {"LOWER": {"IN": ["og", "&"]}}
    one_or_two: dict[str, object] = {**capital, "OP": "{1,2}"}
    up_to_three: dict[str, object] = {**capital, "OP": "{1,3}"}
    return [[up_to_three, forms], [capital, joined, one_or_two, forms]]


def _kinds() -> list[list[dict[str, object]]]:
    """Token patterns for bodies without a name of their own, in any letters: "almen praksis"."""
    return [[{"LOWER": word} for word in kind.split()] for kind in table()["organisations"]["kinds"]]


def _as_written(name: str) -> list[dict[str, object]]:
    """A token pattern for a name: case counts in names of capitals, and in the first letter of the others."""
    words = name.split()
    capitals = words[0].isupper()
    first: dict[str, object] = {"TEXT": words[0]} if capitals else {"LOWER": words[0].lower(), "IS_LOWER": False}
    rest: list[dict[str, object]] = [{"LOWER": word.lower()} for word in words[1:]]
    return [first, *rest]
