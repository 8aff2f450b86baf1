"""Messages whose answer does not hang on their intent alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.refusals import refusals
from actions.request import Context
from actions.routing import reroute
from tests.actions.asking import FIGURES_OF_PAY, MLE, Talk, choices, cites, plain, told, turn, validator

Begin = Callable[..., Talk]


def asked(*questions: tuple[str, str], named: tuple[tuple[str, ...], ...] = ()):
    parts = tuple(turn(intent, *named, text=text) for intent, text in questions)
    return replace(
        turn(questions[0][0], *named, text=" and ".join(text for _intent, text in questions)), questions=parts
    )


def test_an_ordinary_question_goes_by_its_intent(connection: Connection) -> None:
    assert reroute(connection, turn("salary", text="what do they earn?")) is None
    assert reroute(connection, turn("salary", text="/salary")) is None


def test_one_question_is_not_split(connection: Connection) -> None:
    assert reroute(connection, asked(("salary", "what do they earn?"))) is None


def test_two_questions_are_answered_under_their_topics_with_the_sources_of_both(
    connection: Connection,
) -> None:
    reply = reroute(
        connection, asked(("salary", "what do they earn"), ("working_hours", "how long do they work"))
    )
    assert reply is not None
    validator().validate(reply.answer.as_dict())
    assert reply.answer.outcome == "answered"
    assert "118,000" in told(reply)
    assert "40 hours" in told(reply)
    assert len(cites(reply)) == 3
    assert plain(reply).count("Source:") == 1
    assert 2 <= len(choices(reply)) <= 3


def test_two_questions_of_which_one_is_not_told_are_answered_in_part(connection: Connection) -> None:
    named = (("occupation", "data_scientist"),)
    reply = reroute(
        connection, asked(("salary", "what do they earn"), ("duties", "what do they do"), named=named)
    )
    assert reply is not None
    assert reply.answer.outcome == "partial"
    assert [figure for figure in FIGURES_OF_PAY if figure in plain(reply)] == []


@pytest.mark.parametrize("intent", ["nlu_fallback", "unanswered_career_question", "what_about"])
def test_an_attribute_asked_after_certifications_is_one_of_theirs(talk: Begin, intent: str) -> None:
    here = talk()
    here.ask("certifications")
    here.ask("pick", ("ordinal", "4"), text="the fourth")
    reply = here.ask(intent, ("aspect", "duration"), text="how long does it take?")
    assert (reply.answer.topic, reply.answer.outcome) == ("certifications", "answered")
    assert told(reply).endswith("Course: 8 weeks.")


@pytest.mark.parametrize("intent", ["salary", "outlook", "nlu_fallback", "pick"])
@pytest.mark.parametrize(
    ("ordinal", "text", "outcome", "beginning"),
    [
        ("2", "how much is the second one?", "answered", "Machine Learning with Python Certification: free."),
        ("3", "what does the third cost?", "unknown", "My sources do not tell the price of IBM"),
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


def test_an_attribute_of_one_beyond_the_list_is_not_made_up(connection: Connection, talk: Begin) -> None:
    here = talk()
    context = here.ask("certifications").context
    beyond = turn(
        "salary", ("ordinal", "13"), ("aspect", "price"), text="how much is the 13th?", context=context
    )
    assert reroute(connection, beyond) is None


def test_what_it_costs_after_a_certificate_is_no_question_about_pay(talk: Begin) -> None:
    here = talk()
    here.ask("certifications")
    here.ask("pick", ("ordinal", "2"), text="the second")
    reply = here.ask("salary", ("aspect", "price"), text="how much is it?")
    assert told(reply).endswith("Certification: free.")
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


def test_without_anything_before_it_nothing_is_rerouted(connection: Connection) -> None:
    fresh = turn("nlu_fallback", ("aspect", "price"), text="how much is it?", context=Context())
    assert reroute(connection, fresh) is None


# Messages of several parts.


def test_a_part_that_is_refused_is_refused_under_its_own_words(connection: Connection) -> None:
    reply = reroute(
        connection, asked(("salary", "what do they earn"), ("working_conditions", "can they work from home"))
    )
    assert reply is not None
    validator().validate(reply.answer.as_dict())
    assert (reply.answer.outcome, reply.answer.topic) == ("partial", "salary")
    assert "118,000" in told(reply)
    assert "“can they work from home”:" in told(reply)
    assert refusals()["working_conditions"].says.format(occupations="machine learning engineers") in told(
        reply
    )
    assert len(cites(reply)) == 2


def test_two_parts_that_are_both_refused_leave_no_answer(connection: Connection) -> None:
    reply = reroute(
        connection, asked(("job_application", "how do I write a CV"), ("job_interview", "what do they ask"))
    )
    assert reply is not None
    assert (reply.answer.outcome, cites(reply)) == ("unknown", [])
    for name in ("job_application", "job_interview"):
        assert refusals()[name].says.format(occupations="machine learning engineers") in told(reply)
    assert 2 <= len(choices(reply)) <= 3


def test_a_refused_part_before_a_told_one_leaves_the_told_topic(connection: Connection) -> None:
    reply = reroute(
        connection, asked(("working_conditions", "can they work from home"), ("salary", "what do they earn"))
    )
    assert reply is not None
    assert (reply.answer.outcome, reply.answer.topic) == ("partial", "salary")
    assert "118,000" in told(reply)


def test_what_was_not_understood_beside_a_question_is_named_and_makes_the_answer_partial(
    connection: Connection,
) -> None:
    message = replace(
        asked(("salary", "what do they earn")), unclear=("why do elephants dance", "how blue is it")
    )
    reply = reroute(connection, message)
    assert reply is not None
    validator().validate(reply.answer.as_dict())
    assert (reply.answer.outcome, reply.answer.topic) == ("partial", "salary")
    assert "118,000" in told(reply)
    assert "Salary:" not in told(reply)
    missed = "I did not understand this part: “why do elephants dance” and “how blue is it”."
    assert missed in told(reply)


def test_what_was_not_understood_beside_what_is_not_told_leaves_no_answer(connection: Connection) -> None:
    data_scientist = (("occupation", "data_scientist"),)
    message = asked(("salary", "what do data scientists earn"), named=data_scientist)
    reply = reroute(connection, replace(message, unclear=("why do elephants dance",)))
    assert reply is not None
    assert reply.answer.outcome == "unknown"
    assert "“why do elephants dance”" in told(reply)


def test_a_message_of_which_nothing_was_understood_goes_by_its_intent(connection: Connection) -> None:
    message = replace(turn("nlu_fallback", text="fnord? gnarf?"), unclear=("fnord", "gnarf"))
    assert reroute(connection, message) is None


def test_a_question_behind_small_talk_is_answered_without_a_heading(connection: Connection) -> None:
    parts = asked(("greet", "hi"), ("salary", "what do they earn?"))
    assert parts.intent == "greet"
    reply = reroute(connection, parts)
    assert reply is not None
    assert (reply.answer.outcome, reply.answer.topic) == ("answered", "salary")
    assert told(reply).startswith("Machine learning engineers earn")


def test_a_question_behind_small_talk_that_sounds_like_one_goes_by_its_intent(connection: Connection) -> None:
    parts = asked(("greet", "hi"), ("salary", "what do they earn?"))
    assert reroute(connection, replace(parts, intent="salary")) is None


@pytest.mark.parametrize(
    ("intent", "parts"),
    [
        ("bot_challenge", (("insult", "you're a bot"), ("affirm", "right"))),
        ("how_are_you", (("greet", "hi"), ("how_are_you", "how are you"))),
        ("thank", (("affirm", "yes"), ("thank", "thanks"))),
        ("deny", (("deny", "no"), ("thank", "thanks"))),
    ],
)
def test_small_talk_in_parts_stays_small_talk(
    talk: Begin, connection: Connection, intent: str, parts: tuple[tuple[str, str], ...]
) -> None:
    message = replace(asked(*parts), intent=intent)
    assert reroute(connection, message) is None
    assert talk().ask(intent, text=message.text).answer.outcome == "smalltalk"


def test_a_payload_has_no_parts(connection: Connection) -> None:
    parts = asked(("salary", "what do they earn"), ("duties", "what do they do"))
    assert reroute(connection, replace(parts, text="/salary")) is None


def test_a_part_that_leans_on_the_one_before_it_follows_it_up(connection: Connection) -> None:
    reply = reroute(connection, asked(("working_hours", "do they work overtime"), ("why", "why")))
    assert reply is not None
    assert "Working hours:" in told(reply)
    assert "“why”:" in told(reply)
    assert "deadline" in told(reply).partition("“why”:")[2]


def test_an_occupation_in_one_part_holds_for_the_next(connection: Connection) -> None:
    first = turn("definition", ("occupation", "data_scientist"), text="what is a data scientist")
    second = turn("duties", text="what do they do")
    both = turn(
        "definition", ("occupation", "data_scientist"), text="what is a data scientist and what do they do"
    )
    reply = reroute(connection, replace(both, questions=(first, second)))
    assert reply is not None
    assert reply.answer.occupation == "data_scientist"
    assert reply.context.occupations == ("data_scientist",)


def test_the_sources_of_all_parts_are_there_to_be_asked_for(connection: Connection, talk: Begin) -> None:
    parts = asked(("salary", "what do they earn"), ("working_hours", "how long do they work"))
    reply = reroute(connection, parts)
    assert reply is not None
    asked_for = plain(talk(reply.context).ask("source_of", text="where is that from?"))
    assert len(cites(reply)) == 3
    assert [file for file in cites(reply) if file not in asked_for] == []


def test_a_part_that_is_not_certain_is_answered_with_the_doubt(connection: Connection) -> None:
    whole = asked(("salary", "what do they earn"), ("working_hours", "how long do they work"))
    certain, doubtful = whole.questions
    reply = reroute(connection, replace(whole, questions=(certain, replace(doubtful, confidence=0.55))))
    assert reply is not None
    assert reply.answer.unsure and "not sure that I understand" in told(reply)
    assert "118,000" in told(reply) and "40 hours" in told(reply)


# "Both", "one" and "there".


def test_both_tells_of_the_two_things_that_the_last_question_named(talk: Begin) -> None:
    here = talk()
    here.ask("startups", ("country", "united_kingdom"), ("country", "china"), text="in the UK or in China?")
    reply = here.ask("pick", text="both please")
    assert reply.answer.topic == "startups"
    assert "176" in told(reply) and "140" in told(reply)


def test_both_tells_of_the_two_topics_that_were_put_to_choice(talk: Begin) -> None:
    here = talk()
    here.context = replace(
        here.context, topic="salary", question="the pay or the hours", choices=("/working_hours", "/outlook")
    )
    reply = here.ask("affirm", text="both")
    assert "118,000" in told(reply) and "40 hours" in told(reply)


@pytest.mark.parametrize("question", ["", "the pay"])
def test_both_of_what_was_no_choice_is_asked_about(talk: Begin, question: str) -> None:
    here = talk()
    here.context = replace(here.context, topic="salary" if question else None, question=question)
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
        assert told(reply).endswith("Course: 8 weeks.")


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
    context = here.ask("pick", ("ordinal", "4"), text="the fourth").context
    asking = turn("working_hours", *[("aspect", one) for one in aspects], text=text, context=context)
    assert reroute(here.connection, asking) is None
