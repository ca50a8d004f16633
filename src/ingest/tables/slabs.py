"""Regions whose rules run across only → their columns, by the white space that goes through the slabs between rules.

A slab is what stands between two rules: the whole row, however its cells are aligned in height. So a gap counts once a
slab, and a merged cell closes it in one slab only. Pages with regions of the same width are looked at together. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from ingest.layout.lines import middle
from ingest.layout.pages import Document, Sheet
from ingest.layout.rulings import SAME_EXTENT, TOUCH, Edge, Region, clusters
from ingest.tables.columns import Column
from ingest.tables.rows import several_rows
from ingest.tables.strips import Chunk, chunks, is_marker, strips, upright, usual_space

MIN_SLABS = 2  # that show columns
CLOSED = 0.3  # of the slabs may close a gap: merged cells, bands
CLOSED_OF_FEW = 3  # slabs, of which one may
WIDTHS = ((8, 0.3), (4, 0.4), (2, 0.55), (1, 0.9))  # slabs with text on both sides, and the ems that a gap then needs
TELLING = 4  # slabs that show all columns of their table
SEVERAL = 0.2  # of the slabs may look like several rows
LARGER = 1.12  # times the table's font size; such a line stands outside it
OUTSIDE = 1.5  # points that text may stand farther left than the table's
MARGIN = 2.5  # times the usual room above or below a row's text, and
MARGIN_POINTS = 3.0  # so many more, is no row's
PADDING = 8.0  # points from a column's side to its text, at most


@dataclass(frozen=True, slots=True)
class Slab:
    """Chunks between two rules, and the rules' y."""

    top: float
    bottom: float
    chunks: tuple[Chunk, ...]

    @property
    def x0(self) -> float:
        """The left end of its text."""
        return min(c.x0 for c in self.chunks)

    @property
    def extents(self) -> list[Column]:
        """What its text covers, less the gaps that no line of it closes."""
        found: list[Column] = []
        for chunk in sorted(self.chunks, key=lambda c: c.x0):
            if found and chunk.x0 <= found[-1].x1:
                found[-1] = Column(found[-1].x0, max(found[-1].x1, chunk.x1))
            else:
                found.append(Column(chunk.x0, chunk.x1))
        return found


@dataclass(frozen=True, slots=True)
class Part:
    """A stack of rules on a page with the slabs between them."""

    page: int
    region: Region
    slabs: tuple[Slab, ...]


def with_columns(document: Document) -> dict[int, list[Region]]:
    """The regions of each page; those with rules across only have the edges of their columns as soft edges."""
    found: dict[int, list[Region]] = {sheet.page.number: [] for sheet in document.sheets}
    bare: list[Part] = []
    for sheet in document.sheets:
        for region in sheet.regions:
            for part in _parts(sheet, region) if _is_open(region) else [Part(sheet.page.number, region, ())]:
                if part.slabs and not _columns_drawn(part.region):
                    bare.append(part)
                else:
                    found[part.page].append(part.region)
    for group in _groups(bare):
        edges = _edges(group) if _is_table(group) else []
        for part in group:
            found[part.page].append(_with_edges(part.region, edges))
    return {page: sorted(listed, key=lambda r: (r.bbox[1], r.bbox[0])) for page, listed in found.items()}


def _is_open(region: Region) -> bool:
    """Whether no rule goes down inside a region with rules across."""
    x0, _, x1, _ = region.bbox
    inner = any(edge.hard and x0 + TOUCH < edge.at < x1 - TOUCH for edge in region.vertical)
    return not inner and len(region.horizontal) > 1


def _columns_drawn(region: Region) -> bool:
    """Whether the sides of fills, or the ends of the pieces of rules, show columns."""
    x0, _, x1, _ = region.bbox
    return any(x0 + TOUCH < edge.at < x1 - TOUCH for edge in region.vertical) or any(
        edge.joints for edge in region.horizontal
    )


