"""One document inspected: pictures of its pages with everything that was found on them, and the reasons."""

from __future__ import annotations

from pathlib import Path

from ingest.audit import audit
from ingest.extraction import read_tables
from ingest.headings.labelling import plan_tables
from ingest.inspecting.drawing import pictures
from ingest.inspecting.marking import Fate, marks, reasons
from ingest.layout.outline import title
from ingest.messages import Language
from ingest.settings import DEFAULT, Settings


def inspection(path: Path, stem: str, lang: Language, settings: Settings = DEFAULT) -> dict[str, bytes]:
    """``<stem>.json`` with the reasons and ``<stem>-001.png`` for every page; points, origin top-left.

    Raises:
        errors.HandleplanError: the file cannot be read (``ingest.errors`` says how).
    """
    found = read_tables(path, settings=settings)
    _, title_blocks = title(found.blocks)
    used, seen = plan_tables(found.tables, found.blocks, title_blocks, found.headings, found.hyphenation)
    sections = {id(one.table): one.section for one in used}
    fates = [Fate(sections.get(id(t), ""), s.used, s.reason) for t, s in zip(found.tables, seen, strict=True)]
    account, _ = audit(found.document, found.fragments, found.blocks)
    rotations = {page.number: page.rotation for page in found.document.reading.pages}
    painted = pictures(path, rotations, marks(found, account.lost_words), lang)
    drawn = {f"{stem}-{page:03}.png": png for page, png in painted}
    said = reasons(path.name, found, fates, account, list(drawn))
    return {f"{stem}.json": said.encode("utf-8"), **drawn}
