"""Where a page without lines may hold tables: strips between which gaps persist. Pure.

The gaps of a table stand above each other; those of prose do not. As in Nurminen's detection of tables by text edges
(Algorithmic Extraction of Data in Tables in PDF Documents, Tampere 2013; tabula's "stream" and camelot's "network"
follow it), but by the white space itself: it needs no alignment, so that ragged and centred columns count alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.tables.white_space.strips import Strip
from ingest.tables.white_space.text_edges import SAME_EDGE

MAX_STEP = 5.5  # ems from one strip's last base line to the next one's first; more ends a table
FAR_STEP = 20.0  # ems to a strip whose texts begin in the columns above: a row may be higher than its text
CLEAR = 0.35  # ems that must stay of a gap beside the text of other strips
MIN_SUPPORT = 3  # strips with text on both sides of a gap that persists ...
MIN_SUPPORT_OF_MANY = 2  # ... or so many, where a strip has several such gaps
MANY_GAPS = 2
MAX_CROSSED = 0.34  # of a table's gaps that one strip may close; more is a band, or the table's end
MAX_BAND_STEP = 4.5  # ems above and below a line that runs across the gaps and still belongs to the table

MAX_FILL = 2.2  # ems from a band's text to the sides of its fill
HEADING = 1.12  # times the table's font size; a lone line in larger type is a heading outside it

Gap = tuple[float, float]


class RuleAcross(NamedTuple):
    """A horizontal rule at ``y``, or the side of a fill (not ``drawn``)."""

    y: float
    x0: float
    x1: float
    drawn: bool = True


def areas(strips: Sequence[Strip], space: float, rules: Sequence[RuleAcross]) -> list[tuple[int, int]]:
    """First and last index of each run of strips that shares its gaps, from top to bottom."""
    wide = [strip.wide_gaps(space) for strip in strips]
    persistent = [_persistent(k, strips, wide) for k in range(len(strips))]
    seeds = sorted((k for k in range(len(strips)) if persistent[k]), key=lambda k: (-len(persistent[k]), k))
    owner = [False] * len(strips)
    found: list[tuple[int, int]] = []
    for seed in seeds:
        if owner[seed]:
            continue
        first, last = _grown(seed, strips, persistent, owner, rules)
        for k in range(first, last + 1):
            owner[k] = True
        found.append((first, last))
    return sorted(found)


def cleared(gap: Gap, strip: Strip, least: float) -> Gap | None:
    """What is left of a gap beside a strip's text; ``None`` when that is less than ``least``.

    Where a text of a column begins at its end, the gap stays as it is.
    """
    low, high = gap
    for chunk in strip.chunks:
        if chunk.x1 <= low or chunk.x0 >= high:
            continue
        if chunk.x0 <= low and chunk.x1 >= high:
            return None
        if high - chunk.x1 >= chunk.x0 - low:
            low = chunk.x1
        else:
            high = chunk.x0
    if high - low >= least:
        return low, high
    return gap if any(chunk.aligned and abs(chunk.x0 - high) <= SAME_EDGE for chunk in strip.chunks) else None


def near(above: Strip, below: Strip) -> bool:
    """Whether two strips can be of one table."""
    return below.baseline - above.last_baseline <= MAX_STEP * max(above.size, below.size)


def _persistent(k: int, strips: Sequence[Strip], wide: Sequence[Sequence[Gap]]) -> list[Gap]:
    """The wide gaps of a strip that go on above and below it."""
    supported = [(gap, _support(k, gap, strips)) for gap in wide[k]]
    sure = [gap for gap, support in supported if support >= MIN_SUPPORT]
    likely = [gap for gap, support in supported if support >= MIN_SUPPORT_OF_MANY]
    return likely if len(likely) >= MANY_GAPS else sure


def _support(k: int, gap: Gap, strips: Sequence[Strip]) -> int:
    """How many strips in a row, this one among them, have text on both sides of what is left of a gap."""
    support = 1
    for step in (-1, 1):
        left = gap
        i = k
        while 0 <= i + step < len(strips) and support < MIN_SUPPORT:
            above, below = (strips[i + step], strips[i]) if step < 0 else (strips[i], strips[i + step])
            i += step
            rest = cleared(left, strips[i], CLEAR * strips[k].size) if near(above, below) else None
            if rest is None:
                break
            left = rest
            support += strips[i].x0 < left[0] and strips[i].x1 > left[1]
    return support


def _grown(
    seed: int,
    strips: Sequence[Strip],
    persistent: Sequence[Sequence[Gap]],
    owner: Sequence[bool],
    rules: Sequence[RuleAcross],
) -> tuple[int, int]:
    """The strips around a seed that leave its gaps open, give or take bands."""
    gaps = list(persistent[seed])
    ends = [seed, seed]
    for side, step in ((0, -1), (1, 1)):
        k = seed
        while 0 <= k + step < len(strips) and not owner[k + step]:
            k += step
            before, strip = strips[k - step], strips[k]
            if not near(*((strip, before) if step < 0 else (before, strip))) and not (
                step > 0 and _begins_like(strip, strips[ends[0] : k])
            ):
                break
            if len(strip.chunks) == 1 and strip.size > HEADING * max(s.size for s in strips[ends[0] : ends[1] + 1]):
                break
            if step > 0 and _is_below_the_last_rule(k, ends[0], strips, rules):
                break
            left = [cleared(gap, strip, CLEAR * strip.size) for gap in gaps]
            if left.count(None) > MAX_CROSSED * len(gaps):
                if not _is_band(k, step, strips, gaps, owner, rules):
                    break
                continue
            gaps = [gap for gap in left if gap is not None]
            ends[side] = k
    return ends[0], ends[1]


def _begins_like(strip: Strip, above: Sequence[Strip]) -> bool:
    """Whether a strip far below others is a row of theirs: several texts that begin to a hair where theirs do."""
    starts = [chunk.x0 for other in above for chunk in other.chunks]
    return (
        len(strip.chunks) > 1
        and strip.baseline - above[-1].last_baseline <= FAR_STEP * strip.size
        and abs(strip.x0 - min(starts)) <= SAME_EDGE
        and all(any(abs(chunk.x0 - x) <= SAME_EDGE for x in starts) for chunk in strip.chunks)
    )


def _is_band(
    k: int,
    step: int,
    strips: Sequence[Strip],
    gaps: Sequence[Gap],
    owner: Sequence[bool],
    rules: Sequence[RuleAcross],
) -> bool:
    """Whether a strip across the gaps is one line in the midst of a table, or stands on a fill of its own."""
    beyond = k + step
    if len(strips[k].chunks) > 1 or not 0 <= beyond < len(strips) or owner[beyond]:
        return False
    for above, below in ((k - 1, k), (k, k + 1)):
        if not (above >= 0 and below < len(strips)):
            return False
        if strips[below].baseline - strips[above].last_baseline > MAX_BAND_STEP * strips[below].size:
            return False
    left = [cleared(gap, strips[beyond], CLEAR * strips[beyond].size) for gap in gaps]
    beside = len(strips[beyond].chunks) > 1 or _is_filled(strips[k], rules)
    return beside and left.count(None) <= MAX_CROSSED * len(gaps)


def _is_filled(strip: Strip, rules: Sequence[RuleAcross]) -> bool:
    """Whether the sides of a fill run right above and right below a strip."""
    sides = [r.y for r in rules if not r.drawn and r.x0 <= strip.x0 and r.x1 >= strip.x1]
    reach = MAX_FILL * strip.size
    return any(strip.top - reach < y < strip.top + 1 for y in sides) and any(
        strip.baseline < y < strip.bottom + reach for y in sides
    )


def _is_below_the_last_rule(k: int, first: int, strips: Sequence[Strip], rules: Sequence[RuleAcross]) -> bool:
    """Whether a rule, not the first one of the table, ends it above a strip: what follows are no rows but notes."""
    if len(strips[k].chunks) > 1 or not _is_ruled(k, strips, rules):
        return False
    if not any(_is_ruled(i, strips, rules) for i in range(first + 1, k)):
        return False
    return k + 1 == len(strips) or len(strips[k + 1].chunks) == 1 or not near(strips[k], strips[k + 1])


def _is_ruled(k: int, strips: Sequence[Strip], rules: Sequence[RuleAcross]) -> bool:
    """Whether a drawn rule as long as the strip above runs above a strip."""
    above, strip = strips[k - 1], strips[k]
    return any(
        r.drawn and above.baseline < r.y < strip.baseline and r.x0 <= above.x0 + 3 and r.x1 >= above.x1 - 3
        for r in rules
    )
