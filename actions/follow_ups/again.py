"""The last answer once more, in short, or all but a part of it: "shorter please", "anything but skills"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import Block, ButtonsBlock, ListBlock, SourcesBlock, TextBlock
from actions.composition.compose import Reply
from actions.questions.cues import contains, phrases, without_phrases
from actions.questions.fragments import says
from actions.questions.message import UserMessage
from actions.questions.question import Question
from actions.questions.reader import repeat_question
from actions.thresholds import UNDOUBTED_ANSWER
from actions.topic_answers import answer_topic
from knowledge.queries.lexical import content_words
from knowledge.queries.topics import has_topic

# What an occupation takes, a topic each; who wants all but one of them wants the others.
NEEDS = ("education", "experience", "certifications", "skills")
OF_NEEDS = frozenset(
    {*NEEDS, "qualifications", "mathematics", "coding_need", "career_path", "requirement_check"}
)
FEW_WORDS = 6


def told_again(connection: Connection, question: Question) -> Reply | None:
    """Give the last answer once more, and no more than its beginning where it is wanted short."""
    state, words = question.state, question.message.text  # in which "pls" is not corrected
    past = state.last_question()
    sure = question.topic is not None and question.confidence >= UNDOUBTED_ANSWER
    if question.message.is_payload or past is None or question.entities or sure or not state.rows:
        return None
    if (phrases("first_person") - {"me"}) & set(words.lower().split()):
        return None  # "what did I say again?"
    short, again = contains("asks_for_less", words), contains("asks_once_more", words)
    if not (short or again) or len(words.split()) > FEW_WORDS or not has_topic(connection, key=past.topic):
        return None
    for cue in ("asks_for_less", "asks_once_more", "points_at_three", "beside_once_more"):
        words = without_phrases(cue, words)
    if content_words(words) or {"one", "ones"} & set(words.split()):
        return None  # "the short one?"
    reply = answer_topic(connection, repeat_question(connection, past, state))
    if not set(reply.state.rows[:1]) <= set(state.rows):
        return None  # the last answer turned on more than the question that is kept
    return _shortened(reply) if short else reply


def parts_but(question: Question) -> list[UserMessage]:
    """Return the questions for all that an occupation takes but what the message leaves out."""
    words = question.message.words
    asks = bool(says("asks_for_all_but", words)) and len(words.split()) <= FEW_WORDS
    goes_on = question.state.topic in OF_NEEDS and not question.message.is_payload
    if not asks or not goes_on or question.topic is None or question.topic_key not in OF_NEEDS:
        return []
    kept = [topic for topic in NEEDS if topic != question.topic_key]
    return [UserMessage(f"/{topic}", topic) for topic in kept[:2]]


def _shortened(reply: Reply) -> Reply:
    """Return a reply with no more than its first line, or its first list, and its sources."""
    told = [block for block in reply.answer.blocks if isinstance(block, TextBlock | ListBlock)]
    beside = [block for block in reply.answer.blocks if isinstance(block, SourcesBlock | ButtonsBlock)]
    heads = bool(told) and isinstance(told[0], TextBlock) and told[0].text.endswith(":")
    blocks: tuple[Block, ...] = (*told[: 1 + heads], *beside)
    return replace(reply, answer=replace(reply.answer, blocks=blocks)) if told else reply
