"""Which words of a cell put somebody in charge: lines, sentences, and what their verbs say.

A responsible cell is either a list of names, which counts as a whole, or sentences, of which only a part counts:
what stands behind "forankret hos" or "varetages af", the subject of "er ansvarlig for" or "koordinerer", those
"i samarbejde med" whom it is done. "Ikke forankret" and "Skolerne inddrages" name nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from ingest.language.complements import is_adjective
from ingest.language.finite_verbs import PARTIES, finite_verb, is_passive
from ingest.language.lexicon import is_determiner, table

if TYPE_CHECKING:
    from spacy.tokens import Doc

Reading = Literal["list", "known", "persons", "subject"]
"""How to read a stretch: every fragment is a party; only known words; only persons; only those that it begins with."""

NEAR = 5  # tokens between a verb and the word that goes with it ("har det overordnede ansvar")
MAX_BEFORE_POST = 3  # tokens before the noun of a post and with it ("Den nye projektleder")
MODALS = frozenset({"kan", "skal", "vil"})
IN_PLACE = frozenset({"er", "findes", "foregår", "sker"})
AUXILIARIES = frozenset({"bliver", "er", "forbliver", "fik", "får", "har"})
AFTERWARDS = frozenset({"derefter", "dernæst", "herefter", "senere", "siden"})
COPULAS = frozenset({"bliver", "er", "forbliver", "hedder"})
MAX_ADVERBS = 3  # tokens from a passive verb to its "af" ("løses bedst af")
_CUT = frozenset({"der", "som", "men", "for", "således", "såfremt", "hvis", "når", "mhp.", "mht.", "ift.", "med"})
_SENTENCE_END = frozenset({".", "!", "?", ";"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens [start, end) of one line that may name parties, and how to read them."""

    start: int
    end: int
    reading: Reading
    qualifier: str | None = None
    sentence: int = 0
    """The first token of the sentence: a place there ("I Lejre varetages ...") is the stretch's."""


def lines(doc: Doc) -> Iterator[tuple[int, int]]:
    """The lines of a cell as token ranges."""
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if token.i > start:
                yield start, token.i
            start = token.i + 1
    if start < len(doc):
        yield start, len(doc)


def stretches(doc: Doc, start: int, end: int) -> Iterator[Stretch]:
    """The stretches of a line that count, sentence by sentence."""
    for first, last in _sentences(doc, start, end):
        for begin, stop in _clauses(doc, first, last):
            if not _undecided(doc, begin, stop):
                yield from (replace(stretch, sentence=begin) for stretch in _sentence(doc, begin, stop))


