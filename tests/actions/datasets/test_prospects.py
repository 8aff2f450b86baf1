"""Whether an occupation is worth it: the facts that bear on it, and how hard the way there is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from tests.actions.asking import Talk, told
from tests.actions.datasets.figures import ELECTRICIAN, NURSE, lead, one, projection, usd, wage

Begin = Callable[..., Talk]
pytestmark = pytest.mark.usefixtures("published_wages")


@pytest.mark.parametrize("intent", ["suitability", "personal_decision"])
def test_worth_is_weighed_by_pay_growth_and_education(talk: Begin, datasets: Connection, intent: str) -> None:
    reply = talk().ask(intent, NURSE, text="is it worth it to become a nurse?")
    text = told(reply)
    assert usd(wage(datasets, NURSE)["annual_p50"]) in text
    if intent == "suitability":
        assert f"{projection(datasets, NURSE)['change_percent']:g}%" in text
        assert "bachelor's degree" in text and "yours to weigh" in text


def test_whom_an_occupation_suits_is_still_told_by_interests(talk: Begin) -> None:
    assert "interests fit" in lead(talk().ask("suitability", NURSE, text="whom does nursing suit?"))


@pytest.mark.parametrize(
    ("topic", "element"), [("mathematics", "Mathematics"), ("coding_need", "Programming")]
)
def test_mathematics_and_coding_are_told_by_the_rating_of_the_skill(
    talk: Begin, datasets: Connection, topic: str, element: str
) -> None:
    rated = one(
        datasets,
        "SELECT value FROM onet_rating"
        " WHERE occupation_code = :code AND scale = 'skill' AND element = :element",
        code=ELECTRICIAN[1],
        element=element,
    )
    reply = talk().ask(topic, ELECTRICIAN, text="do electricians need it?")
    assert f"{rated['value']:g} of 5" in lead(reply) and element.lower() in lead(reply)


def test_how_long_the_way_is_is_not_known_but_what_it_takes_is(talk: Begin) -> None:
    reply = talk().ask("unanswered_career_question", NURSE, text="how long does it take to become a nurse?")
    assert reply.answer.outcome == "answered" and reply.answer.topic == "education"
    assert "how many years" in lead(reply) and "bachelor's degree" in told(reply)
