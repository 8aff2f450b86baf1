"""What queries cost: few statements, whatever their answer holds, and an index for each look-up."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.engine import Connection

from knowledge.queries import catalogue, entities, facts, occupations, search, sources, topics
from knowledge.queries import comparisons as comparison_queries
from knowledge.queries import disagreements as disagreement_queries
from knowledge.queries import misconceptions as misconception_queries

ENGINEER = "machine_learning_engineer"
Query = Callable[[Connection], Any]

QUERIES: dict[str, tuple[Query, int]] = {
    "get_occupation": (lambda c: occupations.get_occupation(c, key=ENGINEER), 1),
    "featured_occupation": (occupations.featured_occupation, 1),
    "find_occupation": (lambda c: occupations.find_occupation(c, term="MLE"), 1),
    "list_occupations": (occupations.list_occupations, 1),
    "occupation_codes": (lambda c: occupations.occupation_codes(c, key=ENGINEER), 1),
    "occupation_of_code": (lambda c: occupations.occupation_of_code(c, code="15-2051.00"), 1),
    "topics_held": (lambda c: occupations.topics_held(c, key=ENGINEER), 1),
    "occupations_with_topic": (lambda c: occupations.occupations_with_topic(c, topic_key="duties"), 1),
    "occupations_with_entity": (lambda c: occupations.occupations_with_entity(c, entity="r"), 1),
    "statements": (lambda c: facts.statements(c, occupation=ENGINEER, topic="duties"), 1),
    "statements of a kind": (
        lambda c: facts.statements(c, occupation=ENGINEER, topic="duties", kind="explained"),
        1,
    ),
    "statements naming": (lambda c: facts.statements(c, occupation=ENGINEER, entities=["python", "r"]), 1),
    "statements by key": (
        lambda c: facts.statements(c, occupation=ENGINEER, keys=["working_hours.longer"]),
        1,
    ),
    "associations": (lambda c: facts.associations(c, occupation=ENGINEER, topic="skills"), 1),
    "associations to": (lambda c: facts.associations(c, occupation=ENGINEER, entities=["python"]), 1),
    "figures": (lambda c: facts.figures(c, occupation=ENGINEER, topic="salary"), 1),
    "figures of a measure": (lambda c: facts.figures(c, occupation=ENGINEER, measure_key="startups"), 1),
    "misconceptions": (lambda c: misconception_queries.misconceptions(c, occupation=ENGINEER), 2),
    "comparisons": (
        lambda c: comparison_queries.comparisons(c, occupation=ENGINEER, other="data_scientist"),
        1,
    ),
    "related_occupations": (lambda c: comparison_queries.related_occupations(c, occupation=ENGINEER), 1),
    "disagreements_of": (lambda c: disagreement_queries.disagreements_of(c, occupation=ENGINEER), 3),
    "disagreements": (
        lambda c: disagreement_queries.disagreements(c, rows=["salary.senior", "market.growth"]),
        2,
    ),
    "get_entity": (lambda c: entities.get_entity(c, key="python"), 1),
    "find_entities": (lambda c: entities.find_entities(c, term="python"), 1),
    "find_entities_in": (lambda c: entities.find_entities_in(c, text="Docker " + "word " * 100), 1),
    "list_entities": (lambda c: entities.list_entities(c, kind="level"), 1),
    "certifications": (
        lambda c: entities.certifications(c, keys=["ibm_machine_learning", "ucsd_bootcamp"]),
        1,
    ),
    "vocabulary": (entities.vocabulary, 2),
    "search_statements": (
        lambda c: search.search_statements(c, occupation=ENGINEER, question="who cleans the data?", limit=3),
        3,
    ),
    "search_statements of a topic": (
        lambda c: search.search_statements(
            c, occupation=ENGINEER, question="who cleans data?", topic="duties"
        ),
        3,
    ),
    "search_misconceptions": (
        lambda c: search.search_misconceptions(c, occupation=ENGINEER, question="is ML the same as AI?"),
        4,
    ),
    "get_sources": (lambda c: sources.get_sources(c, keys=["what_they_do"]), 1),
    "list_sources": (sources.list_sources, 1),
    "list_topics": (topics.list_topics, 1),
    "has_topic": (lambda c: topics.has_topic(c, key="salary"), 1),
    "get_topics": (lambda c: topics.get_topics(c, keys=["salary", "duties"]), 1),
    "list_rows": (
        lambda c: catalogue.list_rows(c, table="statements", occupation=ENGINEER, topic="duties"),
        1,
    ),
    "export_all": (catalogue.export_all, 40),
}
# Tables that grow with the number of occupations: no query of a conversation may scan one.
GROWING = "statement association figure misconception misconception_point comparison".split()
GROWING += "related_occupation disagreement".split()
GROWING += "disagreement_row statement_entity occupation occupation_alias entity".split()
GROWING += "entity_alias passage passage_version".split()
READS_ALL = {
    "list_occupations": {"occupation"},
    "vocabulary": {"occupation", "occupation_alias", "entity", "entity_alias"},
    "export_all": set(GROWING),
    "occupations_with_topic": {"occupation"},
    "occupation_of_code": {"occupation"},  # of the content, which are few
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_runs_few_statements(connection: Connection, record: Any, name: str) -> None:
    query, bound = QUERIES[name]
    assert query(connection)
    assert 1 <= len(record.ran) <= bound


def test_every_query_is_counted() -> None:
    modules = (
        catalogue,
        entities,
        facts,
        occupations,
        search,
        sources,
        topics,
        misconception_queries,
        comparison_queries,
        disagreement_queries,
    )
    functions = {
        name
        for module in modules
        for name, value in vars(module).items()
        if callable(value)
        and getattr(value, "__module__", "") == module.__name__
        and not name.startswith("_")
    }
    assert functions - {name.split()[0] for name in QUERIES} == {
        "find_row",  # looks in table after table
        "text_similarity",  # asks no database
        "topics_of",  # the same
    }


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", [name for name in QUERIES if name != "export_all"])
def test_a_look_up_uses_an_index(connection: Connection, record: Any, name: str) -> None:
    # PostgreSQL rightly reads tables as small as these whole, so only SQLite's plan tells of an index.
    QUERIES[name][0](connection)
    scanned = set()
    for statement, parameters in list(record.ran):
        aliases = dict(re.findall(r"(\w+) AS (\w+)", statement))
        for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters):
            if match := re.match(r"SCAN (?:TABLE )?(\w+)", step[-1]):
                scanned.add({alias: table for table, alias in aliases.items()}.get(match[1], match[1]))
    assert scanned & set(GROWING) <= READS_ALL.get(name, set())
