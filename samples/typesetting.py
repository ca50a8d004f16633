"""A sample plan set by Typst, with the template ``plan.typ``: tagged, ruled, header repeated."""

from __future__ import annotations

import json

import typst
from source import FOLDER, HEADER_FILL, MARK, Heading, Items, PageBreak, Paragraph, Source, Table

TEMPLATE = FOLDER / "plan.typ"


def set_pdf(source: Source) -> bytes:
    """The PDF of a source."""
    plan = {
        "title": source.title,
        "landscape": source.landscape,
        "blocks": [_block(block) for block in source.blocks],
    }
    inputs = {"plan": json.dumps(plan), "mark": MARK, "header_fill": HEADER_FILL}
    return typst.compile(str(TEMPLATE), format="pdf", sys_inputs=inputs)


def _block(block: Heading | Paragraph | Items | PageBreak | Table) -> dict[str, object]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Paragraph(text):
            return {"kind": "paragraph", "text": text}
        case Items(items):
            return {"kind": "list", "items": items}
        case PageBreak():
            return {"kind": "page_break"}
        case Table():
            cells = [
                {
                    "paragraphs": cell.paragraphs,
                    "prefix": cell.prefix,
                    "fill": cell.fill,
                    "row_span": cell.row_span,
                }
                for row in block.rows
                for cell in row.cells
            ]
            return {"kind": "table", "header": block.header, "widths": block.widths, "cells": cells}
