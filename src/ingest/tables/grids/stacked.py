"""Cells that span rows, one on top of the other, where only stripes show the rows: each begins where its text does.

Beside a filled row and one without a fill, cells that span both have no side in common that is drawn. What tells them
apart is text that begins on the first line of a row. Text that is set in the middle of its cell does not tell: such
cells stay one. Where the columns of headings alone are filled, their sides are those of the rows. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.layout.lines import lines, middle
from ingest.layout.rulings import TOUCH
from ingest.reading.page import Fill, Word
from ingest.tables.fragment import Line

SAME_LINE = 1.5  # points that the baselines of one line may differ
CAPITALS = 0.6  # of the font size that letters reach above their baseline
APART = 2.0  # times the font size; a larger step between baselines is no cell's own


def close_above_texts(
    below_closed: list[list[bool]],
    by_fills: Sequence[bool],
    xs: Sequence[float],
    ys: Sequence[float],
    words: Sequence[Word],
    fills: Sequence[Fill],
) -> None:
    """Close the open sides (``below_closed`` by row and column) above the texts that begin where a row does.

    One is enough where nothing but fills part the rows (``by_fills``). Where a rule stops at a cell that spans rows,
    though another begins below it (LibreOffice leaves the rule out there), texts in several columns show it.
    """
    upright = [w for w in words if not w.angle]
    begun: dict[int, list[int]] = {}
    for column in range(len(xs) - 1):
        own = [w for w in upright if xs[column] < middle(w)[0] < xs[column + 1]]
        for top, bottom in _runs([row[column] for row in below_closed]):
            if _is_filled((xs[column] + xs[column + 1]) / 2, ys[top], ys[bottom], fills):
                continue
            inside = [w for w in own if ys[top] < middle(w)[1] < ys[bottom]]
            for row in _begun(inside, range(top, bottom), ys, [w for w in upright if w not in own]):
                begun.setdefault(row, []).append(column)
    for row, columns in begun.items():
        if by_fills[row - 1] or len(columns) > 1:
            for column in columns:
                below_closed[row - 1][column] = True


def close_beside_fills(
    below_closed: list[list[bool]],
    by_fills: Sequence[bool],
    xs: Sequence[float],
    ys: Sequence[float],
    words: Sequence[Word],
    fills: Sequence[Fill],
) -> None:
    """Close a row across, where only the columns of headings are filled: the others show no row anywhere.

    Not through a text.
    """
    columns = range(len(xs) - 1)
    plain = [k for k in columns if k and not any(f.x0 < (xs[k] + xs[k + 1]) / 2 < f.x1 for f in _inside(fills, xs, ys))]
    shown = [{k for k in columns if closed[k]} for closed in below_closed]
    if not plain or any(set(plain) & closed and len(closed) < len(columns) for closed in shown):
        return
    for row, closed in enumerate(shown):
        y = ys[row + 1]
        if 0 in closed and by_fills[row] and not any(w.baseline - CAPITALS * w.size < y < w.baseline for w in words):
            below_closed[row] = [True] * len(columns)


def _inside(fills: Sequence[Fill], xs: Sequence[float], ys: Sequence[float]) -> list[Fill]:
    """The fills in a table that are narrower than itself: not its ground, no row across."""
    width = xs[-1] - xs[0]
    return [f for f in fills if f.bottom > ys[0] and f.top < ys[-1] and f.x1 - f.x0 < width - TOUCH]


def _runs(closed: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Rows that no side parts in a column: first row and end."""
    ends = [0, *(row + 1 for row, is_closed in enumerate(closed) if is_closed), len(closed) + 1]
    return ((top, bottom) for top, bottom in pairwise(ends) if bottom - top > 1)


def _is_filled(x: float, top: float, bottom: float, fills: Sequence[Fill]) -> bool:
    """Whether one fill is as high as the run: one cell."""
    return any(f.x0 < x < f.x1 and abs(f.top - top) <= TOUCH and abs(f.bottom - bottom) <= TOUCH for f in fills)


def _begun(inside: Sequence[Word], rows: range, ys: Sequence[float], others: Sequence[Word]) -> list[int]:
    """The rows after the first that a text begins with; none when the first text does not begin as its row does."""
    texts = _texts(inside)
    if len(texts) == 1 and _is_in_the_middle(texts[0], ys[rows[0]], ys[rows[-1] + 1]):
        return []
    first = {
        row: min((w.baseline for w in others if ys[row] < middle(w)[1] < ys[row + 1]), default=0.0) for row in rows
    }
    found = [[row for row in rows if abs(first[row] - text[0][0].baseline) <= SAME_LINE] for text in texts]
    return [row for begun in found for row in begun if row != rows[0]] if found and found[0] else []


def _texts(words: Sequence[Word]) -> list[list[Line]]:
    """Lines with room between them that no cell has of its own."""
    found: list[list[Line]] = []
    for line in lines(words):
        step = line[0].baseline - found[-1][-1][0].baseline if found else 0.0
        if found and step <= APART * max(w.size for w in line):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _is_in_the_middle(text: Sequence[Line], top: float, bottom: float) -> bool:
    above = min(w.top for w in text[0]) - top
    below = bottom - max(w.bottom for w in text[-1])
    return abs(above - below) <= max(w.size for w in text[0])
