"""Tree and lines made one: the lines' cells, boxes and fills with the tree's paragraphs and keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.tables.fragment import NO_ROW, Cell, Fragment


def combined(tree: Sequence[Fragment], lines: Fragment, known: frozenset[int]) -> list[Fragment]:
    """The tables of the tree that stand in one grid of lines, between its lines; empty when the two differ.

    ``known`` are the words that the tree places somewhere.
    """
    tree = sorted(tree, key=lambda f: f.bbox[1])
    parts = _cut(lines, tree) if len(tree) > 1 else [lines]
    agreed = [one for table, part in zip(tree, parts, strict=False) if (one := _as_one(table, part, known))]
    return agreed if len(agreed) == len(tree) else []


def _cut(lines: Fragment, tree: Sequence[Fragment]) -> list[Fragment]:
    """The rows of a grid shared out among the tables whose words they hold; empty when they cannot be."""
    owner = {w.order: at for at, table in enumerate(tree) for w in table.words}
    starts = [len(lines.rows) - 1] * len(tree)
    for cell in lines.cells:
        for word in cell.words:
            if word.order in owner:
                starts[owner[word.order]] = min(starts[owner[word.order]], cell.row)
    ends = [0, *starts[1:], len(lines.rows) - 1]
    astride = any(c.row < at < c.row + c.row_span for c in lines.cells for at in ends)
    if astride or any(a >= b for a, b in pairwise(ends)):
        return []
    return [_between(lines, top, bottom) for top, bottom in pairwise(ends)]


def _between(lines: Fragment, top: int, bottom: int) -> Fragment:
    """Some rows of a grid, on the column lines that their cells have."""
    cells = [c for c in lines.cells if c.row >= top and c.row + c.row_span <= bottom]
    last = bottom == len(lines.rows) - 1 or lines.open_below is None
    edges = sorted({k for c in cells for k in (c.column, c.column + c.column_span)} | {0, len(lines.columns) - 1})
    place = {k: at for at, k in enumerate(edges)}
    x0, _, x1, _ = lines.bbox
    return replace(
        lines,
        bbox=(x0, lines.rows[top], x1, lines.rows[bottom]),
        cells=tuple(
            replace(
                c,
                row=c.row - top,
                column=place[c.column],
                column_span=place[c.column + c.column_span] - place[c.column],
            )
            for c in cells
        ),
        columns=tuple(lines.columns[k] for k in edges),
        rows=lines.rows[top : bottom + 1],
        open_below=lines.open_below if last else frozenset(),
    )


def _as_one(tree: Fragment, lines: Fragment, known: frozenset[int]) -> Fragment | None:
    """The lines' cells with the tree's paragraphs and keys; ``None`` when they differ.

    Rows at the top that the tree knows nothing of are a repeated header, which typesetters leave out of it.
    """
    if len(lines.columns) < len(tree.columns):
        return None
    extra = _rows_unknown(lines, known)
    by_words = {frozenset(w.order for w in cell.words): cell for cell in tree.cells if any(cell.words)}
    cells: list[Cell] = []
    keys: dict[int, int] = {}
    spanning: dict[int, int] = {}  # where a cell that spans rows has its text, perhaps on the second page only
    for cell in lines.cells:
        words = frozenset(w.order for w in cell.words)
        said = by_words.pop(words, None)
        if said is not None:
            cells.append(replace(cell, paragraphs=said.paragraphs, key=said.key, head=said.head))
            if said.row_span > 1:
                spanning.setdefault(cell.row, tree.row_keys[said.row])
            elif cell.row_span == 1:
                keys.setdefault(cell.row, tree.row_keys[said.row])
        elif not words or cell.row < extra:
            cells.append(cell)
        else:
            return None
    keys = spanning | keys
    if by_words or len(set(keys.values())) < len(keys):
        return None
    empty = _empty_cells(tree) if len(lines.columns) == len(tree.columns) else {}
    if _has_spans(tree) and any(any(c.words) and _swallows(c, keys, empty) for c in cells):
        return None
    cells = [c if c.key else replace(c, key=empty.get((keys.get(c.row, NO_ROW), c.column))) for c in cells]
    agreed = replace(
        lines,
        method="tagged",
        cells=tuple(cells),
        table_key=tree.table_key,
        row_keys=tuple(keys.get(row, NO_ROW) for row in range(len(lines.rows) - 1)),
        reason="tree and lines agree",
    )
    return agreed if len(lines.columns) == len(tree.columns) else _on_columns_of(tree, agreed)


def _on_columns_of(tree: Fragment, agreed: Fragment) -> Fragment:
    """The fragment less the edges that only another table in the same grid has: they part empty cells from others.

    As it is where that does not give as many columns as the tree has.
    """
    told = Counter(tree.row_keys[cell.row] for cell in tree.cells if cell.row_span == 1)
    cells: list[Cell] = []
    for row, key in enumerate(agreed.row_keys):
        own = sorted((c for c in agreed.cells if c.row == row), key=lambda c: c.column)
        surplus = len(own) - told[key] if key in told else 0
        for cell in own:
            before = cells[-1] if cells and cells[-1].row == row else None
            if surplus > 0 and before and not any(cell.words) and cell.row_span == before.row_span == 1:
                cells[-1] = replace(
                    before,
                    column_span=before.column_span + cell.column_span,
                    bbox=(*before.bbox[:2], *cell.bbox[2:]),
                )
                surplus -= 1
            else:
                cells.append(cell)
    found = _between(replace(agreed, cells=tuple(cells)), 0, len(agreed.rows) - 1)
    return found if len(found.columns) == len(tree.columns) else agreed


def _has_spans(tree: Fragment) -> bool:
    """Whether a tree says of any cell that it spans others; where it never does, merged cells look empty in it."""
    return any(c.row_span > 1 or c.column_span > 1 for c in tree.cells)


def _swallows(cell: Cell, keys: Mapping[int, int], empty: Mapping[tuple[int, int], int | None]) -> bool:
    """Whether a cell of the lines holds one that is empty in the tree besides its own."""
    rows = range(cell.row, cell.row + cell.row_span)
    return cell.row_span > 1 and any((keys.get(row, NO_ROW), cell.column) in empty for row in rows)


def _empty_cells(tree: Fragment) -> dict[tuple[int, int], int | None]:
    """(key of a row, column) → the key of the cell there whose text, if any, stands on another page."""
    return {
        (tree.row_keys[row], c.column): c.key
        for c in tree.cells
        if not any(c.words)
        for row in range(c.row, c.row + c.row_span)
    }


def _rows_unknown(lines: Fragment, known: frozenset[int]) -> int:
    """How many rows at the top hold only words that the tree does not know."""
    rows = 0
    while rows < len(lines.rows) - 1:
        words = [w.order for cell in lines.cells if cell.row == rows for w in cell.words]
        if not words or any(order in known for order in words):
            break
        rows += 1
    return rows
