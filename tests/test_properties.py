"""What must always hold: a plan, typeset by whatever draws tables, is extracted exactly as it was set."""

import os
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
FEW = settings(FAST, max_examples=12, derandomize=False)  # programs that take a second for a document
DEEP = settings(FAST, max_examples=int(os.environ.get("HANDLEPLAN_EXAMPLES", "60")), derandomize=False)
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


@pytest.mark.slow
@pytest.mark.parametrize("kind", RULED)
@pytest.mark.parametrize("producer", ON_CANVAS)
@DEEP
@given(seed=SEEDS)
def test_many_ruled_tables_are_extracted_as_set(tmp_path, producer, kind, seed):
    assert extracted_wrong(tmp_path, producer, kind, seed) == []


@pytest.mark.slow
@pytest.mark.parametrize("producer", FLOWING)
@DEEP
@given(kind=st.sampled_from(RULED), seed=SEEDS)
def test_tables_of_other_producers_are_extracted_as_set(tmp_path, producer, kind, seed):
    assume(PRODUCERS[producer].sets(kind))
    assert extracted_wrong(tmp_path, producer, kind, seed) == []


@pytest.mark.slow
@FEW
@given(kind=st.sampled_from(RULED), seed=SEEDS)
def test_tables_of_word_files_are_extracted_as_set(tmp_path, kind, seed):
    assume(PRODUCERS["libreoffice"].sets(kind))
    assert extracted_wrong(tmp_path, "libreoffice", kind, seed) == []


@pytest.mark.browser
@FEW
@given(kind=st.sampled_from(RULED), seed=SEEDS)
def test_tables_of_a_browser_are_extracted_as_set(tmp_path, kind, seed):
    assume(PRODUCERS["chromium"].sets(kind))
    assert extracted_wrong(tmp_path, "chromium", kind, seed) == []
