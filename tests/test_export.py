"""Excel, CSV and Parquet hold what the plans hold, by value, and the same bytes each time."""

import csv
import io
import os
import time
import zipfile

import openpyxl
import pyarrow.parquet
import pytest
from fake_units import some_plan
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from ingest import errors
from ingest.export.delimited import activities_csv, plain
from ingest.export.excel import MAX_CELL, UNHOLDABLE, activities_xlsx
from ingest.export.parquet import activities_parquet, activity_schema, plan_schema, plans_parquet
from ingest.export.plan_json import plan_json, renamed
from ingest.export.rows import activity_rows, issue_rows, plan_rows
from ingest.export.writing import TEMPORARY, prepare, write
from model.activity import Activity
from model.issue import issue
from model.labels import labels, meanings
from model.plan import Plan
from model.vocabulary import FIELDS

TRAPS = [
    "",
    "=1+1",
    "+45 7994 6800",
    "-",
    "@SUM(A1)",
    "'",
    "'=x",
    "\t=1",
    "\r=1",
    " =1",
    "\n=1",
    "5.10",
    "0183",
]
TRAPS += [
    "(ingen kolonne)",
    'a;"b"\r\nc',
    "a\nb",
    "\x00\x0b\x1f",
    "_x0041_",
    "😀",
    "\ufeffx",
    "＝1",
    "#N/A",
    "NULL",
]


