"""Columns that stand closer than words do, by where their lines begin. Pure.

A spreadsheet leaves a point or two between its columns, less than a space. Then no gap shows them; but line after line
a word begins at the same place to a hair, and none runs over it (the text edges of Nurminen, Algorithmic Extraction of
Data in Tables in PDF Documents, Tampere 2013).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.layout.rulings import clusters
from ingest.reading.page import Word
from ingest.tables.fragment import Line
from ingest.tables.white_space.strips import CHUNK_GAP, Spaces, is_marker

SAME_EDGE = 0.4  # points that lines of one column may begin apart
MIN_LINES = 4  # that begin at an edge, one after the other, with none that runs over it
MIN_BESIDE = 3  # of them have text before it, no list marker
MOST_ALIKE = 0.6  # of which may end at one place
SAME_SPACE = 0.03  # ems that a word space may differ
MIN_GAP = 0.05  # ems between that text and the edge
DRAWN_ANEW = 0.1  # em; where no space is typed, text that is drawn so far behind the last, or over it, may be another


class _Start(NamedTuple):
    """A word that begins at a place, the line that it stands on, and the word before it there, no list marker."""

    x: float
    line: int
    word: Word
    before: Word | None


def column_starts(page_lines: Sequence[Line], spaces: Spaces) -> frozenset[int]:
    """The words (``order``) that begin a column, though no more than a space stands before them.

    ``page_lines`` from top to bottom; ``spaces`` are the usual ones.
    """
    starts = [start for k, line in enumerate(page_lines) for start in _starts(k, line)]
    found: set[int] = set()
    for group in clusters(starts, lambda s: s.x, SAME_EDGE):
        if len(group) >= MIN_LINES:
            found.update(_in_runs(sorted(group, key=lambda s: s.line), page_lines, spaces))
    return frozenset(found)


def _starts(number: int, line: Line) -> list[_Start]:
    found = [_Start(line[0].x0, number, line[0], None)]
    for before, word in pairwise(line):
        gap = (word.x0 - before.x1) / (word.size or 1.0)
        if abs(gap) > DRAWN_ANEW if word.glued else gap > MIN_GAP:
            found.append(_Start(word.x0, number, word, None if is_marker(before.text) else before))
    return found


def _in_runs(group: Sequence[_Start], page_lines: Sequence[Line], spaces: Spaces) -> set[int]:
    """The words of a place between which no line runs over it, where there are enough of them."""
    found: set[int] = set()
    run: list[_Start] = []
    for start in group:
        if run and _is_crossed(page_lines[run[-1].line + 1 : start.line], start.x):
            found.update(_of_a_column(run, page_lines, spaces))
            run = []
        run.append(start)
    return found | _of_a_column(run, page_lines, spaces)


def _of_a_column(run: Sequence[_Start], page_lines: Sequence[Line], spaces: Spaces) -> set[int]:
    ends = Counter(round(s.before.x1) for s in run if s.before)
    if len({s.line for s in run}) < MIN_LINES or ends.total() < MIN_BESIDE:
        return set()
    if max(ends.values()) > MOST_ALIKE * ends.total():
        return set()  # lines that begin with the same words
    own = [s for s in run if s.before and not (_is_word_space(s, spaces) and _runs_on(page_lines[s.line], spaces))]
    return {s.word.order for s in own}


def _runs_on(line: Line, spaces: Spaces) -> bool:
    """Whether a line has no room but between words: it may run over all columns."""
    widest = max((b.x0 - a.x1) / (b.size or 1.0) for a, b in pairwise(line))
    return widest <= CHUNK_GAP * max(spaces)


def _is_word_space(start: _Start, spaces: Spaces) -> bool:
    """Whether the usual space, to a hair, stands before a word."""
    if start.before is None:
        return False
    usual = spaces.bold if start.word.bold and start.before.bold else spaces.usual
    return abs((start.word.x0 - start.before.x1) / (start.word.size or 1.0) - usual) <= SAME_SPACE


def _is_crossed(lines: Sequence[Line], x: float) -> bool:
    return any(w.x0 < x - SAME_EDGE and w.x1 > x + SAME_EDGE for line in lines for w in line)
