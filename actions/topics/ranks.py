"""The places of an order that a question asks for: "the second largest", "the top three"."""

from __future__ import annotations

from collections.abc import Sequence

from actions.questions.question import Rank
from knowledge.records import Figure


def in_order(figures: Sequence[Figure], rank: Rank) -> list[Figure]:
    """Return figures by value as the rank counts them, the largest or the smallest first.

    Amounts in different units, as in euros and in francs, have no order among them: each unit has its own.
    """
    return [
        figure
        for unit in dict.fromkeys(figure.unit for figure in figures)
        for figure in sorted(
            (one for one in figures if one.unit == unit), key=lambda one: one.value, reverse=not rank.lowest
        )
    ]


def at_rank(figures: Sequence[Figure], rank: Rank) -> list[Figure]:
    """Return the figures at the places that are asked for; none if there are too few.

    Figures of equal value share a place, and all of them are returned.
    """
    ordered = in_order(figures, rank)
    chosen: list[Figure] = []
    for unit in dict.fromkeys(figure.unit for figure in ordered):
        of_unit = [figure for figure in ordered if figure.unit == unit]
        values = list(dict.fromkeys(figure.value for figure in of_unit))
        wanted = values[rank.position - 1 : rank.position - 1 + rank.count]
        chosen += [figure for figure in of_unit if figure.value in wanted]
    return chosen
