"""A wrong document made as small as it stays wrong, for whoever looks for the cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace

from typeset.plan import PlanDocument, Style, Table

LONGEST = 120  # attempts; each sets and reads a document


def shrunk(document: PlanDocument, is_wrong: Callable[[PlanDocument], bool]) -> PlanDocument:
    """The document with fewer blocks and rows and a plainer style, as long as ``is_wrong`` says so."""
    attempts = 0
    goes_on = True
    while goes_on:
        goes_on = False
        for smaller in _smaller(document):
            attempts += 1
            if attempts > LONGEST:
                return document
            if is_wrong(smaller):
                document, goes_on = smaller, True
                break
    return document


def _smaller(document: PlanDocument) -> Iterator[PlanDocument]:
    blocks = document.blocks
    for at in range(len(blocks)):
        rest = (*blocks[:at], *blocks[at + 1 :])
        if any(True for _ in PlanDocument("", rest).tables):
            yield replace(document, blocks=rest)
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            for table in _fewer_rows(block):
                yield replace(document, blocks=(*blocks[:at], table, *blocks[at + 1 :]))
    plain = Style(rules=document.style.rules)
    for one in fields(Style):
        if getattr(document.style, one.name) != getattr(plain, one.name):
            yield replace(document, style=replace(document.style, **{one.name: getattr(plain, one.name)}))


def _fewer_rows(table: Table) -> Iterator[Table]:
    """Without the first or second half of its rows, or one of them, where no cell spans the cut."""
    count = len(table.rows)
    if table.cut_before is not None:
        yield replace(table, cut_before=None)
        return
    for start, end in ((0, count // 2), (count // 2, count), *((at, at + 1) for at in range(count))):
        left = (*table.rows[:start], *table.rows[end:])
        if left and len(left) < count and not _cuts_a_span(table, start, end):
            yield replace(table, rows=left)


def _cuts_a_span(table: Table, start: int, end: int) -> bool:
    return any(
        cell is not None and at < edge < at + cell.row_span
        for at, row in enumerate(table.rows)
        for cell in row
        for edge in (start, end)
    )
