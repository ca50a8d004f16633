"""What must always hold: a plan, typeset by whatever draws tables, is extracted exactly as it was set.

What does not hold yet for every document is counted over fixed ones, against a baseline that may only rise.
"""

import json
import os
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from typeset.comparing import table_differences
from typeset.drawing import random_document
from typeset.plan import RULE_KINDS, SPARE_RULES
from typeset.producers import ON_CANVAS, PRODUCERS, Impossible

RULED = [kind for kind in RULE_KINDS if kind not in SPARE_RULES]
FLOWING = ["weasyprint", "weasyprint-tagged", "typst"]
FAST = settings(
    max_examples=3,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
MANY, SOME, FEW = (
    30,
    8,
    4,
)  # documents of a kind: in process, by a typesetter, by a program that takes a second for each
BASELINE = Path(__file__).parent / "typeset_baseline.json"
SEEDS = st.integers(min_value=0, max_value=2**32 - 1)


def extracted_wrong(folder, producer, kind, seed):
    document = random_document(Random(f"{kind} {seed}"), kind)
    try:
        made = PRODUCERS[producer].set(document)
    except Impossible:
        assume(False)
    path = folder / "plan.pdf"
    path.write_bytes(made.content)
    return [d for d in table_differences(path, made.document) if d.kind != "paragraphs"]


@pytest.mark.parametrize("kind", RULED)
@FAST
@given(seed=SEEDS)
def test_ruled_tables_are_extracted_as_set(tmp_path, kind, seed):
    assert extracted_wrong(tmp_path, "reportlab", kind, seed) == []


def share_right(folder, producer, kind, count):
    """How many of the first random documents of a kind are extracted exactly, of those that can be set."""
    right = tried = 0
    for seed in range(count):
        document = random_document(Random(f"{kind} {seed}"), kind)
        try:
            made = PRODUCERS[producer].set(document)
        except Impossible:
            continue
        path = folder / f"{seed}.pdf"
        path.write_bytes(made.content)
        tried += 1
        right += all(d.kind == "paragraphs" for d in table_differences(path, made.document))
    return right, tried


def check_against_baseline(name, right, tried):
    """The share of exact documents may only rise; ``HANDLEPLAN_REGEN=1`` writes a risen one."""
    known = json.loads(BASELINE.read_text(encoding="utf-8"))
    before = known.get(name, {"right": 0, "of": tried})
    assert tried == before["of"], "the generator draws other documents: measure the baseline anew"
    assert right >= before["right"]
    if os.environ.get("HANDLEPLAN_REGEN") and right > before["right"]:
        known[name] = {"right": right, "of": tried}
        BASELINE.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("kind", RULE_KINDS)
@pytest.mark.parametrize("producer", ON_CANVAS)
def test_share_of_random_plans_extracted_exactly(tmp_path, producer, kind):
    check_against_baseline(f"{kind} {producer}", *share_right(tmp_path, producer, kind, MANY))


@pytest.mark.slow
@pytest.mark.parametrize("kind", RULED)
@pytest.mark.parametrize("producer", FLOWING)
def test_share_of_random_plans_of_other_producers(tmp_path, producer, kind):
    if not PRODUCERS[producer].sets(kind):
        pytest.skip(f"{producer} cannot set {kind}")
    check_against_baseline(f"{kind} {producer}", *share_right(tmp_path, producer, kind, SOME))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["strokes", "boxes"])
def test_share_of_random_plans_of_word_files(tmp_path, kind):
    if not PRODUCERS["libreoffice"].sets(kind):
        pytest.skip(f"libreoffice cannot set {kind}")
    check_against_baseline(f"{kind} libreoffice", *share_right(tmp_path, "libreoffice", kind, FEW))


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["strokes", "horizontal-zebra"])
def test_share_of_random_plans_of_a_browser(tmp_path, kind):
    if not PRODUCERS["chromium"].sets(kind):
        pytest.skip(f"chromium cannot set {kind}")
    check_against_baseline(f"{kind} chromium", *share_right(tmp_path, "chromium", kind, FEW))
