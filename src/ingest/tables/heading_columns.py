"""Columns of headings: which columns of a table hold headings, not texts. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

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
