"""Layouts as typesetters print them: LaTeX, web pages, XSL-FO, slides.

Drawn by hand, each as small as it shows; what stands where was seen in what such programs make of plans.
"""

from __future__ import annotations

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from test_broken_words import word
from test_office_layouts import FIRST, HEADINGS, LONG, SECOND, SIZE, THIRD, XS, Sheet, flat, said

from ingest import extract, read_tables
from ingest.joining.joined import OpenCell, OpenTable
from ingest.layout.pages import document
from ingest.reading import read
from ingest.tables.combined import combined
from ingest.tables.fragment import Cell, Fragment, Paragraph
from ingest.text import Hyphenation, join_lines

GREY, BLUE = 0xE8E8E8, 0xCCCCDD


@pytest.fixture
def sheet(tmp_path):
    return Sheet(tmp_path)


def rows(sheet):
    return said(extract(sheet.save()))


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["tryghed og kriminali-", "tetsforebyggelse"], "tryghed og kriminalitetsforebyggelse"),
        (["et misbrugsbehandlings-", "tilbud"], "et misbrugsbehandlingstilbud"),
        (["Gadeplansmedarbejde-", "re."], "Gadeplansmedarbejdere."),
        (["behandlingsmulighe-", "der og mere"], "behandlingsmuligheder og mere"),
        (["en forældre-", "netværksmodel"], "en forældre-netværksmodel"),
        (["vær opmærk-", "som på"], "vær opmærksom på"),
        (["alle sam-", "men"], "alle sammen"),
        (["vores SSP-", "konsulent"], "vores SSP-konsulent"),
        (["et alkohol-", "misbrug"], "et alkohol-misbrug"),
        (["en evidence-", "based indsats"], "en evidence-based indsats"),
        (["på Facebook-", "gruppen"], "på Facebook-gruppen"),
        (["i Ringkøbing-", "Skjern"], "i Ringkøbing-Skjern"),
    ],
)
def test_a_document_that_hardly_hyphenates_may_do_it_all_the_same(lines, text):
    assert join_lines(lines, hyphenation=Hyphenation(mark="")) == text


def test_hyphens_of_other_languages_stay():
    english = Hyphenation(frozenset({"the", "of", "and"}), mark="")
    assert join_lines(["kriminali-", "tetsforebyggelse"], hyphenation=english) == "kriminali-tetsforebyggelse"


def ruled_rows(sheet, tops, listed, xs=XS):
    """A grid with a rule around every cell."""
    for top, texts in zip(tops, listed, strict=False):
        sheet.row(top + 11, texts, bold=texts is HEADINGS, xs=xs)
    for y in tops:
        sheet.rule(y, xs[0], xs[-1])
    for x in xs:
        sheet.upright(x, tops[0], tops[-1])


def test_headings_that_reach_over_the_next_ones_are_words_of_their_own(sheet):
    width = stringWidth("Aktivitetsnavn", "Helvetica-Bold", SIZE)
    xs = (50.0, 50.0 + width - 2, 270.0, 430.0, 560.0)
    names = ("Aktivitetsnavn", "Formål", "Opgave", "Ansvarlig")
    listed = (names, FIRST, SECOND)
    ruled_rows(sheet, (60.0, 78.0, 110.0, 142.0), listed, xs)
    path = sheet.save()
    assert {"Aktivitetsnavn", "Formål"} <= {word.text for word in read(path).pages[0].words}
    assert said(extract(path))[0] == flat(FIRST)


def test_short_rules_drawn_cell_by_cell_between_whole_ones(sheet):
    tops = (60.0, 78.0, 120.0, 162.0, 204.0)
    group = ("Familier", "At støtte\nhele familier", *FIRST[2:])
    sheet.row(71, HEADINGS, bold=True)
    sheet.row(89, group)
    sheet.row(131, ("", "", *SECOND[2:]))
    sheet.row(173, THIRD)
    for y in tops:
        if y == 120.0:
            sheet.rule(y, XS[2], XS[3])
            sheet.rule(y, XS[3], XS[4])
        else:
            sheet.rule(y)
    assert rows(sheet) == [flat(group), flat((*group[:2], *SECOND[2:])), flat(THIRD)]


