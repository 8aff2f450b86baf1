"""A place with which a few words end: "bailiff pay tx", "pay phx", "cook columbus ohio"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import contains, phrases
from actions.questions.kinds import PLACES
from actions.questions.message import ParsedEntity, UserMessage
from knowledge.dataset_records import Area
from knowledge.queries.wages import STATE, find_areas
from knowledge.terms import normalise

MOST_WORDS = 7
LONGEST = 3  # words of a place's name
NATION_KIND = "nation"  # a kind of areas
_ABOUT_FIGURES = ("search_by_pay", "asks_how_many_work")


def with_place_at_end(connection: Connection, message: UserMessage) -> UserMessage:
    """Return a message with the place that its last words name, where NLU marks none."""
    words = normalise(message.text).split()
    marked = message.is_payload or any(one.kind in PLACES for one in message.entities)
    if marked or not 1 < len(words) <= MOST_WORDS:
        return message
    about_figures = any(contains(cue, message.words) for cue in _ABOUT_FIGURES)
    if not (about_figures or message.values("occupation")):
        return message
    taken = {word for one in message.entities for word in normalise(one.typed).split()}
    free = [word if word not in taken else "" for word in words]
    while free[1:] and (words[len(free) - 1] in phrases("search_by_pay") or not free[-1]):
        free.pop()  # "carpenters columbus ohio salary"
    name = _place_at_end(connection, free)
    return (
        replace(message, entities=(*message.entities, ParsedEntity("place", name, name))) if name else message
    )


def _place_at_end(connection: Connection, words: Sequence[str]) -> str | None:
    """Return the name of the place with which words end, of a city in a state that of the city."""
    for length in range(min(LONGEST, len(words) - 1), 0, -1):
        name = " ".join(words[-length:])
        if not all(words[-length:]) or name in phrases("codes_that_are_words") | phrases(
            "words_that_are_places"
        ):
            continue
        areas = [one for one in find_areas(connection, name=name) if one.kind != NATION_KIND]
        if areas:
            return _city_in(connection, areas[0], words[:-length]) or name
    return None


def _city_in(connection: Connection, state: Area, before: Sequence[str]) -> str | None:
    """Return the full name of the city of a state that stands before its name: "columbus ohio"."""
    if state.kind != STATE:
        return None
    for length in range(min(LONGEST, len(before)), 0, -1):
        found = find_areas(connection, name=" ".join(before[-length:])) if all(before[-length:]) else []
        there = next((one for one in found if one.state == state.state and one.kind != STATE), None)
        if there:
            return there.name
    return None
