"""A test of interests that is asked for, and one that somebody has taken: "my Holland code is RIA"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you import details
from actions.about_you.patterns import any_of
from actions.about_you.told import plain_text
from actions.advice.asked import asks
from actions.advice.fit.answer import fit_reply
from actions.advice.interest_finder.answer import answer_finder, letters_of
from actions.answer import TextBlock
from actions.composition.compose import Reply
from actions.questions.cues import contains
from actions.questions.question import Question
from actions.questions.reader import retopic
from actions.questions.topic_slots import INTEREST_FINDER
from actions.thresholds import ADVICE_IS_ASKED
from actions.topic_answers import answer_topic

Interests = tuple[tuple[str, float], ...]


def of_a_test(connection: Connection, question: Question) -> Reply | None:
    """Begin a test of interests, or say what the result of one means.

    A test that was taken is held against the occupation that is named; without one, the interests that are
    told are explained and lead to the occupations with interests like them.
    """
    told = () if question.message.is_payload else _told(question)
    if told and not _names_occupation(question):
        return _explained(connection, question, told)
    if _took_a_test(question) and _names_occupation(question):
        return answer_topic(connection, retopic(connection, question, "interests"))
    return answer_finder(connection, question) if _asks_for_finder(question) else None


def _took_a_test(question: Question) -> bool:
    """Return whether somebody tells of a test of interests that they took, and asks for none."""
    words = question.message.words
    tells = contains("names_a_test_of_interests", words) and asks("test_taken", words)
    return tells and not question.message.is_payload


def _asks_for_finder(question: Question) -> bool:
    if question.message.is_payload:
        return question.intent == INTEREST_FINDER
    sure = question.intent == INTEREST_FINDER and question.confidence >= ADVICE_IS_ASKED
    return sure or (contains("asks_for_finder", question.message.words) and not _took_a_test(question))


def _names_occupation(question: Question) -> bool:
    return any(one.occupation and one.origin == "said" for one in question.of("occupation"))


def _told(question: Question) -> Interests:
    """Return the interests that a message tells, without the sentences that ask: "what does social mean?"."""
    sentences = plain_text(question.message).sentences()
    tells = [one for one in sentences if not any_of("question_openers").match(one)]
    return details.interests_told(" ".join(tells))


def _explained(connection: Connection, question: Question, told: Interests) -> Reply:
    """Return what the interests that are told mean, and the occupations with interests like them."""
    named = [name for name, score in sorted(told, key=lambda one: -one[1]) if score]
    person = replace(question.person, interests=told)
    reply = fit_reply(connection, replace(question.state, person=person))
    blocks = (TextBlock(letters_of(named)), *reply.answer.blocks)
    return replace(reply, answer=replace(reply.answer, blocks=blocks))
