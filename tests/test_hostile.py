"""Broken and strange PDFs: each is read or refused in plain words, within limits, and takes no other with it.

They are no part of the repository: ``HANDLEPLAN_HOSTILE`` names their folder.
"""

import json
import os
from pathlib import Path

import pytest

from ingest.cli import main

FOLDER = os.environ.get("HANDLEPLAN_HOSTILE")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(FOLDER is None, reason="HANDLEPLAN_HOSTILE is not set: no hostile PDF was read"),
]

EXPECTED_REASONS = {None, "encrypted", "damaged", "not_a_pdf", "empty_file"}


@pytest.fixture(scope="module", params=["extract", "tables"])
def report(request, tmp_path_factory):
    out = tmp_path_factory.mktemp(request.param)
    code = main([request.param, FOLDER, "-o", str(out), "--timeout", "30", "--workers", "2"])
    assert code in (0, 1)
    return request.param, out


def test_every_file_has_an_outcome_and_no_worker_fell(report):
    command, out = report
    pdfs = sorted(Path(FOLDER).rglob("*.pdf"))
    if command == "tables":
        assert len(list(out.glob("*.json"))) > len(pdfs) / 2
        return
    documents = json.loads((out / "report.json").read_text(encoding="utf-8"))["documents"]
    assert len(documents) == len(pdfs)
    assert {entry["reason"] for entry in documents if entry["status"] == "failed"} <= EXPECTED_REASONS
