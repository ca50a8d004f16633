"""Tables by their lines: strokes, thin rectangles, sides of fills, in any mixture (``rulings`` sorts those out)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.layout.lines import lines, middle, paragraphs, usual_leading
from ingest.layout.pages import Sheet
from ingest.layout.rulings import Region, fill_of
from ingest.reading.page import Page, Word
from ingest.tables.fragment import Cell, Fragment, Line
from ingest.tables.grids.grid import Grid, Span, grid
from ingest.tables.grids.open_rows import with_open_rows
from model.activity import Method
from model.issue import BBox

OFF_PAGE = 2.0  # points
CHART_TEXTS = 0.25  # of the cells have text in a chart at the most
CHART_ROWS = 4  # rows that a chart's grid has at the least
CHART_ROW = 0.6  # of a header row's cells have text at the least
MIN_COLUMNS = 2  # a single column in lines is a frame around prose
WORD_SPACE = 0.5  # of the font size; no column is so near the one before
RUN_OVER = 0.3  # of the lines in a table, more than any has
HANGING = 1.7  # times the font size; text no farther below the rules than a line still belongs to them


def fragments(sheet: Sheet, regions: Iterable[Region]) -> list[Fragment]:
    """The ruled fragments of a page, from top to bottom."""
    found: list[Fragment] = []
    listed = list(regions)
    for region in reversed(listed):  # what stands between two is the lower one's: its header
        others = [other.bbox for other in listed if other is not region]
        taken = {w.order for fragment in found for w in fragment.words}
        free = [w for w in sheet.words if w.order not in taken and not any(_stands_in(w, box) for box in others)]
        fragment = _fragment(sheet, region, free)
        if fragment is not None:
            found.append(fragment)
    return _innermost(found[::-1])


def _fragment(sheet: Sheet, region: Region, free: Sequence[Word]) -> Fragment | None:
    """The table of a region; ``free`` are the words that may stand in rows above and below its rules."""
    made = grid(region, sheet.words, sheet.page.fills)
    if made is None or len(made.xs) - 1 < MIN_COLUMNS or _leaves(made, sheet.page):
        return None
    if any(edge.hard for edge in region.vertical):
        made = _with_hanging_text(made, sheet.words)
    elif any(edge.hard for edge in region.horizontal):
        made = with_open_rows(made, free, sheet.page.fills)
    elif _is_run_over(made, sheet.words):
        return None
    fragment = filled(sheet, made, "ruled")
    return None if fragment is None or _is_chart(fragment) else fragment


def _is_run_over(made: Grid, words: Sequence[Word]) -> bool:
    """Whether many lines run on over the right side of fills: a column of headings, whose texts stand beside it."""
    side = made.xs[-1]
    listed = lines(w for w in words if made.ys[0] < middle(w)[1] < made.ys[-1] and not w.angle)
    inside = [line for line in listed if made.xs[0] <= line[0].x0 < side]
    over = (
        any(a.x1 <= side + 1 and b.x1 > side + 1 and b.x0 - a.x1 <= WORD_SPACE * b.size for a, b in pairwise(line))
        for line in inside
    )
    return sum(over) > RUN_OVER * len(inside)


def _stands_in(word: Word, box: BBox) -> bool:
    x, y = middle(word)
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _leaves(made: Grid, page: Page) -> bool:
    """Whether a grid runs off the page: the decoration of a booklet."""
    return made.xs[0] < -OFF_PAGE or made.xs[-1] > page.width + OFF_PAGE


def _is_chart(fragment: Fragment) -> bool:
    """Whether a grid is the bars and lines of a chart: hardly a cell with text, and no row that could be a header."""
    if len(fragment.rows) <= CHART_ROWS:
        return False  # the rest of a table on its last page
    texts = [sum(any(c.words) for c in fragment.cells if c.row == row) for row in range(len(fragment.rows) - 1)]
    fullest = max(texts) / (len(fragment.columns) - 1)
    return sum(texts) < CHART_TEXTS * len(fragment.cells) and fullest < CHART_ROW


def filled(sheet: Sheet, made: Grid, method: Method) -> Fragment | None:
    """A grid with the words of the page in its cells; ``None`` when there are none in it."""
    placed = _place(sheet.words, made)
    if not any(placed.values()):
        return None
    blocks = {span: lines(words) for span, words in placed.items()}
    rights = _right_limits(made, blocks)
    leading = usual_leading(blocks.values())
    cells = tuple(
        Cell(
            span.row,
            span.column,
            span.row_end - span.row,
            span.column_end - span.column,
            made.box(span),
            paragraphs(block, rights[span.column_end], leading),
            fill_of(made.box(span), sheet.page.fills),
        )
        for span, block in blocks.items()
    )
    box = (made.xs[0], made.ys[0], made.xs[-1], made.ys[-1])
    return Fragment(
        sheet.page.number,
        box,
        method,
        cells,
        made.xs,
        made.ys,
        open_below=made.open_below,
    )


def _place(words: Sequence[Word], made: Grid) -> dict[Span, list[Word]]:
    """The words of each cell."""
    placed: dict[Span, list[Word]] = {span: [] for span in made.cells}
    at = {(i, k): s for s in made.cells for i in range(s.row, s.row_end) for k in range(s.column, s.column_end)}
    for word in words:
        x, y = middle(word)
        column, row = _slot(x, made.xs), _slot(y, made.ys)
        if column is not None and row is not None:
            placed[at[row, column]].append(word)
    return placed


def _with_hanging_text(made: Grid, words: Sequence[Word]) -> Grid:
    """The grid with an open bottom drawn down to the text that runs on below the ends of its rules.

    A typesetter that cuts a row by the page stops the rules where it cut, but may let a longer cell run on.
    """
    if not made.open_below:
        return made
    inside = [w for w in words if made.xs[0] <= middle(w)[0] <= made.xs[-1]]
    bottom = made.ys[-1]
    last = max((w.baseline for w in inside if made.ys[-2] <= middle(w)[1] <= bottom), default=bottom)
    for line in lines(w for w in inside if middle(w)[1] > bottom):
        if line[0].angle or line[0].baseline - last > HANGING * max(w.size for w in line):
            break
        if any(_slot(w.x0 + 1, made.xs) != _slot(w.x1 - 1, made.xs) for w in line):
            break
        last = line[0].baseline
    hanging = [w for w in inside if bottom < middle(w)[1] and w.baseline <= last]
    if not hanging:
        return made
    columns = frozenset(k for w in hanging if (k := _slot(middle(w)[0], made.xs)) is not None)
    return replace(made, ys=(*made.ys[:-1], max(w.bottom for w in hanging)), open_below=columns)


def _slot(position: float, edges: Sequence[float]) -> int | None:
    if not edges[0] <= position <= edges[-1]:
        return None
    return bisect_left(edges, position, 1) - 1


def _right_limits(made: Grid, blocks: dict[Span, list[Line]]) -> dict[int, float]:
    """For each right grid line, how far text reaches towards it in any cell that ends there."""
    reach: dict[int, float] = {k: 0.0 for k in range(1, len(made.xs))}
    for span, block in blocks.items():
        for line in block:
            if not line[-1].angle:
                reach[span.column_end] = max(reach[span.column_end], line[-1].x1)
    return reach


def _innermost(found: list[Fragment]) -> list[Fragment]:
    """Fragments less those that only frame another one."""

    def frames(outer: Fragment, inner: Fragment) -> bool:
        a, b = outer.bbox, inner.bbox
        return a[0] <= b[0] + 1 and a[1] <= b[1] + 1 and a[2] >= b[2] - 1 and a[3] >= b[3] - 1

    return [f for f in found if not any(g is not f and frames(f, g) and len(g.cells) > len(f.cells) for g in found)]
