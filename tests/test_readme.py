"""The README shows what its first command prints, but for the seconds."""

import re
from pathlib import Path

from ingest.cli import main

ROOT = Path(__file__).parents[1]


def shown(text):
    """The rows of the printed table, without the seconds, and what is said below it."""
    rows = [[cell.strip() for cell in line.strip("│").split("│")] for line in text.splitlines() if line[:1] == "│"]
    below = [line for line in text.splitlines() if line.startswith("Aktiviteter i")]
    return [row[:6] + row[7:] for row in rows], below


def test_first_command_prints_what_the_readme_shows(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    assert main(["extract", str(ROOT / "data" / "raw"), "-o", str(tmp_path)]) == 0
    said = re.search(r"<!-- output of extract -->(.*)<!-- /output", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert shown(capsys.readouterr().out) == shown(said[1])
