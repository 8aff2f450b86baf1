"""From what was found to the answer and the context after it."""

from __future__ import annotations

from collections.abc import Callable

from actions.answer import SourcesBlock
from actions.composition.compose import REMEMBERED_CHARACTERS, REMEMBERED_TOPICS, citation, cite_rows, say
from actions.state import ConversationState
from actions.topics.registry import HANDLERS
from knowledge.records import Row, Source
from tests.actions.asking import MLE, Talk, choices, plain

Begin = Callable[..., Talk]
SOURCE = Source("almanac", "The Almanac", False, None, "2021-05", None, "almanac.txt", "CC", "Thanks.")


def row(as_of: str | None = None, cited: str | None = None) -> Row:
    return Row("key", SOURCE, cited, as_of, None)


def test_a_source_is_cited_once_with_the_years_of_its_rows() -> None:
    (one,) = cite_rows([row("2027"), row("2020-2030"), row(), row("2027")])
    assert one.date == "May 2021, with figures for 2020–2030 and 2027"
    assert (one.year, one.attribution) == ("2021", "Thanks.")


def test_a_source_that_cites_another_is_told_apart() -> None:
    assert [one.attributed_to for one in cite_rows([row(), row(cited="Indeed"), row()])] == [None, "Indeed"]


def test_an_undated_source_is_called_undated() -> None:
    undated = Source("x", "X", True, None, None, "old", "x.txt", "unknown", None)
    assert citation(undated, None).date == "undated"
    assert citation(undated, None).year is None


def test_a_short_reply_keeps_what_is_under_discussion() -> None:
    before = ConversationState(topic="salary", occupations=(MLE,), page=1, pages=3, misses=2)
    reply = say(before, "smalltalk", "Hello.")
    assert (reply.state.topic, reply.state.page, reply.state.misses) == ("salary", 1, 0)
    assert (reply.answer.occupation, reply.answer.topic) == (MLE, "salary")
    assert say(before, "unknown", "No.").state.misses == 3
    assert say(before, "unknown", "No.", about_occupation=False).answer.occupation is None


def test_an_answer_ends_with_sources_and_choices(talk: Begin) -> None:
    reply = talk().ask("salary")
    assert [block.type for block in reply.answer.blocks[-2:]] == ["sources", "buttons"]
    assert isinstance(reply.answer.blocks[-2], SourcesBlock)
    assert "You could ask next:" in plain(reply)


def test_what_is_remembered_is_bounded(talk: Begin) -> None:
    here = talk()
    for topic in HANDLERS:
        here.ask(topic, text="x" * 2000)
    assert len(here.state.asked) == REMEMBERED_TOPICS
    assert len(here.state.question) == REMEMBERED_CHARACTERS
    assert here.state.asked[-1] == here.state.topic


def test_a_topic_that_is_asked_again_is_remembered_once_as_the_last(talk: Begin) -> None:
    here = talk()
    for topic in ("duties", "salary", "duties"):
        here.ask(topic)
    assert here.state.asked == ("salary", "duties")


def test_topics_already_asked_are_not_offered_again_at_once(talk: Begin) -> None:
    here = talk()
    first = choices(here.ask("companies"))[0]
    here.press(first)
    assert first not in choices(here.ask("companies"))


def test_an_occupation_of_which_little_is_known_offers_the_featured_one(talk: Begin) -> None:
    offered = choices(talk().ask("definition", ("occupation", "software_engineer")))
    assert len(offered) == 3
    assert any(MLE in payload for payload in offered)
