"""Rules and fills of a page: what lines and boxes it draws.

A rule is a stroke, a thin filled rectangle, or a side of a stroked rectangle; everything that is drawn slanting or
curved is no rule.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterator
from itertools import pairwise, repeat
from typing import Any, NamedTuple

import numpy as np

from ingest.reading import pdfium
from ingest.reading.frame import Frame
from ingest.reading.page import Fill, Rule

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

MAX_SEGMENTS = 20_000  # a path with more is a map or a drawing, and slow
MAX_FORM_DEPTH = 8  # forms may hold themselves in broken files
THIN = 3.0  # points; a filled rectangle no thicker than this is a rule
MIN_LENGTH = 0.4  # points; dots shorter than this are no piece of a dashed rule
STRAIGHT = 0.6  # points that the ends of a rule may differ across its direction
OPAQUE = 16  # of 255; a fainter fill is not seen

_drain = deque[Any](maxlen=0).extend
_floats = (ctypes.c_float * 8)()
_floats_at = ctypes.addressof(_floats)
_uints = (ctypes.c_uint * 4)()
_uints_at = ctypes.addressof(_uints)
_ints = (ctypes.c_int * 2)()
_ints_at = ctypes.addressof(_ints)


class Drawn(NamedTuple):
    """The rules, fills and images of a page, and its own text objects (``None``: the page has no forms)."""

    rules: tuple[Rule, ...]
    fills: tuple[Fill, ...]
    images: tuple[tuple[float, float, float, float], ...]
    own_texts: frozenset[int] | None


class _Box(NamedTuple):
    x0: float
    y0: float
    x1: float
    y1: float
    filled: int | None
    stroked: int | None
    width: float
    is_rectangle: bool


def page_drawing(page: int, frame: Frame) -> Drawn:
    """What a loaded page draws beside its text."""
    objects = list(map(pdfium.page_object, repeat(page), range(max(0, pdfium.page_objects(page)))))
    types = list(map(pdfium.object_type, objects))
    boxes: list[_Box] = []
    images: list[tuple[float, float, float, float]] = []
    for pointer, kind, matrix in _drawn_objects(objects, types):
        if kind == pdfium.PATH:
            boxes.extend(_path(pointer, matrix))
        elif kind == pdfium.IMAGE:
            at = _floats_at
            if pdfium.object_bounds(pointer, at, at + 4, at + 8, at + 12):
                images.append(_corners((_floats[0], _floats[1], _floats[2], _floats[3]), matrix))
    own = None
    if pdfium.FORM in types:
        own = frozenset(p for p, kind in zip(objects, types, strict=True) if kind == pdfium.TEXT)
    placed = frame.boxes(np.array([box[:4] for box in boxes], np.float64)).tolist() if boxes else []
    rules: list[Rule] = []
    fills: list[Fill] = []
    for box, (x0, top, x1, bottom) in zip(boxes, placed, strict=True):
        _sort_in(box, x0, top, x1, bottom, rules, fills)
    seen = frame.boxes(np.array(images, np.float64)).tolist() if images else []
    return Drawn(tuple(rules), tuple(fills), tuple((a, b, c, d) for a, b, c, d in seen), own)


def _sort_in(box: _Box, x0: float, top: float, x1: float, bottom: float, rules: list[Rule], fills: list[Fill]) -> None:
    """File one box as displayed under rules or fills."""
    width, height = x1 - x0, bottom - top
    if not box.is_rectangle:
        if box.stroked is not None:
            _add_rule(rules, x0, top, x1, bottom, box.width, box.stroked)
        return
    if box.filled is not None:
        if min(width, height) > THIN:
            fills.append(Fill(x0, top, x1, bottom, box.filled))
        elif box.stroked is None:
            if width >= height:
                middle = (top + bottom) / 2
                _add_rule(rules, x0, middle, x1, middle, height, box.filled)
            else:
                middle = (x0 + x1) / 2
                _add_rule(rules, middle, top, middle, bottom, width, box.filled)
    if box.stroked is not None:
        for ax, ay, bx, by in (
            (x0, top, x1, top),
            (x0, bottom, x1, bottom),
            (x0, top, x0, bottom),
            (x1, top, x1, bottom),
        ):
            _add_rule(rules, ax, ay, bx, by, box.width, box.stroked)


def _add_rule(rules: list[Rule], x0: float, top: float, x1: float, bottom: float, width: float, colour: int) -> None:
    if bottom - top <= STRAIGHT and x1 - x0 >= max(MIN_LENGTH, bottom - top):
        middle = (top + bottom) / 2
        rules.append(Rule(x0, middle, x1, middle, width, colour))
    elif x1 - x0 <= STRAIGHT and bottom - top >= MIN_LENGTH:
        middle = (x0 + x1) / 2
        rules.append(Rule(middle, top, middle, bottom, width, colour))


def _drawn_objects(objects: list[int], types: list[int]) -> Iterator[tuple[int, int, Matrix | None]]:
    """Objects that are no text, forms opened, with the matrix of the forms around them."""
    for pointer, kind in zip(objects, types, strict=True):
        if kind == pdfium.FORM:
            yield from _inside_form(pointer, None, 0)
        elif kind != pdfium.TEXT:
            yield pointer, kind, None


def _inside_form(form: int, outer: Matrix | None, depth: int) -> Iterator[tuple[int, int, Matrix | None]]:
    if depth > MAX_FORM_DEPTH:
        return
    matrix = _times(_matrix(form), outer)
    for i in range(max(0, pdfium.form_objects(form))):
        pointer = pdfium.form_object(form, i)
        kind = pdfium.object_type(pointer)
        if kind == pdfium.FORM:
            yield from _inside_form(pointer, matrix, depth + 1)
        elif kind != pdfium.TEXT:
            yield pointer, kind, matrix


def _matrix(pointer: int) -> Matrix:
    if not pdfium.object_matrix(pointer, _floats_at):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (_floats[0], _floats[1], _floats[2], _floats[3], _floats[4], _floats[5])


def _times(a: Matrix, b: Matrix | None) -> Matrix:
    if b is None:
        return a
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _corners(box: tuple[float, float, float, float], m: Matrix | None) -> tuple[float, float, float, float]:
    if m is None:
        return box
    xs = [x * m[0] + y * m[2] + m[4] for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [x * m[1] + y * m[3] + m[5] for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(xs), min(ys), max(xs), max(ys)


def _colour(ask: Any, pointer: int) -> int | None:
    """The colour as 0xRRGGBB after conversion to RGB; ``None`` when it is transparent or a pattern."""
    at = _uints_at
    if not ask(pointer, at, at + 4, at + 8, at + 12) or _uints[3] < OPAQUE:
        return None
    return int(_uints[0]) << 16 | int(_uints[1]) << 8 | int(_uints[2])


def _path(pointer: int, outer: Matrix | None) -> Iterator[_Box]:
    if not pdfium.path_mode(pointer, _ints_at, _ints_at + 4):
        return
    fill, stroke = _ints[0], _ints[1]
    filled = _colour(pdfium.fill_colour, pointer) if fill else None
    stroked = _colour(pdfium.stroke_colour, pointer) if stroke else None
    if filled is None and stroked is None:
        return
    count = pdfium.path_segments(pointer)
    if not 0 < count <= MAX_SEGMENTS:
        return
    matrix = _times(_matrix(pointer), outer)
    width = 0.0
    if stroked is not None and pdfium.stroke_width(pointer, _floats_at):
        a, b, c, d = matrix[:4]
        width = float(_floats[0]) * abs(a * d - b * c) ** 0.5
    segments = list(map(pdfium.path_segment, repeat(pointer), range(count)))
    kinds = list(map(pdfium.segment_type, segments))
    coordinates = np.zeros((count, 2), np.float32)
    at = coordinates.ctypes.data
    stop = at + 8 * count
    _drain(map(pdfium.segment_point, segments, range(at, stop, 8), range(at + 4, stop + 4, 8)))
    a, b, c, d, e, f = matrix
    points = [(x * a + y * c + e, x * b + y * d + f) for x, y in coordinates.tolist()]
    closes = list(map(pdfium.segment_closes, segments))
    start = 0
    while start < count:
        end = start + 1
        while end < count and kinds[end] != pdfium.MOVE_TO:
            end += 1
        yield from _subpath(points[start:end], kinds[start:end], bool(closes[end - 1]), filled, stroked, width)
        start = end


def _subpath(
    points: list[Point], kinds: list[int], closed: bool, filled: int | None, stroked: int | None, width: float
) -> Iterator[_Box]:
    if pdfium.CURVE_TO in kinds:
        corners = _rounded_rectangle(points, kinds)
        if corners is not None and filled is not None:
            yield _Box(*corners, filled, None, 0.0, True)
        return
    ring = points[:-1] if len(points) > 1 and _near(points[0], points[-1]) else points
    if len(ring) == 4 and _is_rectangle(ring) and (closed or filled is not None or len(points) == 5):
        xs, ys = [p[0] for p in ring], [p[1] for p in ring]
        yield _Box(min(xs), min(ys), max(xs), max(ys), filled, stroked, width, True)
        return
    if stroked is not None:
        line = [*points, points[0]] if closed and len(points) > 2 else points
        for (xa, ya), (xb, yb) in pairwise(line):
            yield _Box(xa, ya, xb, yb, None, stroked, width, False)


def _near(p: Point, q: Point) -> bool:
    return abs(p[0] - q[0]) < 0.02 and abs(p[1] - q[1]) < 0.02


def _is_rectangle(p: list[Point]) -> bool:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = p
    t = 0.05
    first = abs(y0 - y1) < t and abs(x1 - x2) < t and abs(y2 - y3) < t and abs(x3 - x0) < t
    second = abs(x0 - x1) < t and abs(y1 - y2) < t and abs(x2 - x3) < t and abs(y3 - y0) < t
    return first or second


def _rounded_rectangle(points: list[Point], kinds: list[int]) -> tuple[float, float, float, float] | None:
    """The box of a rectangle with rounded corners: straight sides along all four edges of its box."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    box = (min(xs), min(ys), max(xs), max(ys))
    sides = 0.0
    for (xa, ya), (xb, yb), kind in zip(points, points[1:], kinds[1:], strict=False):
        if kind == pdfium.LINE_TO and (abs(xa - xb) < STRAIGHT or abs(ya - yb) < STRAIGHT):
            sides += abs(xa - xb) + abs(ya - yb)
    around = 2 * (box[2] - box[0] + box[3] - box[1])
    return box if around and sides > 0.6 * around else None
