"""Fragments into tables: over page breaks, with rows that a break cut made whole.

A table goes on when the tree says so, or when the columns agree and nothing but furniture stands between. A row goes
on by the evidence of ``continuing``. Fragments are never changed: a table refers to them and says why it joined.
Limits: a table whose columns change their order between pages is two tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.joining import header_rows
from ingest.joining.continuing import by_tree, continues, is_cut
from ingest.joining.joined import OpenCell, OpenTable, RowJoin, Table
from ingest.joining.left_headings import LeftHeadings
from ingest.layout.lines import middle
from ingest.layout.pages import Document
from ingest.tables.fragment import NO_ROW, Cell, Fragment, KnownHeadings, in_order, texts_by_column
from ingest.text import Hyphenation

WIDTH_TOLERANCE = 0.35  # of a column's width; a table cut by hand has other widths in its parts
MIN_WIDTH_TOLERANCE = 12.0  # points
TOTAL_TOLERANCE = 0.16  # of the table's width, all differences added up
EDGE_TOLERANCE = 6.0  # points between an edge of a part with fewer columns and the edge that it takes
SAME_PAGE_GAP = 30.0  # points between two parts on one page


def join(
    document: Document, fragments: Sequence[Fragment], hyphenation: Hyphenation, headings: KnownHeadings
) -> list[Table]:
    """All fragments of a document, in reading order, as tables."""
    joiner = _Joiner(document, fragments, hyphenation, headings)
    for index in range(len(fragments)):
        joiner.add(index)
    return [table.closed() for table in joiner.tables if table.cells or table.header_cells]


class _Joiner:
    def __init__(
        self, document: Document, fragments: Sequence[Fragment], hyphenation: Hyphenation, headings: KnownHeadings
    ) -> None:
        self.tables: list[OpenTable] = []
        self._fragments = fragments
        self._hyphenation = hyphenation
        self._is_header = headings.looks_like_header
        self._on_the_left = LeftHeadings(fragments, headings)
        self._between = _Between(document, fragments)
        cut = [
            a
            for a, b in pairwise(fragments)
            if b.page == a.page + 1 and _are_alike(a, b) and self._between.ends_page(a)
        ]
        # where no end of a table has a rule below, a missing one says nothing
        self._closes = any(f.open_below == frozenset() for f in fragments)
        self._leaves_open = any(f.open_below for f in cut)
        self._closed_at_cuts = {len(f.columns) for f in cut if f.open_below == frozenset()}

    def add(self, index: int) -> None:
        """Take up the next fragment: into the table before it, or as the start of another."""
        fragment = self._fragments[index]
        reason, rows = self._goes_on(index)
        if reason:
            table = self.tables[-1]
            table.joins.append(reason)
        else:
            table = self._begin(len(fragment.columns) - 1, None)
        may_be_cut = bool(reason) and fragment.page != self._fragments[index - 1].page
        at = 0
        while at < len(rows):
            self._note(table, index)
            first = not table.cells and not table.header
            deep = self._header_depth(fragment, rows[at:], table.columns, first=first)
            if deep:
                is_headed = bool(at) and table.name_by_last_row()
                table = self._header(table, rows[at : at + deep], fragment, is_headed=is_headed)
                self._note(table, index)
                at += deep
                continue
            row: Sequence[Cell] = rows[at]
            if may_be_cut and table.rows:
                row = self._over_the_break(table, rows[at:], fragment, at)
            may_be_cut = False
            if row:
                self._append(table, row, fragment.page)
            at += 1

    def _header_depth(self, fragment: Fragment, rows: Sequence[Sequence[Cell]], columns: int, *, first: bool) -> int:
        """How many of the rows that follow are header rows; none where the headings stand on the left."""
        if self._on_the_left.has(fragment):
            return 0
        return header_rows.depth(rows, columns, self._hyphenation, self._is_header, first=first)

    def _begin(self, columns: int, caption: OpenCell | None) -> OpenTable:
        self.tables.append(OpenTable(columns, caption))
        return self.tables[-1]

    def _note(self, table: OpenTable, index: int) -> None:
        if index not in table.parts:
            table.parts.append(index)
            table.fragments.append(self._fragments[index])

    def _header(
        self, table: OpenTable, rows: Sequence[Sequence[Cell]], fragment: Fragment, *, is_headed: bool
    ) -> OpenTable:
        """Take up header rows: those of a new table, or the open table's own once more.

        ``is_headed``: the row above them is a heading.
        """
        cells = [cell for row in rows for cell in row]
        found = header_rows.texts(cells, rows[0][0].row, table.columns, self._hyphenation)
        opened = [OpenCell.of(cell, cell.row - rows[0][0].row, fragment.page) for cell in cells]
        if table.header and _same(table.header, found):
            for cell in opened:
                same = [c for c in table.header_cells if (c.row, c.column) == (cell.row, cell.column)]
                for before in same:
                    before.places.extend(cell.places)
            return table
        caption = None
        if table.bands and table.bands[-1] == table.rows - 1:  # the band right above a header is its caption
            caption = next(c for c in table.cells if c.row == table.rows - 1)
            table.cells.remove(caption)
            table.bands.pop()
            table.rows -= 1
        if table.cells or table.header:
            table = self._begin(table.columns, caption)
        else:
            table.caption = caption
        table.header, table.header_cells = found, opened
        table.is_headed = is_headed
        return table

    def _append(self, table: OpenTable, row: Sequence[Cell], page: int) -> None:
        if header_rows.is_band(row, table.columns):
            table.bands.append(table.rows)
        table.cells.extend(OpenCell.of(cell, table.rows, page) for cell in row)
        table.rows += 1

    def _over_the_break(
        self, table: OpenTable, rows: Sequence[Sequence[Cell]], fragment: Fragment, at: int
    ) -> Sequence[Cell]:
        """Join the first row of a part to the row before it; what is left of it begins a row of its own."""
        row, *others = rows
        last = table.rows - 1
        covering = table.covering(last)
        part = table.fragments[-2] if len(table.fragments) > 1 else table.fragments[-1]
        one_element = part.table_key is not None and part.table_key == fragment.table_key
        bands = (last in table.bands, header_rows.is_band(row, table.columns))
        if any(bands) and not (all(bands) and one_element and NO_ROW != part.row_keys[-1] == fragment.row_keys[at]):
            return row
        if self._begins_with_heading(covering, row, fragment):
            return row
        row = [part for cell in row for part in _parted(cell, covering)]
        groups = table.group_columns(covering, row)
        usual = table.usual() or [0]
        open_below = part.open_below if self._closes and len(part.columns) == table.columns + 1 else None
        tells = len(part.columns) in self._closed_at_cuts
        groups_on = {
            c.column
            for c in row
            if c.column in groups and _group_goes_on(covering[c.column], c, open_below if tells else None)
        }
        if one_element:
            above, below = part.row_keys[-1], fragment.row_keys[at]
            begins_empty = above == NO_ROW and not any(c.paragraphs for c in covering.values() if c.row == last)
            evidence = by_tree(below != NO_ROW and (above == below or begins_empty))
        else:
            evidence = continues(
                {column: cell.paragraphs for column, cell in covering.items() if column not in groups},
                {cell.column: cell.paragraphs for cell in row if cell.column not in groups},
                usual,
                ended=table.ended(last),
                numbered=table.numbers(usual[0]),
                open_below=None if open_below is None else bool(open_below & (covering.keys() - groups)),
                leaves_open=self._leaves_open,
                tells=tells,
                full=table.is_full([cell for other in others for cell in other]),
            )
        table.row_joins.append(RowJoin(last, fragment.page, evidence))
        own: list[Cell] = []
        for cell in row:
            before = covering.get(cell.column)
            if before is not None and (evidence.goes_on or cell.column in groups_on):
                right = _reach(part, before.places[-1][1][2])
                before.extend(cell, fragment.page, right, one_element=one_element)
                before.row_span += cell.row_span - evidence.goes_on
            elif evidence.goes_on:
                table.cells.append(OpenCell.of(cell, last, fragment.page))
            else:
                own.append(cell)
        return own

    def _begins_with_heading(self, covering: Mapping[int, OpenCell], row: Sequence[Cell], fragment: Fragment) -> bool:
        """Whether a row begins with another heading on its left; the page may have cut its own from its text."""
        named = 0 in covering and bool(covering[0].paragraphs)
        return named and self._on_the_left.has(fragment) and self._on_the_left.begins(row, covering[0].paragraphs)

    def _goes_on(self, index: int) -> tuple[str, list[list[Cell]]]:
        """Why a fragment goes on with the open table ("" when it does not), and its rows on that table's columns."""
        fragment = self._fragments[index]
        own = _rows(fragment, None)
        if not self.tables or not index:
            return "", own
        table, before = self.tables[-1], self._fragments[index - 1]
        if before.table_key is not None and before.table_key == fragment.table_key:
            return "one table in the structure tree", own
        if not self._between.nothing(before, fragment):
            return "", own
        whole = next((f for f in reversed(table.fragments) if len(f.columns) == table.columns + 1), before)
        places = _column_places(whole, fragment, table.columns)
        if places is None and before.page < fragment.page and _by_text_alone(whole, fragment):
            places = list(range(len(fragment.columns)))
        if places is None:
            return "", own
        rows = _rows(fragment, places)
        if table.header and (below := header_rows.split_off(rows[0], table.header, self._hyphenation)):
            rows = header_rows.without_lower_half([list(below), *rows[1:]])
        if self._begins_another(table, fragment, rows, same_page=before.page == fragment.page):
            return "", own
        kind = (
            "the columns agree" if len(fragment.columns) == len(whole.columns) else "its edges are among those before"
        )
        return f"{kind} and only page furniture stands between", rows

    def _begins_another(self, table: OpenTable, fragment: Fragment, rows: list[list[Cell]], *, same_page: bool) -> bool:
        """Whether a part starts with a header that is not the open table's; one page repeats no header."""
        start = 1 if len(rows) > 1 and header_rows.is_band(rows[0], table.columns) else 0
        deep = self._header_depth(fragment, rows[start:], table.columns, first=False)
        if not deep:
            return False
        if not table.header and table.rows == len(table.bands):  # a caption that the page cut from its header
            return False
        block = [cell for row in rows[start : start + deep] for cell in row]
        found = header_rows.texts(block, rows[start][0].row, table.columns, self._hyphenation)
        return same_page or not _same(table.header, found)


