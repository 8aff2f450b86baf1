"""Figures of the questions for facts and of the conversations, their tables, and what is listed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.understanding.fact_figures import conversation_figures, fact_figures
from bench.understanding.fact_judge import AskedFact, HeldConversation, HeldTurn
from bench.understanding.fact_report import fact_forms_table, failure_lists, halves_table, of_halves
from bench.understanding.facts import Conversation, FactQuestion, Turn
from bench.understanding.floors import Compared, Floor
from bench.understanding.judge import Reply
from bench.understanding.texts import text

QUESTION = FactQuestion("what do | they earn?", expect=("118",))
TELLING = Reply("answered", "salary", None, "", "", offers=False, lead="No: $118,000.", body="No: $118,000.")
OTHER = replace(TELLING, lead="It will grow.", body="It will\ngrow.")
ASKING = replace(OTHER, outcome="clarify")
RIGHT, WRONG = AskedFact(QUESTION, TELLING), AskedFact(QUESTION, OTHER)


def held(*replies: Reply) -> HeldConversation:
    turn = Turn("pay?", expect=("118",))
    turns = tuple(HeldTurn(turn, reply) for reply in replies)
    return HeldConversation(Conversation("pay again", tuple(one.turn for one in turns)), turns)


def test_each_figure_counts_its_own_kind_of_questions() -> None:
    typo, refused = replace(QUESTION, form="typo"), FactQuestion("nurses?", refuse=True)
    mistyped = replace(QUESTION, mistyped=True)
    figures = fact_figures(
        [
            AskedFact(replace(QUESTION, verdict="yes"), TELLING),
            AskedFact(replace(QUESTION, verdict="no"), replace(TELLING, lead="So much:")),
            AskedFact(replace(QUESTION, verdict="no"), ASKING),
            AskedFact(typo, OTHER),
            AskedFact(refused, OTHER),
            AskedFact(refused, replace(OTHER, outcome="partial", body="word " * 121)),
            AskedFact(mistyped, TELLING),
            AskedFact(mistyped, OTHER),
        ]
    )
    assert figures == pytest.approx(
        {
            "told": 50,
            "told_first": 25,
            "refused": 50,
            "refused_though_held": 25,
            "wrong_without_doubt": 100 / 3,  # the typo and the nurses
            "asked_back": 100 / 6,
            "verdict_given": 100 / 3,
            "verdict_contradicted": 100 / 3,
            "long": 100 / 6,
            "mistyped_told": 50,
            "mistyped_wrong_without_doubt": 50,
            "typing_errors_cost": 100 / 6,  # from two of three to one of two; typos of the set do not count
        }
    )


def test_turns_are_counted_besides_whole_conversations() -> None:
    figures = conversation_figures([held(TELLING, TELLING), held(TELLING, OTHER)])
    assert figures == {"right": 50, "turns_right": 75}


def test_both_halves_stand_beside_each_other_with_their_floors() -> None:
    compared = [
        Compared("facts.told", 91.25, Floor("least", 90)),
        Compared("facts_unseen.told", 88.0, Floor("least", 89)),
        Compared("conversations.right", 50.0, None),
        Compared("conversations_unseen.right", None, Floor("least", 50)),
        Compared("known.refused", 97.0, None),
    ]
    assert [of_halves(figure) for figure in compared] == [True] * 4 + [False]
    table = halves_table(compared)
    assert [row[1:] for row in table.rows] == [
        ("91.2", "at least 90.0", "88.0", "at least 89.0", "no"),
        ("50.0", "none", "not measured", "at least 50.0", "no"),
    ]
    assert table.bars.series[text("columns", "known_half")] == (91.25, 50.0)


def test_forms_are_counted_for_each_half_without_what_is_to_be_refused() -> None:
    refused = AskedFact(FactQuestion("nurses?", refuse=True), OTHER)
    table = fact_forms_table({"facts": [RIGHT, WRONG, refused], "facts_unseen": [RIGHT]})
    assert [row[2:] for row in table.rows] == [("2", "50.0", "50.0", "50.0"), ("1", "100.0", "100.0", "0.0")]


def test_failures_are_listed_but_not_those_of_the_half_that_nobody_looks_at() -> None:
    facts = {"facts": [RIGHT, WRONG], "facts_unseen": [WRONG]}
    conversations = {"conversations": [held(TELLING, OTHER)], "conversations_unseen": [held(OTHER)]}
    lists = failure_lists(facts, conversations)
    assert lists.keys() == {"facts", "conversations"}
    assert lists["facts"].count("what do | they earn?") == 1
    assert "It will grow." in lists["facts"] and "expected: 118" in lists["facts"]
    assert "pay again, turn 2" in lists["conversations"]
    assert "turn 1" not in lists["conversations"]
    assert text("nobody_failed") in failure_lists({"facts": [RIGHT]}, {})["facts"]
