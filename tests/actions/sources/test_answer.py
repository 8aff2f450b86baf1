"""What is asked of the sources themselves."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.sources.asked import asked_of_sources, topics_in
from knowledge.queries.disagreements import disagreements_of
from tests.actions.asking import MLE, Talk, message, question, told

ENGINEER = ("occupation", MLE, "ML engineer")


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("what do the sources disagree about?", "disagreement"),
        ("are there any contradictions?", "disagreement"),
        ("do your articles agree on everything", "disagreement"),
        ("which article is the newest", "newest"),
        ("which of your sources was written first", "oldest"),
        ("how old are your articles", "age"),
        ("who published your sources", "publisher"),
        ("how far can i trust all this?", "trust"),
    ],
)
def test_each_operation_is_read_by_its_words(connection: Connection, text: str, operation: str) -> None:
    asked = asked_of_sources(question(connection, "nlu_fallback", text=text))
    assert asked is not None and asked.operation == operation


@pytest.mark.parametrize(
    "text",
    [
        "should i trust my boss",
        "how old is the average engineer",
        "what conflicts do they have with coworkers",
    ],
)
def test_what_asks_nothing_of_the_sources_is_left_alone(connection: Connection, text: str) -> None:
    assert asked_of_sources(question(connection, "nlu_fallback", text=text)) is None


def test_all_points_are_told_in_a_line_each_and_one_in_full(connection: Connection) -> None:
    held = disagreements_of(connection, occupation=MLE)
    here = Talk(connection)
    text = told(here.ask("misconceptions", ENGINEER, text="on what do the sources disagree?"))
    assert str(len(held)) in text and f"{len(held)}. " in text
    text = told(here.ask("nlu_fallback", text="and growth, is there also a contradiction?"))
    assert text.startswith("Yes.") and "15-1221" in text
    full = told(here.ask("pick", ("ordinal", "2", "second"), text="the second one"))
    assert full == held[[one.key for one in held].index("disagreement.outlook_period")].text


def test_a_question_behind_one_on_the_sources_is_its_own(connection: Connection) -> None:
    here = Talk(connection)
    here.ask("source_of", text="do the articles disagree?")
    assert "languages" in told(
        here.ask("programming_languages", text="the one about languages, tell me more")
    )
    here.ask("source_of", text="do the articles disagree?")
    asked = question(connection, "salary", text="and how much do they earn?", state=here.state)
    assert asked_of_sources(asked) is None


def test_a_topic_without_disagreement_is_said_to_have_none(connection: Connection) -> None:
    text = told(Talk(connection).ask("source_of", text="do the articles disagree on experience?"))
    assert "experience" in text
    assert topics_in("what about skills") == ("programming_languages", "coding_need", "comparison")


def test_the_newest_article_is_the_dated_one_and_all_are_listed(datasets: Connection) -> None:
    here = Talk(datasets)
    text = told(here.ask("source_of", text="which article is the newest?"))
    assert "15 October 2023" in text.splitlines()[0] and "undated" in text.splitlines()[0]
    again = told(here.ask("nlu_fallback", ("ordinal", "4", "four"), text="no, of all four articles"))
    assert again.splitlines()[0] == text.splitlines()[0]


def test_how_far_a_figure_is_to_be_trusted_is_told_of_that_figure(connection: Connection) -> None:
    text = told(Talk(connection).ask("salary", text="how reliable is the salary figure?"))
    assert "Indeed" in text and "names no source for it" in text


def test_the_age_of_the_last_figure_comes_with_what_is_newer(datasets: Connection) -> None:
    here = Talk(datasets)
    here.ask("salary", ENGINEER, text="what do ML engineers earn?")
    text = told(here.ask("source_of", text="how old is this number?"))
    assert text.startswith("No date is known") and "BLS, May 2025" in text


def test_why_an_occupation_is_not_among_the_figures_is_told(datasets: Connection) -> None:
    here = Talk(datasets)
    developer = ("occupation", "software_engineer", "developer")
    here.ask("comparison", ENGINEER, developer, text="how many work as ML engineer and developer each?")
    text = told(here.ask("misconceptions", ENGINEER, text="why is there nothing on the ML engineer there?"))
    assert text.startswith(
        "The Bureau of Labor Statistics has no figures of machine learning engineers alone"
    )


def test_other_questions_forget_that_the_sources_were_asked_of(connection: Connection) -> None:
    here = Talk(connection)
    here.send(message("source_of", text="which article is the newest?"))
    assert here.state.of_sources == "newest"
    here.ask("skills", ENGINEER, text="which skills does an ML engineer need?")
    assert here.state.of_sources == ""
