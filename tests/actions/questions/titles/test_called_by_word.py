"""Somebody who is called by a word of the work that was talked about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.questions.message import ASKED, TaggedSpan
from actions.questions.titles.called_by_word import read_called_by_word
from actions.state import ConversationState
from tests.actions.asking import message

BOILERS = "51-8021.00"
TALK = ConversationState("duties", (BOILERS,))


@pytest.mark.parametrize(
    ("called", "named"),
    [("boiler guy", [BOILERS]), ("steam people", [BOILERS]), ("oven guy", ["oven"]), ("guy", ["guy"])],
)
def test_a_word_of_the_work_talked_about_means_who_does_it(
    datasets: Connection, called: str, named: list[str]
) -> None:
    word = called.split(maxsplit=1)[0]
    typed = message("nlu_fallback", ("occupation", word, word), text=f"does the {called} need a license")
    span = TaggedSpan(9, 9 + len(called), ASKED, 0.98)
    read = read_called_by_word(datasets, replace(typed, tagged=(span,)), TALK)
    assert read.values("occupation") == named
