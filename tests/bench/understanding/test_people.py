"""Judging what is found of a person, and the advice that they get."""

from __future__ import annotations

from typing import Any

import pytest

from actions.person import Person
from bench.understanding.judge import Reply
from bench.understanding.people import Found, compare, read_sentences
from bench.understanding.people_talks import (
    HeldTalk,
    HeldTurn,
    Talk,
    Turn,
    people_figures,
    read_talks,
    recommended,
)

NURSE = "29-1141.00"


def reply(text: str, *occupations: str) -> Reply:
    table = {
        "type": "table",
        "caption": "Some",
        "columns": ["Occupation"],
        "rows": [[one] for one in occupations],
    }
    answer = {"outcome": "answered", "topic": "career_fit", "occupation": None, "lead": text}
    return Reply.of({**answer, "blocks": [{"type": "text", "text": text}, table]}, text, {})


def held(text: str, *occupations: str, pay: float | None = None, **expected: Any) -> HeldTurn:
    turn = Turn(
        "which jobs fit me?",
        expected.get("must", ()),
        expected.get("must_not", ()),
        expected.get("must_hold", {}),
    )
    return HeldTurn.judged(turn, reply(text, *occupations), lambda _code, _place: pay)


@pytest.mark.parametrize(
    ("said", "person", "found"),
    [
        ({}, Person(), Found()),
        ({"occupation": [NURSE, "29-2061.00"]}, Person(NURSE), Found(right=1)),
        ({"occupation": [NURSE]}, Person("nurse_of_content"), Found(right=1)),
        ({"place": "Houston, Texas"}, Person(place="Houston"), Found(right=1)),
        ({"place": "Ohio"}, Person(place="Houston"), Found(missed=1, wrong=1)),
        ({"education": "master", "years": 4}, Person(education=6, years=4.0), Found(right=2)),
        ({"wants": ["pay_min:60000", "growth"]}, Person(pay=60_000, wants=("growth",)), Found(right=2)),
        ({"skills": ["haggling"], "technologies": ["Excel"]}, Person(skills=("Negotiation",)), Found(1, 1)),
        ({}, Person(likes=("animals",)), Found(wrong=1)),
    ],
)
def test_what_was_found_is_compared_with_what_was_said(said: Any, person: Person, found: Found) -> None:
    assert compare(said, person, {"nurse_of_content": NURSE}) == found


def test_f1_weighs_what_is_missed_and_what_is_wrong_alike() -> None:
    assert Found(right=8, missed=1, wrong=3).f1 == 80


def test_a_reply_has_to_hold_one_of_each_group_and_nothing_forbidden() -> None:
    assert held("Nurses earn $97,550.", must=(("nurse", "doctor"), ("$",))).right
    assert not held("Nurses earn much.", must=(("$",),)).right
    assert not held("You will get a job.", must_not=("you will get a job",)).right


def test_the_publishers_title_counts_where_ours_is_shown() -> None:
    assert held("Take these:", "Registered nurses", must=(("Registered Nurses",),)).right


@pytest.mark.parametrize(
    ("wish", "pay", "right"),
    [
        ({"education_at_most": "bachelor"}, None, True),
        ({"education_at_most": "certificate"}, None, False),
        ({"growth_min": 3}, None, True),
        ({"growth_min": 30}, None, False),
        ({"pay_min": 60_000}, 97_550.0, True),
        ({"pay_min": 60_000}, 50_000.0, False),
    ],
)
def test_every_recommended_occupation_has_to_keep_hard_wishes(
    wish: dict[str, Any], pay: float | None, right: bool
) -> None:
    turn = held("Take these:", "Registered nurses", pay=pay, must_hold=wish)
    assert (recommended(turn.reply), turn.right) == (["registered nurses"], right)


def test_pairs_are_alike_if_they_are_shown_the_same() -> None:
    def person(name: str, other: str, shown: str) -> HeldTalk:
        turn = held("Take these:", shown, must_hold={"growth_min": 0})
        return HeldTalk(Talk(name, "pair", other, (turn.turn,)), (turn,))

    alike = [person("a", "b", "Nurse practitioners"), person("b", "a", "Nurse practitioners")]
    assert people_figures(alike)["pairs_alike"] == 100
    assert people_figures([alike[0], person("b", "a", "Registered nurses")])["pairs_alike"] == 0


def test_both_halves_are_of_the_same_size() -> None:
    for sets in (read_talks(), read_sentences()):
        known, unseen = (len(one) for one in sets.values())
        assert known == unseen > 100
