"""How far: the Danish words of a status cell as a ``StatusState``.

    status_state("Dette er dog endnu ikke implementeret").state     # "partly"
    status_state("Forventes igangsat til efteråret").state          # "planned"
    status_audience("Status til politikerne")                       # "politisk"
    status_as_of("", "Status nu (2013)")                            # "2013"

Negation, expectation and tense win over the verb, and set phrases over both. A colour says nothing by itself:
pass the text of the plan's own legend. The phrases are in ``status.toml``, the verbs in ``status_verbs.toml``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any, Literal

from ingest.language.dates import Period, Point
from ingest.language.status_verbs import Predicate, expects, predicates
from ingest.language.status_weighing import Clause, Found, together
from ingest.language.time_grammar import mentions
from ingest.language.time_tokens import BLANK, MAX_CELL, folded, whole_words, without_spells
from model.status import State, StatusFinding, StatusState

Audience = Literal["politisk", "administrativ"]
MAX_DATE_REACH = 200  # characters; a date further off belongs to something else
DONE = 100  # per cent

_TO_COME = ("idea", "planned", "started", "completed")  # what is done as a rule when it recurs
_NUMBER = r"(?:\d+|en|et|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv)"
_SHARE = re.compile(
    rf"(?<!\w)(?:(?P<part>{_NUMBER}) (?:ud )?af (?:\w+ ){{0,2}}(?P<whole>(?!en\b|et\b){_NUMBER})(?!\w)"
    r"|(?P<percent>\d{1,3}) ?(?:%|pct|procent))"
)
_COLOUR = re.compile(r"\s*(?:rød|gul|grøn|blå|grå|hvid|orange|sort)[te]?\s*[:=-]\s*")
_PAIRED = re.compile(r"\s*(?:,|og|og (?:er|blev|efterfølgende|nu))\s*")
_AS_OF = re.compile(r"(?:\bpr\.?|\bper|\bstatus)\s*(?:nu|pr\.?|d\.|den|i)?\s*\(?$")
_PERCENT = re.compile(
    r"(?:(?:ca\.|cirka|omkring|\w*(?:grad(?:en)?|opfyldelse)|fremdrift|status|er)[: ]+)*"
    r"(\d{1,3}) ?(?:%|pct\.?|procent)(?: \w+)?\.?"
)
_ABBREVIATIONS = (
    "pr ca pkt pt p.t jf nr evt bl.a f.eks fx vedr inkl ift ifm mht mio kl div maks eks kap tlf d m.fl m.m hhv dvs årg"
)
_NO_END = "".join(rf"(?<!\b{re.escape(short)})" for short in _ABBREVIATIONS.split())
_CONTRAST = (
    r",? men |, dog |, (?=(?:endnu |stadig )?ikke (?:i|på|hos|for|alle)\b)"
    r"|, (?:mens|hvorimod) (?=[^.,;\n]*\b(?:ikke|endnu|mangler)\b)"
)
_CLAUSE = re.compile(rf"[;\n]|{_NO_END}(?<!\d)[.!]\s+|(?P<contrast>{_CONTRAST})|(?<=\d{{4}})\. ")


class _Around:
    """What stands around the verbs of a clause; each is looked for once, when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: dict[str, bool] = {}

    def has(self, what: str) -> bool:
        if what not in self._known:
            self._known[what] = _around(what).search(self.text) is not None
        return self._known[what]

    @cached_property
    def timed(self) -> bool:
        return self.has("soon") or bool(mentions(without_spells(self.text)))

    @cached_property
    def part_of_a_number(self) -> bool:
        share = _SHARE.search(self.text)
        return share is not None and share["part"] is not None

    def between_commas(self, start: int, end: int) -> str:
        behind = self.text.find(", ", end)
        return self.text[self.text.rfind(", ", 0, start) + 1 : behind if behind >= 0 else len(self.text)]


