"""A heading that lines do not part from the header below it: it stands above the first heading of the columns. Pure.

Between two tables that adjoin there may be no rule and no fill, so that the heading of the second is in one row with
its header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.layout.lines import lines, middle, segments
from ingest.tables.fragment import Cell, Fragment, KnownHeadings, Line, Paragraph
from ingest.text import join_lines, line_text

DEEPEST = 3  # lines of such a heading


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
    columns = list(pairwise(fragment.columns))
    if (
        not row
        or fragment.row_keys
        or any(c.row_span > 1 for c in row)
        or sum(c.column_span for c in row) < len(columns)
    ):
        return None
    listed = lines(word for cell in row for word in cell.words if not word.angle)
    for count in range(1, min(DEEPEST, len(listed) - 1) + 1):
        heading, header = listed[:count], listed[count:]
        if any(line[0].x0 >= columns[0][1] for line in heading):
            break  # a text beside the first column's
        if any(len(segments(line)) > 1 for line in heading) or _style(heading[-1]) == _style(header[0]):
            continue
        words = [word for line in header for word in line]
        named = [lines(w for w in words if left <= middle(w)[0] < right) for left, right in columns]
        if headings.looks_like_header([join_lines(list(map(line_text, texts))) for texts in named]):
            return _rows(row, columns, heading, named)
    return None


def _rows(
    row: Sequence[Cell],
    columns: Sequence[tuple[float, float]],
    heading: Sequence[Line],
    named: Sequence[Sequence[Line]],
) -> tuple[list[Cell], list[Cell]]:
    _, top, _, bottom = row[0].bbox
    edge = (max(w.bottom for w in heading[-1]) + min(w.top for texts in named for line in texts for w in line)) / 2
    upper, lower = [], []
    for column, ((left, right), texts) in enumerate(zip(columns, named, strict=True)):
        above = (Paragraph(tuple(heading)),) if not column else ()
        below = (Paragraph(tuple(texts)),) if texts else ()
        upper.append(Cell(row[0].row, column, 1, 1, (left, top, right, edge), above, row[0].fill))
        lower.append(Cell(row[0].row + 1, column, 1, 1, (left, edge, right, bottom), below, row[0].fill, head=True))
    return upper, lower


def _style(line: Line) -> tuple[float, bool, int]:
    return round(line[0].size, 1), line[0].bold, line[0].colour
