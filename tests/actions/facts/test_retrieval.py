"""Messages that fit no topic: answered with what is nearest, told with doubt, or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.composition.compose import Reply
from actions.facts.retrieval import FEW_WORDS, retrieved, retrieved_in_context
from actions.messages import messages
from actions.state import ConversationState, Item
from knowledge.queries import facts
from tests.actions.asking import MLE, Named, Talk, choices, cites, notes, question, told
from tests.actions.free_questions import free_questions, held_out

Begin = Callable[..., Talk]
DOUBT = messages()["retrieval.perhaps"].partition("{")[0].strip()


def retrieve(connection: Connection, text: str, *named: Named) -> Reply | None:
    return retrieved(connection, question(connection, "nlu_fallback", *named, text=text))


def test_the_questions_are_many_and_all_different() -> None:
    lists = free_questions()
    asked = [one["ask"] for one in lists["answered"]] + lists["untold"]
    assert len(lists["answered"]) == len(lists["untold"]) == 80
    assert len(set(asked)) == 160


def test_of_the_questions_with_an_answer_most_get_it_and_few_another(connection: Connection) -> None:
    right = sure = wrong = 0
    asked = held_out("answered")
    for one in asked:
        reply = retrieve(connection, one["ask"])
        if reply:
            hit = bool(set(reply.state.rows) & set(one["by"]))
            right += hit
            sure += hit and reply.answer.outcome == "answered"
            wrong += not hit and reply.answer.outcome == "answered"
    assert right / len(asked) >= 0.65
    assert sure / len(asked) >= 0.4
    assert wrong / len(asked) <= 0.05


def test_of_the_questions_without_an_answer_hardly_any_gets_one(connection: Connection) -> None:
    replies = [retrieve(connection, one) for one in held_out("untold")]
    outcomes = [reply.answer.outcome for reply in replies if reply]
    assert outcomes.count("answered") / len(replies) <= 0.05
    assert outcomes.count("partial") / len(replies) <= 0.3  # told as what comes nearest


def test_only_a_few_words_are_read_behind_the_last_question(connection: Connection) -> None:
    few = "do stock options bring in a lot?"
    many = f"{few} " + "I mean " * FEW_WORDS + few
    asked = {"topic": "salary", "question": "what do they earn?"}
    for text, context, answered in (
        (few, asked, True),
        (many, asked, False),
        (few, {"topic": "salary"}, False),
        (few, {"question": "what do they earn?"}, False),
    ):
        state = ConversationState(**context)
        reply = retrieved_in_context(connection, question(connection, "nlu_fallback", text=text, state=state))
        assert bool(reply) is answered


@pytest.mark.parametrize("text", ["how many?", "and how many there?", "what percentage of those"])
def test_words_that_ask_for_a_figure_alone_get_that_of_the_last_answer(
    connection: Connection, text: str
) -> None:
    figures = ("startups.india", "startups.united_states")
    keys = {one.key for one in facts.figures(connection, occupation=MLE, topic="startups")}
    assert set(figures) <= keys
    state = ConversationState("startups", (MLE,), question="which is the second?", rows=figures)
    reply = retrieved_in_context(connection, question(connection, "nlu_fallback", text=text, state=state))
    assert reply and "India: 287" in told(reply) and "452" not in told(reply)


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("and until when?", True),
        ("and the nationality?", False),  # of which no fact tells
        ("and per month?", False),
    ],
)
def test_what_goes_on_with_the_last_topic_is_told_only_where_a_fact_of_it_says_so(
    connection: Connection, text: str, answered: bool
) -> None:
    state = ConversationState("market_size", (MLE,), question="how fast does the market grow?")
    reply = retrieved_in_context(connection, question(connection, "nlu_fallback", text=text, state=state))
    assert bool(reply) is answered
    if reply:
        assert reply.answer.topic == "market_size" and "2027" in told(reply)


def test_the_list_of_the_last_answer_stays_at_hand_behind_a_figure(connection: Connection) -> None:
    items = (Item("figure", "startups.united_states"), Item("figure", "startups.india"))
    state = ConversationState(
        "startups", (MLE,), question="which has the most?", rows=("startups.united_states",), items=items
    )
    reply = retrieved_in_context(
        connection, question(connection, "nlu_fallback", text="how many?", state=state)
    )
    assert reply and reply.state.items == items


def test_what_is_near_is_answered_with_its_sources(talk: Begin) -> None:
    here = talk()
    reply = here.ask("nlu_fallback", text="do stock options bring in a lot?", ranking=("salary", "more"))
    assert (reply.answer.outcome, reply.answer.topic, reply.answer.occupation) == ("answered", "salary", MLE)
    assert "stock options" in told(reply)
    assert not reply.answer.unsure
    assert DOUBT not in told(reply)
    assert cites(reply)
    assert here.state.rows[0].startswith("salary.extras")
    sources = cites(reply)
    assert cites(here.ask("source_of", text="where is that from?")) == sources


def test_what_is_less_near_is_told_with_the_doubt_first(talk: Begin) -> None:
    reply = talk().ask("nlu_fallback", text="do they have to like numbers?")
    assert reply.answer.outcome == "partial"
    assert told(reply).startswith(DOUBT)
    assert reply.answer.unsure
    assert cites(reply)


def test_what_is_not_near_is_not_told(talk: Begin) -> None:
    reply = talk().ask("nlu_fallback", text="may I bring my dog along?")
    assert reply.answer.outcome == "clarify"
    assert cites(reply) == []


def test_the_topic_of_what_was_found_is_offered_and_remembered(talk: Begin) -> None:
    here = talk()
    reply = here.ask("nlu_fallback", text="does the bootcamp help its students find a job?")
    assert reply.answer.topic == here.state.topic == "bootcamp"
    assert "students" in told(reply).partition("\n\n")[0]
    assert here.press(choices(reply)[0]).answer.outcome == "answered"
    assert here.state.misses == 0


def test_a_code_of_the_occupation_is_found_by_its_number_alone(talk: Begin) -> None:
    reply = talk().ask("nlu_fallback", text="what is 15-1221?")
    assert reply.answer.outcome == "answered"
    assert "15-1221" in told(reply)
    assert "research scientists" in told(reply)
    assert cites(reply)


@pytest.mark.parametrize("text", ["what is 15-1222?", "what is 1221?", "so what about 2035?"])
def test_another_number_finds_nothing(connection: Connection, text: str) -> None:
    assert retrieve(connection, text) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("do stock options bring in a lot in Berlin?", ("place", "Berlin")),
        ("do stock options bring in a lot at Netflix?", ("company", "Netflix")),
        ("do stock options bring in a lot in 2015?", ("year", "2015")),
        ("do stock options bring in a lot at senior level?", ("level", "senior_level", "senior")),
        ("do stock options bring in a lot for women?", ("gender", "female", "women")),
        ("do they clean the data that models are trained on with Kaggle?", ("tool", "Kaggle")),
        ("do stock options bring in a lot for nurses?", ("occupation", "nurse")),
        ("do stock options bring in a lot per hour?", ("untold", "hourly", "per hour")),
        ("what do the career support services of the bootcamp cost?", ("aspect", "price", "cost")),
    ],
)
def test_a_statement_that_lacks_what_the_question_turns_on_is_no_answer(
    connection: Connection, text: str, named: Named
) -> None:
    assert retrieve(connection, text, named) is None


def test_without_what_it_turns_on_each_of_these_would_be_answered(connection: Connection) -> None:
    for text in (
        "do stock options bring in a lot?",
        "do they clean the data that models are trained on?",
        "what do the career support services of the bootcamp do?",
    ):
        assert retrieve(connection, text) is not None, text


def test_a_statement_that_names_what_the_question_turns_on_is_an_answer(connection: Connection) -> None:
    reply = retrieve(connection, "what does Twitter do with the data of its users?", ("company", "twitter"))
    assert reply is not None
    assert "Twitter" in told(reply)


def test_a_question_for_a_number_is_not_answered_without_one(connection: Connection) -> None:
    assert retrieve(connection, "are they in an office of their own?") is not None
    assert retrieve(connection, "how many are in an office of their own?") is None


def test_the_occupation_that_is_named_or_discussed_is_told_about(talk: Begin, connection: Connection) -> None:
    named = retrieve(connection, "do data scientists interpret data?", ("occupation", "data_scientist"))
    assert named is not None
    assert named.answer.occupation == "data_scientist"
    here = talk()
    here.ask("definition", ("occupation", "data_scientist"))
    assert here.ask("nlu_fallback", text="do they interpret data?").answer.occupation == "data_scientist"


def test_two_occupations_are_not_answered_with_what_is_told_of_one(connection: Connection) -> None:
    both = (("occupation", "data_scientist"), ("occupation", MLE))
    assert retrieve(connection, "do stock options bring in a lot?", *both) is None


def test_a_disagreement_comes_along(connection: Connection) -> None:
    reply = retrieve(connection, "must I have finished high school?")
    assert reply is not None
    assert notes(reply)


@pytest.mark.parametrize("text", ["x" * 1000, "🙂 ok", "\ud83d", "%s %d {0}", "' or 1=1 --"])
def test_odd_messages_are_no_errors(connection: Connection, text: str) -> None:
    assert retrieve(connection, text) is None
