"""``Fragment``: the part of a table on one page, as every method returns it and nothing changes later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.reading.page import Word
from model.activity import Method
from model.issue import BBox

Line = tuple[Word, ...]

OVERLAP = 2.0  # points that the text of neighbouring columns may overlap (italics, overhanging glyphs)
SAME_TOP = 3.0  # points that the tops of tables side by side may differ
NO_ROW = -1  # the key of a row that the structure tree does not have


class KnownHeadings(Protocol):
    """What a finder of tables may ask about headings."""

    def looks_like_header(self, texts: Sequence[str]) -> bool:
        """Whether a row of texts is surely a plan's header."""

    def meaning(self, heading: str) -> str | None:
        """The field that a heading most likely means; ``None`` when it is unknown."""

    def names_rows(self, heading: str) -> bool:
        """Whether a heading stands over what each row is called, or its number."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that read on as one text; ``key`` names the structure element, so that a page break is seen through."""

    lines: tuple[Line, ...]
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell by its grid place (row and column from 0, spans from 1), its box, its text and its fill."""

    row: int
    column: int
    row_span: int
    column_span: int
    bbox: BBox
    paragraphs: tuple[Paragraph, ...]
    fill: int | None = None
    key: int | None = None
    head: bool = False

    @property
    def words(self) -> Iterator[Word]:
        """The words in reading order."""
        return (word for paragraph in self.paragraphs for line in paragraph.lines for word in line)


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of a table on one page.

    ``columns`` and ``rows`` are the grid's edges in points (one more than there are columns and rows).
    ``table_key`` and ``row_keys`` name the structure elements when the method is ``tagged``.
    ``open_below`` are the columns that no rule closes below; ``None``: the table has no rules at all.
    """

    page: int
    bbox: BBox
    method: Method
    cells: tuple[Cell, ...]
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    table_key: int | None = None
    row_keys: tuple[int, ...] = ()
    open_below: frozenset[int] | None = None
    reason: str = ""

    @property
    def words(self) -> Iterator[Word]:
        """The words of all cells."""
        return (word for cell in self.cells for word in cell.words)


def texts_by_column(cells: Iterable[Cell]) -> dict[int, list[tuple[float, float]]]:
    """Column → where the upright texts of its own cells begin and end, in points from the left."""
    found: dict[int, list[tuple[float, float]]] = {}
    for cell in cells:
        words = [word for word in cell.words if not word.angle]
        if words and cell.column_span == 1:
            found.setdefault(cell.column, []).append((min(w.x0 for w in words), max(w.x1 for w in words)))
    return found


def in_order(extents: Mapping[int, Sequence[tuple[float, float]]]) -> bool:
    """Whether each column (or row) ends before the next begins."""
    reach = float("-inf")
    for at in sorted(extents):
        if min(start for start, _ in extents[at]) < reach - OVERLAP:
            return False
        reach = max(reach, *(end for _, end in extents[at]))
    return True


def in_reading_order(fragments: Iterable[Fragment]) -> list[Fragment]:
    """Fragments by page, from top to bottom; those that begin at one height from left to right."""
    found = sorted(fragments, key=lambda f: (f.page, f.bbox[1], f.bbox[0]))
    ordered: list[Fragment] = []
    row: list[Fragment] = []
    for fragment in found:
        if row and (fragment.page != row[0].page or fragment.bbox[1] - row[0].bbox[1] > SAME_TOP):
            ordered.extend(sorted(row, key=lambda f: f.bbox[0]))
            row = []
        row.append(fragment)
    return [*ordered, *sorted(row, key=lambda f: f.bbox[0])]
