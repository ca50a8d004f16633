"""Settings: what a user may choose of an extraction, in one object that goes from the command to every step."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from model.plan import Persons

Second = Literal["pdfplumber", "camelot"]
Engine = Literal["auto", "pdfplumber", "camelot"]
"""``auto``: our methods, and a second reader for a place that looks like a table and that none could read."""


class Settings(NamedTuple):
    """The choices of one run.

    ``engine``: whose tables count. ``verify``: the second reader that reads all tables beside it, if any.
    ``persons``: what becomes of persons' names. ``vocabulary``: a file of one's own headings, beside ours.
    """

    engine: Engine = "auto"
    verify: Second | None = None
    persons: Persons = "keep"
    vocabulary: Path | None = None


DEFAULT = Settings()
