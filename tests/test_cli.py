"""``handleplan extract`` from the outside: what it writes, says and returns, on good and on bad input."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import fake_units
import openpyxl
import pyarrow.parquet
import pytest

from ingest import errors
from ingest.cli import main
from ingest.commands import extract, processing
from ingest.export import folder as export_folder
from model import load, read_plan

FAKE_CLI = Path(__file__).with_name("fake_cli.py")
FILES = ["activities.csv", "activities.parquet", "activities.xlsx", "plans", "plans.parquet", "report.json"]
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


@pytest.fixture(autouse=True)
def fake_work(monkeypatch):
    monkeypatch.setattr(extract, "extract_document", fake_units.plan_of)
    monkeypatch.setattr(processing, "EXTRACTION", "fake_units")


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def put(folder, name, *titles, plan=True):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["plan", *titles] if plan else titles), encoding="utf-8")
    return path


def run(out, *inputs, options=()):
    return main(["extract", *map(str, inputs), "-o", str(out), "--workers", "2", *options])


def report(out):
    return json.loads((out / "report.json").read_text(encoding="utf-8"))["documents"]


def contents(out):
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_folder_becomes_all_files(raw, out, capsys):
    put(raw, "varde.pdf", "Løb", "Gang")
    put(raw, "below/Ishøj.PDF", "Svømning")
    put(raw, ".skjult.pdf", "Nej")
    put(raw, "notes.txt", "Nej")
    assert run(out, raw) == 0
    assert sorted(path.name for path in out.iterdir()) == FILES
    assert sorted(path.name for path in (out / "plans").iterdir()) == ["Ishøj.json", "varde.json"]
    assert load(out)["title"].tolist() == ["Svømning", "Løb", "Gang"]
    said = capsys.readouterr()
    assert "varde.pdf" in said.out
    assert "Aktiviteter i tabellerne: 3. Planer: 2." in said.out
    assert "[2/2]" in said.err


def test_tables_hold_plans_of_earlier_runs(raw, out):
    run(out, put(raw, "a.pdf", "Løb"))
    run(out, put(raw, "b.pdf", "Gang"))
    assert load(out)["title"].tolist() == ["Løb", "Gang"]
    assert [Path(entry["source"]).name for entry in report(out)] == ["b.pdf"]


def test_two_runs_are_byte_identical(raw, out, tmp_path):
    for name in ("a", "b", "c"):
        put(raw, f"{name}.pdf", name, "=1+1")
    put(raw, "d.pdf", "locked", plan=False)
    run(out, raw)
    first = contents(out)
    time.sleep(2.1)  # a zip entry's clock has two seconds
    run(out, raw)
    assert contents(out) == first
    run(tmp_path / "other", raw)
    assert contents(tmp_path / "other") == first


def test_report_has_one_entry_an_input_in_the_order_named(raw, out):
    slow = put(raw, "z.pdf", "sleep 0.5", plan=False)
    names = [slow, put(raw, "b.pdf", "x"), raw / "missing.pdf", put(raw, "e.pdf"), put(raw, "p.pdf", "lost")]
    assert run(out, *names) == 1
    assert [(Path(e["source"]).name, e["status"], e["reason"]) for e in report(out)] == [
        ("z.pdf", "empty", None),
        ("b.pdf", "ok", None),
        ("missing.pdf", "failed", "missing"),
        ("e.pdf", "empty", None),
        ("p.pdf", "partial", "words_lost"),
    ]
    partial = report(out)[-1]
    assert partial["issues"] == [{"code": "words_lost", "severity": "error", "count": 1, "pages": [2]}]
    assert (partial["pages"], partial["activities"], partial["municipalities"]) == (2, 1, ["Varde"])
    assert all(len(e["sha256"]) == 64 for e in report(out) if e["reason"] != "missing")


def test_all_ok_or_empty_is_exit_code_0(raw, out):
    assert run(out, put(raw, "a.pdf", "Løb"), put(raw, "b.pdf")) == 0


def test_bad_documents_cost_themselves_and_say_what_to_do(raw, out, capsys):
    put(raw, "a.pdf", "Løb")
    for name, order in (("crash", "exit 3"), ("hang", "spin"), ("locked", "locked")):
        put(raw, f"{name}.pdf", order, plan=False)
    put(raw, "z.pdf", "Gang")
    assert run(out, raw, options=["--timeout", "1"]) == 1
    assert [e["reason"] for e in report(out)] == [None, "crashed", "timeout", "encrypted", None]
    assert load(out)["title"].tolist() == ["Løb", "Gang"]
    complaints = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("[")]
    assert len(complaints) == 3
    assert "--timeout" in complaints[1]
    assert "qpdf --decrypt" in complaints[2]
    rows = openpyxl.load_workbook(out / "activities.xlsx")["Kvalitetstjek"].iter_rows(min_row=2, values_only=True)
    assert [(row[2], row[3], row[6]) for row in rows] == [
        ("fejl", "crashed", "crash.pdf"),
        ("fejl", "timeout", "hang.pdf"),
        ("fejl", "encrypted", "locked.pdf"),
    ]


def test_failure_keeps_the_earlier_result_and_says_so(raw, out, capsys):
    path = put(raw, "varde.pdf", "Løb")
    run(out, path)
    earlier = (out / "plans" / "varde.json").read_bytes()
    put(raw, "varde.pdf", "exit 1", plan=False)
    assert run(out, path) == 1
    assert (out / "plans" / "varde.json").read_bytes() == earlier
    assert load(out)["title"].tolist() == ["Løb"]
    (entry,) = report(out)
    assert (entry["status"], entry["output"], entry["kept"]) == ("failed", None, "plans/varde.json")
    assert "bevaret (plans/varde.json)" in capsys.readouterr().err


def test_two_inputs_with_one_stem(raw, out):
    first, second = put(raw, "a/varde.pdf", "Løb"), put(raw, "b/VARDE.pdf", "Gang")
    assert run(out, first, second) == 0
    names = [f"{path.stem}-{entry['sha256'][:8]}" for path, entry in zip((first, second), report(out), strict=True)]
    assert sorted(path.stem for path in (out / "plans").iterdir()) == sorted(names)
    assert load(out)["id"].is_unique
    assert {read_plan(out / "plans" / f"{name}.json").edition_id for name in names} == {n.lower() for n in names}


def test_stems_that_differ_in_spaces_only_are_one_stem(raw, out):
    assert run(out, put(raw, "varde 2013.pdf", "Løb"), put(raw, "varde-2013.pdf", "Gang")) == 0
    assert len(list((out / "plans").glob("varde?2013-????????.json"))) == 2
    assert load(out)["edition_id"].nunique() == 2


def test_one_of_two_inputs_with_one_stem_alone_again(raw, out):
    first, second = put(raw, "a/varde.pdf", "Løb"), put(raw, "b/varde.pdf", "Gang")
    run(out, first)
    run(out, first, second)
    assert sorted(load(out)["title"]) == ["Gang", "Løb"]
    run(out, first)
    assert sorted(load(out)["title"]) == ["Gang", "Løb"]


def test_same_bytes_twice_are_extracted_once_and_listed_twice(raw, out):
    first, second = put(raw, "a.pdf", "Løb"), put(raw, "b.pdf", "Løb")
    assert run(out, first, second) == 0
    assert [path.name for path in (out / "plans").iterdir()] == ["a.json"]
    one, two = report(out)
    assert (one["output"], one["same_as"]) == ("plans/a.json", None)
    assert (two["output"], two["same_as"]) == ("plans/a.json", first.as_posix())
    assert len(load(out)) == 1


def test_same_failure_twice_is_said_once(raw, out, capsys):
    run(out, *(put(raw, name, "locked", plan=False) for name in ("a.pdf", "b.pdf")))
    assert [entry["status"] for entry in report(out)] == ["failed", "failed"]
    assert capsys.readouterr().err.count("qpdf") == 1


def test_renamed_pdf_does_not_count_twice(raw, out):
    path = put(raw, "varde.pdf", "Løb")
    run(out, path)
    run(out, path.rename(raw / "varde-2013.pdf"))
    assert [path.name for path in (out / "plans").iterdir()] == ["varde-2013.json"]
    assert len(load(out)) == 1


def test_foreign_file_among_the_plans_is_named_and_left_alone(raw, out, capsys):
    (out / "plans").mkdir(parents=True)
    (out / "plans" / "old.json").write_text('{"schema_version": "0.1"}', encoding="utf-8")
    assert run(out, put(raw, "a.pdf", "Løb")) == 1
    assert (out / "plans" / "old.json").exists()
    assert "old.json kan ikke læses" in capsys.readouterr().err
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["left_out"] == ["plans/old.json"]


def test_workbook_held_open_costs_the_workbook_only(raw, out, monkeypatch, capsys):
    path = put(raw, "a.pdf", "Løb")
    run(out, path)
    before = (out / "activities.xlsx").read_bytes()
    put(raw, "a.pdf", "Løb", "Gang")
    real = export_folder.write

    def write(target, data):
        if target.suffix == ".xlsx":
            raise errors.OutputLocked(target)
        real(target, data)

    monkeypatch.setattr(export_folder, "write", write)
    assert run(out, path) == 1
    assert "activities.xlsx er åben: luk den og kør igen" in capsys.readouterr().err
    assert (out / "activities.xlsx").read_bytes() == before
    assert len(load(out)) == 2


@pytest.mark.parametrize("lang", ["da", "en"])
def test_nothing_to_do_is_exit_code_2_and_one_line(raw, out, capsys, lang):
    for inputs in ([raw], [raw / "missing.pdf"], [raw / "missing"], [raw, raw / "missing.pdf"]):
        assert run(out, *inputs, options=["--lang", lang]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert not out.exists()


def test_output_folder_that_cannot_be_is_exit_code_2(raw, tmp_path, capsys):
    (tmp_path / "file").touch()
    assert run(tmp_path / "file", put(raw, "a.pdf", "Løb")) == 2
    assert "Vælg en anden mappe med -o" in capsys.readouterr().err


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_output_folder_is_exit_code_2(raw, out, capsys):
    out.mkdir(mode=0o555)
    assert run(out, put(raw, "a.pdf", "Løb")) == 2
    assert "Vælg en anden mappe med -o" in capsys.readouterr().err


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read anything")
def test_unreadable_file_is_one_failed_entry(raw, out):
    put(raw, "a.pdf", "Løb").chmod(0)
    assert run(out, raw, put(raw, "b.pdf", "Gang")) == 1
    assert [entry["reason"] for entry in report(out)] == ["unreadable", None]


def test_kilder_csv_is_used_and_its_mistakes_are_told(raw, out, capsys):
    path = put(raw, "a.pdf", "Løb")
    kilder = raw / "kilder.csv"
    kilder.write_text("file;source_kind;note\nA.PDF;reconstruction;REKONSTRUKTION\nb.pdf;;\n", encoding="utf-8")
    assert run(out, path) == 0
    assert "kilder.csv nævner b.pdf" in capsys.readouterr().err
    assert read_plan(out / "plans" / "a.json").source.note == "REKONSTRUKTION"
    kilder.write_text("file;source_kind\na.pdf;kopi\n", encoding="utf-8")
    assert run(out, path) == 2
    assert "linje 2, kolonne source_kind: «kopi»" in capsys.readouterr().err


def test_english(raw, out, capsys):
    put(raw, "a.pdf", "Løb")
    assert run(out, raw, options=["--lang", "en"]) == 0
    assert "Municipality" in capsys.readouterr().out
    with (out / "activities.csv").open(encoding="utf-8-sig", newline="") as file:
        assert "Time horizon" in next(csv.reader(file, delimiter=";"))


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
def test_old_console_does_not_stop_the_run(raw, out, encoding):
    put(raw, "Ishøj – ☺.pdf", "Løb")
    said = fake_cli("extract", raw, "-o", out, PYTHONIOENCODING=encoding)
    assert (said.returncode, b"Traceback" in said.stderr) == (0, False)


def test_reader_of_the_summary_that_goes_away(raw, out):
    for place in range(200):
        put(raw, f"{place}.pdf", "locked" if place else "plan", plan=False)
    command = [sys.executable, str(FAKE_CLI), "extract", str(raw), "-o", str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        said = process.stderr.read()
    assert b"Traceback" not in said
    assert b"Exception ignored" not in said
    assert sorted(path.name for path in out.iterdir()) == FILES


def fake_cli(*arguments, **environment):
    command = [sys.executable, str(FAKE_CLI), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env={**os.environ, **environment}, check=False)


@POSIX
def test_ctrl_c_is_exit_code_130_and_keeps_what_is_done(raw, out):
    run(out, put(raw, "a.pdf", "Løb"))
    before = contents(out)
    put(raw, "b.pdf", f"interrupt {raw / 'started'}", plan=False)
    command = [sys.executable, str(FAKE_CLI), "extract", str(raw), "-o", str(out), "--workers", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as process:
        wait_until((raw / "started").exists)
        os.killpg(process.pid, signal.SIGINT)
        said = process.stderr.read().decode()
    assert process.returncode == 130
    assert said.splitlines()[-1].startswith("Afbrudt.")
    assert "Traceback" not in said
    assert contents(out) == before


@POSIX
@pytest.mark.slow
def test_run_killed_at_any_moment_leaves_every_file_whole(raw, out, tmp_path):
    for place in range(12):
        put(raw, f"{place}.pdf", *(f"Aktivitet {place}.{n}" for n in range(30)))
    run(out, raw)
    old = contents(out)
    for place in range(12):
        put(raw, f"{place}.pdf", *(f"Aktivitet {place}.{n} igen" for n in range(30)))
    run(tmp_path / "new", raw)
    new = contents(tmp_path / "new")
    command = [sys.executable, str(FAKE_CLI), "extract", str(raw), "-o", str(out), "--workers", "2"]
    killed = 0
    for attempt in range(12):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(0.3 + 0.2 * attempt)
            killed += process.poll() is None
            process.kill()
        for name, data in contents(out).items():
            if name.startswith("plans/") and name.endswith(".json"):
                assert data in (old[name], new[name])
            elif not Path(name).name.startswith(".handleplan-"):
                check_whole(out / name)
    assert killed > 5
    assert run(out, raw) == 0
    assert contents(out) == new


def check_whole(path):
    if path.suffix == ".parquet":
        assert pyarrow.parquet.read_table(path).num_rows in (12, 360)
    elif path.suffix == ".xlsx":
        assert len(openpyxl.load_workbook(path).sheetnames) == 4
    elif path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.reader(file, delimiter=";"))) == 361
    else:
        assert len(json.loads(path.read_text(encoding="utf-8"))["documents"]) == 12


def wait_until(true, seconds=30):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
