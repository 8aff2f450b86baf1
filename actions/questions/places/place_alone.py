"""A message that is no more than a place: "arizona", "vs Georgia", "NY", "in the same state"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import contains, phrases, without_names, without_phrases, words_of_question
from actions.questions.kinds import CUES, PLACES
from actions.questions.message import NAMES, ParsedEntity, UserMessage
from actions.questions.search_intent import NAMED_ANEW
from actions.questions.topic_slots import ADVICE_TOPICS, INTEREST_FINDER, OF_PLACES, SCALES
from actions.state import ConversationState
from knowledge.queries.lexical import content_words
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.wages import find_areas, median_of, wage_in
from knowledge.terms import normalise

SALARY = "salary"
MOST_WORDS = 10
LONGEST_PLACE = 4  # words of a place's name
NATION = "united_states"  # the key of the country of which all figures are
_FEWEST = 2  # places that are compared
MOST_PLACES = 4
CODE = 2  # letters of a state's postal code
_AS_WRITTEN = re.compile(r"\b[A-Z]{2}\b")


def read_place_alone(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message that names but a place as one that asks the last question of it.

    Where the last answer was advice, a place tells of the person; regions on a scale have rules of their own.
    """
    if message.is_payload or state.topic in (None, INTEREST_FINDER, *ADVICE_TOPICS, *SCALES):
        return message
    named = {one.kind for one in message.entities if not _AS_WRITTEN.fullmatch(one.typed)} - CUES
    if not named <= PLACES or len(message.text.split()) > MOST_WORDS:
        return message
    places = _two_last(message, state) or _other_of_two(connection, message, state)
    places = places or _places_alone(connection, message, state) or _against_each_other(message, state)
    if not places and (place := _place_alone(connection, message, state)):
        held_against = contains("compares_with_last", message.words) or _asks_if_more(message, state)
        before = last_place(state) if held_against else None
        places = tuple(one for one in (before, place) if one)
    if not places:
        return message
    return replace(message, intent=NAMED_ANEW, confidence=1.0, form=NAMES, entities=places, parts=())


def with_place_after_advice(
    connection: Connection, message: UserMessage, state: ConversationState
) -> UserMessage:
    """Return a message that is but a place behind advice with that place, where NLU marks none: "texas?"."""
    if message.is_payload or message.entities or state.topic not in ADVICE_TOPICS:
        return message
    place = _place_alone(connection, message, state)
    start = message.text.casefold().find(place.value) if place else -1
    if place is None or start < 0:
        return message
    typed = message.text[start : start + len(place.value)]
    return replace(message, entities=(replace(place, typed=typed, start=start),))


def last_place(state: ConversationState) -> ParsedEntity | None:
    """Return the place that was named last in a conversation."""
    return next(iter(_last_places(state)), None)


def _last_places(state: ConversationState) -> list[ParsedEntity]:
    """Return the places that were named in a conversation, each once, the last one first."""
    last = (state.mentions, state.question)
    past = (last, *((one.mentions, one.question) for one in reversed(state.earlier)))
    named = [
        one
        for mentions, words in past
        for one in reversed(mentions)
        if one[0] in PLACES and not _only_says_where(one, mentions, words)
    ]
    return [ParsedEntity(kind, value, value) for kind, value in dict.fromkeys(named)]


def _only_says_where(place: tuple[str, str], mentions: Sequence[tuple[str, str]], words: str) -> bool:
    """Return whether a place says where another one is: "Columbus, Ohio"."""
    words, name = f" {normalise(words)} ", normalise(place[1])
    others = (normalise(value) for kind, value in mentions if kind in PLACES and value != place[1])
    return any(f" {other} {name} " in words for other in others)


def _two_last(message: UserMessage, state: ConversationState) -> tuple[ParsedEntity, ...]:
    """Return the places that were named last, for "which of the two states pays more?"."""
    words = message.words
    last = _last_places(state)
    if contains("points_at_two", words) and contains("names_places", words):
        return tuple(last[:2][::-1]) if len(last) > 1 else ()
    if len(last) > 1 and (
        contains("asks_who_wins", words)
        or _asks_which_is_more(words, state)
        or _asks_how_far_apart(words, state)
    ):
        return tuple(last[:2][::-1]) if state.topic == SALARY else ()
    of_places = state.topic == SALARY and any(kind in PLACES for kind, _value in state.mentions)
    compared = any(kind == "occupation" for kind, _value in state.mentions)
    asks = contains("points_at_some", words) and contains("asks_which_of_them", words)
    if not (of_places and asks) or compared or len(last) < _FEWEST:
        return ()
    for cue in ("points_at_some", "asks_which_of_them", "ranks_places", "superlatives_most", "search_by_pay"):
        words = without_phrases(cue, words)
    return () if set(words.split()) - phrases("beside_where_best") else tuple(last[:MOST_PLACES][::-1])


def _against_each_other(message: UserMessage, state: ConversationState) -> tuple[ParsedEntity, ...]:
    """Return the places of which a message asks which has more: two of its own, or one and the last one.

    "Which city is higher, Columbus or Cleveland?", "is that less than in Peoria?"
    """
    named = tuple(one for one in message.entities if one.kind in PLACES)
    if state.topic != SALARY or not 0 < len(named) <= _FEWEST:
        return ()
    words = without_names(message.words, (one.typed for one in named))
    asked = [cue for cue in ("search_more", "than_that_of", "puts_ahead") if contains(cue, words)]
    if not asked or (len(named) == 1 and not contains("than_that_of", words)):
        return ()
    for cue in (*asked, "names_places", "asks_of_a_scale", "search_by_pay"):
        words = without_phrases(cue, words)
    if content_words(words):
        return ()
    before = [one for one in _last_places(state) if one.value != named[0].value][:1]
    places = (*before, *named) if len(named) == 1 else named
    return places if len(places) == _FEWEST else ()


