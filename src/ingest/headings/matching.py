"""Headings: a header row → the fields of its columns, as one joint decision.

    match = match_header(["Mål", "Hvem?", "Tidsplan (2013-2018)"], [[], [], []])
    [one.field for one in match.matches]     # ["goal", "responsible", "time_horizon"]
    match.period                             # (2013, 2018)

``headings(path)`` does the same with a vocabulary of one's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest import errors
from ingest.headings.assignment import assign
from ingest.headings.column_content import IDS, MONEY, is_about
from ingest.headings.heading_text import (
    BETWEEN_ROWS,
    as_of,
    folded,
    is_bare_period,
    key,
    period,
    when,
    without_addition,
)
from ingest.headings.lexicon import Found, Lexicon
from ingest.text import without_marks
from model.vocabulary import FIELDS, Reading, Vocabulary, VocabularyError, vocabulary

ENOUGH = 1.7  # evidence that makes a plan: two headings of its own, one of them perhaps by its head noun only
MOST_OF_WEAK = 0.6  # evidence that all headings together give which other tables have too
LONGEST_HEADING = 80  # characters; a longer text in a row makes it a row of the body
SENTENCE = 5  # words; a text of so many that ends in a full stop does too
CLAUSE = 4  # words; a shorter text with a verb may be a heading: "Vi vil"
KNOWN_SHARE = 0.5  # of a header row's texts more than this are known headings
_ASKING = ("hv", "sådan", "når")  # with a verb they are headings, as with "vi": "Hvem er ansvarlig", "Det vil vi"
_VERBS = frozenset("er var bliver blev har havde skal kan vil må".split())
_NO_END = frozenset("og eller samt i på af til at for med om ved fra der som en et den det de vi".split())
LONGEST_TICK = 12  # characters; a longer text below a bare year is no tick
FUZZY_EVIDENCE = 0.9  # what a heading with slips in it says for a plan


@dataclass(frozen=True, slots=True)
class HeadingMatch:
    """One heading: as printed, the field that it was given or ``None``, and the rule that gave it."""

    heading: str
    field: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class HeaderIssue:
    """Something to know about the heading of a column (codes as in ``model/issues.toml``).

    ``field``: the one it was read as, or competes for; "" when it is unknown.
    """

    column: int
    code: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """What a header row says.

    ``selected``: its rows are those that politicians picked. ``unit``: what a row is, in Danish ("aktivitet",
    "mål"). ``period``: the first and the last year of the plan. ``status_as_of``: "2013", "2018-03".
    """

    matches: tuple[HeadingMatch, ...]
    issues: tuple[HeaderIssue, ...]
    is_plan: bool
    selected: bool = False
    unit: str | None = None
    period: tuple[int, int] | None = None
    status_audience: str | None = None
    status_as_of: str | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A header row while it is decided."""

    header: tuple[str, ...]
    found: tuple[Found, ...]
    columns: tuple[Sequence[str], ...]

    def primary(self, column: int) -> str | None:
        """The field that a heading most likely means."""
        return _likeliest(self.found[column])

    def others(self, column: int) -> set[str | None]:
        """What the headings of other columns most likely mean."""
        return {self.primary(c) for c in range(len(self.header)) if c != column}


SURE = 0.2  # of weight between two meanings of which one is meant
NAMING = frozenset({"title", "number"})  # the fields that tell one row from another


