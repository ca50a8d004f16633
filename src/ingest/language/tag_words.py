"""``tags.toml`` as alternatives of regular expressions."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def alternatives(name: str) -> str:
    """The words of a list of ``tags.toml``, the longest first; a * stands for any letters."""
    return "|".join(_spelt(words) for words in sorted(_lists()[name], key=len, reverse=True))


def _spelt(words: str) -> str:
    return re.escape(words).replace(r"\*", r"[\w-]*").replace(r"\ ", r"\s+")


@cache
def _lists() -> dict[str, list[str]]:
    path = files("ingest.language").joinpath("tags.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
