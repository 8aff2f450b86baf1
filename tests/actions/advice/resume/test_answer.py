"""What a resume said is shown for correction, with what fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace

from sqlalchemy.engine import Connection

from actions.advice.resume.answer import answer_resume, merged
from actions.advice.resume.reader import read_resume
from actions.answer import ListBlock
from actions.composition.compose import Reply
from actions.person import Person
from actions.policy import decide
from actions.questions.message import DOCUMENT, UserMessage
from actions.questions.question import Question
from actions.state import ConversationState
from tests.actions.advice.resumes import ACCOUNTANT, NONE
from tests.actions.asking import Talk
from tests.actions.datasets.figures import lead, table

Asked = Callable[..., Question]
Checked = Callable[..., Reply]


def taken(reply: Reply) -> tuple[str, ...]:
    (listed,) = (block for block in reply.answer.blocks if isinstance(block, ListBlock))
    return listed.items


def test_what_was_taken_is_shown_with_what_fits(checked: Checked, asked: Asked) -> None:
    reply = checked(answer_resume, asked(text=ACCOUNTANT))
    assert "say “forget Microsoft Excel” to correct it" in lead(reply)
    text = " ".join(taken(reply))
    for said in ("accountant or auditor", "cashier", "payroll clerk", "accounting", "7 years", "Denver, CO"):
        assert said in text
    assert len(table(reply).rows) == 8
    assert reply.state.person.occupation == "13-2011.00"


def test_a_file_is_answered_by_what_was_read_from_it(datasets: Connection, checked: Checked) -> None:
    read = read_resume(datasets, ACCOUNTANT)
    sent = UserMessage.from_parse(
        {"text": "(a file)", "intent": {"name": "nlu_fallback"}, "metadata": {DOCUMENT: asdict(read)}}
    )
    assert sent.document == read
    reply = checked(lambda connection, question: decide(connection, question).reply, Question(sent))
    assert reply.state.person == read
    assert UserMessage.from_parse({"text": "hello", "metadata": {}}).document is None


def test_a_resume_without_anything_to_take_says_so(checked: Checked, asked: Asked) -> None:
    reply = checked(answer_resume, asked(text=NONE))
    assert reply.answer.outcome == "unknown"
    assert "I found no occupation" in lead(reply)
    assert reply.state.person == Person()


def test_where_no_more_than_a_place_is_known_one_thing_is_asked_for(checked: Checked, asked: Asked) -> None:
    question = asked(text="(a file)")
    message = replace(question.message, document=Person(place="Texas"))
    reply = checked(answer_resume, replace(question, message=message))
    assert reply.answer.outcome == "clarify"
    assert "Texas" in lead(reply)


def test_a_resume_adds_to_what_was_said_and_leaves_wishes() -> None:
    said = Person(education=1, skills=("Writing",), wants=("growth",), pay=1.0, place="Ohio")
    both = merged(said, Person(education=5, skills=("Negotiation",), occupation="29-1141.00"))
    assert both == replace(said, education=5, skills=("Writing", "Negotiation"), occupation="29-1141.00")


def test_what_is_wrong_is_forgotten_on_request(datasets: Connection, checked: Checked, asked: Asked) -> None:
    told = Talk(datasets, checked(answer_resume, asked(text=ACCOUNTANT)).state)
    told.ask("about_you", text="forget QuickBooks")
    assert "quickbooks" not in told.state.person.technologies
    assert "excel" in told.state.person.technologies


def test_nothing_more_is_kept_than_what_is_shown(checked: Checked, asked: Asked) -> None:
    reply = checked(answer_resume, asked(text=ACCOUNTANT))
    kept = str(reply.state.as_slot())
    for private in ("Jordan", "jordan@", "555-0100", "Brightwater", "80202"):
        assert private not in kept
    assert reply.state.person != ConversationState().person
