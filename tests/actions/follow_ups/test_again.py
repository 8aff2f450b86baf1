"""The last answer once more, in short, or all but a part of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.answer import ListBlock, TextBlock
from tests.actions.asking import Talk, cites, told

Begin = Callable[..., Talk]


@pytest.mark.parametrize(
    "text", ["shorter please", "one line summary pls", "what were all three again, short"]
)
def test_the_last_answer_is_told_in_short(talk: Begin, text: str) -> None:
    here = talk()
    asked = here.ask("working_hours", text="what are the hours?")
    reply = here.ask("more", text=text, confidence=0.3)
    assert sum(isinstance(one, TextBlock | ListBlock) for one in reply.answer.blocks) == 1
    assert told(reply) in told(asked) and cites(reply)


def test_the_last_answer_is_told_again(talk: Begin) -> None:
    here = talk()
    asked = here.ask("working_hours", text="what are the hours?")
    assert told(here.ask("nlu_fallback", text="say that again please", confidence=0.2)) == told(asked)


@pytest.mark.parametrize("text", ["what did i say again?", "is it better in short supply?"])
def test_what_asks_for_something_else_is_not_the_last_answer(talk: Begin, text: str) -> None:
    here = talk()
    asked = here.ask("working_hours", text="what are the hours?")
    assert told(here.ask("nlu_fallback", text=text, confidence=0.2)) != told(asked)


def test_all_that_it_takes_but_one_thing_is_told(talk: Begin) -> None:
    here = talk()
    here.ask("qualifications", text="what does it take?")
    reply = here.ask("skills", text="anything but skills")
    assert "Education:" in told(reply) and "Experience:" in told(reply) and "Skills:" not in told(reply)
