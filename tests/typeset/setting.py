"""A plan document set on pages, line by line, as marks that any canvas can draw.

Where a row is cut by a page is decided so that a reader can tell: a cell stops in mid-sentence, and the first
column's text does not begin anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from typeset.breaking import BULLET, SENTENCE_END, Breaker, Line, breaker_for
from typeset.marks import SetTable, Sheet, Stroke, Text
from typeset.plan import UNRULED, Beside, Block, Cell, Columns, Heading, PlanDocument, Prose, Row, Style, Table
from typeset.ruling import BAND_FILL, THIN, Part, Placed, ruling
from typeset.words import plain

A4 = (595.28, 841.89)
MARGIN = 56.0
PARAGRAPH_GAP = 0.35  # ems
GUTTER = 24.0  # points between tables side by side and between the columns of a page
LOOSE = 0.9  # ems above and below a row that no rule parts from the next
SMALLEST = 6.0  # points
TRIED_CUTS = 4  # lines that a page may end early so that a row is cut in mid-sentence


class DoesNotFit(Exception):
    """The columns are too many or their words too long for the page."""


@dataclass(frozen=True)
class _Set:
    """A cell's lines in a row, and how many rows of its span are still to come."""

    cell: Cell
    column: int
    lines: tuple[Line, ...]
    rows_left: int
    height: float = 0.0  # set on this page so far, in points

    @property
    def end(self) -> int:
        return self.column + self.cell.column_span


@dataclass
class _OnPage:
    """A cell's part on a page, while its rows are being placed."""

    place: Placed
    cell: Cell
    lines: tuple[Line, ...]
    is_header: bool
    whole: bool


@dataclass
class _Open:
    """The part of a table on the page being set."""

    xs: tuple[float, ...]
    ys: list[float]
    cells: list[_OnPage] = field(default_factory=list)
    open_top: bool = False


def set_document(document: PlanDocument) -> list[Sheet]:
    """The pages of a document.

    Raises:
        DoesNotFit: a table is wider than the page at the smallest size.
    """
    setter = _Setter(document.style)
    setter.line(document.title, 16.0, bold=True)
    setter.y += 10
    for at, block in enumerate(document.blocks):
        setter.block(block, neighbours(document.blocks, at))
    return setter.sheets


def neighbours(blocks: Sequence[Block], at: int) -> list[Table]:
    """The tables that stand together with the block at a place, no space between them: they share their columns."""
    around = [*blocks[max(at - 1, 0) : at + 2]]
    one, before, after = blocks[at], around[0] if at else None, around[-1]
    found = [one] if isinstance(one, Table) else []
    if isinstance(one, Table) and one.attached and isinstance(before, Table):
        found.insert(0, before)
    if found and isinstance(after, Table) and after is not one and after.attached:
        found.append(after)
    return found


def column_widths(document: PlanDocument, table: Table, together: Sequence[Table]) -> tuple[float, list[float]]:
    """The font size and column widths in points that a table takes; for producers that set text themselves.

    Raises:
        DoesNotFit: it is wider than the page at the smallest size.
    """
    setter = _Setter(document.style)
    return _TableSetter(setter, table, setter.left, setter.right, together).columns


