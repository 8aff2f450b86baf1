"""Messages that lean on what was said before: both, there, choices, going back, a few words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.person import Person
from actions.policy import decide
from actions.questions.reader import read_question
from actions.state import ConversationState
from tests.actions.asking import (
    FIGURES_OF_PAY,
    MLE,
    Talk,
    choices,
    message,
    plain,
    question,
    told,
    without_notes,
)

Begin = Callable[..., Talk]


# "Both", "one" and "there".


def test_both_tells_of_the_two_things_that_the_last_question_named(talk: Begin) -> None:
    here = talk()
    here.ask("startups", ("country", "united_kingdom"), ("country", "china"), text="in the UK or in China?")
    reply = here.ask("pick", text="both please")
    assert reply.answer.topic == "startups"
    assert "176" in told(reply) and "140" in told(reply)


def test_both_tells_of_the_two_topics_that_were_put_to_choice(talk: Begin) -> None:
    here = talk()
    here.state = replace(
        here.state, topic="salary", question="the pay or the hours", choices=("/working_hours", "/outlook")
    )
    reply = here.ask("affirm", text="both")
    assert "118,000" in told(reply) and "40 hours" in told(reply)


@pytest.mark.parametrize("question", ["", "the pay"])
def test_both_of_what_was_no_choice_is_asked_about(talk: Begin, question: str) -> None:
    here = talk()
    here.state = replace(here.state, topic="salary" if question else None, question=question)
    assert here.ask("pick", text="both").answer.outcome == "clarify"


def test_how_many_have_one_is_asked_of_the_degree_named_before(talk: Begin) -> None:
    here = talk()
    here.ask("education", ("degree", "phd"), text="is a PhD required?")
    reply = here.ask("nlu_fallback", ("aspect", "share"), text="how many have one?")
    assert (reply.answer.topic, reply.answer.outcome) == ("education_shares", "answered")
    assert "5%" in told(reply)


def test_how_many_there_are_is_no_question_about_the_degree(talk: Begin) -> None:
    here = talk()
    here.ask("education", ("degree", "phd"), text="is a PhD required?")
    reply = here.ask(
        "gender_distribution", ("aspect", "share"), ("gender", "female"), text="how many of those"
    )
    assert reply.answer.topic == "gender_distribution"


@pytest.mark.parametrize(
    ("text", "outcome"), [("what is it used for there?", True), ("is there a use?", False)]
)
def test_there_is_where_the_last_question_was_about(talk: Begin, text: str, outcome: bool) -> None:
    here = talk()
    here.ask("industries", ("industry", "healthcare"), text="and healthcare?")
    reply = here.ask("applications", text=text)
    assert ("patient" in told(reply)) is outcome


@pytest.mark.parametrize(
    ("text", "intent"),
    [("and how long?", "working_hours"), ("how long does that one take", "certifications")],
)
def test_an_attribute_alone_is_asked_of_the_certificate_told_of_last(
    talk: Begin, text: str, intent: str
) -> None:
    here = talk()
    here.ask("certifications")
    here.ask("what_about", ("certification", "harvard_machine_learning"), text="and the Harvard one?")
    for _again in range(2):
        reply = here.ask(intent, ("aspect", "duration"), text=text)
        assert told(reply).endswith("Course takes 8 weeks.")


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("which of them are short", ["duration"]),
        ("how long is the working day", ["duration"]),
        ("how much is the pay", ["price", "pay"]),
    ],
)
def test_what_asks_for_all_or_for_something_else_is_not_asked_of_one_certificate(
    talk: Begin, text: str, aspects: list[str]
) -> None:
    here = talk()
    here.ask("certifications")
    here.ask("pick", ("ordinal", "4"), text="the fourth")
    asking = message("working_hours", *[("aspect", one) for one in aspects], text=text)
    asked = read_question(here.connection, asking, here.state)
    assert (asked.topic_key, asked.topic and asked.topic.origin) == ("working_hours", "said")


# Choices, going back and starting over.


@pytest.mark.parametrize("text", ["option 2", "choice 2", "I'll take option 2", "the second option"])
def test_an_option_is_a_choice_even_beside_a_list(talk: Begin, text: str) -> None:
    here = talk()
    offered = choices(here.ask("age_distribution"))
    reply = here.ask("pick", ("ordinal", "2"), text=text)
    assert reply.answer.topic == offered[1][1:].partition("{")[0]


def test_the_second_one_after_a_chart_is_its_second_bar(talk: Begin) -> None:
    here = talk()
    here.ask("age_distribution")
    assert "25–34" in told(here.ask("pick", ("ordinal", "2"), text="the second one")).splitlines()[0]


def test_going_back_asks_the_question_before_the_last_one_again(talk: Begin) -> None:
    here = talk()
    first = here.ask("salary", ("level", "senior_level", "seniors"), text="what do seniors earn?")
    second = here.ask("duties", ("occupation", "data_scientist"), text="what do data scientists do?")
    here.ask("skills", text="which skills do they need?")
    assert without_notes(here.ask("go_back", text="go back")) == without_notes(second)
    assert without_notes(here.ask("go_back", text="go back")) == without_notes(first)
    assert here.ask("go_back", text="go back").answer.outcome == "clarify"


def test_going_back_is_no_step_forward(talk: Begin) -> None:
    here = talk()
    here.ask("salary")
    here.ask("duties")
    here.ask("go_back", text="go back")
    assert (here.state.topic, here.state.earlier) == ("salary", ())


@pytest.mark.parametrize("unknown", ["salary", "duties"])
def test_going_back_from_an_unknown_occupation_leads_to_the_answer_before_it(
    talk: Begin, unknown: str
) -> None:
    here = talk()
    first = here.ask("salary", text="what do machine learning engineers earn?")
    here.ask(unknown, ("occupation", "nurse"), text="and a nurse?")
    again = talk(here.state)
    assert without_notes(here.ask("go_back", text="go back")) == without_notes(first)
    again.ask("skills", ("occupation", MLE), text="which skills do ML engineers need?")
    assert without_notes(again.ask("go_back", text="go back")) == without_notes(first)
    assert again.ask("go_back", text="go back").answer.outcome == "clarify"


def test_going_back_after_an_item_was_shown_leads_to_the_question_before_the_list(talk: Begin) -> None:
    here = talk()
    first = here.ask("salary", text="what do they earn?")
    here.ask("skills", ("skill_kind", "soft"), text="which soft skills?")
    here.ask("pick", ("ordinal", "2"), text="the second one")
    assert without_notes(here.ask("go_back", text="go back")) == without_notes(first)


def test_starting_over_forgets_all(talk: Begin) -> None:
    here = talk()
    here.ask("duties", ("occupation", "data_scientist"))
    reply = here.ask("start_over", text="start over")
    assert reply.answer.outcome == "smalltalk" and len(choices(reply)) == 3
    assert here.state == ConversationState(choices=here.state.choices)
    assert here.ask("skills").answer.occupation == MLE


@pytest.mark.parametrize("intent", ["go_back", "start_over"])
def test_a_doubtful_wish_to_leave_the_topic_is_asked_back(connection: Connection, intent: str) -> None:
    sent = message(intent, text="restart", confidence=0.6)
    decision = decide(connection, read_question(connection, sent, ConversationState()))
    assert decision.step == "ask back"


def test_a_message_that_only_declines_something_gets_other_offers(talk: Begin) -> None:
    here = talk()
    reply = here.send(message("salary", text="I don't want to know the salary", form="declines"))
    assert reply.answer.outcome == "smalltalk"
    assert "118,000" not in plain(reply)
    assert len(choices(reply)) == 3


# An occupation that is not known, and a few words behind the last question.


def test_an_occupation_named_in_any_sentence_stays_the_one_that_is_meant(talk: Begin) -> None:
    here = talk()
    here.ask("praise", ("occupation", "nurse"), text="my sister is a nurse and likes it")
    reply = here.ask("salary", text="what does she earn?")
    assert reply.answer.outcome == "unknown"
    assert [figure for figure in FIGURES_OF_PAY if figure in told(reply)] == []
    assert "118,000" in told(here.ask("salary", text="and what is paid in machine learning?"))


def test_an_unknown_occupation_is_still_meant_after_an_answer_about_the_field(talk: Begin) -> None:
    here = talk()
    here.ask("salary", ("occupation", "nurse"), text="what does a nurse earn?")
    assert here.ask("machine_learning", text="what is all that about?").answer.outcome == "answered"
    reply = here.ask("salary", text="and on average?")
    assert reply.answer.outcome == "unknown"
    assert [figure for figure in FIGURES_OF_PAY if figure in told(reply)] == []


def test_a_few_words_are_read_behind_the_last_question(talk: Begin) -> None:
    here = talk()
    here.ask("startups", text="which country has the most machine learning start-ups?")
    reply = here.ask("nlu_fallback", text="how many?")
    assert reply.answer.topic == "startups"
    assert "452" in told(reply)


def test_a_few_words_without_a_last_question_are_asked_about(talk: Begin) -> None:
    assert talk().ask("nlu_fallback", text="how many?").answer.outcome == "clarify"


def test_how_long_is_asked_of_the_only_certificate_that_was_told(talk: Begin) -> None:
    here = talk()
    first = here.ask("certifications", ("aspect", "free", "free"), text="which certificates are free?")
    assert "free" in told(first)
    assert "8 weeks" in told(
        here.ask("certifications", ("aspect", "duration", "how long"), text="how long does it take?")
    )
    assert "Harvard" not in told(
        here.ask("certifications", ("aspect", "duration", "how long"), text="how long does it take?")
    )


# Whose occupation, and words that lean on the last answer.


def test_she_is_the_one_whose_occupation_was_named_before(datasets: Connection) -> None:
    here = Talk(datasets)
    sister = "my sister is a dentist and thinks I should change careers"
    here.ask("personal_decision", ("occupation", "dentist"), text=sister)
    reply = here.ask("salary", text="what does she earn?")
    assert "dentists in the United States" in told(reply)
    assert [figure for figure in FIGURES_OF_PAY if figure in told(reply)] == []
    assert "118,000" in told(here.ask("salary", text="and what would she earn in ML?"))


def test_the_pay_of_somebody_whose_occupation_was_not_named_is_asked_about(talk: Begin) -> None:
    here = talk()
    here.ask("salary", ("occupation", MLE), text="what does an ML engineer earn?")
    reply = here.ask("salary", text="my uncle drives a truck. his pay?")
    assert reply.answer.outcome == "clarify" and "Which occupation" in told(reply)
    assert "118,000" in told(
        here.ask("salary", text="my uncle works in ML, what does he earn in this field?")
    )


def test_a_title_is_remembered_until_another_is_named_or_all_is_forgotten(datasets: Connection) -> None:
    here = Talk(datasets)
    here.ask("salary", ("occupation", "dentist"), text="what does a dentist earn?")
    here.ask("outlook", text="and the outlook?")
    assert here.state.title == "dentist"
    here.ask("start_over", text="start over")
    assert here.state.title == ""


@pytest.mark.parametrize(
    ("intent", "confidence", "text", "step"),
    [
        ("nlu_fallback", 0.2, "and until when?", "in context"),
        ("ethics", 0.4, "and until when is that?", "in context"),
        ("ethics", 0.9, "and until when is that?", "topic"),  # NLU is sure of another topic
        ("ethics", 0.6, "which values until when", "topic"),  # nothing points back
        ("ethics", 0.4, "which values until when", "ask back"),  # … and nothing is told of any word
        ("goodbye", 0.9, "until?", "in context"),
        ("industries", 0.7, "until when?", "in context"),  # a fragment
        ("more", 0.9, "more of the growth", "follow-up"),
    ],
)
def test_words_that_lean_on_the_last_answer_are_read_with_it(
    connection: Connection, intent: str, confidence: float, text: str, step: str
) -> None:
    state = ConversationState("market_size", (MLE,), question="how fast does the market grow?", pages=2)
    sent = message(intent, text=text, confidence=confidence)
    assert decide(connection, read_question(connection, sent, state)).step == step


def test_somebody_who_did_not_say_what_they_do_is_asked_and_not_told_of_engineers(
    connection: Connection,
) -> None:
    state = ConversationState(person=Person(place="Ohio"))
    asked = question(connection, "salary", text="what would I be paid in my state?", state=state)
    decided = decide(connection, asked)
    assert (decided.step, decided.reply.answer.outcome) == ("own occupation", "clarify")
    assert "What do you do for a living?" in told(decided.reply)


def test_an_industry_behind_what_is_asked_of_no_industry_is_asked_for_what_is_done_there(talk: Begin) -> None:
    here = talk()
    here.ask("collaboration", text="whom do they work with?")
    assert "fraud" in told(here.ask("what_about", ("industry", "finance"), text="and in finance?"))


def test_the_item_behind_the_one_that_was_shown_is_asked_about(talk: Begin) -> None:
    here = talk()
    here.ask("programming_languages", text="which languages are in demand?")
    here.ask("pick", ("ordinal", "2"), text="the second one?")
    assert "Java" in told(here.ask("more", text="and after that?", confidence=0.4))
