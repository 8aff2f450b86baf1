"""Which roles a question is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.request import Context
from tests.actions.asking import MLE, Talk, choices, plain, told

Begin = Callable[..., Talk]


def test_without_a_role_the_question_is_about_the_featured_one(talk: Begin) -> None:
    assert talk().ask("duties").answer.role == MLE


def test_a_role_stays_under_discussion(talk: Begin) -> None:
    here = talk()
    here.ask("definition", ("role", "data_scientist"))
    assert here.ask("duties").answer.role == "data_scientist"
    here.ask("thank", text="thanks")
    assert here.ask("skills").answer.role == "data_scientist"


@pytest.mark.parametrize("topic", ["machine_learning", "applications", "ethics", "startups"])
def test_topics_of_the_field_are_not_about_the_role_under_discussion(talk: Begin, topic: str) -> None:
    here = talk()
    here.ask("definition", ("role", "data_scientist"))
    assert here.ask(topic).answer.outcome == "answered"


def test_a_role_that_the_base_no_longer_holds_is_forgotten(talk: Begin) -> None:
    assert talk(Context(roles=("gone",))).ask("salary").answer.role == MLE


@pytest.mark.parametrize("topic", ["definition", "duties", "salary", "education", "outlook", "skills"])
def test_an_unknown_role_is_said_to_be_so_and_known_ones_are_offered(talk: Begin, topic: str) -> None:
    reply = talk().ask(topic, ("role", "nurse"))
    assert (reply.answer.outcome, reply.answer.role, reply.answer.topic) == ("unknown", None, topic)
    assert "nurse" in told(reply)
    assert "data scientists" in told(reply)
    assert len(choices(reply)) == 3


def test_several_unknown_roles_are_all_named(talk: Begin) -> None:
    assert "nurse and pilot" in told(talk().ask("salary", ("role", "nurse"), ("role", "pilot")))


def test_two_roles_are_answered_under_their_names(talk: Begin) -> None:
    reply = talk().ask("duties", ("role", MLE), ("role", "data_scientist"))
    assert reply.answer.outcome == "answered"
    assert told(reply).index("Machine learning engineers:") < told(reply).index("Data scientists:")


def test_a_colleague_is_not_the_role_that_is_asked_about(talk: Begin) -> None:
    here = talk()
    reply = here.ask("collaboration", ("role", "designer"), text="do they work closely with a designer?")
    assert (reply.answer.outcome, reply.answer.role) == ("answered", MLE)
    reply = here.ask("collaboration", ("role", "nurse"), text="who does a nurse work with?")
    assert reply.answer.outcome == "unknown"


def test_collaboration_with_a_known_role_and_the_featured_one(talk: Begin) -> None:
    reply = talk().ask(
        "collaboration", ("role", MLE), ("role", "data_scientist"), text="do they work together?"
    )
    assert (reply.answer.outcome, reply.answer.role) == ("answered", MLE)


def test_pay_named_in_another_question_makes_it_one_of_pay(talk: Begin) -> None:
    reply = talk().ask("regional_demand", ("region", "europe"), ("aspect", "pay"))
    assert (reply.answer.topic, reply.answer.outcome) == ("salary", "unknown")
    assert "118,000" not in plain(reply)
