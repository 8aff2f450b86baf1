"""What holds for every answer: each topic, each occupation, each page."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from actions.answer import NoteBlock
from actions.composition.compose import Reply
from actions.topics.datasets import NEAREST_TOPICS
from actions.topics.registry import HANDLERS
from knowledge.content import Content
from knowledge.queries import disagreements as disagreement_queries
from knowledge.queries import occupations as occupation_queries
from tests.actions.asking import (
    MLE,
    OCCUPATIONS,
    ROOT,
    TOPICS,
    Talk,
    check_contract,
    choices,
    cites,
    notes,
    plain,
    routes,
    told,
)

Pages = dict[tuple[str, str], list[Reply]]
ANSWERED = ("answered", "partial")
FIGURES = (
    "118,000",
    "85,000",
    "120,000",
    "170,000",
    "33,000",
    "40,200",
    "452",
    "$8.43",
    "$96.7",
    "82%",
    "46%",
)


def disagreement_keys() -> list[str]:
    folder = ROOT / "knowledge" / "content" / "occupations"
    files = [YAML(typ="safe").load(Path(file).read_text(encoding="utf-8")) for file in folder.rglob("*.yml")]
    return [one["key"] for file in files for one in file.get("disagreements", [])]


def domain() -> dict[str, set[str]]:
    tree = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return {
        "intents": {next(iter(one)) for one in tree["intents"]},
        "entities": set(tree["entities"]),
    }


def test_the_occupations_tested_are_those_of_the_knowledge_base(connection: Connection) -> None:
    assert {occupation.key for occupation in occupation_queries.list_occupations(connection)} == set(
        OCCUPATIONS
    )


@pytest.mark.parametrize("occupation", OCCUPATIONS)
@pytest.mark.parametrize("topic", TOPICS)
def test_every_page_is_a_sound_answer(pages: Pages, topic: str, occupation: str) -> None:
    for reply in pages[topic, occupation]:
        check_contract(reply)
        text = plain(reply)
        assert text == text.strip()
        assert "\n\n\n" not in text
        assert not any(line != line.rstrip() for line in text.splitlines())
        for flaw in ("{", "}", "None", "..", " .", " ,", ": :", "level: level"):
            assert flaw not in text
        assert not any(line.endswith(":") and not line[:-1].strip() for line in text.splitlines())
        assert reply.answer.topic == topic
        if reply.answer.outcome in ANSWERED:
            assert cites(reply)


@pytest.mark.parametrize("occupation", OCCUPATIONS)
@pytest.mark.parametrize("topic", TOPICS)
def test_every_page_offers_two_or_three_choices_that_lead_on(
    pages: Pages, connection: Connection, topic: str, occupation: str
) -> None:
    known = domain()
    for reply in pages[topic, occupation]:
        offered = choices(reply)
        assert 2 <= len(offered) <= 3
        assert len(set(offered)) == len(offered)
        assert tuple(offered) == reply.state.choices
        for payload in offered:
            intent, _brace, body = payload[1:].partition("{")
            assert intent in known["intents"]
            named = YAML(typ="safe").load("{" + body) if body else {}
            assert set(named) <= known["entities"]
            followed = Talk(connection, reply.state).press(payload)
            assert followed.answer.outcome in ANSWERED, payload


@pytest.mark.parametrize("occupation", OCCUPATIONS)
@pytest.mark.parametrize("topic", TOPICS)
def test_more_walks_all_pages_and_ends(
    pages: Pages, connection: Connection, topic: str, occupation: str
) -> None:
    replies = pages[topic, occupation]
    assert [reply.state.page for reply in replies] == list(range(len(replies)))
    assert {reply.state.pages for reply in replies} == {len(replies)}
    shown = [told(reply) for reply in replies]
    assert len(set(shown)) == len(shown)
    end = Talk(connection, replies[-1].state).ask("more", text="more")
    assert end.answer.outcome == "smalltalk"
    assert "everything" in plain(end)
    assert "/more" not in choices(end)


@pytest.mark.parametrize("occupation", [occupation for occupation in OCCUPATIONS if occupation != MLE])
def test_no_answer_about_another_occupation_holds_a_figure_of_machine_learning_engineers(
    pages: Pages, occupation: str
) -> None:
    for topic in TOPICS:
        if topic != "comparison":
            for reply in pages[topic, occupation]:
                assert [figure for figure in FIGURES if figure in told(reply)] == []


def test_topics_without_rows_for_an_occupation_are_said_to_be_so(
    pages: Pages, connection: Connection
) -> None:
    for occupation in OCCUPATIONS:
        held = {
            *occupation_queries.topics_held(connection, key=occupation),
            "comparison",
            "requirement_check",
        }
        for topic in set(TOPICS) - {"related_occupations"}:  # told by comparisons with others
            told_instead = NEAREST_TOPICS.get(topic, topic)
            assert (pages[topic, occupation][0].answer.outcome == "unknown") == (told_instead not in held), (
                topic,
                occupation,
            )


@pytest.mark.parametrize("key", disagreement_keys())
def test_where_sources_disagree_the_answer_says_so(
    pages: Pages, connection: Connection, shipped: Content, key: str
) -> None:
    (meant,) = [one for one in shipped.disagreements if one.key == key]
    shown = [
        reply
        for reply in pages[meant.topic, meant.occupation or MLE]
        if set(reply.state.rows) & set(meant.rows)
    ]
    assert shown, "no page of the topic shows any of its rows"
    assert meant.text in notes(shown[0])
    assert [reply for reply in shown[1:] if meant.text in notes(reply)] == []  # once in a conversation


def test_no_answer_shows_rows_that_disagree_without_a_note(pages: Pages, connection: Connection) -> None:
    for replies in pages.values():
        for reply in replies:
            if disagreement_queries.disagreements(connection, rows=reply.state.rows):
                assert any(isinstance(block, NoteBlock) for block in reply.answer.blocks)


def test_every_topic_of_the_knowledge_base_is_routed_to_an_action(connection: Connection) -> None:
    assert set(HANDLERS) <= set(routes())
