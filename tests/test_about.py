"""For whom, about what, where it points: our own labelled phrases, and what each rule is for."""

import labelled
import pytest

from ingest.language.ages import ages, grades
from ingest.language.figures import figures
from ingest.language.levels import prevention_level
from ingest.language.references import cell_state, numbers_of, references, references_of
from ingest.language.tags import activity_tags, tags_of
from ingest.language.themes import theme_of
from model import taxonomy
from model.activity import Activity

NUMBERS = {number: (f"p:{number}",) for number in ("2", "3.1", "4.2", "4.3", "5.1", "5.10")}


def target_groups(row):
    tags = tags_of(row["text"], "target_group")
    return {tag.code if tag.kind == "target_group" else f"{tag.kind}:{tag.code}" for tag in tags}


def theme(row):
    found = theme_of(Activity(id="p:1", section=row["section"], title=row["title"], goal=row["goal"]))
    return {found.name} if found else set()


def places_and_substances(row):
    kinds = ("setting", "substance")
    return {f"{tag.kind}:{tag.code}" for kind in kinds for tag in tags_of(row["text"], kind)}


def targets(row):
    return {one.removeprefix("p:") for found in references(row["text"], "task", NUMBERS) for one in found.ids}


FUNCTIONS = {
    "target_groups": (target_groups, None, 0.95, 0.9),
    "not_target_groups": (target_groups, None, None, None),
    "themes": (theme, "|", 0.9, 0.9),
    "references": (targets, None, 0.95, 0.9),
    "cell_states": (lambda row: {cell_state(row["text"])} - {None}, None, 0.95, 0.9),
    "tags": (places_and_substances, None, 0.95, 0.9),
    "levels": (lambda row: {t.code for t in tags_of(row["text"], "prevention_level")}, None, 0.95, 0.9),
    "quantified": (lambda row: {"yes" if list(figures(row["text"])) else "no"}, None, 0.9, 0.9),
}
"""Labelled set → the function that answers it, what parts its values, the least precision and recall."""


@pytest.mark.parametrize("half", ["dev", "held"])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_labelled_phrases(name, half):
    function, between, precision, recall = FUNCTIONS[name]
    found = labelled.score(name, half, function, between)
    assert found.cases > 0
    if precision is None:
        assert found.wrong == 0, found.errors
        return
    assert found.precision >= precision, found.errors
    assert found.recall >= recall, found.errors


THEMES = [
    "dev2",
    *(f"fresh{number}" for number in range(1, 9)),
    *(f"wide{number}" for number in range(1, 5)),
    "independent",
]


@pytest.mark.parametrize("half", THEMES)
def test_labelled_themes(half):
    """Rows labelled before they were run (docs/language.md has the figures of the first runs); may only rise."""
    found = labelled.score("themes", half, theme, "|")
    assert found.precision >= 0.95, found.errors
    assert found.recall >= 0.83, found.errors


@pytest.mark.parametrize("name", taxonomy._table())
def test_taxonomy_is_complete_and_no_word_stands_under_two_codes(name):
    words = {}
    for code, entry in taxonomy._table()[name].items():
        assert entry["words"]
        assert entry["en"]
        assert name == "theme" or entry["da"]
        for word in entry["words"]:
            words.setdefault(word, []).append(code)
    twice = {word: codes for word, codes in words.items() if len(codes) > 1}
    shared = {"dobbeltdiagnose", "dobbeltdiagnosticerede", "skolebørn"}  # each of them is both
    assert all(any(part in word for part in shared) for word in twice), twice


@pytest.mark.parametrize("kind", ["target_group", "setting", "substance"])
def test_every_tag_keeps_words_of_its_text(kind):
    for row in (*labelled.rows("tags", "dev"), *labelled.rows("target_groups", "dev")):
        for tag in tags_of(row["text"], kind):
            assert tag.words in row["text"]


def test_longer_word_wins_over_the_one_inside():
    assert [one.code for one in taxonomy.found("theme", "Misbrugsbehandling af unge")] == ["behandling"]
    assert [one.code for one in taxonomy.found("theme", "Tilbagefaldsforebyggelse")] == ["efterværn og rehabilitering"]


def test_time_spans_are_no_ages():
    assert not list(ages("Projektet kører i 13 år"))
    assert not list(ages("En treårig indsats over 2 år"))


def test_grades_apart_and_in_a_row():
    assert [tag.code for tag in grades("6. + 8. klasser")] == ["6", "8"]
    assert [tag.code for tag in grades("6.-9. klassetrin")] == ["6-9"]


def test_column_for_the_target_group_decides_alone():
    activity = Activity(id="p:1", title="Unge og alkohol", target_group="Forældre")
    groups = [tag.code for tag in activity_tags(activity) if tag.kind == "target_group"]
    assert groups == ["parents"]


def test_staff_are_the_target_group_only_of_training():
    activity = Activity(id="p:1", goal="Medarbejderne taler med de unge")
    assert [tag.code for tag in activity_tags(activity)] == ["young_people"]
    assert "staff" in {tag.code for tag in activity_tags(activity, about_staff=True)}