def _are_alike(a: Fragment, b: Fragment) -> bool:
    """Whether two fragments have as many columns and the same sides."""
    return len(a.columns) == len(b.columns) and all(
        abs(a.bbox[side] - b.bbox[side]) <= EDGE_TOLERANCE for side in (0, 2)
    )


def _parted(cell: Cell, above: Mapping[int, OpenCell]) -> list[Cell]:
    """An empty cell below several, no rule within it, as the rest of each: a page end may leave out their sides."""
    end = cell.column + cell.column_span
    starts = [column for column in range(cell.column, end) if column in above]
    if any(cell.words) or not starts or starts[0] != cell.column:
        return [cell]
    return [replace(cell, column=a, column_span=b - a) for a, b in pairwise((*starts, end))]


def _group_goes_on(before: OpenCell, cell: Cell, open_below: frozenset[int] | None) -> bool:
    """Whether a cell that spans rows goes on in the cell on top of the next page."""
    if open_below and cell.column in open_below:
        return True
    if before.key is not None and before.key == cell.key:
        return True
    if not any(cell.words):
        return bool(before.paragraphs)
    if not before.paragraphs:
        return before.row_span > 1  # a group whose name did not fit above the break
    return is_cut(before.paragraphs, cell.paragraphs)


def _reach(part: Fragment, right: float) -> float:
    """How far to the right the lines of a column may reach, by its right edge.

    As far as the longest does; between rules also as far from the right one as they begin from the left one.
    """
    own = [cell for cell in part.cells if abs(cell.bbox[2] - right) <= EDGE_TOLERANCE]
    lines = [(line, cell) for cell in own for p in cell.paragraphs for line in p.lines if line and not line[-1].angle]
    reach = max((line[-1].x1 for line, _ in lines), default=right)
    if part.method == "ruled" and lines:
        reach = max(reach, right - min(line[0].x0 - cell.bbox[0] for line, cell in lines))
    return reach


