"""What is said of an activity: the verbs of a clause and their aspects, from ``status_verbs.toml``.

    predicates("kurset er endnu ikke afholdt")    # [Predicate(aspect="negated", ...)]

Each word of the clause becomes a letter (a verb by its form, the small words around it by what they do); which aspect a
verb has is a pattern on the letters around it. Verbs are given by their infinitives and inflected here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ingest.language.time_tokens import whole_words

Words = tuple[str, ...]
States = dict[str, str]

BEFORE, BEHIND = 9, 4  # words of the clause that an aspect may depend on
GAP = 4  # words that may stand between a verb and its particle ("sætter arbejdet i gang")
FILLER = "_"
ANY = "~"  # in the words that go with a verb: any one word, or its beginning
_DOUBLED = re.compile(r"(.)\1$")  # "trykke", but "trykte"
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*|[,(](?! at\b)")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb of a clause with its aspect; ``start`` is where the word stands that gives the aspect."""

    aspect: str
    states: States
    start: int
    end: int

    @property
    def verb(self) -> str:
        """The class of the verb ("begin", "finish", ...)."""
        return self.states["what"]


@dataclass(frozen=True, slots=True)
class _Reading:
    letter: str
    rest: Words = ()  # the words that go with it
    gap: int = 0  # how many others may stand between
    states: States | None = None  # of a verb


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    letter: str = "X"
    states: States | None = None


def predicates(clause: str) -> list[Predicate]:
    """The verbs and nouns of action of a folded clause that say how far something is, in order."""
    row = _read(clause)
    tape = "".join(token.letter for token in row)
    found: list[Predicate] = []
    nouns: list[tuple[int, Predicate]] = []
    with_verb = set()  # the parts of the clause, between commas, that have a verb
    for i, token in enumerate(row):
        if token.states is None:
            continue
        near = max(0, i - BEFORE)
        around = f"{tape[near:i]}<{tape[i]}>{tape[i + 1 : i + 1 + BEHIND]}"
        for aspect, pattern in _aspects():
            if match := pattern.search(around):
                start = row[min(i, near + match.start())].start
                said = Predicate(aspect, token.states, start, token.end)
                part = tape.count("c", 0, i)
                if aspect == "noun":
                    nouns.append((part, said))
                elif aspect != "none":
                    found.append(said)
                    with_verb.add(part)
                break
    return found + [noun for part, noun in nouns if part not in with_verb]


def expects(clause: str) -> re.Match[str] | None:
    """The word of a clause that says by itself that something is to come ("forventes i 2022")."""
    return _expecting().search(clause)


def _read(clause: str) -> list[_Token]:
    matches = list(_WORD.finditer(clause))
    words = [match.group() for match in matches]
    row = [_Token(match.start(), match.end()) for match in matches]
    taken = [False] * len(words)
    for i, word in enumerate(words):
        if taken[i]:
            continue
        for reading in _readings(word):
            at = _rest_at(reading, words, i)
            if at is None:
                continue
            row[i].letter, row[i].states = reading.letter, reading.states
            for j in range(at, at + len(reading.rest)):
                row[j].letter = FILLER
                taken[j] = True
            if reading.rest:
                row[i].end = row[at + len(reading.rest) - 1].end
            break
        else:
            if word.endswith("s"):
                row[i].letter = "G"  # as good as always a genitive
            elif _tells_of_an_event(words, i) and (not i or row[i - 1].letter != "r"):
                row[i].letter, row[i].states = "P", _lexicon().unknown
    return row


def _rest_at(reading: _Reading, words: list[str], i: int) -> int | None:
    """Where the words that go with a reading of word ``i`` begin; None when they are not there."""
    size = len(reading.rest)
    for at in range(i + 1, i + 2 + reading.gap):
        if len(there := words[at : at + size]) == size and all(
            word.endswith(want.removeprefix(ANY)) if want[0] == ANY else word == want
            for want, word in zip(reading.rest, there, strict=True)
        ):
            return at
        if at < len(words) and words[at] in ",(":
            return None
    return None


def _tells_of_an_event(words: list[str], i: int) -> bool:
    """Whether an unknown word is a participle by its place: "der er lappet", "er blevet lappet"."""
    lexicon, before = _lexicon(), words[max(0, i - 4) : i]
    if words[i] in lexicon.not_verbs or not words[i].endswith("t"):
        return False
    if before and before[-1] in ("blevet", "blive"):
        return True
    if not words[i].endswith(lexicon.event):
        return False
    return before[-1:] in (["er"], ["blev"]) or all(not group.isdisjoint(before) for group in lexicon.event_words)


@lru_cache(maxsize=20_000)
def _readings(word: str) -> tuple[_Reading, ...]:
    """What a word may be, that with most words first; a word unknown to the lexicon by its shape."""
    lexicon = _lexicon()
    if word in lexicon.readings:
        return lexicon.readings[word]
    if word in lexicon.not_verbs or word.endswith(lexicon.never):
        return ()
    for prefix in lexicon.prefixes:
        plain = [r for r in lexicon.readings.get(word.removeprefix(prefix), ()) if r.states is not None and not r.rest]
        if word.startswith(prefix) and plain:
            return tuple(plain)
    for prefix in lexicon.parted:
        if word.startswith(prefix) and word.removeprefix(prefix) in lexicon.bases:
            return (_Reading("P", states=lexicon.unknown),)
    if noun := next((n for n in lexicon.nouns if word.endswith(n) and len(word) > len(n) + 2), None):
        return lexicon.readings[noun]
    for ending, letter in lexicon.endings:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return (_Reading(letter, states=lexicon.unknown),)
    return ()


