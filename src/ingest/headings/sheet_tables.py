"""Sheets in a document: which tables are some, and where one goes on in the next. Pure.

A sheet may be cut by a page so that nothing else joins its two tables, and a part may have too few headings to tell;
the title of one may stand at the end of the table before, or above the first rule of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ingest.headings.matching import HeaderMatch, Headings
from ingest.headings.sheet_rows import Pair, Part, SheetRows
from ingest.joining.header_rows import folded
from ingest.joining.joined import Table, TableCell
from ingest.layout.lines import lines
from ingest.layout.outline import Block
from ingest.tables.fragment import Paragraph
from ingest.text import Hyphenation, cell_text

MIN_PAIRS = 3  # of a sheet that says for itself that it is one
FEWEST = 2  # of one that the headings of others tell
ENOUGH_FIELDS = 3  # in a first row that is a plan's header: then the headings stand across, not down
TITLE = "Titel"  # the heading that a sheet's title would have
TITLE_WITHIN = 60.0  # points above a sheet that a heading may stand to be its title
NAMED_ABOVE = 0.8  # of a document's sheets, where headings above them are titles
NAMED_ON_TOP = 0.5  # of them, where a row across is


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a table: the nearest heading, and the text right above it."""

    heading: Block | None
    text: Block | None


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table of sheets: its parts, and the heading right above it."""

    table: Table
    parts: tuple[Part, ...]
    heading: Block | None


def sheet_tables(
    tables: Sequence[Table], above: Sequence[Above], headings: Headings, hyphenation: Hyphenation
) -> list[SheetTable | None]:
    """For each table its sheets, or ``None`` when it has none."""
    listed = [_rows(table, headings, hyphenation) for table in tables]
    said = {folded(pair.heading) for rows in listed if rows for part in rows.parts() for pair in part.pairs}
    reader = _InOrder(said, headings, hyphenation)
    read = [reader.read(table, one.heading, rows) for table, one, rows in zip(tables, above, listed, strict=True)]
    reader.close()
    every = [part for own in read if own for part in own]
    if sum(part.title is not None for part in every) >= NAMED_ON_TOP * len(every):
        for own, one in zip(read, above, strict=True):
            if own and own[0].title is None and one.text is not None:
                own[0].title = as_cell(one.text)
    return [
        None if own is None else SheetTable(table, tuple(own), _near(one.heading, table))
        for table, own, one in zip(tables, read, above, strict=True)
    ]


def names_above(found: Sequence[SheetTable | None]) -> bool:
    """Whether the headings above the sheets of a document are their titles: hardly a sheet goes without its own."""
    untitled = [(one, at) for one in found if one for at, part in enumerate(one.parts) if part.title is None]
    own = sum(one.heading is not None and at == 0 for one, at in untitled)
    return bool(own) and own >= NAMED_ABOVE * len(untitled)


class _InOrder:
    """The tables of a document one after the other: a sheet, or its title, may have begun in the one before."""

    def __init__(self, said: AbstractSet[str], headings: Headings, hyphenation: Hyphenation) -> None:
        self._headings = headings
        self._said = said
        self._hyphenation = hyphenation
        self._heading: Block | None = None
        self._last: Part | None = None
        self._lone: Part | None = None  # a title at the end of a table

    def read(self, table: Table, heading: Block | None, told: SheetRows | None) -> list[Part] | None:
        """The sheets that begin in a table; ``told`` are its rows, where its own headings tell."""
        rows = told or self._rows(table)
        if rows is None:
            self._heading = heading
            self.close()
            return None
        follows = heading is self._heading
        last = self._last if follows and self._lone is None else None
        rest = last if last is not None and rows.goes_on(last) else None
        own = rows.parts(rest)
        self._heading = heading
        if not (told or rest or all(len(part.pairs) >= FEWEST for part in own)):
            self.close()
            return None
        if follows and self._is_above(table) and own[0].title is None and self._lone is not None:
            own[0].title, own[0].group, self._lone = self._lone.title, self._lone.group, None
        self.close()
        if own and not own[-1].pairs:
            self._lone = own.pop()
        self._last = own[-1] if own else rest
        return own

    def _rows(self, table: Table) -> SheetRows | None:
        """The rows of a table that the headings of other sheets tell; ``None`` where they do not."""
        if not self._said or _is_across(table, self._headings):
            return None
        rows = SheetRows(table, self._headings, self._hyphenation, self._said)
        return rows if rows.is_sheet else None

    def _is_above(self, table: Table) -> bool:
        """Whether the title left over ends the page before a table."""
        title = self._lone.title if self._lone is not None else None
        return title is not None and title.places[-1][0] + 1 == table.fragments[0].page

    def close(self) -> None:
        """End the sheet that is open; a row across below it that begins none is a text of its."""
        if self._lone is not None and self._last is not None:
            for cell in (self._lone.group, self._lone.title):
                if cell is not None:
                    self._last.keep(cell)
        self._last = self._lone = None


def _rows(table: Table, headings: Headings, hyphenation: Hyphenation) -> SheetRows | None:
    """The rows of a table whose own headings tell its sheets; ``None`` where it has a plan's header on top."""
    rows = SheetRows(table, headings, hyphenation)
    if not rows.is_sheet or _is_across(table, headings):
        return None
    return rows if any(_is_plan(part, headings, hyphenation) for part in rows.parts()) else None


def _near(heading: Block | None, table: Table) -> Block | None:
    part = table.fragments[0]
    if heading is None or heading.page != part.page:
        return None
    return heading if 0 <= part.bbox[1] - heading.bbox[3] + 1 <= TITLE_WITHIN else None


def _is_plan(part: Part, headings: Headings, hyphenation: Hyphenation) -> bool:
    pairs = part.pairs if part.title is None else [Pair(TITLE, part.title, part.title), *part.pairs]
    return len(pairs) >= MIN_PAIRS and match_pairs(pairs, headings, hyphenation).is_plan


def _is_across(table: Table, headings: Headings) -> bool:
    """Whether the header on top is a plan's."""
    match = headings.match_header(table.header, [[] for _ in table.header])
    return match.is_plan and sum(one.field is not None for one in match.matches) >= ENOUGH_FIELDS


def match_pairs(pairs: Sequence[Pair], headings: Headings, hyphenation: Hyphenation) -> HeaderMatch:
    """What the headings of a sheet say."""
    values = [[cell_text(pair.value.paragraphs, hyphenation)] for pair in pairs]
    return headings.match_header([pair.heading for pair in pairs], values)


def as_cell(block: Block) -> TableCell:
    """A block of text as a cell."""
    return TableCell(0, 0, 1, 1, (Paragraph(tuple(lines(block.words))),), ((block.page, block.bbox),))
