"""Names of persons: found in texts, one number for one person, and gone from all that is written."""

import io
import json
from pathlib import Path

import labelled
import openpyxl
import pyarrow.parquet
import pytest
from fake_units import some_plan

from ingest.cli import main
from ingest.export.delimited import activities_csv
from ingest.export.excel import activities_xlsx
from ingest.export.parquet import activities_parquet, plans_parquet
from ingest.export.plan_json import plan_json
from ingest.language.persons import find_persons
from ingest.language.protection import protected, redactor
from ingest.language.redaction import REMOVED, Directory
from model import read_plan
from model.activity import Place, Provenance
from model.issue import issue
from model.party import Party
from model.plan import Audit, Heading, LegendEntry, LostWord, Prose, TableSeen

BOX = (0.0, 0.0, 1.0, 1.0)
NAME_WORDS = ("Lisbeth", "Vangsgaard", "Torkild", "Brødbæk")


def names(text, **known):
    return [mention.text for mention in find_persons(text, **known)]


@pytest.mark.parametrize("half", ["dev", "held"])
def test_labelled_texts(half):
    found = labelled.score("persons", half, lambda row: set(names(row["text"])), "|")
    assert found.recall >= 0.95, found.errors
    assert found.precision >= 0.95, found.errors


def test_line_break_ends_a_name_but_for_a_sentence_that_runs_on():
    assert names("Lisbeth\nPitstop") == ["Lisbeth"]
    assert names("temadag med Steen\nGuldager om unge") == ["Steen\nGuldager"]


def test_word_that_the_document_writes_in_lower_case_is_no_surname():
    assert names("Lisbeth Drift", common=frozenset({"drift"})) == ["Lisbeth"]


def test_doubtful_first_name_counts_when_the_plan_knows_the_person():
    assert names("Per tager initiativ") == []
    assert names("Per tager initiativ", known=frozenset({"per"})) == ["Per"]
    assert names("Per år holdes to møder", known=frozenset({"per"})) == []


def test_variants_of_a_name_are_one_person():
    directory = Directory.of(
        ["Lisbeth Vangsgaard\nTorkild Brødbæk", "Lisbeth indkalder", "L. Vangsgaard", "Lisbeth Vangsgård"]
    )
    assert directory.redact("Lisbeth Vangsgaard og Lisbeth") == "Person 1 og Person 1"
    assert directory.redact("Vangsgaard, L. Vangsgaard") == "Person 1, Person 1"
    assert directory.redact("Torkilds møde med TORKILD BRØDBÆK") == "Person 2s møde med Person 2"


def test_first_name_of_two_persons_is_neither():
    directory = Directory.of(["Lisbeth Vangsgaard", "Lisbeth Brødbæk", "Spørg Lisbeth"])
    assert directory.redact("Spørg Lisbeth") == "Spørg Person 3"


def test_surname_that_is_a_municipality_stays_a_municipality():
    directory = Directory.of(["Lisbeth Greve"])
    assert directory.redact("Lisbeth Greve i Greve Kommune") == "Person 1 i Greve Kommune"


def test_lines_keep_their_number_when_a_name_is_broken():
    directory = Directory.of(["Lisbeth Vangsgaard er tovholder"])
    assert directory.redact("Lisbeth Vangs-\ngaard er\ntovholder") == "Person 1\n er\ntovholder"


def test_mail_and_telephone_go_too():
    directory = Directory.of(["Lisbeth Vangsgaard"])
    said = directory.redact("Skriv til liva@kommunen.dk eller ring på tlf. 12 34 56 78; dok. 12345678")
    assert said == "Skriv til [e-mail] eller ring på tlf. [telefon]; dok. 12345678"


def test_keep_changes_nothing():
    assert Directory.of(["Lisbeth Vangsgaard"], mode="keep").redact("Lisbeth") == "Lisbeth"


