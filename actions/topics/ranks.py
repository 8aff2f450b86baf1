"""The places of an order that a question asks for: "the second largest", "the top three"."""

from __future__ import annotations

from collections.abc import Sequence

from actions.questions.question import Rank
from knowledge.records import Figure


def in_order(figures: Sequence[Figure], rank: Rank) -> list[Figure]:
    """Return figures by value as the rank counts them, the largest or the smallest first."""
    return sorted(figures, key=lambda figure: figure.value, reverse=not rank.lowest)


def at_rank(figures: Sequence[Figure], rank: Rank) -> list[Figure]:
    """Return the figures at the places that are asked for; none if there are too few.

    Figures of equal value share a place, and all of them are returned.
    """
    ordered = in_order(figures, rank)
    values = list(dict.fromkeys(figure.value for figure in ordered))
    wanted = values[rank.position - 1 : rank.position - 1 + rank.count]
    return [figure for figure in ordered if figure.value in wanted]
