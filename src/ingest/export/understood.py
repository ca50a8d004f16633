"""What was understood of an activity, as flat columns: one value or list a column, and the words beside."""

from __future__ import annotations

from collections.abc import Iterable

from model.activity import Activity
from model.understanding import TagKind

Value = str | int | bool | list[str] | list[int] | dict[str, str] | None

TAG_COLUMNS: dict[str, TagKind] = {
    "target_groups": "target_group",
    "ages": "ages",
    "grades": "grades",
    "settings": "setting",
    "substances": "substance",
}
"""Column → the kind of tags whose codes it lists."""


def understood_columns(activity: Activity) -> dict[str, Value]:
    """The columns from ``theme`` to ``evidence``; lists of parties run side by side."""
    time, status, theme = activity.time_span, activity.status_state, activity.theme
    return {
        "theme": theme.name if theme else None,
        "parties": [party.name for party in activity.parties],
        "party_kinds": [str(party.kind) for party in activity.parties],
        "party_municipalities": [party.municipality or "" for party in activity.parties],
        "time_start": time.start if time else None,
        "time_end": time.end if time else None,
        "time_recurrence": time.recurrence if time else None,
        "status_state": status.state if status else None,
        **{column: _codes(activity, kind) for column, kind in TAG_COLUMNS.items()},
        "prevention_level": activity.prevention_level,
        "goal_is_quantified": activity.goal_is_quantified,
        "references": _once(one for reference in activity.references for one in reference.ids),
        "cell_states": dict(activity.cell_states),
        "evidence": _evidence(activity),
    }


def _evidence(activity: Activity) -> dict[str, str]:
    """Column → the words of the plan that gave its value, apart by " | "."""
    words: dict[str, Iterable[str]] = {
        "theme": activity.theme.words if activity.theme else (),
        "parties": (party.words for party in activity.parties),
        **_time_words(activity),
        "status_state": activity.status_state.words if activity.status_state else (),
        **{column: _words(activity, kind) for column, kind in TAG_COLUMNS.items()},
        "prevention_level": _words(activity, "prevention_level"),
        "goal_is_quantified": _words(activity, "goal_figure"),
        "references": (reference.words for reference in activity.references),
    }
    said = {column: " | ".join(_once(word for word in found if word)) for column, found in words.items()}
    return {column: found for column, found in said.items() if found}


def _codes(activity: Activity, kind: TagKind) -> list[str]:
    return _once(tag.code for tag in activity.tags if tag.kind == kind)


def _time_words(activity: Activity) -> dict[str, Iterable[str]]:
    """The words about time, once, under the first of its columns that has a value."""
    time = activity.time_span
    if time is None:
        return {}
    column = "time_start" if time.start else "time_end" if time.end else "time_recurrence"
    return {column: time.words} if getattr(time, column.removeprefix("time_")) else {}


def _words(activity: Activity, kind: TagKind) -> list[str]:
    return [tag.words for tag in activity.tags if tag.kind == kind]


def _once(many: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(many))
