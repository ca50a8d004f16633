"""Strips of a table's body → its rows: by rules, by extra space, by the column that starts each row, by text. Pure.

A table of amounts, or one whose lines fill all columns, has a row on each line. In a table of text rows stand apart by
more space than paragraphs do: of all distances between lines the one is taken as the least between rows which makes
the most blocks that look like rows. Where nothing stands apart each line is asked whether it goes on with the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.layout.lines import LOOSE_LEADING, broke_early, usual_leading
from ingest.tables.areas import RuleAcross
from ingest.tables.columns import Column, place
from ingest.tables.strips import Chunk, Strip
from ingest.text import MARKS, starts_with_bullet

ACROSS = 0.6  # of a table's width that a rule must cover to part rows
AMOUNTS = 0.5  # of neighbouring strips with an amount under an amount make a table of amounts
FILLED = 0.75  # of the columns that a line fills, on ...
MOSTLY = 0.8  # ... so many of the lines: each is a row
WRAPPED = 0.2  # of the lines that go on in mid-sentence: they are not
NUMBERED = 0.7  # of an anchor column's cells that are numbers
WIDE_LABELS = 8.0  # ems; in a narrower column the length of a line says nothing of its end
MIN_RULED = 3  # rules in the body that part rows
SEVERAL_IN_ONE = 0.2  # of what should be one row each may look like several
BEGUN = 0.6  # of the columns have text where a row begins
MIN_KINDS = 2.5  # times that each word of a column that sorts the rows of groups comes at least
MIN_SORTED = 6  # rows so sorted
LONGEST_KIND = 25  # characters of such a word
LINE = 1.7  # ems from line to line of one text at most
MORE = 1.3  # times as many rows as groups
SAME_STEP = 1.0  # points that two distances between rows differ by layout's rounding

# what a block of lines between two gaps says for the gap being one between rows
WITH_ANCHOR, ANCHOR_ALONE, SEVERAL_CELLS, ONE_CELL = 1.0, 0.3, -0.3, -1.5
SEVERAL_NUMBERS = -1.0  # for each number of its own beyond the first: rows that the gap does not part

HYPHENS = ("-", "\u00ad", "\u2010", "/")
OPEN_WORDS = frozenset(
    "og eller samt at med i på til for af fra om der som en et den det de ved over under mellem hos har er skal kan vil"
    " and or of the to in for by with a an on at from".split()
)
_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?[.)]?|[a-zA-ZÆØÅ]\)|[IVX]+\.)$")

WEIGHTS = {
    "an anchor": 1,
    "no anchor": -3,
    "an amount under an amount": 3,
    "cut inside a word": -6,
    "goes on in mid-sentence": -4,
    "line is full": -1,
    "stopped early": 1,
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all rows of a table.

    ``anchor`` is the column that starts each row; ``numbered``: it holds numbers; ``sorted_in``: it holds a few words
    over and over, one for each row of a group (Primær, Sekundær); ``leading``: from line to line in points;
    ``by_line``: each line is a row; ``by_rules``: a rule parts each row from the next; ``apart``: the least distance
    between rows, ``None`` when none shows.
    """

    columns: tuple[Column, ...]
    anchor: int
    numbered: bool
    leading: float
    by_line: bool
    apart: float | None
    by_rules: bool = False
    sorted_in: bool = False


Body = tuple[Sequence[Strip], Sequence[RuleAcross]]


def setting(bodies: Sequence[Body], columns: Sequence[Column]) -> Setting:
    """Look at all strips of a table's body, on all its pages, to see how its rows are told apart."""
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
    wrapped = sum(any(_goes_on(a[k], c) for k, c in b.items() if k in a) for a, b in pairs)
    apart, worth = _distance(bodies, how)
    anchors = sum(how.anchor in c for c in cells)
    if full >= MOSTLY * len(cells) and wrapped <= WRAPPED * len(pairs) and worth < MOSTLY * anchors:
        return replace(how, by_line=True)
    return replace(how, apart=apart)


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


def by_column(strip: Strip, columns: Sequence[Column]) -> dict[int, Chunk]:
    """The first chunk of each column in a strip."""
    cells: dict[int, Chunk] = {}
    for chunk in strip.chunks:
        cells.setdefault(place(chunk, columns)[0], chunk)
    return cells


def _last_lines(row: Iterable[Strip], columns: Sequence[Column]) -> dict[int, Chunk]:
    """The last chunk of each column in a row."""
    found: dict[int, Chunk] = {}
    for strip in row:
        found.update(by_column(strip, columns))
    return found


def is_across(rule: RuleAcross, columns: Sequence[Column]) -> bool:
    """Whether a rule runs across most of a table."""
    x0, x1 = columns[0].x0, columns[-1].x1
    return min(rule.x1, x1) - max(rule.x0, x0) >= ACROSS * (x1 - x0)


def is_ruled(above: Strip, below: Strip, rules: Sequence[RuleAcross]) -> bool:
    """Whether a rule parts two strips."""
    return any(above.last_baseline - 1 < rule.y < below.baseline - 0.4 * below.size for rule in rules)


def is_band(strip: Strip, columns: Sequence[Column]) -> bool:
    """Whether a strip is one text across columns."""
    first, last = place(strip.chunks[0], columns)
    return len(strip.chunks) == 1 and last > first


def is_row_number(text: str) -> bool:
    """Whether a text numbers a row: 3, 5.1, 5.7a, a), IV."""
    return bool(_NUMBER.match(text.rstrip(MARKS)))


