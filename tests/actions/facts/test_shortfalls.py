"""What a question asks for beyond what was found: a reason, a figure, a comparison."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.messages import message
from tests.actions.asking import MLE, Talk, told


@pytest.mark.parametrize(
    ("topic", "text", "name"),
    [
        ("job_satisfaction", "why are they so satisfied?", "reason"),
        ("collaboration", "how many meetings do they have?", "figure"),
        ("certifications", "how long is the certificate valid?", "figure"),
        ("tools", "which framework is better than the others?", "comparison"),
    ],
)
def test_what_is_not_answered_is_said_before_what_is_held(
    connection: Connection, topic: str, text: str, name: str
) -> None:
    reply = Talk(connection).ask(topic, text=text, confidence=0.9)
    assert reply.answer.outcome == "partial"
    assert told(reply).startswith(message(f"shortfall.{name}"))


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("working_hours", "why do they work overtime?"),
        ("age_distribution", "how old are they?"),
        ("startups", "how many startups are there?"),
        ("tools", "which frameworks do they use?"),
        ("outlook", "how many jobs did the article count in 2020?"),
    ],
)
def test_what_is_answered_is_told_plainly(connection: Connection, topic: str, text: str) -> None:
    reply = Talk(connection).ask(topic, text=text, confidence=0.9)
    assert reply.answer.outcome == "answered"


def test_pay_from_different_sources_is_told_of_both_and_said_to_be_hard_to_compare(
    datasets: Connection,
) -> None:
    here = Talk(datasets)
    here.ask("definition", ("occupation", "data_scientist"), text="what is a data scientist?")
    reply = here.ask("comparison", ("occupation", MLE), text="do ML engineers earn more than them?")
    assert "118,000" in told(reply) and "data scientists" in told(reply)
    assert reply.answer.outcome == "partial" and message("comparison.apart") in told(reply)


def test_what_nobody_says_of_hours_and_certificates_is_refused(connection: Connection) -> None:
    hours = Talk(connection).ask("working_hours", ("aspect", "pay"), text="is overtime paid?")
    exams = Talk(connection).ask("certifications", ("aspect", "difficulty"), text="how hard are they?")
    assert (hours.answer.outcome, exams.answer.outcome) == ("unknown", "unknown")


@pytest.mark.parametrize(
    "text", ["give the name of a company that was fined", "which company was fined for a biased model?"]
)
def test_a_name_that_no_source_gives_is_refused_before_what_is_held(
    connection: Connection, text: str
) -> None:
    reply = Talk(connection).ask("ethics", text=text, confidence=0.7)
    assert reply.answer.outcome == "unknown" and told(reply).startswith(message("shortfall.name"))


def test_companies_that_are_named_are_told_plainly(connection: Connection) -> None:
    reply = Talk(connection).ask("companies", text="name a company that uses it", confidence=0.9)
    assert reply.answer.outcome == "answered"
