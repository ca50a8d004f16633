"""The words for people and units: ``units.toml`` and ``first_names.txt`` as questions that can be asked. Pure.

Danish makes compounds without end, so a word is known by its last part, in every form that the grammar gives
it: "rusmiddelkonsulenterne" is a form of "konsulent", "Familiecentret" one of "center".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Word = Literal["role", "unit", "organisation"]

_CENTER = r"cent(?:er|re|ret|eret|rene|rum|rummet)"
_ENDINGS = r"(?:en|et|er|erne|e|ene|ne|n|t|r|rne)?"
MAX_DIGITS = 3  # of a number that counts: "12 skoler", no year
SHORT_PARTICIPLE = 6  # letters; "brede" is no participle
LONG_ENDING = 8  # letters of a form that names a role at the end of any compound
SURNAME_ENDINGS = (
    "sen", "gaard", "gård", "holm", "strup", "lund", "berg", "bjerg", "quist", "kvist", "dahl", "skov", "toft",
    "borg", "drup", "rup", "sson", "mann", "feldt", "kjær", "bech", "bæk", "dal", "vig", "lev", "stad",
    "oglu", "ović", "ovic", "evic", "ević", "owicz", "ewicz", "wski", "wska", "lski", "lska", "enko", "chuk", "adze",
    "ashvili", "nejad", "zadeh", "pour", "dottir", "dóttir",
)  # fmt: skip


@cache
def table() -> dict[str, dict[str, Any]]:
    """``units.toml``."""
    return tomllib.loads(files("ingest.language").joinpath("units.toml").read_text(encoding="utf-8"))


@cache
def first_names() -> frozenset[str]:
    """The gazetteer of first names; its header says where it is from."""
    lines = files("ingest.language").joinpath("first_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def is_first_name(word: str) -> bool:
    """Whether it is a first name, or several with hyphens between."""
    names = first_names()
    return word in names or ("-" in word and all(part in names for part in word.split("-")))


@cache
def word_kind(word: str) -> Word | None:
    """What a single word names, by its last part; None when it names nobody."""
    lower = word.casefold()
    if _pattern("never").search(lower):
        return None
    if _pattern("organisations").search(lower):
        return "organisation"
    if singular(word):
        return "role"
    if _pattern("units").search(lower) or _pattern("compounds").search(lower) or _pattern("definite").search(lower):
        return "unit"
    return None


@cache
def singular(word: str) -> str | None:
    """The singular indefinite of a word for a role ("lærerne" → "lærer"); None when it is none."""
    lower = word.casefold()
    roles = table()["roles"]
    if lower in roles["as_nouns"]:
        return _like(word, str(roles["as_nouns"][lower]))
    for form, noun in roles["as_nouns"].items():
        if len(form) >= LONG_ENDING and lower.endswith(form):  # "frontpersonalet"
            return word[: len(word) - len(form)] + str(noun)
    if (adjective := _compound_adjective(lower)) is not None:
        return word[: len(adjective)]
    size, noun = next(_role_endings(lower), (0, ""))
    first = word[: len(word) - size]
    return (first + (noun if first else _like(word, noun))) if noun else None


def _compound_adjective(lower: str) -> str | None:
    """A compound of a noun and an adjective that names a role, in the singular ("klimaansvarlige")."""
    roles = table()["roles"]
    singular_form = lower.removesuffix("e")
    for adjective in roles["compound_adjectives"]:
        first = singular_form.removesuffix(adjective)
        if singular_form.endswith(adjective) and first and first not in roles["no_compound"]:
            return singular_form
    return None


def is_attribute(word: str) -> bool:
    """Whether an adjective that names a role alone may stand before another noun ("Frivillige forældre")."""
    return word.casefold().endswith(tuple(table()["roles"]["attributes"]))


def owner(word: str) -> Word | None:
    """What a word in the definite genitive names: "Skolens", "jobcentrenes"; None when it is none."""
    if not re.search(r"(?:en|et|ne)s$", word):
        return None
    kind = word_kind(word[:-1])
    return None if kind == "role" else kind


def is_short(word: str) -> bool:
    """Whether it is an adjective that no ending shows ("Grøn")."""
    return word.casefold() in table()["adjectives"]["short"]


def role_noun(word: str) -> str:
    """The shortest noun that ends a compound for a role ("SFO-ledere" → "leder"); "" for none."""
    nouns = [noun for _, noun in _role_endings(word.casefold())]
    return nouns[-1] if nouns else ""


def _role_endings(lower: str) -> Iterator[tuple[int, str]]:
    """How many letters at the end of a word are a form of a noun for a role, and that noun; the longest first."""
    for size in range(min(len(lower), _longest_form()), 2, -1):
        noun = _role_forms().get(lower[-size:])
        if noun and (len(lower) == size or size > 3):
            yield size, noun


def indefinite(word: str) -> str:
    """The indefinite form of a unit's head before its complement ("Styregruppen for" → "Styregruppe")."""
    lower = word.casefold()
    if re.search(rf"{_CENTER}$", lower):
        return re.sub(rf"{_CENTER}$", "center", word) if lower.endswith(("ret", "eret")) else word
    for noun in table()["heads"]["indefinite"]:
        found = re.search(rf"{noun}(?:{noun[-1]})?(?:en|et|n|t)$", lower)
        if found:
            return word[: found.start() + len(noun)]
    return word


