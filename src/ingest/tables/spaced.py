"""Tables by white space: columns from the gaps that persist, rows from space, anchors and text.

The steps: running text is set aside (``prose``), what stands beside each other becomes strips (``strips``), strips
that share their gaps an area (``areas``), the gaps of an area columns (``columns``), its first strips the head
(``heads``), the others rows (``rows``); what only looks like a table is thrown out (``doubts``).
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.layout import Document, Sheet
from ingest.lines import lines, paragraphs, usual_leading
from ingest.reading.page import Page, Word
from ingest.rulings import PIECE_GAP, SAME_EDGE, WHITE, clusters
from ingest.tables import columns as columning
from ingest.tables.areas import RuleAcross, areas
from ingest.tables.columns import Column, place
from ingest.tables.doubts import Look, is_table
from ingest.tables.fragment import Cell, Fragment
from ingest.tables.heads import Block, head
from ingest.tables.prose import flowing
from ingest.tables.rows import is_across, is_ruled, rows, setting
from ingest.tables.ruled import fill_of
from ingest.tables.strips import (
    CHUNK_GAP,
    WIDE_GAP,
    WIDE_SPACES,
    Chunk,
    Strip,
    chunks,
    is_number,
    strips,
    upright,
    usual_space,
)

MIN_AMOUNTS = 2  # amounts on a line of one row of a ruled table, which ...
MIN_LINES = 3  # ... on so many lines show rows that no rule parts
MIN_HEAD_RULE = 12.0  # points; a shorter rule heads no column
MAX_HEAD = 8  # strips; a head is no deeper
HEAD_STEP = 2.3  # ems from a heading to what it heads
WITH_AMOUNTS = 0.5  # of the strips of a table whose head ends at the first amounts
DENSE = 0.6  # of the most chunks on a strip; strips with as many show the columns
EDGE = 2.5  # points that a word may stand off its column's side


@dataclass(frozen=True, slots=True)
class Candidate:
    """The strips of what may be a table, its columns and the rules near it."""

    sheet: Sheet
    strips: tuple[Strip, ...]
    columns: tuple[Column, ...]
    rules: tuple[RuleAcross, ...]


def fragments(document: Document, taken: Mapping[int, frozenset[int]]) -> list[Fragment]:
    """The spaced fragments of a document; ``taken`` are the words, by page, that other methods have in a cell."""
    found: list[Fragment] = []
    looks: list[Look] = []
    for sheet in document.sheets:
        for candidate in candidates(sheet, taken.get(sheet.page.number, frozenset())):
            fragment, look = assembled(candidate)
            if is_table(fragment, look, looks):
                found.append(fragment)
                looks.append(look)
    return found


def is_weak(fragment: Fragment) -> bool:
    """Whether lines read so little of a table that white space may know better: the fill of a head, groups of amounts."""
    if fragment.method != "ruled":
        return False
    return len(fragment.rows) - 1 == 1 or any(
        _has_several_lines_of_amounts([c for c in fragment.cells if c.row <= row < c.row + c.row_span])
        for row in range(len(fragment.rows) - 1)
    )


def _has_several_lines_of_amounts(row: Iterable[Cell]) -> bool:
    amounts = Counter(
        round(line[0].baseline)
        for cell in row
        for paragraph in cell.paragraphs
        for line in paragraph.lines
        for word in line
        if is_number(word.text)
    )
    return sum(count >= MIN_AMOUNTS for count in amounts.values()) >= MIN_LINES


def candidates(sheet: Sheet, taken: frozenset[int]) -> list[Candidate]:
    """What may be a table on a page, from top to bottom."""
    page_lines = upright(w for w in sheet.words if w.order not in taken)
    space = usual_space(page_lines)
    least = max(WIDE_GAP, WIDE_SPACES * space)
    coarse = [chunk for line in page_lines for chunk in chunks(line, least / CHUNK_GAP)]
    if len(coarse) == len(page_lines):
        return []
    flow = {w.order for block in flowing(coarse) for chunk in block.lines for w in chunk.words}
    left = [tuple(w for w in line if w.order not in flow) for line in page_lines]
    all_strips = strips(chunk for line in left if line for chunk in chunks(line, space))
    rules = across(sheet.page)
    found: list[Candidate] = []
    floor = 0
    for first, last in _at_headers(all_strips, areas(all_strips, space, rules)):
        if first < floor:
            continue
        candidate = _candidate(sheet, all_strips, first, last, floor, rules)
        if candidate is not None:
            found.append(candidate)
            floor = last + 1
    return found


def _at_headers(all_strips: Sequence[Strip], found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Areas cut where another header begins: a bold line of several headings below lines that are not bold."""
    for first, last in found:
        begin = first
        plain = False
        for k in range(first, last + 1):
            strip = all_strips[k]
            if plain and strip.bold and len(strip.chunks) > 1 and k < last and not all_strips[k + 1].bold:
                alone = k - 1 > begin and len(all_strips[k - 1].chunks) == 1 and all_strips[k - 1].bold
                yield begin, k - 2 if alone else k - 1
                begin, plain = k, False
            plain = plain or not strip.bold
        yield begin, last


