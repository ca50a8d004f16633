"""Tables side by side, which white space shows as one: told by their two heads and by rows that do not begin together.

Pure. Limits: rows whose cells are centred in height do not show where they begin, and stay one table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.layout.lines import LOOSE_LEADING, usual_leading
from ingest.tables.fragment import KnownHeadings
from ingest.tables.white_space.candidates import Candidate
from ingest.tables.white_space.columns import place
from ingest.tables.white_space.strips import Chunk, Strip

HEAD_LINES = 3  # that may head both tables
MIN_COLUMNS = 2  # of each
MIN_APART = 2  # rows that begin on one side alone


def tables_beside(candidate: Candidate, headings: KnownHeadings) -> list[Candidate]:
    """The tables that stand side by side in a candidate, from left to right; itself where it is one."""
    columns = len(candidate.columns)
    for at in range(MIN_COLUMNS, columns - MIN_COLUMNS + 1):
        deep = _depth(candidate, at, headings)
        if deep and _begin_apart(candidate.strips[deep:], candidate, at):
            left, right = _part(candidate, 0, at), _part(candidate, at, columns)
            return [*tables_beside(left, headings), *tables_beside(right, headings)]
    return [candidate]


def _depth(candidate: Candidate, at: int, headings: KnownHeadings) -> int:
    """How many strips at the top are headings on both sides of a column's left edge; 0 for none."""
    deepest = min(HEAD_LINES, len(candidate.strips) - 1)
    for deep in range(deepest, 0, -1):
        said = candidate.said(deep)
        heads = (said[:at], said[at:])
        if all(said) and all(headings.looks_like_header(one) and headings.names_rows(one[0]) for one in heads):
            return deep
    return 0


def _begin_apart(body: Sequence[Strip], candidate: Candidate, at: int) -> bool:
    """Whether rows begin on either side where none does on the other."""
    columns = len(candidate.columns)
    begun = [_beginnings(body, candidate, column) for column in range(columns)]
    left, right = begun[:at], begun[at:]
    return (
        sum(_together(y, right) and not any(y in own for own in left) for y in right[0])
        + sum(_together(y, left) and not any(y in own for own in right) for y in left[0])
        >= MIN_APART
    )


def _together(y: float, begun: Sequence[set[float]]) -> bool:
    """Whether more than half of the columns begin a text at a height."""
    return 2 * sum(y in own for own in begun) > len(begun)


def _beginnings(body: Sequence[Strip], candidate: Candidate, column: int) -> set[float]:
    """The base lines, rounded to points, where a text of a column begins: apart from the line above it."""
    own = [c for s in body for c in s.chunks if place(c, candidate.columns)[0] == column]
    leading = usual_leading([[c.words for c in own]])
    found: set[float] = set()
    above: Chunk | None = None
    for chunk in own:
        step = chunk.baseline - above.baseline if above else float("inf")
        if step > LOOSE_LEADING * leading and step > leading + 1.0:
            found.add(round(chunk.baseline))
        above = chunk
    return found


def _part(candidate: Candidate, first: int, end: int) -> Candidate:
    """The columns of a candidate from ``first`` up to ``end`` as one of their own."""

    def within(strips: Sequence[Strip]) -> tuple[Strip, ...]:
        kept = (tuple(c for c in s.chunks if first <= place(c, candidate.columns)[0] < end) for s in strips)
        return tuple(Strip(chunks) for chunks in kept if chunks)

    columns = candidate.columns[first:end]
    rules = tuple(r for r in candidate.rules if r.x0 < columns[-1].x1 and r.x1 > columns[0].x0)
    return replace(
        candidate, strips=within(candidate.strips), telling=within(candidate.telling), columns=columns, rules=rules
    )
