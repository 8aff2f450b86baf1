"""What BLS has of the occupations among which it counts machine learning engineers."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.answer import ButtonsBlock
from actions.composition.compose import Reply
from tests.actions.asking import MLE, Named, Talk, told


def ask(connection: Connection, topic: str, *places: Named) -> tuple[Talk, Reply]:
    here = Talk(connection)
    return here, here.ask(topic, ("occupation", MLE), *places, text=f"{topic} of ML engineers")


def payloads(reply: Reply) -> list[str]:
    blocks = [one for one in reply.answer.blocks if isinstance(one, ButtonsBlock)]
    return [button.payload for block in blocks for button in block.items]


def test_the_pay_in_a_state_is_refused_and_offered_of_those_counted_with_them(datasets: Connection) -> None:
    here, reply = ask(datasets, "salary", ("place", "texas"))
    assert reply.answer.outcome == "unknown"
    assert "no figures of machine learning engineers alone" in told(reply)
    assert "Data scientists in Texas earn a median of" in told(reply)
    first = payloads(reply)[0]
    assert "Data scientists in Texas earn" in told(here.press(first))


def test_a_place_that_bls_does_not_know_is_not_asked_about_again(datasets: Connection) -> None:
    here, reply = ask(datasets, "salary", ("place", "berlin"))
    assert reply.answer.outcome == "unknown"
    assert "Data scientists in the United States earn" in told(here.press(payloads(reply)[0]))


def test_what_the_articles_tell_is_told_alone(datasets: Connection) -> None:
    _here, reply = ask(datasets, "salary")
    assert reply.answer.outcome == "answered"
    assert "no figures of" not in told(reply)
