"""What ``handleplan inspect`` shows: marks on the pages, and the reasons of every decision as JSON.

A mark is a box in points (origin top-left, y down) with what stands in it. Marks come in the order in which
they are painted, so that what matters most lies on top: lost words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ingest.layout.lines import bbox_of, lines
from model.activity import Method
from model.issue import BBox, rounded
from model.plan import Audit, LostWord

if TYPE_CHECKING:
    from ingest.extraction import TableDocument
    from ingest.joining.joined import Table, TableCell
    from ingest.tables.fragment import Fragment

Kind = Literal["furniture", "prose", "heading", "header", "band", "cell", "table", "unread", "lost"]
"""What a box holds; a ``band`` is a row that names a group, ``unread`` is table-like text outside tables."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to draw. ``method`` says who read a table or a cell.

    ``names`` are the (table, part of it), counted from 1, that a table's box holds: two where a part on a
    page ends one table and begins the next.
    """

    kind: Kind
    page: int
    bbox: BBox
    method: Method | None = None
    names: tuple[tuple[int, int], ...] = ()


def marks(found: TableDocument, lost: Iterable[LostWord]) -> list[Mark]:
    """Everything that the pages of a document hold, in the order of painting."""
    marked: list[Mark] = []
    for sheet in found.document.sheets:
        boxes = (bbox_of(line) for line in lines(sheet.furniture))
        marked.extend(Mark("furniture", sheet.page.number, box) for box in boxes if box)
    for block in found.blocks:
        kind: Kind = "heading" if block.level > 0 else "prose" if block.level == 0 else "unread"
        marked.append(Mark(kind, block.page, block.bbox))
    for table in found.tables:
        marked.extend(Mark("header", *place) for cell in table.header_cells for place in cell.places)
        marked.extend(Mark("band", *place) for cell in _bands(table) for place in cell.places)
    names = _names(found)
    for index, fragment in enumerate(found.fragments):
        marked.extend(Mark("cell", fragment.page, cell.bbox, fragment.method) for cell in fragment.cells)
        marked.append(Mark("table", fragment.page, fragment.bbox, fragment.method, tuple(names.get(index, ()))))
    marked.extend(Mark("lost", word.page, word.bbox) for word in lost)
    return marked


def reasons(
    file: str,
    found: TableDocument,
    fates: Sequence[Fate],
    account: Audit,
    pictures: Sequence[str],
) -> str:
    """The JSON beside the pictures: why each part was read so, why parts and rows were joined, what is lost.

    As in the JSON of ``handleplan tables``, "tables" are parts as printed and "joined" what a reader sees.
    ``fates`` says for each table what became of it; ``pictures`` are the names of files.
    """
    names = _names(found)
    content = {
        "file": file,
        "pages": [
            {"page": p.number, "width": round(p.width, 2), "height": round(p.height, 2)}
            for p in found.document.reading.pages
        ],
        "pictures": pictures,
        "tables": [_part(index, part, names.get(index, ())) for index, part in enumerate(found.fragments)],
        "joined": [
            _table(number, table, fate) for number, (table, fate) in enumerate(zip(found.tables, fates, strict=True), 1)
        ],
        "unread": [{"page": b.page, "bbox": rounded(b.bbox), "text": b.text} for b in found.blocks if b.level < 0],
        "audit": account.model_dump(mode="json"),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a table: the section that it stands in, and whether its rows are activities, and why."""

    section: str
    used: bool
    reason: str


def _part(index: int, fragment: Fragment, names: Sequence[tuple[int, int]]) -> dict[str, object]:
    return {
        "id": index,
        "joined": [{"id": _table_id(table), "part": part} for table, part in names],
        "page": fragment.page,
        "bbox": rounded(fragment.bbox),
        "method": fragment.method,
        "reason": fragment.reason,
        "rows": len(fragment.rows) - 1,
        "columns": len(fragment.columns) - 1,
        "open_below": sorted(fragment.open_below or ()),
    }


def _table(number: int, table: Table, fate: Fate) -> dict[str, object]:
    return {
        "id": _table_id(number),
        "parts": table.parts,
        "section": fate.section,
        "used": fate.used,
        "reason": fate.reason,
        "header": table.header,
        "rows": table.rows,
        "joins": table.joins,
        "row_joins": [
            {
                "row": made.row,
                "page": made.page,
                "goes_on": made.evidence.goes_on,
                "score": made.evidence.score,
                "signals": made.evidence.signals,
                "certain": made.evidence.certain,
            }
            for made in table.row_joins
        ],
    }


def _table_id(number: int) -> str:
    return f"t{number:02}"  # as in the plan's own list of tables


def _bands(table: Table) -> list[TableCell]:
    bands = [cell for cell in table.cells if cell.row in table.bands]
    return bands if table.caption is None else [table.caption, *bands]


def _names(found: TableDocument) -> dict[int, list[tuple[int, int]]]:
    """For each fragment's index the tables, and the parts of them, that it holds."""
    names: dict[int, list[tuple[int, int]]] = {}
    for number, table in enumerate(found.tables, 1):
        for part, index in enumerate(table.parts, 1):
            names.setdefault(index, []).append((number, part))
    return names
