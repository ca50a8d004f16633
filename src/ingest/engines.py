"""Which readers of tables are asked: our own methods, or the second readers beside or instead of them."""

from __future__ import annotations

from typing import Literal, NamedTuple

Second = Literal["pdfplumber", "camelot"]
Engine = Literal["auto", "pdfplumber", "camelot"]
"""``auto``: our methods, and a second reader for a place that looks like a table and that none could read."""


class Readers(NamedTuple):
    """The engine whose tables count, and the second reader that verifies them, if any."""

    engine: Engine = "auto"
    verify: Second | None = None


OURS = Readers()
