"""Random plan documents. All chance comes from one ``Random``, which Hypothesis can shrink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from typeset import words
from typeset.breaking import FONT_FILES, FONTS
from typeset.plan import (
    HYPHENS,
    RULE_KINDS,
    SPARE_RULES,
    UNRULED,
    Beside,
    Block,
    Cell,
    Column,
    Columns,
    Heading,
    PlanDocument,
    Prose,
    Row,
    RuleKind,
    Style,
    Table,
    Turn,
)

TITLE = (Column("Aktivitet", "title", 2.0), Column("Indsats", "title", 2.0), Column("Tiltag", "title", 2.0))
NUMBER = Column("Nr.", "number", 0.4)
LONG = (
    Column("Formål", "purpose", 3.0),
    Column("Handling", "task", 4.0),
    Column("Målsætning", "goal", 3.0),
    Column("Succes\u00adkriterier", "indicator", 2.5),
    Column("Opfølg\u00adning", "follow_up", 2.5),
)
SHORT = (
    Column("Ansvarlig", "responsible", 1.6),
    Column("Tidsplan", "time_horizon", 1.2),
    Column("Status", "status", 1.2),
    Column("Målgruppe", "target_group", 1.5),
    Column("Samarbejds\u00adpartnere", "partners", 1.6),
    Column("Økonomi", "budget", 1.2),
)
LONG_FIELDS = frozenset(column.field for column in LONG)
FEWEST, MOST = 2, 7  # columns
STEADY = 12  # rows; a table of more has only short cells
NARROW_COLUMNS = 3  # of a table that shares the page with others


def random_document(random: Random, rules: RuleKind | None = None) -> PlanDocument:
    """A plan document with a few tables, in one style."""
    style = random_style(random, rules or random.choice(RULE_KINDS))
    blocks: list[Block] = []
    for _ in range(random.choice((1, 1, 2, 3))):
        if random.random() < 0.7:
            blocks.append(Heading(words.title(random)))
        if random.random() < 0.6 or not blocks:
            blocks.append(Prose(words.paragraph(random, 4)))
        made = _tables(random, style)
        if isinstance(made[0], Table) and not made[0].header and not isinstance(blocks[-1], Prose):
            blocks.append(Prose(words.paragraph(random, 2)))  # else it is the table before that goes on
        blocks.extend(made)
    if random.random() < 0.4:
        blocks.append(Prose(words.paragraph(random, 4)))
    return PlanDocument(words.capital(words.plain(random.choice(words.TITLES))), tuple(blocks), style)


def random_style(random: Random, rules: RuleKind) -> Style:
    """How a document with these rules may look."""
    fills_only = rules in ("boxes", "fill-edges", "inset-fills")
    filled = random.random() < 0.6 or rules in ("white-on-colour", "boxes")
    hyphen = random.choice(tuple(HYPHENS))
    return Style(
        rules=rules,
        whole_lines=random.random() < 0.6,
        open_sides=not fills_only and rules not in SPARE_RULES and random.random() < 0.25,
        open_breaks="closed" if fills_only else random.choice(("closed", "closed", "cut rows", "all")),
        cuts_rows=rules not in UNRULED and random.random() < 0.7,
        hyphen=hyphen,
        font=random.choice(tuple(FONT_FILES) if hyphen == "typographic" else FONTS),  # core fonts lack U+2010
        size=random.choice((8.0, 9.0, 9.5, 10.0, 11.0)),
        leading=random.choice((1.15, 1.25, 1.4)),
        padding=random.choice((3.0, 4.0, 5.0, 7.0)),
        header_fill=random.choice((0xBFD3E6, 0xD9D9D9, 0xA9C47F)) if filled else None,
        bold_header=random.random() < 0.8,
        middle=random.random() < 0.15,
        landscape=random.random() < 0.4,
        turn=_turn(random.random()),
        cropped=random.random() < 0.1,
        running_head=random.choice(("", "Handleplan for trivsel", "Udkast til handleplan")),
        page_numbers=random.random() < 0.6,
        side_furniture=random.random() < 0.1,
    )


def _turn(chance: float) -> Turn:
    return "sideways" if chance < 0.05 else "rotated" if chance < 0.1 else "upright"


def _tables(random: Random, style: Style) -> list[Block]:
    chance = random.random()
    if chance < 0.06:
        return [Beside(tuple(_small(random, style) for _ in range(2)))]
    if chance < 0.12:
        beside = [Prose(" ".join(words.paragraph(random, 3) for _ in range(4))) for _ in range(2)]
        return (
            [Columns((beside[0], _small(random, style), *beside[1:]))]
            if style.landscape
            else [Columns((beside[0], _small(random, style)))]
        )
    first = random_table(random, style)
    if chance < 0.2:
        changed = replace(first, header=first.header, caption=None)
        other = _with_other_headings(random, changed, style)
        return [first, other] if other else [first]
    return [first]


def _small(random: Random, style: Style) -> Table:
    """A table for a part of a page's width."""
    columns = (random.choice(TITLE), *random.sample(SHORT, NARROW_COLUMNS - 1))
    rows = tuple(_row(random, columns, short=True) for _ in range(random.randint(2, 6)))
    return Table(columns, _header(columns), rows)


