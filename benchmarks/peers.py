"""The peers: pdfplumber and camelot with default settings, their own text, their tables as plain values."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import camelot
import pdfplumber
import pypdfium2

Cell = tuple[int, int, int, int, str]
"""Row and column from 0, row span and column span, text."""
Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points, origin top-left."""


@dataclass(frozen=True)
class PeerTable:
    """A table on one page: its box in points (origin top-left) and its cells."""

    page: int
    bbox: Box
    cells: tuple[Cell, ...]

    @property
    def rows(self) -> list[list[str]]:
        """The texts by row and column; slots that a merged cell covers are empty."""
        height = max((row + down for row, _, down, _, _ in self.cells), default=0)
        width = max((column + right for _, column, _, right, _ in self.cells), default=0)
        slots = [["" for _ in range(width)] for _ in range(height)]
        for row, column, _, _, said in self.cells:
            slots[row][column] = said
        return slots


Peer = Callable[[Path], list[PeerTable]]


def by_pdfplumber(**settings: str) -> Peer:
    """``page.find_tables()`` with settings; spans from the cells' boxes."""

    def read(path: Path) -> list[PeerTable]:
        found = []
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                for table in page.find_tables(settings):
                    found.append(PeerTable(page.page_number, table.bbox, tuple(_pdfplumber_cells(table))))
                page.close()
        return found

    return read


def _pdfplumber_cells(table: Any) -> Iterator[Cell]:
    lefts = sorted({box[0] for box in table.cells})
    tops = sorted({box[1] for box in table.cells})
    for row, (group, texts) in enumerate(zip(table.rows, table.extract(), strict=True)):
        for column, (box, said) in enumerate(zip(group.cells, texts, strict=True)):
            if box is not None:
                down = sum(box[1] <= top < box[3] - 0.5 for top in tops)
                right = sum(box[0] <= left < box[2] - 0.5 for left in lefts)
                yield row, column, max(1, down), max(1, right), said or ""


def by_camelot(flavour: str, **settings: str) -> Peer:
    """``camelot.read_pdf`` with a flavour; slots without an edge between them are one cell."""

    def read(path: Path) -> list[PeerTable]:
        return _camelot_tables(path, pages="all", flavor=flavour, **settings)

    return read


def by_camelot_in(path: Path, places: Mapping[int, Sequence[Box]], flavour: str) -> list[PeerTable]:
    """Camelot where somebody has told it that a table is (page → boxes)."""
    heights = _heights(path)
    areas = {
        page: {"table_areas": [f"{x0},{heights[page] - top},{x1},{heights[page] - low}" for x0, top, x1, low in boxes]}
        for page, boxes in places.items()
    }
    settings = {"engine": "vector"} if flavour == "hybrid" else {}
    pages = ",".join(map(str, sorted(areas)))
    return _camelot_tables(path, pages=pages, flavor=flavour, per_page=areas, **settings)


def _camelot_tables(path: Path, **settings: Any) -> list[PeerTable]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tables = camelot.read_pdf(path, suppress_stdout=True, **settings)
    heights = _heights(path)
    return [_camelot_table(table, heights[table.page]) for table in tables]


def _heights(path: Path) -> dict[int, float]:
    document = pypdfium2.PdfDocument(path)
    try:
        return {index + 1: document.get_page_size(index)[1] for index in range(len(document))}
    finally:
        document.close()


def _camelot_table(table: Any, height: float) -> PeerTable:
    x0, y0, x1, y1 = table._bbox
    return PeerTable(table.page, (x0, height - y1, x1, height - y0), tuple(_camelot_cells(table.cells)))


def _camelot_cells(slots: list[list[Any]]) -> Iterator[Cell]:
    """Slots without an edge between them as one cell with the texts of all."""
    taken: set[tuple[int, int]] = set()
    for row, slots_of_row in enumerate(slots):
        for column in range(len(slots_of_row)):
            if (row, column) in taken:
                continue
            right, down = column + 1, row + 1
            while right < len(slots_of_row) and not (slots[row][right - 1].right or slots[row][right].left):
                right += 1
            while down < len(slots) and not (slots[down - 1][column].bottom or slots[down][column].top):
                down += 1
            own = [(r, c) for r in range(row, down) for c in range(column, right) if (r, c) not in taken]
            taken.update(own)
            said = "\n".join(slots[r][c].text for r, c in own if slots[r][c].text)
            yield row, column, down - row, right - column, said


PEERS: dict[str, Peer] = {
    "pdfplumber": by_pdfplumber(),
    "pdfplumber, text": by_pdfplumber(vertical_strategy="text", horizontal_strategy="text"),
    "camelot lattice": by_camelot("lattice"),
    "camelot lattice, vector": by_camelot("lattice", engine="vector"),
    "camelot stream": by_camelot("stream"),
    "camelot network": by_camelot("network"),
    "camelot hybrid": by_camelot("hybrid"),
    "camelot hybrid, vector": by_camelot("hybrid", engine="vector"),
    "camelot auto": by_camelot("auto"),
}
