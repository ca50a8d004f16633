"""The audit: every word of every page in exactly one place: cell, heading, prose, furniture; else lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ingest.layout.lines import bbox_of, lines, segments
from ingest.layout.outline import Block
from ingest.layout.pages import Document
from ingest.reading.page import Word
from ingest.tables.fragment import Fragment
from ingest.tables.leftover import leftover
from model.issue import Issue, issue, rounded
from model.plan import Audit, LostWord

SAMPLE = 8  # words that an issue quotes


def audit(document: Document, fragments: Sequence[Fragment], blocks: Iterable[Block]) -> tuple[Audit, list[Issue]]:
    """Count where the words went, and raise an issue for each page that lost some.

    Words of a table-like rest (a block of level -1) are lost: nobody read them as cells. Prose that stands like
    cells is counted as prose, and doubted.
    """
    blocks = list(blocks)
    cells, headings, prose = _Places(), _Places(), _Places()
    for fragment in fragments:
        cells.add(fragment.page, fragment.words)
    unread: list[Block] = []
    for block in blocks:
        if block.level < 0:
            unread.append(block)
        else:
            (headings if block.level else prose).add(block.page, block.words)
    lost: list[LostWord] = []
    counts = dict.fromkeys(("words", "cells", "headings", "prose", "furniture"), 0)
    for sheet in document.sheets:
        number = sheet.page.number
        furniture = {word.order for word in sheet.furniture}
        for word in sheet.page.words:
            counts["words"] += 1
            place = next(
                (
                    name
                    for name, p in (("cells", cells), ("headings", headings), ("prose", prose))
                    if p.has(number, word)
                ),
                None,
            )
            if place is None and word.order in furniture:
                place = "furniture"
            if place is None:
                box = rounded((word.x0, word.top, word.x1, word.bottom))
                lost.append(LostWord(text=word.text, page=number, bbox=box))
            else:
                counts[place] += 1
    issues = [issue("table_unreadable", page=block.page, bbox=block.bbox) for block in unread]
    for page in sorted({word.page for word in lost}):
        own = [word.text for word in lost if word.page == page]
        issues.append(issue("words_lost", page=page, count=len(own), sample=" ".join(own[:SAMPLE])))
    issues.extend(_doubted(fragments, blocks))
    return Audit(**counts, lost=len(lost), lost_words=tuple(lost)), issues


def _doubted(fragments: Iterable[Fragment], blocks: Iterable[Block]) -> Iterator[Issue]:
    """An issue for each table with prose that stands like its cells; prose beside two tables is told of once."""
    prose: dict[int, list[tuple[Word, ...]]] = {}
    for block in blocks:
        if block.level == 0:
            prose.setdefault(block.page, []).extend(part for line in lines(block.words) for part in segments(line))
    told: set[tuple[int, int]] = set()
    for fragment in fragments:
        found = leftover(fragment, prose.get(fragment.page, ()))
        words = [word for word in found if (fragment.page, word.order) not in told]
        told.update((fragment.page, word.order) for word in words)
        if words:
            said = " ".join(word.text for word in words[:SAMPLE])
            yield issue("prose_in_table", page=fragment.page, bbox=bbox_of(words), count=len(words), sample=said)


class _Places:
    """The words of one kind of place, by page."""

    def __init__(self) -> None:
        self._orders: dict[int, set[int]] = {}

    def add(self, page: int, words: Iterable[Word]) -> None:
        self._orders.setdefault(page, set()).update(word.order for word in words)

    def has(self, page: int, word: Word) -> bool:
        return word.order in self._orders.get(page, ())
