"""Rows whose leading cells name a group: the name is made as high as the rows that leave its columns empty. Pure.

A first column that several rows leave empty, while they begin others, holds the names of groups; so do the columns
beside it that are empty in the same rows. A name longer than its first row goes on beside the next. What stands above
the first name of a page goes on with the last group of the page before.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.tables.white_space.heads import Block
from ingest.tables.white_space.rows import SAME_STEP, Setting, goes_on
from ingest.tables.white_space.strips import Chunk

MIN_PARTS = 2  # rows without a first cell that show it to be the name of a group; one, where kinds sort the rows

Row = list[Block]


def with_groups(made: Sequence[Row], how: Setting) -> list[Row]:
    """Rows of a page (a row of one block is a band), with the leading cells of a group in its first row only."""
    groups = _groups(made, how)
    parts = [row for group in groups for row in group[1:]]
    begun = made[0] if made and len(made[0]) > 1 and not made[0][0].chunks and _filled(made[0]) > 1 else None
    if len(parts) + (begun is not None) < (1 if how.sorted_in else MIN_PARTS) or not parts:
        return list(made)
    width = min(_free(row, group[:k], how) for group in groups for k, row in enumerate(group) if k)
    found: list[Row] = []
    for first, *others in groups:
        found.append(first)
        for row in others:
            for block, more in zip(first[:width], row, strict=False):
                block.row_end = more.row_end
                block.chunks.extend(more.chunks)
            found.append(row[width:])
    return found


def _groups(made: Sequence[Row], how: Setting) -> list[list[Row]]:
    """Each row with those below that leave its first cell as it is."""
    groups: list[list[Row]] = []
    for row in made:
        within = groups and min(len(row), len(groups[-1][0])) > 1
        if within and _filled(row) > 1 and _free(row, groups[-1], how):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _filled(row: Row) -> int:
    return sum(bool(block.chunks) for block in row)


def _free(row: Row, group: Sequence[Row], how: Setting) -> int:
    """How many leading cells of a row are empty, or hold what is left of a cell of the rows above it."""
    above = [next((row[k].chunks for row in reversed(group) if row[k].chunks), []) for k in range(len(row))]
    taken = (k for k, block in enumerate(row) if block.chunks and not _is_rest(block.chunks, above[k], how))
    return next(taken, len(row))


def _is_rest(chunks: Sequence[Chunk], above: Sequence[Chunk], how: Setting) -> bool:
    """Whether a cell goes on in mid-sentence, a line below, with what stands above it."""
    if not above or chunks[0].baseline - above[-1].baseline > how.leading + SAME_STEP:
        return False
    return goes_on(above[-1], chunks[0])
