"""Sheets: tables with the headings in their left column, one activity a table → tables of one row.

Catalogues of efforts are set so: "Formål:" and its text, "Målgruppe:" and its text, below each other. Also in pairs
beside each other. Several sheets below each other are told apart where the first heading comes again. A sheet's title
may be one of its texts, a row across its top, or the heading above it. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.headings.matching import HeaderMatch, Headings
from ingest.joining.header_rows import folded, heading_text
from ingest.joining.joined import Table, TableCell
from ingest.layout.lines import lines
from ingest.layout.outline import Block
from ingest.tables.fragment import Paragraph
from ingest.text import Hyphenation, cell_text

MIN_PAIRS = 3  # headings; fewer make no sheet
KNOWN = 0.6  # of the left column's texts must be headings
LONGEST_HEADING = 60  # characters
PAIRS = (2, 4)  # columns of a sheet: a heading and its text, once or twice in a row


TITLE = "Titel"  # the heading that a sheet's title would have
PLURAL = ("er", "tiltag")  # endings of headings that head a list of what is done: Aktiviteter, Konkrete tiltag
TITLE_WITHIN = 60.0  # points above a sheet that a heading may stand to be its title


@dataclass(frozen=True, slots=True)
class Sheet:
    """One activity: its table of one row, and what the headings say. ``titled`` says that the title stands above."""

    table: Table
    match: HeaderMatch
    titled: bool


@dataclass(frozen=True, slots=True)
class _Pair:
    heading: str
    cell: TableCell
    value: TableCell


def sheets(table: Table, above: Block | None, headings: Headings, hyphenation: Hyphenation) -> list[Sheet]:
    """The activities of a table of sheets; empty when it is none. ``above`` is the nearest heading above it."""
    if table.columns not in PAIRS:
        return []
    found: list[Sheet] = []
    known = total = 0
    heading = _as_cell(above) if above is not None and _is_near(above, table) else None
    for caption, pairs in _split(table, hyphenation):
        said, titled = _match(pairs, headings, hyphenation), False
        known += sum(one.field is not None for one in said.matches)
        total += len(pairs)
        title = caption or heading
        if title is not None and all(_is_plural(one.heading) for one in said.matches if one.field == "title"):
            pairs, titled = [_Pair(TITLE, title, title), *pairs], True
            said = _with_task(_match(pairs, headings, hyphenation))
        if len(pairs) >= MIN_PAIRS and said.is_plan:
            found.append(Sheet(_as_row(table, pairs), said, titled))
        heading = None
    return found if found and known >= KNOWN * total else []


def _match(pairs: Sequence[_Pair], headings: Headings, hyphenation: Hyphenation) -> HeaderMatch:
    values = [[cell_text(pair.value.paragraphs, hyphenation)] for pair in pairs]
    return headings.match_header([pair.heading for pair in pairs], values)


def _is_plural(heading: str) -> bool:
    return folded(heading).endswith(PLURAL)


def _with_task(match: HeaderMatch) -> HeaderMatch:
    """Under a title of its own, what a sheet lists as its activities is its task."""
    if "task" in {one.field for one in match.matches}:
        return match
    lists = [at for at, one in enumerate(match.matches) if one.field is None and _is_plural(one.heading)]
    lists = [at for at in lists if any(i.column == at and i.code == "competing_heading" for i in match.issues)]
    if len(lists) != 1:
        return match
    matches = tuple(replace(one, field="task") if at == lists[0] else one for at, one in enumerate(match.matches))
    return replace(match, matches=matches, issues=tuple(i for i in match.issues if i.column != lists[0]))


def _is_near(heading: Block, table: Table) -> bool:
    part = table.fragments[0]
    return heading.page == part.page and 0 <= part.bbox[1] - heading.bbox[3] + 1 <= TITLE_WITHIN


def _as_cell(heading: Block) -> TableCell:
    return TableCell(0, 0, 1, 1, (Paragraph(tuple(lines(heading.words))),), ((heading.page, heading.bbox),))


def _split(table: Table, hyphenation: Hyphenation) -> list[tuple[TableCell | None, list[_Pair]]]:
    """The pairs of each sheet, with the full-width row above them."""
    parts: list[tuple[TableCell | None, list[_Pair]]] = [(table.caption, [])]
    for row in _rows(table):
        if len(row) == 1 and row[0].column_span >= table.columns:
            parts.append((row[0], []))
            continue
        for pair in _pairs(row, hyphenation):
            first = parts[-1][1][0].heading if parts[-1][1] else ""
            if first and folded(pair.heading) == folded(first):
                parts.append((None, []))
            parts[-1][1].append(pair)
    return [part for part in parts if part[1]]


def _rows(table: Table) -> list[list[TableCell]]:
    """All rows from the top; what was taken for a header is the first of them."""
    rows: dict[int, list[TableCell]] = {}
    depth = max((cell.row + cell.row_span for cell in table.header_cells), default=0)
    for cell in table.header_cells:
        rows.setdefault(cell.row, []).append(cell)
    for cell in table.cells:
        rows.setdefault(cell.row + depth, []).append(cell)
    return [sorted(rows[at], key=lambda cell: cell.column) for at in sorted(rows)]


def _pairs(row: Sequence[TableCell], hyphenation: Hyphenation) -> list[_Pair]:
    """Headings in the even columns with the cell to the right of each."""
    found = []
    for cell, value in pairwise(row):
        text = heading_text(cell.paragraphs, hyphenation)
        if cell.column % 2 == 0 and text and len(text) <= LONGEST_HEADING:
            found.append(_Pair(text, cell, value))
    return found


def _as_row(table: Table, pairs: Sequence[_Pair]) -> Table:
    """The pairs as a table of one row."""
    header = tuple(_placed(pair.cell, at) for at, pair in enumerate(pairs))
    cells = tuple(_placed(pair.value, at) for at, pair in enumerate(pairs))
    return replace(
        table,
        columns=len(pairs),
        header=tuple(pair.heading for pair in pairs),
        header_cells=header,
        cells=cells,
        rows=1,
        bands=(),
        caption=None,
        row_joins=(),
    )


def _placed(cell: TableCell, column: int) -> TableCell:
    return replace(cell, row=0, column=column, row_span=1, column_span=1)
