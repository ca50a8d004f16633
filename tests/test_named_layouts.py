"""Layouts that once came out wrong, or that the generator sets seldom, each set as small as it shows."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from typeset.comparing import activity_differences, table_differences
from typeset.plan import Beside, Cell, Column, Columns, Heading, PlanDocument, Prose, Style, Table
from typeset.producers import PRODUCERS

from ingest import read_tables
from ingest.layout.lines import lines
from ingest.layout.pages import document
from ingest.reading import read
from ingest.reading.page import Word
from ingest.tables.choosing import _is_finer
from ingest.tables.white_space.candidates import _without_heads
from ingest.tables.white_space.strips import Chunk, Strip

FIELDS = {
    "Nr.": ("number", 0.4),
    "Aktivitet": ("title", 1.5),
    "Handling": ("task", 3.0),
    "Formål": ("purpose", 3.0),
    "Ansvarlig": ("responsible", 1.2),
    "Tidsplan": ("time_horizon", 1.0),
    "Status": ("status", 1.0),
    "Drift": (None, 1.0),
    "Anlæg": (None, 1.0),
}
TASK = "Skolerne afholder fælles morgenmad og samler erfaringer fra de første hold."
LONG_TASK = " ".join(f"Vi afholder møde nummer {n} med borgerne, naboerne og de frivillige." for n in range(90))
ROWS = (("Fælles måltider", TASK, "Skoleledelsen"), ("Tryg skolevej", TASK, "Ældrerådet"))
HEADINGS = ("Aktivitet", "Handling", "Ansvarlig")
BAND = Cell(("Unge i uddannelse for de frivillige ved åen og i skolerne hvert år",), column_span=3, bold=True)


def cell(text, **spans):
    return text if isinstance(text, Cell) or text is None else Cell((text,) if text else (), **spans)


def table(headings, rows, **settings):
    columns = tuple(Column(text, *FIELDS[text]) for text in headings)
    header = (tuple(Cell((text,)) for text in headings),)
    body = tuple(tuple(cell(text) for text in row) for row in rows)
    return Table(columns, **{"header": header, "rows": body, **settings})


def plan(*blocks, **style):
    return PlanDocument("Plan for trivsel", blocks, Style(**{"header_fill": 0xD9D9D9, **style}))


def wrong(folder, document, producer="reportlab", *, activities=False):
    made = PRODUCERS[producer].set(document)
    path = folder / "plan.pdf"
    path.write_bytes(made.content)
    found = table_differences(path, made.document)
    return found or (activity_differences(path, made.document) if activities else [])


def span(text, rows):
    return Cell((text,), row_span=rows)


def set_word(text, x, y, *, bold=False, order=0):
    return Word(text, x, y - 8, x + 30, y + 2, y, 8.0, bold, False, -1, False, False, 0, order, 0)


# --- what must come out right --------------------------------------------------------------------------------------


def test_a_table_cut_by_hand_goes_on_without_header_and_with_other_widths(tmp_path):
    cut = table(HEADINGS, (*ROWS, *ROWS), cut_before=2, second_shares=(1.6, 2.9, 1.2))
    assert wrong(tmp_path, plan(cut), activities=True) == []


def test_an_orphan_last_row_belongs_to_its_table(tmp_path):
    assert wrong(tmp_path, plan(table(HEADINGS, (*ROWS, *ROWS), cut_before=3))) == []


def test_a_header_alone_at_a_page_end_is_the_header(tmp_path):
    assert wrong(tmp_path, plan(table(HEADINGS, ROWS, header_alone=True)), activities=True) == []


def test_a_header_alone_at_a_page_end_and_not_repeated(tmp_path):
    assert wrong(tmp_path, plan(table(HEADINGS, ROWS, header_alone=True, repeats=False)), activities=True) == []


def test_a_row_over_three_pages_is_one_row(tmp_path):
    rows = (ROWS[0], ("Motion på recept", LONG_TASK + " " + LONG_TASK, "Frivilligcenteret"), ROWS[1])
    assert wrong(tmp_path, plan(table(HEADINGS, rows))) == []


def test_a_header_of_two_rows(tmp_path):
    headings = ("Aktivitet", "Handling", "Drift", "Anlæg")
    upper = (Cell(("Aktivitet",), row_span=2), Cell(("Handling",), row_span=2), Cell(("Økonomi",), column_span=2), None)
    rows = (("Fælles måltider", TASK, "12.000 kr.", ""), ("Tryg skolevej", TASK, "", "40.000 kr."))
    header = (upper, (None, None, Cell(("Drift",)), Cell(("Anlæg",))))
    assert wrong(tmp_path, plan(table(headings, rows, header=header)), activities=True) == []


def test_bands_and_unmerged_group_names_are_sections(tmp_path):
    band = (Cell(("Børn",), column_span=3, bold=True), None, None)
    group = (Cell(("Voksne",), bold=True), Cell(), Cell())
    assert wrong(tmp_path, plan(table(HEADINGS, (band, *ROWS, group, *ROWS))), activities=True) == []


def test_a_header_that_changes_in_mid_table_begins_another(tmp_path):
    other = table(("Aktivitet", "Formål", "Ansvarlig"), ROWS, attached=True)
    assert wrong(tmp_path, plan(table(HEADINGS, ROWS), other), activities=True) == []


def test_a_table_in_one_column_of_a_page_with_prose_beside_it(tmp_path):
    beside = Columns(
        (Prose(TASK * 6), table(("Aktivitet", "Ansvarlig"), [(a, c) for a, _, c in ROWS]), Prose(TASK * 6))
    )
    assert wrong(tmp_path, plan(beside, landscape=True)) == []


@pytest.mark.parametrize("turn", ["upright", "rotated", "sideways"])
@pytest.mark.parametrize("cropped", [False, True])
def test_turned_and_cropped_pages(tmp_path, turn, cropped):
    cut = table(HEADINGS, (*ROWS, *ROWS), cut_before=2)
    assert wrong(tmp_path, plan(cut, turn=turn, cropped=cropped, landscape=True), activities=True) == []


def test_a_sparse_table_keeps_its_empty_cells_and_rows(tmp_path):
    rows = (("Fælles måltider", "", ""), ("", "", ""), ("Tryg skolevej", "", "Skolen"), ("Leg", TASK, ""))
    assert wrong(tmp_path, plan(table(HEADINGS, rows))) == []


@pytest.mark.parametrize("hyphen", ["plain", "soft", "typographic"])
def test_suspended_hyphens_stay(tmp_path, hyphen):
    text = "Vi ser på dokumentations- og kvali\u00adtets\u00adsystemer, børne- og ungeråd og SSP-konsulenten."
    rows = [("Fælles måltider", text, "Skolen")] * 4
    assert wrong(tmp_path, plan(table(HEADINGS, rows), hyphen=hyphen, font="DejaVu Sans")) == []


def test_paragraphs_that_begin_together_in_two_columns_begin_no_row(tmp_path):
    long = Cell((TASK, TASK))
    rows = (("Fælles måltider", long, long, "Skoleledelsen"), *((*ROWS[1][:1], TASK, TASK, "Ældrerådet"),) * 2)
    assert wrong(tmp_path, plan(table(("Aktivitet", "Handling", "Formål", "Ansvarlig"), rows), rules="none")) == []


# --- what came out wrong -------------------------------------------------------------------------------------------


def test_the_second_half_of_a_hyphenated_word_is_no_word_that_leads_on(tmp_path):
    rows = [("Trygge lokalområ\u00adder", TASK, "Skolen"), ("Aktive ældre", TASK, "Ældrerådet")]
    narrow = table(HEADINGS, rows * 2, cut_before=1)
    narrow = replace(narrow, columns=(Column("Aktivitet", "title", 0.0), *narrow.columns[1:]))
    assert wrong(tmp_path, plan(narrow, hyphen="plain")) == []


def test_an_upright_heading_is_no_furniture(tmp_path):
    header = ((Cell(("Aktivitet",)), Cell(("Handling",)), Cell(("Tidsplan",), upright=True)),)
    rows = [(a, t, "2026") for a, t, _ in ROWS] * 12
    assert (
        wrong(tmp_path, plan(table(("Aktivitet", "Handling", "Tidsplan"), rows, header=header), landscape=True)) == []
    )


def test_an_upright_running_head_beside_a_table_does_not_end_it(tmp_path):
    cut, long = table(HEADINGS, ROWS * 3, cut_before=3), table(HEADINGS, ROWS * 9)
    assert wrong(tmp_path, plan(cut, Prose(TASK), long, side_furniture=True)) == []


def test_a_page_with_upright_rules_only_is_a_part_of_the_table(tmp_path):
    tall = Cell((" ".join([TASK] * 20),))
    rows = [(f"Opgave {n}", tall, "Skolen") for n in "ABCD"]
    document = plan(table(HEADINGS, rows, repeats=False), open_breaks="all", cuts_rows=False, landscape=True)
    assert wrong(tmp_path, document) == []


def test_rows_with_a_start_of_their_own_stay_apart_where_no_page_end_is_closed(tmp_path):
    rows = [("Motion", "Gåture", "Skolen"), ("Åbent hus", "Madklub", "Ældrerådet")] * 3
    assert wrong(tmp_path, plan(table(HEADINGS, rows, cut_before=3), open_breaks="all")) == []


def test_a_table_that_ends_before_another_begins_does_not_tell_what_cuts_look_like(tmp_path):
    cut = table(HEADINGS, (*ROWS, ("Leg", "", "Skolen"), *ROWS), cut_before=2)
    document = plan(table(HEADINGS, ROWS), Prose(LONG_TASK[:4500] + "."), cut, open_breaks="all")
    assert wrong(tmp_path, document) == []


def test_cells_that_span_rows_stay_apart_where_no_page_end_is_closed(tmp_path):
    rows = [
        ("Motion", TASK, span("Skolen", 2)),
        ("Åbent hus", TASK, None),
        ("Madklub", TASK, span("Ældrerådet", 2)),
        ("Gåture", TASK, None),
    ]
    assert wrong(tmp_path, plan(table(HEADINGS, rows, cut_before=2), open_breaks="all")) == []


def test_a_first_cell_that_spans_a_page_end_does_not_join_its_rows(tmp_path):
    rows = [(span("Fælles måltider", 2), TASK, "Skolen"), (None, TASK, "Ældrerådet"), ("Leg", TASK, "Skolen")]
    assert wrong(tmp_path, plan(table(HEADINGS, rows, cut_before=1))) == []


def test_tables_side_by_side_stand_from_left_to_right(tmp_path):
    left = table(("Aktivitet", "Tidsplan"), [("Motion", "2026"), ("Leg", "2027")])
    right = table(("Aktivitet", "Status"), [("Gåture", "I gang"), ("Madklub", "Færdig")])
    assert wrong(tmp_path, plan(Beside((left, right)), rules="inset-fills", size=9.5)) == []


def test_prose_larger_than_the_text_of_the_tables_is_no_heading(tmp_path):
    document = plan(Heading("Trivsel"), Prose(LONG_TASK[:300] + "."), table(HEADINGS, ROWS * 9), size=8.0)
    assert wrong(tmp_path, document, activities=True) == []


@pytest.mark.slow
def test_two_tables_of_a_tree_within_one_grid_keep_its_columns(tmp_path):
    other = table(("Aktivitet", "Formål", "Ansvarlig"), ROWS * 14, attached=True)
    document = plan(table(HEADINGS, ROWS), other, font="DejaVu Sans")
    assert wrong(tmp_path, document, "weasyprint-tagged") == []


@pytest.mark.parametrize("rules", ["strokes", "white-on-colour"])
@pytest.mark.parametrize("last", [("Leg", Cell((TASK * 3,), column_span=2), None), (BAND, None, None)])
def test_a_merged_cell_alone_on_a_page_between_rules_drawn_cell_by_cell(tmp_path, rules, last):
    cut = table(HEADINGS, (*ROWS, last), cut_before=2)
    assert wrong(tmp_path, plan(cut, rules=rules, whole_lines=False)) == []


@pytest.mark.parametrize(
    "halves",
    [[("Fælles måltider", "", "Skolen"), ("", TASK, "")], [("", "", "Skolen"), ("Fælles måltider", TASK, "")]],
)
def test_a_row_whose_cells_stand_whole_on_either_side_of_a_page_end_is_one_row(tmp_path, halves):
    path = tmp_path / "plan.pdf"
    cut = plan(table(HEADINGS, (*ROWS, *halves, *ROWS), cut_before=3))
    path.write_bytes(PRODUCERS["reportlab"].set(cut).content)
    whole = plan(table(HEADINGS, (*ROWS, ("Fælles måltider", TASK, "Skolen"), *ROWS)))
    assert table_differences(path, whole) == []


SENTENCES = ("Skolerne samler erfaringer.", "Klubben er med fra start.")
PIECES = {
    "only later sentences below": (
        [("Leg", "Skolen", SENTENCES[0], "Ro", SENTENCES[0]), ("", "", SENTENCES[1], "", SENTENCES[1])]
    ),
    "one sentence above": ([("", "", "", "", SENTENCES[0]), ("Leg", "Skolen", "", "Ro", SENTENCES[1])]),
    "the first cell below": ([("", "Skolen", "Ro", "Haver og", SENTENCES[0]), ("Leg", "", "", "stier", SENTENCES[1])]),
    "the first cell in both": ([("Leg og", "Skolen", "Ro", "", "Haver."), ("spil", "Klubben", "", "", "Stier.")]),
}


@pytest.mark.parametrize("pieces", PIECES)
def test_pieces_of_a_row_none_of_which_is_whole_are_one_row(tmp_path, pieces):
    headings = ("Aktivitet", "Ansvarlig", "Handling", "Formål", "Status")
    whole = ("Motion", "Skolen", TASK, TASK, "I gang")
    cut = table(headings, (*[whole] * 5, *PIECES[pieces], whole), cut_before=6)
    (tmp_path / "plan.pdf").write_bytes(PRODUCERS["reportlab"].set(plan(cut)).content)
    (read,) = read_tables(tmp_path / "plan.pdf").tables
    assert read.rows == 7


def test_a_cell_that_spans_rows_may_have_its_text_on_the_second_page_only(tmp_path):
    rows = [
        (span("", 2), TASK, "Skolen"),
        (None, TASK, "Skolen"),
        (span("Motion", 2), TASK, "Skolen"),
        (None, TASK, "Skolen"),
    ]
    whole = [(span("Motion", 4), *rows[0][1:]), *((None, *row[1:]) for row in rows[1:])]
    path = tmp_path / "plan.pdf"
    cut = plan(table(HEADINGS, (*ROWS, *rows), cut_before=4))
    path.write_bytes(PRODUCERS["reportlab"].set(cut).content)
    assert table_differences(path, plan(table(HEADINGS, (*ROWS, *whole)))) == []


def test_prose_between_one_table_and_another_parts_them(tmp_path):
    first, second = table(HEADINGS, ROWS), table(HEADINGS, ROWS, header=())
    assert wrong(tmp_path, plan(first, Prose(TASK), second)) == []


@pytest.mark.parametrize("kind", ["horizontal", "horizontal-zebra"])
def test_a_table_with_rules_across_only(tmp_path, kind):
    assert wrong(tmp_path, plan(table(HEADINGS, ROWS * 3), rules=kind), activities=True) == []


def test_a_table_without_any_rules(tmp_path):
    assert wrong(tmp_path, plan(table(HEADINGS, ROWS * 3), rules="none", header_fill=None), activities=True) == []


def test_rules_across_that_stop_at_a_cell_that_spans_rows(tmp_path):
    rows = [
        ("Motion", TASK, span("Skolen", 3)),
        ("Leg", TASK, None),
        ("Madklub", TASK, None),
        ("Gåture", TASK, "Skolen"),
    ]
    assert wrong(tmp_path, plan(table(HEADINGS, rows * 2), rules="horizontal")) == []


def test_the_first_stripe_of_a_table_without_header_is_no_header(tmp_path):
    rows = (("Motion", TASK, "Skolen"), *ROWS * 2)
    zebra = plan(table(HEADINGS, rows, header=(), cut_before=1), rules="horizontal-zebra")
    assert wrong(tmp_path, zebra) == []


def test_a_band_between_rules_across_is_one_cell_wherever_its_words_part(tmp_path):
    band = (replace(BAND, bold=False), None, None)
    narrow = [(a, t, c) for a, t, c in ROWS]
    found = []
    for shift in range(12):
        shares = table(HEADINGS, (band, *narrow, band, *narrow))
        columns = (replace(shares.columns[0], share=1.0 + 0.1 * shift), *shares.columns[1:])
        found += wrong(tmp_path, plan(replace(shares, columns=columns), rules="horizontal"))
    assert found == []


def test_rows_between_rules_across_whose_cells_stand_in_the_middle(tmp_path):
    rows = [("Motion", TASK, "Skolen"), ("Leg", TASK * 2, "Ældrerådet"), ("Madklub ved åen", "Kort", "Skolen")] * 3
    centred = plan(table(HEADINGS, rows, header=()), rules="horizontal", middle=True)
    assert wrong(tmp_path, centred) == []


def test_tables_of_one_width_with_rules_across_are_parted_by_the_prose_between(tmp_path):
    other = table(("Aktivitet", "Ansvarlig"), [("Gåture", "Skolen"), ("Leg", "Ældrerådet"), ("Åbent hus", "Skolen")])
    assert wrong(tmp_path, plan(table(HEADINGS, ROWS * 2), Prose(TASK), other, rules="horizontal")) == []


def test_one_row_between_two_rules_on_the_next_page_has_the_columns_of_the_page_before(tmp_path):
    other = table(("Aktivitet", "Ansvarlig"), [("Gåture", "Skolen"), ("Leg", "Ældrerådet")])
    first = table(HEADINGS, (*ROWS, *ROWS), cut_before=3)
    assert wrong(tmp_path, plan(first, Prose(TASK), other, rules="horizontal-zebra")) == []


def test_a_sparse_page_between_rules_across_has_the_columns_of_the_page_before(tmp_path):
    rows = [*ROWS, ("Kor", "", ""), ("Leg", TASK, ""), ("Gåture", "", ""), ("Madklub", "", "")]
    assert wrong(tmp_path, plan(table(HEADINGS, rows, cut_before=2), rules="horizontal")) == []


def test_a_last_column_that_is_mostly_empty_is_one_between_rules_across(tmp_path):
    rows = [*[(title, TASK, "") for title in ("Kor", "Leg", "Motion", "Madklub", "Gåture", "Åbent hus", "Samtaler")]]
    assert (
        wrong(tmp_path, plan(table(HEADINGS, [*rows, ("Kaffe", TASK, "Skolen")]), rules="horizontal", header_fill=None))
        == []
    )


def test_tables_side_by_side_with_rules_across_only(tmp_path):
    left = table(("Aktivitet", "Ansvarlig"), [("Gåture", "Skolen"), ("Leg", "Ældrerådet")])
    right = table(("Aktivitet", "Status"), [("Madklub", "I gang"), ("Åbent hus", "Færdig"), ("Kor", "I gang")])
    assert wrong(tmp_path, plan(Beside((left, right)), table(HEADINGS, ROWS), rules="horizontal")) == []


def test_a_last_row_that_no_rule_closes_may_have_paragraphs_and_close_neighbours(tmp_path):
    listed = Cell(("Kolonihaver", "Sundhedssamtaler", "Legepladser"), bullets=True)
    rows = [*ROWS, ("Leg", listed, "Skolen"), ("Motion", TASK, "Skolen"), ("Kor", TASK, "Skolen")]
    document = plan(table(HEADINGS, rows, cut_before=3), rules="horizontal", open_breaks="all")
    assert wrong(tmp_path, document) == []


def test_a_header_that_no_rule_stands_above_is_repeated_and_no_running_head(tmp_path):
    open_above = plan(table(HEADINGS, ROWS * 20), rules="horizontal", open_breaks="all", header_fill=None)
    assert wrong(tmp_path, open_above) == []


@pytest.mark.parametrize("headings", [("Aktivitet", "Handling"), HEADINGS])
def test_known_headings_in_plain_type_head_a_table_without_lines(tmp_path, headings):
    rows = [row[: len(headings)] for row in ROWS] * 12
    bare = plan(table(headings, rows), rules="none", header_fill=None, bold_header=False)
    assert wrong(tmp_path, bare) == []


def test_the_fills_of_a_header_and_a_band_are_no_table_of_their_own(tmp_path):
    rows = [(BAND, None, None), *ROWS, (BAND, None, None), *ROWS]
    assert wrong(tmp_path, plan(table(HEADINGS, rows), rules="none")) == []


def test_a_band_may_be_followed_by_a_first_column_alone_at_the_end_of_a_page(tmp_path):
    rows = [(BAND, None, None), *ROWS, (BAND, None, None), ("Madklub", "", "")]
    assert wrong(tmp_path, plan(table(HEADINGS, rows), rules="none")) == []


def test_a_table_of_boxes_ends_where_the_next_one_begins(tmp_path):
    rows = [("Gåture", "Skolen"), ("Leg", "Ældrerådet"), ("Kor", "Skolen")]
    first, other = table(("Aktivitet", "Handling"), rows), table(("Aktivitet", "Ansvarlig"), rows, attached=True)
    assert wrong(tmp_path, plan(first, other, rules="boxes"), "weasyprint") == []


def test_one_rule_under_a_filled_header_does_not_part_it_from_a_body_without_lines(tmp_path):
    document = plan(table(HEADINGS, ROWS * 3), rules="none", header_rule=True)
    assert wrong(tmp_path, document) == []


def test_tables_side_by_side_without_lines(tmp_path):
    left = table(("Aktivitet", "Ansvarlig"), [("Gåture", "Skolen"), ("Leg", "Ældrerådet"), ("Kor", "Skolen")])
    task = " ".join([TASK] * 2)
    right = table(("Aktivitet", "Handling"), [("Madklub", task), ("Åbent hus", task), ("Kor", task)])
    assert wrong(tmp_path, plan(Beside((left, right)), rules="none", header_fill=None)) == []


def test_a_column_of_kinds_sorts_the_rows_of_groups_where_nothing_else_parts_them(tmp_path):
    """Set with ReportLab's canvas: one distance between all lines, as in a table whose cells have no padding."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    path = tmp_path / "plan.pdf"
    drawn = canvas.Canvas(str(path), pagesize=(595, 842))
    drawn.setFont("Helvetica", 9)
    y = 780
    heads = ("Aktivitet", "Forebyggelsesområde", "Handling")
    lines = [heads]
    for title in ("Madklub", "Gåture", "Leg", "Kor"):
        for n, kind in enumerate(("Primær", "Sekundær", "Tertiær")):
            lines += [
                (title if n == 0 else "", kind, "Skolerne samler erfaringer fra"),
                ("", "", "de første hold i byen."),
            ]
    for line in lines:
        for x, text in zip((60, 180, 320), line, strict=True):
            drawn.drawString(x, y, text)
        y -= 12
    drawn.save()
    (found,) = read_tables(path).tables
    assert found.rows == 12


