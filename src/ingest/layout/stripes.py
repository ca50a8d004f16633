"""Zebra stripes: rows with a fill and rows without, as one region.

Only every other row of such a table draws anything. The text between two stripes is a row of theirs when it keeps to
their columns; so is the text below the last one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.layout.lines import is_overlong, lines, middle, segments
from ingest.layout.rulings import SAME_EXTENT, TOUCH, Edge, Region, clusters
from ingest.reading.page import Word
from ingest.tables.fragment import Line
from model.issue import BBox

HEADING = 1.15  # times the largest type of the stripes; larger is that of a heading between two tables
NEAR = 2.0  # times the font size; text no farther from a stripe stands in the row beside it
ONE_ROW = 2.0  # times the font size; a larger step between baselines is the border of two rows
WORD_SPACE = 0.4  # of the font size; a wider gap may be one between columns
MIN_COLUMNS = 2  # that text must stand in: a heading between two tables keeps to one


def striped(regions: Sequence[Region], words: Sequence[Word]) -> list[Region]:
    """The regions of a page from top to bottom, stripes of one table made one region."""
    parts = [part for region in regions for part in _parts(region, regions)]
    found = sorted(parts, key=lambda region: (region.bbox[1], region.bbox[0]))
    at = 0
    while at + 1 < len(found):
        joined = _joined(found[at], found[at + 1], words)
        if joined is None:
            at += 1
        else:  # its columns may now reach the rows above it
            found[at : at + 2] = [joined]
            at = max(0, at - 1)
    if len(found) == len(parts):
        found = list(regions)
    whole = [region for region in found if len(region.horizontal) + len(region.vertical) > 1]
    return [
        _down_to_the_last_row(region, _above_the_next(region, whole, words)) if _has_stripes(region) else region
        for region in whole
    ]


def _above_the_next(region: Region, regions: Sequence[Region], words: Sequence[Word]) -> Sequence[Word]:
    """The words above the next region below."""
    x0, _, x1, bottom = region.bbox
    below = (other.bbox for other in regions if other is not region)
    limit = min((box[1] for box in below if box[1] >= bottom and box[0] < x1 and box[2] > x0), default=float("inf"))
    return words if limit == float("inf") else [w for w in words if middle(w)[1] < limit]


def _parts(region: Region, regions: Sequence[Region]) -> list[Region]:
    """Rules stacked around stripes one by one: each borders a row of theirs."""
    x0, _, x1, _ = region.bbox
    around = not region.vertical and any(
        other.vertical and abs(other.bbox[0] - x0) <= SAME_EXTENT and abs(other.bbox[2] - x1) <= SAME_EXTENT
        for other in regions
    )
    return [Region((edge,), ()) for edge in region.horizontal] if around else [region]


def _has_stripes(region: Region) -> bool:
    """Whether fills alone make two rows or more, and more than one column."""
    heights = clusters(region.horizontal, lambda edge: edge.at, TOUCH)
    drawn = any(edge.hard for edge in (*region.horizontal, *region.vertical))
    return not drawn and len(heights) > 2 and len(_columns(region)) > 2


def _joined(above: Region, below: Region, words: Sequence[Word]) -> Region | None:
    """Two stripes and the row between them; ``None`` when they are none."""
    x0, top, x1, end = above.bbox
    left, start, right, bottom = below.bbox
    columns = max(_columns(above), _columns(below), key=len)
    if max(x0, left) >= min(x1, right) or start < end - TOUCH:
        return None
    if not all(_among(x, columns) for x in (*_columns(above), *_columns(below))):
        return None
    between = _row(words, columns, end, start, _beside_spanning(above, columns))
    if not between or start - max(w.baseline for line in between for w in line) > NEAR * between[-1][0].size:
        return None
    if _is_heading(between[0], [w for w in words if any(_stands_in(w, region.bbox) for region in (above, below))]):
        return None
    return Region(
        (*above.horizontal, *below.horizontal),
        (*above.vertical, *below.vertical, *(Edge(x, top, bottom, False) for x in columns)),
    )


def _down_to_the_last_row(region: Region, words: Sequence[Word]) -> Region:
    x0, top, x1, bottom = region.bbox
    columns = _columns(region)
    row = _row(words, columns, bottom, float("inf"), _beside_spanning(region, columns))
    if not row:
        return region
    end = max(w.bottom for line in row for w in line) + TOUCH
    return Region(
        (*region.horizontal, Edge(end, x0, x1, False)),
        (*region.vertical, *(Edge(x, top, end, False) for x in columns)),
    )


def _beside_spanning(region: Region, columns: Sequence[float]) -> set[int]:
    """The columns of a last stripe that stops short of the first: cells that span rows may stand beside it."""
    last = [edge for edge in region.horizontal if region.bbox[3] - edge.at <= TOUCH]
    drawn = {k for k, (a, b) in enumerate(pairwise(columns)) if any(e.start < (a + b) / 2 < e.end for e in last)}
    return set() if 0 in drawn else drawn


def _row(words: Sequence[Word], columns: Sequence[float], top: float, bottom: float, beside: set[int]) -> list[Line]:
    """The lines of the one row right below ``top``; none when the text there is no row of these columns.

    It may be in the columns ``beside`` cells that span rows alone.
    """
    inside = [w for w in words if columns[0] <= middle(w)[0] <= columns[-1] and top < middle(w)[1] < bottom]
    row: list[Line] = []
    last = top
    for line in lines(inside):
        size = max(w.size for w in line)
        if line[0].angle or line[0].baseline - last > (NEAR if not row else ONE_ROW) * size:
            break
        if any(w.x0 + 1 < x < w.x1 - 1 and not is_overlong(w, inside) for w in line for x in columns):
            if bottom < float("inf"):
                return []
            break
        row.append(line)
        last = line[0].baseline
    if bottom < float("inf") and sum(len(line) for line in row) < len(inside):
        return []
    if any(_runs_over(x, row) for x in columns[1:-1]):
        return []
    taken = {sum(x < middle(w)[0] for x in columns) - 1 for line in row for w in line}
    return row if len(taken) >= MIN_COLUMNS or taken <= beside else []


def _stands_in(word: Word, box: BBox) -> bool:
    x, y = middle(word)
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _is_heading(line: Line, stripes: Sequence[Word]) -> bool:
    """Whether a line is one text in larger type than that of the stripes."""
    largest = max((word.size for word in stripes), default=float("inf"))
    return len(segments(line)) == 1 and min(word.size for word in line) > HEADING * largest


def _runs_over(x: float, row: Sequence[Line]) -> bool:
    """Whether what stands on both sides of a column's side is as near as words of one text, in every line."""
    gaps = [(b.x0 - a.x1) / (b.size or 1.0) for line in row for a, b in pairwise(line) if a.x1 - 1 <= x <= b.x0 + 1]
    return bool(gaps) and max(gaps) <= WORD_SPACE


def _columns(region: Region) -> list[float]:
    """The x of the region's vertical edges and sides, each once."""
    x0, _, x1, _ = region.bbox
    found: list[float] = []
    for x in sorted((x0, x1, *(edge.at for edge in region.vertical))):
        if not found or x - found[-1] > TOUCH:
            found.append(x)
    return found


def _among(x: float, columns: Sequence[float]) -> bool:
    return any(abs(x - other) <= TOUCH for other in columns)
