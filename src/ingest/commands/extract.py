"""``handleplan extract``: plans out of PDFs, and the tables made of all plans in the output folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest import console
from ingest.batch import Job, Limits
from ingest.commands.processing import Result, process
from ingest.export.folder import PLANS, REPORT, all_plans, write_tables
from ingest.export.report import Entry, entry_of_copy, entry_of_failure, entry_of_plan, report_json
from ingest.export.rows import Row
from ingest.export.writing import prepare, write
from ingest.headings.matching import headings
from ingest.inputs.files import Input, find_pdfs, take_stock
from ingest.inputs.sources import SourceRow, absent, read_sources, source_of
from ingest.inputs.themes_file import FILE_NAME, ThemeRow, read_themes
from ingest.language.protection import protected
from ingest.messages import Language, text
from ingest.settings import DEFAULT, Settings
from ingest.work import EXTRACTION, UNDERSTANDING, extract_document
from model.labels import value_words
from model.plan import Plan

Sources = dict[Path, dict[str, SourceRow]]
"""Folder → what its ``kilder.csv`` says."""
Themes = dict[Path, tuple[ThemeRow, ...]]
"""Folder → what its ``temaer.csv`` says."""


def extract(
    named: Sequence[Path],
    out: Path,
    limits: Limits,
    lang: Language,
    *,
    themes: Path | None = None,
    settings: Settings = DEFAULT,
) -> int:
    """Extract every document named; the exit code.

    ``themes`` is a ``temaer.csv`` for all of them; without it each folder's own counts.

    Raises:
        errors.CannotStart: nothing was done.
    """
    headings(settings.vocabulary)  # a fault in it is told before anything starts
    paths = find_pdfs(named)
    sources = _sources(paths, lang)
    themes_of = _themes(paths, themes)
    prepare(out)
    prepare(out / PLANS)
    inputs = take_stock(paths)

    entries: dict[int, Entry] = {}
    seconds = [0.0] * len(inputs)
    written: set[Path] = set()
    with console.progress(sum(one.same_as is None for one in inputs), lang) as tick:
        for result in process(
            inputs,
            lambda one: _job(one, sources, themes_of, settings),
            extract_document,
            out / PLANS,
            limits,
            preload=(EXTRACTION, UNDERSTANDING),
        ):
            entry = _entry(inputs[result.place], result, lang)
            entries[result.place], seconds[result.place] = entry, result.seconds
            if entry.output is not None:
                written.add(result.output)
            tick(f"{result.output.stem}: {value_words('outcome', lang)[entry.status]}")
    told = [
        entries[place] if one.same_as is None else entry_of_copy(one.path.as_posix(), entries[one.same_as])
        for place, one in enumerate(inputs)
    ]

    plans, left_out = all_plans(out, written)
    named_in = [plan.edition_id for plan in plans if protected(plan, settings.persons) is not plan]
    if named_in:
        console.complain(text(lang, "console.names_kept", plans=", ".join(named_in)))
        plans = [protected(plan, settings.persons) for plan in plans]
    files, refused = write_tables(out, plans, [_failure(entry) for entry in told if entry.status == "failed"], lang)
    write(out / REPORT, report_json(told, left_out))
    _show(told, seconds, lang)
    activities = sum(len(plan.activities) for plan in plans)
    print(text(lang, "console.written", activities=activities, plans=len(plans)))
    for path in (out / PLANS, *files, out / REPORT):
        print(f"  {path}")
    complaints = [
        *(_complaint(entry, lang) for entry in told if entry.status in ("failed", "partial") and not entry.same_as),
        *(error.message(lang) for error in refused),
        *(text(lang, "console.left_out", path=out / name) for name in left_out),
    ]
    for said in complaints:
        console.complain(said)
    return 1 if complaints else 0


def _sources(paths: Sequence[Path], lang: Language) -> Sources:
    """Every folder's ``kilder.csv``; says which of its files are not there."""
    sources = {}
    for folder in dict.fromkeys(path.parent for path in paths if path.exists()):
        sources[folder] = read_sources(folder)
        for file in absent(folder, sources[folder]):
            console.complain(text(lang, "sources.absent", said=file, folder=folder))
    return sources


def _themes(paths: Sequence[Path], chosen: Path | None) -> Themes:
    """Every folder's ``temaer.csv``, or the one chosen for all."""
    folders = dict.fromkeys(path.parent for path in paths if path.exists())
    if chosen is not None:
        return dict.fromkeys(folders, read_themes(chosen))
    return {folder: read_themes(path) for folder in folders if (path := folder / FILE_NAME).is_file()}


def _job(named: Input, sources: Sources, themes: Themes, settings: Settings) -> Job:
    folder = named.path.parent
    return Job(
        named.path,
        source_of(named.path, sources[folder]),
        named.stem if named.ambiguous else None,
        themes=themes.get(folder, ()),
        settings=settings,
    )


def _entry(named: Input, result: Result, lang: Language) -> Entry:
    source, output = named.path.as_posix(), f"{PLANS}/{result.output.name}"
    if result.text is not None:
        return entry_of_plan(source, Plan.model_validate_json(result.text), output, lang)
    assert result.error is not None
    return entry_of_failure(source, result.error, named.sha256, output if result.output.exists() else None, lang)


def _failure(entry: Entry) -> Row:
    """A failed document as a row of the issues' sheet."""
    return {
        "edition_id": None,
        "activity_id": None,
        "severity": "error",
        "code": entry.reason,
        "message": entry.message,
        "page": None,
        "source_file": Path(entry.source).name,
    }


def _complaint(entry: Entry, lang: Language) -> str:
    if entry.status == "partial":
        return text(lang, "console.partial", source=entry.source, message=entry.message)
    kept = text(lang, "console.kept", output=entry.kept) if entry.kept else ""
    return f"{entry.message}{kept}"


def _show(entries: Sequence[Entry], seconds: Sequence[float], lang: Language) -> None:
    columns = ("document", "municipality", "pages", "tables", "rows", "issues", "seconds", "status")
    rows = [
        (
            Path(entry.source).name,
            ", ".join(entry.municipalities),
            str(entry.pages),
            str(entry.tables),
            str(entry.activities),
            f"{entry.count('error')} / {entry.count('warning')}",
            console.number(spent, lang),
            _status(entry, lang),
        )
        for entry, spent in zip(entries, seconds, strict=True)
    ]
    console.show_table([text(lang, f"summary.{column}") for column in columns], rows, numeric=range(2, 7))


def _status(entry: Entry, lang: Language) -> str:
    word = value_words("outcome", lang)[entry.status]
    if entry.same_as:
        return text(lang, "summary.same", word=word, source=Path(entry.same_as).name)
    return f"{word} ({entry.reason})" if entry.reason else word
