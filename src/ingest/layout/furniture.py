"""Page furniture: what stands at the same place on several pages, running heads and page numbers. Pure.

It is looked for only outside table-like regions, so that a repeated header row stays a header row; of a table without
rules that is told by the columns below it, by the same line amid another page, or by the structure tree of one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from ingest.layout.lines import lines, middle, segments
from ingest.layout.rulings import TOUCH, Region
from ingest.reading.page import Element, Page, Reading, Word, walk
from ingest.tables.fragment import Line
from ingest.text import line_text
from model.issue import BBox

MIN_GRID = 3  # edges; what stands between so many is no furniture
MARGIN_LINES = 3  # lines from the top and from the bottom of a page that can be furniture
SAME_HEIGHT = 4.0  # points that furniture may wander from page to page
SIDE_MARGIN = 0.16  # of the page's height at its top and bottom, where a lone page number is furniture
MIN_OVER_RULES = 3  # parts of a header above the first rule of a table; a running head has fewer
RULE_BELOW = 1.2  # times its font size from such a header's base line to that rule
MIN_HEADED = 3  # parts of a line under which text begins; a running head has two or three of its own
BELOW_HEADER = 8.0  # times the font size; within this below a header its columns show
SAME_START = 3.0  # points
FARTHER = 4.0  # times the font size from where a running head stands, amid a page
ONE_BLOCK = 1.5  # times the font size from line to line of one text at most

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"^(?:[-–—|]\s*)?(?:side|s\.|page|p\.)?\s*\d{1,3}(?:\s*(?:af|/|of)\s*\d{1,3})?(?:\s*[-–—|])?$",
    re.IGNORECASE,
)


def furniture(reading: Reading, found: Sequence[Sequence[Region]]) -> list[set[int]]:
    """For each page the words, by their order, that are furniture; ``found`` are the pages' regions."""
    in_tables = _tagged_cells(reading.tree)
    margins = [
        _margin_lines(page, own, in_tables.get(page.number, set()))
        for page, own in zip(reading.pages, found, strict=True)
    ]
    repeated = _repeated(margins)
    often = [line for margin in margins for line in margin if _signature(line) in repeated]
    headers = _headers(reading.pages, often)
    return [
        {word.order for line in _outermost(_less_headers(own, headers, page), repeated, page) for word in line}
        for page, own in zip(reading.pages, margins, strict=True)
    ]


def _tagged_cells(tree: Element | None) -> dict[int, set[int]]:
    """For each page the marked-content ids of everything that the tree has in a table."""
    found: dict[int, set[int]] = {}
    for table in walk(tree):
        if table.kind == "Table":
            for element in walk(table):
                for content in element.contents:
                    if not isinstance(content, Element):
                        found.setdefault(content[0], set()).add(content[1])
    return found


def _margin_lines(page: Page, found: Sequence[Region], in_tables: set[int]) -> list[Line]:
    """The first and last lines of a page, outside the regions and tables."""
    boxes = [_reach(r, page) for r in found if _is_grid(r)]

    def outside(word: Word) -> bool:
        y = middle(word)[1]
        return not any(
            b[0] - TOUCH <= word.x0 and word.x1 <= b[2] + TOUCH and b[1] - TOUCH <= y <= b[3] + TOUCH for b in boxes
        )

    # a line that begins inside a table but runs on outside it is split here: only words outside count
    listed = lines(w for w in page.words if w.mcid not in in_tables and outside(w))
    sideways = [line for line in listed if line[0].angle % 180]  # in the margins beside the text
    listed = [line for line in listed if not line[0].angle % 180]
    if not listed:
        return sideways
    inner_top = min((b[1] for b in boxes), default=page.height)
    inner_bottom = max((b[3] for b in boxes), default=page.height)
    top = [line for line in listed[:MARGIN_LINES] if line[0].baseline < max(inner_top, 0.3 * page.height)]
    bottom = [line for line in listed[-MARGIN_LINES:] if line[0].baseline > min(inner_bottom, 0.7 * page.height)]
    header = next((line for line in top if _heads_columns(line, page.words) or _heads_rules(line, boxes)), None)
    above = top[: top.index(header)] if header else top  # below a header nothing is furniture
    return [*above, *(line for line in bottom if line not in top), *sideways]


def _is_grid(region: Region) -> bool:
    """Whether edges make rows or columns, and do not only frame or underline a page."""
    return len(region.horizontal) + len(region.vertical) >= MIN_GRID or any(e.joints for e in region.vertical)


def _reach(region: Region, page: Page) -> BBox:
    """The box of a region; upright rules alone do not show how far it goes to either side."""
    x0, top, x1, bottom = region.bbox
    return (x0, top, x1, bottom) if region.horizontal else (0.0, top, page.width, bottom)


