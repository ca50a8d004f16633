"""Lines into running text: which line-end hyphens go, stay, or show that a cell was cut wrongly.

The labelled breaks of the known folder are read when the environment variable HANDLEPLAN_KNOWN names it.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from ingest.text import Hyphenation, at_line_end, displaced_ends, join_lines, observe


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Kommunen vil fore-", "bygge misbrug"], "Kommunen vil forebygge misbrug"),
        (["et godt sam-", "men med andre"], "et godt sammen med andre"),
        (["særlig opmærk-", "som på unge"], "særlig opmærksom på unge"),
        (["lige-", "som sidste år"], "ligesom sidste år"),
        (["Velkom-", "men til alle"], "Velkommen til alle"),
        (["alkohol-", "og stofrådgivning"], "alkohol- og stofrådgivning"),
        (["forældre-", "eller elevmøder"], "forældre- eller elevmøder"),
        (["børne-", "samt ungeområdet"], "børne- samt ungeområdet"),
        (["SSP-", "lærerne"], "SSP-lærerne"),
        (["Jf. CTI-", "metoden"], "Jf. CTI-metoden"),
        (["i perioden 2013-", "2018"], "i perioden 2013-2018"),
        (["elever i 6.-", "9. klasse"], "elever i 6.-9. klasse"),
        (["og/", "eller kommunen"], "og/eller kommunen"),
        (["et e-", "læringskursus"], "et e-læringskursus"),
        (["FOREBYG-", "GELSE"], "FOREBYGGELSE"),
        (["Anne-", "Mette Holm"], "Anne-Mette Holm"),
        (["bl.a. sund-", "hed."], "bl.a. sundhed."),
        (["fore\u00ad", "byggelse"], "forebyggelse"),
        (["uden", "bindestreg"], "uden bindestreg"),
        (["", "tom linje", " "], "tom linje"),
        ([], ""),
    ],
)
def test_lines_become_running_text(lines: list[str], text: str) -> None:
    assert join_lines(lines) == text


def test_a_word_that_the_document_writes_with_a_hyphen_keeps_it() -> None:
    lines = ["i vores forældre-", "netværk"]
    assert join_lines(lines) == "i vores forældrenetværk"
    assert join_lines(lines, vocabulary=frozenset({"forældre-netværk"})) == "i vores forældre-netværk"


def test_a_suspended_hyphen_gives_way_to_the_word_that_the_document_writes() -> None:
    lines = ["politi-", "og lærer"]
    assert join_lines(lines) == "politi- og lærer"
    assert join_lines(["flere potenti-", "eller"], vocabulary=frozenset({"potentieller"})) == "flere potentieller"


def test_a_lower_case_stump_before_a_capital_shows_another_cell() -> None:
    shown = Hyphenation()
    assert at_line_end("samar-", "Status", shown) == "displaced"
    assert displaced_ends(["et tættere samar-", "Status på indsatsen"], shown) == [("samar-", "Status")]
    assert displaced_ends(["SSP-", "Konsulenten"], shown) == []


def test_a_hyphen_before_a_word_that_ends_no_compound_is_a_dash_where_no_words_are_broken() -> None:
    lines = ["et tilbud om netværk-", "som også gælder"]
    assert join_lines(lines, hyphenation=Hyphenation(mark="")) == "et tilbud om netværk- som også gælder"
    assert join_lines(["en opmærk-", "som leder"]) == "en opmærksom leder"
    assert join_lines(["et forældre-", "netværk"], hyphenation=Hyphenation(mark="")) == "et forældre-netværk"


def _labelled() -> list[tuple[str, str, str]]:
    folder = os.environ.get("HANDLEPLAN_KNOWN")
    file = Path(folder) / "language" / "dehyphen_gold.tsv" if folder else None
    if file is None or not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as handle:
        return [(row["left"], row["right"], row["label"]) for row in csv.DictReader(handle, delimiter="\t")]


@pytest.mark.skipif(not _labelled(), reason="HANDLEPLAN_KNOWN does not name the known folder")
def test_the_labelled_line_ends_come_out_right() -> None:
    joints = {"join": "", "keep": "-", "keep-with-space": "- "}
    cases = _labelled()
    wrong = [
        (left, right)
        for left, right, label in cases
        if join_lines([left, right]) != f"{left.removesuffix('-')}{joints[label]}{right}"
    ]
    assert not wrong, f"{len(wrong)} of {len(cases)}"


def test_half_a_word_alone_on_its_line_is_no_word_of_the_document():
    assert "festmilj" not in observe(["musik/festmilj", "ø i parken"]).vocabulary
    assert "parken" in observe(["musik/festmilj", "ø i parken"]).vocabulary
