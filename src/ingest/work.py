"""The units of work: what a worker process does with one document. They write no file."""

from __future__ import annotations

import base64
import json

from ingest.batch import Job

EXTRACTION = "ingest.extraction"
"""The module to import before the first document."""
UNDERSTANDING = "ingest.language.understanding"
"""The one that brings spaCy, imported before the first document where its cells are to be understood."""


def extract_document(job: Job) -> str:
    """A PDF → the text of its plan's JSON."""
    from ingest.export.plan_json import plan_json, renamed
    from ingest.extraction import extract
    from ingest.records.editions import slug

    plan = extract(job.path, source=job.source, themes=job.themes, settings=job.settings)
    return plan_json(renamed(plan, slug(job.name)) if job.name else plan)


def tables_of_document(job: Job) -> str:
    """A PDF → the text of its tables' JSON."""
    from ingest.export.tables_json import tables_json
    from ingest.extraction import read_tables

    return tables_json(read_tables(job.path, settings=job.settings))


def pictures_of_document(job: Job) -> str:
    """A PDF → the files that ``inspect`` writes of it, name → content in base64, as JSON."""
    from ingest.inspecting.inspection import inspection

    files = inspection(job.path, job.name or job.path.stem, job.lang, job.settings)
    return json.dumps({name: base64.b64encode(data).decode("ascii") for name, data in files.items()})


def unpacked(text: str) -> dict[str, bytes]:
    """The files of ``pictures_of_document``."""
    return {name: base64.b64decode(data) for name, data in json.loads(text).items()}
