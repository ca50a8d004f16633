"""pdfplumber's and camelot's tables come as our fragments: their cells, our words, our coordinates."""

import sys

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from ingest.layout.pages import document
from ingest.reading import read
from ingest.tables.ruled import fragments
from ingest.tables.second import fragments_in, second_fragments
from ingest.tables.second.boxes import grid_of
from ingest.text import cell_text, observe

ENGINES = ("pdfplumber", "camelot")
XS = (60, 180, 320, 500)
YS = (100, 130, 190, 260)
TEXTS = {
    (0, 0): "Aktivitet",
    (0, 1): "Formål",
    (0, 2): "Ansvarlig",
    (1, 0): "Kor",
    (1, 1): "Sang for alle",
    (2, 1): "Ture i skoven",
    (2, 2): "Bo",
}
MERGED = {(1, 0): (2, 1), (1, 1): (1, 2)}  # the cell's (row span, column span)


@pytest.fixture
def merged_pdf(tmp_path):
    """A ruled table with a cell over two rows and one over two columns."""
    path = tmp_path / "merged.pdf"
    sheet = canvas.Canvas(str(path), pagesize=A4, invariant=True)
    sheet.setFont("Helvetica", 10)
    height = A4[1]
    for (row, column), said in TEXTS.items():
        sheet.drawString(XS[column] + 4, height - YS[row] - 14, said)
    for row in range(3):
        for column in range(3):
            if not covered(row, column):
                down, right = MERGED.get((row, column), (1, 1))
                x, y = XS[column], height - YS[row + down]
                sheet.rect(x, y, XS[column + right] - x, height - YS[row] - y)
    sheet.save()
    return path


def covered(row, column):
    return any(
        r <= row < r + down and c <= column < c + right and (r, c) != (row, column)
        for (r, c), (down, right) in MERGED.items()
    )


def cells_of(fragment):
    hyphenation = observe(())
    return {(c.row, c.column, c.row_span, c.column_span): cell_text(c.paragraphs, hyphenation) for c in fragment.cells}


@pytest.mark.parametrize("engine", ENGINES)
def test_merged_cells_are_one_cell_with_its_spans(merged_pdf, engine):
    (fragment,) = second_fragments(merged_pdf, document(read(merged_pdf)), engine)
    assert fragment.method == engine
    assert cells_of(fragment) == {
        (0, 0, 1, 1): "Aktivitet",
        (0, 1, 1, 1): "Formål",
        (0, 2, 1, 1): "Ansvarlig",
        (1, 0, 2, 1): "Kor",
        (1, 1, 1, 2): "Sang for alle",
        (2, 1, 1, 1): "Ture i skoven",
        (2, 2, 1, 1): "Bo",
    }


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_rotation_and_page_boxes_are_undone(merged_pdf, tmp_path, engine, rotation):
    turned = tmp_path / "turned.pdf"
    with pikepdf.open(merged_pdf) as pdf:
        page = pdf.pages[0]
        page.MediaBox = [-20, 10, 610, 870]
        page.CropBox = [30, 400, 560, 830]
        page.rotate(rotation, relative=False)
        pdf.save(turned)
    laid_out = document(read(turned))
    (ours,) = fragments(laid_out.sheets[0], laid_out.sheets[0].regions)
    (theirs,) = second_fragments(turned, laid_out, engine)
    assert theirs.bbox == pytest.approx(ours.bbox, abs=1.5)
    assert cells_of(theirs) == cells_of(ours)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_inherited_media_box_counts(merged_pdf, tmp_path, engine):
    inherited = tmp_path / "inherited.pdf"
    with pikepdf.open(merged_pdf) as pdf:
        pdf.Root.Pages.MediaBox = [-50, -50, *pdf.pages[0].MediaBox[2:]]
        del pdf.pages[0].MediaBox
        pdf.save(inherited)
    laid_out = document(read(inherited))
    (ours,) = fragments(laid_out.sheets[0], laid_out.sheets[0].regions)
    (theirs,) = second_fragments(inherited, laid_out, engine)
    assert theirs.bbox == pytest.approx(ours.bbox, abs=1.5)
    assert cells_of(theirs) == cells_of(ours)


