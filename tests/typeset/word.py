"""A plan document as a Word file, for LibreOffice: merged cells, header rows, soft hyphens."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from typeset.breaking import BULLET_INDENT
from typeset.plan import HYPHENS, Block, Cell, Heading, PlanDocument, Prose, RuleKind, Style, Table
from typeset.ruling import BAND_FILL, BLUE, GROUNDS, ZEBRA
from typeset.setting import A4, MARGIN, column_widths, neighbours
from typeset.words import SOFT, plain

# (kind, eighths of a point, colour) as WordprocessingML has it
BORDERS: dict[RuleKind, tuple[str, int, str]] = {
    "strokes": ("single", 4, "000000"),
    "dashed": ("dashed", 4, "000000"),
    "dotted": ("dotted", 8, "000000"),
    "double": ("double", 4, "000000"),
    "hairline": ("single", 2, "000000"),
    "coloured": ("single", 8, f"{BLUE:06X}"),
    "white-on-colour": ("single", 8, "FFFFFF"),
    "horizontal": ("single", 4, "000000"),
    "horizontal-zebra": ("single", 4, "999999"),
    "none": ("nil", 0, "auto"),
}


def word(document: PlanDocument) -> bytes:
    """The document as the bytes of a .docx."""
    made = Document()
    style = document.style
    section = made.sections[0]
    if style.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Pt(x) for x in (A4[::-1] if style.landscape else A4))
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Pt(MARGIN))
    if style.running_head:
        section.header.paragraphs[0].add_run(style.running_head)
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = style.font, Pt(10)
    made.add_heading(document.title, 0)
    for at, block in enumerate(document.blocks):
        _add(made, document, at, block)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _add(made: Any, document: PlanDocument, at: int, block: Block) -> None:
    if isinstance(block, Heading):
        made.add_heading(plain(block.text), 1)
    elif isinstance(block, Prose):
        made.add_paragraph(_text(block.text, document.style))
    else:
        assert isinstance(block, Table)
        _table(made, document, block, neighbours(document.blocks, at))


def _table(made: Any, document: PlanDocument, table: Table, together: list[Table]) -> None:
    style = document.style
    size, widths = column_widths(document, table, together)
    rows = [*((row, "header") for row in table.header), *((row, "body") for row in table.rows)]
    if table.caption is not None:
        rows.insert(0, ((table.caption, *(None for _ in table.columns[1:])), "caption"))
    grid = made.add_table(len(rows), len(widths))
    grid.autofit = False
    _borders(grid, style)
    _margins(grid, style)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Pt(width)
    for k, (row, kind) in enumerate(rows):
        is_header = kind == "header"
        if is_header and table.repeats and not table.caption:
            _property(grid.rows[k]._tr.get_or_add_trPr(), "w:tblHeader")
        if not style.cuts_rows or is_header:
            _property(grid.rows[k]._tr.get_or_add_trPr(), "w:cantSplit")
        for column, width in enumerate(widths):
            grid.cell(k, column).width = Pt(width)
        for column, cell in enumerate(row):
            if cell is not None:
                end = grid.cell(k + cell.row_span - 1, column + cell.column_span - 1)
                place = grid.cell(k, column).merge(end)
                _shade(place, _fill(style, cell, table, is_header, k))
                _fill_in(place, cell, style, size, bold=cell.bold or (is_header and style.bold_header))
    after = made.add_paragraph()
    after.paragraph_format.space_after = Pt(0)


def _fill_in(place: Any, cell: Cell, style: Style, size: float, *, bold: bool) -> None:
    for k, text in enumerate(cell.paragraphs or ("",)):
        paragraph = place.paragraphs[0] if k == 0 else place.add_paragraph()
        if cell.bullets:
            paragraph.style = "List Bullet"
            paragraph.paragraph_format.left_indent = Pt(BULLET_INDENT * size)
            paragraph.paragraph_format.first_line_indent = Pt(-BULLET_INDENT * size)
        paragraph.paragraph_format.space_after = Pt(0.35 * size)
        run = paragraph.add_run()
        run.font.size, run.bold, run.font.color.rgb = Pt(size), bold, RGBColor(0, 0, 0)
        run.text = _text(text, style)


def _text(text: str, style: Style) -> str:
    return text if HYPHENS[style.hyphen] == SOFT else plain(text)


def _fill(style: Style, cell: Cell, table: Table, is_header: bool, row: int) -> int | None:
    if is_header and style.header_fill is not None:
        return style.header_fill
    if cell.column_span == len(table.columns):
        return BAND_FILL
    if style.rules == "white-on-colour":
        return GROUNDS[0]
    return ZEBRA if style.rules == "horizontal-zebra" and row % 2 else None


def _borders(grid: Any, style: Style) -> None:
    kind, width, colour = BORDERS[style.rules]
    borders = OxmlElement("w:tblBorders")
    across = style.rules in ("horizontal", "horizontal-zebra")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        hidden = (across and side in ("left", "right", "insideV")) or (style.open_sides and side in ("left", "right"))
        border.set(qn("w:val"), "nil" if hidden else kind)
        border.set(qn("w:sz"), str(width))
        border.set(qn("w:color"), colour)
        borders.append(border)
    grid._tbl.tblPr.append(borders)


def _margins(grid: Any, style: Style) -> None:
    """The padding of all cells, in twentieths of a point."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(20 * style.padding)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    grid._tbl.tblPr.append(margins)


def _shade(place: Any, fill: int | None) -> None:
    if fill is not None:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), f"{fill:06X}")
        place._tc.get_or_add_tcPr().append(shade)


def _property(parent: Any, name: str) -> None:
    parent.append(OxmlElement(name))
