"""Pictures of pages with marks on them, and a legend below: what ``handleplan inspect`` writes.

PDFium renders the page and sets the letters (Pillow's own font has no æ, ø, å, and fonts differ from machine
to machine), Pillow draws the boxes. The same file gives the same pictures everywhere.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw
from PIL import Image, ImageColor, ImageDraw

from ingest.inspecting.marking import Kind, Mark
from ingest.messages import Language, text
from ingest.reading import open_document
from model.activity import Method

RESOLUTION = 110  # dots an inch: text of 8 points is still read, and a page takes some 150 kB
POINTS_AN_INCH = 72
MAX_SIDE = 4000  # pixels; a poster is rendered smaller
LETTERS = 13  # pixels high, in names and legend
MARGIN = 8  # pixels around and between the entries of the legend
LEGEND_COLUMN = 215  # pixels for one entry
SWATCH = (26, 14)  # pixels
BEYOND_TEXT = 1.5  # points that a box keeps from the words in it

Box = tuple[float, float, float, float]


class Style(NamedTuple):
    """How a kind of mark looks; a table and its cells have the colour of their method instead."""

    colour: str
    opacity: int  # of the filling, 0 to 255
    width: int  # pixels of the outline


STYLES: dict[Kind, Style] = {
    "furniture": Style("#707070", 60, 0),
    "prose": Style("#8a8a8a", 0, 1),
    "heading": Style("#1b3a8f", 45, 1),
    "header": Style("#f2b600", 80, 0),
    "band": Style("#c77dff", 70, 0),
    "cell": Style("", 0, 1),
    "table": Style("", 0, 3),
    "unread": Style("#e00000", 25, 3),
    "lost": Style("#e00000", 130, 1),
}
METHOD_COLOURS: dict[Method, str] = {
    "tagged": "#0072b2",
    "ruled": "#009e73",
    "spaced": "#d55e00",
    "sheets": "#aa3377",
    "pdfplumber": "#7a5c00",
    "camelot": "#008b9a",
}


def pictures(
    path: Path, rotations: Mapping[int, int], marks: Sequence[Mark], lang: Language
) -> Iterator[tuple[int, bytes]]:
    """Every page that PDFium can load, as (number, PNG); ``rotations``: how far the reading turned those that it has.

    Raises:
        errors.HandleplanError: as ``reading.read``.
    """
    document, _, _ = open_document(path)
    try:
        for index in range(len(document)):
            try:
                page = document[index]
            except pypdfium2.PdfiumError:
                continue  # the reading has reported it
            page.set_rotation(rotations.get(index + 1, page.get_rotation()))
            scale = min(RESOLUTION / POINTS_AN_INCH, MAX_SIDE / max(1.0, *page.get_size()))
            rendered = page.render(scale=scale).to_pil().convert("RGB")
            page.close()
            own = [mark for mark in marks if mark.page == index + 1]
            yield index + 1, _png(with_legend(marked(rendered, own, scale, lang), own, lang))
    finally:
        document.close()


def marked(page: Image.Image, marks: Sequence[Mark], scale: float, lang: Language) -> Image.Image:
    """A rendered page (``scale`` pixels a point) with its marks painted over it."""
    painted = page.convert("RGB")
    draw = ImageDraw.Draw(painted, "RGBA")  # blends what is half transparent
    for mark in marks:
        style, colour = STYLES[mark.kind], _colour(mark)
        draw.rectangle(
            _pixels(mark, scale),
            fill=(*colour, style.opacity) if style.opacity else None,
            outline=(*colour, 255) if style.width else None,
            width=style.width,
        )
    for mark in marks:
        if mark.names:
            x0, top, _, _ = _pixels(mark, scale)
            _write_name(painted, _name(mark, lang), _colour(mark), x0, top)
    return painted


def with_legend(page: Image.Image, marks: Sequence[Mark], lang: Language) -> Image.Image:
    """The picture with a strip below that says what each colour on it means."""
    entries = _entries(marks, lang)
    columns = max(1, (page.width - MARGIN) // LEGEND_COLUMN)
    rows = -(-len(entries) // columns)
    step = SWATCH[1] + MARGIN
    whole = Image.new("RGB", (page.width, page.height + rows * step + MARGIN), "white")
    whole.paste(page)
    draw = ImageDraw.Draw(whole)
    draw.line((0, page.height, page.width, page.height), fill="black")
    for place, (style, colour, said) in enumerate(entries):
        x = MARGIN + place % columns * LEGEND_COLUMN
        y = page.height + MARGIN + place // columns * step
        filling = tuple(255 - (255 - part) * style.opacity // 255 for part in colour)
        draw.rectangle((x, y, x + SWATCH[0], y + SWATCH[1]), fill=filling, outline=colour, width=max(1, style.width))
        letters = lettering(said)
        whole.paste((0, 0, 0), (x + SWATCH[0] + MARGIN, y - 1), letters)
    return whole


@cache
def lettering(said: str, size: int = LETTERS) -> Image.Image:
    """A line of text as a mask, in PDFium's own Helvetica."""
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(len(said) * size + size, round(1.4 * size))
    letters = pypdfium2.raw.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", size)
    utf16 = ctypes.create_string_buffer(f"{said}\0".encode("utf-16-le"))
    pypdfium2.raw.FPDFText_SetText(letters, ctypes.cast(utf16, ctypes.POINTER(pypdfium2.raw.FPDF_WCHAR)))
    pypdfium2.raw.FPDFPageObj_Transform(letters, 1, 0, 0, 1, 0, 0.35 * size)
    pypdfium2.raw.FPDFPage_InsertObject(page.raw, letters)
    pypdfium2.raw.FPDFPage_GenerateContent(page.raw)
    black_on_white: Image.Image = page.render(scale=1, grayscale=True).to_pil()
    page.close()
    document.close()
    mask = black_on_white.point(lambda shade: 255 - shade)
    box = mask.getbbox()
    return mask.crop((0, 0, box[2] if box else 1, mask.height))


