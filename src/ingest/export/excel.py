r"""``activities.xlsx``: four sheets for people who work in Excel, every cell a text.

Text stays what it is: 5.1 is no date, 0183 keeps its nought, and a leading ``=`` is no formula. Characters
that Excel cannot hold become U+FFFD, ``\r`` becomes ``\n``, and a text over Excel's limit is cut with a
visible mark. Columns that no plan has are hidden. The same plans give the same bytes.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.export.rows import Row, activity_rows, columns_used, issue_rows, plan_rows
from ingest.export.wording import CODED, header, no_column, worded
from ingest.messages import Language, text
from model.labels import Sheet, labels, meanings, value_words
from model.plan import Plan
from model.vocabulary import FIELDS

MAX_CELL = 32_767  # UTF-16 units in a cell, by Excel's specification
FIXED_TIME = datetime.datetime(2000, 1, 1)
FIXED_ZIP_TIME = (2000, 1, 1, 0, 0, 0)
UNIX = 3  # the zip entry's "system", else it differs between Windows and Linux
WIDTHS = (9, 48)  # characters: the narrowest and the widest column
FILTER_BUTTON = 4  # characters that it takes from the header
GREY = "FF999999"
HEADER_FILL = "FFDDE6EE"

UNHOLDABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as A


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet's content; a None is the grey "(no column)"."""

    title: str
    header: list[str]
    rows: list[list[str | None]]
    hidden: frozenset[int] = frozenset()


def activities_xlsx(plans: Sequence[Plan], failures: Iterable[Row] = (), lang: Language = "da") -> bytes:
    """The workbook. ``failures`` are rows of the issues' sheet about documents that gave no plan."""
    rows = activity_rows(plans)
    used = columns_used(rows)
    hidden = (place for place, column in enumerate(labels("activities")) if column in FIELDS and column not in used)
    return _workbook(
        [
            _sheet("activities", rows, lang, frozenset(hidden) if rows else frozenset()),
            _sheet("plans", plan_rows(plans), lang),
            _sheet("issues", [*failures, *issue_rows(plans, lang)], lang),
            _codebook(lang),
        ],
        lang,
    )


def holdable(said: str, lang: Language) -> str:
    """The text as an Excel cell can hold it."""
    clean = UNHOLDABLE.sub("\ufffd", said.replace("\r\n", "\n").replace("\r", "\n"))
    escaped = LOOKS_ESCAPED.sub("_x005F_", clean)
    if _units(escaped) <= MAX_CELL:
        return escaped
    mark = text(lang, "sheets.cut")
    room = (MAX_CELL - len(mark)) * 2
    return escaped.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + mark


def _units(said: str) -> int:
    return len(said) + sum(character > "\uffff" for character in said)


def _sheet(sheet: Sheet, rows: Sequence[Row], lang: Language, hidden: frozenset[int] = frozenset()) -> _Table:
    return _Table(
        text(lang, f"sheets.{sheet}"), header(sheet, lang), [worded(sheet, row, lang) for row in rows], hidden
    )


def _codebook(lang: Language) -> _Table:
    rows: list[list[str | None]] = []
    for sheet in CODED:
        said = meanings(sheet, lang)
        for column, label in labels(sheet, lang).items():
            words = value_words(CODED[sheet].get(column, ""), lang)
            values = "\n".join(f"{code} = {word}" for code, word in words.items())
            rows.append([text(lang, f"sheets.{sheet}"), column, label, said[column], values])
    columns = ("sheet", "column", "label", "meaning", "values")
    return _Table(text(lang, "sheets.codebook"), [text(lang, f"codebook.{column}") for column in columns], rows)


def _workbook(tables: list[_Table], lang: Language) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for table in tables:
        _fill(book, table, lang)
    book.properties.creator = "handleplan"
    book.properties.created = FIXED_TIME
    out = io.BytesIO()
    book.save(out)
    book.properties.modified = FIXED_TIME
    return _timeless(out.getvalue(), book.properties)


def _fill(book: Any, table: _Table, lang: Language) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(table.title)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.header))}{len(table.rows) + 1}"
    for place, width in enumerate(_widths(table)):
        column = sheet.column_dimensions[get_column_letter(place + 1)]
        column.width, column.hidden = width, place in table.hidden

    def model(**style: Any) -> Any:
        cell = WriteOnlyCell(sheet, "x")
        cell.number_format = "@"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        for name, value in style.items():
            setattr(cell, name, value)
        return cell

    def cell(said: str, like: Any) -> Any:
        made = WriteOnlyCell(sheet, holdable(said, lang) or None)
        if said:
            made.data_type = "s"  # else "=" makes it a formula
        made._style = like._style  # a style set anew for every cell takes ten times as long
        return made

    heading = model(font=Font(bold=True), fill=PatternFill("solid", fgColor=HEADER_FILL))
    body, absent = model(), model(font=Font(color=GREY))
    sheet.append([cell(label, heading) for label in table.header])
    for row in table.rows:
        sheet.append([cell(no_column(lang), absent) if said is None else cell(said, body) for said in row])


def _widths(table: _Table) -> list[int]:
    narrowest, widest = WIDTHS
    widths = [len(label) + FILTER_BUTTON for label in table.header]
    for row in table.rows:
        for place, said in enumerate(row):
            longest = max(map(len, (said or "").split("\n")))
            widths[place] = max(widths[place], longest)
    return [min(max(width, narrowest), widest) for width in widths]


def _timeless(workbook: bytes, properties: Any) -> bytes:
    """The same workbook without the time and the system that it was written on."""
    from openpyxl.xml.functions import tostring

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, FIXED_ZIP_TIME)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, UNIX
            new.writestr(entry, tostring(properties.to_tree()) if name == "docProps/core.xml" else old.read(name))
    return out.getvalue()