@pytest.fixture
def plan():
    """A plan with the names of two persons in every place that holds text."""
    plan = some_plan("p", "Lisbeth Vangsgaard indkalder")
    (activity,) = plan.activities
    activity = activity.model_copy(
        update={
            "responsible": "Lisbeth Vangsgaard\nTorkild Brødbæk",
            "parties": (
                Party(name="Lisbeth Vangsgaard", kind="person", words="Lisbeth Vangsgaard"),
                Party(name="Sundhedsplejen", kind="unit", qualifier="v/ Torkild", words="Sundhedsplejen"),
            ),
            "section": "Torkilds område",
            "extra": {"Note (Lisbeth)": "Aftalt med Torkild"},
            "headings": {"responsible": "Hvem? (Lisbeth er tovholder)"},
            "provenance": {
                "responsible": Provenance(
                    places=(Place(page=1, bbox=BOX),),
                    method="ruled",
                    raw=("Lisbeth Vangs-", "gaard Torkild", "Brødbæk"),
                )
            },
            "issues": (issue("displaced_word", before="Brødbæk", after="Lisbeth"),),
        }
    )
    return plan.model_copy(
        update={
            "title": "Lisbeth Vangsgaards plan",
            "legend": (LegendEntry(colour="red", text="Spørg Lisbeth", page=1),),
            "headings": (Heading(text="Ved Torkild Brødbæk", level=1, page=1, bbox=BOX),),
            "prose": (Prose(text="Formand: Torkild Brødbæk", page=1, bbox=BOX),),
            "tables": (
                TableSeen(
                    id="t01",
                    pages=(1,),
                    bbox=BOX,
                    method="ruled",
                    header=("Navn",),
                    columns=1,
                    rows=1,
                    used=False,
                    reason="x",
                    content=(("Lisbeth",), ("Torkild",)),
                ),
            ),
            "audit": Audit(
                words=2, lost=2, lost_words=tuple(LostWord(text=w, page=1, bbox=BOX) for w in ("Torkild", "Brødbæk"))
            ),
            "issues": (issue("words_lost", page=1, count=2, sample="Torkild Brødbæk"),),
            "activities": (activity,),
        }
    )


@pytest.mark.parametrize("mode", ["pseudonymise", "remove"])
def test_no_name_is_left_in_any_export(plan, mode):
    without = protected(plan, mode)
    workbook = openpyxl.load_workbook(io.BytesIO(activities_xlsx([without])))
    written = [
        plan_json(without),
        activities_csv([without]).decode("utf-8-sig"),
        str([[cell.value for cell in row] for sheet in workbook for row in sheet.iter_rows()]),
        *(
            str(pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist())
            for data in (activities_parquet([without]), plans_parquet([without]))
        ),
    ]
    for text in written:
        assert not [word for word in (*NAME_WORDS, "Vangs", "gaard") if word in text]
        assert mode in text or "Sundhedsplejen" in text
    assert without.persons == mode


def test_numbers_are_the_same_all_through_the_plan(plan):
    without = protected(plan, "pseudonymise")
    assert without.title == "Person 1s plan"
    assert without.prose[0].text == "Formand: Person 2"
    assert without.activities[0].responsible == "Person 1\nPerson 2"
    assert without.activities[0].parties[0].name == "Person 1"
    assert redactor(plan, "pseudonymise")("Billede: Torkild") == "Billede: Person 2"


def test_removed_persons_are_no_parties_either(plan):
    without = protected(plan, "remove")
    assert [party.kind for party in without.activities[0].parties] == ["unit"]
    assert without.activities[0].responsible == f"{REMOVED}\n{REMOVED}"


def test_structure_and_codes_stay(plan):
    without = protected(plan, "pseudonymise")
    assert without.activities[0].id == plan.activities[0].id
    assert without.source == plan.source
    assert len(without.activities[0].provenance["responsible"].raw) == 3
    assert json.loads(plan_json(without))["audit"]["lost"] == 2


def test_kept_plan_is_the_plan_itself(plan):
    assert protected(plan, "keep") is plan
    removed = protected(plan, "remove")
    assert protected(removed, "pseudonymise") is removed


SAMPLES = Path(__file__).parents[1] / "data" / "raw"


@pytest.mark.slow
def test_names_of_an_earlier_run_stay_out_of_the_tables_too(tmp_path, capsys):
    varde, holstebro = (str(SAMPLES / name) for name in ("varde-2013.pdf", "holstebro-2016.pdf"))
    assert main(["extract", varde, "-o", str(tmp_path)]) == 0
    kept = read_plan(tmp_path / "plans" / "varde-2013.json")
    persons = {party.name for activity in kept.activities for party in activity.parties if party.kind == "person"}
    assert persons
    capsys.readouterr()
    assert main(["extract", holstebro, "-o", str(tmp_path), "--persons", "pseudonymise"]) == 0
    assert "varde-2013" in capsys.readouterr().err
    table = (tmp_path / "activities.csv").read_text(encoding="utf-8-sig")
    assert not [name for name in persons if name in table]
    assert main(["extract", varde, "-o", str(tmp_path), "--persons", "pseudonymise"]) == 0
    assert not [
        name for name in persons if name in (tmp_path / "plans" / "varde-2013.json").read_text(encoding="utf-8")
    ]
