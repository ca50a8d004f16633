"""Fonts, and paragraphs broken into lines: ours, so that the truth knows where every line ends."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from typeset.plan import HYPHENS, Cell, Hyphen, Style
from typeset.words import SOFT

CORE_FONTS = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}
FONT_FILES = {  # matplotlib brings them to every machine
    "DejaVu Sans": ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    "DejaVu Serif": ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"),
}
FONTS = (*CORE_FONTS, *FONT_FILES)
NARROW = 9  # letters at least that fit a column in which words are broken anywhere
MIN_HALF = 2  # letters before and after a hyphen
BULLET = "•"
BULLET_INDENT = 1.1  # ems
SENTENCE_END = (".", ":", "?", "!")


@dataclass(frozen=True)
class Line:
    """A line of a cell: text, indent in ems, whether it begins a paragraph, and whether a bullet stands before it."""

    text: str
    indent: float = 0.0
    begins: bool = False
    bullet: bool = False


@cache
def font_path(font: str, bold: bool) -> Path:
    """The file of one of ``FONT_FILES``."""
    spec = importlib.util.find_spec("matplotlib")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / FONT_FILES[font][bold]


@cache
def font_name(font: str, bold: bool) -> str:
    """The name under which ReportLab knows a font, made known to it."""
    if font in CORE_FONTS:
        return CORE_FONTS[font] if bold else font
    name = f"{font} Bold" if bold else font
    pdfmetrics.registerFont(TTFont(name, str(font_path(font, bold))))
    return name


def width(text: str, font: str, bold: bool, size: float) -> float:
    """The width of a text in points."""
    return float(pdfmetrics.stringWidth(text, font_name(font, bold), size))


@dataclass(frozen=True)
class Breaker:
    """Breaks text set in one font and size, hyphenated one way.

    ``anywhere``: a word wider than its column is broken behind any letter, without a hyphen, as word processors do.
    """

    font: str
    size: float
    hyphen: Hyphen
    anywhere: bool = False

    def cell(self, cell: Cell, room: float, bold: bool = False) -> list[Line]:
        """The lines of a cell."""
        indent = BULLET_INDENT if cell.bullets else 0.0
        found: list[Line] = []
        for text in cell.paragraphs:
            texts = self.lines(text, room - indent * self.size, bold)
            found.extend(Line(t, indent, k == 0, cell.bullets and k == 0) for k, t in enumerate(texts))
        return found

    def lines(self, text: str, room: float, bold: bool = False) -> list[str]:
        """A paragraph broken into lines no wider than ``room`` points, where its words allow it."""
        found: list[str] = []
        line = ""
        for word in text.split(" "):
            start, rest = f"{line} " if line else "", word
            while not self._fits(start + rest.replace(SOFT, ""), room, bold):
                halves = self._split(start, rest, room, bold)
                if halves is None and not start and self.anywhere:
                    halves = self._cut(rest.replace(SOFT, ""), room, bold)
                if halves is None and not start:
                    break
                if halves is None:
                    found.append(line)
                    start = ""
                else:
                    found.append(start + halves[0])
                    start, rest = "", halves[1]
            line = start + rest.replace(SOFT, "")
        return [*found, line] if line else found

    def width(self, text: str, bold: bool = False) -> float:
        """The width of a text on one line."""
        return width(text, self.font, bold, self.size)

    def narrowest(self, text: str, bold: bool = False) -> float:
        """The least width in points that a paragraph can be set in."""
        pieces = (piece for word in text.split(" ") for piece in self._pieces(word))
        if self.anywhere:
            pieces = (piece[:NARROW] for piece in pieces)
        return max((self.width(piece, bold) for piece in pieces), default=0.0)

    def _pieces(self, word: str) -> Iterator[str]:
        while breaks := self._breaks(word):
            piece, word = breaks[0]
            yield piece
        yield word.replace(SOFT, "")

    def _split(self, start: str, word: str, room: float, bold: bool) -> tuple[str, str] | None:
        fitting = [halves for halves in self._breaks(word) if self._fits(start + halves[0], room, bold)]
        return fitting[-1] if fitting else None

    def _cut(self, word: str, room: float, bold: bool) -> tuple[str, str]:
        end = next(end for end in range(len(word), 0, -1) if end == 1 or self._fits(word[:end], room, bold))
        return word[:end], word[end:]

    def _breaks(self, word: str) -> list[tuple[str, str]]:
        """The ways to break a word, each with its hyphen: after one of its own, or where it may be hyphenated."""
        found = []
        for at, letter in enumerate(word):
            left, right = word[:at].replace(SOFT, ""), word[at + 1 :]
            if letter == "-" and len(right.replace(SOFT, "")) >= MIN_HALF:
                found.append((f"{left}-", right))
            elif letter == SOFT and self.hyphen != "none":
                half = left.rsplit("-", 1)[-1]
                if len(half) >= MIN_HALF and len(right.replace(SOFT, "")) >= MIN_HALF:
                    found.append((left + HYPHENS[self.hyphen], right))
        return found

    def _fits(self, text: str, room: float, bold: bool) -> bool:
        return self.width(text, bold) <= room


def breaker_for(style: Style, size: float) -> Breaker:
    """Breaks text as a style has it, in a size of its own."""
    return Breaker(style.font, size, style.hyphen, style.breaks_words)
