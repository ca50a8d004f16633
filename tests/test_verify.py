"""A second reader finds what is planted in our cells, and says nothing where both agree."""

from dataclasses import replace

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from ingest.cli import main
from ingest.extraction import extract, read_tables
from ingest.layout.pages import document
from ingest.reading import read
from ingest.settings import Settings
from ingest.tables.choosing import choose
from ingest.tables.ruled import fragments
from ingest.tables.second import second_fragments
from ingest.text import cell_text, observe
from ingest.verifying import asking
from ingest.verifying.comparing import Difference, compare, verified
from model.activity import Activity, Place, Provenance
from model.issue import rounded
from model.loading import read_plan
from model.plan import Plan, Source

ENGINES = ("pdfplumber", "camelot")
TEXT = {"title", "purpose", "responsible"}
XS = (60, 180, 320, 500)
YS = (100, 130, 170, 210, 250)
TEXTS = (
    ("Aktivitet", "Formål", "Ansvarlig"),
    ("Kor", "Sang for alle", "Anna"),
    ("Løb", "Ture i skoven", "Bo"),
    ("Skak", "Spil hver dag", "Carl"),
)


@pytest.fixture
def plan_pdf(tmp_path):
    path = tmp_path / "plan.pdf"
    sheet = canvas.Canvas(str(path), pagesize=A4, invariant=True)
    sheet.setFont("Helvetica", 10)
    height = A4[1]
    for row, texts in enumerate(TEXTS):
        for column, said in enumerate(texts):
            sheet.drawString(XS[column] + 4, height - YS[row] - 14, said)
    for x in XS:
        sheet.line(x, height - YS[0], x, height - YS[-1])
    for y in YS:
        sheet.line(XS[0], height - y, XS[-1], height - y)
    sheet.save()
    return path


def text_of(paragraphs):
    return cell_text(paragraphs, observe(()))


def read_twice(path, engine):
    laid_out = document(read(path))
    return fragments(laid_out.sheets[0], laid_out.sheets[0].regions), second_fragments(path, laid_out, engine)


def at(fragment, row, column):
    return next(cell for cell in fragment.cells if (cell.row, cell.column) == (row, column))


def changed(fragment, **cells):
    """The fragment with the paragraphs of some cells ("r1c0") replaced."""
    kept = [
        replace(cell, paragraphs=cells.get(f"r{cell.row}c{cell.column}", cell.paragraphs)) for cell in fragment.cells
    ]
    return replace(fragment, cells=tuple(kept))


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_is_said_where_both_agree(plan_pdf, engine):
    ours, theirs = read_twice(plan_pdf, engine)
    found = compare(ours, theirs, text_of)
    assert (found.differences, found.unlike, found.beyond) == ((), (), ())


@pytest.mark.parametrize("engine", ENGINES)
def test_two_cells_that_changed_places_are_found_with_both_texts(plan_pdf, engine):
    (ours,), theirs = read_twice(plan_pdf, engine)
    one, other = at(ours, 2, 2).paragraphs, at(ours, 3, 2).paragraphs
    planted = changed(ours, r2c2=(*one, *other), r3c2=())
    (found,) = compare([planted], theirs, text_of).differences
    assert (found.ours, found.theirs) == ("Bo Carl", "Bo | Carl")
    assert found.places == {(1, rounded(at(ours, 2, 2).bbox))}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_cell_that_was_spread_over_the_empty_one_below_is_found(plan_pdf, engine):
    (ours,), theirs = read_twice(plan_pdf, engine)
    spread = [
        replace(cell, row_span=2, bbox=(*cell.bbox[:3], at(ours, 2, 0).bbox[3])) if cell is at(ours, 1, 0) else cell
        for cell in ours.cells
        if cell is not at(ours, 2, 0)
    ]
    emptied = [changed(one, r2c0=()) for one in theirs]
    (found,) = compare([replace(ours, cells=tuple(spread))], emptied, text_of).differences
    assert (found.ours, found.theirs) == ("Kor", "Kor")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_word_that_was_changed_is_found(plan_pdf, engine):
    (ours,), theirs = read_twice(plan_pdf, engine)
    (paragraph,) = at(ours, 1, 2).paragraphs
    ((word,),) = paragraph.lines
    planted = changed(ours, r1c2=(replace(paragraph, lines=((word._replace(text="Dorte"),),)),))
    (found,) = compare([planted], theirs, text_of).differences
    assert (found.ours, found.theirs) == ("Dorte", "Anna")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_cell_that_lost_its_words_is_found(plan_pdf, engine):
    (ours,), theirs = read_twice(plan_pdf, engine)
    (found,) = compare([changed(ours, r1c1=())], theirs, text_of).differences
    assert (found.ours, found.theirs) == ("", "Sang for alle")
    assert found.bbox == pytest.approx(at(ours, 1, 1).bbox, abs=1.5)


def test_a_table_read_quite_otherwise_is_one_remark(plan_pdf):
    (ours,), _ = read_twice(plan_pdf, "pdfplumber")
    every = tuple(paragraph for cell in ours.cells for paragraph in cell.paragraphs)
    blob = changed(ours, **{f"r{r}c{c}": () for r in range(4) for c in range(3)} | {"r0c0": every})
    found = compare([ours], [blob], text_of)
    assert (found.differences, found.unlike) == ((), (ours,))


