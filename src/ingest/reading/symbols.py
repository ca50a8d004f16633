r"""Symbol fonts: the ticks, boxes, bullets and arrows that PDFs write as private-use characters or as Latin letters.

    "\uf0fc" in any font, "ü" in one named Wingdings      → "✓"

``symbols.toml`` holds what the glyphs look like. A private-use character that it does not know is no text: one that
marks an item at the start of a line stays for the text rules to drop, any other is ``UNMAPPED``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from ingest.reading.page import Word
from ingest.reading.pdfium import UNMAPPED

PRIVATE = range(0xE000, 0xF900)
SYMBOLS = range(0xF020, 0xF100)  # where Windows has the 8-bit codes of symbol fonts
ADOBE = range(0xF721, 0xF800)  # Adobe's corporate use: old-style figures and small capitals, by their Latin-1 codes
UNKNOWN = PRIVATE.start  # stands for a glyph of which nothing is known
RARE = frozenset("¬©®™")  # the font Symbol has them, but what it is used for are the arrows that their bytes stand for
BULLET_GAP = 3.0  # ems from a mark to the text of its item, at most

_FONT = re.compile(
    r"(?:[A-Z]{6}\+)?(?:ITC)?(wingdings[23]?|webdings|zapfdingbats|symbol(?=mt|ps|std|,|bold|italic|regular|$))",
    re.IGNORECASE,
)


def symbol_font(name: str) -> str:
    """Which table of symbols a font goes by; "" for a font of letters."""
    found = _FONT.match(re.sub(r"[ _-]", "", name))
    return found[1].casefold() if found else ""


def holds_glyph_numbers(name: str) -> bool:
    """Whether codes that PDFium guesses are numbers of glyphs: such a font's name keeps the prefix of a subset."""
    return name[6:7] == "+"


def private(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which codes are of the private use area."""
    return (codes >= PRIVATE.start) & (codes < PRIVATE.stop)


def seen(code: int, font: str) -> int:
    """The character that a reader sees, for one of a symbol font or of the private use area; itself if unknown."""
    if code in SYMBOLS:
        return _table(font or "other").get(code - SYMBOLS.start + 0x20, code)
    if code in ADOBE:
        return ord(chr(code & 0xFF).upper())
    if not font or chr(code).casefold() in _meant(font):  # the micro sign folds to mu
        return code
    return _table(font).get(_byte(code), code)


def _byte(code: int) -> int:
    """The byte that a Latin character was read from."""
    try:
        return chr(code).encode("cp1252")[0]
    except UnicodeEncodeError:
        return code


@cache
def _tables() -> Mapping[str, Mapping[int, int]]:
    rows = tomllib.loads(files("ingest.reading").joinpath("symbols.toml").read_text(encoding="utf-8"))
    tables = {
        font: {int(start, 16) + k: ord(c) for start, row in table.items() for k, c in enumerate(row) if c != " "}
        for font, table in rows.items()
    }
    return {**tables, "other": {**tables["wingdings"], **tables["other"]}}


def _table(font: str) -> Mapping[int, int]:
    return _tables()[font]


@cache
def _meant(font: str) -> frozenset[str]:
    """The characters that a font has itself: PDFium read its encoding, and nothing is to be mended."""
    return frozenset(chr(code).casefold() for code in _table(font).values()) - RARE


def without_unknown(words: Sequence[Word]) -> tuple[list[Word], int]:
    """The words with unknown private characters withheld, and how many of these there are; bullets stay."""
    found = list(words)
    count = 0
    for k, word in enumerate(words):
        unknown = sum(ord(c) in PRIVATE for c in word.text)
        if unknown and not (len(word.text) == 1 and k + 1 < len(words) and _marks(word, words[k + 1])):
            count += unknown
            found[k] = word._replace(text="".join(chr(UNMAPPED) if ord(c) in PRIVATE else c for c in word.text))
    return found, count


def _marks(mark: Word, text: Word) -> bool:
    """Whether a glyph marks the item whose text follows it on its line."""
    on_line = abs(mark.baseline - text.baseline) < 0.5 * text.size and text.x0 - mark.x1 < BULLET_GAP * text.size
    return on_line and any(map(str.isalnum, text.text)) and mark.angle == text.angle
