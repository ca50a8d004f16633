"""A user's own headings: suggested, completed, passed back, and what happens to a bad file."""

import json

import pytest
from reportlab.lib import colors
from reportlab.platypus import SimpleDocTemplate, Table

from ingest.cli import main


@pytest.fixture
def raw(tmp_path):
    rows = [["Aktivitet", "Formål", "Krumspring"], ["Løbeklub", "Flere i bevægelse", "To gange om ugen"]]
    folder = tmp_path / "raw"
    folder.mkdir()
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    SimpleDocTemplate(str(folder / "plan.pdf")).build([Table(rows, colWidths=[130, 130, 130], style=grid)])
    return folder


def activity(out):
    return json.loads((out / "plans" / "plan.json").read_text(encoding="utf-8"))["activities"][0]


def test_a_suggested_vocabulary_completed_by_hand_moves_a_column_to_its_field(raw, tmp_path, capsys):
    out, own = tmp_path / "out", tmp_path / "mine.toml"
    assert main(["extract", str(raw), "-o", str(out), "--workers", "1"]) == 0
    assert activity(out)["extra"] == {"Krumspring": "To gange om ugen"}
    capsys.readouterr()

    assert main(["headings", str(out), "--suggest"]) == 0
    suggested = capsys.readouterr().out
    assert '"Krumspring" = ""' in suggested
    own.write_text(suggested.replace('"Krumspring" = ""', '"Krumspring" = "task"'), encoding="utf-8")

    assert main(["extract", str(raw), "-o", str(out), "--workers", "1", "--vocabulary", str(own)]) == 0
    assert activity(out)["task"] == "To gange om ugen"
    assert activity(out)["extra"] == {}


@pytest.mark.parametrize("said", ["[headings\n", '[headings]\n"Krumspring" = "opgave"\n', None])
def test_a_bad_vocabulary_starts_nothing_and_says_why(raw, tmp_path, capsys, said):
    own = tmp_path / "mine.toml"
    if said is not None:
        own.write_text(said, encoding="utf-8")
    assert main(["extract", str(raw), "-o", str(tmp_path / "out"), "--vocabulary", str(own)]) == 2
    assert "mine.toml" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
