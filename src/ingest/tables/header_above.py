"""A header right above what tree or lines show of its table.

The structure tree leaves out a repeated one that typesetters mark as an artifact (Typst does); where fills show the
rows, the header may have none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.layout.lines import bbox_of, lines, middle, segments
from ingest.reading.page import Word
from ingest.tables.fragment import NO_ROW, Cell, Fragment, KnownHeadings, Paragraph
from ingest.text import join_lines, line_text

HIGHEST = 8.0  # times the font size; no header begins higher above its rows
DEEPEST = 3  # lines of a header that is known by what it says


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
    sides = ((left, box[1], right) for left, right in pairwise(fragment.columns))
    header = tuple(
        Cell(
            0,
            k,
            1,
            1,
            (*side, fragment.rows[0]),
            (Paragraph(tuple(lines(own))),) if own else (),
            head=True,
        )
        for k, (side, own) in enumerate(zip(sides, inside, strict=True))
    )
    return replace(
        fragment,
        bbox=(fragment.bbox[0], box[1], *fragment.bbox[2:]),
        cells=(*header, *(replace(cell, row=cell.row + 1) for cell in fragment.cells)),
        rows=(box[1], *fragment.rows),
        row_keys=(NO_ROW, *fragment.row_keys),
    )


def with_known_header_above(fragment: Fragment, words: Sequence[Word], headings: KnownHeadings) -> Fragment:
    """The fragment with the lines right above it as a first row, where they say what a plan's header does.

    ``words`` are those of the page that no fragment has.
    """
    if headings.looks_like_header(_said(fragment)):
        return fragment
    above = [line for line in lines(w for w in words if not w.angle) if line[0].baseline < fragment.rows[0] + 1]
    found = fragment
    for depth in range(1, min(DEEPEST, len(above)) + 1):
        if found is not fragment and len(segments(above[-depth])) == 1:
            break  # a heading above the table
        made = with_header_above(fragment, [word for line in above[-depth:] for word in line])
        if made is not fragment and headings.looks_like_header(_said(made)):
            found = made
    return found


def _said(fragment: Fragment) -> list[str]:
    """The texts of the first row, by columns."""
    texts = [""] * (len(fragment.columns) - 1)
    for cell in fragment.cells:
        if cell.row == 0:
            texts[cell.column] = join_lines([line_text(line) for p in cell.paragraphs for line in p.lines])
    return texts
