"""Tables by white space: columns from the gaps that persist, rows from space, anchors and text.

The steps: running text is set aside (``prose``), what stands beside each other becomes strips (``strips``), strips
that share their gaps an area (``areas``), the gaps of an area columns (``columns``), its first strips the head
(``heads``), the others rows (``rows``); what only looks like a table is thrown out (``doubts``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from statistics import median

from ingest.layout.pages import Document, Sheet
from ingest.tables.fragment import Fragment, KnownHeadings
from ingest.tables.white_space.assembling import assembled, column_edges, head_depth
from ingest.tables.white_space.beside import tables_beside
from ingest.tables.white_space.candidates import Candidate, candidates
from ingest.tables.white_space.columns import Column, columns, place, tolerated
from ingest.tables.white_space.doubts import Look, is_table
from ingest.tables.white_space.remainders import is_last, remainder
from ingest.tables.white_space.rows import is_across
from ingest.tables.white_space.setting import Body, settings
from ingest.tables.white_space.strips import Strip

HEAD_LINES = 3  # lines from the top of a table, where a head may name all its columns
MIN_SHARED = 0.7  # of the columns of a table that each of its pages shows


def fragments(document: Document, taken: Mapping[int, frozenset[int]], headings: KnownHeadings) -> list[Fragment]:
    """The spaced fragments of a document; ``taken`` are the words, by page, that other methods have in a cell.

    ``headings`` knows a plan's headings.
    """
    listed = [
        table
        for sheet in document.sheets
        for candidate in candidates(sheet, taken.get(sheet.page.number, frozenset()))
        for table in tables_beside(candidate, headings)
    ]
    groups = _with_remainders(pooled(listed), document, taken)
    heads = [_depths(group, headings) for group in groups]
    bodies = [_bodies(group, depths) for group, depths in zip(groups, heads, strict=True)]
    hows = settings([(own, group[0].columns) for own, group in zip(bodies, groups, strict=True)])
    found: list[Fragment] = []
    looks: list[Look] = []
    for group, depths, how in zip(groups, heads, hows, strict=True):
        edges = column_edges(how.columns, [r for c in group for r in c.rules])
        made = [assembled(candidate, depth, how, edges) for candidate, depth in zip(group, depths, strict=True)]
        headed = next((k for k, (_, look) in enumerate(made) if k and look.head), len(made))
        parts = next((own for own in (made, made[headed:]) if own and is_table(own, looks)), [])
        found.extend(fragment for fragment, _ in parts)
        looks.extend(look for _, look in parts[:1])
    return found


def _bodies(group: Sequence[Candidate], depths: Sequence[int]) -> list[Body]:
    """The strips below the head on each page of a table, and the rules across it."""
    return [
        (c.strips[depth:], [r for r in c.rules if is_across(r, c.columns)])
        for c, depth in zip(group, depths, strict=True)
    ]


def _with_remainders(
    groups: Sequence[list[Candidate]], document: Document, taken: Mapping[int, frozenset[int]]
) -> list[list[Candidate]]:
    """Groups with what stands of their parts alone on the page after each."""
    sheets = {sheet.page.number: sheet for sheet in document.sheets}
    left = list(groups)
    found: list[list[Candidate]] = []
    while left:
        group = left.pop(0)
        parts: list[Candidate] = []
        for k, part in enumerate(group, 1):
            parts.append(part)
            number = part.sheet.page.number
            following = sheets.get(number + 1)
            if following is None or not is_last(part, taken.get(number, frozenset())):
                continue
            begun = _begun_on(following, [*group[k:], *(first for first, *_ in left)])
            rest = remainder(part, following, taken.get(number + 1, frozenset()), begun)
            if rest is None:
                continue
            if k == len(group) and left and left[0][0].strips[0] in rest.strips:
                left.pop(0)
            parts.append(rest)
        found.append(parts)
    return found


def _begun_on(sheet: Sheet, listed: Iterable[Candidate]) -> list[Candidate]:
    """The next candidates, while they stand on a page."""
    return list(takewhile(lambda c: c.sheet is sheet, listed))


def pooled(listed: Sequence[Candidate]) -> list[list[Candidate]]:
    """Candidates grouped by the columns that they show together; each has those of its whole group."""
    groups: list[list[Candidate]] = []
    for candidate in listed:
        if groups and _are_one(groups[-1], candidate):
            groups[-1].append(candidate)
        else:
            groups.append([candidate])
    return [_sharing(group) for group in groups]


def _depths(group: Sequence[Candidate], headings: KnownHeadings) -> list[int]:
    """How many strips head each part of a table: bold ones only, where the first part's are bold.

    Headings that plans have are a head in any type; so is what the first part is headed by.
    """
    depths = [head_depth(c.strips, c.columns, c.rules) for c in group]
    bold = depths[0] > 0 and _is_bold(group[0], depths[0])
    depths = [d if not bold or _is_bold(c, d) else 0 for c, d in zip(group, depths, strict=True)]
    depths = [d or _known_depth(c, headings) for c, d in zip(group, depths, strict=True)]
    first = group[0].said(depths[0])
    return [d or (depths[0] if c.said(depths[0]) == first else 0) for c, d in zip(group, depths, strict=True)]


def _known_depth(candidate: Candidate, headings: KnownHeadings) -> int:
    """How many strips at the top say headings that plans have; 0 for none."""
    strips = candidate.strips[: HEAD_LINES + 2]
    steps = [below.baseline - above.last_baseline for above, below in pairwise(strips)]
    if steps and 2 * len(strips[0].chunks) < len(candidate.columns) and steps[0] > strips[0].size:
        return 0  # a heading above the table, or the rest of a row
    deepest = min(HEAD_LINES, len(steps))
    deep = next((d for d in range(1, deepest + 1) if headings.looks_like_header(candidate.said(d))), 0)
    while 0 < deep < min(deepest, len(steps) - 1) and _wraps(strips[deep], candidate, steps[deep - 1 : deep + 1]):
        deep += 1
    return deep


def _wraps(strip: Strip, candidate: Candidate, steps: Sequence[float]) -> bool:
    """Whether a strip goes on with the headings above: nearer to them than to what follows, and not in all columns."""
    return steps[0] < steps[1] - 1 and len(strip.chunks) < len(candidate.columns)


def _is_bold(candidate: Candidate, depth: int) -> bool:
    return all(strip.bold for strip in candidate.strips[:depth])


def _are_one(group: Sequence[Candidate], candidate: Candidate) -> bool:
    """Whether a candidate has the columns of a group, but for a few that are empty on one side."""
    parts = (*group, candidate)
    counts = [len(c.columns) for c in parts]
    if min(counts) < MIN_SHARED * max(counts):
        return False
    together = _columns_of(parts)
    return (
        len(together) >= max(counts)
        and all(len(together) == len(c.columns) for c in parts if _is_told(c))
        and all(_agrees(c, together) for c in parts)
    )


def _agrees(candidate: Candidate, together: Sequence[Column]) -> bool:
    """Whether a candidate with bold headings has the columns of all: hardly a text runs over several of them.

    Nor do headings beside each other stand over one.
    """
    heads = [s for s in candidate.strips[:HEAD_LINES] if s.bold and len(s.chunks) > 1]
    if not all(len({place(c, together)[0] for c in s.chunks}) == len(s.chunks) for s in heads):
        return False
    over = 0
    for strip in candidate.telling:
        own = (c for c in strip.chunks if len(set(place(c, candidate.columns))) == 1)
        over += any(len(set(place(c, together))) > 1 for c in own)
    return not heads or over <= tolerated(candidate.telling)


def _is_told(candidate: Candidate) -> bool:
    """Whether a head of bold type names each column."""
    return any(s.bold and len(s.chunks) == len(candidate.columns) for s in candidate.strips[:HEAD_LINES])


def _sharing(group: list[Candidate]) -> list[Candidate]:
    together = _columns_of(group) if len(group) > 1 else ()
    return [replace(c, columns=together) for c in group] if together else group


def _columns_of(group: Sequence[Candidate]) -> tuple[Column, ...]:
    telling = [strip for candidate in group for strip in candidate.telling]
    return tuple(columns(telling, median(s.size for s in telling)))
