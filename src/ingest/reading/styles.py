"""The styles of text objects: marked content, size, weight, direction, colour, and which symbol font it is in."""

from __future__ import annotations

import ctypes
import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.reading import pdfium, symbols
from ingest.reading.frame import Frame

# Nimbus Medi is URW's bold Times, and so is the bx of TeX's fonts
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|fett|[-,]bd\b|-medi(?!um)|(?:^|\+)(?:cm|sf|ec)[a-z]*bx", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique", re.IGNORECASE)
# F1, TT2, T1_0, CIDFont+F3: only then the weight tells, which distillers guess from the stems of some letters
_NO_NAME = re.compile(r"(?:[A-Z]{6}\+)?(?:CIDFont\+)?[A-Z]{0,2}\d*(?:_\d+)?", re.IGNORECASE)
BOLD_WEIGHT = 600  # CSS semi-bold and up
ITALIC_FLAG = 1 << 6  # PDF 32000, table 123

_slots = (ctypes.c_float * 8)()
_slots_at = ctypes.addressof(_slots)
_uints = (ctypes.c_uint * 4)()
_uints_at = ctypes.addressof(_uints)
_name = ctypes.create_string_buffer(256)
_name_at = ctypes.addressof(_name)


class Style(NamedTuple):
    """What a text object says of its glyphs."""

    mcid: int
    size: float
    bold: bool
    italic: bool
    angle: int
    colour: int
    visible: bool
    symbols: str  # the symbol font whose glyphs they are, or ""


class Font(NamedTuple):
    """What a font says of its glyphs; ``symbols`` as in ``Style``."""

    bold: bool = False
    italic: bool = False
    symbols: str = ""
    numbered: bool = False  # codes that PDFium guesses are numbers of glyphs


class StyleReader:
    """Styles of text objects, each object and each font asked once a page."""

    def __init__(self, own_objects: frozenset[int] | None, frame: Frame) -> None:
        self._styles: dict[int, Style] = {}
        self._fonts: dict[int, Font] = {}
        self._own = own_objects
        self._frame = frame

    def __call__(self, pointer: int | None) -> Style:
        """The style of one text object; ``None`` (a character that PDFium made) has a neutral one."""
        found = self._styles.get(pointer or 0)
        if found is None:
            found = self._styles[pointer or 0] = self._read(pointer)
        return found

    def heights(self, origins: NDArray[np.float64]) -> list[float]:
        """How far down the page origins of characters stand, as displayed."""
        down: list[float] = self._frame.points(origins[:, 0], origins[:, 1])[1].tolist()
        return down

    def _read(self, pointer: int | None) -> Style:
        if not pointer:
            return Style(-1, 0.0, False, False, 0, 0, True, "")
        a, b, c, d = 1.0, 0.0, 0.0, 1.0
        if pdfium.object_matrix(pointer, _slots_at):
            a, b, c, d = _slots[0], _slots[1], _slots[2], _slots[3]
        size = _slots[0] if pdfium.text_size(pointer, _slots_at) else 0.0
        size *= (c * c + d * d) ** 0.5
        angle = (0 if a >= 0 else 180) if abs(b) <= 0.3 * abs(a) else 90 if b > 0 else 270
        colour = 0
        if pdfium.fill_colour(pointer, _uints_at, _uints_at + 4, _uints_at + 8, _uints_at + 12):
            colour = _uints[0] << 16 | _uints[1] << 8 | _uints[2]
        font = self.font(pointer)
        # marked-content ids inside a form XObject count from 0 again: they are not the page's
        mcid = pdfium.object_mcid(pointer) if self._own is None or pointer in self._own else -1
        visible = pdfium.text_mode(pointer) != pdfium.INVISIBLE
        return Style(mcid, size, font.bold, font.italic, self._frame.angle(angle), colour, visible, font.symbols)

    def font(self, pointer: int | None) -> Font:
        """The font of one text object."""
        return self._font(pdfium.text_font(pointer)) if pointer else Font()

    def _font(self, font: int | None) -> Font:
        if not font:
            return Font()
        found = self._fonts.get(font)
        if found is None:
            length = pdfium.font_name(font, _name_at, 256)
            name = _name.raw[: max(0, min(length, 256) - 1)].decode("latin-1")
            bold = bool(_BOLD_NAME.search(name))
            if _NO_NAME.fullmatch(name):
                bold = pdfium.font_weight(font) >= BOLD_WEIGHT
            italic = bool(_ITALIC_NAME.search(name)) or bool(pdfium.font_flags(font) & ITALIC_FLAG)
            found = Font(bold, italic, symbols.symbol_font(name), symbols.holds_glyph_numbers(name))
            self._fonts[font] = found
        return found
