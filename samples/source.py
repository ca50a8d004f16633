r"""A sample plan's source: one TOML file, its blocks in reading order.

This is the form::

title = "..."                     # the plan's title; also of the PDF
municipalities = ["Varde"]
edition_date = "2013"             # for kilder.csv
plan_id = "..."                   # optional: the series, for kilder.csv
setter = "libreoffice"            # the program that sets it: libreoffice, typst or weasyprint
landscape = true
official = ["..."]                # names of units, laws and programmes, which stay as they are

[[blocks]]                        # one of: a heading (with its level), a paragraph, a list, a page break
heading = "Aktivitetsoversigt"
level = 2

[[blocks]]                        # or a table
header = ["Aktivitet", "Formål"]
widths = [35, 50]                 # of the columns, in mm

[[blocks.rows]]
prefix = "Ishøj:"                 # bold, before the first cell's text
colour = "green"                  # the fill of the first cell
spans = [3, 3]                    # rows that the first cells span; the rows below leave these cells out
cells = ["One paragraph.\nAnother."]

A line break in a cell ends a paragraph.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent

MARK = "REKONSTRUKTION – ikke kommunens tekst"
"""What stands on every page, in the metadata and in kilder.csv."""

FILLS = {"green": "92D050", "yellow": "FFFF00", "red": "FF0000"}
HEADER_FILL = "D9D9D9"


@dataclass(frozen=True)
class Heading:
    """A heading outside the tables; level 1 is the title."""

    text: str
    level: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph outside the tables."""

    text: str


@dataclass(frozen=True)
class Items:
    """A bulleted list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class PageBreak:
    """The next block begins a page."""


@dataclass(frozen=True)
class Cell:
    """A cell as it is set."""

    paragraphs: tuple[str, ...]
    prefix: str = ""
    fill: str | None = None
    row_span: int = 1


@dataclass(frozen=True)
class Row:
    """A row as it is set: cells that a cell above covers are left out."""

    cells: tuple[Cell, ...]
    colour: str | None = None


@dataclass(frozen=True)
class Table:
    """A table with its header; widths in mm."""

    header: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[Row, ...]

    def full_rows(self) -> Iterator[tuple[Cell, ...]]:
        """Every row with all its cells: a spanning cell counts for each of its rows."""
        open_spans: list[tuple[Cell, int]] = []
        for row in self.rows:
            above = tuple(cell for cell, _ in open_spans)
            cells = above + row.cells
            yield cells
            below = [(cell, left - 1) for cell, left in open_spans]
            below += [(cell, cell.row_span - 1) for cell in row.cells]
            open_spans = [(cell, left) for cell, left in below if left > 0]


Block = Heading | Paragraph | Items | PageBreak | Table


@dataclass(frozen=True)
class Source:
    """A sample plan before it is set."""

    stem: str
    title: str
    municipalities: tuple[str, ...]
    edition_date: str
    plan_id: str
    setter: str
    landscape: bool
    official: tuple[str, ...]
    persons: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


def read_sources() -> list[Source]:
    """All sample plans, by name."""
    return [read_source(path) for path in sorted(FOLDER.glob("*.toml"))]


def read_source(path: Path) -> Source:
    """One sample plan."""
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    return Source(
        stem=path.stem,
        title=said["title"],
        municipalities=tuple(said["municipalities"]),
        edition_date=said["edition_date"],
        plan_id=said.get("plan_id", ""),
        setter=said["setter"],
        landscape=said["landscape"],
        official=tuple(said["official"]),
        persons=tuple(said.get("persons", [])),
        blocks=tuple(_block(block) for block in said["blocks"]),
    )


def _block(said: dict) -> Block:  # type: ignore[type-arg]  # as TOML gives it
    if "heading" in said:
        return Heading(said["heading"], said["level"])
    if "paragraph" in said:
        return Paragraph(said["paragraph"])
    if "list" in said:
        return Items(tuple(said["list"]))
    if "page_break" in said:
        return PageBreak()
    return Table(tuple(said["header"]), tuple(said["widths"]), tuple(_row(row) for row in said["rows"]))


def _row(said: dict) -> Row:  # type: ignore[type-arg]
    colour = said.get("colour")
    spans = said.get("spans", [])
    cells = [
        Cell(
            tuple(text.split("\n")) if text else (),
            prefix=said.get("prefix", "") if position == 0 else "",
            fill=FILLS[colour] if colour and position == 0 else None,
            row_span=spans[position] if position < len(spans) else 1,
        )
        for position, text in enumerate(said["cells"])
    ]
    return Row(tuple(cells), colour)
