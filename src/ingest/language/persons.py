"""Persons' names in Danish text.

    find_persons("Aftalt med Jens P. Thomsen")    # [Mention(text="Jens P. Thomsen", start=11, end=26)]

A name begins with a known first name, or with a capital before a known surname or after a role; what follows
with a capital belongs to it unless it is a unit, a role or a word that the plan also writes in lower case.
Saints, streets, institutions and months are none. Names of a kind that the lists do not know are missed:
``docs/language.md`` has the measured share.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ingest.text import blanked_marks

MAX_TOKENS = 6
BESIDE = frozenset({" og ", ", ", " / ", "/", " & ", " samt "})
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n•–-])\s*[\"”“(«]*$")
_AFTER_NO_NAME = re.compile(r"\s*(?:[-–/]?\s*\d|(?:år|måned|uge|dag|gang|elev|borger|barn|person|skole|klasse)\w*\b)")


class Mention(NamedTuple):
    """A name in a text, without a genitive's s where that can be told."""

    text: str
    start: int
    end: int


class _Token(NamedTuple):
    text: str
    start: int
    end: int


def find_persons(
    text: str, *, common: frozenset[str] = frozenset(), known: frozenset[str] = frozenset()
) -> list[Mention]:
    """Every person's name in a text, in its order; a line break ends a name.

    ``common``: words that the document also writes in lower case; ``known``: first names (case-folded) of
    persons that it names in full, so that they count where the bare word would be doubtful.
    """
    text = blanked_marks(text)
    tokens = [_Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    mentions: list[Mention] = []
    place = 0
    while place < len(tokens):
        beside = bool(mentions) and text[mentions[-1].end : tokens[place].start] in BESIDE
        last = _name_from(text, tokens, place, common, known, beside)
        if last is None:
            place += 1
            continue
        start, end = tokens[place].start, _without_genitive(tokens, place, last)
        mentions.append(Mention(text[start:end], start, end))
        place = last + 1
    return mentions


def given_name(word: str) -> str | None:
    """The first name that a word is, also in the genitive or in capitals, else None."""
    for said in (word, word.title() if word.isupper() and len(word) > 2 else word):
        if said in first_names():
            return said
        if "-" in said and said.split("-")[0] in first_names():
            return said
        if said.endswith("s") and said[:-1].rstrip("'’") in first_names():
            return said[:-1].rstrip("'’")
    return None


@cache
def first_names() -> frozenset[str]:
    """The first names of ``first_names.txt``."""
    lines = files("ingest.language").joinpath("first_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def _words() -> dict[str, frozenset[str]]:
    table = tomllib.loads(files("ingest.language").joinpath("person_words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in table.items()}


@cache
def _endings(name: str) -> tuple[str, ...]:
    return tuple(_words()[name])


def _name_from(
    text: str,
    tokens: list[_Token],
    first: int,
    common: frozenset[str],
    known: frozenset[str],
    beside: bool,
) -> int | None:
    """The index of the last token of the name that begins at ``first``, or None.

    ``beside``: another name stands right before ("Pia og Jan"), so that a doubtful one counts too.
    """
    token = tokens[first]
    if not token.text[0].isupper() or _guarded(text, tokens, first):
        return None
    given = given_name(token.text)
    last = _extent(text, tokens, first, common, given is not None)
    if given is None:
        has_surname = last > first and any(_is_surname(t.text) for t in tokens[first + 1 : last + 1])
        introduced = last > first and _introduced(text, tokens, first) and _could_be_name(token.text, common)
        begins = len(token.text) == 1 or _could_be_name(token.text, common)
        next_begins = last > first and given_name(tokens[first + 1].text) is not None
        if next_begins or not (introduced or (has_surname and begins and not _is_surname(token.text))):
            return None
    elif last == first and not beside and not _stands_alone(text, token, given, known):
        return None
    after = tokens[last + 1].text if last + 1 < len(tokens) else ""
    if after in _words()["after_no_person"] and _adjacent(text, tokens, last):
        return None
    return None if tokens[last].text in _words()["after_no_person"] else last


def _extent(text: str, tokens: list[_Token], first: int, common: frozenset[str], given_first: bool) -> int:
    """The last token that belongs to a name: first names, initials, particles, surnames."""
    last = place = first
    surnames = 0
    while place + 1 < len(tokens) and place - first + 1 < MAX_TOKENS:
        if not _adjacent(text, tokens, place) and not _cut_by_line(text, tokens, first, place):
            break
        if _is_genitive(tokens[place].text) and place == last and surnames == 0 and place > first:
            break
        token = tokens[place + 1].text
        if token in _words()["particles"] and _leads_to_surname(text, tokens, place + 1, common):
            place += 1
            continue
        if len(token) == 1 and token.isupper():
            place += 1
            last = place if text[tokens[place].end :].startswith(".") else last  # "Rikke T."
            continue
        if not token[0].isupper():
            break
        if given_name(token) is not None and not _is_surname(token):
            if surnames:
                break  # the next person
        elif _is_surname(token) or (_could_be_name(token, common) and surnames == 0 and given_first):
            surnames += 1
        elif not (_could_be_name(token, common) and surnames == 0 and not given_first):
            break
        place += 1
        last = place
    return last


def _leads_to_surname(text: str, tokens: list[_Token], place: int, common: frozenset[str]) -> bool:
    """Whether after a particle (or two: "van der") a surname follows."""
    following = place + 1
    if following >= len(tokens) or not _adjacent(text, tokens, place):
        return False
    token = tokens[following].text
    if token in _words()["particles"] and token[0].islower():
        return _leads_to_surname(text, tokens, following, common)
    return token[0].isupper() and _could_be_name(token, common)


def _could_be_name(word: str, common: frozenset[str]) -> bool:
    """Whether a word with a capital may be a surname: no unit, role, acronym or everyday word."""
    words = _words()
    if not word[0].isupper() or len(word) < 3 or (word.isupper() and len(word) <= 5):
        return False
    if word in words["no_surname"] or word in words["after_no_person"] or word in words["before_no_person"]:
        return False
    lower = word.casefold()
    if "-" in word and any(part[:1].islower() for part in word.split("-")):
        return False
    if "-" in lower and any(len(part) < 3 or part.isupper() for part in word.split("-")):
        return lower.startswith(("al-", "el-"))
    return lower not in common and not lower.endswith(_endings("no_surname_endings"))


def _is_surname(word: str) -> bool:
    """Whether a word is a surname beyond doubt."""
    said = word.title() if word.isupper() and len(word) > 3 else word
    if said.removesuffix("s") in _words()["surnames"] or said in _words()["surnames"]:
        return True
    if not said[0].isupper() or said.casefold().endswith(_endings("no_surname_endings")):
        return False
    last = re.split(r"-(?=[A-ZÆØÅ])", said)[-1]
    if last in _words()["surnames"]:
        return True
    if last.endswith("sens"):  # the genitive of a -sen
        last = last[:-1]
    if said.startswith(("Al-", "El-")):
        return True
    return len(last) >= 6 and last.endswith(_endings("surname_endings"))


def _stands_alone(text: str, token: _Token, given: str, known: frozenset[str]) -> bool:
    """Whether a first name without a surname is meant as a name."""
    if given in _words()["never_alone"] or token.text.isupper():
        return False
    if given not in _words()["also_words"]:
        return True
    if _AFTER_NO_NAME.match(text[token.end :]):
        return False
    return given.casefold() in known or not _SENTENCE_START.search(text[: token.start])


def _introduced(text: str, tokens: list[_Token], place: int) -> bool:
    """Whether a role or "v/" stands before the name."""
    if place == 0:
        return False
    before, between = tokens[place - 1], text[tokens[place - 1].end : tokens[place].start]
    if before.text.casefold() in _words()["role_words"]:
        return between.strip(" ") in ("/", ".", "./", ":") and "\n" not in between
    return between in (" ", ": ") and before.text.casefold().endswith(_endings("role_endings"))


def _guarded(text: str, tokens: list[_Token], place: int) -> bool:
    """Whether the word before says that what follows is a saint, a project or a house."""
    if place == 0:
        return False
    between = text[tokens[place - 1].end : tokens[place].start]
    return between.strip(".\"”“«'") == " " and tokens[place - 1].text in _words()["before_no_person"]


def _adjacent(text: str, tokens: list[_Token], place: int) -> bool:
    """Whether the next token follows at once; after an initial a full stop may stand."""
    between = text[tokens[place].end : tokens[place + 1].start]
    return between == " " or (between in (". ", ".") and len(tokens[place].text) <= 2)


def _cut_by_line(text: str, tokens: list[_Token], first: int, place: int) -> bool:
    """Whether a sentence that runs on around the name was cut by a line break inside it."""
    if text[tokens[place].end : tokens[place + 1].start] != "\n" or first == 0 or place + 2 >= len(tokens):
        return False
    runs = tokens[first - 1].text[0].islower() and tokens[place + 2].text[0].islower()
    return runs and _adjacent(text, tokens, first - 1) and _adjacent(text, tokens, place + 1)


def _is_genitive(word: str) -> bool:
    return word not in first_names() and word.endswith("s") and word[:-1] in first_names()


def _without_genitive(tokens: list[_Token], first: int, last: int) -> int:
    """Where the name ends: before the s of "Tinas" and "Ida Maries", behind that of "Jens" and "Juuls"."""
    token = tokens[last]
    word = token.text.title() if token.text.isupper() else token.text
    base = word[:-1].rstrip("'’") if word.endswith("s") else word
    if base == word or word in first_names() or word in _words()["surnames"]:
        return token.end
    certain = base in first_names() or base in _words()["surnames"] or base.endswith(_endings("surname_endings"))
    return token.start + len(base) if certain else token.end


def words_in_lower_case(texts: Iterable[str]) -> frozenset[str]:
    """The words that texts write in lower case: with a capital they are no names."""
    return frozenset(m.group() for text in texts for m in _TOKEN.finditer(text) if m.group()[0].islower())


def doubtful_alone(word: str) -> bool:
    """Whether a first name is an everyday word too, so that it needs its surroundings to be a name."""
    return word in _words()["also_words"] or word in _words()["never_alone"]
