"""Prose that stands like the cells of a table: whoever took it for running text may have cut the table short.

Lines inside the box of a table without rules, and lines right above or below any table that begin where one of its
inner columns begins and end inside it. Running text begins at the table's side or runs across its columns. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ingest.reading.page import Word
from ingest.tables.coverage import within
from ingest.tables.fragment import Fragment, Line

AT_SIDE = 3.0  # points that a line may begin or end off its column
NEAR = 4.0  # ems from base line to base line, or from a table's side to one, that a row may stand off the next


def leftover(fragment: Fragment, prose: Iterable[Line]) -> list[Word]:
    """The words of a page's prose that stand like cells of a fragment."""
    columns = _columns(fragment)
    found: list[Word] = []
    in_columns: list[Line] = []
    for line in prose:
        inside = within(fragment.bbox, line) if fragment.method == "spaced" else []
        found.extend(inside)
        if not inside and _is_in_column(line, columns):
            in_columns.append(line)
    for side, down in ((fragment.bbox[3], 1), (fragment.bbox[1], -1)):
        found.extend(word for line in _reached(in_columns, side, down) for word in line)
    return found


def _columns(fragment: Fragment) -> list[tuple[float, float]]:
    """Where the text of each column but the first begins, and where the column ends."""
    starts: dict[int, float] = {}
    for cell in fragment.cells:
        if cell.column and cell.column_span == 1:
            for word in cell.words:
                starts[cell.column] = min(starts.get(cell.column, word.x0), word.x0)
    return [(x0, fragment.columns[column + 1]) for column, x0 in starts.items()]


def _is_in_column(line: Line, columns: Sequence[tuple[float, float]]) -> bool:
    x0, x1 = line[0].x0, line[-1].x1
    return not line[0].angle and any(abs(x0 - left) <= AT_SIDE and x1 <= right + AT_SIDE for left, right in columns)


def _reached(listed: Sequence[Line], side: float, down: int) -> Iterator[Line]:
    """The lines that go on from a side of a table, each near the one before."""
    for line in sorted(listed, key=lambda line: down * line[0].baseline):
        step = down * (line[0].baseline - side)
        if step > NEAR * line[0].size:
            return
        if step >= 0:
            side = line[0].baseline
            yield line
