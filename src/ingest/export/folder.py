"""An output folder as a whole: the plans in it, and the tables made of all of them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from pydantic import ValidationError

from ingest import errors
from ingest.export.delimited import activities_csv
from ingest.export.excel import activities_xlsx
from ingest.export.parquet import activities_parquet, plans_parquet
from ingest.export.rows import Row
from ingest.export.writing import write
from ingest.messages import Language
from model.loading import read_plan
from model.plan import Plan

PLANS = "plans"
REPORT = "report.json"


def all_plans(folder: Path, just_written: Collection[Path]) -> tuple[list[Plan], list[str]]:
    """Every plan in the folder, by file name, and the names of the files that cannot be read as plans.

    A plan that this run wrote under another name (its PDF was renamed, or is now one of two with one name)
    takes the place of the older file, which is removed: no document counts twice.
    """
    found: list[tuple[Path, Plan]] = []
    left_out: list[str] = []
    for path in sorted((folder / PLANS).glob("*.json")):
        try:
            found.append((path, read_plan(path)))
        except (ValidationError, OSError):
            left_out.append(f"{PLANS}/{path.name}")
    new = {plan.source.sha256 for path, plan in found if path in just_written}
    plans = []
    for path, plan in found:
        if path not in just_written and plan.source.sha256 in new:
            with contextlib.suppress(OSError):
                path.unlink()
        else:
            plans.append(plan)
    return plans, left_out


def write_tables(
    folder: Path, plans: Sequence[Plan], failures: Sequence[Row], lang: Language
) -> tuple[list[Path], list[errors.OutputError]]:
    """Write Excel, CSV and Parquet; the paths written, and an error for each file that could not be."""
    contents: dict[str, Callable[[], bytes]] = {
        "activities.xlsx": lambda: activities_xlsx(plans, failures, lang),
        "activities.csv": lambda: activities_csv(plans, lang),
        "activities.parquet": lambda: activities_parquet(plans),
        "plans.parquet": lambda: plans_parquet(plans),
    }
    written: list[Path] = []
    refused: list[errors.OutputError] = []
    for name, content in contents.items():
        try:
            write(folder / name, content())
        except errors.OutputError as error:
            refused.append(error)
        else:
            written.append(folder / name)
    return written, refused