def random_table(random: Random, style: Style) -> Table:
    """A table whose columns mean something to a plan."""
    columns = _columns(random, style)
    spare = style.rules in SPARE_RULES
    count = random.choice((2, 3, 5, 8, 12, 20, 30))
    rows = [_row(random, columns, short=count > STEADY) for _ in range(count)]
    if columns[0] is NUMBER:
        rows = [(Cell((str(n + 1),)), *row[1:]) for n, row in enumerate(rows)]
    if random.random() < 0.2:
        rows = [_sparse(random, row) for row in rows]
    elif style.rules not in UNRULED and random.random() < 0.3:
        rows = _with_row_spans(random, rows, columns)
    if not spare and random.random() < 0.15:
        rows = [_with_column_span(random, row) for row in rows]
    if random.random() < 0.25:
        rows = _with_bands(random, rows, columns)
    elif not spare and random.random() < 0.1:
        rows = _with_group_rows(random, rows, columns)
    upright = not spare and random.random() < 0.08
    table = Table(
        columns,
        _header(columns, upright=upright),
        tuple(rows),
        caption=_across(words.title(random), columns) if random.random() < 0.1 else None,
        repeats=random.random() < 0.6,
        header_alone=random.random() < 0.05,
    )
    if not spare and random.random() < 0.12:
        table = _with_two_header_rows(random, table)
    if random.random() < 0.08:
        table = replace(table, header=(), caption=None)
    if len(rows) > 3 and not table.header_alone and random.random() < 0.12:
        table = _cut_by_hand(random, table)
    return table


def _columns(random: Random, style: Style) -> tuple[Column, ...]:
    most = MOST if style.landscape else MOST - 1
    count = random.randint(FEWEST, most)
    number = (NUMBER,) if count > 3 and random.random() < 0.3 else ()
    long = random.sample(LONG, min(random.randint(1, 2), count - 1 - len(number)))
    short = random.sample(SHORT, count - 1 - len(number) - len(long))
    return (*number, random.choice(TITLE), *long, *short)


def _header(columns: Sequence[Column], *, upright: bool = False) -> tuple[Row, ...]:
    cells = (Cell((c.heading,), upright=upright and c.share < 1.4) for c in columns)
    return (tuple(cells),)


def _row(random: Random, columns: Sequence[Column], *, short: bool) -> Row:
    return tuple(_cell(random, column, short=short) for column in columns)


def _cell(random: Random, column: Column, *, short: bool) -> Cell:
    if column.field in LONG_FIELDS:
        if short:
            return Cell((words.sentence(random),))
        if random.random() < 0.2:
            items = tuple(words.capital(random.choice(words.THINGS)) for _ in range(random.randint(2, 4)))
            return Cell(items, bullets=True)
        return Cell(tuple(words.paragraph(random, 3) for _ in range(random.choice((1, 1, 1, 2, 3)))))
    made = {
        "title": words.title,
        "responsible": words.actor,
        "partners": words.actor,
        "time_horizon": lambda r: r.choice(words.TIMES),
        "status": lambda r: r.choice(words.STATES),
        "target_group": lambda r: words.capital(r.choice(words.PEOPLE)),
        "budget": lambda r: r.choice(words.AMOUNTS),
        "number": lambda r: str(r.randint(1, 99)),
    }
    return Cell((made[column.field or "title"](random),))


def _sparse(random: Random, row: Row) -> Row:
    """A row with half of its cells empty, but for its first one."""
    return (row[0], *(Cell() if random.random() < 0.5 else cell for cell in row[1:]))


