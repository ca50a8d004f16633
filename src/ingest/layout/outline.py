"""The outline: what stands outside the tables, as headings and prose in reading order, and table-like rests.

Headings are those of the structure tree on pages where it has any; elsewhere lines that are larger than the body
text, or bold, short and alone. Every word outside tables and furniture ends in exactly one of the three.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.layout.lines import bbox_of, lines, paragraphs, segments, usual_leading
from ingest.layout.pages import Document, Sheet
from ingest.reading.page import Element, Word
from ingest.tables.fragment import Fragment, Line, Paragraph
from ingest.text import Hyphenation, line_text, paragraph_text
from model.issue import BBox

LARGER = 1.12  # times the body size: a heading by size
MAX_HEADING = 120  # characters; bold text longer than this is emphasis
LONG_HEADING = 200  # characters; a longer text in large type is a paragraph
SENTENCE = 6  # words; so many with a full stop behind them are a sentence
SAME_SIZE = 0.06  # share that sizes of one heading may differ
TABLE_LINES = 4  # lines in a row, each of ...
TABLE_COLUMNS = 3  # ... as many separate texts, that begin at the same places: a table without rules
ALIGNED = 3.0  # points

_HEADINGS = {"H": 2, "Title": 1, **{f"H{n}": n for n in range(1, 7)}}
_LEADER = re.compile(r"\.{4,}|(?:\. ){3,}|…{2,}|_{4,}")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (``level`` from 1), a paragraph (``level`` 0) or a table-like rest (``level`` -1) of one page."""

    page: int
    bbox: BBox
    level: int
    text: str
    words: tuple[Word, ...]

    @property
    def size(self) -> float:
        """The font size in points."""
        return max(w.size for w in self.words)


def free_words(document: Document, fragments: Iterable[Fragment]) -> list[list[Word]]:
    """For each page the words outside fragments and furniture."""
    taken: dict[int, set[int]] = {}
    for fragment in fragments:
        taken.setdefault(fragment.page, set()).update(w.order for w in fragment.words)
    return [[w for w in sheet.words if w.order not in taken.get(sheet.page.number, ())] for sheet in document.sheets]


def outline(document: Document, free: Sequence[list[Word]], hyphenation: Hyphenation) -> list[Block]:
    """All words that are ``free`` on each page, in blocks from top to bottom."""
    levels = _tree_levels(document.reading.tree)
    body = _body_size(document)
    larger = _larger_sizes(free, body)
    found: list[Block] = []
    for sheet, words in zip(document.sheets, free, strict=True):
        own = {mcid: level for (page, mcid), level in levels.items() if page == sheet.page.number}
        found.extend(_blocks(sheet, words, own, body, larger, hyphenation))
    return found


def title(blocks: Sequence[Block], pages: int = 2) -> tuple[str, tuple[Block, ...]]:
    """The largest heading of the first pages, with the headings of its size right after it; "" without any."""
    first = [b for b in blocks if b.page <= pages and b.level > 0]
    if not first:
        return "", ()
    size = max(b.size for b in first)
    run: list[Block] = []
    for block in blocks:
        large = block.level > 0 and block.size >= size * (1 - SAME_SIZE)
        if run and not (large and block.page == run[0].page):
            break
        if large:
            run.append(block)
    return " ".join(b.text for b in run), tuple(run)


def _tree_levels(tree: Element | None) -> dict[tuple[int, int], int]:
    """(page, marked-content id) → heading level, as the structure tree says."""
    found: dict[tuple[int, int], int] = {}

    def visit(element: Element, level: int) -> None:
        level = _HEADINGS.get(element.kind, level)
        if element.kind == "Table":
            level = 0
        for content in element.contents:
            if isinstance(content, Element):
                visit(content, level)
            elif level:
                found[content] = level

    if tree is not None:
        visit(tree, 0)
    return found


def _body_size(document: Document) -> float:
    counts: Counter[float] = Counter()
    for sheet in document.sheets:
        for word in sheet.words:
            counts[round(word.size * 2) / 2] += len(word.text)
    return counts.most_common(1)[0][0] if counts else 10.0


def _larger_sizes(free: Iterable[list[Word]], body: float) -> list[float]:
    """The sizes above the body's, largest first: the levels of headings."""
    sizes = {round(word.size * 2) / 2 for words in free for word in words if word.size >= LARGER * body}
    return sorted(sizes, reverse=True)


