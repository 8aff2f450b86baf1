"""What somebody says to have done or to be able to do, as the skills of those who do it for a living."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.advice.change.claims import Credit, credited, credits_of, told_credits
from actions.state import ConversationState
from knowledge.queries.transitions import skill_needs
from tests.actions.asking import question

ELECTRICIANS = "47-2111.00"


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("whats my gap, i rewired my house", "Installation"),
        ("what would i lack, i trained new hires", "Instructing"),
    ],
)
def test_what_somebody_did_counts_towards_the_skills_of_such_work(
    datasets: Connection, text: str, skill: str
) -> None:
    (credit,) = credits_of(datasets, question(datasets, "skill_gap", text=text))
    assert skill in credit.skills


@pytest.mark.parametrize("text", ["what would i lack", "i want to be an electrician", "i live in Ohio"])
def test_what_is_no_claim_counts_towards_none(datasets: Connection, text: str) -> None:
    assert credits_of(datasets, question(datasets, "skill_gap", text=text)) == ()


def test_who_reads_drawings_does_not_do_yet_what_is_drawn(datasets: Connection) -> None:
    (credit,) = credits_of(datasets, question(datasets, "skill_gap", text="my gap? i can read blueprints"))
    assert credit == Credit("read blueprints", ())
    assert "“read blueprints”" in str(told_credits(skill_needs(datasets, target=ELECTRICIANS), (credit,)))


def test_a_claim_of_the_advice_before_still_counts(datasets: Connection) -> None:
    state = ConversationState("skill_gap", question="whats my gap, i rewired my house")
    asked = question(datasets, "skill_gap", text="make me a plan", state=state)
    assert [one.claim for one in credits_of(datasets, asked)] == ["rewired my house"]


def test_a_skill_that_is_claimed_is_held_in_part_and_said_so(datasets: Connection) -> None:
    needs = skill_needs(datasets, target=ELECTRICIANS)
    claims = (Credit("rewired my house", ("Installation",)),)
    held = {one.rating.element: one.held for one in credited(needs, claims).needs}
    assert held["Installation"] == "partly"
    told = told_credits(needs, claims)
    assert told is not None and "“rewired my house” towards installation" in told
