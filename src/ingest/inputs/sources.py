"""``kilder.csv``: what is known of the PDFs beside it that they do not say themselves.

One line a file; every column but ``file`` may be missing or empty::

    file;municipality;title;edition date;url;retrieved;licence;source_kind;note;plan_id
    varde-2013.pdf;Varde;Handleplan ...;2013;https://...;2026-11-20;CC BY 4.0;original;;

Columns are separated by ``;`` or ``,``. The file is UTF-8, with or without BOM, or cp1252 as Excel saves it.
The columns may have their Danish names (``HEADERS``).
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from ingest import errors

FILE_NAME = "kilder.csv"

HEADERS = {
    "fil": "file",
    "kommune": "municipality",
    "kommuner": "municipality",
    "titel": "title",
    "udgavedato": "edition_date",
    "dato": "edition_date",
    "webadresse": "url",
    "hentet": "retrieved",
    "licens": "licence",
    "license": "licence",
    "kildetype": "source_kind",
    "bemærkning": "note",
    "planserie": "plan_id",
}
"""Other names of the columns → the name in ``SourceRow``; spaces count as underscores."""

BETWEEN_NAMES = re.compile(r"\s*[/;,]\s*|\s+og\s+")
ISO_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
DANISH_DATE = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")  # what Danish Excel makes of an ISO date


def _names(value: object) -> object:
    return tuple(name for name in BETWEEN_NAMES.split(value.strip()) if name) if isinstance(value, str) else value


def _date(value: object) -> object:
    if not isinstance(value, str):
        return value
    danish = DANISH_DATE.fullmatch(value)
    iso = f"{danish[3]}-{int(danish[2]):02}-{int(danish[1]):02}" if danish else value
    if not ISO_DATE.fullmatch(iso):
        raise ValueError("bad_date")
    return iso


def _url(value: object) -> object:
    if isinstance(value, str) and not re.match(r"https?://", value):
        raise ValueError("bad_url")
    return value


def _source_kind(value: object) -> object:
    if value == "rekonstruktion":
        return "reconstruction"
    if value not in ("original", "reconstruction"):
        raise ValueError("bad_source_kind")
    return value


Date = Annotated[str, BeforeValidator(_date)]


class SourceRow(BaseModel):
    """A line of ``kilder.csv``. Dates are ISO, to the year, the month or the day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    municipality: Annotated[tuple[str, ...], BeforeValidator(_names)] = ()
    title: str | None = None
    edition_date: Date | None = None
    url: Annotated[str, BeforeValidator(_url)] | None = None
    retrieved: Date | None = None
    licence: str | None = None
    source_kind: Annotated[Literal["original", "reconstruction"], BeforeValidator(_source_kind)] | None = None
    note: str | None = None
    plan_id: str | None = None


def read_sources(folder: str | Path) -> dict[str, SourceRow]:
    """File name (NFC) → its line in the folder's ``kilder.csv``; empty when there is none.

    Raises:
        errors.BadSources: the file is not as it should be; it says in which line and column.
    """
    path = Path(folder) / FILE_NAME
    if not path.is_file():
        return {}
    lines = csv_lines(path)
    if not lines:
        raise errors.BadSources(path, "empty")
    header = _header(path, *lines[0])
    rows: dict[str, SourceRow] = {}
    for number, cells in lines[1:]:
        row = _row(path, number, header, cells)
        if row.file in rows:
            raise errors.BadSources(path, "file_twice", line=number, column="file", said=row.file)
        rows[row.file] = row
    return rows


def source_of(pdf: Path, rows: dict[str, SourceRow]) -> SourceRow | None:
    """The line about a PDF, whatever the case of its name."""
    name = unicodedata.normalize("NFC", pdf.name)
    if name in rows:
        return rows[name]
    return next((row for file, row in rows.items() if file.casefold() == name.casefold()), None)


def absent(folder: Path, rows: dict[str, SourceRow]) -> list[str]:
    """The files that ``kilder.csv`` names and the folder does not hold."""
    there = {unicodedata.normalize("NFC", entry.name).casefold() for entry in folder.iterdir()}
    return [file for file in rows if file.casefold() not in there]


def csv_lines(path: Path) -> list[tuple[int, list[str]]]:
    """(line number, cells) of every line that is not blank.

    Raises:
        errors.BadSources: the file cannot be read as CSV.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise errors.BadSources(path, "unreadable", said=error.strerror or str(error)) from None
    text = _decoded(path, data)
    first = text.lstrip().split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True)
    lines = []
    try:
        for cells in reader:
            clean = [unicodedata.normalize("NFC", cell).strip() for cell in cells]
            if any(clean):
                lines.append((reader.line_num, clean))
    except csv.Error as error:
        raise errors.BadSources(path, "not_csv", line=reader.line_num, said=str(error)) from None
    return lines


def _decoded(path: Path, data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise errors.BadSources(path, "encoding")


def _header(path: Path, number: int, cells: list[str]) -> list[str]:
    header = []
    for position, cell in enumerate(cells, start=1):
        name = cell.casefold().replace(" ", "_")
        name = HEADERS.get(name, name)
        if name and name not in SourceRow.model_fields:
            raise errors.BadSources(path, "unknown_column", line=number, column=position, said=cell)
        if name and name in header:
            raise errors.BadSources(path, "column_twice", line=number, column=position, said=cell)
        header.append(name)
    if "file" not in header:
        raise errors.BadSources(path, "no_file_column", line=number)
    return header


def _row(path: Path, number: int, header: list[str], cells: list[str]) -> SourceRow:
    if any(cells[len(header) :]):
        raise errors.BadSources(path, "too_many_cells", line=number, column=len(header) + 1)
    said = {name: cell for name, cell in zip(header, cells, strict=False) if name and cell}
    if "file" not in said:
        raise errors.BadSources(path, "no_file", line=number, column="file")
    try:
        return SourceRow.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        column = str(first["loc"][0])
        raise errors.BadSources(
            path, str(first["ctx"]["error"]), line=number, column=column, said=said[column]
        ) from None
