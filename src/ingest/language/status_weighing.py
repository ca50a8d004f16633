"""What the states that a cell names say together: which give way to others, and which are parts of one task.

A cell tells of one activity, mostly in this order: what it is and how far, details of it, what comes next. So

1. a *step* towards it (a group set up, money found, rooms booked) says less than what it leads to;
2. what is *begun* does not go back for what is to come or is thought of, nor for a detail that lags;
3. what is *finished* leads what is only to come in a later sentence, and does not lead work that goes on;
4. a *stop* (delayed, paused, dropped) leads, unless it is of a detail ("to møder") or over ("måtte ..., kører nu");
5. *parts* told side by side ("på skolerne", "delmål b"), one done and another not, make the whole partly done.

    "Projektleder er ansat, og kurset holdes i maj"       # 1: planned
    "Tilbuddet er åbnet. Vi overvejer at udvide det"      # 2: operating
    "Delmål a er nået. Delmål b arbejdes der på"          # 5: partly

Of what is left the most cautious leads (``status``). The words that show a role are in ``status_roles.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from ingest.language.time_tokens import whole_words
from model.status import State

MAX_WEIGHED = 40  # a cell that names more states than this tells of many activities
WHOLE = ("completed", "operating")  # nothing is left to do
BEGUN = (*WHOLE, "started", "partly", "on_track")
AHEAD = ("idea", "planned", "due_later")
STOPS = ("delayed", "paused", "dropped")
NOTHING = ("due_later", "refers", "no_info")  # what is said of the status, not of the activity

_PREPARED = ("plan", "decide", "adopt", "fund")
_ENDS_A_TRIAL = ("finish", "give up", "carry out", "review")
_EDGE = re.compile(r"[.;!\n](?=\s|$)|, ")
_SENTENCE = re.compile(r"[.;!\n](?=\s|$)")
_LEFT_OUT = re.compile(r"(?:(?:er|har|dog|endnu|det|der) )*ikke\b|(?:\w+ ){0,3}mangler\b")
_LAGS = re.compile(r"\b(?:ikke|endnu|kun|mangler)\b")
_LISTED = re.compile(r"[^.;\n]*,[^.;\n]*")  # "ansat, og udstyret er købt": two tasks that are done
_DECIDED = re.compile(r"\b(?:besluttet|vedtaget|aftalt|valgt|enige)\b")
_NEXT = re.compile(
    r"\b(?:næste (?:skridt|trin|gang|fase)|herefter|derefter|dernæst|efterfølgende|hvorefter|siden hen)\b"
)
_PART = re.compile(
    r"\W*(?:og |mens |imens |hvorimod )?(?:(?:den |det |dem |de )?(?:på|i|hos|ved|for|inden for"
    r"|med)\s(?!begyndelsen|starten|øjeblikket|dag\b|år\b|gang\b|forbindelse"
    r"|forhold|alt\b|det\b|den\b|de\b|stedet|sommer|forår|efterår|vinter|\d))"
)
_REST = re.compile(
    r"\W*(?:og |mens |imens |hvorimod )?(?:resten|resterende"
    r"|(?:de|den|det) (?:\w+ )?(?:øvrige|andre|anden|andet|tredje|fjerde|sidste|resterende)\b|øvrige\b|andre\b)"
)
_ONE_OF_SEVERAL = re.compile(
    r"\W*(?:mens )?(?:den|det|de) (?!første\b|næste\b|nye\b|samlede\b)\w+e \w+"
)  # "Den interne del"
_WHOLE = re.compile(
    r"\W*(?:men )?(?:\w+ )?(?:(?:selve )?(?:arbejdet|projektet|indsatsen|opgaven|forløbet|ordningen"
    r"|processen)|den|det|vi|man|der)\b"
    r"|\W*(?:er |endnu |ikke )"
)
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
    roles: frozenset[str] = frozenset()
    """Of ``status_roles.toml``."""

    @property
    def done(self) -> bool:
        """Whether it is told as done, not as what goes on or will be."""
        return self.aspect == "done"

    @property
    def reached(self) -> bool:
        """Whether something is told to be finished or set up, wholly or in part."""
        return (
            self.state == "partly"
            or (self.state in WHOLE and self.done)
            or (self.state == "completed" and not self.aspect)
        )

    @property
    def step(self) -> bool:
        """Whether it tells what is ready for the activity."""
        if self.done and self.what in _PREPARED:
            return True
        if self.state == "started":
            return self.aspect in ("", "done") and "formed" in self.roles
        told = self.aspect in ("", "done") and self.what not in ("part", "lag")
        return told and self.state in (*WHOLE, "partly") and "step" in self.roles

    @property
    def aside(self) -> bool:
        """Whether it tells what the activity gives or costs, not how far it is."""
        return "aside" in self.roles


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a clause stands, whether against the one before ("men"), and what it says."""

    start: int
    end: int
    contrasted: bool
    found: tuple[Found, ...]


