"""docs/output.md says what is so. HANDLEPLAN_REGEN=1 writes its table of issues anew."""

import os
import re
from pathlib import Path

from ingest import errors
from model.issue import issue_kinds
from model.labels import labels

DOCS = Path(__file__).parents[1] / "docs" / "output.md"
ISSUES = re.compile(r"(?<=<!-- issues -->\n).*(?=<!-- /issues -->)", re.DOTALL)


def test_issue_table_is_that_of_the_model():
    rows = [f"| `{code}` | {kind.severity} | {kind.en} |" for code, kind in issue_kinds().items()]
    table = "\n".join(["| code | severity | text |", "|---|---|---|", *rows, ""])
    said = DOCS.read_text(encoding="utf-8")
    if os.environ.get("HANDLEPLAN_REGEN"):
        DOCS.write_text(ISSUES.sub(lambda _: table, said), encoding="utf-8")
        return
    assert ISSUES.search(said)[0] == table, "run HANDLEPLAN_REGEN=1 uv run pytest tests/test_output_docs.py"


def test_every_column_is_named_in_order():
    said = DOCS.read_text(encoding="utf-8")
    for sheet in ("activities", "plans"):
        (part,) = re.findall(rf"^- \*\*{sheet}\*\*: (.*?)\.\n", said, re.DOTALL | re.MULTILINE)
        assert re.findall(r"`(\w+)`", part) == list(labels(sheet))


def test_every_reason_of_a_failed_document_is_named():
    said = DOCS.read_text(encoding="utf-8")
    kinds = [getattr(errors, name) for name in errors.__all__]
    for kind in kinds:
        if issubclass(kind, (errors.DocumentError, errors.OutputError)) and kind.__subclasses__() == []:
            assert re.search(rf"^\|[^|]*`{kind.reason}`", said, re.MULTILINE), kind.reason
