"""What the cells below a heading are about: enough to decide between two meanings of the heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from model.vocabulary import Content

MOST = 0.5  # of the cells with text
MONEY = re.compile(r"\bkr\b|\bmio\b|\bt\.?kr|\bpulje|\bbudget|\bbevil|\bfinans|\bstøtte fra|\d{1,3}(?:[.]\d{3})+", re.I)
DATES = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*\b|løbende|kvartal|halvår|forår"
    r"|efterår|årlig|\d{1,2}[./-]\d{1,2}",
    re.I,
)
IDS = re.compile(r"[A-ZÆØÅa-zæøå]{0,4}[ .-]?\d[\d.\-/ ]{0,11}[a-z]?[.)]?")
TICKS = re.compile(r"\W{0,2}|[xX√✓✔+\-]{1,3}|ja|nej", re.I)
_PATTERNS: Mapping[Content, re.Pattern[str]] = {"money": MONEY, "dates": DATES}
_WHOLE: Mapping[Content, re.Pattern[str]] = {"ids": IDS, "ticks": TICKS}


def is_about(content: Content, texts: Sequence[str], words: Mapping[Content, Sequence[str]]) -> bool:
    """Whether most of the cells that have text are of this kind; ``words``: how its words begin."""
    cells = [text for text in texts if text.strip()]
    if not cells:
        return False
    return sum(_says(content, cell, words) for cell in cells) / len(cells) > MOST


def _says(content: Content, cell: str, words: Mapping[Content, Sequence[str]]) -> bool:
    if content in _WHOLE:
        return bool(_WHOLE[content].fullmatch(cell.strip()))
    if content in _PATTERNS:
        return bool(_PATTERNS[content].search(cell))
    spaced = " " + re.sub(r"\W+", " ", cell.casefold())
    return any(f" {word}" in spaced for word in words.get(content, ()))