def read_csv(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_sheet(data, name):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return book[name]


texts = st.lists(st.one_of(st.none(), st.text(), st.sampled_from(TRAPS)), min_size=1, max_size=4)


@settings(max_examples=40, deadline=None)
@given(texts)
@example([*TRAPS, None])
def test_any_text_comes_back_from_parquet(titles):
    table = pyarrow.parquet.read_table(io.BytesIO(activities_parquet([some_plan("p", *titles)])))
    assert table["title"].to_pylist() == titles
    assert [dict(extra)["Note"] for extra in table["extra"].to_pylist()] == [title or "" for title in titles]


@settings(max_examples=80, deadline=None)
@given(texts)
@example([*TRAPS, None])
def test_any_text_comes_back_from_csv(titles):
    header, *rows = read_csv(activities_csv([some_plan("p", *titles)]))
    assert header == list(labels("activities").values())
    column = header.index("Aktivitet")
    assert [plain(row[column], "(ingen kolonne)") for row in rows] == titles


@settings(max_examples=40, deadline=None)
@given(texts)
@example([*TRAPS, None])
def test_any_text_comes_back_from_excel(titles):
    sheet = read_sheet(activities_xlsx([some_plan("p", *titles)]), "Aktiviteter")
    column = list(labels("activities")).index("title") + 1
    found = [sheet.cell(row, column) for row in range(2, len(titles) + 2)]
    for cell, title in zip(found, titles, strict=True):
        if title is None:
            assert cell.value == "(ingen kolonne)"
        else:
            expected = UNHOLDABLE.sub("\ufffd", title.replace("\r\n", "\n").replace("\r", "\n"))
            assert unescape(cell.value or "") == expected


@pytest.mark.parametrize("text", TRAPS)
def test_no_spreadsheet_runs_a_text(text):
    cells = [cell for row in read_csv(activities_csv([some_plan("p", text)])) for cell in row]
    assert not any(cell.strip().startswith(("=", "+", "-", "@")) for cell in cells)
    for row in read_sheet(activities_xlsx([some_plan("p", text)]), "Aktiviteter").iter_rows():
        assert all(cell.data_type in ("s", "n") and (cell.data_type == "s" or cell.value is None) for cell in row)


def test_csv_is_for_danish_excel():
    data = activities_csv([some_plan("p", "Æblegrød")])
    assert data.startswith(b"\xef\xbb\xbfId;Kommune;")
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    assert "Æblegrød".encode() in data


def test_excel_sheets_are_ready_to_read():
    book = openpyxl.load_workbook(io.BytesIO(activities_xlsx([some_plan("p", "Løb", None)])))
    assert book.sheetnames == ["Aktiviteter", "Planer", "Kvalitetstjek", "Kodebog"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(cell.number_format == "@" for row in sheet.iter_rows() for cell in row)
        assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
    sheet = book["Aktiviteter"]
    columns = list(labels("activities"))
    absent = sheet.cell(3, columns.index("title") + 1)
    assert (absent.value, absent.font.color.rgb) == ("(ingen kolonne)", "FF999999")
    assert sheet.cell(2, columns.index("number") + 1).value == "5.1"
    letters = {column: openpyxl.utils.get_column_letter(columns.index(column) + 1) for column in FIELDS}
    assert not sheet.column_dimensions[letters["title"]].hidden
    assert sheet.column_dimensions[letters["budget"]].hidden


def test_english_workbook():
    book = openpyxl.load_workbook(io.BytesIO(activities_xlsx([some_plan("p", None)], lang="en")))
    assert book.sheetnames == ["Activities", "Plans", "Quality check", "Codebook"]
    assert book["Activities"]["F2"].value == "(no column)"


def test_text_over_excels_limit_is_cut_with_a_mark():
    for text in ("x" * 40_000, "😀" * 20_000, "_x0041_" * 6_000):
        sheet = read_sheet(activities_xlsx([some_plan("p", text)]), "Aktiviteter")
        said = sheet.cell(2, list(labels("activities")).index("title") + 1).value
        assert len(said.encode("utf-16-le")) // 2 <= MAX_CELL
        assert said.endswith(" [AFKORTET: hele teksten står i JSON og Parquet]")


def test_text_at_excels_limit_is_whole():
    sheet = read_sheet(activities_xlsx([some_plan("p", "x" * MAX_CELL)]), "Aktiviteter")
    assert sheet.cell(2, list(labels("activities")).index("title") + 1).value == "x" * MAX_CELL


def test_same_plans_same_bytes():
    plans = [some_plan("p", "Løb", None), some_plan("q")]
    makers = [activities_xlsx, activities_csv, activities_parquet, plans_parquet]
    first = [make(plans) for make in makers]
    time.sleep(2.1)  # a zip entry's clock has two seconds
    assert [make(plans) for make in makers] == first
    with zipfile.ZipFile(io.BytesIO(first[0])) as book:
        assert {(entry.date_time, entry.create_system) for entry in book.infolist()} == {((2000, 1, 1, 0, 0, 0), 3)}


def test_schemas_rows_and_labels_have_the_same_columns():
    plan = some_plan("p", "Løb", issues=(issue("prose_plan"),))
    for sheet, row, schema in (
        ("activities", activity_rows([plan])[0], activity_schema()),
        ("plans", plan_rows([plan])[0], plan_schema()),
        ("issues", issue_rows([plan])[0], None),
    ):
        assert list(row) == list(labels(sheet)) == list(meanings(sheet, "en"))
        assert schema is None or schema.names == list(row)
        assert len(set(labels(sheet).values())) == len(row)


def test_every_field_of_the_model_is_exported():
    exported = set(labels("activities")) | {"provenance", "issues"}  # as pages and issue_codes
    exported |= {"time_span", "tags"}  # as time_start and so on, target_groups and so on
    assert set(Activity.model_fields) <= exported
    own = set(labels("plans")) | {"source", "headings", "prose", "audit", "issues"}
    assert set(Plan.model_fields) <= own
    assert set(FIELDS) == {
        name for name, field in Activity.model_fields.items() if name in labels("activities") and is_text(name, field)
    }


def is_text(name, field):
    beside = {"label_source", "municipality_basis", "status_as_of", "group_id"}
    return field.annotation == (str | None) and name not in beside


def test_reconstruction_is_said_in_every_export():
    plan = some_plan("p", "Løb")
    note = "REKONSTRUKTION – ikke kommunens tekst"
    plan = plan.model_copy(
        update={"source": plan.source.model_copy(update={"source_kind": "reconstruction", "note": note})}
    )
    assert note in plan_json(plan)
    assert '"source_kind": "reconstruction"' in plan_json(plan)
    for data in (activities_parquet([plan]), plans_parquet([plan])):
        table = pyarrow.parquet.read_table(io.BytesIO(data))
        assert (table["source_kind"].to_pylist(), table["source_note"].to_pylist()) == (
            ["reconstruction"],
            [note],
        )
    header, row = read_csv(activities_csv([plan]))
    assert row[header.index("Kildetype")] == "rekonstruktion"
    assert row[header.index("Note til kilden")] == note
    for name in ("Aktiviteter", "Planer"):
        values = [cell.value for cell in read_sheet(activities_xlsx([plan]), name)[2]]
        assert {"rekonstruktion", note} <= set(values)


def test_issues_of_plan_and_activity_are_in_the_quality_sheet():
    odd = issue("duplicate_number", page=3, number="5.1")
    plan = some_plan("p", "Løb", issues=(issue("prose_plan"),))
    plan = plan.model_copy(update={"activities": (plan.activities[0].model_copy(update={"issues": (odd,)}),)})
    sheet = read_sheet(activities_xlsx([plan]), "Kvalitetstjek")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[:4] for row in rows] == [
        ["p", None, "oplysning", "prose_plan"],
        ["p", "p:5.1", "advarsel", "duplicate_number"],
    ]
    english = read_sheet(activities_xlsx([plan], lang="en"), "Quality check")
    assert english.cell(3, 5).value == odd.message_en


def test_pages_are_those_of_all_fields():
    assert activity_rows([some_plan("p", "Løb")])[0]["pages"] == [1, 2]


def test_renamed_plan_renames_its_activities():
    plan = some_plan("varde", "Løb", "Gang")
    plan = plan.model_copy(
        update={"activities": tuple(a.model_copy(update={"group_id": "varde:5.1"}) for a in plan.activities)}
    )
    again = renamed(plan, "varde-12345678")
    assert [activity.id for activity in again.activities] == ["varde-12345678:5.1", "varde-12345678:5.2"]
    assert {activity.group_id for activity in again.activities} == {"varde-12345678:5.1"}
    assert Plan.model_validate_json(plan_json(again)) == again


def test_write_replaces_whole_and_leaves_nothing_beside(tmp_path):
    write(tmp_path / "a.csv", b"first")
    write(tmp_path / "a.csv", b"second")
    assert (tmp_path / "a.csv").read_bytes() == b"second"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]


