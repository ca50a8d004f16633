"""Joined tables: what joining makes, and how one is built up part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.joining import header_rows
from ingest.joining.continuing import Evidence, is_number, is_one_paragraph
from ingest.tables.fragment import Cell, Fragment, Paragraph
from model.issue import BBox

ENDED = 2.0  # times the font size; a cut cell ends no more than a line above the others, where paragraphs keep together
FULL = 0.85  # of the cells of a table that leaves none empty; a page may cut a row or two


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a joined table; ``places`` has a (page, box) for every page that it stands on."""

    row: int
    column: int
    row_span: int
    column_span: int
    paragraphs: tuple[Paragraph, ...]
    places: tuple[tuple[int, BBox], ...]
    fill: int | None = None


@dataclass(frozen=True, slots=True)
class RowJoin:
    """A row at a page break: the row of the table, the page that it goes on to, and the evidence."""

    row: int
    page: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a reader sees it.

    ``header`` is one text a column, empty without a header; ``cells`` are those of the body, rows from 0 below the
    header; ``bands`` are the rows that name a group; ``caption`` is the full-width row right above the header.
    ``is_headed``: that row is a heading between two tables that adjoin, and those below stand under it too.
    ``parts`` are indexes of fragments; ``joins`` says in words why they were joined.
    """

    parts: tuple[int, ...]
    fragments: tuple[Fragment, ...]
    columns: int
    header: tuple[str, ...]
    header_cells: tuple[TableCell, ...]
    cells: tuple[TableCell, ...]
    rows: int
    bands: tuple[int, ...]
    caption: TableCell | None
    joins: tuple[str, ...]
    row_joins: tuple[RowJoin, ...]
    is_headed: bool = False


@dataclass(slots=True)
class OpenCell:
    """A cell of a table that is being built."""

    row: int
    column: int
    row_span: int
    column_span: int
    paragraphs: list[Paragraph]
    places: list[tuple[int, BBox]]
    fill: int | None
    key: int | None

    @classmethod
    def of(cls, cell: Cell, row: int, page: int) -> OpenCell:
        """The cell of a fragment, as it stands on one page."""
        places = [(page, cell.bbox)]
        spans = cell.row_span, cell.column_span
        return cls(row, cell.column, *spans, list(cell.paragraphs), places, cell.fill, cell.key)

    def closed(self) -> TableCell:
        """The finished cell."""
        return TableCell(
            self.row,
            self.column,
            self.row_span,
            self.column_span,
            tuple(self.paragraphs),
            tuple(self.places),
            self.fill,
        )

    def extend(self, cell: Cell, page: int, right: float, *, one_element: bool) -> None:
        """Take up what stands of this cell on the next page; ``right`` is where its lines end on this one."""
        below = list(cell.paragraphs)
        if (
            self.paragraphs
            and below
            and is_one_paragraph(self.paragraphs[-1], below[0], right, one_element=one_element)
        ):
            above = self.paragraphs[-1]
            self.paragraphs[-1] = Paragraph((*above.lines, *below.pop(0).lines), above.key)
        self.paragraphs.extend(below)
        self.places.append((page, cell.bbox))
        self.fill = self.fill if self.fill is not None else cell.fill


@dataclass(slots=True)
class OpenTable:
    """A table being built."""

    columns: int
    caption: OpenCell | None = None
    parts: list[int] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    header_cells: list[OpenCell] = field(default_factory=list)
    cells: list[OpenCell] = field(default_factory=list)
    rows: int = 0
    bands: list[int] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)
    row_joins: list[RowJoin] = field(default_factory=list)
    is_headed: bool = False

    def covering(self, row: int) -> dict[int, OpenCell]:
        """Column → the cell that starts there and covers a row."""
        return {c.column: c for c in self.cells if c.row <= row < c.row + c.row_span}

    def group_columns(self, covering: Mapping[int, OpenCell], row: Sequence[Cell]) -> set[int]:
        """The columns whose cells span rows here: what they do over a page break says nothing of the row."""
        spanning = {c.column for c in self.cells if c.row_span > 1 and c.row not in self.bands}
        spanning |= {c.column for c in row if c.row_span > 1}
        found = spanning & covering.keys()
        return found if found < {cell.column for cell in row} else set()

    def usual(self) -> list[int]:
        """The columns that hardly a row above the last leaves empty and that no cell spans rows in."""
        above = [c for c in self.cells if c.row not in self.bands and c.row < max(1, self.rows - 1)]
        found = []
        for column in range(self.columns):
            own = [c for c in above if c.column == column]
            if own and all(c.row_span == 1 for c in own) and sum(bool(c.paragraphs) for c in own) >= 0.8 * len(own):
                found.append(column)
        return found

    def is_full(self, more: Sequence[Cell]) -> bool:
        """Whether hardly a cell is empty, here and among those that are to come; one row says nothing."""
        own = [bool(c.paragraphs) for c in self.cells if c.row not in self.bands]
        filled = [*own, *(bool(c.paragraphs) for c in more)]
        return len(filled) >= 2 * self.columns and sum(filled) >= FULL * len(filled)

    def numbers(self, column: int) -> bool:
        """Whether the cells of a column number the rows."""
        filled = [c for c in self.cells if c.column == column and c.paragraphs]
        return len(filled) > 1 and sum(is_number(c.paragraphs) for c in filled) >= 0.8 * len(filled)

    def group_rows(self) -> list[int]:
        """Rows that name a group as a band does, but are not merged: one text, and set apart from the other rows."""
        filled: dict[int, list[OpenCell]] = {}
        for cell in self.cells:
            if cell.paragraphs:
                for row in range(cell.row, cell.row + cell.row_span):
                    filled.setdefault(row, []).append(cell)
        usual = [own for row, own in filled.items() if len(own) > 1 and row not in self.bands]
        return [
            row
            for row, own in filled.items()
            if len(own) == 1
            and own[0].row_span == 1
            and row not in self.bands
            and usual
            and not any(
                header_rows.is_bold(c.paragraphs) for cells in usual for c in cells if c.column == own[0].column
            )
            and header_rows.is_bold(own[0].paragraphs)
        ]

    def ended(self, row: int) -> set[int]:
        """The columns whose text ends lines above the lowest one of a row: no page end cut it there.

        A row that already stands on several pages does not tell.
        """
        cells = [cell for cell in self.covering(row).values() if cell.paragraphs and cell.row == row]
        if any(len(cell.places) > 1 for cell in cells):
            return set()
        ends = {cell.column: cell.paragraphs[-1].lines[-1][-1] for cell in cells}
        lowest = max((word.baseline for word in ends.values()), default=0.0)
        return {k for k, word in ends.items() if not word.angle and lowest - word.baseline > ENDED * word.size}

    def name_by_last_row(self) -> bool:
        """Make the last row a band, where the text in its first column is all that it holds; whether it was.

        Right above a header it is the heading of what follows, drawn between two tables that adjoin.
        """
        last = self.rows - 1
        own = list(self.covering(last).values())
        filled = [cell for cell in own if cell.paragraphs]
        if len(filled) != 1 or len(own) == 1 or filled[0].column or any(cell.row_span > 1 for cell in own):
            return False
        self.cells = [cell for cell in self.cells if cell.row != last or cell is filled[0]]
        filled[0].column_span = self.columns
        self.bands.append(last)
        return True

    def closed(self) -> Table:
        """The finished table."""
        return Table(
            tuple(self.parts),
            tuple(self.fragments),
            self.columns,
            tuple(self.header),
            tuple(c.closed() for c in self.header_cells),
            tuple(c.closed() for c in sorted(self.cells, key=lambda c: (c.row, c.column))),
            self.rows,
            tuple(sorted((*self.bands, *self.group_rows()))),
            self.caption.closed() if self.caption else None,
            tuple(self.joins),
            tuple(self.row_joins),
            self.is_headed,
        )