def test_two_levels_are_no_single_level():
    both = activity_tags(Activity(id="p:1", prevention_area="Primær og sekundær"))
    assert {tag.code for tag in both} == {"primary", "secondary"}
    assert prevention_level(both) is None
    assert prevention_level(activity_tags(Activity(id="p:1", prevention_area="Tertiær"))) == "tertiary"


def test_section_tells_only_where_a_plan_has_several():
    activity = Activity(id="p:1", section="Forebyggende arbejde", title="Gruppebehandling")
    assert theme_of(activity).name == "forebyggelse"
    assert theme_of(activity, sections_tell=False).name == "behandling"


def test_theme_column_in_extra_comes_first():
    activity = Activity(id="p:1", section="Forebyggelse", extra={"Indsatsområde": "Skadesreduktion"})
    found = theme_of(activity)
    assert theme_of(activity.model_copy(update={"extra": {"Risici": "Skadesreduktion"}})).name == "forebyggelse"
    assert (found.name, found.field) == ("skadesreduktion", "extra:Indsatsområde")


def test_name_of_a_unit_is_no_theme():
    assert theme_of(Activity(id="p:1", task="Aftales med Center for Sundhedsfremme")) is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Udarbejde pjece om alkohol i samarbejde med pårørende", "oplysning og undervisning"),
        ("Etablering af gruppe for pårørende", "pårørende og netværk"),
        ("Forebyggelse af kriminalitet blandt unge", "tryghed og kriminalitet"),
        ("Parkering ved misbrugsbehandlingen", "trafik og mobilitet"),
        ("Evaluere behandlingstilbud til unge", "dokumentation og evaluering"),
        ("Uddannelse af alle nye medarbejdere i rusmidler", "kompetenceudvikling"),
        ("Behandling af klager over støj", None),
        ("Nyt journalsystem til misbrugsbehandlingen", None),
        ("Rehabilitering af den gamle stenmur", None),
    ],
)
def test_theme_is_what_is_done(title, name):
    found = theme_of(Activity(id="p:1", title=title))
    assert (found and found.name) == name


def test_section_and_title_that_differ_give_none_unless_another_place_agrees():
    activity = Activity(id="p:1", section="Behandling", title="Evaluering af rådgivning til unge")
    assert theme_of(activity) is None
    assert theme_of(activity.model_copy(update={"goal": "Spørgeskema til unge"})).name == "dokumentation og evaluering"


@pytest.mark.parametrize(
    ("section", "title", "goal", "name"),
    [
        ("Natur", "Kørestolsvenlig sti om søen", None, "tilgængelighed"),  # the section is only where it belongs
        ("Behandling", "Nyt visitationsskema", None, "behandling"),  # the section is called by the theme's name
        ("Bolig", "Nyt visitationsskema", None, None),  # a subject over a title that no word tells
        ("", "Skema i dagplejen", "Børn i vanskeligheder opdages tidligere", "tidlig opsporing"),  # the goal alone
        ("", "Nyt tag på hallen", "Børn i vanskeligheder opdages tidligere", None),  # a title of another field
        ("", "Handicaptoilet på torvet", None, "tilgængelighed"),
        ("", "Frivilligpolitik sendes i høring", None, "politikker og rammer"),  # a hearing inside a phrase of ours
        ("", "Dokumentation af it-arkitektur", None, None),  # what a wildcard swallows is no part of a phrase
    ],
)
def test_sections_goals_and_other_fields(section, title, goal, name):
    found = theme_of(Activity(id="p:1", section=section, title=title, goal=goal))
    assert (found.name if found else None) == name


def test_phrase_of_a_title_says_less_in_a_sentence():
    assert [one.code for one in taxonomy.found("theme", "Fælles samtaler", ("words", "titles"))] == [
        "tværfagligt samarbejde"
    ]
    assert not taxonomy.found("theme", "Fælles samtaler")


def test_what_hangs_on_the_first_theme_is_not_a_rival():
    name = theme_of(Activity(id="p:1", title="Kompetenceudvikling i tidlig opsporing")).name
    assert name == "kompetenceudvikling"
    assert theme_of(Activity(id="p:1", title="Opsporing og behandling")) is None


def test_number_with_letters_is_meant_by_the_number_alone():
    rows = [Activity(id=f"p:{number}", number=number) for number in ("5.7a", "5.7b", "5.8")]
    (found,) = references("Se pkt. 5.7", "task", numbers_of(rows))
    assert found.ids == ("p:5.7a", "p:5.7b")


def test_above_is_the_row_before():
    (found,) = references("Som ovenfor", "status", {}, above="p:4.1")
    assert found.ids == ("p:4.1",)


def test_row_does_not_refer_to_itself():
    row = Activity(id="p:5.1", number="5.1", task="Se pkt. 5.1 og 5.2")
    (found,) = references_of(row, ("task",), {"5.1": ("p:5.1",), "5.2": ("p:5.2",)}, None)
    assert found.ids == ("p:5.2",)


def test_item_that_the_plan_lacks_is_kept_without_id():
    (found,) = references("Se pkt. 9.9", "task", NUMBERS)
    assert (found.numbers, found.ids) == (("9.9",), ())


def test_empty_cell_says_nothing():
    assert cell_state("") is None
    assert cell_state("  ") is None
