"""Words → chunks → strips: what stands beside what on a page without lines. Pure.

A chunk is a run of words with ordinary spaces between; a strip is what one line of text would be, all columns
together, and holds the chunks whose x-heights overlap even where the columns keep different base lines.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import NamedTuple

from ingest.layout.lines import lines
from ingest.reading.page import Word
from ingest.tables.fragment import Line
from ingest.text import BULLETS, HYPHEN, MARKS, SOFT, line_text

NORMAL_SPACE = (0.2, 0.62)  # ems; the least and the most (typewriter fonts) that a space between words measures
MIN_BOLD = 4  # gaps between bold words that show what their space is
CHUNK_GAP = 1.4  # times the usual space; more room parts two chunks
NUMBER_GAP = 0.9  # the same between two numbers, which no sentence sets side by side
WIDE_GAP = 0.9  # ems; a gap that hardly any justified line has
WIDE_SPACES = 1.7  # times the usual space; and the same for typewriter fonts
MIN_STRETCHED = 6  # gaps of a line that show how far it is drawn out ...
MAX_STRETCHED = 1.5  # ems; no line of prose is drawn out farther
MOSTLY = 0.6  # ... if so many of its words are words ...
EVEN = (0.8, 1.25)  # ... and the gaps are so even, as parts of the middle one
HANGING = 3.0  # ems from a bullet to the text that it marks, at most
HYPHENS = ("-", HYPHEN, SOFT)
BOLD = 0.65  # of the letters of a bold line
X_HEIGHT = 0.45  # ems above the base line that must overlap for two chunks to stand beside each other
OVERLAP = 0.35  # of the smaller x-height

_NUMBER = re.compile(
    r"^[(\[<>≥≤=±+~\-–—−*]*(?:kr\.?|DKK|[$€£])?\s*\d[\d.,:/\s–−-]*\s*(?:%|\$|€|kr\.?)?[)\]]?[*†‡§a-e]{0,3}[)\]]?$"
    r"|^(?:[-–—−*]|\.{2,3}|…|n\.?a\.?|N/?A)$"
)
_DIGIT = re.compile(r"\d")
_THOUSANDS = re.compile(r"^\d{3}(?:[,.]\d+)?[%)*]?$")
_HEAD_OF_THOUSANDS = re.compile(r"^[(\-–−]?\d{1,3}$")
_MARKER = re.compile(r"^(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]|[-–—])$")


def is_number(text: str) -> bool:
    """Whether a text is an amount, a year, a range, a share, or the dash that stands for none."""
    return bool(_NUMBER.match(text.rstrip(MARKS)))


def is_marker(text: str) -> bool:
    """Whether a text only marks a list item: a bullet, "1.", "a)"."""
    return text in BULLETS or bool(_MARKER.match(text))


@dataclass(frozen=True)
class Chunk:
    """Words of one base line with ordinary spaces between; ``x0`` to ``x1``.

    ``aligned``: it begins a column, however close other text stands before it (``text_edges``).
    """

    words: Line
    aligned: bool = False

    @cached_property
    def x0(self) -> float:
        """The left end."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """The right end."""
        return max(w.x1 for w in self.words)

    @cached_property
    def size(self) -> float:
        """The largest font size."""
        return max(w.size for w in self.words)

    @cached_property
    def baseline(self) -> float:
        """The base line of the largest word."""
        return next(w.baseline for w in self.words if w.size == self.size)

    @cached_property
    def text(self) -> str:
        """What it says."""
        return line_text(self.words)

    @cached_property
    def is_number(self) -> bool:
        """Whether it is one amount."""
        return is_number(self.text)

    @property
    def bold(self) -> bool:
        """Whether it is bold, but for words with a glyph that a bold font may lack."""
        return _bold_share(self.words) >= BOLD

    @property
    def top(self) -> float:
        """Where capitals end."""
        return self.baseline - 0.72 * self.size

    @property
    def bottom(self) -> float:
        """Where descenders end."""
        return self.baseline + 0.22 * self.size


@dataclass(frozen=True)
class Strip:
    """Chunks that stand beside each other, from left to right."""

    chunks: tuple[Chunk, ...]

    @cached_property
    def baseline(self) -> float:
        """The uppermost base line."""
        return min(c.baseline for c in self.chunks)

    @cached_property
    def last_baseline(self) -> float:
        """The lowest base line."""
        return max(c.baseline for c in self.chunks)

    @cached_property
    def top(self) -> float:
        """Where its capitals end."""
        return min(c.top for c in self.chunks)

    @cached_property
    def bottom(self) -> float:
        """Where its descenders end."""
        return max(c.bottom for c in self.chunks)

    @cached_property
    def size(self) -> float:
        """The largest font size."""
        return max(c.size for c in self.chunks)

    @cached_property
    def x0(self) -> float:
        """The left end."""
        return self.chunks[0].x0

    @cached_property
    def x1(self) -> float:
        """The right end."""
        return max(c.x1 for c in self.chunks)

    @property
    def bold(self) -> bool:
        """Whether it is bold, but for words with a glyph that a bold font may lack."""
        return _bold_share([w for c in self.chunks for w in c.words]) >= BOLD

    def wide_gaps(self, space: float) -> list[tuple[float, float]]:
        """The gaps between its chunks that hardly any sentence has; ``space`` is the usual one in ems."""
        least = max(WIDE_GAP, WIDE_SPACES * space)
        found = []
        reach = self.chunks[0].x1
        for before, after in zip(self.chunks, self.chunks[1:], strict=False):
            reach = max(reach, before.x1)
            if after.x0 - reach >= least * min(before.size, after.size):
                found.append((reach, after.x0))
        return found


def _bold_share(words: Sequence[Word]) -> float:
    """The share of bold letters; words with a hyphen at their end may have it, and their flag, from another font."""
    sure = [w for w in words if not w.text.endswith(HYPHENS)] or words
    return sum(len(w.text) for w in sure if w.bold) / (sum(len(w.text) for w in sure) or 1)


class Spaces(NamedTuple):
    """The usual space between words in ems, and that of bold type, which may be another font."""

    usual: float
    bold: float


def usual_spaces(page_lines: Sequence[Line]) -> Spaces:
    """The spaces of a page."""
    pairs = [(a, b) for line in page_lines for a, b in itertools.pairwise(line) if not b.glued and b.size]
    gaps = [((b.x0 - a.x1) / b.size, a.bold and b.bold) for a, b in pairs]
    gaps = [(gap, is_bold) for gap, is_bold in gaps if 0.1 < gap < 1.0]
    usual = _usual([gap for gap, _ in gaps], 0.25)
    bold = [gap for gap, is_bold in gaps if is_bold]
    return Spaces(usual, _usual(bold, usual) if len(bold) >= MIN_BOLD else usual)


def _usual(gaps: list[float], otherwise: float) -> float:
    low, high = NORMAL_SPACE
    return min(max(sorted(gaps)[len(gaps) // 3], low), high) if gaps else otherwise


def chunks(line: Line, spaces: Spaces, starts: frozenset[int] = frozenset()) -> list[Chunk]:
    """A line cut wherever more than an ordinary space stands between two words, and before the words of ``starts``."""
    found: list[list[Word]] = []
    stretched = _stretched(line)
    for word in line:
        space = max(stretched, spaces.bold if found and word.bold and found[-1][-1].bold else spaces.usual)
        if found and word.order not in starts and _belongs(found[-1], word, space):
            found[-1].append(word)
        else:
            found.append([word])
    return [Chunk(tuple(words), words[0].order in starts) for words in found]


def _stretched(line: Line) -> float:
    """The space of a line of prose that is drawn out to its column's width, in ems; 0 for other lines."""
    gaps = [(b.x0 - a.x1) / b.size for a, b in itertools.pairwise(line) if not b.glued and b.size]
    if len(gaps) < MIN_STRETCHED or sum(w.text[:1].isalpha() for w in line) < MOSTLY * len(line):
        return 0.0
    usual = median(gaps)
    return usual if usual < MAX_STRETCHED and min(gaps) > EVEN[0] * usual and max(gaps) < EVEN[1] * usual else 0.0


