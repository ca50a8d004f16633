"""Cells and rows of a labeller who had seen neither rules nor lists of words, and own long cells (docs/language.md).

What is marked optional, or stands in a second list of states, is right as well. The counts may only rise; of the
half that is ``held out`` nothing was learned.
"""

import json
from pathlib import Path

import pytest

from ingest.language import status_state
from ingest.language.understanding import Surroundings, understood
from model.activity import Activity

SETS = json.loads((Path(__file__).parent / "data" / "third_labeller.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("status, mended by", 79, 1),
        ("status, held out", 66, 10),
        ("own, first", 55, 9),  # 37 at their first run
        ("own, second", 50, 10),  # 39
        ("own, third", 21, 9),  # 19
    ],
)
def test_status(name, right, wrong):
    said = [
        ((found := status_state(text)) and found.state, {want, *(also[0] if also else ())})
        for text, want, *also in SETS[name]
    ]
    assert sum(got in wanted for got, wanted in said) >= right
    assert sum(got is not None and got not in wanted for got, wanted in said) <= wrong


TEXTS = ("section", "title", "goal", "purpose", "task")


@pytest.mark.parametrize(
    ("name", "right", "wrong"), [("rows, mended by", 76, 4), ("rows, held out", 68, 6), ("own rows", 38, 3)]
)
def test_themes(name, right, wrong):
    activities = [
        Activity(id=f"p:{k}", target_group=row.get("target_group_text"), **{t: row[t] for t in TEXTS if t in row})
        for k, row in enumerate(SETS[name])
    ]
    said = []
    for row, activity in zip(SETS[name], understood(activities, Surroundings()), strict=True):
        optional = {one.removeprefix("theme:") for one in row.get("optional", ()) if one.startswith("theme:")}
        got = activity.theme and activity.theme.name
        said.append((got, got == row["theme"] or (got or "null") in optional))
    assert sum(fine for _, fine in said) >= right
    assert sum(not fine and got is not None for got, fine in said) <= wrong
