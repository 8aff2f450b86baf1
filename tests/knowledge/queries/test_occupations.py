"""Occupations by key, by what people call them, and what is known of them."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection, Engine

from knowledge.queries import occupations
from knowledge.records import Occupation

ENGINEER = Occupation(
    "machine_learning_engineer", "machine learning engineer", "machine learning engineers", True
)
ALL_OCCUPATIONS = [
    "machine_learning_engineer",
    "applied_machine_learning",
    "data_scientist",
    "software_engineer",
]


def keys(found: list[Occupation]) -> list[str]:
    return [occupation.key for occupation in found]


def test_an_occupation_is_found_by_its_key(connection: Connection) -> None:
    assert occupations.get_occupation(connection, key="machine_learning_engineer") == ENGINEER


@pytest.mark.parametrize("key", ["", "nurse", "MACHINE_LEARNING_ENGINEER", "' OR 1=1 --", "%"])
def test_an_unknown_key_gives_no_occupation(connection: Connection, key: str) -> None:
    assert occupations.get_occupation(connection, key=key) is None


def test_a_question_without_an_occupation_is_about_the_machine_learning_engineer(
    connection: Connection,
) -> None:
    assert occupations.featured_occupation(connection) == ENGINEER


def test_without_content_it_is_said_how_to_load_it(migrated: Engine) -> None:
    with migrated.connect() as connection, pytest.raises(LookupError, match="python -m knowledge load"):
        occupations.featured_occupation(connection)


@pytest.mark.parametrize(
    ("term", "key"),
    [
        ("machine learning engineer", "machine_learning_engineer"),
        ("Machine-Learning Engineers", "machine_learning_engineer"),
        ("  machine   learning  engineer  ", "machine_learning_engineer"),
        ("MLE", "machine_learning_engineer"),
        ("M.L.E.", "machine_learning_engineer"),
        ("ML engineer", "machine_learning_engineer"),
        ("ml-engineers?", "machine_learning_engineer"),
        ("ｍａｃｈｉｎｅ ｌｅａｒｎｉｎｇ ｅｎｇｉｎｅｅｒ", "machine_learning_engineer"),
        ("data scientists", "data_scientist"),
        ("Data Scientist", "data_scientist"),
        ("software developer", "software_engineer"),
        ("SWE", "software_engineer"),
        ("applied ML", "applied_machine_learning"),
        ("🤖 data scientist 🤖", "data_scientist"),
    ],
)
def test_an_occupation_is_found_by_what_people_call_it(connection: Connection, term: str, key: str) -> None:
    found = occupations.find_occupation(connection, term=term)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    "term",
    [
        "",
        "   ",
        "?!",
        "🤖",
        "nurse",
        "engineer",
        "machine learning",
        "x" * 20_000,
        "\x00",
        "\ud800",
        "' OR '1'='1",
    ],
)
def test_an_unknown_name_gives_no_occupation(connection: Connection, term: str) -> None:
    assert occupations.find_occupation(connection, term=term) is None


def test_occupations_are_listed_with_the_featured_one_first(connection: Connection) -> None:
    assert keys(occupations.list_occupations(connection)) == ALL_OCCUPATIONS
    assert keys(occupations.list_occupations(connection, limit=2)) == ALL_OCCUPATIONS[:2]


def test_the_code_of_an_occupation_comes_with_what_the_classification_calls_it(
    connection: Connection,
) -> None:
    (code,) = occupations.occupation_codes(connection, key="machine_learning_engineer")
    assert (code.scheme, code.code) == ("SOC", "15-1221")
    assert code.title == "computer and information research scientists"
    assert code.source.key == "job_description_template"


@pytest.mark.parametrize("key", ["data_scientist", "nurse"])
def test_an_occupation_may_have_no_code(connection: Connection, key: str) -> None:
    assert occupations.occupation_codes(connection, key=key) == []


def test_topics_held_are_told_in_the_order_of_topics(connection: Connection) -> None:
    held = ["definition", "duties", "collaboration", "skills", "programming_languages"]
    assert occupations.topics_held(connection, key="data_scientist") == held
    assert occupations.topics_held(connection, key="software_engineer") == ["definition", "career_path"]
    assert occupations.topics_held(connection, key="nurse") == []


def test_something_is_known_of_the_featured_occupation_under_every_topic_with_rows(
    connection: Connection,
) -> None:
    from knowledge.queries.topics import list_topics

    without_rows = {"requirement_check", "comparison"}  # answered from associations and from comparisons
    expected = [topic.key for topic in list_topics(connection) if topic.key not in without_rows]
    assert occupations.topics_held(connection, key="machine_learning_engineer") == expected


def test_occupations_known_under_a_topic_are_told_with_the_featured_one_first(connection: Connection) -> None:
    known = occupations.occupations_with_topic(connection, topic_key="duties")
    assert keys(known) == ["machine_learning_engineer", "applied_machine_learning", "data_scientist"]
    assert keys(occupations.occupations_with_topic(connection, topic_key="duties", limit=1)) == [
        "machine_learning_engineer"
    ]
    assert keys(occupations.occupations_with_topic(connection, topic_key="salary")) == [
        "machine_learning_engineer"
    ]
    assert keys(occupations.occupations_with_topic(connection, topic_key="misconceptions")) == [
        "machine_learning_engineer"
    ]
    assert occupations.occupations_with_topic(connection, topic_key="gardening") == []


def test_occupations_tied_to_an_entity_are_told_with_the_featured_one_first(connection: Connection) -> None:
    assert keys(occupations.occupations_with_entity(connection, entity="r")) == [
        "machine_learning_engineer",
        "data_scientist",
    ]
    assert keys(occupations.occupations_with_entity(connection, entity="r", limit=1)) == [
        "machine_learning_engineer"
    ]
    assert keys(occupations.occupations_with_entity(connection, entity="sql")) == ["data_scientist"]
    assert occupations.occupations_with_entity(connection, entity="cobol") == []
