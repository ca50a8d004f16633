"""Layouts of plans, one a test, set by WeasyPrint untagged and tagged: what each row becomes."""

import pikepdf
import pytest
from weasyprint import HTML

from ingest import extract, read_tables

STYLE = """<style>@page{size:A4 landscape;margin:15mm;@bottom-center{content:"Side " counter(page)}}
body{font:9pt sans-serif}table{border-collapse:collapse;width:100%;margin:6pt 0}
td,th{border:.6pt solid #222;padding:3pt;vertical-align:top;text-align:left}p{margin:0 0 4pt}</style>"""
LONG = "Flere afdelinger arbejder sammen om at støtte borgerne i hverdagen, og indsatsen følges hvert år. "
HEAD = "<tr><th>Nr.</th><th>Aktivitet</th><th>Formål</th><th>Ansvarlig</th><th>Tidsplan</th></tr>"


def row(number, purpose=LONG):
    return (
        f"<tr><td>{number}</td><td>Aktivitet {number}</td><td>{purpose}</td>"
        "<td>Center for Børn</td><td>2019-2021</td></tr>"
    )


@pytest.fixture(params=[None, "pdf/ua-1"], ids=["untagged", "tagged"])
def read(request, tmp_path):
    def typeset_and_extract(body):
        path = tmp_path / "plan.pdf"
        page = f'<html lang="da"><head><title>Plan</title>{STYLE}</head><body>'
        HTML(string=f"{page}<h1>Handleplan for Varde Kommune</h1>{body}").write_pdf(path, pdf_variant=request.param)
        plan = extract(path)
        assert plan.audit.lost == 0
        return plan

    return typeset_and_extract


def titles(plan):
    return [(activity.section, activity.title) for activity in plan.activities]


def test_a_band_row_names_the_section_of_the_rows_below(read):
    band = '<tr><td colspan="5">{}</td></tr>'.format
    plan = read(f"<table>{HEAD}{band('Børn')}{row(1)}{row(2)}{band('Voksne')}{row(3)}</table>")
    assert titles(plan) == [("Børn", "Aktivitet 1"), ("Børn", "Aktivitet 2"), ("Voksne", "Aktivitet 3")]


def test_a_group_row_that_is_not_merged_names_the_section_too(read):
    group = "<tr><td><b>{}</b></td><td></td><td></td></tr>".format
    plain = "<tr><td>{}</td><td>Flere i bevægelse</td><td>Center A</td></tr>".format
    rows = f"{group('Børn')}{plain('Løbeklub')}{plain('Madskole')}{group('Voksne')}{plain('Frokosthold')}"
    plan = read(f"<table><tr><th>Aktivitet</th><th>Formål</th><th>Ansvarlig</th></tr>{rows}</table>")
    assert titles(plan) == [("Børn", "Løbeklub"), ("Børn", "Madskole"), ("Voksne", "Frokosthold")]


def test_a_bold_title_in_every_row_is_no_group(read):
    plain = "<tr><td><b>{}</b></td><td>{}</td><td>{}</td></tr>".format
    rows = f"{plain('Løbeklub', 'Flere i bevægelse', 'Center A')}{plain('Madskole', '', '')}"
    plan = read(f"<table><tr><th>Aktivitet</th><th>Formål</th><th>Ansvarlig</th></tr>{rows}</table>")
    assert titles(plan) == [("", "Løbeklub"), ("", "Madskole")]


def test_a_header_of_two_rows_gives_both_texts(read):
    head = (
        '<tr><th rowspan="2">Indsats</th><th rowspan="2">Formål</th><th colspan="2">Økonomi</th></tr>'
        "<tr><th>Drift</th><th>Anlæg</th></tr>"
    )
    body = "<tr><td>Cykelsti</td><td>Flere cykler</td><td>10.000 kr.</td><td>2 mio. kr.</td></tr>"
    (activity,) = read(f"<table>{head}{body}</table>").activities
    assert (activity.title, activity.budget) == ("Cykelsti", "10.000 kr.")
    assert activity.extra == {"Økonomi – Anlæg": "2 mio. kr."}


