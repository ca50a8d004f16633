"""``handleplan inspect``: pictures of the pages with what was found on them, and the reasons as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.batch import Limits
from ingest.commands.tables import each_document
from ingest.export.writing import write
from ingest.messages import Language
from ingest.settings import DEFAULT, Settings
from ingest.work import pictures_of_document, unpacked


def inspect(named: Sequence[Path], out: Path, limits: Limits, lang: Language, *, settings: Settings = DEFAULT) -> int:
    """Write ``out/<stem>-001.png`` ... and ``out/<stem>.json`` for every document named; the exit code.

    Raises:
        errors.CannotStart: nothing was done.
    """
    return each_document(named, out, limits, lang, pictures_of_document, _save, settings)


def _save(output: Path, text: str) -> None:
    for name, data in unpacked(text).items():
        write(output.with_name(name), data)