def _entries(marks: Sequence[Mark], lang: Language) -> list[tuple[Style, tuple[int, ...], str]]:
    """What is on the page: methods first, then the other kinds."""
    kinds = {mark.kind for mark in marks}
    methods = {mark.method for mark in marks}
    table = STYLES["table"]
    entries: list[tuple[Style, tuple[int, ...], str]] = [
        (table, ImageColor.getrgb(colour), text(lang, f"inspect.{method}"))
        for method, colour in METHOD_COLOURS.items()
        if method in methods
    ]
    for kind, style in STYLES.items():
        if kind in kinds and style.colour:
            entries.append((style, ImageColor.getrgb(style.colour), text(lang, f"inspect.{kind}")))
    return entries


def _name(mark: Mark, lang: Language) -> str:
    return " + ".join(text(lang, "inspect.name", table=table, part=part) for table, part in mark.names)


def _write_name(picture: Image.Image, said: str, colour: tuple[int, ...], x: float, y: float) -> None:
    """A name in white on the colour of the box whose upper left corner it stands on."""
    letters = lettering(said)
    left, top = max(0, int(x)), max(0, int(y) - letters.height)
    ImageDraw.Draw(picture).rectangle((left, top, left + letters.width + 6, top + letters.height), fill=colour)
    picture.paste((255, 255, 255), (left + 3, top), letters)


def _colour(mark: Mark) -> tuple[int, ...]:
    return ImageColor.getrgb(METHOD_COLOURS[mark.method] if mark.method else STYLES[mark.kind].colour)


def _pixels(mark: Mark, scale: float) -> Box:
    room = 0.0 if mark.kind in ("cell", "table", "header", "band") else BEYOND_TEXT
    x0, top, x1, bottom = mark.bbox
    left, right = sorted(((x0 - room) * scale, (x1 + room) * scale))
    upper, lower = sorted(((top - room) * scale, (bottom + room) * scale))
    return left, upper, right, lower


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