def _parts(sheet: Sheet, region: Region) -> Iterator[Part]:
    """The stacks of a region, parted where something else than a row stands between two rules."""
    x0, _, x1, _ = region.bbox
    ys = [sum(e.at for e in group) / len(group) for group in clusters(region.horizontal, lambda e: e.at, TOUCH)]
    inside = [w for w in sheet.words if x0 - TOUCH < middle(w)[0] < x1 + TOUCH and ys[0] < middle(w)[1] < ys[-1]]
    page_lines = upright(inside)
    space = usual_space(page_lines)
    listed = [chunk for line in page_lines for chunk in chunks(line, space)]
    slabs = [
        Slab(top, bottom, tuple(c for c in listed if top < middle(c.words[0])[1] <= bottom))
        for top, bottom in pairwise(ys)
    ]
    for is_foreign, members in groupby(slabs, key=lambda slab: _is_foreign(slab, slabs)):
        run = list(members)
        if is_foreign or not run:
            continue
        top, bottom = run[0].top - TOUCH, run[-1].bottom + TOUCH
        yield Part(
            sheet.page.number,
            region
            if len(run) == len(slabs)
            else Region(
                tuple(e for e in region.horizontal if top < e.at < bottom),
                tuple(
                    e._replace(start=max(e.start, run[0].top), end=min(e.end, run[-1].bottom))
                    for e in region.vertical
                    if e.start < bottom - 2 * TOUCH and e.end > top + 2 * TOUCH
                ),
            ),
            tuple(s for s in run if s.chunks),
        )


def _is_foreign(slab: Slab, slabs: Sequence[Slab]) -> bool:
    """Whether what stands between two rules is no row: a heading or prose between two tables."""
    others = [s for s in slabs if s is not slab and s.chunks]
    if not slab.chunks or len(slab.extents) > 1 or len(others) < MIN_SLABS:
        return False
    if max(c.size for c in slab.chunks) > LARGER * median(c.size for s in others for c in s.chunks):
        return True
    if slab.x0 < min(s.x0 for s in others) - OUTSIDE:
        return True
    above, below = _room(slab)
    usual_above, usual_below = median(_room(s)[0] for s in others), median(_room(s)[1] for s in others)
    return above > MARGIN * usual_above + MARGIN_POINTS and below > MARGIN * usual_below + MARGIN_POINTS


def _room(slab: Slab) -> tuple[float, float]:
    """From the rule above to the text, and from the text to the rule below."""
    return min(c.top for c in slab.chunks) - slab.top, slab.bottom - max(c.bottom for c in slab.chunks)


def _groups(parts: Iterable[Part]) -> list[list[Part]]:
    """Parts of one width and with the same columns that follow each other."""
    groups: list[list[Part]] = []
    for part in parts:
        if groups and _are_one(groups[-1], part):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _are_one(group: Sequence[Part], part: Part) -> bool:
    """Whether a part goes on with a group on the next page."""
    ours, theirs = group[-1].region.bbox, part.region.bbox
    if part.page != group[-1].page + 1 or abs(ours[0] - theirs[0]) > SAME_EXTENT or abs(ours[2] - theirs[2]) > SAME_EXTENT:
        return False
    together = len(_gutters([*group, part]))
    return together >= max(len(_gutters(group)), len(_gutters([part]))) and all(
        _tells_no_fewer(p, together) for p in (*group, part)
    )


def _tells_no_fewer(part: Part, gutters: int) -> bool:
    """Whether a part can be of a table with so many gaps: it shows them all, or is too short to."""
    top = part.slabs[0]
    if all(c.bold for c in top.chunks) and 1 < len(top.extents) <= gutters:
        return False
    return len(part.slabs) < TELLING or len(_gutters([part])) == gutters


def _is_table(group: Sequence[Part]) -> bool:
    """Whether there are columns, and each slab looks like one row."""
    gutters = _gutters(group)
    slabs = [slab for part in group for slab in part.slabs]
    if not gutters or len(slabs) < MIN_SLABS:
        return False
    found = _columns(gutters, [c for s in slabs for c in s.chunks])
    return several_rows([strips(slab.chunks) for slab in slabs], found) <= SEVERAL * len(slabs)


