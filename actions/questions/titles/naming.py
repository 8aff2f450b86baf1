"""What a message names that NLU does not mark, in steps of which each sees what those before it found."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.message import UserMessage
from actions.questions.places.more_places import with_more_places
from actions.questions.places.place_at_end import with_place_at_end
from actions.questions.places.place_in_few_words import with_place_in_few_words
from actions.questions.places.state_in_words import with_state_in_words
from actions.questions.search_intent import asks_who_uses_it
from actions.questions.titles.abbreviated import with_abbreviated_titles
from actions.questions.titles.as_things import with_titles_as_titles
from actions.questions.titles.compared import with_compared_titles, with_field_compared
from actions.questions.titles.described_work import with_described_work
from actions.questions.titles.fields_as_titles import with_field_of_work
from actions.questions.titles.joined import with_joined_title
from actions.questions.titles.misspelt_titles import with_misspelt_title
from actions.questions.titles.parenthesis import with_parenthesis
from actions.questions.titles.people_of_a_field import with_people_of_a_field
from actions.questions.titles.repair_titles import with_repairer
from actions.questions.titles.teaching import with_teachers_of_schools
from actions.questions.titles.told_by_verb import with_work_told_by_verb
from actions.questions.titles.told_by_worker import with_worker_who_tells
from actions.questions.titles.unknown_earners import with_unknown_earner
from actions.state import ConversationState


def without_work_of_title(message: UserMessage) -> UserMessage:
    """Return a message without work that only says what those with the title beside it do.

    "Farm workers picking crops" are named once, and a "cat wrangler" is no cat.
    """
    named = [one for one in message.entities if one.kind == "occupation" and one.start is not None]
    ends = {one.start + len(one.typed) + 1 for one in named if not one.is_work and one.start is not None}
    starts = {one.start for one in named if not one.is_work}
    beside = [
        one
        for one in named
        if one.is_work and one.start is not None
        if one.start in ends or one.start + len(one.typed) + 1 in starts
    ]
    return replace(message, entities=tuple(one for one in message.entities if one not in beside))


def with_all_named(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message with the occupations and places that its words and form name."""
    if asks_who_uses_it(message.words):
        return message  # "I love Blender. Which jobs use it?" names none
    message = with_abbreviated_titles(connection, with_parenthesis(connection, message))
    message = with_misspelt_title(connection, without_work_of_title(message))
    message = with_titles_as_titles(connection, message)
    message = with_people_of_a_field(connection, with_repairer(connection, message))
    message = with_worker_who_tells(connection, with_teachers_of_schools(message))
    message = with_joined_title(connection, with_described_work(message))
    message = with_work_told_by_verb(connection, message, state)
    message = with_place_at_end(connection, with_unknown_earner(message))
    message = with_state_in_words(connection, with_place_in_few_words(connection, message, state))
    message = with_more_places(connection, message)
    message = with_compared_titles(connection, with_field_compared(connection, message), state)
    return with_field_of_work(connection, message, state)
