"""Messages that are no questions about careers are met as what they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.answer import ButtonsBlock
from actions.no_answer.beyond_careers import language_of
from actions.questions.message import FALLBACK
from tests.actions.asking import FIGURES_OF_PAY, Talk, choices, told
from tests.actions.free_questions import free_questions

Begin = Callable[..., Talk]


@pytest.mark.parametrize(
    "text",
    [
        "I feel so lost and my wife left me",
        "honestly everything is pointless",
        "I don't want to be here anymore",
    ],
)
def test_a_person_in_distress_gets_a_kind_sentence_and_no_topics(talk: Begin, text: str) -> None:
    reply = talk().ask("salary", text=text)
    assert reply.answer.outcome == "smalltalk"
    assert "sorry" in told(reply)
    assert not any(isinstance(block, ButtonsBlock) for block in reply.answer.blocks)
    assert [figure for figure in FIGURES_OF_PAY if figure in told(reply)] == []


def test_who_goes_on_in_distress_is_not_asked_what_topic_was_meant(talk: Begin) -> None:
    here = talk()
    here.ask("nlu_fallback", text="I don't want to be here anymore")
    reply = here.ask("nlu_fallback", text="blorp blorp")
    assert reply.answer.outcome == "smalltalk" and "hear you" in told(reply)
    here.ask("salary", text="what do ML engineers earn?")
    assert here.ask("nlu_fallback", text="blorp blorp").answer.outcome == "clarify"


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("can I talk to a human please?", "I am a program"),
        ("please delete my data", "whoever runs this advisor can delete"),
        ("what do you store about me?", "the text of this conversation"),
    ],
)
def test_a_wish_for_a_person_or_for_ones_data_gets_a_door(talk: Begin, text: str, there: str) -> None:
    assert there in told(talk().ask("nlu_fallback", text=text))


def test_the_operator_is_named_where_there_is_a_contact(talk: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "people who run" not in told(talk().ask("nlu_fallback", text="can I talk to a human?"))
    monkeypatch.setenv("ADVISOR_CONTACT", "careers@example.org")
    assert told(talk().ask("nlu_fallback", text="can I talk to a human?")).endswith("careers@example.org")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Was verdient ein Machine Learning Engineer im Durchschnitt?", "german"),
        ("und wie viele Stunden arbeitet man?", "german"),
        ("¿cuánto gana un ingeniero? hola", "spanish"),
        ("combien gagne un ingénieur, pour quel métier?", "french"),
        ("hoeveel verdient een ingenieur?", "dutch"),
        ("quanto guadagna un ingegnere e per quante ore?", "italian"),
        ("what does a machine learning engineer earn?", None),
        ("ml in e-commerce", None),
        ("salary berlin", None),
        ("I studied in Berlin, und jetzt?", None),
        ("", None),
        ("?!", None),
    ],
)
def test_a_language_is_told_by_its_small_words(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_who_writes_in_another_language_is_told_in_it_that_answers_are_in_english(talk: Begin) -> None:
    reply = talk().ask("nlu_fallback", text="Was verdient man als Ingenieur, und wie viele Stunden sind das?")
    assert "Englisch" in told(reply)
    assert any(isinstance(block, ButtonsBlock) for block in reply.answer.blocks)


def test_no_english_question_of_the_project_is_taken_for_another_language() -> None:
    asked = [one["ask"] for one in free_questions()["answered"]] + free_questions()["untold"]
    assert [text for text in asked if language_of(text)] == []


def test_a_person_who_names_an_occupation_does_not_ask_for_one_to_talk_to(datasets: Connection) -> None:
    text = "can I talk to a real person about becoming a nurse?"
    assert "I am a program" in told(Talk(datasets).ask("nlu_fallback", text=text))
    named = ("occupation", "29-1141.00", "nurse")
    assert "I am a program" not in told(Talk(datasets).ask("education", named, text=text))


def test_in_distress_an_occupation_that_is_named_does_not_count(datasets: Connection) -> None:
    named = ("occupation", "29-1141.00", "nurse")
    reply = Talk(datasets).ask("salary", named, text="I am a nurse and I don't want to be here anymore")
    assert (reply.answer.outcome, "sorry" in told(reply)) == ("smalltalk", True)


@pytest.mark.parametrize(
    "text",
    [
        "laid off, and I don't know why I should keep on living like this",
        "what is the point in being alive",
        "the kids would be better off without me",
    ],
)
def test_who_may_be_in_danger_gets_no_figures(talk: Begin, text: str) -> None:
    reply = talk().ask("personal_decision", text=text)
    assert reply.answer.outcome == "smalltalk" and "helpline" in told(reply)


@pytest.mark.parametrize(
    "text",
    ["why live in Texas as a nurse?", "what do I need to make a living?", "is Ohio worth living in"],
)
def test_where_and_from_what_one_lives_is_no_danger(talk: Begin, text: str) -> None:
    assert "helpline" not in told(talk().ask("nlu_fallback", text=text))


def test_who_is_bereaved_and_has_to_work_is_helped_to_find_work(datasets: Connection) -> None:
    reply = Talk(datasets).ask(FALLBACK, text="my husband passed away and I have to work again")
    assert "a lot to carry" in told(reply)
    assert "/career_fit" in choices(reply)
    reply = Talk(datasets).ask(FALLBACK, text="my husband passed away")
    assert "not the right one" in told(reply)
