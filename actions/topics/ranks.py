"""The places of an order that a question asks for: "the second largest", "the top three"."""

from __future__ import annotations

from collections.abc import Sequence

from actions.formatting import capitalised
from actions.messages import message
from actions.questions.cues import contains, is_claim, is_yes_no, phrases
from actions.questions.question import LinkedEntity, Question, Rank
from knowledge.records import Entity, Figure
from knowledge.terms import normalise


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


def named_before(question: Question, *kinds: str) -> LinkedEntity | None:
    """Return the value behind which another one is asked for: "second after Python"."""
    named = question.of(*kinds)
    if len({one.value for one in named}) != 1 or is_yes_no(question.text):
        return None
    before, found, _behind = f" {normalise(question.text)} ".partition(f" {normalise(named[0].typed)} ")
    words = before.removesuffix(" the")
    stands = any(words.endswith(f" {phrase}") for phrase in phrases("stands_behind"))
    return named[0] if found and stands else None


def rank_behind(question: Question, named: LinkedEntity, ordered: Sequence[Entity]) -> Rank | None:
    """Return the place that is asked for behind a value of an order; None where the order lacks it."""
    keys = [entity.key for entity in ordered]
    if named.value not in keys:
        return None
    asked = question.rank.position if question.rank else 1
    return Rank(position=max(keys.index(named.value) + 2, asked))


def asks_for_a_place(question: Question) -> bool:
    """Return whether the place of what is named in an order is asked for, or whether it has one."""
    if contains("asks_for_a_place", question.text):
        return True
    return is_claim(question.text) and (_place_claimed(question) is not None or _asks_if_listed(question))


def place_of(question: Question, entity: Entity, ordered: Sequence[Entity]) -> str | None:
    """Return the sentence that says the place of a value in an order, where the question asks for it."""
    keys = [one.key for one in ordered]
    if entity.key not in keys or not asks_for_a_place(question):
        return None
    position = keys.index(entity.key) + 1
    text = message("rank.place", position=position, number=len(keys), thing=entity.name)
    claimed = _place_claimed(question)
    if claimed is not None and claimed > len(keys):
        return None  # "and over 45?" claims no place
    if not is_claim(question.text) or (claimed is None and not _asks_if_listed(question)):
        return capitalised(text)
    right = claimed in (None, position)
    return message("verdict.yes", text=text) if right else message("verdict.no", text=text)


def _asks_if_listed(question: Question) -> bool:
    return contains("asks_if_listed", question.text)


def _place_claimed(question: Question) -> int | None:
    """Return the place that a question says something to have: "is India second?"."""
    places = [int(value) for value in question.cue("ordinal")]
    return places[0] if len(places) == 1 and places[0] > 0 else None
