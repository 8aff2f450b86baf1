"""Judging a reply."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bench.understanding.judge import Reply, Verdict, contains, judge, judge_step
from bench.understanding.utterances import Step, Utterance, utterance

OPENINGS = {"greet": "Hello!", "thank": "You are welcome."}
PAY = {"text": "pay?", "topic": "salary", "outcome": ["answered"], "form": "question", "expect": ["118,000"]}
NURSE = {
    "text": "pay of a nurse?",
    "topic": "salary",
    "outcome": ["unknown", "clarify", "partial"],
    "form": "question",
    "refuse": True,
    "forbid": ["118,000"],
}


def reply(
    outcome: str, topic: str | None, *content: str, occupation: str | None = None, **more: Any
) -> Reply:
    blocks = [{"type": "text", "text": text} for text in content] + more.get("blocks", [])
    answer = {"outcome": outcome, "topic": topic, "occupation": occupation, "blocks": blocks}
    return Reply.of(answer, "\n".join(content), OPENINGS)


def verdict(asked: dict[str, Any], given: Reply) -> Verdict:
    return judge(utterance(asked), given)


def test_the_expected_fact_on_the_right_topic_is_right() -> None:
    assert verdict(PAY, reply("answered", "salary", "It is $118,000 a year.")) is Verdict.RIGHT


def test_another_topic_without_doubt_is_a_wrong_answer() -> None:
    assert verdict(PAY, reply("answered", "outlook", "From $118,000 up.")) is Verdict.WRONG_ANSWER


def test_a_second_topic_that_would_be_right_too_is_right() -> None:
    asked = {**PAY, "also": ["outlook"]}
    assert verdict(asked, reply("answered", "outlook", "From $118,000 up.")) is Verdict.RIGHT


def test_of_two_questions_in_one_message_both_facts_have_to_be_told() -> None:
    asked = {**PAY, "and": ["working_hours"], "expect": ["118,000", "40"]}
    both = reply("answered", "working_hours", "$118,000 a year.", "40 hours a week.")
    assert verdict(asked, both) is Verdict.RIGHT
    assert verdict(asked, reply("answered", "working_hours", "40 hours a week.")) is Verdict.WRONG_ANSWER


def test_the_right_topic_without_the_fact_is_a_wrong_answer() -> None:
    assert verdict(PAY, reply("answered", "salary", "It depends.")) is Verdict.WRONG_ANSWER


def test_a_fact_that_only_a_choice_or_a_title_names_is_not_told() -> None:
    source = {"title": "On $118,000", "date": "2020", "attributed_to": None, "location": "118,000.txt"}
    blocks = [
        {"type": "buttons", "title": "118,000", "items": [{"title": "Why 118,000?", "payload": "/why"}]},
        {"type": "sources", "items": [source]},
    ]
    assert verdict(PAY, reply("answered", "salary", "It depends.", blocks=blocks)) is Verdict.WRONG_ANSWER


def test_whom_a_source_cites_is_told() -> None:
    source = {"title": "Pay", "date": "2020", "attributed_to": "Indeed", "location": "pay.txt"}
    given = reply("answered", "salary", "So much.", blocks=[{"type": "sources", "items": [source]}])
    assert verdict({**PAY, "expect": ["Indeed"]}, given) is Verdict.RIGHT


def test_facts_of_tables_lists_and_charts_are_told() -> None:
    table = {"type": "table", "caption": "Pay", "columns": ["Level", "Pay"], "rows": [["all", "$118,000"]]}
    chart = {
        "type": "chart",
        "kind": "bar",
        "title": "Pay",
        "unit": "usd",
        "points": [{"label": "all", "value": 118000, "display": "$118,000"}],
    }
    for block in (table, chart, {"type": "list", "title": None, "items": ["$118,000"]}):
        assert verdict(PAY, reply("answered", "salary", blocks=[block])) is Verdict.RIGHT


def test_part_of_an_answer_that_says_so_is_hedged() -> None:
    assert verdict(PAY, reply("partial", "salary", "No source contains all of it.")) is Verdict.HEDGED


@pytest.mark.parametrize("outcome", ["unknown", "clarify", "error"])
def test_no_answer_where_there_is_one_is_missed(outcome: str) -> None:
    assert verdict(PAY, reply(outcome, None, "Sorry.")) is Verdict.MISSED


def test_small_talk_in_place_of_a_fact_is_a_wrong_answer() -> None:
    assert verdict(PAY, reply("smalltalk", None, "Hello! Ask me.")) is Verdict.WRONG_ANSWER


@pytest.mark.parametrize("outcome", ["unknown", "clarify", "partial"])
def test_a_refusal_of_what_is_not_known_is_right_whatever_its_topic(outcome: str) -> None:
    assert verdict(NURSE, reply(outcome, "outlook", "No source contains it.")) is Verdict.RIGHT


def test_an_answer_to_what_is_not_known_is_the_worst() -> None:
    assert verdict(NURSE, reply("answered", "salary", "It is $90,000.")) is Verdict.ANSWERED_THOUGH_UNKNOWN


def test_an_answer_that_doubts_itself_is_right_if_it_is_and_else_hedged() -> None:
    unsure = replace(reply("answered", "salary", "It is $118,000 a year."), unsure=True)
    assert verdict(PAY, unsure) is Verdict.RIGHT
    assert verdict(PAY, replace(unsure, topic="outlook")) is Verdict.HEDGED
    assert verdict(NURSE, unsure) is Verdict.HEDGED


def test_a_refusal_that_tells_what_is_forbidden_is_hedged() -> None:
    assert verdict(NURSE, reply("partial", "salary", "Others earn $118,000.")) is Verdict.HEDGED


def test_a_forbidden_string_makes_an_answer_wrong() -> None:
    asked = {**PAY, "forbid": ["nurse"]}
    assert verdict(asked, reply("answered", "salary", "Nurses earn $118,000.")) is Verdict.WRONG_ANSWER


def test_small_talk_is_told_apart_by_how_it_begins() -> None:
    asked = {"text": "hi", "topic": "greet", "outcome": ["smalltalk"], "form": "fragment"}
    assert verdict(asked, reply("smalltalk", "salary", "Hello! Ask me.")) is Verdict.RIGHT
    assert verdict(asked, reply("smalltalk", "greet", "You are welcome.")) is Verdict.WRONG_ANSWER


@pytest.mark.parametrize(
    ("text", "string", "content"),
    [
        ("55% of them", "5%", False),
        ("about 5% of them", "5%", True),
        ("$118,000", "18", False),
        ("$118,000", "118,000", True),
        ("$118,000,000", "118,000", False),
        ("1.5 years", "5", False),
        ("in 2020.", "2020", True),
        ("18–24: 10%", "24", True),
        ("for everyone", "R", False),
        ("Python and R.", "R", True),
        ("C++ only", "C", False),
        ("JavaScript", "java", True),
        ("one’s “own” time", 'one\'s "own"', True),
        ("k‑nearest\nneighbours", "K-nearest neighbours", True),
    ],
)
def test_numbers_and_short_words_count_only_where_they_stand_alone(
    text: str, string: str, content: bool
) -> None:
    assert contains(text, string) is content


def step(**more: Any) -> Step:
    asked = Utterance("and?", frozenset({"salary"}), frozenset({"answered"}))
    return Step(asked, **more)


def test_a_turn_about_another_occupation_is_wrong() -> None:
    given = reply("answered", "salary", "So much.", occupation="data_scientist")
    assert judge_step(step(occupation="data_scientist"), given) is Verdict.RIGHT
    assert judge_step(step(occupation="machine_learning_engineer"), given) is Verdict.WRONG_ANSWER


def test_a_turn_that_repeats_the_one_before_is_wrong_where_it_has_to_differ() -> None:
    given = reply("answered", "salary", "So much.")
    assert judge_step(step(), given, given) is Verdict.RIGHT
    assert judge_step(step(differs=True), given, given) is Verdict.WRONG_ANSWER
    assert judge_step(step(differs=True), given, reply("answered", "salary", "More.")) is Verdict.RIGHT


def test_a_turn_without_choices_is_wrong_where_it_has_to_offer_some() -> None:
    buttons = {"type": "buttons", "title": None, "items": [{"title": "Pay?", "payload": "/salary"}]}
    assert judge_step(step(offers=True), reply("answered", "salary", "So much.")) is Verdict.WRONG_ANSWER
    given = reply("answered", "salary", "So much.", blocks=[buttons])
    assert judge_step(step(offers=True), given) is Verdict.RIGHT