def base_form(adjective: str, noun: str) -> str:
    """An adjective before a role in the singular indefinite: "boligsociale" → "boligsocial", "grønne" → "grøn"."""
    adjectives, lower = table()["adjectives"], adjective.casefold()
    if lower in adjectives["unchanged"] or lower.endswith("ende") or not lower.endswith(("e", "små")):
        return adjective
    base = next(
        (
            adjective[: len(lower) - len(form)] + said
            for form, said in adjectives["forms"].items()
            if lower.endswith(form)
        ),
        None,
    )
    if base is None:
        base = adjective[:-2] + "t" if lower.endswith("ede") and len(lower) > SHORT_PARTICIPLE else adjective[:-1]
        base = re.sub(r"([bdfgklmnprst])\1$", r"\1", base)
    neuter = noun.casefold().endswith(tuple(table()["roles"]["neuter"]))
    return base + "t" if neuter and not base.endswith(("sk", "t")) else base


def is_determiner(word: str) -> bool:
    """Whether a word is an article or the like ("alle", "kommunens")."""
    small = table()["small_words"]
    lower = word.casefold()
    known = lower in small["articles"] or lower in small["determiners"] or (lower.isdigit() and len(lower) < MAX_DIGITS)
    return known or lower.endswith(tuple(small["determiner_endings"]))


def is_house(word: str) -> bool:
    """Whether a unit may have a name of its own behind it ("Værestedet")."""
    return _pattern("houses").search(word.casefold()) is not None


def is_definite(word: str) -> bool:
    """Whether a word for a unit is in the definite form ("afdelingen"), so that no name stands before it."""
    if word.casefold().endswith(_ending_like_definite()):
        return False
    return re.search(r"(?:en|et|erne|ene|rne)$", word.casefold()) is not None


def is_area(word: str) -> bool:
    """Whether it names a field of municipal work ("Sundhed", "Ældre")."""
    areas = table()["areas"]
    lower = word.casefold()
    return lower in areas["words"] or lower.endswith(tuple(areas["endings"]))


def is_abbreviation(word: str) -> bool:
    """Whether capitals stand for a unit ("PPR", "BUF"): four or fewer, or one of the table."""
    units = table()["units"]
    word = re.sub(r"['’](?:er|erne|en|et|ne|n)$", "", word)  # "SFO'erne"
    if word in units["abbreviations"]:
        return True
    return 2 <= len(word) <= 4 and word.isalpha() and word.isupper() and word not in units["no_abbreviations"]


def is_body(word: str) -> bool:
    """Whether it is the whole name of a body outside the municipality ("DGI", "Realdania")."""
    return not word.islower() and (word in _bodies() or word.casefold() in _bodies())


@cache
def _bodies() -> frozenset[str]:
    """Names of one word: those of capitals as they are, the others in small letters."""
    names = table()["organisations"]["names"]
    return frozenset(name if name.isupper() else name.casefold() for name in names if " " not in name)