@dataclass(frozen=True, slots=True)
class _Lexicon:
    readings: dict[str, tuple[_Reading, ...]]
    nouns: Words
    prefixes: Words
    parted: Words
    bases: frozenset[str]
    endings: tuple[tuple[str, str], ...]
    event: str
    event_words: tuple[frozenset[str], frozenset[str]]
    not_verbs: frozenset[str]
    never: Words
    unknown: States


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("ingest.language").joinpath("status_verbs.toml").read_text(encoding="utf-8"))


@cache
def _lexicon() -> _Lexicon:
    table = _table()
    made: dict[str, list[_Reading]] = {}
    for letter, phrases in table["kinds"].items():
        for first, *rest in _phrases(phrases):
            made.setdefault(first, []).append(_Reading(letter, tuple(rest)))
    nouns = []
    for row in table["classes"]:
        states = {aspect: state for aspect, state in row.items() if aspect not in _MEMBERS}
        for first, reading in _members(row, states):
            made.setdefault(first, []).append(reading)
            if reading.letter == "N":
                nouns.append(first)
    shapes = table["shapes"]
    return _Lexicon(
        # the sort is stable: of equal length the first given counts
        readings={word: tuple(sorted(those, key=lambda r: -len(r.rest))) for word, those in made.items()},
        nouns=tuple(nouns),
        prefixes=tuple(shapes["prefixes"].split()),
        parted=tuple(shapes["parted"].split()),
        bases=frozenset(shapes["bases"].split()),
        endings=((shapes["participle"], "P"), (shapes["passive"], "S")),
        event=shapes["event"],
        event_words=(frozenset(shapes["actors"].split()), frozenset(shapes["auxiliaries"].split())),
        never=tuple(shapes["never"].split()),
        not_verbs=frozenset(shapes["not_verbs"].split()),
        unknown=table["classes"][-1],
    )


_CONJUGATIONS = ("weak", "short", "strong")
_MEMBERS = (*_CONJUGATIONS, *(f"passive_{name}" for name in _CONJUGATIONS), "split", "active", "words", "nouns")


def _members(row: dict[str, Any], states: States) -> Iterator[tuple[str, _Reading]]:
    """The first word of each form of the members of a class, with its reading."""
    for first, *rest in _phrases(row.get("words", "")):
        yield first, _Reading("J", tuple(rest), states=states)
    for passive in ("", "passive_"):
        for verb in _verbs(row, passive):
            for form, letter in _forms(*verb):
                if not passive or letter not in "RD":
                    yield form, _Reading(letter, states=states)
    for entry in row.get("split", ()):
        verb, _, particles = entry.partition(": ")
        for form, letter in _forms(*_parts(verb)):
            for particle in _phrases(particles):
                yield form, _Reading(letter, particle, GAP, states)
    for form in row.get("active", "").split():
        yield form, _Reading("R", states=states)
    for noun in row.get("nouns", "").split():
        for form in (noun, noun + ("n" if noun.endswith("e") else "en"), noun + "et"):
            yield form, _Reading("N", states=states)


def _verbs(row: dict[str, Any], prefix: str) -> Iterator[tuple[str, str, str]]:
    """Infinitive, past and participle of the verbs of a class, strong ones first."""
    yield from map(_parts, row.get(f"{prefix}strong", "").split())
    for verb in row.get(f"{prefix}weak", "").split():
        yield verb, verb[:-1] + "ede", verb[:-1] + "et"
    for verb in row.get(f"{prefix}short", "").split():
        stem = _DOUBLED.sub(r"\1", verb[:-1])
        yield verb, stem + "te", stem + "t"


def _forms(infinitive: str, past: str, participle: str) -> Iterator[tuple[str, str]]:
    """The forms of a verb with their letters; D is the past and the plural of the participle."""
    yield infinitive, "I"
    yield infinitive + "r", "R"
    yield infinitive + "s", "S"
    yield participle, "P"
    yield participle + "e", "D"
    if past != participle:
        yield past, "D"
        yield past + "s", "D"


def _parts(verb: str) -> tuple[str, str, str]:
    infinitive, past, participle = verb.split("/")
    return infinitive, past, participle


def _phrases(text: str) -> list[Words]:
    return [tuple(phrase.split()) for phrase in text.split("|") if phrase.strip()]


@cache
def _aspects() -> list[tuple[str, re.Pattern[str]]]:
    return [(row["aspect"], re.compile(row["pattern"])) for row in _table()["aspects"]]


@cache
def _expecting() -> re.Pattern[str]:
    return re.compile(whole_words("|".join(" ".join(words) for words in _phrases(_table()["kinds"]["F"]))))
