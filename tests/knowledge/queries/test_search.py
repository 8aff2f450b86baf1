"""What is told that bears on a question: by meaning, by rare words, by exact numbers."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Connection, Engine

from knowledge.content import Content, read_content
from knowledge.loader import load
from knowledge.queries import search
from knowledge.queries.index_cache import IndexCache
from knowledge.queries.search import numbers_in, search_misconceptions, search_statements, text_similarity
from tests.actions.free_questions import held_out
from tests.knowledge.conftest import SMALL_CONTENT

ENGINEER = "machine_learning_engineer"


def keys(connection: Connection, question: str, **narrowed: Any) -> list[str]:
    narrowed = {"occupation": ENGINEER, "limit": 3} | narrowed
    return [one.key for one, _like in search_statements(connection, question=question, **narrowed)]


def test_free_questions_find_what_answers_them(connection: Connection) -> None:
    asked = held_out("answered")
    found = [keys(connection, one["ask"]) for one in asked]
    first = sum(rows[:1] <= one["by"] and bool(rows) for rows, one in zip(found, asked, strict=True))
    among_three = sum(bool(set(rows) & set(one["by"])) for rows, one in zip(found, asked, strict=True))
    assert first / len(asked) >= 0.75
    assert among_three / len(asked) >= 0.9


def test_stated_beliefs_find_the_misconception_that_treats_them(connection: Connection) -> None:
    said = [one for one in held_out("beliefs") if one["treated_by"]]
    first = [
        search_misconceptions(connection, occupation=ENGINEER, question=one["says"], limit=1)[0][0].key
        for one in said
    ]
    right = sum(key == one["treated_by"] for key, one in zip(first, said, strict=True))
    assert right / len(said) >= 0.75


def test_the_likest_come_first_and_no_more_than_asked_for(connection: Connection) -> None:
    found = search_statements(connection, occupation=ENGINEER, question="who cleans the data?", limit=5)
    similarity = [like for _one, like in found]
    assert len(found) == 5
    assert similarity == sorted(similarity, reverse=True)
    assert max(similarity) <= 1.3 + 1e-3
    assert len(search_statements(connection, occupation=ENGINEER, question="who cleans the data?")) > 200


@pytest.mark.parametrize("limit", [None, 2])
def test_a_topic_narrows_whatever_the_limit(connection: Connection, limit: int | None) -> None:
    found = search_statements(
        connection, occupation=ENGINEER, question="who cleans the data?", topic="ethics", limit=limit
    )
    assert {one.topic for one, _like in found} == {"ethics"}
    assert limit is None or len(found) == limit


def test_what_an_occupation_is_called_does_not_count(connection: Connection) -> None:
    asked = ("do machine learning engineers clean data?", "do they clean data?", "does an MLE clean data?")
    first, second, third = (keys(connection, one) for one in asked)
    assert first == second
    assert first[0] == third[0]


@pytest.mark.parametrize(
    ("question", "every"),
    [
        ("is the number 22% right?", "22%"),
        ("will it be 96.7 billion?", "96.7"),
        ("do they work 50 hours?", "50"),
    ],
)
def test_a_number_of_the_question_stands_in_every_row_found(
    connection: Connection, question: str, every: str
) -> None:
    found = search_statements(connection, occupation=ENGINEER, question=question)
    assert found
    assert all(every in f"{one.text} {one.detail}" for one, _like in found)


@pytest.mark.parametrize(
    "question", ["what is 15-1299?", "what was it like in 1987?", "is it 960.7 billion?"]
)
def test_a_number_that_nothing_tells_finds_nothing(connection: Connection, question: str) -> None:
    assert keys(connection, question) == []


def test_numbers_are_read_alike_however_they_are_written() -> None:
    assert numbers_in("$118,000 or so") == {"118000"}
    assert numbers_in("SOC code 15-1221.") == {"15-1221"}
    assert numbers_in("aged 25–34") == {"25-34", "25", "34"}
    assert numbers_in("at least two years, 43.8% of them") == {"2", "43.8"}
    assert numbers_in("none at all") == set()


def test_a_name_of_which_nothing_is_told_makes_every_row_less_like(connection: Connection) -> None:
    def best(question: str) -> float:
        return search_statements(connection, occupation=ENGINEER, question=question, limit=1)[0][1]

    assert best("do they use Docker?") > best("do they use Kaggle?") + 0.2


@pytest.mark.parametrize("occupation", ["nurse", ""])
def test_an_occupation_that_is_not_held_has_nothing(connection: Connection, occupation: str) -> None:
    assert (
        search_statements(connection, occupation=occupation, question="who cleans the data?", limit=3) == []
    )
    assert (
        search_misconceptions(connection, occupation=occupation, question="is it the same as AI?", limit=3)
        == []
    )


def test_only_the_occupation_asked_about_is_told(connection: Connection) -> None:
    found = search_statements(
        connection, occupation="data_scientist", question="who cleans the data?", limit=50
    )
    assert found
    assert {one.key.split(".")[0] for one, _like in found} == {"data_scientist"}


@pytest.mark.parametrize("question", ["", "   ", "\n"])
def test_a_question_without_words_finds_nothing(connection: Connection, question: str) -> None:
    assert keys(connection, question) == []
    assert search_misconceptions(connection, occupation=ENGINEER, question=question) == []


@pytest.mark.parametrize(
    "question", ["???", "🙂", "\ud83d half a pair", "x" * 5000, "'; drop table occupation; --"]
)
def test_an_odd_question_is_no_error(connection: Connection, question: str) -> None:
    assert len(keys(connection, question)) <= 3


def test_texts_of_one_meaning_are_nearer_than_others() -> None:
    asked = "How much do they earn?"
    assert (
        text_similarity(asked, "What is their salary?") > text_similarity(asked, "Where do they live?") + 0.2
    )


def thousand_occupations(content: Content) -> Content:
    """Return the content with a thousand further occupations that have five statements each."""
    (first,) = [occupation for occupation in content.occupations if occupation.featured]
    told = [one for one in content.statements if one.occupation == first.key][:5]
    many = Content(**{name: value for name, value in vars(content).items() if name != "locations"})
    many.occupations, many.statements = list(content.occupations), list(content.statements)
    for number in range(1000):
        name = {
            "key": f"occupation{number}",
            "name": f"occupation {number}",
            "plural": f"occupations {number}",
        }
        many.occupations.append(first.copy(update={**name, "featured": False, "aliases": [], "codes": []}))
        many.statements += [
            one.copy(update={"key": f"occupation{number}.{one.key}", "occupation": f"occupation{number}"})
            for one in told
        ]
    return many


def test_among_a_thousand_occupations_only_the_rows_of_one_are_read(
    writable: Engine, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_passage_sets", IndexCache(search.CACHE_BYTES))
    load(writable, thousand_occupations(content))
    ran: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        ran.append((statement, parameters))

    with writable.begin() as connection:
        connection.execute(text("ANALYZE"))
        event.listen(writable, "before_cursor_execute", note)
        found = search_statements(
            connection, occupation="occupation7", question="what do they build?", limit=50
        )
        event.remove(writable, "before_cursor_execute", note)
        assert {one.key.split(".")[0] for one, _like in found} == {"occupation7"}
        assert len(found) == 5
        assert len(ran) == 3
        explain = "EXPLAIN QUERY PLAN" if writable.dialect.name == "sqlite" else "EXPLAIN"
        (reading,) = [one for one in ran if "FROM passage" in one[0]]
        plan = [row[-1] for row in connection.exec_driver_sql(f"{explain} {reading[0]}", reading[1])]
    assert any("ix_passage_occupation_id_kind" in step for step in plan), plan
    assert not any("SCAN passage" in step or "Seq Scan on passage" in step for step in plan), plan


def test_passages_are_read_once_for_many_questions(connection: Connection, record: Any) -> None:
    for question in ("who cleans the data?", "is it fun?", "what do they build?"):
        assert keys(connection, question)
    again = [statement for statement, _parameters in record.ran if "FROM passage " in statement]
    assert len(again) <= 1


def test_what_is_loaded_anew_is_found_at_once(migrated: Engine, write_content: Any) -> None:
    def found() -> list[str]:
        with migrated.connect() as connection:
            told = search_statements(connection, occupation="bell_ringer", question="is timing needed?")
        return [one.text for one, _like in told]

    folder = write_content()
    load(migrated, read_content(folder))
    assert found() == ["A sense of timing."]
    changed = SMALL_CONTENT.replace("A sense of timing.", "A feeling for the moment.")
    load(migrated, read_content(write_content(changed)))
    assert found() == ["A feeling for the moment."]
    load(migrated, read_content(write_content()))
    assert found() == ["A sense of timing."]


def test_passages_read_while_others_are_loaded_are_not_taken_for_them(
    migrated: Engine, write_content: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_passage_sets", IndexCache(search.CACHE_BYTES))
    load(migrated, read_content(write_content()))
    with migrated.begin() as connection:
        # As when a load ends between the two statements: the version is of other passages than are read.
        connection.execute(text("UPDATE passage_version SET fingerprint = 'of others'"))
        assert search_statements(connection, occupation="bell_ringer", question="timing")
    assert search._passage_sets.get("statement:of others") is None