class _Between:
    """What stands between two fragments beside page furniture and other fragments."""

    def __init__(self, document: Document, fragments: Iterable[Fragment]) -> None:
        inside: dict[int, set[int]] = {}
        for fragment in fragments:
            inside.setdefault(fragment.page, set()).update(w.order for w in fragment.words)
        self._points: dict[int, list[tuple[float, float]]] = {
            sheet.page.number: [middle(w) for w in sheet.words if w.order not in inside.get(sheet.page.number, ())]
            for sheet in document.sheets
        }

    def nothing(self, before: Fragment, after: Fragment) -> bool:
        """Whether ``after`` follows with no text between, on the same page or on the next with any."""
        if before.page == after.page:
            if not 0 <= after.bbox[1] - before.bbox[3] + 1 <= SAME_PAGE_GAP:
                return False
            return not any(before.bbox[3] < y < after.bbox[1] for y in self._along(before))
        if any(self._points.get(page) for page in range(before.page + 1, after.page)):
            return False
        return self.ends_page(before) and not any(y < after.bbox[1] for y in self._along(after))

    def ends_page(self, fragment: Fragment) -> bool:
        """Whether no text stands below a fragment."""
        return not any(y > fragment.bbox[3] for y in self._along(fragment))

    def _along(self, fragment: Fragment) -> Iterator[float]:
        """Where words stand above, beside or below a fragment; not those in the margins beside it."""
        left, right = fragment.bbox[0], fragment.bbox[2]
        return (y for x, y in self._points[fragment.page] if left <= x <= right)


