"""Spellings of one person's name across a plan: linked, never merged.

linked(rows)      # Party(name="Lene P Warwick", same_as="Lene Warwick"), where the plan has the latter more often
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.language.redaction import Directory
from model.activity import Activity
from model.party import Party


def linked(activities: Sequence[Activity]) -> list[Activity]:
    """The rows, each person that the plan spells in several ways with the way that it uses most."""
    said = [party.name for activity in activities for party in activity.parties if party.kind == "person"]
    usual = _usual_spellings(said)
    return [
        activity.model_copy(update={"parties": tuple(_linked(party, usual) for party in activity.parties)})
        for activity in activities
    ]


def _linked(party: Party, usual: dict[str, str]) -> Party:
    same = usual.get(party.name) if party.kind == "person" else None
    return party.model_copy(update={"same_as": same}) if same else party


def _usual_spellings(said: Sequence[str]) -> dict[str, str]:
    """Spelling → the most used one of the same person, where that is another; a full name before a part of one."""
    forms = Directory.of((), said).forms
    count = Counter(said)
    of_person: dict[int, list[str]] = {}
    for name in dict.fromkeys(said):
        of_person.setdefault(forms[name].number, []).append(name)
    usual: dict[str, str] = {}
    for names in of_person.values():
        best = max(names, key=lambda name: (" " in name, count[name], -said.index(name)))
        usual.update({name: best for name in names if name != best})
    return usual
