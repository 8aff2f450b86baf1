"""Rated occupations stand for one's own where O*NET rates nothing of it."""

from __future__ import annotations

from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from actions.advice.change.stand_ins import FILE, stand_ins
from knowledge.queries.occupation_matrix import occupation_matrix

INFANTRY, NURSE, UNDERGROUND_MINERS = "55-3016.00", "29-1141.00", "47-5049.00"


def test_civilian_work_stands_for_that_of_soldiers(datasets: Connection) -> None:
    assert stand_ins(datasets, code=INFANTRY)[0] == "33-3051.00"


def test_kin_stand_for_a_group_of_others(datasets: Connection) -> None:
    found = stand_ins(datasets, code=UNDERGROUND_MINERS)
    assert found
    assert all(one.startswith("47-504") for one in found)


def test_nothing_stands_for_what_is_rated_or_unknown(datasets: Connection) -> None:
    assert stand_ins(datasets, code=NURSE) == stand_ins(datasets, code="") == ()


def test_all_that_is_listed_is_rated(datasets: Connection) -> None:
    matrix = occupation_matrix(datasets)
    assert matrix is not None
    rated = {code for code, row in matrix.rows.items() if matrix.rated[row]}
    listed = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    assert {code for nearest in listed.values() for code in nearest} <= rated
    assert not set(listed) & rated
