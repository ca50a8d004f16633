"""Words that a column's end breaks without a hyphen: what is one word, what are two, and where it is asked at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_named_layouts import Column, cell, plan, table, wrong
from typeset.plan import Beside

from ingest.reading.page import Word
from ingest.tables.broken_words import with_broken_words
from ingest.tables.fragment import Cell, Fragment, Paragraph

ROOM = 60.0  # points between the rules
PADDING = 4.0
DANISH = frozenset({"og", "til"})


def word(text, x0, x1, line, **settings):
    whole = {"bold": False, "italic": False, "mcid": -1, "glued": False, "soft_hyphen": False, "angle": 0}
    places = {"top": 12.0 * line - 9, "bottom": 12.0 * line + 2, "baseline": 12.0 * line, "size": 10.0}
    return Word(text=text, x0=x0, x1=x1, **{**places, **whole, "order": 0, "colour": 0, **settings})


def lines_of(*texts, free=3.0, room=ROOM):
    """A ruled cell of lines that leave ``free`` points; a line's words in one string."""
    made = []
    for k, text in enumerate(texts):
        words = text.split(" ")
        each = (room - 2 * PADDING - (free if k < len(texts) - 1 else 20.0)) / len(words)
        made.append(tuple(word(w, PADDING + i * each, PADDING + (i + 1) * each, k + 1) for i, w in enumerate(words)))
    one = Cell(0, 0, 1, 1, (0.0, 0.0, room, 90.0), (Paragraph(tuple(made)),))
    return Fragment(1, one.bbox, "ruled", (one,), (0.0, room), (0.0, 90.0), open_below=frozenset())


def broken(*texts, vocabulary=DANISH, **settings):
    found = with_broken_words(lines_of(*texts, **settings), vocabulary)
    return [line[-1].broken for line in found.cells[0].paragraphs[0].lines[:-1]]


@pytest.mark.parametrize(
    "parts",
    [
        "Tidshoriso|nt",
        "Kompeten|ceudviklin|gsforløb",
        "Sundheds|konsulent",
        "naturvejled|ere",
        "Boligom|råderne",
        "skovbørnehav|e",
        "rygstopsam|talerne",
        "Beskæftig|else",
        "cykelstiprojek|tet",
        "UDDANNELS|ESPLAN",
        "haveforeninger/pensio|nister",
        "kolonihave|r.",
    ],
)
def test_one_word_is_joined(parts):
    assert all(broken(*parts.split("|")))


@pytest.mark.parametrize(
    "parts",
    [
        "Løbende|hele året",
        "Naturvejledere|og lærere",
        "Cykelstier|langs åen",
        "koordineres|med",
        "Borgercentret|i byen",
        "skovbørnehaver|er åbne",
        "Rygstoprådgivere|tilbyder",
    ],
)
def test_two_words_stay_two(parts):
    assert not any(broken(*parts.split("|")))


def test_only_a_line_that_is_full_breaks_a_word():
    assert broken("Tidshoriso", "nt") == [True]
    assert broken("Tidshoriso", "nt", free=12.0) == [False]


def test_only_a_word_that_begins_its_line_is_broken():
    assert broken("en Tidshoriso", "nt") == [False]
    assert broken("• Tidshoriso", "nt") == [True]


def test_a_name_on_the_next_line_is_no_part_of_a_word():
    assert broken("Naturvejled", "Ærø") == [False]


def test_words_that_the_document_writes_apart_stay_apart():
    assert broken("skole", "vej") == [True]
    assert broken("skole", "vej", vocabulary=DANISH | {"skole", "vej"}) == [False]


def test_an_address_goes_on_and_a_full_stop_stands_at_its_word():
    assert broken("www.eksempel.dk/pla", "ner", "læs") == [True, False]
    assert broken("naturen", ".") == [True]


@given(st.lists(st.text("abknsøE.@-/)1", min_size=1, max_size=6), min_size=2, max_size=5))
@settings(max_examples=300, deadline=None)
def test_any_lines_have_an_answer(texts):
    assert len(broken(*texts)) == len(texts) - 1


def test_a_full_stop_behind_a_word_of_several_lines():
    assert broken("kompeten", "ceudviqling", ".") == [True, True]


def test_other_languages_are_left_alone():
    assert broken("requirem", "ents", vocabulary=frozenset({"the", "of"})) == [False]


@pytest.mark.parametrize("producer", ["reportlab", "fpdf2", "weasyprint"])
def test_narrow_columns_on_a_page(tmp_path, producer):
    rows = (
        ("Skovbørnehaver og naturvejledere", "At styrke medarbejderne i fritidsklubberne", "Forvaltningsdirektøren"),
        (
            "Kompetenceudvikling",
            "Løbende kurser i samtaler for sagsbehandlere",
            "Idrætskonsulenten og boligselskaberne",
        ),
    )
    narrow = table(("Aktivitet", "Formål", "Tidsplan"), [[cell(text) for text in row] for row in rows])
    shares = tuple(Column(column.heading, column.field, 1.0) for column in narrow.columns)
    narrow = type(narrow)(shares, narrow.header, narrow.rows)
    blocks = (narrow,) if producer == "weasyprint" else (Beside((narrow,) * 3),)
    assert wrong(tmp_path, plan(*blocks, breaks_words=True, size=12.0), producer) == []
