"""``handleplan tables``: the tables of any PDF, plan or not, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest import console
from ingest.batch import Job, Limits, Unit
from ingest.commands.processing import process, save_text
from ingest.export.writing import prepare
from ingest.inputs.files import Input, find_pdfs, take_stock
from ingest.messages import Language, text
from ingest.settings import DEFAULT, Settings
from ingest.work import tables_of_document
from model.labels import value_words


def tables(named: Sequence[Path], out: Path, limits: Limits, lang: Language, *, settings: Settings = DEFAULT) -> int:
    """Write ``out/<stem>.json`` for every document named; the exit code.

    Raises:
        errors.CannotStart: nothing was done.
    """
    return each_document(named, out, limits, lang, tables_of_document, save_text, settings)


def each_document(
    named: Sequence[Path],
    out: Path,
    limits: Limits,
    lang: Language,
    unit: Unit,
    save: Callable[[Path, str], None],
    settings: Settings,
) -> int:
    """Do a unit of work whose JSON lists "tables" and "joined", and show how many; the exit code.

    Raises:
        errors.CannotStart: nothing was done.
    """
    paths = find_pdfs(named)
    prepare(out)
    inputs = take_stock(paths)
    rows: dict[int, tuple[str, str, str, str, str]] = {}
    complaints: dict[int, str] = {}
    words = value_words("outcome", lang)
    with console.progress(sum(one.same_as is None for one in inputs), lang) as tick:

        def job(one: Input) -> Job:
            return Job(one.path, name=one.stem, lang=lang, settings=settings)

        for result in process(inputs, job, unit, out, limits, save):
            name = inputs[result.place].path.name
            parts = joined = status = ""
            if result.text is not None:
                found = json.loads(result.output.read_text(encoding="utf-8"))
                parts, joined = str(len(found["tables"])), str(len(found["joined"]))
                status = words["ok" if found["tables"] else "empty"]
            elif result.error is not None:
                status = f"{words['failed']} ({result.error.reason})"
                complaints[result.place] = result.error.message(lang)
            rows[result.place] = (name, joined, parts, console.number(result.seconds, lang), status)
            tick(f"{name}: {status}")

    columns = ("document", "tables", "parts", "seconds", "status")
    shown = [rows[place] for place in sorted(rows)]
    console.show_table([text(lang, f"summary.{column}") for column in columns], shown, numeric=range(1, 4))
    print(text(lang, "console.written_tables", folder=out))
    for place in sorted(complaints):
        console.complain(complaints[place])
    return 1 if complaints else 0