def across(page: Page) -> list[RuleAcross]:
    """What parts rows on a page: horizontal rules and the upper and lower sides of fills, pieces made whole."""
    pieces = [RuleAcross(r.top, r.x0, r.x1) for r in page.rules if r.top == r.bottom]
    for fill in page.fills:
        if fill.colour != WHITE:
            pieces += [RuleAcross(fill.top, fill.x0, fill.x1), RuleAcross(fill.bottom, fill.x0, fill.x1)]
    found: list[RuleAcross] = []
    for group in clusters(pieces, lambda r: r.y, SAME_EDGE):
        run: RuleAcross | None = None
        for piece in sorted(group, key=lambda r: r.x0):
            if run is not None and piece.x0 - run.x1 <= PIECE_GAP:
                run = run._replace(x1=max(run.x1, piece.x1))
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
    found = columning.columns(body, size)
    if len(found) < 2:
        return None
    first = _head_start(all_strips, first, floor, found, rules)
    x0, x1 = found[0].x0 - 3 * size, found[-1].x1 + 3 * size
    top, bottom = all_strips[first].top - 2 * size, all_strips[last].bottom + 2 * size
    near = tuple(r for r in rules if top <= r.y <= bottom and r.x0 < x1 and r.x1 > x0)
    return Candidate(sheet, tuple(all_strips[first : last + 1]), tuple(found), near)


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
    start = first
    for k in range(first - 1, max(floor, first - MAX_HEAD) - 1, -1):
        strip, below = all_strips[k], all_strips[start]
        step = below.baseline - strip.last_baseline
        enclosed = any(y < strip.top + 1 for y in above)
        if enclosed:
            if step > 2 * HEAD_STEP * below.size:
                break
        elif step > HEAD_STEP * below.size or not _fits(strip, found):
            break
        if strip.x0 < found[0].x0 - 3 * strip.size or strip.x1 > found[-1].x1 + 3 * strip.size:
            break
        start = k
    return start


def _fits(strip: Strip, found: Sequence[Column]) -> bool:
    """Whether a strip without a rule above can be a head's line: several headings, or one over a column of values."""
    if len(strip.chunks) > 1:
        return True
    first, last = place(strip.chunks[0], found)
    return first == last > 0


def assembled(candidate: Candidate) -> tuple[Fragment, Look]:
    """The fragment of a candidate: head, rows, cells."""
    found, rules = candidate.columns, candidate.rules
    depth = head_depth(candidate.strips, found, rules)
    body = candidate.strips[depth:]
    blocks, levels = head(candidate.strips[:depth], found, rules) if depth else ([], [])
    how = setting(body, found, rules)
    grouped = [*levels, *rows(body, how)]
    for row, group in enumerate(grouped[len(levels) :], len(levels)):
        blocks.extend(_row_blocks(row, group, found))
    look = Look(len(candidate.strips), found, len(levels), how.numbered, how.by_line)
    return _fragment(candidate, blocks, grouped), look


