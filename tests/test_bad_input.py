"""The real line, from the outside: good and bad PDFs in one batch."""

import json

import pikepdf
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from ingest import errors, extract, read_tables
from ingest.cli import main
from model import load

HEADER = ["Aktivitet", "Formål", "Ansvarlig"]
ROWS = [["Løbeklub", "Flere i bevægelse", "Kultur og Fritid"], ["Madskole", "Sund mad", ""]]


def typeset(path, *parts):
    SimpleDocTemplate(str(path), pagesize=landscape(A4), invariant=1).build(list(parts))
    return path


def prose(text):
    return Paragraph(text, getSampleStyleSheet()["BodyText"])


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    folder = tmp_path_factory.mktemp("raw")
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    good = typeset(
        folder / "god-varde.pdf",
        prose("Handleplan for Varde Kommune"),
        Table([HEADER, *ROWS], colWidths=[150, 200, 150], style=grid),
    )
    typeset(folder / "prosa.pdf", prose("Varde Kommune vil. " * 40), PageBreak(), prose("Og mere. " * 40))
    with pikepdf.open(good) as pdf:
        pdf.save(folder / "laast.pdf", encryption=pikepdf.Encryption(user="kode", owner="ejer"))
    (folder / "halv.pdf").write_bytes(good.read_bytes()[:700])
    (folder / "tom.pdf").touch()
    (folder / "webside.pdf").write_text("<!doctype html><title>404</title>", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def out(raw, tmp_path_factory):
    folder = tmp_path_factory.mktemp("out")
    assert main(["extract", str(raw), str(raw / "mangler.pdf"), "-o", str(folder), "--workers", "2"]) == 1
    return folder


def test_every_bad_document_has_its_reason_and_the_good_one_is_extracted(raw, out):
    documents = json.loads((out / "report.json").read_text(encoding="utf-8"))["documents"]
    told = {entry["source"].rpartition("/")[2]: (entry["status"], entry["reason"]) for entry in documents}
    assert told == {
        "god-varde.pdf": ("ok", None),
        "halv.pdf": ("failed", "damaged"),
        "laast.pdf": ("failed", "encrypted"),
        "prosa.pdf": ("empty", None),
        "tom.pdf": ("failed", "empty_file"),
        "webside.pdf": ("failed", "not_a_pdf"),
        "mangler.pdf": ("failed", "missing"),
    }
    frame = load(out)
    assert frame["title"].tolist() == ["Løbeklub", "Madskole"]
    assert frame["responsible"].tolist() == ["Kultur og Fritid", ""]
    assert frame["goal"].isna().all()
    assert frame["municipalities"].tolist() == [["Varde"], ["Varde"]]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("laast.pdf", errors.EncryptedDocument),
        ("halv.pdf", errors.DamagedDocument),
        ("tom.pdf", errors.EmptyFile),
        ("webside.pdf", errors.NotAPdf),
        ("mangler.pdf", errors.MissingFile),
        (".", errors.UnreadableFile),
    ],
)
def test_library_raises_what_the_command_reports(raw, name, kind):
    for call in (extract, read_tables):
        with pytest.raises(kind):
            call(raw / name)


def test_tables_of_any_pdf(raw, tmp_path):
    assert main(["tables", str(raw / "god-varde.pdf"), str(raw / "prosa.pdf"), "-o", str(tmp_path)]) == 0
    said = json.loads((tmp_path / "god-varde.json").read_text(encoding="utf-8"))
    (part,) = said["tables"]
    assert list(part) == ["id", "page", "bbox", "method", "continues", "cells"]
    assert (part["id"], part["page"], part["method"], part["continues"]) == (0, 1, "ruled", None)
    x0, top, x1, bottom = part["bbox"]
    assert (x1 - x0, bottom > top > 0) == (pytest.approx(500, abs=2), True)
    assert list(part["cells"][0]) == ["row", "column", "row_span", "column_span", "text", "bbox"]
    by_place = {(cell["row"], cell["column"]): cell["text"] for cell in part["cells"]}
    assert [[by_place[row, column] for column in range(3)] for row in range(3)] == [HEADER, *ROWS]
    assert said["joined"] == [{"parts": [0], "caption": None, "header": HEADER, "rows": ROWS}]
    assert json.loads((tmp_path / "prosa.json").read_text(encoding="utf-8")) == {"tables": [], "joined": []}


def test_a_title_that_is_no_text_is_no_hindrance(raw, tmp_path):
    half_of_a_pair = b"\xfe\xff\x00P\xdc\xf0\x00l"
    with pikepdf.open(raw / "god-varde.pdf") as pdf:
        pdf.docinfo["/Title"] = pikepdf.String(half_of_a_pair)
        pdf.save(tmp_path / "titel-varde.pdf")
    assert [activity.title for activity in extract(tmp_path / "titel-varde.pdf").activities] == ["Løbeklub", "Madskole"]
