"""The tables of a structure tree → their cells on a grid, as in HTML. Pure; it knows no page and no word."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ingest.reading.page import Element

GROUPS = frozenset({"THead", "TBody", "TFoot", "NonStruct", "Div", "Sect", "Part", "Span"})
BLOCKS = frozenset(
    {
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "LI",
        "BlockQuote",
        "Quote",
        "Caption",
        "Note",
        "Title",
        "Code",
    }
)
MAX_SPAN = 1000  # columns, as in HTML
MIN_COLUMNS = 2  # a table of one column is a box, a letterhead or a list


@dataclass(slots=True)
class Block:
    """The marked contents of one paragraph, as (page, id)."""

    key: int
    contents: list[tuple[int, int]] = field(default_factory=list)
    label_only: bool = True


@dataclass(frozen=True, slots=True)
class TreeCell:
    """A TD or TH on the grid, with its paragraphs."""

    row: int
    column: int
    row_span: int
    column_span: int
    element: Element
    blocks: tuple[Block, ...]


@dataclass(slots=True)
class TreeGrid:
    """The cells of a table, its rows' keys, its number of columns, and the cells that reach below its last row.

    Of the last, ``row_span`` is how many rows are still to come: a producer that begins a table anew on each page
    (WeasyPrint) leaves them out there.
    """

    keys: list[int] = field(default_factory=list)
    cells: list[TreeCell] = field(default_factory=list)
    open: list[TreeCell] = field(default_factory=list)
    columns: int = 0
    taken: set[tuple[int, int]] = field(default_factory=set)

    def free(self, row: int) -> int:
        """The first column of a row that no cell covers."""
        column = 0
        while (row, column) in self.taken:
            column += 1
        return column

    def put(self, cell: TreeCell) -> None:
        """Place a cell, as far down as the table has rows."""
        rows = min(cell.row_span, len(self.keys) - cell.row)
        covered = range(cell.column, cell.column + cell.column_span)
        self.taken.update((row, column) for row in range(cell.row, cell.row + rows) for column in covered)
        self.cells.append(replace(cell, row_span=rows))
        if cell.row_span > rows:
            self.open.append(replace(cell, row_span=cell.row_span - rows))

    def of_columns(self, columns: int) -> TreeGrid:
        """The grid with so many columns, less those in which no cell begins."""
        starts = sorted({cell.column for cell in self.cells if cell.column < columns})

        def counted(cells: Iterable[TreeCell]) -> Iterator[TreeCell]:
            for cell in cells:
                if cell.column < columns:
                    first, end = (bisect_left(starts, k) for k in (cell.column, cell.column + cell.column_span))
                    yield replace(cell, column=first, column_span=end - first)

        return TreeGrid(self.keys, list(counted(self.cells)), list(counted(self.open)), len(starts))


def tables(element: Element) -> Iterator[Element]:
    """The tables of a tree; of a box around other tables the inner ones."""
    if element.kind == "Table":
        inner = [t for child in element.contents if isinstance(child, Element) for t in tables(child)]
        if inner and max((len(list(_cells_of(row))) for row in _rows_of(element)), default=0) < MIN_COLUMNS:
            yield from inner
        else:
            yield element
        return
    for child in element.contents:
        if isinstance(child, Element):
            yield from tables(child)


def _rows_of(element: Element) -> Iterator[Element]:
    for child in element.contents:
        if isinstance(child, Element):
            if child.kind == "TR":
                yield child
            elif child.kind in GROUPS:
                yield from _rows_of(child)


def _cells_of(row: Element) -> Iterator[Element]:
    for child in row.contents:
        if isinstance(child, Element):
            if child.kind in ("TD", "TH"):
                yield child
            elif child.kind in GROUPS:
                yield from _cells_of(child)


def placed(table: Element, before: TreeGrid) -> TreeGrid:
    """The cells of a table on their grid (as in HTML), below those of the table before that still reach into it.

    A span reaches no farther than the table has rows, and columns in which no cell begins are none. Empty columns at
    the end count when all rows have them: LibreOffice adds empty cells to a row where a page break cuts a row span.
    """
    rows = [(row, list(_cells_of(row))) for row in _rows_of(table)]
    grid = TreeGrid(keys=[row.key for row, _ in rows])
    body = next((at for at, (_, own) in enumerate(rows) if any(cell.kind == "TD" for cell in own)), None)
    filled, widths = 0, []
    for at, (_, own) in enumerate(rows):
        if at == body:
            for cell in _reaching_into([own for _, own in rows[at:]], before):
                grid.put(replace(cell, row=at))
        for element in own:
            span = min(element.column_span, MAX_SPAN)
            cell = TreeCell(at, grid.free(at), element.row_span, span, element, tuple(_blocks(element)))
            grid.put(cell)
            if cell.blocks:
                filled = max(filled, cell.column + span)
        widths.append(grid.free(at))
    return grid.of_columns(max(filled, min(widths, default=0)))


def _reaching_into(rows: Iterable[list[Element]], before: TreeGrid) -> list[TreeCell]:
    """The open cells of the table before, as high as the rows that leave them out: one that a page cut counts twice."""
    lacking = itertools.takewhile(lambda own: _wide(own) + _wide(before.open) == before.columns, rows)
    height = len(list(lacking))
    return [replace(cell, row_span=max(height, cell.row_span), blocks=()) for cell in before.open if height]


def _wide(cells: Iterable[TreeCell | Element]) -> int:
    return sum(cell.column_span for cell in cells)


def _blocks(cell: Element) -> list[Block]:
    """The paragraphs of a cell. A list item's label belongs to the paragraph that it labels."""
    blocks = [Block(cell.key)]

    def visit(element: Element, label: bool) -> None:
        for content in element.contents:
            if isinstance(content, Element):
                opens = content.kind in BLOCKS
                if opens and not (blocks[-1].label_only and blocks[-1].contents):
                    blocks.append(Block(content.key))
                elif opens:
                    blocks[-1].key = content.key
                visit(content, label or content.kind == "Lbl")
                if opens:
                    blocks.append(Block(element.key))
            else:
                blocks[-1].contents.append(content)
                blocks[-1].label_only &= label

    visit(cell, False)
    return [block for block in blocks if block.contents]
