"""The taxonomy: what an activity is about and for whom, as codes with names and the words that show them.

    from model.taxonomy import found, names

    found("substance", "Hash og alkohol")    # [Found("cannabis", "Hash", 0, 4), Found("alcohol", ...)]
    names("substance")["cannabis"]           # "hash"

``taxonomy.toml`` and ``themes.toml`` hold the table; the latter says how its patterns are written.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

Kind = Literal["theme", "target_group", "setting", "substance", "prevention_level"]
Place = Literal["words", "verbs", "heads", "sections"]
"""The lists of a code: each says where its patterns show it (``themes.toml``)."""

GAP = r"\s+(?:\w\S*\s+){0,4}?"  # what "…" stands for: up to four words


class Found(NamedTuple):
    """A code that a text shows, the words that show it as written, where they stand, and the list that has them."""

    code: str
    words: str
    start: int
    end: int
    by: Place = "words"


class _Pattern(NamedTuple):
    """A pattern of the table; without a ``by`` it hides: what it matches only looks like a word of its code.

    ``letters`` counts those that it spells out: of two patterns with one match it is the closer one.
    ``core`` is the longest piece that it spells out, lower case: a text without it need not be searched.
    """

    code: str
    by: Place | None
    regex: re.Pattern[str]
    letters: int
    core: str


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
    matches: list[tuple[Found, int]] = []
    for pattern in _patterns(kind, places):
        if pattern.core not in lower:
            continue
        for m in pattern.regex.finditer(text):
            if pattern.by is None:
                hidden.setdefault(pattern.code, []).append(m.span())
            else:
                matches.append((Found(pattern.code, m.group(), *m.span(), pattern.by), pattern.letters))
    matches.sort(key=lambda match: (match[0].start - match[0].end, -match[1], match[0].start))
    kept: list[tuple[Found, int]] = []
    for one, letters in matches:
        if any(start < one.end and one.start < end for start, end in hidden.get(one.code, ())):
            continue
        rivals = [(k, n) for k, n in kept if k.start < one.end and one.start < k.end]
        tied = all((k.start, k.end, n) == (one.start, one.end, letters) for k, n in rivals)
        if not rivals or (tied and one.code not in {k.code for k, _ in rivals}):
            kept.append((one, letters))
    return sorted((k for k, _ in kept), key=lambda k: k.start)


@cache
def listed(name: str) -> re.Pattern[str]:
    """What matches a word of one of the lists of ``themes.toml``."""
    return _whole("|".join(_spelt(words) for words in _themes()["list"][name]))


@cache
def _patterns(kind: Kind, places: tuple[Place, ...]) -> tuple[_Pattern, ...]:
    patterns: list[_Pattern] = []
    for code, entry in _table()[kind].items():
        for place in places:
            patterns.extend(_pattern(code, words, place) for words in entry.get(place, ()))
        patterns.extend(_pattern(code, words, None) for words in entry.get("not", ()))
    return tuple(patterns)


def _pattern(code: str, words: str, by: Place | None) -> _Pattern:
    literal = re.sub(r"<\w+>", "…", words)
    core = max(re.split(r"[*… ]+", literal.lower()), key=len)
    return _Pattern(code, by, _whole(_spelt(words)), len(re.sub(r"[*…]", "", literal)), core)


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
