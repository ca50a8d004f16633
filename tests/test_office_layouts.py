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
from test_broken_words import word

from ingest import extract, read_tables
from ingest.headings.matching import headings
from ingest.layout.pages import document
from ingest.reading import read
from ingest.tables.fragment import Cell, Fragment, Paragraph
from ingest.tables.header_above import with_known_header_above
from ingest.tables.white_space.strips import chunks, upright, usual_spaces
from ingest.tables.white_space.text_edges import column_starts
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


def spreadsheet(sheet: Sheet, tops: Sequence[float], rows: Sequence[Texts] = LONG) -> Path:
    """Columns that leave two points between their texts, rows without a line, the first column wide."""
    widths = [
        max(stringWidth(line, "Helvetica", SIZE) for row in LONG for line in row[k].split("\n")) for k in range(4)
    ]
    xs = [50.0, *accumulate((widths[0] + 30, widths[1] + 2, widths[2] + 2), initial=50.0)][1:]
    sheet.row(80, HEADINGS, bold=True, pad=0, xs=xs)
    for top, row in zip(tops, rows, strict=True):
        sheet.row(top, row, pad=0, xs=xs)
    return sheet.save()


def test_columns_that_stand_closer_than_words(sheet):
    plan = extract(spreadsheet(sheet, (100, 145, 190)))
    assert said(plan) == [flat(row) for row in LONG]


def test_a_band_whose_words_happen_to_begin_where_a_column_does(sheet):
    left = 50 + stringWidth("Aktiviteter for de mange ", "Helvetica", SIZE)
    sheet.row(80, HEADINGS, bold=True, pad=0, xs=(50.0, left, 290.0, 420.0))
    for top, row in zip((115, 150, 185), LONG, strict=True):
        sheet.row(top, row, pad=0, xs=(50.0, left, 290.0, 420.0))
    sheet.text(50, 98, "Aktiviteter for de mange ældre borgere")
    page = document(read(sheet.save())).sheets[0]
    page_lines = upright(page.words)
    band = next(line for line in page_lines if line[0].text == "Aktiviteter")
    starts = column_starts(page_lines, usual_spaces(page_lines))
    assert starts
    assert not starts & {word.order for word in band}


def test_a_row_with_few_texts_far_below_the_others(sheet):
    last = ("Naturvejledning", "", "", "Naturskolen")
    spreadsheet(sheet, (100, 145, 190, 330), (*LONG, last))
    assert said(extract(sheet.path)) == [*map(flat, LONG), last]


def test_lines_that_begin_with_the_same_word_are_no_columns(sheet):
    for k in range(8):
        sheet.text(50, 80 + 12 * k, f"Kl. {8 + k}.30 begynder møde nummer {k} i byrådssalen")
    assert read_tables(sheet.save()).tables == ()


def header(sheet: Sheet, top: float) -> float:
    """A filled header; where it ends."""
    sheet.fill(top, top + 16, BLUE)
    sheet.row(top + 11, HEADINGS, bold=True)
    return top + 16


def boxed_row(sheet: Sheet, top: float, row: Texts, height: float = 30.0) -> None:
    """A filled row with upright rules between its cells."""
    sheet.cells(top, top + height, TINT)
    for x in XS:
        sheet.upright(x, top, top + height)
    sheet.row(top + 11, row)


def test_an_empty_cell_in_a_row_without_a_line_of_its_own(sheet):
    top = header(sheet, 80)
    sheet.rule(top)
    boxed_row(sheet, top, FIRST)
    sheet.row(top + 41, (SECOND[0], SECOND[1], "", SECOND[3]))
    boxed_row(sheet, top + 60, THIRD)
    sheet.rule(top + 90)
    for x in (XS[0], XS[-1]):
        sheet.upright(x, top, top + 90)
    assert said(extract(sheet.save()))[1] == flat((SECOND[0], SECOND[1], "", SECOND[3]))


def test_what_a_page_cut_from_one_cell_is_no_band(sheet):
    top = header(sheet, 80)
    sheet.rule(top)
    boxed_row(sheet, top, FIRST)
    boxed_row(sheet, top + 30, (SECOND[0], SECOND[1], SECOND[2] + "\nog ved alle de store", SECOND[3]), height=44)
    sheet.turn()
    top = header(sheet, 80)
    sheet.rule(top)
    sheet.fill(top, top + 20, GREY)
    sheet.row(top + 11, ("", "", "skoler i kommunen", ""))
    boxed_row(sheet, top + 20, THIRD)
    boxed_row(sheet, top + 50, FIRST)
    sheet.rule(top + 80)
    plan = extract(sheet.save())
    assert [a.title for a in plan.activities] == [FIRST[0], SECOND[0], THIRD[0], FIRST[0]]
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
    sheet.cells(128, 160, TINT)
    for row, y in ((FIRST, 109), ((*SECOND[:2], "Kommunen maler nye", SECOND[3]), 139)):
        sheet.row(y, row)
    sheet.rule(80)
    sheet.row(91, HEADINGS)
    sheet.rule(97)
    sheet.turn()
    sheet.row(91, HEADINGS)
    sheet.row(109, ("", "", "cykelstier ved åen og\nsætter lys op langs alle\nskolevejene i byen", ""))
    for k, row in enumerate((THIRD, FIRST, SECOND, THIRD)):
        if not k % 2:
            sheet.cells(140 + 30 * k, 170 + 30 * k, TINT)
        sheet.row(151 + 30 * k, row)
    plan = extract(sheet.save())
    assert [a.title for a in plan.activities] == [row[0] for row in (FIRST, SECOND, THIRD, FIRST, SECOND, THIRD)]
    whole = "Kommunen maler nye cykelstier ved åen og sætter lys op langs alle skolevejene i byen"
    assert plan.activities[1].task == whole


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
    sheet.upright(XS[1], 96, 156)
    sheet.upright(XS[-1], 96, 156)
    sheet.rule(156, XS[1])
    sheet.cells(97, 127, TINT, (1, 2, 3))
    sheet.row(108, ("", "", "", "og de frivillige"))
    sheet.row(138, (SECOND[0], SECOND[1], "", SECOND[3]))
    assert said(extract(sheet.save())) == [
        ("", "", "", "og de frivillige"),
        flat((SECOND[0], SECOND[1], "", SECOND[3])),
    ]


