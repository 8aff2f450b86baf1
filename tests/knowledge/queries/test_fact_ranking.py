"""Facts are ranked for a question, whatever their table, with a confidence."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy.engine import Connection, Engine

from knowledge.content import Content, read_content
from knowledge.loader import load
from knowledge.queries.fact_ranking import rank_facts, weights, words_of_no_fact
from knowledge.queries.fact_rows import fact_rows

ENGINEER = "machine_learning_engineer"
FEWEST_QUESTIONS = 8
FEW_WORDS = 3  # that a question may take from the text


def keys(connection: Connection, question: str, occupation: str = ENGINEER) -> list[str]:
    ranking = rank_facts(connection, occupation=occupation, question=question)
    return [fact.key for fact in ranking.facts]


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("how well are beginners paid?", "salary.entry"),
        ("who looks after the pipelines that data run through?", "duties.explained.data_pipelines"),
        ("do they sit at a desk in an office?", "work_environment.office"),
        ("do I really need Saturdays off, or do they work on weekends?", "working_hours.days"),
    ],
)
def test_facts_of_any_table_are_found_by_what_people_ask(
    connection: Connection, question: str, key: str
) -> None:
    assert key in keys(connection, question)[:3]


def test_shares_add_up_and_fall_with_the_score(connection: Connection) -> None:
    ranking = rank_facts(connection, occupation=ENGINEER, question="how many hours a week?", limit=1000)
    assert sum(fact.share for fact in ranking.facts) == pytest.approx(1, abs=1e-6)
    scores = [fact.score for fact in ranking.facts]
    assert scores == sorted(scores, reverse=True)
    assert 0 < ranking.confidence < 1


def test_a_number_rules_out_facts_without_it_only_where_one_with_it_is_near(connection: Connection) -> None:
    assert keys(connection, "do 82 percent belong to one gender?")[0] == "gender.male"
    assert "tools.data" in keys(connection, "python packages 4 tables and plots")[:3]


def test_what_has_nothing_to_do_with_the_occupation_gets_little_confidence(connection: Connection) -> None:
    def confidence(question: str) -> float:
        return rank_facts(connection, occupation=ENGINEER, question=question).confidence

    near = [confidence(text) for text in ("what do seniors earn?", "is a bootcamp a good start?")]
    far = [confidence(text) for text in ("who won the cup in 1998?", "how do I bake bread?")]
    assert min(near) > 0.8
    assert max(far) < 0.2


def test_nothing_is_ranked_for_no_words_and_for_an_occupation_without_facts(connection: Connection) -> None:
    assert rank_facts(connection, occupation=ENGINEER, question="  ").facts == ()
    assert rank_facts(connection, occupation="nobody", question="what do they earn?").facts == ()


def test_a_year_that_no_fact_holds_finds_none_and_the_age_of_a_person_does_not_count(
    connection: Connection,
) -> None:
    assert keys(connection, "how many were employed in 1987?") == []
    assert keys(connection, "I am 61, would they still take me?")


def test_the_words_that_a_fact_shares_with_the_question_are_told(connection: Connection) -> None:
    ranking = rank_facts(connection, occupation=ENGINEER, question="does a bootcamp help fnord?")
    assert any("bootcamp" in word for word in ranking.facts[0].words)
    assert not any("fnord" in fact.words for fact in ranking.facts)


def test_a_fact_is_found_by_its_text_as_soon_as_it_is_loaded_and_by_its_questions(
    migrated: Engine, write_content: Any
) -> None:
    def first(question: str) -> str:
        with migrated.connect() as connection:
            return keys(connection, question, "bell_ringer")[0]

    load(migrated, read_content(write_content()))
    assert first("do they need a sense of timing?") == "skills.timing"
    added = 'questions:\n  association.rope: ["what do they hold in their hands?"]\n'
    load(migrated, read_content(write_content(other=added)))
    assert first("what is held in the hands?") == "association.rope"


def test_rows_are_read_by_key_in_the_order_of_the_keys(connection: Connection) -> None:
    asked = ["salary.entry", "misconceptions.overview.models_only", "working_hours.days", "no.such.key"]
    assert [row.key for row in fact_rows(connection, occupation=ENGINEER, keys=asked)] == asked[:3]
    assert fact_rows(connection, occupation=ENGINEER, keys=[]) == []


def test_every_weight_has_a_value() -> None:
    assert len(weights().features) == 6
    assert len(weights().signals) == 4


def test_every_shipped_fact_but_those_of_named_things_is_asked_for_in_many_ways(content: Content) -> None:
    asked = {one.row: one.questions for one in content.questions}
    by_name = {"skills", "tools", "programming_languages"}  # "do I need …?" asks for these
    named = {row.key for row in content.associations if row.topic in by_name}
    few = {row.key: len(asked.get(row.key, ())) for row in content.rows() if row.key not in named}
    assert {key for key, count in few.items() if count < FEWEST_QUESTIONS} == set()


def test_the_questions_of_a_fact_are_not_its_own_words(content: Content) -> None:
    texts = {row.key: getattr(row, "text", "") for row in content.rows()}
    for one in content.questions:
        text = re.sub(r"\W+", " ", texts[one.row]).lower()
        for question in (asked for asked in one.questions if len(asked.split()) > FEW_WORDS):
            assert re.sub(r"\W+", " ", question).lower().strip() not in text


def test_words_that_no_fact_has_are_told_in_their_order(connection: Connection) -> None:
    text = "What do engineers earn who paint eyelashes and models of zebras?"
    assert words_of_no_fact(connection, occupation=ENGINEER, text=text) == ("paint", "eyelashes", "zebras")
    assert words_of_no_fact(connection, occupation="no_such", text=text) == ()
