"""What a message names, looked up in the knowledge base."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.questions.linking import link, link_values, link_words
from actions.questions.message import ParsedEntity
from tests.actions.asking import MLE


def test_the_knowledge_base_decides_what_an_entity_is(connection: Connection) -> None:
    (company,) = link(connection, [ParsedEntity("company", "google certificate", "google certificate")])
    assert company.entity is None
    (country,) = link(connection, [ParsedEntity("place", "germany", "Germany")])
    assert (country.kind, country.value) == ("country", "germany")
    (country,) = link(connection, [ParsedEntity("place", "Deutschland", "german")])
    assert (country.kind, country.value) == ("country", "germany")


def test_a_name_stands_only_for_what_is_of_its_kind(connection: Connection) -> None:
    typed = [("place", "docker"), ("tool", "germany"), ("company", "germany")]
    found = link(connection, [ParsedEntity(kind, f"{words}?", words) for kind, words in typed])
    assert [(linked.kind, linked.entity) for linked in found] == [(kind, None) for kind, _ in typed]


def test_occupations_are_found_by_key_and_by_what_people_call_them(connection: Connection) -> None:
    found = link(
        connection,
        [
            ParsedEntity("occupation", MLE, "MLE"),
            ParsedEntity("occupation", "?", "ML engineers"),
            ParsedEntity("occupation", "nurse", "nurse"),
        ],
    )
    assert [linked.value for linked in found] == [MLE, MLE, "nurse"]
    assert found[2].occupation is None


def test_cues_name_nothing_and_nothing_is_linked_twice(connection: Connection) -> None:
    typed = [("aspect", "price", "cost"), ("tool", "r", "R"), ("tool", "r", "R"), ("number", "5", "5")]
    found = link(connection, [ParsedEntity(*one) for one in typed])
    assert [linked.value for linked in found] == ["r"]


def test_what_is_said_is_told_from_what_is_carried_over(connection: Connection) -> None:
    (said,) = link(connection, [ParsedEntity("tool", "docker", "Docker")])
    (carried,) = link_values(connection, [("tool", "docker")])
    assert (said.origin, carried.origin) == ("said", "carried over")
    assert said.entity == carried.entity


def test_things_that_nlu_does_not_know_are_found_in_the_words(connection: Connection) -> None:
    assert [linked.value for linked in link_words(connection, "would Docker be any good?")] == ["docker"]
