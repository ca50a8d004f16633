"""The sample plans' sources: as many rows as the known plans, and none of their sentences or names."""

import csv
import json
import os
import re
from itertools import chain
from pathlib import Path

import pytest
from sample_sources import RAW, SOURCES, source

ROWS = {
    "holstebro-2016": 18,
    "ishoej-vallensbaek-2014": 15,
    "ishoej-vallensbaek-2016": 22,
    "misbrugspolitik-2014": 0,
    "varde-2013": 45,
}
RUN = 6  # words: a shorter run is a phrase of the trade, not a sentence of a municipality
KEPT_STATUS = 3  # words: statuses up to this length stay as they are
CAPITALISED = re.compile(r"\b[A-ZÆØÅ][a-zæøå]+(?: [A-ZÆØÅ]\w*)* [A-ZÆØÅ][a-zæøå]{3,}\b")  # as names of persons are
LETTERS = re.compile(r"[^\W\d_]+")

plans = pytest.mark.parametrize("plan", SOURCES.values(), ids=SOURCES.keys())


def rows_of(plan):
    return [row for table in plan.tables for row in table.full_rows()]


def text_of(cell):
    return "\n".join(cell.paragraphs)


def own_texts(plan):
    """What we wrote ourselves: paragraphs outside tables, list items, and the paragraphs of the cells."""
    for block in plan.blocks:
        if isinstance(block, source.Paragraph):
            yield block.text
        elif isinstance(block, source.Items):
            yield from block.items
        elif isinstance(block, source.Table):
            for row in block.rows:
                yield from chain.from_iterable(cell.paragraphs for cell in row.cells)


def words(text):
    return LETTERS.findall(text.casefold())


def runs(text):
    said = words(text)
    return {tuple(said[at : at + RUN]) for at in range(len(said) - RUN + 1)}


def test_five_plans_with_a_hundred_activities():
    assert {stem: len(rows_of(plan)) for stem, plan in SOURCES.items()} == ROWS
    assert sum(ROWS.values()) == 100


@plans
def test_every_row_has_a_cell_under_every_heading(plan):
    for table in plan.tables:
        assert len(table.widths) == len(table.header)
        assert {len(row) for row in table.full_rows()} == {len(table.header)}


@plans
def test_the_columns_fit_the_page(plan):
    room = 257 if plan.landscape else 170  # mm: A4 less two margins of 20
    assert all(sum(table.widths) <= room for table in plan.tables)


@plans
def test_the_pdf_and_its_line_in_kilder_csv_say_reconstruction(plan):
    with (RAW / "kilder.csv").open(encoding="utf-8", newline="") as file:
        lines = {line["file"]: line for line in csv.DictReader(file, delimiter=";")}
    line = lines[f"{plan.stem}.pdf"]
    assert line["source_kind"] == "reconstruction"
    assert line["note"] == source.MARK
    assert line["municipality"] == "/".join(plan.municipalities)
    assert (RAW / f"{plan.stem}.pdf").stat().st_size < 150_000


def test_the_two_editions_of_one_plan_share_their_series():
    earlier, later = (SOURCES[f"ishoej-vallensbaek-{year}"] for year in (2014, 2016))
    assert earlier.plan_id and earlier.plan_id == later.plan_id


def test_long_cells_are_all_different():
    """Units, dates, references may stand twice, and the title of what two municipalities both do."""
    for plan in SOURCES.values():
        for table in plan.tables:
            own = [text_of(cell) for row in table.rows for cell in row.cells[1:]]
            long = [text for text in own if len(words(text)) > RUN and text not in plan.official]
            assert len(long) == len(set(long))


@pytest.fixture(scope="module")
def gold():
    folder = os.environ.get("HANDLEPLAN_KNOWN")
    if not folder:
        pytest.skip("HANDLEPLAN_KNOWN names no folder of known documents")
    files = sorted((Path(folder) / "gold").glob("*.json"))
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}


def gold_tables(document):
    return [block for block in document["blocks"] if block["type"] == "table"]


def gold_texts(document):
    for block in document["blocks"]:
        yield block.get("text", "")
        yield from block.get("items", [])
        for row in block.get("rows", []):
            yield from ("\n".join(cell["paras"]) for cell in row)


@plans
def test_no_sentence_of_a_municipality(plan, gold):
    known = set().union(*(runs(text) for document in gold.values() for text in gold_texts(document)))
    headings = [block.text for block in plan.blocks if isinstance(block, source.Heading)]
    kept = re.compile("|".join(map(re.escape, sorted([*plan.official, *headings], key=len, reverse=True))))
    for text in own_texts(plan):
        assert not {run for piece in kept.split(text) for run in runs(piece) & known}, text


@plans
def test_no_long_text_is_one_of_the_municipality(plan, gold):
    """Short texts too: what is longer than a status is our own, unless it is a name or a reference."""
    known = {" ".join(words(text)) for document in gold.values() for text in gold_texts(document)}
    kept = {" ".join(words(name)) for name in plan.official}
    for text in chain.from_iterable(text_of(cell).split("\n") for row in rows_of(plan) for cell in row):
        said = words(text)
        assert len(said) <= KEPT_STATUS or " ".join(said) in kept or " ".join(said) not in known, text


@plans
def test_layout_is_the_known_plans(plan, gold):
    known = gold_tables(gold[plan.stem])
    assert [list(table.header) for table in plan.tables] == [table["header"] for table in known]
    for table, other in zip(plan.tables, known, strict=True):
        for row, gold_row in zip(table.rows, other["rows"], strict=True):
            for cell, gold_cell in zip(row.cells, gold_row, strict=True):
                fill = f"#{cell.fill}" if cell.fill else None
                bold = cell.prefix or None
                assert (fill, cell.row_span, bold, bool(cell.paragraphs)) == (
                    gold_cell["fill"],
                    gold_cell["rowspan"],
                    gold_cell["bold_prefix"],
                    bool(gold_cell["paras"]),
                )


def test_numbers_are_the_known_plans(gold):
    mine = [text_of(row[0]) for row in rows_of(SOURCES["varde-2013"])]
    assert mine == ["\n".join(row[0]["paras"]) for row in gold_tables(gold["varde-2013"])[0]["rows"]]


@plans
def test_no_person_of_a_known_plan(plan, gold):
    """No invented name is one of a known plan; names that both have are of units and municipalities."""
    known = "\n".join(text for document in gold.values() for text in gold_texts(document))
    for name in plan.persons:
        assert name not in known
        assert name in "\n".join(own_texts(plan))
    mine = "\n".join(own_texts(plan))
    shared = {name for name in CAPITALISED.findall(known) if name in mine and "Kommune" not in name}
    assert not {name for name in shared if not any(name in official for official in plan.official)}
