"""What looks like a table by its white space and is none. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.tables.columns import Column
from ingest.tables.fragment import Fragment
from ingest.tables.strips import Strip

MIN_STRIPS = 3
MIN_ROWS = 2


def is_table(strips: Sequence[Strip], columns: Sequence[Column], fragment: Fragment) -> bool:
    """Whether a candidate is a table after all."""
    return not (len(strips) < MIN_STRIPS or len(fragment.rows) - 1 < MIN_ROWS)
