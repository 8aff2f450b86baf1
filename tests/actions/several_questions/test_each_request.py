"""What a message asks is answered, all of it, and what was left out is told when it is asked for again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.questions.message import UserMessage
from actions.state import ConversationState
from tests.actions.asking import Talk, message, told
from tests.actions.datasets.figures import NURSE, CheckedTalk, area, lead, usd, wage

Begin = Callable[..., Talk]
TEXAS, OHIO = ("place", "Texas"), ("place", "Ohio")


@pytest.fixture
def talk(datasets: Connection) -> Begin:
    return lambda context=None: CheckedTalk(datasets, context or ConversationState())


def several(whole: UserMessage, *requests: UserMessage) -> UserMessage:
    return replace(whole, requests=requests)


IN_OHIO = message("what_about", OHIO, text="and in Ohio?", form="names")
COUNT = message("outlook", text="and how many nurses work there")
BOTH = several(
    message("outlook", NURSE, OHIO, text="and in Ohio? and how many nurses work there"), IN_OHIO, COUNT
)


def test_what_the_whole_leaves_out_is_told_before_what_it_tells(talk: Begin, datasets: Connection) -> None:
    here = talk()
    here.ask("salary", NURSE, TEXAS, text="what do nurses earn in Texas")
    reply = here.send(BOTH)
    row = wage(datasets, NURSE, area(datasets, "Ohio"))
    assert usd(row["annual_p50"]) in lead(reply)
    assert f"{int(row['employment']):,}" in told(reply)


def test_a_reply_that_tells_all_stays_as_it_is(talk: Begin) -> None:
    asked = message("salary", NURSE, TEXAS, text="what do nurses earn in Texas and what do they earn")
    once = message("salary", NURSE, TEXAS, text="what do nurses earn in Texas")
    again = message("salary", text="and what do they earn")
    assert told(talk().send(several(asked, once, again))) == told(talk().send(asked))


def test_a_request_that_is_not_understood_is_named(talk: Begin) -> None:
    asked = message("nlu_fallback", NURSE, text="what do nurses earn? and blorp the frumious", confidence=0.2)
    pay = message("salary", NURSE, text="what do nurses earn?")
    odd = message("nlu_fallback", text="and blorp the frumious", confidence=0.2)
    reply = talk().send(several(asked, pay, odd))
    assert "earn a median" in lead(reply) and "“and blorp the frumious”" in told(reply)


def test_a_part_of_the_last_message_is_told_again(talk: Begin) -> None:
    here = talk()
    here.ask("salary", NURSE, TEXAS, text="what do nurses earn in Texas")
    here.send(BOTH)
    assert "are employed" in lead(here.ask("nlu_fallback", text="you skipped the second part"))
    assert "earn a median" in lead(here.ask("nlu_fallback", text="and the first half of my question?"))
    assert "are employed" in lead(here.ask("insult", text="You didn't answer my question"))