@pytest.mark.slow
def test_the_rest_of_a_cut_row_alone_on_a_page_keeps_the_columns_of_the_rules(tmp_path):
    found = []
    for more in range(70, 90, 4):
        rows = [("Motion", " ".join([TASK] * more), "Skolen")]
        document = plan(table(HEADINGS, rows, repeats=False), hyphen="typographic", font="DejaVu Sans")
        found += wrong(tmp_path, document, "weasyprint-tagged")
    assert found == []


@pytest.mark.slow
@pytest.mark.parametrize("rules", ["boxes", "white-on-colour"])
def test_the_fill_of_a_cell_that_spans_rows_over_a_page_end_may_stop_short(tmp_path, rules):
    group = [("Leg", TASK * 3, span("Ældrerådet", 4)), *[("Leg", TASK * 3, None)] * 3]
    assert wrong(tmp_path, plan(table(HEADINGS, group * 6), rules=rules), "weasyprint") == []


@pytest.mark.slow
def test_a_part_after_one_that_lacks_a_column_has_the_columns_of_the_table(tmp_path):
    group = [("Motion", TASK * 30, span("Skolen", 6)), *[(name, TASK * 30, None) for name in ("Leg", "Madklub") * 2]]
    group.append(("Gåture", TASK * 30, None))
    document = plan(table(HEADINGS, group * 2, repeats=False), rules="white-on-colour")
    assert wrong(tmp_path, document, "weasyprint") == []


