"""Occupations by key, by what people call them, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.engine import Connection, Engine

from knowledge.content import read_content
from knowledge.database import create_knowledge_engine
from knowledge.loader import load
from knowledge.models import occupation_code
from knowledge.queries import occupations
from knowledge.records import Occupation
from tests.databases import copied

ENGINEER = Occupation(
    "machine_learning_engineer",
    "machine learning engineer",
    "machine learning engineers",
    featured=True,
    counted_with=("15-2051.00", "15-1221.00", "15-1299.08"),  # it has no code of its own
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


ROW = "source: almanac, text: A."
OTHERS = {
    "sexton": f"""\
occupation: {{key: sexton, name: sexton, plural: sextons}}
statements: [{{key: s, topic: skills, {ROW}}}]
associations: [{{key: t, topic: skills, entity: rope, {ROW}}}]
""",
    "archer": f"""\
occupation: {{key: archer, name: archer, plural: archers}}
statements: [{{key: a, topic: skills, {ROW}}}]
""",
}


@pytest.fixture
def three(migrated: Engine, write_content: Callable[..., Path]) -> Iterator[Connection]:
    """A knowledge base of three occupations: the bell ringer, featured, an archer and a sexton."""
    load(migrated, read_content(write_content(**OTHERS)))
    with migrated.connect() as connection:
        yield connection


def test_the_featured_occupation_is_listed_first_and_then_by_name(three: Connection) -> None:
    assert keys(occupations.list_occupations(three)) == ["bell_ringer", "archer", "sexton"]
    assert keys(occupations.list_occupations(three, limit=2)) == ["bell_ringer", "archer"]


def test_occupations_with_a_topic_begin_with_the_featured_one(three: Connection) -> None:
    with_skills = occupations.occupations_with_topic(three, topic_key="skills")
    assert keys(with_skills) == ["bell_ringer", "archer", "sexton"]
    assert keys(occupations.occupations_with_topic(three, topic_key="skills", limit=1)) == ["bell_ringer"]
    assert keys(occupations.occupations_with_topic(three, topic_key="salary")) == ["bell_ringer"]
    assert occupations.occupations_with_topic(three, topic_key="gardening") == []


def test_occupations_with_an_entity_begin_with_the_featured_one(three: Connection) -> None:
    assert keys(occupations.occupations_with_entity(three, entity="rope")) == ["bell_ringer", "sexton"]
    assert keys(occupations.occupations_with_entity(three, entity="rope", limit=1)) == ["bell_ringer"]
    assert occupations.occupations_with_entity(three, entity="cobol") == []


def test_the_articles_occupations_are_listed(connection: Connection) -> None:
    listed = keys(occupations.list_occupations(connection))
    assert [key for key in listed if key in ALL_OCCUPATIONS] == ALL_OCCUPATIONS
    assert listed[0] == ALL_OCCUPATIONS[0]


def test_the_code_of_an_occupation_comes_with_what_the_classification_calls_it(
    connection: Connection,
) -> None:
    (code,) = occupations.occupation_codes(connection, key="machine_learning_engineer")
    assert (code.scheme, code.code) == ("SOC", "15-1221")
    assert code.title == "computer and information research scientists"
    assert code.source.key == "job_description_template"


def test_codes_come_by_scheme_and_code(fixture_database: Path, tmp_path: Path) -> None:
    engine = create_knowledge_engine(copied(fixture_database, tmp_path))
    with engine.begin() as connection:
        known = connection.execute(select(occupation_code)).mappings().one()
        others = [("SOC", "27-2042"), ("ISCO", "2652"), ("KldB", "94114")]
        rows = [{**known, "id": None, "scheme": scheme, "code": code} for scheme, code in others]
        connection.execute(insert(occupation_code), rows)
        found = occupations.occupation_codes(connection, key="bell_ringer")
    engine.dispose()
    assert [one.code for one in found] == ["2652", "94114", "27-2042", "27-9999"]


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

    # Answered from associations, from comparisons, from the datasets, and by advice.
    without_rows = {"requirement_check", "comparison"}
    without_rows |= {"interests", "occupation_search", "related_occupations", "job_titles"}
    without_rows |= {"career_change", "career_fit", "skill_gap"}
    expected = [topic.key for topic in list_topics(connection) if topic.key not in without_rows]
    assert occupations.topics_held(connection, key="machine_learning_engineer") == expected


def test_the_articles_occupations_are_found_by_topic_and_entity(connection: Connection) -> None:
    duties = keys(occupations.occupations_with_topic(connection, topic_key="duties"))
    articles = ["machine_learning_engineer", "applied_machine_learning", "data_scientist"]
    assert [key for key in duties if key in articles] == articles
    with_r = keys(occupations.occupations_with_entity(connection, entity="r"))
    assert [key for key in with_r if key in ALL_OCCUPATIONS] == [
        "machine_learning_engineer",
        "data_scientist",
    ]
    assert "data_scientist" in keys(occupations.occupations_with_entity(connection, entity="sql"))


# Occupations of the datasets.


@pytest.mark.parametrize(
    ("code", "key", "only_in_datasets"),
    [
        ("29-1141.00", "29-1141.00", True),
        ("15-2051.00", "data_scientist", False),  # the content has it
        ("55-3016.00", "55-3016.00", True),
    ],
)
def test_an_occupation_is_found_by_its_code_that_of_the_content_first(
    datasets: Connection, code: str, key: str, only_in_datasets: bool
) -> None:
    found = occupations.occupation_of_code(datasets, code=code)
    assert found == occupations.get_occupation(datasets, key=code)
    assert found is not None
    assert (found.key, found.code, found.only_in_datasets) == (key, code, only_in_datasets)


@pytest.mark.parametrize("code", ["", "29-1141", "29-1141.0", "99-9999.00", "nurse", "29-1141.00 "])
def test_what_is_no_code_gives_no_occupation(datasets: Connection, code: str) -> None:
    assert occupations.occupation_of_code(datasets, code=code) is None


def test_without_the_datasets_a_code_gives_the_occupation_of_the_content_only(connection: Connection) -> None:
    assert occupations.occupation_of_code(connection, code="29-1141.00") is None
    found = occupations.occupation_of_code(connection, code="15-2051.00")
    assert found is not None
    assert found.key == "data_scientist"


def test_the_machine_learning_engineer_has_no_code(datasets: Connection) -> None:
    found = occupations.get_occupation(datasets, key="machine_learning_engineer")
    assert found == ENGINEER
    assert ENGINEER.code is None
    held = occupations.topics_held(datasets, key=ENGINEER.key)
    assert set(held) & {"interests", "job_titles", "related_occupations"} == set()


def test_the_topics_of_the_datasets_are_held_where_they_have_rows(datasets: Connection) -> None:
    nurse = occupations.topics_held(datasets, key="29-1141.00", code="29-1141.00")
    assert set(nurse) == {
        *("definition", "duties", "related_occupations", "job_titles", "education", "experience"),
        *("interests", "skills", "tools", "salary", "industries", "outlook"),
    }
    assert occupations.topics_held(datasets, key="55-3016.00", code="55-3016.00") == ["job_titles"]
    assert occupations.topics_held(datasets, key="fnord", code="99-9999.99") == []


def test_an_occupation_of_the_content_holds_the_topics_of_both(
    connection: Connection, datasets: Connection
) -> None:
    content = occupations.topics_held(connection, key="data_scientist")
    both = occupations.topics_held(datasets, key="data_scientist", code="15-2051.00")
    assert both[: len(content)] == content
    assert {"salary", "outlook", "job_titles"} <= set(both)
    assert len(both) == len(set(both))
