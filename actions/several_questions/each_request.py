"""Sees to it that a reply answers every request of a message: what it leaves out is answered behind it.

A message is decided on as a whole first. Then each of its requests is read as if it stood alone, one after
the other; where the reply does not tell what one of them asks for, it is told as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.answer import ButtonsBlock, SourcesBlock
from actions.composition.compose import Reply
from actions.composition.lengths import REPLY_WORDS
from actions.questions.cues import contains
from actions.questions.kinds import PLACES
from actions.questions.message import FALLBACK, NAMES, ParsedEntity, UserMessage
from actions.questions.question import Question
from actions.questions.reader import read_question
from actions.questions.topic_cues import LIKELY_TOPICS_OF_CUES
from actions.questions.topic_slots import ADVICE_TOPICS, OCCUPATION_SEARCH
from actions.remembered import ASKS_WHO, OF_SOURCES
from actions.several_questions.joined import TOLD, join, not_understood, texts_of, worth_naming
from actions.several_questions.left_part import as_plain
from actions.state import ConversationState
from actions.thresholds import PART_IS_A_QUESTION, UNDOUBTED_ANSWER
from actions.topic_answers import is_doubtful
from actions.trace import note_step

Decide = Callable[[Connection, Question], Reply]
EACH_REQUEST = "each request"  # the step of a reply that was made here
SEVERAL = 2
_OF_ALL = frozenset({*ADVICE_TOPICS, OCCUPATION_SEARCH})  # what is said for them stands in several sentences
# Steps of the policy that take a message as one, and those that ask who or what is meant.
_OF_THE_WHOLE = frozenset({"document", OF_SOURCES, "search", "choice", ASKS_WHO, "about you"})
_IN_PARTS = "several questions"  # … and the one that answers parts of one by themselves
_AMOUNT = re.compile(r"\d[\d,.]*\d|\d")


@dataclass(frozen=True)
class _Told:
    """A request as it was read by itself, and the reply to it."""

    question: Question
    reply: Reply

    @property
    def answers(self) -> bool:
        """Whether something was answered that was asked for beyond doubt.

        What goes on with the topic of the request before it needs no words that say so.
        """
        answer = self.reply.answer
        if answer.outcome not in TOLD:
            return False
        goes_on = answer.topic is not None and answer.topic == self.question.state.topic
        doubtful = answer.unsure or is_doubtful(self.question, self.reply)
        return goes_on or self._says_topic or not doubtful

    @property
    def refuses(self) -> bool:
        """Whether the reply says that what is asked for is not held."""
        sure = self.question.confidence >= PART_IS_A_QUESTION and self.question.intent != FALLBACK
        return self.reply.answer.outcome == "unknown" and sure

    @property
    def strays(self) -> bool:
        """Whether another topic was answered than the one that the request is surely about."""
        sure = self.question.confidence >= PART_IS_A_QUESTION and self.question.topic is not None
        return sure and self.reply.answer.topic != self.question.message.intent

    @property
    def _says_topic(self) -> bool:
        """Whether words of the request ask for the topic that was answered."""
        topic, words = self.reply.answer.topic, self.question.message.words
        return any(contains(cue, words) for cue, asked in LIKELY_TOPICS_OF_CUES if asked == topic)


def with_each_request(
    connection: Connection,
    message: UserMessage,
    state: ConversationState,
    whole: tuple[Question, Reply, str],
    decide: Decide,
) -> Reply:
    """Return the reply of a step of the policy, with what it leaves out of what the message asks."""
    asked, reply, step = whole
    if len(message.requests) < SEVERAL or step in _OF_THE_WHOLE:
        return reply
    if asked.message.searches and not _leans(message.requests[0], state):
        return reply
    told = list(_in_turn(connection, message.requests, state, decide))
    requests = tuple(as_plain(one.question) for one in told)
    answer = _whole_or_parts(connection, asked, reply, step, told)
    return Reply(answer.answer, replace(answer.state, requests=requests))


def _whole_or_parts(
    connection: Connection, asked: Question, reply: Reply, step: str, told: Sequence[_Told]
) -> Reply:
    """Return the reply to a message, or those to its requests where it leaves one out."""
    out = asked.message.unclear  # parts that the reply says it did not understand
    missed = [one for one in told if any(part in one.question.message.text for part in out)]
    same = [one for one in told if one not in missed and _tells(reply, one.reply)]
    kept = [one for one in same if one.reply.answer.outcome in TOLD]
    replies = [one for one in told if one in kept or one.answers or one.refuses]
    open_ = [one for one in told if one not in replies and one not in same]
    unclear = [text for one in open_ if (text := one.question.message.text.strip())]
    parted = step == _IN_PARTS and reply.answer.outcome in TOLD
    left = [one for one in replies if one not in same and not (parted and one.strays)]
    part_alone = any(_tells(one.reply, reply) for one in replies)  # no more than one of them was told
    sure = asked.confidence >= PART_IS_A_QUESTION and reply.answer.outcome in TOLD
    sure = sure and not _leans(told[0].question.message, told[0].question.state)
    if not left or not any(one.answers for one in told) or _of_all(reply, left):
        note_step(step)
        silent = part_alone and not left and not parted and not out
        return _with_unclear(reply, unclear) if silent else reply
    if sure and unclear and not part_alone:
        note_step(step)
        return reply  # it answers what the others leave open
    note_step(EACH_REQUEST)
    answered = [(one.question, one.reply) for one in map(_without_doubt, replies)]
    joined = join(connection, answered, unclear, room=REPLY_WORDS // len(answered))
    advises = any(one.reply.answer.topic in ADVICE_TOPICS for one in replies) and bool(joined.state.person)
    personal = advises or joined.answer.personal
    return Reply(replace(joined.answer, personal=personal), joined.state)


def _with_unclear(reply: Reply, unclear: Sequence[str]) -> Reply:
    """Return a reply that names the requests which were not understood, before its sources."""
    parts = worth_naming(unclear, reply.answer.blocks)
    if not parts or reply.answer.outcome not in TOLD:
        return reply
    beside = [one for one in reply.answer.blocks if isinstance(one, SourcesBlock | ButtonsBlock)]
    told = [one for one in reply.answer.blocks if one not in beside]
    blocks = (*told, not_understood(parts), *beside)
    return Reply(replace(reply.answer, blocks=blocks, outcome="partial"), reply.state)


def _without_doubt(told: _Told) -> _Told:
    """Return an answer to what is asked for beyond doubt as one that says nothing of any doubt."""
    if not told.answers:
        return told
    question, reply = told.question, told.reply
    message = replace(question.message, confidence=max(question.confidence, UNDOUBTED_ANSWER))
    blocks = tuple(one for one in reply.answer.blocks if not isinstance(one, ButtonsBlock))
    answer = replace(reply.answer, blocks=blocks, unsure=False) if reply.answer.unsure else reply.answer
    return _Told(replace(question, message=message), replace(reply, answer=answer))


def _in_turn(
    connection: Connection, requests: Iterable[UserMessage], state: ConversationState, decide: Decide
) -> Iterable[_Told]:
    """Yield the requests as they are read and answered, each behind the one before it."""
    places: tuple[ParsedEntity, ...] = ()
    whose: tuple[ParsedEntity, ...] = ()  # the occupation of a request before that was not answered
    for one in requests:
        named = tuple(entity for entity in one.entities if entity.kind in PLACES)
        counts = contains("asks_how_many_work", one.words) and not named
        beside = places if counts else ()  # "and how many are there"
        beside += () if one.values("occupation") else whose
        question = read_question(connection, replace(one, entities=(*one.entities, *beside)), state)
        reply = decide(connection, question)
        told = reply.answer.outcome in TOLD
        state = reply.state if told else question.state
        places = _apart(named) or places
        occupations = _apart(entity for entity in one.entities if entity.kind == "occupation")
        whose = occupations if occupations and not told else () if told else whose
        if question.message.text.strip():  # not all of it was a protest
            yield _Told(question, reply)


def _apart(named: Iterable[ParsedEntity]) -> tuple[ParsedEntity, ...]:
    """Return what is named as it holds for another part of the message."""
    return tuple(ParsedEntity(one.kind, one.value, one.typed) for one in named)


def _leans(request: UserMessage, state: ConversationState) -> bool:
    """Return whether a message begins with no more than a name, of which the last question is asked."""
    return request.form == NAMES and state.topic is not None


def _of_all(reply: Reply, left: Iterable[_Told]) -> bool:
    """Return whether what is left is a condition on the occupations that are told."""
    return reply.answer.topic in _OF_ALL and all(one.reply.answer.topic in _OF_ALL for one in left)


def _tells(whole: Reply, part: Reply) -> bool:
    """Return whether a reply says what the first line of another says."""
    lead = part.answer.lead
    if lead is None:
        return any(block in whole.answer.blocks for block in part.answer.blocks)
    said = " ".join(texts_of(whole.answer.blocks))
    amounts = set(_AMOUNT.findall(lead.partition("(")[0]))
    if amounts:
        return amounts <= set(_AMOUNT.findall(said))
    return lead in said
