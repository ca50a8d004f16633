"""Tables without upright rules, by kind: random plans whose truth is known (``tests/typeset``), read by all.

The plans are drawn with fixed seeds, and set without hyphens at line ends and upright on the page, so that only
where the tables and their cells are is asked of a reader.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

from peers import PEERS, PeerTable
from report import table

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from typeset.canvas import with_reportlab
from typeset.drawing import random_document
from typeset.plan import Beside, Cell, Columns, PlanDocument, RuleKind, Table
from typeset.setting import DoesNotFit, set_document

DOCUMENTS = 20  # of a kind
FEW_WORDS = 2  # of a cell that is to stand on one line


@dataclass(frozen=True)
class Kind:
    """The rules that are drawn, whether one is drawn under the header, and whether cells have a line or paragraphs."""

    rules: RuleKind = "none"
    header_rule: bool = False
    short: bool = False


KINDS = {
    "none": Kind(),
    "none, cells of a line": Kind(short=True),
    "one under the header": Kind(header_rule=True),
    "across": Kind("horizontal"),
    "across, zebra": Kind("horizontal-zebra"),
}
READERS = ("camelot stream", "camelot network", "camelot hybrid", "camelot lattice", "pdfplumber", "pdfplumber, text")
Reader = Callable[[Path], list[PeerTable]]


@dataclass(frozen=True)
class Plan:
    """A typeset plan and the true tables of its pages, as the scorer wants them."""

    path: Path
    truth: list[Any]


def kind_report(scorer: ModuleType, own: Reader, count: int = DOCUMENTS) -> str:
    """Pooled F1 of the structure: a row for each reader, a column for each kind."""
    readers = {"handleplan": own, **{name: PEERS[name] for name in READERS}}
    with tempfile.TemporaryDirectory() as folder:
        plans = {kind: list(_plans(scorer, kind, count, Path(folder))) for kind in KINDS}
        rows = [[name, *(f"{f1(scorer, plans[kind], read):.3f}" for kind in KINDS)] for name, read in readers.items()]
    drawn = ", ".join(f"{len(plans[kind])} ({sum(len(p.truth) for p in plans[kind])})" for kind in KINDS)
    return f"{table(['reader', *KINDS], rows)}\nPlans of each kind, and parts of tables on their pages: {drawn}.\n"


def f1(scorer: ModuleType, plans: Sequence[Plan], read: Reader) -> float:
    """Pooled over all relations of neighbouring cells, as for the tables of any kind."""
    correct = whole = 0
    for plan in plans:
        right, predicted, true = scorer.structure(plan.truth, scored(scorer, read(plan.path)), "strict")["all"]
        correct, whole = correct + right, whole + predicted + true
    return 2 * correct / whole


def scored(scorer: ModuleType, tables: Sequence[PeerTable]) -> list[Any]:
    """Tables as the scorer wants them: cells with first and last row, first and last column, text."""
    return [
        scorer.Table(
            found.page,
            list(found.bbox),
            [(row, row + down - 1, column, column + right - 1, said) for row, column, down, right, said in found.cells],
            number=number,
        )
        for number, found in enumerate(tables)
    ]


def _plans(scorer: ModuleType, kind: str, count: int, folder: Path) -> Iterator[Plan]:
    rules = KINDS[kind].rules
    for seed in range(count):
        document = _of_kind(random_document(Random(f"{rules} {seed}"), rules), KINDS[kind])
        try:
            sheets = set_document(document)
        except DoesNotFit:
            continue
        path = folder / f"{kind} {seed}.pdf"
        path.write_bytes(with_reportlab(sheets, document.style))
        tables = [
            PeerTable(
                page,
                part.box,
                tuple((top, left, bottom - top, right - left, said) for top, bottom, left, right, said in part.cells),
            )
            for page, sheet in enumerate(sheets, 1)
            for part in sheet.tables
        ]
        yield Plan(path, scored(scorer, tables))


def _of_kind(document: PlanDocument, kind: Kind) -> PlanDocument:
    style = replace(document.style, hyphen="none", turn="upright", cropped=False, header_rule=kind.header_rule)
    blocks = tuple(map(_short, document.blocks)) if kind.short else document.blocks
    return replace(document, blocks=blocks, style=style)


def _short(block: Any) -> Any:
    """A block, all its cells of a few words."""
    if isinstance(block, Beside):
        return Beside(tuple(map(_short, block.tables)))
    if isinstance(block, Columns):
        return Columns(tuple(map(_short, block.blocks)))
    if not isinstance(block, Table):
        return block
    return replace(block, rows=tuple(tuple(cell and _few_words(cell) for cell in row) for row in block.rows))


def _few_words(cell: Cell) -> Cell:
    texts = [" ".join(text.split()[:FEW_WORDS]) for text in cell.paragraphs[:1]]
    return replace(cell, paragraphs=tuple(texts), bullets=False)
