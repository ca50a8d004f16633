"""What the Danish words of a cell mean: who, when, how far.

    from ingest.language import responsible_parties, status_state, time_span

    responsible_parties("SSP-konsulenten i Varde")    # [Party(name="SSP-konsulent", kind="role", ...)]

Each function is imported, and spaCy with it where it is needed, when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.language.parties import responsible_parties
    from ingest.language.status import status_as_of, status_audience, status_state
    from ingest.language.time import time_span

_MODULES = {
    "responsible_parties": "ingest.language.parties",
    "status_as_of": "ingest.language.status",
    "status_audience": "ingest.language.status",
    "status_state": "ingest.language.status",
    "time_span": "ingest.language.time",
}

__all__ = ["responsible_parties", "status_as_of", "status_audience", "status_state", "time_span"]


def __getattr__(name: str) -> object:
    """The function of that name, from the module that holds it."""
    if name in _MODULES:
        return getattr(import_module(_MODULES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
