"""The naive wrapper around a peer's tables: what a user of it would write in an afternoon.

A row with two or more known headings is a header; later tables with as many columns inherit it; a row whose
first cell is empty continues the row above; a hyphen at a line's end before a lower-case letter is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_HYPHEN = re.compile(r"[-\u00ad\u2010]\n(?=[a-zæøå])")
_SPACE = re.compile(r"\s+")
KNOWN_HEADINGS = 2  # in a row that is a header


def activities(tables: Iterable[Sequence[Sequence[str]]], headings: Mapping[str, str]) -> list[dict[str, str]]:
    """The rows of all tables as records; ``headings`` maps a heading in lower case to its field."""
    found: list[dict[str, str]] = []
    fields: list[str | None] = []
    for rows in tables:
        texts = [[clean(said) for said in row] for row in rows]
        if fields and texts and len(texts[0]) != len(fields):
            fields = []
        for row in texts:
            named = [headings.get(said.lower()) for said in row]
            if sum(name is not None for name in named) >= KNOWN_HEADINGS:
                fields = named
            elif fields and not row[0] and found:
                for field, said in zip(fields, row, strict=True):
                    if field and said:
                        found[-1][field] = f"{found[-1].get(field, '')} {said}".strip()
            elif fields:
                found.append({field: said for field, said in zip(fields, row, strict=True) if field})
    return found


def clean(said: str) -> str:
    """A cell's text in one line."""
    return _SPACE.sub(" ", _HYPHEN.sub("", said)).strip()
