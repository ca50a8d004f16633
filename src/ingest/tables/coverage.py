"""Coverage: which words of a place on a page ended in which cell. Pure, and the measure that ``choosing`` goes by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.layout.lines import middle
from ingest.reading.page import Word
from ingest.tables.fragment import Fragment
from model.issue import BBox


@dataclass(frozen=True, slots=True)
class Coverage:
    """Word orders of a region that ended in a cell, and those that ended in none."""

    covered: frozenset[int]
    missed: tuple[Word, ...]

    @property
    def share(self) -> float:
        """Covered words out of all; 1 for an empty region."""
        whole = len(self.covered) + len(self.missed)
        return len(self.covered) / whole if whole else 1.0


def within(box: BBox, words: Iterable[Word]) -> list[Word]:
    """The words whose middle lies in a box."""
    x0, top, x1, bottom = box
    found = []
    for word in words:
        x, y = middle(word)
        if x0 <= x <= x1 and top <= y <= bottom:
            found.append(word)
    return found


def coverage(box: BBox, words: Sequence[Word], fragments: Iterable[Fragment]) -> Coverage:
    """What the fragments read of the words in a box."""
    read = {word.order for fragment in fragments for word in fragment.words}
    inside = within(box, words)
    return Coverage(
        frozenset(w.order for w in inside if w.order in read), tuple(w for w in inside if w.order not in read)
    )


def is_coarser(ours: Iterable[Fragment], theirs: Iterable[Fragment]) -> bool:
    """Whether some cell of ours holds words of several cells of theirs."""
    place = {
        w.order: (at, cell.row, cell.column) for at, f in enumerate(theirs) for cell in f.cells for w in cell.words
    }
    return any(len({place[w.order] for w in cell.words if w.order in place}) > 1 for f in ours for cell in f.cells)