class _Setter:
    def __init__(self, style: Style) -> None:
        self.style = style
        self.width, self.height = (A4[1], A4[0]) if style.landscape else A4
        self.left, self.right = MARGIN, self.width - MARGIN
        self.bottom = self.height - MARGIN - 14
        self.sheets: list[Sheet] = []
        self.y = 0.0
        self.page()

    def page(self) -> None:
        """Begin a page, with its furniture."""
        sheet = Sheet(self.width, self.height)
        self.sheets.append(sheet)
        self.y = MARGIN + 10
        style = self.style
        if style.running_head:
            sheet.marks.append(Text(self.left, MARGIN - 18, style.running_head, 8.0))
        if style.page_numbers:
            number = f"Side {len(self.sheets)}"
            sheet.marks.append(Text(self.right - 40, self.height - MARGIN + 20, number, 8.0))
        if style.side_furniture:
            sheet.marks.append(Text(self.width - 22, self.height / 2, "Handleplan i høring", 8.0, upright=True))

    def line(self, text: str, size: float, *, bold: bool = False, x: float | None = None) -> None:
        """Set one line of text and go down."""
        if self.y + size * 1.3 > self.bottom:
            self.page()
        mark = Text(self.left if x is None else x, self.y + size, text, size, bold)
        self.sheets[-1].marks.append(mark)
        self.y += size * 1.3

    def block(self, block: Block, together: Sequence[Table]) -> None:
        """Set a block below the one before."""
        if isinstance(block, Heading):
            self.y += 10
            if self.y > self.bottom - 110:
                self.page()
            self.line(plain(block.text), 13.0, bold=True)
            self.y += 4
        elif isinstance(block, Prose):
            self.prose(block.text, self.left, self.right)
            self.y += 8
        elif isinstance(block, Table):
            if not block.attached and self.y > self.bottom - 110:
                self.page()
            _TableSetter(self, block, self.left, self.right, together).set()
            self.y += 0 if together[-1] is not block else 16
        else:
            self.side_by_side(block)

    def prose(self, text: str, left: float, right: float) -> None:
        """Set a paragraph."""
        size = 10.0
        breaker = breaker_for(self.style, size)
        for line in breaker.lines(text, right - left):
            self.line(line, size, x=left)

    def side_by_side(self, block: Beside | Columns) -> None:
        """Set tables or columns beside each other on a page of their own."""
        self.page()
        blocks = block.tables if isinstance(block, Beside) else block.blocks
        width = (self.right - self.left - GUTTER * (len(blocks) - 1)) / len(blocks)
        start, lowest = self.y, self.y
        for k, one in enumerate(blocks):
            self.y = start
            left = self.left + k * (width + GUTTER)
            pages = len(self.sheets)
            if isinstance(one, Table):
                _TableSetter(self, one, left, left + width).set()
            else:
                self.prose(one.text, left, left + width)
            if len(self.sheets) > pages:
                raise DoesNotFit("columns are longer than the page")
            lowest = max(lowest, self.y)
        self.y = lowest
        if isinstance(block, Columns):
            self.y = self.bottom
        self.y += 16


