"""Status cells of a labeller who had seen neither rules nor lists of words, and own long ones (docs/language.md).

A cell may have a second list of states that are right as well. The counts may only rise; of the half that is
``held out`` nothing was learned.
"""

import json
from pathlib import Path

import pytest

from ingest.language import status_state

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
