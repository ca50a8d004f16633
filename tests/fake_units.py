"""Units of work for the tests: what a document does is what its bytes order. Workers import them by name."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

from ingest import errors
from ingest.batch import Job
from ingest.export.plan_json import plan_json, renamed
from model.activity import Activity, Place, Provenance
from model.issue import Issue, issue
from model.plan import Plan, PlanMunicipality, Source


def obey(job: Job) -> str:
    """Do what the file's text orders."""
    order, _, value = job.path.read_text(encoding="utf-8").partition(" ")
    if order == "say":
        return value
    if order == "pid":
        return str(os.getpid())
    if order == "big":
        return "x" * int(value)
    if order == "exit":
        os._exit(int(value))
    if order == "signal":
        os.kill(os.getpid(), int(value))
    if order in ("sleep", "signal"):
        time.sleep(float(value))
        return "slept"
    if order == "spin":
        while True:
            pass
    if order == "eat":
        return str(len(bytearray(int(value) * 1024 * 1024)))
    if order == "locked":
        raise errors.EncryptedDocument(job.path)
    if order == "interrupt":
        marker = Path(value)
        marker.touch()
        time.sleep(60)
    raise ValueError(f"no such order: {order}")


def plan_of(job: Job) -> str:
    """A plan whose activities are the lines of the file; a file that orders something else does that."""
    data = job.path.read_bytes()
    lines = data.decode("utf-8").splitlines()
    if lines[:1] != ["plan"]:
        obey(job)
    activities = tuple(lines[1:])
    plan = some_plan(job.path.stem, *activities, sha256=hashlib.sha256(data).hexdigest())
    if job.source is not None:
        source = plan.source.model_copy(
            update={"source_kind": job.source.source_kind or "original", "note": job.source.note}
        )
        plan = plan.model_copy(update={"source": source})
    if "lost" in activities:
        lost = issue("words_lost", page=2, count=1, sample="ord")
        plan = plan.model_copy(update={"issues": (lost,)})
    return plan_json(renamed(plan, job.name.lower()) if job.name else plan)


def some_plan(stem: str, *titles: str | None, sha256: str = "0" * 64, issues: tuple[Issue, ...] = ()) -> Plan:
    """A plan of Varde with an activity for every title."""
    activities = tuple(
        Activity(
            id=f"{stem}:5.{place}",
            number=f"5.{place}",
            title=title,
            purpose=title,
            extra={"Note": title or ""},
            label=title or "",
            municipalities=("Varde",),
            headings={"title": "Aktivitet"},
            provenance={
                "title": Provenance(
                    places=(Place(page=2, bbox=(1, 2, 3, 4)), Place(page=1, bbox=(1, 2, 3, 4))),
                    method="ruled",
                    raw=(title or "",),
                )
            },
        )
        for place, title in enumerate(titles, start=1)
    )
    return Plan(
        plan_id="varde",
        edition_id=stem,
        title="Handleplan",
        municipalities=(PlanMunicipality(code="0573", name="Varde"),),
        plan_form="table" if activities else "prose",
        source=Source(file=f"{stem}.pdf", sha256=sha256),
        pages=2,
        issues=issues,
        activities=activities,
    )
