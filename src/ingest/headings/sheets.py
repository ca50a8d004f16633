"""Sheets: tables with the headings in their left column, one activity a sheet → tables of one row.

Catalogues of efforts are set so: "Formål:" and its text, "Målgruppe:" and its text, below each other. Also in pairs
beside each other. ``sheet_rows`` reads their rows. A sheet's title may be one of its texts, a row across its top, or
the heading above it; that a heading above names the sheet, not a group of them, shows in the whole document. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.headings.matching import HeaderMatch, Headings
from ingest.headings.sheet_rows import Pair, Part, SheetRows
from ingest.joining.header_rows import folded
from ingest.joining.joined import Table, TableCell
from ingest.layout.lines import lines
from ingest.layout.outline import Block
from ingest.tables.fragment import Paragraph
from ingest.text import Hyphenation, cell_text

MIN_PAIRS = 3  # of a sheet that says for itself that it is one
ENOUGH_FIELDS = 3  # in a first row that is a plan's header: then the headings stand across, not down
TITLE = "Titel"  # the heading that a sheet's title would have
PLURAL = ("er", "tiltag")  # endings of headings that head a list of what is done: Aktiviteter, Konkrete tiltag
TITLE_WITHIN = 60.0  # points above a sheet that a heading may stand to be its title
NAMED_ABOVE = 0.8  # of a document's sheets, where headings above them are titles


@dataclass(frozen=True, slots=True)
class Sheet:
    """One activity: its table of one row, and what its headings say.

    ``titled``: the heading above the table is its title. ``group``: the row that names it and others.
    """

    table: Table
    match: HeaderMatch
    titled: bool
    group: TableCell | None


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table of sheets: its parts, and the heading right above it."""

    table: Table
    parts: tuple[Part, ...]
    above: Block | None


def sheet_tables(
    tables: Sequence[Table], above: Sequence[Block | None], headings: Headings, hyphenation: Hyphenation
) -> list[SheetTable | None]:
    """For each table its sheets, or ``None`` when it is none. ``above`` are the nearest headings above them.

    A table too short to tell is told by the headings of the others. A sheet goes on in the next table where no heading
    stands between.
    """
    listed = [_rows(table, headings, hyphenation) for table in tables]
    said = {folded(pair.heading) for rows in listed if rows for part in rows.parts() for pair in part.pairs}
    found: list[SheetTable | None] = []
    last: Part | None = None
    lone: Part | None = None  # a title at a table's end
    before: Block | None = None
    for table, heading, told in zip(tables, above, listed, strict=True):
        rows = told or SheetRows(table, lambda text: one if (one := folded(text)) in said else None, hyphenation, 1)
        near = rows.is_sheet and heading is before
        rest = last if near and last is not None and lone is None and rows.goes_on(last) else None
        own = rows.parts(rest) if rows.is_sheet else []
        is_sheet = rest is not None or told is not None or (own and all(len(part.pairs) > 1 for part in own))
        if lone is not None and last is not None:
            if near and is_sheet and own and own[0].title is None:
                own[0].title, own[0].group = lone.title, lone.group
            elif lone.title is not None:
                last.add_below(lone.title)
        lone = own.pop() if is_sheet and own and not own[-1].pairs else None
        found.append(_sheet_table(table, own, heading) if is_sheet else None)
        last = (own[-1] if own else rest) if is_sheet else None
        before = heading
    if lone is not None and lone.title is not None and last is not None:
        last.add_below(lone.title)
    return found


def _sheet_table(table: Table, own: Sequence[Part], heading: Block | None) -> SheetTable:
    near = heading if heading is not None and _is_near(heading, table) else None
    return SheetTable(table, tuple(own), near)


def _rows(table: Table, headings: Headings, hyphenation: Hyphenation) -> SheetRows | None:
    """The rows of a table whose own headings tell its sheets; ``None`` where it has a plan's header on top."""
    rows = SheetRows(table, headings.meaning, hyphenation)
    if not rows.is_sheet or _is_across(table, headings):
        return None
    return rows if any(_is_plan(part, headings, hyphenation) for part in rows.parts()) else None


def names_above(found: Sequence[SheetTable | None]) -> bool:
    """Whether the headings above the sheets of a document are their titles: hardly a sheet goes without its own."""
    untitled = [(one, at) for one in found if one for at, part in enumerate(one.parts) if part.title is None]
    own = sum(one.above is not None and at == 0 for one, at in untitled)
    return bool(own) and own >= NAMED_ABOVE * len(untitled)


def sheets(found: SheetTable, headings: Headings, hyphenation: Hyphenation, *, named_above: bool) -> list[Sheet]:
    """The activities of a table of sheets. ``named_above``: the heading above it is the title of the first."""
    made = []
    group: TableCell | None = None
    for at, part in enumerate(found.parts):
        pairs, group, titled = part.pairs, part.group or group, False
        said = _match(pairs, headings, hyphenation)
        title = part.title
        if title is None and named_above and not at and found.above is not None:
            title = _as_cell(found.above)
        if title is not None and not _has_title(said, headings):
            pairs, titled = [Pair(TITLE, title, title), *pairs], title is not part.title
            said = _with_task(_match(pairs, headings, hyphenation))
        elif part.title is not None:
            group = part.title
        made.append(Sheet(_as_row(found.table, pairs), said, titled, group))
    return made


def _is_plan(part: Part, headings: Headings, hyphenation: Hyphenation) -> bool:
    pairs = part.pairs if part.title is None else [Pair(TITLE, part.title, part.title), *part.pairs]
    return len(pairs) >= MIN_PAIRS and _match(pairs, headings, hyphenation).is_plan


def _is_across(table: Table, headings: Headings) -> bool:
    """Whether the header on top is a plan's."""
    match = headings.match_header(table.header, [[] for _ in table.header])
    return match.is_plan and sum(one.field is not None for one in match.matches) >= ENOUGH_FIELDS


def _match(pairs: Sequence[Pair], headings: Headings, hyphenation: Hyphenation) -> HeaderMatch:
    values = [[cell_text(pair.value.paragraphs, hyphenation)] for pair in pairs]
    return headings.match_header([pair.heading for pair in pairs], values)


def _has_title(match: HeaderMatch, headings: Headings) -> bool:
    """Whether one of a sheet's own headings surely stands for its title; one that heads a list does not."""
    own = (one.heading for one in match.matches if one.field == "title")
    return any(headings.names_rows(heading) and not _is_plural(heading) for heading in own)


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


def _as_row(table: Table, pairs: Sequence[Pair]) -> Table:
    """The pairs as a table of one row."""
    return replace(
        table,
        columns=len(pairs),
        header=tuple(pair.heading for pair in pairs),
        header_cells=tuple(_placed(pair.cell, at) for at, pair in enumerate(pairs)),
        cells=tuple(_placed(pair.value, at) for at, pair in enumerate(pairs)),
        rows=1,
        bands=(),
        caption=None,
        row_joins=(),
    )


def _placed(cell: TableCell, column: int) -> TableCell:
    return replace(cell, row=0, column=column, row_span=1, column_span=1)