@pytest.mark.slow
@pytest.mark.parametrize("paragraphs", [2, 4, 6])
def test_a_group_whose_name_the_tree_has_on_the_second_page_only_joins_no_rows(tmp_path, paragraphs):
    group = [(span("Motion for alle", 2), TASK, "Skolen"), (None, Cell((TASK,) * paragraphs), "Ældrerådet")]
    document = plan(table(HEADINGS, (ROWS[0], ROWS[1], *group * 12)), font="DejaVu Sans", cuts_rows=False)
    assert wrong(tmp_path, document, "typst") == []


@pytest.mark.slow
@pytest.mark.parametrize("before", [0, 1, 2, 3])
def test_an_empty_box_on_top_of_a_page_is_the_rest_of_each_cell_above_it(tmp_path, before):
    group = [(span("Leg", 4), span("Ældrerådet", 4), TASK * 4), *[(None, None, TASK * 4)] * 3]
    rows = [*[("Sang", "Skolen", TASK * 4)] * before, *group * 4]
    document = plan(table(("Aktivitet", "Ansvarlig", "Handling"), rows), rules="white-on-colour")
    assert wrong(tmp_path, document, "weasyprint") == []


@pytest.mark.parametrize(("left", "right"), [((1, 2, 1), (4, 1, 1)), ((3, 1, 2), (2, 3, 1)), ((1, 1, 1, 1), (2, 3, 1))])
def test_the_rest_of_two_tall_cells_under_their_headings_is_no_prose(tmp_path, left, right):
    handling = Cell(tuple(f"{TASK} " * n + "Det sker." for n in left))
    purpose = Cell(tuple(f"{TASK} " * n + "Det følges op hos os." for n in right))
    rows = [("Motion", TASK, TASK * 2, "Skolen", "2026")] * 5
    rows += [("Leg", handling, purpose, "Rådet", "2027"), ("Sund mad", TASK, TASK, "Skolen", "2026")]
    headings = ("Aktivitet", "Handling", "Formål", "Ansvarlig", "Tidsplan")
    assert wrong(tmp_path, plan(table(headings, rows), rules="none", header_fill=None)) == []