def _clauses(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, and the clauses with a verb of their own that follow in it."""
    first = start = _main_clause(doc, start, end)
    if finite_verb(doc, start, end) is not None:
        decided = doc[start].lower_ == "det"  # "Det er besluttet, at ..."
        for i in range(start + 1, end - 1):
            begin = _clause_begins(doc, i, end, decided)
            if begin is not None and finite_verb(doc, first, i) is not None:
                yield first, i
                first = begin
    if first == start or finite_verb(doc, first, end) is not None or _verbless(doc, first, end) is not None:
        yield first, end


def _main_clause(doc: Doc, start: int, end: int) -> int:
    """The verb of the main clause behind a subordinate one ("Når A lukker, **overtager** B"); else the start."""
    if doc[start].lower_ not in table()["responsibility"]["subordinate"]:
        return start
    commas = (i for i in range(start + 1, end - 1) if doc[i].text == ",")
    return next((i + 1 for i in commas if finite_verb(doc, i + 1, i + 2) is not None), start)


def _clause_begins(doc: Doc, at: int, end: int, decided: bool) -> int | None:
    """The first word of a clause that a token begins or joins: ", mens **B** ...", ", **B** udfører"; else None."""
    joint, comma = doc[at].lower_, doc[at - 1].text == ","
    goes_on = joint == "men" and (_cleft(doc, at + 1, end) is not None or finite_verb(doc, at + 1, at + 2) is not None)
    if goes_on or (joint in ("men", "så") and _subject_verb(doc, at + 1, end)):
        return at + 1
    if joint in table()["responsibility"]["meanwhile"]:
        return at + 1
    if joint == "og" and (finite_verb(doc, at + 1, at + 2) is not None or (comma and _subject_verb(doc, at + 1, end))):
        return at + 1
    if not comma:
        return None
    if joint == "at" and decided and doc[at - 2].lower_ != "for":
        return at + 1
    if _verbless(doc, at, end) is not None:
        return at
    elsewhere = joint == "i" and doc[at + 1].ent_type_ == "MUNICIPALITY" and finite_verb(doc, at, end) is not None
    beside = doc[at].ent_type_ in PARTIES and _subject_verb(doc, at, end)
    return at if elsewhere or beside else None


def _verbless(doc: Doc, start: int, end: int) -> int | None:
    """Where it is said without a verb who is in charge: "udførelsen i **fagcentrene**", "herefter **Lone Bech**"."""
    said = table()["responsibility"]
    if start + 1 < end and doc[start].lower_ in AFTERWARDS and doc[start + 1].ent_type_ in PARTIES:
        return start + 1
    there = start + 2 < end and doc[start].lower_ in said["duties"]
    return start + 2 if there and doc[start + 1].lower_ in said["participle_prepositions"] else None


def _cleft(doc: Doc, start: int, end: int) -> int | None:
    """The first word of whom a cleft sentence puts in charge: "det er **A**, der følger op"; None in others."""
    if start + 2 >= end or doc[start].lower_ != "det" or doc[start + 1].lower_ not in ("er", "bliver"):
        return None
    relative = next((i for i in range(start + 3, end) if doc[i].lower_ in ("der", "som")), None)
    return start + 2 if relative is not None and finite_verb(doc, relative + 1, end) is not None else None


def _subject_verb(doc: Doc, start: int, end: int) -> bool:
    """Whether a subject and its verb begin at a token, no comma between."""
    verb = finite_verb(doc, start, min(end, start + NEAR))
    return verb is not None and verb > start and all(token.text != "," for token in doc[start:verb])


def _sentences(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    depth = 0
    first = start
    for i in range(start, end):
        depth += {"(": 1, ")": -1}.get(doc[i].text, 0)
        told = (
            doc[i].text == ":" and finite_verb(doc, first, i) is not None and finite_verb(doc, i + 1, end) is not None
        )
        if (told or doc[i].text in _SENTENCE_END) and depth <= 0:
            if i > first:
                yield first, i
            first = i + 1
    if first < end:
        yield first, end


def _sentence(doc: Doc, start: int, end: int) -> Iterator[Stretch]:
    said = table()["responsibility"]
    asked = _phrase(doc, start, end, "asked")
    end = asked[0] if asked else end
    verb = finite_verb(doc, start, end)
    if verb is None:
        start = phrase_here(doc, start, end, "hedges") or _verbless(doc, start, end) or start
        if start >= end:
            return
        yield Stretch(start, end, "persons" if doc[start].lower_ in said["remarks"] else "list")
        return
    if doc[start].lower_ == "fra" and doc[verb].lower_ == "deltager":
        yield Stretch(start, verb, "known")
        yield Stretch(verb + 1, end, "list")
        return
    charged = _charged(doc, start, end)
    comma = _relative(doc, start, verb)
    if comma is not None and not _hiring(doc, verb, end):
        main = next(
            (i + 1 for i in range(verb, end - 1) if doc[i].text == "," and finite_verb(doc, i + 1, i + 2)), None
        )
        if main is not None and _subject_is_responsible(doc, main, end):
            yield Stretch(start, comma, "list")
            end = main - 1
        elif charged is None and main is None and doc[verb].lower_ not in said["involved"]:
            yield from _with_clauses_between(doc, start, end)  # "Lone Bech, der er leder af ..."
        if charged is None or charged >= end:
            return
    if _hiring(doc, verb, end):
        yield Stretch(start, verb, "known")
    if charged is not None:
        yield from _with_clauses_between(doc, charged, end)
    elif _subject_is_responsible(doc, verb, end):
        yield _subject(doc, start, verb, end)
    shared_from = charged if charged is not None else verb
    if doc[verb].lower_ not in said["involved"]:
        shared = phrase_end(doc, shared_from, end, "together")
        if shared is not None and (charged is None or _cut(doc, charged, end) <= shared):
            yield Stretch(shared, end, "known", "i samarbejde med")


def _relative(doc: Doc, start: int, verb: int) -> int | None:
    """The comma before the relative clause in which a sentence's first verb stands ("A, som **er** ansat i B, ...")."""
    commas = (i for i in range(start + 1, verb - 1) if doc[i].text == "," and doc[i + 1].lower_ in ("der", "som"))
    return next(commas, None)


def _with_clauses_between(doc: Doc, start: int, end: int) -> Iterator[Stretch]:
    """Who is in charge from a token on, over relative clauses: "A, der står for opstart, og B, der følger op"."""
    while True:
        cut = _cut(doc, start, end)
        yield Stretch(start, cut, "list")
        if cut + 2 < end and doc[cut + 1].lower_ in COPULAS and doc[max(start, cut - 2)].ent_type_ == "PERSON":
            yield Stretch(cut + 2, end, "subject")  # "Lone Bech, der er leder af ..."
        joints = (i + 1 for i in range(cut + 1, end) if doc[i - 1].text == "," and doc[i].lower_ in ("og", "samt"))
        back = next(joints, end)
        if cut >= end or doc[cut].lower_ not in ("der", "som") or not _names(doc, back, end):
            return
        start = back


def _names(doc: Doc, at: int, end: int) -> bool:
    return at < end and (doc[at].text[:1].isupper() or doc[at].ent_type_ in ("ROLE", "UNIT", "ORGANISATION"))


def _subject(doc: Doc, start: int, verb: int, end: int) -> Stretch:
    """The subject: before its verb, or behind it where something else leads the sentence."""
    following = doc[verb + 1].lower_ if verb + 1 < end else ""
    if not _fronted(doc, start, verb) or following in table()["responsibility"]["pronouns"]:
        return Stretch(start, verb, "list")
    goes_on = doc[verb].lower_ in ("står", "sørger")  # "står SSP for kurserne"
    stop = next((i for i in range(verb + 1, end) if doc[i].lower_ == "for"), end) if goes_on else end
    return Stretch(verb + 1 + (following == "det"), stop, "subject")


def _fronted(doc: Doc, start: int, verb: int) -> bool:
    """Whether what stands before the verb is no subject: "I Lejre har jobcentret ansvaret", "Herefter er ..."."""
    first, said = doc[start].lower_, table()["responsibility"]
    if verb == start:
        return start > 0 and doc[start - 1].text == ","
    return first in said["front_adverbs"] or (first in said["front_prepositions"] and verb > start + 1)


def phrase_end(doc: Doc, start: int, end: int, kind: str) -> int | None:
    """Where the first phrase of a kind ("together") ends, within a range; None when none is there."""
    found = _phrase(doc, start, end, kind)
    return found[1] if found else None


def phrase_here(doc: Doc, at: int, end: int, kind: str) -> int | None:
    """Where the phrase of a kind ends that begins at a token; None when none does."""
    for phrase in _phrases(kind).get(doc[at].lower_, ()):
        stop = at + phrase.count(" ") + 1
        if stop <= end and doc[at:stop].text.casefold() == phrase:
            return stop
    return None


def _phrase(doc: Doc, start: int, end: int, kind: str) -> tuple[int, int] | None:
    """The tokens [start, end) of the first phrase of a kind, within a range."""
    for i in range(start, end):
        stop = phrase_here(doc, i, end, kind)
        if stop is not None:
            return i, stop
    return None


@cache
def _phrases(kind: str) -> dict[str, list[str]]:
    """The phrases of a kind by their first word."""
    by_first: dict[str, list[str]] = {}
    for phrase in table()["responsibility"][kind]:
        by_first.setdefault(phrase.split()[0], []).append(phrase)
    return by_first


def _undecided(doc: Doc, start: int, end: int) -> bool:
    if doc[start].lower_ == "ingen":
        return True
    words = table()["responsibility"]["undecided"]
    if any(token.lower_ in table()["responsibility"]["nobody_yet"] for token in doc[start:end]):
        return True
    return any(
        doc[i].lower_ in ("ikke", "ingen") and any(token.lower_ in words for token in doc[i + 1 : min(end, i + NEAR)])
        for i in range(start, end)
    )


def _charged(doc: Doc, start: int, end: int) -> int | None:
    """The token after words that put what follows in charge."""
    said = table()["responsibility"]
    for i in range(start, end - 1):
        word, following = doc[i].lower_, doc[i + 1].lower_
        if word in said["participles"]:
            if following in said["participle_prepositions"]:
                return i + 2
            if i > start and _fronted(doc, start, i):  # "I Odder forankres indsatsen i ..."
                near = range(i + 2, min(end - 1, i + NEAR))
                to = next((j for j in near if doc[j].lower_ in said["participle_prepositions"]), None)
                if to is not None:
                    return to + 1
        if is_passive(word) and not doc[i].ent_type_ and word not in said["decided"]:
            near = range(i + 1, min(end, i + 1 + MAX_ADVERBS))
            by = next((j for j in near if doc[j].lower_ in said["agent_prepositions"]), None)
            if by is not None:
                return by + 1
        if word in IN_PLACE and following == "i" and doc[start].lower_ in said["duties"]:
            return i + 2
        if word in said["handed_over"]:
            to = next((j for j in range(i + 1, _cut(doc, i, end)) if doc[j].lower_ == "til"), None)
            if to is not None:
                return to + 1
    told = phrase_end(doc, start, end, "agents")
    if told is None:
        told = _cleft(doc, start, end)
    return told if told is not None else _post_is(doc, start, end)


def _post_is(doc: Doc, start: int, end: int) -> int | None:
    """Where the holder of a post is said: "Tovholder på indsatsen er **A**", "Den nye projektleder bliver **A**"."""
    said = table()["responsibility"]
    post = next((i for i in range(start, min(end, start + MAX_BEFORE_POST)) if doc[i].lower_ in said["posts"]), None)
    if post is None or any(token.text[:1].isupper() for token in doc[start + 1 : post]):
        return None
    led = post == start or is_determiner(doc[start].text) or doc[start].lower_.endswith("s") or is_adjective(doc[start])
    verb = next((i for i in range(post + 1, end) if doc[i].lower_ in COPULAS), None)
    return verb + 1 if led and verb is not None else None


def _hiring(doc: Doc, verb: int, end: int) -> bool:
    """Whether the subject of a verb is hired: "Projektleder, ansættes 2020", "forventes ansat"."""
    said, word = table()["responsibility"], doc[verb].lower_
    later = any(
        token.lower_ in ("ansat", "ansætte", *said["hired"]) for token in doc[verb + 1 : min(end, verb + 1 + NEAR)]
    )
    return word in said["hired"] or (word in said["hired_with"] and later)


def _cut(doc: Doc, start: int, end: int) -> int:
    """Where what is in charge ends and a clause about something else begins."""
    members = table()["responsibility"]["members"]
    for i in range(start + 1, end):
        token, before = doc[i], doc[i - 1]
        if token.lower_ in ("der", "som", "men", "således") or (before.text == "," and token.lower_ in _CUT):
            return i
        if token.lower_ == "for" and i + 1 < end and doc[i + 1].lower_ == "at":
            return i
        if before.lower_ == "og" and finite_verb(doc, i, i + 1) == i:  # "af A og sendes til B"
            return i - 1
        if token.lower_ in ("med", "mhp.") and i + 1 < end and doc[i + 1].lower_ in members:
            return i
    return end


def _subject_is_responsible(doc: Doc, verb: int, end: int) -> bool:
    said = table()["responsibility"]
    word = doc[verb].lower_
    known = word in said["other_verbs"] or word in said["handed_over"]
    named = word in said["subject_verbs"] or word in AUXILIARIES or (word.endswith("er") and not known)
    if word in said["involved"] or not named:
        return False
    following = doc[verb + 1 : min(end, verb + 1 + NEAR)]
    if word in MODALS and any(token.lower_ in said["involved"] for token in following):  # "skal høres"
        return False
    if word not in AUXILIARIES:
        return True
    return following[:1].text == "det" or any(_is_duty(token.lower_) for token in following)


def _is_duty(word: str) -> bool:
    """Whether who has it or is it is in charge: "ansvaret", "tovholder", "driftsansvarlig"."""
    said = table()["responsibility"]
    if word in said["shared_duties"]:
        return False
    return word in said["with_auxiliary"] or word.endswith(tuple(said["duty_ends"]))
