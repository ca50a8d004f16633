"""Strips of a table's body → its rows: by rules, by extra space, by the column that starts each row, by text. Pure.

``setting`` says which of these a table goes by. Where nothing stands apart each line is asked whether it goes on with
the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from ingest.layout.lines import LOOSE_LEADING, broke_early
from ingest.tables.white_space.areas import RuleAcross
from ingest.tables.white_space.columns import Column, place
from ingest.tables.white_space.strips import Chunk, Strip
from ingest.text import MARKS, starts_with_bullet

ACROSS = 0.6  # of a table's width that a rule must cover to part rows
WIDE_LABELS = 8.0  # ems; in a narrower column the length of a line says nothing of its end
ALMOST_A_LINE = 0.9  # of the distance from line to line; what is nearer stands beside
BEGUN = 0.6  # of the columns have text where a row begins
SAME_STEP = 1.0  # points that two distances between rows differ by layout's rounding

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
    "most columns begin below a gap": 2,
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


def by_column(strip: Strip, columns: Sequence[Column]) -> dict[int, Chunk]:
    """The first chunk of each column in a strip."""
    cells: dict[int, Chunk] = {}
    for chunk in strip.chunks:
        cells.setdefault(place(chunk, columns)[0], chunk)
    return cells


def last_lines(row: Iterable[Strip], columns: Sequence[Column]) -> dict[int, Chunk]:
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
    for k, (above, strip) in enumerate(pairwise(strips), start=1):
        if is_ruled(above, strip, rules) or is_band(strip, how.columns) or is_band(above, how.columns):
            found.append([strip])
        elif how.by_rules:
            found[-1].append(strip)
        elif how.by_line:
            if _goes_on_below(found[-1], strip, how):
                found[-1].append(strip)
            else:
                found.append([strip])
        elif _begins(found[-1], _beside(strips, k, how.leading), how):
            found.append([strip])
        else:
            found[-1].append(strip)
    if how.apart is None:
        return found
    return _with_loose_ends(found, rules, how)


def is_loose(step: float, leading: float) -> bool:
    """Whether lines stand farther apart than those of a text."""
    return not leading or (step > LOOSE_LEADING * leading and step > leading + 1.0)


def _begins(row: Sequence[Strip], line: Sequence[Strip], how: Setting) -> bool:
    """Whether the first strip of a line begins a row."""
    strip = line[0]
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
    return sum(WEIGHTS[signal] for signal in signals(row, line, how)) > 0


def _beside(strips: Sequence[Strip], at: int, leading: float) -> list[Strip]:
    """A strip and those less than a line below it: space between paragraphs moves a column's lines down."""
    lowest = strips[at].baseline + ALMOST_A_LINE * leading
    below = (strips[k] for k in range(at + 1, len(strips)))
    return [strips[at], *takewhile(lambda strip: strip.baseline < lowest, below)]


def signals(row: Sequence[Strip], line: Sequence[Strip], how: Setting) -> list[str]:
    """What speaks for (weight above 0) and against a line beginning a row, where rows stand no farther than lines."""
    above = last_lines(row, how.columns)
    below = last_lines(line[::-1], how.columns)
    found = ["an anchor" if how.anchor in below else "no anchor"]
    if is_loose(line[0].baseline - row[-1].last_baseline, how.leading) and len(below) >= BEGUN * len(how.columns):
        found.append("most columns begin below a gap")
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
    if goes_on(above, below):
        return "goes on in mid-sentence"
    if starts_with_bullet(below.text):
        return ""
    return "stopped early" if broke_early(above.words, below.words, column.x1) else "line is full"


def goes_on(above: Chunk, below: Chunk) -> bool:
    """Whether a line goes on in mid-sentence with the one above."""
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
    if 0 not in below and all(k in above and goes_on(above[k], c) for k, c in below.items()):
        return True
    if 0 not in above or 0 not in below or is_loose(strip.baseline - row[-1].last_baseline, how.leading):
        return False
    values_above = any(k for s in row for k in by_column(s, how.columns))
    values_below = any(k for k in below)
    end, start = above[0], below[0]
    if (values_above and values_below) or end.is_number or start.is_number or end.bold != start.bold:
        return False
    if goes_on(end, start):
        return True
    first = how.columns[0]
    full = not broke_early(end.words, start.words, first.x1) and first.x1 - first.x0 > WIDE_LABELS * end.size
    return full and values_above != values_below and start.x0 >= end.x0 - 1
