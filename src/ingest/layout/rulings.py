"""Rules and fills → edges, and edges → regions: the places of a page where lines or boxes make a grid.

An edge is hard when it was drawn as a rule and soft when it is the side of a fill. A region is a set of edges
that touch one another; what its cells are is for ``tables/ruled.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeVar

from ingest.reading.page import Fill, Page, Rule, Word
from model.issue import BBox

SAME_EDGE = 2.0  # points; edges nearer than this across their direction are one (double rules, fill beside rule)
TOUCH = 3.5  # points that an edge may stop short of another and still meet it
PIECE_GAP = 3.0  # points between pieces of one edge
DASH_GAP = 8.0  # points between dashes, where many short pieces follow each other
DASH = 12.0  # points; a longer piece is no dash
MIN_DASHES = 5
JOINT = 0.75  # points between the ends of two pieces that abut
MIN_EDGE = 6.0  # points; shorter edges are ticks and parts of glyphs
SAME_COLOUR = 12  # of 255 a channel: less is not seen
WHITE = 0xFFFFFF
UNDERLINE_BELOW = 3.5  # points below the baseline where underlines run
UNDERLINE_OVER = 2.5  # points that an underline may reach beyond its words
BESIDE_SPAN = 0.4  # of a rule's length that one beside a cell that spans rows has at the least
BESIDE = 12  # upright rules to the right at most, among which the next one of a table is
SAME_EXTENT = 4.0  # points that the ends of stacked horizontal rules may differ

T = TypeVar("T")


class Edge(NamedTuple):
    """An edge along one axis: ``at`` across it, ``start`` to ``end`` along it; ``joints`` where its pieces abut."""

    at: float
    start: float
    end: float
    hard: bool
    joints: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """Edges that make one grid: horizontal ones (``at`` is y) and vertical ones (``at`` is x)."""

    horizontal: tuple[Edge, ...]
    vertical: tuple[Edge, ...]

    @property
    def bbox(self) -> BBox:
        """x0, top, x1, bottom of all edges."""
        xs = [e.at for e in self.vertical] + [x for e in self.horizontal for x in (e.start, e.end)]
        ys = [e.at for e in self.horizontal] + [y for e in self.vertical for y in (e.start, e.end)]
        return min(xs), min(ys), max(xs), max(ys)


def regions(page: Page) -> tuple[Region, ...]:
    """The regions of a page, from top to bottom."""
    rules = [r for r in _on_page(page) if _seen(r, page.fills)]
    rules = _without_underlines(rules, page.words)
    drawn = _components(*_edges(rules, ()))
    closed = [r for r in drawn if len(r.horizontal) > 1 and len(r.vertical) > 1]
    seen = _seen_fills(page.fills)
    fills = [f for row in _beside_each_other(seen) if not _inside_a_cell(row, closed) for f in row]
    found = _with_inner(_components(*_edges(rules, fills)), page.words) if fills else drawn
    return tuple(sorted(found, key=lambda region: (region.bbox[1], region.bbox[0])))


def _on_page(page: Page) -> list[Rule]:
    """The rules of a page less what its edge cuts off: some producers draw a row that a page cuts as a whole."""
    inside = (r for r in page.rules if r.top <= page.height and r.bottom >= 0)
    cut = (r._replace(top=max(r.top, 0.0), bottom=min(r.bottom, page.height)) for r in inside)
    return [r for r in cut if r.top < r.bottom or r.x0 < r.x1]


def _with_inner(found: Sequence[Region], words: Sequence[Word]) -> list[Region]:
    """Regions with those in them that begin and end where their columns do: a filled row beside cells that span it.

    Also with those as high as one of their rows that have a text: a filled cell beside others without lines.
    """
    made: list[Region] = []
    for region in sorted(found, key=lambda r: r.bbox[1] - r.bbox[3]):
        outer = next(
            (k for k, other in enumerate(made) if _is_part(region, other) or _is_cell(region, other, words)), None
        )
        if outer is None:
            made.append(region)
        else:
            whole = made[outer]
            made[outer] = Region(whole.horizontal + region.horizontal, whole.vertical + region.vertical)
    return made


def _is_part(inner: Region, outer: Region) -> bool:
    x0, top, x1, bottom = inner.bbox
    _, outer_top, _, outer_bottom = outer.bbox
    sides = [edge.at for edge in outer.vertical]
    return (
        outer_top - TOUCH <= top
        and bottom <= outer_bottom + TOUCH
        and all(any(abs(side - x) <= TOUCH for side in sides) for x in (x0, x1))
    )


def _is_cell(inner: Region, outer: Region, words: Sequence[Word]) -> bool:
    x0, top, x1, bottom = inner.bbox
    left, _, right, _ = outer.bbox
    if len(inner.horizontal) != len(inner.vertical) or not left < x0 < x1 < right:
        return False
    levels = sorted({edge.at for edge in outer.horizontal})
    if not any(abs(a - top) <= TOUCH and abs(b - bottom) <= TOUCH for a, b in pairwise(levels)):
        return False
    return any(x0 < w.x0 and w.x1 < x1 and top < w.baseline < bottom for w in words)


def _differs(a: int, b: int) -> bool:
    return any(abs((a >> shift & 255) - (b >> shift & 255)) > SAME_COLOUR for shift in (16, 8, 0))


def _ground(x: float, y: float, fills: Sequence[Fill]) -> int:
    """The colour of the topmost fill at a point."""
    for fill in reversed(fills):
        if fill.x0 <= x <= fill.x1 and fill.top <= y <= fill.bottom:
            return fill.colour
    return WHITE


def _seen(rule: Rule, fills: Sequence[Fill]) -> bool:
    """Whether a rule differs from what it is drawn on, on either side."""
    if not fills:
        return _differs(rule.colour, WHITE)
    x, y = (rule.x0 + rule.x1) / 2, (rule.top + rule.bottom) / 2
    return any(_differs(rule.colour, _ground(x + d, y + d, fills)) for d in (-2.0, 0.0, 2.0))


def _seen_fills(fills: Sequence[Fill]) -> list[Fill]:
    return [f for i, f in enumerate(fills) if _differs(f.colour, _ground_around(f, fills[:i]))]


def _ground_around(fill: Fill, below: Sequence[Fill]) -> int:
    return _ground((fill.x0 + fill.x1) / 2, (fill.top + fill.bottom) / 2, below)


def _without_underlines(rules: list[Rule], words: Sequence[Word]) -> list[Rule]:
    """Rules less the underlines: short ones just below a baseline, as long as the words above them."""
    upright = [r for r in rules if r.x0 == r.x1]
    kept: list[Rule] = []
    for rule in rules:
        if rule.top != rule.bottom or rule.x1 - rule.x0 > 400:
            kept.append(rule)
            continue
        above = [
            w for w in words if -0.5 <= rule.top - w.baseline <= UNDERLINE_BELOW and w.x0 < rule.x1 and w.x1 > rule.x0
        ]
        exact = above and (
            min(w.x0 for w in above) - UNDERLINE_OVER <= rule.x0
            and rule.x1 <= max(w.x1 for w in above) + UNDERLINE_OVER
        )
        meets = any(
            v.top - TOUCH <= rule.top <= v.bottom + TOUCH and min(abs(v.x0 - rule.x0), abs(v.x0 - rule.x1)) <= TOUCH
            for v in upright
        )
        if not exact or meets:
            kept.append(rule)
    return kept


def _edges(rules: Iterable[Rule], fills: Iterable[Fill]) -> tuple[list[Edge], list[Edge]]:
    """Horizontal and vertical edges, pieces of one edge made whole."""
    horizontal = [Edge(r.top, r.x0, r.x1, True) for r in rules if r.top == r.bottom]
    vertical = [Edge(r.x0, r.top, r.bottom, True) for r in rules if r.x0 == r.x1 and r.top != r.bottom]
    for f in fills:
        horizontal += [Edge(f.top, f.x0, f.x1, False), Edge(f.bottom, f.x0, f.x1, False)]
        vertical += [Edge(f.x0, f.top, f.bottom, False), Edge(f.x1, f.top, f.bottom, False)]
    return _whole(horizontal), _whole(vertical)


def _whole(pieces: list[Edge]) -> list[Edge]:
    """Pieces on one line, within reach of each other, as one edge."""
    found: list[Edge] = []
    for group in clusters(pieces, lambda e: e.at, SAME_EDGE):
        group.sort(key=lambda e: (e.start, e.end))
        dashed = sum(e.end - e.start <= DASH for e in group) >= MIN_DASHES
        gap = DASH_GAP if dashed else PIECE_GAP
        run: list[Edge] = []
        reach = 0.0
        for piece in group:
            if run and piece.start - reach > gap:
                found.append(_one(run))
                run = []
            reach = max(reach, piece.end) if run else piece.end
            run.append(piece)
        if run:
            found.append(_one(run))
    return [e for e in found if e.end - e.start >= MIN_EDGE]


def _one(run: list[Edge]) -> Edge:
    hard = [e for e in run if e.hard] or run
    weight = sum(e.end - e.start for e in hard) or 1.0
    at = sum(e.at * (e.end - e.start) for e in hard) / weight if weight > 1 else hard[0].at
    starts = sorted(e.start for e in hard)
    joints = tuple(e.end for e in hard if e.end - e.start > DASH and any(abs(e.end - s) <= JOINT for s in starts))
    return Edge(at, min(e.start for e in run), max(e.end for e in run), any(e.hard for e in run), joints)


def clusters(items: Iterable[T], position: Callable[[T], float], tolerance: float) -> list[list[T]]:
    """Items whose positions follow each other within the tolerance, but no farther from the first than twice it."""
    found: list[list[T]] = []
    first = last = 0.0
    for item in sorted(items, key=position):
        here = position(item)
        if found and here - last <= tolerance and here - first <= 2 * tolerance:
            found[-1].append(item)
        else:
            found.append([item])
            first = here
        last = here
    return found


def fill_of(box: BBox, fills: Sequence[Fill]) -> int | None:
    """The colour behind most of a box, or ``None`` for white."""
    x0, top, x1, bottom = box
    area = (x1 - x0) * (bottom - top)
    for fill in reversed(fills):
        if fill.x0 < x1 and fill.x1 > x0 and fill.top < bottom and fill.bottom > top:
            width = min(x1, fill.x1) - max(x0, fill.x0)
            height = min(bottom, fill.bottom) - max(top, fill.top)
            if width * height >= 0.5 * area:
                return None if fill.colour == WHITE else fill.colour
    return None


def _components(horizontal: list[Edge], vertical: list[Edge]) -> list[Region]:
    """Edges that touch, as regions. Horizontal rules alone make one when they are stacked and equally long."""
    parents = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    offset = len(horizontal)
    for j, v in enumerate(vertical):
        for i, h in enumerate(horizontal):
            if h.start - TOUCH <= v.at <= h.end + TOUCH and v.start - TOUCH <= h.at <= v.end + TOUCH:
                parents[root(i)] = root(offset + j)
    closed = {root(offset + j) for j, v in enumerate(vertical) if v.hard}
    lone = [i for i in range(offset) if horizontal[i].hard and root(i) not in closed]
    levels = clusters(lone, lambda i: horizontal[i].at, SAME_EDGE)
    for k, level in enumerate(levels):
        for above in level:
            a = horizontal[above]
            met = ([i for i in other if _overlap(a, horizontal[i])] for other in levels[k + 1 :])
            below = next((found for found in met if found), [])
            if _same_extent(a, [horizontal[i] for i in below]) or any(_of_one_table(a, horizontal[i]) for i in below):
                for i in below:
                    parents[root(i)] = root(above)
    touched = Counter(root(k) for k in range(len(parents)))
    upright = sorted((j for j, v in enumerate(vertical) if v.hard), key=lambda j: vertical[j].at)
    bare = {j for j in upright if touched[root(offset + j)] == 1}
    for k, left in enumerate(upright):
        a = vertical[left]
        right = next((j for j in upright[k + 1 : k + 1 + BESIDE] if _as_long(a, vertical[j])), None)
        if right is not None and (left in bare or right in bare):
            parents[root(offset + left)] = root(offset + right)
    grouped: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for i, h in enumerate(horizontal):
        grouped.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(vertical):
        grouped.setdefault(root(offset + j), ([], []))[1].append(v)
    return [Region(tuple(hs), tuple(vs)) for hs, vs in grouped.values() if len(hs) + len(vs) > 1]


def _as_long(a: Edge, b: Edge) -> bool:
    """Whether two edges begin and end alike."""
    return abs(a.start - b.start) <= SAME_EXTENT and abs(a.end - b.end) <= SAME_EXTENT


def _overlap(a: Edge, b: Edge) -> bool:
    return b.start < a.end and b.end > a.start


def _same_extent(whole: Edge, pieces: Sequence[Edge]) -> bool:
    """Whether several rules at one height begin and end together as another one does: a cell between spans rows."""
    return (
        len(pieces) > 1
        and abs(min(e.start for e in pieces) - whole.start) <= SAME_EXTENT
        and abs(max(e.end for e in pieces) - whole.end) <= SAME_EXTENT
    )


def _of_one_table(a: Edge, b: Edge) -> bool:
    """Whether two horizontal rules can border rows of one table.

    They are equally long, or the shorter begins or ends where the longer does (a cell beside it spans rows); where the
    longer is drawn cell by cell, the cells of the shorter end where cells of the longer do.
    """
    same = _as_long(a, b)
    few, many = sorted((a.joints, b.joints), key=len)
    if same:
        return all(_meets(x, many) for x in few)
    short, long = sorted((a, b), key=lambda e: e.end - e.start)
    if not long.joints:
        beside = abs(short.start - long.start) <= SAME_EXTENT or abs(short.end - long.end) <= SAME_EXTENT
        return beside and short.end - short.start >= BESIDE_SPAN * (long.end - long.start)
    places = (long.start, *long.joints, long.end)
    return all(_meets(x, places) for x in (short.start, *short.joints, short.end))


def _meets(x: float, places: Iterable[float]) -> bool:
    return any(abs(x - y) <= SAME_EXTENT for y in places)


def _beside_each_other(fills: Sequence[Fill]) -> list[list[Fill]]:
    """Fills in rows of those that are as high and abut: a stripe drawn cell by cell."""
    found: list[list[Fill]] = []
    for fill in sorted(fills, key=lambda f: (round(f.top), round(f.bottom), f.x0)):
        last = found[-1][-1] if found else None
        if (
            last is not None
            and abs(fill.top - last.top) <= JOINT
            and abs(fill.bottom - last.bottom) <= JOINT
            and abs(fill.x0 - last.x1) <= JOINT
        ):
            found[-1].append(fill)
        else:
            found.append([fill])
    return found


def _inside_a_cell(row: Sequence[Fill], closed: Sequence[Region]) -> bool:
    """Whether fills beside each other lie within the rules around them: a marked text, a cell's shade that ends there.

    Not a stripe, which goes from rule to rule and stops half way down.
    """
    fill = row[0]._replace(x1=row[-1].x1)
    for region in closed:
        x0, top, x1, bottom = region.bbox
        if not (x0 - TOUCH <= fill.x0 and fill.x1 <= x1 + TOUCH and top - TOUCH <= fill.top):
            continue
        if fill.bottom > bottom + TOUCH:
            continue
        x, y = (fill.x0 + fill.x1) / 2, (fill.top + fill.bottom) / 2
        beside = [v.at for v in region.vertical if v.start <= y <= v.end]
        inner = [at for at in beside if x0 + TOUCH < at < x1 - TOUCH]
        if not inner or not min(beside) <= x <= max(beside):
            continue
        ends = [h.at for h in region.horizontal if h.start <= x <= h.end]
        from_rule_to_rule = all(_meets(side, beside) for side in (fill.x0, fill.x1))
        if not from_rule_to_rule or all(_meets(side, ends) for side in (fill.top, fill.bottom)):
            return True
    return False
