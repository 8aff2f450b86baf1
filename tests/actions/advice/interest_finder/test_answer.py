"""The interest finder: begun, answered, left, gone on with, begun again, and its result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.advice.fit.answer import answer_fit, why_this
from actions.advice.interest_finder.answer import answer_finder, go_on
from actions.advice.interest_finder.items import FEWEST, finder
from actions.composition.compose import Reply, say
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_FIT
from actions.state import ConversationState
from tests.actions.asking import choices, decision, notes, told
from tests.actions.datasets.figures import chart, lead, table

Asked = Callable[..., Question]
Checked = Callable[..., Reply]
BEGIN = "/interest_finder"
# The answers, to an item of each interest in turn, of somebody who likes best what is social.
SOCIAL = "142532"


class Answering:
    """A conversation with the finder."""

    def __init__(self, connection: Connection, asked: Asked, checked: Checked) -> None:
        """Begin with nothing said."""
        self._connection, self._asked, self._checked = connection, asked, checked
        self.state = ConversationState()

    def question(self, text: str) -> Question:
        return self._asked(state=self.state, text=text, intent="nlu_fallback")

    def say(self, text: str) -> Reply:
        """Say what the finder answers."""
        question = self.question(text)
        function = answer_finder if question.intent == "interest_finder" else go_on
        reply = self._checked(function, question)
        self.state = reply.state
        return reply

    def is_left_by(self, text: str) -> bool:
        return go_on(self._connection, self.question(text)) is None

    def say_all(self, texts: str) -> Reply:
        *before, last = texts
        for text in before:
            self.say(text)
        return self.say(last)


@pytest.fixture
def finding(datasets: Connection, asked: Asked, checked: Checked) -> Answering:
    """Begin a conversation with the finder."""
    begun = Answering(datasets, asked, checked)
    begun.say(BEGIN)
    return begun


def test_it_begins_with_what_it_is_and_the_first_item(
    finding: Answering, asked: Asked, checked: Checked
) -> None:
    reply = checked(answer_finder, asked(text=BEGIN))
    assert lead(reply).startswith("I name 30 activities")
    assert f"1 of 30: {finder().items[0].activity}" in told(reply)
    assert len(choices(reply)) == 5
    assert (reply.answer.topic, reply.state.finder) == ("interest_finder", "")


@pytest.mark.parametrize("typed", ["4", "like", "Like.", "d", "I'd like it"])
def test_an_answer_is_typed_as_digit_word_or_letter(finding: Answering, typed: str) -> None:
    reply = finding.say(typed)
    assert reply.state.finder == "4"
    assert told(reply) == f"2 of 30: {finder().items[1].activity}"


def test_an_answer_is_a_button_and_one_of_an_earlier_item_changes_that(finding: Answering) -> None:
    first = choices(finding.say("3"))
    finding.say(first[0])
    assert finding.state.finder == "31"
    changed = finding.say('/interest_finder{"ordinal": "1", "number": "5"}')
    assert changed.state.finder == "51"
    assert "changed your answer to number 1" in told(changed)
    assert "3 of 30" in told(changed)


@pytest.mark.parametrize("number", ["0", "6", "12", "", "x", "-1"])
def test_a_button_that_was_never_offered_is_no_answer(finding: Answering, number: str) -> None:
    reply = finding.say(f'/interest_finder{{"ordinal": "1", "number": "{number}"}}')
    assert reply.state.finder == ""
    assert finding.say('/interest_finder{"ordinal": "9", "number": "1"}').state.finder == ""


def test_another_number_is_no_answer_and_the_item_is_asked_again(finding: Answering) -> None:
    reply = finding.say("7")
    assert "no answer between 1 and 5" in told(reply)
    assert "1 of 30" in told(reply)


@pytest.mark.parametrize(
    "text",
    ["what does a nurse earn?", "i like animals and want to work outside", "hello", "tell me more", "z"],
)
def test_any_other_message_leaves_it_and_it_is_gone_on_with(finding: Answering, text: str) -> None:
    finding.say_all("45")
    assert finding.is_left_by(text)
    finding.state = say(finding.state, "answered", "Something else.").state
    assert finding.is_left_by("4")  # which now means the fourth of another list
    assert finding.is_left_by("stop")
    assert finding.state.finder == "45"
    assert "3 of 30" in told(finding.say("go on with the interest finder"))
    assert "3 of 30" in told(finding.say(BEGIN))
    assert finding.say("4").state.finder == "454"


def test_nothing_is_an_answer_where_the_finder_was_not_begun(datasets: Connection, asked: Asked) -> None:
    for text in ("4", "like", "stop", "show my result", "go on with the interest finder"):
        assert go_on(datasets, asked(text=text, intent="nlu_fallback")) is None


def test_it_is_stopped_and_its_answers_are_kept(finding: Answering) -> None:
    finding.say_all("451")
    reply = finding.say("stop")
    assert "3 answers are kept" in told(reply)
    assert choices(reply) == [BEGIN]
    assert "4 of 30" in told(finding.say(BEGIN))


def test_it_is_begun_again_on_request(finding: Answering, asked: Asked, checked: Checked) -> None:
    finding.say_all("451")
    again = checked(
        answer_finder,
        asked(state=finding.state, text="please restart the interest finder", intent="interest_finder"),
    )
    assert again.state.finder == ""
    assert finding.say("restart").state.finder == ""


def test_a_result_takes_twelve_answers(finding: Answering) -> None:
    early = finding.say("show my result")
    assert "takes at least 12 answers; you have given 0" in told(early)
    reply = finding.say_all(SOCIAL * 2)
    assert len(choices(reply)) == 6
    result = finding.say("f")
    assert lead(result) == "Your strongest interests are social and investigative."
    assert result.state.finder == SOCIAL * 2
    assert any("12 of 30 answers" in note for note in notes(result))
    assert BEGIN in choices(result)
    assert f"{FEWEST + 1} of 30" in told(finding.say(BEGIN))


def test_the_last_answer_leads_to_the_result(finding: Answering) -> None:
    reply = finding.say_all(SOCIAL * 5)
    assert "Social (S): helping, teaching or caring for people." in told(reply)
    assert [(one.label, one.display) for one in chart(reply).points[:2]] == [
        ("Social", "100"),
        ("Investigative", "75"),
    ]
    rows = table(reply).rows
    assert len(rows) == len(reply.state.items) == 10
    r = [float(row[1].removeprefix("r = ")) for row in rows]
    assert r == sorted(r, reverse=True)
    assert r[0] > 0.95
    assert reply.state.finder is None
    assert reply.state.topic == CAREER_FIT
    assert dict(reply.state.person.interests)["social"] == 100
    assert notes(reply) == []


def test_the_interests_count_in_what_fits(finding: Answering, checked: Checked, asked: Asked) -> None:
    result = finding.say_all(SOCIAL * 5)
    reply = checked(answer_fit, asked(state=result.state))
    assert "your interests (social" in told(reply)
    assert "interests like yours" in table(reply).rows[0][1]
    first = reply.state.items[0].key
    assert "alike in it and in your answers, 0.9" in told(checked(why_this, asked(state=reply.state), first))
    assert "/interest_finder" not in choices(reply)


def test_answers_that_are_all_the_same_tell_no_occupation_from_another(
    finding: Answering, checked: Checked, asked: Asked
) -> None:
    reply = finding.say_all("3" * 30)
    assert "all equally strong" in lead(reply)
    assert {point.value for point in chart(reply).points} == {50}
    fit = checked(answer_fit, asked(state=reply.state))
    assert any("all equally strong" in note for note in notes(fit))


def test_after_a_result_a_number_is_no_answer_any_more(finding: Answering) -> None:
    finding.say_all(SOCIAL * 2)
    finding.say("show my result")
    assert finding.is_left_by("2")
    assert finding.state.finder is not None


def test_there_is_no_result_of_a_finder_that_is_not_open(checked: Checked, asked: Asked) -> None:
    reply = checked(answer_finder, asked(text='/interest_finder{"aspect": "result"}'))
    assert reply.answer.outcome == "clarify"
    assert replace(reply.state, choices=()) == ConversationState()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("My career quiz said social and artistic. Would a welder suit me?", "interests"),
        ("I want to take the career quiz", "interest_finder"),
    ],
)
def test_a_test_that_was_taken_is_not_begun_but_held_against_the_occupation(
    datasets: Connection, text: str, topic: str
) -> None:
    named = [("occupation", "welder", "welder")] if "welder" in text else []
    decided = decision(datasets, "interests", *named, text=text, confidence=0.4)
    assert decided.reply.answer.topic == topic