def test_tables_side_by_side_are_two(read):
    table = (
        '<table style="width:48%"><tr><th>Aktivitet</th><th>Formål</th><th>Ansvarlig</th></tr>'
        "<tr><td>{0} en</td><td>Formål</td><td>Center</td></tr><tr><td>{0} to</td><td>Formål</td><td>Center</td></tr>"
        "</table>"
    ).format
    plan = read(f'<div style="display:flex;gap:20pt">{table("Venstre")}{table("Højre")}</div>')
    assert sorted(a.title for a in plan.activities) == ["Højre en", "Højre to", "Venstre en", "Venstre to"]


def test_prose_on_the_same_base_lines_is_no_part_of_the_table(read):
    prose = f'<div style="width:32%">{f"<p>{LONG * 4}</p>" * 3}</div>'
    rows = "".join(f"<tr><td>Hold {k}</td><td>{LONG}</td><td>Center B</td></tr>" for k in range(4))
    table = f'<table style="width:34%"><tr><th>Aktivitet</th><th>Formål</th><th>Ansvarlig</th></tr>{rows}</table>'
    plan = read(f'<div style="display:flex;gap:18pt">{prose}{table}{prose}</div>')
    assert [a.title for a in plan.activities] == ["Hold 0", "Hold 1", "Hold 2", "Hold 3"]
    assert {a.purpose for a in plan.activities} == {LONG.strip()}


def test_headings_may_change_in_mid_table(read):
    other = "<tr><th>Nr.</th><th>Aktivitet</th><th>Målsætning</th><th>Forankring</th><th>Deadline</th></tr>"
    plan = read(f"<table>{HEAD}{row(1)}{other}{row(2)}</table>")
    assert [(a.purpose is None, a.goal is None) for a in plan.activities] == [(False, True), (True, False)]


def test_a_part_cut_by_hand_without_header_and_with_other_widths_goes_on(read):
    first = f"<table>{HEAD}{''.join(row(k) for k in range(1, 8))}</table>"
    second = f'<table style="width:98.5%">{"".join(row(k) for k in range(8, 12))}</table>'
    plan = read(f'{first}<div style="break-before:page"></div>{second}')
    assert [a.number for a in plan.activities] == [str(k) for k in range(1, 12)]


def test_frames_signatures_forms_and_letterheads_are_no_plan(read):
    plan = read(
        f'<div style="border:1pt solid #000;padding:6pt"><p>{LONG * 6}</p></div>'
        f'<div style="background:#eef;padding:5pt"><p>{LONG * 3}</p></div><p>Se <u>{LONG}</u></p>'
        '<table><tr><td style="height:40pt">Dato og underskrift</td><td>Dato og underskrift</td></tr></table>'
        "<table><tr><td>Navn:</td><td></td></tr><tr><td>Adresse:</td><td></td></tr></table>"
        "<table><tr><th>Punkt</th><th>Beslutning</th></tr><tr><td>1. Dagsorden</td><td>Godkendt</td></tr></table>"
    )
    assert plan.activities == ()
    assert plan.plan_form == "prose"


SHEET = [
    ("Formål:", "At flere unge kommer i gang med en uddannelse."),
    ("Målgruppe:", "Unge mellem 15 og 24 år"),
    ("Aktiviteter:", "Vejledning i udskolingen"),
    ("Ansvarlig:", "Center for Unge"),
    ("Tidsplan:", "2019-2021"),
]


def sheet(*first):
    rows = "".join(f"<tr><th>{heading}</th><td>{text}</td></tr>" for heading, text in (*first, *SHEET))
    return f"<table>{rows}</table>"


def test_a_sheet_with_its_title_among_the_headings_is_one_activity(read):
    plan = read("".join(f"<h2>Unge</h2>{sheet(('Indsats:', name))}" for name in ("Brobygning", "Mentorer")))
    assert plan.plan_form == "sheets"
    assert titles(plan) == [("Unge", "Brobygning"), ("Unge", "Mentorer")]
    assert {a.target_group for a in plan.activities} == {"Unge mellem 15 og 24 år"}
    assert {a.provenance["purpose"].method for a in plan.activities} == {"sheets"}


