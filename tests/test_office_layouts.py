"""Layouts as office programs print them: spreadsheets without lines, and the table styles of word processors.

Drawn by hand, each as small as it shows; what stands where was seen in what LibreOffice makes of such files.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ingest import extract, read_tables
from model.plan import Plan

XS = (50.0, 150.0, 270.0, 430.0, 560.0)  # left sides of four columns, and the right side of the last
SIZE, LEADING, PAD = 9.0, 11.0, 4.0
HEADINGS = ("Aktivitet", "Formål", "Opgave", "Ansvarlig")
BLUE, GREY, TINT = 0x4F81BD, 0xC0C0C0, 0xDDE8F2
HEIGHT = landscape(A4)[1]

Texts = Sequence[str]


LONG = (
    (
        "Motion på recept",
        "At flere ældre rører sig og\nmøder hinanden i naturen\nog i de mange foreninger",
        "Center for sundhed tilbyder\nhold i svømning og gang\nsammen med foreningerne",
        "Sundhedscentret",
    ),
    (
        "Ryddelige stier",
        "At stierne ved åen er sikre\nogså om vinteren, så alle\nkan komme rundt til fods",
        "Driften rydder grene og sne\nog sætter lamper op langs\nde mest brugte stier",
        "Driftsafdelingen",
    ),
    (
        "Lektiehjælp",
        "At børn uden hjælp hjemme\nfølger med i timerne og\nkommer trygt til prøverne",
        "Biblioteket åbner to dage om\nugen med frivillige lærere\nog lånte computere",
        "Biblioteket",
    ),
)


class Sheet:
    """A page that counts from the top, as our reading does."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "plan.pdf"
        self.canvas = Canvas(str(self.path), pagesize=landscape(A4), invariant=1)

    def text(self, x: float, y: float, text: str, *, bold: bool = False, colour: int = 0, size: float = SIZE) -> None:
        """A text, a line at each line break; ``y`` is the first base line."""
        for k, line in enumerate(text.split("\n")):
            self.canvas.setFillColor(f"#{colour:06x}")
            self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
            self.canvas.drawString(x, HEIGHT - y - k * LEADING, line)

    def row(self, y: float, texts: Texts, *, bold: bool = False, pad: float = PAD, xs: Sequence[float] = XS) -> None:
        """Texts of a row whose first line stands at ``y``."""
        for x, text in zip(xs, texts, strict=False):
            self.text(x + pad, y, text, bold=bold)

    def fill(self, top: float, bottom: float, colour: int, x0: float = XS[0], x1: float = XS[-1]) -> None:
        """A filled rectangle."""
        self.canvas.setFillColor(f"#{colour:06x}")
        self.canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top, stroke=0, fill=1)

    def cells(self, top: float, bottom: float, colour: int, columns: Sequence[int] = (0, 1, 2, 3)) -> None:
        """A row filled cell by cell."""
        for k in columns:
            self.fill(top, bottom, colour, XS[k], XS[k + 1])

    def rule(self, y: float, x0: float = XS[0], x1: float = XS[-1]) -> None:
        """A rule across."""
        self.canvas.setLineWidth(1)
        self.canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)

    def upright(self, x: float, top: float, bottom: float) -> None:
        """A rule downwards."""
        self.canvas.setLineWidth(1)
        self.canvas.line(x, HEIGHT - top, x, HEIGHT - bottom)

    def turn(self) -> None:
        """Begin another page."""
        self.canvas.showPage()

    def save(self) -> Path:
        """The PDF."""
        self.canvas.save()
        return self.path


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path)


def said(plan: Plan) -> list[tuple[str, ...]]:
    """The rows of a plan, a line break as a space."""
    rows = []
    for a in plan.activities:
        texts = (a.title, a.purpose, a.task, a.responsible)
        rows.append(tuple((text or "").replace("\n", " ") for text in texts))
    return rows


def flat(texts: Texts) -> tuple[str, ...]:
    return tuple(text.replace("\n", " ") for text in texts)


FIRST = (
    "Fælles måltider",
    "At styrke fællesskabet\ni alle klasser hvert år",
    "Skolerne holder morgenmad\nfor alle årgange",
    "Skolelederen",
)
SECOND = (
    "Tryg skolevej",
    "At flere børn cykler\nsikkert til skolen",
    "Kommunen maler nye\ncykelstier ved åen",
    "Vejafdelingen",
)
THIRD = (
    "Åbent værksted",
    "At unge mødes på tværs\naf klubber og skoler",
    "Værkstedet holder åbent\ntre aftener om ugen",
    "Ungdomsskolen",
)


