"""Rows as people read them: every value a text, codes as words. What Excel and CSV have in common."""

from __future__ import annotations

from collections.abc import Callable

from ingest.export.rows import Row
from ingest.export.understood import Value
from ingest.messages import Language, text
from model.labels import Sheet, labels, value_words
from model.vocabulary import FIELDS

CODED: dict[Sheet, dict[str, str]] = {
    "activities": {
        "status_colour": "status_colour",
        "theme": "theme",
        "party_kinds": "party_kind",
        "time_recurrence": "recurrence",
        "status_state": "status_state",
        "target_groups": "target_group",
        "settings": "setting",
        "substances": "substance",
        "prevention_level": "prevention_level",
        "cell_states": "cell_state",
        "quality": "quality",
        "source_kind": "source_kind",
    },
    "plans": {
        "plan_form": "plan_form",
        "persons": "persons",
        "status": "outcome",
        "source_kind": "source_kind",
    },
    "issues": {"severity": "severity"},
}
"""Sheet → column of coded values, lists or pairs of them → its table of words
(``model.labels.value_words``).
"""

KEYS: dict[str, Callable[[Language], dict[str, str]]] = {
    "legend": lambda lang: value_words("status_colour", lang),
    "headings": lambda lang: labels("activities", lang),
    "cell_states": lambda lang: labels("activities", lang),
    "evidence": lambda lang: labels("activities", lang),
}
"""Column of pairs whose keys are codes → the words for them; in ``extra`` the keys are the plan's own."""


def header(sheet: Sheet, lang: Language) -> list[str]:
    """The labels of the columns."""
    return list(labels(sheet, lang).values())


def worded(sheet: Sheet, row: Row, lang: Language) -> list[str | None]:
    """The row's values as texts in the order of the columns; None where the table has no such column."""
    coded = CODED[sheet]
    texts: list[str | None] = []
    for column in labels(sheet):
        value = row[column]
        if value is None and sheet == "activities" and column in FIELDS:
            texts.append(None)
        else:
            words = value_words(coded[column], lang) if column in coded else {}
            texts.append(_text(column, value, words, lang))
    return texts


def no_column(lang: Language) -> str:
    """What stands where the table has no such column."""
    return text(lang, "sheets.no_column")


def _text(column: str, value: Value, words: dict[str, str], lang: Language) -> str:
    """A value as text; ``words`` are those for its codes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return value_words("yes_no", lang)["yes" if value else "no"]
    if isinstance(value, dict):
        keys = KEYS[column](lang) if column in KEYS else {}
        return "\n".join(f"{keys.get(key, key)}: {words.get(said, said)}" for key, said in value.items())
    if isinstance(value, list):
        return ", ".join(words.get(str(item), str(item)) for item in value)
    return words.get(str(value), str(value))
