"""Answers a message that fits no topic with the facts nearest to it, if they are near enough."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import TextBlock
from actions.compose import Reply, compose
from actions.fact_answers import fact_section, ranked_rows
from actions.messages import message
from actions.offers import topic_buttons
from actions.questions.occupations import discussed_occupation
from actions.questions.question import Question
from actions.sections import Finding, code_section
from actions.thresholds import FACT_ANSWERS, FACT_ANSWERS_UNCLEAR, FACT_MAY_ANSWER
from knowledge.queries.occupations import occupation_codes
from knowledge.queries.search import numbers_in
from knowledge.records import Occupation

FEW_WORDS = 7  # of a message that leans on the last one


def retrieved(connection: Connection, question: Question) -> Reply | None:
    """Return the facts that answer a message, or None if there are none that would."""
    occupation = _occupation(connection, question)
    if occupation is None or question.cue("untold"):
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


def retrieved_in_context(connection: Connection, question: Question) -> Reply | None:
    """Return the facts that answer a few words read behind the last question: "how many?", "until when?"."""
    state = question.state
    if not state.question or not state.topic or len(question.text.split()) > FEW_WORDS:
        return None
    occupation = _occupation(connection, question)
    if occupation is None:
        return None
    together = replace(question, text=f"{state.question.rstrip(' ?!.')}, {question.text}")
    found = ranked_rows(connection, together, occupation)
    if found.topic != state.topic or found.confidence < FACT_ANSWERS:
        return None
    return compose(
        connection,
        topic=state.topic,
        found=[(occupation, Finding((fact_section(together, found),)))],
        state=state,
        question=together,
    )


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