def test_a_row_without_a_fill_below_the_last_stripe_is_its_own(sheet):
    sheet.rule(60)
    sheet.row(71, HEADINGS, bold=True)
    sheet.rule(78)
    sheet.fill(78, 110, GREY)
    sheet.row(89, FIRST)
    sheet.row(121, SECOND)
    assert rows(sheet) == [flat(FIRST), flat(SECOND)]


WORD = "kriminalitetsforebyggelse."
TOO_LONG = (
    "Et netværk",
    "Tryghed for\nalle der bor her",
    "Ugentlige møder med\npoliti og skoler",
    f"Netværket for\ntryghed og\n{WORD}\nKommunen",
    "Løbende i\nhele perioden\n\nmed start nu",
)
FIVE = ("Aktivitet", "Formål", "Opgave", "Ansvarlig", "Tidsplan")
XS5 = (50.0, 150.0, 270.0, 400.0, 400.0 + stringWidth(WORD, "Helvetica", SIZE) - 1, 620.0)
SHORT = ("Lektiehjælp", "At følge med\ni timerne", "Frivillige hjælper\nto dage om ugen", "Biblioteket", "2024")


def five(plan):
    return [
        tuple((text or "").replace("\n", " ") for text in (a.title, a.purpose, a.task, a.responsible, a.time_horizon))
        for a in plan.activities
    ]


def flat_five(texts):
    return tuple(" ".join(text.split()) for text in texts)


def test_a_word_too_long_for_its_column_merges_no_cells_between_rules_across(sheet):
    for top, texts in ((60, FIVE), (78, SHORT), (110, TOO_LONG)):
        sheet.row(top + 11, texts, bold=texts is FIVE, xs=XS5)
    for y in (60, 78, 110, 165):
        sheet.rule(y, XS5[0], XS5[-1])
    assert five(extract(sheet.save())) == [flat_five(SHORT), flat_five(TOO_LONG)]


def test_nor_does_it_end_a_row_below_the_last_stripe(sheet):
    for top, texts in ((60, FIVE), (78, SHORT), (110, FIVE), (128, TOO_LONG)):
        if texts is FIVE:
            for k in range(5):
                sheet.fill(top, top + 16, BLUE, XS5[k], XS5[k + 1])
        sheet.row(top + 11, texts, bold=texts is FIVE, xs=XS5)
    assert five(extract(sheet.save())) == [flat_five(SHORT), flat_five(TOO_LONG)]


def test_headings_in_smaller_type_than_the_rows(sheet):
    for k, text in enumerate(HEADINGS):
        sheet.text(XS[k] + 4, 70, text, bold=True, size=7)
    sheet.row(86, LONG[0])
    sheet.row(130, (*LONG[1][:2], LONG[1][2] + "\ntil det mørkner\nom aftenen", LONG[1][3]))
    plan = extract(sheet.save())
    assert said(plan) == [flat(LONG[0]), flat((*LONG[1][:2], LONG[1][2] + "\ntil det mørkner\nom aftenen", LONG[1][3]))]
    assert not plan.prose


def test_a_header_again_on_the_next_page_brings_its_columns_along(sheet):
    """There the spaces of two justified lines look like a gap between two columns."""
    for top, texts in (
        (60, FIVE),
        (78, SHORT),
        (110, (*SHORT[:4], "hele året rundt")),
        (142, (SHORT[0], "At følge med\ni timerne og\nklare sig godt", *SHORT[2:4], "hele perioden")),
    ):
        sheet.row(top + 11, texts, bold=texts is FIVE, xs=XS5)
    for y in (60, 78, 110, 142, 180):
        sheet.rule(y, XS5[0], XS5[-1])
    sheet.turn()
    for top, texts in ((60, FIVE), (78, FIRST), (110, SECOND)):
        sheet.row(top + 11, texts, bold=texts is FIVE, xs=XS5)
        if texts is not FIVE:
            for x, word in ((0, "fra"), (34, "maj")):
                sheet.text(XS5[4] + 4 + x, top + 11, word)
    for y in (60, 78, 110, 142):
        sheet.rule(y, XS5[0], XS5[-1])
    times = [row[4] for row in five(extract(sheet.save()))]
    assert times == ["2024", "hele året rundt", "hele perioden", "fra maj", "fra maj"]


