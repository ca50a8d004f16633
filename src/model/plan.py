"""``Plan``: one edition of a municipal action plan, with its activities and the account of its words."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from model.activity import Activity, Method
from model.issue import BBox, Issue

SCHEMA_VERSION = "1.0"

PlanForm = Literal["table", "sheets", "prose", "mixed", "scan"]
Persons = Literal["keep", "pseudonymise", "remove"]
"""What is done with persons' names."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class PlanMunicipality(_Value):
    """A municipality by its official code ("0183") and name."""

    code: str
    name: str


class Source(_Value):
    """The file that the plan was read from, and what ``kilder.csv`` says about it."""

    file: str
    sha256: str
    url: str | None = None
    retrieved: str | None = None
    licence: str | None = None
    source_kind: Literal["original", "reconstruction"] = "original"
    note: str | None = None


class LegendEntry(_Value):
    """What a colour means in this plan, in its own words."""

    colour: Literal["green", "yellow", "red"]
    text: str
    page: int


class Heading(_Value):
    """A heading outside the tables; level 1 is the largest."""

    text: str
    level: int
    page: int
    bbox: BBox


class Prose(_Value):
    """A paragraph or list item outside the tables."""

    text: str
    page: int
    bbox: BBox


class TableSeen(_Value):
    """A table of the document, whether its rows became activities or not.

    ``content`` holds the rows of a table that was left out, so that nothing on the page is lost.
    """

    id: str
    pages: tuple[int, ...]
    bbox: BBox
    method: Method
    header: tuple[str, ...]
    columns: int
    rows: int
    used: bool
    reason: str
    joins: tuple[str, ...] = ()
    content: tuple[tuple[str, ...], ...] = ()


class LostWord(_Value):
    """A word of the page that ended nowhere."""

    text: str
    page: int
    bbox: BBox


class Audit(_Value):
    """Every word of every page in one place; what has none is lost.

    ``words == cells + headings + prose + furniture + lost``.
    """

    words: int = 0
    cells: int = 0
    headings: int = 0
    prose: int = 0
    furniture: int = 0
    lost: int = 0
    lost_words: tuple[LostWord, ...] = ()


class Plan(_Value):
    """One edition of a plan: what the file ``plans/<stem>.json`` holds."""

    schema_version: str = SCHEMA_VERSION
    plan_id: str
    edition_id: str
    title: str = ""
    municipalities: tuple[PlanMunicipality, ...] = ()
    municipality_basis: str | None = None
    edition_date: str | None = None
    edition_date_basis: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    plan_form: PlanForm = "prose"
    unit: str | None = None
    persons: Persons = "keep"
    source: Source
    pages: int
    producer: str | None = None
    tagged: bool = False
    legend: tuple[LegendEntry, ...] = ()
    headings: tuple[Heading, ...] = ()
    prose: tuple[Prose, ...] = ()
    tables: tuple[TableSeen, ...] = ()
    audit: Audit = Field(default_factory=Audit)
    issues: tuple[Issue, ...] = ()
    activities: tuple[Activity, ...] = ()

    @property
    def all_issues(self) -> tuple[Issue, ...]:
        """The issues of the document and of its activities."""
        return self.issues + tuple(i for activity in self.activities for i in activity.issues)

    @property
    def status(self) -> Literal["ok", "partial", "empty"]:
        """``partial`` with an issue of severity error, ``empty`` without activities, else ``ok``."""
        if any(i.severity == "error" for i in self.all_issues):
            return "partial"
        return "ok" if self.activities else "empty"