def test_failed_write_leaves_the_old_file_and_no_temporary(tmp_path, monkeypatch):
    write(tmp_path / "a.csv", b"first")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(errors.WriteFailed, match="No space left"):
        write(tmp_path / "a.csv", b"second")
    assert (tmp_path / "a.csv").read_bytes() == b"first"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]


def test_file_held_open_says_so(tmp_path, monkeypatch):
    write(tmp_path / "activities.xlsx", b"first")

    def locked(*_):
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr("pathlib.Path.replace", locked)
    with pytest.raises(errors.OutputLocked) as refused:
        write(tmp_path / "activities.xlsx", b"second")
    assert refused.value.message("da") == "activities.xlsx er åben: luk den og kør igen"
    assert (tmp_path / "activities.xlsx").read_bytes() == b"first"


def test_prepare_clears_what_killed_runs_left_and_nothing_else(tmp_path):
    dead = tmp_path / f".handleplan-99999999-{'0' * 32}.tmp"
    living = tmp_path / f".handleplan-{os.getppid()}-{'0' * 32}.tmp"
    other = tmp_path / ".handleplan-notes.tmp"
    for path in (dead, living, other):
        path.touch()
    assert TEMPORARY.fullmatch(dead.name)
    prepare(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([living.name, other.name])


def test_read_only_output_folder_is_refused(tmp_path, monkeypatch):
    def read_only(_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "fsync", read_only)
    with pytest.raises(errors.OutputNotWritable, match="Read-only file system"):
        prepare(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_output_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "out").touch()
    for folder in (tmp_path / "out", tmp_path / "out" / "below"):
        with pytest.raises(errors.OutputNotWritable):
            prepare(folder)
