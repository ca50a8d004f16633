"""A heading that lines do not part from the header below it: it stands above the first heading of the columns. Pure.

Between two tables that adjoin there may be no rule and no fill, so that the heading of the second is in one row with
its header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.tables.fragment import Cell, Fragment, KnownHeadings, Line, Paragraph
from ingest.text import join_lines, line_text

ABOVE = 0.8  # times the font size from the heading's base line to the first one of the header, at the least


def with_headings_apart(fragment: Fragment, headings: KnownHeadings) -> Fragment:
    """The fragment with a row of its own for each such heading."""
    row = 0
    while row < len(fragment.rows) - 1:
        parted = _parted([cell for cell in fragment.cells if cell.row == row], fragment, headings)
        if parted is not None:
            upper, lower = parted
            below = [replace(cell, row=cell.row + 1) for cell in fragment.cells if cell.row > row]
            above = [cell for cell in fragment.cells if cell.row < row]
            rows = (*fragment.rows[: row + 1], lower[0].bbox[1], *fragment.rows[row + 1 :])
            fragment = replace(fragment, cells=(*above, *upper, *lower, *below), rows=rows)
            row += 1
        row += 1
    return fragment


def _parted(row: Sequence[Cell], fragment: Fragment, headings: KnownHeadings) -> tuple[list[Cell], list[Cell]] | None:
    """A row as the heading's and the header's; ``None`` where it is no such row."""
    if len(row) < len(fragment.columns) - 1 or any(cell.row_span > 1 or cell.column_span > 1 for cell in row):
        return None
    if fragment.row_keys or any(cell.row < row[0].row < cell.row + cell.row_span for cell in fragment.cells):
        return None
    first, *others = sorted(row, key=lambda cell: cell.column)
    listed = [line for paragraph in first.paragraphs for line in paragraph.lines]
    top = min((line[0].baseline for cell in others for p in cell.paragraphs for line in p.lines), default=0.0)
    own = [line for line in listed if line[0].baseline > top - ABOVE * line[0].size]
    heading = listed[: len(listed) - len(own)]
    if not own or not heading or _style(heading[-1]) == _style(own[0]):
        return None
    texts = [_text(own), *(_text([line for p in cell.paragraphs for line in p.lines]) for cell in others)]
    if not headings.looks_like_header(texts):
        return None
    edge = (max(w.bottom for w in heading[-1]) + min(w.top for w in own[0])) / 2
    upper = [replace(cell, bbox=(*cell.bbox[:3], edge), paragraphs=()) for cell in (first, *others)]
    upper[0] = replace(upper[0], paragraphs=(Paragraph(tuple(heading)),))
    lower = [
        replace(cell, row=cell.row + 1, bbox=(cell.bbox[0], edge, *cell.bbox[2:]), key=None)
        for cell in (first, *others)
    ]
    lower[0] = replace(lower[0], paragraphs=(Paragraph(tuple(own)),))
    return upper, lower


def _style(line: Line) -> tuple[float, bool, int]:
    return round(line[0].size, 1), line[0].bold, line[0].colour


def _text(listed: Sequence[Line]) -> str:
    return join_lines([line_text(line) for line in listed])