def _blocks(
    sheet: Sheet,
    free: list[Word],
    levels: dict[int, int],
    body: float,
    larger: Sequence[float],
    hyphenation: Hyphenation,
) -> list[Block]:
    listed = lines(free)
    found: list[Block] = []
    rest: list[Line] = []
    tables = _table_like(listed)
    number = sheet.page.number
    for at, line in enumerate(listed):
        start = next((t for t in tables if t[0] == at), None)
        if start:
            found.extend(_prose(number, rest, hyphenation))
            rest = []
            words = tuple(w for row in listed[start[0] : start[1]] for w in row)
            found.append(_block(number, words, -1, "\n".join(line_text(row) for row in listed[start[0] : start[1]])))
        if any(a <= at < b for a, b in tables):
            continue
        level = _level(line, levels, body, larger)
        if level:
            found.extend(_prose(number, rest, hyphenation))
            rest = []
            _add_heading(found, number, line, level, hyphenation)
        else:
            rest.append(line)
    found.extend(_prose(number, rest, hyphenation))
    if levels:
        return found
    return [
        part
        for block in found
        for part in (_prose(number, lines(block.words), hyphenation) if _is_large_prose(block) else [block])
    ]


def _is_large_prose(block: Block) -> bool:
    """Whether what is set like a heading by its size alone reads as running text: sentences, or very long."""
    if block.level <= 0 or all(word.bold for word in block.words):
        return False
    is_sentence = block.text.endswith(".") and len(block.words) >= SENTENCE
    return is_sentence or len(block.text) > LONG_HEADING


def _level(line: Line, levels: dict[int, int], body: float, larger: Sequence[float]) -> int:
    """The heading level of a line, or 0."""
    if levels:
        said = {levels.get(word.mcid, 0) for word in line}
        return said.pop() if len(said) == 1 else 0
    text = line_text(line)
    if not any(c.isalpha() for c in text) or _LEADER.search(text) or line[0].angle:
        return 0
    size = max(w.size for w in line)
    if size >= LARGER * body:
        return 1 + next((i for i, s in enumerate(larger) if size >= s * (1 - SAME_SIZE)), len(larger))
    is_bold = all(w.bold for w in line) and len(text) <= MAX_HEADING and not text.endswith((".", ",", ";"))
    return len(larger) + 1 if is_bold else 0


def _add_heading(found: list[Block], page: int, line: Line, level: int, hyphenation: Hyphenation) -> None:
    """Add a heading, or the next line of the one right above."""
    if found:
        above = found[-1]
        step = line[0].baseline - above.words[-1].baseline
        if (
            above.level == level
            and above.page == page
            and abs(above.size - max(w.size for w in line)) <= SAME_SIZE * above.size
            and 0 < step <= 1.6 * above.size
        ):
            words = (*above.words, *line)
            text = paragraph_text(Paragraph(tuple(lines(words))), hyphenation)
            found[-1] = _block(page, words, level, text)
            return
    found.append(_block(page, line, level, paragraph_text(Paragraph((line,)), hyphenation)))


def _prose(page: int, rest: Sequence[Line], hyphenation: Hyphenation) -> list[Block]:
    if not rest:
        return []
    right = max(line[-1].x1 for line in rest)
    found = []
    for paragraph in paragraphs(rest, right, usual_leading([rest])):
        words = tuple(w for line in paragraph.lines for w in line)
        found.append(_block(page, words, 0, paragraph_text(paragraph, hyphenation)))
    return found


def _block(page: int, words: Iterable[Word], level: int, text: str) -> Block:
    own = tuple(words)
    box = bbox_of(own)
    assert box is not None  # a block has at least one word
    return Block(page, box, level, text, own)


def _table_like(listed: Sequence[Line]) -> list[tuple[int, int]]:
    """Runs of lines (start, end) whose texts begin at the same places, three or more to a line."""
    starts = [[part[0].x0 for part in segments(line)] for line in listed]
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(listed):
        end = at
        while end < len(listed) and len(starts[end]) >= TABLE_COLUMNS and _aligned(starts[at], starts[end]):
            end += 1
        if end - at >= TABLE_LINES:
            found.append((at, end))
        at = max(end, at + 1)
    return found


def _aligned(first: Sequence[float], other: Sequence[float]) -> bool:
    return sum(any(abs(a - b) <= ALIGNED for b in other) for a in first) >= TABLE_COLUMNS
