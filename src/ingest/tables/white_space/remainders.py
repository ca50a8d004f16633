"""The last lines of a table alone on the next page: too few to show columns, told by the columns of the page before.

Limits: a line in the first column alone is taken for text below the table, not for its last row. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.layout.pages import Sheet
from ingest.tables.white_space.areas import near
from ingest.tables.white_space.candidates import Candidate, across, page_strips
from ingest.tables.white_space.columns import Column
from ingest.tables.white_space.strips import Strip

AT_SIDE = 3.0  # points that a text may begin off the side of its column
MAX_LINES = 30  # a longer remainder shows its columns by itself


def remainder(
    last: Candidate, following: Sheet, taken: frozenset[int], others: Iterable[Candidate]
) -> Candidate | None:
    """What of a table stands at the top of the page after its last part; ``others`` are the candidates there."""
    floor = min((c.strips[0].top for c in others if not _shows_less(c, last)), default=float("inf"))
    top: list[Strip] = []
    for strip in page_strips(following, taken)[0]:
        if strip.top >= floor or not _fits(strip, last.columns) or (top and not near(top[-1], strip)):
            break
        top.append(strip)
    if not top or len(top) > MAX_LINES or not _is_row(top, last.columns):
        return None
    return Candidate(following, tuple(top), (), last.columns, tuple(across(following.page)))


def is_last(candidate: Candidate, taken: frozenset[int]) -> bool:
    """Whether nothing stands below a candidate on its page."""
    bottom = candidate.strips[-1].bottom
    return not any(w.baseline > bottom and w.order not in taken and not w.angle for w in candidate.sheet.words)


def _shows_less(candidate: Candidate, last: Candidate) -> bool:
    """Whether what looks like a table of its own keeps to some of another's columns, and nothing heads it."""
    return (
        len(candidate.columns) < len(last.columns)
        and not candidate.strips[0].bold
        and all(_fits(strip, last.columns) for strip in candidate.strips)
    )


def _fits(strip: Strip, columns: Sequence[Column]) -> bool:
    """Whether each text of a strip begins at the side of a column and ends before the next."""
    for chunk in strip.chunks:
        column = next((k for k, c in enumerate(columns) if abs(chunk.x0 - c.x0) <= AT_SIDE), None)
        if column is None or (column + 1 < len(columns) and chunk.x1 >= columns[column + 1].x0):
            return False
    return True


def _is_row(strips: Sequence[Strip], columns: Sequence[Column]) -> bool:
    """Whether some text stands in another column than the first."""
    return any(chunk.x0 >= columns[1].x0 - AT_SIDE for strip in strips for chunk in strip.chunks)
