"""Strips of the bodies of a document's tables → how the rows of each are told apart. Pure.

A table of amounts, or one whose lines fill all columns, has a row on each line. In a table of text rows stand apart by
more space than paragraphs do: of all distances between lines the one is taken as the least between rows which makes
the most blocks that look like rows. Tables of a document that are set alike are asked together: one row shows no
distance between rows, and paragraphs that happen to begin on one line look like rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.layout.lines import usual_leading
from ingest.tables.white_space.areas import RuleAcross
from ingest.tables.white_space.columns import Column
from ingest.tables.white_space.rows import (
    BEGUN,
    SAME_STEP,
    Setting,
    by_column,
    goes_on,
    is_loose,
    is_row_number,
    is_ruled,
    last_lines,
)
from ingest.tables.white_space.strips import Chunk, Strip

AMOUNTS = 0.5  # of neighbouring strips with an amount under an amount make a table of amounts
FILLED = 0.75  # of the columns that a line fills, on ...
MOSTLY = 0.8  # ... so many of the lines: each is a row
WRAPPED = 0.2  # of the lines that go on in mid-sentence: they are not
NUMBERED = 0.7  # of an anchor column's cells that are numbers
MIN_RULED = 3  # rules in the body that part rows
SEVERAL_IN_ONE = 0.2  # of what should be one row each may look like several
MIN_KINDS = 2.5  # times that each word of a column that sorts the rows of groups comes at least
MIN_SORTED = 6  # rows so sorted
LONGEST_KIND = 25  # characters of such a word
LINE = 1.7  # ems from line to line of one text at most
MORE = 1.3  # times as many rows as groups

# what a block of lines between two gaps says for the gap being one between rows
WITH_ANCHOR, ANCHOR_ALONE, SEVERAL_CELLS, ONE_CELL = 1.0, 0.3, -0.3, -1.5
SEVERAL_NUMBERS = -1.0  # for each number of its own beyond the first: rows that the gap does not part

Body = tuple[Sequence[Strip], Sequence[RuleAcross]]
Table = tuple[Sequence[Body], Sequence[Column]]


def settings(tables: Sequence[Table]) -> list[Setting]:
    """Look at all strips of the bodies of tables, on all their pages, to see how the rows of each are told apart."""
    found = [_setting(bodies, columns) for bodies, columns in tables]
    spaced = [k for k, how in enumerate(found) if not (how.by_line or how.by_rules or how.sorted_in)]
    while spaced:
        first = found[spaced[0]]
        alike = [k for k in spaced if _are_alike(found[k], first)]
        apart, _ = _distance([(tables[k][0], found[k]) for k in alike])
        for k in alike:
            found[k] = replace(found[k], apart=apart)
        spaced = [k for k in spaced if k not in alike]
    return found


def _are_alike(a: Setting, b: Setting) -> bool:
    """Whether two tables have as many columns and the same leading."""
    return len(a.columns) == len(b.columns) and abs(a.leading - b.leading) < SAME_STEP / 2


def _setting(bodies: Sequence[Body], columns: Sequence[Column]) -> Setting:
    """What a table says by itself, but for the distance between its rows."""
    how = _first_look([strips for strips, _ in bodies], columns)
    placed = [[by_column(s, columns) for s in strips] for strips, _ in bodies]
    cells = [c for part in placed for c in part]
    pairs = [pair for part in placed for pair in pairwise(part)]
    under = sum(any(k and k in a and a[k].is_number and c.is_number for k, c in b.items()) for a, b in pairs)
    if pairs and under >= AMOUNTS * len(pairs):
        return replace(how, by_line=True)
    blocks = _between_rules(bodies)
    if len(blocks) >= MIN_RULED and are_rows(blocks, columns):
        return replace(how, by_rules=True)
    if how.sorted_in:
        return how
    full = sum(len(c) >= FILLED * len(columns) for c in cells)
    wrapped = sum(any(goes_on(a[k], c) for k, c in b.items() if k in a) for a, b in pairs)
    _, worth = _distance([(bodies, how)])
    anchors = sum(how.anchor in c for c in cells)
    if full >= MOSTLY * len(cells) and wrapped <= WRAPPED * len(pairs) and worth < MOSTLY * anchors:
        return replace(how, by_line=True)
    return how


def _first_look(parts: Sequence[Sequence[Strip]], columns: Sequence[Column]) -> Setting:
    """The anchor of the rows, and the usual leading."""
    placed = [[by_column(s, columns) for s in strips] for strips in parts]
    cells = [c for part in placed for c in part]
    stacks = [[c[k].words for c in part if k in c] for part in placed for k in range(len(columns))]
    numbers = [sum(is_row_number(c[k].text) for c in cells if k in c) for k in range(len(columns))]
    filled = [sum(k in c for c in cells) for k in range(len(columns))]
    numbered = next((k for k in (0, 1) if k < len(columns) and numbers[k] >= max(2, NUMBERED * filled[k])), None)
    how = Setting(tuple(columns), numbered or 0, numbered is not None, usual_leading(stacks), False, None)
    kinds = None if how.numbered else _kinds(cells, columns)
    return how if kinds is None else replace(how, anchor=kinds, sorted_in=True)


def _kinds(cells: Sequence[dict[int, Chunk]], columns: Sequence[Column]) -> int | None:
    """The column that sorts the rows of each group by a few words that come again; ``None`` where there is none.

    Each of its words begins a row: texts to the right begin beside it, and no group begins without it.
    """
    for column in range(1, len(columns) - 1):
        own = [c for c in cells if column in c]
        said = {c[column].text.casefold() for c in own}
        if len(own) < MIN_KINDS * len(said) or len(own) < MIN_SORTED or any(len(text) > LONGEST_KIND for text in said):
            continue
        begun = _begun(cells)
        beside = sum(any(k > column for k in c) for c in own)
        if beside == len(own) and len(own) >= MORE * len(begun) and all(column in c for c in begun):
            return column
    return None


def _begun(cells: Sequence[dict[int, Chunk]]) -> list[dict[int, Chunk]]:
    """The strips in which a text of the first column begins."""
    first = [c for c in cells if 0 in c]
    steps = [(below[0].baseline - above[0].baseline) / below[0].size for above, below in pairwise(first)]
    return first[:1] + [c for step, c in zip(steps, first[1:], strict=True) if not 0 < step <= LINE]


def are_rows(blocks: Sequence[Sequence[Strip]], columns: Sequence[Column]) -> bool:
    """Whether blocks are a row each: hardly a strip inside them begins one of its own."""
    how = _first_look(blocks, columns)
    begun = sum(_begins_anew(block[:k], block[k], how) for block in blocks for k in range(1, len(block)))
    return begun <= SEVERAL_IN_ONE * len(blocks)


def _between_rules(bodies: Sequence[Body]) -> list[list[Strip]]:
    """The strips below each drawn rule that parts two of them."""
    blocks: list[list[Strip]] = []
    for strips, listed in bodies:
        rules = [rule for rule in listed if rule.drawn]
        for k, strip in enumerate(strips):
            if k and is_ruled(strips[k - 1], strip, rules):
                blocks.append([strip])
            elif k and blocks:
                blocks[-1].append(strip)
    return blocks


def _begins_anew(row: Sequence[Strip], strip: Strip, how: Setting) -> bool:
    """Whether most columns begin with a strip, below a row that has an anchor, and none goes on from that."""
    above, cells = last_lines(row, how.columns), by_column(strip, how.columns)
    if how.anchor not in above or how.anchor not in cells:
        return False
    if how.numbered:
        return is_row_number(cells[how.anchor].text)
    return len(cells) >= BEGUN * len(how.columns) and not any(goes_on(above[k], cells[k]) for k in cells if k in above)


def _distance(tables: Sequence[tuple[Sequence[Body], Setting]]) -> tuple[float | None, float]:
    """The least distance between rows that makes the most blocks look like rows, and how much they do."""
    parts = [(body, _steps(body[0]), how) for bodies, how in tables for body in bodies]
    loose = sorted({round(step, 1) for _, steps, how in parts for step in steps if is_loose(step, how.leading)})
    best, most = None, _worth(parts, float("inf"))
    for least in loose:
        worth = _worth(parts, least - SAME_STEP / 2)
        if worth > most:
            best, most = least - SAME_STEP / 2, worth
    return best, most


def _steps(strips: Sequence[Strip]) -> list[float]:
    """The distances from strip to strip."""
    return [below.baseline - above.last_baseline for above, below in pairwise(strips)]


def _worth(parts: Sequence[tuple[Body, Sequence[float], Setting]], least: float) -> float:
    """How much the blocks between gaps of at least so many points look like rows."""
    worth = 0.0
    for (strips, rules), steps, how in parts:
        blocks: list[list[Strip]] = [[]]
        for k, strip in enumerate(strips):
            if k and (steps[k - 1] >= least or is_ruled(strips[k - 1], strip, rules)):
                blocks.append([])
            blocks[-1].append(strip)
        looks = [_looks(block, how) for block in blocks if block]
        # a page may cut the first and the last row, and leave one cell of them
        worth += sum(max(look, 0.0) if k in (0, len(looks) - 1) else look for k, look in enumerate(looks))
    return worth


def _looks(block: Sequence[Strip], how: Setting) -> float:
    cells = [by_column(s, how.columns) for s in block]
    met = {k for c in cells for k in c}
    anchors = [c[how.anchor] for c in cells if how.anchor in c]
    if how.numbered:
        numbers = sum(is_row_number(a.text) for a in anchors)
        return WITH_ANCHOR + SEVERAL_NUMBERS * (numbers - 1) if numbers else (ONE_CELL if len(met) == 1 else 0.0)
    if anchors:
        return WITH_ANCHOR if len(met) > 1 else ANCHOR_ALONE
    return SEVERAL_CELLS if len(met) > 1 else ONE_CELL
