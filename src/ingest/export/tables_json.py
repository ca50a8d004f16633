"""``handleplan tables``: the tables of any PDF as JSON. Points, origin top-left, to a hundredth.

``tables`` are the parts as printed, one page each; ``joined`` are the tables as a reader sees them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from model.issue import rounded

if TYPE_CHECKING:
    from ingest.extraction import TableDocument
    from ingest.joining.joined import Table
    from ingest.tables.fragment import Fragment, Paragraph

CellText = Callable[["Sequence[Paragraph]"], str]


def tables_json(document: TableDocument) -> str:
    """Every table of the document, in reading order."""
    from ingest.text import cell_text, printed_text

    def printed(paragraphs: Sequence[Paragraph]) -> str:
        return printed_text(paragraphs, document.hyphenation)

    def said(paragraphs: Sequence[Paragraph]) -> str:
        return cell_text(paragraphs, document.hyphenation)

    continued = document.continues
    content = {
        "tables": [_part(place, f, continued[place], printed) for place, f in enumerate(document.fragments)],
        "joined": [_joined(table, said) for table in document.tables],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _part(place: int, fragment: Fragment, continues: int | None, said: CellText) -> dict[str, object]:
    return {
        "id": place,
        "page": fragment.page,
        "bbox": rounded(fragment.bbox),
        "method": fragment.method,
        "continues": continues,
        "cells": [
            {
                "row": cell.row,
                "column": cell.column,
                "row_span": cell.row_span,
                "column_span": cell.column_span,
                "text": said(cell.paragraphs),
                "bbox": rounded(cell.bbox),
            }
            for cell in fragment.cells
        ],
    }


def _joined(table: Table, said: CellText) -> dict[str, object]:
    """Spanned values stand once, first row and column; ``caption`` is a full-width row over the header."""
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = said(cell.paragraphs)
    caption = said(table.caption.paragraphs) if table.caption else None
    return {"parts": table.parts, "caption": caption, "header": table.header, "rows": rows}
