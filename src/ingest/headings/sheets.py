"""Sheets: tables with the headings in their left column, one activity a sheet → tables of one row.

Catalogues of efforts are set so: "Formål:" and its text, "Målgruppe:" and its text, below each other. Also in pairs
beside each other. ``sheet_rows`` reads their rows, ``sheet_tables`` those of a document. A sheet's title may be one of
its texts, a row across its top, or the heading above it; that a heading above names the sheet, not a group of them,
shows in the whole document. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.headings.matching import HeaderMatch, Headings
from ingest.headings.sheet_rows import Pair, is_plural, together
from ingest.headings.sheet_tables import TITLE, SheetTable, as_cell, match_pairs
from ingest.joining.joined import Table, TableCell
from ingest.text import Hyphenation


@dataclass(frozen=True, slots=True)
class Sheet:
    """One activity: its table of one row, and what its headings say.

    ``titled``: the heading above the table is its title. ``group``: the row that names it and others.
    """

    table: Table
    match: HeaderMatch
    titled: bool
    group: TableCell | None


def sheets(found: SheetTable, headings: Headings, hyphenation: Hyphenation, *, named_above: bool) -> list[Sheet]:
    """The activities of a table of sheets. ``named_above``: the heading above it is the title of the first."""
    made = []
    group: TableCell | None = None
    for at, part in enumerate(found.parts):
        pairs, group, titled = part.pairs, part.group or group, False
        said = match_pairs(pairs, headings, hyphenation)
        title = part.title
        if title is None and named_above and not at and found.heading is not None:
            title = as_cell(found.heading)
        if title is not None and not _has_title(said, headings):
            pairs, titled = [Pair(TITLE, title, title), *pairs], title is not part.title
            said = _with_task(match_pairs(pairs, headings, hyphenation))
        elif part.title is not None:
            group = part.title if part.group is None else together(part.group, part.title)
        made.append(Sheet(_as_row(found.table, pairs), said, titled, group))
    return made


def _has_title(match: HeaderMatch, headings: Headings) -> bool:
    """Whether one of a sheet's own headings surely stands for its title; one that heads a list does not."""
    own = (one.heading for one in match.matches if one.field == "title")
    return any(headings.names_rows(heading) and not is_plural(heading) for heading in own)


def _with_task(match: HeaderMatch) -> HeaderMatch:
    """Under a title of its own, what a sheet lists as its activities is its task."""
    if "task" in {one.field for one in match.matches}:
        return match
    lists = [at for at, one in enumerate(match.matches) if one.field is None and is_plural(one.heading)]
    lists = [at for at in lists if any(i.column == at and i.code == "competing_heading" for i in match.issues)]
    if len(lists) != 1:
        return match
    matches = tuple(replace(one, field="task") if at == lists[0] else one for at, one in enumerate(match.matches))
    return replace(match, matches=matches, issues=tuple(i for i in match.issues if i.column != lists[0]))


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
