"""What a reply without an answer offers: questions that fit what the conversation is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.engine import Connection

from actions.answer import Button
from actions.composition.offers import SHOWN, next_topics, payload, topic_buttons
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.occupations import last_occupation
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_FIT, INTEREST_FINDER, OCCUPATION_SEARCH, SKILL_GAP
from actions.state import ConversationState
from knowledge.queries.occupations import featured_occupation, get_occupation
from knowledge.queries.onet import count_onet_occupations
from knowledge.queries.topics import get_topics
from knowledge.records import Occupation

OF_THE_FIELD = ("tool", "algorithm", "product")  # kinds of things that only the articles tell of
OF_LIST = 2  # occupations of a list that are offered
OF_ONE = 2  # topics of an occupation beside advice on the way there


def offered_topics(
    connection: Connection,
    state: ConversationState,
    ranking: Sequence[str] = (),
    *,
    question: Question | None = None,
) -> list[Button]:
    """Return three buttons that fit a conversation.

    They ask of the occupation that it is about, the topics nearest to the message first, else of those that
    were listed last. Where it is about none, they help to find one: the occupations of the articles are
    offered only where these or their field are spoken of.

    Args:
        connection: to the knowledge base.
        state: the conversation.
        ranking: the intents that the message may have, the likeliest first.
        question: the message; None where it says nothing of what the conversation is about.
    """
    occupation = spoken_of(connection, state, question)
    keys = [one for one in ranking if one != "requirement_check"]
    keys += next_topics(connection, topic=state.topic, asked=state.asked)
    return ways_on(connection, state, occupation, keys)


def ways_on(
    connection: Connection, state: ConversationState, occupation: Occupation | None, keys: Iterable[str]
) -> list[Button]:
    """Return three buttons about an occupation, or without one to find some; of a stranger no advice."""
    occupation = occupation or _alone(connection)
    if occupation is None:
        return [*_of_list(connection, state), *_advice(connection, state)][:SHOWN]
    own = occupation.key in (state.person.occupation, *state.person.former)
    told = state.person and occupation.only_in_datasets
    buttons = topic_buttons(connection, occupation=occupation, keys=keys, limit=OF_ONE if told else SHOWN)
    if told:
        buttons.append(_fit() if own else _missing(connection, occupation))
    if occupation.only_in_datasets:
        buttons += _advice(connection, state)
    return list(dict.fromkeys(buttons))[:SHOWN]


def spoken_of(
    connection: Connection, state: ConversationState, question: Question | None = None
) -> Occupation | None:
    """Return the occupation that a conversation is about; None where it is about none.

    Without any other it is that of the articles where a message speaks of their field.
    """
    named = [one.occupation for one in question.of("occupation") if one.occupation] if question else []
    if named:
        return named[-1]
    if question and speaks_of_the_field(question):
        return featured_occupation(connection)
    if question and (question.unknown_occupations or state.unknown_occupations):
        return _alone(connection)
    known = last_occupation(connection, state) or get_occupation(connection, key=state.own_occupation)
    return known or _alone(connection)


def is_elsewhere(connection: Connection, question: Question) -> bool:
    """Return whether a conversation has begun that is about no occupation, nor a message about the field.

    What is asked in it is not meant of whom the articles describe.
    """
    state = question.state
    begun = state.topic or state.person or state.misses or state.choices or state.unknown_occupations
    return bool(begun) and spoken_of(connection, state, question) is None


def speaks_of_the_field(question: Question) -> bool:
    """Return whether a message speaks of the field of the articles, or of what only these tell of."""
    words = question.message.words
    named = contains("names_machine_learning", words) or contains("names_kin_of_it", words)
    return named or bool(question.known(*OF_THE_FIELD))


def _of_list(connection: Connection, state: ConversationState) -> list[Button]:
    listed = (one.key for one in state.items if one.kind == "occupation")
    occupations = [one for key in listed if (one := get_occupation(connection, key=key))]
    return [
        button
        for one in occupations[:OF_LIST]
        for button in topic_buttons(connection, occupation=one, keys=["duties", "definition"], limit=1)
    ]


def _alone(connection: Connection) -> Occupation | None:
    """Return the occupation of the articles where no datasets tell of others; None where they do."""
    return None if count_onet_occupations(connection) else featured_occupation(connection)


def _advice(connection: Connection, state: ConversationState) -> list[Button]:
    """Return the ways to find an occupation; what fits comes last where nothing was told that could fit."""
    finder = Button(message("fit.offer.finder"), payload(INTEREST_FINDER))
    found = get_topics(connection, keys=[OCCUPATION_SEARCH])
    searched = [Button(one.question, payload(one.key)) for one in found]
    known = state.person or state.other
    return [_fit(), finder, *searched] if known else [finder, *searched, _fit()]


def _fit() -> Button:
    return Button(message("about_you.fit"), payload(CAREER_FIT))


def _missing(connection: Connection, occupation: Occupation) -> Button:
    (gap,) = get_topics(connection, keys=[SKILL_GAP])
    return Button(gap.question_about(occupation), payload(SKILL_GAP, occupation=occupation.key))
