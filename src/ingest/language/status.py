"""How far: the Danish words of a status cell as a ``StatusState``.

    status_state("Dette er dog endnu ikke implementeret").state     # "partly"
    status_state("Forventes igangsat til efteråret").state          # "planned"
    status_audience("Status til politikerne")                       # "politisk"
    status_as_of("", "Status nu (2013)")                            # "2013"

Negation, expectation and tense win over the verb, and set phrases over both. A colour says nothing by itself:
pass the text of the plan's own legend. The words are in ``status.toml``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from ingest.language.dates import Period, Point
from ingest.language.time_grammar import mentions
from ingest.language.time_tokens import BLANK, MAX_CELL, folded, whole_words, without_spells
from model.status import State, StatusFinding, StatusState

Audience = Literal["politisk", "administrativ"]
# a negation or a modal verb governs a verb no more than six words further on
MAX_DATE_REACH = 200  # characters; a date further off belongs to something else
MAX_REACH = 90  # characters, within which the six words stand
_LAST_WORDS = re.compile(r"(?:\S+\s+){0,6}\S*$")
DONE = 100  # per cent

_ASPECTS = ("done", "present", "doing", "negated", "expected")
_COLOUR = re.compile(r"\s*(?:rød|gul|grøn|blå|grå|hvid|orange|sort)[te]?\s*[:=-]\s*")
_PAIRED = re.compile(r"\s*(?:,|og|og (?:er|blev|efterfølgende|nu))\s*")
_AS_OF = re.compile(r"(?:\bpr\.?|\bper|\bstatus)\s*(?:nu|pr\.?|d\.|den|i)?\s*\(?$")
_PERCENT = re.compile(r"(?:ca\. )?(\d{1,3}) ?(?:%|pct\.?|procent)(?: \w+)?\.?")
_CLAUSE = re.compile(
    r"[;\n]|(?<!\bpr)(?<!\bca)(?<!\bpkt)(?<!\bpt)(?<!\bp\.t)(?<!\bjf)(?<!\bnr)(?<!\d)[.!]\s+"
    r"|,? men |, dog |(?<=\d{4})\. "
)


@dataclass(frozen=True, slots=True)
class _Found:
    state: State
    start: int
    end: int
    done: bool = False


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
        return _result([_Found(state, at, at + len(body))], printed, plain)
    for phrase in _phrases():
        if phrase.whole and phrase.pattern.fullmatch(body.rstrip(" .") or body):
            return _result([_Found(phrase.state, at, at + len(body))], printed, plain)
    plain = _traps().sub(lambda match: BLANK * len(match.group()), plain)
    found = [one for start, end in _clauses(plain) for one in _in_clause(plain, start, end)]
    return _result(found, printed, plain) if found else None


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


def _in_clause(plain: str, start: int, end: int) -> Iterator[_Found]:
    """The states that one clause names: set phrases first, then verbs."""
    clause = plain[start:end]
    found: list[_Found] = []
    for phrase in _phrases():
        if phrase.whole:
            continue
        for match in phrase.pattern.finditer(clause):
            if not match.group().strip():
                continue
            found.append(_Found(phrase.state, start + match.start(), start + match.end()))
        clause = phrase.pattern.sub(lambda match: BLANK * len(match.group()), clause)
    verbs = [one for verb in _verbs() for one in _of_verb(verb, clause, start)]
    verbs.sort(key=lambda one: one.start)
    yield from sorted(found + _last_of_pairs(verbs, plain), key=lambda one: one.start)


def _of_verb(verb: _Verb, clause: str, start: int) -> Iterator[_Found]:
    for match in verb.pattern.finditer(clause):
        begin = max(0, match.start() - MAX_REACH)
        near = begin + _LAST_WORDS.search(clause[begin : match.start()]).start()  # type: ignore[union-attr]
        aspect, governor = _aspect(match.lastgroup or "done", clause[near : match.start()], clause[match.end() :])
        begin = match.start() if governor is None else near + governor
        state = verb.states.get(aspect, "")
        if aspect == "present" and state == "planned":
            timed = _around("soon").search(clause) or mentions(without_spells(clause))
            if _around("recurring").search(clause):
                state = "operating"
            elif not timed:
                state = verb.undated or state
        if aspect == "done" and state in ("completed", "operating") and _around("partial").search(clause):
            state = "partly"
        if state:
            yield _Found(state, start + begin, start + match.end(), aspect == "done")  # type: ignore[arg-type]


def _aspect(form: str, before: str, behind: str) -> tuple[str, int | None]:
    """Done, doing, present, negated or expected, by the form of the verb and the words around it.

    Also where in the words before stands the one that decides. An infinitive that nothing governs is none.
    """
    cut = before.rfind(", ") + 1
    for aspect, around in (("negated", "negation"), ("expected", "expectation"), ("doing", "doing")):
        if match := _around(around).search(before, cut):
            return aspect, match.start()
        if aspect == "negated" and form == "present" and re.match(r"\s+(?:\w+ )?ikke\b", behind):
            return aspect, None
    if form == "done" and (match := _around("present").search(before, cut)):
        return "present", match.start()
    return form, None


def _last_of_pairs(verbs: list[_Found], plain: str) -> list[_Found]:
    """Of verbs joined by "og" only the last: what is set up and finished is finished."""
    kept: list[_Found] = []
    for one in verbs:
        if (
            kept
            and kept[-1].done
            and (one.done or one.state == "operating")
            and _PAIRED.fullmatch(plain, kept[-1].end, one.start)
        ):
            kept.pop()
        kept.append(one)
    return kept


def _result(found: list[_Found], printed: str, plain: str) -> StatusState:
    dates = _dates(plain)
    findings = tuple(
        StatusFinding(state=one.state, words=printed[one.start : one.end].strip(), dated=_date_near(one, plain, dates))
        for one in found
    )
    dated = [finding for finding in findings if finding.dated]
    if len({finding.dated for finding in dated}) > 1:
        headline = max(dated, key=lambda finding: finding.dated or "")
    else:
        order = _table()["caution"]
        headline = min(findings, key=lambda finding: order.index(finding.state))
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


def _date_near(one: _Found, plain: str, dates: list[tuple[int, int, Point]]) -> str | None:
    """The date of the clause that names the state: one that no comma parts from it, else the nearest."""
    near = []
    for start, end, point in dates:
        between = plain[end : one.start] if end <= one.start else plain[one.end : start]
        if len(between) < MAX_DATE_REACH and not _CLAUSE.search(between):
            near.append(("," in between, len(between), str(point)))
    return min(near)[2] if near else None


def _clauses(plain: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CLAUSE.finditer(plain):
        yield start, match.start()
        start = match.end()
    yield start, len(plain)


@dataclass(frozen=True, slots=True)
class _Phrase:
    state: State
    pattern: re.Pattern[str]
    whole: bool


@dataclass(frozen=True, slots=True)
class _Verb:
    pattern: re.Pattern[str]
    states: dict[str, str]
    undated: str


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("ingest.language").joinpath("status.toml").read_text(encoding="utf-8"))


@cache
def _phrases() -> list[_Phrase]:
    return [
        _Phrase(
            row["state"],
            re.compile(row["words"] if row.get("whole") else whole_words(row["words"])),
            row.get("whole", False),
        )
        for row in _table()["phrases"]
    ]


@cache
def _verbs() -> list[_Verb]:
    return [
        _Verb(
            re.compile(
                whole_words(
                    f"(?P<done>{row['done_forms']})|(?P<present>{row['present_forms']})|(?P<bare>{row['bare_forms']})"
                )
            ),
            {aspect: row[aspect] for aspect in _ASPECTS},
            row.get("undated", ""),
        )
        for row in _table()["verbs"]
    ]


@cache
def _traps() -> re.Pattern[str]:
    return re.compile(whole_words(_table()["traps"]))


@cache
def _around(what: str) -> re.Pattern[str]:
    return re.compile(whole_words(_table()["around"][what]))
