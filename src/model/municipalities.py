"""The 98 Danish municipalities since 2007, by code and name.

    by_name("Århus Kommune")        # Municipality(code="0751", name="Aarhus", ...)
    by_name("vallensbaek")          # Municipality(code="0187", name="Vallensbæk", ...)

``municipalities.csv`` holds Danmarks Statistik's classification "Regioner, landsdele og kommuner, v1:2007-".
Codes and names were compared on 2026-11-25 with two public copies of the code list of danmarksadresser.dk /
borger.dk (the repositories ladekjaer/dawars and skybrud/Skybrud.Umbraco.BorgerDk), the regions with
iholas/dk_municipalities (which lacks Helsingør) and chitezh/woocommerce_states_places: only spelling differs
(Århus / Aarhus, Nordfyn / Nordfyns, Vesthimmerland / Vesthimmerlands). Christiansø (0411) belongs to no
municipality and is left out.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_SPELLED = str.maketrans({"å": "aa", "ø": "oe", "ö": "oe", "æ": "ae", "ä": "ae"})
_KOMMUNE = re.compile(r"-(?:regions)?kommune(?:n|r|rne)?s?$")
_FORMER = {"broenderslev-dronninglund": "broenderslev"}  # called so in its first year, 2007


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality: official code ("0183"), name ("Ishøj"), full name ("Ishøj Kommune"), region."""

    code: str
    name: str
    full_name: str
    region: str


@cache
def all_municipalities() -> tuple[Municipality, ...]:
    """All 98, by code."""
    text = (files("model") / "municipalities.csv").read_text(encoding="utf-8")
    return tuple(Municipality(**row) for row in csv.DictReader(text.splitlines()))


def by_name(name: str) -> Municipality | None:
    """The municipality of that name, or None.

    Case, "Kommune", a genitive -s, spaces for hyphens, and å / aa, ø / oe, æ / ae make no difference.
    """
    key = _KOMMUNE.sub("", name_key(name))
    known = _by_key()
    for form in (
        key,
        _FORMER.get(key, key),
        key.removesuffix("'"),
        key.removesuffix("'s"),
        key.removesuffix("s"),
        key + "s",
    ):
        if form in known:
            return known[form]
    return None


def name_key(name: str) -> str:
    """A name for comparing: lower case, æ, ø, å spelled out, hyphens between its words."""
    plain = unicodedata.normalize("NFC", name).casefold().replace("’", "'").translate(_SPELLED)
    return re.sub(r"[\s_‐‑–-]+", "-", plain).strip("-")


@cache
def _by_key() -> dict[str, Municipality]:
    return {name_key(municipality.name): municipality for municipality in all_municipalities()}