def is_initials(word: str) -> bool:
    """Whether capitals that no table knows look like a person's initials ("MHJ"), not like a unit's.

    Those of units begin with a center's C or end in the F of a forvaltning: "CBU", "TEF".
    """
    known = word in table()["units"]["abbreviations"] or is_body(word) or is_area(word) or word_kind(word)
    if known or not is_abbreviation(word) or not word.isalpha():  # "TRIO'en"
        return False
    return not (len(word) > 2 and (word[0] == "C" or word[-1] == "F"))


def is_surname(word: str) -> bool:
    """Whether it is a frequent surname of ``person_words.toml``, which may be a word for a role too ("Fisker")."""
    return word in _surnames()


@cache
def _surnames() -> frozenset[str]:
    words = tomllib.loads(files("ingest.language").joinpath("person_words.toml").read_text(encoding="utf-8"))
    return frozenset(words["surnames"])


def looks_like_surname(word: str) -> bool:
    """Whether a word is shaped like a surname ("Pedersen", "Nørgaard", "Kowalski")."""
    return word[:1].isupper() and word.casefold().endswith(SURNAME_ENDINGS)


def _like(printed: str, word: str) -> str:
    return word[:1].upper() + word[1:] if printed[:1].isupper() else word


@cache
def _ending_like_definite() -> tuple[str, ...]:
    """Nouns whose indefinite form ends as the definite one of others does ("universitet")."""
    nouns = (*table()["units"]["last_parts"], *table()["organisations"]["last_parts"])
    return tuple(noun for noun in nouns if noun.endswith(("en", "et")))


@cache
def _role_forms() -> dict[str, str]:
    """Every form of every noun for a role → the singular indefinite."""
    forms: dict[str, str] = {}
    for noun in table()["roles"]["nouns"]:
        if noun.endswith("mand"):
            plural = noun.removesuffix("mand") + "mænd"
            made = [noun, noun + "en", plural, plural + "ene"]
        elif noun.endswith("er"):
            made = [noun, noun + "en", noun + "e", noun + "ne"]
        elif noun.endswith("e"):
            made = [noun, noun + "n", noun + "r", noun + "rne"]
        else:
            endings = ("en", "er", "erne", "e", "ene")  # "betjente", "pedeller"
            made = [noun, *(f"{stem}{ending}" for stem in (noun, noun + noun[-1]) for ending in endings)]
        forms.update(dict.fromkeys(made, noun))
    return forms


@cache
def _longest_form() -> int:
    return max(map(len, _role_forms()))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    units, organisations = table()["units"], table()["organisations"]
    match kind:
        case "never":
            return re.compile(rf"(?:{_forms(units['never'])})$")
        case "organisations":
            return re.compile(rf"(?:{_forms(organisations['last_parts'])})$")
        case "definite":
            return re.compile(rf"\w[\w-]+(?:{_forms(units['definite_parts'], r'(?:en|et|n|t|erne|ne|ene)')})$")
        case "compounds":
            only = set(units["compound_parts"]) - set(units["definite_parts"])
            return re.compile(rf"\w[\w-]+(?:{_forms(sorted(only))})$")
        case "houses":
            return re.compile(rf"(?:{_forms(table()['houses']['last_parts'])})$")
        case _:
            return re.compile(rf"(?:{_forms(units['last_parts'])})$")


def _forms(nouns: Iterable[str], endings: str = _ENDINGS) -> str:
    """A pattern of nouns in all their forms; a consonant may double ("klubben") and -um drop ("gymnasiet")."""
    made = []
    for noun in nouns:
        if noun.endswith("center"):
            made.append(noun.removesuffix("center") + _CENTER)
        elif noun == "råd":
            made.append("råd(?:et|ene)?")  # not "område"
        elif noun == "styrelse":
            made.append("(?<!be)styrelse(?:n|r|rne)?")  # not "bestyrelse"
        elif noun.endswith("um") and noun != "forum":
            made.append(rf"{noun.removesuffix('um')}(?:um|et|er|erne)")
        else:
            made.append(rf"{re.escape(noun)}{re.escape(noun[-1])}?{endings}")
    return "|".join(made)
