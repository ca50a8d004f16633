"""Tables by the structure tree: Table, TR, TH and TD, joined to the page's words by marked-content ids.

Where the tree is right it gives exact cells, spans and paragraphs, and a row is one row across page breaks. Where it
lies (a letterhead tagged as a table, cells in another order than on the page) ``sane`` says no, and ``choosing``
looks elsewhere.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.layout.lines import bbox_of, lines
from ingest.layout.pages import Document, Sheet
from ingest.layout.rulings import WHITE
from ingest.reading.page import Element, Fill, Word, walk
from ingest.tables.fragment import OVERLAP, Cell, Fragment, Paragraph, in_order, texts_by_column
from ingest.tables.tree_grid import MIN_COLUMNS, TreeCell, TreeGrid, placed, tables
from model.issue import BBox

_Extent = tuple[int, int, BBox]  # a column, how many it spans, and the box of a text there


def fragments(document: Document) -> list[Fragment]:
    """The fragments of every table of the tree, one for each page that it stands on."""
    tree = document.reading.tree
    if tree is None:
        return []
    words: dict[tuple[int, int], list[Word]] = {}
    for sheet in document.sheets:
        for word in sheet.words:
            if word.mcid >= 0:
                words.setdefault((sheet.page.number, word.mcid), []).append(word)
    sheets = {sheet.page.number: sheet for sheet in document.sheets}
    found: list[Fragment] = []
    grid = TreeGrid()
    for table in tables(tree):
        grid = placed(table, grid)
        found.extend(_fragments(table, grid, words, sheets))
    return found


def known_words(document: Document) -> dict[int, frozenset[int]]:
    """Page number → the words that the tree places somewhere, in a table or not."""
    places = {
        content
        for element in walk(document.reading.tree)
        for content in element.contents
        if not isinstance(content, Element)
    }
    return {
        sheet.page.number: frozenset(w.order for w in sheet.words if (sheet.page.number, w.mcid) in places)
        for sheet in document.sheets
    }


def sane(fragment: Fragment) -> bool:
    """Whether the tree's columns stand left to right on the page and its rows below each other."""
    rows: dict[int, list[tuple[float, float]]] = {}
    for cell in fragment.cells:
        words = [word for word in cell.words if not word.angle]
        if words and cell.row_span == 1:  # by baselines: boxes are as high as their font says
            rows.setdefault(cell.row, []).append((min(w.baseline for w in words), max(w.baseline for w in words)))
    return in_order(texts_by_column(fragment.cells)) and in_order(rows)


def _by_column(extents: Iterable[_Extent]) -> dict[int, list[tuple[float, float]]]:
    """Column → where its texts begin and end."""
    found: dict[int, list[tuple[float, float]]] = {}
    for column, span, box in extents:
        if span == 1:
            found.setdefault(column, []).append((box[0], box[2]))
    return found


def _under_their_columns(
    cells: list[TreeCell], columns: int, words: dict[tuple[int, int], list[Word]]
) -> list[TreeCell]:
    """The cells of short rows moved to the columns that they stand under.

    Chromium writes no TD for an empty cell, so what follows one is counted too far to the left.
    """
    width: dict[int, int] = dict.fromkeys({cell.row for cell in cells}, 0)
    for cell in cells:
        for row in range(cell.row, cell.row + cell.row_span):
            width[row] = width.get(row, 0) + cell.column_span
    starts: dict[int, float] = {}
    left = {id(cell): _left(cell, words) for cell in cells}
    for cell in cells:
        if width[cell.row] == columns and left[id(cell)] is not None:
            starts[cell.column] = min(starts.get(cell.column, float("inf")), left[id(cell)] or 0.0)
    if len(starts) < columns:
        return cells
    moved: list[TreeCell] = []
    for cell in cells:
        x = left[id(cell)]
        if width[cell.row] < columns and cell.column_span == 1 and x is not None:
            under = max((k for k, start in starts.items() if start <= x + OVERLAP), default=cell.column)
            cell = replace(cell, column=max(cell.column, under))
        moved.append(cell)
    return moved


def _left(cell: TreeCell, words: dict[tuple[int, int], list[Word]]) -> float | None:
    """Where the text of a cell begins, in points from the left; ``None`` without any."""
    own = [w.x0 for block in cell.blocks for place in block.contents for w in words.get(place, ()) if not w.angle]
    return min(own, default=None)


def _fragments(
    table: Element, grid: TreeGrid, words: dict[tuple[int, int], list[Word]], sheets: dict[int, Sheet]
) -> Iterator[Fragment]:
    keys, columns = grid.keys, grid.columns
    if columns < MIN_COLUMNS:
        return
    cells = _under_their_columns(grid.cells, columns, words)
    pages_of_row: list[set[int]] = [set() for _ in keys]
    for cell in cells:
        pages = {place[0] for block in cell.blocks for place in block.contents if words.get(place)}
        if cell.row_span == 1:
            pages_of_row[cell.row] |= pages
        elif pages:
            pages_of_row[cell.row].add(min(pages))
    end: int | None = None
    for pages in pages_of_row:  # an empty row stands where the row before ends; before the first text there is none
        if pages:
            end = max(pages)
        elif end is not None:
            pages.add(end)
    across: dict[int, list[_Extent]] = {}
    for cell in cells:
        for number in {place[0] for block in cell.blocks for place in block.contents}:
            box = _box(tuple(_paragraphs(cell, number, words)))
            if box is not None:
                across.setdefault(number, []).append((cell.column, cell.column_span, box))
    for number in sorted(set().union(*pages_of_row)):
        # not always rows that follow each other: a repeated header is one row on many pages
        rows = [row for row, pages in enumerate(pages_of_row) if number in pages]
        width = sheets[number].page.width
        alike = [extent for page, found in across.items() if sheets[page].page.width == width for extent in found]
        fragment = _on_page(table, cells, keys, columns, rows, sheets[number], words, alike)
        if fragment is not None:
            yield fragment


