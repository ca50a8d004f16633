"""Header rows: how many rows at a table's top are headings, and what they say column by column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ingest.tables.fragment import Cell, Paragraph
from ingest.text import Hyphenation, cell_text

MAX_DEPTH = 3  # rows; a header is no deeper
MAX_HEADING = 110  # characters; a longer cell is body text
BETWEEN_ROWS = " – "  # "Økonomi – Drift"

IsHeader = Callable[[Sequence[str]], bool]
Row = Sequence[Cell]
_NO_LETTERS = re.compile(r"[\W_]+")


def depth(rows: Sequence[Row], columns: int, hyphenation: Hyphenation, is_header: IsHeader, *, first: bool) -> int:
    """How many of the rows that follow are header rows (0: none).

    ``is_header`` knows a plan's headings. Only at a table's top (``first``) do TH cells, bold type or a fill of its
    own make a header too.
    """
    if not rows or is_band(rows[0], columns):
        return 0
    deep = min(max((cell.row_span for cell in rows[0]), default=1), MAX_DEPTH, len(rows))
    spans_columns = any(cell.column_span > 1 for cell in rows[0])
    if deep > 1 and spans_columns and all(c.row_span in (1, deep) for c in rows[0]):
        block = [cell for row in rows[:deep] for cell in row]
        if _is_short(block) and is_header(texts(block, rows[0][0].row, columns, hyphenation)):
            return deep
    if _is_short(rows[0]) and is_header(texts(rows[0], rows[0][0].row, columns, hyphenation)):
        return 1
    if not first:
        return 0
    count = 0
    while (
        count < min(MAX_DEPTH, len(rows) - 1)
        and all(c.head for c in rows[count])
        and any(any(c.words) for c in rows[count])
    ):
        count += 1
    if count:
        return count
    if len(rows) < 2:
        return 0
    bold = _stands_out(rows[0], rows[1], lambda cell: is_bold(cell.paragraphs))
    shade = {cell.fill for cell in rows[0]}
    striped = any(len(row) == len(rows[0]) and {cell.fill for cell in row} == shade for row in rows[2:])
    return int(bold or (not striped and _stands_out(rows[0], rows[1], _is_filled)))


def texts(cells: Iterable[Cell], top: int, columns: int, hyphenation: Hyphenation) -> list[str]:
    """One heading a column; under a header of two rows the upper and the lower text with a dash between."""
    found: list[list[str]] = [[] for _ in range(columns)]
    for cell in sorted(cells, key=lambda c: (c.row, c.column)):
        text = heading_text(cell.paragraphs, hyphenation)
        for column in range(cell.column, min(cell.column + cell.column_span, columns)):
            if text and (column == cell.column or cell.row == top):
                found[column].append(text)
    return [BETWEEN_ROWS.join(dict.fromkeys(parts)) for parts in found]


def split_off(row: Row, header: Sequence[str], hyphenation: Hyphenation) -> Row | None:
    """What is left of a row that starts with the whole header and no rule below it; ``None`` when it does not.

    Some typesetters forget the rule between a repeated header and a row that goes on (ReportLab does).
    """
    rest: list[Cell] = []
    for cell in row:
        below = _below_heading(cell.paragraphs, header[cell.column], hyphenation)
        if below is None:
            return None
        rest.append(replace(cell, paragraphs=below))
    return rest if any(cell.paragraphs for cell in rest) else None


def without_lower_half(rows: Sequence[Row]) -> list[list[Cell]]:
    """Rows whose first was split off a header, with the empty cells of a fill that begins below the header in it."""
    first, *others = (list(row) for row in rows)
    if not others or any(any(cell.words) for cell in others[0]) or not any(cell.row_span > 1 for cell in first):
        return [first, *others]
    lower = {cell.column: replace(cell, row=first[0].row) for cell in others[0]}
    upper = (c for c in first if c.column not in lower)
    whole = [*(replace(c, row_span=max(1, c.row_span - 1)) for c in upper), *lower.values()]
    return [sorted(whole, key=lambda c: c.column), *others[1:]]


def _below_heading(
    paragraphs: Sequence[Paragraph], heading: str, hyphenation: Hyphenation
) -> tuple[Paragraph, ...] | None:
    """The paragraphs without the lines of the heading; ``None`` when they do not begin with it."""
    listed = [(at, line) for at, paragraph in enumerate(paragraphs) for line in paragraph.lines]
    for count in range(len(listed) + 1):
        first = [Paragraph(tuple(line for _, line in listed[:count]))]
        if folded(heading_text(first, hyphenation)) == folded(heading):
            left = [[line for place, line in listed[count:] if place == at] for at in range(len(paragraphs))]
            return tuple(Paragraph(tuple(own), paragraphs[at].key) for at, own in enumerate(left) if own)
    return None


def heading_text(paragraphs: Sequence[Paragraph], hyphenation: Hyphenation) -> str:
    """The text of a header cell in one line: the lines of a heading are one paragraph however they are set."""
    if not paragraphs:
        return ""
    whole = Paragraph(tuple(line for p in paragraphs for line in p.lines))
    return cell_text([whole], hyphenation)


def folded(text: str) -> str:
    """A heading for comparing: letters and digits only, so that hyphenation does not matter."""
    return _NO_LETTERS.sub("", text).casefold()


def is_band(row: Row, columns: int) -> bool:
    """A row of one cell over all columns: it names the group of the rows below."""
    return columns > 1 and len(row) == 1 and row[0].column_span >= columns and any(row[0].words)


def _is_short(cells: Iterable[Cell]) -> bool:
    lengths = [sum(len(w.text) + 1 for w in cell.words) for cell in cells]
    return sum(n > 0 for n in lengths) > 1 and max(lengths) <= MAX_HEADING


def _stands_out(row: Row, body: Row, test: Callable[[Cell], bool]) -> bool:
    with_text = [c for c in row if any(c.words)]
    return len(with_text) > 1 and all(test(c) for c in with_text) and not all(test(c) for c in body if any(c.words))


def is_bold(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether all words of a cell are bold."""
    return all(word.bold for paragraph in paragraphs for line in paragraph.lines for word in line)


def _is_filled(cell: Cell) -> bool:
    return cell.fill is not None
