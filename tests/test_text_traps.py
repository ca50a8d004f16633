"""Text that fights back: what producers write that is not what the reader of the page sees."""

import pikepdf
import pytest
import weasyprint
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen import canvas

from ingest import extract
from ingest.reading import read

TEXT = "Kommunens tilbud til de unge styrkes i hele perioden"


def text_of(path):
    return " ".join(word.text for page in read(path).pages for word in page.words)


@pytest.fixture
def embedded(tmp_path):
    """A PDF whose font has glyph numbers for codes, so that only its ToUnicode map says what is written."""
    weasyprint.HTML(string=f"<p>{TEXT}</p>").write_pdf(tmp_path / "plan.pdf")
    return tmp_path / "plan.pdf"


def with_maps(path, change):
    """The PDF with each font's ToUnicode map changed; None takes it away."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and Name.ToUnicode in thing:
                if change is None:
                    del thing[Name.ToUnicode]
                else:
                    thing.ToUnicode.write(change(thing.ToUnicode.read_bytes()))
        pdf.save(path)
    return path


def drawn(path, draw):
    page = canvas.Canvas(str(path), pagesize=(600, 400))
    page.setFont("Helvetica", 10)
    draw(page)
    page.save()
    return path


def test_byte_swapped_letters_are_put_right(embedded):
    def swap(table):
        return table.replace(b"<0074>", b"<7400>").replace(b"<0069>", b"<6900>")

    assert text_of(with_maps(embedded, swap)) == TEXT


def test_true_ideographs_stay(embedded):
    def other(table):
        return table.replace(b"<0074>", b"<7400>").replace(b"<0069>", b"<4E2D>")

    assert "\u4e2d" in text_of(with_maps(embedded, other))
    assert "\u7400" in text_of(embedded)


def test_numbers_of_glyphs_are_never_passed_on_as_text(embedded):
    path = with_maps(embedded, None)
    assert set(text_of(path)) <= {"\ufffd", " "}
    [found] = [issue for issue in extract(path).issues if issue.code == "text_unreadable"]
    assert found.severity == "error"


def test_glyphs_printed_twice_are_read_once(tmp_path):
    def draw(page):
        for shift in (0, 0.3):
            page.drawString(50 + shift, 300, TEXT)

    assert text_of(drawn(tmp_path / "bold.pdf", draw)) == TEXT


def test_letter_spaced_headings_are_words(tmp_path):
    def draw(page):
        line = page.beginText(50, 300)
        line.setCharSpace(3)
        line.textOut("FORMÅL OG ANSVAR")
        page.drawText(line)

    assert text_of(drawn(tmp_path / "spaced.pdf", draw)) == "FORMÅL OG ANSVAR"


def test_invisible_text_is_no_text(tmp_path):
    def draw(page):
        page.drawString(50, 320, TEXT)
        line = page.beginText(50, 300)
        line.setTextRenderMode(3)
        line.textOut("Genkendt af en scanner")
        page.drawText(line)

    assert text_of(drawn(tmp_path / "hidden.pdf", draw)) == TEXT


def test_a_text_box_laid_over_the_page_is_read(tmp_path):
    path = drawn(tmp_path / "box.pdf", lambda page: page.drawString(50, 320, TEXT))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        looks = pdf.make_stream(
            b"BT /F1 10 Tf 2 5 Td (Rettet i august) Tj ET",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, 100, 20],
            Resources=Dictionary(Font=Dictionary(F1=font)),
        )
        box = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[300, 200, 400, 220], F=4, AP=Dictionary(N=looks))
        pdf.pages[0].Annots = Array([pdf.make_indirect(box)])
        pdf.save(path)
    assert text_of(path) == f"{TEXT} Rettet i august"
    [word] = [word for word in read(path).pages[0].words if word.text == "Rettet"]
    assert word.x0 == pytest.approx(302, abs=1) and 180 < word.top < word.bottom < 201
