"""Advice that is asked for in the person's own words, and leans on the conversation."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.advice.answers import ADVICE
from actions.advice.asked import asks
from actions.advice.change.findings import school_verdict
from actions.advice.change.reader import Change
from actions.advice.change.sides import read_sides
from actions.advice.fit.left_over import choice_left
from actions.advice.fit.profile import code_of
from actions.advice.nearby import advise_near, fits_people_of
from actions.advice.targets import names_occupation, names_target
from actions.advice.with_occupations import compared_with_own
from actions.answer import TextBlock
from actions.composition.compose import Reply
from actions.formatting import joined
from actions.messages import message
from actions.person import Person
from actions.questions.linking import link_values
from actions.questions.own import with_own_place
from actions.questions.question import Quantity, Question
from actions.questions.reader import retopic
from actions.questions.topic_slots import ADVICE_TOPICS, CAREER_CHANGE, CAREER_FIT
from actions.topic_answers import answer_topic
from knowledge.queries.occupation_matrix import occupation_matrix
from knowledge.queries.occupations import get_occupation
from knowledge.records import Occupation

# Skills that school teaches as subjects, by O*NET's names.
_TAUGHT_AT_SCHOOL = ("Reading Comprehension", "Writing", "Speaking", "Mathematics", "Science", "Programming")


def answer_own_words(connection: Connection, question: Question, told: Person) -> Reply | None:
    """Return the advice that a message asks for by what was said before; None where it asks for none.

    Args:
        connection: to the knowledge base.
        question: the message.
        told: what it alone says of the person.
    """
    if reply := fits_people_of(connection, question):
        return reply
    if names_target(question) or names_occupation(question):
        return None
    return (
        choice_left(connection, question, told)
        or advise_near(connection, question, told)
        or _step(connection, question)
        or _carried_over(connection, question)
        or _beside_own(connection, question)
        or _school(connection, question)
        or _to_take(connection, question)
        or _how_long(connection, question)
        or _again(connection, question)
        or _against_need(connection, question)
    )


def _step(connection: Connection, question: Question) -> Reply | None:
    """Say how far it is to the occupation talked about: "is it a big step for me?"."""
    own, aim = question.person.last_work, question.state.aim
    if not (own and aim) or code_of(connection, own) == code_of(connection, aim):
        return None
    asked = asks("how_big_a_step", question.message.words)
    return ADVICE[CAREER_CHANGE](connection, question.about(CAREER_CHANGE)) if asked else None


def _how_long(connection: Connection, question: Question) -> Reply | None:
    """Tell what the way to the occupation talked about takes, as no source says how long: "how long?"."""
    aim = _aim(connection, question)
    if not question.person or aim is None or not asks("how_long", question.message.words):
        return None
    return _of_school(connection, question, aim, message("change.duration", target=aim.with_article))


def _carried_over(connection: Connection, question: Question) -> Reply | None:
    """Tell what of one's own work helps in the occupation talked about: "what on my CV helps for it?"."""
    own, aim = question.person.last_work, _aim(connection, question)
    asked = own and aim is not None and asks("carries_over", question.message.words)
    return ADVICE[CAREER_CHANGE](connection, question.about(CAREER_CHANGE)) if asked else None


def _beside_own(connection: Connection, question: Question) -> Reply | None:
    """Compare the occupation talked about, or the first that fits, with one's own: "vs what I do now?"."""
    own, state = question.person.last_work, question.state
    first = "".join(one.key for one in state.items[:1] if one.kind == "occupation")
    other = first if state.topic == CAREER_FIT and not state.goal else state.aim
    if not (own and other) or own == other or not asks("against_own", question.message.words):
        return None
    return compared_with_own(connection, question, other)


def _school(connection: Connection, question: Question) -> Reply | None:
    """Hold the education that somebody has against what is typical: "is my degree enough?"."""
    person, aim = question.person, _aim(connection, question)
    if person.education is None or aim is None or not asks("school_enough", question.message.words):
        return None
    sides = read_sides(connection, question, Change(None, aim))
    lead = school_verdict(sides, person) if sides else None
    return _of_school(connection, question, aim, lead) if lead else None


def _to_take(connection: Connection, question: Question) -> Reply | None:
    """Tell what of school matters in the occupation talked about: "what should I take for that?"."""
    if not asks("to_take_at_school", question.message.words):
        return None
    aim = get_occupation(connection, key=question.state.last_occupation)
    matrix = occupation_matrix(connection)
    row = matrix.rows.get(aim.code) if matrix and aim and aim.code else None
    if matrix is None or aim is None or row is None or not matrix.rated[row]:
        return None
    columns = [matrix.skills.index(one) for one in _TAUGHT_AT_SCHOOL if one in matrix.skills]
    columns.sort(key=lambda one: -matrix.importance[row, one])
    rated = [f"{matrix.skills[one].lower()} {matrix.importance[row, one]:.1f}" for one in columns]
    lead = message("fit.to_take", occupations=aim.plural, skills=joined(rated))
    return _of_school(connection, question, aim, lead)


def _aim(connection: Connection, question: Question) -> Occupation | None:
    """Return the occupation that was talked about where advice was given; not one's own."""
    state, own = question.state, question.person.last_work
    aim = get_occupation(connection, key=state.aim)
    alike = aim is not None and own and code_of(connection, own) == code_of(connection, aim.key)
    advised = state.goal or state.topics_so_far() & {*ADVICE_TOPICS, "comparison"}
    return None if alike or not advised else aim


def _of_school(connection: Connection, question: Question, aim: Occupation, lead: str) -> Reply | None:
    """Return what it takes to enter an occupation, behind a first line."""
    asked = replace(question, entities=tuple(link_values(connection, [("occupation", aim.key)])))
    told = answer_topic(connection, retopic(connection, asked, "education"))
    if told.answer.outcome not in ("answered", "partial"):
        return None
    return replace(told, answer=replace(told.answer, blocks=(TextBlock(lead), *told.answer.blocks)))


def _again(connection: Connection, question: Question) -> Reply | None:
    """Give the last advice anew: "does that change anything?"."""
    state = question.state
    last = [state.topic, *(one.topic for one in reversed(state.earlier[-1:]))]
    topic = next((one for one in last if one in ADVICE_TOPICS), None)
    if topic is None or not question.person or not asks("changes_it", question.message.words):
        return None
    return ADVICE[topic](connection, question.about(topic))


def _against_need(connection: Connection, question: Question) -> Reply | None:
    """Hold what the occupation talked about pays against what the person said to need."""
    pay = question.person.pay
    if not pay or not question.state.occupations or not asks("against_ones_need", question.message.words):
        return None
    asked = replace(question, quantity=Quantity(pay, "usd", f"${pay:,.0f}"))
    return answer_topic(connection, with_own_place(connection, retopic(connection, asked, "salary")))
