"""A repeated header that the structure tree leaves out: typesetters mark it as an artifact (Typst does)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.layout.lines import bbox_of, lines, middle
from ingest.reading.page import Word
from ingest.tables.fragment import NO_ROW, Cell, Fragment, Paragraph

HIGHEST = 8.0  # times the font size; no header begins higher above its rows


def with_header_above(fragment: Fragment, words: Sequence[Word]) -> Fragment:
    """The fragment with what stands right above it as a first row, when that keeps to its columns.

    ``words`` are those of the page that the tree does not place.
    """
    first = min((w.baseline for w in fragment.words), default=0.0)
    size = max((w.size for w in words), default=0.0)
    x0, x1 = fragment.columns[0] - size, fragment.columns[-1] + size
    words = [w for w in words if not w.angle and w.baseline < first and x0 <= middle(w)[0] <= x1]
    if not words or first - min(w.baseline for w in words) > HIGHEST * size:
        return fragment
    box = bbox_of(words)
    assert box is not None
    columns = list(pairwise((x0, *fragment.columns[1:-1], x1)))
    inside = [[w for w in words if left <= middle(w)[0] < right] for left, right in columns]
    if sum(map(len, inside)) < len(words) or sum(map(bool, inside)) < 2:
        return fragment
    header = tuple(
        Cell(
            0,
            k,
            1,
            1,
            (left, box[1], right, fragment.rows[0]),
            (Paragraph(tuple(lines(own))),) if own else (),
            head=True,
        )
        for k, ((left, right), own) in enumerate(zip(columns, inside, strict=True))
    )
    return replace(
        fragment,
        bbox=(fragment.bbox[0], box[1], *fragment.bbox[2:]),
        cells=(*header, *(replace(cell, row=cell.row + 1) for cell in fragment.cells)),
        rows=(box[1], *fragment.rows),
        row_keys=(NO_ROW, *fragment.row_keys),
    )
