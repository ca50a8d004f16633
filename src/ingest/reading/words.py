"""The words of a page: runs of characters without white space, split where the marked content or style changes.

One call gives the page's codes; then two boxes, an origin and two text objects are asked a word, not a
character: 2.5 ms a page instead of 7.5.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.reading import pdfium, symbols
from ingest.reading.frame import Frame
from ingest.reading.page import Word
from ingest.reading.raised import SMALLER, is_mark, is_raised, superscripts
from ingest.reading.styles import Style, StyleReader

_SPACES = (0, 9, 10, 11, 12, 13, 32, 0x85, 0x2028, 0x2029, 0x202F, 0x3000, 0xFEFF, *range(0x2000, 0x200C))
_INK = np.ones(0x10000, bool)
_INK[list(_SPACES)] = False
_INK[0xA0] = False  # a no-break space separates words as any space: cells are compared by words

SOFT_HYPHEN = "\u00ad"
MAX_ADVANCE = 1.6  # of the font size, mean a character: a wider word has a gap inside
_LATIN = [ord(c) for c in map(chr, range(0x41, 0x100)) if c.isalpha()]
_IDEOGRAPHS = 0x2E80  # the first block of East Asian scripts
_STRANGE = np.ones(0x10000, np.bool_)  # codes of other scripts, where PDFium's guesses fall
_STRANGE[:0x250] = _STRANGE[0x370:0x400] = _STRANGE[0x2000:_IDEOGRAPHS] = _STRANGE[0xE000:0xF900] = False
_STRANGE[0xFB00:0xFB07] = False  # ligatures that have codes
_STRANGE[0xFFF0:] = False
NO_GAP = 0.1  # of the font size; no typeset space is as narrow
_CLOSING_HYPHENS = (pdfium.LINE_END_HYPHEN, 0xAD, 0x2010)
SPLIT_GAP = 0.9  # of the font size: two glyphs farther apart are two words, even with no space between

_drain = deque[Any](maxlen=0).extend


class _Buffers:
    """Arrays that PDFium writes into, grown as needed; addresses are taken once a growth."""

    def __init__(self) -> None:
        self.room = 0
        self.grow(4096)

    def grow(self, count: int) -> None:
        if count > self.room:
            self.room = max(count, 2 * self.room)
            self.floats = np.zeros((self.room, 4), np.float32)
            self.doubles = np.zeros((self.room, 2), np.float64)
            self.codes = np.zeros(self.room + 8, np.uint16)
            self.floats_at = self.floats.ctypes.data
            self.doubles_at = self.doubles.ctypes.data
            self.codes_at = self.codes.ctypes.data


_buffers = _Buffers()


def _codes(text: int, count: int) -> NDArray[np.uint32]:
    """The Unicode of every character, in one call where PDFium's text is one to one with its characters."""
    _buffers.grow(count + 2)
    if pdfium.get_text(text, 0, count, _buffers.codes_at) == count + 1:  # it counts the closing zero
        codes = _buffers.codes[:count].astype(np.uint32)
        # U+FFFE stands both for a line-end hyphen and for an unmapped glyph
        for i in np.flatnonzero((codes == 0xFFFE) | (codes == 0xFFFF)).tolist():
            known = pdfium.char_code(text, i) == pdfium.LINE_END_HYPHEN
            codes[i] = pdfium.LINE_END_HYPHEN if known else pdfium.UNMAPPED
        return codes
    return np.fromiter(map(pdfium.char_code, itertools.repeat(text), range(count)), np.uint32, count)


