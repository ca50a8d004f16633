"""Canvases that draw set pages: ReportLab and fpdf2, both untagged. ``finish`` turns and crops pages afterwards."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from fpdf import FPDF
from reportlab.pdfgen.canvas import Canvas

from typeset.breaking import FONT_FILES, font_name, font_path
from typeset.marks import Box, Mark, Sheet, Stroke, Text
from typeset.plan import Style

CROPPED = 30.0  # points of the media box around a crop box


def with_reportlab(sheets: Sequence[Sheet], style: Style) -> bytes:
    """The pages drawn by ReportLab."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=True)
    for sheet in sheets:
        canvas.setPageSize((sheet.width, sheet.height))
        for mark in sheet.marks:
            _on_reportlab(canvas, mark, sheet.height, style.font)
        canvas.showPage()
    canvas.save()
    return finish(stream.getvalue(), style)


def with_fpdf2(sheets: Sequence[Sheet], style: Style) -> bytes:
    """The pages drawn by fpdf2, in an embedded font."""
    pdf = FPDF(unit="pt")
    pdf.set_auto_page_break(False)
    for bold in (False, True):
        pdf.add_font(style.font, "B" if bold else "", font_path(style.font, bold))
    for sheet in sheets:
        pdf.add_page(format=(sheet.width, sheet.height))
        for mark in sheet.marks:
            _on_fpdf(pdf, mark, style.font)
    return finish(bytes(pdf.output()), style)


def fpdf2_font(font: str) -> str:
    """The font that fpdf2 sets instead of one of the core fonts, which have no bullets there."""
    return font if font in FONT_FILES else next(iter(FONT_FILES))


def _on_reportlab(canvas: Canvas, mark: Mark, height: float, font: str) -> None:
    if isinstance(mark, Text):
        canvas.setFillColorRGB(*_rgb(mark.colour))
        canvas.setFont(font_name(font, mark.bold), mark.size)
        if mark.upright:
            canvas.saveState()
            canvas.translate(mark.x, height - mark.baseline)
            canvas.rotate(90)
            canvas.drawString(0, 0, mark.text)
            canvas.restoreState()
        else:
            canvas.drawString(mark.x, height - mark.baseline, mark.text)
    elif isinstance(mark, Stroke):
        canvas.setStrokeColorRGB(*_rgb(mark.colour))
        canvas.setLineWidth(mark.width)
        canvas.setDash(list(mark.dash))
        canvas.line(mark.x0, height - mark.y0, mark.x1, height - mark.y1)
    elif isinstance(mark, Box):
        canvas.setFillColorRGB(*_rgb(mark.colour))
        canvas.rect(mark.x0, height - mark.bottom, mark.x1 - mark.x0, mark.bottom - mark.top, stroke=0, fill=1)


def _on_fpdf(pdf: FPDF, mark: Mark, font: str) -> None:
    if isinstance(mark, Text):
        pdf.set_font(font, "B" if mark.bold else "", mark.size)
        if mark.upright:
            with pdf.rotation(90, mark.x, mark.baseline):
                pdf.text(mark.x, mark.baseline, mark.text)
        else:
            pdf.text(mark.x, mark.baseline, mark.text)
    elif isinstance(mark, Stroke):
        pdf.set_draw_color(*_bytes(mark.colour))
        pdf.set_line_width(mark.width)
        pdf.set_dash_pattern(*mark.dash)
        pdf.line(mark.x0, mark.y0, mark.x1, mark.y1)
    elif isinstance(mark, Box):
        pdf.set_fill_color(*_bytes(mark.colour))
        pdf.rect(mark.x0, mark.top, mark.x1 - mark.x0, mark.bottom - mark.top, style="F")


def finish(content: bytes, style: Style) -> bytes:
    """Pages drawn sideways, and turned by /Rotate so that they are seen as before; with a crop box in a larger page."""
    if style.turn == "upright" and not style.cropped:
        return content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            x0, y0, x1, y1 = (float(x) for x in page.mediabox)
            if style.turn != "upright":
                turn = pdf.make_stream(f"q 0 1 -1 0 {y1 - y0} 0 cm".encode())
                page.contents_add(turn, prepend=True)
                page.contents_add(pdf.make_stream(b"Q"))
                page.mediabox = [0, 0, y1 - y0, x1 - x0]
                page.rotate(90 if style.turn == "rotated" else 0, relative=False)
            if style.cropped:
                x0, y0, x1, y1 = (float(x) for x in page.mediabox)
                page.cropbox = [x0, y0, x1, y1]
                page.mediabox = [x0 - CROPPED, y0 - CROPPED, x1 + CROPPED, y1 + CROPPED]
        stream = io.BytesIO()
        pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def _bytes(colour: int) -> tuple[int, int, int]:
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


def _rgb(colour: int) -> tuple[float, float, float]:
    red, green, blue = _bytes(colour)
    return red / 255, green / 255, blue / 255
