"""Topics in the order in which they are listed."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from knowledge.content import Content
from knowledge.queries.topics import get_topics, list_topics


def test_topics_are_listed_in_the_order_of_the_content(connection: Connection, content: Content) -> None:
    listed = list_topics(connection)
    assert [topic.key for topic in listed] == [topic.key for topic in content.topics]
    assert [topic.rank for topic in listed] == list(range(1, len(listed) + 1))
    assert listed[0].question == "What is {occupation}?"


def test_topics_come_in_the_order_asked_for_without_the_unknown(connection: Connection) -> None:
    found = get_topics(connection, keys=["salary", "gardening", "duties", "salary"])
    assert [(topic.key, topic.title) for topic in found] == [("salary", "Salary"), ("duties", "Duties")]
    assert get_topics(connection, keys=[]) == []
