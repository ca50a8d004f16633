"""Rows of sheets: a table with headings in its left column → for each sheet its title, and its headings with texts.

A heading's text stands to its right, as far as the next heading. A row across the table is the title of the sheet below
it, where headings come again there. A sheet ends where one of its headings comes again. No text is left out: what has
no heading goes to the one before, or has an empty one. Pure.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from ingest.joining.header_rows import folded, heading_text
from ingest.joining.joined import Table, TableCell
from ingest.tables.fragment import KnownHeadings
from ingest.tables.heading_columns import LONGEST_HEADING, MIN_FIELDS, heading_columns, may_be_heading
from ingest.text import Hyphenation

PLURAL = ("er", "tiltag")  # endings of headings that head a list of what is done
SIDE_BY_SIDE = 0.3  # of the rows of an ordinary table, at least, have more than one text beside the first

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A heading as printed ("" for a text without one), its cell, and the cell of its text."""

    heading: str
    cell: TableCell
    value: TableCell


@dataclass(slots=True)
class Part:
    """One sheet: the row across the table above it, those above that, and its pairs."""

    title: TableCell | None = None
    group: TableCell | None = None
    pairs: list[Pair] = field(default_factory=list)

    def name(self, cell: TableCell) -> None:
        """Take up a row across above the headings: the last one is the title."""
        if self.title is not None:
            self.group = self.title if self.group is None else together(self.group, self.title)
        self.title = cell

    def keep(self, cell: TableCell) -> None:
        """Take up a text without a heading, of its own."""
        self.pairs.append(Pair("", cell, cell))

    def add_below(self, cell: TableCell) -> None:
        """Add a text to that of the last heading."""
        self.pairs[-1] = replace(self.pairs[-1], value=together(self.pairs[-1].value, cell))

    def has(self, heading: str) -> bool:
        """Whether a heading is among those of the sheet, its number aside: "Indsats 2" is "Indsats 1" again."""
        return without_number(heading) in {without_number(pair.heading) for pair in self.pairs}


def is_plural(heading: str) -> bool:
    """Whether a heading stands over a list of what is done: Aktiviteter, Konkrete tiltag."""
    return folded(heading).endswith(PLURAL)


def without_number(heading: str) -> str:
    """A heading for comparing."""
    return _NUMBER.sub("", folded(heading))


