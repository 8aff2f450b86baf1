"""Numbers that a message names or asks for, where nothing else says what is asked: "explain the 22 %"."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.answer import TextBlock
from actions.composition.compose import Reply, compose, say
from actions.composition.sections import Finding, figure_section
from actions.composition.ways_on import offered_topics
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.occupations import discussed_occupation
from actions.questions.question import Quantity, Question
from actions.questions.reader import repeat_question
from actions.topic_answers import answer_topic
from knowledge.queries import facts
from knowledge.queries.lexical import numbers_in
from knowledge.queries.topics import has_topic
from knowledge.records import Figure, Occupation


def number_explained(connection: Connection, question: Question) -> Reply | None:
    """Return what the figures are that have the value which a message names; None without one."""
    quantity = question.quantity
    if quantity is None or any(one.occupation is None for one in question.of("occupation")):
        return None
    occupation = discussed_occupation(connection, question.state)
    named = {one.value for one in question.of("occupation") if one.origin == "said"}
    if named - {occupation.key}:
        return None  # "what is the number for actuaries then?"
    if occupation.only_in_datasets:
        return _last_answer_with(connection, question, quantity)
    figures = _meant(connection, question, quantity, occupation)
    if not figures:
        return None
    topic = figures[0].topic
    if contains("asks_for_a_meaning", question.message.words):
        figures = [*figures, *_it_is_from(connection, figures[0], occupation)]
    finding = Finding((figure_section(figures, occupation),))
    return compose(
        connection, topic=topic, found=[(occupation, finding)], state=question.state, question=question
    )


def _meant(
    connection: Connection, question: Question, quantity: Quantity, occupation: Occupation
) -> list[Figure]:
    """Return the figures of a value: of the last answer, else of the last topic, else all."""
    state = question.state
    same = [
        figure
        for figure in facts.figures(connection, occupation=occupation.key)
        if figure.value == quantity.value and quantity.unit in (None, figure.unit)
    ]
    of_answer = [figure for figure in same if figure.key in state.rows]
    return of_answer or [figure for figure in same if figure.topic == state.topic] or same


def _it_is_from(connection: Connection, figure: Figure, occupation: Occupation) -> list[Figure]:
    """Return the figures that a change over some years is calculated from: of its source, at its ends."""
    years = (figure.as_of or "").split("-")
    if len(years) != 2:
        return []
    same = facts.figures(connection, occupation=occupation.key, topic=figure.topic)
    return [
        one
        for one in same
        if one.key != figure.key
        and one.source.key == figure.source.key
        and one.as_of in (figure.as_of, *years)
    ]


def _last_answer_with(connection: Connection, question: Question, quantity: Quantity) -> Reply | None:
    """Return the last answer again if it begins with a number; the datasets hold no figures one by one."""
    past = question.state.last_question()
    if past is None or not has_topic(connection, key=past.topic):
        return None
    reply = answer_topic(connection, repeat_question(connection, past, question.state))
    told = [block.text for block in reply.answer.blocks if isinstance(block, TextBlock)]
    return reply if f"{quantity.value:g}" in numbers_in(" ".join(told)) else None


def no_figure_of_last(connection: Connection, question: Question) -> Reply | None:
    """Say that no figure is held on the last answer, for "how much?"; None if it told a number."""
    state = question.state
    occupation = discussed_occupation(connection, state)
    rows = [row.in_full for row in facts.statements(connection, occupation=occupation.key, keys=state.rows)]
    figures = [one for one in facts.figures(connection, occupation=occupation.key) if one.key in state.rows]
    if not rows or figures or any(numbers_in(text) for text in rows):
        return None
    buttons = offered_topics(connection, state)
    return say(state, "unknown", message("figure_of_last.none"), buttons, message("offers.instead"))