def head_depth(own: Sequence[Strip], found: Sequence[Column], rules: Sequence[RuleAcross]) -> int:
    """How many strips are the head: down to a rule, to the first amounts, to the end of bold type; 0 for none."""
    wide = [r for r in rules if is_across(r, found)]
    ruled = [k for k in range(1, min(len(own), MAX_HEAD + 1)) if is_ruled(own[k - 1], own[k], wide)]
    amounts = [k for k, s in enumerate(own) if _has_amounts(s, found)]
    if len(amounts) >= WITH_AMOUNTS * len(own) and amounts[0] <= MAX_HEAD:
        first = amounts[0]
        above = [k for k in ruled if k <= first]
        if above:
            return above[-1]
        while first > 1 and len(own[first - 1].chunks) == 1 and place(own[first - 1].chunks[0], found)[1] == 0:
            first -= 1
        return first
    bold = next((k for k, s in enumerate(own) if not s.bold), len(own))
    if bold <= MAX_HEAD and sum(len(s.chunks) for s in own[:bold]) > 1:
        return next((k for k in ruled if k <= bold), bold)
    return ruled[0] if ruled else 0


def _has_amounts(strip: Strip, found: Sequence[Column]) -> bool:
    values = [c for c in strip.chunks if place(c, found)[1] > 0]
    return bool(values) and sum(c.is_number for c in values) * 2 >= len(values)


def _row_blocks(row: int, group: Sequence[Strip], found: Sequence[Column]) -> list[Block]:
    """The cells of one row."""
    if len(group) == 1 and len(group[0].chunks) == 1:
        first, last = place(group[0].chunks[0], found)
        if last > first:
            return [Block(row, row + 1, 0, len(found), list(group[0].chunks))]
    blocks = [Block(row, row + 1, k, k + 1) for k in range(len(found))]
    for strip in group:
        for chunk in strip.chunks:
            for column, part in _parts(chunk, found):
                blocks[column].chunks.append(part)
    return blocks


def _parts(chunk: Chunk, found: Sequence[Column]) -> list[tuple[int, Chunk]]:
    """A chunk cut where a word begins at a column's side; what merely runs over stays in its first column."""
    first, last = place(chunk, found)
    if first == last:
        return [(first, chunk)]
    parts: list[tuple[int, list[Word]]] = [(first, [])]
    for word in chunk.words:
        column = place(Chunk((word,)), found)[0]
        begins = (
            column > parts[-1][0]
            and parts[-1][1]
            and (abs(word.x0 - found[column].x0) <= EDGE or abs(chunk.x1 - found[column].x1) <= EDGE)
        )
        if begins:
            parts.append((column, []))
        parts[-1][1].append(word)
    return [(column, Chunk(tuple(words))) for column, words in parts]


def _fragment(candidate: Candidate, blocks: Sequence[Block], grouped: Sequence[Sequence[Strip]]) -> Fragment:
    found, page = candidate.columns, candidate.sheet.page
    xs = (found[0].x0, *((a.x1 + b.x0) / 2 for a, b in itertools.pairwise(found)), found[-1].x1)
    tops = [min(s.top for s in group) for group in grouped]
    bottoms = [max(s.bottom for s in group) for group in grouped]
    ys = (tops[0], *((a + b) / 2 for a, b in zip(bottoms, tops[1:], strict=False)), bottoms[-1])
    texts = [lines(w for c in block.chunks for w in c.words) for block in blocks]
    leading = usual_leading(texts)
    cells = []
    for block, text in zip(blocks, texts, strict=True):
        box = (xs[block.column], ys[block.row], xs[block.column_end], ys[block.row_end])
        cells.append(
            Cell(
                block.row,
                block.column,
                block.row_end - block.row,
                block.column_end - block.column,
                box,
                paragraphs(text, found[block.column_end - 1].x1, leading),
                fill_of(box, page.fills),
            )
        )
    cells.sort(key=lambda c: (c.row, c.column))
    return Fragment(page.number, (xs[0], ys[0], xs[-1], ys[-1]), "spaced", tuple(cells), xs, ys)
