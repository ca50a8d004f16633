"""Headings in the left column: tables that are read from left to right, row by row, and have no header row. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ingest.joining.header_rows import folded, heading_text
from ingest.tables.fragment import Cell, Fragment, KnownHeadings, Paragraph
from ingest.tables.heading_columns import KNOWN, heading_columns, may_be_heading
from ingest.text import Hyphenation


class LeftHeadings:
    """Which parts of the tables of a document have their headings on the left.

    A part with few of them, as at the top of a page, is told by those of the others.
    """

    def __init__(self, fragments: Sequence[Fragment], hyphenation: Hyphenation, headings: KnownHeadings) -> None:
        self._hyphenation = hyphenation
        self._said: set[str] = set()
        listed = [(fragment, self._columns(fragment)) for fragment in fragments]
        for fragment, columns in listed:
            found = heading_columns(columns, len(fragment.columns) - 1, headings.meaning)
            if 0 in found and not any(map(headings.looks_like_header, self._rows(fragment))):
                self._said.update(folded(text) for column in found for text in columns[column])
        self._parts = {id(fragment) for fragment, columns in listed if self._is_left(columns.get(0, ()))}

    def has(self, fragment: Fragment) -> bool:
        """Whether a part of a table, one of those given, has its headings on the left."""
        return id(fragment) in self._parts

    def _is_left(self, texts: Sequence[str]) -> bool:
        return bool(self._said) and sum(folded(text) in self._said for text in texts) >= KNOWN * len(texts) > 0

    def begins(self, row: Sequence[Cell], before: Sequence[Paragraph]) -> bool:
        """Whether a row of such a part begins with one of its headings: no page break cut it from the row ``before``.

        Nor cut the heading itself: both halves together are none.
        """
        left = next((heading_text(cell.paragraphs, self._hyphenation) for cell in row if cell.column == 0), "")
        whole = folded(heading_text(before, self._hyphenation) + left)
        return may_be_heading(left) and folded(left) in self._said and whole not in self._said

    def _columns(self, fragment: Fragment) -> dict[int, list[str]]:
        """The texts that begin in each column, without those across the table."""
        columns = len(fragment.columns) - 1
        found: dict[int, list[str]] = {}
        for cell in fragment.cells:
            if cell.column_span < columns and (text := heading_text(cell.paragraphs, self._hyphenation)):
                found.setdefault(cell.column, []).append(text)
        return found

    def _rows(self, fragment: Fragment) -> Iterator[list[str]]:
        """The texts of each row that may be a header: a heading and its text are two."""
        for row in range(len(fragment.rows) - 1):
            texts = self._texts(cell for cell in fragment.cells if cell.row == row)
            if len(texts) > 2:
                yield texts

    def _texts(self, cells: Iterable[Cell]) -> list[str]:
        return [text for cell in cells if (text := heading_text(cell.paragraphs, self._hyphenation))]
