"""The very fact that is asked for comes first; what is not held is said, with what comes nearest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.answer import ChartBlock, TextBlock
from actions.messages import message
from actions.thresholds import FACT_OUTRANKS_REFUSAL
from tests.actions.asking import MLE, Talk, cites, told

Begin = Callable[..., Talk]


def lead(text: str) -> str:
    return text.partition("\n\n")[0]


@pytest.mark.parametrize(
    ("topic", "text", "there"),
    [
        ("duties", "who makes sure that the models can be explained?", "interpreted and explained"),
        ("duties", "do they clean the data themselves?", "clean the data"),
        ("skills", "are soft skills asked for as well?", "soft skills"),
        ("salary", "are bonuses part of the average?", "bonuses"),
        ("work_environment", "own office?", "office of their own"),
    ],
)
def test_the_fact_that_is_asked_for_leads(talk: Begin, topic: str, text: str, there: str) -> None:
    reply = talk().ask(topic, text=text)
    assert reply.answer.outcome == "answered"
    assert there in lead(told(reply))
    assert reply.answer.lead == lead(told(reply))
    assert cites(reply)


@pytest.mark.parametrize(
    ("topic", "text", "once"),
    [
        ("work_environment", "do ML engineers ever leave the office?", "Outside the office,"),
        ("collaboration", "do ML engineers cooperate with DevOps?", "with DevOps teams to integrate models"),
    ],
    ids=["first, and in the list of its topic", "by two sources in the same words"],
)
def test_a_fact_is_told_once(talk: Begin, topic: str, text: str, once: str) -> None:
    assert told(talk().ask(topic, text=text)).count(once) == 1


def test_the_chart_of_the_topic_stays_beside_the_fact(talk: Begin) -> None:
    blocks = talk().ask("startups", text="how many ML startups does China have?").answer.blocks
    assert [type(block) for block in blocks[:2]] == [TextBlock, ChartBlock]


def test_the_rest_of_the_topic_is_one_step_away(talk: Begin) -> None:
    here = talk()
    here.ask("duties", text="who makes sure that the models can be explained?")
    assert "/more" in here.state.choices
    assert here.press("/more").answer.topic == "duties"


def test_a_question_about_a_whole_topic_gets_the_topic(talk: Begin) -> None:
    text = told(talk().ask("salary", text="what does a machine learning engineer earn?"))
    assert "118,000" in text and "170,000" in text


def test_a_button_gets_the_topic(talk: Begin) -> None:
    assert "Duties of machine learning engineers" in told(talk().ask("duties"))


def test_pay_at_a_level_is_its_figure_whatever_fact_sounds_alike(talk: Begin) -> None:
    text = "whats a machine learning engineer make starting out"
    reply = talk().ask("salary", ("level", "entry_level", "starting out"), text=text, confidence=0.68)
    assert told(reply).startswith("At entry level, machine learning engineers earn $85,000")


def test_a_figure_of_a_place_that_is_not_held_is_not_given_for_it(talk: Begin) -> None:
    reply = talk().ask("salary", ("place", "Berlin"), text="what do they earn in Berlin?")
    assert reply.answer.outcome == "unknown"
    first, _gap, rest = told(reply).partition("\n\n")
    assert "118,000" not in first
    # That BLS counts them with others may follow, whose figures are not told as theirs.
    assert rest.startswith(("The Bureau of Labor Statistics has no figures of", message("facts.nearest")))


def test_what_is_held_without_the_level_asked_for_is_told_as_what_comes_nearest(talk: Begin) -> None:
    reply = talk().ask(
        "working_hours", ("level", "entry_level", "juniors"), text="do juniors work on weekends?"
    )
    assert reply.answer.outcome == "unknown"
    assert told(reply).endswith(f"{message('facts.nearest')}\nThe working days are Monday to Friday.")
    assert cites(reply)


def test_what_sounds_refused_is_answered_if_a_fact_answers_it_for_sure(talk: Begin) -> None:
    reply = talk().ask(
        "working_conditions", text="do they have an office of their own?", ranking=("working_conditions",)
    )
    assert "office" in lead(told(reply))
    assert reply.answer.outcome == "answered"
    assert 0 < FACT_OUTRANKS_REFUSAL < 1


def test_a_refusal_tells_the_facts_that_come_nearest_with_their_sources(talk: Begin) -> None:
    reply = talk().ask("learning_material", text="which books teach what a certificate teaches?")
    assert reply.answer.outcome == "unknown"
    if message("facts.nearest") in told(reply):
        assert cites(reply)


def test_the_fact_of_the_occupation_that_is_named_is_told(talk: Begin) -> None:
    reply = talk().ask("duties", ("occupation", MLE), text="do ML engineers monitor models after deployment?")
    assert reply.answer.occupation == MLE
    assert "monitor" in told(reply).lower()


def test_of_two_facts_that_are_about_as_likely_the_one_of_the_topic_leads(talk: Begin) -> None:
    text = "how long do they work"
    assert "Hours" in lead(told(talk().ask("working_hours", text=text)))
    assert "Hours" not in lead(told(talk().ask("experience", text=text)))


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("why must models be explainable, and to whom?", "interpreted and explained"),
        ("why should they know the field that they build for?", "domain knowledge"),
        ("do they only make models and nothing else?", "That is a misconception."),
        ("any myths?", "What people get wrong:"),
    ],
    ids=["a fact", "another", "a belief", "the list"],
)
def test_what_sounds_like_a_belief_is_answered_with_the_fact_that_it_asks_for(
    talk: Begin, text: str, there: str
) -> None:
    assert there in lead(told(talk().ask("misconceptions", text=text)))


def test_two_figures_that_are_asked_for_stand_in_one_line(talk: Begin) -> None:
    text = "two numbers: percent growth 2020 to 2030, and how many extra jobs is that?"
    first = lead(told(talk().ask("outlook", ("aspect", "growth", "growth"), text=text)))
    assert "22%" in first and "7,200" in first


def test_an_age_is_answered_with_its_own_group(talk: Begin) -> None:
    reply = talk().ask("age_distribution", ("number", "47"), text="I'm 47. How many are in my bracket?")
    assert "45–54" in lead(told(reply))


def test_a_belief_beside_a_fact_is_named_as_nobody_has_stated_it(talk: Begin) -> None:
    reply = told(talk().ask("ethics", text="are there ethical problems in ml?"))
    assert "“Machine learning is plug-and-play” is a misconception." in reply
    assert "That is a misconception" not in reply


def test_what_an_order_leaves_out_does_not_lead(talk: Begin) -> None:
    aspect = ("aspect", "highest", "biggest")
    reply = talk().ask("challenges", aspect, text="the biggest challenges besides ethics?")
    assert "discrimination" not in told(reply)


def test_how_widely_held_a_named_certificate_is_comes_first_where_that_is_asked(talk: Begin) -> None:
    named = (("tool", "gcp", "google cloud"), ("aspect", "ranking", "most common"))
    reply = talk().ask("certifications", *named, text="is the google cloud one the most common?")
    assert "second most often" in (reply.answer.lead or "")


def test_whether_an_industry_uses_it_is_told_though_no_use_is_described(connection: Connection) -> None:
    apps = ("industry", "smartphone_apps", "smartphone apps")
    text = "Do smartphone apps make use of machine learning?"
    reply = Talk(connection).ask("applications", apps, text=text, confidence=0.99)
    assert told(reply).startswith("Yes. Smartphone applications are named")


def test_what_a_company_pays_is_not_told_as_what_else_is_said_of_it(connection: Connection) -> None:
    amazon = ("company", "amazon", "amazon")
    text = "how much does amazon pay an ML engineer"
    reply = Talk(connection).ask("salary", amazon, text=text, confidence=0.99)
    assert reply.answer.outcome == "unknown" and "big data" not in told(reply)
