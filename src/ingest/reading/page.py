"""What a page holds once it is read: words, rules, fills. Points, origin top-left, turned as it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Word(NamedTuple):
    """A run of characters without white space, in one marked content.

    ``baseline`` is the y of the glyphs' origin: lines are grouped by it, never by the boxes, which are as
    high as the font says. ``glued`` says that no white space stands between this word and the one before
    (a word may change its marked content or its font within). ``soft_hyphen`` says that the hyphen at the
    word's end is certainly the typesetter's.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool
    italic: bool
    mcid: int
    glued: bool
    soft_hyphen: bool
    angle: int
    order: int
    colour: int
    spaced: bool = False  # a space was typed behind it: "/" at a line's end joins only without one
    broken: bool = False  # the line's end breaks it, without a hyphen (``tables.broken_words``)


class Rule(NamedTuple):
    """A straight ruling, horizontal (top == bottom) or vertical (x0 == x1); ``width`` is its thickness."""

    x0: float
    top: float
    x1: float
    bottom: float
    width: float
    colour: int


class Fill(NamedTuple):
    """A filled rectangle; ``colour`` is 0xRRGGBB; later fills lie over earlier ones."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its size in points, and what stands on it.

    ``rotation`` is how far it was turned for that, in degrees clockwise: by its own /Rotate, and further where most of
    its text would still run sideways.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    fills: tuple[Fill, ...]
    images: tuple[tuple[float, float, float, float], ...] = ()
    unreadable: int = 0  # characters without a usable code
    rotation: int = 0

    @property
    def image_only(self) -> bool:
        """A scan: pictures and no text."""
        return not self.words and bool(self.images)


@dataclass(frozen=True, slots=True)
class Element:
    """A node of the structure tree.

    ``kind`` is the standard type after the role map (Table, TR, TD, P, ...). ``contents`` are its children in
    order: elements, and marked contents as (page number, marked-content id).
    """

    kind: str
    key: int
    contents: tuple[Element | tuple[int, int], ...]
    row_span: int = 1
    column_span: int = 1
    actual_text: str | None = None


def walk(element: Element | None) -> Iterator[Element]:
    """The element and all below it, in reading order."""
    if element is None:
        return
    yield element
    for content in element.contents:
        if isinstance(content, Element):
            yield from walk(content)


@dataclass(frozen=True, slots=True)
class Reading:
    """A PDF as read: pages, structure tree, metadata."""

    pages: tuple[Page, ...]
    tree: Element | None = None
    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""
    producer: str = ""
    repaired: bool = False
    unreadable_pages: tuple[int, ...] = field(default=())
