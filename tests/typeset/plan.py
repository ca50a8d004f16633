"""A plan document as a value: what stands in it and how it is to look; and the truth that a reader sees.

Texts carry U+00AD where they may be hyphenated (``words``). Lengths are PDF points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from typeset.words import plain

RuleKind = Literal[
    "strokes",
    "thin-rectangles",
    "fill-edges",
    "inset-fills",
    "dashed",
    "dotted",
    "double",
    "hairline",
    "coloured",
    "white-on-colour",
    "horizontal",
    "horizontal-zebra",
    "boxes",
    "none",
]
RULE_KINDS: tuple[RuleKind, ...] = RuleKind.__args__  # type: ignore[attr-defined]
SPARE_RULES: frozenset[RuleKind] = frozenset({"horizontal", "horizontal-zebra", "none"})  # no vertical ones
UNRULED: frozenset[RuleKind] = frozenset({"none"})
Hyphen = Literal["none", "soft", "plain", "typographic"]
# pages drawn sideways and turned back by /Rotate; drawn sideways and shown so
Turn = Literal["upright", "rotated", "sideways"]
HYPHENS: dict[Hyphen, str] = {"none": "", "soft": "\u00ad", "plain": "-", "typographic": "\u2010"}
BETWEEN_HEADER_ROWS = " – "


@dataclass(frozen=True)
class Cell:
    """Text in paragraphs or, with ``bullets``, list items; what it spans; ``upright``: set at 90 degrees."""

    paragraphs: tuple[str, ...] = ()
    bullets: bool = False
    row_span: int = 1
    column_span: int = 1
    bold: bool = False
    upright: bool = False

    @property
    def text(self) -> str:
        """What a reader reads: a line a paragraph."""
        return "\n".join(plain(p) for p in self.paragraphs)


@dataclass(frozen=True)
class Column:
    """A heading, the field of ``model.Activity`` that it means (``None``: unknown), and a share of the width."""

    heading: str
    field: str | None
    share: float


Row = tuple[Cell | None, ...]  # one place a column; None where another cell reaches


@dataclass(frozen=True)
class Table:
    """Columns and rows.

    ``header``: rows of cells above the body, none for a table without. ``caption``: a full-width row above them.
    ``repeats``: the header is printed again on every page. ``cut_before``: the body row that a typesetter put on a
    new page by hand, with other ``second_shares`` and no header. ``header_alone``: the first page ends with it.
    ``attached``: no space between this table and the one before.
    """

    columns: tuple[Column, ...]
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    caption: Cell | None = None
    repeats: bool = True
    cut_before: int | None = None
    second_shares: tuple[float, ...] = ()
    header_alone: bool = False
    attached: bool = False

    def is_band(self, row: Row) -> bool:
        """Whether one cell over all columns names the group of the rows below."""
        return row[0] is not None and row[0].column_span == len(self.columns) and bool(row[0].paragraphs)

    def names_a_group(self, row: Row) -> bool:
        """Whether a row names the group below: a band, or one that is not merged, bold at its start and else empty."""
        first, *others = row
        alone = all(cell is not None and not cell.paragraphs for cell in others)
        return self.is_band(row) or (first is not None and first.bold and bool(first.paragraphs) and alone)


@dataclass(frozen=True)
class Heading:
    """A section's heading."""

    text: str


@dataclass(frozen=True)
class Prose:
    """A paragraph outside tables."""

    text: str


@dataclass(frozen=True)
class Beside:
    """Tables side by side, on one page."""

    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Columns:
    """A page of columns, each a table or prose on the same base lines."""

    blocks: tuple[Table | Prose, ...]


Block = Heading | Prose | Table | Beside | Columns


@dataclass(frozen=True)
class Style:
    """How a document looks. What a producer cannot do it leaves out (``producers`` says which kinds it sets)."""

    rules: RuleKind = "strokes"
    whole_lines: bool = True  # a rule from end to end; else cell by cell
    open_sides: bool = False  # no rules at the table's left and right
    open_breaks: Literal["closed", "cut rows", "all"] = "closed"  # where a page break leaves the rule out
    cuts_rows: bool = True
    hyphen: Hyphen = "none"
    breaks_words: bool = False  # a word wider than its column is broken, without a hyphen
    font: str = "Helvetica"
    size: float = 9.0
    leading: float = 1.25
    padding: float = 4.0
    header_fill: int | None = None
    bold_header: bool = True
    header_rule: bool = False  # one under the header, whatever the other rules
    middle: bool = False  # short cells stand in the middle of their rows
    landscape: bool = False
    turn: Turn = "upright"
    cropped: bool = False  # by a crop box
    running_head: str = ""
    page_numbers: bool = False
    side_furniture: bool = False  # a running head at 90 degrees beside the table


@dataclass(frozen=True)
class PlanDocument:
    """A title, blocks in reading order, and a style."""

    title: str
    blocks: tuple[Block, ...]
    style: Style = field(default_factory=Style)

    @property
    def tables(self) -> Iterator[Table]:
        """The tables in reading order."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield block
            elif isinstance(block, Beside):
                yield from block.tables
            elif isinstance(block, Columns):
                yield from (b for b in block.blocks if isinstance(b, Table))


@dataclass(frozen=True)
class TableTruth:
    """A table as a reader sees it, in the form of ``handleplan tables``: spanned values once, lines for paragraphs."""

    caption: str | None
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ActivityTruth:
    """A row as ``model.Activity`` has it: its section and the texts of the fields that its headings mean."""

    section: str
    texts: tuple[tuple[str, str], ...]


def table_truths(document: PlanDocument) -> list[TableTruth]:
    """Every table of a document."""
    return [
        TableTruth(
            table.caption.text if table.caption else None,
            _header(table),
            tuple(tuple(cell.text if cell else "" for cell in row) for row in table.rows),
        )
        for table in document.tables
    ]


def activity_truths(document: PlanDocument) -> list[ActivityTruth] | None:
    """Every activity of a document; ``None`` when a table has no header, so that no one can tell."""
    found: list[ActivityTruth] = []
    heading = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = plain(block.text)
        for table in PlanDocument("", (block,)).tables:
            if not table.header:
                return None
            found.extend(_activities(table, table.caption.text if table.caption else heading))
    return found


def _activities(table: Table, section: str) -> Iterator[ActivityTruth]:
    open_cells: dict[int, tuple[int, str]] = {}
    for row in table.rows:
        if table.names_a_group(row):
            section = row[0].text if row[0] else ""
            continue
        texts: list[tuple[str, str]] = []
        says_something = False
        for k, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            left, text = open_cells.pop(k, (0, "")) if cell is None else (cell.row_span, cell.text)
            if left > 1:
                open_cells[k] = left - 1, text
            if column.field:
                texts.append((column.field, text))
            says_something |= bool(text)
        if says_something:
            yield ActivityTruth(section, tuple(texts))


def _header(table: Table) -> tuple[str, ...]:
    found: list[list[str]] = [[] for _ in table.columns]
    for row in table.header:
        for k, cell in enumerate(row):
            if cell is not None and cell.text:
                for column in range(k, k + cell.column_span):
                    found[column].append(cell.text)
    return tuple(BETWEEN_HEADER_ROWS.join(parts) for parts in found) if table.header else ()
