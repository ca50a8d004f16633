"""``activities.csv`` for Danish Excel: ``;``, UTF-8 with BOM, CRLF, quotation marks where needed.

A spreadsheet runs a text that begins with ``=``, ``+``, ``-`` or ``@``. Such a text gets an apostrophe in
front, and so does one that begins with an apostrophe and one that is the mark for "no such column" by chance.
To read the file back by value: the mark itself is null; from any other text that begins with an apostrophe
take that away (``plain``).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from ingest.export.rows import activity_rows
from ingest.export.wording import header, no_column, worded
from ingest.messages import Language
from model.plan import Plan

BOM = "\ufeff"
GUARD = "'"
RUN_BY_SPREADSHEETS = (
    "=",
    "+",
    "-",
    "@",
    "＝",
    "＋",
    "－",
    "＠",
)  # the wide ones in Japanese and Chinese Excel
BLANKS = " \t\r\n\u00a0"  # what a spreadsheet skips before it looks


def activities_csv(plans: Sequence[Plan], lang: Language = "da") -> bytes:
    """One line an activity, the columns under their labels."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(header("activities", lang))
    for row in activity_rows(plans):
        writer.writerow(harmless(said, no_column(lang)) for said in worded("activities", row, lang))
    return (BOM + out.getvalue()).encode("utf-8")


def harmless(text: str | None, mark: str) -> str:
    """A text as it is written; None becomes the mark."""
    if text is None:
        return mark
    if text == mark or text.startswith((GUARD, "\t", "\r")) or text.lstrip(BLANKS).startswith(RUN_BY_SPREADSHEETS):
        return GUARD + text
    return text


def plain(written: str, mark: str) -> str | None:
    """The text that ``harmless`` wrote."""
    if written == mark:
        return None
    return written.removeprefix(GUARD)
