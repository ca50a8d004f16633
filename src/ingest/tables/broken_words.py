"""Words that a line's end breaks without a hyphen: word processors do it where a word is wider than its column.

Such a word begins its line, and the letters that follow would not have fitted. That alone is chance for some words of
a narrow column; so the parts must be one word together, or the second none of its own. A list of Danish forms tells
(simplemma's, 788,000), and compounds of two of them count as words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.danish_words import goes_on, is_foreign, is_known
from ingest.reading.page import Word
from ingest.tables.fragment import Cell, Fragment, Line, Paragraph

NARROW, WIDE = frozenset("fijlrt"), frozenset("mwæ")
NARROW_LETTER, WIDE_LETTER, LETTER = 0.5, 1.0, 0.75  # em that a letter takes at most, and what a typesetter leaves
MAX_PADDING = 12.0  # points; text that begins farther from its column's left rule is indented
_ADDRESS = re.compile(r"@|://|^www\.")
_CLOSING = ".,;:!?)]»”"
_LAST_WORD, _FIRST_WORD = re.compile(r"[^\W\d_]*$"), re.compile(r"[^\W\d_]*")
_BULLET = re.compile(r"[^\w\s]+|\d+[.)]|o")


def with_broken_words(fragment: Fragment, vocabulary: frozenset[str]) -> Fragment:
    """A fragment in which such words are marked; ``vocabulary``: what its document writes inside lines."""
    if is_foreign(vocabulary):
        return fragment
    limits = reach(fragment)
    cells = tuple(_marked(cell, limits[cell.column, cell.column_span], vocabulary) for cell in fragment.cells)
    return fragment if cells == fragment.cells else replace(fragment, cells=cells)


def reach(fragment: Fragment) -> dict[tuple[int, int], float]:
    """How far to the right text may reach, for each column and those that a cell spans: to the rule, or as it does."""
    groups: dict[tuple[int, int], list[Cell]] = {}
    for cell in fragment.cells:
        groups.setdefault((cell.column, cell.column_span), []).append(cell)
    found = {}
    for key, cells in groups.items():
        words = [(word, cell) for cell in cells for word in cell.words if not word.angle]
        limit = max((word.x1 for word, _ in words), default=0.0)
        if words and fragment.open_below is not None:
            padding = max(0.0, min(MAX_PADDING, *(word.x0 - cell.bbox[0] for word, cell in words)))
            limit = max(limit, min(cell.bbox[2] for cell in cells) - padding)
        found[key] = limit
    return found


def _marked(cell: Cell, limit: float, vocabulary: frozenset[str]) -> Cell:
    paragraphs = tuple(in_paragraph(paragraph, limit, vocabulary) for paragraph in cell.paragraphs)
    return cell if paragraphs == cell.paragraphs else replace(cell, paragraphs=paragraphs)


def in_paragraph(paragraph: Paragraph, limit: float, vocabulary: frozenset[str]) -> Paragraph:
    """A paragraph with such words marked; ``limit``: how far to the right its lines may reach."""
    made = list(paragraph.lines)
    for start, end in _runs([_fills(above, below, limit) for above, below in pairwise(made)], made):
        parts = [_text(_last(line)) for line in made[start:end]] + [_text(_first(made[end]))]
        for k in _breaks(parts, vocabulary):
            line = made[start + k]
            made[start + k] = (*line[:-1], line[-1]._replace(broken=True))
    return replace(paragraph, lines=tuple(made)) if made != list(paragraph.lines) else paragraph


def _runs(breaks: Sequence[bool], lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Lines (start, and the last that takes part) that one word may go through."""
    start = None
    for k, may_break in enumerate(breaks):
        if not may_break:
            start = None
            continue
        start = k if start is None else start
        goes_on = k + 1 < len(breaks) and breaks[k + 1] and len(_first(lines[k + 1])) == len(lines[k + 1])
        if not goes_on:
            yield start, k + 1
            start = None


def _fills(above: Line, below: Line, limit: float) -> bool:
    """Whether a line is one word that fills its column, so that not one letter of the next line fits behind it."""
    if above[0].angle or below[0].angle:
        return False
    left, right = _last(above), _first(below)
    before = above[: len(above) - len(left)]
    if before and not (len(before) == 1 and _BULLET.fullmatch(before[0].text)):
        return False
    text, begins = _text(left), right[0].text[:1]
    in_capitals = _LAST_WORD.findall(text)[0].isupper() and _FIRST_WORD.findall(_text(right))[0].isupper()
    in_a_word = in_capitals or (text[-1:].isalpha() and (begins.islower() or begins in _CLOSING))
    if not (in_a_word or _ADDRESS.search(text + _text(right))):
        return False
    letter = (
        NARROW_LETTER
        if begins in NARROW or begins in _CLOSING
        else WIDE_LETTER
        if begins in WIDE or begins.isupper()
        else LETTER
    )
    return left[-1].x1 + letter * right[0].size > limit


def _last(line: Line) -> Line:
    """The words at a line's end that nothing parts."""
    start = len(line) - 1
    while start and line[start].glued:
        start -= 1
    return line[start:]


def _first(line: Line) -> Line:
    end = 1
    while end < len(line) and line[end].glued:
        end += 1
    return line[:end]


def _text(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words)


def _breaks(parts: Sequence[str], vocabulary: frozenset[str]) -> Iterator[int]:
    """Which breaks between parts are inside a word or an address, or before what closes one."""
    start = 0
    while start < len(parts) - 1:
        end = start + 2
        if parts[start + 1][0] not in _CLOSING and not _ADDRESS.search(parts[start] + parts[start + 1]):
            ends = range(len(parts), start + 1, -1)
            end = next((end for end in ends if _is_one(_letters(parts[start:end]), vocabulary)), start + 1)
        yield from range(start, end - 1)
        start = max(end - 1, start + 1)


def _letters(parts: Sequence[str]) -> list[str]:
    """Parts as one word may have them: what stands before and behind it is left out."""
    inner = [_LAST_WORD.findall(parts[0])[0], *parts[1:-1], _FIRST_WORD.findall(parts[-1])[0]]
    return [part.casefold() for part in inner]


def _is_one(parts: Sequence[str], vocabulary: frozenset[str]) -> bool:
    joined = "".join(parts)
    if not joined.isalpha() or not all(parts):
        return False
    if joined in vocabulary:
        return True
    if vocabulary.issuperset(parts):
        return False
    if is_known(joined):
        return True
    lefts = ["".join(parts[: k + 1]) for k in range(len(parts) - 1)]
    return all(goes_on(left, right, vocabulary) for left, right in zip(lefts, parts[1:], strict=True))
