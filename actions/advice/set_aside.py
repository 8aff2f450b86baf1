"""Occupations that a message sets aside, which are not what it asks about: "forget dispatcher"."""

from __future__ import annotations

from dataclasses import replace

from actions.advice.asked import sets_aside
from actions.questions.question import Question
from knowledge.terms import normalise


def without_set_aside(question: Question) -> Question:
    """Return a question without the occupations that it sets aside, if it goes on behind them."""
    named = question.of("occupation")
    if question.message.is_payload or not named:
        return question
    words = normalise(question.message.words)
    aside = [one for one in named if one.origin == "said" and sets_aside(words, normalise(one.typed))]
    if not aside:
        return question
    return replace(question, entities=tuple(one for one in question.entities if one not in aside))
