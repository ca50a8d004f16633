"""``Activity``: one planned activity, each text with the place that it came from."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from model.issue import BBox, Issue
from model.party import Party
from model.status import StatusState
from model.time_span import TimeSpan
from model.understanding import CellState, PreventionLevel, Reference, Tag, Theme

Method = Literal["tagged", "ruled", "spaced", "sheets", "pdfplumber", "camelot"]
Colour = Literal["green", "yellow", "red"]


class Place(BaseModel):
    """Where on the pages a text stands: page from 1, box in points, origin top-left."""

    model_config = ConfigDict(frozen=True)

    page: int
    bbox: BBox


class Provenance(BaseModel):
    """Where a field came from: one place a page, the method, and the lines as printed."""

    model_config = ConfigDict(frozen=True)

    places: tuple[Place, ...]
    method: Method
    raw: tuple[str, ...]


class Activity(BaseModel):
    r"""A row of a plan table.

    Of the text fields, ``None`` means that the table has no such column and ``""`` that the cell is empty.
    Paragraphs are separated by ``\n``. From ``parties`` to ``cell_states`` stands what the language step
    understood: each value with its words, and none where the words do not say.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    number: str | None = None
    title: str | None = None
    purpose: str | None = None
    task: str | None = None
    responsible: str | None = None
    time_horizon: str | None = None
    goal: str | None = None
    status: str | None = None
    prevention_area: str | None = None
    coordinator: str | None = None
    partners: str | None = None
    target_group: str | None = None
    setting: str | None = None
    budget: str | None = None
    indicator: str | None = None
    follow_up: str | None = None
    next_steps: str | None = None
    priority: str | None = None
    background: str | None = None
    remarks: str | None = None
    extra: dict[str, str] = Field(default_factory=dict)

    label: str = ""
    label_source: str | None = None
    municipalities: tuple[str, ...] = ()
    municipality_basis: str | None = None
    section: str = ""
    selected: bool = False
    status_colour: Colour | None = None
    status_audience: Literal["politisk", "administrativ"] | None = None
    status_as_of: str | None = None
    parties: tuple[Party, ...] = ()
    time_span: TimeSpan | None = None
    status_state: StatusState | None = None
    theme: Theme | None = None
    tags: tuple[Tag, ...] = ()
    prevention_level: PreventionLevel | None = None
    goal_is_quantified: bool | None = None
    references: tuple[Reference, ...] = ()
    cell_states: dict[str, CellState] = Field(default_factory=dict)
    group_id: str | None = None
    item_count: int | None = None
    headings: dict[str, str] = Field(default_factory=dict)
    provenance: dict[str, Provenance] = Field(default_factory=dict)
    quality: Literal["ok", "check"] = "ok"
    issues: tuple[Issue, ...] = ()
