"""Strips of a table's body → its rows, by rules, by extra space, by the column that starts each row, by the text. Pure.

Each signal between two strips is named and weighed; no single one is believed alone but a rule, and a number of its
own. A table of amounts has one line a row; in a table of text most lines go on with the one above.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.lines import LOOSE_LEADING, broke_early, usual_leading
from ingest.tables.areas import RuleAcross
from ingest.tables.columns import Column, place
from ingest.tables.strips import Chunk, Strip, is_number
from ingest.text import starts_with_bullet

ACROSS = 0.6  # of a table's width that a rule must cover to part rows
SEVERAL_RULES = 2  # rules between strips; with as many, rows without one between are few
AMOUNTS = 0.5  # of neighbouring strips with an amount under an amount make a table of amounts
HYPHENS = ("-", "\u00ad", "\u2010", "/")
ENDS = (".", "!", "?", ":", ";", "…", ")")
OPEN_WORDS = frozenset(
    "og eller samt at med i på til for af fra om der som en et den det de ved over under mellem hos har er skal kan vil"
    " and or of the to in for by with a an on at from".split()
)
_NUMBERED = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3}){0,3}\.?|[a-zA-ZÆØÅ]\)|[IVX]+\.)$")

WEIGHTS = {
    "a rule": 20,
    "no rule, where rows have one": -4,
    "extra space": 4,
    "no extra space, where rows have it": -3,
    "a number of its own": 6,
    "an amount under an amount": 3,
    "several cells begin": 2,
    "one cell alone": -2,
    "no anchor": -3,
    "an anchor": 1,
    "cut inside a word": -6,
    "goes on in mid-sentence": -4,
    "line is full": -1,
    "stopped early": 1,
    "bold above, plain below": 4,
    "plain above, bold below": 3,
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all rows of a table: its columns, the anchor column, the usual leading and how rows are told."""

    columns: tuple[Column, ...]
    anchor: int
    numbered: bool
    leading: float
    amounts: bool
    spaced: bool
    rules: tuple[RuleAcross, ...]


def setting(strips: Sequence[Strip], columns: Sequence[Column], rules: Sequence[RuleAcross]) -> Setting:
    """Look at a whole table's strips to see how its rows are told apart."""
    placed = [by_column(s, columns) for s in strips]
    stacks = [[cells[k].words for cells in placed if k in cells] for k in range(len(columns))]
    leading = usual_leading(stacks)
    numbered = [
        sum(bool(_NUMBERED.match(cells[k].text)) for cells in placed if k in cells) for k in range(len(columns))
    ]
    filled = [sum(k in cells for cells in placed) for k in range(len(columns))]
    anchor = next((k for k in range(len(columns)) if filled[k] >= 2 and numbered[k] >= 0.7 * filled[k]), 0)
    is_numbered = anchor < 2 and numbered[anchor] >= max(2, 0.7 * filled[anchor])
    pairs = list(itertools.pairwise(placed))
    under = sum(
        any(k and k in above and above[k].is_number and c.is_number for k, c in below.items()) for above, below in pairs
    )
    between = [r for r in rules if _is_across(r, columns)]
    steps = [b.baseline - a.last_baseline for a, b in itertools.pairwise(strips)]
    wide = [k for k, step in enumerate(steps) if is_loose(step, leading)]
    told = [k for k in wide if len(placed[k + 1]) > 1]
    return Setting(
        tuple(columns),
        anchor,
        is_numbered,
        leading,
        bool(pairs) and under >= AMOUNTS * len(pairs),
        len(told) >= 1 and len(wide) < len(steps),
        tuple(between),
    )


def by_column(strip: Strip, columns: Sequence[Column]) -> dict[int, Chunk]:
    """The first chunk of each column in a strip."""
    cells: dict[int, Chunk] = {}
    for chunk in strip.chunks:
        cells.setdefault(place(chunk, columns)[0], chunk)
    return cells


def is_loose(step: float, leading: float) -> bool:
    """Whether a step between base lines is more than the usual leading."""
    return bool(leading) and step > LOOSE_LEADING * leading and step > leading + 1.0


def rows(strips: Sequence[Strip], how: Setting) -> list[list[Strip]]:
    """The strips of a body, grouped to rows from top to bottom."""
    found: list[list[Strip]] = []
    for strip in strips:
        if found and not _begins(found[-1], strip, how):
            found[-1].append(strip)
        else:
            found.append([strip])
    return _labels_joined(found, how) if how.amounts else found


