"""Occupations as vectors: which parts a score has, and whose skills stand for those that are not rated."""

from __future__ import annotations

import numpy as np
import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection

from knowledge.queries.occupation_profiles import (
    CACHE_BYTES,
    PARTS,
    WEIGHTS,
    Profiles,
    occupation_profiles,
)

NURSE, PRACTITIONER, ASSISTANT, WELDER = "29-1141.00", "29-1171.00", "31-1131.00", "51-4121.00"
DEVELOPER, PROGRAMMER, LEGISLATOR = "15-1252.00", "15-1251.00", "11-1031.00"


@pytest.fixture
def profiles(datasets: Connection) -> Profiles:
    found = occupation_profiles(datasets)
    assert found is not None
    return found


def score(profiles: Profiles, source: str, target: str) -> float:
    targets = np.array([profiles.rows[target]])
    return float(profiles.scores(profiles.rows[source], targets)[0])


def part(profiles: Profiles, name: str, source: str, target: str) -> float:
    targets = np.array([profiles.rows[target]])
    return float(profiles.parts(profiles.rows[source], targets)[name][0])


def test_the_weights_of_the_parts_add_up_to_one() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_every_part_of_every_step_is_between_nothing_and_all(profiles: Profiles) -> None:
    everything = np.arange(len(profiles.codes))
    for code in (NURSE, WELDER, DEVELOPER):
        parts = profiles.parts(profiles.rows[code], everything)
        assert tuple(parts) == PARTS
        for values in parts.values():
            known = values[~np.isnan(values)]
            assert len(known) > 900
            assert known.min() >= 0
            assert known.max() <= 1 + 1e-5


def test_a_step_to_where_one_is_already_takes_nothing(profiles: Profiles) -> None:
    assert score(profiles, NURSE, NURSE) == pytest.approx(1, abs=1e-3)


def test_what_is_alike_is_nearer_than_what_is_not(profiles: Profiles) -> None:
    assert score(profiles, NURSE, PRACTITIONER) > score(profiles, NURSE, ASSISTANT)
    assert score(profiles, NURSE, ASSISTANT) > score(profiles, NURSE, WELDER)


def test_the_way_up_is_longer_than_the_way_back(profiles: Profiles) -> None:
    assert part(profiles, "coverage", ASSISTANT, NURSE) < 0.8
    assert part(profiles, "coverage", NURSE, ASSISTANT) > 0.95
    for name in set(PARTS) - {"coverage"}:
        up, down = part(profiles, name, ASSISTANT, NURSE), part(profiles, name, NURSE, ASSISTANT)
        assert up == pytest.approx(down, abs=1e-4)


def test_skills_of_a_near_occupation_stand_for_those_that_are_not_rated(profiles: Profiles) -> None:
    stand_in = profiles.rated_as[profiles.rows[DEVELOPER]]
    assert profiles.codes[stand_in] == PROGRAMMER
    assert profiles.rated_as[profiles.rows[NURSE]] == profiles.rows[NURSE]


def test_without_one_that_is_near_the_score_goes_without_skills(profiles: Profiles) -> None:
    assert profiles.rated_as[profiles.rows[LEGISLATOR]] == -1
    assert np.isnan(part(profiles, "skills", NURSE, LEGISLATOR))
    near = {name: part(profiles, name, NURSE, LEGISLATOR) for name in ("duties", "interests", "technologies")}
    weights = sum(WEIGHTS[name] for name in near)
    mean = sum(WEIGHTS[name] * value for name, value in near.items()) / weights
    assert score(profiles, NURSE, LEGISLATOR) == pytest.approx(mean, abs=1e-4)


def test_no_occupation_stands_for_another_where_none_is_rated(profiles: Profiles) -> None:
    assert profiles.nearest_rated(0, np.array([], dtype=np.intp)) == -1


def test_nothing_is_known_without_the_datasets(connection: Connection) -> None:
    assert occupation_profiles(connection) is None


def test_the_profiles_are_read_once_for_an_import(datasets: Connection, profiles: Profiles) -> None:
    read: list[str] = []
    note = lambda _connection, _cursor, statement, *_rest: read.append(statement)  # noqa: E731
    event.listen(datasets.engine, "before_cursor_execute", note)
    try:
        assert occupation_profiles(datasets) is profiles
    finally:
        event.remove(datasets.engine, "before_cursor_execute", note)
    assert len(read) == 1


def test_the_profiles_of_ten_times_the_occupations_would_be_kept(profiles: Profiles) -> None:
    assert 10 * profiles.size <= CACHE_BYTES
