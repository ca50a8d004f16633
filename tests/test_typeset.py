"""The typesetting generator: what it sets is what its truth says, counted by another library."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pdfplumber
import pytest
from typeset.breaking import Breaker
from typeset.drawing import random_document
from typeset.plan import (
    RULE_KINDS,
    Cell,
    Column,
    Heading,
    PlanDocument,
    Style,
    Table,
    activity_truths,
    table_truths,
)
from typeset.producers import IN_PROCESS, PRODUCERS, Impossible
from typeset.ruling import Part, Placed, ruling
from typeset.setting import DoesNotFit, set_document
from typeset.shrinking import shrunk

COLUMNS = (Column("Aktivitet", "title", 1.0), Column("Ansvarlig", "responsible", 1.0))
HEADER = ((Cell(("Aktivitet",)), Cell(("Ansvarlig",))),)


def a_table(*rows):
    return Table(COLUMNS, HEADER, rows)


def row(*texts):
    return tuple(Cell((text,)) if text else Cell() for text in texts)


def letters(text):
    return sorted(c for c in text if c.isalnum())


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_the_same_seed_draws_the_same_document(kind):
    assert random_document(Random(5), kind) == random_document(Random(5), kind)


@pytest.mark.parametrize("producer", IN_PROCESS)
def test_every_letter_of_the_truth_is_on_the_pages(tmp_path, producer):
    style = Style(running_head="", page_numbers=False)
    document = PlanDocument("Plan", (a_table(row("Fælles måltider", "Ældrerådet"), row("Åbent hus", "")),), style)
    path = tmp_path / "plan.pdf"
    path.write_bytes(PRODUCERS[producer].set(document).content)
    with pdfplumber.open(path) as pdf:
        printed = "".join(page.extract_text() for page in pdf.pages)
    truth = table_truths(document)[0]
    said = "".join(("Plan", *truth.header, *(text for texts in truth.rows for text in texts)))
    assert letters(printed) == letters(said)


def test_a_row_cut_by_a_page_is_one_row_of_the_truth():
    long = " ".join(f"Vi tager fat på opgave {n} i det nye år." for n in range(150))
    document = PlanDocument("Plan", (a_table(row("Fælles måltider", long)),))
    assert len(set_document(document)) > 1
    assert table_truths(document)[0].rows == (("Fælles måltider", long),)


def test_a_band_is_the_section_of_the_rows_below():
    band = (Cell(("Trivsel",), column_span=2), None)
    document = PlanDocument("Plan", (Heading("Børn"), a_table(row("Motion", "Skolen"), band, row("Leg", "Skolen"))))
    assert [truth.section for truth in activity_truths(document)] == ["Børn", "Trivsel"]


def test_a_spanned_cell_counts_for_each_of_its_rows():
    first = (Cell(("Motion",)), Cell(("Skolen",), row_span=2))
    document = PlanDocument("Plan", (a_table(first, (Cell(("Leg",)), None)),))
    assert [dict(truth.texts)["responsible"] for truth in activity_truths(document)] == ["Skolen", "Skolen"]
    assert table_truths(document)[0].rows == (("Motion", "Skolen"), ("Leg", ""))


@pytest.mark.parametrize(("hyphen", "mark"), [("plain", "-"), ("soft", "\u00ad"), ("typographic", "\u2010")])
def test_words_are_hyphenated_where_they_may_be(hyphen, mark):
    lines = Breaker("DejaVu Sans", 10, hyphen).lines("sund\u00adheds\u00adpleje", 55)
    assert lines == [f"sundheds{mark}", "pleje"]


def test_a_word_breaks_behind_its_own_hyphen():
    assert Breaker("Helvetica", 10, "none").lines("SSP-konsulent", 50) == ["SSP-", "konsulent"]


def test_no_line_is_wider_than_its_room():
    document = random_document(Random(3), "strokes")
    breaker = Breaker("Helvetica", 9, "plain")
    for table in document.tables:
        for cells in table.rows:
            for cell in cells:
                for text in cell.paragraphs if cell else ():
                    room = breaker.narrowest(text)
                    assert all(breaker.narrowest(line) <= room + 0.01 for line in breaker.lines(text, room))


def test_a_table_too_wide_for_the_page_is_refused():
    columns = tuple(Column("Uundværligheder" * 4, None, 1.0) for _ in range(7))
    table = Table(columns, (tuple(Cell((c.heading,)) for c in columns),), ())
    with pytest.raises(DoesNotFit):
        set_document(PlanDocument("Plan", (table,)))
    with pytest.raises(Impossible):
        PRODUCERS["reportlab"].set(PlanDocument("Plan", (table,)))


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_only_tables_without_rules_are_drawn_without_marks(kind):
    part = Part((0, 100, 200), (0, 20, 40), tuple(Placed(i, i + 1, k, k + 1) for i in (0, 1) for k in (0, 1)))
    assert bool(ruling(part, Style(rules=kind))) == (kind != "none")


def test_rules_do_not_cross_a_merged_cell():
    part = Part((0, 100, 200), (0, 20, 40), (Placed(0, 1, 0, 2), Placed(1, 2, 0, 1), Placed(1, 2, 1, 2)))
    upright = [mark for mark in ruling(part, Style()) if mark.x0 == mark.x1 == 100]
    assert [(mark.y0, mark.y1) for mark in upright] == [(20, 40)]


def test_shrinking_keeps_what_is_wrong():
    document = PlanDocument("Plan", (a_table(*(row(f"Opgave {n}", "") for n in range(9))), a_table(row("Leg", ""))))

    def has_the_fifth(tried):
        return any(cells[0].text == "Opgave 5" for table in tried.tables for cells in table.rows)

    small = shrunk(replace(document, style=Style(turn="rotated")), has_the_fifth)
    assert [[cells[0].text for cells in table.rows] for table in small.tables] == [["Opgave 5"]]
    assert small.style == Style()


def test_the_tool_counts_and_saves_what_is_wrong(tmp_path):
    command = [sys.executable, "-m", "typeset", "--count", "2", "--kind", "strokes", "--out", str(tmp_path)]
    root = Path(__file__).parents[1]
    environment = {"PYTHONPATH": f"{root / 'tests'}"}
    done = subprocess.run(
        [*command, "--producer", "reportlab"], capture_output=True, text=True, encoding="utf-8", env=_with(environment)
    )
    assert done.returncode == 0, done.stderr
    assert "strokes" in done.stdout and "right:" in done.stdout
    for saved in tmp_path.glob("*.json"):
        assert json.loads(saved.read_text(encoding="utf-8"))["differences"]


def _with(environment):
    import os

    return {**os.environ, **environment}
