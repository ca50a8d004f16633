"""Second readers: the tables of pdfplumber and camelot, as fragments like those of our own methods.

    second_fragments(path, document, "pdfplumber")     # every table that pdfplumber finds
    fragments_in(path, document, {3: [box]})           # what camelot makes of a place on page 3

Theirs are the places of the cells; the words in them are those of our own reading, so that a difference from
our tables is one of cells and never one of characters. Neither library is imported before it is asked, and
what it raises is passed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.layout.lines import segments
from ingest.layout.pages import Document
from ingest.reading import open_document
from ingest.settings import Second
from ingest.tables.coverage import coverage
from ingest.tables.fragment import Fragment
from ingest.tables.ruled import filled
from ingest.tables.second import by_camelot, by_pdfplumber
from ingest.tables.second.boxes import grid_of
from ingest.tables.second.spaces import Space, spaces
from model.issue import BBox

ROOM = 3.0  # points around the words of a place, so that none of them stands on its border

__all__ = ["fragments_in", "second_fragments"]


def second_fragments(path: Path, document: Document, engine: Second) -> list[Fragment]:
    """All tables that a second reader finds by lines, in reading order.

    Raises:
        errors.HandleplanError: the file cannot be read (``ingest.errors`` says how).
    """
    data, places = _opened(path, document)
    found = by_pdfplumber.tables(data, places) if engine == "pdfplumber" else by_camelot.tables(data, places)
    return _fragments(document, engine, found, f"{engine} was asked for")


def fragments_in(path: Path, document: Document, areas: Mapping[int, Sequence[BBox]]) -> list[Fragment]:
    """What camelot's ``stream`` makes of places without lines (page → boxes), each taken as one table.

    A result that cannot be right is left out: one that misses words of its place, has one row or one column,
    or puts texts that stand wide apart into one cell.

    Raises:
        errors.HandleplanError: the file cannot be read (``ingest.errors`` says how).
    """
    data, places = _opened(path, document)
    roomy = {page: [_with_room(box) for box in boxes] for page, boxes in areas.items() if page in places}
    found = by_camelot.tables(data, places, roomy)
    made = _fragments(document, "camelot", found, "no method of ours could read this place")
    words = {sheet.page.number: sheet.words for sheet in document.sheets}
    return [
        fragment
        for fragment in made
        if any(coverage(box, words[fragment.page], [fragment]).share == 1 for box in areas[fragment.page])
        and _is_plausible(fragment)
    ]


def _opened(path: Path, document: Document) -> tuple[bytes, dict[int, Space]]:
    """What a second reader needs: the file, mended if need be, and how its pages lie."""
    pdf, data, _ = open_document(path)
    try:
        return data, spaces(pdf, data, {page.number: page.rotation for page in document.reading.pages})
    finally:
        pdf.close()


def _with_room(box: BBox) -> BBox:
    return box[0] - ROOM, box[1] - ROOM, box[2] + ROOM, box[3] + ROOM


def _is_plausible(fragment: Fragment) -> bool:
    """More than one row and column, and no cell with texts that stand wide apart on one line."""
    lines = (line for cell in fragment.cells for paragraph in cell.paragraphs for line in paragraph.lines)
    return min(len(fragment.rows), len(fragment.columns)) > 2 and all(len(segments(line)) == 1 for line in lines)


def _fragments(
    document: Document, engine: Second, found: Iterable[tuple[int, list[BBox]]], reason: str
) -> list[Fragment]:
    sheets = {sheet.page.number: sheet for sheet in document.sheets}
    made = []
    for page, boxes in found:
        grid = grid_of(boxes)
        fragment = filled(sheets[page], grid, engine) if grid and page in sheets else None
        if fragment is not None:
            made.append(replace(fragment, reason=reason))
    return sorted(made, key=lambda f: (f.page, f.bbox[1], f.bbox[0]))
