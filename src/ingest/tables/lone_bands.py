"""The title of a sheet, a row across alone at the foot of a page: its box is as wide as the sheet on the next page.

One box alone is no table, so no method reads it. Above other tables it may as well be a frame around prose. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.layout.pages import Document, Sheet
from ingest.layout.rulings import SAME_EXTENT, TOUCH, Region
from ingest.tables.coverage import within
from ingest.tables.fragment import Fragment, KnownHeadings
from ingest.tables.grids.grid import Grid, Span
from ingest.tables.heading_columns import heading_columns, texts_by_start
from ingest.tables.ruled import filled

LONGEST = 200  # characters; a longer text in a box at a page's foot is prose


def with_lone_bands(document: Document, found: Sequence[Fragment], headings: KnownHeadings) -> list[Fragment]:
    """The fragments, and the rows across alone at the end of the page before one with its headings on the left."""
    more: list[Fragment] = []
    for sheet, following in pairwise(document.sheets):
        there = [f for f in found if f.page == following.page.number]
        first = min(there, key=lambda f: f.bbox[1], default=None)
        if first is None or _has_text_above(first, following) or not _is_headed_left(first, headings):
            continue
        taken = {w.order for f in found if f.page == sheet.page.number for w in f.words}
        band = next((b for region in sheet.regions if (b := _band(region, sheet, first, taken))), None)
        if band is not None:
            more.append(band)
    return [*found, *more]


def _has_text_above(first: Fragment, sheet: Sheet) -> bool:
    return any(w.baseline < first.bbox[1] and not w.angle for w in sheet.words)


def _is_headed_left(fragment: Fragment, headings: KnownHeadings) -> bool:
    return 0 in heading_columns(texts_by_start(fragment), len(fragment.columns) - 1, headings.meaning)


def _band(region: Region, sheet: Sheet, following: Fragment, taken: set[int]) -> Fragment | None:
    """The row across in a region, if it is one and the last thing on its page."""
    x0, top, x1, bottom = region.bbox
    if abs(x0 - following.bbox[0]) > SAME_EXTENT or abs(x1 - following.bbox[2]) > SAME_EXTENT:
        return None
    if any(x0 + TOUCH < edge.at < x1 - TOUCH for edge in region.vertical):
        return None
    if any(top + TOUCH < edge.at < bottom - TOUCH for edge in region.horizontal):
        return None
    inside = within(region.bbox, sheet.words)
    own = {w.order for w in inside}
    if not inside or own & taken or sum(len(w.text) + 1 for w in inside) > LONGEST:
        return None
    lowest = max(w.baseline for w in inside)
    if any(w.baseline > lowest and w.order not in own and not w.angle for w in sheet.words):
        return None
    edges = (x0, *following.columns[1:-1], x1)
    return filled(sheet, Grid(edges, (top, bottom), (Span(0, 1, 0, len(edges) - 1),), None), "ruled")
