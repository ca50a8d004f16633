"""Verifying: our cells against those of a second reader, by the words in them; what differs becomes an issue.

Both place the words of our own reading, so that a difference is one of cells: a word in another cell, a cell
cut or merged, words in no cell. Characters that were read wrongly look right to both. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.settings import Second
from ingest.tables.fragment import Cell, Fragment, Paragraph
from model.activity import Activity
from model.issue import BBox, Issue, issue, rounded
from model.plan import Plan

ALIKE = 0.5  # of a table's cells must be the other's too; with fewer the whole table was read in another way
SAME_PLACE = 0.5  # of the smaller of two cells must be the other's: borders differ by the width of a rule or gap

CellText = Callable[[Sequence[Paragraph]], str]
Place = tuple[int, BBox]
"""Page from 1, and the box of a cell in points, as provenance has it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Cells that hold the same words in another way; ``places`` are our cells, if we have any for them."""

    page: int
    bbox: BBox
    ours: str
    theirs: str
    places: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cells that differ, our tables that it read otherwise as a whole, and its tables where we have none."""

    differences: tuple[Difference, ...]
    unlike: tuple[Fragment, ...]
    beyond: tuple[Fragment, ...]


def compare(ours: Sequence[Fragment], theirs: Sequence[Fragment], said: CellText) -> Comparison:
    """Our fragments beside a second reader's; ``said`` makes text of a cell's paragraphs."""
    differences: list[Difference] = []
    unlike: list[Fragment] = []
    beyond: list[Fragment] = []
    for page in sorted({f.page for f in (*ours, *theirs)}):
        own, other = [f for f in ours if f.page == page], [f for f in theirs if f.page == page]
        read = {word.order for f in own for word in f.words}
        beyond.extend(f for f in other if not any(word.order in read for word in f.words))
        other = [f for f in other if f not in beyond]
        for fragment in own:
            if _alike(fragment, other) < ALIKE:
                unlike.append(fragment)
        doubtful = {word.order for f in unlike if f.page == page for word in f.words}
        for mine, rival in _groups(_cells(own), _cells(other)):
            if not _agree(mine, rival) and not any(order in doubtful for order, _ in _words([*mine, *rival])):
                differences.append(_difference(page, mine, rival, said))
    return Comparison(tuple(differences), tuple(unlike), tuple(beyond))


def verified(plan: Plan, found: Comparison, reader: Second) -> Plan:
    """The plan with an issue for each difference: on the rows that it touches, else on the document."""
    raised: list[tuple[Issue, frozenset[Place]]] = []
    for one in found.differences:
        texts = {"reader": reader, "ours": one.ours, "theirs": one.theirs}
        raised.append((issue("second_reader_differs", page=one.page, bbox=one.bbox, **texts), one.places))
    for code, fragments in (("second_reader_unlike", found.unlike), ("second_reader_table", found.beyond)):
        raised.extend((issue(code, page=f.page, bbox=f.bbox, reader=reader), frozenset()) for f in fragments)
    return with_issues(plan, raised)


def with_rescued(plan: Plan, fragments: Iterable[Fragment]) -> Plan:
    """The plan with an issue for each fragment that only a second reader could read, on all of its rows."""
    return with_issues(
        plan,
        [
            (
                issue("read_by_second_reader", page=f.page, bbox=f.bbox, reader=f.method),
                frozenset((f.page, rounded(cell.bbox)) for cell in f.cells),
            )
            for f in fragments
        ],
    )


def with_issues(plan: Plan, raised: Iterable[tuple[Issue, frozenset[Place]]]) -> Plan:
    """The plan with issues about cells: on the activities that have text from them, else on the document."""
    rest: list[Issue] = []
    by_row: dict[int, list[Issue]] = {}
    places = [_places(activity) for activity in plan.activities]
    for one, cells in raised:
        rows = [row for row, own in enumerate(places) if own & cells]
        for row in rows:
            by_row.setdefault(row, []).append(one)
        if not rows:
            rest.append(one)
    activities = tuple(
        activity.model_copy(update={"issues": (*activity.issues, *by_row[row]), "quality": "check"})
        if row in by_row
        else activity
        for row, activity in enumerate(plan.activities)
    )
    return plan.model_copy(update={"activities": activities, "issues": (*plan.issues, *rest)})


def _places(activity: Activity) -> set[Place]:
    return {(place.page, place.bbox) for said in activity.provenance.values() for place in said.places}


def _cells(fragments: Iterable[Fragment]) -> list[Cell]:
    return [cell for fragment in fragments for cell in fragment.cells if any(cell.words)]


def _alike(fragment: Fragment, other: Sequence[Fragment]) -> float:
    """The share of a fragment's cells with words that the other reader has too."""
    theirs = {_words([cell]) for cell in _cells(other)}
    own = [_words([cell]) for cell in _cells([fragment])]
    return sum(words in theirs for words in own) / len(own) if own else 1.0


def _agree(ours: Sequence[Cell], theirs: Sequence[Cell]) -> bool:
    """Whether both have one cell, with the same words, at the same place and over as many rows and columns."""
    if len(ours) != 1 or len(theirs) != 1 or _words(ours) != _words(theirs):
        return False
    mine, rival = ours[0], theirs[0]
    spans = (mine.row_span, mine.column_span) == (rival.row_span, rival.column_span)
    return spans and _overlap(mine.bbox, rival.bbox) >= SAME_PLACE


def _overlap(one: BBox, other: BBox) -> float:
    """What two boxes share, as a part of the smaller."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return max(0.0, width) * max(0.0, height) / smaller if smaller > 0 else 0.0


def _words(cells: Iterable[Cell]) -> frozenset[tuple[int, str]]:
    return frozenset((word.order, word.text) for cell in cells for word in cell.words)


def _groups(ours: Sequence[Cell], theirs: Sequence[Cell]) -> Iterator[tuple[list[Cell], list[Cell]]]:
    """Cells of both that share words, directly or by others: the smallest sets that can be compared."""
    holders: dict[int, list[int]] = {}
    cells = [*ours, *theirs]
    for index, cell in enumerate(cells):
        for word in cell.words:
            holders.setdefault(word.order, []).append(index)
    seen: set[int] = set()
    for start in range(len(cells)):
        if start in seen:
            continue
        seen.add(start)
        group, todo = [start], [start]
        while todo:
            for word in cells[todo.pop()].words:
                fresh = [index for index in holders[word.order] if index not in seen]
                seen.update(fresh)
                group.extend(fresh)
                todo.extend(fresh)
        group.sort()
        yield [cells[i] for i in group if i < len(ours)], [cells[i] for i in group if i >= len(ours)]


def _difference(page: int, ours: Sequence[Cell], theirs: Sequence[Cell], said: CellText) -> Difference:
    boxes = [cell.bbox for cell in ours or theirs]
    around = (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
    places = frozenset((page, rounded(cell.bbox)) for cell in ours)
    return Difference(page, around, _text(ours, said), _text(theirs, said), places)


def _text(cells: Sequence[Cell], said: CellText) -> str:
    return " | ".join(said(cell.paragraphs).replace("\n", " ") for cell in cells)
