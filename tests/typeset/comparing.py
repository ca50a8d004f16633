"""What was extracted beside the truth. An empty list of differences is exactly right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest import extract, read_tables
from ingest.export.tables_json import tables_json
from model.activity import Activity
from typeset.plan import ActivityTruth, PlanDocument, TableTruth, activity_truths, table_truths


@dataclass(frozen=True)
class Difference:
    """What is wrong: a kind to count by, where, what was expected and what was found."""

    kind: str
    where: str
    expected: str
    found: str


def table_differences(path: Path, document: PlanDocument) -> list[Difference]:
    """The tables that ``handleplan tables`` gives beside those that were set."""
    found = [
        TableTruth(table["caption"], tuple(table["header"]), tuple(tuple(row) for row in table["rows"]))
        for table in json.loads(tables_json(read_tables(path)))["joined"]
    ]
    expected = table_truths(document)
    if len(expected) != len(found):
        kind = "tables missing" if len(found) < len(expected) else "tables too many"
        return [Difference(kind, "", str([len(t.rows) for t in expected]), str([len(t.rows) for t in found]))]
    return [
        difference
        for number, (truth, read) in enumerate(zip(expected, found, strict=True), 1)
        for difference in _table(f"table {number}", truth, read)
    ]


def _table(where: str, truth: TableTruth, read: TableTruth) -> list[Difference]:
    if _flat(truth.caption or "") != _flat(read.caption or ""):
        return [Difference("caption", where, str(truth.caption), str(read.caption))]
    if len(truth.header) != len(read.header):
        return [Difference("header lost or made up", where, str(truth.header), str(read.header))]
    found = _texts("heading", where, truth.header, read.header)
    widths = {len(row) for row in truth.rows}, {len(row) for row in read.rows}
    if widths[0] != widths[1]:
        return [Difference("columns", where, str(widths[0]), str(widths[1]))]
    if len(truth.rows) != len(read.rows):
        at = next(
            (
                k
                for k, (a, b) in enumerate(zip(truth.rows, read.rows, strict=False))
                if list(map(_flat, a)) != list(map(_flat, b))
            ),
            min(len(truth.rows), len(read.rows)),
        )
        kind = "rows too few" if len(read.rows) < len(truth.rows) else "rows too many"
        expected, got = truth.rows[at : at + 2], read.rows[at : at + 2]
        return [*found, Difference(kind, f"{where}, row {at + 1}", str(expected), str(got))]
    for k, (a, b) in enumerate(zip(truth.rows, read.rows, strict=True), 1):
        found.extend(_texts("cell", f"{where}, row {k}", a, b))
    return found


def _texts(kind: str, where: str, expected: Sequence[str], found: Sequence[str]) -> list[Difference]:
    differing: list[Difference] = []
    for column, (a, b) in enumerate(zip(expected, found, strict=True), 1):
        place = f"{where}, column {column}"
        if _flat(a) != _flat(b):
            differing.append(Difference(kind, place, a, b))
        elif kind == "cell" and a != b:
            differing.append(Difference("paragraphs", place, a, b))
    return differing


def activity_differences(path: Path, document: PlanDocument) -> list[Difference]:
    """The activities of ``handleplan extract`` beside the rows that were set."""
    expected = activity_truths(document)
    if expected is None:
        return []
    found = extract(path).activities
    if len(expected) != len(found):
        return [Difference("activities", "", str(len(expected)), str(len(found)))]
    return [
        difference
        for number, (truth, read) in enumerate(zip(expected, found, strict=True), 1)
        for difference in _activity(f"activity {number}", truth, read)
    ]


def _activity(where: str, truth: ActivityTruth, read: Activity) -> list[Difference]:
    found = []
    if _flat(truth.section) != _flat(read.section):
        found.append(Difference("section", where, truth.section, read.section))
    for name, text in truth.texts:
        said = getattr(read, name)
        if said is None or _flat(said) != _flat(text):
            found.append(Difference("field", f"{where}, {name}", text, str(said)))
    return found


def _flat(text: str) -> str:
    return " ".join(text.split())
