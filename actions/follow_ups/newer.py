"""Newer figures than those of the last answer: "got anything fresher?"."""

from __future__ import annotations

import re

from sqlalchemy.engine import Connection

from actions.answer import ListBlock, TextBlock
from actions.composition.compose import Reply, compose, say
from actions.composition.offers import topic_buttons
from actions.composition.sections import Finding, Section
from actions.datasets.counted_with import counted_figures, counted_occupations
from actions.follow_ups.choices import aside
from actions.messages import message
from actions.questions.cues import contains, without_phrases
from actions.questions.occupations import discussed_occupation
from actions.questions.question import Question
from knowledge.models import NATION
from knowledge.queries.lexical import content_words

_SENTENCES = re.compile(r"[^.?!;,]+")
MOST_WORDS = 9  # of a sentence that asks for no more than newer figures


def newer_figures(connection: Connection, question: Question) -> Reply | None:
    """Answer a question for newer figures than the last: those of BLS, or that none are held."""
    state = question.state
    asking = [one for one in _SENTENCES.findall(question.message.words) if contains("asks_for_newer", one)]
    words = asking[-1] if asking else ""
    if question.message.is_payload or state.topic is None or not state.rows:
        return None
    if not contains("asks_for_newer", words) or len(words.split()) > MOST_WORDS:
        return None
    for cue in ("asks_for_newer", "names_the_figures", "beside_newer"):
        words = without_phrases(cue, words)
    if content_words(words):
        return None  # "what is the newest trend?"
    occupation = discussed_occupation(connection, state)
    others = counted_occupations(connection, occupation)
    lines, rows = counted_figures(connection, others, state.topic, NATION)
    if not lines:
        return say(
            state,
            "unknown",
            message("newer.none"),
            topic_buttons(connection, occupation=occupation, keys=[state.topic]),
        )
    lead = TextBlock(message("newer.counted_with", occupations=occupation.plural))
    section = Section((lead, ListBlock(tuple(lines))), tuple(rows))
    reply = compose(connection, topic=state.topic, found=[(occupation, Finding((section,)))], state=state)
    return aside(reply, state)
