"""Labelling: tables whose header is a plan's → ``PlanTable``s, with the section that each stands under. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.headings.matching import HeaderMatch, Headings
from ingest.headings.sheet_tables import Above, names_above, sheet_tables
from ingest.headings.sheets import sheets
from ingest.joining.joined import Table, TableCell
from ingest.layout.outline import Block
from ingest.text import Hyphenation, cell_text
from model.issue import rounded
from model.plan import TableSeen

RIGHT_ABOVE = 30.0  # points from a heading of a table to the table at most
LONG_HEADING = 200  # characters; a longer text is none
INHERIT_TOLERANCE = 15.0  # points that the edges of a table without a header may differ from the table before


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table whose header is a plan's, with its section and what the header says; of a sheet, one activity."""

    index: int  # plan tables from 1
    table: Table
    match: HeaderMatch
    section: str
    inherited: bool = False
    is_sheet: bool = False


def plan_tables(
    tables: Sequence[Table],
    blocks: Sequence[Block],
    title_blocks: Sequence[Block],
    headings: Headings,
    hyphenation: Hyphenation,
) -> tuple[list[PlanTable], list[TableSeen]]:
    """The tables whose header is a plan's, with their sections; and every table seen, with why it was left out."""
    used: list[PlanTable] = []
    seen: list[TableSeen] = []
    before: PlanTable | None = None
    inside: TableCell | None = None  # the last heading that is part of a table
    blocks = _with_headings_of_tables(blocks, tables)
    above_each = [_headings_above(table, blocks, title_blocks) for table in tables]
    near = [
        Above(above[-1] if above else None, _text_right_above(table, blocks))
        for table, above in zip(tables, above_each, strict=True)
    ]
    of_sheets = sheet_tables(tables, near, headings, hyphenation)
    named_above = names_above(of_sheets)
    for number, (table, above, own) in enumerate(zip(tables, above_each, of_sheets, strict=True), 1):
        inside = table.caption if table.is_headed else inside
        if own is not None:
            for sheet in sheets(own, headings, hyphenation, named_above=named_above):
                section = _section(sheet.group, _upper(above) if sheet.titled else above, hyphenation)
                used.append(PlanTable(len(used) + 1, sheet.table, sheet.match, section, is_sheet=True))
            seen.append(_seen(number, table, hyphenation, True, "headings in the left column"))
            continue
        match, inherited = _match(table, before, headings, hyphenation)
        if match is not None and match.is_plan and table.rows:
            section = _section(table.caption, above, hyphenation, inside)
            before = PlanTable(len(used) + 1, table, match, section, inherited)
            used.append(before)
            reason = "header taken from the table before" if inherited else "plan header"
        else:
            reason = "no rows" if match and match.is_plan else "no header" if match is None else "not a plan header"
            seen.append(_seen(number, table, hyphenation, False, reason))
            continue
        seen.append(_seen(number, table, hyphenation, True, reason))
    return used, seen


def _match(
    table: Table, before: PlanTable | None, headings: Headings, hyphenation: Hyphenation
) -> tuple[HeaderMatch | None, bool]:
    """What the header says; a table without one takes that of the table before when the columns agree."""
    if any(table.header):
        columns: list[list[str]] = [[] for _ in range(table.columns)]
        for cell in table.cells:
            columns[cell.column].append(cell_text(cell.paragraphs, hyphenation))
        return headings.match_header(table.header, columns), False
    if before is not None and before.table.columns == table.columns:
        ours, theirs = before.table.fragments[-1].columns, table.fragments[0].columns
        if all(abs(a - b) <= INHERIT_TOLERANCE for a, b in zip(ours, theirs, strict=True)):
            return before.match, True
    return None, False


def _with_headings_of_tables(blocks: Sequence[Block], tables: Sequence[Table]) -> list[Block]:
    """The blocks, those right above tables that look as the headings right above other tables being headings too.

    By itself a bold sentence is none.
    """
    right_above = [block for table in tables if (block := _right_above(table, blocks)) is not None]
    looks = Counter((block.level, round(block.size, 1)) for block in right_above if block.level > 0 and _is_bold(block))
    levels = {size: level for (level, size), count in looks.items() if count > 1}
    chosen = {
        id(block)
        for block in right_above
        if not block.level and _is_bold(block) and round(block.size, 1) in levels and len(block.text) <= LONG_HEADING
    }
    return [replace(b, level=levels[round(b.size, 1)]) if id(b) in chosen else b for b in blocks]


def _right_above(table: Table, blocks: Sequence[Block]) -> Block | None:
    part = table.fragments[0]
    above = [b for b in blocks if b.page == part.page and b.bbox[1] < part.bbox[1] + 1]
    nearest = max(above, key=lambda b: b.bbox[3], default=None)
    return nearest if nearest is not None and part.bbox[1] - nearest.bbox[3] <= RIGHT_ABOVE else None


def _text_right_above(table: Table, blocks: Sequence[Block]) -> Block | None:
    """The text right above a table that is no heading."""
    block = _right_above(table, blocks)
    return block if block is not None and not block.level and len(block.text) <= LONG_HEADING else None


def _is_bold(block: Block) -> bool:
    return all(word.bold for word in block.words)


def _headings_above(table: Table, blocks: Sequence[Block], title_blocks: Sequence[Block]) -> list[Block]:
    """The headings above a table, the nearest last, from the document's title on without it."""
    part = table.fragments[0]
    above = [b for b in blocks if b.level > 0 and (b.page, b.bbox[1]) < (part.page, part.bbox[1] + 1)]
    title = max((at for at, block in enumerate(above) if block in title_blocks), default=-1)
    return above[title + 1 :]


def _upper(above: Sequence[Block]) -> list[Block]:
    """The headings that the last one stands under."""
    return [block for block in above[:-1] if block.level < above[-1].level]


def _section(
    caption: TableCell | None, above: Sequence[Block], hyphenation: Hyphenation, inside: TableCell | None = None
) -> str:
    """The caption of a table, else the nearest heading above it; "" without one below the document's title."""
    heading = caption
    if heading is None and inside is not None:
        page, box = inside.places[0]
        heading = inside if not above or (above[-1].page, above[-1].bbox[1]) < (page, box[1]) else None
    if heading is not None:
        return cell_text(heading.paragraphs, hyphenation).replace("\n", " ")
    return above[-1].text if above else ""


def _seen(number: int, table: Table, hyphenation: Hyphenation, used: bool, reason: str) -> TableSeen:
    first = table.fragments[0]
    content: list[list[str]] = []
    if not used:
        content = [["" for _ in range(table.columns)] for _ in range(table.rows)]
        for cell in table.cells:
            content[cell.row][cell.column] = cell_text(cell.paragraphs, hyphenation)
    return TableSeen(
        id=f"t{number:02}",
        pages=tuple(dict.fromkeys(f.page for f in table.fragments)),
        bbox=rounded(first.bbox),
        method=first.method,
        header=table.header,
        columns=table.columns,
        rows=table.rows - len(table.bands),
        used=used,
        reason=reason,
        joins=table.joins,
        content=tuple(tuple(row) for row in content),
    )