@pytest.fixture
def spaced_pdf(tmp_path):
    """Three rows of three texts without a line, and prose below."""
    path = tmp_path / "spaced.pdf"
    sheet = canvas.Canvas(str(path), pagesize=A4, invariant=True)
    sheet.setFont("Helvetica", 10)
    for row, texts in enumerate((("Navn", "Antal", "Sted"), ("Kor", "12", "Skolen"), ("Løb", "30", "Skoven"))):
        for column, said in enumerate(texts):
            sheet.drawString(60 + 150 * column, 700 - 20 * row, said)
    sheet.drawString(60, 500, "Planen gælder for alle i kommunen.")
    sheet.save()
    return path


def test_a_place_without_lines_is_read_as_one_table(spaced_pdf):
    path = spaced_pdf
    laid_out = document(read(path))
    (fragment,) = fragments_in(path, laid_out, {1: [(55, 125, 420, 190)]})
    assert (fragment.method, len(fragment.rows) - 1, len(fragment.columns) - 1) == ("camelot", 3, 3)
    assert cells_of(fragment)[2, 1, 1, 1] == "30"
    assert fragments_in(path, laid_out, {}) == []


@pytest.mark.parametrize("is_seen_so", [False, True])
@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_place_is_found_again_on_a_turned_page(spaced_pdf, tmp_path, rotation, is_seen_so):
    """Text that is upright on a page shown rotated, and text that is seen sideways."""
    turned = tmp_path / "turned.pdf"
    with pikepdf.open(spaced_pdf) as pdf:
        page = pdf.pages[0]
        width, height = page.MediaBox[2:]
        upright = {
            90: (0, 1, -1, 0, height, 0),
            180: (-1, 0, 0, -1, width, height),
            270: (0, -1, 1, 0, 0, width),
        }
        page.contents_add(("q " + " ".join(str(n) for n in upright[rotation]) + " cm\n").encode(), prepend=True)
        page.contents_add(b"\nQ")
        if rotation != 180:
            page.MediaBox = [0, 0, height, width]
        page.CropBox = [20, 10, *(side - 5 for side in page.MediaBox[2:])]
        if not is_seen_so:
            page.rotate(rotation, relative=False)
        pdf.save(turned)
    laid_out = document(read(turned))
    words = [word for word in laid_out.sheets[0].words if word.top < laid_out.sheets[0].page.height / 2]
    assert {word.angle for word in words} == {0}
    box = (
        min(w.x0 for w in words),
        min(w.top for w in words),
        max(w.x1 for w in words),
        max(w.bottom for w in words),
    )
    (fragment,) = fragments_in(turned, laid_out, {1: [box]})
    assert cells_of(fragment)[2, 1, 1, 1] == "30"


def test_a_place_that_would_lose_its_columns_is_left_out(tmp_path):
    path = tmp_path / "prose.pdf"
    sheet = canvas.Canvas(str(path), pagesize=A4)
    for row in range(4):
        sheet.drawString(60, 700 - 14 * row, "Planen gælder for alle i kommunen og i hele perioden.")
    sheet.save()
    assert fragments_in(path, document(read(path)), {1: [(55, 125, 420, 200)]}) == []


def test_a_page_without_a_table_gives_none(tmp_path):
    path = tmp_path / "prose.pdf"
    sheet = canvas.Canvas(str(path), pagesize=A4)
    sheet.drawString(60, 700, "Ingen tabel.")
    sheet.save()
    laid_out = document(read(path))
    assert [second_fragments(path, laid_out, engine) for engine in ENGINES] == [[], []]


def test_a_slot_that_no_box_covers_is_a_cell_of_its_own():
    made = grid_of([(0, 0, 10, 10), (10, 0, 20, 10.4), (0, 10, 10, 20)])
    assert (len(made.xs), len(made.ys)) == (3, 3)
    assert len(made.cells) == 4


def test_overlapping_boxes_do_not_share_a_slot():
    made = grid_of([(0, 0, 20, 10), (10, 0, 20, 20), (0, 10, 10, 20)])
    slots = [
        (row, column)
        for span in made.cells
        for row in range(span.row, span.row_end)
        for column in range(span.column, span.column_end)
    ]
    assert sorted(slots) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_a_single_box_is_no_table():
    assert grid_of([(0, 0, 10, 10)]) is None
    assert grid_of([]) is None


def test_neither_library_is_imported_before_it_is_asked():
    import subprocess

    script = "import sys, ingest.tables.second; print([n for n in ('camelot', 'pdfplumber') if n in sys.modules])"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