def _columns(gutters: Sequence[Column], listed: Sequence[Chunk]) -> list[Column]:
    edges = [min(c.x0 for c in listed), *((g.x0 + g.x1) / 2 for g in gutters), max(c.x1 for c in listed)]
    return [Column(a, b) for a, b in pairwise(edges)]


def _gutters(group: Sequence[Part]) -> list[Column]:
    """The gaps that go through most slabs, from left to right."""
    slabs = [slab.extents for part in group for slab in part.slabs]
    size = median(c.size for part in group for slab in part.slabs for c in slab.chunks)
    closed = int(CLOSED * len(slabs)) or int(len(slabs) >= CLOSED_OF_FEW)
    found = list(_least_covered(slabs, closed))
    kept = [g for g in found if _is_wide(g, _beside(g, found, slabs), size)]
    markers = [chunk for part in group for slab in part.slabs for chunk in slab.chunks if is_marker(chunk.text)]
    return kept if not markers else [g for g in kept if not _only_markers(g, kept, group)]


def _least_covered(slabs: Sequence[Sequence[Column]], closed: int) -> Iterator[Column]:
    """Of each stretch that at most so many slabs cover the places that the fewest do."""
    events = sorted({x for extents in slabs for c in extents for x in c})
    stretch: list[tuple[int, Column]] = []
    for a, b in pairwise(events):
        covering = sum(c.x0 < b and c.x1 > a for extents in slabs for c in extents)
        if covering <= closed:
            stretch.append((covering, Column(a, b)))
            continue
        yield from _lowest(stretch)
        stretch = []
    yield from _lowest(stretch[:-1] if stretch and stretch[-1][0] == 0 else [])


def _lowest(stretch: Sequence[tuple[int, Column]]) -> Iterator[Column]:
    least = min((covering for covering, _ in stretch), default=0)
    run: Column | None = None
    for covering, column in stretch:
        if covering > least:
            if run is not None:
                yield run
            run = None
        else:
            run = column if run is None else Column(run.x0, column.x1)
    if run is not None:
        yield run


def _beside(gutter: Column, gutters: Sequence[Column], slabs: Sequence[Sequence[Column]]) -> int:
    """How many slabs have text on both sides of a gutter, up to the next gutters."""
    low = max((g.x1 for g in gutters if g.x1 <= gutter.x0), default=float("-inf"))
    high = min((g.x0 for g in gutters if g.x0 >= gutter.x1), default=float("inf"))
    return sum(
        any(low < c.x1 <= gutter.x0 + 0.1 for c in extents) and any(gutter.x1 - 0.1 <= c.x0 < high for c in extents)
        for extents in slabs
    )


def _is_wide(gutter: Column, both: int, size: float) -> bool:
    return any(both >= least and gutter.x1 - gutter.x0 >= ems * size for least, ems in WIDTHS)


def _only_markers(gutter: Column, gutters: Sequence[Column], group: Sequence[Part]) -> bool:
    """Whether nothing but list markers stands left of a gutter."""
    low = max((g.x1 for g in gutters if g.x1 <= gutter.x0), default=float("-inf"))
    left = [c for part in group for s in part.slabs for c in s.chunks if low <= c.x0 and c.x1 <= gutter.x0 + 0.1]
    return all(is_marker(c.text) for c in left)


def _edges(group: Sequence[Part]) -> list[float]:
    """Where the inner columns begin: as far before their text as the rules before the first one's."""
    room = min(slab.x0 for part in group for slab in part.slabs) - min(part.region.bbox[0] for part in group)
    return [g.x1 - min(max(room, 0.0), PADDING, (g.x1 - g.x0) / 2) for g in _gutters(group)]


def _with_edges(region: Region, xs: Sequence[float]) -> Region:
    _, top, _, _ = region.bbox  # of no length: nothing is drawn there, and a text may run across
    return replace(region, vertical=(*region.vertical, *(Edge(x, top, top, False) for x in xs)))


