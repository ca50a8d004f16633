"""Tables whose cells have rules at their sides and none above or below, set by WeasyPrint."""

import pytest
from weasyprint import HTML

from ingest import read_tables

PAGE = """<html lang="da"><head><title>Plan</title><style>@page{{size:A4;margin:2cm}}
table{{border-collapse:collapse;width:100%}}td,th{{vertical-align:top;text-align:left;padding:4px 6px}}{rules}</style>
</head><body><h1>Plan for trivsel</h1><p>Her er vores plan for de kommende år.</p>
<table><thead>{head}</thead><tbody>{body}</tbody></table><p>Planen følges op hvert år.</p></body></html>"""
HEADINGS = ("Aktivitet", "Handling", "Ansvarlig", "Tidsplan")
TASK = "Skolerne afholder fælles morgenmad og samler erfaringer fra de første {} hold i kommunen og i byen."
AT_ALL_SIDES = "td,th{border-left:1px solid;border-right:1px solid}"
RULES = {
    "at all sides": AT_ALL_SIDES,
    "between columns": "td+td,th+th{border-left:1px solid}",
    "and one below the header": AT_ALL_SIDES + "th{border-bottom:1px solid}",
    "and stripes": AT_ALL_SIDES + "tr:nth-child(even) td{background:#eee}",
}


def row(cells, tag="td"):
    return "<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in cells) + "</tr>"


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("columns", [3, 4])
@pytest.mark.parametrize("times", [1, 3], ids=["short rows", "rows that the page cuts"])
def test_rows_show_where_the_pieces_of_upright_rules_abut(tmp_path, rules, columns, times):
    rows = [
        (
            f"Opgave {n} for alle borgere i byen",
            TASK.format(n) * (1 + n % times),
            ("Skolen", "Ældrerådet")[n % 2],
            "2026",
        )
        for n in range(30)
    ]
    rows = [cells[:columns] for cells in rows]
    path = tmp_path / "plan.pdf"
    page = PAGE.format(rules=RULES[rules], head=row(HEADINGS[:columns], "th"), body="".join(map(row, rows)))
    HTML(string=page).write_pdf(path)
    read = read_tables(path)
    (table,) = read.tables
    assert table.header == HEADINGS[:columns]
    found = [
        tuple("".join(read.text(c.paragraphs).split()) for c in table.cells if c.row == at) for at in range(table.rows)
    ]
    assert found == [tuple("".join(text.split()) for text in cells) for cells in rows]


def test_the_fill_of_a_first_cell_is_no_row_of_its_own(tmp_path):
    """Its side ends where all rules do: it stands in for the row's, which the other columns have as well."""
    rows = [(f"Opgave {n} for alle borgere i byen", TASK.format(n), "Skolen", "2026") for n in range(3)]
    rules = RULES["at all sides"] + "td:first-child{background:#9c6}"
    page = PAGE.format(rules=rules, head=row(HEADINGS, "th"), body="".join(map(row, rows)))
    HTML(string=page).write_pdf(tmp_path / "plan.pdf")
    (table,) = read_tables(tmp_path / "plan.pdf").tables
    assert (table.header, table.rows) == (HEADINGS, len(rows))
    assert all(cell.row_span == 1 for cell in table.cells)
