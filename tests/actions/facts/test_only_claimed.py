"""The belief that people of an occupation do one thing and no other."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from tests.actions.asking import MLE, decision, told

ENGINEER = ("occupation", MLE, "ML engineers")


@pytest.mark.parametrize(
    "text",
    [
        "is it true that ML engineers only work with algorithms?",
        "is the job of ML engineers only about maths?",
    ],
)
def test_it_is_refuted_by_the_duties_that_are_named(connection: Connection, text: str) -> None:
    decided = decision(connection, "misconceptions", ENGINEER, text=text)
    assert decided.step == "only claimed"
    assert told(decided.reply).startswith("No. Machine learning engineers do more than that")


def test_a_belief_that_an_article_treats_is_left_to_it(connection: Connection) -> None:
    text = "they only build models, right?"
    assert decision(connection, "misconceptions", ENGINEER, text=text).step != "only claimed"
