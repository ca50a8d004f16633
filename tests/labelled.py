"""Labelled phrases of our own (``tests/labelled/*.tsv``), and what a function makes of them.

Two halves: ``dev`` was looked at while the rules were written, ``held`` was run at the end.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "labelled"


@dataclass(frozen=True)
class Score:
    """Values right, wrong (found and not there) and missed (there and not found), and what went wrong."""

    right: int
    wrong: int
    missed: int
    cases: int
    exact: int
    errors: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Of the values found, the share that is right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Of the values there, the share that was found."""
        return self.right / max(self.right + self.missed, 1)

    def __str__(self) -> str:
        return (
            f"exact {self.exact}/{self.cases}  precision {self.precision:.3f}  recall {self.recall:.3f}"
            f"  (right {self.right}, wrong {self.wrong}, empty {self.missed})"
        )


def rows(name: str, half: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["half"] == half]


def score(name: str, half: str, found: Callable[[dict[str, str]], set[str]], between: str | None = None) -> Score:
    """What ``found`` gives for every row, against its column ``expected`` (values apart by ``between``)."""
    right = wrong = missed = exact = 0
    errors = []
    cases = rows(name, half)
    for row in cases:
        said = (row.get("expected") or "").strip()
        expected = set(said.split(between)) if said else set()
        got = found(row)
        right += len(expected & got)
        wrong += len(got - expected)
        missed += len(expected - got)
        exact += got == expected
        if got != expected:
            errors.append(f"{row}: {sorted(got)}")
    return Score(right, wrong, missed, len(cases), exact, tuple(errors))
