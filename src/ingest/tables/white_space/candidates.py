"""What may be a table on a page, with its head: strips that share their gaps, and the lines that head them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from statistics import median

from ingest.layout.pages import Sheet
from ingest.layout.rulings import PIECE_GAP, SAME_EDGE, WHITE, clusters
from ingest.reading.page import Page
from ingest.tables.white_space.areas import RuleAcross, areas, near
from ingest.tables.white_space.columns import Column, columns, place
from ingest.tables.white_space.prose import flowing
from ingest.tables.white_space.rows import ALMOST_A_LINE, is_across
from ingest.tables.white_space.strips import (
    CHUNK_GAP,
    WIDE_GAP,
    WIDE_SPACES,
    Spaces,
    Strip,
    chunks,
    strips,
    upright,
    usual_spaces,
)
from ingest.tables.white_space.text_edges import column_starts
from ingest.text import join_lines

MIN_HEAD_RULE = 12.0  # points; a shorter rule heads no column
MAX_HEAD = 8  # strips; a head is no deeper
MAX_BOLD_HEAD = 3  # lines of bold type with numbers among them that may head a table
HEAD_STEP = 2.3  # ems from a heading to what it heads
TIGHT = 1.5  # ems from line to line in a paragraph at most
LOOSER = 1.3  # times as far stands a table from the paragraph above it
BOX = 2.2  # ems from a caption to the sides of the box that it stands in
ENCLOSED_STEP = 5.5  # ems, where a rule or fill above shows that it does
AT_SIDE = 3.0  # points that a heading may begin off its column's text
DENSE = 0.6  # of the most chunks on a strip; strips with as many show the columns


@dataclass(frozen=True, slots=True)
class Candidate:
    """The strips of what may be a table, those that show its columns, the columns and the rules near it."""

    sheet: Sheet
    strips: tuple[Strip, ...]
    telling: tuple[Strip, ...]
    columns: tuple[Column, ...]
    rules: tuple[RuleAcross, ...]

    def said(self, depth: int) -> list[str]:
        """What the first strips say, by columns."""
        lines: list[list[str]] = [[] for _ in self.columns]
        for strip in self.strips[:depth]:
            for chunk in strip.chunks:
                lines[place(chunk, self.columns)[0]].append(chunk.text)
        return [join_lines(column) for column in lines]


def page_strips(sheet: Sheet, taken: frozenset[int]) -> tuple[list[Strip], float, bool]:
    """The strips of a page less its running text, its usual space in ems, and whether any line has a wide gap."""
    page_lines = upright(w for w in sheet.words if w.order not in taken)
    spaces = usual_spaces(page_lines)
    space = spaces.usual
    least = max(WIDE_GAP, WIDE_SPACES * space) / CHUNK_GAP
    starts = column_starts(page_lines, spaces)
    coarse = [chunk for line in page_lines for chunk in chunks(line, Spaces(least, least), starts)]
    if len(coarse) == len(page_lines):
        return strips(coarse), space, False
    flow = {w.order for block in flowing(coarse) for chunk in block.lines for w in chunk.words}
    left = [tuple(w for w in line if w.order not in flow) for line in page_lines]
    return strips(chunk for line in left if line for chunk in chunks(line, spaces, starts)), space, True


def candidates(sheet: Sheet, taken: frozenset[int]) -> list[Candidate]:
    """What may be a table on a page, from top to bottom."""
    all_strips, space, gapped = page_strips(sheet, taken)
    if not gapped:
        return []
    rules = across(sheet.page)
    found: list[Candidate] = []
    floor = 0
    listed = _whole(all_strips, areas(all_strips, space, rules))
    for first, last in _at_headers(all_strips, _without_heads(all_strips, listed)):
        candidate = _candidate(sheet, all_strips, *_trimmed(all_strips, first, last), floor, rules)
        if candidate is not None:
            found.append(candidate)
            floor = last + 1
    return found


def _whole(all_strips: Sequence[Strip], found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Areas, with two that are less than a line apart as one: the lines of their columns stand between each other."""
    whole: list[tuple[int, int]] = []
    for first, last in found:
        if (
            whole
            and first == whole[-1][1] + 1
            and _step(all_strips[first - 1], all_strips[first]) < (ALMOST_A_LINE * all_strips[first].size)
        ):
            whole[-1] = whole[-1][0], last
        else:
            whole.append((first, last))
    return whole


