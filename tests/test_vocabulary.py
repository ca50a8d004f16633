"""The vocabulary as data: ours is consistent, and a user's own file is merged or refused in words."""

import pytest

from ingest.headings.heading_text import folded, key
from model.activity import Activity
from model.vocabulary import FIELDS, WITHOUT_FIELD, VocabularyError, vocabulary


def test_fields_are_the_text_fields_of_an_activity():
    assert FIELDS[0] == "number"
    assert FIELDS[-1] == "remarks"
    assert all(Activity.model_fields[field].annotation == (str | None) for field in FIELDS)


def test_every_field_has_headings():
    met = {reading.field for entry in vocabulary().entries.values() for reading in entry.readings}
    assert met == {*FIELDS, *WITHOUT_FIELD}


def test_no_two_spellings_of_one_heading_mean_different_fields():
    meanings: dict[str, set[frozenset[str]]] = {}
    for heading, entry in vocabulary().entries.items():
        said = frozenset(reading.field for reading in entry.readings)
        meanings.setdefault(key(folded(heading)), set()).add(said)
    assert {heading: said for heading, said in meanings.items() if len(said) > 1} == {}


def test_the_lists_of_words_speak_of_headings_that_there_are():
    words = vocabulary()
    known = {key(folded(heading)) for heading in words.entries}
    named = [*words.compound_heads, *words.openers, *(question.like for question in words.questions)]
    assert [word for word in named if key(folded(word)) not in known] == []


def test_no_path_is_ours():
    assert vocabulary() is vocabulary()


def test_a_file_adds_to_ours_and_overrides_it(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        '[headings]\n"Leverandør" = "responsible"\n"Aktivitet" = "task"\n"Ukendt" = ""\n'
        '[fields.goal]\nheadings = ["Drøm"]\n',
        encoding="utf-8",
    )
    merged = vocabulary(path)
    assert merged.entries["Leverandør"].readings[0].field == "responsible"
    assert merged.entries["Drøm"].readings[0].field == "goal"
    assert [reading.field for reading in merged.entries["Aktivitet"].readings] == ["task"]
    assert "Ukendt" not in merged.entries
    assert merged.naming == vocabulary().naming
    assert merged.entries["Drøm"].evidence == 1.0


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ('[headings]\n"X" = "ansvarlig"\n', 'no field "ansvarlig"'),
        ("[headings\n", "mine.toml"),
        ('[heading]\n"X" = "task"\n', "heading"),
        ("[fields.goals]\nheadings = []\n", 'no field "goals"'),
    ],
)
def test_a_bad_file_is_refused_in_words(tmp_path, said, complaint):
    path = tmp_path / "mine.toml"
    path.write_text(said, encoding="utf-8")
    with pytest.raises(VocabularyError, match=complaint):
        vocabulary(path)


def test_a_missing_file_is_refused_in_words(tmp_path):
    with pytest.raises(VocabularyError, match=r"none\.toml"):
        vocabulary(tmp_path / "none.toml")
