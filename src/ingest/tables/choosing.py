"""Choosing between the methods that read the same place, by agreement and by coverage, with the reason.

Where tree and lines put the same words into the same cells, the fragment has the tree's rows and paragraphs and the
lines' boxes and fills. Where they differ, the tree is believed if its cells stand on the page as it says and it
loses no word that the lines read; else the lines.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.layout import Document
from ingest.tables import ruled, tagged
from ingest.tables.coverage import coverage, partition
from ingest.tables.fragment import Cell, Fragment

SHARED = 0.5  # of the smaller fragment's words must be the other's for both to be one table


def choose(document: Document) -> list[Fragment]:
    """The fragments of a document in reading order."""
    by_tree: dict[int, list[Fragment]] = {}
    for fragment in tagged.fragments(document):
        by_tree.setdefault(fragment.page, []).append(fragment)
    chosen: list[Fragment] = []
    for sheet in document.sheets:
        by_lines = ruled.fragments(sheet)
        for ours in by_tree.get(sheet.page.number, []):
            rivals = [f for f in by_lines if _shares(ours, f)]
            by_lines = [f for f in by_lines if f not in rivals]
            chosen.extend(_decide(ours, rivals, document))
        chosen.extend(replace(f, reason="lines only") for f in by_lines)
    return sorted(chosen, key=lambda f: (f.page, f.bbox[1], f.bbox[0]))


def _shares(a: Fragment, b: Fragment) -> bool:
    ours, theirs = {w.order for w in a.words}, {w.order for w in b.words}
    return len(ours & theirs) > SHARED * min(len(ours), len(theirs))


def _decide(tree: Fragment, lines: list[Fragment], document: Document) -> list[Fragment]:
    if not lines:
        if tagged.sane(tree):
            return [replace(tree, reason="tree only")]
        return []
    if len(lines) == 1 and partition(tree) == partition(lines[0]):
        combined = _combined(tree, lines[0])
        if combined is not None:
            return [combined]
    words = document.sheets[[s.page.number for s in document.sheets].index(tree.page)].words
    lost = [w for f in lines for w in coverage(f.bbox, words, [tree]).missed]
    if not tagged.sane(tree):
        return [replace(f, reason="the tree's cells do not stand as it says") for f in lines]
    if lost:
        return [replace(f, reason=f"the tree misses {len(lost)} words") for f in lines]
    return [replace(tree, reason="tree and lines differ; the tree stands on the page as it says")]


def _combined(tree: Fragment, lines: Fragment) -> Fragment | None:
    """The lines' cells with the tree's paragraphs and keys; ``None`` when their grids differ."""
    if len(tree.columns) != len(lines.columns) or len(tree.rows) != len(lines.rows):
        return None
    by_words = {frozenset(w.order for w in cell.words): cell for cell in tree.cells if any(cell.words)}
    cells: list[Cell] = []
    for cell in lines.cells:
        said = by_words.get(frozenset(w.order for w in cell.words))
        if said is None:
            cells.append(cell)
        elif (said.row, said.column) != (cell.row, cell.column):
            return None
        else:
            cells.append(replace(cell, paragraphs=said.paragraphs, key=said.key, head=said.head))
    return replace(
        lines,
        method="tagged",
        cells=tuple(cells),
        table_key=tree.table_key,
        row_keys=tree.row_keys,
        reason="tree and lines agree",
    )
