"""Fragments whose lines or fills hide rows that their numbers show. Pure.

Fills of one column (a traffic light beside each number) make rows there, and merge where neighbours have one colour;
the other columns, without fills, become one cell. White space reads such a place better.
"""

from __future__ import annotations

from ingest.tables.fragment import Cell, Fragment
from ingest.tables.rows import is_row_number
from ingest.text import line_text


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
