"""Which occupations a question is about, and what is done when its intent is in doubt."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.messages import message
from actions.questions.question import Question
from actions.state import ConversationState
from actions.thresholds import OUTRANKS_CONVERSATION, UNDOUBTED_ANSWER
from actions.topic_answers import answer_intent, answer_supported, answer_topic
from tests.actions.asking import MLE, Named, Talk, check_contract, choices, plain, question, told

Begin = Callable[..., Talk]


def test_without_an_occupation_the_question_is_about_the_featured_one(talk: Begin) -> None:
    assert talk().ask("duties").answer.occupation == MLE


def test_an_occupation_stays_under_discussion(talk: Begin) -> None:
    here = talk()
    here.ask("definition", ("occupation", "data_scientist"))
    assert here.ask("duties").answer.occupation == "data_scientist"
    here.ask("thank", text="thanks")
    assert here.ask("skills").answer.occupation == "data_scientist"


@pytest.mark.parametrize("topic", ["machine_learning", "applications", "ethics", "startups"])
def test_topics_of_the_field_are_not_about_the_occupation_under_discussion(talk: Begin, topic: str) -> None:
    here = talk()
    here.ask("definition", ("occupation", "data_scientist"))
    assert here.ask(topic).answer.outcome == "answered"


def test_an_occupation_that_the_base_no_longer_holds_is_forgotten(talk: Begin) -> None:
    assert talk(ConversationState(occupations=("gone",))).ask("salary").answer.occupation == MLE


@pytest.mark.parametrize("topic", ["definition", "duties", "salary", "education", "outlook", "skills"])
def test_an_unknown_occupation_is_said_to_be_so_and_known_ones_are_offered(talk: Begin, topic: str) -> None:
    reply = talk().ask(topic, ("occupation", "nurse"))
    assert (reply.answer.outcome, reply.answer.occupation, reply.answer.topic) == ("unknown", None, topic)
    assert "nurse" in told(reply)
    assert "data scientists" in told(reply)
    assert len(choices(reply)) == 3


def test_several_unknown_occupations_are_all_named(talk: Begin) -> None:
    assert "nurse and pilot" in told(talk().ask("salary", ("occupation", "nurse"), ("occupation", "pilot")))


def test_two_occupations_are_answered_under_their_names(talk: Begin) -> None:
    reply = talk().ask("duties", ("occupation", MLE), ("occupation", "data_scientist"))
    assert reply.answer.outcome == "answered"
    assert told(reply).index("Machine learning engineers:") < told(reply).index("Data scientists:")


def test_a_colleague_is_not_the_occupation_that_is_asked_about(talk: Begin) -> None:
    here = talk()
    reply = here.ask(
        "collaboration", ("occupation", "designer"), text="do they work closely with a designer?"
    )
    assert (reply.answer.outcome, reply.answer.occupation) == ("answered", MLE)
    reply = here.ask("collaboration", ("occupation", "nurse"), text="who does a nurse work with?")
    assert reply.answer.outcome == "unknown"


def test_an_unknown_occupation_is_no_colleague_where_another_topic_is_asked_about(talk: Begin) -> None:
    text = "what do they earn compared to a nurse?"
    assert talk().ask("salary", ("occupation", "nurse"), text=text).answer.outcome == "unknown"


def test_collaboration_with_a_known_occupation_and_the_featured_one(talk: Begin) -> None:
    reply = talk().ask(
        "collaboration", ("occupation", MLE), ("occupation", "data_scientist"), text="do they work together?"
    )
    assert (reply.answer.outcome, reply.answer.occupation) == ("answered", MLE)


def test_pay_named_in_another_question_makes_it_one_of_pay(talk: Begin) -> None:
    reply = talk().ask("regional_demand", ("region", "europe"), ("aspect", "pay"))
    assert (reply.answer.topic, reply.answer.outcome) == ("salary", "unknown")
    assert "118,000" not in plain(reply)


# Doubt about what is asked.


def unsure(
    connection: Connection,
    confidence: float,
    *named: Named,
    intent: str = "salary",
    ranking: tuple[str, ...] = (),
) -> Question:
    return question(
        connection, intent, *named, text="fnord", ranking=(intent, *ranking), confidence=confidence
    )


def test_an_answer_in_doubt_says_what_it_takes_the_question_for_and_offers_the_other_readings(
    connection: Connection,
) -> None:
    reply = answer_intent(
        connection,
        unsure(connection, UNDOUBTED_ANSWER - 0.01, ranking=("outlook", "education", "out_of_scope")),
    )
    check_contract(reply)
    assert (reply.answer.outcome, reply.answer.topic, reply.answer.unsure) == ("answered", "salary", True)
    assert message("compose.unsure", topic="salary") in plain(reply)
    assert "118,000" in told(reply)
    assert [payload[1:].partition("{")[0] for payload in choices(reply)][:2] == ["outlook", "education"]
    assert message("offers.next") not in plain(reply)


def test_the_readings_offered_are_the_choices_to_pick_from(connection: Connection) -> None:
    reply = answer_intent(connection, unsure(connection, 0.3, ranking=("outlook", "education")))
    assert list(reply.state.choices) == choices(reply)
    picked = Talk(connection, reply.state).ask("pick", ("ordinal", "1"), text="the first")
    assert (picked.answer.topic, picked.answer.outcome) == ("outlook", "answered")


@pytest.mark.parametrize("confidence", [UNDOUBTED_ANSWER, OUTRANKS_CONVERSATION, 1.0])
def test_an_answer_without_doubt_says_nothing_of_it(connection: Connection, confidence: float) -> None:
    reply = answer_intent(connection, unsure(connection, confidence, ranking=("outlook", "education")))
    assert reply.answer.outcome == "answered"
    assert not reply.answer.unsure
    assert plain(reply) == plain(answer_topic(connection, unsure(connection, confidence)))


def test_what_is_not_told_is_not_doubted_as_well(connection: Connection) -> None:
    reply = answer_intent(connection, unsure(connection, 0.3, ("occupation", "nurse")))
    assert (reply.answer.outcome, reply.answer.unsure) == ("unknown", False)
    assert "not sure" not in told(reply)


def test_doubt_about_an_answer_in_part_is_told(connection: Connection) -> None:
    reply = answer_intent(
        connection, unsure(connection, 0.3, ("occupation", MLE), ("occupation", "nurse", "nurses"))
    )
    assert (reply.answer.outcome, reply.answer.unsure) == ("partial", True)
    assert message("compose.unsure", topic="salary") in plain(reply)


@pytest.mark.parametrize(
    ("intent", "named", "topic"),
    [
        ("salary", ("region", "africa"), "regional_demand"),
        ("salary", ("gender", "female"), "gender_distribution"),
        ("working_hours", ("degree", "phd"), "education"),
    ],
)
def test_what_is_named_decides_for_the_second_intent_when_nothing_is_told_on_the_first(
    connection: Connection, intent: str, named: Named, topic: str
) -> None:
    asked = unsure(connection, UNDOUBTED_ANSWER - 0.01, named, intent=intent, ranking=("duties", topic))
    assert answer_topic(connection, asked).answer.outcome == "unknown"
    reply = answer_intent(connection, asked)
    assert (reply.answer.topic, reply.answer.outcome, reply.answer.unsure) == (topic, "answered", True)


def test_the_second_intent_in_doubt_is_told_as_what_the_question_is_taken_for(connection: Connection) -> None:
    reply = answer_intent(
        connection, unsure(connection, 0.3, ("region", "africa"), ranking=("regional_demand",))
    )
    assert (reply.answer.topic, reply.answer.unsure) == ("regional_demand", True)
    assert message("compose.unsure", topic="demand by region") in plain(reply)
    assert "salary" in [payload[1:].partition("{")[0] for payload in choices(reply)]


@pytest.mark.parametrize(
    ("confidence", "ranking"),
    [
        (UNDOUBTED_ANSWER, ("regional_demand",)),  # clear enough: the salary in Africa
        (UNDOUBTED_ANSWER - 0.1, ("duties", "outlook")),  # no reading that Africa speaks for
        (UNDOUBTED_ANSWER - 0.1, ("duties", "outlook", "regional_demand")),  # too far down
    ],
)
def test_what_is_named_does_not_decide_otherwise(
    connection: Connection, confidence: float, ranking: tuple[str, ...]
) -> None:
    reply = answer_intent(connection, unsure(connection, confidence, ("region", "africa"), ranking=ranking))
    assert (reply.answer.topic, reply.answer.outcome) == ("salary", "unknown")
    assert "118,000" not in plain(reply)


def test_a_first_intent_that_is_told_stays_whatever_is_named(connection: Connection) -> None:
    named = ("level", "entry_level", "juniors")
    reply = answer_intent(
        connection, unsure(connection, UNDOUBTED_ANSWER - 0.1, named, ranking=("experience",))
    )
    assert (reply.answer.topic, reply.answer.outcome) == ("salary", "answered")


def test_nothing_named_speaks_for_no_topic(connection: Connection) -> None:
    assert (
        answer_supported(
            connection, unsure(connection, UNDOUBTED_ANSWER - 0.1, ranking=("regional_demand", "education"))
        )
        is None
    )


BELIEF = "everyone raves about ML engineering, I'd rather hear about the snags"


def test_the_next_topic_is_told_with_doubt_where_the_likeliest_holds_nothing(connection: Connection) -> None:
    sent = question(
        connection,
        "misconceptions",
        ("occupation", MLE),
        text=BELIEF,
        ranking=("misconceptions", "challenges"),
        confidence=0.4,
    )
    assert answer_topic(connection, sent).answer.outcome == "unknown"
    reply = answer_intent(connection, sent)
    assert (reply.answer.topic, reply.answer.outcome, reply.answer.unsure) == ("challenges", "answered", True)


@pytest.mark.parametrize(
    ("named", "confidence", "ranking"),
    [
        ((("occupation", MLE), ("region", "africa")), 0.4, ("misconceptions", "challenges")),
        ((("occupation", MLE),), UNDOUBTED_ANSWER, ("misconceptions", "challenges")),
        ((("occupation", MLE),), 0.4, ("misconceptions", "out_of_scope")),
    ],
)
def test_otherwise_what_is_not_held_is_refused(
    connection: Connection, named: tuple[Named, ...], confidence: float, ranking: tuple[str, ...]
) -> None:
    sent = question(connection, "misconceptions", *named, text=BELIEF, ranking=ranking, confidence=confidence)
    assert answer_intent(connection, sent).answer.outcome == "unknown"
