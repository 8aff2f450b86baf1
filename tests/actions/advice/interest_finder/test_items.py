"""The items of the interest finder, and the scores of its answers."""

from __future__ import annotations

from collections import Counter

import pytest

from actions.advice.interest_finder.items import DIGITS, FEWEST, finder, scores, strongest
from actions.questions.cues import phrases_in
from knowledge.queries.occupation_matrix import INTERESTS

MOST_WORDS = 14


def test_there_are_five_short_items_of_each_interest_in_turn() -> None:
    items = finder().items
    assert len(items) == 30
    assert [one.interest for one in items] == list(INTERESTS) * 5
    assert len({one.activity for one in items}) == 30
    assert max(len(one.activity.split()) for one in items) <= MOST_WORDS
    assert all(one.activity[0].isupper() and one.activity[-1].isalpha() for one in items)


def test_no_item_speaks_of_gender_origin_health_or_faith() -> None:
    named = ["man", "men", "woman", "women", "boy", "girl", "disabled", "god", "church", "foreign", "race"]
    assert [one for one in finder().items if phrases_in(one.activity, named)] == []


def test_every_answer_and_command_is_called_in_one_way_only() -> None:
    known = finder()
    assert len(known.answers) == len(DIGITS)
    assert set(known.words.values()) == set(DIGITS)
    assert set(known.commands.values()) == {"result", "restart", "resume", "stop"}
    assert not set(known.words) & set(known.commands)
    assert [known.words[label.lower()] for label in known.answers] == list(DIGITS)


@pytest.mark.parametrize(
    ("taps", "score"), [("1" * 30, 0), ("3" * 30, 50), ("5" * 30, 100), ("3" * FEWEST, 50)]
)
def test_scores_reach_from_0_to_100(taps: str, score: float) -> None:
    assert scores(taps) == tuple((interest, score) for interest in INTERESTS)


def test_each_answer_counts_for_its_interest_alone() -> None:
    found = dict(scores("511111" + "311111" + "1"))
    assert found == dict.fromkeys(INTERESTS, 0) | {"realistic": 50}
    assert Counter(found.values()) == {0: 5, 50: 1}


def test_a_third_interest_is_named_where_it_is_close_to_the_second() -> None:
    values = {"realistic": 10.0, "investigative": 90.0, "artistic": 30.0, "social": 70.0, "conventional": 5.0}
    assert strongest((*values.items(), ("enterprising", 40.0))) == ["investigative", "social"]
    assert strongest((*values.items(), ("enterprising", 60.0))) == ["investigative", "social", "enterprising"]
