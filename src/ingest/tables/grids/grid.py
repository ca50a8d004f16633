"""A region's edges → grid lines and cells, as pure geometry.

Slots are the smallest boxes between neighbouring grid lines; slots with no edge between them are one cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.layout.lines import SAME_START, is_overlong, lines, middle
from ingest.layout.rulings import JOINT, TOUCH, Edge, Region, clusters
from ingest.reading.page import Fill, Word
from ingest.tables.grids.open_sides import with_open_sides
from ingest.tables.grids.stacked import close_above_texts, close_beside_fills
from model.issue import BBox

COVERED = 0.6  # of a slot's side must be drawn to close it
EMPTY_STRIP = 8.0  # points; a narrower strip without words is the gap between two boxes, no column or row
OPEN_SIDE = 5.0  # points that edges must reach beyond the last crossing edge to show an open side
LONE_WORD_SPACE = 0.33  # the same where one line is all there is to go by
MIN_UPRIGHT = 3  # rules that make a table when no rule across meets them
WORD_SPACE = 0.4  # of the font size; a wider gap may be one between cells
EVEN = 1.1  # times the usual space of the table's words of that weight
INDENT = 9.0  # points from a column's left side to its text at most
APART = 1.0  # times the font size; so far apart are texts of two cells, though one fill lies under both
MIN_PARTS = 2  # rows without a first cell that show it to be the name of a group
MIN_CROSSING = 1.5  # points that a word must reach over a line on both sides to cross it


@dataclass(frozen=True, slots=True)
class Span:
    """A cell of the grid by its slots: rows and columns from 0, ends exclusive."""

    row: int
    row_end: int
    column: int
    column_end: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Grid lines (x from left, y from top), the cells between, and the columns that no rule closes below.

    ``open_below`` is ``None`` where there are no rules at all.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Span, ...]
    open_below: frozenset[int] | None

    def box(self, span: Span) -> BBox:
        """The box of a cell in points."""
        return self.xs[span.column], self.ys[span.row], self.xs[span.column_end], self.ys[span.row_end]


def grid(region: Region, words: Sequence[Word], fills: Sequence[Fill]) -> Grid | None:
    """The grid of a region, with open sides closed at the edges' extent; ``None`` with fewer than 2 lines a way.

    Limits: a region without vertical edges needs ``joints`` in its rules to have columns here. Where upright rules show
    the columns, joints say no more: a merged cell drawn side by side with others has them too.
    """
    horizontal, vertical = list(region.horizontal), list(region.vertical)
    upright = [edge for edge in vertical if edge.hard]
    x0, top, x1, bottom = region.bbox
    rows = _shared_joints(upright)
    if not horizontal and rows:
        x0, x1 = with_open_sides(x0, x1, (top, *rows, bottom), words)
    elif not horizontal and len(vertical) < MIN_UPRIGHT:
        return None
    if not any(x0 + OPEN_SIDE < edge.at < x1 - OPEN_SIDE for edge in upright):
        joints = _joints(horizontal, alone=not upright)
        lone_row = bool(upright) and len(horizontal) <= 2  # its cells would have rules between them
        vertical += [Edge(x, top, top, lone_row) for x in joints if not _near(x, vertical)]
    vertical += [Edge(x, top, bottom, False) for x in (x0, x1) if not _near(x, vertical, OPEN_SIDE)]
    drawn_across = [edge for edge in horizontal if edge.hard]  # the side of a fill in one column is no row's
    horizontal += [Edge(y, x0, x1, False) for y in (top, bottom) if not _near(y, horizontal, OPEN_SIDE)]
    horizontal += [Edge(y, x0, x1, False) for y in rows if not _near(y, drawn_across, OPEN_SIDE)]
    located = [
        (word, (x, y))
        for word, (x, y) in zip(words, map(middle, words), strict=True)
        if x0 - TOUCH < x < x1 + TOUCH and top - TOUCH < y < bottom + TOUCH
    ]
    inside, centres = [word for word, _ in located], [centre for _, centre in located]
    xs, vertical_at = _lines(vertical, [c[0] for c in centres])
    ys, horizontal_at = _lines(horizontal, [c[1] for c in centres])
    if len(xs) < 2 or len(ys) < 2:
        return None
    kept = [
        i
        for i, edges in enumerate(horizontal_at)
        if i in (0, len(ys) - 1) or not _ends_short(edges, xs, ys[i], ys[i + 1], centres, fills)
    ]
    ys, horizontal_at = [ys[i] for i in kept], [horizontal_at[i] for i in kept]
    open_below = _open_below(horizontal, xs, bottom)
    drawn = [[_covered(vertical_at[k + 1], *row) for k in range(len(xs) - 2)] for row in pairwise(ys)]
    spaces = {} if all(map(all, drawn)) else _spaces(inside)
    soft = [not any(e.hard for e in edges) for edges in vertical_at[1:-1]]
    right_closed = [
        _closed(own, soft, xs, row, inside, fills, spaces) for own, row in zip(drawn, pairwise(ys), strict=True)
    ]
    below_closed = [
        [_covered(horizontal_at[i + 1], xs[k], xs[k + 1]) for k in range(len(xs) - 1)] for i in range(len(ys) - 2)
    ]
    for i, k in _sides_below(right_closed, below_closed):
        right_closed[i][k] = not _crossed(inside, xs[k + 1], (ys[i], ys[i + 1]), fills, spaces)
    by_fills = [not any(e.hard for e in edges) for edges in horizontal_at[1:-1]]
    close_beside_fills(below_closed, by_fills, xs, ys, inside, fills)
    close_above_texts(below_closed, by_fills, xs, ys, inside, fills)
    if rows:
        open_above = [not any(e.hard for e in edges) for edges in horizontal_at]
        _open_to_groups(below_closed, open_above, xs, ys, centres)
    return Grid(tuple(xs), tuple(ys), tuple(cell_spans(right_closed, below_closed)), open_below)


def _sides_below(right_closed: list[list[bool]], below_closed: list[list[bool]]) -> Iterator[tuple[int, int]]:
    """Where a side between two cells that span rows is drawn no farther than their text: row by row, downwards."""
    for i, below in enumerate(below_closed):
        for k, is_closed in enumerate(right_closed[i]):
            if is_closed and not (right_closed[i + 1][k] or below[k] or below[k + 1]):
                yield i + 1, k


def _open_to_groups(
    below_closed: list[list[bool]],
    bare: Sequence[bool],
    xs: Sequence[float],
    ys: Sequence[float],
    centres: Sequence[tuple[float, float]],
) -> None:
    """Where no rule runs across (``bare``), leading cells that rows leave empty are of the group that began above."""
    filled = [
        [any(a < x < b and top < y < bottom for x, y in centres) for a, b in pairwise(xs)]
        for top, bottom in pairwise(ys)
    ]
    parts = [row for row in range(2, len(filled)) if bare[row] and not filled[row][0] and any(filled[row])]
    if len(parts) >= MIN_PARTS:
        for row in parts:
            for column in range(filled[row].index(True)):
                below_closed[row - 1][column] = False


def _ends_short(
    edges: Sequence[Edge],
    xs: Sequence[float],
    top: float,
    bottom: float,
    centres: Sequence[tuple[float, float]],
    fills: Sequence[Fill],
) -> bool:
    """Whether a line is but the lower side of fills that stop short in their columns, with nothing below them.

    A cell that spans rows over a page end may be filled no farther than its text (WeasyPrint).
    """
    if any(e.hard for e in edges):
        return False
    columns = [(a, b) for a, b in pairwise(xs) if _covered(edges, a, b)]
    if len(columns) == len(xs) - 1:
        return False
    middles = [((a + b) / 2, (top + bottom) / 2) for a, b in columns]
    return not any(f.x0 < x < f.x1 and f.top < y < f.bottom for x, y in middles for f in fills) and not any(
        a < x < b and top < y < bottom for a, b in columns for x, y in centres
    )


def _open_below(horizontal: Sequence[Edge], xs: Sequence[float], bottom: float) -> frozenset[int] | None:
    """The columns that no rule closes below; ``None`` where no rules are: the sides of fills say nothing."""
    if not any(e.hard and e.end - e.start >= COVERED * (xs[-1] - xs[0]) for e in horizontal):
        return None
    closing = [e for e in horizontal if e.hard and abs(e.at - bottom) <= OPEN_SIDE]
    return frozenset(k for k in range(len(xs) - 1) if not _covered(closing, xs[k], xs[k + 1]))


def _joints(horizontal: Sequence[Edge], *, alone: bool) -> list[float]:
    """Places where the pieces of rules abut: a table drawn cell by cell shows its columns there.

    In two rules at the least, or in one with several where they are all there is (``alone``).
    """
    places = [(x, len(edge.joints)) for edge in horizontal for x in edge.joints]
    groups = clusters(places, lambda place: place[0], TOUCH / 2)
    return [sum(x for x, _ in group) / len(group) for group in groups if len(group) > 1 or (alone and group[0][1] > 1)]


def _shared_joints(upright: Sequence[Edge]) -> list[float]:
    """Places where the pieces of all upright rules abut: a table drawn cell by cell shows its rows there."""
    groups = clusters([y for edge in upright for y in edge.joints], lambda y: y, JOINT)
    places = [sum(group) / len(group) for group in groups] if len(upright) > 1 else []
    return [y for y in places if all(_abuts(edge, y) or not edge.start < y < edge.end for edge in upright)]


def _abuts(edge: Edge, at: float) -> bool:
    return any(abs(joint - at) <= JOINT for joint in edge.joints)


def _near(x: float, edges: Sequence[Edge], reach: float = TOUCH) -> bool:
    return any(abs(e.at - x) <= reach for e in edges)


def _lines(edges: Sequence[Edge], centres: Sequence[float]) -> tuple[list[float], list[list[Edge]]]:
    """Edges as grid lines: those near each other are one, and so are two with a narrow, empty strip between."""
    groups = clusters(edges, lambda e: e.at, TOUCH)
    merged: list[list[Edge]] = []
    for group in groups:
        if merged:
            left, right = max(e.at for e in merged[-1]), min(e.at for e in group)
            if right - left <= EMPTY_STRIP and not any(left < c < right for c in centres):
                merged[-1].extend(group)
                continue
        merged.append(list(group))
    positions = []
    for group in merged:
        firm = [e for e in group if e.hard] or group
        positions.append((min(e.at for e in firm) + max(e.at for e in firm)) / 2)
    return positions, merged


def _covered(edges: Sequence[Edge], start: float, end: float) -> bool:
    """Whether edges on one line cover enough of start..end together."""
    pieces = sorted((max(e.start, start), min(e.end, end)) for e in edges if e.end > start and e.start < end)
    total, reach = 0.0, start
    for a, b in pieces:
        if b > reach:
            total += b - max(a, reach)
            reach = b
    return total >= COVERED * (end - start)


def _crossed(
    words: Sequence[Word], x: float, row: tuple[float, float], fills: Sequence[Fill], spaces: dict[bool, float]
) -> bool:
    """Whether a word or a running line reaches over a line on both sides; or a fill as high as this row, with one text.

    Where texts stand on both sides the fill is that of the whole row: a header. A word too long for its column, alone
    on its line, crosses nothing where other lines go on behind the line from one place.
    """
    top, bottom = row
    inside = [w for w in words if top < middle(w)[1] < bottom]
    across = [w for w in inside if w.x0 + MIN_CROSSING < x < w.x1 - MIN_CROSSING]
    pairs = _beside([w for w in inside if w not in across], x)
    gaps = [(_gap(before, behind), behind.bold) for before, behind in pairs]
    starts = [behind.x0 for _, behind in pairs]
    apart = bool(pairs) and max(starts) - min(starts) <= SAME_START and max(gaps)[0] > APART
    if across and not (apart and all(is_overlong(w, inside) for w in across)):
        return True
    if gaps:
        bold, widest = any(is_bold for _, is_bold in gaps), max(gap for gap, _ in gaps)
        least = WORD_SPACE if len(gaps) > 1 else LONE_WORD_SPACE
        if widest <= max(least, EVEN * spaces.get(bold, 0.0)):
            return True
        if widest > APART:
            return False
    return any(
        f.x0 + TOUCH < x < f.x1 - TOUCH and abs(f.top - top) <= EMPTY_STRIP and abs(f.bottom - bottom) <= EMPTY_STRIP
        for f in fills
    )


def _closed(
    drawn: Sequence[bool],
    soft: Sequence[bool],
    xs: Sequence[float],
    row: tuple[float, float],
    words: Sequence[Word],
    fills: Sequence[Fill],
    spaces: dict[bool, float],
) -> list[bool]:
    """Which inner lines part the cells of a row: those drawn in it; others where its words show it.

    Where none is drawn, texts beside each other show that its cells are those of the columns, empty ones too; so does
    one text that stands in a column after the first.
    """
    if all(drawn) or (not any(drawn) and _stands_in_a_later_column(words, xs, row)):
        return [True] * len(drawn)
    crossed = [is_drawn or _crossed(words, x, row, fills, spaces) for is_drawn, x in zip(drawn, xs[1:-1], strict=True)]
    places = [middle(w)[0] for w in words if row[0] < middle(w)[1] < row[1]]
    bare = not any(drawn) and any(
        not over and min(places) < x < max(places) for over, x in zip(crossed, xs[1:-1], strict=True) if places
    )
    return [
        drawn[k] or ((soft[k] or bare or _on_both_sides(places, xs[k : k + 3])) and not crossed[k])
        for k in range(len(drawn))
    ]


def _stands_in_a_later_column(words: Sequence[Word], xs: Sequence[float], row: tuple[float, float]) -> bool:
    """Whether all text of a row begins at the left of a column and keeps to it: what a page cut from the row before."""
    inside = [w for w in words if row[0] < middle(w)[1] < row[1] and not w.angle]
    x0, x1 = min((w.x0 for w in inside), default=xs[0]), max((w.x1 for w in inside), default=xs[-1])
    return any(a <= x0 <= a + INDENT and x1 <= b for a, b in pairwise(xs[1:]))


def _on_both_sides(places: Sequence[float], xs: Sequence[float]) -> bool:
    """Whether words of a row stand in both columns at a line that is drawn in other rows only."""
    left, at, right = xs
    return any(left < x < at for x in places) and any(at < x < right for x in places)


def _beside(words: Sequence[Word], x: float) -> list[tuple[Word, Word]]:
    """The last word before a place and the first behind it, of every line that stands on both sides."""
    found = []
    for line in lines(w for w in words if not w.angle):
        left, right = [w for w in line if w.x1 <= x + MIN_CROSSING], [w for w in line if w.x0 >= x - MIN_CROSSING]
        if left and right:
            found.append((left[-1], right[0]))
    return found


def _spaces(words: Sequence[Word]) -> dict[bool, float]:
    """The usual space between words that are bold and between those that are not, in ems."""
    found: dict[bool, list[float]] = {}
    for line in lines(w for w in words if not w.angle):
        for a, b in pairwise(line):
            if a.bold == b.bold and 0 < _gap(a, b) <= WORD_SPACE:
                found.setdefault(a.bold, []).append(_gap(a, b))
    return {bold: median(gaps) for bold, gaps in found.items()}


def _gap(a: Word, b: Word) -> float:
    return (b.x0 - a.x1) / (b.size or 1.0)


def cell_spans(right_closed: list[list[bool]], below_closed: list[list[bool]]) -> list[Span]:
    """Slots with no edge between them as cells; a group that is no rectangle is cut into its rows' runs."""
    rows, columns = len(right_closed), len(right_closed[0]) + 1
    owner = [[-1] * columns for _ in range(rows)]
    spans: list[Span] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] < 0:
                group = _flood(row, column, owner, len(spans), right_closed, below_closed)
                spans.extend(_rectangles(group, below_closed))
    return sorted(spans, key=lambda s: (s.row, s.column))