def together(clauses: Sequence[Clause], plain: str) -> tuple[list[Found], list[Found]]:
    """The states of all clauses, a part that lags as partly; and those of them that give way to no other."""
    found: list[Found] = []
    for i, clause in enumerate(clauses):
        said = list(clause.found)
        done = [one for one in found if one.reached]
        parallel = bool(found) and _is_part(clause, clauses[:i], plain)
        if clause.contrasted and found and found[-1].done:
            said = [_in_contrast(one) for one in said]
        if not said and (left_out := _left_out(clause, found, parallel=parallel, plain=plain)):
            said = [Found("partly", left_out.start(), left_out.end(), what="part")]
        if done or (parallel and found[-1].state == "started"):
            other = parallel or not _WHOLE.match(plain, clause.start, clause.end)
            said = [_of_a_part(one, parallel=parallel, other=other) for one in said]
        found += said
    if len({one.state for one in found}) < 2 or len(found) > MAX_WEIGHED:
        return found, found
    found = [replace(one, roles=_roles_of(one, plain)) for one in found]
    leading = [one for one in found if not any(other is not one and _gives_way(one, other, plain) for other in found)]
    return found, leading or found


def _left_out(clause: Clause, found: Sequence[Found], *, parallel: bool, plain: str) -> re.Match[str] | None:
    """What a clause without a state says to be lacking of what is done: "men ikke i alle klasser"."""
    if clause.contrasted and found and found[-1].done:
        return _LEFT_OUT.match(plain, clause.start, clause.end)
    if parallel and found[-1].state in (*WHOLE, "partly"):
        return _LAGS.search(plain, clause.start, clause.end)
    return None


def _roles_of(one: Found, plain: str) -> frozenset[str]:
    """The roles that the words of the part of the sentence around a state give it."""
    edges = [match.end() for match in _EDGE.finditer(plain, 0, one.start)]
    behind = _EDGE.search(plain, one.end)
    words = plain[edges[-1] if edges else 0 : behind.start() if behind else len(plain)]
    return frozenset(role for role, pattern in _roles().items() if pattern.search(words))


def _in_contrast(one: Found) -> Found:
    """What is done "men ikke delt ud" is partly done, unless it is not even begun."""
    return replace(one, state="partly", what="lag") if one.state == "not_started" and one.what != "begin" else one


def _is_part(clause: Clause, before: Sequence[Clause], plain: str) -> bool:
    """Whether a clause begins with a part of what another is about: "på mellemtrinnet", "delmål b"."""
    if not any(other.found for other in before):
        return False
    if _REST.match(plain, clause.start, clause.end):
        return True
    behind = any(one.state in ("not_started", "planned", "delayed") for one in clause.found)
    lags = clause.contrasted or behind or _LAGS.search(plain, clause.start, clause.end)
    if lags and _PART.match(plain, clause.start, clause.end):
        return True
    if all(_COUNTED.match(plain, c.start, c.end) for c in (clause, *before)):  # "To er færdige. Tre kører endnu"
        return True
    if lags and all(_ONE_OF_SEVERAL.match(plain, c.start, c.end) for c in (clause, *before[-1:])):
        return True
    word = _FIRST_WORD.match(plain, clause.start, clause.end)
    firsts = (_FIRST_WORD.match(plain, other.start, other.end) for other in before if other.found)
    return word is not None and any(first is not None and first[1] == word[1] for first in firsts)