def status_state(text: str) -> StatusState | None:
    """The state that a status cell, or the legend of a colour, names; ``None`` when it names none.

    Of a cell longer than ``MAX_CELL`` characters only the first are read.
    """
    printed = unicodedata.normalize("NFC", text)[:MAX_CELL]
    plain = folded(printed)
    colour = _COLOUR.match(plain)
    if colour:
        plain = BLANK * colour.end() + plain[colour.end() :]
    body = plain.strip(BLANK + " \n")
    at = plain.find(body) if body else 0
    if percent := _PERCENT.fullmatch(body):
        share = int(percent[1])
        state: State = "not_started" if share == 0 else "completed" if share >= DONE else "partly"
        return _result([Found(state, at, at + len(body))], printed, plain)
    for phrase in _phrases("whole"):
        if phrase.pattern.fullmatch(body.rstrip(" .") or body):
            return _result([Found(phrase.state, at, at + len(body))], printed, plain)
    plain = _traps().sub(lambda match: BLANK * len(match.group()), plain)
    clauses = [
        Clause(start, end, contrasted, tuple(_in_clause(plain, start, end)))
        for start, end, contrasted in _clauses(plain)
    ]
    found, leading = together(clauses, plain)
    return _result(found, printed, plain, leading) if found else None


def status_audience(text: str) -> Audience | None:
    """Whom a status is written for, where its heading or its text says so."""
    plain = folded(unicodedata.normalize("NFC", text))
    named: list[Audience] = [
        audience
        for audience in ("politisk", "administrativ")
        if re.search(whole_words(_table()["audience"][audience]), plain)
    ]
    return named[0] if len(named) == 1 else None


def status_as_of(text: str, heading: str | None = None) -> str | None:
    """The date that a status tells the state of: "Status nu (2013)", "Pr. 1. maj 2018 er ...".

    The cell's own date wins over its heading's. Of several, and of a period, none.
    """
    plain = without_spells(folded(unicodedata.normalize("NFC", text)))
    own = [mention for mention in mentions(plain) if _AS_OF.search(plain[: mention.start])]
    for found in (own, mentions(folded(heading or ""))):
        periods = [mention.period for mention in found if not mention.ranged]
        dates = {str(period.last) for period in periods if isinstance(period, Period) and period.dated}
        if len(dates) == 1:
            return dates.pop()
    return None


def _in_clause(plain: str, start: int, end: int) -> Iterator[Found]:
    """The states that one clause names: set phrases first, then verbs, then what says little."""
    text = plain[start:end]
    found: list[Found] = []
    for phrase in _phrases("early"):
        text = _take(phrase, text, start, found)
    clause = _Around(text)
    verbs = [one for predicate in predicates(text) if (one := _of_predicate(predicate, clause, start))]
    found += _last_of_pairs(verbs, plain)
    if not found and (match := expects(text) or (_around("intention").search(text) if clause.timed else None)):
        found.append(Found("planned", start + match.start(), start + match.end()))
    if not found:
        for phrase in _phrases("late"):
            text = _take(phrase, text, start, found)
    yield from sorted(found, key=lambda one: one.start)


def _take(phrase: _Phrase, clause: str, start: int, found: list[Found]) -> str:
    """The clause without the phrase, which goes to what is found."""
    for match in phrase.pattern.finditer(clause):
        if match.group().strip(BLANK + " "):
            found.append(Found(phrase.state, start + match.start(), start + match.end(), what=phrase.what))
            clause = clause[: match.start()] + BLANK * (match.end() - match.start()) + clause[match.end() :]
    return clause


def _of_predicate(said: Predicate, clause: _Around, start: int) -> Found | None:
    """The state that a verb of the clause gives, in view of times and shares that stand beside it."""
    match said.aspect:
        case "noun":  # "opstart i august"
            state = said.states.get("expected") if clause.timed else None
        case "present":
            state = _of_present(said.states, clause)
        case "done":
            state = _of_done(said, clause)
        case "refused":
            state = said.states.get("refused") or said.states.get("negated")
        case aspect:
            state = said.states.get(aspect)
    if not state:
        return None
    begin, end = start + said.start, start + said.end
    return Found(state, begin, end, said.aspect, said.verb)  # type: ignore[arg-type]


def _of_present(states: dict[str, str], clause: _Around) -> str | None:
    """What a present tells: what is done as a rule, or what is to come."""
    state = states.get("present")
    if state in _TO_COME and clause.has("recurring"):
        return "operating"
    if "dated" in states and not clause.has("recurring") and clause.timed:
        return states["dated"]
    if state in (None, "started") and clause.has("every") and not clause.has("right_now"):
        state = "operating"
    return "partly" if state == "operating" and clause.part_of_a_number else state


