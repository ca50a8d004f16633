"""The 98 municipalities and the spellings that they are asked for by."""

import subprocess
import sys
from collections import Counter

import pytest

from model.municipalities import Municipality, all_municipalities, by_name

OFFICIAL = all_municipalities()


def test_ninety_eight_with_codes_and_regions_of_their_own() -> None:
    assert len(OFFICIAL) == len({m.code for m in OFFICIAL}) == len({m.name for m in OFFICIAL}) == 98
    assert all(len(m.code) == 4 and m.code.isdigit() for m in OFFICIAL)
    assert Counter(m.region for m in OFFICIAL) == {
        "Hovedstaden": 29,
        "Syddanmark": 22,
        "Midtjylland": 19,
        "Sjælland": 17,
        "Nordjylland": 11,
    }


@pytest.mark.parametrize("municipality", OFFICIAL, ids=lambda m: m.name)
def test_found_by_every_way_of_writing_it(municipality: Municipality) -> None:
    name = municipality.name
    ways = [
        name,
        municipality.full_name,
        f"{name} Kommune",
        f"{name}s kommunes",
        name.upper(),
        name.lower(),
        f"{name}'",
    ]
    ways += [name.replace("-", " "), name.replace("å", "aa").replace("ø", "oe").replace("æ", "ae")]
    ways += [name.replace("Aa", "Å").replace("aa", "å")]
    assert {by_name(way) for way in ways} == {municipality}


@pytest.mark.parametrize(
    ("said", "name"),
    [("Århus", "Aarhus"), ("Vesthimmerland", "Vesthimmerlands"), ("Nordfyn", "Nordfyns"),
     ("Åbenrå", "Aabenraa"),
     ("Københavns Kommune", "København"), ("Bornholms Regionskommune", "Bornholm"),
     ("Høje Tåstrup", "Høje-Taastrup"),
     ("Brønderslev-Dronninglund Kommune", "Brønderslev")],
)  # fmt: skip
def test_other_names_that_are_met(said: str, name: str) -> None:
    found = by_name(said)
    assert found is not None and found.name == name


@pytest.mark.parametrize(
    "said", ["", "Christiansø", "Kommune", "Region Sjælland", "Danmark", "Kommunernes Landsforening"]
)
def test_no_municipality(said: str) -> None:
    assert by_name(said) is None


def test_loads_no_pandas() -> None:
    code = "import sys, model.municipalities as m; m.by_name('Varde'); print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
