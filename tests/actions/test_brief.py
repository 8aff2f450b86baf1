"""What an occupation pays, beside the answer to a message that only names it."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.answer import SourcesBlock, TextBlock
from tests.actions.asking import Talk


def texts(talk: Talk, intent: str, title: str, text: str) -> list[str]:
    reply = talk.ask(intent, ("occupation", title), text=text)
    return [block.text for block in reply.answer.blocks if isinstance(block, TextBlock)]


@pytest.fixture
def here(datasets: Connection) -> Talk:
    return Talk(datasets)


def test_who_only_names_another_occupation_hears_what_it_pays(here: Talk) -> None:
    here.ask("outlook", ("occupation", "journalists"), text="outlook of journalists")
    lead, brief, *_rest = texts(here, "what_about", "technical writers", "what about technical writers?")
    assert lead.startswith("Employment of technical writers")
    assert brief.startswith("Technical writers in short") and "median pay" in brief
    assert "growth" not in brief  # which the answer itself tells


def test_its_source_is_named(here: Talk) -> None:
    here.ask("education", ("occupation", "journalists"), text="school for journalists")
    reply = here.ask("what_about", ("occupation", "technical writers"), text="and technical writers")
    (sources,) = [block for block in reply.answer.blocks if isinstance(block, SourcesBlock)]
    assert any("Occupational Employment" in one.title for one in sources.items)
    assert any(".wage." in key for key in reply.state.rows)


@pytest.mark.parametrize(
    ("topic", "asked"),
    [("education", "what school do technical writers need?"), ("duties", "what do technical writers do?")],
)
def test_who_asks_something_hears_that_alone(here: Talk, topic: str, asked: str) -> None:
    here.ask("outlook", ("occupation", "journalists"), text="outlook of journalists")
    assert not any("in short" in text for text in texts(here, topic, "technical writers", asked))


def test_what_tells_the_pay_already_does_not_tell_it_twice(here: Talk) -> None:
    here.ask("salary", ("occupation", "journalists"), text="pay of journalists")
    assert not any("in short" in text for text in texts(here, "what_about", "nurses", "and nurses"))


def test_whose_pay_was_asked_before_is_not_told_of_again(here: Talk) -> None:
    here.ask("salary", ("occupation", "nurses"), text="pay of nurses")
    here.ask("outlook", ("occupation", "journalists"), text="outlook of journalists")
    assert not any("in short" in text for text in texts(here, "what_about", "nurses", "and nurses again"))
