"""Boxes of cells → the grid that they stand on. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.layout.rulings import clusters
from ingest.tables.grids.grid import Grid, Span
from model.issue import BBox

SAME_EDGE = 1.0  # points; edges of neighbouring cells nearer than this are one grid line


def grid_of(boxes: Sequence[BBox]) -> Grid | None:
    """The grid of a table's cells, spans from their boxes; a slot that no box covers is a cell of its own.

    ``None`` when there are fewer than two cells. Of two boxes that overlap the upper left one counts.
    """
    xs = _edges(x for box in boxes for x in (box[0], box[2]))
    ys = _edges(y for box in boxes for y in (box[1], box[3]))
    taken: set[tuple[int, int]] = set()
    spans: list[Span] = []
    slots = [(row, row + 1, column, column + 1) for row in range(len(ys) - 1) for column in range(len(xs) - 1)]
    placed = sorted((_at(b[1], ys), _at(b[3], ys), _at(b[0], xs), _at(b[2], xs)) for b in boxes)
    for row, row_end, column, column_end in [*placed, *slots]:
        own = {(i, k) for i in range(row, row_end) for k in range(column, column_end)}
        if own and not own & taken:
            taken |= own
            spans.append(Span(row, row_end, column, column_end))
    if len(spans) < 2:
        return None
    return Grid(xs, ys, tuple(sorted(spans, key=lambda s: (s.row, s.column))), open_below=None)


def _edges(positions: Iterable[float]) -> tuple[float, ...]:
    return tuple(sum(group) / len(group) for group in clusters(positions, lambda p: p, SAME_EDGE))


def _at(position: float, edges: Sequence[float]) -> int:
    return min(range(len(edges)), key=lambda k: abs(edges[k] - position))
