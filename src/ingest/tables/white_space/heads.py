"""The strips of a table's head → its cells: headings of several lines, headings over several columns. Pure.

A heading with a rule of its own below it stands over the columns that the rule covers; without one over those that
its text reaches, or over those that it stands in the middle of while nothing else heads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.tables.white_space.areas import RuleAcross
from ingest.tables.white_space.columns import Column, place
from ingest.tables.white_space.strips import Chunk, Strip

RULE_BELOW = 1.3  # ems under the base line, where a heading's own rule runs
COVERED = 0.5  # of a column's text that a rule or heading must reach over to head it
ALIGNED = 0.4  # ems that a heading may stand off its own column
OFF_CENTRE = 0.2  # of the width of the columns that a heading stands over; it may be off their middle by so much


@dataclass(slots=True)
class Block:
    """A cell by rows and columns (ends exclusive) and its chunks."""

    row: int
    row_end: int
    column: int
    column_end: int
    chunks: list[Chunk] = field(default_factory=list)


def head(
    strips: Sequence[Strip], columns: Sequence[Column], rules: Sequence[RuleAcross]
) -> tuple[list[Block], list[list[Strip]]]:
    """The cells of a head, and its strips by rows."""
    spans = [_spans(strip, k == len(strips) - 1, columns, rules) for k, strip in enumerate(strips)]
    levels = _levels(strips, spans)
    level_of = {k: level for level, members in enumerate(levels) for k in members}
    wide: dict[tuple[int, int, int], Block] = {}
    narrow: dict[int, list[tuple[int, Chunk]]] = {}
    for k, row in enumerate(spans):
        for chunk, first, last in row:
            if last > first:
                block = wide.setdefault(
                    (level_of[k], first, last), Block(level_of[k], level_of[k] + 1, first, last + 1)
                )
                block.chunks.append(chunk)
            else:
                narrow.setdefault(first, []).append((level_of[k], chunk))
    blocks = list(wide.values())
    for column in range(len(columns)):
        above = max((b.row_end for b in wide.values() if b.column <= column < b.column_end), default=0)
        own = narrow.get(column, [])
        early = [chunk for level, chunk in own if level < above]
        if above < len(levels):
            blocks.append(Block(above, len(levels), column, column + 1, [*early, *(c for at, c in own if at >= above)]))
        elif early and blocks:
            holder = max((b for b in wide.values() if b.column <= column < b.column_end), key=lambda b: b.row_end)
            holder.chunks.extend(early)
    taken = {(r, c) for b in blocks for r in range(b.row, b.row_end) for c in range(b.column, b.column_end)}
    blocks.extend(
        Block(r, r + 1, c, c + 1) for r in range(len(levels)) for c in range(len(columns)) if (r, c) not in taken
    )
    return blocks, [[strips[k] for k in members] for members in levels]


def _spans(
    strip: Strip, is_last: bool, columns: Sequence[Column], rules: Sequence[RuleAcross]
) -> list[tuple[Chunk, int, int]]:
    """Each chunk of a strip with the first and last column that it heads."""
    placed: list[tuple[Chunk, int, int]] = []
    for chunk in strip.chunks:
        own = _own_rule(chunk, columns, rules)
        first, last = own if own else _reached(chunk, columns)
        placed.append((chunk, first, last))
    if is_last:
        return placed
    spread: list[tuple[Chunk, int, int]] = []
    for i, (chunk, first, last) in enumerate(placed):
        low = max((p[2] for p in placed[:i]), default=0) + 1 if i else 1
        high = min((p[1] for p in placed[i + 1 :]), default=len(columns)) - 1
        if not (last > first and _own_rule(chunk, columns, rules)) and first >= low:
            first, last = _centred(chunk, first, last, low, high, columns)
        spread.append((chunk, first, last))
    return spread


def _own_rule(chunk: Chunk, columns: Sequence[Column], rules: Sequence[RuleAcross]) -> tuple[int, int] | None:
    for rule in rules:
        if (
            0 < rule.y - chunk.baseline < RULE_BELOW * chunk.size
            and rule.x0 <= chunk.x0 + 2
            and rule.x1 >= chunk.x1 - 2
            and rule.x1 - rule.x0 < 0.97 * (columns[-1].x1 - columns[0].x0)
        ):
            under = [
                k for k, c in enumerate(columns) if min(c.x1, rule.x1) - max(c.x0, rule.x0) >= COVERED * (c.x1 - c.x0)
            ]
            if under:
                return under[0], under[-1]
    return None


def _reached(chunk: Chunk, columns: Sequence[Column]) -> tuple[int, int]:
    """The columns that a heading's text reaches over; one that merely overhangs its column stays in it."""
    over = [k for k, c in enumerate(columns) if min(c.x1, chunk.x1) - max(c.x0, chunk.x0) >= COVERED * (c.x1 - c.x0)]
    if len(over) > 1:
        return over[0], over[-1]
    if over:
        return over[0], over[0]
    middle = (chunk.x0 + chunk.x1) / 2
    first, last = place(chunk, columns)
    nearest = min(range(first, last + 1), key=lambda k: abs((columns[k].x0 + columns[k].x1) / 2 - middle))
    return nearest, nearest


def _centred(chunk: Chunk, first: int, last: int, low: int, high: int, columns: Sequence[Column]) -> tuple[int, int]:
    """The columns around first..last, inside low..high, that a heading stands in the middle of."""
    if first == last and _is_aligned(chunk, columns[first]):
        return first, last
    middle = (chunk.x0 + chunk.x1) / 2
    best, least = (first, last), float("inf")
    for a in range(low, first + 1):
        for b in range(last, high + 1):
            width = columns[b].x1 - columns[a].x0
            pitch = columns[b].x0 - columns[b - 1].x0
            ends = (columns[b].x1, columns[b + 1].x0 if b + 1 < len(columns) else columns[b].x0 + pitch)
            off = min(abs((columns[a].x0 + end) / 2 - middle) for end in ends)
            if b > a and off < OFF_CENTRE * width / (b - a + 1) and off < least:
                best, least = (a, b), off
    return best


def _is_aligned(chunk: Chunk, column: Column) -> bool:
    """Whether a heading begins or ends with its column's text, or has one middle with it."""
    least = ALIGNED * chunk.size
    return (
        abs(chunk.x0 - column.x0) < least
        or abs(chunk.x1 - column.x1) < least
        or abs(chunk.x0 + chunk.x1 - column.x0 - column.x1) < 2 * least
    )


def _levels(strips: Sequence[Strip], spans: Sequence[Sequence[tuple[Chunk, int, int]]]) -> list[list[int]]:
    """Strips by rows of the head: one with headings over several columns is a row, others below each other are one."""
    levels: list[list[int]] = []
    wide_before = False
    for k, row in enumerate(spans):
        wide = any(last > first for _, first, last in row)
        same = wide and wide_before and _same(spans[k - 1], row)
        alone = not wide and all(first == 0 for _, first, _ in row)
        if levels and (same or alone or (not wide and not wide_before)):
            levels[-1].append(k)
        else:
            levels.append([k])
        wide_before = wide if not alone else wide_before
    return levels


def _same(above: Sequence[tuple[Chunk, int, int]], below: Sequence[tuple[Chunk, int, int]]) -> bool:
    return {(a, b) for _, a, b in above if b > a} == {(a, b) for _, a, b in below if b > a}
