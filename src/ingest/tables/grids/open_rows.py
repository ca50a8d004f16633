"""Rows beyond the outer rules: a header with none above it, a last row that the page cut before its rule.

Only tables whose columns show in the pieces of their horizontal rules need this: where vertical edges are drawn, they
reach as far as the rows do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from ingest.layout.lines import lines, middle
from ingest.layout.rulings import fill_of
from ingest.reading.page import Fill, Word
from ingest.tables.fragment import Line
from ingest.tables.grids.grid import Grid, Span

NEAR = 2.2  # times the font size; text no farther from a rule stands in the row beside it
LEADING = 1.7  # times the font size; lines no farther apart are of one row ...
PARAGRAPH = 2.4  # ... or so far, if they begin where the text of the columns does
APART = 1.25  # times the step between its lines; prose farther away is another text
HEADING = 1.12  # times the font size of a row; larger type beyond it is a heading
CELL_GAP = 0.6  # times the font size; words of neighbouring cells are no nearer
AT_START = 1.0  # points that a cell's text may begin off the column's
MERGED = 4  # edges of columns at the least, where cells beside the first may be merged
MIN_COLUMNS = 2  # that text must stand in: a heading above a table keeps to one


def with_open_rows(made: Grid, words: Sequence[Word], fills: Sequence[Fill]) -> Grid:
    """The grid with the rows right above its first and right below its last rule, where there are any.

    A cell of the last row that no rule closes spans the row below, save where a fill ends with it.
    """
    inside = [w for w in words if made.xs[0] <= middle(w)[0] <= made.xs[-1] and not w.angle]
    starts = _starts([w for w in inside if made.ys[0] <= middle(w)[1] <= made.ys[-1]], made.xs)
    above = _row(lines(w for w in inside if middle(w)[1] < made.ys[0])[::-1], made.ys[0], made.xs, starts)
    below = _row(lines(w for w in inside if middle(w)[1] > made.ys[-1]), made.ys[-1], made.xs, starts)
    columns = len(made.xs) - 1
    if above:
        cells = tuple(replace(s, row=s.row + 1, row_end=s.row_end + 1) for s in made.cells)
        top = min(w.top for line in above for w in line)
        made = replace(made, ys=(top, *made.ys), cells=(*_cells(0, made.xs, above, starts), *cells))
    if below and not _is_head_only(made, words):
        row = len(made.ys) - 1
        last = [s for s in made.cells if s.row_end == row and fill_of(made.box(s), fills) is not None]
        shaded = {column for s in last for column in range(s.column, s.column_end)}
        spanning = (made.open_below or frozenset()) - shaded
        cells = tuple(
            replace(s, row_end=row + 1) if s.row_end == row and s.column in spanning else s for s in made.cells
        )
        own = (cell for cell in _cells(row, made.xs, below, starts) if cell.column not in spanning)
        bottom = max(w.bottom for line in below for w in line)
        made = replace(made, ys=(*made.ys, bottom), cells=(*cells, *own), open_below=frozenset(range(columns)))
    return made


def _is_head_only(made: Grid, words: Sequence[Word]) -> bool:
    """Whether one row, or one beside a band, is all that there is: what is below may be many rows, not one."""
    filled = [
        {_column(w, made.xs) for w in words if top < middle(w)[1] < bottom and made.xs[0] < middle(w)[0] < made.xs[-1]}
        for top, bottom in pairwise(made.ys)
    ]
    return len(filled) == 1 or (len(filled) == 2 and any(row == {0} for row in filled))


def _cells(row: int, xs: Sequence[float], row_lines: Sequence[Line], starts: Sequence[float]) -> Iterable[Span]:
    """The cells of a row: one a column, but where a text runs over the borders of several."""
    inner = range(1, len(xs) - 1)
    open_ = {k for k in inner if any(_runs_over(line, xs[k], starts[k]) for line in row_lines)}
    edges = [0, *(k for k in inner if k not in open_), len(xs) - 1]
    return (Span(row, row + 1, a, b) for a, b in pairwise(edges))


def _runs_over(line: Line, x: float, start: float) -> bool:
    """Whether a line runs on over the border of two columns."""
    if any(w.x0 + 1 < x < w.x1 - 1 for w in line):
        return True
    size = max(w.size for w in line)
    beside = [(a, b) for a, b in pairwise(line) if a.x1 - 1 <= x <= b.x0 + 1]
    return any(b.x0 - a.x1 < CELL_GAP * size and abs(b.x0 - start) > AT_START for a, b in beside)


def _starts(words: Iterable[Word], xs: Sequence[float]) -> list[float]:
    """Where the text of each column begins; the column's side, where it has none."""
    listed = list(words)
    return [min((w.x0 for w in listed if a < middle(w)[0] < b), default=a) for a, b in pairwise(xs)]


