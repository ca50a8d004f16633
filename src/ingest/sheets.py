"""Sheets: tables with the headings in their left column, one activity a table → tables of one row.

Catalogues of efforts are set so: "Formål:" and its text, "Målgruppe:" and its text, below each other. Also in pairs
beside each other. Several sheets below each other are told apart where the first heading comes again. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.header_rows import folded, heading_text
from ingest.headings import HeaderMatch, match_header
from ingest.joining import Table, TableCell
from ingest.text import Hyphenation, cell_text

MIN_PAIRS = 3  # headings; fewer make no sheet
KNOWN = 0.6  # of the left column's texts must be headings
LONGEST_HEADING = 60  # characters
PAIRS = (2, 4)  # columns of a sheet: a heading and its text, once or twice in a row


@dataclass(frozen=True, slots=True)
class _Pair:
    heading: str
    cell: TableCell
    value: TableCell


def sheets(table: Table, hyphenation: Hyphenation) -> list[tuple[Table, HeaderMatch]]:
    """The activities of a table of sheets, each as a table of one row; empty when it is none."""
    if table.columns not in PAIRS:
        return []
    found: list[tuple[Table, HeaderMatch]] = []
    known = total = 0
    for caption, pairs in _split(table, hyphenation):
        values = [[cell_text(pair.value.paragraphs, hyphenation)] for pair in pairs]
        match = match_header([pair.heading for pair in pairs], values)
        known += sum(one.field is not None for one in match.matches)
        total += len(pairs)
        if len(pairs) >= MIN_PAIRS and match.is_plan:
            found.append((_as_row(table, caption, pairs), match))
    return found if found and known >= KNOWN * total else []


def _split(table: Table, hyphenation: Hyphenation) -> list[tuple[TableCell | None, list[_Pair]]]:
    """The pairs of each sheet, with the full-width row above them."""
    parts: list[tuple[TableCell | None, list[_Pair]]] = [(table.caption, [])]
    for row in _rows(table):
        if len(row) == 1 and row[0].column_span >= table.columns:
            parts.append((row[0], []))
            continue
        for pair in _pairs(row, hyphenation):
            first = parts[-1][1][0].heading if parts[-1][1] else ""
            if first and folded(pair.heading) == folded(first):
                parts.append((None, []))
            parts[-1][1].append(pair)
    return [part for part in parts if part[1]]


def _rows(table: Table) -> list[list[TableCell]]:
    """All rows from the top; what was taken for a header is the first of them."""
    rows: dict[int, list[TableCell]] = {}
    depth = max((cell.row + cell.row_span for cell in table.header_cells), default=0)
    for cell in table.header_cells:
        rows.setdefault(cell.row, []).append(cell)
    for cell in table.cells:
        rows.setdefault(cell.row + depth, []).append(cell)
    return [sorted(rows[at], key=lambda cell: cell.column) for at in sorted(rows)]


def _pairs(row: Sequence[TableCell], hyphenation: Hyphenation) -> list[_Pair]:
    """Headings in the even columns with the cell to the right of each."""
    found = []
    for cell, value in zip(row, row[1:], strict=False):
        text = heading_text(cell.paragraphs, hyphenation)
        if cell.column % 2 == 0 and text and len(text) <= LONGEST_HEADING:
            found.append(_Pair(text, cell, value))
    return found


def _as_row(table: Table, caption: TableCell | None, pairs: Sequence[_Pair]) -> Table:
    return replace(
        table,
        columns=len(pairs),
        header=tuple(pair.heading for pair in pairs),
        header_cells=tuple(
            replace(pair.cell, row=0, column=at, row_span=1, column_span=1) for at, pair in enumerate(pairs)
        ),
        cells=tuple(
            replace(pair.value, row=0, column=at, row_span=1, column_span=1) for at, pair in enumerate(pairs)
        ),
        rows=1,
        bands=(),
        caption=caption,
        row_joins=(),
    )
