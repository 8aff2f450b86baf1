"""Figures that a message names and that do not fit each other."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from tests.actions.asking import MLE, Talk, told

ENGINEERS = ("occupation", MLE, "ml engineers")


@pytest.mark.parametrize(
    ("topic", "asked", "begins"),
    [
        (
            "salary",
            "118 average but 85 for entry?? why, which one should i believe",
            "The averages come from two",
        ),
        (
            "market_size",
            "does 8.43 to 96.7 billion really fit 43.8% a year?",
            "No. These numbers do not fit.",
        ),
        ("industries", "do those percentages add up?", "No. The five industry shares"),
        ("education_shares", "do the degrees add up to 100 percent?", "Yes. What engineers hold"),
    ],
)
def test_the_disagreement_is_that_whose_figures_are_named_with_its_verdict(
    connection: Connection, topic: str, asked: str, begins: str
) -> None:
    talk = Talk(connection)
    talk.ask(topic, ENGINEERS, text="what do your sources say?")
    assert told(talk.ask("mathematics", text=asked, confidence=0.3)).startswith(begins)


@pytest.mark.parametrize("asked", ["is 25-34 right for the largest group?", "why do 50% hold one?"])
def test_one_figure_names_no_disagreement(connection: Connection, asked: str) -> None:
    talk = Talk(connection)
    talk.ask("age_distribution", ENGINEERS, text="how old are they?")
    assert (
        "majority are aged 25–34, but" not in told(talk.ask("age_distribution", text=asked)).splitlines()[0]
    )