def _asks_where_one_lives(message: UserMessage, state: ConversationState) -> bool:
    """Return whether a message asks, behind pay, of where one lives: "what about Ohio, I live there"."""
    asks = contains("asks_of_where_one_lives", message.words)
    return state.topic == SALARY and asks and contains("first_person", message.words)


def _asks_if_more(message: UserMessage, state: ConversationState) -> bool:
    """Return whether a message asks whether a place pays more than the last: "and Austin, is it more?"."""
    return state.topic == SALARY and contains("search_more", message.words)


def _asks_which_is_more(words: str, state: ConversationState) -> bool:
    """Return whether a message asks which of two places of one occupation pays more: "where is it more?"."""
    before = state.earlier[-1] if state.earlier else None
    if before is None or (before.topic, before.occupations) != (SALARY, state.occupations):
        return False
    asks = ("one_of_two", "opens_which")
    which = any(contains(cue, words) for cue in asks) and contains("search_more", words)
    rest = " ".join(words_of_question(words))
    for cue in (*asks, "search_more"):
        rest = without_phrases(cue, rest)
    return which and not set(rest.split()) - phrases("beside_where_best")


def _asks_how_far_apart(words: str, state: ConversationState) -> bool:
    """Return whether a message asks how much more one and the same occupation earns in the last place."""
    before = state.earlier[-1].occupations[-1:] if state.earlier else ()
    points = bool(set(words.split()) & phrases("points_back"))
    return points and contains("asks_for_the_gap", words) and state.occupations[-1:] == before


def _other_of_two(
    connection: Connection, message: UserMessage, state: ConversationState
) -> tuple[ParsedEntity, ...]:
    """Return the one of two places that were compared which pays less, for "how much is the other one?"."""
    places = [one for one in state.mentions if one[0] in PLACES]
    last = onet_occupation_by_code(connection, code=state.last_occupation)
    if state.topic != SALARY or len(places) != _FEWEST or last is None:
        return ()
    if not contains("the_other_one", message.words):
        return ()
    paid: list[tuple[float, ParsedEntity]] = []
    for kind, value in places:
        areas = find_areas(connection, name=value)
        row = wage_in(connection, code=last.wage_code, area_code=areas[0].code) if areas else None
        if row:
            paid.append((median_of(row), ParsedEntity(kind, value, value)))
    return (min(paid, key=lambda one: one[0])[1],) if len(paid) == _FEWEST else ()


def _place_alone(
    connection: Connection, message: UserMessage, state: ConversationState
) -> ParsedEntity | None:
    """Return the place that a message names beside words which ask nothing; None where it says more."""
    words = words_of_question(message.text)
    for first, last in _spans(len(words)):
        name, beside = " ".join(words[first:last]), {*words[:first], *words[last:]}
        leans = phrases("beside_if_more") if _asks_if_more(message, state) else frozenset[str]()
        leans |= phrases("where_one_lives") if _asks_where_one_lives(message, state) else frozenset()
        if not beside <= phrases("beside_a_place_alone") | leans:
            continue
        if name in phrases("the_same_place"):
            return last_place(state)
        if name in phrases("right_here") and state.person.place:
            return ParsedEntity("place", state.person.place, state.person.place)
        if name in phrases("the_whole_country"):
            return ParsedEntity("country", NATION, name)
        known = any(one.kind in PLACES and normalise(one.typed) == name for one in message.entities)
        if (known or find_areas(connection, name=name)) and _is_place(name, beside, message, state):
            named = (one for one in message.entities if one.kind in PLACES and normalise(one.typed) == name)
            return next(named, ParsedEntity("place", name, name))
    return None


def _places_alone(
    connection: Connection, message: UserMessage, state: ConversationState
) -> tuple[ParsedEntity, ...]:
    """Return the two or more places that a message names, and nothing else: "california and nevada?"."""
    words, found = words_of_question(message.text), list[ParsedEntity]()
    marked = {normalise(one.typed) for one in message.entities if one.kind in PLACES}
    first = 0
    while first < len(words):
        for length in range(min(LONGEST_PLACE, len(words) - first), 0, -1):
            name = " ".join(words[first : first + length])
            meant = name in marked or _is_place(name, set(words), message, state)
            if meant and find_areas(connection, name=name):
                found.append(ParsedEntity("place", name, name))
                first += length
                break
        else:
            if words[first] not in phrases("beside_a_place_alone") | phrases("leans_on_pay"):
                return ()
            first += 1
    return tuple(found) if len(found) > 1 else ()


def _spans(count: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of words that may be a name, the longest first."""
    for length in range(min(LONGEST_PLACE, count), 0, -1):
        yield from ((first, first + length) for first in range(count - length + 1))


def _is_place(name: str, beside: set[str], message: UserMessage, state: ConversationState) -> bool:
    """Return whether the name of a place means one, and not a word that is spelled alike."""
    placed = bool(beside & phrases("right_before_a_place"))
    if len(name) > CODE:
        return placed or name not in phrases("words_that_are_places")
    in_capitals = name.upper() in _AS_WRITTEN.findall(message.text)
    if name not in phrases("codes_that_are_words"):
        return in_capitals or state.topic in OF_PLACES
    alone = beside <= phrases("right_before_a_place")  # "is it OK?"
    asked_of_place = any(kind in PLACES for kind, _value in state.mentions)
    if name in phrases("codes_of_cities") and asked_of_place and state.topic in OF_PLACES:
        return True  # "vs la", behind another city
    return in_capitals and alone and (placed or asked_of_place or name in phrases("codes_of_cities"))