def test_a_lone_word_between_two_gaps_hides_no_column(sheet):
    """In a justified line "i" stands far behind the word before, and near the next column."""
    sheet.row(71, FIVE, bold=True, xs=XS5)
    sheet.row(89, (*TOO_LONG[:3], "medarbejderne\nde to kommuner,", "Nu er den del af\ndet hele"), xs=XS5)
    lone = XS5[4] - 3.5 - stringWidth("i", "Helvetica", SIZE)
    sheet.text(lone, 89, "i")
    sheet.text(lone - 5 - stringWidth("som", "Helvetica", SIZE), 100, "som")
    for y in (60, 78, 110):
        sheet.rule(y, XS5[0], XS5[-1])
    assert [one[3:] for one in five(extract(sheet.save()))] == [
        ("medarbejderne i de to kommuner, som", "Nu er den del af det hele")
    ]


def test_rules_that_the_edge_of_the_page_cuts_off_close_nothing(sheet):
    height = 595.0
    whole = (*FIRST[:2], "Skolerne holder morgenmad\nfor alle årgange og", FIRST[3])
    ruled_rows(sheet, (510.0, 528.0, 560.0), (HEADINGS, SECOND))
    sheet.row(571, whole)
    for x in XS:
        sheet.upright(x, 560, height + 20)
    sheet.rule(height + 20)
    sheet.turn()
    sheet.row(14, ("", "", "deres forældre.", ""))
    for x in XS:
        sheet.upright(x, -15, 25)
    sheet.rule(-15)
    sheet.rule(25)
    ruled_rows(sheet, (25.0, 57.0), (THIRD,))
    path = sheet.save()
    for page, part in zip(read(path).pages, document(read(path)).sheets, strict=True):
        assert all(0 <= y <= page.height for region in part.regions for y in (region.bbox[1], region.bbox[3]))
    assert said(extract(path)) == [
        flat(SECOND),
        flat((*whole[:2], whole[2] + "\nderes forældre.", whole[3])),
        flat(THIRD),
    ]


def test_the_rest_of_a_row_between_two_parts_of_a_table_without_lines(sheet):
    last = (LONG[1][0], LONG[1][1], LONG[1][2] + "\nog ved de store", LONG[1][3])
    sheet.row(440, HEADINGS, bold=True)
    sheet.row(460, LONG[0])
    sheet.row(510, last)
    sheet.turn()
    sheet.row(60, ("", "", "parkeringspladser.", ""))
    sheet.row(100, HEADINGS, bold=True)
    sheet.row(120, LONG[2])
    sheet.row(170, LONG[0])
    plan = extract(sheet.save())
    assert said(plan) == [
        flat(LONG[0]),
        flat((*last[:2], last[2] + "\nparkeringspladser.", last[3])),
        flat(LONG[2]),
        flat(LONG[0]),
    ]


def cell(row, column, order, row_span=1):
    """A cell with one word, or none for 0."""
    text = (Paragraph(((word("ord", 10, 60, 0)._replace(order=order),),)),) if order else ()
    box = (100.0 * column, 20.0 * row, 100.0 * column + 100, 20.0 * (row + row_span))
    return Cell(row, column, row_span, 1, box, text, key=10 * row + column + 1)


