"""The vocabulary: which headings of a plan's table mean which field, as data (``vocabulary.toml``).

    from model.vocabulary import FIELDS, vocabulary

    vocabulary()                      # ours
    vocabulary(Path("mine.toml"))     # ours, with what your own file adds or says otherwise

A file of one's own needs no more than a table ``[headings]`` (heading = "field"); ``handleplan headings
--suggest`` writes one to complete. It may use all that ``vocabulary.toml`` uses.
"""

from __future__ import annotations

import tomllib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from functools import cache
from importlib.resources import files
from itertools import takewhile
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from model.activity import Activity

FIELDS: tuple[str, ...] = tuple(takewhile(lambda name: name != "extra", list(Activity.model_fields)[1:]))
"""The text fields of an activity, ``number`` to ``remarks``, in their order."""

WITHOUT_FIELD = ("theme", "risk", "basis")
"""What the vocabulary knows and an activity has no field for yet."""

IGNORE = "-"
"""Instead of a field: the heading is none of ours, however much it looks like one."""

Content = Literal["citizens", "dates", "ids", "levels", "money", "places", "states", "ticks", "units", "verbs"]


class VocabularyError(ValueError):
    """A vocabulary file that cannot be used: which file, where in it, and why."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reading(_Data):
    """One meaning of a heading, and what must hold for it (``vocabulary.toml`` explains the conditions)."""

    field: str
    weight: float = 1.0
    content: Content | None = None
    beside: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    first: bool = False
    doubtful: bool = False


class Entry(_Data):
    """A heading: its meanings, and how much it speaks for a plan (0 to 1)."""

    readings: tuple[Reading, ...]
    evidence: float = 1.0
    weak: bool = False


class Question(_Data):
    """A question or sentence as a heading: how it opens, what is in it, the heading it stands for.

    ``asks``: its first word alone says nothing ("hvordan"), so that no rule for nouns applies to what it opens.
    """

    opening: str
    words: tuple[str, ...] = ()
    like: str
    asks: bool = True


class _FieldWords(_Data):
    headings: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    evidence: float = 1.0
    names_row: bool = False


class _Ambiguous(_Data):
    headings: tuple[str, ...]
    readings: tuple[Reading, ...]
    weak: bool = False


class _File(_Data):
    compound_heads: tuple[str, ...] = ()
    not_compounds: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()
    turning: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    qualifying: tuple[str, ...] = ()
    abbreviations: dict[str, str] = Field(default_factory=dict)
    generic: tuple[str, ...] = ()
    selecting: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    audience: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    units: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    content: dict[Content, tuple[str, ...]] = Field(default_factory=dict)
    fields: dict[str, _FieldWords] = Field(default_factory=dict)
    ambiguous: tuple[_Ambiguous, ...] = ()
    headings: dict[str, str] = Field(default_factory=dict)


class Vocabulary(_Data):
    """All that is known of headings. ``entries``: by heading as printed; of two the later counts."""

    entries: dict[str, Entry]
    compound_heads: tuple[str, ...]
    not_compounds: tuple[str, ...]
    openers: tuple[str, ...]
    turning: tuple[str, ...]
    questions: tuple[Question, ...]
    qualifying: tuple[str, ...]
    abbreviations: dict[str, str]
    generic: tuple[str, ...]
    selecting: tuple[str, ...]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    foreign: tuple[str, ...]
    never: tuple[str, ...]
    audience: dict[str, tuple[str, ...]]
    units: dict[str, tuple[str, ...]]
    content: dict[Content, tuple[str, ...]]
    naming: frozenset[str]  # the fields that can name a row


WEAK_EVIDENCE = 0.4  # a word that other tables have too says less than half of what a plan's own word says
WEAK_WEIGHT = 0.9  # and yields to it in a contest for a field


def vocabulary(path: Path | None = None) -> Vocabulary:
    """Our vocabulary, with what the file ``path`` adds to it or says otherwise.

    Raises:
        VocabularyError: the file cannot be read, is no TOML, or names fields that there are not.
    """
    if path is None:
        return _ours()
    try:
        raw = path.read_bytes()
        said = raw.decode("utf-16" if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{path}: {error}") from error
    return _merged([_shipped(), _parsed(said, str(path))])


@cache
def _ours() -> Vocabulary:
    return _merged([_shipped()])


@cache
def _shipped() -> _File:
    name = "vocabulary.toml"
    return _parsed(files("model").joinpath(name).read_text(encoding="utf-8"), name)


def _parsed(said: str, name: str) -> _File:
    try:
        found = _File.model_validate(tomllib.loads(said))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{name}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise VocabularyError(f"{name}: {place}: {first['msg']}") from error
    named = [*found.fields, *(r.field for a in found.ambiguous for r in a.readings)]
    named += [field for field in found.headings.values() if field not in ("", IGNORE)]
    for field in named:
        if field not in FIELDS and field not in WITHOUT_FIELD:
            known = ", ".join((*FIELDS, *WITHOUT_FIELD))
            raise VocabularyError(f'{name}: there is no field "{field}". The fields: {known}; "{IGNORE}": none')
    return found


def _merged(parts: list[_File]) -> Vocabulary:
    entries: dict[str, Entry] = {}
    evidence = {name: words.evidence for part in parts for name, words in part.fields.items()}
    for part in parts:
        for name, words in part.fields.items():
            says = evidence[name]
            strong = Entry(readings=(Reading(field=name),), evidence=says)
            weak = Entry(
                readings=(Reading(field=name, weight=WEAK_WEIGHT),),
                evidence=min(says, WEAK_EVIDENCE),
                weak=True,
            )
            entries.update(dict.fromkeys(words.headings, strong))
            entries.update(dict.fromkeys(words.weak, weak))
        for one in part.ambiguous:
            says = max(evidence.get(reading.field, 1.0) for reading in one.readings)
            entry = Entry(readings=one.readings, evidence=min(says, WEAK_EVIDENCE) if one.weak else says, weak=one.weak)
            entries.update(dict.fromkeys(one.headings, entry))
        for heading, field in part.headings.items():
            if field == IGNORE:
                entries[heading] = Entry(readings=(), evidence=0.0)
            elif field:
                entries[heading] = Entry(readings=(Reading(field=field),), evidence=evidence.get(field, 1.0))
    lists = (
        "compound_heads",
        "not_compounds",
        "openers",
        "turning",
        "qualifying",
        "generic",
        "selecting",
        "starts",
        "ends",
    )
    joined = {name: tuple(word for part in parts for word in getattr(part, name)) for name in lists}
    return Vocabulary(
        entries=entries,
        **joined,
        questions=tuple(question for part in parts for question in part.questions),
        foreign=tuple(word for part in parts for word in part.foreign),
        never=tuple(word for part in parts for word in part.never),
        abbreviations={short: word for part in parts for short, word in part.abbreviations.items()},
        audience={name: words for part in parts for name, words in part.audience.items()},
        units={name: words for part in parts for name, words in part.units.items()},
        content={name: words for part in parts for name, words in part.content.items()},
        naming=frozenset(name for part in parts for name, words in part.fields.items() if words.names_row),
    )