def _of_a_part(one: Found, *, parallel: bool, other: bool) -> Found:
    """What lags behind a part that is done: all in all partly."""
    if one.state == "not_started" and (other or one.what != "begin"):
        return replace(one, state="partly", what="part" if parallel else "lag")
    unfinished = one.state == "started" and one.aspect == "negated"
    goes_on = one.state in ("started", "partly", "planned", *STOPS) or (one.state == "operating" and not one.done)
    return replace(one, state="partly", what="part") if unfinished or (parallel and goes_on) else one


def _gives_way(one: Found, other: Found, plain: str) -> bool:
    """Whether a state says less of the activity than another that the cell names."""
    first, second = sorted((one, other), key=lambda each: each.start)
    earlier = other is first
    apart = _EDGE.search(plain, first.end, max(first.end, second.start)) is not None
    sentence = _SENTENCE.search(plain, first.end, max(first.end, second.start)) is not None
    begun = other.state in BEGUN and not other.step
    if one.state == "due_later":
        return other.state not in NOTHING and not (earlier is False and _comes_next(other, one, plain))
    if one.what == "merged":
        return other.state == "refers"
    if one.what in ("available", "discussed") and earlier and other.state == "completed":
        return True
    if earlier and other.state == "due_later" and _comes_next(one, other, plain):
        return True
    if one.step:
        return (
            (apart or " og " in plain[first.end : second.start])
            and not other.step
            and not other.aside
            and other.state not in NOTHING
        )
    if one.aside:
        return begun and not other.aside
    if one.state in AHEAD and earlier:
        if other.state == "completed":
            return begun and (("sequel" in one.roles and apart) or (one.state == "planned" and sentence))
        return begun and (apart or one.what == "to decide")
    if one.state in STOPS:
        return begun and ("detail" in one.roles or "formed" in one.roles if earlier else "over" in one.roles)
    if one.state == "started" and earlier and other.state == "completed":
        return begun and sentence and "detail" in one.roles
    if one.state == "partly":
        if other.what == "finish" and other.done and other.state == "completed":
            return earlier and sentence and one.what not in ("part", "lag")
        if other.state == "operating" and not other.done:
            return earlier and sentence and one.what not in ("part", "lag")
        return earlier and apart and other.state == "started" and one.what != "part"
    if one.state == "not_started":
        return earlier and one.what != "begin" and (other.state == "idea" or (begun and other.state == "started"))
    return _passed(one, other, earlier=earlier, apart=apart, plain=plain)


def _passed(one: Found, other: Found, *, earlier: bool, apart: bool, plain: str) -> bool:
    """Whether it was passed: what was set up and is finished is finished, what runs does not begin."""
    if one.aspect == "expected" and one.what == "finish" and one.state == "started":
        return other.state == "on_track" or (earlier and other.state == "planned" and apart)
    if earlier:
        return one.state == "started" and other.state == "operating" and apart and not other.step
    if one.aspect == "expected" and _DECIDED.match(plain, one.start, one.end):
        return other.state == "started"
    if one.what == "trial":
        return other.done and (other.what in _ENDS_A_TRIAL or other.state == "operating")
    if one.state == "started":
        return "over" in one.roles and other.state == "operating" and apart
    ended = other.done and other.state == "completed"
    if one.done and one.state == "operating" and ended:
        return other.what == "finish" or _LISTED.fullmatch(plain, one.end, other.start) is not None
    return False


def _comes_next(one: Found, other: Found, plain: str) -> bool:
    return one.aspect in ("present", "expected") and _NEXT.search(plain, other.end, one.end) is not None


@cache
def _roles() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(files("ingest.language").joinpath("status_roles.toml").read_text(encoding="utf-8"))
    return {role: re.compile(whole_words(words)) for role, words in table.items()}