def _row(listed: Sequence[Line], rule: float, xs: Sequence[float], starts: Sequence[float]) -> list[Line]:
    """The lines that follow each other away from a rule and keep to the columns, and begin no prose.

    One column alone must be another than the first, or end the page: else it may be a heading or a note.
    """
    row: list[Line] = []
    last = rule
    for line, following in zip_longest(listed, listed[1:]):
        size = max(w.size for w in line)
        step = min(abs(w.baseline - last) for w in line) / size
        if row and step <= LEADING and _crosses(line, xs, starts, size) and not _is_merged(line, xs, starts, size):
            pairs = [*pairwise(row), *([(line, following)] if following else [])]
            usual = min((abs(a[0].baseline - b[0].baseline) for a, b in pairs), default=step * size)
            if step * size > APART * usual:
                break  # prose, farther off than lines of one text are
            return []
        leading = (PARAGRAPH if _fits(line, xs, starts) else LEADING) if row else NEAR
        if step > leading or (_crosses(line, xs, starts, size) and not _is_merged(line, xs, starts, size)):
            break
        if row and min(w.size for w in line) > HEADING * max(w.size for own in row for w in own):
            break
        row.append(line)
        last = max((w.baseline for w in line), key=lambda y: abs(y - rule))
    taken = {_column(w, xs) for line in row for w in line}
    if len(taken) < MIN_COLUMNS:
        ends = len(row) == len(listed) and all(line[0].baseline > rule for line in row)
        return row if (ends or 0 not in taken) and all(_fits(line, xs, starts) for line in row) else []
    return row


def _column(word: Word, xs: Sequence[float]) -> int:
    return sum(x < middle(word)[0] for x in xs) - 1


def _fits(line: Line, xs: Sequence[float], starts: Sequence[float]) -> bool:
    """Whether a line begins where the text of its columns does."""
    first: dict[int, Word] = {}
    for word in line:
        first.setdefault(_column(word, xs), word)
    return all(abs(word.x0 - starts[column]) <= AT_START for column, word in first.items() if column < len(starts))


def _crosses(line: Line, xs: Sequence[float], starts: Sequence[float], size: float) -> bool:
    """Whether a line runs on over the border of two columns, as prose does.

    Beside a clear gap at another border, a cell that begins where its column does may stand close to the one before.
    """
    if any(w.x0 + 1 < x < w.x1 - 1 for w in line for x in xs):
        return True
    borders = zip(xs[1:-1], starts[1:], strict=True)
    at = [
        (b.x0 - a.x1, abs(b.x0 - start)) for x, start in borders for a, b in pairwise(line) if a.x1 - 1 <= x <= b.x0 + 1
    ]
    close = [off for gap, off in at if gap < CELL_GAP * size]
    return bool(close) and (len(close) == len(at) or max(close) > AT_START)


def _is_merged(line: Line, xs: Sequence[float], starts: Sequence[float], size: float) -> bool:
    """Whether a line is of a cell over all columns but the first, where a heading may stand: it begins as they do."""
    second = next((w for w in line if middle(w)[0] > xs[1]), None)
    if len(xs) < MERGED or second is None or abs(second.x0 - starts[1]) > AT_START:
        return False
    return not _crosses(line, (*xs[:2], xs[-1]), starts[:2], size)
