"""What comes nearest to a message that has no answer of its own, read with the conversation before it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import ListBlock, SourcesBlock, TextBlock
from actions.composition.compose import Reply, cite_rows, compose
from actions.composition.sections import Finding
from actions.facts.answers import RankedRows, fact_section, ranked_rows
from actions.facts.findings import nearest_block
from actions.messages import message
from actions.questions.carry_over.carrying import LEANING
from actions.questions.cues import asks_for, contains, phrases
from actions.questions.kinds import PLACES
from actions.questions.message import FALLBACK
from actions.questions.occupations import discussed_occupation
from actions.questions.question import Question
from actions.thresholds import (
    FACT_ANSWERS,
    FACT_GOES_ON,
    FACT_IS_SURE,
    FACT_OUTRANKS_REFUSAL,
    OUTRANKS_CONVERSATION,
    UNDOUBTED_ANSWER,
)
from knowledge.queries.lexical import content_words
from knowledge.queries.topics import get_topics, has_topic
from knowledge.records import Occupation

OUT_OF_SCOPE = "out_of_scope"
# Steps whose replies without an answer may be to a message that goes on with the conversation.
MAY_GO_ON = frozenset({"item", "topic", "follow-up", "refusal", "ask back"})
MOST_WORDS = 12  # of a message that leans on the one before
# Intents of messages that say nothing of a topic themselves.
GOES_ON = LEANING | {"why", "source_of"}
# Intents of small talk that a few words which go on with the conversation are often taken for.
MISTAKEN = frozenset({"affirm", "deny"})


def or_nearest_in_context(connection: Connection, question: Question, step: str, reply: Reply) -> Reply:
    """Return a reply without an answer with the facts that come nearest to what the conversation is about.

    What asks back becomes those facts, with the doubt; what is refused is refused, and they stand below.
    """
    outcome = reply.answer.outcome
    leans = question.intent in GOES_ON or question.confidence < UNDOUBTED_ANSWER
    if step not in MAY_GO_ON or not leans or asks_for("both", question.message.text):
        return reply
    mistaken = question.intent in MISTAKEN and question.confidence < OUTRANKS_CONVERSATION
    if not (outcome in ("clarify", "unknown") or (outcome == "smalltalk" and mistaken)):
        return reply
    found = _nearest(connection, question)
    if found is None:
        return reply
    if outcome == "unknown":
        return _beside_refusal(question, reply, found)
    return _instead_of_asking(connection, question, found)


def _nearest(connection: Connection, question: Question) -> RankedRows | None:
    """Return the facts nearest to a message behind the last question or its topic; None if none is meant."""
    occupation = _occupation(connection, question)
    topic = question.state.topic
    if occupation is None or topic is None or len(question.text.split()) > MOST_WORDS:
        return None
    (last,) = get_topics(connection, keys=[topic])
    read = [
        (ranked_rows(connection, together, occupation), together)
        for before in (question.state.question, last.title)
        for together in [replace(question, text=f"{before.rstrip(' ?!.')}, {question.text}")]
    ]
    found, _together = max(read, key=lambda one: one[0].confidence)
    said = content_words(question.text)
    if not found.rows or found.confidence < FACT_ANSWERS:
        return None
    shares = not said or bool(said & found.words)
    return found if shares or _goes_on(question, found, topic) else None


def _goes_on(question: Question, found: RankedRows, topic: str) -> bool:
    """Return whether an unclear question about "it" or "them" goes on with a fact of the last topic."""
    asks = bool((phrases("wh_words") | {"how"}) & set(question.text.lower().split()))
    points = contains("points_back", question.text)
    unclear = question.topic is None and question.intent == FALLBACK
    return asks and points and unclear and found.topic == topic and found.confidence >= FACT_IS_SURE


def _occupation(connection: Connection, question: Question) -> Occupation | None:
    """Return the occupation of the content that a message in a conversation goes on with, if it may."""
    state = question.state
    leans = state.question and state.topic and has_topic(connection, key=state.topic)
    named = question.of("occupation", "company", "year", *PLACES)
    if question.message.is_payload or not leans or named or state.unknown_occupations:
        return None
    if OUT_OF_SCOPE in (question.intent, *question.message.ranking[:1]) or question.cue("untold"):
        return None
    discussed = discussed_occupation(connection, state)
    return None if discussed.only_in_datasets else discussed


def with_nearest(reply: Reply, question: Question, found: RankedRows) -> Reply:
    """Return a refusal with the facts that come nearest to what is asked below it, and their sources."""
    nearest = nearest_block(question, found)
    if nearest is None:
        return reply
    first, *rest = reply.answer.blocks
    sources = SourcesBlock(cite_rows(found.rows[: len(nearest.items)]))
    others = [one for one in rest if not isinstance(one, SourcesBlock)]
    return replace(reply, answer=replace(reply.answer, blocks=(first, nearest, sources, *others)))


def _beside_refusal(question: Question, reply: Reply, found: RankedRows) -> Reply:
    lists = any(isinstance(one, ListBlock) for one in reply.answer.blocks)
    if found.confidence < FACT_OUTRANKS_REFUSAL or lists:
        return reply
    return with_nearest(reply, question.about(found.topic or ""), found)


def _instead_of_asking(connection: Connection, question: Question, found: RankedRows) -> Reply:
    state, topic = question.state, found.topic or question.state.topic or ""
    section = fact_section(question, found)
    first, *rest = section.blocks
    told = first.text if isinstance(first, TextBlock) else ""
    blocks = (TextBlock(message("retrieval.perhaps", text=told)), *rest)
    finding = Finding((replace(section, blocks=blocks),), "partial")
    reply = compose(
        connection, topic=topic, found=[(found.occupation, finding)], state=state, question=question
    )
    answer = replace(reply.answer, unsure=True)
    if found.confidence >= FACT_GOES_ON:
        return Reply(answer, reply.state)
    kept = replace(state, choices=reply.state.choices, rows=reply.state.rows, sources=reply.state.sources)
    return Reply(answer, kept)
