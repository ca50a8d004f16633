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
from ingest.tables.fragment import NO_ROW, Cell, Fragment, KnownHeadings, Line, Paragraph
from ingest.text import join_lines, line_text

HIGHEST = 8.0  # times the font size; no header begins higher above its rows
LEADING = 1.35  # times the font size from line to line of a header at most
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
    made = _with_row(fragment, words, is_head=True)
    return made if sum(any(cell.words) for cell in made.cells if cell.row == 0) > 1 else fragment


def with_known_header_above(fragment: Fragment, words: Sequence[Word], headings: KnownHeadings) -> Fragment:
    """The fragment with the lines right above it as a first row, where they say what a plan's header does.

    Between both may stand the rest of a row that has no fill. ``words`` are those of the page that no fragment has.
    """
    if headings.looks_like_header(_said(fragment)):
        return fragment
    above = [line for line in lines(w for w in words if not w.angle) if line[0].baseline < fragment.rows[0] + 1]
    for count in range(len(above)):
        rest = above[len(above) - count :]
        if rest and not _keeps_to_columns(rest[0], fragment):
            break
        own = _with_row(fragment, [word for line in rest for word in line], is_head=False) if rest else fragment
        found = _headed(own, above[: len(above) - count], headings)
        if found is not own:
            return found
    return fragment


def _headed(fragment: Fragment, above: Sequence[Line], headings: KnownHeadings) -> Fragment:
    """The fragment with the last of some lines as its header, where that is known."""
    found = fragment
    for depth in range(1, min(DEEPEST, len(above)) + 1):
        if depth > 1 and _step(above[-depth], above[-depth + 1]) > LEADING * above[-depth][0].size:
            break
        if found is not fragment and len(segments(above[-depth])) == 1:
            break  # a heading above the table
        made = with_header_above(fragment, [word for line in above[-depth:] for word in line])
        if made is not fragment and headings.looks_like_header(_said(made)):
            found = made
    return found


def _step(above: Line, below: Line) -> float:
    return below[0].baseline - above[0].baseline


def _keeps_to_columns(line: Line, fragment: Fragment) -> bool:
    return all(
        any(left <= part[0].x0 and part[-1].x1 <= right for left, right in pairwise(fragment.columns))
        for part in segments(line)
    )


def _with_row(fragment: Fragment, words: Sequence[Word], *, is_head: bool) -> Fragment:
    """The fragment with words above it as a first row."""
    box = bbox_of(words)
    assert box is not None
    edges = pairwise((float("-inf"), *fragment.columns[1:-1], float("inf")))
    inside = [[w for w in words if left <= middle(w)[0] < right] for left, right in edges]
    sides = ((left, box[1], right) for left, right in pairwise(fragment.columns))
    row = tuple(
        Cell(0, k, 1, 1, (*side, fragment.rows[0]), (Paragraph(tuple(lines(own))),) if own else (), head=is_head)
        for k, (side, own) in enumerate(zip(sides, inside, strict=True))
    )
    return replace(
        fragment,
        bbox=(fragment.bbox[0], box[1], *fragment.bbox[2:]),
        cells=(*row, *(replace(cell, row=cell.row + 1) for cell in fragment.cells)),
        rows=(box[1], *fragment.rows),
        row_keys=(NO_ROW, *fragment.row_keys) if fragment.row_keys else (),
    )


def _said(fragment: Fragment) -> list[str]:
    """The texts of the first row, by columns."""
    texts = [""] * (len(fragment.columns) - 1)
    for cell in fragment.cells:
        if cell.row == 0:
            texts[cell.column] = join_lines([line_text(line) for p in cell.paragraphs for line in p.lines])
    return texts
