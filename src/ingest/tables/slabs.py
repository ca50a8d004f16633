"""Regions whose rules run across only → their columns, by the white space that goes through the slabs between rules.

A slab is what stands between two rules: the whole row, however its cells are aligned in height. So a gap counts once a
slab, and a merged cell closes it in one slab only. Pages with regions of the same width are looked at together. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from ingest.layout.lines import middle
from ingest.layout.pages import Document, Sheet
from ingest.layout.rulings import SAME_EXTENT, TOUCH, Edge, Region, clusters
from ingest.tables.white_space.areas import HEADING
from ingest.tables.white_space.columns import Column, begins_columns, beside
from ingest.tables.white_space.setting import are_rows
from ingest.tables.white_space.strips import Chunk, chunks, is_marker, strips, upright, usual_spaces
from ingest.tables.white_space.text_edges import column_starts

LOOK_BACK = 5  # pages that show whether the next goes on with their columns
MIN_SLABS = 2  # that show columns
CLOSED = 0.3  # of the slabs may close a gap: merged cells, bands
CLOSED_OF_FEW = 3  # slabs, of which one may
WIDTHS = ((8, 0.3), (4, 0.4), (2, 0.55), (1, 0.9))  # slabs with text on both sides, and the ems that a gap then needs
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
    """A region with the slabs between its rules, where only those show its rows, and the x of columns drawn in it."""

    page: int
    region: Region
    slabs: tuple[Slab, ...]
    drawn: tuple[float, ...]


def with_columns(document: Document) -> dict[int, list[Region]]:
    """The regions of each page; those with rules across only have the edges of their columns as soft edges."""
    listed = (part for sheet in document.sheets for region in sheet.regions for part in _parts(sheet, region))
    parts = _with_sides(listed)
    found: dict[int, list[Region]] = {sheet.page.number: [] for sheet in document.sheets}
    for group in _groups(parts):
        edges = _columns_drawn(group) or (_edges(group) if _is_table(group) else ())
        for part in group:
            missing = [x for x in edges if not any(abs(x - own) <= TOUCH for own in part.drawn)]
            found[part.page].append(_with_edges(part.region, missing))
    return {page: sorted(listed, key=lambda r: (r.bbox[1], r.bbox[0])) for page, listed in found.items()}


def _with_sides(parts: Iterable[Part]) -> list[Part]:
    """Parts; those that only upright rules between columns show have the sides of the same columns a page before."""
    found: list[Part] = []
    for part in parts:
        upright = sorted(edge.at for edge in part.region.vertical if edge.hard)
        before = found[-1] if found and found[-1].page == part.page - 1 else None
        bare = upright and not any(edge.hard for edge in part.region.horizontal)
        if before and bare and _alike(upright, before.drawn):
            _, top, _, bottom = part.region.bbox
            sides = (Edge(x, top, bottom, False) for x in before.region.bbox[::2])
            part = replace(part, region=replace(part.region, vertical=(*part.region.vertical, *sides)))
        found.append(part)
    return found


def _alike(ours: Sequence[float], theirs: Sequence[float]) -> bool:
    return len(ours) == len(theirs) and all(abs(a - b) <= TOUCH for a, b in zip(ours, theirs, strict=True))


def _is_open(region: Region) -> bool:
    """Whether no rule goes down inside a region with rules across, or with stripes as wide as itself."""
    x0, _, x1, _ = region.bbox
    inner = any(edge.hard and x0 + TOUCH < edge.at < x1 - TOUCH for edge in region.vertical)
    across = any(edge.hard for edge in region.horizontal) or not _drawn(region)
    return across and not inner and len(region.horizontal) > 1


def _drawn(region: Region) -> tuple[float, ...]:
    """Where the sides of fills, upright rules, or the ends of the pieces of rules show columns inside a region."""
    x0, _, x1, _ = region.bbox
    places = [edge.at for edge in region.vertical] + [x for edge in region.horizontal for x in edge.joints]
    groups = clusters((x for x in places if x0 + TOUCH < x < x1 - TOUCH), lambda x: x, TOUCH)
    return tuple(sum(group) / len(group) for group in groups)


def _parts(sheet: Sheet, region: Region) -> Iterator[Part]:
    """A region, parted where something else than a row stands between two rules, and where rules are side by side."""
    if not _is_open(region):
        yield Part(sheet.page.number, region, (), _drawn(region))
        return
    for stack in _side_by_side(region):
        slabs = _slabs(sheet, stack)
        for is_foreign, members in groupby(slabs, key=lambda slab: _is_foreign(slab, slabs)):
            run = list(members)
            if is_foreign:
                continue
            part = _cut(stack, run[0].top, run[-1].bottom)
            if len(part.horizontal) < len(stack.horizontal):
                yield from _parts(sheet, part)
            else:
                yield _part(sheet.page.number, stack, tuple(s for s in run if s.chunks))


def _part(page: int, region: Region, slabs: tuple[Slab, ...]) -> Part:
    """A region with the columns drawn in it; none where fills show only some of those that white space does."""
    bare = Part(page, region, slabs, ())
    drawn = _drawn(region)
    x0, _, x1, _ = region.bbox
    if not slabs or any(e.joints and e.start <= x0 + TOUCH and x1 - TOUCH <= e.end for e in region.horizontal):
        return replace(bare, drawn=drawn)
    gutters = _gutters([bare])
    among = all(any(g.x0 - TOUCH <= x <= g.x1 + TOUCH for g in gutters) for x in drawn)
    return bare if among and len(gutters) > len(drawn) else replace(bare, drawn=drawn)


def _side_by_side(region: Region) -> list[Region]:
    """The stacks of a region between which no rule runs across."""
    x0, _, x1, _ = region.bbox
    found: list[Region] = []
    for stack in _overlapping(region.horizontal):
        left, right = min(e.start for e in stack) - TOUCH, max(e.end for e in stack) + TOUCH
        if left <= x0 and right >= x1:
            return [region]
        found.append(Region(tuple(stack), tuple(e for e in region.vertical if left <= e.at <= right)))
    return found


def _overlapping(edges: Iterable[Edge]) -> list[list[Edge]]:
    """Edges by the stretch of x that they cover together."""
    found: list[list[Edge]] = []
    reach = 0.0
    for edge in sorted(edges, key=lambda e: e.start):
        if found and edge.start < reach:
            found[-1].append(edge)
            reach = max(reach, edge.end)
        else:
            found.append([edge])
            reach = edge.end
    return found


def _cut(region: Region, top: float, bottom: float) -> Region:
    """The part of a region between two heights."""
    return Region(
        tuple(e for e in region.horizontal if top - TOUCH < e.at < bottom + TOUCH),
        tuple(
            e._replace(start=max(e.start, top), end=min(e.end, bottom))
            for e in region.vertical
            if e.start < bottom - TOUCH and e.end > top + TOUCH
        ),
    )


def _slabs(sheet: Sheet, region: Region) -> list[Slab]:
    x0, _, x1, _ = region.bbox
    ys = [sum(e.at for e in group) / len(group) for group in clusters(region.horizontal, lambda e: e.at, TOUCH)]
    inside = [w for w in sheet.words if x0 - TOUCH < middle(w)[0] < x1 + TOUCH and ys[0] < middle(w)[1] < ys[-1]]
    page_lines = upright(inside)
    spaces = usual_spaces(page_lines)
    starts = column_starts(page_lines, spaces)
    listed = [chunk for line in page_lines for chunk in chunks(line, spaces, starts)]
    return [
        Slab(top, bottom, tuple(c for c in listed if top < middle(c.words[0])[1] <= bottom))
        for top, bottom in pairwise(ys)
    ]


def _is_foreign(slab: Slab, slabs: Sequence[Slab]) -> bool:
    """Whether what stands between two rules is no row: a heading or prose between two tables."""
    others = [s for s in slabs if s is not slab and s.chunks]
    if not slab.chunks:
        following = next((s for s in others if s.top >= slab.bottom - TOUCH), None)
        return following is not None and all(c.bold for c in following.chunks)  # it has a header of its own
    if len(others) < MIN_SLABS:
        return False
    if len(slab.extents) > 1:
        return _begins_with_heading(slab)
    if max(c.size for c in slab.chunks) > HEADING * median(c.size for s in others for c in s.chunks):
        return True
    if slab.x0 < min(s.x0 for s in others) - OUTSIDE:
        return True
    above, below = _room(slab)
    usual_above, usual_below = median(_room(s)[0] for s in others), median(_room(s)[1] for s in others)
    return above > MARGIN * usual_above + MARGIN_POINTS and below > MARGIN * usual_below + MARGIN_POINTS


def _begins_with_heading(slab: Slab) -> bool:
    """Whether a line in larger type stands above a row: the next table's header has no rule above it."""
    first, *rest = strips(slab.chunks)
    return len(first.chunks) == 1 and bool(rest) and first.size > HEADING * max(strip.size for strip in rest)


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
    drawn = _columns_drawn(group)
    if not part.slabs or (not group[0].slabs and not drawn):
        return False
    if (
        part.page != group[-1].page + 1
        or abs(ours[0] - theirs[0]) > SAME_EXTENT
        or abs(ours[2] - theirs[2]) > SAME_EXTENT
    ):
        return False
    if part.drawn and len(part.drawn) < len(drawn):  # fills may show some of the columns only
        some = all(any(abs(x - other) <= TOUCH for other in drawn) for x in part.drawn)
        return some and _keeps(part, [Column(x, x) for x in drawn])
    if part.drawn:  # it has columns of its own, and may have those of the one row before it
        places = [Column(x, x) for x in part.drawn]
        return not drawn and len(group[0].slabs) < MIN_SLABS and all(_keeps(p, places) for p in group)
    if drawn:
        places = [Column(x, x) for x in drawn]
        return _keeps(part, places) and all(any(g.x0 <= x <= g.x1 for x, _ in places) for g in _gutters([part]))
    if _said(group[0].slabs[0]) == _said(part.slabs[0]) and len(part.slabs[0].extents) > 1:
        return True  # the header is there again
    before = group[-LOOK_BACK:]
    together = _gutters([*before, part])
    return len(together) >= max(len(_gutters(before)), len(_gutters([part]))) and all(
        _keeps(p, together) for p in (*before, part)
    )