def _with_row_spans(random: Random, rows: Sequence[Row], columns: Sequence[Column]) -> list[Row]:
    """Neighbouring rows that share a cell in one column, the first but one or the last."""
    column = random.choice((0 if columns[0] is not NUMBER else 1, len(columns) - 1))
    found = [list(row) for row in rows]
    at = 0
    while at < len(rows):
        span = min(random.choice((1, 2, 3)), len(rows) - at)
        cell = found[at][column]
        if span > 1 and cell is not None:
            found[at][column] = replace(cell, row_span=span)
            for below in range(at + 1, at + span):
                found[below][column] = None
        at += span
    return [tuple(row) for row in found]


def _with_column_span(random: Random, row: Row) -> Row:
    """A row in which a cell may reach over its right neighbour."""
    at = random.randrange(1, len(row)) if len(row) > 2 else 0
    cell = row[at] if at + 1 < len(row) else None
    if cell is None or cell.row_span > 1 or random.random() < 0.7:
        return row
    following = row[at + 1]
    if following is None or following.row_span > 1:
        return row
    return (*row[:at], replace(cell, column_span=2), None, *row[at + 2 :])


def _across(text: str, columns: Sequence[Column]) -> Cell:
    return Cell((text,), column_span=len(columns), bold=True)


def _with_bands(random: Random, rows: Sequence[Row], columns: Sequence[Column]) -> list[Row]:
    """Rows over the full width that name the group of the rows below; none inside a row span."""
    found: list[Row] = []
    for at, row in enumerate(rows):
        if (all(row) and (at == 0 or random.random() < 0.2)) or at == 0 or (None not in row and random.random() < 0.2):
            found.append((_across(words.title(random), columns), *(None for _ in columns[1:])))
        found.append(row)
    return found


def _with_group_rows(random: Random, rows: Sequence[Row], columns: Sequence[Column]) -> list[Row]:
    """Group names that are not merged: bold in the first column, the rest empty."""
    found: list[Row] = []
    for at, row in enumerate(rows):
        if None not in row and (at == 0 or random.random() < 0.2):
            found.append((Cell((words.title(random),), bold=True), *(Cell() for _ in columns[1:])))
        found.append(row)
    return found


def _with_two_header_rows(random: Random, table: Table) -> Table:
    """A table with an "Økonomi" column for Drift and one for Anlæg, under one heading."""
    columns = (*table.columns, Column("Drift", None, 1.0), Column("Anlæg", None, 1.0))
    columns = tuple(c for c in columns if c.field != "budget")
    kept = [k for k, c in enumerate(table.columns) if c.field != "budget"]
    if any(cell and cell.column_span > 1 for row in table.rows for cell in row) or len(columns) > MOST:
        return table
    upper = (*(replace(table.header[0][k] or Cell(), row_span=2, upright=False) for k in kept),)
    header = (
        (*upper, Cell(("Økonomi",), column_span=2), None),
        (*(None for _ in kept), Cell(("Drift",)), Cell(("Anlæg",))),
    )
    rows = tuple(
        (*(row[k] for k in kept), *(Cell((random.choice(words.AMOUNTS),)) for _ in range(2))) for row in table.rows
    )
    caption = replace(table.caption, column_span=len(columns)) if table.caption else None
    return replace(table, columns=columns, header=header, rows=rows, caption=caption)


def _cut_by_hand(random: Random, table: Table) -> Table:
    """A table that goes on, by hand, without a header and with slightly other widths."""
    places = [
        at for at, row in enumerate(table.rows) if at and None not in row and not table.is_band(table.rows[at - 1])
    ]
    if not places:
        return table
    shares = tuple(column.share * random.uniform(0.95, 1.05) for column in table.columns)
    return replace(table, cut_before=random.choice(places), second_shares=shares)


def _with_other_headings(random: Random, table: Table, style: Style) -> Table | None:
    """A table right below another one, with as many columns and other headings."""
    last = [cell for cell in table.rows[-1] if cell is None or cell.paragraphs]
    if len(last) < 2:
        return None  # a row of one text right above a header is its caption
    if len(table.header) != 1 or any(c.field is None for c in table.columns):
        return None
    title = random.choice([t for t in TITLE if t.heading != table.columns[0].heading])
    others = random.sample([*LONG, *SHORT], len(table.columns) - 1)
    columns = tuple(replace(c, share=old.share) for c, old in zip((title, *others), table.columns, strict=True))
    if [c.heading for c in columns[1:]] == [c.heading for c in table.columns[1:]]:
        return None
    rows = tuple(_row(random, columns, short=True) for _ in range(random.randint(2, 4)))
    return Table(columns, _header(columns), rows, attached=True)
