"""From which occupation to which: by the words before the names, by what was said before, by the field."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.advice.change.reader import own_occupation, read_change
from actions.questions.message import ParsedEntity, TaggedSpan
from actions.state import ConversationState
from tests.actions.advice.changing import (
    DATA_SCIENTIST,
    ELECTRICIAN,
    NURSE,
    TEACHER,
    TRUCK_DRIVER,
    asked,
)
from tests.actions.asking import MLE, Named

NURSE_CODE, ELECTRICIAN_CODE, DRIVER_CODE = NURSE[1], ELECTRICIAN[1], TRUCK_DRIVER[1]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("from nurse to electrician", (NURSE, ELECTRICIAN)),
        ("how do I get to electrician from nurse?", (ELECTRICIAN, NURSE)),
        ("nurse → electrician?", (NURSE, ELECTRICIAN)),
        ("can a nurse become an electrician?", (NURSE, ELECTRICIAN)),
        ("could I be an electrician? I work as a nurse", (ELECTRICIAN, NURSE)),
        ("I'm a nurse, how do I become an electrician?", (NURSE, ELECTRICIAN)),
        ("becoming an electrician after ten years as a nurse", (ELECTRICIAN, NURSE)),
        ('/career_change{"occupation": ["29-1141.00", "47-2111.00"]}', (NURSE, ELECTRICIAN)),
    ],
)
def test_the_words_before_two_names_say_which_is_left(
    datasets: Connection, text: str, named: tuple[Named, ...]
) -> None:
    change = read_change(datasets, asked(datasets, text, *named))
    assert change is not None
    assert change.source is not None
    assert (change.source.key, change.target.key) == (NURSE_CODE, ELECTRICIAN_CODE)
    assert change.named


def test_ones_own_occupation_is_the_source_whatever_the_order(datasets: Connection) -> None:
    question = asked(datasets, "electrician, nurse?", ELECTRICIAN, NURSE, occupation=NURSE_CODE)
    change = read_change(datasets, question)
    assert change is not None
    assert change.source == own_occupation(datasets, question)
    assert (change.target.key, change.named) == (ELECTRICIAN_CODE, False)


def test_one_name_is_the_aim_of_somebody_whose_occupation_is_known(datasets: Connection) -> None:
    change = read_change(
        datasets, asked(datasets, "how do I become an electrician?", ELECTRICIAN, occupation=DRIVER_CODE)
    )
    assert change is not None
    assert change.source is not None
    assert (change.source.key, change.target.key, change.named) == (DRIVER_CODE, ELECTRICIAN_CODE, False)


def test_one_name_is_the_aim_of_somebody_of_whom_nothing_is_known(datasets: Connection) -> None:
    change = read_change(datasets, asked(datasets, "how do I become an electrician?", ELECTRICIAN))
    assert change is not None
    assert (change.source, change.target.key) == (None, ELECTRICIAN_CODE)


@pytest.mark.parametrize("named", [(), (NURSE,)])
def test_machine_learning_is_the_aim_of_which_only_the_field_is_named(
    datasets: Connection, named: tuple[Named, ...]
) -> None:
    text = "I'm a nurse, could I get into machine learning?"
    change = read_change(datasets, asked(datasets, text, *named, occupation=NURSE_CODE))
    assert change is not None
    assert change.source is not None
    assert (change.source.key, change.target.key) == (NURSE_CODE, MLE)


def test_the_occupation_under_discussion_is_the_aim_where_none_is_named(datasets: Connection) -> None:
    state = ConversationState(topic="salary", occupations=(ELECTRICIAN_CODE,))
    change = read_change(datasets, asked(datasets, "could I do that?", state=state, occupation=NURSE_CODE))
    assert change is not None
    assert change.target.key == ELECTRICIAN_CODE


@pytest.mark.parametrize("discussed", [(), (NURSE_CODE,)])
def test_without_an_aim_there_is_no_change(datasets: Connection, discussed: tuple[str, ...]) -> None:
    state = ConversationState(topic="salary", occupations=discussed)
    question = asked(datasets, "what could I become?", state=state, occupation=NURSE_CODE)
    assert read_change(datasets, question) is None


def test_a_title_of_several_is_taken_for_the_largest_and_told(datasets: Connection) -> None:
    question = asked(datasets, "from teacher to data scientist", TEACHER, DATA_SCIENTIST)
    (several,) = [one for one in question.of("occupation") if one.candidates]
    change = read_change(datasets, question)
    assert change is not None
    assert change.source is not None
    assert change.source.key == several.candidates[0].code
    assert change.taken == (("teacher", change.source.plural),)


def test_nobody_has_an_occupation_who_said_none(datasets: Connection) -> None:
    assert own_occupation(datasets, asked(datasets, "hello")) is None


JANITOR, COOK = "37-2011.00", "35-2014.00"


@pytest.mark.parametrize(
    ("now", "before", "source"),
    [
        (JANITOR, NURSE_CODE, NURSE_CODE),  # a nurse who cleans brings a nurse's skills along
        (JANITOR, COOK, JANITOR),
        (NURSE_CODE, COOK, NURSE_CODE),
        ("", COOK, COOK),
    ],
)
def test_who_fell_below_their_work_goes_on_from_it(
    datasets: Connection, now: str, before: str, source: str
) -> None:
    question = asked(
        datasets, "could I become an electrician?", ELECTRICIAN, occupation=now, former=(before,)
    )
    change = read_change(datasets, question)
    assert change is not None and change.source is not None
    assert change.source.key == source


def test_the_way_back_leads_from_the_present_work(datasets: Connection) -> None:
    text = "could I go back to being a nurse?"
    change = read_change(datasets, asked(datasets, text, NURSE, occupation=JANITOR, former=(NURSE_CODE,)))
    assert change is not None and change.source is not None
    assert (change.source.key, change.target.key) == (JANITOR, NURSE_CODE)


def test_work_that_is_told_as_ones_own_is_no_aim(datasets: Connection) -> None:
    text = "I was a nurse, now I work as a truck driver. What could I do here?"
    assert read_change(datasets, asked(datasets, text, NURSE, TRUCK_DRIVER)) is None


def test_work_that_one_had_may_be_aimed_at_again(datasets: Connection) -> None:
    text = "I was a nurse, now I work as a truck driver. How do I become a nurse here?"
    question = asked(datasets, text, NURSE, TRUCK_DRIVER, occupation=DRIVER_CODE, former=(NURSE_CODE,))
    back = replace(question.of("occupation")[0], typed="nursing")
    change = read_change(datasets, replace(question, entities=(*question.entities, back)))
    assert change is not None
    assert change.target.key == NURSE_CODE


def test_the_work_of_somebody_else_is_no_aim(datasets: Connection) -> None:
    text = "my husband works as a truck driver and I work as a nurse. we both want out"
    assert read_change(datasets, asked(datasets, text, TRUCK_DRIVER, NURSE)) is None


def test_what_is_told_of_ones_own_work_is_no_way_back_to_it(datasets: Connection) -> None:
    text = "I work as a nurse and they say nursing is hard. How far is it to electrician?"
    question = asked(datasets, text, NURSE, ELECTRICIAN, occupation=NURSE_CODE)
    place = text.index("nursing")
    again = ParsedEntity("occupation", "nursing", "nursing", place)
    told = replace(
        question.message,
        entities=(*question.message.entities, again),
        tagged=(TaggedSpan(place, place + len("nursing"), "asked", 0.6),),
    )
    linked = replace(question.of("occupation")[0], typed="nursing")
    change = read_change(datasets, replace(question, message=told, entities=(*question.entities, linked)))
    assert change is not None and change.target.key == ELECTRICIAN_CODE
