"""Words of joined tables that a page breaks without a hyphen, in columns that are too narrow for them."""

from __future__ import annotations

from dataclasses import replace

from ingest.danish_words import is_foreign
from ingest.joining.joined import Table, TableCell
from ingest.tables.broken_words import in_paragraph, reach


def with_words_over_pages(table: Table, vocabulary: frozenset[str]) -> Table:
    """A table in which the last words of such lines are marked; those within a page are already."""
    if is_foreign(vocabulary) or all(len(cell.places) == 1 for cell in table.cells):
        return table
    limits = {f.page: reach(f) for f in table.fragments if len(f.columns) == table.columns + 1}

    def marked(cell: TableCell) -> TableCell:
        limit = limits.get(cell.places[0][0], {}).get((cell.column, cell.column_span))
        if len(cell.places) == 1 or limit is None:
            return cell
        return replace(cell, paragraphs=tuple(in_paragraph(p, limit, vocabulary) for p in cell.paragraphs))

    return replace(table, cells=tuple(map(marked, table.cells)))
