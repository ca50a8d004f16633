"""Tables without lines: columns by white space, rows by distance, anchors, text; and none where there is none."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import no_tables
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ingest.headings.matching import headings
from ingest.layout.pages import Document, document
from ingest.reading import read
from ingest.tables import spaced
from ingest.tables.fragment import Cell, Fragment
from ingest.text import Hyphenation, cell_text

Row = Sequence[str]
LEFT, TOP, LEADING = 60.0, 770.0, 12.0
XS = (60.0, 110.0, 250.0, 430.0)
WIDTHS = (40.0, 120.0, 165.0, 100.0)
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


def wrapped(text: str, width: float, font: str = "Helvetica", size: float = 9) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and stringWidth(f"{lines[-1]} {word}", font, size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


class Setter:
    """Sets rows of wrapped cells on pages, without a line."""

    def __init__(self) -> None:
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4, invariant=1)
        self.y = TOP

    def line(self, text: str, x: float = LEFT, size: float = 9, bold: bool = False) -> None:
        """One line of text."""
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, self.y, text)
        self.y -= LEADING * size / 9

    def row(
        self,
        cells: Row,
        xs: Sequence[float] = XS,
        widths: Sequence[float] = WIDTHS,
        *,
        bold: bool = False,
        gap: float = 8.0,
        middle: bool = False,
        right: frozenset[int] = frozenset(),
    ) -> None:
        """Cells side by side, as high as the highest."""
        font = "Helvetica-Bold" if bold else "Helvetica"
        blocks = [wrapped(text, width, font) for text, width in zip(cells, widths, strict=True)]
        most = max(map(len, blocks))
        self.canvas.setFont(font, 9)
        for k, (block, x) in enumerate(zip(blocks, xs, strict=True)):
            down = (most - len(block)) / 2 if middle else 0
            for n, text in enumerate(block):
                y = self.y - LEADING * (n + down)
                if k in right:
                    self.canvas.drawRightString(x + widths[k], y, text)
                else:
                    self.canvas.drawString(x, y, text)
        self.y -= LEADING * most + gap

    def rule(self, x0: float = LEFT, x1: float = 540.0) -> None:
        """A rule above the next line."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.y + LEADING * 0.9, x1, self.y + LEADING * 0.9)

    def page(self) -> None:
        """A new page."""
        self.canvas.showPage()
        self.y = TOP

    def read(self, folder: Path) -> Document:
        """What was set, laid out."""
        self.canvas.showPage()
        self.canvas.save()
        path = folder / "set.pdf"
        path.write_bytes(self.out.getvalue())
        return document(read(path))


def texts(fragment: Fragment) -> list[list[str]]:
    rows = [[""] * (len(fragment.columns) - 1) for _ in range(len(fragment.rows) - 1)]
    for cell in fragment.cells:
        rows[cell.row][cell.column] = said(cell)
    return rows


def said(cell: Cell) -> str:
    return cell_text(cell.paragraphs, Hyphenation()).replace("\n", " ")


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
    assert only(spaced.fragments(setter.read(tmp_path), {}, headings())) == [list(HEAD), *map(list, PLAN)]


def test_rows_without_extra_space_are_told_by_their_numbers(tmp_path: Path) -> None:
    setter = Setter()
    setter.row(HEAD, bold=True, gap=0)
    for row in PLAN:
        setter.row(row, gap=0)
    assert only(spaced.fragments(setter.read(tmp_path), {}, headings())) == [list(HEAD), *map(list, PLAN)]


def test_one_rule_under_a_plain_header(tmp_path: Path) -> None:
    setter = Setter()
    setter.row(HEAD[1:], XS[1:], WIDTHS[1:])
    setter.rule(XS[1])
    setter.y -= 6
    for row in PLAN:
        setter.row(row[1:], XS[1:], WIDTHS[1:])
    found = only(spaced.fragments(setter.read(tmp_path), {}, headings()))
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
    assert only(spaced.fragments(setter.read(tmp_path), {}, headings())) == [list(head), *map(list, rows)]


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
    (fragment,) = spaced.fragments(setter.read(tmp_path), {}, headings())
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
    first, second = spaced.fragments(setter.read(tmp_path), {}, headings())
    assert first.columns == second.columns
    assert texts(second)[1] == ["2.3", "Cykelstier", "", "Kulturhuset"]


def test_words_of_other_methods_are_left_alone(tmp_path: Path) -> None:
    setter = Setter()
    setter.row(HEAD, bold=True)
    for row in PLAN:
        setter.row(row)
    laid_out = setter.read(tmp_path)
    taken = frozenset(word.order for word in laid_out.sheets[0].words)
    assert spaced.fragments(laid_out, {1: taken}, headings()) == []
