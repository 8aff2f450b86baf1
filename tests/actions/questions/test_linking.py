"""What a message names, looked up in the knowledge base."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.linking import by_conversation, by_words, link, link_values, link_words
from actions.questions.message import ParsedEntity
from actions.questions.question import LinkedEntity
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


# Occupations of the datasets.


def linked_occupation(connection: Connection, typed: str, *discussed: str) -> LinkedEntity:
    found = link(connection, [ParsedEntity("occupation", typed, typed)])
    (one,) = by_conversation(connection, found, discussed)
    return one


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("29-1141.00", "29-1141.00"),
        ("registered nurse", "29-1141.00"),
        ("nurses", "29-1141.00"),  # an everyday word
        ("RN", "29-1141.00"),
        ("electricians", "47-2111.00"),
        ("data scientist", "data_scientist"),  # whom an article describes
        ("15-2051.00", "data_scientist"),
        ("machine learning engineer", MLE),  # an alternate title of three occupations
        ("ml engineers", MLE),
    ],
)
def test_an_occupation_is_found_by_its_titles_unless_the_content_has_it(
    datasets: Connection, typed: str, key: str
) -> None:
    found = linked_occupation(datasets, typed)
    assert found.occupation is not None
    assert (found.occupation.key, found.candidates) == (key, ())


def test_a_title_of_several_occupations_has_candidates_and_no_occupation(datasets: Connection) -> None:
    found = linked_occupation(datasets, "surgeons")
    assert found.occupation is None
    assert len(found.candidates) > 1
    assert len({one.code for one in found.candidates}) == len(found.candidates)


def test_a_title_that_no_occupation_bears_is_unknown(datasets: Connection) -> None:
    found = linked_occupation(datasets, "fnordologist")
    assert (found.occupation, found.candidates, found.value) == (None, (), "fnordologist")


@pytest.mark.parametrize(
    ("typed", "text", "code"),
    [
        ("EHS specialist", "EHS specialist duties (occupational health & safety)", "19-5011.00"),
        ("doctors", "what do family doctors earn?", "29-1215.00"),
        ("doctors", "what do doctors earn?", None),
        ("coordinator", "coordinator salary for my budget", None),  # no word of a title of theirs
    ],
)
def test_a_title_of_several_is_taken_for_the_one_whose_words_stand_beside_it(
    datasets: Connection, typed: str, text: str, code: str | None
) -> None:
    linked = link(datasets, [ParsedEntity("occupation", typed, typed)])
    assert linked[0].candidates
    (found,) = by_words(datasets, linked, text)
    assert (found.occupation.key if found.occupation else None) == code
    assert bool(found.candidates) is (code is None)


@pytest.mark.usefixtures("published_wages")
def test_the_title_beside_it_does_not_decide_which_one_is_meant(datasets: Connection) -> None:
    titles = [ParsedEntity("occupation", one, one) for one in ("cook", "chef")]
    cook, chef = by_words(datasets, link(datasets, titles), "difference between cook and chef")
    assert cook.occupation is None and cook.candidates
    assert chef.occupation is not None


def test_beside_an_occupation_of_the_datasets_a_course_in_a_city_is_that_city(datasets: Connection) -> None:
    course = ParsedEntity("course", "ucsd_bootcamp", "San Diego")
    pilots, place = link(datasets, [ParsedEntity("occupation", "nurse", "nurse"), course])
    assert pilots.occupation and (place.kind, place.name) == ("place", "San Diego")
    _engineer, named = link(datasets, [ParsedEntity("occupation", MLE, "MLE"), course])
    assert named.kind == "course"


def test_without_the_datasets_a_title_is_unknown(connection: Connection) -> None:
    found = linked_occupation(connection, "surgeons")
    assert (found.occupation, found.candidates) == (None, ())


def test_a_title_of_several_is_taken_for_the_one_that_was_discussed(datasets: Connection) -> None:
    candidates = [one.code for one in linked_occupation(datasets, "surgeons").candidates]
    for code in candidates:
        found = linked_occupation(datasets, "surgeons", code)
        assert found.occupation is not None
        assert (found.occupation.key, found.candidates) == (code, ())
    assert linked_occupation(datasets, "surgeons", "29-1141.00").occupation is None


def test_the_last_word_of_a_name_stands_for_the_one_that_was_discussed(datasets: Connection) -> None:
    found = linked_occupation(datasets, "engineers", "data_scientist", MLE)
    assert found.occupation is not None
    assert found.occupation.key == MLE
    assert linked_occupation(datasets, "engineers", MLE, "data_scientist").occupation is None


def test_work_stands_for_the_occupation_of_those_who_do_it(datasets: Connection) -> None:
    typed = "flips burgers"
    (known,) = link(datasets, [ParsedEntity("occupation", "flip burger", typed, 0, is_work=True)])
    assert known.occupation is not None and known.occupation.key == "35-2011.00"
