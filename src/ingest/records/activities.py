"""Records: labelled tables → activities, one for each row, with the section, place and quality of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.headings.labelling import PlanTable
from ingest.headings.matching import HeaderMatch, HeadingMatch
from ingest.joining.joined import RowJoin, Table, TableCell
from ingest.records.colours import traffic_light
from ingest.records.naming import row_prefix
from ingest.text import Hyphenation, cell_text, displaced_ends, paragraph_lines
from model.activity import Activity, Colour, Method, Place, Provenance
from model.issue import Issue, issue, rounded
from model.vocabulary import FIELDS

LABELS = ("title", "goal", "task")  # the first of these that has text names the row
RANGE = " – "  # "2019 – 2021" of the columns Start and Slut
TICKS = frozenset("xX✓✔✗●•■◼▪☑☒√*")
NO_TICKS = frozenset("☐□–—-")


@dataclass(slots=True)
class _Field:
    """The text of one field of one row, and where it stands."""

    texts: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    heading: list[str] = field(default_factory=list)
    paragraphs: int = 0


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the rows need to know of their plan."""

    edition_id: str
    municipalities: tuple[str, ...]
    municipality_basis: str | None
    has_legend: bool


def activities(tables: Sequence[PlanTable], facts: PlanFacts, hyphenation: Hyphenation) -> list[Activity]:
    """The rows of all plan tables as activities, with ids that no later correction of a text changes."""
    found: list[Activity] = []
    numbers: Counter[str] = Counter()
    for plan_table in tables:
        colours = _status_colours(plan_table, facts.has_legend)
        groups = _groups(plan_table.table)
        ids: dict[int, str] = {}
        band = plan_table.section
        place = 0
        for row in range(plan_table.table.rows):
            covering = _covering(plan_table.table, row)
            if row in plan_table.table.bands:
                name = next(cell for cell in covering.values() if cell.paragraphs)
                band = cell_text(name.paragraphs, hyphenation).replace("\n", " ")
                continue
            place += 1
            if not any(cell.paragraphs for cell in covering.values()):
                continue  # an empty row says nothing
            made = _activity(plan_table, row, covering, band, facts, hyphenation)
            ids[row] = _identity(made.number, plan_table.index, place, facts.edition_id, numbers)
            issues = list(made.issues)
            if made.number and numbers[_number_slug(made.number)] > 1:
                issues.append(issue("duplicate_number", number=made.number))
            found.append(
                made.model_copy(
                    update={
                        "id": ids[row],
                        "status_colour": colours.get(row),
                        "group_id": ids.get(groups[row]) if row in groups else None,
                        "issues": tuple(issues),
                        "quality": "check" if any(i.severity != "info" for i in issues) else "ok",
                    }
                )
            )
    return found


def _covering(table: Table, row: int) -> dict[int, TableCell]:
    """Column → the cell that starts there and covers a row."""
    return {cell.column: cell for cell in table.cells if cell.row <= row < cell.row + cell.row_span}


def _activity(
    plan_table: PlanTable,
    row: int,
    covering: Mapping[int, TableCell],
    section: str,
    facts: PlanFacts,
    hyphenation: Hyphenation,
) -> Activity:
    table, match = plan_table.table, plan_table.match
    fields: dict[str, _Field] = {}
    extra: dict[str, str] = {}
    issues: list[Issue] = []
    for column, heading in enumerate(match.matches):
        cell = covering.get(column)
        text = cell_text(cell.paragraphs, hyphenation) if cell else ""
        if heading.field is None or heading.field not in FIELDS:
            _add_extra(extra, fields, heading, column, cell, text)
            continue
        _add(fields.setdefault(heading.field, _Field()), heading, cell, text)
    method: Method = "sheets" if plan_table.is_sheet else table.fragments[0].method
    values = {
        name: _value(name, found, match.matches) for name, found in fields.items() if not name.startswith("extra:")
    }
    municipalities, basis = facts.municipalities, facts.municipality_basis
    prefix = row_prefix(values["title"]) if values.get("title") else None
    if prefix is not None:
        values["title"] = prefix[2]
        if prefix[0]:
            municipalities, basis = prefix[0], "row prefix"
    issues.extend(_heading_issues(match))
    issues.extend(_row_issues(table, row, covering, hyphenation))
    if plan_table.inherited:
        issues.append(issue("inherited_header"))
    source = next((name for name in LABELS if values.get(name)), None)
    task = fields.get("task")
    return Activity(
        id="",
        **values,
        extra=extra,
        label=values[source].split("\n")[0] if source else "",
        label_source=source,
        municipalities=municipalities,
        municipality_basis=basis,
        section=section,
        selected=match.selected,
        status_audience=match.status_audience if "status" in values else None,
        status_as_of=match.status_as_of if "status" in values else None,
        item_count=task.paragraphs if task else None,
        headings={name: " / ".join(f.heading) for name, f in fields.items() if f.heading},
        provenance={
            name: Provenance(places=tuple(f.places), method=method, raw=tuple(f.raw))
            for name, f in fields.items()
            if f.places
        },
        issues=tuple(issues),
    )


