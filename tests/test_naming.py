"""Which municipalities titles, title pages, file names and row prefixes name."""

import itertools

import pytest

from ingest.records.naming import commonest_municipality, municipalities_in_filename, named_municipalities, row_prefix
from model.municipalities import all_municipalities

NAMES = [m.name for m in all_municipalities()]
PAIRS = list(zip(NAMES, [*NAMES[41:], *NAMES[:41]], strict=True))
SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe"})


def genitive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}s"


@pytest.mark.parametrize("name", NAMES)
def test_every_name_beside_kommune_is_found(name: str) -> None:
    for text in (
        f"{name} Kommune",
        f"{name} Kommunes sundhedspolitik",
        f"{genitive(name)} Kommunes handleplan 2014-2018",
        f"{name.upper()} KOMMUNE",
        f"{name.translate(SPELLED)} kommune",
        f"Handleplan for rusmiddelområdet, {name} Kommune 2016",
        f"Udarbejdet af {name} kommune i 2016",
        f"Vedtaget af {name} Byråd",
        f"Kommune: {name}",
        f"Forord\n\nHer i {name} Kommune vil vi forebygge. " + "Det er vigtigt for os alle. " * 10,
    ):
        assert named_municipalities(text) == (name,), text


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_every_pair_is_found_together(one: str, other: str) -> None:
    for text in (
        f"Handleplan for {one} og {other} Kommuners misbrugspolitik",
        f"{one} og {other} Kommuner",
        f"{one}/{other}",
        f"{one} / {other} Kommune",
        f"{one.upper()} OG {other.upper()} KOMMUNER",
        f"Kommunerne {one} og {other}",
        f"{one} Kommune\n{other} Kommune",
        f"{one} Kommune og {other} Kommune",
    ):
        assert named_municipalities(text) == (one, other), text


def test_a_list_of_municipalities() -> None:
    expected = ("Ishøj", "Vallensbæk", "Greve")
    assert named_municipalities("Kommunerne Ishøj, Vallensbæk og Greve") == expected
    assert named_municipalities("Ishøj, Vallensbæk og Greve kommuner") == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [("Rusmiddelpolitik for Varde 2013-2018", ("Varde",)),
     ("Sundhedspolitik Holbæk", ("Holbæk",)),
     ("Handleplan 2014-2018 for Ishøj og Vallensbæk", ("Ishøj", "Vallensbæk")),
     ("RINGSTED\nUngestrategi", ("Ringsted",)),
     ("Klimaplan\nVejle 2020", ("Vejle",)),
     ("Varde Kommune\nI samarbejde med Esbjerg Kommune", ("Varde",))],
)  # fmt: skip
def test_a_title_needs_no_kommune(text: str, names: tuple[str, ...]) -> None:
    assert named_municipalities(text) == names


@pytest.mark.parametrize(
    "text",
    ["Projektet er forankret i Lænken i Glostrup", "Toget kører til Sorø hver dag",
     "Plan for Vejen til et liv uden misbrug",
     "Vejen", "Strategi for Vejen", "Greve", "Mødet holdes i Varde",
     "Indsatsen foregår på Fanø, Læsø og Samsø",
     "Kommunen har ansvaret", "Alle kommuner", "Kommunernes Landsforening", "Christiansø", "",
     "Ole Varde", "I samarbejde med Aarhus Kommune", "Erfaringer fra Odense Kommune"],
)  # fmt: skip
def test_a_place_in_passing_is_no_municipality(text: str) -> None:
    assert named_municipalities(text) == ()


def test_prose_is_of_the_municipality_that_it_names_most() -> None:
    filler = " Indsatsen bygger på viden om det, som virker, og den følges op hvert år." * 2
    once = f"Varde Kommune vil noget.{filler} Som i Aarhus Kommune gør vi det sammen.{filler}"
    assert named_municipalities(f"{once} Varde Kommune har travlt.") == ("Varde",)
    assert named_municipalities(once) == ()
    both = f"Ishøj og Vallensbæk Kommuner.{filler} Ishøj Kommune vil, og Vallensbæk Kommune vil.{filler}"
    assert named_municipalities(both) == ("Ishøj", "Vallensbæk")


def test_a_town_before_a_municipality_is_a_town() -> None:
    assert named_municipalities("Et samarbejde mellem Lænken i Glostrup og Varde Kommune") == ("Varde",)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_in_a_file_name(name: str) -> None:
    plain = name.translate(SPELLED)
    for stem in (
        f"{name}-2016",
        f"{plain.lower()}_handleplan",
        f"Handleplan {name} Kommune 2014-2018",
        f"{plain}Kommune2016",
        f"{plain.lower().replace('-', '_')}kommune",
        f"{plain}Handleplan2016",
    ):
        assert municipalities_in_filename(stem) == (name,), stem


def test_several_and_old_spellings_in_a_file_name() -> None:
    assert municipalities_in_filename("ishoej-vallensbaek-2016") == ("Ishøj", "Vallensbæk")
    assert municipalities_in_filename("ishoj_vallensbaek") == ("Ishøj", "Vallensbæk")
    assert municipalities_in_filename("arhus-sundhedspolitik") == ("Aarhus",)
    assert municipalities_in_filename("HojeTaastrup_plan") == ("Høje-Taastrup",)


@pytest.mark.parametrize(
    "stem", ["handleplan-2016", "bilag 1", "paa-vejen-2016", "vejen-til-et-godt-liv", "", "skivebremser"]
)
def test_no_name_in_a_file_name(stem: str) -> None:
    assert municipalities_in_filename(stem) == ()


def test_the_name_met_oftenest() -> None:
    assert commonest_municipality(["Varde Kommune og Esbjerg Kommune", "i Varde", "Varde Kommunes ansatte"]) == (
        "Varde",
        2,
    )
    assert commonest_municipality(["Ishøj og Vallensbæk Kommuner"]) is None
    assert commonest_municipality(["Vejen til målet", "kommunen"]) is None
    assert commonest_municipality([]) is None


@pytest.mark.parametrize("name", NAMES)
def test_every_name_as_a_row_prefix(name: str) -> None:
    assert row_prefix(f"{name} Kommune: Gadeplan") == ((name,), f"{name} Kommune:", "Gadeplan")
    if name != "Vejen":
        assert row_prefix(f"{name}:\nGadeplan") == ((name,), f"{name}:", "Gadeplan")


@pytest.mark.parametrize("written", ["{} og {}:", "{} og {} kommuner:", "{}/{}:", "{}, {} :", "{} & {}:"])
def test_two_names_as_a_row_prefix(written: str) -> None:
    for one, other in itertools.islice(PAIRS, 0, None, 9):
        prefix = written.format(one, other)
        assert row_prefix(f"{prefix} Fælles skolemøder") == ((one, other), prefix, "Fælles skolemøder")


@pytest.mark.parametrize(
    "prefix", ["Fælles:", "Begge kommuner:", "Alle kommuner:", "Tværkommunalt:", "I begge kommuner:"]
)
def test_a_prefix_that_means_all(prefix: str) -> None:
    assert row_prefix(f"{prefix} Temadag") == ((), prefix, "Temadag")


@pytest.mark.parametrize(
    "title",
    [
        "Gadeplan",
        "Vejen: en film",
        "Ishøj i bevægelse",
        "Formål: Ishøj",
        "Fælles temadag",
        "",
        "Alle unge: kurser",
    ],
)
def test_no_row_prefix(title: str) -> None:
    assert row_prefix(title) is None
