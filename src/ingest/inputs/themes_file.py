"""``temaer.csv``: themes by the user's own hand, for whole plans or for sections of them.

One line a theme; an empty ``plan`` means every plan, an empty ``section`` every section::

    plan;section;theme
    varde-2013;;forebyggelse
    ;Støttende indsatser;social støtte

``plan`` is a plan's id, an edition's id or the name of its PDF. The line that says most wins: plan and
section before section before plan. The file is read like ``kilder.csv``; the columns may be named plan,
afsnit, tema.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ingest import errors
from ingest.inputs.sources import csv_lines
from model.understanding import Theme

FILE_NAME = "temaer.csv"
COLUMNS = ("plan", "section", "theme")
HEADERS = {"afsnit": "section", "tema": "theme"}


class ThemeRow(NamedTuple):
    """A line of ``temaer.csv``."""

    plan: str
    section: str
    theme: str


def read_themes(path: Path) -> tuple[ThemeRow, ...]:
    """The lines of the file.

    Raises:
        errors.BadSources: the file is not as it should be; it says in which line.
    """
    lines = csv_lines(path)
    header = [HEADERS.get(cell.casefold(), cell.casefold()) for cell in lines[0][1]] if lines else []
    if sorted(header) != sorted(COLUMNS):
        raise errors.BadSources(path, "themes_header", line=lines[0][0] if lines else None)
    rows = []
    for number, cells in lines[1:]:
        said = dict(zip(header, cells, strict=False))
        if not said.get("theme"):
            raise errors.BadSources(path, "no_theme", line=number, column="theme")
        rows.append(ThemeRow(said["plan"], said.get("section", ""), said["theme"]))
    return tuple(rows)


def theme_by_user(rows: Sequence[ThemeRow], plan_names: Sequence[str], section: str) -> Theme | None:
    """What the user says of a section of a plan, by the line that says most."""
    plans = {_plain(name) for name in plan_names}
    meant = [
        row
        for row in rows
        if (not row.plan or _plain(row.plan) in plans) and (not row.section or _plain(row.section) == _plain(section))
    ]
    if not meant:
        return None
    best = max(meant, key=lambda row: (bool(row.section) + bool(row.plan), bool(row.section)))
    return Theme(name=best.theme, words=(best.section or best.plan,), field=FILE_NAME)


def _plain(name: str) -> str:
    """A name as it is compared: a PDF's without its ending, case and punctuation set aside."""
    return re.sub(r"[\W_]+", " ", re.sub(r"\.pdf$", "", name.casefold())).strip()
