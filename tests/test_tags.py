"""Whole rows with their tags: half a of an independent labeller's set, and sets of our own (docs/language.md).

Each was labelled before it was run. The counts may only get better; what a label calls optional counts neither way.
"""

import json
from collections import Counter
from pathlib import Path

import labelled
import pytest

from ingest.language.ages import ages, grades
from ingest.language.figures import figures
from ingest.language.tags import activity_tags
from ingest.language.understanding import Surroundings, understood
from model.activity import Activity

SETS = json.loads((Path(__file__).parent / "data" / "tags.json").read_text(encoding="utf-8"))
KINDS = {"target_groups": "target_group", "settings": "setting", "substances": "substance"}
CELLS = {"target_group_cell": "target_group"}
TEXTS = ("section", "title", "purpose", "task", "target_group_cell", "goal")

LEAST = {
    "half a": {
        "target_groups": (69, 0, 0),
        "settings": (31, 1, 0),
        "substances": (32, 0, 0),
        "ages": (21, 0, 0),
        "prevention_level": (46, 1, 0),
        "goal_is_quantified": (38, 0, 0),
    },
    "half b, held out": {
        "target_groups": (66, 4, 10),
        "settings": (38, 2, 2),
        "substances": (37, 5, 0),
        "ages": (19, 0, 0),
        "prevention_level": (28, 3, 7),
        "goal_is_quantified": (35, 1, 0),
    },
    "fresh1": {
        "target_groups": (26, 0, 0),
        "settings": (13, 1, 1),
        "substances": (14, 0, 0),
        "ages": (9, 0, 0),
        "prevention_level": (19, 1, 1),
        "goal_is_quantified": (26, 0, 0),
    },
    "fresh2": {
        "target_groups": (27, 1, 0),
        "settings": (14, 0, 0),
        "substances": (10, 0, 0),
        "ages": (13, 0, 0),
        "prevention_level": (12, 0, 3),
        "goal_is_quantified": (31, 0, 0),
    },
    "fresh3": {
        "target_groups": (23, 1, 0),
        "settings": (11, 1, 0),
        "substances": (10, 1, 1),
        "ages": (7, 0, 0),
        "prevention_level": (7, 1, 7),
        "goal_is_quantified": (26, 0, 0),
    },
    "fresh4": {
        "target_groups": (22, 0, 0),
        "settings": (6, 0, 0),
        "substances": (12, 0, 0),
        "ages": (9, 0, 0),
        "prevention_level": (8, 0, 5),
        "goal_is_quantified": (24, 0, 0),
    },
}
"""Set → kind → right (at least), wrong and missed (at most)."""


def rows(name):
    """The rows of a set, each with what is understood of it."""
    written = SETS[name]
    activities = [
        Activity(id=f"p:{place}", **{CELLS.get(text, text): row[text] for text in TEXTS if text in row})
        for place, row in enumerate(written)
    ]
    return zip(written, understood(activities, Surroundings()), strict=True)


def counted(name):
    """What is right, wrong and missed in a set: of groups, settings and substances, ages, levels, figures."""
    counts = {kind: Counter() for kind in (*KINDS, "ages", "prevention_level", "goal_is_quantified")}
    for row, activity in rows(name):
        optional = set(row.get("optional", ()))
        for field, kind in KINDS.items():
            got = {tag.code for tag in activity.tags if tag.kind == kind}
            want = set(row.get(field, ()))
            free = {one.removeprefix(f"{field}:") for one in optional}
            counts[field] += Counter(
                right=len((got & want) - free), wrong=len(got - want - free), missed=len(want - got - free)
            )
        aged = any(tag.kind in ("ages", "grades") for tag in activity.tags)
        counts["ages"][_verdict(aged or None, bool(row.get("ages")) or None, {"ages"} & {o[:4] for o in optional})] += 1
        level = activity.prevention_level
        free = {one.removeprefix("prevention_level:") for one in optional}
        counts["prevention_level"][_verdict(level, row.get("prevention_level"), {str(level or "null")} & free)] += 1
        if "goal" in row:
            same = activity.goal_is_quantified == row["goal_is_quantified"]
            counts["goal_is_quantified"]["right" if same else "wrong"] += 1
    return {kind: tuple(count[said] for said in ("right", "wrong", "missed")) for kind, count in counts.items()}


