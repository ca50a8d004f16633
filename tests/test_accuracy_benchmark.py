"""The benchmarks treat the peers fairly and write what they measured."""

import importlib
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pdfplumber
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
HEADINGS = {"aktivitet": "title", "formål": "purpose", "ansvarlig": "responsible"}


def letters(text):
    return sorted(c for c in text if c.isalnum())


@pytest.fixture
def bench(monkeypatch):
    """Imports a module of the benchmarks as their scripts do."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    yield importlib.import_module
    for name in ("accuracy", "kinds", "naive", "peers", "report", "speed"):
        sys.modules.pop(name, None)


@pytest.fixture
def merged_pdf(tmp_path):
    """Two columns; the first cell of the body spans two rows."""
    path = tmp_path / "merged.pdf"
    sheet = canvas.Canvas(str(path), pagesize=A4, invariant=True)
    sheet.setFont("Helvetica", 10)
    for x, y, said in ((64, 730, "Aktivitet"), (204, 730, "Formål"), (64, 690, "Kor"), (204, 690, "Sang")):
        sheet.drawString(x, y, said)
    sheet.drawString(204, 650, "Fest")
    for x, y, height in ((60, 720, 30), (200, 720, 30), (60, 640, 80), (200, 680, 40), (200, 640, 40)):
        sheet.rect(x, y, 140, height)
    sheet.save()
    return path


@pytest.mark.parametrize("peer", ["pdfplumber", "camelot lattice, vector"])
def test_a_peers_merged_cell_is_one_cell(bench, merged_pdf, peer):
    (found,) = bench("peers").PEERS[peer](merged_pdf)
    assert sorted((*cell[:4], cell[4].strip()) for cell in found.cells) == [
        (0, 0, 1, 1, "Aktivitet"),
        (0, 1, 1, 1, "Formål"),
        (1, 0, 2, 1, "Kor"),
        (1, 1, 1, 1, "Sang"),
        (2, 1, 1, 1, "Fest"),
    ]
    assert found.bbox == pytest.approx((60, A4[1] - 750, 340, A4[1] - 640), abs=2)
    assert [[said.strip() for said in row] for row in found.rows] == [
        ["Aktivitet", "Formål"],
        ["Kor", "Sang"],
        ["", "Fest"],
    ]


def test_naive_wrapper_takes_headers_over_joins_rows_and_drops_hyphens(bench):
    tables = [
        [["Aktivitet", "Formål"], ["Kor", "Sang for bør-\nn"], ["", "og unge"]],
        [["Løb", "Motion"]],
        [["Skak", "Spil", "Carl"]],
    ]
    assert bench("naive").activities(tables, HEADINGS) == [
        {"title": "Kor", "purpose": "Sang for børn og unge"},
        {"title": "Løb", "purpose": "Motion"},
    ]


def test_naive_wrapper_keeps_a_hyphen_before_a_capital(bench):
    assert bench("naive").clean("SSP-\nKonsulent  og\nhash-\nog") == "SSP- Konsulent og hashog"


def test_numbers_go_between_the_markers_and_nowhere_else(bench, tmp_path, capsys):
    page = tmp_path / "page.md"
    page.write_text("før\n<!-- speed -->\ngammelt\n<!-- /speed -->\nefter\n", encoding="utf-8")
    bench("report").publish("nyt\\1\n", page, "speed")
    assert page.read_text(encoding="utf-8") == "før\n<!-- speed -->\nnyt\\1\n<!-- /speed -->\nefter\n"
    with pytest.raises(SystemExit, match="no markers"):
        bench("report").publish("nyt\n", page, "plans")


def test_pages_have_the_markers_that_the_benchmarks_write(bench):
    docs = BENCHMARKS.parent / "docs"
    for page, part in (
        ("accuracy.md", "plans"),
        ("accuracy.md", "tables"),
        ("accuracy.md", "places"),
        ("accuracy.md", "kinds"),
        ("benchmarks.md", "speed"),
    ):
        said = (docs / page).read_text(encoding="utf-8")
        assert f"<!-- {part} -->\n" in said
        assert f"<!-- /{part} -->" in said


def test_speed_is_told_a_page_and_as_a_multiple_of_ours(bench):
    one, two = Path("one.pdf"), Path("two.pdf")
    spent = {"handleplan read_tables": {one: 0.010, two: 0.030}, "peer": {one: 0.100, two: 0.100}}
    said = bench("speed").report({one: 1, two: 3}, spent)
    assert "| handleplan read_tables | 10.0 | 10.0 to 10.0 | 1.0 |" in said
    assert "| peer | 50.0 | 33.3 to 100.0 | 5.0 |" in said


@pytest.mark.parametrize(
    ("kind", "rules"), [("none", 0), ("none, cells of a line", 0), ("one under the header", 1), ("across, zebra", 99)]
)
def test_the_truth_of_a_typeset_plan_is_what_is_printed_in_its_tables(bench, tmp_path, kind, rules):
    scorer = SimpleNamespace(Table=lambda page, box, cells, number: (page, box, cells))
    plan = next(bench("kinds")._plans(scorer, kind, 3, tmp_path))
    with pdfplumber.open(plan.path) as pdf:
        for page, (x0, top, x1, bottom), cells in plan.truth:
            area = pdf.pages[page - 1].crop((x0, top - 1, x1, bottom + 1))
            assert letters(area.extract_text()) == letters("".join(text for *_, text in cells))
            assert len(area.lines) <= rules
        assert bool(rules) == any(page.lines for page in pdf.pages)


@pytest.mark.slow
@pytest.mark.skipif("HANDLEPLAN_KNOWN" not in os.environ, reason="no known documents")
def test_more_cells_are_right_than_with_pdfplumber(bench):
    accuracy = bench("accuracy")
    known = accuracy.Known.at(Path(os.environ["HANDLEPLAN_KNOWN"]))
    ours = accuracy.plan_scores(known, accuracy.plan_of)
    theirs = accuracy.plan_scores(known, accuracy.naive("pdfplumber", known.score.HEADINGS))
    assert accuracy.pooled(ours.values()) > accuracy.pooled(theirs.values())
    assert sum(score["lost"] for score in ours.values()) == 0
