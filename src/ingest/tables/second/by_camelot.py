"""The cells that camelot finds: ``lattice`` by the lines as drawn, ``stream`` inside a place without lines.

Slots are merged where it saw no edge between them. Of its flavours for tables without lines, stream is by far
the best once the place is known: docs/accuracy.md.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ingest.tables.grids.grid import cell_spans
from ingest.tables.second.spaces import Space
from model.issue import BBox

_TURNED = {"": 0, "clockwise": 270, "anticlockwise": 90}  # degrees, clockwise, that it turns sideways text by


def tables(
    data: bytes, spaces: Mapping[int, Space], areas: Mapping[int, Sequence[BBox]] | None = None
) -> Iterator[tuple[int, list[BBox]]]:
    """Each table as its page and the boxes of its cells, in our points.

    With ``areas`` (page → boxes in our points) each area is taken as one table without lines.
    """
    import camelot

    if areas is None:
        pages = sorted(spaces)
        settings: dict[str, Any] = {"flavor": "lattice", "engine": "vector"}
    else:
        each = {number: {"table_areas": _areas(spaces[number], boxes)} for number, boxes in areas.items()}
        pages, settings = sorted(each), {"flavor": "stream", "per_page": each}
    if not pages:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "No tables found on page-3" is no fault
        found = camelot.read_pdf(data, pages=",".join(map(str, pages)), suppress_stdout=True, **settings)
    for table in found:
        space, turned = spaces[table.page], _TURNED[table.rotation]
        yield table.page, space.ours(_boxes(table, space.height(turned)), turned)


def _areas(space: Space, boxes: Sequence[BBox]) -> list[str]:
    """Boxes as camelot wants them: "left,top,right,bottom" with y up; it turns sideways pages as we do."""
    turned = space.turned if space.turned in _TURNED.values() else 0
    height = space.height(turned)
    theirs = (space.theirs(box, turned) for box in boxes)
    return [f"{x0},{height - top},{x1},{height - bottom}" for x0, top, x1, bottom in theirs]


def _boxes(table: Any, height: float) -> list[BBox]:
    """The cells of a camelot table, y down."""
    cells = table.cells
    right_closed = [[a.right or b.left for a, b in pairwise(row)] for row in cells]
    below_closed = [[a.bottom or b.top for a, b in zip(row, below, strict=True)] for row, below in pairwise(cells)]
    return [
        (
            cells[span.row][span.column].x1,
            height - cells[span.row][span.column].y2,
            cells[span.row_end - 1][span.column_end - 1].x2,
            height - cells[span.row_end - 1][span.column_end - 1].y1,
        )
        for span in cell_spans(right_closed, below_closed)
    ]