class Headings:
    """Recognises the headings of a vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._lexicon = Lexicon(words)
        self._starts = frozenset(key(folded(heading)) for heading in words.starts)
        self._ends = frozenset(key(folded(heading)) for heading in words.ends)

    def looks_like_header(self, texts: Sequence[str]) -> bool:
        """Whether a row of texts is surely a plan's header: most of them known headings, none long, none a sentence."""
        said = [text for text in texts if text.strip()]
        if len(said) < 2 or any(len(text) > LONGEST_HEADING or _is_sentence(text) for text in said):
            return False
        found = [self._lexicon.find(text) for text in said]
        known = sum(one.entry is not None or is_bare_period(text) for one, text in zip(found, said, strict=True))
        if known <= KNOWN_SHARE * len(said):
            return False
        sure = [one for one in found if one.entry and not one.entry.weak and one.rule != "head noun"]
        return bool(sure) and self.match_header(texts, [[] for _ in texts]).is_plan

    def meaning(self, heading: str) -> str | None:
        """The field that a heading most likely means, whatever stands beside it; ``None`` when it is unknown."""
        return _likeliest(self._lexicon.find(heading))

    def names_rows(self, heading: str) -> bool:
        """Whether a heading surely stands over what each row is called, or its number."""
        readings = self._lexicon.find(heading).readings
        naming = max((r.weight for r in readings if r.field in NAMING), default=0.0)
        return naming > max((r.weight for r in readings if r.field not in NAMING), default=0.0) + SURE

    def match_header(self, header: Sequence[str], columns: Sequence[Sequence[str]]) -> HeaderMatch:
        """The fields of a header row.

        ``columns``: the cell texts below each heading, for the headings that they decide.
        """
        plain = tuple(tuple(map(without_marks, column)) for column in columns)
        row = _Row(tuple(header), tuple(map(self._lexicon.find, header)), plain)
        times = self._spans(row) or self._years(row)
        readings = [
            [r for r in self._readings(row, column) if not (times and r.field == "time_horizon")]
            for column in range(len(header))
        ]
        chosen = assign([[(r.field, self._weight(row, c, r)) for r in offered] for c, offered in enumerate(readings)])
        given = [None if index is None else readings[column][index] for column, index in enumerate(chosen)]
        given = [None if self._is_second(row, column, given) else reading for column, reading in enumerate(given)]
        matches = tuple(
            HeadingMatch(text, "time_horizon", times[column])
            if column in times
            else self._match(row, column, given[column])
            for column, text in enumerate(row.header)
        )
        taken = frozenset(match.field for match in matches if match.field)
        issues = tuple(
            HeaderIssue(column, *said)
            for column, match in enumerate(matches)
            if column not in times and (said := self._issue(row, column, given[column], match, taken))
        )
        return self._summary(row, matches, issues)

    def _is_second(self, row: _Row, column: int, given: Sequence[Reading | None]) -> bool:
        """Whether a column is one of two of the same kind and not the one that has their field.

        "Handlinger på kort sigt" beside "Handlinger på lang sigt" is no task.
        """
        reading, same = given[column], row.found[column].readings
        if reading is None or reading.field == same[0].field or row.found[column].rule == "exact":
            return False
        others = (c for c in range(len(row.header)) if c != column and row.found[c].readings == same)
        return any(one is not None and one.field == same[0].field for one in (given[c] for c in others))

    def _match(self, row: _Row, column: int, reading: Reading | None) -> HeadingMatch:
        heading, found = row.header[column], row.found[column]
        if reading is not None:
            return HeadingMatch(heading, reading.field, found.rule)
        first = column == 0 and not heading.strip() and "number" not in row.others(column)
        if first and is_about("ids", row.columns[column], self._words.content):
            return HeadingMatch(heading, "number", "content")
        return HeadingMatch(heading, None, found.rule)

    def _issue(
        self, row: _Row, column: int, reading: Reading | None, match: HeadingMatch, taken: frozenset[str]
    ) -> tuple[str, str] | None:
        """The code of what is to be said of a column, and the field that it is about."""
        found = row.found[column]
        if match.field is None:
            if not match.heading.strip():
                return ("no_heading", "") if any(text.strip() for text in row.columns[column]) else None
            meant = [r for r in found.readings if r.content is None or self._holds(row, column, r)]
            wanted = next((r.field for r in meant if r.field in taken), None)
            return ("competing_heading", wanted) if wanted else ("unknown_heading", "")
        if match.rule == "fuzzy":
            return "fuzzy_heading", match.field
        if found.doubtful or (reading is not None and reading.doubtful):
            return "ambiguous_heading", match.field
        return None if match.field in FIELDS else ("known_in_extra", match.field)

    def _readings(self, row: _Row, column: int) -> list[Reading]:
        """The meanings of a heading whose conditions hold in this row."""
        return [reading for reading in row.found[column].readings if self._holds(row, column, reading)]

    def _holds(self, row: _Row, column: int, reading: Reading) -> bool:
        left, right = range(column), range(column + 1, len(row.header))
        return (
            (not reading.first or all(row.primary(c) == "number" for c in left))
            and (not reading.beside or bool(row.others(column) & set(reading.beside)))
            and not row.others(column) & set(reading.absent)
            and (not reading.before or bool({row.primary(c) for c in right} & set(reading.before)))
            and (not reading.after or bool({row.primary(c) for c in left} & set(reading.after)))
            and (reading.content is None or is_about(reading.content, row.columns[column], self._words.content))
        )

    def _weight(self, row: _Row, column: int, reading: Reading) -> float:
        """How well a meaning fits; of several status columns with a time the latest fits a little better."""
        weight = reading.weight * row.found[column].factor
        if reading.field != "status":
            return weight
        earlier = sum(
            when(row.header[c]) < when(row.header[column]) for c in range(len(row.header)) if row.primary(c) == "status"
        )
        return weight + LATER * earlier

    def _spans(self, row: _Row) -> dict[int, str]:
        """Start and Slut, Fra and Til: two columns that make one time horizon, unless another is one."""
        marks = [key(without_addition(folded(text.split(BETWEEN_ROWS)[-1]))) for text in row.header]
        starts = [c for c, mark in enumerate(marks) if mark in self._starts]
        ends = [c for c, mark in enumerate(marks) if mark in self._ends]
        if len(starts) != 1 or len(ends) != 1 or starts[0] > ends[0]:
            return {}
        rest = set(range(len(row.header))) - {starts[0], ends[0]}
        if any(row.primary(c) == "time_horizon" for c in rest):
            return {}
        return {starts[0]: "start", ends[0]: "end"}

    def _years(self, row: _Row) -> dict[int, str]:
        """Columns headed by bare years with ticks below, unless another column tells the time."""
        years = [c for c, text in enumerate(row.header) if is_bare_period(text.split(BETWEEN_ROWS)[-1])]
        rest = [c for c in range(len(row.header)) if c not in years]
        under_other = any(row.primary(c) not in (None, "time_horizon") for c in years)
        if len(years) < 2 or under_other or any(row.primary(c) == "time_horizon" for c in rest):
            return {}
        texts = [text.strip() for c in years for text in row.columns[c] if text.strip()]
        figures = sum(bool(IDS.fullmatch(text) or MONEY.search(text)) for text in texts)
        if figures > len(texts) / 2 or any(len(text) > LONGEST_TICK for text in texts):
            return {}
        return dict.fromkeys(years, "year")

    def _summary(self, row: _Row, matches: tuple[HeadingMatch, ...], issues: tuple[HeaderIssue, ...]) -> HeaderMatch:
        by_field = {match.field: match.heading for match in reversed(matches) if match.field}
        title, status = by_field.get("title"), by_field.get("status")
        words = folded(title).split() if title else []
        return HeaderMatch(
            matches=matches,
            issues=issues,
            is_plan=self._is_plan(row, matches),
            selected=bool(words) and words[0] in self._words.selecting,
            unit=self._unit(by_field),
            period=period(by_field.get("time_horizon", "")),
            status_audience=self._audience(status) if status else None,
            status_as_of=as_of(status) if status else None,
        )

    def _is_plan(self, row: _Row, matches: Sequence[HeadingMatch]) -> bool:
        """Whether the fields found speak enough for a plan; a form whose cells are all empty is none."""
        texts = [text for column in row.columns for text in column]
        if texts and not any(character.isalpha() for text in texts for character in text):
            return False
        strong: dict[str, float] = {}
        weak = 0.0
        for match, found in zip(matches, row.found, strict=True):
            if match.field is None or found.entry is None:
                continue
            evidence = found.entry.evidence * (FUZZY_EVIDENCE if found.rule in ("fuzzy", "head noun") else 1.0)
            if found.entry.weak:
                weak += evidence
            else:
                strong[match.field] = max(strong.get(match.field, 0.0), evidence)
        against = sum(found.foreign for found in row.found)
        fields = {match.field for match in matches if match.field} - {"number"}
        total = sum(strong.values()) + min(weak, MOST_OF_WEAK) - against
        return total >= ENOUGH and len(fields) > 1 and bool(fields & self._words.naming)

    def _unit(self, by_field: dict[str, str]) -> str | None:
        """What a row is, by the heading that names it."""
        naming = next((by_field[field] for field in ("title", "goal", "task") if field in by_field), "")
        return next(
            (unit for word in _words_of(naming) for unit, forms in self._words.units.items() if word.endswith(forms)),
            None,
        )

    def _audience(self, heading: str) -> str | None:
        words = set(_words_of(heading))
        return next((who for who, said in self._words.audience.items() if words & set(said)), None)


