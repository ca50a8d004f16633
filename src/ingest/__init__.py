"""From a PDF of a Danish municipal action plan to clean, comparable data.

    from ingest import extract, read_tables

    plan = extract("plan.pdf")             # a model.Plan: plan.activities, plan.issues, plan.audit
    tables = read_tables("any.pdf")        # tables.fragments, tables.tables: of any PDF, plan or not

and a whole folder, in worker processes, with Excel, CSV and Parquet, from the command line:

    handleplan extract data/raw -o data/extracted

The way of the data, room by room: ``reading``, ``layout``, ``tables``, ``joining``, ``headings``, ``records``,
``language``, ``audit``; ``extraction`` is the line through all of them. ``batch`` runs it over many documents,
``export`` writes, ``cli`` is the command and ``commands`` what it does. Errors are in ``ingest.errors``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.extraction import extract, read_tables

__all__ = ["extract", "read_tables"]


def __getattr__(name: str) -> object:
    """Import the extraction when it is first asked for: ``handleplan --help`` needs none of it."""
    if name in __all__:
        from ingest import extraction

        return getattr(extraction, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
