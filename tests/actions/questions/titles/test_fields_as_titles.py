"""Fields of work that stand for the people in them."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.search_intent import NAMED_ANEW
from actions.questions.titles.fields_as_titles import title_of, with_field_of_work
from actions.state import ConversationState
from tests.actions.asking import Named, message

PAY = ConversationState("salary", ("29-1141.00",))


@pytest.mark.parametrize(
    ("field", "title"),
    [
        ("underwriting", "underwriter"),
        ("graphic design", "graphic designer"),
        ("urban planning", "urban planner"),
        ("physical therapy", "physical therapist"),
        ("chemistry", "chemist"),
        ("private investigation", "private investigator"),
        ("law", "lawyer"),
        ("hr", "human resources specialist"),
    ],
)
def test_a_field_is_named_for_those_who_work_in_it(datasets: Connection, field: str, title: str) -> None:
    assert title_of(datasets, field) == title


@pytest.mark.parametrize(
    "field", ["remote work", "training", "hiring", "statistics", "teaching", "working", "nothing", "ai", ""]
)
def test_what_is_no_field_of_one_occupation_names_none(datasets: Connection, field: str) -> None:
    assert title_of(datasets, field) is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("what about HR", "human resources specialist"),
        ("ok, HR then?", "human resources specialist"),
        ("underwriting any better?", "underwriter"),
        ("instrument repair for a living?", "musical instrument repairer or tuner"),
    ],
)
def test_a_field_alone_asks_the_last_question_of_its_people(
    datasets: Connection, text: str, title: str
) -> None:
    read = with_field_of_work(datasets, message("what_about", text=text), PAY)
    assert (read.intent, read.values("occupation")) == (NAMED_ANEW, [title])


@pytest.mark.parametrize(
    ("text", "named", "title"),
    [
        ("is underwriting growing", (), "underwriter"),
        ("is printing really shrinking that much", (), "printing press operator"),
        ("is prison work going away", (), "correctional officer"),
        ("healthcare social work pays?", (("industry", "healthcare"),), "healthcare social worker"),
    ],
)
def test_a_field_before_what_is_asked_of_it_names_its_people(
    datasets: Connection, text: str, named: tuple[Named, ...], title: str
) -> None:
    read = with_field_of_work(datasets, message("outlook", *named, text=text), ConversationState())
    assert read.values("occupation") == [title]
    assert not read.values("industry")


@pytest.mark.parametrize(
    ("state", "text", "named"),
    [
        (PAY, "and hiring?", ()),
        (PAY, "is it growing", ()),
        (PAY, "I studied law, any jobs?", ()),
        (PAY, "is healthcare growing", (("industry", "healthcare"),)),
        (PAY, "which marketing jobs pay best", ()),
        (ConversationState("skills", ("29-1141.00",)), "and editing?", ()),
        (ConversationState(), "HR", ()),
        (ConversationState(), "is machine learning growing", ()),
    ],
)
def test_other_messages_name_no_field(
    datasets: Connection, state: ConversationState, text: str, named: tuple[Named, ...]
) -> None:
    unread = message("what_about", *named, text=text)
    assert with_field_of_work(datasets, unread, state) == unread


@pytest.mark.parametrize(
    ("text", "title", "intent"),
    [
        ("any money in calligraphy?", "calligrapher", "salary"),
        ("can you make a living doing pottery", "potter", "salary"),
        ("is there a future in underwriting", "underwriter", "outlook"),
        ("any money in it", None, NAMED_ANEW),
        ("is there money in machine learning", None, NAMED_ANEW),
        ("I want to live off grid", None, NAMED_ANEW),
    ],
)
def test_a_field_in_which_money_or_a_future_is_looked_for_names_who_works_in_it(
    datasets: Connection, text: str, title: str | None, intent: str
) -> None:
    read = with_field_of_work(datasets, message(NAMED_ANEW, text=text, confidence=0.3), ConversationState())
    assert read.values("occupation") == ([title] if title else [])
    assert title is None or read.intent in (intent, NAMED_ANEW)


@pytest.mark.parametrize(
    ("text", "intent", "title"),
    [
        ("I was let go from data entry, any future in it?", "outlook", "data entry clerk"),
        ("I've an art degree and no plan. how about underwriting", "career_fit", "underwriter"),
        ("I'm thinking about graphic design", "education", "graphic designer"),
        ("I quit my job", "outlook", None),
        ("I left school at 16", "about_you", None),
        ("I'm bored, what about it", "career_fit", None),
    ],
)
def test_a_field_that_somebody_left_or_thinks_of_names_an_occupation(
    datasets: Connection, text: str, intent: str, title: str | None
) -> None:
    read = with_field_of_work(datasets, message(intent, text=text), ConversationState())
    assert read.values("occupation") == ([title] if title else [])
    assert read.intent == (NAMED_ANEW if "how about" in text else intent)
