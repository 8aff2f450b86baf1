"""Answers a message that fits no topic with the facts nearest to it, if they are near enough."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import TextBlock
from actions.composition.compose import Reply, compose
from actions.composition.offers import topic_buttons
from actions.composition.sections import Finding, Section, code_section, figure_section
from actions.composition.ways_on import is_elsewhere
from actions.facts.answers import fact_section, ranked_rows
from actions.messages import message
from actions.questions.cues import contains, is_fragment, is_yes_no, without_phrases
from actions.questions.message import FALLBACK
from actions.questions.occupations import discussed_occupation
from actions.questions.question import Question
from actions.thresholds import (
    FACT_ANSWERS,
    FACT_ANSWERS_UNCLEAR,
    FACT_MAY_ANSWER,
    FACT_OUTRANKS_REFUSAL,
)
from knowledge.queries import facts
from knowledge.queries.lexical import content_words
from knowledge.queries.occupations import occupation_codes
from knowledge.queries.search import numbers_in
from knowledge.queries.topics import get_topics, has_topic
from knowledge.records import Occupation

FEW_WORDS = 10  # of a message that leans on the last one


def retrieved(connection: Connection, question: Question) -> Reply | None:
    """Return the facts that answer a message, or None if there are none that would."""
    occupation = _occupation(connection, question)
    if occupation is None or question.cue("untold"):
        return None
    if question.intent == FALLBACK and is_elsewhere(connection, question):
        return None
    found = _code(connection, question, occupation) or _nearest(connection, question, occupation)
    if found is None:
        return None
    topic, finding = found
    offers = topic_buttons(connection, occupation=occupation, keys=[topic], limit=1)
    reply = compose(
        connection,
        topic=topic,
        found=[(occupation, replace(finding, offers=tuple(offers)))],
        state=question.state,
        question=question,
    )
    return replace(reply, answer=replace(reply.answer, unsure=finding.outcome == "partial"))


def retrieved_in_context(
    connection: Connection, question: Question, *, only_hope: bool = False
) -> Reply | None:
    """Return the facts that answer a few words read behind the last question: "how many?", "until when?".

    ``only_hope``: nothing else answers the message.
    """
    state = question.state
    if not state.question or not state.topic or not has_topic(connection, key=state.topic):
        return None
    if len(question.text.split()) > FEW_WORDS:
        return None
    occupation = _occupation(connection, question)
    if occupation is None or contains("asks_for_a_rate", question.text):
        return None
    together = replace(question, text=f"{state.question.rstrip(' ?!.')}, {question.text}")
    section = _last_figure(connection, question, occupation) or _in_last_topic(
        connection, question, occupation, state.topic, only_hope=only_hope
    )
    if section is None:
        return None
    reply = compose(
        connection,
        topic=state.topic,
        found=[(occupation, Finding((section,)))],
        state=state,
        question=together,
    )
    return replace(reply, state=replace(reply.state, items=state.items or reply.state.items))


def _in_last_topic(
    connection: Connection, question: Question, occupation: Occupation, topic_key: str, *, only_hope: bool
) -> Section | None:
    """Return the facts of the last topic that a message asks for, read behind its question or its title.

    ``only_hope``: there is no other answer, so that a word of the message may be missing from a clear fact.
    """
    said = content_words(question.text)
    leans = any(contains(cue, question.text) for cue in ("asks_further", "points_back"))
    if not (said or leans or is_fragment(question.text) or is_yes_no(question.text)):
        return None
    (topic,) = get_topics(connection, keys=[topic_key])
    for before in (question.state.question, topic.title):
        together = replace(question, text=f"{before.rstrip(' ?!.')}, {question.text}")
        found = ranked_rows(connection, together, occupation)
        if found.topic != topic_key or found.confidence < FACT_ANSWERS:
            continue
        clear = only_hope and leans and found.confidence >= FACT_OUTRANKS_REFUSAL and found.stands_out
        if said <= found.words or (clear and said & found.words):
            return fact_section(together, found)
    return None


def _last_figure(connection: Connection, question: Question, occupation: Occupation) -> Section | None:
    """Return the first figure of the last answer, for words that ask for no more: "how many there?"."""
    if content_words(without_phrases("asks_for_the_figure", question.text)) or is_fragment(question.text):
        return None
    if not contains("asks_for_the_figure", question.text):
        return None
    figures = {one.key: one for one in facts.figures(connection, occupation=occupation.key)}
    told = [figures[key] for key in question.state.rows if key in figures]
    return figure_section(told[:1], occupation) if told else None


def _occupation(connection: Connection, question: Question) -> Occupation | None:
    """Return the one occupation that the message is about; None if unknown or several."""
    named = [one.occupation for one in question.of("occupation")]
    if not named:
        unknown = question.state.unknown_occupations
        return None if unknown else discussed_occupation(connection, question.state)
    return named[0] if len(named) == 1 else None


def _code(connection: Connection, question: Question, occupation: Occupation) -> tuple[str, Finding] | None:
    """Return what is known about a code of the occupation that the message holds."""
    numbers = numbers_in(question.text)
    codes = [code for code in occupation_codes(connection, key=occupation.key) if code.code in numbers]
    return ("outlook", Finding((code_section(occupation, codes),))) if codes else None


def _nearest(
    connection: Connection, question: Question, occupation: Occupation
) -> tuple[str, Finding] | None:
    """Return the facts nearest to the message, and the topic of the nearest."""
    found = ranked_rows(connection, question, occupation)
    if found.topic is None or found.confidence < FACT_MAY_ANSWER:
        return None
    section = fact_section(question, found)
    if found.confidence >= FACT_ANSWERS_UNCLEAR:
        return found.topic, Finding((section,))
    first, *rest = section.blocks
    told = first.text if isinstance(first, TextBlock) else ""
    nearest = TextBlock(message("retrieval.perhaps", text=told))
    return found.topic, Finding((replace(section, blocks=(nearest, *rest)),), "partial")
