"""Activities → activities understood: every value with its words, and nothing where the words do not say."""

import subprocess
import sys

import pytest

from ingest import errors
from ingest.export.plan_json import renamed
from ingest.export.understood import understood_columns
from ingest.inputs.themes_file import ThemeRow, read_themes, theme_by_user
from ingest.language.understanding import Surroundings, understood
from model.activity import Activity
from model.plan import LegendEntry, Plan, Source

ROWS = [
    Activity(
        id="p:1.1",
        number="1.1",
        section="Behandling",
        title="Samtaler med unge under 18 år",
        goal="80 % gennemfører forløbet",
        responsible="Sundhedsplejen",
        time_horizon="2016-2019",
        status="Igangsat",
    ),
    Activity(
        id="p:1.2",
        number="1.2",
        section="Forebyggelse",
        title="Opdateret pjece",
        responsible="-",
        time_horizon="Se pkt. 1.1",
        status="",
        status_colour="red",
    ),
    Activity(id="p:1.3", number="1.3", section="Forebyggelse", time_horizon="kvantespring", task="Se pkt. 7.7"),
]
LEGEND = (LegendEntry(colour="red", text="Ikke igangsat", page=1),)


@pytest.fixture(scope="module")
def rows():
    return understood(ROWS, Surroundings(("p",), ("Varde",), LEGEND))


def test_texts_stay_what_they_were(rows):
    for before, after in zip(ROWS, rows, strict=True):
        assert (after.title, after.responsible, after.status) == (before.title, before.responsible, before.status)


def test_columns_of_a_full_row(rows):
    columns = understood_columns(rows[0])
    assert columns["theme"] == "behandling"
    assert columns["parties"] == ["Sundhedsplejen"]
    assert columns["party_kinds"] == ["unit"]
    assert (columns["time_start"], columns["time_end"]) == ("2016", "2019")
    assert columns["status_state"] == "started"
    assert columns["target_groups"] == ["young_people"]
    assert columns["ages"] == ["-18"]
    assert columns["goal_is_quantified"] is True


def test_every_value_has_its_words(rows):
    for row in rows:
        columns = understood_columns(row)
        evidence = columns["evidence"]
        valued = {name for name in ("theme", "parties", "time_start", "status_state", "target_groups") if columns[name]}
        assert valued <= set(evidence)


def test_words_about_time_stand_under_a_column_that_has_a_value():
    (row,) = understood([Activity(id="p:1", time_horizon="Løbende")], Surroundings())
    assert understood_columns(row)["evidence"] == {"time_recurrence": "Løbende"}


def test_void_and_referring_cells_give_no_value(rows):
    assert rows[1].cell_states == {"responsible": "void", "time_horizon": "refers"}
    assert rows[1].parties == ()
    assert rows[1].time_span is None
    assert rows[1].references[0].ids == ("p:1.1",)


def test_colour_speaks_through_the_legend_only(rows):
    assert rows[1].status_state.state == "not_started"
    (silent,) = understood([ROWS[1]], Surroundings())
    assert silent.status_state is None


def test_cells_that_gave_nothing_are_told(rows):
    assert [issue.code for issue in rows[2].issues] == ["not_understood", "reference_unresolved"]
    assert rows[2].quality == "ok"
    assert not rows[0].issues


def test_a_status_of_several_states_is_told():
    unsure = Activity(id="p:1", status="Kurset er holdt i maj. Resten af lokalerne mangler.")
    sure = Activity(id="p:2", status="Kurset er holdt i maj, og pjecen er trykt.")
    told = [[issue.code for issue in row.issues] for row in understood([unsure, sure], Surroundings())]
    assert told == [["several_states"], []]


def test_spellings_of_a_person_are_linked_and_stay_as_printed():
    said = ["Lisbeth Vangsgaard", "Lisbeth Vangsgaard", "Lisbeth P Vangsgaard", "Lisbeth", "Torkild Brødbæk"]
    cells = [Activity(id=f"p:{place}", responsible=name) for place, name in enumerate(said)]
    parties = [party for row in understood(cells, Surroundings()) for party in row.parties]
    assert [party.name for party in parties] == said
    usual = "Lisbeth Vangsgaard"
    assert [party.same_as for party in parties] == [None, None, usual, usual, None]


def test_row_without_a_goal_has_no_answer_about_it(rows):
    assert rows[1].goal_is_quantified is None


def test_renamed_plan_renames_what_rows_refer_to(rows):
    plan = Plan(plan_id="p", edition_id="p", source=Source(file="p.pdf", sha256="0"), pages=1, activities=tuple(rows))
    assert renamed(plan, "q").activities[1].references[0].ids == ("q:1.1",)


def test_users_themes_win_and_the_line_that_says_most_among_them(tmp_path):
    path = tmp_path / "temaer.csv"
    path.write_text("plan;afsnit;tema\n;;andet\np.pdf;;sundhed\n;Behandling;stofbehandling\n", encoding="utf-8")
    themes = read_themes(path)
    (first, second, _) = understood(ROWS, Surroundings(("p",), themes=themes))
    assert (first.theme.name, first.theme.field) == ("stofbehandling", "temaer.csv")
    assert second.theme.name == "sundhed"
    assert theme_by_user([ThemeRow("q", "", "x")], ["p"], "Behandling") is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [("plan;section\np;x\n", "themes_header"), ("plan;section;theme\np;x;\n", "no_theme"), ("", "themes_header")],
)
def test_faulty_themes_file_is_told(tmp_path, text, problem):
    path = tmp_path / "temaer.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(errors.BadSources) as refused:
        read_themes(path)
    assert refused.value.problem == problem
    assert refused.value.message("da") != refused.value.message("en")


def test_spacy_is_loaded_only_where_cells_are_understood():
    script = "import sys, ingest.extraction, ingest.work; print('spacy' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "False"
