"""The public surface is what the documentation promises: no more, no less."""

import re
from pathlib import Path

import ingest
import model

DOCS = Path(__file__).parents[1] / "docs" / "output.md"


def test_ingest_offers_what_it_promises():
    assert ingest.__all__ == ["extract", "read_tables"]
    for name in ingest.__all__:
        assert callable(getattr(ingest, name))
        assert name in ingest.__doc__


def test_ingest_has_nothing_else_by_accident():
    try:
        ingest.no_such_thing  # noqa: B018
    except AttributeError as error:
        assert "no_such_thing" in str(error)
    else:
        raise AssertionError


def test_model_offers_what_it_promises():
    assert sorted(model.__all__) == [
        "Activity",
        "Audit",
        "Issue",
        "Party",
        "Place",
        "Plan",
        "Provenance",
        "Reference",
        "Source",
        "StatusState",
        "Tag",
        "Theme",
        "TimeSpan",
        "load",
        "read_plan",
    ]
    assert all(hasattr(model, name) for name in model.__all__)


def test_documentation_names_the_same_surface():
    said = DOCS.read_text(encoding="utf-8")
    for package, module in (("ingest", ingest), ("model", model)):
        (line,) = re.findall(rf"`from {package} import ([^`]+)`", said)
        assert sorted(line.split(", ")) == sorted(module.__all__)