def test_a_table_where_we_have_none_is_a_remark(plan_pdf):
    _, theirs = read_twice(plan_pdf, "pdfplumber")
    found = compare([], theirs, text_of)
    assert (found.differences, found.unlike, found.beyond) == ((), (), tuple(theirs))


def test_a_difference_marks_its_row_and_no_other():
    box = (10.0, 20.0, 30.0, 40.0)
    rows = tuple(
        Activity(
            id=f"plan:{number}",
            provenance={"title": Provenance(places=(Place(page=number, bbox=box),), method="ruled", raw=("Kor",))},
        )
        for number in (1, 2)
    )
    plan = Plan(plan_id="p", edition_id="plan", source=Source(file="plan.pdf", sha256="0"), pages=2, activities=rows)
    on_row = Difference(2, box, "Kor", "Ko", frozenset({(2, box)}))
    on_none = Difference(1, (0, 0, 5, 5), "", "r")
    marked = verified(plan, replace_differences(on_row, on_none), "camelot")
    assert [activity.quality for activity in marked.activities] == ["ok", "check"]
    (said,) = marked.activities[1].issues
    assert (said.code, said.severity, said.page) == ("second_reader_differs", "warning", 2)
    assert all(part in said.message for part in ("camelot", "«Kor»", "«Ko»"))
    assert [one.code for one in marked.issues] == ["second_reader_differs"]


def replace_differences(*differences):
    return replace(compare([], [], text_of), differences=differences)


@pytest.mark.parametrize("engine", ENGINES)
def test_extract_finds_a_planted_wrong_cell_and_marks_its_row(plan_pdf, monkeypatch, engine):
    clean = extract(plan_pdf, settings=Settings(verify=engine))
    assert [activity.quality for activity in clean.activities] == ["ok", "ok", "ok"]

    def planting(laid_out, headings):
        (ours,) = choose(laid_out, headings)
        return [changed(ours, r2c2=at(ours, 1, 2).paragraphs, r1c2=at(ours, 2, 2).paragraphs)]

    monkeypatch.setattr(asking, "choose", planting)
    plan = extract(plan_pdf, settings=Settings(verify=engine))
    assert [activity.responsible for activity in plan.activities] == ["Bo", "Anna", "Carl"]
    assert [activity.quality for activity in plan.activities] == ["check", "check", "ok"]
    assert all(one.code == "second_reader_differs" for one in plan.all_issues if one.severity == "warning" and one.page)


@pytest.mark.parametrize("engine", ENGINES)
def test_their_tables_go_the_way_of_ours(plan_pdf, engine):
    ours, theirs = extract(plan_pdf), extract(plan_pdf, settings=Settings(engine=engine))
    assert {said.method for activity in theirs.activities for said in activity.provenance.values()} == {engine}
    assert [a.model_dump(include=TEXT) for a in theirs.activities] == [
        a.model_dump(include=TEXT) for a in ours.activities
    ]
    assert theirs.audit.lost == 0


def test_a_second_reader_that_fails_is_a_remark_when_it_verifies(plan_pdf, monkeypatch):
    def failing(*_):
        raise ValueError("no such font")

    monkeypatch.setattr(asking, "second_fragments", failing)
    plan = extract(plan_pdf, settings=Settings(verify="camelot"))
    (said,) = [one for one in plan.issues if one.code == "second_reader_failed"]
    assert "ValueError: no such font" in said.message
    assert len(plan.activities) == 3
    with pytest.raises(ValueError, match="no such font"):
        extract(plan_pdf, settings=Settings(engine="camelot"))


def test_a_place_that_no_method_reads_is_read_by_camelot_and_says_so(tmp_path, monkeypatch):
    path = tmp_path / "spaced.pdf"
    sheet = canvas.Canvas(str(path), pagesize=A4, invariant=True)
    sheet.setFont("Helvetica", 10)
    for row, texts in enumerate((*TEXTS, ("Kunst", "Maleri", "Dorte"))):
        for column, said in enumerate(texts):
            sheet.drawString(60 + 160 * column, 700 - 20 * row, said)
    sheet.save()
    monkeypatch.setattr(asking, "choose", lambda _, __: [])
    found = read_tables(path)
    assert [fragment.method for fragment in found.fragments] == ["camelot"]
    assert found.fragments == found.rescued
    plan = extract(path)
    assert [activity.responsible for activity in plan.activities] == ["Anna", "Bo", "Carl", "Dorte"]
    assert all("read_by_second_reader" in {one.code for one in row.issues} for row in plan.activities)
    assert plan.audit.lost == 0
    assert not any(one.code == "table_unreadable" for one in plan.issues)

    def failing(*_):
        raise ValueError("no such font")

    monkeypatch.setattr(asking, "fragments_in", failing)
    assert any(one.code == "table_unreadable" for one in extract(path).issues)


def test_the_options_reach_the_workers(plan_pdf, tmp_path):
    out = tmp_path / "out"
    asked = ["extract", str(plan_pdf), "-o", str(out), "--engine", "camelot", "--verify", "pdfplumber"]
    assert main(asked) == 0
    plan = read_plan(out / "plans" / "plan.json")
    assert plan.tables[0].method == "camelot"
    assert main(["tables", str(plan_pdf), "-o", str(out), "--engine", "pdfplumber"]) == 0
    assert '"method": "pdfplumber"' in (out / "plan.json").read_text(encoding="utf-8")