class _TableSetter:
    """Sets one table; those that it is ``together`` with have the same columns."""

    def __init__(
        self, setter: _Setter, table: Table, left: float, right: float, together: Sequence[Table] = ()
    ) -> None:
        self._setter, self._table, self._style = setter, table, setter.style
        self._together = together or (table,)
        self._left, self._right = left, right
        self._loose = LOOSE * self._style.size if self._style.rules in UNRULED else 0.0
        self._size = self._fitting_size()
        self._breaker = breaker_for(self._style, self._size)
        self._leading = self._size * self._style.leading
        self._xs = self._edges([c.share for c in table.columns])
        self._open = _Open(self._xs, [setter.y])
        self._spanning: list[_Set] = []
        self._body_rows = 0

    def set(self) -> None:
        """Set the table, on as many pages as it takes."""
        table = self._table
        if table.caption is not None:
            self._row((table.caption, *(None for _ in table.columns[1:])), tone=BAND_FILL)
        for row in table.header:
            self._row(row, is_header=True)
        if table.header_alone and table.header:
            self._break(cut=False)
        for at, row in enumerate(table.rows):
            if at == table.cut_before:
                self._break(cut=False, header=False)
                self._xs = self._edges(table.second_shares or [c.share for c in table.columns])
                self._open.xs = self._xs
            self._row(row, tone=BAND_FILL if table.is_band(row) else None)
            self._body_rows += 1
        self._close(open_bottom=False)

    @property
    def columns(self) -> tuple[float, list[float]]:
        """Its font size and the widths of its columns."""
        return self._size, [b - a for a, b in zip(self._xs, self._xs[1:], strict=False)]

    def _fitting_size(self) -> float:
        size = self._style.size
        while size >= SMALLEST:
            breaker = breaker_for(self._style, size)
            if sum(self._narrowest(breaker)) <= self._right - self._left:
                return size
            size *= 0.9
        raise DoesNotFit(f"{len(self._table.columns)} columns")

    def _narrowest(self, breaker: Breaker) -> list[float]:
        """The least widths of the columns."""
        least = [24.0] * len(self._table.columns)
        rows_of = [(t.header, self._style.bold_header) for t in self._together]
        for rows, bold in [*rows_of, *((t.rows, False) for t in self._together)]:
            for row in rows:
                for k, cell in enumerate(row):
                    if cell is None or cell.column_span > 1:
                        continue
                    if cell.upright:
                        least[k] = max(least[k], breaker.size * 1.3)
                        continue
                    inset = 1.2 * breaker.size * cell.bullets
                    for text in cell.paragraphs:
                        least[k] = max(least[k], inset + breaker.narrowest(text, bold or cell.bold))
        return [width + 2 * self._pad_x + 0.5 for width in least]

    @property
    def _pad_x(self) -> float:
        return self._style.padding + (3.0 if self._loose else 0.0)

    @property
    def _pad_y(self) -> float:
        return self._style.padding * 0.7 + self._loose

    def _edges(self, shares: Sequence[float]) -> tuple[float, ...]:
        least = self._narrowest(self._breaker)
        spare = self._right - self._left - sum(least)
        edges = [self._left]
        for width, share in zip(least, shares, strict=True):
            edges.append(edges[-1] + width + spare * share / sum(shares))
        return tuple(edges)

    def _row(self, row: Row, *, is_header: bool = False, tone: int | None = None) -> None:
        started = tuple(
            _Set(cell, k, tuple(self._lines(cell, k, is_header)), cell.row_span)
            for k, cell in enumerate(row)
            if cell is not None
        )
        if is_header:
            tone = self._style.header_fill
        height, fresh = self._height(started), False
        while self._setter.y + height > self._setter.bottom:
            cut = None if is_header or self._spanning else self._cut(started)
            if cut is None:
                if fresh or (is_header and len(self._open.ys) > 1):
                    raise DoesNotFit("a row is higher than the page")
                self._break(cut=False, header=not is_header)
                fresh = True
            else:
                above, started = cut
                self._place(above, self._height(above), is_header, tone)
                self._break(cut=True)
                fresh = False
            height = self._height(started)
        self._place(started, height, is_header, tone)

    def _lines(self, cell: Cell, column: int, is_header: bool) -> list[Line]:
        bold = cell.bold or (is_header and self._style.bold_header)
        room = self._xs[column + cell.column_span] - self._xs[column] - 2 * self._pad_x
        return self._breaker.cell(cell, 1e6 if cell.upright else room, bold)

    def _text_height(self, lines: Sequence[Line]) -> float:
        gaps = sum(line.begins for line in lines[1:]) * PARAGRAPH_GAP * self._size
        return len(lines) * self._leading + gaps

    def _needed(self, one: _Set) -> float:
        if one.cell.upright:
            longest = max((self._breaker_width(line.text) for line in one.lines), default=0.0)
            return longest + 2 * self._pad_y
        return self._text_height(one.lines) + 2 * self._pad_y

    def _breaker_width(self, text: str) -> float:
        return self._breaker.width(text, True)

    def _height(self, started: Sequence[_Set]) -> float:
        """How high a row is: its own cells, and what is left of those whose span ends with it."""
        own = [self._needed(s) for s in started if s.cell.row_span == 1 or s.rows_left == 1]
        ending = [self._needed(s) - s.height for s in self._spanning if s.rows_left == 1]
        return max([*own, *ending, self._leading + 2 * self._pad_y])

    def _cut(self, started: Sequence[_Set]) -> tuple[list[_Set], tuple[_Set, ...]] | None:
        """The parts of a row above and below the page's end, when a reader can tell that they are one row."""
        if not self._style.cuts_rows or any(s.cell.row_span > 1 for s in started):
            return None
        room = self._setter.bottom - self._setter.y - 2 * self._pad_y
        shorter = (room - k * self._leading for k in range(TRIED_CUTS))
        return next((cut for less in shorter if less >= self._leading and (cut := self._cut_at(started, less))), None)

    def _cut_at(self, started: Sequence[_Set], room: float) -> tuple[list[_Set], tuple[_Set, ...]] | None:
        above: list[_Set] = []
        below: list[_Set] = []
        in_mid_sentence = False
        for one in started:
            fitting = len(one.lines)
            while self._text_height(one.lines[:fitting]) > room:
                fitting -= 1
            upper, lower = one.lines[:fitting], one.lines[fitting:]
            if one.lines and not upper:
                return None
            inside = bool(lower) and not lower[0].begins
            goes_on = inside and _is_open(upper[-1].text, lower[0].text)
            if one.column == 0 and lower and not goes_on:
                return None
            in_mid_sentence |= goes_on
            above.append(replace(one, lines=upper))
            below.append(replace(one, lines=lower))
        return (above, tuple(below)) if in_mid_sentence else None

    def _place(self, started: Sequence[_Set], height: float, is_header: bool, tone: int | None) -> None:
        row = len(self._open.ys) - 1
        self._setter.y += height
        self._open.ys.append(self._setter.y)
        striped = self._body_rows % 2 == 1
        still: list[_Set] = []
        for one in [*self._spanning, *started]:
            is_new = one.height == 0.0
            if is_new:
                place = Placed(row, row + 1, one.column, one.end, tone, striped)
                whole = one.lines == tuple(self._lines(one.cell, one.column, is_header))
                self._open.cells.append(_OnPage(place, one.cell, one.lines, is_header, whole))
            else:
                at = next(c for c in self._open.cells if c.place.column == one.column and c.place.row_end == row)
                at.place = replace(at.place, row_end=row + 1)
            if one.rows_left > 1:
                still.append(replace(one, rows_left=one.rows_left - 1, height=one.height + height))
        self._spanning = still

    def _break(self, *, cut: bool, header: bool = True) -> None:
        """Go on with the table on the next page; cells that span rows go on there with what is left of them."""
        left: list[_Set] = []
        for one in self._spanning:
            room, fitting = one.height - 2 * self._pad_y, len(one.lines)
            while fitting and self._text_height(one.lines[:fitting]) > room:
                fitting -= 1
            at = next(c for c in reversed(self._open.cells) if c.place.column == one.column)
            at.lines, at.whole = one.lines[:fitting], False
            left.append(replace(one, lines=one.lines[fitting:], height=0.0))
        is_open = self._style.open_breaks == "all" or (cut and self._style.open_breaks == "cut rows")
        self._close(open_bottom=is_open)
        self._setter.page()
        self._open = _Open(self._xs, [self._setter.y], open_top=is_open)
        self._spanning = []
        if header and self._table.repeats:
            for row in self._table.header:
                self._row(row, is_header=True)
        self._spanning = left

    def _close(self, *, open_bottom: bool) -> None:
        """Draw the part on this page."""
        if len(self._open.ys) < 2:
            return
        places = [on_page.place for on_page in self._open.cells]
        part = Part(tuple(self._open.xs), tuple(self._open.ys), tuple(places), self._open.open_top, open_bottom)
        sheet = self._setter.sheets[-1]
        sheet.tables.append(SetTable((part.xs[0], part.ys[0], part.xs[-1], part.ys[-1]), tuple(self._printed())))
        marks = sheet.marks
        marks.extend(ruling(part, self._style))
        depth = max((on_page.place.row_end for on_page in self._open.cells if on_page.is_header), default=0)
        if self._style.header_rule and depth:
            marks.append(Stroke(part.xs[0], part.ys[depth], part.xs[-1], part.ys[depth], THIN))
        for on_page in self._open.cells:
            marks.extend(self._texts(on_page, part.box(on_page.place)))

    def _printed(self) -> Iterator[tuple[int, int, int, int, str]]:
        """The cells on this page, a line of text as it is printed."""
        for on_page in self._open.cells:
            place = on_page.place
            said = " ".join(f"{BULLET} {line.text}" if line.bullet else line.text for line in on_page.lines)
            yield place.row, place.row_end, place.column, place.column_end, said

    def _texts(self, on_page: _OnPage, box: tuple[float, float, float, float]) -> list[Text]:
        x0, top, _, bottom = box
        bold = on_page.cell.bold or (on_page.is_header and self._style.bold_header)
        if on_page.cell.upright:
            x = x0 + self._pad_x + self._size
            return [
                Text(x + k * self._leading, bottom - self._pad_y, line.text, self._size, bold, upright=True)
                for k, line in enumerate(on_page.lines)
            ]
        y = top + self._pad_y
        if self._style.middle and on_page.whole and len(on_page.lines) < 4:
            y = (top + bottom - self._text_height(on_page.lines)) / 2
        found: list[Text] = []
        for k, line in enumerate(on_page.lines):
            if k and line.begins:
                y += PARAGRAPH_GAP * self._size
            y += self._leading
            baseline = y - 0.3 * self._leading
            x = x0 + self._pad_x
            if line.bullet:
                found.append(Text(x, baseline, BULLET, self._size, bold))
            found.append(Text(x + line.indent * self._size, baseline, line.text, self._size, bold))
        return found


def _is_open(end: str, start: str) -> bool:
    """Whether a line stops in mid-sentence or inside a word, and the next takes it up in lower case."""
    return not end.endswith(SENTENCE_END) and start[:1].islower()
