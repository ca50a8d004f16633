"""The rules and fills of a table's part on one page, for each kind of style."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from typeset.marks import Box, Mark, Stroke
from typeset.plan import SPARE_RULES, Style

THIN = 0.5
BLUE = 0x1F4E9D
GROUNDS = (0xDCE6F2, 0xF2DCDB, 0xEBF1DE, 0xE4DFEC, 0xFDE9D9, 0xCFCFCF)
DARK = 0x2F5C8A
GAP = 3.0  # points between coloured boxes
ZEBRA = 0xEDEDED
BAND_FILL = 0xC9D6E8


@dataclass(frozen=True)
class Placed:
    """A cell by its place in the part: rows and columns, ends exclusive; ``tone``: the fill that its row asks for."""

    row: int
    row_end: int
    column: int
    column_end: int
    tone: int | None = None
    striped: bool = False


@dataclass(frozen=True)
class Part:
    """A table's part on one page: its grid lines, its cells, and which of its ends a rule leaves open."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Placed, ...]
    open_top: bool = False
    open_bottom: bool = False

    def box(self, cell: Placed) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom of a cell."""
        return self.xs[cell.column], self.ys[cell.row], self.xs[cell.column_end], self.ys[cell.row_end]


Segment = tuple[float, float, float, float]


def ruling(part: Part, style: Style) -> list[Mark]:
    """All that is drawn of a part beside its text."""
    kind = style.rules
    if kind == "boxes":
        return [_inset(part, c, c.tone or GROUNDS[c.row % 2], GAP / 2) for c in part.cells]
    if kind == "fill-edges":
        return [
            _inset(part, cell, colour, 0.0)
            for cell, colour in zip(part.cells, _unlike_neighbours(part.cells), strict=True)
        ]
    if kind == "inset-fills":
        whole = Box(part.xs[0], part.ys[0], part.xs[-1], part.ys[-1], DARK)
        return [whole, *(_inset(part, c, c.tone or 0xFFFFFF, THIN / 2) for c in part.cells)]
    fills = [_inset(part, c, fill, 0.0) for c in part.cells if (fill := _fill(c, kind)) is not None]
    draw = DRAWN.get(kind)
    return [*fills, *(m for s in _segments(part, style) for m in draw(*s))] if draw else list(fills)


def _fill(cell: Placed, kind: str) -> int | None:
    if kind == "white-on-colour":
        return cell.tone or GROUNDS[0]
    if kind == "horizontal-zebra" and cell.striped and cell.tone is None:
        return ZEBRA
    return cell.tone


def _inset(part: Part, cell: Placed, colour: int, by: float) -> Box:
    x0, top, x1, bottom = part.box(cell)
    return Box(x0 + by, top + by, x1 - by, bottom - by, colour)


def _unlike_neighbours(cells: Sequence[Placed]) -> list[int]:
    """A colour for each cell that no cell beside, above or below it has."""
    chosen: list[int] = []
    for at, cell in enumerate(cells):
        taken = {chosen[k] for k, other in enumerate(cells[:at]) if _touch(cell, other)}
        wanted = [GROUNDS[(cell.row + 2 * cell.column + k) % len(GROUNDS)] for k in range(len(GROUNDS))]
        chosen.append(next((colour for colour in wanted if colour not in taken), wanted[0]))
    return chosen


def _touch(a: Placed, b: Placed) -> bool:
    return a.row <= b.row_end and b.row <= a.row_end and a.column <= b.column_end and b.column <= a.column_end


def _segments(part: Part, style: Style) -> Iterator[Segment]:
    """The sides of cells, each once: from end to end, or cell by cell."""
    across: set[tuple[int, int]] = set()  # (row edge, column)
    down: set[tuple[int, int]] = set()  # (column edge, row)
    rows, columns = len(part.ys) - 1, len(part.xs) - 1
    for cell in part.cells:
        for column in range(cell.column, cell.column_end):
            across |= {(cell.row, column), (cell.row_end, column)}
        for row in range(cell.row, cell.row_end):
            down |= {(cell.column, row), (cell.column_end, row)}
    if part.open_top:
        across -= {(0, column) for column in range(columns)}
    if part.open_bottom:
        across -= {(rows, column) for column in range(columns)}
    if style.open_sides:
        down -= {(edge, row) for edge in (0, columns) for row in range(rows)}
    if style.rules in SPARE_RULES:
        down = set()
    for edge, start, end in _runs(across, style.whole_lines):
        yield part.xs[start], part.ys[edge], part.xs[end], part.ys[edge]
    for edge, start, end in _runs(down, style.whole_lines):
        yield part.xs[edge], part.ys[start], part.xs[edge], part.ys[end]


def _runs(units: set[tuple[int, int]], whole: bool) -> Iterator[tuple[int, int, int]]:
    """Units on one edge that follow each other as (edge, start, end)."""
    listed = sorted(units)
    at = 0
    while at < len(listed):
        edge, start = listed[at]
        end = start + 1
        at += 1
        while whole and at < len(listed) and listed[at] == (edge, end):
            end += 1
            at += 1
        yield edge, start, end


def _stroke(width: float, colour: int = 0, dash: tuple[float, ...] = ()) -> Callable[..., Iterator[Mark]]:
    def draw(x0: float, y0: float, x1: float, y1: float) -> Iterator[Mark]:
        yield Stroke(x0, y0, x1, y1, width, colour, dash)

    return draw


def _thin_rectangle(x0: float, y0: float, x1: float, y1: float) -> Iterator[Mark]:
    half = THIN / 2
    yield Box(x0 - half, y0 - half, x1 + half, y1 + half, 0)


def _dots(x0: float, y0: float, x1: float, y1: float) -> Iterator[Mark]:
    """Every dot a stroke of its own, as browsers and Word set them."""
    length = (x1 - x0) + (y1 - y0)
    for k in range(int(length / 2) + 1):
        a, b = 2 * k, min(2 * k + 1, length)
        if x1 > x0:
            yield Stroke(x0 + a, y0, x0 + b, y0, 0.75)
        else:
            yield Stroke(x0, y0 + a, x0, y0 + b, 0.75)


def _double(x0: float, y0: float, x1: float, y1: float) -> Iterator[Mark]:
    for by in (-0.75, 0.75):
        dx, dy = (0.0, by) if x1 > x0 else (by, 0.0)
        yield Stroke(x0 + dx, y0 + dy, x1 + dx, y1 + dy, 0.4)


DRAWN: dict[str, Callable[..., Iterator[Mark]]] = {
    "strokes": _stroke(THIN),
    "thin-rectangles": _thin_rectangle,
    "dashed": _stroke(THIN, dash=(3, 2)),
    "dotted": _dots,
    "double": _double,
    "hairline": _stroke(0.1),
    "coloured": _stroke(1.0, BLUE),
    "white-on-colour": _stroke(1.0, 0xFFFFFF),
    "horizontal": _stroke(THIN),
    "horizontal-zebra": _stroke(THIN, 0x999999),
}
