"""Tables without lines whose headings stand on the left: "Formål:" and beside it a text, "Ansvarlig:" and a text.

Known headings that begin at one place, and texts beside them that begin at another, make two columns. Which lines
belong to a heading is one decision for all: the headings stand at the top, in the middle or at the bottom of their
rows, whichever fits best, and each line goes to the one that then stands nearest (dynamic programming over the lines).
Limits: headings and texts in pairs beside each other need lines. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from ingest.layout.lines import LOOSE_LEADING, middle, segments
from ingest.layout.pages import Document, Sheet
from ingest.reading.page import Word
from ingest.tables.fragment import Fragment, KnownHeadings, Line
from ingest.tables.grids.grid import Grid, Span
from ingest.tables.heading_columns import KNOWN, heading_columns, may_be_heading, texts_by_start
from ingest.tables.ruled import filled
from ingest.tables.white_space.strips import HYPHENS, chunks, upright, usual_spaces
from ingest.text import join_lines, line_text

SAME_START = 2.0  # points that the lines of a column may begin apart
WORD_SPACE = 0.4  # ems; text of two columns on one line is farther apart
MIN_HEADINGS = 3  # at one place on a page
BESIDE = 0.5  # of them at least have a text beside them that begins where the others' do
DEEPEST = 4  # lines of a heading
MOSTLY = 0.5  # of the headings below each other stand closer than lines do, where rows have no room between them
SIDE_BY_SIDE = 0.3  # of the lines of an ordinary table, at least, have texts of several columns
APART = 6.0  # times the font size; so far apart are two tables
EMPTY = 1.0  # times the font size: what it costs that a heading has no text,
ABOVE = 0.3  # that text stands above the first,
OTHER = 0.5  # that the last one stands otherwise beside its text than the others,
TORN = 1.0  # and that a row ends between lines no farther apart than those of a text
ROOM = 2.0  # points around the text of a row

_Row = tuple[list[Line], list[Line]]  # the lines of a heading, and those of its text
Measure = Callable[[Sequence[Line]], float]
MEASURES: tuple[Measure, ...] = (
    lambda own: own[0][0].baseline,
    lambda own: (own[0][0].baseline + own[-1][0].baseline) / 2,
    lambda own: own[-1][0].baseline,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where headings and their texts begin."""

    left: float
    right: float


def fragments(document: Document, taken: Mapping[int, frozenset[int]], headings: KnownHeadings) -> list[Fragment]:
    """Such tables of a document, one for each page; ``taken`` are the words, by page, that others have in a cell."""
    pages = [_Page(sheet, taken.get(sheet.page.number, frozenset()), headings) for sheet in document.sheets]
    first = [page.columns() for page in pages]
    leading = min(
        (step for page, own in zip(pages, first, strict=True) if own for step in page.steps(own)), default=0.0
    )
    shown = [page.read(leading) for page in pages]
    for order in (range(len(pages)), range(len(pages) - 1, -1, -1)):  # what goes on, or begins, beside such a page
        for before, at in pairwise(order):
            for columns in shown[before]:
                if columns not in shown[at] and pages[at].take(columns, leading):
                    shown[at].append(columns)
    return [fragment for page in pages for fragment in page.found]


def _shows_headings(made: Iterable[Fragment], headings: KnownHeadings) -> bool:
    """Whether the headings on a page are of several fields."""
    texts = [text for fragment in made for text in texts_by_start(fragment).get(0, ())]
    return bool(heading_columns({0: texts}, 2, headings.meaning))


