"""A candidate → a fragment: head, rows, and each word in the cell of its column. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.layout.lines import lines, paragraphs, usual_leading
from ingest.layout.rulings import WHITE, fill_of
from ingest.reading.page import Fill, Word
from ingest.tables.fragment import Cell, Fragment
from ingest.tables.white_space.areas import RuleAcross
from ingest.tables.white_space.candidates import MAX_HEAD, Candidate
from ingest.tables.white_space.columns import Column, place
from ingest.tables.white_space.doubts import Look
from ingest.tables.white_space.groups import with_groups
from ingest.tables.white_space.heads import Block, head
from ingest.tables.white_space.rows import Setting, is_across, is_ruled, rows
from ingest.tables.white_space.strips import Chunk, Strip

WITH_AMOUNTS = 0.5  # of the strips of a table whose head ends at the first amounts
EDGE = 2.5  # points that a word may stand off its column's side
PADDING = 4.0  # points from a column's edge to its text, where nothing shows it
MAX_PADDING = 30.0  # points from a rule's end to the text of the table that it belongs to
BAND_HEIGHT = 6.0  # ems of such a fill at most
APART = 1.9  # ems from a caption to the headings, or from those to a title below them
MANY_BOLD = 0.4  # of the lines begin in bold: that names nothing
BAND = 0.9  # of a table's width that a fill covers in one piece behind a row that names a group


def assembled(candidate: Candidate, depth: int, how: Setting, edges: tuple[float, ...]) -> tuple[Fragment, Look]:
    """The fragment of a candidate, whose first ``depth`` strips are its head; ``edges`` are those of its columns."""
    found, rules = candidate.columns, candidate.rules
    wide = [r for r in rules if is_across(r, found)]
    captions = _captions(candidate.strips[:depth], wide, found)
    blocks = [Block(k, k + 1, 0, len(found), list(s.chunks)) for k, s in enumerate(candidate.strips[:captions])]
    headed, levels = head(candidate.strips[captions:depth], found, rules) if depth > captions else ([], [])
    for block in headed:
        block.row += captions
        block.row_end += captions
    blocks.extend(headed)
    grouped = [*([s] for s in candidate.strips[:captions]), *levels, *rows(candidate.strips[depth:], wide, how)]
    fills = candidate.sheet.page.fills
    body = candidate.strips[depth:]
    titled = not how.by_line and sum(s.chunks[0].bold for s in body) < MANY_BOLD * len(body)
    top = captions + len(levels)
    made = [_row_blocks(row, group, found, fills, titled) for row, group in enumerate(grouped[top:], top)]
    blocks.extend(b for row in (made if how.by_line else with_groups(made, how)) for b in row)
    look = Look(len(candidate.strips), found, len(levels), how.numbered, how.by_line, how.apart is not None)
    return _fragment(candidate, blocks, grouped, edges), look


def _captions(strips: Sequence[Strip], rules: Sequence[RuleAcross], found: Sequence[Column]) -> int:
    """How many strips at a head's top are one text over all columns: alone at the left, apart from what is below."""
    count = 0
    for strip, below in pairwise(strips):
        apart = is_ruled(strip, below, rules) or below.baseline - strip.last_baseline > APART * below.size
        if len(strip.chunks) > 1 or not apart or place(strip.chunks[0], found)[0] > 0:
            break
        count += 1
    return count if any(len(s.chunks) > 1 for s in strips[count:]) else 0


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
    lead = next((k for k in range(len(own)) if len(own[k].chunks) > 1 or k + 1 not in ruled), 0)
    bold = next((k for k, s in enumerate(own) if k >= lead and (not s.bold or _is_title(k, own))), len(own))
    if bold <= MAX_HEAD and sum(len(s.chunks) for s in own[:bold]) > 1:
        last = max((k for k in ruled if k <= bold), default=bold)
        return bold if any(len(s.chunks) > 1 for s in own[last:bold]) else last
    if ruled and all(b.baseline - a.last_baseline <= APART * b.size for a, b in pairwise(own[: ruled[0]])):
        return ruled[0]
    return 0


def _is_title(k: int, own: Sequence[Strip]) -> bool:
    """Whether a line below headings is no heading: alone, and apart from them."""
    return (
        k > 0
        and len(own[k].chunks) == 1
        and any(len(s.chunks) > 1 for s in own[:k])
        and own[k].baseline - own[k - 1].last_baseline > APART * own[k].size
    )


def _has_amounts(strip: Strip, found: Sequence[Column]) -> bool:
    values = [c for c in strip.chunks if place(c, found)[1] > 0]
    return bool(values) and sum(c.is_number for c in values) * 2 >= len(values)


def _row_blocks(
    row: int, group: Sequence[Strip], found: Sequence[Column], fills: Sequence[Fill], titled: bool
) -> list[Block]:
    """The cells of one row; ``titled``: one that is only a bold title in the first column names the rows below."""
    if len(group) == 1 and len(group[0].chunks) == 1:
        chunk = group[0].chunks[0]
        first, last = place(chunk, found)
        if last > first or (first == 0 and ((titled and chunk.bold) or _on_one_fill(chunk, found, fills))):
            return [Block(row, row + 1, 0, len(found), [chunk])]
    blocks = [Block(row, row + 1, k, k + 1) for k in range(len(found))]
    for strip in group:
        for chunk in strip.chunks:
            for column, part in _parts(chunk, found):
                blocks[column].chunks.append(part)
    return blocks


def _on_one_fill(chunk: Chunk, found: Sequence[Column], fills: Sequence[Fill]) -> bool:
    """Whether a bold text stands on a fill of its own that reaches over all columns: the name of a group."""
    width = found[-1].x1 - found[0].x0
    return chunk.bold and any(
        f.colour != WHITE
        and f.top < chunk.baseline < f.bottom
        and f.bottom - f.top < BAND_HEIGHT * chunk.size
        and min(f.x1, found[-1].x1) - max(f.x0, found[0].x0) >= BAND * width
        for f in fills
    )


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


def _fragment(
    candidate: Candidate, blocks: Sequence[Block], grouped: Sequence[Sequence[Strip]], xs: tuple[float, ...]
) -> Fragment:
    found, page = candidate.columns, candidate.sheet.page
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


def column_edges(found: Sequence[Column], rules: Sequence[RuleAcross]) -> tuple[float, ...]:
    """Where columns begin and end: as far before their text as the rules begin before the first one's."""
    left, right = found[0].x0, found[-1].x1
    own = [r for r in rules if 0 <= left - r.x0 <= MAX_PADDING and r.x1 >= right - PADDING]
    x0 = min((r.x0 for r in own), default=left - PADDING)
    x1 = max((r.x1 for r in own), default=right + PADDING)
    inner = [max(b.x0 - min(left - x0, PADDING * 2), (a.x1 + b.x0) / 2) for a, b in pairwise(found)]
    return (x0, *inner, x1)
