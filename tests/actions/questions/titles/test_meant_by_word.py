"""Which occupation a word means by which somebody calls it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy.engine import Connection

from actions.questions.titles.meant_by_word import occupation_meant, teacher_of

CARPENTER, BUILDING_INSPECTOR, POSTAL_CLERK = "47-2031.00", "47-4011.00", "43-5051.00"


@pytest.mark.parametrize(
    ("words", "listed", "talked_of", "code"),
    [
        ("inspector", [], [CARPENTER], BUILDING_INSPECTOR),
        ("postal", [POSTAL_CLERK], [], POSTAL_CLERK),
        ("postal", [], [POSTAL_CLERK], POSTAL_CLERK),
        ("fraud", [], [], "13-2099.04"),
        ("ultrasound", [], [], "29-2032.00"),
    ],
)
def test_what_was_shown_comes_first_then_what_is_near_it_then_all(
    datasets: Connection, words: str, listed: Sequence[str], talked_of: Sequence[str], code: str
) -> None:
    assert occupation_meant(datasets, words, listed, talked_of, by_name=False) == code


def test_a_word_of_no_name_means_none_where_a_name_is_asked_for(datasets: Connection) -> None:
    assert occupation_meant(datasets, "wedding", [], [], by_name=True) is None
    assert occupation_meant(datasets, "purple", [], [], by_name=False) is None


def test_those_who_teach_some_work_are_found_by_its_titles(datasets: Connection) -> None:
    assert teacher_of(datasets, "39-5012.00") == "25-1194.00"
    assert teacher_of(datasets, "29-1141.00") == "25-1072.00"
    assert teacher_of(datasets, "47-2111.00") == "25-1194.00"  # no title says so, as of most trades
    assert teacher_of(datasets, "machine_learning_engineer") is None