def _belongs(before: Sequence[Word], word: Word, space: float) -> bool:
    last = before[-1]
    gap = (word.x0 - last.x1) / (min(word.size, last.size) or 1.0)
    if word.glued and gap < WIDE_GAP:
        return True
    if gap < 0.5 * space:
        return True
    if is_number(last.text) and is_number(word.text) and all(map(_DIGIT.search, (last.text, word.text))):
        thousands = _THOUSANDS.match(word.text) and _HEAD_OF_THOUSANDS.match(before[0].text)
        return gap <= (CHUNK_GAP if thousands and gap < 0.4 else NUMBER_GAP) * space
    if len(before) == 1 and last.text in BULLETS and gap < HANGING:
        return True
    return gap <= CHUNK_GAP * space


def strips(page_chunks: Iterable[Chunk]) -> list[Strip]:
    """Chunks whose x-heights overlap and of which none stands below another, as strips from top to bottom."""
    found: list[list[Chunk]] = []
    top = bottom = 0.0
    for chunk in sorted(page_chunks, key=lambda c: c.baseline):
        low, high = chunk.baseline - X_HEIGHT * chunk.size, chunk.baseline
        beside = bottom - low >= OVERLAP * min(high - low, bottom - top)
        if found and beside and not any(chunk.x0 < c.x1 and chunk.x1 > c.x0 for c in found[-1]):
            found[-1].append(chunk)
            bottom = max(bottom, high)
        else:
            found.append([chunk])
            top, bottom = low, high
    return [Strip(tuple(sorted(group, key=lambda c: (c.x0, c.baseline)))) for group in found]


def upright(words: Iterable[Word]) -> list[Line]:
    """The lines of the words that are not set sideways."""
    return lines(w for w in words if not w.angle)