def spreadsheet(sheet: Sheet, tops: Sequence[float]) -> Path:
    """Columns that leave two points between their texts, rows without a line, the first column wide."""
    widths = [
        max(stringWidth(line, "Helvetica", SIZE) for row in LONG for line in row[k].split("\n")) for k in range(4)
    ]
    xs = [50.0, *accumulate((widths[0] + 30, widths[1] + 2, widths[2] + 2), initial=50.0)][1:]
    sheet.row(80, HEADINGS, bold=True, pad=0, xs=xs)
    for top, row in zip(tops, LONG, strict=True):
        sheet.row(top, row, pad=0, xs=xs)
    return sheet.save()


def test_columns_that_stand_closer_than_words(sheet):
    plan = extract(spreadsheet(sheet, (100, 145, 190)))
    assert said(plan) == [flat(row) for row in LONG]


def test_rows_far_apart(sheet):
    plan = extract(spreadsheet(sheet, (100, 200, 330)))
    assert said(plan) == [flat(row) for row in LONG]


def test_lines_that_begin_with_the_same_word_are_no_columns(sheet):
    for k in range(8):
        sheet.text(50, 80 + 12 * k, f"Kl. {8 + k}.30 begynder møde nummer {k} i byrådssalen")
    assert read_tables(sheet.save()).tables == ()


def header(sheet: Sheet, top: float) -> float:
    """A filled header; where it ends."""
    sheet.fill(top, top + 16, BLUE)
    sheet.row(top + 11, HEADINGS, bold=True)
    return top + 16


def test_an_empty_cell_in_a_row_without_a_line_of_its_own(sheet):
    top = header(sheet, 80)
    sheet.cells(top, top + 30, TINT)
    sheet.row(top + 11, FIRST)
    sheet.row(top + 41, (SECOND[0], SECOND[1], "", SECOND[3]))
    sheet.cells(top + 60, top + 90, TINT)
    sheet.row(top + 71, THIRD)
    assert said(extract(sheet.save()))[1] == flat((SECOND[0], SECOND[1], "", SECOND[3]))


def test_what_a_page_cut_from_one_cell_is_no_band(sheet):
    top = header(sheet, 80)
    sheet.cells(top, top + 30, TINT)
    sheet.row(top + 11, FIRST)
    sheet.row(top + 41, (SECOND[0], SECOND[1], SECOND[2] + "\nog ved alle de store", SECOND[3]))
    sheet.rule(top + 75)
    sheet.turn()
    top = header(sheet, 80)
    sheet.row(top + 11, ("", "", "skoler i kommunen", ""))
    sheet.cells(top + 20, top + 50, TINT)
    sheet.row(top + 31, THIRD)
    plan = extract(sheet.save())
    assert [a.title for a in plan.activities] == [FIRST[0], SECOND[0], THIRD[0]]
    assert plan.activities[1].task == "Kommunen maler nye cykelstier ved åen og ved alle de store skoler i kommunen"


def test_a_header_without_a_fill_above_stripes(sheet):
    sheet.rule(80)
    sheet.row(91, HEADINGS)
    sheet.cells(98, 128, TINT)
    sheet.row(109, FIRST)
    sheet.row(139, SECOND)
    sheet.cells(158, 188, TINT)
    sheet.row(169, THIRD)
    assert said(extract(sheet.save())) == [flat(row) for row in (FIRST, SECOND, THIRD)]


def test_the_rest_of_a_row_between_header_and_stripes(sheet):
    for row, y in ((FIRST, 109), ((*SECOND[:2], "Kommunen maler nye", SECOND[3]), 139)):
        sheet.row(y, row)
    sheet.cells(98, 128, TINT)
    sheet.rule(80)
    sheet.row(91, HEADINGS)
    sheet.rule(97)
    sheet.rule(162)
    sheet.turn()
    sheet.rule(80)
    sheet.row(91, HEADINGS)
    sheet.rule(97)
    sheet.row(109, ("", "", "cykelstier ved åen", ""))
    sheet.cells(118, 148, TINT)
    sheet.row(129, THIRD)
    plan = extract(sheet.save())
    assert said(plan) == [flat(row) for row in (FIRST, SECOND, THIRD)]


