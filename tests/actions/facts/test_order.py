"""Which of the facts that were ranked comes first."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from tests.actions.asking import Named
from tests.actions.facts.test_answers import facts


@pytest.mark.parametrize("topic", ["applications", "industries"])
def test_of_two_facts_that_are_about_as_likely_that_of_the_topic_comes_first(
    connection: Connection, topic: str
) -> None:
    found = facts(connection, topic, "ML engineers in banking")
    assert found[0] == f"{topic}.overview.finance"
    assert {"applications.overview.finance", "industries.overview.finance"} <= set(found)


@pytest.mark.parametrize(
    ("topic", "text", "named", "first"),
    [
        ("industries", "what do ML engineers do in banking?", (), "applications.overview.finance"),
        ("market_size", "market size machine learning 2027", (("year", "2027", "2027"),), "market.size_2027"),
        (
            "education",
            "which degree is nice to have, but no must?",
            (("skill_kind", "preferred", "nice to have"),),
            "education.sample_masters_degree",
        ),
    ],
    ids=[
        "what is done where that is asked",
        "of the topic that is asked about for sure",
        "of the kind asked for",
    ],
)
def test_a_fact_that_fits_better_comes_before_a_likelier_one(
    connection: Connection, topic: str, text: str, named: tuple[Named, ...], first: str
) -> None:
    assert facts(connection, topic, text, *named)[0] == first
