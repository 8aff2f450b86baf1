"""Whether the statements of a topic bear on what a question asks."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.facts.pertinence import Bearing, bearing
from knowledge.queries.occupations import featured_occupation
from knowledge.queries.topics import get_topics
from tests.actions.asking import question


def bearing_on(connection: Connection, text: str, topic: str) -> Bearing:
    asked = question(connection, topic, text=text)
    (known,) = get_topics(connection, keys=[topic])
    return bearing(connection, asked, known, featured_occupation(connection))


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