def _verdict(got, want, free):
    if got == want or free:
        return "right" if got is not None and (got == want or free) else "nothing"
    return "missed" if got is None else "wrong"


@pytest.mark.parametrize("name", LEAST)
def test_no_row_gets_worse(name):
    now = counted(name)
    for kind, (right, wrong, missed) in LEAST[name].items():
        assert now[kind][0] >= right, (kind, now[kind])
        assert now[kind][1] <= wrong, (kind, now[kind])
        assert now[kind][2] <= missed, (kind, now[kind])


@pytest.mark.parametrize("half", ["fresh1", "fresh2"])
def test_goals_that_can_be_counted(half):
    found = labelled.score("quantified", half, lambda row: {"yes" if list(figures(row["text"])) else "no"})
    assert found.exact == found.cases, found.errors


def groups(**fields):
    return [tag.code for tag in activity_tags(Activity(id="p:1", **fields)) if tag.kind == "target_group"]


def settings(**fields):
    return [tag.code for tag in activity_tags(Activity(id="p:1", **fields)) if tag.kind == "setting"]


def level(**fields):
    return [tag.code for tag in activity_tags(Activity(id="p:1", **fields)) if tag.kind == "prevention_level"]


def test_those_behind_a_relation_are_not_meant():
    assert groups(target_group="Forældre til elever i 7. klasse") == ["parents"]
    assert groups(target_group="Elever i 7. klasse og deres forældre") == ["pupils", "parents"]


def test_ages_and_klassetrin_show_a_group_where_no_word_does():
    assert groups(target_group="Borgere på 67+ år") == ["older_people"]
    assert groups(target_group="Hjemløse 18-29 år") == ["homeless", "young_people"]
    assert groups(target_group="7. årgang") == ["pupils"]
    assert groups(target_group="Pårørende over 70 år") == ["relatives"]


def test_task_tells_for_whom_only_where_somebody_gets_something():
    assert groups(task="Nye flygtninge tilbydes praktik") == ["ethnic_minorities"]
    assert groups(task="Rådgivning til unge og ældre") == ["young_people", "older_people"]
    assert groups(task="Forældre går natteravn") == []
    assert groups(task="Mødet holdes i samarbejde med pårørende") == []


def test_names_of_units_are_no_groups():
    assert groups(title="Center for Børn og Unge") == []
    assert groups(title="Ældre Sagen flytter") == []


def test_staff_whose_trivsel_it_is_are_meant():
    assert groups(purpose="At nedbringe medarbejdernes sygefravær") == ["staff"]
    assert groups(purpose="At medarbejderne taler med de unge") == ["young_people"]


def test_streets_former_houses_and_planners_are_no_settings():
    assert settings(task="Ny rute fra Hospitalsvej") == []
    assert settings(task="Flytter til den gamle skole") == []
    assert settings(title="Ungdomsskolen står for koordineringen") == []


def test_class_that_is_taught_is_at_school():
    assert settings(title="Undervisning om rygning", target_group="6. klasse") == ["school"]
    assert settings(title="Cykelløb", target_group="6. klasse") == []


def test_level_is_inferred_only_where_none_is_named_and_one_is_shown():
    assert level(title="Afrusning af unge") == ["tertiary"]
    assert level(prevention_area="Primær", title="Afrusning af unge") == ["primary"]
    assert level(title="Kampagne om tidlig opsporing af unge") == []


def test_stages_of_the_folkeskole_are_klassetrin():
    assert [(tag.low, tag.high) for tag in grades("Indskoling, mellemtrinnet og udskolingselever")] == [
        (0, 3),
        (4, 6),
        (7, 9),
    ]
    assert [tag.code for tag in grades("4., 6. og 8. klasse")] == ["4", "6", "8"]
    assert not list(grades("8 klasser er besøgt"))


def test_ages_without_the_word_for_years():
    assert [(tag.low, tag.high) for tag in ages("Unge under 18")] == [(None, 18)]
    assert [(tag.low, tag.high) for tag in ages("Borgere 65+")] == [(65, None)]
    assert not list(ages("Unge over 10 km fra skolen"))
