"""What handleplan says to its user, in Danish and English: ``messages.toml``, read when first needed."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

Language = Literal["da", "en"]


def text(lang: Language, key: str, /, **values: object) -> str:
    """The message ``key`` ("section.name") with the braces of its text filled in.

    Raises:
        KeyError: there is no such message, or a value of its text is missing.
    """
    section, name = key.split(".")
    template: str = _table()[section][name][lang]
    return template.format(**values)


@cache
def _table() -> dict[str, dict[str, dict[str, str]]]:
    table: dict[str, Any] = tomllib.loads(Path(__file__).with_name("messages.toml").read_text(encoding="utf-8"))
    return table
