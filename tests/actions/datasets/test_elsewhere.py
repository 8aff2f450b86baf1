"""Where a topic is not told by place: pay there, and how many work there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from tests.actions.asking import Talk, told
from tests.actions.datasets.figures import CALIFORNIA, GERMANY, NURSE, area, lead, usd, wage

Begin = Callable[..., Talk]
published = pytest.mark.usefixtures("published_wages")


@published
@pytest.mark.parametrize("topic", ["duties", "skills", "education"])
def test_a_place_alone_behind_what_is_not_told_by_place_is_refused_with_the_pay_there(
    talk: Begin, datasets: Connection, topic: str
) -> None:
    conversation = talk()
    conversation.ask(topic, NURSE, text="nurses")
    reply = conversation.ask("nlu_fallback", CALIFORNIA, text="in California?")
    figures = wage(datasets, NURSE, area(datasets, "California"))
    assert (reply.answer.outcome, reply.answer.topic) == ("unknown", topic)
    assert lead(reply).startswith("My sources do not tell this by place, and so not for California")
    assert usd(figures["annual_p50"]) in told(reply)
    assert f"{figures['employment']:,.0f}" in told(reply)


@published
def test_the_growth_in_a_place_is_refused_with_that_of_the_nation_and_the_pay_there(
    talk: Begin, datasets: Connection
) -> None:
    reply = talk().ask("outlook", NURSE, CALIFORNIA, text="outlook for nurses in California")
    assert (reply.answer.outcome, lead(reply)) == (
        "unknown",
        "My sources have no projection for “California”, only for the United States:",
    )
    assert usd(wage(datasets, NURSE, area(datasets, "California"))["annual_p50"]) in told(reply)


def test_of_a_place_of_which_nothing_is_held_nothing_is_told(talk: Begin) -> None:
    conversation = talk()
    conversation.ask("duties", NURSE, text="what do nurses do?")
    reply = conversation.ask("what_about", GERMANY, text="in Germany?")
    assert (reply.answer.outcome, "$" in told(reply)) == ("unknown", False)