def _rows(fragment: Fragment, places: Sequence[int] | None) -> list[list[Cell]]:
    """The cells by the row that they start in; ``places`` maps the fragment's column edges to the table's."""
    rows: list[list[Cell]] = [[] for _ in range(len(fragment.rows) - 1)]
    for cell in fragment.cells:
        if places is not None:
            start, end = places[cell.column], places[cell.column + cell.column_span]
            cell = replace(cell, column=start, column_span=end - start)
        rows[cell.row].append(cell)
    return [sorted(row, key=lambda c: c.column) for row in rows]


def _column_places(before: Fragment, after: Fragment, columns: int) -> list[int] | None:
    """For each column edge of ``after`` the edge of the table that it is; ``None`` when the columns do not agree."""
    ours, theirs = before.columns, after.columns
    if len(ours) - 1 != columns:
        return None
    if len(ours) == len(theirs):
        total = 0.0
        for a, b, c, d in zip(ours, ours[1:], theirs, theirs[1:], strict=False):
            width, difference = b - a, abs((b - a) - (d - c))
            total += difference
            if difference > max(MIN_WIDTH_TOLERANCE, WIDTH_TOLERANCE * width):
                return None
        return list(range(len(ours))) if total <= TOTAL_TOLERANCE * (ours[-1] - ours[0]) else None
    if len(theirs) > len(ours):
        return None
    places = []
    for edge in theirs:
        nearest = min(range(len(ours)), key=lambda k: abs(ours[k] - edge))
        if abs(ours[nearest] - edge) > EDGE_TOLERANCE:
            return None
        places.append(nearest)
    return places if len(set(places)) == len(places) and len(places) > 2 else None


def _by_text_alone(before: Fragment, after: Fragment) -> bool:
    """Whether two parts have as many columns by the structure tree, and each column's text keeps to its place on both.

    Where no rules are, edges lie between the texts that happen to stand on a page, and say nothing.
    """
    parts = (before, after)
    if any(part.method != "tagged" or part.open_below is not None for part in parts):
        return False
    if len(before.columns) != len(after.columns):
        return False
    return in_order(texts_by_column(cell for part in parts for cell in part.cells))


def _same(header: Sequence[str], found: Sequence[str]) -> bool:
    return bool(header) and [header_rows.folded(t) for t in header] == [header_rows.folded(t) for t in found]
