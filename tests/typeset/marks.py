"""What a page is made of, whoever draws it: text, strokes and boxes. Points, origin top-left, y down."""

from __future__ import annotations

from dataclasses import dataclass, field

BLACK = 0x000000
WHITE = 0xFFFFFF


@dataclass(frozen=True)
class Text:
    """A line of text at its base line's start; ``upright``: from bottom to top."""

    x: float
    baseline: float
    text: str
    size: float
    bold: bool = False
    upright: bool = False
    colour: int = BLACK


@dataclass(frozen=True)
class Stroke:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    colour: int = BLACK
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Box:
    """A filled rectangle."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: int


Mark = Text | Stroke | Box


@dataclass(frozen=True)
class SetTable:
    """A table's part on a page as it is printed: its box, and (row, its end, column, its end, text) of each cell."""

    box: tuple[float, float, float, float]
    cells: tuple[tuple[int, int, int, int, str], ...]


@dataclass
class Sheet:
    """A page as it is seen, and the tables that are on it."""

    width: float
    height: float
    marks: list[Mark] = field(default_factory=list)
    tables: list[SetTable] = field(default_factory=list)