@pytest.mark.slow
def test_tagged_parts_without_rules_go_on_though_a_column_is_empty(tmp_path):
    rows = [(f"Forløb {n} for unge", TASK * 3, "Skolen" if n < 5 else "") for n in range(40)]
    document = plan(table(HEADINGS, rows, repeats=False), rules="none", font="DejaVu Sans", header_fill=None)
    assert wrong(tmp_path, document, "weasyprint-tagged") == []


@pytest.mark.slow
@pytest.mark.parametrize("repeats", [True, False])
def test_a_tagged_cell_that_spans_rows_reaches_into_the_next_part(tmp_path, repeats):
    group = [(span("Fælles måltider", 3), TASK * 4, "Skolen"), (None, TASK * 4, "Rådet"), (None, TASK * 4, "Huset")]
    document = plan(table(HEADINGS, group * 9, repeats=repeats), rules="none", font="DejaVu Sans", header_fill=None)
    assert wrong(tmp_path, document, "weasyprint-tagged", activities=True) == []


WIDE = ("Aktivitet", "Handling", "Formål", "Ansvarlig", "Tidsplan")


CENTRED = {"rules": "none", "middle": True, "header_fill": None, "font": "DejaVu Sans"}


def centred(rows, **settings):
    return plan(table(WIDE, rows, **settings), **CENTRED)


