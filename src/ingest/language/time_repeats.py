"""How often, how long and how far ahead: "to gange årligt", "et 3-årigt projekt", "på kort sigt"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.language.time_tokens import BLANK, whole_words, words
from model.time_span import Horizon, Recurrence

MAX_YEARS = 10  # "4-årig" is a project's length, "16-årig" an age
_ISO_UNITS = ("Y", "M", "W")
_PERSON = "(?:barn|pige|dreng|borger|elev|ung)"


@dataclass(frozen=True, slots=True)
class Repeat:
    """Words that say how often; ``start`` and ``end`` count characters."""

    value: Recurrence
    start: int
    end: int
    times: int | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as ISO 8601; ``years`` where it is a project's own, in whole years."""

    iso: str
    years: int | None
    start: int
    end: int


def repeats(plain: str) -> list[Repeat]:
    """How often, in the order of the words; the more exact pattern takes its words first."""
    found = list(_counted(plain))
    rest = blanked(plain, found)
    for value, pattern, whole, weak in _patterns():
        if whole and not pattern.fullmatch(rest.strip(" .")):
            continue
        for match in pattern.finditer(rest):
            if not re.search(r"\bikke (?:\w+ )?$", rest[: match.start()]) or match.group().startswith("ikke"):
                found.append(Repeat(value, match.start(), match.end(), weak=weak))
        rest = blanked(rest, found)
    return sorted(found, key=lambda repeat: repeat.start)


def blanked(plain: str, spans: list[Repeat] | list[Duration]) -> str:
    """The text with these words blanked out, as long as before."""
    for span in spans:
        plain = plain[: span.start] + BLANK * (span.end - span.start) + plain[span.end :]
    return plain


def duration(plain: str) -> Duration | None:
    """The first length of time that is no age and no relative deadline of something else."""
    for match in _lengths().finditer(plain):
        number = _number(match["n"] or match["m"] or match["k"])
        if number is None or (number > MAX_YEARS and match["unit"] is None):
            continue
        unit = "Y" if match["unit"] is None else _unit(match["unit"])
        if unit == "Y" and number > MAX_YEARS:
            continue
        whole = int(number) if number == int(number) else None
        if whole is None and unit != "Y":
            continue
        relative = re.match(rf"(?:{words()['duration']['relative']})\b", match.group())
        iso = f"P{whole}{unit}" if whole else f"P{int(number * 12)}M"
        return Duration(iso, whole if unit == "Y" and not relative else None, match.start(), match.end())
    return None


def horizon(plain: str) -> Horizon | None:
    """Kort, mellemlang or lang sigt, when only one of them is named."""
    named = {row["value"] for row in words()["horizons"] if re.search(whole_words(row["words"]), plain)}
    return named.pop() if len(named) == 1 else None


def _counted(plain: str) -> Iterator[Repeat]:
    """A number of times in a unit: "2 gange om året", "1-2 x ugentligt"."""
    for match in _times().finditer(plain):
        number = _number(match["n"])
        if number is None:
            continue
        unit = next(row for row in words()["per_unit"].values() if re.fullmatch(row["words"], match["unit"]))
        exact = unit["values"].get(str(int(number))) if not match["to"] else None
        value = exact or unit["values"]["1"]
        yield Repeat(value, match.start(), match.end(), None if exact or match["to"] else int(number))


def _number(word: str) -> float | None:
    half = word.endswith("½")
    stem = word.removesuffix("½").strip()
    if word in ("halvt", "et halvt", "halvdelen af"):
        return 0.5
    if word in ("halvandet", "halvanden"):
        return 1.5
    if not stem:
        return 0.5
    if stem.isdigit():
        return int(stem) + 0.5 * half
    for number, forms in words()["numbers"].items():
        if stem in forms.split("|"):
            return float(number)
    return None


def _unit(word: str) -> str:
    return next(unit for unit in _ISO_UNITS if re.fullmatch(words()["duration"][unit], word))


@cache
def _patterns() -> list[tuple[Recurrence, re.Pattern[str], bool, bool]]:
    return [
        (row["value"], re.compile(whole_words(row["words"])), row.get("whole", False), row.get("weak", False))
        for row in words()["recurrence"]
    ]


def _number_words() -> str:
    return "|".join(words()["numbers"].values())


@cache
def _times() -> re.Pattern[str]:
    units = "|".join(row["words"] for row in words()["per_unit"].values())
    events = r"x|gange?|\w*møder?|arr\.?|arrangementer|workshops?|kurser|kampagner|samlinger|besøg"
    return re.compile(
        whole_words(
            rf"(?P<n>{_number_words()}|\d{{1,2}})(?:\s?(?P<to>-|/|til|eller)\s?\d{{1,2}})? ?(?:{events})"
            rf" (?:(?:om|pr\.?|per|i|hver|hvert|a|á) )?(?P<unit>{units})"
        )
    )


@cache
def _lengths() -> re.Pattern[str]:
    table = words()["duration"]
    numbers = rf"{_number_words()}|\d{{1,2}} ?½?|½|(?:et )?halvt|halvandet|halvanden"
    units = "|".join(table[unit] for unit in _ISO_UNITS)
    return re.compile(
        "|".join(
            (
                rf"(?<![\w-])(?P<n>{_number_words()}|\d{{1,2}})[- ]?årigt?(?!\w)(?! {_PERSON})",
                rf"(?<![\w-])(?P<m>{_number_words()}|\d{{1,2}})[- ]?årige? (?={table['projects']})",
                rf"(?<!\w)(?:(?:{table['cues']}) (?:en periode på )?|^\s*(?:ca\. )?)"
                rf"(?P<k>{numbers}) (?P<unit>{units})(?!\w)(?! (?:efter|før))",
            )
        )
    )
