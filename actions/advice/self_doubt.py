"""Somebody who doubts that they could do some work: "am I too dumb for electrician? math was never my thing".

The reply is a kind word, the way there and how important the skill in doubt is, and never begins with "yes".
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you import details
from actions.advice.answers import ADVICE
from actions.advice.asked import asks
from actions.advice.change.reader import read_change
from actions.advice.fit.profile import code_of
from actions.answer import TextBlock
from actions.composition.compose import Reply
from actions.datasets.abilities import release_of_skills
from actions.formatting import capitalised
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.message import GOAL
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_CHANGE
from actions.thresholds import UNDOUBTED_ANSWER
from knowledge.queries.onet import ratings
from knowledge.records import Occupation
from knowledge.terms import normalise


def answer_self_doubt(connection: Connection, question: Question) -> Reply | None:
    """Return the way to the work that somebody doubts to be able to do; None where nobody doubts that."""
    words = question.message.words
    named = [one for one in question.of("occupation") if one.origin == "said"]
    aims = contains("first_person", words) or any(one.tag == GOAL for one in question.message.tagged)
    if question.message.is_payload or not (named and aims and asks("doubts_oneself", words)):
        return None
    if contains("asks_for_number", words) and question.confidence >= UNDOUBTED_ANSWER:
        return None  # "am I too old at 47? how many are my age?"
    change = read_change(connection, question)
    if change is None or not code_of(connection, change.target.key):
        return None
    reply = ADVICE[CAREER_CHANGE](connection, question.about(CAREER_CHANGE))
    if reply.answer.outcome not in ("answered", "partial"):
        return None
    age = asks("doubts_by_age", words)
    says = message("doubt.age", occupations=change.target.plural) if age else message("doubt.kind")
    texts = [says, *_rated(connection, change.target, words)]
    blocks = (TextBlock(" ".join(texts)), *reply.answer.blocks)
    return replace(reply, answer=replace(reply.answer, blocks=blocks))


def _rated(connection: Connection, occupation: Occupation, words: str) -> list[str]:
    """Return how important for an occupation the skills are that a message names, a sentence each."""
    titles = set(normalise(occupation.plural).split())
    said = [one for one in normalise(words).split() if one not in titles]
    skills = {skill for one in said for skill in details.skills_in(one)}
    rows = ratings(connection, code=code_of(connection, occupation.key), scale="skill")
    return [
        capitalised(
            message(
                "data.skills.rated",
                occupations=occupation.plural,
                skill=row.element.lower(),
                value=f"{row.value:g}",
                release=release_of_skills(row),
            )
        )
        for row in rows
        if row.element in skills
    ]
