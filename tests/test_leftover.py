"""Prose that stands like a table's cells is told of, and prose that only stands near a table is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.audit import audit
from ingest.layout.outline import free_words, outline
from ingest.layout.pages import Document, document
from ingest.reading import read
from ingest.tables.fragment import Cell, Fragment, Line, Paragraph
from ingest.text import Hyphenation
from model.issue import Issue

XS = (60.0, 200.0, 400.0, 540.0)  # where the columns begin, and where the last ends
ROW = 32.0  # points from row to row
TOP = 100.0


def set_rows(folder: Path, count: int, *texts: tuple[float, float, str]) -> Document:
    """Rows of three cells without lines, and texts at (x, base line)."""
    path = folder / "set.pdf"
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    cells = [(x, TOP + ROW * row, f"{name} {row}") for row in range(count) for x, name in zip(XS, "abc", strict=False)]
    for x, y, text in (*cells, *texts):
        canvas.drawString(x, A4[1] - y, text)
    canvas.save()
    return document(read(path))


def table_of(page: Document, rows: int) -> Fragment:
    """The first rows as a fragment."""
    found: list[Cell] = []
    ys = tuple(TOP - 12 + ROW * row for row in range(rows + 1))
    for row in range(rows):
        for column in range(3):
            box = (XS[column] - 4, ys[row], XS[column + 1] - 4, ys[row + 1])
            y = TOP + ROW * row
            line: Line = tuple(w for w in page.words_on(1) if box[0] < w.x0 < box[2] and abs(w.baseline - y) < 1)
            found.append(Cell(row, column, 1, 1, box, (Paragraph((line,)),)))
    edges = tuple(x - 4 for x in XS)
    return Fragment(1, (edges[0], ys[0], edges[-1], ys[-1]), "spaced", tuple(found), edges, ys)


def doubts(page: Document, *tables: Fragment) -> list[Issue]:
    account, issues = audit(page, tables, outline(page, free_words(page, tables), Hyphenation()))
    assert account.lost == 0
    return [one for one in issues if one.code == "prose_in_table"]


def test_rows_below_a_table_that_was_cut_short(tmp_path: Path) -> None:
    page = set_rows(tmp_path, 5)
    [found] = doubts(page, table_of(page, 3))
    assert found.severity == "warning" and found.page == 1
    assert found.message.startswith("8 ord på side 1") and found.message.endswith("b 3 c 3 b 4 c 4")
    assert doubts(page, table_of(page, 5)) == []


def test_prose_within_the_box_of_a_table_without_rules(tmp_path: Path) -> None:
    page = set_rows(tmp_path, 3, (62.0, TOP + 20, "Aftalt i maj"))
    [found] = doubts(page, table_of(page, 3))
    assert found.message.endswith("Aftalt i maj")
    assert (
        doubts(page, replace(table_of(page, 3), method="ruled")) == []
    )  # what stands between rules is told of as lost


@pytest.mark.parametrize(
    ("x", "down", "text"),
    [
        (XS[0], 40, "Kilde: Skolen"),  # at the table's side
        (XS[1], 40, "Et afsnit, som begynder ved en kolonne, men løber ud over den og ind i den næste"),
        (XS[1] + 20, 40, "Midt i en kolonne"),
        (XS[1], 90, "Langt under tabellen"),
        (XS[2] + 150, -60, "Ved siden af"),
    ],
)
def test_prose_near_a_table_is_prose(tmp_path: Path, x: float, down: float, text: str) -> None:
    page = set_rows(tmp_path, 3, (x, TOP + 2 * ROW + down, text))
    assert doubts(page, table_of(page, 3)) == []


def test_prose_between_two_tables_is_told_of_once(tmp_path: Path) -> None:
    page = set_rows(tmp_path, 3)
    above = table_of(page, 1)
    rows = tuple(cell for cell in table_of(page, 3).cells if cell.row == 2)
    box = (above.bbox[0], above.bbox[1] + 2 * ROW, above.bbox[2], above.bbox[3] + 2 * ROW)
    below = replace(above, bbox=box, cells=rows)
    [found] = doubts(page, above, below)
    assert found.message.endswith("b 1 c 1")