def _trimmed(all_strips: Sequence[Strip], first: int, last: int) -> tuple[int, int]:
    """An area less lone lines at its ends that stand closer to the text outside: the end of a paragraph above."""

    def outside(k: int, outer: int, inner: int) -> bool:
        if not 0 <= outer < len(all_strips) or len(all_strips[k].chunks) > 1:
            return False
        away, into = _step(all_strips[k], all_strips[outer]), _step(all_strips[k], all_strips[inner])
        least = away + 1 if _runs_over(all_strips[k], all_strips[inner]) else LOOSER * away
        return away <= TIGHT * all_strips[k].size and into > least

    while first < last and outside(first, first - 1, first + 1):
        first += 1
    while last > first and outside(last, last + 1, last - 1):
        last -= 1
    return first, last


def _runs_over(line: Strip, beside: Strip) -> bool:
    """Whether a line runs over several texts of another strip."""
    return sum(line.x0 < chunk.x1 and line.x1 > chunk.x0 for chunk in beside.chunks) > 1


def _step(a: Strip, b: Strip) -> float:
    """From base line to base line."""
    above, below = (a, b) if a.baseline < b.baseline else (b, a)
    return below.baseline - above.last_baseline


def _without_heads(all_strips: Sequence[Strip], found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Areas less those that are only the head of the next: lines without amounts, close above lines with more text.

    A line of several headings at the end of one heads the next, however far above it stands.
    """
    kept: list[tuple[int, int]] = []
    head: int | None = None
    for (first, last), following in zip_longest(found, found[1:]):
        begin, head = first if head is None else head, None
        own = all_strips[first : last + 1]
        if following is not None and last - first < MAX_HEAD - 1:
            below = all_strips[following[0] : following[1] + 1]
            fewer = max(len(s.chunks) for s in own) <= max(len(s.chunks) for s in below)
            headed = below[0].bold and not own[-1].bold  # what follows has a head of its own
            if fewer and not headed and following[0] == last + 1 and near(own[-1], below[0]) and _is_headlike(own):
                head = last if _is_heading(own[-1]) else None
                continue
        kept.append((begin, last))
    return kept


def _is_headlike(own: Sequence[Strip]) -> bool:
    return (len(own) <= MAX_BOLD_HEAD and all(s.bold for s in own)) or not any(
        c.is_number for s in own for c in s.chunks
    )


def _at_headers(all_strips: Sequence[Strip], found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Areas cut where another header begins: a bold line of several headings below lines that are not bold."""
    head: int | None = None  # at the end of one area, of the next
    for first, last in found:
        begin = first if head is None or not near(all_strips[first - 1], all_strips[first]) else head
        head, plain = None, False
        for k in range(first, last + 1):
            strip = all_strips[k]
            ends = any(not below.bold for below in all_strips[k + 1 : k + MAX_HEAD + 1])
            if plain and ends and _is_heading(strip):
                alone = k - 1 > begin and len(all_strips[k - 1].chunks) == 1 and all_strips[k - 1].bold
                yield begin, k - 2 if alone else k - 1
                begin, plain = k, False
            plain = plain or not strip.bold
        if plain or begin <= first:
            yield begin, last
        else:
            head = begin


def _is_heading(strip: Strip) -> bool:
    """Whether a line is several headings, and not a total."""
    return strip.bold and len(strip.chunks) > 1 and not any(c.is_number for c in strip.chunks)


def across(page: Page) -> list[RuleAcross]:
    """What parts rows on a page: horizontal rules and the upper and lower sides of fills, pieces made whole."""
    pieces = [RuleAcross(r.top, r.x0, r.x1) for r in page.rules if r.top == r.bottom]
    for fill in page.fills:
        if fill.colour != WHITE:
            pieces += [RuleAcross(y, fill.x0, fill.x1, False) for y in (fill.top, fill.bottom)]
    found: list[RuleAcross] = []
    for group in clusters(pieces, lambda r: r.y, SAME_EDGE):
        run: RuleAcross | None = None
        for piece in sorted(group, key=lambda r: r.x0):
            if run is not None and piece.x0 - run.x1 <= PIECE_GAP:
                run = run._replace(x1=max(run.x1, piece.x1), drawn=run.drawn or piece.drawn)
                continue
            if run is not None:
                found.append(run)
            run = piece._replace(y=group[0].y)
        if run is not None:
            found.append(run)
    return [r for r in found if r.x1 - r.x0 >= MIN_HEAD_RULE]


def _candidate(
    sheet: Sheet, all_strips: Sequence[Strip], first: int, last: int, floor: int, rules: Sequence[RuleAcross]
) -> Candidate | None:
    own = all_strips[first : last + 1]
    size = median(s.size for s in own)
    most = max(len(s.chunks) for s in own)
    dense = next(k for k, s in enumerate(own) if len(s.chunks) >= DENSE * most)
    body = [s for s in own[dense:] if not _is_band(s, own)]
    found = columns(body, size)
    if len(found) < 2:
        return None
    first = _head_start(all_strips, first, floor, found, rules)
    x0, x1 = found[0].x0 - 3 * size, found[-1].x1 + 3 * size
    top, bottom = all_strips[first].top - 2 * size, all_strips[last].bottom + 2 * size
    near = tuple(r for r in rules if top <= r.y <= bottom and r.x0 < x1 and r.x1 > x0)
    return Candidate(sheet, tuple(all_strips[first : last + 1]), tuple(body), tuple(found), near)


def _is_band(strip: Strip, own: Sequence[Strip]) -> bool:
    """Whether a strip is one chunk where others have several."""
    if len(strip.chunks) > 1:
        return False
    middle = [s for s in own if len(s.chunks) > 2]
    chunk = strip.chunks[0]
    return bool(middle) and all(sum(c.x0 < chunk.x1 and c.x1 > chunk.x0 for c in s.chunks) > 1 for s in middle[:3])


def _head_start(
    all_strips: Sequence[Strip], first: int, floor: int, found: Sequence[Column], rules: Sequence[RuleAcross]
) -> int:
    """The first strip of the head above an area's first strip."""
    wide = [r for r in rules if is_across(r, found)]
    highest = all_strips[max(floor, first - MAX_HEAD)].top
    above = [r.y for r in wide if highest - 3 * all_strips[first].size < r.y < all_strips[first].baseline]
    pitch = max((_step(a, b) for a, b in pairwise(all_strips[first : first + MAX_HEAD])), default=0.0)
    start = first
    for k in range(first - 1, max(floor, first - MAX_HEAD) - 1, -1):
        strip, below = all_strips[k], all_strips[start]
        step = below.baseline - strip.last_baseline
        headed = start < first or (below.bold and not any(c.is_number for c in below.chunks))
        if headed and any(strip.baseline < y < below.top + 1 for y in above) and not _is_boxed(strip, above):
            break
        enclosed = any(y < strip.top + 1 for y in above)
        reach = max(HEAD_STEP * below.size, pitch + 1 if _names(strip, found) else 0.0)
        if enclosed:
            if step > ENCLOSED_STEP * below.size:
                break
        elif not (_fits(strip, found) or (k > floor and _wraps(strip, all_strips[k - 1]))) or step > reach:
            break
        if strip.x0 < found[0].x0 - 3 * strip.size or strip.x1 > found[-1].x1 + 3 * strip.size:
            break
        start = k
    return start


def _is_boxed(strip: Strip, rules: Iterable[float]) -> bool:
    """Whether a rule or fill's side runs close above and close below a line: a caption inside the table."""
    near_by = BOX * strip.size
    listed = list(rules)
    return (
        len(strip.chunks) == 1
        and any(strip.top - near_by < y < strip.top + 1 for y in listed)
        and any(strip.baseline < y < strip.bottom + near_by for y in listed)
    )


def _names(strip: Strip, found: Sequence[Column]) -> bool:
    """Whether a strip says something over each column, and begins where it does."""
    return len(strip.chunks) == len(found) and all(
        abs(chunk.x0 - column.x0) <= AT_SIDE for chunk, column in zip(strip.chunks, found, strict=True)
    )


def _wraps(strip: Strip, above: Strip) -> bool:
    """Whether a bold line of the first heading alone goes on from the line of bold headings right above it."""
    tight = strip.baseline - above.last_baseline <= TIGHT * strip.size
    return strip.bold and above.bold and len(above.chunks) > 1 and tight and strip.x0 - above.x0 < AT_SIDE


def _fits(strip: Strip, found: Sequence[Column]) -> bool:
    """Whether a strip without a rule above can be a head's line: several headings, or one over a column of values."""
    if len(strip.chunks) > 1:
        return True
    first, last = place(strip.chunks[0], found)
    return first == last > 0
