"""Who has no long training is advised no occupation that takes one, unless they ask for it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.engine import Connection

from knowledge.queries.long_training import lacks_training, long_trainings, of_another_degree
from knowledge.queries.occupation_matrix import occupation_matrix
from knowledge.queries.occupation_wishes import ANY_SCHOOL, FitProfile

NURSE, COOK, TEACHER, VET = "29-1141.00", "35-2014.00", "25-2031.00", "29-1131.00"
PRACTITIONER, SURGEON, LAWYER = "29-1171.00", "29-1242.00", "23-1011.00"


def closed(connection: Connection, **said: Any) -> set[str]:
    matrix = occupation_matrix(connection)
    assert matrix is not None
    mask = lacks_training(connection, matrix, FitProfile(**said))
    return {code for code, one in zip(matrix.codes, mask, strict=True) if one}


def test_every_group_holds_occupations(datasets: Connection) -> None:
    matrix = occupation_matrix(datasets)
    assert matrix is not None
    for group in long_trainings():
        assert all(any(code.startswith(one) for code in matrix.codes) for one in group.codes)


def test_a_teacher_is_shown_no_nurses_and_a_nurse_no_surgeons(datasets: Connection) -> None:
    assert {PRACTITIONER, NURSE, LAWYER} <= closed(datasets, occupation=TEACHER)
    found = closed(datasets, former=(NURSE,))
    assert PRACTITIONER not in found
    assert any(one.startswith("29-124") for one in found)


def test_who_names_such_work_or_would_study_for_anything_is_shown_it(datasets: Connection) -> None:
    assert VET in closed(datasets, occupation=COOK)
    assert VET not in closed(datasets, occupation=COOK, towards=("veterinary medicine",))
    assert closed(datasets, occupation=COOK, most_school=ANY_SCHOOL) == set()
    assert closed(datasets, wants=("people",)) == set()


def test_a_degree_of_another_kind_is_told_from_ones_own(datasets: Connection) -> None:
    matrix = occupation_matrix(datasets)
    assert matrix is not None
    other = of_another_degree(datasets, matrix, FitProfile(occupation=TEACHER, field="mathematics"))
    assert other[matrix.rows["17-2141.00"]]  # mechanical engineers
    assert not other[matrix.rows["15-2021.00"]]  # mathematicians
    assert not of_another_degree(datasets, matrix, FitProfile(education=5)).any()
