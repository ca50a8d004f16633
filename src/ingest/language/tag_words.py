"""``tags.toml`` as alternatives of regular expressions, and as codes with the words that show them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

ANY = r"[\w-]{0,40}"  # what a * stands for; words are no longer


@cache
def alternatives(name: str) -> str:
    """The words of a list of ``tags.toml``, the longest first; a * stands for any letters."""
    return _joined(_table()[name])


def listed(name: str, text: str) -> Iterator[tuple[str, str]]:
    """The codes of a table of ``tags.toml`` whose words a text has, each with the first of them."""
    for code, regex in _regexes(name).items():
        m = regex.search(text)
        if m:
            yield code, m.group()


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text with blanks for some of its pieces, so that places in it stay what they are."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


@cache
def _regexes(name: str) -> dict[str, re.Pattern[str]]:
    return {
        code: re.compile(rf"(?<!\w)(?:{_joined(words)})(?!\w)", re.IGNORECASE) for code, words in _table()[name].items()
    }


def _joined(words: list[str]) -> str:
    return "|".join(_spelt(one) for one in sorted(words, key=len, reverse=True))


def _spelt(words: str) -> str:
    return re.escape(words).replace(r"\*", ANY).replace(r"\ ", r"\s+")


@cache
def _table() -> dict[str, Any]:
    path = files("ingest.language").joinpath("tags.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
