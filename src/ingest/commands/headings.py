"""``handleplan headings``: which headings the extracted plans have, and what became of each."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from ingest import console, errors
from ingest.export.folder import PLANS
from ingest.headings.lexicon import Lexicon
from ingest.headings.matching import words
from ingest.messages import Language
from model.loading import read_plan
from model.plan import Plan
from model.vocabulary import FIELDS, IGNORE, WITHOUT_FIELD

SHOWN_DOCUMENTS = 3  # by name; of the others the number
NOT_OURS = "not a plan header"  # why the table was left out, as the plan says it

WORDS: Mapping[Language, Mapping[str, str]] = {
    "da": {
        "heading": "Overskrift",
        "field": "Felt",
        "rule": "Regel",
        "rows": "Rækker",
        "documents": "Dokumenter",
        "unknown": "ukendt",
        "taken": "extra ({field})",
        "more": "og {count} til",
        "none": "Ingen planer i {path}. Skriv dem med: handleplan extract PDF|FOLDER -o {folder}",
        "intro": "Overskrifter, som handleplan ikke kender. Skriv et felt ved hver, og giv filen med:\n"
        'handleplan extract ... --vocabulary FIL. "" : stadig ukendt. "-" : skal ikke kendes.\n'
        "Felterne: {fields}",
        "left_out": "Fra tabeller, der ikke blev taget med, fordi overskrifterne ikke ligner en handleplans:",
        "rows_in": "{rows} rækker: {documents}",
    },
    "en": {
        "heading": "Heading",
        "field": "Field",
        "rule": "Rule",
        "rows": "Rows",
        "documents": "Documents",
        "unknown": "unknown",
        "taken": "extra ({field})",
        "more": "and {count} more",
        "none": "No plans in {path}. Write them with: handleplan extract PDF|FOLDER -o {folder}",
        "intro": "Headings that handleplan does not know. Write a field at each, and pass the file with:\n"
        'handleplan extract ... --vocabulary FILE. "": still unknown. "-": not to be known.\n'
        "The fields: {fields}",
        "left_out": "Of tables that were left out because their headings do not look like a plan's:",
        "rows_in": "{rows} rows: {documents}",
    },
}


@dataclasses.dataclass(slots=True)
class Met:
    """A heading as it was met: its field ("" when it is in extra), the rows under it, and where."""

    heading: str
    field: str
    rows: int = 0
    documents: dict[str, None] = dataclasses.field(default_factory=dict)

    def add(self, rows: int, document: str) -> None:
        """Count it once more."""
        self.rows += rows
        self.documents[document] = None


def headings(folder: Path, lang: Language, suggest: bool = False, own: Path | None = None) -> int:
    """Show every heading of the plans in ``folder``, the unknown ones first; the exit code.

    ``suggest``: print a vocabulary file to complete instead. ``own``: a vocabulary file that was used.

    Raises:
        errors.MissingInput: there is no such folder.
        errors.BadVocabulary: the file ``own`` cannot be used.
    """
    if not folder.is_dir():
        raise errors.MissingInput(folder)
    lexicon = Lexicon(words(own))
    plans = list(_plans(folder))
    if not plans:
        console.complain(WORDS[lang]["none"].format(path=folder / PLANS, folder=folder))
        return 2
    if suggest:
        with contextlib.suppress(AttributeError, ValueError):  # a notebook's stream is what it is
            sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # TOML is UTF-8
        print(suggestion(plans, lexicon, lang))
        return 0
    said = WORDS[lang]
    rows = [
        (one.heading, _became(one, lexicon, lang), _rule(one, lexicon), str(one.rows), _where(one, lang))
        for one in sorted(met(plans), key=lambda one: _order(one, lexicon))
    ]
    columns = ("heading", "field", "rule", "rows", "documents")
    console.show_table([said[column] for column in columns], rows, numeric=(3,))
    return 0


def met(plans: Iterable[Plan]) -> list[Met]:
    """Every heading of the activities, by what became of it."""
    found: dict[tuple[str, str], Met] = {}
    for plan in plans:
        for activity in plan.activities:
            given = [(name, text) for name, text in activity.headings.items() if name in FIELDS]
            for name, text in [*given, *(("", text) for text in activity.extra)]:
                found.setdefault((name, text), Met(text, name)).add(1, plan.edition_id)
    return list(found.values())


def left_out(plans: Iterable[Plan]) -> list[Met]:
    """The headings of the tables that were left out because their headers are no plan's."""
    found: dict[str, Met] = {}
    for plan in plans:
        for table in plan.tables:
            if not table.used and table.reason == NOT_OURS:
                for text in filter(None, table.header):
                    found.setdefault(text, Met(text, "")).add(table.rows, plan.edition_id)
    return list(found.values())


def suggestion(plans: Sequence[Plan], lexicon: Lexicon, lang: Language) -> str:
    """A vocabulary file: every unknown heading with no field yet, the ones with most rows first."""
    said = WORDS[lang]
    fields = ", ".join((*FIELDS, *WITHOUT_FIELD))
    lines = [f"# {line}" for line in said["intro"].format(fields=fields).split("\n")]
    lines += ["", "[headings]"]
    seen: set[str] = set()
    for title, some in ((None, met(plans)), (said["left_out"], left_out(plans))):
        unknown = [
            one
            for one in sorted(some, key=lambda one: (-one.rows, one.heading))
            if not one.field and one.heading not in seen and lexicon.find(one.heading).entry is None
        ]
        if title and unknown:
            lines += ["", f"# {title}"]
        for one in unknown:
            seen.add(one.heading)
            where = said["rows_in"].format(rows=one.rows, documents=_where(one, lang))
            lines.append(f'{json.dumps(one.heading, ensure_ascii=False)} = ""  # {where}')
    return "\n".join(lines)


def _plans(folder: Path) -> Iterable[Plan]:
    for path in sorted((folder / PLANS).glob("*.json")):
        with contextlib.suppress(ValidationError, OSError):
            yield read_plan(path)


def _order(one: Met, lexicon: Lexicon) -> tuple[int, int, str]:
    """The unknown ones first, then the others in extra, then by field; the ones with most rows first."""
    without_field = UNKNOWN if lexicon.find(one.heading).entry is None else IN_EXTRA
    place = FIELDS.index(one.field) if one.field else without_field
    return place, -one.rows, one.heading


UNKNOWN, IN_EXTRA = -2, -1  # places before those of the fields


def _became(one: Met, lexicon: Lexicon, lang: Language) -> str:
    """The field; of a heading in extra the one that it would have had."""
    if one.field:
        return one.field
    readings = lexicon.find(one.heading).readings
    return WORDS[lang]["taken"].format(field=readings[0].field) if readings else WORDS[lang]["unknown"]


def _rule(one: Met, lexicon: Lexicon) -> str:
    found = lexicon.find(one.heading)
    return found.rule if found.entry is not None else IGNORE


def _where(one: Met, lang: Language) -> str:
    names = list(one.documents)
    more = len(names) - SHOWN_DOCUMENTS
    shown = ", ".join(names[:SHOWN_DOCUMENTS])
    return f"{shown} {WORDS[lang]['more'].format(count=more)}" if more > 0 else shown
