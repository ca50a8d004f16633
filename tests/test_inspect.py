"""The pictures of ``inspect`` show what was found, where it stands."""

import io
import json

import pytest
from PIL import Image, ImageColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from ingest.cli import main
from ingest.inspecting.drawing import METHOD_COLOURS, RESOLUTION, STYLES, lettering, marked, with_legend
from ingest.inspecting.inspection import inspection
from ingest.inspecting.marking import Mark

SCALE = RESOLUTION / 72
COLUMNS = (72, 200, 330, 460)  # points from the left
ROWS = (140, 165, 200, 240)  # points from the top
TEXTS = (("Aktivitet", "Formål", "Ansvarlig"), ("Kor", "Sang", "Anna"), ("Løb", "Motion", "Bo"))


@pytest.fixture
def ruled_pdf(tmp_path):
    """A page with a heading, a ruled table and a line of prose."""
    path = tmp_path / "plan.pdf"
    sheet = canvas.Canvas(str(path), pagesize=A4, invariant=True)
    height = A4[1]
    sheet.setFont("Helvetica-Bold", 20)
    sheet.drawString(72, height - 100, "Handleplan")
    for row, texts in enumerate(TEXTS):
        sheet.setFont("Helvetica-Bold" if row == 0 else "Helvetica", 10)
        for column, said in enumerate(texts):
            sheet.drawString(COLUMNS[column] + 4, height - ROWS[row] - 14, said)
    for x in COLUMNS:
        sheet.line(x, height - ROWS[0], x, height - ROWS[-1])
    for y in ROWS:
        sheet.line(COLUMNS[0], height - y, COLUMNS[-1], height - y)
    sheet.drawString(72, height - 300, "Planen gælder for alle.")
    sheet.save()
    return path


def opened(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


def near(pixel, colour, tolerance=40):
    return all(abs(a - b) <= tolerance for a, b in zip(pixel, ImageColor.getrgb(colour), strict=True))


def test_a_table_has_the_colour_of_its_method_on_its_own_border(ruled_pdf):
    picture = opened(inspection(ruled_pdf, "plan", "da")["plan-001.png"])
    left, middle = COLUMNS[0] * SCALE, (ROWS[1] + 10) * SCALE
    around = [picture.getpixel((round(left) + step, round(middle))) for step in range(-3, 4)]
    assert any(near(pixel, METHOD_COLOURS["ruled"]) for pixel in around)


def test_header_cells_are_filled_and_body_cells_are_not(ruled_pdf):
    picture = opened(inspection(ruled_pdf, "plan", "da")["plan-001.png"])
    x = round((COLUMNS[1] - 20) * SCALE)
    filled = picture.getpixel((x, round((ROWS[0] + 5) * SCALE)))
    assert filled[2] < filled[0] - 40  # yellow
    assert picture.getpixel((x, round((ROWS[2] + 30) * SCALE))) == (255, 255, 255)


def test_reasons_name_method_header_and_fate_of_each_table(ruled_pdf):
    said = json.loads(inspection(ruled_pdf, "plan", "da")["plan.json"])
    (part,), (table,) = said["tables"], said["joined"]
    assert (part["method"], part["reason"]) == ("ruled", "lines only")
    assert part["joined"] == [{"id": "t01", "part": 1}]
    assert table["header"] == list(TEXTS[0])
    assert table["used"] is True
    assert said["pictures"] == ["plan-001.png"]
    assert said["audit"]["words"] == 11 + 3
    assert said["audit"]["lost"] == 0


def test_the_same_file_gives_the_same_bytes(ruled_pdf):
    assert inspection(ruled_pdf, "plan", "da") == inspection(ruled_pdf, "plan", "da")


def test_english_pictures_differ_from_danish_ones(ruled_pdf):
    danish, english = inspection(ruled_pdf, "plan", "da"), inspection(ruled_pdf, "plan", "en")
    assert danish["plan.json"] == english["plan.json"]
    assert danish["plan-001.png"] != english["plan-001.png"]


def test_lost_words_are_red():
    page = Image.new("RGB", (200, 100), "white")
    picture = marked(page, [Mark("lost", 1, (20, 20, 60, 40))], 1.0, "da")
    inside = picture.getpixel((40, 30))
    assert inside[0] > inside[1] + 60
    assert picture.getpixel((150, 80)) == (255, 255, 255)


def test_boxes_beyond_the_page_are_no_fault():
    page = Image.new("RGB", (50, 50), "white")
    table = Mark("table", 1, (-30, -30, 500, 500), "camelot", ((1, 1), (2, 1)))
    assert marked(page, [table, Mark("lost", 1, (40, 40, 30, 30))], 1.0, "da").size == (50, 50)


def test_the_legend_names_what_is_on_the_page_and_nothing_else():
    page = Image.new("RGB", (500, 100), "white")
    few = with_legend(page, [Mark("prose", 1, (0, 0, 9, 9))], "da")
    many = with_legend(page, [Mark(kind, 1, (0, 0, 9, 9), "ruled") for kind in STYLES], "da")
    assert page.height < few.height < many.height
    assert with_legend(page, [], "da").height < few.height


def test_danish_letters_are_letters_and_no_boxes():
    masks = {letter: lettering(letter) for letter in "æøåÆØÅao"}
    assert all(mask.getbbox() for mask in masks.values())
    assert len({mask.tobytes() for mask in masks.values()}) == len(masks)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_marks_stand_right_on_a_rotated_page_with_a_crop_box(ruled_pdf, tmp_path, rotation):
    import pikepdf

    turned = tmp_path / "turned.pdf"
    with pikepdf.open(ruled_pdf) as pdf:
        pdf.pages[0].CropBox = [30, 400, 560, 830]
        pdf.pages[0].rotate(rotation, relative=False)
        pdf.save(turned)
    files = inspection(turned, "turned", "da")
    picture = opened(files["turned-001.png"])
    box = json.loads(files["turned.json"])["tables"][0]["bbox"]
    corner = [
        picture.getpixel((round(box[2] * SCALE) + x, round(box[3] * SCALE) + y))
        for x in range(-3, 4)
        for y in range(-3, 4)
    ]
    assert any(near(pixel, METHOD_COLOURS["ruled"]) for pixel in corner)


def test_the_command_writes_pictures_and_reasons_and_reports_a_bad_file(ruled_pdf, tmp_path, capsys):
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 nothing")
    assert main(["inspect", str(ruled_pdf), str(bad), "-o", str(tmp_path / "out"), "--workers", "1"]) == 1
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["plan-001.png", "plan.json"]
    assert "bad.pdf" in capsys.readouterr().err
