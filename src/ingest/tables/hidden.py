"""Fragments whose rules or fills hide rows or columns that the text shows. Pure.

Rules may part the head from a body whose rows stand as lines; fills of one column (a traffic light beside each number)
make rows there and merge where neighbours have one colour; a fill in the first column alone hides the other columns.
White space reads such places better.
"""

from __future__ import annotations

from itertools import pairwise

from ingest.tables.fragment import Cell, Fragment
from ingest.tables.white_space.rows import is_row_number
from ingest.text import line_text

STACKED_ROWS = 4  # edges of rows; with more, lines part the rows too
STACKED_LINES = 4  # in a cell
STACKED_CELLS = 3  # with so many lines
STACKED = 0.8  # of the lines that stand for themselves
FIGURES = 0.5  # of the words in stacked rows of figures
GAPPY = 0.6  # of a column's cells have gaps in most lines where it hides columns
WIDE = 1.2  # times the font size; no gap between words of one cell is wider


def hides(fragment: Fragment) -> bool:
    """Whether a fragment may hold more rows or columns than its lines show."""
    if fragment.method != "ruled":
        return False
    return _is_head_only(fragment) or _stacks_rows(fragment) or hides_rows(fragment) or _hides_columns(fragment)


def _is_head_only(fragment: Fragment) -> bool:
    """Whether rules or fills show one row, or fills two with a band: perhaps the head of a table with a bare body."""
    if len(fragment.rows) == 3 and fragment.open_below != frozenset():
        return any(sum(any(c.words) for c in fragment.cells if c.row == row) == 1 for row in (0, 1))
    return len(fragment.rows) == 2


def _stacks_rows(fragment: Fragment) -> bool:
    """Whether rules part the head of a table from its body, and nothing the rows of the body.

    Then hardly a cell's line runs on in the next, or most of what stands there are figures.
    """
    if len(fragment.rows) - _spanning_heads(fragment) > STACKED_ROWS:
        return False
    tall = [c for c in fragment.cells if sum(len(p.lines) for p in c.paragraphs) >= STACKED_LINES]
    lines = sum(len(p.lines) for c in tall for p in c.paragraphs)
    words = [w for c in tall for w in c.words]
    figures = sum(any(map(str.isdigit, w.text)) for w in words)
    return len(tall) >= STACKED_CELLS and (
        sum(len(c.paragraphs) for c in tall) >= STACKED * lines or figures >= FIGURES * len(words)
    )


def _spanning_heads(fragment: Fragment) -> int:
    """How many rows at the top have a heading over several columns, but not over all."""
    columns = len(fragment.columns) - 1
    spanning = {c.row for c in fragment.cells if 1 < c.column_span < columns and any(c.words)}
    return next(row for row in range(len(fragment.rows)) if row not in spanning)


def _hides_columns(fragment: Fragment) -> bool:
    """Whether most lines of a column have gaps as wide as those between cells."""
    by_column: dict[int, list[bool]] = {}
    for cell in fragment.cells:
        if cell.column_span == 1 and cell.paragraphs:
            lines = [line for paragraph in cell.paragraphs for line in paragraph.lines if not line[0].angle]
            gappy = sum(
                any(b.x0 - a.x1 > WIDE * b.size and len(a.text) > 1 for a, b in pairwise(line)) for line in lines
            )
            by_column.setdefault(cell.column, []).append(2 * gappy > len(lines))
    return any(len(found) > 1 and sum(found) >= GAPPY * len(found) for found in by_column.values())


def hides_rows(fragment: Fragment) -> bool:
    """Whether a ruled fragment has several numbered rows in one cell, or beside one cell of most other columns."""
    if fragment.method != "ruled":
        return False
    return any(_has_several_numbers(cell) for cell in fragment.cells) or _spans_numbered_rows(fragment)


def _has_several_numbers(cell: Cell) -> bool:
    """Whether a cell of the first column holds nothing but the numbers of several rows: 5.1, 5.2."""
    texts = _lines(cell)
    return cell.column == 0 and len(texts) > 1 and all(is_row_number(text) and "." in text for text in texts)


def _spans_numbered_rows(fragment: Fragment) -> bool:
    """Whether most columns have one cell beside several rows that have numbers of their own."""
    numbered = {
        cell.row
        for cell in fragment.cells
        if cell.column == 0 and cell.row_span == 1 and any(map(is_row_number, _lines(cell)[:1]))
    }
    spanned = {
        cell.column
        for cell in fragment.cells
        if cell.column and any(cell.words) and sum(cell.row <= r < cell.row + cell.row_span for r in numbered) > 1
    }
    others = len(fragment.columns) - 2
    return others > 0 and 2 * len(spanned) >= others


def _lines(cell: Cell) -> list[str]:
    return [line_text(line) for paragraph in cell.paragraphs for line in paragraph.lines]
