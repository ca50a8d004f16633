"""Columns of headings: which columns of a table hold headings, not texts. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ingest.tables.fragment import Fragment, Paragraph
from ingest.text import join_lines, line_text

LONGEST_HEADING = 60  # characters
KNOWN = 0.6  # of the texts of a column of headings are known ones
MIN_FIELDS = 3  # that the headings mean; fewer may be anything

Meaning = Callable[[str], str | None]


def heading_columns(
    columns: Mapping[int, Sequence[str]], count: int, meaning: Meaning, fewest: int = MIN_FIELDS
) -> frozenset[int]:
    """The columns whose texts are headings but for a few; none where these mean fewer than ``fewest`` fields together.

    The last of the ``count`` columns is none: a text stands to the right of its heading.
    """
    fields = {
        column: [field for text in texts if may_be_heading(text) and (field := meaning(text))]
        for column, texts in columns.items()
        if column < count - 1
    }
    found = frozenset(
        column for column, texts in columns.items() if len(fields.get(column, ())) >= KNOWN * len(texts) > 0
    )
    return found if len({field for column in found for field in fields[column]}) >= fewest else frozenset()


def may_be_heading(text: str) -> bool:
    """Whether a text is short enough and begins as a heading does."""
    return len(text) <= LONGEST_HEADING and not text[:1].islower()


def texts_by_start(fragment: Fragment) -> dict[int, list[str]]:
    """The texts that begin in each column, without those across the table; "" for each too long to be a heading."""
    columns = len(fragment.columns) - 1
    found: dict[int, list[str]] = {}
    for cell in fragment.cells:
        if cell.column_span < columns and cell.paragraphs:
            is_long = sum(len(word.text) for word in cell.words) > LONGEST_HEADING
            found.setdefault(cell.column, []).append("" if is_long else said(cell.paragraphs))
    return found


def said(paragraphs: Iterable[Paragraph]) -> str:
    """The text of a heading in one line, however it is set."""
    return join_lines([line_text(line) for paragraph in paragraphs for line in paragraph.lines])