def _heads_columns(line: Line, words: Sequence[Word]) -> bool:
    """Whether a line is the header of a table: text right below it begins where its parts begin."""
    starts = [part[0].x0 for part in segments(line)]
    starts += [word.x0 for word in line if word.glued]  # a heading may reach the next one, or over it
    reach = line[0].baseline + BELOW_HEADER * line[0].size
    near = [w for w in words if line[0].baseline < w.baseline <= reach]
    if len(starts) == 2:  # a running head may have two, but no columns of text below both
        below = [parts for row in lines(near) if len(parts := [part[0].x0 for part in segments(row)]) == 2]
        return bool(below) and all(abs(a - b) <= SAME_START for row in below for a, b in zip(row, starts, strict=True))
    return sum(any(abs(w.x0 - start) <= SAME_START for w in near) for start in starts) >= MIN_HEADED


def _heads_rules(line: Line, boxes: Iterable[BBox]) -> bool:
    """Whether a line is the header of a table whose uppermost rule stands right below it."""
    return len(segments(line)) >= MIN_OVER_RULES and any(
        b[0] - TOUCH <= line[0].x0
        and line[-1].x1 <= b[2] + TOUCH
        and 0 < b[1] - line[0].baseline <= RULE_BELOW * line[0].size
        for b in boxes
    )


def _signature(line: Line) -> tuple[str, int]:
    """What a line says with its numbers left out, and about where it stands."""
    return _DIGITS.sub("#", line_text(line)).casefold(), round(line[0].baseline / SAME_HEIGHT)


def _repeated(margins: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    """Signatures that stand on at least two pages and on a good part of them all, give or take a rounding."""
    counts: Counter[tuple[str, int]] = Counter()
    for margin in margins:
        counts.update({_signature(line) for line in margin})
    needed = max(2, len(margins) // 5)
    return {
        (text, height)
        for text, height in counts
        if sum(counts[text, height + d] for d in (-1, 0, 1)) >= needed and text
    }


def _headers(pages: Iterable[Page], found: Iterable[Line]) -> set[tuple[str, int]]:
    """The signatures of those repeated lines of several parts that also stand amid a page: the header of a table."""
    several = {_signature(line): segments(line) for line in found if len(segments(line)) >= MIN_HEADED}
    return {signature for signature, parts in several.items() if any(_stands_amid(parts, page) for page in pages)}


def _stands_amid(parts: Sequence[Line], page: Page) -> bool:
    """Whether the same texts begin at the same places farther down or up on a page."""
    height = parts[0][0].baseline
    starts: defaultdict[int, set[int]] = defaultdict(set)
    for word in page.words:
        if abs(word.baseline - height) > FARTHER * word.size:
            for k, part in enumerate(parts):
                if word.text == part[0].text and abs(word.x0 - part[0].x0) <= SAME_START:
                    starts[round(word.baseline)].add(k)
    return any(len(met) == len(parts) for met in starts.values())


def _less_headers(found: Sequence[Line], headers: Collection[tuple[str, int]], page: Page) -> list[Line]:
    """Lines of the margins less the header of a table at the top, and what stands below that."""
    top = [line for line in found if not line[0].angle % 180 and line[0].baseline < page.height / 2]
    header = next((line for line in top if _signature(line) in headers), None)
    above = top[: top.index(header)] if header else top
    return [*above, *(line for line in found if line not in top)]


def _outermost(found: Sequence[Line], repeated: Collection[tuple[str, int]], page: Page) -> list[Line]:
    """The lines of the margins that are repeated, or a page's number, less those that are lines of a text."""
    own = [line for line in found if _signature(line) in repeated or _is_page_number(line, page)]
    while True:
        orders = {word.order for line in own for word in line}
        kept = [line for line in own if not _goes_with_text(line, page, orders)]
        if len(kept) == len(own):
            return own
        own = kept


def _goes_with_text(line: Line, page: Page, furniture: Collection[int]) -> bool:
    """Whether text stands right beyond a line, or right inside where the line begins, in its type."""
    first = line[0]
    outward = -1 if first.baseline < page.height / 2 else 1
    return not first.angle % 180 and any(
        0 < abs(step := outward * (w.baseline - first.baseline)) <= ONE_BLOCK * first.size
        and (step > 0 or (abs(w.x0 - first.x0) <= SAME_START and w.size == first.size))
        and w.order not in furniture
        and w.angle == first.angle
        for w in page.words
    )


def _is_page_number(line: Line, page: Page) -> bool:
    margin = SIDE_MARGIN * page.height
    if line[0].angle % 180:
        return False
    outer = line[0].baseline < margin or line[0].baseline > page.height - margin
    return outer and bool(_PAGE_NUMBER.match(line_text(line)))
