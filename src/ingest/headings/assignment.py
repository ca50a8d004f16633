"""Assignment: columns to fields, each at most once, so that the sum of the weights is greatest."""

from __future__ import annotations

from collections.abc import Sequence

Offer = tuple[str, float]  # a field that a column could have, and how well it fits


def assign(offers: Sequence[Sequence[Offer]]) -> list[int | None]:
    """For each column the index of the offer that it gets, or ``None``.

    Dynamic programming over the set of fields taken: exact, and quick because few columns have more than one
    offer. Of two equal sums the one that serves the columns to the left first wins.
    """
    wanted = [{field for field, _ in column} for column in offers]
    best: dict[frozenset[str], tuple[float, tuple[int | None, ...]]] = {frozenset(): (0.0, ())}
    for place, column in enumerate(offers):
        later = set().union(*wanted[place + 1 :])
        following: dict[frozenset[str], tuple[float, tuple[int | None, ...]]] = {}
        for taken, (total, chosen) in best.items():
            choices: list[tuple[int | None, str, float]] = [
                (index, field, weight) for index, (field, weight) in enumerate(column) if field not in taken
            ]
            for index, field, weight in [*choices, (None, "", 0.0)]:
                now = taken | {field} if field in later else taken
                if now not in following or total + weight > following[now][0] + TIE:
                    following[now] = (total + weight, (*chosen, index))
        best = following
    return list(max(best.values(), key=lambda found: found[0])[1])


TIE = 1e-9  # sums closer than this are equal
