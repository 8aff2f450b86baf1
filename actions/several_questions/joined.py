"""Several questions in one message: each reply under a heading, with the sources of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.advice.kinds import asks_for_plan
from actions.answer import (
    Answer,
    Block,
    ButtonsBlock,
    Citation,
    ListBlock,
    NoteBlock,
    SourcesBlock,
    TextBlock,
)
from actions.composition.compose import Reply, headed, joint_outcome
from actions.composition.lengths import PART_WORDS, shortened
from actions.formatting import joined, quoted
from actions.messages import message
from actions.questions.cues import phrases
from actions.questions.question import Question
from actions.questions.topic_slots import SKILL_GAP
from actions.topic_answers import is_doubtful
from knowledge.queries.lexical import content_words
from knowledge.queries.topics import get_topics
from knowledge.terms import normalise

_SENTENCE_ENDS = re.compile(r"[.!?;:\n]+\s+")
TOLD = ("answered", "partial")  # outcomes
Answered = tuple[Question, Reply]


def join(
    connection: Connection, answered: Sequence[Answered], unclear: Sequence[str], room: int = PART_WORDS
) -> Reply:
    """Return one reply for the questions of a message; it names the parts that were not understood."""
    blocks: list[Block] = []
    citations: dict[Citation, None] = {}
    answered = _told_once(answered)
    headings = [_heading(connection, question, reply) for question, reply in answered]
    alike = len(set(headings)) < len(headings)
    told = any(reply.answer.outcome in TOLD for _question, reply in answered)
    for (question, reply), heading in zip(answered, headings, strict=True):
        own = reply.answer.blocks
        if told and reply.answer.outcome == "unknown":
            own = _refusal_alone(own)
        if len(answered) > 1:
            own = own if _is_plan(question, reply) else shortened(own, room)  # its steps are what was asked
            own = own if alike else headed(heading, own)
        for block in own:
            if isinstance(block, SourcesBlock):
                citations |= dict.fromkeys(block.items)
            elif not isinstance(block, ButtonsBlock) and block not in blocks:
                blocks.append(block)
    outcome = joint_outcome(reply.answer.outcome for _question, reply in answered)
    if parts := worth_naming(unclear, blocks):
        blocks.append(not_understood(parts))
        outcome = "partial" if outcome == "answered" else outcome
    if citations:
        blocks.append(SourcesBlock(tuple(citations)))
    last = answered[-1][1]
    blocks += [block for block in last.answer.blocks if isinstance(block, ButtonsBlock)]
    topic = next(
        (reply.answer.topic for _question, reply in answered if reply.answer.outcome == "answered"),
        last.answer.topic,
    )
    unsure = any(is_doubtful(question, reply) for question, reply in answered)
    answer = Answer(outcome, topic, last.answer.occupation, tuple(blocks), unsure=unsure)
    states = [reply.state for _question, reply in answered]
    state = replace(
        last.state,
        rows=tuple(dict.fromkeys(key for state in states for key in state.rows)),
        sources=tuple(dict.fromkeys(source for state in states for source in state.sources)),
    )
    return Reply(answer, state)


def worth_naming(parts: Iterable[str], blocks: Sequence[Block]) -> list[str]:
    """Return the parts of a message that ask for something of which a reply says nothing.

    "Explain that one" and "compare the outlook" are no such parts behind an answer that does so.
    """
    said = content_words(" ".join(texts_of(blocks)))
    return [one for one in parts if len(content_words(one) - said) > int(_orders(one))]


def _orders(part: str) -> bool:
    return any(normalise(part).startswith(f"{one} ") for one in phrases("opens_order"))


def texts_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the sentences of blocks."""
    for block in blocks:
        if isinstance(block, (TextBlock, NoteBlock)):
            yield block.text
        elif isinstance(block, ListBlock):
            yield from block.items


def not_understood(parts: Sequence[str]) -> TextBlock:
    """Return the sentence that names the parts of a message which were not understood."""
    return TextBlock(message("compose.unclear", parts=joined([f"“{quoted(part)}”" for part in parts])))


def _refusal_alone(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return of a refusal, beside what is answered, the sentence that says what is not held."""
    first = next((one for one in blocks if isinstance(one, TextBlock)), None)
    return (first,) if first else tuple(blocks)


def _told_once(answered: Sequence[Answered]) -> list[Answered]:
    """Leave out a reply that says what one before it says."""
    told: dict[tuple[Block, ...], Answered] = {}
    for question, reply in answered:
        said = tuple(block for block in reply.answer.blocks if not isinstance(block, ButtonsBlock))
        told.setdefault(said, (question, reply))
    return list(told.values())


def _is_plan(question: Question, reply: Reply) -> bool:
    return reply.answer.topic == SKILL_GAP and asks_for_plan(question)


def _heading(connection: Connection, question: Question, reply: Reply) -> str:
    """Return the title of the topic that a part was answered with, else the part itself, as a heading."""
    asking = _SENTENCE_ENDS.split(question.message.text.strip(" .!?"))[-1]
    title = f"“{quoted(asking)}”"
    if _is_plan(question, reply):
        title = message("plan.heading")
    elif question.topic:
        for topic in get_topics(connection, keys=[reply.answer.topic or question.topic.value]):
            title = topic.title
    name = "compose.unsure_part" if is_doubtful(question, reply) else "compose.question"
    return message(name, topic=title)