def _begins(row: Sequence[Strip], strip: Strip, how: Setting) -> bool:
    if how.amounts:
        return True
    return sum(WEIGHTS[signal] for signal in signals(row, strip, how)) > 0


def signals(row: Sequence[Strip], strip: Strip, how: Setting) -> list[str]:
    """What speaks for (weight above 0) and against a strip beginning a new row below a row's strips."""
    columns = how.columns
    above: dict[int, Chunk] = {}
    for one in row:
        for chunk in one.chunks:
            above[place(chunk, columns)[0]] = chunk
    below = by_column(strip, columns)
    last = row[-1]
    found: list[str] = []
    if _ruled(last, strip, how.rules):
        found.append("a rule")
    elif len(how.rules) >= SEVERAL_RULES:
        found.append("no rule, where rows have one")
    step = strip.baseline - last.last_baseline
    loose = is_loose(step, how.leading)
    if loose:
        found.append("extra space")
    elif how.spaced:
        found.append("no extra space, where rows have it")
    first = below.get(how.anchor)
    if first is None:
        found.append("no anchor")
    elif how.numbered and _NUMBERED.match(first.text):
        found.append("a number of its own")
    else:
        found.append("an anchor")
    if first is None and len(below) == 1:
        found.append("one cell alone")
    elif len(below) > 1 and loose:
        found.append("several cells begin")
    if all(c.bold for s in row for c in s.chunks) and not any(c.bold for c in strip.chunks):
        found.append("bold above, plain below")
    elif strip.bold and not any(c.bold for c in last.chunks) and len(below) > 1:
        found.append("plain above, bold below")
    for column, chunk in below.items():
        if column in above:
            signal = _in_column(above[column], chunk, columns[column])
            if signal:
                found.append(signal)
    return found


def _in_column(above: Chunk, below: Chunk, column: Column) -> str:
    """What one column says of the line below another."""
    end, start = above.text, below.text
    if above.is_number and below.is_number:
        return "an amount under an amount"
    if end.endswith(HYPHENS) and len(end) > 1:
        return "cut inside a word"
    ends_open = end.endswith(",") or end.rsplit(" ", 1)[-1].casefold() in OPEN_WORDS
    if ends_open or (start[:1].islower() and not end.endswith((".", "!", "?"))):
        return "goes on in mid-sentence"
    if starts_with_bullet(start):
        return ""
    return "stopped early" if broke_early(above.words, below.words, column.x1) else "line is full"


def _is_across(rule: RuleAcross, columns: Sequence[Column]) -> bool:
    x0, x1 = columns[0].x0, columns[-1].x1
    return min(rule.x1, x1) - max(rule.x0, x0) >= ACROSS * (x1 - x0)


def _ruled(above: Strip, below: Strip, rules: Sequence[RuleAcross]) -> bool:
    return any(above.last_baseline - 1 < rule.y < below.baseline - 0.5 * below.size for rule in rules)


def _labels_joined(found: list[list[Strip]], how: Setting) -> list[list[Strip]]:
    """Rows of amounts, with labels that took two lines made whole."""
    joined: list[list[Strip]] = []
    for row in found:
        if joined and _is_label_cut(joined[-1], row[0], how):
            joined[-1].extend(row)
        else:
            joined.append(row)
    return joined


def _is_label_cut(row: Sequence[Strip], strip: Strip, how: Setting) -> bool:
    above, below = by_column(row[-1], how.columns), by_column(strip, how.columns)
    if 0 not in above or 0 not in below or _ruled(row[-1], strip, how.rules):
        return False
    if is_loose(strip.baseline - row[-1].last_baseline, how.leading):
        return False
    amounts_above = any(k for s in row for k in by_column(s, how.columns))
    amounts_below = any(k for k in below)
    if amounts_above and amounts_below:
        return False
    end, start = above[0], below[0]
    if is_number(end.text) or is_number(start.text) or end.bold != start.bold:
        return False
    if start.text[:1].islower() or end.text.endswith(HYPHENS) or end.text.rsplit(" ", 1)[-1].casefold() in OPEN_WORDS:
        return True
    full = not broke_early(end.words, start.words, how.columns[0].x1)
    return full and (amounts_above != amounts_below) and start.x0 >= end.x0 - 1
