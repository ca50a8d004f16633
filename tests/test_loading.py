"""What researchers import: light to import, and right in its types."""

import subprocess
import sys

import pandas
import pytest
from fake_units import some_plan

from ingest.export.parquet import activities_parquet
from ingest.export.plan_json import plan_json
from model import load, read_plan
from model.labels import labels


@pytest.fixture
def frame(tmp_path):
    (tmp_path / "activities.parquet").write_bytes(activities_parquet([some_plan("p", "Løb", "", None)]))
    return load(tmp_path)


def test_columns_are_those_of_the_codebook(frame):
    assert list(frame.columns) == list(labels("activities"))


def test_null_and_empty_stay_apart(frame):
    assert list(frame["title"].isna()) == [False, False, True]
    assert frame["title"][1] == ""


def test_types(frame):
    assert frame["title"].dtype == "string"
    assert frame["number"].tolist() == ["5.1", "5.2", "5.3"]
    assert frame["selected"].dtype == bool
    assert frame["item_count"].dtype == "Int64"
    assert list(frame["status_colour"].cat.categories) == ["green", "yellow", "red"]
    assert list(frame["quality"]) == ["ok", "ok", "ok"]
    assert frame["municipalities"][0] == ["Varde"]
    assert frame["municipality_codes"][0] == ["0573"]
    assert frame["pages"][0] == [1, 2]
    assert frame["extra"][0] == {"Note": "Løb"}
    assert frame.explode("municipalities")["municipalities"].tolist() == ["Varde"] * 3


def test_no_plan_at_all_is_an_empty_frame_of_the_same_types(tmp_path, frame):
    (tmp_path / "activities.parquet").write_bytes(activities_parquet([]))
    empty = load(tmp_path)
    assert len(empty) == 0
    pandas.testing.assert_series_equal(empty.dtypes, frame.dtypes)


def test_nothing_extracted_yet_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="handleplan extract"):
        load(tmp_path)


def test_plan_comes_back_as_it_was(tmp_path):
    plan = some_plan("p", "Løb", None)
    (tmp_path / "p.json").write_text(plan_json(plan), encoding="utf-8")
    assert read_plan(tmp_path / "p.json") == plan


def test_importing_the_model_loads_nothing_heavy():
    heavy = [
        "pandas",
        "numpy",
        "pyarrow",
        "sklearn",
        "pypdfium2",
        "pikepdf",
        "pdfplumber",
        "camelot",
        "ingest",
    ]
    script = f"import sys, model; print([name for name in {heavy!r} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"
