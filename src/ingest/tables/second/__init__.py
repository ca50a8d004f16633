"""Second readers: the tables of pdfplumber and camelot, as fragments like those of our own methods.

    second_fragments(path, document, "pdfplumber")     # every table that pdfplumber finds

Theirs are the places of the cells; the words in them are those of our own reading, so that a difference from
our tables is one of cells and never one of characters. Neither library is imported before it is asked, and
what it raises is passed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from ingest.layout import Document
from ingest.reading import open_document
from ingest.tables.fragment import Fragment
from ingest.tables.ruled import filled
from ingest.tables.second import by_camelot, by_pdfplumber
from ingest.tables.second.boxes import grid_of
from ingest.tables.second.spaces import spaces
from model.issue import BBox

Second = Literal["pdfplumber", "camelot"]

__all__ = ["Second", "fragments_in", "second_fragments"]


def second_fragments(path: Path, document: Document, engine: Second) -> list[Fragment]:
    """All tables that a second reader finds by lines, in reading order.

    Raises:
        errors.HandleplanError: the file cannot be read (``ingest.errors`` says how).
    """
    pdf, data, _ = open_document(path)
    try:
        places = spaces(pdf, data)
    finally:
        pdf.close()
    found = by_pdfplumber.tables(data, places) if engine == "pdfplumber" else by_camelot.tables(data, places)
    return _fragments(document, engine, found, f"{engine} was asked for")


def fragments_in(
    path: Path, document: Document, areas: Mapping[int, list[BBox]], flavour: by_camelot.Flavour = "network"
) -> list[Fragment]:
    """What camelot makes of places without lines (page → boxes), each taken as one table.

    Raises:
        errors.HandleplanError: the file cannot be read (``ingest.errors`` says how).
    """
    pdf, data, _ = open_document(path)
    try:
        places = spaces(pdf, data)
    finally:
        pdf.close()
    found = by_camelot.tables(data, places, flavour, areas)
    return _fragments(document, "camelot", found, "no method of ours could read this place")


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
