"""Every sample plan, extracted: its source cell by cell, and no word lost by another reader's count."""

import re
import unicodedata
from collections import Counter
from functools import cache

import pdfplumber
import pytest
from sample_sources import RAW, SOURCES, source

from ingest import extract
from ingest.inputs.sources import read_sources, source_of

plans = pytest.mark.parametrize("plan", SOURCES.values(), ids=SOURCES.keys())

BAND_WORDS = {"og", "kommuner"}  # of a prefix that names municipalities: "Ishøj og Vallensbæk kommuner:"


@cache
def extracted(stem):
    path = RAW / f"{stem}.pdf"
    return extract(path, source=source_of(path, read_sources(RAW)))


def text_of(cell):
    return "\n".join(cell.paragraphs)


def source_rows(plan):
    """(section, table, row, its cells), a spanning cell standing in each of its rows."""
    section = ""
    for block in plan.blocks:
        if isinstance(block, source.Heading) and block.level > 1:
            section = block.text
        elif isinstance(block, source.Table):
            for row, cells in zip(block.rows, block.full_rows(), strict=True):
                yield section, block, row, cells


def texts_by_heading(activity):
    named = {heading: getattr(activity, field) for field, heading in activity.headings.items()}
    return named | activity.extra


def municipalities_of(prefix):
    return tuple(word for word in re.findall(r"\w+", prefix) if word not in BAND_WORDS)


@plans
def test_cells_are_those_of_the_source(plan):
    expected = [dict(zip(table.header, map(text_of, cells), strict=True)) for _, table, _, cells in source_rows(plan)]
    assert [texts_by_heading(activity) for activity in extracted(plan.stem).activities] == expected


@plans
def test_sections_and_municipalities_and_marks(plan):
    expected = [
        (
            section,
            municipalities_of(cells[0].prefix) or plan.municipalities,
            table.header[0] == "Udvalgt aktivitet",
            row.colour if table.header[0] == "Nr." else None,
        )
        for section, table, row, cells in source_rows(plan)
    ]
    assert [
        (activity.section, activity.municipalities, activity.selected, activity.status_colour)
        for activity in extracted(plan.stem).activities
    ] == expected


@plans
def test_tables_are_as_many_as_the_source_has(plan):
    assert [list(table.header) for table in extracted(plan.stem).tables if table.used] == [
        list(table.header) for table in plan.tables
    ]


def test_rows_under_a_spanning_cell_are_one_group():
    plan = SOURCES["holstebro-2016"]
    focus_points = [cells[0].paragraphs for _, _, _, cells in source_rows(plan)]
    groups = [activity.group_id for activity in extracted(plan.stem).activities]
    first = {point: groups[focus_points.index(point)] for point in focus_points}
    assert len(set(first.values())) == 7
    assert groups == [first[point] for point in focus_points]
    ids = [activity.id for activity in extracted(plan.stem).activities]
    assert [ids.index(group) for group in first.values()] == [focus_points.index(point) for point in first]


def test_rows_without_a_spanning_cell_have_no_group():
    for stem in SOURCES.keys() - {"holstebro-2016"}:
        assert {activity.group_id for activity in extracted(stem).activities} <= {None}


def test_items_of_a_task_are_counted():
    plan = SOURCES["holstebro-2016"]
    counted = [activity.item_count for activity in extracted(plan.stem).activities]
    assert counted == [len(cells[-1].paragraphs) for _, _, _, cells in source_rows(plan)]


def test_ids_are_the_edition_and_the_number():
    ids = [activity.id for activity in extracted("varde-2013").activities]
    assert ids == [f"varde-2013:{text_of(cells[0])}" for *_, cells in source_rows(SOURCES["varde-2013"])]


def test_legend_of_the_traffic_lights():
    assert [entry.colour for entry in extracted("varde-2013").legend] == ["green", "yellow", "red"]


@plans
def test_every_plan_is_known_to_be_a_reconstruction(plan):
    said = extracted(plan.stem)
    assert (said.source.source_kind, said.source.note) == ("reconstruction", source.MARK)
    assert said.plan_form == ("table" if plan.tables else "prose")
    assert said.title == plan.title
    assert not plan.plan_id or said.plan_id == plan.plan_id


@plans
def test_the_mark_is_on_every_page(plan):
    with pdfplumber.open(RAW / f"{plan.stem}.pdf") as pdf:
        assert all(source.MARK in page.extract_text() for page in pdf.pages)
        assert {pdf.metadata["Subject"], pdf.metadata["Keywords"]} == {source.MARK}


@plans
def test_some_row_is_cut_by_a_page_end(plan):
    if plan.tables:
        places = [
            {place.page for provenance in activity.provenance.values() for place in provenance.places}
            for activity in extracted(plan.stem).activities
        ]
        assert any(len(pages) > 1 for pages in places)


def letters(*texts):
    """What another reader must see too: letters and digits, without ligatures and hyphens."""
    return Counter(char for text in texts for char in unicodedata.normalize("NFKC", text) if char.isalnum())


@plans
def test_no_letter_is_lost_by_the_count_of_pdfplumber(plan):
    """Printed = headings, prose, headers (again on a page where the program repeats them), cells and feet."""
    said = extracted(plan.stem)
    with pdfplumber.open(RAW / f"{plan.stem}.pdf") as pdf:
        printed = letters(*(char["text"] for page in pdf.pages for char in page.chars))
    outside = [heading.text for heading in said.headings] + [prose.text for prose in said.prose]
    feet = [f"{source.MARK} side {number}" for number in range(1, said.pages + 1)]
    repeats = plan.setter != "libreoffice"
    headers = [text for table in said.tables for _ in table.pages[: None if repeats else 1] for text in table.header]
    placed = letters(*outside, *feet, *headers)
    seen = set()
    for activity, (_, _, _, cells) in zip(said.activities, source_rows(plan), strict=True):
        texts = texts_by_heading(activity)
        for heading, cell in zip(texts, cells, strict=True):
            if id(cell) not in seen:
                placed += letters(cell.prefix, texts[heading])
            seen.add(id(cell))
    assert printed == placed
    assert said.audit.lost == 0