def rows(strips: Sequence[Strip], rules: Sequence[RuleAcross], how: Setting) -> list[list[Strip]]:
    """The strips of a body, grouped to rows from top to bottom."""
    if not strips:
        return []
    found: list[list[Strip]] = [[strips[0]]]
    for above, strip in pairwise(strips):
        if is_ruled(above, strip, rules) or is_band(strip, how.columns) or is_band(above, how.columns):
            found.append([strip])
        elif how.by_rules:
            found[-1].append(strip)
        elif how.by_line:
            if _goes_on_below(found[-1], strip, how):
                found[-1].append(strip)
            else:
                found.append([strip])
        elif _begins(found[-1], strip, how):
            found.append([strip])
        else:
            found[-1].append(strip)
    if how.apart is None:
        return found
    return _with_loose_ends(found, rules, how)


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
    above, cells = _last_lines(row, how.columns), by_column(strip, how.columns)
    if how.anchor not in above or how.anchor not in cells:
        return False
    if how.numbered:
        return is_row_number(cells[how.anchor].text)
    return len(cells) >= BEGUN * len(how.columns) and not any(_goes_on(above[k], cells[k]) for k in cells if k in above)


def _distance(bodies: Sequence[Body], how: Setting) -> tuple[float | None, float]:
    """The least distance between rows that makes the most blocks look like rows, and how much they do."""
    steps = [[below.baseline - above.last_baseline for above, below in pairwise(strips)] for strips, _ in bodies]
    loose = sorted({round(step, 1) for part in steps for step in part if _is_loose(step, how.leading)})
    best, most = None, _worth(bodies, steps, float("inf"), how)
    for least in loose:
        worth = _worth(bodies, steps, least - SAME_STEP / 2, how)
        if worth > most:
            best, most = least - SAME_STEP / 2, worth
    return best, most


def _is_loose(step: float, leading: float) -> bool:
    return not leading or (step > LOOSE_LEADING * leading and step > leading + 1.0)


def _worth(bodies: Sequence[Body], steps: Sequence[Sequence[float]], least: float, how: Setting) -> float:
    """How much the blocks between gaps of at least so many points look like rows."""
    worth = 0.0
    for (strips, rules), between in zip(bodies, steps, strict=True):
        blocks: list[list[Strip]] = [[]]
        for k, strip in enumerate(strips):
            if k and (between[k - 1] >= least or is_ruled(strips[k - 1], strip, rules)):
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


def _begins(row: Sequence[Strip], strip: Strip, how: Setting) -> bool:
    step = strip.baseline - row[-1].last_baseline
    if how.apart is not None and step >= how.apart:
        return True
    below = by_column(strip, how.columns)
    first = below.get(how.anchor)
    if how.sorted_in:
        return first is not None
    if how.numbered and first is not None and is_row_number(first.text):
        return any(how.anchor in by_column(s, how.columns) for s in row)  # not the number of a row in its middle
    if how.apart is not None or how.numbered:
        return False
    return sum(WEIGHTS[signal] for signal in signals(row, strip, how)) > 0


def signals(row: Sequence[Strip], strip: Strip, how: Setting) -> list[str]:
    """What speaks for (weight above 0) and against a strip beginning a row, where rows stand no farther than lines."""
    above = _last_lines(row, how.columns)
    below = by_column(strip, how.columns)
    found = ["an anchor" if how.anchor in below else "no anchor"]
    for column, chunk in below.items():
        if column in above:
            signal = _in_column(above[column], chunk, how.columns[column])
            if signal:
                found.append(signal)
    return found


def _in_column(above: Chunk, below: Chunk, column: Column) -> str:
    """What one column says of the line below another."""
    if above.is_number and below.is_number:
        return "an amount under an amount"
    if above.text.endswith(HYPHENS) and len(above.text) > 1:
        return "cut inside a word"
    if _goes_on(above, below):
        return "goes on in mid-sentence"
    if starts_with_bullet(below.text):
        return ""
    return "stopped early" if broke_early(above.words, below.words, column.x1) else "line is full"


def _goes_on(above: Chunk, below: Chunk) -> bool:
    end, start = above.text, below.text
    if end.endswith((*HYPHENS, ",")) and len(end) > 1:
        return True
    if end.rsplit(" ", 1)[-1].casefold() in OPEN_WORDS:
        return True
    return start[:1].islower() and not end.endswith((".", "!", "?"))


def _with_loose_ends(found: list[list[Strip]], rules: Sequence[RuleAcross], how: Setting) -> list[list[Strip]]:
    """Rows, with a lone cell that stands apart like a row but has no anchor given to the row above."""
    kept: list[list[Strip]] = []
    for row in found:
        met = {k for s in row for k in by_column(s, how.columns)}
        lone = len(met) == 1 and how.anchor not in met and not is_band(row[0], how.columns)
        if kept and lone and not is_ruled(kept[-1][-1], row[0], rules):
            kept[-1].extend(row)
        else:
            kept.append(list(row))
    return kept


def _goes_on_below(row: Sequence[Strip], strip: Strip, how: Setting) -> bool:
    """Whether a line of a table with a row on each goes on with a text that took two."""
    above, below = by_column(row[-1], how.columns), by_column(strip, how.columns)
    if 0 not in below and all(k in above and _goes_on(above[k], c) for k, c in below.items()):
        return True
    if 0 not in above or 0 not in below or _is_loose(strip.baseline - row[-1].last_baseline, how.leading):
        return False
    values_above = any(k for s in row for k in by_column(s, how.columns))
    values_below = any(k for k in below)
    end, start = above[0], below[0]
    if (values_above and values_below) or end.is_number or start.is_number or end.bold != start.bold:
        return False
    if _goes_on(end, start):
        return True
    first = how.columns[0]
    full = not broke_early(end.words, start.words, first.x1) and first.x1 - first.x0 > WIDE_LABELS * end.size
    return full and values_above != values_below and start.x0 >= end.x0 - 1