def _on_page(
    table: Element,
    cells: Sequence[TreeCell],
    keys: Sequence[int],
    columns: int,
    rows: Sequence[int],
    sheet: Sheet,
    words: dict[tuple[int, int], list[Word]],
    alike: Sequence[_Extent],
) -> Fragment | None:
    """The rows of a table that have words on one page, with boxes made from the words.

    ``alike`` are the texts of the table on all pages of this width: a page may hold a word of one column only.
    """
    number = sheet.page.number
    place = {row: at for at, row in enumerate(rows)}
    made: list[tuple[TreeCell, int, int, tuple[Paragraph, ...]]] = []
    for cell in cells:
        covered = [place[row] for row in range(cell.row, cell.row + cell.row_span) if row in place]
        if covered:
            made.append((cell, covered[0], covered[-1] + 1, tuple(_paragraphs(cell, number, words))))
    box = bbox_of(w for *_, paragraphs in made for p in paragraphs for line in p.lines for w in line)
    if box is None:
        return None
    own = [(c.column, c.column_span, text) for c, _, _, p in made if (text := _box(p)) is not None]
    extents = alike if in_order(_by_column(alike)) else own
    left, right_end = min(text[0] for *_, text in extents), max(text[2] for *_, text in extents)
    xs = _edges(extents, columns, left, right_end, axis=0)
    ys = _edges([(top, bottom - top, _box(p)) for _, top, bottom, p in made], len(rows), box[1], box[3], axis=1)
    page_cells = []
    for cell, top, bottom, paragraphs in made:
        right = min(cell.column + cell.column_span, columns)
        page_cells.append(
            Cell(
                top,
                cell.column,
                bottom - top,
                right - cell.column,
                (xs[cell.column], ys[top], xs[right], ys[bottom]),
                paragraphs,
                _fill_under(paragraphs, sheet.page.fills),
                cell.element.key,
                cell.element.kind == "TH",
            )
        )
    return Fragment(
        number,
        (xs[0], ys[0], xs[-1], ys[-1]),
        "tagged",
        tuple(page_cells),
        tuple(xs),
        tuple(ys),
        table.key,
        tuple(keys[row] for row in rows),
    )


def _paragraphs(cell: TreeCell, page: int, words: dict[tuple[int, int], list[Word]]) -> Iterator[Paragraph]:
    for block in cell.blocks:
        own = [word for place in block.contents if place[0] == page for word in words.get(place, ())]
        if own:
            yield Paragraph(tuple(lines(own)), block.key)


def _box(paragraphs: Sequence[Paragraph]) -> BBox | None:
    return bbox_of(w for p in paragraphs for line in p.lines for w in line)


def _edges(
    spans: Sequence[tuple[int, int, BBox | None]],
    count: int,
    start: float,
    end: float,
    axis: int,
) -> list[float]:
    """Edges of columns (axis 0) or rows (axis 1), halfway between the texts on either side; empty ones share."""
    low, high = [float("inf")] * count, [float("-inf")] * count
    for at, span, box in spans:
        if box is not None and span == 1 and at < count:
            low[at] = min(low[at], box[axis])
            high[at] = max(high[at], box[axis + 2])
    edges: list[float | None] = [start, *([None] * (count - 1)), end]
    reached = list(itertools.accumulate(high, max))
    for k in range(1, count):
        before = reached[k - 1] if reached[k - 1] > float("-inf") else None
        if low[k] < float("inf") and high[k - 1] > float("-inf") and before is not None:
            edges[k] = (before + low[k]) / 2
        elif low[k] < float("inf"):
            edges[k] = low[k]
        elif high[k - 1] > float("-inf") and before is not None:
            edges[k] = before
    known = [(k, e) for k, e in enumerate(edges) if e is not None]
    filled: list[float] = []
    for (k, a), (m, b) in itertools.pairwise(known):
        filled += [a + (b - a) * i / (m - k) for i in range(m - k)]
    filled.append(end)
    for k in range(1, len(filled)):
        filled[k] = max(filled[k], filled[k - 1])
    return filled


def _fill_under(paragraphs: Sequence[Paragraph], fills: Sequence[Fill]) -> int | None:
    """The colour under the first glyph: the last fill drawn there."""
    first = next((w for p in paragraphs for line in p.lines for w in line), None)
    if first is None:
        return None
    x, y = first.x0 + 1, first.baseline - 0.3 * first.size
    for fill in reversed(fills):
        if fill.x0 <= x <= fill.x1 and fill.top <= y <= fill.bottom:
            return None if fill.colour == WHITE else fill.colour
    return None