def test_a_header_set_in_the_middle_of_its_row_is_no_running_head(tmp_path):
    tall = [" ".join([f"Trin {n}: {TASK}"] * (n % 3 + 5)) for n in range(9)]
    rows = [(f"Forløb {n} for alle", text, f"Mål {n} er nået.", "SFO", "2026") for n, text in enumerate(tall)]
    said = ("Aktivitet", "Handling i de næste år i hele byen og i skolerne", *WIDE[2:])
    parts = table(WIDE, rows, header=(tuple(Cell((text,)) for text in said),))
    path = tmp_path / "plan.pdf"
    path.write_bytes(PRODUCERS["reportlab"].set(plan(Prose(LONG_TASK[:600] + "."), parts, **CENTRED)).content)
    sheets = document(read(path)).sheets
    assert len(sheets) > 3
    assert all(not sheet.furniture for sheet in sheets)


def test_a_word_alone_on_its_line_at_the_foot_of_two_pages_is_no_furniture(tmp_path):
    rows = [
        ("Motion i hverdagen for alle", TASK * (n % 3 + 1), TASK * (2 * n % 5 + 1), "SFO", "2026") for n in range(15)
    ]
    assert wrong(tmp_path, centred(rows)) == []


def test_base_lines_a_little_apart_from_column_to_column_are_no_one_line():
    step = 3.0  # points, as paragraphs and cells set in their middle move the lines of a column
    words = [set_word(f"{k}", 60.0 + 90 * k, 100 + step * k, order=k) for k in range(5)]
    assert [[w.text for w in line] for line in lines(words)] == [["0", "1"], ["2", "3"], ["4"]]


