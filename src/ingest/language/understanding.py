"""The step of the pipeline: activities → activities understood.

    understood(rows, Surroundings(names=("varde-2013",), municipalities=("Varde",), legend=legend))

Each row keeps its texts; what they mean stands beside, with the words that said so. Where a cell has words
that none of the rules understood, there is no value and an issue of severity info.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ingest.inputs.themes_file import ThemeRow, theme_by_user
from ingest.language.levels import prevention_level
from ingest.language.linking import linked
from ingest.language.parties import responsible_parties
from ingest.language.references import cell_state, numbers_of, references_of
from ingest.language.status import status_as_of, status_audience, status_state
from ingest.language.tags import activity_tags
from ingest.language.themes import theme_of
from ingest.language.time import time_span
from ingest.text import without_marks
from model.activity import Activity
from model.issue import Issue, issue
from model.party import Party
from model.plan import LegendEntry
from model.status import StatusState
from model.understanding import CellState
from model.vocabulary import FIELDS

STAFF_THEME = "kompetenceudvikling"  # whose target group is staff
WRITTEN = tuple(field for field in FIELDS if field not in ("number", "prevention_area", "priority"))
"""The fields in which a cell can be void or point to another row."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rows need to know of their plan: its names, municipalities, colours, and the user's themes."""

    names: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    themes: tuple[ThemeRow, ...] = ()


def understood(activities: Sequence[Activity], plan: Surroundings) -> list[Activity]:
    """The rows of a plan with all that their words say."""
    printed, activities = activities, [_without_marks(activity) for activity in activities]
    numbers = numbers_of(activities)
    sections_tell = len({activity.section for activity in activities}) > 1
    found = []
    for place, activity in enumerate(activities):
        states = dict(_states(activity))
        theme = theme_by_user(plan.themes, plan.names, activity.section) or theme_of(
            activity, sections_tell=sections_tell
        )
        tags = activity_tags(activity, about_staff=theme is not None and theme.name == STAFF_THEME)
        heading = activity.headings.get("status")
        made = printed[place].model_copy(
            update={
                "parties": tuple(_parties(activity, states, plan.municipalities)),
                "time_span": time_span(activity.time_horizon, heading=activity.headings.get("time_horizon"))
                if activity.time_horizon and "time_horizon" not in states
                else None,
                "status_state": _status(activity, plan.legend),
                "status_as_of": activity.status_as_of
                or (status_as_of(activity.status, heading) if activity.status else None),
                "status_audience": activity.status_audience or (status_audience(heading) if heading else None),
                "theme": theme,
                "tags": tags,
                "prevention_level": prevention_level(tags),
                "goal_is_quantified": any(tag.kind == "goal_figure" for tag in tags) if activity.goal else None,
                "references": tuple(
                    references_of(activity, WRITTEN, numbers, activities[place - 1].id if place else None)
                ),
                "cell_states": states,
            }
        )
        found.append(made.model_copy(update={"issues": (*made.issues, *_issues(made))}))
    return linked(found)


def _without_marks(activity: Activity) -> Activity:
    """The row as its words are meant: without the raised marks of footnotes."""
    texts = {field: text for field in FIELDS if (text := getattr(activity, field))}
    texts["section"] = activity.section
    update: dict[str, object] = {name: said for name, text in texts.items() if (said := without_marks(text)) != text}
    if activity.extra:
        update["extra"] = {heading: without_marks(text) for heading, text in activity.extra.items()}
    return activity.model_copy(update=update) if update else activity


def _states(activity: Activity) -> Iterator[tuple[str, CellState]]:
    for field in WRITTEN:
        state = cell_state(getattr(activity, field) or "")
        if state is not None:
            yield field, state


def _parties(activity: Activity, states: dict[str, CellState], municipalities: tuple[str, ...]) -> Iterable[Party]:
    """Who is responsible; where the table has no such column, who coordinates."""
    field = "responsible" if activity.responsible is not None else "coordinator"
    text = getattr(activity, field)
    if not text or field in states:
        return ()
    return _parties_of(text, activity.municipalities or municipalities)


@cache
def _parties_of(text: str, municipalities: tuple[str, ...]) -> tuple[Party, ...]:
    """Many rows of a plan have the same cell."""
    return tuple(responsible_parties(text, municipalities=municipalities))


def _status(activity: Activity, legend: Sequence[LegendEntry]) -> StatusState | None:
    """The state that the cell names; of a coloured row without words the one that the plan's legend names."""
    if activity.status:
        return status_state(activity.status)
    meant = next((entry.text for entry in legend if entry.colour == activity.status_colour), None)
    return status_state(meant) if meant else None


def _issues(activity: Activity) -> Iterator[Issue]:
    """What a reader should look at: cells that gave nothing, or more than one state, and references to nowhere."""
    gave_nothing = {
        "responsible": not activity.parties,
        "time_horizon": activity.time_span is None,
        "status": activity.status_state is None,
    }
    for field, nothing in gave_nothing.items():
        if getattr(activity, field) and nothing and field not in activity.cell_states:
            yield issue("not_understood", field=activity.headings.get(field, field), **_at(activity, field))
    said = activity.status_state
    if said and not said.sure:
        words = ", ".join(f"«{one.words}»" for one in said.found)
        yield issue("several_states", words=words, **_at(activity, "status"))
    for reference in activity.references:
        if reference.numbers and not reference.ids:
            yield issue("reference_unresolved", words=reference.words)


def _at(activity: Activity, field: str) -> dict[str, Any]:
    """Where a cell begins on its page."""
    place = activity.provenance[field].places[0] if field in activity.provenance else None
    return {"page": place.page, "bbox": place.bbox} if place else {}