def test_a_sheet_takes_its_title_from_the_heading_above(read):
    plan = read(f"<h2>Unge</h2><h3>Indsats 1: Brobygning</h3>{sheet()}<h3>Indsats 2: Mentorer</h3>{sheet()}")
    assert titles(plan) == [("Unge", "Indsats 1: Brobygning"), ("Unge", "Indsats 2: Mentorer")]


def test_a_sheet_takes_its_title_from_the_row_across_its_top(read):
    top = '<tr><td colspan="4">{}</td></tr>'.format
    pairs = (
        "<tr><th>Formål</th><td>Flere i bevægelse</td><th>Målgruppe</th><td>Borgere over 65 år</td></tr>"
        "<tr><th>Ansvarlig</th><td>Sundhedscentret</td><th>Tidsplan</th><td>2020-2022</td></tr>"
    )
    plan = read("".join(f"<table>{top(name)}{pairs}</table>" for name in ("Gåhold", "Svømmehold")))
    assert [a.title for a in plan.activities] == ["Gåhold", "Svømmehold"]
    assert {a.responsible for a in plan.activities} == {"Sundhedscentret"}


def test_rows_cut_by_a_page_are_whole(read):
    plan = read(f"<table><thead>{HEAD}</thead>{''.join(row(k, LONG * 9) for k in range(1, 14))}</table>")
    assert [a.purpose for a in plan.activities] == [(LONG * 9).strip()] * 13
    assert any(len(a.provenance["purpose"].places) > 1 for a in plan.activities)


def test_a_spanned_cell_counts_for_each_of_its_rows_over_a_page_break(read):
    span = f'<td rowspan="12">Fokus på fællesskab</td><td>{LONG}</td><td>Center A</td>'
    rows = "".join(f"<tr>{span if k % 12 == 0 else f'<td>{LONG * 2}</td><td>Center {k}</td>'}</tr>" for k in range(24))
    head = "<thead><tr><th>Fokuspunkt</th><th>Konkrete indsatser</th><th>Ansvarlig</th></tr></thead>"
    plan = read(f"<table>{head}{rows}</table>")
    assert len(plan.activities) == 24
    assert {a.title for a in plan.activities} == {"Fokus på fællesskab"}
    assert len({a.group_id for a in plan.activities}) == 2


def test_a_caption_that_the_page_cuts_from_its_header_is_the_caption(read):
    band = '<tr style="break-after:page"><td colspan="5">Børn og unge</td></tr>'
    plan = read(f"<table>{band}{HEAD}{row('5.1')}{row('5.2')}</table>")
    assert titles(plan) == [("Børn og unge", "Aktivitet 5.1"), ("Børn og unge", "Aktivitet 5.2")]


def test_rows_without_text_before_the_header_are_no_hindrance(read):
    empty = "<tr><td></td><td></td><td></td><td></td><td></td></tr>"
    plan = read(f"<table>{empty}{empty}{HEAD}{row(1)}{empty}{row(2)}</table>")
    assert titles(plan) == [("", "Aktivitet 1"), ("", "Aktivitet 2")]


@pytest.mark.parametrize(("attribute", "value"), [("/ColSpan", 100_000), ("/RowSpan", 1_000_000)])
def test_a_span_that_the_tree_exaggerates_makes_no_columns_or_rows(tmp_path, attribute, value):
    band = '<tr><td colspan="5">Børn</td></tr>'
    path = tmp_path / "plan.pdf"
    page = f'<html lang="da"><head><title>Plan</title>{STYLE}</head><body><table>{HEAD}{band}{row(1)}{row(2)}'
    HTML(string=page).write_pdf(path, pdf_variant="pdf/ua-1")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        (cell,) = (found for found in pdf.objects if _is_band(found))
        cell.A = pikepdf.Dictionary({"/O": pikepdf.Name.Table, "/ColSpan": 5, attribute: value})
        pdf.save(path)
    (table,) = read_tables(path).tables
    assert table.columns == 5
    if attribute == "/ColSpan":
        assert titles(extract(path)) == [("Børn", "Aktivitet 1"), ("Børn", "Aktivitet 2")]


def _is_band(found):
    return (
        isinstance(found, pikepdf.Dictionary)
        and found.get("/S") == "/TD"
        and "/A" in found
        and "/ColSpan" in str(found.A)
    )
