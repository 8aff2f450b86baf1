"""Judging a reply by the fact that was asked for."""

from __future__ import annotations

from typing import Any

import pytest

from bench.understanding.fact_judge import AskedFact, HeldConversation, HeldTurn
from bench.understanding.facts import Conversation, FactQuestion, Turn
from bench.understanding.judge import Reply

SOURCE = {"title": "On 118", "date": "118", "attributed_to": "118", "location": "118.txt"}
BESIDE = [
    {"type": "sources", "items": [SOURCE]},
    {"type": "buttons", "title": "118?", "items": [{"title": "118?", "payload": "118"}]},
]
PAY = FactQuestion("what do they earn?", expect=("118", "average|mean"))
NURSE = FactQuestion("and nurses?", refuse=True)


def reply(outcome: str, *paragraphs: str, **more: Any) -> Reply:
    blocks = [{"type": "text", "text": paragraph} for paragraph in paragraphs]
    answer = {
        "outcome": outcome,
        "topic": "salary",
        "occupation": None,
        "lead": paragraphs[0] if paragraphs else None,
        "blocks": [*blocks, *more.pop("blocks", []), *BESIDE],
        **more,
    }
    return Reply.of(answer, "\n\n".join(paragraphs), {})


def test_the_first_line_may_tell_the_fact_or_what_stands_beside_it() -> None:
    first = AskedFact(PAY, reply("answered", "$118,000 on average.", "It depends."))
    beside = AskedFact(PAY, reply("answered", "It depends.", "$118,000 on average."))
    assert (first.told, first.told_first) == (True, True)
    assert (beside.told, beside.told_first) == (True, False)
    assert first.right and beside.right
    assert not first.wrong_without_doubt


def test_what_is_forbidden_spoils_an_answer() -> None:
    question = FactQuestion("what do they earn?", expect=("118",), forbid=("120,000",))
    spoilt = AskedFact(question, reply("answered", "$118,000 on average.", "Others say $120,000."))
    assert AskedFact(question, reply("answered", "$118,000 on average.")).right
    assert not spoilt.right and spoilt.wrong_without_doubt


def test_charts_lists_and_tables_tell_facts_but_not_by_the_name_of_a_unit() -> None:
    chart = {
        "type": "chart",
        "kind": "bar",
        "title": "Average pay",
        "unit": "usd",
        "points": [{"label": "all", "value": 118000, "display": "$118,000"}],
    }
    given = reply("answered", blocks=[chart])
    assert AskedFact(PAY, given).told
    assert not AskedFact(PAY, given).told_first
    assert not AskedFact(FactQuestion("in what currency?", expect=("usd",)), given).told


def test_what_only_sources_and_offered_questions_name_is_not_told() -> None:
    case = AskedFact(PAY, reply("answered", "The average is not known."))
    assert not case.told
    assert case.wrong_without_doubt


@pytest.mark.parametrize("outcome", ["unknown", "clarify"])
def test_no_answer_to_what_the_articles_say_is_a_refusal_unless_it_tells_the_fact(outcome: str) -> None:
    assert AskedFact(PAY, reply(outcome, "Sorry.")).refused_though_held
    assert not AskedFact(PAY, reply(outcome, "Sorry, only the average: 118.")).refused_though_held
    assert not AskedFact(PAY, reply(outcome, "Sorry.")).wrong_without_doubt
    assert AskedFact(PAY, reply(outcome, "Sorry.")).asked_back is (outcome == "clarify")


@pytest.mark.parametrize("outcome", ["unknown", "clarify", "partial"])
def test_what_no_article_says_is_rightly_refused(outcome: str) -> None:
    case = AskedFact(NURSE, reply(outcome, "No source contains it."))
    assert case.right and case.refused
    assert not case.wrong_without_doubt and not case.refused_though_held


def test_an_answer_to_what_no_article_says_is_wrong_unless_it_doubts_itself() -> None:
    certain, unsure = reply("answered", "$90,000."), reply("answered", "Perhaps $90,000.", unsure=True)
    assert AskedFact(NURSE, certain).wrong_without_doubt
    assert not AskedFact(NURSE, certain).right
    assert AskedFact(NURSE, unsure).right
    assert not AskedFact(NURSE, unsure).wrong_without_doubt
    assert not AskedFact(PAY, unsure).wrong_without_doubt


def test_only_what_answers_counts_for_the_length_of_a_reply() -> None:
    assert not AskedFact(PAY, reply("answered", "word " * 120)).long
    assert AskedFact(PAY, reply("answered", "word " * 120, "more")).long


@pytest.mark.parametrize(
    ("begun", "verdict"),
    [
        ("Yes: 5% do.", "yes"),
        ("No, 5% do.", "no"),
        ("no", "no"),
        ("No source says so.", None),
        ("Yesterday.", None),
        ("They do, yes.", None),
    ],
)
def test_a_verdict_is_the_word_with_which_a_reply_begins(begun: str, verdict: str | None) -> None:
    assert AskedFact(PAY, reply("answered", begun)).verdict == verdict


def test_a_turn_has_to_tell_what_is_expected_and_nothing_forbidden() -> None:
    turn = Turn("and seniors?", expect=("170,000|170k",), forbid=("85,000|85k",))
    assert HeldTurn(turn, reply("answered", "$170,000.")).right
    assert HeldTurn(turn, reply("partial", "$170k.")).right
    assert not HeldTurn(turn, reply("answered", "So much.")).right
    assert not HeldTurn(turn, reply("answered", "$170,000; juniors $85,000.")).right


def test_a_turn_that_no_article_answers_must_not_be_answered() -> None:
    turn = Turn("and nurses?", refuse=True, forbid=("118,000",))
    for outcome in ("unknown", "clarify", "partial", "smalltalk"):
        assert HeldTurn(turn, reply(outcome, "I do not know.")).right
    assert not HeldTurn(turn, reply("answered", "So much.")).right
    assert not HeldTurn(turn, reply("unknown", "Others earn $118,000.")).right


def test_a_turn_that_demands_nothing_takes_any_reply_but_what_is_forbidden() -> None:
    assert HeldTurn(Turn("thanks"), reply("smalltalk", "Gladly.")).right
    assert HeldTurn(Turn("my sister is a nurse", forbid=("118",)), reply("clarify", "And?")).right
    assert not HeldTurn(Turn("my sister is a nurse", forbid=("118",)), reply("answered", "$118,000.")).right


def test_a_conversation_is_right_when_each_turn_is() -> None:
    turn = Turn("pay?", expect=("118",))
    conversation = Conversation("pay, twice", (turn, turn))
    right, wrong = HeldTurn(turn, reply("answered", "118.")), HeldTurn(turn, reply("answered", "No."))
    assert HeldConversation(conversation, (right, right)).right
    assert not HeldConversation(conversation, (right, wrong)).right
