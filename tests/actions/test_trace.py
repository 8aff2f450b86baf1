"""Each turn keeps what decided on its answer."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions import policy
from actions.state import ConversationState
from actions.trace import MOST_FACTS, MOST_RANKINGS, Trace, note_ranking, note_step, traced
from tests.actions.asking import actions, message, routes

STEPS = {step.name for step in policy.STEPS}


def kept(connection: Connection, intent: str, text: str) -> dict[str, object]:
    """Return what an action keeps of a turn."""
    action = actions()[routes()[intent]]
    _reply, trace = action._reply(message(intent, text=text), ConversationState(), connection)
    assert isinstance(trace, Trace)
    return trace.as_plain()


def test_a_turn_keeps_the_step_that_decided_and_the_facts_that_were_ranked(connection: Connection) -> None:
    found = kept(connection, "salary", "What is the median salary?")
    assert found["step"] == "topic" and found["steps"] == ["topic"]
    (ranking,) = found["rankings"]  # type: ignore[misc]
    assert 0 < ranking["confidence"] <= 1 and ranking["occupation"]
    shares = [share for _key, share in ranking["facts"]]
    assert 0 < len(shares) <= MOST_FACTS and shares == sorted(shares, reverse=True)


def test_small_talk_ranks_nothing(connection: Connection) -> None:
    found = kept(connection, "greet", "hello")
    assert found["step"] in STEPS and found["rankings"] == []


def test_what_is_kept_has_a_bound_and_nothing_twice() -> None:
    with traced() as trace:
        for number in (1, 1, 2, 3, 4, 5):
            note_ranking(f"o{number}", 0.5, [(f"fact{at}", 0.1) for at in range(100)])
    assert [one["occupation"] for one in trace.rankings] == ["o1", "o2", "o3"]
    assert len(trace.rankings) == MOST_RANKINGS
    assert len(trace.rankings[0]["facts"]) == MOST_FACTS


def test_outside_of_a_turn_nothing_is_noted() -> None:
    note_step("topic")
    with traced() as trace:
        pass
    note_step("topic")
    assert trace.steps == []
