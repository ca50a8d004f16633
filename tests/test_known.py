"""The known documents: each scored against its gold data, with a baseline a file that may only rise.

They are no part of the repository: ``HANDLEPLAN_KNOWN`` names their folder (``gold``, ``pdf``, ``score.py``).
``HANDLEPLAN_REGEN=1`` writes a risen baseline; a fallen one never.
"""

import importlib.util
import json
import os
from collections import Counter
from functools import cache
from pathlib import Path

import pdfplumber
import pytest

from ingest import extract

FOLDER = os.environ.get("HANDLEPLAN_KNOWN")
BASELINE = Path(__file__).parent / "known_baseline.json"
PDFS = sorted(Path(FOLDER, "pdf").glob("*.pdf")) if FOLDER else []

pytestmark = pytest.mark.skipif(
    FOLDER is None, reason="HANDLEPLAN_KNOWN is not set: the known documents were not scored"
)
documents = pytest.mark.parametrize("pdf", PDFS, ids=[pdf.stem for pdf in PDFS])


@cache
def scorer():
    spec = importlib.util.spec_from_file_location("known_score", Path(FOLDER, "score.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def extracted(pdf):
    return extract(pdf)


@documents
def test_scores_do_not_fall(pdf):
    gold = json.loads(Path(FOLDER, "gold", f"{pdf.stem.rsplit('.', 1)[0]}.json").read_text(encoding="utf-8"))
    plan = extracted(pdf)
    result = scorer().score(gold, json.loads(plan.model_dump_json()))
    now = {
        "cells": round(result["cells"], 5),
        "meta": round(result["meta"], 5),
        "extra": result["extra"],
        "lost": plan.audit.lost,
    }
    known = json.loads(BASELINE.read_text(encoding="utf-8"))
    before = known.get(pdf.stem, {"cells": 0.0, "meta": 0.0, "extra": 99, "lost": 9999})
    assert now["cells"] >= before["cells"]
    assert now["meta"] >= before["meta"]
    assert now["extra"] <= before["extra"]
    assert now["lost"] <= before["lost"]
    if os.environ.get("HANDLEPLAN_REGEN") and now != before:
        known[pdf.stem] = now
        BASELINE.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


@documents
def test_another_reader_counts_the_same_letters(pdf):
    """Letters, not words: readers differ in where a word ends. Hyphens and ligatures are no letters here."""
    plan = extracted(pdf)
    with pdfplumber.open(pdf) as other:
        theirs = Counter(
            letter.casefold()
            for page in other.pages
            for char in page.chars
            for letter in char["text"]
            if letter.isalnum()
        )
    accounted = plan.audit
    assert accounted.words == (
        accounted.cells + accounted.headings + accounted.prose + accounted.furniture + accounted.lost
    )
    from ingest.reading import read

    ours = Counter(
        letter.casefold() for page in read(pdf).pages for word in page.words for letter in word.text if letter.isalnum()
    )
    assert ours == theirs


@documents
def test_every_raw_letter_of_a_row_stands_in_its_clean_text(pdf):
    """Cleaning drops hyphens and bullets, never letters."""
    for activity in extracted(pdf).activities:
        for field, place in activity.provenance.items():
            text = activity.extra.get(field.removeprefix("extra:")) if ":" in field else getattr(activity, field)
            raw = "".join(place.raw)
            clean = text if field != "title" else raw  # a row's prefix ("Ishøj:") is no part of the title
            assert Counter(filter(str.isalnum, raw)) == Counter(filter(str.isalnum, clean)), field
