"""Headings in the left column: tables that are read from left to right, row by row, and have no header row. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.joining.header_rows import folded
from ingest.tables.fragment import Cell, Fragment, KnownHeadings, Paragraph
from ingest.tables.heading_columns import KNOWN, heading_columns, may_be_heading, said, texts_by_start


class LeftHeadings:
    """Which parts of the tables of a document have their headings on the left.

    A part with few of them, as at the top of a page, is told by those of the others.
    """

    def __init__(self, fragments: Sequence[Fragment], headings: KnownHeadings) -> None:
        self._said: set[str] = set()
        listed = [(fragment, texts_by_start(fragment)) for fragment in fragments]
        for fragment, columns in listed:
            found = heading_columns(columns, len(fragment.columns) - 1, headings.meaning)
            if 0 in found and not _has_header(fragment, headings):
                self._said.update(folded(text) for column in found for text in columns[column] if text)
        self._parts = {
            id(fragment)
            for fragment, columns in listed
            if self._is_left(columns.get(0, ())) and not _has_header(fragment, headings)
        }

    def has(self, fragment: Fragment) -> bool:
        """Whether a part of a table, one of those given, has its headings on the left."""
        return id(fragment) in self._parts

    def _is_left(self, texts: Sequence[str]) -> bool:
        return bool(self._said) and sum(folded(text) in self._said for text in texts) >= KNOWN * len(texts) > 0

    def begins(self, row: Sequence[Cell], before: Sequence[Paragraph]) -> bool:
        """Whether a row of such a part begins with one of its headings: no page break cut it from the row ``before``.

        Nor cut the heading itself: both halves together are none.
        """
        left = next((said(cell.paragraphs) for cell in row if cell.column == 0), "")
        whole = folded(said(before) + left)
        return may_be_heading(left) and folded(left) in self._said and whole not in self._said


def _has_header(fragment: Fragment, headings: KnownHeadings) -> bool:
    """Whether a row of a part is a plan's header: a heading and its text, two cells, are none."""
    for row in range(len(fragment.rows) - 1):
        texts = [said(cell.paragraphs) for cell in fragment.cells if cell.row == row and cell.paragraphs]
        if len(texts) > 2 and headings.looks_like_header(texts):
            return True
    return False
