"""kilder.csv: read however Excel saved it, and refused with the place of what is wrong."""

import pytest

from ingest import errors
from ingest.inputs.sources import absent, read_sources, source_of

HEADER = "file;municipality;title;edition date;url;retrieved;licence;source_kind;note"
LINE = "varde.pdf;Varde;Æblehaven;2013-05;https://varde.dk/p;2026-11-20;CC BY;reconstruction;REKONSTRUKTION"


def write(folder, text, encoding="utf-8"):
    (folder / "kilder.csv").write_bytes(text.encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("separator", [";", ","])
def test_every_way_that_excel_saves_it(tmp_path, encoding, newline, separator):
    write(tmp_path, f"{HEADER}\n{LINE}\n".replace(";", separator).replace("\n", newline), encoding)
    row = read_sources(tmp_path)["varde.pdf"]
    assert row.title == "Æblehaven"
    assert row.municipality == ("Varde",)
    assert (row.edition_date, row.retrieved) == ("2013-05", "2026-11-20")
    assert (row.source_kind, row.note) == ("reconstruction", "REKONSTRUKTION")


def test_no_file_is_no_row(tmp_path):
    assert read_sources(tmp_path) == {}


def test_empty_cells_and_missing_columns_are_none(tmp_path):
    write(tmp_path, "file;url;note\nvarde.pdf;;\n\n;;\n")
    row = read_sources(tmp_path)["varde.pdf"]
    assert (row.url, row.note, row.title, row.municipality, row.source_kind) == (None, None, None, (), None)


@pytest.mark.parametrize("said", ["Ishøj/Vallensbæk", "Ishøj , Vallensbæk", "Ishøj og Vallensbæk", "Ishøj; Vallensbæk"])
def test_two_municipalities(tmp_path, said):
    write(tmp_path, f'file;municipality\nplan.pdf;"{said}"\n')
    assert read_sources(tmp_path)["plan.pdf"].municipality == ("Ishøj", "Vallensbæk")


def test_danish_column_names(tmp_path):
    write(tmp_path, "Fil;Kommune;Udgavedato;Kildetype\nplan.pdf;Varde;2013;Rekonstruktion\n".replace("R", "r"))
    row = read_sources(tmp_path)["plan.pdf"]
    assert (row.edition_date, row.source_kind) == ("2013", "reconstruction")


def test_date_that_danish_excel_rewrote(tmp_path):
    write(tmp_path, "file;edition date\nplan.pdf;1-12-2016\n")
    assert read_sources(tmp_path)["plan.pdf"].edition_date == "2016-12-01"


def test_file_is_found_by_name_in_any_case_and_normal_form(tmp_path):
    write(tmp_path, "file\nIshøj.pdf\n")
    rows = read_sources(tmp_path)
    assert source_of(tmp_path / "ISHØJ.PDF", rows) is not None
    assert source_of(tmp_path / "Ishøj.pdf".replace("ø", "o"), rows) is None


def test_rows_of_absent_files_are_named_not_refused(tmp_path):
    write(tmp_path, "file\nher.pdf\nborte.pdf\n")
    (tmp_path / "HER.pdf").touch()
    assert absent(tmp_path, read_sources(tmp_path)) == ["borte.pdf"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", None, None),
        ("fille;note\nvarde.pdf;\n", 1, 1),
        ("file;note;note\n", 1, 3),
        ("note\nx\n", 1, None),
        ("file;note\n;x\n", 2, "file"),
        ("file\na.pdf\n\na.pdf\n", 4, "file"),
        ("file;note\na.pdf;x;y\n", 2, 3),
        ("file;edition date\na.pdf;foråret\n", 2, "edition_date"),
        ("file;edition date\na.pdf;2013-13\n", 2, "edition_date"),
        ("file;url\na.pdf;www.varde.dk\n", 2, "url"),
        ("file;source_kind\na.pdf;kopi\n", 2, "source_kind"),
        ('file;note\na.pdf;"uden ende\n', 2, None),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(tmp_path, text, line, column):
    write(tmp_path, text)
    with pytest.raises(errors.BadSources) as refused:
        read_sources(tmp_path)
    assert (refused.value.line, refused.value.column) == (line, column)
    for lang, word in (("da", "linje"), ("en", "line")):
        said = refused.value.message(lang)
        assert "kilder.csv" in said
        assert "\n" not in said
        assert line is None or f"{word} {line}" in said
