"""Which answer each topic has, and what is said of a topic that no dataset covers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.datasets.compared.comparison import COMPARED
from actions.datasets.registry import (
    ANSWERS,
    answer_from_datasets,
    likely_topic_by_words,
    topic_by_words,
    topic_of_technology,
)
from actions.questions.question import Question
from actions.topics.registry import HANDLERS
from knowledge.queries.occupations import get_occupation
from tests.actions.asking import MLE, Named, Talk, message, question, told
from tests.actions.datasets.figures import DATA_SCIENTIST, NURSE, lead

Begin = Callable[..., Talk]


def test_every_answer_and_comparison_has_its_topic() -> None:
    assert set(ANSWERS) <= set(HANDLERS)
    assert set(COMPARED) <= set(HANDLERS)


@pytest.mark.usefixtures("published_wages")
@pytest.mark.parametrize("topic", sorted(ANSWERS))
def test_every_topic_of_the_datasets_is_answered_for_a_nurse(talk: Begin, topic: str) -> None:
    reply = talk().ask(topic, NURSE, text="and for nurses?")
    assert (reply.answer.outcome, reply.answer.topic) == ("answered", topic)
    assert "nurses" in told(reply) or "nurse" in told(reply)


@pytest.mark.parametrize("topic", ["working_hours", "collaboration", "challenges", "work_environment"])
def test_of_a_topic_that_no_dataset_covers_it_is_said_so(talk: Begin, topic: str) -> None:
    reply = talk().ask(topic, NURSE, text="and for nurses?")
    assert reply.answer.outcome == "unknown"
    assert lead(reply).startswith("My sources do not cover this for registered nurses:")
    assert "care for sick and injured people" in told(reply)


def test_an_hour_s_work_may_be_one_s_pay_for_it(talk: Begin) -> None:
    reply = talk().ask("working_hours", NURSE, ("untold", "hourly", "an hour"), text="how much an hour?")
    assert " an hour (BLS" in lead(reply)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("which job zone are they in?", "education"),
        ("how much on-the-job training do they get?", "education"),
        ("a data scientist's related roles", "related_occupations"),
        ("RIASEC letters of a chef", "interests"),
        ("best cities for software developers", "salary"),
        ("what do they earn?", None),
        ("", None),
    ],
)
def test_some_words_leave_no_doubt_about_the_topic(text: str, topic: str | None) -> None:
    assert topic_by_words(text) == topic


@pytest.mark.parametrize(
    ("intent", "text", "topic"),
    [
        ("tools", "and their software?", "tools"),
        ("outlook", "how are nurses paid?", "salary"),
        ("salary", "are the openings paid?", "salary"),  # NLU's own is among those that the words ask for
        ("duties", "and then?", None),
    ],
)
def test_where_nlu_doubts_words_may_tell_the_topic(
    datasets: Connection, intent: str, text: str, topic: str | None
) -> None:
    assert likely_topic_by_words(question(datasets, intent, NURSE, text=text)) == topic


@pytest.mark.usefixtures("published_wages")
@pytest.mark.parametrize(
    ("confidence", "topic"), [(0.4, "education"), (0.9, "outlook")], ids=["in doubt", "sure"]
)
def test_of_an_occupation_of_the_datasets_a_doubtful_question_goes_by_its_words(
    datasets: Connection, confidence: float, topic: str
) -> None:
    sent = message("outlook", NURSE, text="what degree do nurses have?", confidence=confidence)
    assert Talk(datasets).send(sent).answer.topic == topic


def test_an_occupation_without_a_code_is_not_answered_from_the_datasets(datasets: Connection) -> None:
    for topic in ("salary", "skills", "interests"):
        engineer = get_occupation(datasets, key=MLE)
        assert engineer is not None
        assert answer_from_datasets(datasets, question(datasets, topic), engineer) is None


@pytest.mark.usefixtures("published_wages")
@pytest.mark.parametrize("topic", sorted({"education", "career_path", "industries", "salary", "outlook"}))
def test_what_no_article_says_of_a_data_scientist_the_datasets_may_tell(talk: Begin, topic: str) -> None:
    reply = talk().ask(topic, DATA_SCIENTIST, text="and for data scientists?")
    assert (reply.answer.outcome, reply.answer.occupation) == ("answered", "data_scientist")


def doubtful(connection: Connection, text: str, intent: str = "duties", *named: Named) -> Question:
    return question(connection, intent, *(named or (NURSE,)), text=text, confidence=0.4)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("what is a nurse on the ward", "definition"),
        ("nurse, what's that", "definition"),
        ("what is a nurse paid", "salary"),
        ("nurse comp", "salary"),
        ("new nurse jobs every year", "outlook"),
        ("that nurse", None),
    ],
)
def test_of_a_doubtful_question_the_words_beside_the_occupation_count(
    datasets: Connection, text: str, topic: str | None
) -> None:
    assert likely_topic_by_words(doubtful(datasets, text)) == topic


def test_the_name_of_an_occupation_asks_for_nothing(datasets: Connection) -> None:
    school = ("occupation", "25-9045.00", "school aide")
    assert likely_topic_by_words(doubtful(datasets, "the school aide's shift", "duties", school)) is None


def test_a_question_for_shares_of_education_is_kept(datasets: Connection) -> None:
    asked = doubtful(datasets, "how many nurses have a diploma", "education_shares")
    assert likely_topic_by_words(asked) == "education_shares"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("nurse, Excel?", "requirement_check"),
        ("does a nurse use excel", "requirement_check"),
        ("nurse, fnord?", None),
        ("nurse", None),
        ("Excel?", None),
    ],
)
def test_an_occupation_and_a_technology_alone_ask_whether_it_is_used(
    datasets: Connection, text: str, topic: str | None
) -> None:
    named = [NURSE] if "nurse" in text else []
    asked = question(datasets, "career_change", *named, text=text, confidence=0.4)
    assert topic_of_technology(datasets, asked) == topic


def test_what_is_asked_of_a_topic_that_no_dataset_covers_is_named(talk: Begin) -> None:
    reply = talk().ask("challenges", NURSE, text="is nursing hard on your back?")
    assert reply.answer.outcome == "unknown" and "what the work asks of the body" in " ".join(
        told(reply).split()
    )
