"""Text that fights back: what producers write that is not what the reader of the page sees."""

import io
import json
import shutil
import subprocess

import docx
import pikepdf
import pytest
import weasyprint
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
from typeset.breaking import font_path
from typeset.producers import CHROMIUM

from ingest import extract, read_tables
from ingest.export.tables_json import tables_json
from ingest.reading import read
from ingest.settings import Settings

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


def test_a_ligature_without_a_code_is_unreadable_and_the_rest_of_its_word_is_not(tmp_path):
    face = f"@font-face {{font-family: wide; src: url({font_path('DejaVu Sans', False).as_uri()})}}"
    text = "En ef&shy;fektiv indsats, snitf&shy;lader og f&shy;lere"  # WeasyPrint loses the codes of such ligatures
    path = tmp_path / "ligatures.pdf"
    weasyprint.HTML(string=f"<style>{face} p {{font-family: wide}}</style><p>{text}</p>").write_pdf(path)
    assert text_of(path) == "En e\ufffdektiv indsats, snit\ufffdader og \ufffdere"
    assert read(path).pages[0].unreadable == 3


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


def in_font(path, old, new):
    """The PDF with a font called otherwise: Courier's codes are those of Windows, as are those of a bare Wingdings."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and thing.get(Name.BaseFont) == Name("/" + old):
                thing.BaseFont = Name("/" + new)
        pdf.save(path)
    return path


XS = (40, 200, 260, 320, 560)
HEADER = ("Aktivitet", "2018", "2019", "Ansvarlig")
ROWS = (("Åben rådgivning", "Skolen"), ("Gåture", "Frivilligcentret"))


def matrix(path, font, ticks):
    """A ruled plan with two years ticked; ``ticks``: a row of two for each activity, set in a symbol font."""

    def draw(page):
        for y in (370, 340, 310, 280):
            page.line(XS[0], y, XS[-1], y)
        for x in XS:
            page.line(x, 370, x, 280)
        for x, said in zip(XS, HEADER, strict=False):
            page.drawString(x + 4, 350, said)
        for y, (title, who), marks in zip((320, 290), ROWS, ticks, strict=True):
            page.setFont("Helvetica", 10)
            page.drawString(XS[0] + 4, y, title)
            page.drawString(XS[3] + 4, y, who)
            page.setFont(font, 10)
            for x, mark in zip(XS[1:], marks, strict=False):
                page.drawString(x + 4, y, mark)

    return drawn(path, draw)


def rows_of(path):
    [table] = json.loads(tables_json(read_tables(path)))["joined"]
    return table["rows"]


@pytest.mark.parametrize(
    ("font", "named", "ticks", "seen"),
    [
        ("ZapfDingbats", "ZapfDingbats", ("✓✔", "✗●"), ("✓✔", "✗●")),
        ("Courier", "ABCDEF+Wingdings-Regular", ("üþ", "¨o"), ("✓☑", "☐☐")),
        ("Courier", "Wingdings", ("xý", "û–"), ("☒☒", "✗🙢")),
        ("Courier", "ABCDEF+Wingdings2", ("PR", "TO"), ("✓☑", "☒✗")),
        ("Courier", "Webdings", ("ac", "rg"), ("✔☐", "✗■")),
        ("Courier", "ZapfDingbatsITC", ("4l", "8n"), ("✔●", "✘■")),
        ("Symbol", "Symbol", ("•→", "±µ"), ("•→", "±µ")),
        ("Courier", "ABCDEF+Symbola", ("xo", "x-"), ("xo", "x-")),  # a font of letters
    ],
)
def test_a_tick_of_a_symbol_font_is_a_tick_in_its_cell(tmp_path, font, named, ticks, seen):
    path = in_font(matrix(tmp_path / "ticks.pdf", font, ticks), font, named)
    assert [row[1:3] for row in rows_of(path)] == [list(marks) for marks in seen]
    assert [row[::3] for row in rows_of(path)] == [list(row) for row in ROWS]


@pytest.mark.parametrize(
    ("code", "seen"),
    [("F0FC", "✓"), ("F0FE", "☑"), ("F0A8", "☐"), ("F06F", "☐"), ("F0B7", "•"), ("F0A7", "▪"), ("F050", "✓")],
)
def test_private_codes_of_any_font_are_what_they_look_like(tmp_path, code, seen):
    weasyprint.HTML(string="<p>Skolen <b>x</b></p>").write_pdf(tmp_path / "plan.pdf")
    path = with_maps(tmp_path / "plan.pdf", lambda table: table.replace(b"<0078>", f"<{code}>".encode()))
    assert text_of(path) == f"Skolen {seen}"
    assert read(path).pages[0].unreadable == 0


def symbol_font(codes):
    """A font file as Windows has them for symbols: its characters are U+F000 and the byte."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    pen.lineTo((700, 0))
    pen.lineTo((400, 700))
    pen.closePath()
    names = [".notdef", *(f"glyph{code}" for code in codes)]
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({})
    font.setupGlyf(dict.fromkeys(names, pen.glyph()))
    font.setupHorizontalMetrics(dict.fromkeys(names, (800, 100)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Symbols", "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    table = CmapSubtable.newSubtable(4)
    table.platformID, table.platEncID, table.language = 3, 0, 0
    table.cmap = {0xF000 + code: f"glyph{code}" for code in codes}
    font.font["cmap"].tables = [table]
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def in_embedded_font(path, name, codes, kind):
    """A line of glyphs of an embedded font, by bytes ("bare", "windows") or by glyph numbers ("mapped", "numbers")."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(600, 400))
    described = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=[0, 0, 1000, 1000],
        Ascent=800,
        Descent=-200,
        CapHeight=700,
        ItalicAngle=0,
        StemV=80,
        FontFile2=pdf.make_stream(symbol_font(codes)),
    )
    if kind in ("bare", "windows"):
        font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=name, FirstChar=32, LastChar=255)
        font.Widths, font.FontDescriptor = Array([800] * 224), pdf.make_indirect(described)
        if kind == "windows":
            font.Encoding = Name.WinAnsiEncoding
        shown = [b"%02X" % code for code in codes]
    else:
        glyphs = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, DW=800, CIDToGIDMap=Name.Identity)
        glyphs.CIDSystemInfo = Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0)
        glyphs.FontDescriptor = pdf.make_indirect(described)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"))
        font.DescendantFonts = Array([pdf.make_indirect(glyphs)])
        if kind == "mapped":
            pairs = b"\n".join(b"<%04X> <%04X>" % (k, 0xF000 + code) for k, code in enumerate(codes, 1))
            space = b"1 begincodespacerange <0000> <FFFF> endcodespacerange"
            table = b"begincmap %s %d beginbfchar %s endbfchar endcmap" % (space, len(codes), pairs)
            font.ToUnicode = pdf.make_stream(table)
        shown = [b"%04X" % k for k in range(1, len(codes) + 1)]
    pdf.pages[0].Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    drawing = b"BT /F1 12 Tf 50 300 Td %s ET" % b" ".join(b"<%s> Tj 40 0 Td" % code for code in shown)
    pdf.pages[0].Contents = pdf.make_stream(drawing)
    pdf.save(path)
    return path


@pytest.mark.parametrize("kind", ["bare", "windows", "mapped"])
@pytest.mark.parametrize(
    ("name", "codes", "seen"),
    [
        ("/ABCDEF+Wingdings-Regular", b"\xfc\xa8\xfe\x78\x6f\xa7\xd8\xe0", "✓ ☐ ☑ ☒ ☐ ▪ ➢ →"),
        ("/ABCDEF+SymbolMT", b"\xb7\xae\xac\x61\xb1", "• → ← α ±"),
    ],
)
def test_embedded_symbol_fonts_however_they_are_encoded(tmp_path, name, codes, seen, kind):
    path = in_embedded_font(tmp_path / "symbols.pdf", Name(name), codes, kind)
    assert text_of(path) == seen
    assert read(path).pages[0].unreadable == 0


def test_numbers_of_a_symbol_fonts_glyphs_are_unreadable(tmp_path):
    path = in_embedded_font(tmp_path / "numbers.pdf", Name("/ABCDEF+Wingdings"), b"\xfc\xa8", "numbers")
    assert text_of(path) == "\ufffd \ufffd"
    assert read(path).pages[0].unreadable == 2


def test_years_are_ticked_and_empty_boxes_tick_none(tmp_path):
    path = in_font(matrix(tmp_path / "years.pdf", "Courier", ("ü ", "¨þ")), "Courier", "Wingdings")
    assert [activity.time_horizon for activity in extract(path).activities] == ["2018", "2019"]


def test_a_matrix_of_ticks_without_lines(tmp_path):
    marks = ("✓ ", "✓✓", " ✓", "✓ ")
    names = ("Åben rådgivning", "Gåture", "Kurser for forældre", "Rygestop")

    def draw(page):
        page.setFont("Helvetica-Bold", 10)
        for x, said in zip(XS, HEADER, strict=False):
            page.drawString(x, 350, said)
        for y, title, row in zip((325, 300, 275, 250), names, marks, strict=True):
            page.setFont("Helvetica", 10)
            page.drawString(XS[0], y, title)
            page.drawString(XS[3], y, "Skolen")
            page.setFont("ZapfDingbats", 10)
            for x, mark in zip(XS[1:], row, strict=False):
                page.drawString(x + 8, y, mark.strip())

    path = drawn(tmp_path / "unruled.pdf", draw)
    assert rows_of(path) == [[t, *map(str.strip, row), "Skolen"] for t, row in zip(names, marks, strict=True)]
    assert [a.time_horizon for a in extract(path).activities] == ["2018", "2018, 2019", "2019", "2018"]


def bulleted(path, font, bullet):
    def draw(page):
        for y in (370, 340, 280):
            page.line(40, y, 560, y)
        for x in (40, 200, 560):
            page.line(x, 370, x, 280)
        for x, said in ((44, "Aktivitet"), (204, "Handling")):
            page.drawString(x, 350, said)
        page.drawString(44, 320, "Gåture")
        for y, said in ((320, "Vi går hver uge"), (305, "Alle er med")):
            page.setFont("Helvetica", 10)
            page.drawString(220, y, said)
            page.setFont(font, 10)
            page.drawString(204, y, bullet)

    return drawn(path, draw)


@pytest.mark.parametrize(
    ("font", "named", "bullet"),
    [
        ("Helvetica", "Helvetica", "•"),
        ("Symbol", "Symbol", "•"),
        ("Courier", "CourierNewPSMT", "o"),  # Word's second level
        ("ZapfDingbats", "ZapfDingbats", "➢"),
        *(("Courier", "ABCDEF+Wingdings-Regular", code) for code in "§Øvüq"),
    ],
)
def test_bullets_of_symbol_fonts_are_bullets(tmp_path, font, named, bullet):
    path = in_font(bulleted(tmp_path / "bullets.pdf", font, bullet), font, named)
    [activity] = extract(path).activities
    assert activity.task == "Vi går hver uge\nAlle er med"
    assert activity.item_count == 2


def test_a_box_before_an_item_begins_it_and_stays(tmp_path):
    path = in_font(bulleted(tmp_path / "boxes.pdf", "Courier", "¨"), "Courier", "Wingdings")
    assert extract(path).activities[0].task == "☐ Vi går hver uge\n☐ Alle er med"


def test_unknown_private_glyphs_are_bullets_before_text_and_unreadable_elsewhere(tmp_path):
    weasyprint.HTML(string="<p>x Skolen</p><p>Bøxrn</p><p>x</p>").write_pdf(tmp_path / "plan.pdf")
    path = with_maps(tmp_path / "plan.pdf", lambda table: table.replace(b"<0078>", b"<E123>"))
    assert text_of(path) == "\ue123 Skolen Bø\ufffdrn \ufffd"
    assert extract(path).prose[0].text.startswith("Skolen")
    [found] = [issue for issue in extract(path).issues if issue.code == "text_unreadable"]
    assert found.message.startswith("2 tegn")


def test_old_style_figures_and_small_capitals_are_figures_and_capitals(tmp_path):
    weasyprint.HTML(string="<p>ab2</p>").write_pdf(tmp_path / "plan.pdf")

    def private(table):
        for plain, own in ((b"<0061>", b"<F773>"), (b"<0062>", b"<F7E6>"), (b"<0032>", b"<F732>")):
            table = table.replace(plain, own)
        return table

    assert text_of(with_maps(tmp_path / "plan.pdf", private)) == "SÆ2"


def raised(page, x, y, *parts):
    """Text with raised parts: plain and raised by turns."""
    for k, said in enumerate(parts):
        size, rise = (6.5, 3.5) if k % 2 else (10, 0)
        page.setFont("Helvetica", size)
        page.drawString(x, y + rise, said)
        x += page.stringWidth(said, "Helvetica", size)


@pytest.mark.parametrize(
    ("parts", "seen"),
    [
        (("2018", "1"), "2018¹"),
        (("forløbet", "12", " i alt"), "forløbet¹² i alt"),
        (("Mål", "1)", " og midler"), "Mål¹⁾ og midler"),
        (("budget", "a"), "budgetᵃ"),
        (("skolen", "*", ", 40 m", "2"), "skolen*, 40 m²"),
        (("elever", "1,2", "-plan"), "elever¹,²-plan"),
        (("", "3", " Se bilag"), "³ Se bilag"),
        (("Word", "TM", " er et navn"), "WordTM er et navn"),
    ],
)
def test_a_raised_mark_does_not_become_part_of_the_word(tmp_path, parts, seen):
    path = drawn(tmp_path / "raised.pdf", lambda page: raised(page, 50, 300, *parts))
    assert [block.text for block in extract(path).prose] == [seen]


@pytest.mark.parametrize("style", ["", "sup { vertical-align: 0.4em; font-size: 60%; line-height: 0 }"])
def test_a_browsers_superscripts(tmp_path, style):
    page = f"<style>{style}</style><p>I 2018<sup>1</sup> er CO<sub>2</sub> målt på 40 m<sup>2</sup></p>"
    weasyprint.HTML(string=page).write_pdf(tmp_path / "plan.pdf")
    assert [block.text for block in extract(tmp_path / "plan.pdf").prose] == ["I 2018¹ er CO2 målt på 40 m²"]


def test_a_mark_written_after_the_rest_of_its_line_stands_at_its_word(tmp_path):
    def draw(page):
        page.drawString(50, 300, "I 2018 og i 2019")
        page.setFont("Helvetica", 6)
        page.drawString(50 + page.stringWidth("I 2018", "Helvetica", 10), 304, "1")

    assert [block.text for block in extract(drawn(tmp_path / "late.pdf", draw)).prose] == ["I 2018¹ og i 2019"]


def test_marks_change_no_value(tmp_path):
    def draw(page):
        for y in (370, 340, 280):
            page.line(40, y, 560, y)
        for x in (40, 240, 400, 560):
            page.line(x, 370, x, 280)
        raised(page, 44, 350, "Mål", "1")
        raised(page, 244, 350, "Ansvarlig")
        raised(page, 404, 350, "Tidsplan", "2")
        raised(page, 44, 320, "40 pct.", "3", " cykler")
        raised(page, 244, 320, "Mette Hansen", "4")
        raised(page, 404, 320, "2018", "5", " – 2019", "6")

    path = drawn(tmp_path / "marks.pdf", draw)
    [activity] = extract(path).activities
    assert (activity.goal, activity.time_horizon) == ("40 pct.³ cykler", "2018⁵ – 2019⁶")
    assert (activity.time_span.start, activity.time_span.end) == ("2018", "2019")
    assert [(party.kind, party.name) for party in activity.parties] == [("person", "Mette Hansen")]
    assert activity.headings["goal"] == "Mål¹"


@pytest.mark.parametrize("persons", ["pseudonymise", "remove"])
def test_a_name_with_a_mark_is_a_name(tmp_path, persons):
    path = drawn(
        tmp_path / "name.pdf", lambda page: raised(page, 50, 300, "Tovholder er Mette Hansen", "4", " fra i dag")
    )
    plan = extract(path, settings=Settings(persons=persons))
    assert "Hansen" not in plan.model_dump_json()


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("10\u00a0000 kr.", "10 000 kr."),  # no-break space
        ("SSP\u2011lærer", "SSP-lærer"),  # no-break hyphen
        ("SSP\u2010lærer", "SSP-lærer"),  # hyphen
        ("Skolen\tog\thjemmet", "Skolen og hjemmet"),
        ("Skolen\u2003og hjem\u200bmet", "Skolen og hjemmet"),  # em space, zero-width space
    ],
)
def test_spaces_and_hyphens_of_all_kinds_are_plain_ones(tmp_path, written, seen):
    weasyprint.HTML(string=f"<p style='white-space: pre'>{written}</p>").write_pdf(tmp_path / "plan.pdf")
    assert [block.text for block in extract(tmp_path / "plan.pdf").prose] == [seen]


def test_text_outside_the_page_is_not_read(tmp_path):
    def draw(page):
        page.drawString(50, 320, TEXT)
        for x, y in ((50, 420), (50, -20), (-300, 300), (700, 300)):
            page.drawString(x, y, "Skrevet ved siden af arket")

    path = drawn(tmp_path / "outside.pdf", draw)
    assert text_of(path) == TEXT
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].CropBox = [0, 0, 600, 310]
        pdf.save(path)
    assert text_of(path) == ""


def test_text_of_forms_is_read_where_it_is_drawn(tmp_path):
    def draw(page):
        page.beginForm("inner")
        page.setFont("Helvetica", 10)
        page.drawString(0, 0, "Ansvarlig")
        page.endForm()
        page.beginForm("outer")
        page.translate(100, 50)
        page.doForm("inner")
        page.endForm()
        page.translate(20, 30)
        page.doForm("outer")

    [word] = read(drawn(tmp_path / "form.pdf", draw)).pages[0].words
    assert (word.text, word.mcid) == ("Ansvarlig", -1)
    assert (word.x0, word.baseline) == (pytest.approx(120, abs=1), pytest.approx(320, abs=1))


@pytest.mark.parametrize(("kind", "is_read"), [("Stamp", True), ("Text", False), ("Popup", False)])
def test_stamps_are_read_and_notes_that_no_print_shows_are_not(tmp_path, kind, is_read):
    path = drawn(tmp_path / "note.pdf", lambda page: page.drawString(50, 320, TEXT))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        looks = pdf.make_stream(
            b"BT /F1 10 Tf 2 5 Td (Godkendt) Tj ET",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, 100, 20],
            Resources=Dictionary(Font=Dictionary(F1=font)),
        )
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name("/" + kind),
            Rect=[300, 200, 400, 220],
            F=4,
            AP=Dictionary(N=looks),
            Contents="Spørg økonomi",
        )
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])
        pdf.save(path)
    assert text_of(path) == (f"{TEXT} Godkendt" if is_read else TEXT)


def word_file(path):
    """A Word file with ticks, symbol bullets and raised marks, as Word keeps them."""
    document = docx.Document()
    table = document.add_table(rows=3, cols=4)
    table.style = "Table Grid"

    def symbol(paragraph, font, char):
        element = OxmlElement("w:sym")
        element.set(qn("w:font"), font)
        element.set(qn("w:char"), char)
        paragraph.add_run()._r.append(element)

    for place, said in enumerate(HEADER):
        table.cell(0, place).text = said
    for row, (title, who) in enumerate(ROWS, 1):
        table.cell(row, 0).text = title
        table.cell(row, 3).text = who
    for row, column, font, char in (
        (1, 1, "Wingdings", "F0FC"),
        (1, 2, "Wingdings", "F0A8"),
        (2, 1, "Wingdings", "F0FE"),
        (2, 2, "Wingdings 2", "F050"),
    ):
        symbol(table.cell(row, column).paragraphs[0], font, char)
    table.cell(1, 3).paragraphs[0].add_run("1").font.superscript = True
    for font, char in (("Symbol", "F0B7"), ("Wingdings", "F0A7"), ("Wingdings", "F0D8")):
        item = document.add_paragraph()
        symbol(item, font, char)
        item.add_run("\tPunkt i planen")
    last = document.add_paragraph("CO")
    last.add_run("2").font.subscript = True
    last.add_run(" i 2018")
    last.add_run("12").font.superscript = True
    document.save(path)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_word_file_set_by_libreoffice(tmp_path):
    word_file(tmp_path / "plan.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "plan.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=60, cwd=tmp_path)
    path = tmp_path / "plan.pdf"
    assert rows_of(path) == [["Åben rådgivning", "✓", "☐", "Skolen¹"], ["Gåture", "☑", "✓", "Frivilligcentret"]]
    plan = extract(path)
    assert [activity.time_horizon for activity in plan.activities] == ["2018", "2018, 2019"]
    assert " ".join(block.text for block in plan.prose) == "Punkt i planen " * 3 + "CO2 i 2018¹²"


def printed(tmp_path, html):
    """A page as Chromium prints it."""
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("Chromium is not installed")
    (tmp_path / "plan.html").write_text(f'<meta charset="utf-8">{html}', "utf-8")
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [f"--user-data-dir={tmp_path}/profile", f"--print-to-pdf={tmp_path}/plan.pdf", f"{tmp_path}/plan.html"]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return tmp_path / "plan.pdf"


@pytest.mark.browser
def test_superscripts_of_a_browser(tmp_path):
    path = printed(tmp_path, "<p>I 2018<sup>1</sup> er CO<sub>2</sub> målt på 40 m<sup>2</sup></p>")
    assert [block.text for block in extract(path).prose] == ["I 2018¹ er CO2 målt på 40 m²"]


NARROW = """<table style="border-collapse:collapse;font:10pt sans-serif">
<tr><td style="border:1px solid;width:90px">{0}</td><td style="border:1px solid">Nu</td></tr>
<tr><td style="border:1px solid;width:90px">Leg</td><td style="border:1px solid">Snart</td></tr></table>"""


def test_a_slash_at_a_line_end_had_a_space_where_the_typesetter_breaks_at_spaces_only(tmp_path):
    text = "Rådgivningstilbud/ behandlingstilbud"
    column = Table(
        [[Paragraph(text), "Nu"], ["Leg", "Snart"]], colWidths=[95, 60], style=[("GRID", (0, 0), (-1, -1), 1, "black")]
    )
    SimpleDocTemplate(str(tmp_path / "plan.pdf")).build([column])
    assert first_cell(tmp_path / "plan.pdf") == text


@pytest.mark.browser
@pytest.mark.parametrize("text", ["Rådgivningstilbud/ behandlingstilbud", "mere/mindre og begge/ingen"])
def test_chromium_breaks_no_line_behind_a_slash_without_a_space(tmp_path, text):
    assert first_cell(printed(tmp_path, NARROW.format(text))) == text


def test_a_slash_at_a_line_end_had_none_elsewhere(tmp_path):
    weasyprint.HTML(string=NARROW.format("Rådgivningstilbud/behandlingstilbud")).write_pdf(tmp_path / "plan.pdf")
    assert first_cell(tmp_path / "plan.pdf") == "Rådgivningstilbud/behandlingstilbud"


def first_cell(path):
    found = read_tables(path)
    return found.text(found.tables[0].cells[0].paragraphs)
