"""What the states that a cell names say together: which of them are passed, and which are parts of one task.

    "Det er vedtaget, og arbejdet er i gang"              # passed: decided
    "Er trykt. Kan hentes på biblioteket"                 # beside the point: where to have it
    "Delmål a er nået. Delmål b arbejdes der på"          # two parts: partly

Of what is left the headline is chosen in ``status``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from model.status import State

WHOLE = ("completed", "operating")  # nothing is left to do

_PREPARED = ("plan", "decide", "fund")
_LEFT_OUT = re.compile(r"(?:(?:er|har|dog|endnu|det|der) )*ikke\b|(?:\w+ ){0,3}mangler\b")
_LISTED = re.compile(r"[^.;\n]*,[^.;\n]*")  # "ansat, og udstyret er købt": two tasks that are done
_DECIDED = re.compile(r"\b(?:besluttet|vedtaget|aftalt|valgt|enige)\b")
_NEXT = re.compile(
    r"\b(?:næste (?:skridt|trin|gang|fase)|herefter|derefter|dernæst|efterfølgende|hvorefter|siden hen)\b"
)
_PART = re.compile(
    r"\W*(?:og |mens |imens |hvorimod )?(?:(?:på|i|hos|ved|for|inden for)\s(?!øjeblikket|dag\b|år\b|gang\b|forbindelse"
    r"|forhold|alt\b|det\b|den\b|de\b|stedet|sommer|forår|efterår|vinter|\d)"
    r"|resten|resterende|(?:de|den|det) (?:øvrige|andre|anden|andet|sidste|resterende)\b|øvrige\b|andre\b)"
)
_ONE_OF_SEVERAL = re.compile(
    r"\W*(?:mens )?(?:den|det|de) (?!første\b|næste\b|nye\b|samlede\b)\w+e \w+"
)  # "Den interne del"
_COUNTED = re.compile(r"\W*(?:\d+|en|et|to|tre|fire|fem|seks|syv|otte|ni|ti)\s")
_FIRST_WORD = re.compile(r"\W*(?:og |den |det |de )?(\w{4,})")


@dataclass(frozen=True, slots=True)
class Found:
    """A state with the place of the words that name it, the aspect and the class of the verb (or of the phrase)."""

    state: State
    start: int
    end: int
    aspect: str = ""
    what: str = ""

    @property
    def done(self) -> bool:
        """Whether it is told as done, not as what goes on or will be."""
        return self.aspect == "done"


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a clause stands, whether against the one before ("men"), and what it says."""

    start: int
    end: int
    contrasted: bool
    found: tuple[Found, ...]


def together(clauses: Sequence[Clause], plain: str) -> list[Found]:
    """The states of all clauses, without those that others leave behind; a part that lags is partly."""
    found: list[Found] = []
    for i, clause in enumerate(clauses):
        said = list(clause.found)
        if clause.contrasted and found and found[-1].done:
            said = [_in_contrast(one) for one in said]
            if not said and (left_out := _LEFT_OUT.match(plain, clause.start, clause.end)):  # "men ikke i alle klasser"
                said = [Found("partly", left_out.start(), left_out.end())]
        done = [one for one in found if (one.done and one.state in WHOLE) or one.state == "partly"]
        parallel = bool(found) and _is_part(clause, clauses[:i], plain)
        if done or (parallel and found[-1].state == "started"):
            said = [_of_a_part(one, parallel=parallel) for one in said]
        if done and not clause.contrasted:  # "Bygget. Projektgruppen er nedlagt"
            said = [other for other in said if not (other.done and other.what == "give up")]
        found += said
    return [
        one
        for i, one in enumerate(found)
        if not (_passed(one, found[i + 1 :], plain) or _beside_the_point(one, found[:i], found, plain))
    ]


def _in_contrast(one: Found) -> Found:
    """What is done "men ikke delt ud" is partly done, unless it is not even begun."""
    return replace(one, state="partly") if one.state == "not_started" and one.what != "begin" else one


def _is_part(clause: Clause, before: Sequence[Clause], plain: str) -> bool:
    """Whether a clause begins with a part of what another is about: "på mellemtrinnet", "delmål b"."""
    lags = clause.contrasted or any(one.state == "not_started" for one in clause.found)
    if lags and _PART.match(plain, clause.start, clause.end):
        return True
    if all(_COUNTED.match(plain, c.start, c.end) for c in (clause, *before)):  # "To er færdige. Tre kører endnu"
        return True
    if lags and all(_ONE_OF_SEVERAL.match(plain, c.start, c.end) for c in (clause, *before[-1:])):
        return True
    word = _FIRST_WORD.match(plain, clause.start, clause.end)
    firsts = (_FIRST_WORD.match(plain, other.start, other.end) for other in before if other.found)
    return word is not None and any(first is not None and first[1] == word[1] for first in firsts)


def _of_a_part(one: Found, *, parallel: bool) -> Found:
    """What lags behind a part that is done: all in all partly."""
    if one.state == "not_started" and (parallel or one.what != "begin"):
        return replace(one, state="partly")
    goes_on = one.state == "started" or (one.state == "operating" and not one.done)
    return replace(one, state="partly") if parallel and goes_on else one


def _passed(one: Found, later: Sequence[Found], plain: str) -> bool:
    """Whether it is passed: what was decided and is begun is begun, what was set up and is finished is finished."""
    if one.done and one.what in _PREPARED:
        went_on = (other for other in later if other.start > one.end + 1)  # not "planlagt afholdt"
        return any(other.state in ("started", "operating", "completed") for other in went_on)
    if one.aspect == "expected" and _DECIDED.match(plain, one.start, one.end):
        return any(other.state == "started" for other in later)
    if one.what == "trial":
        ends = ("finish", "give up", "carry out", "review")
        return any(other.done and (other.what in ends or other.state == "operating") for other in later)
    if not (one.done and one.state == "operating"):
        return False
    ended = [other for other in later if other.done and other.state == "completed"]
    return any(other.what == "finish" or _LISTED.fullmatch(plain, one.end, other.start) for other in ended)


def _beside_the_point(one: Found, earlier: Sequence[Found], found: Sequence[Found], plain: str) -> bool:
    """Whether it tells what comes next, where a finished thing is to be had, or when what is on track will end."""
    if one.what in ("available", "discussed"):
        return any(other.state == "completed" for other in earlier)
    if one.what == "to decide":
        return any(other.state in ("started", "operating") for other in earlier)
    if one.what == "finish" and one.aspect == "expected":
        return any(other.state == "on_track" for other in found)
    if one.what == "consider" and one.state == "not_started":
        return any(other.state == "idea" for other in earlier)
    if one.aspect in ("present", "expected") and any(other.state == "due_later" for other in earlier):
        return _NEXT.search(plain, max(other.end for other in earlier), one.end) is not None
    if one.state in ("planned", "due_later") and any(other.state == "started" for other in earlier):
        begin = max(plain.rfind(mark, 0, one.start) for mark in (".", ";", "\n", ","))
        return _NEXT.search(plain, begin + 1, one.end) is not None
    return False
