"""Columns beyond the outer upright rules: a table may have rules between its columns and none around it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.layout.lines import middle
from ingest.reading.page import Word

SAME_LINE = 1.5  # points that the baselines of one line may differ
MIN_ROWS = 2  # that must begin alike


def with_open_sides(x0: float, x1: float, rows: Sequence[float], words: Sequence[Word]) -> tuple[float, float]:
    """How far to the left and right a table reaches: to the text beside its rules that begins where its rows do.

    ``rows`` are the edges of the rows that the rules show, from top to bottom.
    """
    beside = [w for w in words if not w.angle and rows[0] < middle(w)[1] < rows[-1]]
    inside = _starts(rows, [w for w in beside if x0 < middle(w)[0] < x1])
    left, right = [w for w in beside if w.x1 < x0], [w for w in beside if w.x0 > x1]
    if _alike(_starts(rows, left), inside):
        x0 = min(w.x0 for w in left)
    if _alike(_starts(rows, right), inside):
        x1 = max(w.x1 for w in right)
    return x0, x1


def _starts(rows: Sequence[float], words: Sequence[Word]) -> dict[int, float]:
    """Row → the baseline of its first line, where it has any."""
    found: dict[int, float] = {}
    for row, (top, bottom) in enumerate(pairwise(rows)):
        own = [w.baseline for w in words if top < middle(w)[1] < bottom]
        if own:
            found[row] = min(own)
    return found


def _alike(side: dict[int, float], inside: dict[int, float]) -> bool:
    both = side.keys() & inside.keys()
    return len(both) >= MIN_ROWS and all(abs(side[row] - inside[row]) <= SAME_LINE for row in both)
