"""Figures from judged replies, and their floors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench.understanding.counting import Judged, by, form_of, set_figures, topic_of, worst
from bench.understanding.floors import Floor, compare, read_floors
from bench.understanding.judge import Reply, Verdict
from bench.understanding.texts import figure_title, text
from bench.understanding.utterances import Utterance, mistyped, read_dialogues

REPLY = Reply("answered", "salary", None, "So much.", "So much.", offers=False)
ASKED = Utterance("what do they earn?", frozenset({"salary"}), frozenset({"answered"}), topic="salary")
REFUSED = replace(ASKED, text="and nurses?", outcomes=frozenset({"unknown"}), refuse=True)
GREETED = replace(ASKED, text="hi", topics=frozenset({"greet"}), outcomes=frozenset({"smalltalk"}))


def judged(asked: Utterance, verdict: Verdict) -> Judged:
    return Judged(asked, REPLY, verdict)


def test_each_figure_counts_its_own_kind_of_messages() -> None:
    with_errors = replace(ASKED, mistyped=True)
    figures = set_figures(
        [
            judged(ASKED, Verdict.RIGHT),
            judged(ASKED, Verdict.RIGHT),
            judged(ASKED, Verdict.WRONG_ANSWER),
            judged(replace(ASKED, form="typo"), Verdict.MISSED),
            judged(REFUSED, Verdict.RIGHT),
            judged(REFUSED, Verdict.ANSWERED_THOUGH_UNKNOWN),
            judged(GREETED, Verdict.RIGHT),
            judged(GREETED, Verdict.MISSED),
            judged(with_errors, Verdict.RIGHT),
            judged(with_errors, Verdict.HEDGED),
            judged(with_errors, Verdict.WRONG_ANSWER),
        ]
    )
    assert figures == pytest.approx(
        {
            "answerable_right": 50,
            "refused": 50,
            "small_talk_right": 50,
            "wrong_without_doubt": 25,
            "mistyped_right": 100 / 3,
            "mistyped_wrong_without_doubt": 100 / 3,
            "typing_errors_cost": 100 / 3,  # from two of three to one of three; typos of the set do not count
        }
    )


def test_a_set_without_a_kind_of_messages_has_no_figure_of_it() -> None:
    assert set(set_figures([judged(GREETED, Verdict.RIGHT)])) == {"small_talk_right", "wrong_without_doubt"}


def test_verdicts_are_counted_by_topic_and_form() -> None:
    found = [judged(ASKED, Verdict.RIGHT), judged(replace(ASKED, mistyped=True), Verdict.MISSED)]
    assert by(found, topic_of) == {"salary": {Verdict.RIGHT: 1, Verdict.MISSED: 1}}
    assert by(found, form_of) == {"question": {Verdict.RIGHT: 1}, "made_errors": {Verdict.MISSED: 1}}


def test_the_worst_replies_come_first_and_right_ones_not_at_all() -> None:
    missed, wrong = judged(ASKED, Verdict.MISSED), judged(ASKED, Verdict.WRONG_ANSWER)
    with_errors = judged(replace(ASKED, mistyped=True), Verdict.WRONG_ANSWER)
    unknown = judged(REFUSED, Verdict.ANSWERED_THOUGH_UNKNOWN)
    found = [judged(ASKED, Verdict.RIGHT), missed, with_errors, wrong, unknown]
    assert worst(found) == [unknown, wrong, with_errors, missed]
    assert worst(found, 1) == [unknown]


def test_typing_errors_are_made_in_answerable_messages_without_errors() -> None:
    (one,) = mistyped([ASKED, REFUSED, GREETED, replace(ASKED, form="typo")])
    assert one.mistyped
    assert one.text != ASKED.text
    assert replace(one, text=ASKED.text, mistyped=False) == ASKED


def test_a_turn_that_only_doubt_is_right_for_is_one_to_be_refused(tmp_path: Path) -> None:
    file = tmp_path / "dialogues.yml"
    file.write_text(
        """
        - name: from country to country
          steps:
            - {say: "and Italy?", topic: startups, outcome: [unknown, partial]}
            - {say: "and both?", outcome: [partial], expect: ["452"], occupation: data_scientist}
            - {say: "b", outcome: [answered, clarify], offers: true, differs: true}
        """,
        encoding="utf-8",
    )
    (dialogue,) = read_dialogues(file)
    assert [step.utterance.refuse for step in dialogue.steps] == [True, False, False]
    assert [step.occupation for step in dialogue.steps] == [None, "data_scientist", None]
    assert [(step.offers, step.differs) for step in dialogue.steps] == [(False, False)] * 2 + [(True, True)]


def test_a_floor_is_the_least_or_the_most_that_a_figure_may_be() -> None:
    floors = {"known.refused": Floor("least", 90), "known.wrong_without_doubt": Floor("most", 5)}
    fine = {"known.refused": 90.0, "known.wrong_without_doubt": 5.0, "known.answerable_right": 1.0}
    assert [one.ok for one in compare(fine, floors)] == [True, True, True]
    bad = {"known.refused": 89.9, "known.wrong_without_doubt": 5.1}
    assert [one.ok for one in compare(bad, floors)] == [False, False]


def test_a_floor_without_a_figure_fails_unless_only_a_part_was_measured() -> None:
    floors = {"known.refused": Floor("least", 90)}
    (missing,) = compare({}, floors)
    assert not missing.ok
    assert compare({}, floors, complete=False) == []


def test_floors_are_read_with_their_side(tmp_path: Path) -> None:
    file = tmp_path / "floors.yml"
    file.write_text("least: {known.refused: 90}\nmost: {known.wrong_without_doubt: 5.5}\n", encoding="utf-8")
    assert read_floors(file) == {
        "known.refused": Floor("least", 90),
        "known.wrong_without_doubt": Floor("most", 5.5),
    }


def test_every_floor_of_the_project_has_a_title() -> None:
    assert read_floors()
    assert all(figure_title(name) for name in read_floors())


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_a_title_and_a_meaning(verdict: Verdict) -> None:
    assert text("verdict_titles", verdict.value)
    assert text("verdicts", verdict.value)