def _of_done(said: Predicate, clause: _Around) -> str | None:
    """What is done: for a time ("siden", "indtil videre"), as a first step, in part, or wholly."""
    for around in ("since", "for_now"):
        if around in said.states and clause.has(around):
            return said.states[around]
    state = said.states.get("done")
    if state not in ("completed", "operating"):
        return state
    if clause.has("opening"):
        return "started"
    partial = _shared_out(clause.between_commas(said.start, said.end)) or clause.has("left")
    return "partly" if partial else state


@lru_cache(maxsize=64)
def _shared_out(words: str) -> bool:
    """Whether the words name a share that is not the whole."""
    if share := _SHARE.search(words):
        return share["percent"] != "100" if share["percent"] else share["part"] != share["whole"]
    return _around("partial").search(words) is not None


def _last_of_pairs(verbs: list[Found], plain: str) -> list[Found]:
    """Of verbs joined by "og" only the last: what is set up and finished is finished, what is set up goes on."""
    kept: list[Found] = []
    for one in verbs:
        if kept and kept[-1].done and _PAIRED.fullmatch(plain, kept[-1].end, one.start):
            if kept[-1].state == "operating" and (one.state == "started" or one.what in ("work out", "other")):
                continue
            if one.done or one.state == "operating":
                kept.pop()
        kept.append(one)
    return kept


def _result(found: list[Found], printed: str, plain: str, leading: Sequence[Found] | None = None) -> StatusState:
    dates = _dates(plain)
    findings = tuple(
        StatusFinding(state=one.state, words=printed[one.start : one.end].strip(), dated=_date_near(one, plain, dates))
        for one in found
    )
    led = [finding for one, finding in zip(found, findings, strict=True) if leading is None or one in leading]
    dated = [finding for finding in led if finding.dated]
    if len({finding.dated for finding in dated}) > 1:
        headline = max(dated, key=lambda finding: finding.dated or "")
    else:
        order = _table()["caution"]
        headline = min(led, key=lambda finding: order.index(finding.state))
    words = dict.fromkeys(finding.words for finding in findings if finding.state == headline.state)
    return StatusState(state=headline.state, words=tuple(words), found=findings)


def _dates(plain: str) -> list[tuple[int, int, Point]]:
    """Start, end and last point of each date of the text."""
    if not any(character.isdigit() for character in plain):
        return []
    return [
        (mention.start, mention.end, mention.period.last)
        for mention in mentions(without_spells(plain))
        if isinstance(mention.period, Period) and mention.period.dated
    ]


def _date_near(one: Found, plain: str, dates: list[tuple[int, int, Point]]) -> str | None:
    """The date of the clause that names the state: one that no comma parts from it, else the nearest."""
    near = []
    for start, end, point in dates:
        between = plain[end : one.start] if end <= one.start else plain[one.end : start]
        if len(between) < MAX_DATE_REACH and not _CLAUSE.search(between):
            near.append(("," in between, len(between), str(point)))
    return min(near)[2] if near else None


def _clauses(plain: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each clause, and whether it stands against the one before ("men")."""
    start, contrasted = 0, False
    for match in _CLAUSE.finditer(plain):
        yield start, match.start(), contrasted
        start, contrasted = match.end(), match["contrast"] is not None
    yield start, len(plain), contrasted


@dataclass(frozen=True, slots=True)
class _Phrase:
    state: State
    pattern: re.Pattern[str]
    what: str  # that which rules of status_weighing.py name, else ""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("ingest.language").joinpath("status.toml").read_text(encoding="utf-8"))


@cache
def _phrases(when: Literal["whole", "early", "late"]) -> list[_Phrase]:
    """The set phrases that must be the whole cell, those that are tried before the verbs, those after them."""
    rows = [row for row in _table()["phrases"] if row.get("when", "early") == when]
    return [
        _Phrase(
            row["state"],
            re.compile(row["words"] if when == "whole" else whole_words(row["words"])),
            row.get("what", ""),
        )
        for row in rows
    ]


@cache
def _traps() -> re.Pattern[str]:
    return re.compile(whole_words(_table()["traps"]))


@cache
def _around(what: str) -> re.Pattern[str]:
    return re.compile(whole_words(_table()["around"][what]))
