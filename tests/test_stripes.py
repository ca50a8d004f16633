"""Tables whose only lines are stripes: a fill behind every second row; set by WeasyPrint."""

import pytest
from weasyprint import HTML

from ingest import read_tables

PAGE = """<html lang="da"><head><title>Plan</title><style>@page{{size:A4;margin:2cm}} body{{font-size:10pt}}
table{{border-collapse:collapse;width:100%}}td,th{{vertical-align:{align};text-align:left;padding:4px 6px;width:33%}}
th{{background:#246;color:#fff}}tr:nth-child(even) td{{background:#e8edf3}}</style></head>
<body><h1>Plan for trivsel</h1><p>Her er vores plan for de kommende år.</p>{above}<table><thead><tr><th>Tema</th>
<th>Målgruppe</th><th>Handling</th></tr></thead><tbody>{body}</tbody></table><p>Planen følges op hvert år.</p></body>"""
TASK = "Vi afholder møde nummer {} med borgerne, naboerne og de frivillige og samler op på det bagefter."
SHORT = "Møde nummer {} i byen"
GROUPS = (("Fælles måltider", 2), ("Tryg vej til skole og fritid", 2), ("Natur og leg", 3), ("Sang", 3))


def rows_of(path):
    read = read_tables(path)
    (table,) = read.tables
    return [(c.row, c.row_span, c.column, read.text(c.paragraphs)) for c in table.cells if c.column != 2]


def set_groups(path, task, *, groups=GROUPS, align="top", above=""):
    body, at, truth = [], 0, []
    for name, rows in groups:
        cells = [name, "Alle borgere"]
        truth += [(at, rows, column, text) for column, text in enumerate(cells)]
        spanning = "".join(f"<td rowspan={rows}>{text}</td>" for text in cells)
        body += [f"<tr>{'' if k else spanning}<td>{task.format(at + k)}</td></tr>" for k in range(rows)]
        at += rows
    HTML(string=PAGE.format(body="".join(body), align=align, above=above)).write_pdf(path)
    return truth


@pytest.mark.parametrize("task", [TASK, SHORT], ids=["long", "short"])
def test_cells_that_span_rows_on_top_of_each_other_begin_where_their_text_does(tmp_path, task):
    path = tmp_path / "plan.pdf"
    truth = set_groups(path, task)
    assert rows_of(path) == truth


def test_a_cell_that_spans_rows_and_holds_paragraphs_stays_one(tmp_path):
    path = tmp_path / "plan.pdf"
    groups = (("Fælles<p>måltider<p>i byen", 4), ("Sang", 2))
    set_groups(path, TASK, groups=groups)
    assert [cell[:3] for cell in rows_of(path)] == [(0, 4, 0), (0, 4, 1), (4, 2, 0), (4, 2, 1)]


def test_a_text_in_the_middle_of_the_rows_that_it_spans_begins_none(tmp_path):
    path = tmp_path / "plan.pdf"
    truth = set_groups(path, SHORT, groups=(("Sang", 1), ("Naboskab", 3)), align="middle")
    assert rows_of(path) == truth
