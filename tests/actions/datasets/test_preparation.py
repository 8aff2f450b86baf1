"""What it takes to enter an occupation; what is asked for comes first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy.engine import Connection

from tests.actions.asking import Named, Talk, told
from tests.actions.datasets.figures import (
    CASHIER,
    ELECTRICIAN,
    INFANTRY,
    NURSE,
    WELDER,
    all_of,
    chart,
    lead,
    one,
    projection,
)

Begin = Callable[..., Talk]
MANAGER: Named = ("occupation", "11-3031.00", "financial manager")
SURGEON: Named = ("occupation", "29-1242.00", "orthopedic surgeon")


def largest(connection: Connection, named: Named, scale: str) -> Mapping[str, Any]:
    """Return the answer that most workers gave."""
    return one(
        connection,
        "SELECT element, value FROM onet_rating WHERE occupation_code = :code AND scale = :scale"
        " ORDER BY value DESC LIMIT 1",
        code=named[1],
        scale=scale,
    )


def zone(connection: Connection, named: Named) -> int:
    (number,) = all_of(connection, "SELECT job_zone FROM onet_occupation WHERE code = :code", code=named[1])
    return int(number)


@pytest.mark.parametrize(
    ("named", "education", "first"),
    [
        (NURSE, "Bachelor's degree", "Registered nurses typically need a bachelor's degree to enter (BLS)"),
        (
            WELDER,
            "High school diploma or equivalent",
            "need a high school diploma or equivalent to enter (BLS)",
        ),
        (
            CASHIER,
            "No formal educational credential",
            "Cashiers typically need no degree or diploma to enter (BLS)",
        ),
        (SURGEON, "Doctoral or professional degree", "need a doctoral or professional degree to enter (BLS)"),
    ],
)
def test_the_typical_education_comes_first(
    talk: Begin, datasets: Connection, named: Named, education: str, first: str
) -> None:
    assert projection(datasets, named)["education"] == education
    assert first in lead(talk().ask("education", named, text="what degree do they need?"))


def test_what_workers_say_follows_in_words_and_in_a_chart(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("education", NURSE, text="what degree do nurses need?")
    most = largest(datasets, NURSE, "education")
    assert f"the largest share, {most['value']:g}%, say that {most['element']} is required" in told(reply)
    assert chart(reply).points[0].value == most["value"]
    assert f"job zone {zone(datasets, NURSE)} of 5" in told(reply)


@pytest.mark.parametrize("topic", ["experience", "education"])
@pytest.mark.parametrize(
    ("named", "experience", "first"),
    [
        (NURSE, "None", "No work experience in a related occupation is needed."),
        (
            MANAGER,
            "5 years or more",
            "5 years or more of work experience in a related occupation are typical.",
        ),
    ],
)
def test_experience_comes_first_where_it_is_asked_for(
    talk: Begin, datasets: Connection, topic: str, named: Named, experience: str, first: str
) -> None:
    assert projection(datasets, named)["experience"] == experience
    reply = talk().ask(topic, named, text="how much experience do they need?")
    assert lead(reply).startswith(first)
    most = largest(datasets, named, "experience")
    assert f"{most['value']:g}%, say: {most['element']}." in told(reply)


@pytest.mark.parametrize(
    ("named", "training", "told_as"),
    [
        (ELECTRICIAN, "Apprenticeship", "An apprenticeship follows."),
        (
            CASHIER,
            "Short-term on-the-job training",
            "Short-term on-the-job training (up to a month) follows.",
        ),
        (SURGEON, "Internship/residency", "An internship or residency follows."),
        (NURSE, "None", "No on-the-job training is needed."),
    ],
)
def test_training_on_the_job_is_told_first_whatever_the_intent(
    talk: Begin, datasets: Connection, named: Named, training: str, told_as: str
) -> None:
    assert projection(datasets, named)["training"] == training
    for topic in ("education", "definition"):
        assert told_as in lead(talk().ask(topic, named, text="is there on the job training?"))


def test_the_job_zone_comes_first_where_it_is_asked_for(talk: Begin, datasets: Connection) -> None:
    for topic in ("education", "definition", "nlu_fallback"):
        reply = talk().ask(topic, NURSE, text="which job zone are nurses in?")
        assert lead(reply).startswith(f"O*NET puts it in job zone {zone(datasets, NURSE)} of 5:")


def test_the_share_with_the_education_that_is_named_comes_first(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("education", NURSE, text="what percentage of nurses have an associate's degree?")
    (share,) = all_of(
        datasets,
        "SELECT value FROM onet_rating WHERE occupation_code = '29-1141.00' AND scale = 'education'"
        " AND element = 'an associate''s degree'",
    )
    assert lead(reply) == (
        f"{share:g}% of registered nurses asked by O*NET say that an associate's degree is required."
    )


def test_without_any_of_it_nothing_is_told(talk: Begin) -> None:
    reply = talk().ask("education", INFANTRY, text="what degree does the infantry need?")
    assert reply.answer.outcome == "unknown"
    assert lead(reply) == "O*NET and BLS say nothing about the education of “Infantry”."


@pytest.mark.parametrize(
    ("named", "text", "first"),
    [
        (NURSE, "how many years of college is that", "do not say how many years"),
        (ELECTRICIAN, "how long is the apprenticeship", "An apprenticeship is typical; how long"),
        (NURSE, "how long is the apprenticeship", "name no apprenticeship"),
        (NURSE, "do I need a license", "hold no licences or certificates of registered nurses"),
    ],
)
def test_what_is_not_told_of_the_way_there_is_said_first_and_what_is_held_below(
    talk: Begin, named: Named, text: str, first: str
) -> None:
    reply = talk().ask("education", named, text=text)
    assert reply.answer.outcome == "answered"
    assert first in lead(reply) and "to enter (BLS)" in told(reply)


def test_that_the_cost_is_not_told_is_said_first(talk: Begin) -> None:
    reply = talk().ask(
        "education", NURSE, ("aspect", "price", "cost"), text="what does it cost to be a nurse"
    )
    assert lead(reply).startswith("My sources do not say what it costs")
    assert "to enter (BLS)" in told(reply)


def test_how_many_years_of_experience_asks_for_no_share(talk: Begin) -> None:
    reply = talk().ask("experience", NURSE, text="how many years of experience do nurses need")
    assert "work experience" in lead(reply)
