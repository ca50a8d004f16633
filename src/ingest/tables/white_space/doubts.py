"""What looks like a table by its white space and is none: contents, forms, address blocks, lists, columns of a page.

White space alone is weak evidence: a table says what it is by a head, by amounts, by numbered rows, or by going on
with the columns of a table before it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.tables.fragment import Cell, Fragment
from ingest.tables.white_space.columns import Column
from ingest.tables.white_space.strips import is_number
from ingest.text import line_text

MIN_STRIPS = 3  # lines of a table
MIN_ROWS = 2
MIN_FILLED = 0.34  # of the cells; labels strewn over a chart fill fewer
MIN_FILLED_WITHOUT_HEAD = 0.6  # of the cells of a table of amounts that nothing heads
AMOUNTS = 0.5  # of the filled cells beyond the first column, in a table of amounts
MIN_ROWS_OF_AMOUNTS = 3
LABELS = 0.4  # of a form's cells end with a colon, or are lines to write on
LEADERS = 0.3  # of the rows of a table of contents have dots that lead to the page
MIN_CONTENTS = 3  # entries that show a table of contents by pages that only rise
SAME_COLUMNS = 15.0  # points that a column of a table may move from page to page
MIN_REGULAR = 3  # rows without a head that can be told to be a table ...
REGULAR = 0.7  # ... where so many begin in the first column, and so many cells are filled
LONGEST_HEADING = 60  # characters

_PAGE = re.compile(r"^\d{1,3}$")
_LEADERS = re.compile(r"\.{4,}|…{2,}|(?:\. ){4,}|_{4,}")
_BLANK = re.compile(r"_{3,}|\.{6,}")


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen while a candidate became a fragment: lines, columns, rows of its head, how its rows are told."""

    strips: int
    columns: tuple[Column, ...]
    head: int
    numbered: bool
    by_line: bool
    apart: bool


def is_table(parts: Sequence[tuple[Fragment, Look]], before: Sequence[Look]) -> bool:
    """Whether what stands on one or several pages is a table after all; ``before`` are the tables found so far.

    Its parts are judged together: a page may end below the head, or in the first row.
    """
    (first, look), *others = parts
    grid = [*_texts(first), *(row for fragment, other in others for row in _texts(fragment)[other.head :])]
    if _is_contents(grid) or _is_form(grid):
        return False
    if sum(other.strips for _, other in parts) < MIN_STRIPS or len(grid) < MIN_ROWS or _filled(grid) < MIN_FILLED:
        return False
    values = [text for row in grid[look.head :] for text in row[1:] if text]
    amounts = len(values) > 0 and sum(is_number(v) for v in values) >= AMOUNTS * len(values)
    if amounts and len(grid) - look.head >= MIN_ROWS_OF_AMOUNTS:
        return look.head > 0 or _filled(grid) >= MIN_FILLED_WITHOUT_HEAD
    if look.head or any(goes_on(look.columns, other.columns) for other in before):
        return True
    if len(look.columns) < 3 or look.by_line:
        return False
    return look.numbered or _is_headed(first, grid) or (look.apart and _is_regular(grid))


def goes_on(ours: Sequence[Column], theirs: Sequence[Column]) -> bool:
    """Whether two tables have the same columns."""
    return len(ours) == len(theirs) and all(abs(a.x0 - b.x0) <= SAME_COLUMNS for a, b in zip(ours, theirs, strict=True))


def _texts(fragment: Fragment) -> list[list[str]]:
    grid = [[""] * (len(fragment.columns) - 1) for _ in range(len(fragment.rows) - 1)]
    for cell in fragment.cells:
        grid[cell.row][cell.column] = _text(cell)
    return grid


def _text(cell: Cell) -> str:
    return " ".join(line_text(line) for p in cell.paragraphs for line in p.lines)


def _filled(grid: Sequence[Sequence[str]]) -> float:
    cells = [text for row in grid for text in row]
    return sum(bool(text) for text in cells) / len(cells)


def _is_contents(grid: Sequence[Sequence[str]]) -> bool:
    """Whether pages only rise in the last column, or dots lead there."""
    if sum(bool(_LEADERS.search(text)) for row in grid for text in row) >= LEADERS * len(grid):
        return True
    pages = [row[-1] for row in grid if row[-1]]
    if len(pages) > MIN_CONTENTS and not _PAGE.match(pages[0]):
        pages = pages[1:]
    if len(pages) < MIN_CONTENTS or not all(_PAGE.match(page) for page in pages):
        return False
    numbers = [int(page) for page in pages]
    worded = all(any(not is_number(text) for text in row[:-1] if text) for row in grid)
    return worded and len(grid[0]) <= 3 and all(a <= b for a, b in pairwise(numbers))


def _is_form(grid: Sequence[Sequence[str]]) -> bool:
    """Whether its cells are labels with colons, and lines to write on."""
    texts = [text for row in grid for text in row if text]
    labels = sum(text.endswith(":") for text in texts) + sum(bool(_BLANK.search(text)) for text in texts)
    leading = [row[0] for row in grid if row[0]]
    return labels >= LABELS * len(texts) or sum(t.endswith(":") for t in leading) > len(leading) / 2


def _is_regular(grid: Sequence[Sequence[str]]) -> bool:
    """Whether many rows begin in the first column and fill most others."""
    begun = sum(bool(row[0]) for row in grid)
    return len(grid) >= MIN_REGULAR and begun >= REGULAR * len(grid) and _filled(grid) >= REGULAR


def _is_headed(fragment: Fragment, grid: Sequence[Sequence[str]]) -> bool:
    """Whether the first row has a heading, of one line and no sentence, over every column."""
    lines = [sum(len(p.lines) for p in cell.paragraphs) for cell in fragment.cells if cell.row == 0]
    return all(0 < len(text) <= LONGEST_HEADING and text[-1] not in ".;,-" for text in grid[0]) and max(lines) <= 2
