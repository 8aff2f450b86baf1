"""The list of what fits is shown again with what it is to keep, and what of it is not held is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.advice.advise import advise
from actions.advice.fit.answer import fit_reply
from actions.advice.fit.order import fits_of, what_it_takes
from actions.advice.fit.profile import known_of
from actions.composition.compose import Reply
from actions.composition.plain_text import render
from actions.person import Person
from actions.questions.message import FALLBACK
from actions.state import ConversationState, PastQuestion
from tests.actions.asking import question

TELLER, GUARD = "43-3071.00", "33-9032.00"
SHOWN = ConversationState(person=Person(TELLER))


def listed(connection: Connection) -> ConversationState:
    return fit_reply(connection, SHOWN).state


def say(connection: Connection, text: str, state: ConversationState, intent: str = FALLBACK) -> Reply:
    reply = advise(connection, question(connection, intent, text=text, state=state))
    assert reply is not None
    return reply


@pytest.mark.parametrize(
    "text",
    [
        "bank tellers are going down, I'd be out of a job again. Show me ones that aren't shrinking",
        "no, go back to my list but take off anything that's going down",
        "none that are dying",
        "remove everything in decline",
        "only ones that don't disappear",
    ],
)
def test_what_declines_is_left_out_of_the_list(datasets: Connection, text: str) -> None:
    reply = say(datasets, text, listed(datasets))
    assert "steady" in reply.state.person.wants
    known = known_of(datasets, reply.state.person)
    fits = fits_of(datasets, known, [one.key for one in reply.state.items])
    assert fits and all(one.growth is not None and one.growth >= 0 for one in fits)


def test_the_list_comes_back_after_something_else(datasets: Connection) -> None:
    before = listed(datasets)
    after = replace(
        before, topic="outlook", occupations=(TELLER,), items=(), earlier=(PastQuestion("career_fit"),)
    )
    assert say(datasets, "go back to my list", after).state.items == before.items
    steady = say(datasets, "go back to my list but without anything that's going down", after)
    assert "steady" in steady.state.person.wants


def test_shorter_training_takes_less_school_than_the_list(datasets: Connection) -> None:
    before = listed(datasets)
    known = known_of(datasets, before.person)
    levels = [one.education for one in fits_of(datasets, known, [item.key for item in before.items])]
    reply = say(datasets, "shorter training ones", before)
    assert reply.state.person.most_school == max(one for one in levels if one is not None) - 1


def test_no_cost_is_held(datasets: Connection) -> None:
    before = listed(datasets)
    reply = say(datasets, "cheaper ones?", before)
    assert "do not say what it costs" in render(reply.answer.blocks)
    assert reply.state.items == before.items


def test_no_source_says_what_a_conviction_rules_out(datasets: Connection) -> None:
    before = listed(datasets)
    reply = say(datasets, "the felony was for theft, does that rule out the sales ones?", before)
    assert (reply.answer.outcome, reply.state.items) == ("unknown", before.items)
    assert "conviction" in render(reply.answer.blocks)


def test_all_that_were_shown_are_ranked_by_what_they_take(datasets: Connection) -> None:
    first = listed(datasets)
    second = fit_reply(datasets, first, 1).state
    assert set(second.shown) == {one.key for one in (*first.items, *second.items)}
    reply = say(datasets, "which of all the ones you showed me would be quickest to start", second)
    assert f"Of the {len(second.shown)} that I have shown you" in render(reply.answer.blocks)
    fits = fits_of(datasets, known_of(datasets, second.person), second.shown)
    least = min(found for one in fits if (found := what_it_takes(datasets, one)) is not None)
    assert (
        what_it_takes(
            datasets, fits_of(datasets, known_of(datasets, second.person), [reply.state.items[0].key])[0]
        )
        == least
    )


def test_which_of_the_list_starts_fastest_is_ordered_by_school(datasets: Connection) -> None:
    reply = say(datasets, "which of these could I start the fastest", listed(datasets))
    assert "typically need the least school" in render(reply.answer.blocks)


def test_a_stranger_has_no_list(datasets: Connection) -> None:
    for text in ("cheaper ones?", "shorter training ones", "take off anything that's going down"):
        asked = question(datasets, FALLBACK, text=text, state=ConversationState(person=Person(GUARD)))
        reply = advise(datasets, asked)
        assert reply is None or reply.answer.outcome != "unknown"
