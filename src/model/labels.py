"""The codebook: what every exported column is called and means, in Danish and English.

from model.labels import labels

labels("activities")["time_horizon"]   # "Tidshorisont"
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast, get_args

from model.taxonomy import Kind, names

Language = Literal["da", "en"]
Sheet = Literal["activities", "plans", "issues"]
"""The exported tables. Of ``issues`` there is a sheet in Excel only."""


def labels(sheet: Sheet, lang: Language = "da") -> dict[str, str]:
    """Column → label, in the order of the files."""
    return {column: said[lang] for column, said in _codebook()[sheet].items()}


def meanings(sheet: Sheet, lang: Language = "da") -> dict[str, str]:
    """Column → what it holds, in one line."""
    return {column: said[f"means_{lang}"] for column, said in _codebook()[sheet].items()}


def value_words(column: str, lang: Language = "da") -> dict[str, str]:
    """Code → word for a column of coded values, those of the taxonomy too; empty for a column of text."""
    if column in get_args(Kind):
        return names(cast(Kind, column), lang)
    return {code: said[lang] for code, said in _codebook()["values"].get(column, {}).items()}


@cache
def _codebook() -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads(files("model").joinpath("labels.toml").read_text(encoding="utf-8"))