def test_a_filled_row_beside_cells_that_span_it(sheet):
    top = header(sheet, 80)
    sheet.fill(top, top + 90, GREY, XS[0], XS[1])
    sheet.row(top + 11, FIRST)
    sheet.cells(top + 30, top + 60, TINT, (2, 3))
    sheet.row(top + 41, ("", "", SECOND[2], SECOND[3]))
    sheet.row(top + 71, ("", "", THIRD[2], THIRD[3]))
    sheet.cells(top + 90, top + 120, TINT, (0, 1, 2, 3))
    sheet.row(top + 101, SECOND)
    plan = extract(sheet.save())
    assert [a.task for a in plan.activities] == [flat(row)[2] for row in (FIRST, SECOND, THIRD, SECOND)]
    assert [a.title for a in plan.activities] == [*[FIRST[0]] * 3, SECOND[0]]


def test_a_stripe_cell_by_cell_between_upright_rules(sheet):
    sheet.rule(96)
    sheet.row(91, HEADINGS)
    sheet.upright(XS[1], 96, 186)
    sheet.upright(XS[-1], 96, 186)
    sheet.rule(186)
    sheet.cells(97, 127, TINT, (1, 2, 3))
    sheet.row(108, FIRST)
    sheet.row(138, SECOND)
    sheet.cells(157, 186, TINT, (1, 2, 3))
    sheet.row(168, THIRD)
    assert said(extract(sheet.save())) == [flat(row) for row in (FIRST, SECOND, THIRD)]


def test_tables_that_adjoin_are_parted_where_nothing_stands(sheet):
    for top, row in ((80, FIRST), (140, SECOND), (200, THIRD)):
        below = header(sheet, top)
        sheet.canvas.setStrokeColor("#ffffff")
        sheet.rule(below)
        sheet.cells(below, below + 30, TINT)
        sheet.row(below + 11, row)
    assert said(extract(sheet.save())) == [flat(row) for row in (FIRST, SECOND, THIRD)]


def ruled_table(sheet: Sheet, top: float, row: Texts, headings: Texts = HEADINGS) -> None:
    sheet.rule(top)
    sheet.row(top + 11, headings)
    sheet.rule(top + 17)
    sheet.cells(top + 17, top + 47, TINT)
    sheet.row(top + 28, row)
    sheet.rule(top + 47)


def test_it_is_the_section_of_all_that_follows(sheet):
    sheet.text(XS[0], 50, "Plan for trivsel", bold=True, size=16)
    other = ("Aktivitet", "Formål", "Opgave", "Forankring")
    ruled_table(sheet, 80, FIRST)
    sheet.text(XS[0] + PAD, 147, "Trafik og natur", bold=True, colour=BLUE)
    ruled_table(sheet, 155, SECOND, other)
    ruled_table(sheet, 220, THIRD)
    plan = extract(sheet.save())
    assert said(plan) == [flat(row) for row in (FIRST, SECOND, THIRD)]
    assert [a.section for a in plan.activities] == ["", "Trafik og natur", "Trafik og natur"]


@pytest.mark.parametrize("heading", ["Trafik", "Trafik, natur og de mange stier langs åen og havnen i hele byen"])
def test_it_may_stand_in_one_row_with_the_header(sheet, heading):
    sheet.text(XS[0], 50, "Plan for trivsel", bold=True, size=16)
    ruled_table(sheet, 80, FIRST)
    sheet.text(XS[0] + PAD, 145, heading, bold=True, colour=BLUE)
    sheet.row(159, HEADINGS)
    sheet.rule(165)
    sheet.cells(165, 195, TINT)
    sheet.row(176, SECOND)
    sheet.row(206, THIRD)
    sheet.rule(225)
    plan = extract(sheet.save())
    assert said(plan) == [flat(row) for row in (FIRST, SECOND, THIRD)]
    assert [a.section for a in plan.activities] == ["", heading, heading]


def test_a_rule_that_stops_at_cells_that_span_rows_though_others_begin_below(sheet):
    """LibreOffice leaves out the lower side of a cell that spans rows."""
    for y, x0 in ((80, XS[0]), (96, XS[0]), (126, XS[2]), (156, XS[2]), (186, XS[0])):
        sheet.rule(y, x0)
    for x in XS:
        sheet.upright(x, 80, 186)
    sheet.row(91, HEADINGS)
    sheet.row(107, FIRST)
    sheet.row(137, ("", "", SECOND[2], SECOND[3]))
    sheet.row(167, THIRD)
    plan = extract(sheet.save())
    assert [a.title for a in plan.activities] == [FIRST[0], FIRST[0], THIRD[0]]
    assert [a.purpose for a in plan.activities] == [flat(FIRST)[1]] * 2 + [flat(THIRD)[1]]
