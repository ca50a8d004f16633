"""Running text beside other things, told from the cells of a table: what is left may hold tables. Pure.

The cells of a row begin together; the paragraphs of a page in two columns, and of text beside a table, do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.layout.lines import LOOSE_LEADING, usual_leading
from ingest.tables.white_space.strips import Chunk

MAX_LEADING = 1.75  # ems from line to line inside a paragraph
MAX_STEP = 2.6  # ems from the last line of a paragraph to the first of the next
SAME_SIZE = 0.06  # of the font size, the most that lines of one paragraph differ
MIN_LINES = 3  # of a paragraph that can be told to be prose
MIN_FLOW = 8  # lines of a column that may be running text; fewer do no harm
MIN_WORDS = 3.5  # words of letters on a usual line of prose
FILLED = 0.8  # of the paragraph's width, where a line that is not the last one ends at least ...
MIN_FILLED = 0.6  # ... for this share of the lines
SAME_START = 2.0  # points between the base lines of cells of one row
TOGETHER = 0.7  # of the paragraphs of a column begin with those beside it: cells of rows
MIN_HEADED = 3  # texts on a line that heads a table, of which ...
MIN_ALONE = 2  # ... so many head no prose
SAME_BASELINE = 0.5  # points
SAME_WIDTH = 0.15  # of the width that the columns of a page differ at most


@dataclass(slots=True)
class Block:
    """Lines of one size and weight below each other, at most a line apart."""

    lines: list[Chunk]

    @property
    def x0(self) -> float:
        """The left end."""
        return min(c.x0 for c in self.lines)

    @property
    def x1(self) -> float:
        """The right end."""
        return max(c.x1 for c in self.lines)

    @property
    def top(self) -> float:
        """The first base line."""
        return self.lines[0].baseline

    @property
    def bottom(self) -> float:
        """The last base line."""
        return self.lines[-1].baseline

    def is_prose(self) -> bool:
        """Whether its lines are filled with words."""
        if len(self.lines) < MIN_LINES:
            return False
        if median(sum(w.text[:1].isalpha() for w in c.words) for c in self.lines) < MIN_WORDS:
            return False
        reach = self.x0 + FILLED * (self.x1 - self.x0)
        return sum(c.x1 >= reach for c in self.lines[:-1]) >= MIN_FILLED * (len(self.lines) - 1)


def blocks(lines: Sequence[Chunk]) -> list[Block]:
    """Chunks (cut at wide gaps only) as blocks."""
    found: list[Block] = []
    open_blocks: list[Block] = []
    for chunk in sorted(lines, key=lambda c: (c.baseline, c.x0)):
        open_blocks = [b for b in open_blocks if chunk.baseline - b.bottom <= MAX_LEADING * max(chunk.size, 1.0)]
        met = [
            b
            for b in open_blocks
            if b.bottom < chunk.baseline - 0.3 * chunk.size
            and min(b.lines[-1].x1, chunk.x1) > max(b.lines[-1].x0, chunk.x0)
        ]
        if len(met) == 1 and _goes_on(met[0].lines[-1], chunk):
            met[0].lines.append(chunk)
            continue
        open_blocks = [b for b in open_blocks if b not in met]
        block = Block([chunk])
        found.append(block)
        open_blocks.append(block)
    return [part for block in found for part in _parts(block)]


def _parts(block: Block) -> list[Block]:
    """A block cut where its lines stand farther apart than they usually do."""
    leading = usual_leading([[chunk.words for chunk in block.lines]])
    parts = [Block(block.lines[:1])]
    for above, below in pairwise(block.lines):
        step = below.baseline - above.baseline
        if leading and step > LOOSE_LEADING * leading and step > leading + 1.0:
            parts.append(Block([]))
        parts[-1].lines.append(below)
    return parts


def _goes_on(above: Chunk, below: Chunk) -> bool:
    return abs(above.size - below.size) <= SAME_SIZE * above.size and above.bold == below.bold


def flowing(lines: Sequence[Chunk]) -> list[Block]:
    """The blocks of prose that are no cells: paragraphs as wide as the text, and columns that read on downwards.

    With the headings between the paragraphs of a column.
    """
    found = blocks(lines)
    prose = [b for b in found if b.is_prose()]
    if not prose:
        return []
    flows = [column for column in _columns(prose) if _flows(column, [b for b in found if b not in column])]
    kept = [column for column in flows if not _is_headed(column, flows, found)]
    return [block for column in kept for block in (*column, *_headings(column, found))]


def _headings(column: Sequence[Block], found: Sequence[Block]) -> list[Block]:
    """What stands alone in bold or larger type right above a paragraph of a column and below another."""
    text = column[0].lines[0]
    x0, x1 = min(b.x0 for b in column), max(b.x1 for b in column)
    within = [b for b in found if b not in column and b.x0 < x1 and b.x1 > x0]
    return [
        b
        for b in within
        if (b.lines[0].bold > text.bold or b.lines[0].size > (1 + SAME_SIZE) * text.size)
        and column[0].bottom < b.top
        and x0 - SAME_START <= b.x0
        and b.x1 <= x1 + SAME_START
        and any(0 < below.top - b.bottom <= MAX_STEP * b.lines[-1].size for below in column)
        and not any(other is not b and other.top <= b.bottom and other.bottom >= b.top for other in within)
    ]


def _is_headed(column: Sequence[Block], flows: Sequence[Sequence[Block]], found: Sequence[Block]) -> bool:
    """Whether a column stands under a line that heads a table: other texts of that line have no prose below them."""
    edges = [flow[0].x0 for flow in flows]
    for head in found:
        if head.bottom < column[0].top and abs(head.x0 - column[0].x0) <= SAME_START:
            line = [b for b in found if _beside(head, b)]
            alone = sum(all(abs(b.x0 - x0) > SAME_START for x0 in edges) for b in line)
            if len(line) >= MIN_HEADED and alone >= MIN_ALONE:
                return True
    return False


def _columns(prose: list[Block]) -> list[list[Block]]:
    """Blocks of prose below each other, with the same sides."""
    found: list[list[Block]] = []
    for block in prose:
        for column in found:
            last = column[-1]
            width = max(block.x1 - block.x0, last.x1 - last.x0)
            if abs(block.x0 - last.x0) + abs(block.x1 - last.x1) < SAME_WIDTH * width and block.top > last.bottom:
                column.append(block)
                break
        else:
            found.append([block])
    return found


def _flows(column: Sequence[Block], others: Sequence[Block]) -> bool:
    x0, x1 = min(b.x0 for b in column), max(b.x1 for b in column)
    led = _led_by(column[0], others)
    top, bottom = (led or column)[0].top - SAME_START, column[-1].bottom + SAME_START
    beside = [b for b in others if (b.x1 <= x0 or b.x0 >= x1) and b.bottom >= top and b.top <= bottom]
    if not beside:
        return False  # alone it is no cell of a table on this page, but may be one that the page before began
    within = [b for b in others if b.x0 < x1 and b.x1 > x0 and top <= b.top <= bottom]
    own = (*column, *within)
    if sum(len(b.lines) for b in own) < MIN_FLOW:
        return False
    rows = 0
    for rival in _stacks(b for b in beside if any(b.top <= a.bottom and b.bottom >= a.top for a in own)):
        prose = any(b.is_prose() for b in rival)
        together = sum(any(_beside(a, b) or (not prose and _on_a_line(a, b)) for a in own) for b in rival)
        same_width = abs(max(b.x1 for b in rival) - min(b.x0 for b in rival) - (x1 - x0)) <= SAME_WIDTH * (x1 - x0)
        if together >= TOGETHER * len(rival) and (together > 1 or not (prose and same_width)):
            rows += 1
    return rows == 0


def _led_by(first: Block, others: Sequence[Block]) -> list[Block]:
    """The paragraphs that a block goes on from, topmost first: cells begin with the first of them."""
    led: list[Block] = []
    for block in sorted(others, key=lambda b: -b.bottom):
        below = (led or [first])[0]
        step = below.top - block.bottom
        if 0 < step <= MAX_STEP * block.lines[-1].size and abs(block.x0 - below.x0) <= SAME_START:
            led.insert(0, block)
    return led


def _beside(a: Block, b: Block) -> bool:
    """Whether two blocks stand like cells of a row: they begin together, or have one middle."""
    return abs(a.top - b.top) <= SAME_START or abs(a.top + a.bottom - b.top - b.bottom) <= 2 * SAME_START


def _on_a_line(column: Block, cell: Block) -> bool:
    """Whether a cell begins on a line of a column whose rows stand no farther apart than lines."""
    return any(abs(line.baseline - cell.top) <= SAME_BASELINE for line in column.lines)


def _stacks(found: Iterable[Block]) -> list[list[Block]]:
    """Blocks below each other: those that overlap in x."""
    stacks: list[list[Block]] = []
    for block in found:
        for stack in stacks:
            if block.x0 < max(b.x1 for b in stack) and block.x1 > min(b.x0 for b in stack):
                stack.append(block)
                break
        else:
            stacks.append([block])
    return stacks
