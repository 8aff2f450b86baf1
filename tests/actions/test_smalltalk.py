"""Small talk, what can be asked, and messages without an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.answer import SourcesBlock
from actions.messages import messages
from actions.no_answer.refusals import refusals
from actions.topics.registry import HANDLERS
from knowledge.queries import occupations as occupation_queries
from knowledge.queries.comparisons import comparisons
from tests.actions.asking import MLE, Talk, choices, message, plain, routes, told

Begin = Callable[..., Talk]
SMALL_TALK = [intent for intent, action in routes().items() if action == "action_small_talk"]


@pytest.mark.parametrize("intent", SMALL_TALK)
def test_small_talk_is_answered_in_a_sentence_or_two_with_something_to_ask(talk: Begin, intent: str) -> None:
    reply = talk().ask(intent, text="…")
    assert reply.answer.outcome == "smalltalk"
    assert len(told(reply)) < 200
    assert len(choices(reply)) == (0 if intent == "goodbye" else 3)
    assert told(reply) == messages()[f"smalltalk.{intent}"].format(occupations="machine learning engineers")


@pytest.mark.parametrize("intent", ["greet", "bot_identity", "bot_capabilities"])
def test_a_greeting_tells_of_all_occupations_and_of_advice(datasets: Connection, intent: str) -> None:
    reply = Talk(datasets).ask(intent, text="…")
    assert "1,016 occupations of the United States" in told(reply)
    topics = [one[1:].partition("{")[0] for one in choices(reply)]
    assert {"interest_finder", "occupation_search"} <= set(topics)


def test_the_bot_is_no_human(talk: Begin) -> None:
    assert "not a human" in told(talk().ask("bot_challenge"))


def test_what_can_be_asked_comes_from_the_knowledge_base(talk: Begin) -> None:
    reply = talk().ask("bot_capabilities")
    assert all(title in told(reply) for title in ("Salary", "Certifications", "Ethics", "data scientists"))
    assert "Whether one thing is needed" in told(reply)


@pytest.mark.parametrize("text", ["", "   ", "🙂🎉", "?!", "…"])
def test_a_message_without_words_is_met_with_something_to_ask(talk: Begin, text: str) -> None:
    reply = talk().ask("nlu_fallback", text=text)
    assert reply.answer.outcome == "clarify"
    assert "only read words" in told(reply)
    assert len(choices(reply)) == 3


def test_a_topic_without_an_answer_counts_as_a_miss_until_one_is_answered(talk: Begin) -> None:
    here = talk()
    counted = []
    for named in ([("place", "Canada")], [("place", "Peru")], []):
        here.ask("salary", *named)
        counted.append(here.state.misses)
    assert counted == [1, 2, 0]


def topics_offered(payloads: list[str]) -> list[str]:
    return [payload[1:].partition("{")[0] for payload in payloads]


@pytest.mark.parametrize(("intent", "outcome"), [("out_of_scope", "unknown"), ("nlu_fallback", "clarify")])
def test_what_cannot_be_answered_is_said_with_the_nearest_topics(
    talk: Begin, intent: str, outcome: str
) -> None:
    reply = talk().ask(intent, text="fnord", ranking=(intent, "salary", "education", "outlook"))
    assert reply.answer.outcome == outcome
    assert topics_offered(choices(reply)) == ["salary", "education", "outlook"]


@pytest.mark.parametrize("intent", sorted(refusals()))
def test_a_refusal_says_what_is_not_told_and_offers_the_topics_near_it(talk: Begin, intent: str) -> None:
    refusal = refusals()[intent]
    reply = talk().ask(intent, text="fnord", ranking=(intent, "salary", "more"))
    assert reply.answer.outcome == "unknown"
    assert told(reply) == refusal.says.format(occupations="machine learning engineers")
    offered = topics_offered(choices(reply))
    assert len(offered) == 3
    assert offered[: len(refusal.near)] == list(refusal.near)


@pytest.mark.parametrize("intent", sorted(refusals()))
def test_the_topics_near_a_refusal_hold_something_for_the_featured_occupation(
    talk: Begin, connection: Connection, intent: str
) -> None:
    held = {*occupation_queries.topics_held(connection, key=MLE)}
    held |= {"comparison"} if comparisons(connection, occupation=MLE) else set()
    assert set(refusals()[intent].near) <= held & set(HANDLERS)
    for payload in choices(talk().ask(intent, text="fnord")):
        here = talk()
        assert here.press(payload).answer.outcome == "answered", payload


def test_a_refusal_speaks_of_the_occupation_that_is_named_and_leaves_the_discussed_one(talk: Begin) -> None:
    here = talk()
    here.ask("definition")
    named = here.ask(
        "working_conditions", ("occupation", "data_scientist"), text="do data scientists telework?"
    )
    assert "among data scientists" in told(named)
    assert len(choices(named)) == 3
    assert named.answer.occupation is None
    assert "among machine learning engineers" in told(here.ask("working_conditions", text="can I telework?"))


def test_a_refusal_speaks_of_the_occupation_under_discussion(talk: Begin) -> None:
    here = talk()
    here.ask("definition", ("occupation", "data_scientist"), text="what is a data scientist?")
    reply = here.ask("automation", text="will AI replace them?")
    assert "replace data scientists" in told(reply)
    assert (reply.answer.topic, reply.answer.occupation) == ("definition", "data_scientist")


def test_a_message_between_two_refusals_is_refused_and_offered_the_topics_near_both(talk: Begin) -> None:
    ranking = ("salary_negotiation", "job_search", "salary")
    reply = talk().ask("nlu_fallback", text="fnord", ranking=ranking)
    assert reply.answer.outcome == "unknown"
    assert told(reply) == refusals()["unanswered_career_question"].says
    assert topics_offered(choices(reply)) == ["salary", "experience", "companies"]


def test_a_message_between_a_refusal_and_a_topic_is_asked_about(talk: Begin) -> None:
    reply = talk().ask("nlu_fallback", text="fnord", ranking=("salary_negotiation", "salary", "job_search"))
    assert reply.answer.outcome == "clarify"
    assert "salary" in topics_offered(choices(reply))


def test_what_is_hardly_small_talk_is_asked_about(talk: Begin) -> None:
    asked = message("thank", text="ta for what", ranking=("thank", "salary"), confidence=0.3)
    assert talk().send(asked).answer.outcome == "clarify"
    assert talk().send(replace(asked, confidence=0.4)).answer.outcome == "smalltalk"


def test_two_misses_in_a_row_bring_the_topics_and_an_answer_ends_the_row(talk: Begin) -> None:
    here = talk()
    assert "Pay and outlook" not in told(here.ask("nlu_fallback", text="fnord"))
    assert "Pay and outlook" in told(here.ask("nlu_fallback", text="fnord"))
    here.ask("salary")
    assert "Pay and outlook" not in told(here.ask("nlu_fallback", text="fnord"))


def test_a_third_refusal_in_a_row_says_what_is_not_told_and_brings_the_topics(talk: Begin) -> None:
    here = talk()
    for intent in ("job_application", "job_interview"):
        assert "Pay and outlook" not in told(here.ask(intent, text="fnord"))
    reply = here.ask("visa_and_relocation", text="fnord")
    assert reply.answer.outcome == "unknown"
    assert told(reply).startswith(refusals()["visa_and_relocation"].says)
    assert "Pay and outlook" in told(reply)
    assert "do not understand" not in told(reply)


@pytest.mark.parametrize(
    ("named", "ranking", "topic"),
    [
        (("region", "africa"), ("regional_demand", "salary"), "regional_demand"),
        (("degree", "phd"), ("salary", "education"), "education"),
        (("certification", "ibm_machine_learning"), ("salary",), "certifications"),
        (("tool", "docker"), ("salary",), "requirement_check"),
    ],
)
def test_an_unclear_message_that_names_something_known_is_answered_for_it(
    talk: Begin, named: tuple[str, str], ranking: tuple[str, ...], topic: str
) -> None:
    reply = talk().ask("nlu_fallback", named, text="hm", ranking=ranking)
    assert (reply.answer.topic, reply.answer.outcome) == (topic, "answered")


def test_a_refusal_is_not_turned_into_an_answer_by_a_name(talk: Begin) -> None:
    reply = talk().ask("out_of_scope", ("tool", "python"), text="feed my python", ranking=("out_of_scope",))
    assert reply.answer.outcome == "unknown"
    assert "outside what I know" in plain(reply)


def test_an_unclear_message_that_sounds_refused_is_not_answered_for_what_it_names(talk: Begin) -> None:
    africa = ("region", "africa", "Africa")
    for likeliest in ("out_of_scope", "visa_and_relocation"):
        ranking = (likeliest, "regional_demand", "salary")
        reply = talk().ask("nlu_fallback", africa, text="fnord Africa", ranking=ranking)
        assert reply.answer.outcome in ("clarify", "unknown"), likeliest
        assert "1% of" not in told(reply)


def test_an_unclear_message_is_not_answered_with_an_unlikely_topic(talk: Begin) -> None:
    ranking = ("salary", "duties", "outlook", "regional_demand")
    reply = talk().ask("nlu_fallback", ("region", "africa", "Africa"), text="fnord Africa", ranking=ranking)
    assert reply.answer.outcome == "partial" and reply.answer.unsure
    assert told(reply).startswith(messages()["retrieval.perhaps"].partition("{")[0])


def test_the_topics_are_not_listed_again_right_after_they_were(talk: Begin) -> None:
    here = talk()
    listed = ["Pay and outlook" in told(here.ask("nlu_fallback", text="fnord")) for _ in range(4)]
    assert listed == [False, True, False, True]


def test_a_refusal_counts_as_a_miss_before_a_message_that_is_not_understood(talk: Begin) -> None:
    here = talk()
    assert "Pay and outlook" not in told(here.ask("job_interview", text="fnord"))
    reply = here.ask("nlu_fallback", text="fnord")
    assert reply.answer.outcome == "clarify"
    assert "Pay and outlook" in told(reply)


def test_what_is_unclear_is_asked_back_with_the_nearest_facts(talk: Begin) -> None:
    text = "why not take a ready-made model from a shelf and save the expert?"
    reply = talk().ask("nlu_fallback", text=text, ranking=("challenges", "duties"), confidence=0.2)
    assert reply.answer.outcome == "clarify"
    assert "I am not sure that I understand." in plain(reply) and "What comes nearest:" in plain(reply)
    assert [block for block in reply.answer.blocks if isinstance(block, SourcesBlock)]


@pytest.mark.parametrize(
    ("named", "text"),
    [
        ((), "saw"),
        ((("occupation", "29-1141.00"),), "what holds up a nurse on data never seen in training?"),
        ((("occupation", "fnordmonger"),), "what holds up a fnordmonger on data never seen in training?"),
    ],
)
def test_nothing_is_near_to_one_word_or_to_another_occupation(
    talk: Begin, named: tuple[tuple[str, str], ...], text: str
) -> None:
    reply = talk().ask("nlu_fallback", *named, text=text, ranking=("challenges",), confidence=0.2)
    assert "What comes nearest:" not in plain(reply)
