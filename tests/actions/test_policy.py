"""Which step of the policy decides, and on what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.composition.compose import Reply
from actions.no_answer.refusals import refusals
from actions.policy import STEPS, Decision, decide
from actions.questions.message import UserMessage
from actions.questions.reader import read_question
from actions.state import ConversationState
from tests.actions.asking import (
    FIGURES_OF_PAY,
    MLE,
    Talk,
    check_contract,
    choices,
    cites,
    decision,
    message,
    plain,
    told,
)

Begin = Callable[..., Talk]


def parts(*questions: tuple[str, str], named: tuple[tuple[str, ...], ...] = ()) -> UserMessage:
    """Return a message that asks several things: intents and words."""
    found = tuple(message(intent, *named, text=text) for intent, text in questions)
    text = " and ".join(text for _intent, text in questions)
    return message(questions[0][0], *named, text=text, parts=found)


def decided(connection: Connection, sent: UserMessage, state: ConversationState | None = None) -> Decision:
    return decide(connection, read_question(connection, sent, state or ConversationState()))


def reply_to(connection: Connection, sent: UserMessage) -> Reply:
    return decided(connection, sent).reply


def test_the_steps_have_names_of_their_own_and_the_last_one_always_replies(connection: Connection) -> None:
    names = [step.name for step in STEPS]
    assert len(names) == len(set(names))
    assert decided(connection, message("no_such_intent", text="fnord")).step == names[-1]


@pytest.mark.parametrize(
    ("intent", "text", "step"),
    [
        ("salary", "what do they earn?", "topic"),
        ("salary", "/salary", "topic"),
        ("more", "more", "follow-up"),
        ("greet", "hello", "small talk"),
        ("job_interview", "what do they ask?", "refusal"),
        ("nlu_fallback", "do stock options bring in a lot?", "retrieval"),
        ("nlu_fallback", "fnord", "ask back"),
        ("out_of_scope", "my cat", "ask back"),
        ("nlu_fallback", "🙂", "ask back"),
    ],
)
def test_without_a_conversation_the_intent_decides(
    connection: Connection, intent: str, text: str, step: str
) -> None:
    assert decision(connection, intent, text=text).step == step


def test_one_question_is_not_split(connection: Connection) -> None:
    assert decided(connection, parts(("salary", "what do they earn?"))).step == "topic"


def test_two_questions_are_answered_under_their_topics_with_the_sources_of_both(
    connection: Connection,
) -> None:
    reply = reply_to(
        connection, parts(("salary", "what do they earn"), ("working_hours", "how long do they work"))
    )
    check_contract(reply)
    assert reply.answer.outcome == "answered"
    assert "118,000" in told(reply)
    assert "40 hours" in told(reply)
    assert len(cites(reply)) == 3
    assert plain(reply).count("Source:") == 1
    assert 2 <= len(choices(reply)) <= 3


def test_two_questions_of_which_one_is_not_told_are_answered_in_part(connection: Connection) -> None:
    named = (("occupation", "data_scientist"),)
    reply = reply_to(
        connection, parts(("salary", "what do they earn"), ("duties", "what do they do"), named=named)
    )
    assert reply.answer.outcome == "partial"
    assert [figure for figure in FIGURES_OF_PAY if figure in plain(reply)] == []


@pytest.mark.parametrize("intent", ["nlu_fallback", "unanswered_career_question", "what_about"])
def test_an_attribute_asked_after_certifications_is_one_of_theirs(talk: Begin, intent: str) -> None:
    here = talk()
    here.ask("certifications")
    here.ask("pick", ("ordinal", "4"), text="the fourth")
    reply = here.ask(intent, ("aspect", "duration"), text="how long does it take?")
    assert (reply.answer.topic, reply.answer.outcome) == ("certifications", "answered")
    assert told(reply).endswith("Course takes 8 weeks.")


@pytest.mark.parametrize("intent", ["salary", "outlook", "nlu_fallback", "pick"])
@pytest.mark.parametrize(
    ("ordinal", "text", "outcome", "beginning"),
    [
        (
            "2",
            "how much is the second one?",
            "answered",
            "Machine Learning with Python Certification is free.",
        ),
        ("3", "what does the third cost?", "unknown", "My sources do not give the price of IBM"),
    ],
)
def test_an_attribute_of_one_in_the_list_of_certificates_is_that_ones(
    talk: Begin, intent: str, ordinal: str, text: str, outcome: str, beginning: str
) -> None:
    here = talk()
    here.ask("certifications")
    for _again in range(2):  # the list stays at hand
        reply = here.ask(intent, ("ordinal", ordinal), ("aspect", "price"), text=text)
        assert (reply.answer.topic, reply.answer.outcome) == ("certifications", outcome)
        assert told(reply).startswith(beginning)


def test_an_attribute_of_a_certificate_that_is_named_once_more_is_told_or_refused(talk: Begin) -> None:
    here = talk()
    ibm = ("certification", "ibm_machine_learning", "ibm")
    here.ask("certifications", ibm, ("aspect", "courses"), text="how many courses in the IBM certificate?")
    reply = here.ask("certifications", ibm, ("aspect", "price"), text="what does the ibm one cost")
    assert reply.answer.outcome == "unknown"
    assert told(reply).startswith("My sources do not give the price of IBM")


def test_an_attribute_of_one_beyond_the_list_is_asked_about(talk: Begin) -> None:
    here = talk()
    here.ask("certifications")
    reply = here.ask("salary", ("ordinal", "13"), ("aspect", "price"), text="how much is the 13th?")
    assert reply.answer.outcome == "clarify"
    assert "goes up to 7" in told(reply)


def test_what_it_costs_after_a_certificate_is_no_question_about_pay(talk: Begin) -> None:
    here = talk()
    here.ask("certifications")
    here.ask("pick", ("ordinal", "2"), text="the second")
    reply = here.ask("salary", ("aspect", "price"), text="how much is it?")
    assert told(reply).endswith("Certification is free.")
    reply = here.ask("salary", ("aspect", "pay"), text="how much does it pay?")
    assert reply.answer.topic == "salary"


def test_a_place_in_the_list_named_with_more_is_picked(talk: Begin) -> None:
    here = talk()
    here.ask("duties")
    reply = here.ask("more", ("ordinal", "2"), text="tell me more about the second one")
    assert told(reply).startswith("Build and maintain data pipelines.")


def test_a_thing_on_the_same_scale_goes_on_with_the_scale(talk: Begin) -> None:
    here = talk()
    here.ask("regional_demand", ("region", "europe"))
    reply = here.ask("nlu_fallback", ("region", "africa"), text="africa")
    assert (reply.answer.topic, reply.answer.occupation) == ("regional_demand", MLE)
    assert "1% of" in told(reply)


def test_without_anything_before_it_an_attribute_is_asked_back(connection: Connection) -> None:
    fresh = decision(connection, "nlu_fallback", ("aspect", "price"), text="how much is it?")
    assert fresh.step == "ask back"


# Messages of several parts.


def test_a_part_that_is_refused_is_refused_under_its_own_words(connection: Connection) -> None:
    reply = reply_to(
        connection, parts(("salary", "what do they earn"), ("working_conditions", "can they work from home"))
    )
    check_contract(reply)
    assert (reply.answer.outcome, reply.answer.topic) == ("partial", "salary")
    assert "118,000" in told(reply)
    assert "“can they work from home”:" in told(reply)
    assert refusals()["working_conditions"].says.format(occupations="machine learning engineers") in told(
        reply
    )
    assert len(set(cites(reply))) == 2


def test_a_bare_noun_beside_a_question_is_a_question(connection: Connection) -> None:
    decided_on = decided(connection, parts(("salary", "salary"), ("visa_and_relocation", "visa")))
    assert decided_on.step == "several questions" and decided_on.reply.answer.outcome == "partial"


def test_two_parts_that_are_both_refused_leave_no_answer(connection: Connection) -> None:
    reply = reply_to(
        connection, parts(("job_application", "how do I write a CV"), ("job_interview", "what do they ask"))
    )
    assert reply.answer.outcome == "unknown"
    for name in ("job_application", "job_interview"):
        assert refusals()[name].says.format(occupations="machine learning engineers") in told(reply)
    assert 2 <= len(choices(reply)) <= 3


def test_a_refused_part_before_a_told_one_leaves_the_told_topic(connection: Connection) -> None:
    reply = reply_to(
        connection, parts(("working_conditions", "can they work from home"), ("salary", "what do they earn"))
    )
    assert (reply.answer.outcome, reply.answer.topic) == ("partial", "salary")
    assert "118,000" in told(reply)


def test_what_was_not_understood_beside_a_question_is_named_and_makes_the_answer_partial(
    connection: Connection,
) -> None:
    sent = replace(
        parts(("salary", "what do they earn")), unclear=("why do elephants dance", "how blue is it")
    )
    reply = reply_to(connection, sent)
    check_contract(reply)
    assert (reply.answer.outcome, reply.answer.topic) == ("partial", "salary")
    assert "118,000" in told(reply)
    assert "Salary:" not in told(reply)
    missed = "I did not understand this part: “why do elephants dance” and “how blue is it”."
    assert missed in told(reply)


def test_what_was_not_understood_beside_what_is_not_told_leaves_no_answer(connection: Connection) -> None:
    data_scientist = (("occupation", "data_scientist"),)
    sent = parts(("salary", "what do data scientists earn"), named=data_scientist)
    reply = reply_to(connection, replace(sent, unclear=("why do elephants dance",)))
    assert reply.answer.outcome == "unknown"
    assert "“why do elephants dance”" in told(reply)


def test_a_message_of_which_nothing_was_understood_goes_by_its_intent(connection: Connection) -> None:
    sent = message("nlu_fallback", text="fnord? gnarf?", unclear=("fnord", "gnarf"))
    assert decided(connection, sent).step == "ask back"


def test_a_question_behind_small_talk_is_answered_without_a_heading(connection: Connection) -> None:
    sent = parts(("greet", "hi"), ("salary", "what do they earn?"))
    assert sent.intent == "greet"
    reply = reply_to(connection, sent)
    assert (reply.answer.outcome, reply.answer.topic) == ("answered", "salary")
    assert told(reply).startswith("Machine learning engineers earn")


def test_a_question_behind_small_talk_that_sounds_like_one_goes_by_its_intent(connection: Connection) -> None:
    sent = replace(parts(("greet", "hi"), ("salary", "what do they earn?")), intent="salary")
    assert decided(connection, sent).step == "topic"


@pytest.mark.parametrize(
    ("intent", "small_talk"),
    [
        ("bot_challenge", (("insult", "you're a bot"), ("affirm", "right"))),
        ("how_are_you", (("greet", "hi"), ("how_are_you", "how are you"))),
        ("thank", (("affirm", "yes"), ("thank", "thanks"))),
        ("deny", (("deny", "no"), ("thank", "thanks"))),
    ],
)
def test_small_talk_in_parts_stays_small_talk(
    talk: Begin, connection: Connection, intent: str, small_talk: tuple[tuple[str, str], ...]
) -> None:
    sent = replace(parts(*small_talk), intent=intent)
    assert decided(connection, sent).step in ("small talk", "follow-up")
    assert talk().send(sent).answer.outcome == "smalltalk"


def test_a_payload_has_no_parts(connection: Connection) -> None:
    assert decided(connection, message("salary", text="/salary")).step == "topic"


def test_a_part_that_leans_on_the_one_before_it_follows_it_up(connection: Connection) -> None:
    reply = reply_to(connection, parts(("working_hours", "do they work overtime"), ("why", "why")))
    assert "Working hours:" in told(reply)
    assert "“why”:" in told(reply)
    assert "deadline" in told(reply).partition("“why”:")[2]


def test_an_occupation_in_one_part_holds_for_the_next(connection: Connection) -> None:
    first = message("definition", ("occupation", "data_scientist"), text="what is a data scientist")
    second = message("duties", text="what do they do")
    both = message(
        "definition", ("occupation", "data_scientist"), text="what is a data scientist and what do they do"
    )
    reply = reply_to(connection, replace(both, parts=(first, second)))
    assert reply.answer.occupation == "data_scientist"
    assert reply.state.occupations == ("data_scientist",)


def test_the_sources_of_all_parts_are_there_to_be_asked_for(connection: Connection, talk: Begin) -> None:
    sent = parts(("salary", "what do they earn"), ("working_hours", "how long do they work"))
    reply = reply_to(connection, sent)
    asked_for = plain(talk(reply.state).ask("source_of", text="where is that from?"))
    assert len(cites(reply)) == 3
    assert [file for file in cites(reply) if file not in asked_for] == []


def test_a_part_that_is_not_certain_is_answered_with_the_doubt(connection: Connection) -> None:
    whole = parts(("salary", "what do they earn"), ("working_hours", "how long do they work"))
    certain, doubtful = whole.parts
    reply = reply_to(connection, replace(whole, parts=(certain, replace(doubtful, confidence=0.55))))
    assert reply.answer.unsure and "if I understand this part rightly" in told(reply)
    assert "118,000" in told(reply) and "40 hours" in told(reply)


# With the datasets beside the content.

NURSE = ("occupation", "29-1141.00", "nurse")
SURGEONS = ("occupation", "surgeon", "surgeons")


@pytest.mark.parametrize(
    ("intent", "named", "text", "step"),
    [
        ("salary", (NURSE,), "what does a nurse earn?", "topic"),
        ("salary", (SURGEONS,), "what do surgeons earn?", "which occupation"),
        ("nlu_fallback", (SURGEONS,), "surgeons hm", "which occupation"),
        ("nlu_fallback", (NURSE,), "nurse", "retrieval"),
        ("occupation_search", (), "which jobs pay most?", "topic"),
        ("occupation_search", (), "how do I cook rice?", "ask back"),
        ("salary", (SURGEONS,), "my wife left me, surgeons", "beyond careers"),
    ],
)
def test_with_the_datasets_titles_are_asked_about_before_they_are_answered(
    datasets: Connection, intent: str, named: tuple[tuple[str, ...], ...], text: str, step: str
) -> None:
    assert decision(datasets, intent, *named, text=text).step == step


def test_a_title_that_was_asked_about_is_not_remembered_as_unknown(datasets: Connection) -> None:
    here = Talk(datasets)
    here.ask("salary", SURGEONS, text="what do surgeons earn?")
    assert here.state.unknown_occupations == ()
    here.ask("salary", ("occupation", "fnord", "fnord"), text="what do fnords earn?")
    assert here.state.unknown_occupations == ("fnord",)


def test_an_unknown_title_is_told_how_many_are_known(datasets: Connection) -> None:
    reply = Talk(datasets).ask("salary", ("occupation", "fnord", "fnord"), text="what do fnords earn?")
    (count,) = datasets.exec_driver_sql("SELECT count(*) FROM onet_occupation").scalars()
    assert f"{count:,}" in told(reply)
    assert (reply.answer.outcome, "$" in told(reply)) == ("unknown", False)


@pytest.mark.parametrize("topic", ["salary", "duties", "education", "outlook", "definition", "working_hours"])
def test_what_is_told_of_a_nurse_is_never_what_the_articles_say_of_engineers(
    datasets: Connection, topic: str
) -> None:
    reply = Talk(datasets).ask(topic, NURSE, text="and of nurses?")
    assert reply.answer.occupation == "29-1141.00"
    assert [one for one in (*FIGURES_OF_PAY, "machine learning") if one in told(reply).lower()] == []


def test_two_questions_about_an_occupation_of_the_datasets_are_answered_one_after_the_other(
    datasets: Connection,
) -> None:
    sent = parts(("salary", "what do nurses earn"), ("outlook", "are they wanted"), named=(NURSE,))
    reply = decided(datasets, sent).reply
    check_contract(reply)
    assert "earn a median of $" in told(reply)
    assert "projected to grow" in told(reply)


def test_a_question_over_all_or_several_occupations_is_not_divided(datasets: Connection) -> None:
    both = (("occupation", "29-1141.00"), ("occupation", "47-2111.00"))
    parted = parts(("salary", "nurses and electricians: pay"), ("outlook", "growth"), named=both)
    compared = replace(parted, intent="comparison", text="compare nurses and electricians: pay and growth")
    assert decided(datasets, compared).step == "topic"
    assert decided(datasets, replace(compared, intent="salary")).step == "several questions"
    search = replace(parted, intent="occupation_search", text="which jobs pay well and grow?", entities=())
    assert decided(datasets, search).step == "search"


def test_a_list_of_three_that_are_compared_is_not_divided(datasets: Connection) -> None:
    titles = ("plumber", "electrician", "hvac")
    parts = tuple(message(intent, text=intent) for intent in ("comparison", "career_change"))
    listed = message(
        "comparison",
        *(("occupation", one) for one in titles),
        text="compare plumber, electrician and hvac",
        parts=parts,
    )
    assert decided(datasets, listed).step == "topic"


def test_what_ai_will_do_is_refused_with_the_projection_where_bls_has_one(datasets: Connection) -> None:
    cook = ("occupation", "35-2014.00", "cooks")
    reply = reply_to(datasets, message("automation", cook, text="will AI replace cooks?"))
    assert reply.answer.outcome == "unknown"
    assert "do not say whether AI" in told(reply)
    assert "projected" in told(reply) and cites(reply)
    assert "projected" not in told(reply_to(datasets, message("automation", text="will AI replace them?")))
