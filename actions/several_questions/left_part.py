"""A part of the last message that is asked for once more: "you forgot the second part"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.composition.compose import Reply
from actions.questions.cues import contains, numerals, phrases
from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.question import Question
from actions.questions.reader import read_question
from actions.state import REMEMBERED_CHARACTERS, Request
from actions.thresholds import UNDOUBTED_ANSWER
from knowledge.terms import normalise


def as_plain(asked: Question) -> Request:
    """Return a request, as it was read, in the form that the state of the conversation keeps."""
    named = tuple((one.kind, one.value, one.typed) for one in asked.entities)
    about = tuple(("occupation", one.value.key, one.value.key) for one in asked.occupations)
    beside = about if not asked.of("occupation") else ()
    intent = asked.topic.value if asked.topic else asked.intent
    return Request(asked.message.text[:REMEMBERED_CHARACTERS], intent, asked.confidence, (*named, *beside))


def answer_left_part(
    connection: Connection, question: Question, decide: Callable[[Connection, Question], Reply]
) -> Reply | None:
    """Answer the part of the last message that a message asks for again; None where it asks for none."""
    requests = question.state.requests
    words = normalise(question.message.words)
    if question.message.is_payload or not requests or not _points_at_part(words):
        return None
    named = [number for word, number in numerals("ordinals").items() if word in words.split()]
    first = contains("names_the_first", words)
    place = 0 if first else min([*named, len(requests)]) - 1
    one = requests[place]
    entities = tuple(ParsedEntity(*entity) for entity in one.entities)
    sure = max(one.confidence, UNDOUBTED_ANSWER)
    message = UserMessage(one.text, one.intent, entities, (one.intent,), sure)
    reply = decide(connection, read_question(connection, message, question.state))
    return replace(reply, state=replace(reply.state, requests=requests))


def _points_at_part(words: str) -> bool:
    """Return whether a message says no more than that a part of the last one is meant."""
    if not (contains("names_a_part", words) or contains("says_it_is_left_out", words)):
        return False
    said = phrases("names_a_part") | phrases("says_it_is_left_out") | phrases("beside_a_part")
    known = {word for phrase in said for word in phrase.split()} | numerals("ordinals").keys()
    return not set(words.split()) - known - phrases("names_the_first")