def _unswapped(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The codes with byte-swapped letters put right: a producer's ligature "ti" reads U+7400 U+6900.

    Only where all East Asian characters of a page are Latin letters when swapped: no other text is like that.
    """
    foreign = (codes >= _IDEOGRAPHS) & (codes < 0xD800)
    if not foreign.any():
        return codes
    swapped = ((codes & 0xFF) << 8) | (codes >> 8)
    return np.where(foreign, swapped, codes) if np.isin(swapped[foreign], _LATIN).all() else codes


def _runs(codes: NDArray[np.uint32]) -> tuple[list[int], list[int]]:
    """Start and end (exclusive) of the runs of ink. PDFium puts no break behind a line-end hyphen: it ends a run."""
    ink = _INK[np.minimum(codes, 0xFFFF)]
    hyphen = codes == pdfium.LINE_END_HYPHEN
    start, end = ink.copy(), ink.copy()
    start[1:] &= ~ink[:-1] | hyphen[:-1]
    end[:-1] &= ~ink[1:] | hyphen[:-1]
    return np.flatnonzero(start).tolist(), (np.flatnonzero(end) + 1).tolist()


def _withhold_guesses(
    text: int, codes: NDArray[np.uint32], starts: list[int], ends: list[int], styles: StyleReader
) -> None:
    """Marks what PDFium guessed as unmapped: a font without ToUnicode gives numbers of glyphs as if they were text.

    Asked of a word's first character, and of those that no Western text has: a font may lack the codes of its ligatures
    only. One character alone is a bullet, and does no harm. Of a symbol font the codes are its bytes, unless it has
    numbers too.
    """
    strange = _STRANGE[np.minimum(codes, 0xFFFF)]
    hides = np.add.reduceat(strange, starts) > 0 if starts else ()
    guessed = map(pdfium.char_guessed, itertools.repeat(text), starts)
    for start, end, guess, strange_too in zip(starts, ends, guessed, hides, strict=True):
        if guess != 1 and not strange_too:
            continue
        font = styles.font(pdfium.char_object(text, start))
        if font.symbols and font.numbered and guess == 1:
            codes[start:end] = symbols.UNKNOWN
        elif not font.symbols and end - start > 1:
            for i in range(start, end):
                if pdfium.char_guessed(text, i) == 1:
                    codes[i] = pdfium.UNMAPPED


def _see_symbols(codes: NDArray[np.uint32], starts: list[int], ends: list[int], style_of: Sequence[Style]) -> None:
    """Puts what a reader sees in the place of the codes of symbol fonts and of the private use area."""
    hidden = np.add.reduceat(symbols.private(codes), starts) > 0
    for k in np.flatnonzero(hidden | [bool(style.symbols) for style in style_of]).tolist():
        for i in range(starts[k], ends[k]):
            codes[i] = symbols.seen(int(codes[i]), style_of[k].symbols)


def _boxes(text: int, indexes: Sequence[int]) -> NDArray[np.float32]:
    """(n, 4) boxes of characters in user space: left, top, right, bottom; advance wide, font high."""
    count = len(indexes)
    _buffers.grow(count)
    at = _buffers.floats_at
    _drain(map(pdfium.char_box, itertools.repeat(text), indexes, range(at, at + 16 * count, 16)))
    return _buffers.floats[:count].copy()


def _origins(text: int, indexes: Sequence[int]) -> NDArray[np.float64]:
    count = len(indexes)
    _buffers.grow(count)
    at = _buffers.doubles_at
    stop = at + 16 * count
    _drain(
        map(
            pdfium.char_origin,
            itertools.repeat(text),
            indexes,
            range(at, stop, 16),
            range(at + 8, stop + 8, 16),
        )
    )
    return _buffers.doubles[:count].copy()


def page_words(
    text: int, frame: Frame, styles: StyleReader, soft_hyphens: frozenset[int], at_spaces: bool = False
) -> tuple[tuple[Word, ...], int]:
    """The words of a loaded text page in content order, and how many characters have no usable code.

    ``soft_hyphens`` are the marked-content ids that the structure tree says to be soft hyphens; ``at_spaces`` says that
    the typesetter breaks lines at spaces only, so that one was typed behind a slash that ends a line.
    """
    count = pdfium.count_chars(text)
    if count <= 0:
        return (), 0
    codes = _unswapped(_codes(text, count))
    codes[codes == symbols.SYMBOLS.start] = ord(" ")
    runs = _runs(codes)
    _withhold_guesses(text, codes, *runs, styles)
    starts, ends, first_box, last_box = _split(text, codes, *runs, styles)
    if not starts:
        return (), 0
    lasts = [end - 1 for end in ends]
    boxes = frame.boxes(
        np.column_stack(
            (
                np.minimum(first_box[:, 0], last_box[:, 0]),
                np.maximum(first_box[:, 1], last_box[:, 1]),
                np.maximum(first_box[:, 2], last_box[:, 2]),
                np.minimum(first_box[:, 3], last_box[:, 3]),
            )
        ).astype(np.float64)
    )
    origins = _origins(text, starts)
    origin_x, origin_y = frame.points(origins[:, 0], origins[:, 1])
    style_of = [styles(pointer) for pointer in map(pdfium.char_object, itertools.repeat(text), starts)]
    style_of = _turned(style_of, text, lasts, frame, origin_y.tolist())
    _see_symbols(codes, starts, ends, style_of)
    last_mcid = [styles(p).mcid for p in map(pdfium.char_object, itertools.repeat(text), lasts)]
    whole = np.where(codes == pdfium.LINE_END_HYPHEN, ord("-"), codes).astype("<u4").tobytes()
    string = whole.decode("utf-32-le", "replace")
    words: list[Word] = []
    width, height = frame.size
    previous_end = -1
    rows = zip(starts, ends, boxes.tolist(), origin_x.tolist(), origin_y.tolist(), style_of, last_mcid, strict=True)
    for order, (start, end, box, ox, oy, style, mcid_of_last) in enumerate(rows):
        raw = string[start:end]
        glued = start == previous_end and bool(codes[start - 1] != pdfium.LINE_END_HYPHEN)
        if words and not glued and start <= previous_end + 2 and _touches(words[-1], box, style):
            glued = not pdfium.char_object(text, previous_end)  # what PDFium makes up has no object
        previous_end = end
        if not style.visible or not _on_page(box, width, height):
            continue
        soft = raw.endswith(SOFT_HYPHEN) or (mcid_of_last in soft_hyphens and raw.endswith(("-", "\u2010")))
        clean = unicodedata.normalize("NFC", raw.rstrip(SOFT_HYPHEN).replace(SOFT_HYPHEN, ""))
        if raw.endswith(SOFT_HYPHEN):
            clean += "-"
        words.append(
            Word(
                clean,
                box[0],
                box[1],
                box[2],
                box[3],
                ox if style.angle % 180 else oy,
                style.size or box[3] - box[1],
                style.bold,
                style.italic,
                style.mcid,
                glued,
                soft,
                style.angle,
                order,
                style.colour,
                clean.endswith("/") and (at_spaces or _space_was_typed(text, codes, end)),
            )
        )
    unreadable = int(np.count_nonzero(codes == pdfium.UNMAPPED))
    words = superscripts(words)
    if symbols.private(codes).any():
        words, unknown = symbols.without_unknown(words)
        unreadable += unknown
    return tuple(words), unreadable


def _turned(
    style_of: list[Style], text: int, lasts: Sequence[int], frame: Frame, origin_y: Sequence[float]
) -> list[Style]:
    """Styles of sideways text with the direction in which its letters follow each other.

    A matrix may mirror (Chromium's does), so it tells 90 from 270 degrees only together with the font's own.
    """
    sideways = [i for i, style in enumerate(style_of) if style.angle % 180]
    if not sideways:
        return style_of
    ends = _origins(text, [lasts[i] for i in sideways])
    _, end_y = frame.points(ends[:, 0], ends[:, 1])
    votes: dict[int, float] = {}
    for i, y in zip(sideways, end_y.tolist(), strict=True):
        votes[style_of[i].angle] = votes.get(style_of[i].angle, 0.0) + y - origin_y[i]
    turned = list(style_of)
    for i in sideways:
        if vote := votes[style_of[i].angle]:
            turned[i] = style_of[i]._replace(angle=270 if vote > 0 else 90)
    return turned


def _touches(before: Word, box: Sequence[float], style: Style) -> bool:
    """Whether a box begins where the word before it ends: PDFium sees a space or a line end there all the same."""
    if before.angle != style.angle:
        return False
    if style.angle % 180:
        gap = before.top - box[3] if style.angle == 90 else box[1] - before.bottom
        beside = before.x0 < box[2] and box[0] < before.x1
    else:
        gap = box[0] - before.x1 if style.angle == 0 else before.x0 - box[2]
        beside = before.top < box[3] and box[1] < before.bottom
    return abs(gap) < NO_GAP * style.size and beside


def _space_was_typed(text: int, codes: NDArray[np.uint32], index: int) -> bool:
    """Whether a space of the page's own stands at an index; those that PDFium makes have no text object."""
    return index < len(codes) and codes[index] in (0x20, 0xA0) and bool(pdfium.char_object(text, index))


def _on_page(box: Sequence[float], width: float, height: float) -> bool:
    return box[2] > 0 and box[0] < width and box[3] > 0 and box[1] < height


def _split(
    text: int, codes: NDArray[np.uint32], starts: list[int], ends: list[int], styles: StyleReader
) -> tuple[list[int], list[int], NDArray[np.float32], NDArray[np.float32]]:
    """Runs split further where marked content or font change, at raised marks, and where two glyphs stand far apart.

    Returns starts, ends (exclusive), and the boxes of the first and of the last characters.
    """
    first = map(pdfium.char_object, itertools.repeat(text), starts)
    last = map(pdfium.char_object, itertools.repeat(text), (end - 1 for end in ends))
    left, right = _boxes(text, starts), _boxes(text, [end - 1 for end in ends])
    out_starts: list[int] = []
    out_ends: list[int] = []
    for start, end, a, b, (x0, top, _, bottom), (_, last_top, x1, _) in zip(
        starts, ends, first, last, left.tolist(), right.tolist(), strict=True
    ):
        places: Iterable[int] = ()
        if end - start > 1:
            size = styles(a).size or top - bottom or 1.0
            if a != b or x1 < x0 or max(x1 - x0, abs(last_top - bottom)) > MAX_ADVANCE * size * (end - start):
                places = _inner_breaks(text, codes, start, end, styles, size)
        for place in (*places, end):
            out_starts.append(start)
            out_ends.append(place)
            start = place
    if len(out_starts) == len(starts):
        return starts, ends, left, right
    return out_starts, out_ends, _boxes(text, out_starts), _boxes(text, [end - 1 for end in out_ends])


def _inner_breaks(
    text: int, codes: NDArray[np.uint32], start: int, end: int, styles: StyleReader, size: float
) -> Iterator[int]:
    """Indexes inside a run where a new word begins. A hyphen at the very end stays with its word.

    Text that is drawn anew a little behind or over the letter before may be another cell's, whose column it left.
    """
    indexes = range(start, end)
    boxes = _boxes(text, indexes)
    objects = list(map(pdfium.char_object, itertools.repeat(text), indexes))
    style_of = [styles(pointer) for pointer in objects]
    marks = _marks(text, codes, indexes, style_of, styles)
    for i in range(1, end - start):
        before, here = style_of[i - 1], style_of[i]
        gap = max(
            float(boxes[i, 0] - boxes[i - 1, 2]),
            float(boxes[i - 1, 0] - boxes[i, 2]),
            float(boxes[i, 3] - boxes[i - 1, 1]),
            float(boxes[i - 1, 3] - boxes[i, 1]),
        )
        closes = i == end - start - 1 and codes[start + i] in _CLOSING_HYPHENS
        changes = (before.mcid, before.bold, before.symbols) != (here.mcid, here.bold, here.symbols)
        jumps = objects[i] != objects[i - 1] and abs(gap) > NO_GAP * size
        jumps = jumps and 0xAD not in codes[start + i - 1 : start + i + 1]  # not drawn, its box says nothing
        marked = (start + i in marks) != (start + i - 1 in marks)
        if gap > SPLIT_GAP * size or marked or ((changes or jumps) and not closes):
            yield start + i


def _marks(
    text: int, codes: NDArray[np.uint32], indexes: range, style_of: Sequence[Style], styles: StyleReader
) -> frozenset[int]:
    """Which characters of a run are a raised mark of smaller type."""
    size = max(style.size for style in style_of)
    if all(style.size > SMALLER * size or style.angle for style in style_of):
        return frozenset()
    heights = styles.heights(_origins(text, indexes))
    base = next(y for y, style in zip(heights, style_of, strict=True) if style.size == size)
    places = zip(indexes, heights, style_of, strict=True)
    raised = [i for i, y, style in places if style.size <= SMALLER * size and is_raised(y, base, size)]
    return frozenset(i for run in _following(raised) if is_mark("".join(chr(codes[i]) for i in run)) for i in run)


def _following(places: Iterable[int]) -> Iterator[list[int]]:
    """Places in runs of those that follow each other."""
    run: list[int] = []
    for place in places:
        if run and place > run[-1] + 1:
            yield run
            run = []
        run.append(place)
    if run:
        yield run
