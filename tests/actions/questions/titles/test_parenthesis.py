"""Titles in parentheses, and parentheses that explain one."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.message import ParsedEntity, TaggedSpan, UserMessage
from actions.questions.titles.parenthesis import with_parenthesis


def read(connection: Connection, text: str, *named: tuple[str, str]) -> UserMessage:
    entities = tuple(ParsedEntity(kind, typed, typed, text.index(typed)) for kind, typed in named)
    return with_parenthesis(connection, UserMessage(text, "salary", entities, corrected=text))


def test_a_title_in_parentheses_stands_for_what_explains_it(datasets: Connection) -> None:
    told = read(datasets, "pay of a skin doctor (dermatologist)?", ("occupation", "doctor"))
    assert told.text == "pay of a skin dermatologist?"
    assert told.corrected == told.text
    assert told.values("occupation") == ["dermatologist"]
    seen = read(datasets, "the guy who sets up sound (sound engineering technician), wage")
    assert seen.text == "the sound engineering technician, wage"
    assert seen.values("occupation") == ["sound engineering technician"]


def test_a_title_behind_the_question_leaves_the_question(datasets: Connection) -> None:
    told = read(datasets, "doctor pay in Ohio (dermatologist)", ("occupation", "doctor"), ("place", "Ohio"))
    assert told.text == "doctor pay in Ohio dermatologist"
    assert told.values("occupation") == ["dermatologist"]
    assert told.values("place") == ["Ohio"]


def test_an_explanation_is_left_out(datasets: Connection) -> None:
    told = read(datasets, "roofers (slate, shingles) - tasks", ("occupation", "roofers"))
    assert told.text == "roofers - tasks"
    assert told.values("occupation") == ["roofers"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("roofers (hourly) please", [("occupation", "roofers")]),
        ("roofers (in Texas)", [("occupation", "roofers"), ("place", "Texas")]),
        ("roofers (construction) pay", [("occupation", "roofers")]),
        ("teacher (high school) pay", [("occupation", "teacher")]),
        ("what do roofers earn (roughly) now", [("occupation", "roofers")]),
        ("roofers pay", [("occupation", "roofers")]),
        ("logistics (dermatologist) pay", []),
    ],
)
def test_what_parentheses_tell_beside_stays(
    datasets: Connection, text: str, named: list[tuple[str, str]]
) -> None:
    assert read(datasets, text, *named).text == text


def test_each_of_several_parentheses_is_read(datasets: Connection) -> None:
    text = "nurse (RN) or doctor (dermatologist), pay"
    told = read(datasets, text, ("occupation", "nurse"), ("occupation", "doctor"))
    assert told.text == "rn or dermatologist, pay"
    assert sorted(told.values("occupation")) == ["dermatologist", "rn"]


def test_tags_stand_where_their_words_stand_without_the_parentheses(datasets: Connection) -> None:
    text = "a skin doctor (dermatologist) in rural Ohio"
    spans = tuple(
        TaggedSpan(text.index(one), text.index(one) + len(one), tag, 0.9)
        for one, tag in (("dermatologist", "asked"), ("rural Ohio", "place"))
    )
    named = (ParsedEntity("occupation", "doctor", "doctor", text.index("doctor")),)
    told = with_parenthesis(datasets, UserMessage(text, "salary", named, corrected=text, tagged=spans))
    assert [told.text[one.start : one.end] for one in told.tagged] == ["dermatologist", "rural Ohio"]
