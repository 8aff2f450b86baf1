"""The one table that says how a topic is answered from the datasets."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.engine import Connection

from actions.answer import TextBlock
from actions.composition.sections import Finding
from actions.datasets.abilities import (
    SKILL_OF_TOPIC,
    answer_interests,
    answer_requirement,
    answer_skills,
    answer_technologies,
)
from actions.datasets.base import Subject, not_held
from actions.datasets.elsewhere import answer_elsewhere
from actions.datasets.industries import answer_industries
from actions.datasets.outlook import answer_outlook
from actions.datasets.pay import answer_pay
from actions.datasets.preparation import answer_education
from actions.datasets.profile import answer_definition, answer_duties, answer_related, answer_titles
from actions.datasets.prospects import answer_prospects, asks_if_worth
from actions.datasets.published import rating_sections
from actions.datasets.reasons import with_no_reason
from actions.datasets.unheld import unheld
from actions.formatting import joined, lower_first
from actions.messages import message
from actions.questions.cues import contains, phrases
from actions.questions.question import Question
from actions.questions.topic_cues import LIKELY_TOPICS_OF_CUES, TOPICS_OF_CUES
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.technology_names import known_technology
from knowledge.queries.topics import get_topics
from knowledge.records import Occupation
from knowledge.terms import normalise

LONGEST_NAME = 3  # words of a technology that stands beside an occupation
Answer = Callable[[Connection, Question, Subject], Finding]

ANSWERS: dict[str, Answer] = {
    "definition": answer_definition,
    "duties": answer_duties,
    "job_description": answer_duties,
    "skills": answer_skills,
    "tools": answer_technologies,
    "programming_languages": answer_technologies,
    "education": answer_education,
    "education_shares": answer_education,
    "experience": answer_education,
    "qualifications": answer_education,
    "career_path": answer_education,
    "salary": answer_pay,
    "outlook": answer_outlook,
    "regional_demand": answer_outlook,
    "industries": answer_industries,
    "interests": answer_interests,
    "suitability": answer_interests,
    "related_occupations": answer_related,
    "job_titles": answer_titles,
}


def topic_by_words(text: str) -> str | None:
    """Return the topic that a question's words ask for without doubt."""
    return next((topic for cue, topic in TOPICS_OF_CUES if contains(cue, text)), None)


def likely_topic_by_words(question: Question) -> str | None:
    """Return the topic that the words of a doubtful question ask for: NLU's own, if it is one of several.

    What an occupation is called asks for nothing: "school psychologist".
    """
    if question.topic_is("education_shares"):
        return question.topic_key
    words = words_beside_names(question)
    asked = [topic for cue, topic in LIKELY_TOPICS_OF_CUES if contains(cue, words)]
    if not asked and _asks_what_it_is(question):
        asked = ["definition"]
    kept = [topic for topic in asked if question.topic_is(topic)]
    return next(iter((*kept, *asked)), None)


def words_beside_names(question: Question, *kinds: str) -> str:
    """Return the words of a question without those that name occupations, and what else is of some kinds."""
    words = f" {normalise(question.text)} "
    for one in question.of("occupation", *kinds):
        for name in (normalise(one.typed), f"{normalise(one.typed)}s"):  # "a nurse's" is "a nurses"
            words = words.replace(f" {name} ", " ")
    return words.strip()


def topic_of_technology(connection: Connection, question: Question) -> str | None:
    """Return the topic of a question that names but an occupation and a technology: "architect, Revit?"."""
    words = [word for word in words_beside_names(question).split() if word not in phrases("beside_a_thing")]
    named = question.of("occupation") and 0 < len(words) <= LONGEST_NAME
    return "requirement_check" if named and known_technology(connection, names=(" ".join(words),)) else None


def _asks_what_it_is(question: Question) -> bool:
    """Return whether a question asks what an occupation is: "what is a coroner?", "coroner, what's that"."""
    words = f" {normalise(question.text)} "
    if contains("asks_what_that_is", words):
        return True
    named = (f" {normalise(one.typed)} " for one in question.of("occupation"))
    before = (words.partition(name)[0] for name in named if name in words)
    return any(one.endswith(f" {cue}") for one in before for cue in phrases("opens_a_definition"))


def answer_from_datasets(
    connection: Connection, question: Question, occupation: Occupation
) -> Finding | None:
    """Return what the datasets hold on a question about an occupation; None where they do not hold it."""
    onet = onet_occupation_by_code(connection, code=occupation.code) if occupation.code else None
    if onet is None:
        return None
    subject = Subject(occupation, onet)
    if elsewhere := answer_elsewhere(connection, question, subject):
        return elsewhere
    if question.topic_is("certifications"):
        return answer_education(connection, question, subject)
    if question.topic_is("requirement_check") or question.topic_key in SKILL_OF_TOPIC:
        return answer_requirement(connection, question, subject) or _not_covered(
            connection, question, subject
        )
    if question.topic_is("suitability") and asks_if_worth(question):
        return answer_prospects(connection, question, subject)
    if question.topic_is("work_environment"):
        setting = rating_sections(connection, subject, "context")
        return Finding(setting) if setting else _not_covered(connection, question, subject)
    if question.topic_is("working_hours") and "hourly" in question.cue("untold"):
        return answer_pay(connection, question, subject)
    if question.topic_is("industries") and contains("search_by_pay", question.text):
        return answer_pay(connection, question, subject)
    answer = ANSWERS.get(question.topic_key, _not_covered)
    return with_no_reason(connection, question, subject, answer(connection, question, subject))


def _not_covered(connection: Connection, question: Question, subject: Subject) -> Finding:
    """Say that no dataset covers a topic, or what of it is asked for, and what the occupation is."""
    (topic,) = get_topics(connection, keys=[question.topic_key])
    text = message("unknown.topic", topic=lower_first(topic.title), occupations=subject.plural)
    if told := unheld(question, of_work=True):
        text = message("unanswered.of_work", occupations=subject.plural, what=joined(told, "or"))
    described = subject.onet.description
    return not_held(
        text, *([TextBlock(described)] if described else []), rows=(subject.onet,) if described else ()
    )