def _flood(
    row: int,
    column: int,
    owner: list[list[int]],
    mark: int,
    right_closed: list[list[bool]],
    below_closed: list[list[bool]],
) -> set[tuple[int, int]]:
    rows, columns = len(owner), len(owner[0])
    group, todo = {(row, column)}, [(row, column)]
    owner[row][column] = mark
    while todo:
        i, k = todo.pop()
        steps = []
        if k + 1 < columns and not right_closed[i][k]:
            steps.append((i, k + 1))
        if k and not right_closed[i][k - 1]:
            steps.append((i, k - 1))
        if i + 1 < rows and not below_closed[i][k]:
            steps.append((i + 1, k))
        if i and not below_closed[i - 1][k]:
            steps.append((i - 1, k))
        for a, b in steps:
            if owner[a][b] < 0:
                owner[a][b] = mark
                group.add((a, b))
                todo.append((a, b))
    return group


def _rectangles(group: set[tuple[int, int]], below_closed: list[list[bool]]) -> list[Span]:
    top, bottom = min(i for i, _ in group), max(i for i, _ in group)
    left, right = min(k for _, k in group), max(k for _, k in group)
    if len(group) == (bottom - top + 1) * (right - left + 1):
        return [Span(top, bottom + 1, left, right + 1)]
    spans: list[Span] = []
    for row in range(top, bottom + 1):
        columns = sorted(k for i, k in group if i == row)
        start = columns[0]
        for k, following in zip(columns, [*columns[1:], -1], strict=True):
            if following != k + 1:
                run = Span(row, row + 1, start, k + 1)
                above = next(
                    (s for s in spans if s.row_end == row and (s.column, s.column_end) == (start, k + 1)),
                    None,
                )
                if above and not any(below_closed[row - 1][c] for c in range(start, k + 1)):
                    spans[spans.index(above)] = Span(above.row, row + 1, start, k + 1)
                else:
                    spans.append(run)
                start = following
    return spans
