"""Tables without lines: columns by white space, rows by distance, anchors, text; and none where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import no_tables
import pytest
from setter import LEADING, WIDTHS, XS, Setter

from ingest.headings.matching import headings
from ingest.layout.pages import document
from ingest.reading import read
from ingest.tables import spaced
from ingest.tables.fragment import Cell, Fragment
from ingest.text import Hyphenation, cell_text

HEAD = ("Nr.", "Aktivitet", "Opgave", "Ansvarlig")
PLAN = (
    (
        "1.1",
        "Åben rådgivning",
        "Sundhedsplejen holder åbent hver torsdag, og unge kan komme uden aftale",
        "Sundhedsplejen",
    ),
    ("1.2", "Gåture", "", "Frivilligcenteret"),
    (
        "1.3",
        "Kurser for forældre til unge",
        "Skolen og biblioteket holder kurser i foråret. De annonceres i den lokale avis og på skolernes egne sider",
        "Skoleledelsen og biblioteket",
    ),
    ("2.1", "Rygestop", "Apoteket tilbyder hold", ""),
)


def texts(fragment: Fragment) -> list[list[str]]:
    rows = [[""] * (len(fragment.columns) - 1) for _ in range(len(fragment.rows) - 1)]
    for cell in fragment.cells:
        rows[cell.row][cell.column] = said(cell)
    return rows


def said(cell: Cell) -> str:
    return cell_text(cell.paragraphs, Hyphenation()).replace("\n", " ")


def found_in(setter: Setter, folder: Path) -> list[Fragment]:
    return spaced.fragments(document(read(setter.save(folder))), {}, headings())


def only(found: Sequence[Fragment]) -> list[list[str]]:
    assert len(found) == 1, [texts(f) for f in found]
    return texts(found[0])


@pytest.mark.parametrize("name", no_tables.DOCUMENTS)
def test_no_table_where_there_is_none(name: str, tmp_path: Path) -> None:
    path = tmp_path / "none.pdf"
    path.write_bytes(no_tables.DOCUMENTS[name]())
    assert [texts(f) for f in spaced.fragments(document(read(path)), {}, headings())] == []


def test_pages_without_tables_are_many() -> None:
    assert no_tables.page_count() >= 20


@pytest.mark.parametrize("middle", [False, True])
def test_long_cells_and_empty_ones(tmp_path: Path, middle: bool) -> None:
    setter = Setter()
    setter.line("Handleplan for sundhed", size=16, bold=True)
    setter.y -= 20
    setter.row(HEAD, bold=True)
    for row in PLAN:
        setter.row(row, middle=middle)
    assert only(found_in(setter, tmp_path)) == [
        list(HEAD),
        *map(list, PLAN),
    ]


def test_rows_without_extra_space_are_told_by_their_numbers(tmp_path: Path) -> None:
    setter = Setter()
    setter.row(HEAD, bold=True, gap=0)
    for row in PLAN:
        setter.row(row, gap=0)
    assert only(found_in(setter, tmp_path)) == [
        list(HEAD),
        *map(list, PLAN),
    ]


def test_one_rule_under_a_plain_header(tmp_path: Path) -> None:
    setter = Setter()
    setter.row(HEAD[1:], XS[1:], WIDTHS[1:])
    setter.rule(XS[1])
    setter.y -= 6
    for row in PLAN:
        setter.row(row[1:], XS[1:], WIDTHS[1:])
    found = only(found_in(setter, tmp_path))
    assert found == [list(HEAD[1:]), *(list(row[1:]) for row in PLAN)]


def test_amounts_to_the_right_under_headings_that_overhang(tmp_path: Path) -> None:
    setter = Setter()
    head = ("Område", "Budget 2024", "Budget 2025 i alt")
    rows = [
        ("Skole", "1.200.000", "950"),
        ("Ældre", "85.000", "1.020"),
        ("Kultur og fritid", "7.500", "88"),
        ("I alt", "1.292.500", "2.058"),
    ]
    xs, widths = (60.0, 260.0, 390.0), (180.0, 80.0, 80.0)
    setter.row(head, (60.0, 280.0, 385.0), (180.0, 80.0, 120.0), bold=True, gap=4)
    for row in rows:
        setter.row(row, xs, widths, gap=2, right=frozenset({1, 2}))
    assert only(found_in(setter, tmp_path)) == [
        list(head),
        *map(list, rows),
    ]


def test_headings_over_several_columns(tmp_path: Path) -> None:
    setter = Setter()
    xs, widths = (60.0, 200.0, 280.0, 360.0, 440.0), (130.0, 60.0, 60.0, 60.0, 60.0)
    setter.canvas.setFont("Helvetica-Bold", 9)
    setter.canvas.drawCentredString(270, setter.y, "Mænd")
    setter.canvas.drawCentredString(430, setter.y, "Kvinder")
    setter.y -= LEADING
    setter.row(("Alder", "Antal", "Andel", "Antal", "Andel"), xs, widths, bold=True, gap=4)
    for k in range(5):
        setter.row((f"{k}0-{k}9 år", str(110 + k), f"{k},4 %", str(210 - k), f"{k},9 %"), xs, widths, gap=2)
    (fragment,) = found_in(setter, tmp_path)
    spans = {said(c): (c.row, c.column, c.row_span, c.column_span) for c in fragment.cells if c.row < 2}
    assert spans["Mænd"] == (0, 1, 1, 2)
    assert spans["Kvinder"] == (0, 3, 1, 2)
    assert spans["Alder"] == (0, 0, 2, 1)


def test_every_page_tells_the_columns_of_all(tmp_path: Path) -> None:
    setter = Setter()
    setter.row(HEAD, bold=True)
    for row in PLAN:
        setter.row(row)
    setter.page()
    for number, title in (("2.2", "Motion på recept"), ("2.3", "Cykelstier"), ("2.4", "Fælles måltider")):
        setter.row((number, title, "", "Kulturhuset"))
    first, second = found_in(setter, tmp_path)
    assert first.columns == second.columns
    assert texts(second)[1] == ["2.3", "Cykelstier", "", "Kulturhuset"]


def test_words_of_other_methods_are_left_alone(tmp_path: Path) -> None:
    setter = Setter()
    setter.row(HEAD, bold=True)
    for row in PLAN:
        setter.row(row)
    laid_out = document(read(setter.save(tmp_path)))
    taken = frozenset(word.order for word in laid_out.sheets[0].words)
    assert spaced.fragments(laid_out, {1: taken}, headings()) == []
