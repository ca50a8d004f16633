"""What a date is for: a start, an end, a review, the state at that day; read from the words around it.

Believed in this order: a verb of review, the preposition right before, the words right behind, the nearest verb of
starting or stopping in the clause. A range is what it says: no verb shortens it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from ingest.language.time_grammar import Mention
from ingest.language.time_tokens import whole_words, words

Role = Literal["span", "since", "after", "until", "before", "as_of", "review", "source"]
MAX_REACH = 40  # characters; a verb behind a date types it only when it stands as near
_STOP = re.compile(r"(?<!\bpr)(?<!\bca)(?<!\bd)(?<!\bmin)(?<!\bmax)[.!?](?=\s+\D)|[;\n]")


def roles(plain: str, dates: Sequence[Mention]) -> list[Role]:
    """The role of each date of a folded text."""
    found: list[Role] = []
    reached = 0  # up to here the words belong to an earlier date
    for at, date in enumerate(dates):
        begin = max(reached, _clause_start(plain, date.start))
        until = dates[at + 1].start if at + 1 < len(dates) else len(plain)
        stop = _STOP.search(plain, date.end, until)
        end = stop.start() if stop else until
        role, reached = _role(plain, date, begin, end, last=at + 1 == len(dates))
        found.append(role)
    return found


def heading_role(heading: str) -> Role:
    """What the dates of a column are for, where its heading says so: "Deadline", "Opstart"."""
    kinds = {role for role, _, _ in _triggers(heading) if role != "review"}
    return kinds.pop() if len(kinds) == 1 else "until" if re.match(r"\s*senest\b", heading) else "span"


def _role(plain: str, date: Mention, begin: int, end: int, *, last: bool) -> tuple[Role, int]:
    """The role, and up to where the words behind the date are used up."""
    before, behind = plain[begin : date.start], plain[date.end : end]
    left = _triggers(before)
    right = [t for t in _triggers(behind[:MAX_REACH]) if not t[2] and "," not in behind[: t[1]]]
    verb: Role = left[-1][0] if left else right[0][0] if right else "span"
    reached = date.end + right[0][1] if right and not left else date.end
    if verb == "review":
        return "review", reached
    stated = _before(before)
    if stated == "source" or (stated == "since" and _sources().search(before)):
        return "source", reached
    if date.ranged:
        return "span", date.end
    if stated == "as_of":
        return (verb if verb != "span" else "as_of"), reached
    if stated:
        return stated, reached
    if _open_behind().match(behind) or (last and _open_sentence().search(behind)):
        return "since", reached
    if date.deadline:
        return ("since" if verb == "since" else "until"), reached
    return verb, reached


def _clause_start(plain: str, at: int) -> int:
    stops = [match.end() for match in _STOP.finditer(plain, 0, at)]
    return stops[-1] if stops else 0


def _before(before: str) -> Role | None:
    """The role that the preposition at the end of the words before gives."""
    for role, pattern in _prepositions():
        if pattern.search(before):
            return role
    return "until" if re.search(r"(?:^|[(:])\s*-\s*$", before) else None


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
    return [
        (row["role"], re.compile(rf"(?<![^\W_]){row['words']}{filler}")) for row in words()["roles"]["before"]
    ]


@cache
def _sources() -> re.Pattern[str]:
    return re.compile(whole_words(rf"\w*{words()['roles']['sources']['words']}") + r"\s+(?:\w+\s+){0,2}fra\s*$")


@cache
def _open_behind() -> re.Pattern[str]:
    return re.compile(rf"\s*{words()['roles']['open_behind']['words']}")


@cache
def _open_sentence() -> re.Pattern[str]:
    return re.compile(whole_words(words()["roles"]["open_sentence"]["words"]))


@cache
def _trigger_patterns() -> list[tuple[Role, re.Pattern[str], bool]]:
    return [
        (row["role"], re.compile(whole_words(row["words"])), row.get("left", False)) for row in words()["triggers"]
    ]
