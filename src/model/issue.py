"""What can be wrong or uncertain, as data: one table of codes, and the issue raised from it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

Severity = Literal["info", "warning", "error"]
BBox = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points, origin top-left of the page, turned so that most of its text is upright."""


class IssueKind(NamedTuple):
    """A row of ``issues.toml``."""

    severity: Severity
    da: str
    en: str


@cache
def issue_kinds() -> dict[str, IssueKind]:
    """Every code with its severity and its text in Danish and English."""
    table = tomllib.loads(files("model").joinpath("issues.toml").read_text(encoding="utf-8"))
    return {code: IssueKind(row["severity"], row["da"], row["en"]) for code, row in table.items()}


class Issue(BaseModel):
    """One thing that a reader of the data should know, in Danish and English, with its place on the page."""

    model_config = ConfigDict(frozen=True)

    code: str
    severity: Severity
    message: str
    message_en: str
    page: int | None = None
    bbox: BBox | None = None


def issue(code: str, /, *, page: int | None = None, bbox: BBox | None = None, **values: object) -> Issue:
    """Raise the issue ``code`` from the table; ``values`` fill the braces of its text.

    Raises:
        KeyError: the table has no such code, or a value of its text is missing.
    """
    kind = issue_kinds()[code]
    return Issue(
        code=code,
        severity=kind.severity,
        message=kind.da.format(page=page, **values),
        message_en=kind.en.format(page=page, **values),
        page=page,
        bbox=rounded(bbox) if bbox else None,
    )


def rounded(bbox: BBox) -> BBox:
    """The box to a hundredth of a point, so that files do not differ in noise."""
    x0, top, x1, bottom = bbox
    return (round(float(x0), 2), round(float(top), 2), round(float(x1), 2), round(float(bottom), 2))
