"""``report.json``: what became of every input of a run. No times, so that two runs give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal

from ingest.errors import HandleplanError
from ingest.messages import Language
from model.issue import Issue, Severity
from model.plan import Plan


@dataclass(frozen=True, slots=True)
class IssueCount:
    """How often a document has an issue of one code, and on which pages."""

    code: str
    severity: Severity
    count: int
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An input of the run.

    ``reason`` says why it failed, or the code of the first error of a partial one. ``output`` is the file
    written, relative to the report; ``kept`` the one of an earlier run that stays because this run failed.
    ``same_as`` is the source of an earlier input with the same bytes, whose result counts for both.
    """

    source: str
    status: Literal["ok", "partial", "empty", "failed"]
    reason: str | None
    message: str | None
    sha256: str | None
    output: str | None = None
    kept: str | None = None
    same_as: str | None = None
    edition_id: str | None = None
    plan_form: str | None = None
    municipalities: tuple[str, ...] = ()
    pages: int = 0
    tables: int = 0
    activities: int = 0
    issues: tuple[IssueCount, ...] = ()

    def count(self, severity: Severity) -> int:
        """The number of issues of that severity."""
        return sum(issue.count for issue in self.issues if issue.severity == severity)


def entry_of_plan(source: str, plan: Plan, output: str, lang: Language) -> Entry:
    """A document that was extracted."""
    issues = plan.all_issues
    first = next((issue for issue in issues if issue.severity == "error"), None)
    return Entry(
        source=source,
        status=plan.status,
        reason=first.code if first else None,
        message=(first.message if lang == "da" else first.message_en) if first else None,
        sha256=plan.source.sha256,
        output=output,
        edition_id=plan.edition_id,
        plan_form=plan.plan_form,
        municipalities=tuple(municipality.name for municipality in plan.municipalities),
        pages=plan.pages,
        tables=sum(table.used for table in plan.tables),
        activities=len(plan.activities),
        issues=_counted(issues),
    )


def entry_of_failure(
    source: str, error: HandleplanError, sha256: str | None, kept: str | None, lang: Language
) -> Entry:
    """A document that was not."""
    return Entry(source, "failed", error.reason, error.message(lang), sha256, kept=kept)


def entry_of_copy(source: str, first: Entry) -> Entry:
    """A document with the bytes of another."""
    return replace(first, source=source, same_as=first.source)


def report_json(entries: Sequence[Entry], left_out: Iterable[str]) -> bytes:
    """The report; ``left_out`` are files in ``plans/`` that cannot be read and are in none of the tables."""
    content = {"documents": [asdict(entry) for entry in entries], "left_out": list(left_out)}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _counted(issues: Sequence[Issue]) -> tuple[IssueCount, ...]:
    kinds = dict.fromkeys((issue.code, issue.severity) for issue in issues)
    counts = []
    for code, severity in kinds:
        same = [issue for issue in issues if (issue.code, issue.severity) == (code, severity)]
        pages = sorted({issue.page for issue in same if issue.page is not None})
        counts.append(IssueCount(code, severity, len(same), tuple(pages)))
    order = ("error", "warning", "info")
    return tuple(sorted(counts, key=lambda count: order.index(count.severity)))