def _said(slab: Slab) -> list[str]:
    return [chunk.text for chunk in slab.chunks]


def _columns_drawn(group: Sequence[Part]) -> tuple[float, ...]:
    return next((part.drawn for part in group if part.drawn), ())


def _keeps(part: Part, gutters: Sequence[Column]) -> bool:
    """Whether a part can be of a table with these gaps: no headings name fewer columns, hardly a text closes one."""
    top = part.slabs[0]
    if all(c.bold for c in top.chunks) and 1 < len(top.extents) <= len(gutters):
        return False
    closing = [sum(any(c.x0 < g.x0 and c.x1 > g.x1 for c in s.extents) for s in part.slabs) for g in gutters]
    return max(closing, default=0) <= _may_close(len(part.slabs))


def _may_close(slabs: int) -> int:
    """How many of so many slabs may close a gap between columns."""
    return int(CLOSED * slabs) or int(slabs >= CLOSED_OF_FEW)


def _is_table(group: Sequence[Part]) -> bool:
    """Whether there are columns, and each slab looks like one row."""
    slabs = [slab for part in group for slab in part.slabs]
    gutters = _gutters(group) if len(slabs) >= MIN_SLABS else []
    if not gutters:
        return False
    found = _columns(gutters, [c for s in slabs for c in s.chunks])
    return are_rows([strips(slab.chunks) for slab in slabs], found)


