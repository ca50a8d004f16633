"""Spellings of one person's name, linked over a plan: "Peter Guldborg" and "Peter Guldberg". Pure.

Two names are one person's when they begin with the same first name and are nearly the same, or differ by an
initial or a middle name only. A first name alone is linked when the plan has one person of that name. Names are
never merged: the party keeps its own and says which spelling the plan uses most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from model.party import Party

MAX_EDITS = 2  # letters that two spellings of a surname may differ in
MIN_LENGTH = 5  # letters; shorter surnames that differ are other surnames ("Holm", "Holt")


def link_variants(parties: Sequence[Party]) -> list[Party]:
    """The parties of a plan, each person's ``same_as`` set where the plan uses another spelling more."""
    names = Counter(party.name for party in parties if party.kind == "person")
    ranked = sorted(names, key=lambda name: (-names[name], -len(name), name))
    main: dict[str, str] = {}
    for name in ranked:
        others = [other for other in ranked if other not in main and other != name and _same(name, other)]
        alone = " " not in name and len([other for other in others if " " in other]) != 1
        main.setdefault(name, name)
        if alone:
            continue
        for other in others:
            if " " in other or _only_one(other, ranked):
                main[other] = main[name]
    return [_linked(party, main) for party in parties]


def _linked(party: Party, main: dict[str, str]) -> Party:
    other = main.get(party.name, party.name)
    if party.kind != "person" or other == party.name:
        return party
    return party.model_copy(update={"same_as": other})


def _only_one(first: str, names: Sequence[str]) -> bool:
    return sum(name.split()[0] == first for name in names if " " in name) == 1


def _same(one: str, other: str) -> bool:
    """Whether two names may be one person's."""
    first, *rest = one.split()
    other_first, *other_rest = other.split()
    if first != other_first:
        return False
    if not rest or not other_rest:
        return True
    surname, other_surname = rest[-1], other_rest[-1]
    middles = {word.rstrip(".") for word in rest[:-1]}, {word.rstrip(".") for word in other_rest[:-1]}
    if not (middles[0] <= middles[1] or middles[1] <= middles[0]):
        return False
    if surname == other_surname:
        return True
    long = min(len(surname), len(other_surname)) >= MIN_LENGTH
    return long and Levenshtein.distance(surname, other_surname, score_cutoff=MAX_EDITS) <= MAX_EDITS