class _Page:
    def __init__(self, sheet: Sheet, taken: frozenset[int], headings: KnownHeadings) -> None:
        self._sheet = sheet
        self._headings = headings
        self._meaning = headings.meaning
        self._lines = upright(w for w in sheet.words if w.order not in taken)
        spaces = usual_spaces(self._lines)
        self._chunks = {id(line): chunks(line, spaces) for line in self._lines}
        self.found: list[Fragment] = []

    def read(self, leading: float) -> list[Columns]:
        """Find the tables, those of the commonest columns first; the columns that there are."""
        shown: list[Columns] = []
        while (columns := self.columns()) and columns not in shown and self.take(columns, leading, several=True):
            shown.append(columns)
        return shown

    def take(self, columns: Columns, leading: float, *, several: bool = False) -> bool:
        """Find the tables of some columns; whether there are any. ``several`` fields must be among their headings."""
        made = self.fragments(columns, leading)
        if not made or (several and not _shows_headings(made, self._headings)):
            return False
        own = {w.order for fragment in made for w in fragment.words}
        self._lines = [line for line in self._lines if not any(w.order in own for w in line)]
        self.found.extend(made)
        return True

    def columns(self) -> Columns | None:
        """Where most known headings begin, and the texts beside them; ``None`` where they are too few."""
        cut = [self._chunks[id(line)] for line in self._lines]
        known = [own for own in cut if self._is_heading(own[0].text)]
        starts = Counter(round(own[0].x0) for own in known)
        if not starts:
            return None
        left = starts.most_common(1)[0][0]
        texts = [chunk.x0 for own in cut for chunk in own[:2] if chunk.x0 > left + SAME_START]
        right = Counter(map(round, texts)).most_common(1)[0][0] if texts else 0
        exact = [x for x in texts if abs(x - right) <= SAME_START]
        headed = [own for own in known if abs(own[0].x0 - left) <= SAME_START and own[0].x1 < right]
        if len(headed) < MIN_HEADINGS or len(exact) < BESIDE * len(headed):
            return None
        if not heading_columns({0: [own[0].text for own in headed]}, 2, self._meaning):
            return None
        return Columns(min(own[0].x0 for own in headed), min(exact))

    def steps(self, columns: Columns) -> Iterator[float]:
        """How far the lines of each side of these columns are apart, in ems."""
        for area in self._areas(columns):
            left = upright(w for line in area for w in line if w.x0 < columns.right - SAME_START)
            for side in (left, _texts(area, columns)):
                yield from (_step(a, b) for a, b in pairwise(side))

    def fragments(self, columns: Columns, leading: float) -> list[Fragment]:
        """The tables of these columns, from top to bottom; ``leading`` is the least step between lines in ems."""
        found = []
        areas = self._areas(columns)
        end = max((word.x1 for area in areas for line in area for word in line), default=0.0) + ROOM
        for area in areas:
            fragment = self._fragment(area, columns, leading, end)
            if fragment is not None:
                found.append(fragment)
        return found

    def _is_heading(self, text: str) -> bool:
        return may_be_heading(text) and self._meaning(text) is not None

    def _areas(self, columns: Columns) -> list[list[Line]]:
        """Lines that follow each other and keep to the columns."""
        areas: list[list[Line]] = [[]]
        for line in self._lines:
            near = not areas[-1] or line[0].baseline - areas[-1][-1][0].baseline <= APART * line[0].size
            keeps = _keeps(line, columns)
            if not (near and keeps):
                areas.append([])
            if keeps:
                areas[-1].append(line)
        return [area for area in areas if area]

    def _fragment(self, area: Sequence[Line], columns: Columns, leading: float, end: float) -> Fragment | None:
        texts = _texts(area, columns)
        labels = self._labels((w for line in area for w in line if w.x0 < columns.right - SAME_START), leading)
        known = [label for label in labels if self._is_heading(_said(label))]
        if len(known) < KNOWN * len(labels) or not known or not texts:
            return None
        spaces = usual_spaces(self._lines)
        if sum(len(chunks(line, spaces)) > 1 for line in texts) > SIDE_BY_SIDE * len(texts):
            return None
        first = labels.index(known[0])
        if first and area[0] is not self._lines[0]:  # what stands above the first heading is a heading of its own
            top = min(w.top for w in known[0][0])
            labels, texts = labels[first:], [line for line in texts if line[0].baseline > top]
        rows = _rows(labels, texts, leading)
        ys = _borders(rows) if rows else None
        if ys is None:
            return None
        words = [w for row in rows for line in (*row[0], *row[1]) for w in line]
        reach = max((w.x1 for label, _ in rows for line in label for w in line), default=columns.left)
        inner = columns.right - min(ROOM, (columns.right - reach) / 2)
        xs = (columns.left - ROOM, inner, end)
        own = {w.order for w in words}
        if any(
            w.order not in own and xs[0] <= middle(w)[0] <= xs[2] and ys[0] <= middle(w)[1] <= ys[-1]
            for w in self._sheet.words
        ):
            return None
        spans = tuple(Span(i, i + 1, k, k + 1) for i in range(len(rows)) for k in range(2))
        made = filled(self._sheet, Grid(xs, ys, spans, None), "spaced")
        return made and replace(made, reason="known headings on the left, texts beside them")

    def _labels(self, words: Iterable[Word], leading: float) -> list[list[Line]]:
        """The lines on the left as headings of one or more lines.

        Where rows have room between them, lines as close as those of a text are one heading; else the longest known
        ones are. ``leading`` is the least step from line to line on either side, in ems.
        """
        left = upright(words)
        close = [_step(a, b) <= LOOSE_LEADING * leading for a, b in pairwise(left)]
        rows = [
            near
            for near, (above, below) in zip(close, pairwise(left), strict=True)
            if self._is_heading(_said([above])) and self._is_heading(_said([below]))
        ]
        has_room = sum(rows) < MOSTLY * len(rows)
        found: list[list[Line]] = []
        while left:
            run = 1 + next((n for n, near in enumerate(close) if not near), len(close))
            count = run if has_room else self._longest(left[: min(run, DEEPEST)])
            found.append(list(left[:count]))
            left, close = left[count:], close[count:]
        return found

    def _longest(self, run: Sequence[Line]) -> int:
        """How many of some lines are one heading: the most that are known, short of the next that is."""
        least = next((n for n in range(1, len(run)) if not _is_open(_said(run[:n]))), len(run))
        run = run[: next((n for n in range(least, len(run)) if _said(run[:n]).endswith(":")), len(run))]
        alone = next((n for n in range(least, len(run)) if self._is_heading(_said([run[n]]))), len(run))
        return max((n for n in range(1, alone + 1) if self._is_heading(_said(run[:n]))), default=alone)