class SheetRows:
    """The rows of a table, read as those of sheets; ``is_sheet`` says whether its left column is one of headings.

    A table too short to tell is told by the headings of other sheets (``others``, folded), where they are given.
    """

    def __init__(
        self, table: Table, headings: KnownHeadings, hyphenation: Hyphenation, others: AbstractSet[str] | None = None
    ) -> None:
        self._columns = table.columns
        self._headings = headings
        self._others = others
        self._hyphenation = hyphenation
        self._rows = list(_rows(table))
        self._starts = self._heading_columns()
        inside = [row for row in self._rows if not self._is_across(row)]
        self._said = Counter(folded(self._text(row[0])) for row in inside)
        crowded = sum(len(self._values(row)) > 1 for row in inside)
        self.is_sheet = 0 in self._starts and crowded <= SIDE_BY_SIDE * len(inside)

    def goes_on(self, last: Part) -> bool:
        """Whether the rows may begin with the rest of a sheet: with no title, and not as that one begins."""
        first = next(iter(self._rows), None)
        if first is None or self._is_across(first) or self._is_title(first):
            return False
        begins, heading = last.pairs[0].heading, self._pairs(first)[0].heading
        same = self._meaning(heading) == self._meaning(begins) is not None
        return not same or without_number(heading) == without_number(begins)

    def parts(self, last: Part | None = None) -> list[Part]:
        """The sheets, from the top; what belongs to the ``last`` one of the table before is added to that.

        The last one found may have a title only.
        """
        found = [last if last is not None else Part()]
        for at, row in enumerate(self._rows):
            if self._is_heading_of_sheet(row) and self._begins(found[-1], at):
                if found[-1].pairs:
                    found.append(Part(row[0]))
                else:
                    found[-1].name(row[0])
                continue
            if self._is_across(row):
                found[-1].keep(row[0])
                continue
            for pair in self._pairs(row):
                self._add(found, pair)
        return [part for part in found if (part.pairs or part.title) and part is not last]

    def _is_heading_of_sheet(self, row: Sequence[TableCell]) -> bool:
        return self._is_across(row) or self._is_title(row)

    def _begins(self, part: Part, at: int) -> bool:
        """Whether a row may head another sheet: up to the next such row a heading of this one comes again below it."""
        below = itertools.takewhile(lambda row: not self._is_heading_of_sheet(row), self._rows[at + 1 :])
        named = [pair.heading for row in below for pair in self._pairs(row) if pair.heading]
        return not part.pairs or not named or any(map(part.has, named))

    def _heading_columns(self) -> frozenset[int]:
        texts: dict[int, list[str]] = {}
        for row in self._rows:
            if not self._is_across(row):
                for cell in row:
                    if text := self._text(cell):
                        texts.setdefault(cell.column, []).append(text)
        return heading_columns(texts, self._columns, self._meaning, MIN_FIELDS if self._others is None else 1)

    def _meaning(self, text: str) -> str | None:
        """The field of a heading; of one that only other sheets have, itself."""
        meant = self._headings.meaning(text)
        if self._others is None:
            return meant
        return (meant or text) if folded(text) in self._others else None

    def _knows(self, text: str) -> bool:
        return may_be_heading(text) and self._meaning(text) is not None

    def _text(self, cell: TableCell) -> str:
        return heading_text(cell.paragraphs, self._hyphenation)

    def _is_across(self, row: Sequence[TableCell]) -> bool:
        return len(row) == 1 and row[0].column == 0 and row[0].column_span >= self._columns

    def _is_title(self, row: Sequence[TableCell]) -> bool:
        """Whether a row that is not merged holds one text on its left that is no heading of this table."""
        text = self._text(row[0])
        if row[0].column or not text or any(cell.paragraphs for cell in row[1:]):
            return False
        return not text.endswith(":") and not self._knows(text) and self._said[folded(text)] == 1

    def _values(self, row: Sequence[TableCell]) -> list[TableCell]:
        """The cells with text behind the first heading of a row, up to the next one."""
        found = []
        for cell in row[1:]:
            if cell.column in self._starts:
                break
            if cell.paragraphs:
                found.append(cell)
        return found

    def _pairs(self, row: Sequence[TableCell]) -> list[Pair]:
        """The headings of a row, each with the cells to its right."""
        found: list[Pair] = []
        for cell in row:
            text = self._text(cell)
            if cell.column in self._starts and text and len(text) <= LONGEST_HEADING:
                found.append(Pair(text, cell, _nothing(cell)))
            elif cell.paragraphs and found:
                found[-1] = replace(found[-1], value=together(found[-1].value, cell))
            elif cell.paragraphs:
                found.append(Pair("", cell, cell))
        return found

    def _add(self, found: list[Part], pair: Pair) -> None:
        """Take up a pair: into the sheet that is open, or as the first of another."""
        part = found[-1]
        again = bool(part.pairs) and folded(part.pairs[-1].heading) == folded(pair.heading)
        if part.pairs and (not pair.heading or again):
            part.add_below(pair.value)
        elif pair.heading and part.has(pair.heading):
            found.append(Part(pairs=[*self._begun(part, pair.heading), pair]))
        else:
            part.pairs.append(pair)

    def _begun(self, part: Part, again: str) -> list[Pair]:
        """The last pair taken from a sheet, where it begins the next one: it names it, or means what the first does.

        A heading that names a list is no name. Where the first heading comes ``again``, only a name comes before it.
        """
        first, last = part.pairs[0], part.pairs[-1]
        if first is last:
            return []
        named = any(self._is_name(pair.heading) for pair in part.pairs[:-1]) or part.title is not None
        begins = self._is_name(last.heading) and not named
        if without_number(again) != without_number(first.heading):
            begins = begins or self._meaning(last.heading) == self._meaning(first.heading) is not None
        return [part.pairs.pop()] if begins else []

    def _is_name(self, heading: str) -> bool:
        return self._headings.names_rows(heading) and not is_plural(heading)


def _rows(table: Table) -> Iterable[list[TableCell]]:
    """All rows with text, from the top: what was taken for a caption or a header are the first of them."""
    if table.caption is not None:
        yield [replace(table.caption, column=0, column_span=table.columns)]
    rows: dict[int, list[TableCell]] = {}
    depth = max((cell.row + cell.row_span for cell in table.header_cells), default=0)
    for cell in table.header_cells:
        rows.setdefault(cell.row, []).append(cell)
    for cell in table.cells:
        rows.setdefault(cell.row + depth, []).append(cell)
    for at in sorted(rows):
        if any(cell.paragraphs for cell in rows[at]):
            yield sorted(rows[at], key=lambda cell: cell.column)


def _nothing(heading: TableCell) -> TableCell:
    """The text of a heading that has none."""
    return replace(heading, paragraphs=(), places=(), fill=None)


def together(one: TableCell, other: TableCell) -> TableCell:
    """Two cells that hold one text."""
    if not one.places:
        return other
    return replace(one, paragraphs=one.paragraphs + other.paragraphs, places=one.places + other.places)
