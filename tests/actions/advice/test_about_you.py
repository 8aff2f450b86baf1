"""What a person said of themselves is shown, forgotten and acknowledged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.advice.about_you import about_you, acknowledge, heard
from actions.advice.asked import asks
from actions.composition.compose import Reply
from actions.composition.plain_text import render
from actions.person import Person
from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.questions.question import Question
from actions.questions.reader import read_question
from actions.questions.topic_slots import CAREER_FIT
from actions.state import ConversationState
from tests.actions.asking import Named, Talk, question

KNOWN = Person(
    "29-1141.00",
    former=("35-2014.00",),
    years=4,
    education=5,
    field="biology",
    skills=("Writing",),
    technologies=("excel", "sql"),
    likes=("animals",),
    place="Ohio",
    interests=(("social", 80.0), ("artistic", 20.0)),
    pay=60_000,
    wants=("no_degree",),
    refuses=("shifts",),
    declined=("35-2014.00",),
)


def ask(connection: Connection, text: str, *named: Named, person: Person = KNOWN) -> Reply | None:
    state = ConversationState(person=person)
    return about_you(connection, question(connection, "about_you", *named, text=text, state=state))


def asked(text: str) -> Question:
    return Question(UserMessage(text, "about_you"), ConversationState())


def told(reply: Reply | None) -> str:
    assert reply is not None
    return render(reply.answer.blocks)


def test_all_that_is_known_is_shown(datasets: Connection) -> None:
    text = told(ask(datasets, "what do you know about me?"))
    for part in (
        "You work as a registered nurse",
        "You were a restaurant cook before",
        "4 years of experience",
        "Bachelor's degree",
        "You studied biology",
        "You are in Ohio",
        "Writing",
        "Microsoft Excel and ",
        "animals",
        "social 80",
        "$60,000",
        "needs no degree",
        "shifts",
        "restaurant cooks",
    ):
        assert part in text


def test_where_nothing_is_known_this_is_said_with_what_is_stored(datasets: Connection) -> None:
    text = told(ask(datasets, "what do you know about me?", person=Person()))
    assert "nothing of yourself yet" in text
    assert "I keep the text of this conversation" in text


def test_what_is_named_is_forgotten_and_the_rest_is_kept(datasets: Connection) -> None:
    reply = ask(datasets, "forget Excel and where I live")
    assert "Forgotten: you know Microsoft Excel and you are in Ohio." not in told(reply)
    assert reply is not None
    assert reply.state.person.technologies == ("sql",)
    assert reply.state.person.place == ""
    assert reply.state.person.occupation == KNOWN.occupation


def test_everything_is_forgotten_on_request(datasets: Connection) -> None:
    reply = ask(datasets, "please forget everything I told you")
    assert reply is not None
    assert reply.state.person == Person()


def test_what_was_not_said_cannot_be_forgotten(datasets: Connection) -> None:
    assert ask(datasets, "forget the salary", person=Person("29-1141.00")) is None


def test_a_message_that_asks_or_tells_nothing_is_left_to_others(datasets: Connection) -> None:
    assert acknowledge(datasets, asked("I know Excel. What do nurses earn?")) is None
    assert acknowledge(datasets, asked("the weather is fine")) is None


def test_a_question_that_is_refused_is_no_mere_telling(datasets: Connection) -> None:
    text = "I know Excel and would need a permit to work there"
    sure, unsure = (
        Question(UserMessage(text, "visa_and_relocation", confidence=confidence), ConversationState())
        for confidence in (0.6, 0.4)
    )
    assert acknowledge(datasets, sure) is None
    assert "you know Microsoft Excel" in told(acknowledge(datasets, unsure))


def test_what_is_told_is_acknowledged_with_what_can_be_asked_next(datasets: Connection) -> None:
    text = told(acknowledge(datasets, asked("I know Excel and I live on nothing")))
    assert "Noted: you know Microsoft Excel." in text
    assert "Which occupations fit me?" in text


def test_a_question_behind_what_is_told_is_no_mere_telling(datasets: Connection) -> None:
    assert acknowledge(datasets, asked("I know Excel, is that normal")) is None
    assert acknowledge(datasets, asked("I know Excel, it is normal")) is not None


def named(connection: Connection, text: str, title: str, intent: str) -> Question:
    entity = ParsedEntity("occupation", "29-1141.00", title, text.index(title))
    return read_question(connection, UserMessage(text, intent, (entity,)), ConversationState())


def test_what_only_tells_is_acknowledged_whatever_nlu_takes_it_for(datasets: Connection) -> None:
    telegram = named(datasets, "Nurse. 26 years. Married.", "Nurse", "outlook")
    assert "you have 26 years of experience" in told(acknowledge(datasets, telegram))
    hurt = named(datasets, "Nurse. 26 years. Bad back.", "Nurse", "outlook")
    assert "come first for you" in told(acknowledge(datasets, hurt))  # who has to leave is advised
    asks = named(datasets, "Nurse, 26 years, outlook in Ohio", "Nurse", "outlook")
    assert acknowledge(datasets, asks) is None


def test_what_is_told_of_somebody_else_is_not_said_of_the_person(datasets: Connection) -> None:
    message = named(datasets, "my wife is a nurse, she knows Excel", "nurse", "about_you")
    text = told(acknowledge(datasets, message))
    assert "they work as a registered nurse" in text
    assert "you work" not in text


def test_age_is_said_not_to_be_kept_where_it_is_to_be_forgotten(datasets: Connection) -> None:
    text = told(ask(datasets, "actually forget that I said my age"))
    assert "no advice depends on age" in text
    assert "You work as a registered nurse" in text


def test_a_statement_that_holds_nothing_of_use_is_heard(datasets: Connection) -> None:
    for text, answered in (
        ("I never finished school but I can fix anything", True),
        ("I hate who I am now", True),
        ("I do not understand what you said", False),
        ("I need help", False),
        ("what should I do with my life now", False),
    ):
        message = UserMessage(text, FALLBACK)
        reply = heard(datasets, Question(message, ConversationState()))
        assert (reply is not None) == answered, text


def test_wishes_alone_lead_to_what_fits_whatever_nlu_takes_them_for(datasets: Connection) -> None:
    message = UserMessage("sitting work, off my feet", "work_environment")
    reply = acknowledge(datasets, read_question(datasets, message, ConversationState()))
    assert reply is not None
    assert reply.answer.topic == "career_fit"


def test_what_is_forgotten_alone_is_told(connection: Connection) -> None:
    here = Talk(connection, replace(ConversationState(), person=Person(technologies=("excel", "westlaw"))))
    reply = here.ask("nlu_fallback", text="forget Excel", confidence=0.24)
    assert "Forgotten: you know excel." in told(reply)
    assert reply.state.person.technologies == ("westlaw",)


def test_one_skill_of_the_career_that_is_talked_about_is_no_wish_for_another(connection: Connection) -> None:
    text = "I don't want to code"
    assert Talk(connection).ask("coding_need", text=text, confidence=0.98).answer.topic == "coding_need"
    advised = Talk(connection, ConversationState(CAREER_FIT))
    assert advised.ask("coding_need", text=text, confidence=0.98).answer.topic == CAREER_FIT


def test_what_is_told_instead_of_what_is_forgotten_joins_the_rest(datasets: Connection) -> None:
    known = Person(technologies=("excel", "sql"))
    reply = ask(datasets, "scratch SQL, I only tried it. Word instead.", person=known)
    assert reply is not None
    assert set(reply.state.person.technologies) == {"excel", "word"}


def test_the_skills_that_were_understood_are_shown(datasets: Connection) -> None:
    assert "Excel" in told(ask(datasets, "which of my skills did you get?"))


@pytest.mark.parametrize(
    "text", ["I'm a baker, want out of the shop", "baker from Reno looking for less standing"]
)
def test_who_wants_out_or_less_of_something_asks_what_fits(text: str) -> None:
    assert asks("from_own_work", text)
    assert not asks("from_own_work", "I'm a baker, how do I find out what I earn?")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("I like animals, delete that", "Forgotten: you like or can do animals"),
        ("forget that I want 90000", "I hold no 90000 of yours"),
        ("I never said 60,000", "Forgotten: you want at least $60,000 a year"),
        ("please remove it", "Which of this shall I forget?"),
    ],
)
def test_what_is_taken_back_is_what_is_named_and_nothing_else(
    datasets: Connection, text: str, begins: str
) -> None:
    reply = ask(datasets, text)
    assert reply is not None and told(reply).startswith(begins)
    assert reply.state.person.occupation == KNOWN.occupation


def test_delete_it_behind_the_list_of_what_is_known_means_all_of_it(datasets: Connection) -> None:
    state = ConversationState(person=KNOWN, profile=("You work as a registered nurse",))
    reply = about_you(datasets, question(datasets, "about_you", text="delete it", state=state))
    assert reply is not None and not reply.state.person


def test_an_occupation_that_was_shown_is_dropped_by_a_part_of_its_title(datasets: Connection) -> None:
    state = ConversationState(person=KNOWN, shown=("51-4021.00", "49-3091.00"))
    text = "that is the third time with the plastic machine. remove it"
    reply = about_you(datasets, question(datasets, "about_you", text=text, state=state))
    assert reply is not None and reply.state.person.declined[-1:] == ("51-4021.00",)
