"""A plan without the names of persons, as ``--persons`` asks for: in every text that it holds.

    protected(plan, "pseudonymise")       # "Person 1" for one person all through the plan
    redactor(plan, "remove")(label)       # a text of the plan that stands elsewhere: a picture's label

Parties, free text, headings, prose, the content of tables left out, raw lines, words lost and issues are
covered, and with them everything that is written from the plan. The names of files are not. What names are
found and what are missed is measured in ``docs/language.md``: a protected plan is not an anonymous one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from pydantic import BaseModel

from ingest.language.redaction import Directory
from model.activity import Activity
from model.plan import LostWord, Persons, Plan

KEPT = frozenset(
    {
        "id",
        "group_id",
        "plan_id",
        "edition_id",
        "file",
        "sha256",
        "url",
        "municipalities",
        "code",
        "kind",
        "method",
    }
)
"""Fields of codes and names that must stay what they are."""
BROKEN = frozenset({"raw", "lost_words", "issues", "provenance"})
"""Fields that hold the same words again, or in pieces: names are looked for in the others."""

Model = TypeVar("Model", bound=BaseModel)


def redactor(plan: Plan, mode: Persons) -> Callable[[str], str]:
    """A pure function that takes the names of the plan's persons out of a text."""
    persons = [p.name for a in plan.activities for p in a.parties if p.kind == "person"]
    return Directory.of(_texts(plan), persons, mode).redact


def protected(plan: Plan, mode: Persons) -> Plan:
    """The plan with persons' names as they are, as numbers, or removed with the parties that are persons."""
    if mode == "keep" or plan.persons == "remove" or plan.persons == mode:
        return plan
    redact = redactor(plan, mode)
    if mode == "remove":
        plan = plan.model_copy(update={"activities": tuple(map(_without_persons, plan.activities))})
    return _redacted(plan, redact).model_copy(update={"persons": mode})


def _without_persons(activity: Activity) -> Activity:
    others = tuple(party for party in activity.parties if party.kind != "person")
    return activity.model_copy(update={"parties": others})


def _texts(value: object) -> Iterator[str]:
    """Every whole text of a model, in the order of its fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in KEPT and name not in BROKEN:
                yield from _texts(getattr(value, name))
    elif isinstance(value, dict):
        for key, held in value.items():
            yield key
            yield from _texts(held)
    elif isinstance(value, tuple):
        for held in value:
            yield from _texts(held)


def _redacted(model: Model, redact: Callable[[str], str]) -> Model:
    update = {
        name: _redacted_value(getattr(model, name), redact) for name in type(model).model_fields if name not in KEPT
    }
    return model.model_copy(update=update)


def _redacted_value(value: object, redact: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, BaseModel):
        return _redacted(value, redact)
    if isinstance(value, dict):
        return {redact(key): _redacted_value(held, redact) for key, held in value.items()}
    if isinstance(value, tuple):
        if value and all(isinstance(held, LostWord) for held in value):
            texts = _lines_redacted([held.text for held in value], redact)
            return tuple(w.model_copy(update={"text": t}) for w, t in zip(value, texts, strict=True))
        if value and all(isinstance(held, str) for held in value):
            return tuple(_lines_redacted(list(value), redact))
        return tuple(_redacted_value(held, redact) for held in value)
    return value


def _lines_redacted(lines: list[str], redact: Callable[[str], str]) -> list[str]:
    """Texts that follow each other, such as lines: a name may begin in one and end in the next."""
    if any("\n" in line for line in lines):
        return [redact(line) for line in lines]
    return redact("\n".join(lines)).split("\n")
