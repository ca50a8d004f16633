"""Asking second readers: instead of our methods, for a place that these could not read, or to verify them.

A second reader that was asked for and fails is an error of the document; one that only helps is a remark.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ingest.layout.outline import Block
from ingest.layout.pages import Document
from ingest.settings import Engine, Second
from ingest.tables.choosing import choose
from ingest.tables.fragment import Fragment, KnownHeadings
from ingest.tables.second import fragments_in, second_fragments
from ingest.verifying.comparing import CellText, compare, verified, with_issues
from model.issue import BBox, issue
from model.plan import Plan


def fragments_by(engine: Engine, path: Path, document: Document, headings: KnownHeadings) -> list[Fragment]:
    """The fragments of a document as one engine reads them, in reading order."""
    return choose(document, headings) if engine == "auto" else second_fragments(path, document, engine)


def rescued(path: Path, document: Document, blocks: Iterable[Block]) -> list[Fragment]:
    """What camelot makes of blocks that look like tables and were read by no method."""
    areas: dict[int, list[BBox]] = {}
    for block in blocks:
        if block.level < 0:
            areas.setdefault(block.page, []).append(block.bbox)
    if not areas:
        return []
    try:
        return fragments_in(path, document, areas)
    except Exception:  # whatever a second library raises: the place stays unread, and an issue says so
        return []


def verify(
    plan: Plan, path: Path, document: Document, fragments: Sequence[Fragment], reader: Second, said: CellText
) -> Plan:
    """The plan with an issue for each difference between its fragments and those of a second reader."""
    try:
        theirs = second_fragments(path, document, reader)
    except Exception as error:  # whatever a second library raises
        detail = f"{type(error).__name__}: {error}"
        return with_issues(plan, [(issue("second_reader_failed", reader=reader, detail=detail), frozenset())])
    return verified(plan, compare(fragments, theirs, said), reader)
