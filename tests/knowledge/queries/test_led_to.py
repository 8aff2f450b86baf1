"""Which occupations a thing leads to that somebody likes, can do or studied."""

from __future__ import annotations

import numpy as np
import pytest
from sqlalchemy.engine import Connection

from knowledge.queries.led_to import CLEAR, led_to, tells_apart
from knowledge.queries.occupation_matrix import occupation_matrix


def first_of(connection: Connection, thing: str, count: int = 8) -> list[str]:
    matrix, led = occupation_matrix(connection), led_to(connection, thing=thing)
    assert matrix is not None and led is not None
    return [matrix.plurals[row] for row in np.argsort(-np.where(matrix.rated, led, -np.inf))[:count]]


@pytest.mark.parametrize(
    ("thing", "other_sense"),
    [
        ("drawing", {"phlebotomists", "metal and plastic extruding machine operators"}),
        ("building websites", {"construction laborers", "construction managers"}),
        ("space and stars", {"solar photovoltaic installers"}),
        ("hiking", {"human resources specialists", "models"}),
    ],
)
def test_a_word_of_one_task_does_not_lead_alone(
    datasets: Connection, thing: str, other_sense: set[str]
) -> None:
    assert not other_sense & set(first_of(datasets, thing, 5))


@pytest.mark.parametrize(
    ("thing", "plural"),
    [
        ("math", "mathematicians"),
        ("animals", "animal caretakers"),
        ("records", "medical records specialists"),
        ("insurance", "claims adjusters"),
        ("front desk", "receptionists"),
        ("fixing my bike", "bicycle repairers"),
    ],
)
def test_what_agrees_in_name_duties_and_kin_comes_first(
    datasets: Connection, thing: str, plural: str
) -> None:
    assert plural in first_of(datasets, thing)


def test_what_is_shown_as_going_with_a_thing_is_far_above_the_mean(datasets: Connection) -> None:
    matrix, led = occupation_matrix(datasets), led_to(datasets, thing="music")
    assert matrix is not None and led is not None
    clear = {matrix.plurals[row] for row in np.flatnonzero(led >= CLEAR)}
    assert {"musicians and singers", "music directors and composers"} < clear
    assert len(clear) < 100
    assert np.nanmean(led[matrix.rated]) == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize("thing", ["museums", "animals", "helping people", "spreadsheets"])
def test_what_leads_somewhere_tells_occupations_apart(datasets: Connection, thing: str) -> None:
    assert tells_apart(datasets, thing=thing)


@pytest.mark.parametrize("thing", ["funny", "fast", "good pay", "a job", "something new", "", "  "])
def test_what_leads_everywhere_tells_none_apart(datasets: Connection, thing: str) -> None:
    assert not tells_apart(datasets, thing=thing)
