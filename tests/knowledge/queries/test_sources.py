"""Sources by key."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from knowledge.content import Content
from knowledge.queries.sources import get_sources, list_sources


def test_sources_come_in_the_order_asked_for_without_the_unknown(connection: Connection) -> None:
    found = get_sources(
        connection, keys=["what_they_do", "nothing", "roles_and_responsibilities", "what_they_do"]
    )
    assert [source.key for source in found] == ["what_they_do", "roles_and_responsibilities"]
    assert get_sources(connection, keys=[]) == []
    assert get_sources(connection, keys=["nothing"]) == []


def test_a_source_tells_its_title_and_date(connection: Connection) -> None:
    (source,) = get_sources(connection, keys=["roles_and_responsibilities"])
    assert source.title == "What is a Machine Learning Engineer? Roles, Responsibilities, and Skills Required"
    assert (source.published, source.date_note, source.title_supplied) == ("2023-10-15", None, False)


def test_an_undated_source_says_so_and_a_title_of_ours_is_marked(connection: Connection) -> None:
    (source,) = get_sources(connection, keys=["job_description_template"])
    assert source.published is None
    assert source.date_note is not None
    assert source.title_supplied is True


def test_sources_are_listed_in_the_order_of_the_content(connection: Connection, content: Content) -> None:
    assert [source.key for source in list_sources(connection)] == [source.key for source in content.sources]
    assert len(list_sources(connection, limit=2)) == 2
