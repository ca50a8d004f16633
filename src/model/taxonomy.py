"""The taxonomy: what an activity is about and for whom, as codes with names and the words that show them.

    from model.taxonomy import found, names

    found("substance", "Hash og alkohol")    # [Found("cannabis", "Hash", 0, 4), Found("alcohol", ...)]
    names("substance")["cannabis"]           # "hash"

``taxonomy.toml`` and ``themes.toml`` hold the table; the latter says how its patterns are written.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal, NamedTuple

Kind = Literal["theme", "target_group", "setting", "substance", "prevention_level"]
Place = Literal["words", "verbs", "titles", "heads", "sections", "goals", "deeds"]
"""The lists of a code: each says where its patterns show it (``themes.toml``)."""

OPENING = 3  # letters of a pattern's core by which it is looked up
GAP = r"\s+(?:\w\S*\s+){0,4}?"  # what "…" stands for: up to four words


class Found(NamedTuple):
    """A code that a text shows, the words that show it as written, where they stand, and the list that has them.

    ``letters``: how many of the words' letters the pattern spells out.
    """

    code: str
    words: str
    start: int
    end: int
    by: Place = "words"
    letters: int = 0


@dataclass(frozen=True)
class _Pattern:
    """A pattern of the table; without a ``by`` it hides: what it matches only looks like a word of its code.

    ``letters`` counts those that it spells out: of two patterns with one match it is the closer one.
    ``core`` is the longest piece that it spells out, lower case: a text without it need not be searched.
    """

    code: str
    by: Place | None
    words: str
    letters: int
    core: str

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when a text has the core: most patterns of the table are never asked."""
        return _whole(_spelt(self.words))


def names(kind: Kind, lang: Literal["da", "en"] = "da") -> dict[str, str]:
    """Code → its name; the code of a theme is its Danish name."""
    return {code: str(entry.get(lang, code)) for code, entry in _table()[kind].items()}


def marked(mark: Literal["general", "in_field", "rival"]) -> frozenset[str]:
    """The themes that bear a mark (``themes.toml`` says what it means)."""
    return frozenset(code for code, entry in _table()["theme"].items() if entry.get(mark))


def found(kind: Kind, text: str, places: tuple[Place, ...] = ("words",)) -> list[Found]:
    """Every code of a kind that the text shows, in the order of the text; a code may stand more than once.

    ``places``: the lists that count; in what names things (a section, a title) more words do than elsewhere.
    """
    lower = text.lower()
    hidden: dict[str, list[tuple[int, int]]] = {}
    matches: list[Found] = []
    for pattern in _asked(kind, places, lower):
        for m in pattern.regex.finditer(text):
            if pattern.by is None:
                hidden.setdefault(pattern.code, []).append(m.span())
            else:
                matches.append(Found(pattern.code, m.group(), *m.span(), pattern.by, pattern.letters))
    matches.sort(key=lambda match: (match.start - match.end, -match.letters, match.start))
    kept: list[Found] = []
    for one in matches:
        if any(start < one.end and one.start < end for start, end in hidden.get(one.code, ())):
            continue
        rivals = [k for k in kept if k.start < one.end and one.start < k.end]
        tied = all((k.start, k.end, k.letters) == (one.start, one.end, one.letters) for k in rivals)
        if not rivals or (tied and one.code not in {k.code for k in rivals}):
            kept.append(one)
    return sorted(kept, key=lambda k: k.start)


@cache
def listed(name: str) -> re.Pattern[str]:
    """What matches a word of one of the lists of ``themes.toml``."""
    return _whole("|".join(_spelt(words) for words in _themes()["list"][name]))


def _asked(kind: Kind, places: tuple[Place, ...], lower: str) -> Iterator[_Pattern]:
    """The patterns whose core stands in a text."""
    by_opening = _patterns(kind, places)
    for opening in {"", *(lower[at : at + OPENING] for at in range(len(lower)))}:
        for pattern in by_opening.get(opening, ()):
            if pattern.core in lower:
                yield pattern


@cache
def _patterns(kind: Kind, places: tuple[Place, ...]) -> dict[str, list[_Pattern]]:
    """The patterns by the opening of their core; those that spell out too little stand under ""."""
    patterns: dict[str, list[_Pattern]] = {}
    for code, entry in _table()[kind].items():
        for place in (*places, None):
            for words in entry.get(place or "not", ()):
                pattern = _pattern(code, words, place)
                opening = pattern.core[:OPENING] if len(pattern.core) >= OPENING else ""
                patterns.setdefault(opening, []).append(pattern)
    return patterns


def _pattern(code: str, words: str, by: Place | None) -> _Pattern:
    literal = re.sub(r"<\w+>", "…", words)
    core = max(re.split(r"[*… ]+", literal.lower()), key=len)
    return _Pattern(code, by, words, len(re.sub(r"[*…]", "", literal)), core)


def _whole(spelt: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{spelt})(?!\w)", re.IGNORECASE)


def _spelt(words: str) -> str:
    """A pattern as a regular expression: "kursus … <to> <staff>" names two lists."""
    pieces = re.split(r"<(\w+)>", words)
    for at, piece in enumerate(pieces):
        if at % 2:
            pieces[at] = "(?:" + "|".join(_spelt(word) for word in _themes()["list"][piece]) + ")"
        else:
            plain = re.escape(piece).replace(r"\*", r"[\w-]*").replace(r"\ …\ ", GAP).replace(" … ", GAP)
            pieces[at] = plain.replace(r"\ ", r"\s+")
    return "".join(pieces)


@cache
def _table() -> dict[str, dict[str, dict[str, Any]]]:
    return {**_read("taxonomy.toml"), "theme": _themes()["theme"]}


@cache
def _themes() -> dict[str, dict[str, Any]]:
    return _read("themes.toml")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("model").joinpath(name).read_text(encoding="utf-8"))
