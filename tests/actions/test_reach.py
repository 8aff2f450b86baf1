"""Nothing that the knowledge base holds is out of reach: every row is shown by some way of asking."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import Connection

from actions.composition.compose import Reply
from actions.state import ConversationState
from knowledge.queries import catalogue, entities, facts
from knowledge.queries import comparisons as comparison_queries
from knowledge.queries import misconceptions as misconception_queries
from tests.actions.asking import OCCUPATIONS, Talk, plain

Pages = dict[tuple[str, str], list[Reply]]
# Relations that say what a statement of the same source says, too; they tell how occupations hang together.
TOLD_BY_STATEMENTS = ("works_with",)  # with a name that the base holds no occupation for
THINGS = ("skill", "tool", "certification", "course", "industry", "algorithm", "company", "product", "degree")


def replies(connection: Connection, pages: Pages) -> Iterator[Reply]:
    """Everything a patient user gets to see: all pages, all items, all reasons, all things asked for."""
    for found in pages.values():
        for reply in found:
            yield reply
            for number in range(len(reply.state.items)):
                yield Talk(connection, reply.state).ask("pick", ("ordinal", str(number + 1)))
            yield Talk(connection, reply.state).ask("why", text="why?")
    for occupation in OCCUPATIONS:
        yield Talk(connection).ask("outlook", ("occupation", occupation), ("aspect", "code"))
        for kind in THINGS:
            for entity in entities.list_entities(connection, kind=kind):
                talk = Talk(connection)
                yield talk.ask("requirement_check", ("occupation", occupation), (kind, entity.key))
                yield talk.ask("why", text="why?")
        statements = facts.statements(connection, occupation=occupation)
        for one in statements:
            if one.why:
                after = ConversationState(one.topic, (occupation,), rows=(one.key,))
                yield Talk(connection, after).ask("why", text="why?")


@pytest.fixture(scope="module")
def seen(connection: Connection, pages: Pages) -> tuple[set[str], str]:
    """Keys of all rows shown, and all that was said."""
    rows: set[str] = set()
    texts: list[str] = []
    for reply in replies(connection, pages):
        rows.update(reply.state.rows)
        texts.append(plain(reply))
    return rows, "\n".join(texts)


@pytest.mark.parametrize("table", ["statements", "associations", "figures", "misconceptions", "comparisons"])
def test_every_row_is_shown(connection: Connection, seen: tuple[set[str], str], table: str) -> None:
    keys = {key for key, _text in catalogue.list_rows(connection, table=table)}
    assert keys
    assert sorted(keys - seen[0]) == []


@pytest.mark.parametrize("occupation", OCCUPATIONS)
def test_every_explanation_and_reason_is_told(
    connection: Connection, seen: tuple[set[str], str], occupation: str
) -> None:
    told = seen[1]
    texts = [
        (one.key, text)
        for one in facts.statements(connection, occupation=occupation)
        for text in (one.text, one.detail, one.why)
    ]
    texts += [
        (one.key, text)
        for one in facts.associations(connection, occupation=occupation)
        for text in (one.text, one.why)
    ]
    for myth in misconception_queries.misconceptions(connection, occupation=occupation):
        texts += [(myth.key, text) for text in (myth.title, myth.belief, myth.reality, *myth.points)]
    texts += [
        (one.key, one.note) for one in comparison_queries.comparisons(connection, occupation=occupation)
    ]
    texts += [
        (one.key, one.text)
        for one in comparison_queries.related_occupations(connection, occupation=occupation)
        if one.other or one.kind not in TOLD_BY_STATEMENTS
    ]
    assert [key for key, text in texts if text and text not in told] == []


def test_every_disagreement_is_told(connection: Connection, seen: tuple[set[str], str]) -> None:
    texts = catalogue.list_rows(connection, table="disagreements")
    assert [key for key, text in texts if text not in seen[1]] == []


@pytest.mark.parametrize("occupation", OCCUPATIONS)
def test_every_caveat_of_a_figure_is_told_with_the_figure(connection: Connection, occupation: str) -> None:
    for figure in facts.figures(connection, occupation=occupation):
        if figure.note:
            talk = Talk(connection)
            named = [("year", figure.as_of)] if figure.as_of and "-" not in figure.as_of else []
            hints = [("aspect", "growth")] if figure.as_of and "-" in figure.as_of else []
            told = plain(talk.ask(figure.topic, ("occupation", occupation), *named, *hints))
            if talk.state.page + 1 < talk.state.pages:
                told += plain(talk.press("/more"))
            assert figure.note.rstrip(".").lower() in told.lower(), figure.key


@pytest.mark.parametrize("kind", THINGS)
def test_every_thing_that_a_source_names_is_found_by_its_name(connection: Connection, kind: str) -> None:
    for entity in entities.list_entities(connection, kind=kind):
        answers = [
            Talk(connection).ask("requirement_check", ("occupation", occupation), (kind, entity.key))
            for occupation in OCCUPATIONS
        ]
        assert any(reply.answer.outcome == "answered" for reply in answers), entity.key
