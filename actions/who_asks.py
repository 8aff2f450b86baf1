"""Who is asked what the advisor is, and for something else in the same breath."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import TextBlock
from actions.composition.compose import Reply
from actions.messages import message
from actions.no_answer.refusals import Refusal, refusals
from actions.no_answer.unanswered import refuse
from actions.questions.cues import contains
from actions.questions.message import SMALL_TALK
from actions.questions.question import Question
from actions.topic_answers import answer_topic
from knowledge.queries.onet import count_onet_occupations


def who_and_what(connection: Connection, question: Question) -> Reply | None:
    """Say what the advisor is before the answer to what else a message asks: "a bot? And nurses' pay?".

    None where that is all it asks.
    """
    words = question.message.words
    if question.message.is_payload or not contains("asks_what_you_are", words):
        return None
    reply = _other_half(connection, question)
    if reply is None:
        return None
    count = count_onet_occupations(connection)
    name = "who_asks.program" if count else "smalltalk.bot_challenge"
    told = TextBlock(message(name, count=f"{count:,}"))
    return replace(reply, answer=replace(reply.answer, blocks=(told, *reply.answer.blocks)))


def _other_half(connection: Connection, question: Question) -> Reply | None:
    if refusal := _refused(question):
        return refuse(connection, question, refusal)
    named = any(one.occupation for one in question.of("occupation"))
    return answer_topic(connection, question) if named and question.topic is not None else None


def _refused(question: Question) -> Refusal | None:
    """Return how to refuse the help that a message asks for: by its words, else by its intent."""
    asked = (one for one in refusals().values() if one.cue and contains(one.cue, question.message.words))
    by_intent = refusals().get(question.intent) if question.intent not in SMALL_TALK else None
    return next(asked, by_intent)