def _texts(area: Iterable[Line], columns: Columns) -> list[Line]:
    """The lines on the right."""
    return upright(w for line in area for w in line if w.x0 >= columns.right - SAME_START)


def _step(above: Line, below: Line) -> float:
    """From line to line, in ems."""
    return (below[0].baseline - above[0].baseline) / (above[0].size or 1.0)


def _is_open(text: str) -> bool:
    """Whether a heading goes on in the next line: a parenthesis or a broken word."""
    return text.count("(") > text.count(")") or text.endswith(HYPHENS)


def _said(label: Sequence[Line]) -> str:
    return join_lines([line_text(line) for line in label])


def _keeps(line: Line, columns: Columns) -> bool:
    """Whether a line has a heading where headings begin, a text where texts do, or both."""
    left = tuple(w for w in line if w.x0 < columns.right - SAME_START)
    right = line[len(left) :]
    if not left:
        return True
    if abs(left[0].x0 - columns.left) > SAME_START or left[-1].x1 > columns.right or len(segments(left)) > 1:
        return False
    return not right or (right[0].x0 - left[-1].x1) > WORD_SPACE * right[0].size


def _rows(labels: Sequence[list[Line]], texts: Sequence[Line], leading: float) -> list[_Row]:
    """Each heading with its lines; those above the first heading have none. Empty where lines belong to no heading."""
    cuts = min((_assigned(labels, texts, measure, leading) for measure in MEASURES), key=lambda found: found[0])[1]
    if len(cuts) < len(labels):
        return []
    ends = [*cuts, len(texts)]
    rows: list[_Row] = [([], list(texts[: ends[0]]))] if ends[0] else []
    return [*rows, *((label, list(texts[a:b])) for label, (a, b) in zip(labels, pairwise(ends), strict=True))]


def _assigned(
    labels: Sequence[list[Line]], texts: Sequence[Line], measure: Measure, leading: float
) -> tuple[float, list[int]]:
    """Where the lines of each heading begin, and what is against it: how far they stand off the headings, and more.

    The last heading may be anywhere beside its lines: a page may have cut them.
    """
    size = labels[0][0][0].size
    top = labels[0][0][0].baseline
    joined = _closeness(texts, size, leading)
    # cost and first lines of the headings so far, by how many lines those have
    best: dict[int, tuple[float, list[int]]] = {
        n: (joined[n] + ABOVE * size * (n > 0), [])
        for n in range(len(texts) + 1)
        if n == 0 or texts[n - 1][0].baseline < top
    }
    above = float("-inf")
    for label, below in zip_longest(labels, labels[1:]):
        # a heading stands in its row: no line above it is in the row after, none below it in the row before
        best = {n: own for n, own in best.items() if n == len(texts) or texts[n][0].baseline > above}
        above = label[0][0].baseline
        limit = below[-1][0].baseline if below else float("inf")
        measures = MEASURES if below is None else (measure,)
        following: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, cuts) in best.items():
            for end in range(start, len(texts) + 1):
                if end > start and texts[end - 1][0].baseline >= limit:
                    break
                own, also = texts[start:end], cost + joined[end] * (end > start)
                off = [abs(m(own) - m(label)) + OTHER * size * (m is not measure) for m in measures] if own else []
                total = also + min(off, default=EMPTY * size)
                if end not in following or total < following[end][0]:
                    following[end] = (total, [*cuts, start])
        best = following
    return best.get(len(texts), (float("inf"), []))


def _closeness(texts: Sequence[Line], size: float, leading: float) -> list[float]:
    """What it costs to begin a row with each line: something, where it stands no farther off than lines of a text."""
    close = [_step(a, b) <= LOOSE_LEADING * leading for a, b in pairwise(texts)]
    return [0.0, *(TORN * size * is_close for is_close in close), 0.0]


def _borders(rows: Sequence[_Row]) -> tuple[float, ...] | None:
    """The heights between rows; ``None`` where two overlap."""
    sides = []
    for label, texts in rows:
        words = [w for line in (*label, *texts) for w in line]
        sides.append((min(w.baseline - 0.72 * w.size for w in words), max(w.baseline + 0.1 * w.size for w in words)))
    if any(above[1] > below[0] for above, below in pairwise(sides)):
        return None
    inner = [(above[1] + below[0]) / 2 for above, below in pairwise(sides)]
    return (sides[0][0] - ROOM, *inner, sides[-1][1] + ROOM)
