"""A sample plan as a Word document, exported by LibreOffice: tagged, ruled, automatic Danish hyphenation.

LibreOffice hyphenates with the Danish patterns only (Debian: ``hyphen-da``), and only in text marked as
Danish in a document with automatic hyphenation switched on.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph
from source import HEADER_FILL, MARK, Cell, Heading, Items, PageBreak, Paragraph, Source, Table

LANGUAGE = "da-DK"
FONT = "Carlito"  # the widths of Calibri, and free
MARGIN = Mm(20)
SHORT, LONG = Mm(210), Mm(297)
EXPORT = "pdf:writer_pdf_Export:" + json.dumps({"UseTaggedPDF": {"type": "boolean", "value": "true"}})


def set_pdf(source: Source) -> bytes:
    """The PDF of a source."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{source.stem}.docx"
        _document(source).save(str(path))
        profile = (Path(folder) / "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", EXPORT]
        subprocess.run([*command, "--outdir", folder, str(path)], check=True, capture_output=True)
        return path.with_suffix(".pdf").read_bytes()


def _document(source: Source) -> WordDocument:
    document = Document()
    _set_page(document, source)
    _set_language(document)
    properties = document.core_properties
    properties.title, properties.subject, properties.keywords = source.title, MARK, MARK
    properties.author, properties.comments, properties.language = "", MARK, LANGUAGE
    for block in source.blocks:
        match block:
            case Heading(text, level):
                document.add_heading(text, level)
            case Paragraph(text):
                document.add_paragraph(text)
            case Items(items):
                for item in items:
                    document.add_paragraph(item, style="List Bullet")
            case PageBreak():
                document.add_page_break()  # type: ignore[no-untyped-call]
            case Table():
                _add_table(document, block)
    return document


def _set_page(document: WordDocument, source: Source) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if source.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if source.landscape else (SHORT, LONG)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{MARK} · side ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)


def _set_language(document: WordDocument) -> None:
    """Danish throughout, hyphenated; python-docx has no names for either."""
    hyphenation = OxmlElement("w:autoHyphenation")
    document.settings.element.insert(0, hyphenation)
    for style in document.styles:
        if isinstance(style, ParagraphStyle):
            style.font.name = FONT
            properties = style.element.get_or_add_rPr()
            fonts = properties.find(qn("w:rFonts"))
            for theme in [name for name in fonts.attrib if name.endswith("Theme")]:
                del fonts.attrib[theme]
            properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{LANGUAGE}"/>'))
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    defaults.set(qn("w:val"), LANGUAGE)
    document.styles["Normal"].font.size = Pt(10)


def _add_table(document: WordDocument, table: Table) -> None:
    grid = document.add_table(rows=1 + len(table.rows), cols=len(table.header), style="Table Grid")
    grid.autofit = False
    for column, width in zip(grid.columns, table.widths, strict=True):
        column.width = Mm(width)
    for position, heading in enumerate(table.header):
        cell = grid.cell(0, position)
        _fill(cell, HEADER_FILL)
        _write(cell.paragraphs[0], "", heading, bold=True)
    for number, row in enumerate(table.full_rows(), start=1):
        own = table.rows[number - 1].cells
        for position, cell in enumerate(row):
            if any(cell is mine for mine in own):
                _add_cell(grid, number, position, cell)
    for row_of_cells in grid.rows:
        for position, word_cell in enumerate(row_of_cells.cells):
            word_cell.width = Mm(table.widths[position])
    document.add_paragraph()  # or the next table would be a part of this one


def _add_cell(grid: WordTable, row: int, column: int, cell: Cell) -> None:
    target = grid.cell(row, column)
    if cell.row_span > 1:
        target = target.merge(grid.cell(row + cell.row_span - 1, column))
    if cell.fill:
        _fill(target, cell.fill)
    for position, text in enumerate(cell.paragraphs):
        paragraph = target.paragraphs[0] if position == 0 else target.add_paragraph()
        _write(paragraph, cell.prefix if position == 0 else "", text)


def _write(paragraph: WordParagraph, prefix: str, text: str, bold: bool = False) -> None:
    paragraph.paragraph_format.space_after = Pt(4)
    if prefix:
        paragraph.add_run(f"{prefix} ").bold = True
    paragraph.add_run(text).bold = bold


def _fill(cell: WordCell, colour: str) -> None:
    shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>'
    cell._tc.get_or_add_tcPr().append(parse_xml(shade))