def fragment(method, *cells):
    xs, ys = (0.0, 100.0, 200.0, 300.0), (0.0, 20.0, 40.0)
    return Fragment(1, (0.0, 0.0, 300.0, 40.0), method, cells, xs, ys, row_keys=(1, 2), table_key=7)


def test_a_tree_that_never_says_that_a_cell_spans_does_not_part_it():
    """Slides: below a merged cell the tree has an empty one."""
    known = frozenset({1, 2, 3, 4})
    shared = (cell(0, 0, 1), cell(1, 0, 0), cell(0, 1, 2), cell(1, 1, 3))
    lines = fragment("ruled", cell(0, 0, 1, 2), cell(0, 1, 2), cell(1, 1, 3), cell(0, 2, 4, 2))
    (made,) = combined([fragment("tagged", *shared, cell(0, 2, 4), cell(1, 2, 0))], lines, known)
    assert [c.row_span for c in made.cells if c.column == 0] == [2]
    assert not combined([fragment("tagged", *shared, cell(0, 2, 4, 2))], lines, known)


def set_in(folder, name, stem):
    """The word of a page set in a font of that name whose stems are that thick, as its descriptor says."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    canvas = Canvas(str(folder / "set.pdf"))
    canvas.setFont("Vera", 12)
    canvas.drawString(72, 700, "Handleplan")
    canvas.save()
    with pikepdf.open(folder / "set.pdf", allow_overwriting_input=True) as pdf:
        for font in (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontDescriptor" in one):
            font.BaseFont = font.FontDescriptor.FontName = pikepdf.Name(f"/{name}")
            font.FontDescriptor.StemV = stem
        pdf.save()
    return read(folder / "set.pdf").pages[0].words[0]


@pytest.mark.parametrize(
    ("name", "bold"),
    [
        ("ABCDEF+Carlito", False),
        ("Carlito-Bold", True),
        ("NimbusRomNo9L-Medi", True),
        ("ABCDEF+CMBX10", True),
        ("Roboto-Medium", False),
        ("ABCDEF+CIDFont+F1", True),
        ("TT2", True),
        ("T1_0", True),
    ],
)
def test_the_weight_of_a_font_tells_only_where_its_name_does_not(tmp_path, name, bold):
    """Distillers guess it from a few letters."""
    assert set_in(tmp_path, name, 150).bold is bold


def test_a_light_font_without_a_name_is_not_bold(tmp_path):
    assert not set_in(tmp_path, "F1", 60).bold


PROSE = "Kommunen samler her de tal som alle spørger om hvert år"


def test_a_heading_in_the_text_beside_a_table_does_not_cut_it(sheet):
    xs = (50.0, 130.0, 190.0, 250.0)
    sheet.row(70, ("Skole", "Elever", "Klasser", "Klubber"), bold=True, xs=xs)
    for k in range(20):
        sheet.row(86 + 11 * k, (f"Skole {'ABCDEFGHIJKLMNOPQRST'[k]}", f"{310 + 7 * k}", f"{12 + k}", f"{1 + k}"), xs=xs)
        if k not in (7, 8, 9):
            sheet.text(330, 80 + 11 * k, PROSE)
    sheet.text(380, 81 + 11 * 8, "Om tallene", bold=True, size=11)
    (fragment,) = read_tables(sheet.save()).fragments
    assert len(fragment.rows) == 22


@pytest.mark.parametrize(("pages", "ended"), [((1,), {0}), ((1, 2), set())])
def test_a_row_tells_which_of_its_cells_ended_on_its_first_page_only(pages, ended):
    """The base lines of two pages, one upright and one not, say nothing together."""
    heights = ((0, 5), (1, 30))
    cells = [
        OpenCell(
            0,
            k,
            1,
            1,
            [Paragraph(((word("ord", 10, 60, line),),))],
            [(page, (0, 0, 9, 9)) for page in pages],
            None,
            None,
        )
        for k, line in heights
    ]
    assert OpenTable(columns=2, rows=1, cells=cells).ended(0) == ended