@pytest.mark.parametrize("rules", ["horizontal", "none"])
def test_a_page_that_holds_a_part_of_one_row_goes_on_in_the_columns_before(tmp_path, rules):
    tall = " ".join(f"Trin {n}: vi afholder møde nummer {n} med borgerne og de frivillige." for n in range(150))
    goal = " ".join(f"Mål {n}: vi samler erfaringer fra møde nummer {n} i skolerne." for n in range(150))
    rows = [("1.1", TASK, TASK, "Skolen"), ("1.2", tall, goal, "Rådet"), ("1.3", TASK, TASK, "Skolen")]
    parts = table(("Nr.", "Handling", "Formål", "Ansvarlig"), rows, repeats=False)
    assert wrong(tmp_path, plan(parts, rules=rules, open_breaks="all", header_fill=None)) == []


def test_a_head_far_above_its_rows_below_another_table_heads_them(tmp_path):
    tables = []
    for number, shares in enumerate([(1.5, 1, 2, 1, 3), (3, 3, 3, 1.5, 1)]):
        one = table(WIDE, [(f"Forløb {number} for alle", f"{TASK} {TASK}", TASK, "Skolen", "2026")])
        columns = tuple(replace(column, share=share) for column, share in zip(one.columns, shares, strict=True))
        tables.append(replace(one, columns=columns))
    assert wrong(tmp_path, plan(*tables, rules="none", header_fill=None, size=10.0, landscape=True)) == []


def test_the_head_of_rows_below_the_rest_of_another_row_stays_theirs():
    def strip(y, *texts, bold=False):
        words = [set_word(text, 60 + 150 * k, y, bold=bold) for k, text in enumerate(texts)]
        return Strip(tuple(Chunk((word,)) for word in words))

    rest = [strip(100 + 12 * k, "borgerne", "skolerne") for k in range(3)]
    head = strip(160, "Aktivitet", "Formål", "Status", bold=True)
    body = [strip(196 + 12 * k, "motion", "trivsel", "plan") for k in range(4)]
    assert _without_heads([*rest, head, *body], [(0, 3), (4, 7)]) == [(3, 7)]


def test_white_space_replaces_a_ruled_row_only_with_as_many_columns():
    row = SimpleNamespace(rows=(0, 20), columns=(0, 100, 200, 300))
    assert _is_finer(SimpleNamespace(rows=(0, 10, 20), columns=(0, 100, 200, 300)), row)
    assert not _is_finer(SimpleNamespace(rows=(0, 10, 20), columns=(0, 100, 200)), row)
