"""Which occupations a message means that names none, or not all of them: "those", "the six", "it and judges".

What is meant is resolved once, to a set: the list that was shown, those that were compared, or the occupation
under discussion beside those that the message names. Everything that is asked is answered for just that set.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sqlalchemy.engine import Connection

from actions.questions.carry_over import shown
from actions.questions.cues import contains, numerals, phrases, without_names, words_of_question
from actions.questions.kinds import PLACES
from actions.questions.linking import by_conversation, by_words, link
from actions.questions.members.records import Members
from actions.questions.message import UserMessage
from actions.questions.question import LinkedEntity
from actions.questions.search_intent import turns_the_order
from actions.questions.titles.naming import with_all_named
from actions.questions.topic_slots import OCCUPATION_SEARCH
from actions.state import ConversationState
from knowledge.queries.occupations import get_occupation
from knowledge.terms import normalise

FEWEST, PAIR, REMEMBERED = 2, 2, 3
MOST_WORDS = 8  # of a message that goes on with what was compared, and points at nothing
_THE = r"(?:the|these|those|all|all of|all the|all of the|all of these|all of those)"


def sets_after(before: ConversationState, after: ConversationState) -> tuple[tuple[str, ...], ...]:
    """Return the sets of occupations that were shown so far, the last one at the end."""
    fresh = shown_last(after)
    if not fresh:
        return before.sets
    return (*(one for one in before.sets if one != fresh), fresh)[-REMEMBERED:]


def shown_last(state: ConversationState) -> tuple[str, ...]:
    """Return the occupations that the last answer listed or compared; none if it was about one."""
    if listed := shown.listed(state):
        return listed
    last = state.last_question()
    together = last.together() if last else ()
    return together if len(together) >= FEWEST else ()


def members_meant(connection: Connection, message: UserMessage, state: ConversationState) -> Members | None:
    """Return the occupations that a message means by pointing back; None where it does not."""
    if message.is_payload or not (state.occupations or state.items):
        return None
    of_places = sum(kind in PLACES for kind, _value in state.mentions) >= PAIR
    if of_places and not any(kind == "occupation" for kind, _value in state.mentions):
        return None  # "which of the two?" of places
    may_name = any(one.kind == "occupation" for one in message.entities) or _may_name(message.words)
    if may_name and (named := _named(connection, message, state)):
        return _with_named(connection, message, state, named)
    return _pointed_at(connection, message.words, state)


def _may_name(words: str) -> bool:
    """Return whether a message holds something against what may be a title that NLU does not mark."""
    cues = ("holds_it_against", "adds_to_a_set", "misses_one_of_a_set", "ends_a_comparison")
    return any(contains(cue, words) for cue in cues)


def _named(
    connection: Connection, message: UserMessage, state: ConversationState
) -> tuple[LinkedEntity, ...]:
    """Return the occupations that a message names by a title; of one that may mean several the likeliest."""
    found = with_all_named(connection, message, state)
    entities = [one for one in found.entities if one.kind == "occupation" and not one.is_work]
    linked = by_words(connection, link(connection, entities), message.words)
    linked = by_conversation(connection, linked, state.occupations_so_far())
    held = ((one.typed, get_occupation(connection, key=one.likeliest)) for one in linked)
    return tuple(LinkedEntity("occupation", typed, occupation=one) for typed, one in held if one)


def _with_named(
    connection: Connection, message: UserMessage, state: ConversationState, named: Sequence[LinkedEntity]
) -> Members | None:
    """Return the set of what a message names and what that is held against, or added to."""
    words = _without(message.words, named)
    keys = [one.value for one in named]
    behind_than = any(_stands_behind_than(message.words, one) for one in named)
    pointed = _pointed_at(connection, words, state)
    if behind_than and pointed and len(named) == 1:
        return Members(pointed.keys, pointed.whence, against=keys[0])
    if contains("first_person", words) and not contains("ends_a_comparison", words):
        return None
    compared = () if shown.listed(state) else shown_last(state)
    rest = tuple(key for key in compared if key not in keys)
    if contains("drops_from_a_set", words) and FEWEST <= len(rest) < len(compared):
        return Members(rest, "compared", tuple((one.value, one.typed) for one in named))
    if contains("misses_one_of_a_set", words) or (compared and contains("adds_to_a_set", words)):
        base = compared or _of_count(state, words) or (state.sets[-1] if state.sets else ())
        return _union(connection, base or state.occupations[-1:], named)
    if not _holds_against(words):
        return None
    plural = pointed is not None and bool(set(normalise(words).split()) & phrases("plural_pointers"))
    base = pointed.keys if pointed and plural else state.occupations[-1:]
    if set(base) <= set(keys):
        return None
    together = _union(connection, base, named)
    if together and len(base) == len(keys) == 1:  # what is named comes first of two
        return replace(together, keys=together.keys[::-1])
    return together


def _union(connection: Connection, base: Sequence[str], named: Sequence[LinkedEntity]) -> Members | None:
    keys = _held(connection, (*base, *(one.value for one in named)))
    return (
        Members(keys, "named", tuple((one.value, one.typed) for one in named))
        if len(keys) >= FEWEST
        else None
    )


def _holds_against(words: str) -> bool:
    """Return whether a message holds what was talked about against what it names beside these words."""
    if not contains("holds_it_against", words) and not contains("ends_a_comparison", words):
        return False
    said = normalise(words).split()
    ends = any(" ".join(said).endswith(one) for one in phrases("ends_by_comparing"))
    if ends or contains("ends_a_comparison", words) or set(said) & phrases("single_pointers"):
        return True
    if set(said) & phrases("plural_pointers"):
        return True
    opening = min(
        (
            place
            for place, _word in enumerate(said)
            if contains("opens_with_against", " ".join(said[place:][:2]))
        ),
        default=len(said),
    )
    return opening < len(said) and set(said[:opening]) <= phrases("before_against")


def _stands_behind_than(words: str, named: LinkedEntity) -> bool:
    before = f" {normalise(words)} ".partition(f" {normalise(named.typed)} ")[0].split()
    while before and before[-1] in phrases("articles"):
        before = before[:-1]
    return before[-1:] == ["than"]


def _pointed_at(connection: Connection, words: str, state: ConversationState) -> Members | None:
    """Return the set that words point at without naming any of it."""
    if _size(words) is None and _picks_one(words):
        return None
    fresh = () if shown.listed(state) and state.topic not in shown.LISTS else shown_last(state)
    keys = _of_count(state, words)
    if not keys and _points_at_pair(words):
        keys = fresh or _of_size(state, PAIR)
    if not keys and state.topic != OCCUPATION_SEARCH and turns_the_order(words):
        keys = shown.listed(state) if state.topic in shown.LISTS else _compared_last(state)
    if not keys and fresh and (_points(words) or asks_which(words)):
        keys = fresh
    if not keys and fresh and not shown.listed(state) and _asks_more(words):
        keys = fresh
    last = state.sets[-1] if state.sets else ()
    if not keys and set(state.occupations[-1:]) <= set(last) and contains("points_at_members", words):
        keys = last
    held = _held(connection, keys)
    if len(held) < FEWEST:
        return None
    return Members(held, "listed" if set(keys) <= set(shown.listed(state)) else "compared")


def _compared_last(state: ConversationState) -> tuple[str, ...]:
    """Return the list that the last answer put in order; none where it was about one of it."""
    last = state.sets[-1] if state.sets else ()
    return last if set(state.occupations) <= set(last) and last == shown.listed(state) else ()


def _points(words: str) -> bool:
    said = set(normalise(words).split())
    return bool(said & (phrases("plural_pointers") | phrases("says_of_each"))) or contains(
        "points_at_members", words
    )


def _asks_more(words: str) -> bool:
    """Return whether a few words ask for more of what was compared last: "and the starting pay?"."""
    said = words_of_question(words)
    names_one = set(said) & (phrases("single_pointers") | phrases("third_person") | {"one"})
    opens = set(said[:1]) & phrases("goes_on_with_more")
    return len(said) <= MOST_WORDS and bool(opens) and not names_one


def _picks_one(words: str) -> bool:
    """Return whether words point at one of several: "the second of them", "the middle one"."""
    ordinals = {*numerals("ordinals"), "first", "last"}
    said = [*normalise(words).split(), ""]
    behind = {second for first, second in pairwise(said) if first in ordinals}  # not "in the first year"
    cues = ("the_middle_one", "the_other_one")
    return bool(behind & phrases("behind_an_ordinal")) or any(contains(cue, words) for cue in cues)


def _points_at_pair(words: str) -> bool:
    return bool(set(normalise(words).split()) & phrases("says_of_a_pair"))


def asks_which(words: str) -> bool:
    """Return whether a message asks which of some, and names no kind of thing behind "which"."""
    said = words_of_question(words)
    return any(
        first in ("which", "who", "whose") and second in phrases("behind_which")
        for first, second in pairwise(said)
    )


def _of_count(state: ConversationState, words: str) -> tuple[str, ...]:
    """Return the set of the size that words say: "the six", "all three", "those first 4"; none for none."""
    found = _size(words)
    if found is None:
        return ()
    return _of_size(state, numerals("sizes_of_sets")[found[2]], first=bool(found[1]) and found[1] != "last ")


def names_a_size(words: str) -> bool:
    """Return whether words mean a set by its size: "the six"."""
    return _size(words) is not None


def _size(words: str) -> re.Match[str] | None:
    listing = "|".join(sorted(map(re.escape, numerals("sizes_of_sets")), key=len, reverse=True))
    found = re.search(rf"\b{_THE} (first |last |top )?({listing})\b(?: (\w+))?", normalise(words))
    return None if not found or found[3] in phrases("units_of_numbers") else found


def _of_size(state: ConversationState, size: int, *, first: bool = False) -> tuple[str, ...]:
    """Return the last set of a size: shown, or shown beside the one talked about, or talked about in turn."""
    sets = (*state.sets, fresh) if (fresh := shown_last(state)) else state.sets
    if found := next((one for one in reversed(sets) if len(one) == size), ()):
        return found
    if first and (longer := next((one for one in reversed(sets) if len(one) > size), ())):
        return longer[:size]
    for one in reversed(sets):
        beside = tuple(key for key in state.occupations_so_far()[::-1] if key not in one)
        if one and 0 < size - len(one) <= len(beside) and len(one) > 1:
            return (*beside[: size - len(one)][::-1], *one)
    so_far = state.occupations_so_far()
    return so_far[-size:] if len(so_far) >= size else ()


def _held(connection: Connection, keys: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of some occupations, each once; none unless the datasets hold one of them."""
    found = [one for key in dict.fromkeys(keys) if (one := get_occupation(connection, key=key))]
    several = len(found) >= FEWEST and any(one.only_in_datasets for one in found)
    figures = sum(one.code is not None for one in found) >= FEWEST
    return tuple(one.key for one in found) if several or (figures and len(found) > FEWEST) else ()


def _without(words: str, named: Sequence[LinkedEntity]) -> str:
    return without_names(words, (typed for one in named for typed in (one.typed, f"{one.typed}s")))