def _add(found: _Field, heading: HeadingMatch, cell: TableCell | None, text: str) -> None:
    found.heading.append(heading.heading)
    found.texts.append(text)
    if heading.rule == "year" and cell is not None and not text and traffic_or_dark(cell.fill):
        found.texts[-1] = "x"
    if cell is not None:
        found.places.extend(Place(page=page, bbox=rounded(box)) for page, box in cell.places)
        found.raw.extend(line.replace("\u00ad", "-") for p in cell.paragraphs for line in paragraph_lines(p))
        found.paragraphs += len(text.split("\n")) if text else 0


def _add_extra(
    extra: dict[str, str],
    fields: dict[str, _Field],
    heading: HeadingMatch,
    column: int,
    cell: TableCell | None,
    text: str,
) -> None:
    """Keep a column without a field of its own under its heading; the same heading twice is numbered."""
    name = heading.heading or f"Kolonne {column + 1}"
    if not heading.heading and not text:
        return
    key, count = name, 1
    while key in extra:
        count += 1
        key = f"{name} ({count})"
    extra[key] = text
    _add(fields.setdefault(f"extra:{key}", _Field()), heading, cell, text)


def _value(name: str, found: _Field, matches: Sequence[HeadingMatch]) -> str:
    """The text of a field; of several columns (Start and Slut, years with ticks) one text."""
    if len(found.texts) == 1:
        return found.texts[0]
    rules = [m.rule for m in matches if m.field == name]
    if all(rule == "year" for rule in rules):
        years = []
        for heading, text in zip(found.heading, found.texts, strict=True):
            if text and text not in NO_TICKS:
                years.append(heading if set(text) <= TICKS or len(text) == 1 else f"{heading}: {text}")
        return ", ".join(years)
    return RANGE.join(text for text in found.texts if text)


def traffic_or_dark(fill: int | None) -> bool:
    """Whether a cell is filled on purpose: any colour but white, very pale ones aside."""
    return fill is not None and min(fill >> shift & 255 for shift in (16, 8, 0)) < 0xD8


def _identity(number: str | None, table: int, place: int, edition: str, numbers: Counter[str]) -> str:
    """``<edition>:<number>``, a repeated number with b, c ...; without one ``<edition>:t03r02``."""
    slug = _number_slug(number or "")
    if not slug:
        return f"{edition}:t{table:02}r{place:02}"
    numbers[slug] += 1
    count = numbers[slug]
    return f"{edition}:{slug}" + ("" if count == 1 else _letters(count))


def _letters(count: int) -> str:
    return chr(ord("a") + count - 1) if count <= 26 else f"-{count}"


def _number_slug(number: str) -> str:
    return re.sub(r"[^0-9A-Za-zæøåÆØÅ.]+", "-", number.split("\n")[0].strip()).strip("-.")


def _groups(table: Table) -> dict[int, int]:
    """Row → the first row of the set that shares a spanned cell with it."""
    first: dict[int, int] = {}
    for cell in table.cells:
        if cell.row_span > 1 and cell.paragraphs:
            for row in range(cell.row, cell.row + cell.row_span):
                first[row] = min(first.get(row, cell.row), cell.row)
    return {row: first.get(start, start) for row, start in first.items()}


def _status_colours(plan_table: PlanTable, has_legend: bool) -> dict[int, Colour]:
    """Row → traffic-light colour, from the column that has most of them.

    One colour alone marks something else (the politically chosen, say) unless a legend names colours.
    """
    by_column: dict[int, dict[int, Colour]] = {}
    for cell in plan_table.table.cells:
        colour = traffic_light(cell.fill)
        if colour and cell.row not in plan_table.table.bands:
            for row in range(cell.row, cell.row + cell.row_span):
                by_column.setdefault(cell.column, {})[row] = colour
    if not by_column or plan_table.match.selected:
        return {}
    best = max(by_column.values(), key=len)
    return best if has_legend or len(set(best.values())) > 1 else {}


def _heading_issues(match: HeaderMatch) -> Iterable[Issue]:
    for said in match.issues:
        heading = match.matches[said.column]
        yield issue(said.code, heading=heading.heading, field=said.field or "")


def _row_issues(table: Table, row: int, covering: Mapping[int, TableCell], hyphenation: Hyphenation) -> Iterable[Issue]:
    for made in table.row_joins:
        own = made.row == row if made.evidence.goes_on else made.row + 1 == row
        if own and made.evidence.weak:
            yield _join_issue(made)
    for cell in covering.values():
        lines = [line for p in cell.paragraphs for line in paragraph_lines(p)]
        for before, after in displaced_ends(lines, hyphenation):
            yield issue("displaced_word", before=before, after=after, page=cell.places[0][0], bbox=cell.places[0][1])


def _join_issue(made: RowJoin) -> Issue:
    code = "join_on_weak_evidence" if made.evidence.goes_on else "row_cut_undecided"
    return issue(code, evidence="; ".join(made.evidence.signals) or "-", page=made.page)
