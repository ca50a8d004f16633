"""What stands of a table on a page where nothing shows it: told by the columns of the page before.

A row may fill a page from end to end, and the rest of one may need no rule. Running text and headings run across the
columns, or stand in one. Limits: a rest in one column only is not taken. Of a table without lines ``remainders`` looks
for the last lines before its rows are told, and takes what stands in one column too. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.layout.pages import Document, Sheet
from ingest.tables.fragment import Fragment
from ingest.tables.grids.grid import Grid, Span
from ingest.tables.ruled import filled
from ingest.tables.white_space.areas import near
from ingest.tables.white_space.candidates import across
from ingest.tables.white_space.columns import Column
from ingest.tables.white_space.rows import is_across
from ingest.tables.white_space.strips import Strip, chunks, strips, upright, usual_spaces
from ingest.tables.white_space.text_edges import column_starts

METHODS = ("ruled", "spaced")  # the structure tree says itself where a table goes on
MIN_COLUMNS = 3  # of the table; a page set in two columns is none
MIN_USED = 2  # of its columns that the rest has text in
TIGHT = 1.5  # times the font size from line to line of one text at most
BEYOND = 1.0  # points that a text may reach over an edge of its column
BELOW = 2.0  # points below a table where its own last line may stand


def with_rests(document: Document, found: Sequence[Fragment]) -> list[Fragment]:
    """The fragments, and what goes on below the last of a page on the next, where nothing else shows it."""
    by_page: dict[int, list[Fragment]] = {sheet.page.number: [] for sheet in document.sheets}
    for fragment in found:
        by_page[fragment.page].append(fragment)
    for sheet, following in pairwise(document.sheets):
        last = max(by_page[sheet.page.number], key=lambda f: f.bbox[3], default=None)
        if last is not None and last.method in METHODS and len(last.columns) > MIN_COLUMNS and _ends(last, sheet):
            rest = _rest(last, following, by_page[following.page.number])
            if rest is not None:
                by_page[following.page.number].append(rest)
    return [fragment for fragments in by_page.values() for fragment in fragments]


def _ends(last: Fragment, sheet: Sheet) -> bool:
    """Whether nothing stands below a fragment on its page."""
    return not any(w.baseline > last.bbox[3] + BELOW and not w.angle for w in sheet.words)


def _rest(last: Fragment, sheet: Sheet, there: Sequence[Fragment]) -> Fragment | None:
    """What keeps to the columns of a fragment at the top of the next page: one row, unless rules part it."""
    taken = {w.order for fragment in there for w in fragment.words}
    floor = min((fragment.bbox[1] for fragment in there), default=sheet.page.height)
    top: list[Strip] = []
    for strip in _strips(sheet, taken, floor):
        if not _fits(strip, last.columns):
            if top and near(top[-1], strip):
                return None  # running text that begins so by chance
            break
        if top and not near(top[-1], strip):
            break
        top.append(strip)
    listed = [chunk for strip in top for chunk in strip.chunks]
    used = {k for chunk in listed for k, (x0, x1) in enumerate(pairwise(last.columns)) if x0 <= chunk.x0 < x1}
    if len(used) < MIN_USED or all(chunk.bold for chunk in top[0].chunks):
        return None
    ys = (top[0].top - BEYOND, *_rules_between(sheet, top, last), max(strip.bottom for strip in top) + BEYOND)
    if last.method == "spaced" and len(ys) == 2 and not _is_one_row(top, last.columns[1]):
        return None
    spans = [Span(i, i + 1, k, k + 1) for i in range(len(ys) - 1) for k in range(len(last.columns) - 1)]
    fragment = filled(sheet, Grid(last.columns, ys, tuple(spans), None), last.method)
    return fragment and replace(fragment, reason="in the columns of the page before")


def _rules_between(sheet: Sheet, top: Sequence[Strip], last: Fragment) -> list[float]:
    """The heights of rules across the table's columns that part its strips."""
    columns = [Column(x0, x1) for x0, x1 in pairwise(last.columns)]
    found = sorted(rule.y for rule in across(sheet.page) if is_across(rule, columns))
    return [y for y in found if any(a.last_baseline < y < b.baseline for a, b in pairwise(top))]


def _is_one_row(top: Sequence[Strip], edge: float) -> bool:
    """Whether the first column, up to an edge, holds one text at most, where the first line begins."""
    lines = [chunk for strip in top for chunk in strip.chunks if chunk.x0 < edge]
    apart = any(b.baseline - a.baseline > TIGHT * b.size for a, b in pairwise(lines))
    return not lines or (lines[0] in top[0].chunks and not apart)


def _strips(sheet: Sheet, taken: set[int], floor: float) -> list[Strip]:
    page_lines = upright(w for w in sheet.words if w.order not in taken and w.baseline < floor)
    spaces = usual_spaces(page_lines)
    starts = column_starts(page_lines, spaces)
    return strips(chunk for line in page_lines for chunk in chunks(line, spaces, starts))


def _fits(strip: Strip, edges: Sequence[float]) -> bool:
    """Whether each text of a strip keeps to one column."""
    return all(
        any(x0 - BEYOND <= chunk.x0 and chunk.x1 <= x1 + BEYOND for x0, x1 in pairwise(edges)) for chunk in strip.chunks
    )