def test_tables_that_adjoin_are_parted_where_nothing_stands(sheet):
    for top, row in ((80, FIRST), (132, SECOND), (184, THIRD)):
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


def two_tables(sheet: Sheet, heading: str, size: float) -> None:
    """Two tables, a heading between; the second has no rule above its header."""
    ruled_table(sheet, 80, FIRST)
    sheet.text(XS[0] + PAD, 145, heading, bold=True, colour=BLUE, size=size)
    sheet.row(159, HEADINGS)
    sheet.rule(165)
    sheet.cells(165, 195, TINT)
    sheet.row(176, SECOND)
    sheet.row(206, THIRD)
    sheet.rule(225)


@pytest.mark.parametrize("heading", ["Trafik", "Trafik, natur og de mange stier langs åen og havnen i hele byen"])
def test_it_may_stand_in_one_row_with_the_header(sheet, heading):
    sheet.text(XS[0], 50, "Plan for trivsel", bold=True, size=16)
    two_tables(sheet, heading, SIZE)
    plan = extract(sheet.save())
    assert said(plan) == [flat(row) for row in (FIRST, SECOND, THIRD)]
    assert [a.section for a in plan.activities] == ["", heading, heading]


def test_what_stands_between_two_tables_is_in_one_of_them(sheet):
    two_tables(sheet, "Trafik", 11.0)
    found = read_tables(sheet.save())
    orders = [word.order for fragment in found.fragments for word in fragment.words]
    assert len(orders) == len(set(orders))
    assert said(extract(sheet.path)) == [flat(row) for row in (FIRST, SECOND, THIRD)]


def test_a_known_header_above_the_rest_of_a_row():
    """No rule shows either; between them stands what has no fill."""
    said_above = (("Aktivitet", 55), ("Opgave", 155)), (("Et åbent", 155),), (("værksted", 155),)
    above = [word(text, x, x + 40, k + 1) for k, line in enumerate(said_above) for text, x in line]
    cells = tuple(
        Cell(0, k, 1, 1, (x, 40, x + 100, 60), (Paragraph(((word(text, x + 5, x + 60, 4),),)),))
        for k, (text, x) in enumerate((("Lektier", 50.0), ("Biblioteket åbner", 150.0)))
    )
    fragment = Fragment(1, (50, 40, 250, 60), "ruled", cells, (50, 150, 250), (40, 60))
    made = with_known_header_above(fragment, above, headings())
    rows = {row: [" ".join(w.text for w in c.words) for c in made.cells if c.row == row] for row in range(3)}
    assert rows == {0: ["Aktivitet", "Opgave"], 1: ["", "Et åbent værksted"], 2: ["Lektier", "Biblioteket åbner"]}


def test_bold_type_has_spaces_of_its_own():
    plain = [word("ord", 50 + 20 * k, 67.5 + 20 * k, 1) for k in range(9)]
    bold = [word("Ord", 50 + 22 * k, 67.5 + 22 * k, 2, bold=True) for k in range(6)]
    spaces = usual_spaces([tuple(plain), tuple(bold)])
    assert (round(spaces.usual, 2), round(spaces.bold, 2)) == (0.25, 0.45)
    assert len(chunks(tuple(bold), spaces)) == 1
    assert usual_spaces([tuple(plain), tuple(bold[:3])]).bold == spaces.usual


def test_bold_type_with_wider_spaces_than_the_text(sheet):
    asked = ("Hvad vil vi", "Hvorfor vil vi det", "Hvordan gør vi det", "Hvem er ansvarlig")
    rows = (FIRST, SECOND, THIRD)
    for page in range(2):
        for x, heading in zip(XS, asked, strict=False):
            line = sheet.canvas.beginText(x, HEIGHT - 80)
            line.setFont("Helvetica-Bold", SIZE)
            line.setWordSpace(1.6)
            line.textOut(heading)
            sheet.canvas.drawText(line)
        for k, row in enumerate(rows):
            sheet.row(100 + 35 * k, row, pad=0)
        if not page:
            sheet.turn()
    found = read_tables(sheet.save())
    assert [(table.header, table.rows) for table in found.tables] == [(asked, 6)]


def test_a_word_that_the_page_breaks_in_a_narrow_column(sheet):
    xs = (50.0, 104.0, 230.0)
    for page, (left, right) in enumerate(
        (("Aktivt\nmedborger", "Begge grupper mødes i\nskoven ved åen og laver"), ("skab", "mad over bål"))
    ):
        top = 500.0 if not page else 80.0
        for x in xs:
            sheet.upright(x, top, top + 46)
        sheet.rule(top, xs[0], xs[-1])
        if not page:
            sheet.row(top + 11, ("Målgruppe", "Opgave"), xs=xs)
            sheet.rule(top + 16, xs[0], xs[-1])
        else:
            sheet.rule(top + 46, xs[0], xs[-1])
        sheet.row(top + (27 if not page else 11), (left, right), xs=xs)
        if not page:
            sheet.turn()
    found = read_tables(sheet.save())
    assert next(found.text(cell.paragraphs) for cell in found.tables[0].cells) == "Aktivt medborgerskab"


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
