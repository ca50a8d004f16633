"""The taxonomy: what an activity is about and for whom, as codes with names and the words that show them.

    from model.taxonomy import found, names

    found("substance", "Hash og alkohol")    # [Found("cannabis", "Hash", 0, 4), Found("alcohol", ...)]
    names("substance")["cannabis"]           # "hash"

``taxonomy.toml`` holds the table and says how its patterns are written.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

Kind = Literal["theme", "target_group", "setting", "substance", "prevention_level"]


class Found(NamedTuple):
    """A code that a text shows, the words that show it as written, and where they stand in the text."""

    code: str
    words: str
    start: int
    end: int


class _Pattern(NamedTuple):
    """A pattern of the table; ``hides``: what it matches only looks like a word of its code.

    ``letters`` counts those that it spells out: of two patterns with one match it is the closer one.
    ``core`` is the longest piece that it spells out, lower case: a text without it need not be searched.
    """

    code: str
    hides: bool
    regex: re.Pattern[str]
    letters: int
    core: str


def names(kind: Kind, lang: Literal["da", "en"] = "da") -> dict[str, str]:
    """Code → its name; the code of a theme is its Danish name."""
    return {code: str(entry.get(lang, code)) for code, entry in _table()[kind].items()}


def found(kind: Kind, text: str, *, heading: bool = False) -> list[Found]:
    """Every code of a kind that the text shows, in the order of the text; a code may stand more than once.

    ``heading``: the text names things (a section, a title), so that words count which elsewhere say nothing.
    """
    lower = text.lower()
    hidden: dict[str, list[tuple[int, int]]] = {}
    matches: list[tuple[Found, int]] = []
    for pattern in _patterns(kind, heading):
        if pattern.core not in lower:
            continue
        for m in pattern.regex.finditer(text):
            if pattern.hides:
                hidden.setdefault(pattern.code, []).append(m.span())
            else:
                matches.append((Found(pattern.code, m.group(), *m.span()), pattern.letters))
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
def _patterns(kind: Kind, heading: bool) -> tuple[_Pattern, ...]:
    patterns: list[_Pattern] = []
    for code, entry in _table()[kind].items():
        shown = [*entry["words"], *(entry.get("headings", ()) if heading else ())]
        patterns.extend(_pattern(code, words) for words in shown)
        patterns.extend(_pattern(code, words, hides=True) for words in entry.get("not", ()))
    return tuple(patterns)


def _pattern(code: str, words: str, *, hides: bool = False) -> _Pattern:
    spelt = re.escape(words).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    core = max(re.split(r"[* ]", words.lower()), key=len)
    regex = re.compile(rf"(?<!\w){spelt}(?!\w)", re.IGNORECASE)
    return _Pattern(code, hides, regex, len(words.replace("*", "")), core)


@cache
def _table() -> dict[str, dict[str, dict[str, str | list[str]]]]:
    return tomllib.loads(files("model").joinpath("taxonomy.toml").read_text(encoding="utf-8"))
