"""Which facts answer a question: what it turns on counts, and what it merely names does not."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.fact_answers import ranked_rows
from knowledge.queries.occupations import featured_occupation
from tests.actions.asking import MLE, Named, question


def facts(connection: Connection, topic: str, text: str, *named: Named) -> list[str]:
    """Return the keys of the facts that answer a question, the best first."""
    asked = question(connection, topic, *named, text=text)
    return [row.key for row in ranked_rows(connection, asked, featured_occupation(connection)).rows]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("do ML engineers work on weekends?", ("occupation", MLE, "ML engineers")),
        ("do they work on weekends in health care?", ("industry", "healthcare", "health care")),
    ],
    ids=["an occupation", "an industry, where the fact is meant for sure"],
)
def test_a_fact_need_not_say_again_what_it_does_not_turn_on(
    connection: Connection, text: str, named: Named
) -> None:
    assert facts(connection, "working_hours", text, named) == ["working_hours.days"]


def test_a_fact_that_does_not_name_the_level_or_the_company_asked_for_is_none(connection: Connection) -> None:
    assert not facts(
        connection, "working_hours", "do juniors work on weekends?", ("level", "entry_level", "juniors")
    )
    assert not facts(
        connection, "working_hours", "do they work on weekends at Netflix?", ("company", "netflix", "Netflix")
    )
