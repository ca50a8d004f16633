"""A CPR-like number stops its document, and the message does not repeat it."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest import errors, extract
from ingest.language.cpr import cpr_numbers


@pytest.mark.parametrize(
    "text",
    [
        "010190-1234",
        "Cpr.nr.: 010190 1234",
        "0101901234",
        "01.01.90-1234",
        "CPR 290200-4123",
        "010190 - 1234",
        "010190-\n1234",
    ],
)
def test_numbers_with_a_date_are_found(text):
    assert len(list(cpr_numbers(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "320190-1234",  # no such day
        "290201-4123",  # 2001 is no leap year
        "Dok. 113063-13",
        "P-nr. 1003274563",
        "EAN 5798000123456",
        "tlf. 0101901234",
        "2016-2019",
        "29.08.13 og 2014",
        "sag 12-010190-1234",
        "010190-12345",
    ],
)
def test_other_numbers_are_not(text):
    assert list(cpr_numbers(text)) == []


@pytest.mark.parametrize("place", [(60, 400), (60, 820)])  # in the text, and where a running head stands
def test_document_with_a_number_is_not_extracted(tmp_path, place):
    path = tmp_path / "handleplan.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(60, 600, "Handleplan for borgeren")
    canvas.showPage()
    canvas.drawString(*place, "Cpr-nummer: 010190-1234")
    canvas.save()
    with pytest.raises(errors.PersonalNumber) as stopped:
        extract(path)
    said = stopped.value.message("da")
    assert "side 2" in said
    assert "010190" not in said
