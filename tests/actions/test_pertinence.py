"""Which statements of a topic bear on the very words of a question."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.formatting import with_article
from actions.pertinence import SHOWN, Bearing, bearing
from actions.topics.statements import Statements
from knowledge.queries.facts import statements
from knowledge.queries.occupations import featured_occupation
from knowledge.queries.topics import get_topics
from tests.actions.asking import MLE, question
from tests.actions.free_questions import held_out


def bearing_on(connection: Connection, text: str, topic: str) -> Bearing:
    asked = question(connection, topic, text=text)
    (known,) = get_topics(connection, keys=[topic])
    return bearing(connection, asked, known, featured_occupation(connection))


def keys(connection: Connection, text: str, topic: str = "duties") -> list[str]:
    return [one.key for one in bearing_on(connection, text, topic).pertinent()]


@pytest.mark.parametrize(
    ("question", "topic", "key"),
    [
        ("who looks after data pipelines?", "duties", "duties.explained.data_pipelines"),
        ("and tuning hyperparameters?", "duties", "duties.explained.optimise_models"),
        ("are they sometimes at worksites?", "work_environment", "work_environment.worksites"),
        ("could I do it without a diploma from school?", "education", "education.path_high_school"),
    ],
)
def test_what_a_question_is_after_is_found_in_other_words_and_in_the_detail(
    connection: Connection, question: str, topic: str, key: str
) -> None:
    assert key in keys(connection, question, topic)


def test_the_questions_that_are_told_elsewhere_are_answered_by_statements_that_stand_out(
    connection: Connection,
) -> None:
    """Of the questions kept for the report; the topic is that of the statement which answers."""
    topic_of = {one.key: one.topic for one in statements(connection, occupation=MLE)}
    asked = [one for one in held_out("answered") if topic_of[one["by"][0]] in Statements.topics]
    found = [
        bool(set(keys(connection, one["ask"], topic_of[one["by"][0]])) & set(one["by"])) for one in asked
    ]
    assert len(asked) >= 20
    assert sum(found) / len(found) >= 0.7


@pytest.mark.parametrize("topic", Statements.topics)
def test_the_question_for_the_whole_topic_is_after_no_one_statement(
    connection: Connection, topic: str
) -> None:
    (known,) = get_topics(connection, keys=[topic])
    occupation = featured_occupation(connection)
    question = known.question.format(occupation=with_article(occupation), occupations=occupation.plural)
    assert keys(connection, question, topic) == []


def test_a_payload_or_nothing_is_after_nothing(connection: Connection) -> None:
    assert keys(connection, '/duties{"occupation": "data pipelines"}') == []
    assert keys(connection, "") == keys(connection, "  ") == []


@pytest.mark.parametrize(
    ("question", "topic", "untold"),
    [
        ("do they need category theory?", "education", True),
        ("is ML used for weather forecasts?", "applications", True),
        ("so, do they clean data themselves?", "duties", False),
        ("can you tell me what else they do?", "duties", False),
        ("which theory do they need?", "education", False),
    ],
)
def test_whether_something_is_so_is_untold_if_no_statement_bears_on_it(
    connection: Connection, question: str, topic: str, untold: bool
) -> None:
    assert bearing_on(connection, question, topic).has_nothing_on_claim() is untold


@pytest.mark.parametrize("text", ["duties", "their duties?", "what duties do they have"])
def test_words_that_merely_name_the_topic_single_out_no_statement(connection: Connection, text: str) -> None:
    assert keys(connection, text) == []


def test_no_more_than_a_few_are_shown(connection: Connection) -> None:
    assert 1 <= len(keys(connection, "do they deploy models to production environments?")) <= SHOWN
