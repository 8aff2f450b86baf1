"""Which facts answer a question: what it turns on counts, and what it merely names does not."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.facts import answers as fact_answers
from actions.facts.answers import MAX_READINGS, ranked_rows
from knowledge.queries.fact_ranking import Ranking, rank_facts
from knowledge.queries.occupations import featured_occupation
from tests.actions.asking import MLE, Named, Talk, question, told


def facts(connection: Connection, topic: str, text: str, *named: Named) -> list[str]:
    """Return the keys of the facts that answer a question, the best first."""
    asked = question(connection, topic, *named, text=text)
    return [row.key for row in ranked_rows(connection, asked, featured_occupation(connection)).rows]


WEEKENDS, CLEANS = "working_hours.days", "duties.overview.prepare_data"


@pytest.mark.parametrize(
    ("topic", "text", "named", "first"),
    [
        ("working_hours", "do ML engineers work on weekends?", ("occupation", MLE, "ML engineers"), WEEKENDS),
        (
            "working_hours",
            "do they work on weekends in health care?",
            ("industry", "healthcare", "health care"),
            WEEKENDS,
        ),
        ("duties", "who cleans the data with Python?", ("tool", "python", "Python"), CLEANS),
    ],
    ids=["an occupation", "an industry", "a tool"],
)
def test_a_fact_that_is_meant_for_sure_need_not_name_all_that_the_question_names(
    connection: Connection, topic: str, text: str, named: Named, first: str
) -> None:
    assert facts(connection, topic, text, named)[0] == first


@pytest.mark.parametrize(
    ("topic", "text", "named"),
    [
        ("working_hours", "do juniors work on weekends?", ("level", "entry_level", "juniors")),
        ("working_hours", "do they work on weekends at Netflix?", ("company", "netflix", "Netflix")),
        ("duties", "who cleans the data with Kubernetes?", ("tool", "Kubernetes")),
    ],
    ids=["a level", "a company", "a tool that is not known"],
)
def test_a_fact_has_to_name_what_the_question_turns_on(
    connection: Connection, topic: str, text: str, named: Named
) -> None:
    assert facts(connection, topic, text, named) == []


def test_of_very_many_questions_a_few_are_looked_up(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def rank(connection: Connection, *, occupation: str, question: str) -> Ranking:
        asked.append(question)
        return rank_facts(connection, occupation=occupation, question=question)

    monkeypatch.setattr(fact_answers, "rank_facts", rank)
    text = " ".join([*(f"w{number}?" for number in range(150)), "do they work on weekends?"])
    facts(connection, "working_hours", text)
    assert len(asked) == 1 + MAX_READINGS and asked[-1] == "do they work on weekends?"


PAIR = (("occupation", MLE, "ML engineer"), ("occupation", "data_scientist", "data scientist"))


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Is an ML engineer the same as a data scientist?", True),
        ("ML engineer and data scientist are identical roles, right?", True),
        ("Are ML engineer and data scientist different roles?", False),
        ("How do ML engineers and data scientists differ?", False),
    ],
)
def test_a_belief_that_is_stated_is_denied_in_the_first_word(
    connection: Connection, text: str, denied: bool
) -> None:
    said = told(Talk(connection).ask("comparison", *PAIR, text=text, confidence=0.99))
    assert said.startswith("No. That is a misconception.") is denied
