"""The list of what fits without occupations that words of their titles name."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.advice.advise import advise
from actions.advice.fit.answer import fit_reply
from actions.person import Person
from actions.state import ConversationState
from tests.actions.asking import question, told

CARPENTERS = "47-2031.00"


def test_what_a_word_of_a_title_names_is_taken_out_and_the_rest_put_in_order(datasets: Connection) -> None:
    wished = ConversationState(person=Person(wants=("outdoors",), pay=60_000))
    first = fit_reply(datasets, wished)
    assert "for you" not in told(first) and "all of this" in told(first)  # nobody spoke of themselves
    assert CARPENTERS in {one.key for one in first.state.items}
    text = "take out the carpenter ones, and sort by growth"
    reply = advise(datasets, question(datasets, "career_fit", text=text, state=first.state))
    assert reply is not None
    assert "left out what is called “carpenter”" in told(reply) and "grow fastest" in told(reply)
    assert CARPENTERS not in {one.key for one in reply.state.items}