def _columns(gutters: Sequence[Column], listed: Sequence[Chunk]) -> list[Column]:
    edges = [min(c.x0 for c in listed), *((g.x0 + g.x1) / 2 for g in gutters), max(c.x1 for c in listed)]
    return [Column(a, b) for a, b in pairwise(edges)]


def _gutters(group: Sequence[Part]) -> list[Column]:
    """The gaps that go through most slabs, from left to right."""
    slabs = [slab.extents for part in group for slab in part.slabs]
    size = median(c.size for part in group for slab in part.slabs for c in slab.chunks)
    found = list(_least_covered(slabs, _may_close(len(slabs))))
    listed = [chunk for part in group for slab in part.slabs for chunk in slab.chunks]
    kept = _wide_ones(found, slabs, size, listed)
    markers = [chunk for part in group for slab in part.slabs for chunk in slab.chunks if is_marker(chunk.text)]
    return kept if not markers else [g for g in kept if not _only_markers(g, kept, group)]


def _least_covered(slabs: Sequence[Sequence[Column]], closed: int) -> Iterator[Column]:
    """Of each stretch that at most so many slabs cover the places that the fewest do."""
    changes: Counter[float] = Counter()
    for extent in (extent for extents in slabs for extent in extents):
        changes[extent.x0] += 1
        changes[extent.x1] -= 1
    stretch: list[tuple[int, Column]] = []
    covering = 0
    for a, b in pairwise(sorted(changes)):
        covering += changes[a]
        if covering <= closed:
            stretch.append((covering, Column(a, b)))
            continue
        yield from _lowest(stretch)
        stretch = []
    yield from _lowest(stretch)


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


def _wide_ones(
    found: Iterable[Column], slabs: Sequence[Sequence[Column]], size: float, listed: Sequence[Chunk]
) -> list[Column]:
    """Gaps that are wide enough for the slabs with text beside them, the narrowest others taken out one by one."""
    kept = list(found)
    while narrow := [g for g in kept if not (_is_wide(g, beside(g, kept, slabs), size) or begins_columns(g, listed))]:
        kept.remove(min(narrow, key=lambda g: g.x1 - g.x0))
    return kept


def _is_wide(gutter: Column, both: int, size: float) -> bool:
    return any(both >= least and gutter.x1 - gutter.x0 >= ems * size for least, ems in WIDTHS)


def _only_markers(gutter: Column, gutters: Sequence[Column], group: Sequence[Part]) -> bool:
    """Whether nothing but list markers stands left of a gutter."""
    low = max((g.x1 for g in gutters if g.x1 <= gutter.x0), default=float("-inf"))
    left = [c for part in group for s in part.slabs for c in s.chunks if low <= c.x0 and c.x1 <= gutter.x0 + 0.1]
    return all(is_marker(c.text) for c in left)


def _edges(group: Sequence[Part]) -> Sequence[float]:
    """Where the inner columns begin: as far before their text as the rules before the first one's."""
    room = min(slab.x0 for part in group for slab in part.slabs) - min(part.region.bbox[0] for part in group)
    return [g.x1 - min(max(room, 0.0), PADDING, (g.x1 - g.x0) / 2) for g in _gutters(group)]


def _with_edges(region: Region, xs: Sequence[float]) -> Region:
    _, top, _, _ = region.bbox  # of no length: nothing is drawn there, and a text may run across
    return replace(region, vertical=(*region.vertical, *(Edge(x, top, top, False) for x in xs)))
