"""Columns by the white space between the words of many strips. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ingest.tables.white_space.strips import Chunk, Strip, is_marker
from ingest.tables.white_space.text_edges import SAME_EDGE

TOLERATED = 0.08  # of all strips may run across a gutter: long words, bands
FEW_STRIPS = 10  # below so many none may
GUTTER = (
    (8, 0.3),
    (4, 0.45),
    (2, 0.6),
    (1, 0.9),
)  # strips with text on both sides, and the ems that a gutter then needs
MIN_ALIGNED = 2  # texts that begin at the end of a gutter however narrow
NARROW = 1.5  # ems; a gutter that no strip has text on both sides of parts nothing, if it is narrower


class Column(NamedTuple):
    """The extent of a column's text."""

    x0: float
    x1: float


def columns(strips: Sequence[Strip], size: float) -> list[Column]:
    """The columns of the strips of a table's body, from left to right; ``size`` is the usual font size."""
    chunks = [c for s in strips for c in s.chunks]
    left, right = min(c.x0 for c in chunks), max(c.x1 for c in chunks)
    inner = (g for gap in _gutters(chunks, tolerated(strips)) for g in _without_cells(gap, chunks))
    gutters = [g for g in inner if g.x0 > left and g.x1 < right]
    kept: list[Column] = []
    for gutter in gutters:
        both = beside(gutter, gutters, (strip.chunks for strip in strips))
        width = (gutter.x1 - gutter.x0) / (size or 1.0)
        wide = any(both >= least and width >= ems for least, ems in GUTTER) if both else width >= NARROW
        if wide or (both and begins_columns(gutter, chunks)):
            kept.append(gutter)
    found = _between(kept, strips)
    return _with_markers(found, strips)


def tolerated(strips: Sequence[Strip]) -> int:
    """How many of so many strips may run across a gutter."""
    return int(TOLERATED * len(strips)) if len(strips) >= FEW_STRIPS else 0


def place(chunk: Chunk, found: Sequence[Column]) -> tuple[int, int]:
    """The first and last column that a chunk stands in."""
    over = [k for k, c in enumerate(found) if min(c.x1, chunk.x1) - max(c.x0, chunk.x0) > 0]
    if over:
        return over[0], over[-1]
    middle = (chunk.x0 + chunk.x1) / 2
    nearest = min(range(len(found)), key=lambda k: max(found[k].x0 - middle, middle - found[k].x1))
    return nearest, nearest


def begins_columns(gutter: Column, chunks: Iterable[Chunk]) -> bool:
    """Whether texts of a column begin at the end of a gutter: then it may be as narrow as it likes."""
    return sum(c.aligned and abs(c.x0 - gutter.x1) <= SAME_EDGE for c in chunks) >= MIN_ALIGNED


def _gutters(chunks: Iterable[Chunk], most: int) -> list[Column]:
    """The stretches inside the table's width that at most so many chunks cover."""
    events = sorted(((x, change) for c in chunks for x, change in ((c.x0, 1), (c.x1, -1))), key=_opening_first)
    found: list[Column] = []
    covering = 0
    start: float | None = None
    for x, change in events:
        covering += change
        if covering <= most and start is None:
            start = x
        elif covering > most and start is not None:
            if x > start:
                found.append(Column(start, x))
            start = None
    if start is not None and events:
        found.append(Column(start, events[-1][0]))
    return found


def _without_cells(gap: Column, chunks: Iterable[Chunk]) -> list[Column]:
    """A stretch with little text, less the cells that stand in it: a column most of whose cells are empty."""
    found: list[Column] = []
    start = gap.x0
    for chunk in sorted((c for c in chunks if gap.x0 <= c.x0 and c.x1 <= gap.x1), key=lambda c: c.x0):
        if chunk.x0 > start:
            found.append(Column(start, chunk.x0))
        start = max(start, chunk.x1)
    if gap.x1 > start:
        found.append(Column(start, gap.x1))
    return found


def _opening_first(event: tuple[float, int]) -> tuple[float, int]:
    return event[0], -event[1]


def beside(gutter: Column, gutters: Sequence[Column], rows: Iterable[Iterable[Column | Chunk]]) -> int:
    """How many rows have text on both sides of a gutter, up to the next gutters."""
    low = max((g.x1 for g in gutters if g.x1 <= gutter.x0), default=float("-inf"))
    high = min((g.x0 for g in gutters if g.x0 >= gutter.x1), default=float("inf"))
    count = 0
    for row in map(tuple, rows):
        left = any(low < c.x1 <= gutter.x0 + 0.1 for c in row)
        count += left and any(gutter.x1 - 0.1 <= c.x0 < high for c in row)
    return count


def _between(gutters: Sequence[Column], strips: Sequence[Strip]) -> list[Column]:
    edges = [float("-inf"), *((g.x0 + g.x1) / 2 for g in gutters), float("inf")]
    found: list[Column] = []
    for low, high in itertools.pairwise(edges):
        inside = [c for s in strips for c in s.chunks if low <= c.x0 and c.x1 <= high]
        if inside:
            found.append(Column(min(c.x0 for c in inside), max(c.x1 for c in inside)))
    return found


def _with_markers(found: list[Column], strips: Sequence[Strip]) -> list[Column]:
    """The columns with one that holds only list markers taken into the next."""
    kept: list[Column] = []
    for k, column in enumerate(found):
        own = [c for s in strips for c in s.chunks if column.x0 <= c.x0 and c.x1 <= column.x1]
        if kept and kept[-1].x1 == float("-inf"):
            column = Column(kept.pop().x0, column.x1)
        elif k + 1 < len(found) and own and all(is_marker(c.text) for c in own):
            kept.append(Column(column.x0, float("-inf")))
            continue
        kept.append(column)
    return kept
