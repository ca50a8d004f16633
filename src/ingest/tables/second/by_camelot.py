"""The cells that camelot finds: ``lattice`` from the lines as drawn, or another flavour inside a place.

Its slots are merged where it saw no edge between them.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Literal

from ingest.tables.grid import cell_spans
from ingest.tables.second.spaces import Space
from model.issue import BBox

Flavour = Literal["lattice", "stream", "network", "hybrid"]
_BY_LINES = {"lattice", "hybrid"}  # flavours that look for lines: in the vector graphics, without rendering
_TURNED = {"": 0, "clockwise": -90, "anticlockwise": 90}  # degrees, clockwise, that it turns sideways text by


def tables(
    data: bytes,
    spaces: Mapping[int, Space],
    flavour: Flavour = "lattice",
    areas: Mapping[int, list[BBox]] | None = None,
) -> Iterator[tuple[int, list[BBox]]]:
    """Each table as its page and the boxes of its cells, in our points.

    With ``areas`` (page → boxes in our points) each area is taken as one table.
    """
    import camelot

    engine = {"engine": "vector"} if flavour in _BY_LINES else {}
    each = {number: {"table_areas": _areas(spaces[number], boxes)} for number, boxes in (areas or {}).items()}
    pages = sorted(each) if areas is not None else sorted(spaces)
    if not pages:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "No tables found on page-3" is no fault
        found = camelot.read_pdf(
            data,
            pages=",".join(map(str, pages)),
            flavor=flavour,
            suppress_stdout=True,
            per_page=each or None,
            **engine,
        )
    for table in found:
        space, turned = spaces[table.page], _TURNED[table.rotation]
        yield table.page, space.ours(_boxes(table, space.height(turned)), turned)


def _areas(space: Space, boxes: list[BBox]) -> list[str]:
    """Boxes as camelot wants them: "left,top,right,bottom" with y up."""
    height = space.height(0)
    theirs = (space.theirs(box) for box in boxes)
    return [f"{x0},{height - top},{x1},{height - bottom}" for x0, top, x1, bottom in theirs]


def _boxes(table: Any, height: float) -> list[BBox]:
    """The cells of a camelot table, y down."""
    cells = table.cells
    right_closed = [[a.right or b.left for a, b in pairwise(row)] for row in cells]
    below_closed = [
        [a.bottom or b.top for a, b in zip(row, below, strict=True)] for row, below in pairwise(cells)
    ]
    return [
        (
            cells[span.row][span.column].x1,
            height - cells[span.row][span.column].y2,
            cells[span.row_end - 1][span.column_end - 1].x2,
            height - cells[span.row_end - 1][span.column_end - 1].y1,
        )
        for span in cell_spans(right_closed, below_closed)
    ]
