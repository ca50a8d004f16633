"""What a date is for: a start, an end, a review, the state at that day; read from the words around it.

Believed in this order: a verb of review, the preposition right before, the words right behind, the nearest
verb of starting or stopping in the clause, a preposition further off. A range is what it says: no verb
shortens it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from ingest.language.dates import Period, Point
from ingest.language.time_grammar import Mention
from ingest.language.time_tokens import whole_words, words

Role = Literal["span", "since", "after", "until", "before", "as_of", "review", "source"]
MAX_REACH = 40  # characters; a verb behind a date types it only when it stands as near
_STOP = re.compile(r"(?<!\bpr)(?<!\bca)(?<!\bd)(?<!\bmin)(?<!\bmax)[.!?](?=\s+\D)|[;\n]")


@dataclass(frozen=True, slots=True)
class Typed:
    """A date with its role; ``start`` and ``end`` take in the words beside it that give it the role."""

    role: Role
    mention: Mention
    start: int
    end: int


def typed(plain: str, dates: Sequence[Mention]) -> list[Typed]:
    """The dates of a folded text with their roles."""
    found: list[Typed] = []
    reached = 0  # up to here the words belong to an earlier date
    for at, date in enumerate(dates):
        begin = max(reached, _clause_start(plain, date.start))
        until = dates[at + 1].start if at + 1 < len(dates) else len(plain)
        stop = _STOP.search(plain, date.end, until)
        end = stop.start() if stop else until
        one, reached = _typed(plain, date, begin, end, last=at + 1 == len(dates))
        found.append(one)
    return found


def heading_role(heading: str) -> Role:
    """What the dates of a column are for, where its heading says so: "Deadline", "Opstart"."""
    kinds = {role for role, _, _ in _triggers(heading) if role != "review"}
    return kinds.pop() if len(kinds) == 1 else "until" if re.match(r"\s*senest\b", heading) else "span"


def _typed(plain: str, date: Mention, begin: int, end: int, *, last: bool) -> tuple[Typed, int]:
    """The date with its role, and up to where the words behind the date are used up."""
    before, behind = plain[begin : date.start], plain[date.end : end]
    stated, start = _before(before)
    told = stated == "as_of" and _named("told").search(before, start) is not None
    left = [] if told else _triggers(before)
    later = _named("open_sentence").search(behind)
    near = behind[: min(MAX_REACH, later.start()) if later else MAX_REACH]
    right = [trigger for trigger in _triggers(near) if not trigger[2] and "," not in near[: trigger[1]]]
    verb: Role = left[-1][0] if left else right[0][0] if right else "span"
    reached = date.end + right[0][1] if right and not left else date.end
    role = stated or verb
    if stated == "source" and not _is_day(date):
        stated, role, start = None, verb, len(before)
    if told:
        role = "as_of"
    elif verb in ("review", "source"):
        role = verb
    elif stated == "source" or (stated == "since" and _sources().search(before)):
        role = "source"
    elif date.ranged and _named("postponed").search(before):
        later_end = _later_end(date)
        date, role = (later_end, "since") if later_end else (date, "source")
    elif date.ranged:
        role, start = "span", len(before)
    elif stated == "as_of" and verb != "span":
        role = verb
    elif stated == "until" and _named("postponed").search(before):
        role = "since"
    elif stated == "until" and _named("resting").search(before):
        role = "source"
    elif stated == "since" and _named("stopping").search(before):
        role = "before"
    elif not stated and (opened := _open_behind().match(behind)):
        return Typed("since", date, date.start, date.end + opened.end()), reached
    elif not stated and last and later and verb != "until":
        role = "since"
    elif not stated and date.deadline:
        role = "since" if verb == "since" else "until"
    elif role == "span":
        role = _reaching(before) or role
    return Typed(role, date, begin + start, date.end), reached


def _later_end(date: Mention) -> Mention | None:
    """Of "fra 2019 til 2020" behind "rykket" the later, the new date; None of months, which may be a quarter's last."""
    last = date.period.last if isinstance(date.period, Period) else None
    if not isinstance(last, Point) or (last.month and not last.day):
        return None
    return replace(date, period=Period(last, last), ranged=False)


def _is_day(date: Mention) -> bool:
    """Whether it names a day: "af 12. maj 2015" is a document's date, "resten af 2019" a time."""
    return isinstance(date.period, Period) and date.period.first.day is not None


def _clause_start(plain: str, at: int) -> int:
    stops = [match.end() for match in _STOP.finditer(plain, 0, at)]
    return stops[-1] if stops else 0


def _before(before: str) -> tuple[Role | None, int]:
    """The role that the preposition at the end of the words before gives, and where it begins."""
    for role, pattern in _prepositions():
        if match := pattern.search(before):
            return role, match.start()
    dash = re.search(r"(?:^|(?<=[(:]))\s*-\s*$", before)
    return ("until", dash.start()) if dash else (None, len(before))


def _reaching(before: str) -> Role | None:
    """The role that a preposition gives over one to three other words: "inden påske 2018"."""
    for row in words()["roles"]["reaching"]:
        if re.search(whole_words(row["words"]) + r" (?:[^\W\d]+ ){1,3}$", before):
            role: Role = row["role"]
            return role
    return None


def _triggers(plain: str) -> list[tuple[Role, int, bool]]:
    """Role, end and "left only" of each typing word, in order."""
    found = [
        (match.start(), role, match.end(), left)
        for role, pattern, left in _trigger_patterns()
        for match in pattern.finditer(plain)
    ]
    return [(role, end, left) for _, role, end, left in sorted(found)]


@cache
def _prepositions() -> list[tuple[Role, re.Pattern[str]]]:
    filler = r"(?:\s+(?:den|d\.?|i|ca\.?|omkring|på|starten af))*[\s:]*$"
    return [(row["role"], re.compile(rf"(?<![^\W_]){row['words']}{filler}")) for row in words()["roles"]["before"]]


@cache
def _sources() -> re.Pattern[str]:
    return re.compile(whole_words(rf"\w*{words()['roles']['sources']['words']}") + r"\s+(?:\w+\s+){0,2}fra\s*$")


@cache
def _named(what: str) -> re.Pattern[str]:
    """The words that a table of ``roles`` names, matched whole."""
    return re.compile(whole_words(words()["roles"][what]["words"]))


@cache
def _open_behind() -> re.Pattern[str]:
    return re.compile(rf"\s*{words()['roles']['open_behind']['words']}")


@cache
def _trigger_patterns() -> list[tuple[Role, re.Pattern[str], bool]]:
    return [(row["role"], re.compile(whole_words(row["words"])), row.get("left", False)) for row in words()["triggers"]]