LATER = 0.001  # less than any difference between two weights


def _likeliest(found: Found) -> str | None:
    """The field of the weightiest reading."""
    return max(found.readings, key=lambda reading: reading.weight).field if found.readings else None


def _is_sentence(text: str) -> bool:
    """Whether a text ends like a sentence and is as long as one, or begins one: a page may cut it there."""
    words = text.casefold().split()
    if text.endswith("."):
        return len(words) >= SENTENCE
    if words[0].startswith(_ASKING) or "vi" in words or text.endswith("?"):
        return False
    return len(words) >= CLAUSE and (text.endswith(",") or words[-1] in _NO_END or not _VERBS.isdisjoint(words))


def _words_of(text: str) -> list[str]:
    """The words of a heading, folded."""
    return folded(text).replace("/", " ").split()


def words(path: Path | None = None) -> Vocabulary:
    """Our vocabulary, with what a user's file ``path`` adds to it.

    Raises:
        errors.BadVocabulary: the file cannot be used.
    """
    try:
        return vocabulary(path)
    except VocabularyError as error:
        raise errors.BadVocabulary(path or Path(), str(error)) from None


@cache
def headings(path: Path | None = None) -> Headings:
    """The headings of our vocabulary, or of that and a user's file.

    Raises:
        errors.BadVocabulary: the file cannot be used.
    """
    return Headings(words(path))


def looks_like_header(texts: Sequence[str]) -> bool:
    """``Headings.looks_like_header`` with our own vocabulary."""
    return headings().looks_like_header(texts)


def match_header(header: Sequence[str], columns: Sequence[Sequence[str]]) -> HeaderMatch:
    """``Headings.match_header`` with our own vocabulary."""
    return headings().match_header(header, columns)
