"""Choosing between the methods that read the same place, by agreement and by coverage, with the reason.

White space is looked at last, in what tree and lines leave.

Where tree and lines put the same words into the same cells, the fragment has the tree's rows and paragraphs and the
lines' boxes and fills. Where they differ, the tree is believed if its cells stand on the page as it says, if it
tells apart what the lines tell apart, and if it knows every word that the lines read; else the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.layout.pages import Document
from ingest.tables import left_headed, ruled, spaced, tagged
from ingest.tables.combined import combined
from ingest.tables.coverage import is_coarser
from ingest.tables.fragment import Fragment, KnownHeadings, in_reading_order
from ingest.tables.header_above import with_header_above, with_known_header_above
from ingest.tables.heading_in_header import with_headings_apart
from ingest.tables.hidden import hides, hides_rows
from ingest.tables.lone_bands import with_lone_bands
from ingest.tables.rests import with_rests
from ingest.tables.slabs import with_columns

READ_TOO = 0.9  # of such a fragment's words must white space have in its cells; a caption may stand outside
SHARED = 0.5  # of the smaller fragment's words must be the other's for both to be one table


def choose(document: Document, headings: KnownHeadings) -> list[Fragment]:
    """The fragments of a document in reading order; ``headings`` knows a plan's headings."""
    known = tagged.known_words(document)
    by_tree: dict[int, list[Fragment]] = {}
    begun: set[int | None] = set()
    for fragment in tagged.fragments(document):
        if fragment.table_key in begun:
            untagged = [w for w in document.words_on(fragment.page) if w.order not in known[fragment.page]]
            fragment = with_header_above(fragment, untagged)
        begun.add(fragment.table_key)
        by_tree.setdefault(fragment.page, []).append(fragment)
    chosen: list[Fragment] = []
    regions = with_columns(document)
    for sheet in document.sheets:
        number = sheet.page.number
        for tree, lines in _rivals(by_tree.get(number, []), ruled.fragments(sheet, regions[number])):
            chosen.extend(_decide(tree, lines, known.get(number, frozenset())))
    chosen = _with_headers(document, chosen, headings)
    found = _with_spaced(document, chosen, headings)
    found = with_lone_bands(document, with_rests(document, found), headings)
    whole = [with_headings_apart(fragment, headings) for fragment in found]
    return in_reading_order(whole)


def _with_headers(document: Document, chosen: Sequence[Fragment], headings: KnownHeadings) -> list[Fragment]:
    """Fragments of lines with the header that stands right above them."""
    found = []
    for fragment in chosen:
        if fragment.method == "ruled":
            taken = {w.order for f in chosen if f.page == fragment.page for w in f.words}
            free = [w for w in document.words_on(fragment.page) if w.order not in taken]
            fragment = with_known_header_above(fragment, free, headings)
        found.append(fragment)
    return found


def _with_spaced(document: Document, chosen: list[Fragment], headings: KnownHeadings) -> list[Fragment]:
    """What white space shows beside the fragments of tree and lines, and instead of those that hide rows or columns."""
    firm = [fragment for fragment in chosen if not hides(fragment)]
    taken: dict[int, set[int]] = {}
    for fragment in firm:
        taken.setdefault(fragment.page, set()).update(w.order for w in fragment.words)
    headed = left_headed.fragments(document, {page: frozenset(own) for page, own in taken.items()}, headings)
    for fragment in headed:
        taken.setdefault(fragment.page, set()).update(w.order for w in fragment.words)
    found = [*headed, *spaced.fragments(document, {page: frozenset(own) for page, own in taken.items()}, headings)]
    for fragment in chosen:
        if fragment in firm:
            continue
        rivals = [f for f in found if f.page == fragment.page and _shares(f, fragment)]
        better = [f for f in rivals if _is_finer(f, fragment) or hides_rows(fragment)]
        own = {w.order for w in fragment.words}
        if len(own & {w.order for f in better for w in f.words}) < READ_TOO * len(own):
            found = [f for f in found if f not in rivals]
            firm.append(fragment)
    return [*firm, *(replace(f, reason=f.reason or "white space only") for f in found)]


def _is_finer(a: Fragment, b: Fragment) -> bool:
    """Whether a fragment has more rows or columns than another, and not fewer of either."""
    ours, theirs = (len(a.rows), len(a.columns)), (len(b.rows), len(b.columns))
    return ours != theirs and all(x >= y for x, y in zip(ours, theirs, strict=True))


def _rivals(tree: Iterable[Fragment], lines: Iterable[Fragment]) -> list[tuple[list[Fragment], list[Fragment]]]:
    """Fragments of both methods grouped by the place that they read."""
    groups: list[tuple[list[Fragment], list[Fragment]]] = [([fragment], []) for fragment in tree]
    for fragment in lines:
        words = {w.order for w in fragment.words}
        touched = [group for group in groups if any(words & {w.order for w in other.words} for other in group[0])]
        own = [group for group in touched if any(_shares(fragment, other) for other in group[0])]
        if not own and sum(w.order in words for group in touched for f in group[0] for w in f.words) > SHARED * len(
            words
        ):
            own = touched  # lines beside several tables of the tree
        merged = ([f for group in own for f in group[0]], [*(f for group in own for f in group[1]), fragment])
        groups = [*(group for group in groups if group not in own), merged]
    return groups


def _shares(a: Fragment, b: Fragment) -> bool:
    ours, theirs = {w.order for w in a.words}, {w.order for w in b.words}
    return len(ours & theirs) > SHARED * min(len(ours), len(theirs))


def _decide(tree: list[Fragment], lines: list[Fragment], known: frozenset[int]) -> list[Fragment]:
    if not tree:
        return [replace(f, reason="lines only") for f in lines]
    if not lines:
        return [replace(f, reason="tree only") for f in tree if tagged.sane(f)]
    if len(lines) == 1:
        agreed = combined(tree, lines[0], known)
        if agreed:
            return agreed
    doubt = _doubt(tree, lines, known)
    if doubt:
        return [replace(f, reason=doubt) for f in lines]
    return [replace(f, reason="tree and lines differ; the tree stands on the page as it says") for f in tree]


def _doubt(tree: Sequence[Fragment], lines: Sequence[Fragment], known: frozenset[int]) -> str:
    """Why the lines are believed and not the tree; "" when the tree is."""
    if not all(tagged.sane(fragment) for fragment in tree):
        return "the tree's cells do not stand as it says"
    missed = {w.order for f in lines for w in f.words} - known - {w.order for f in tree for w in f.words}
    if missed:
        return f"the tree misses {len(missed)} words"
    if is_coarser(tree, lines) and not is_coarser(lines, tree):
        return "the tree has one cell where the lines have several"
    return ""
