"""``handleplan headings``: what is reported of the plans in a folder, and the vocabulary file that it suggests."""

import tomllib

import fake_units
import pytest

from ingest import errors
from ingest.commands.headings import headings
from ingest.errors import BadVocabulary
from ingest.export.plan_json import plan_json
from model.activity import Activity
from model.plan import TableSeen
from model.vocabulary import vocabulary


def activity(extra=(), **given):
    return Activity(id="x", headings=given, extra=dict.fromkeys(extra, "tekst"), **dict.fromkeys(given, "tekst"))


def seen(*header, used=False, reason="not a plan header"):
    return TableSeen(
        id="t01",
        pages=(1,),
        bbox=(0, 0, 1, 1),
        method="ruled",
        header=header,
        columns=len(header),
        rows=4,
        used=used,
        reason=reason,
    )


@pytest.fixture
def folder(tmp_path):
    plans = tmp_path / "plans"
    plans.mkdir()
    for stem in ("nord", "syd", "vest", "øst"):
        rows = (activity(["Leverandør"], title="Aktivitet", status="Status 2018"), activity(["Leverandør", "Delmål"]))
        plan = fake_units.some_plan(stem).model_copy(
            update={"activities": rows, "tables": (seen("Strækning", "Ansvarlig"), seen("Pris", reason="x"))}
        )
        (plans / f"{stem}.json").write_text(plan_json(plan), encoding="utf-8")
    (plans / "broken.json").write_text("{}", encoding="utf-8")
    return tmp_path


def test_unknown_headings_come_first_with_counts_and_documents(folder, capsys):
    assert headings(folder, "da") == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("│")]
    cells = [[cell.strip() for cell in line.strip("│").split("│")] for line in lines]
    assert cells[0] == ["Leverandør", "ukendt", "-", "8", "nord, syd, vest og 1 til"]
    assert cells[1] == ["Delmål", "extra (goal)", "exact", "4", "nord, syd, vest og 1 til"]
    assert cells[2][:4] == ["Aktivitet", "title", "exact", "4"]
    assert cells[3][:4] == ["Status 2018", "status", "exact without year", "4"]


def test_a_suggestion_is_a_vocabulary_file_to_complete(folder, capsys, tmp_path):
    assert headings(folder, "da", suggest=True) == 0
    said = capsys.readouterr().out
    assert tomllib.loads(said) == {"headings": {"Leverandør": "", "Strækning": ""}}
    mine = tmp_path / "mine.toml"
    mine.write_text(said.replace('"Leverandør" = ""', '"Leverandør" = "responsible"'), encoding="utf-8")
    assert vocabulary(mine).entries["Leverandør"].readings[0].field == "responsible"
    assert headings(folder, "en", suggest=True, own=mine) == 0
    assert "Leverandør" not in capsys.readouterr().out


def test_a_suggestion_redirected_by_powershell_is_read(tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text('[headings]\n"Leverandør" = "responsible"\n', encoding="utf-16")
    assert "Leverandør" in vocabulary(mine).entries


def test_nothing_to_report(tmp_path, capsys):
    assert headings(tmp_path, "da") == 2
    assert "handleplan extract" in capsys.readouterr().err
    with pytest.raises(errors.MissingInput):
        headings(tmp_path / "none", "da")


def test_a_bad_vocabulary_is_refused(folder, tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text('[headings]\n"X" = "noget"\n', encoding="utf-8")
    with pytest.raises(BadVocabulary):
        headings(folder, "da", own=mine)
