"""Which occupations fit a person, with the reasons in numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sqlalchemy.engine import Connection

from knowledge.queries.fit_respects import parts_of, steps_down
from knowledge.queries.occupation_fit import (
    NEAREST,
    Fit,
    Ranking,
    chosen_of,
    fit_by_interests,
    fit_occupations,
    fit_of,
    left_out,
)
from knowledge.queries.occupation_matrix import INTERESTS, occupation_matrix
from knowledge.queries.occupation_wishes import NATION, FitProfile, Wish, pay_in

NURSE, WELDER = "29-1141.00", "51-4121.00"
HELPER = tuple(zip(INTERESTS, (20.0, 60.0, 30.0, 95.0, 40.0, 50.0), strict=True))


def fits(connection: Connection, limit: int = 8, offset: int = 0, **said: Any) -> Ranking:
    return fit_occupations(connection, profile=FitProfile(**said), limit=limit, offset=offset)


def test_what_speaks_for_the_first_is_told_in_numbers(datasets: Connection) -> None:
    first = fits(datasets, field="biology", technologies=("python",), education=5).fits[0]
    assert first.plural == "biologists"
    assert [one.kind for one in first.reasons][:3] == ["field", "technology", "education"]
    near = first.reasons[0]
    assert near.name == "biology"
    assert 1 <= near.value <= 20  # its place
    assert [one.strength for one in first.reasons] == sorted(
        (one.strength for one in first.reasons), reverse=True
    )


def test_pages_follow_each_other_and_positions_count_on(datasets: Connection) -> None:
    said: dict[str, Any] = {"technologies": ("python",), "wants": ("growth",)}
    whole = fits(datasets, limit=20, **said)
    second = fits(datasets, limit=8, offset=8, **said)
    assert whole.fits[8:16] == second.fits
    assert [one.position for one in second.fits] == list(range(9, 17))
    assert whole.total == second.total


def test_their_own_occupations_and_declined_ones_are_not_advised(datasets: Connection) -> None:
    said = {"occupation": NURSE, "former": (WELDER,), "declined": ("29-1171.00",)}
    found = {one.code for one in fits(datasets, limit=2_000, **said).fits}
    assert not found & {NURSE, WELDER, "29-1171.00"}
    assert "29-1141.01" not in found  # acute care nurses are nurses
    assert not any(one.startswith("29-12") for one in found)  # nor physicians, who train for a decade
    assert len(found) > fits(datasets).total - 80


def test_related_occupations_come_first_for_a_nurse(datasets: Connection) -> None:
    kinds = [{reason.kind for reason in one.reasons} for one in fits(datasets, occupation=NURSE).fits]
    assert sum("related" in one for one in kinds) >= 6


def test_those_with_most_openings_come_first_where_only_wishes_are_known(datasets: Connection) -> None:
    ranking = fits(datasets, limit=100, wants=("no_degree",), pay=70_000.0)
    openings = [one.openings or 0 for one in ranking.fits]
    assert openings == sorted(openings, reverse=True)
    assert ranking.respects == {"openings"}


def test_what_nothing_is_held_of_is_told(datasets: Connection) -> None:
    ranking = fits(
        datasets,
        skills=("Juggling", "Speaking"),
        technologies=("excel", "no such thing"),
        wants=("outdoors",),
    )
    assert ranking.unknown_skills == ("Juggling",)
    assert ranking.unknown_technologies == ("no such thing",)
    assert ranking.unheld == (Wish("outdoors"),)
    assert ranking.wishes == ()


def test_what_no_rating_tells_is_left_out_by_judgement(datasets: Connection) -> None:
    everybody = fits(datasets).total
    assert fits(datasets, wants=("remote",)).total == everybody  # which nobody judges
    outdoors = fits(datasets, wants=("outdoors",), limit=99)
    inside = fits(datasets, refuses=("outdoors",))
    assert outdoors.total + inside.total == everybody
    light = fits(datasets, occupation="47-2031.00", refuses=("lifting",), limit=20)
    assert not any(one.code.startswith("47-2") for one in light.fits)  # no drywall for a bad back
    assert light.judged == light.unheld == (Wish("lifting", wanted=False),)
    assert not fits(datasets, wants=("remote",)).judged


def test_an_occupation_that_is_asked_for_is_told_with_its_place_and_the_wishes_that_it_breaks(
    datasets: Connection,
) -> None:
    profile = FitProfile(wants=("hands_on", "no_degree"))
    third = fits(datasets, wants=("hands_on", "no_degree")).fits[2]
    assert fit_of(datasets, profile=profile, code=third.code) == third
    nurse = fit_of(datasets, profile=profile, code=NURSE)
    assert nurse is not None
    assert (nurse.position, nurse.broken) == (0, (Wish("hands_on"), Wish("no_degree")))
    assert fit_of(datasets, profile=profile, code="99-9999.00") is None


def test_of_an_occupation_without_ratings_it_is_told_that_there_are_none(datasets: Connection) -> None:
    infantry = fit_of(datasets, profile=FitProfile(education=1), code="55-3016.00")
    assert infantry is not None
    assert (infantry.rated, infantry.position, infantry.median) == (False, 0, None)


def test_the_wish_without_which_most_are_left_comes_first(datasets: Connection) -> None:
    said: dict[str, Any] = {"wants": ("creative", "no_degree"), "pay": 190_000.0}
    assert fits(datasets, **said).total == 0
    pay, *others = left_out(datasets, profile=FitProfile(**said))
    assert pay.wish == Wish("pay", value=190_000.0)
    assert pay.without == fits(datasets, wants=("creative", "no_degree")).total > 0
    assert pay.alone == fits(datasets, pay=190_000.0).total
    assert all(one.without <= pay.without for one in others)


def test_interests_order_by_their_correlation(datasets: Connection) -> None:
    ranking = fits(datasets, limit=5, interests=HELPER)
    assert ranking.respects == {"profile", "openings"}
    values = [one.reasons[0].value for one in ranking.fits]
    assert min(values) > 0.9


def test_the_occupations_of_interests_are_alike_and_lead_to_many_others(datasets: Connection) -> None:
    found = fit_by_interests(datasets, interests=HELPER, limit=10)
    r = [one.correlation or 0 for one in found]
    assert r == sorted(r, reverse=True)
    assert len({one.code for one in found}) == 10
    matrix = occupation_matrix(datasets)
    assert matrix is not None
    alike = correlation_with(matrix.interests, HELPER)
    order = np.argsort(-np.nan_to_num(alike, nan=-2), kind="stable")
    assert found[0].code == matrix.codes[order[0]]
    nearest = order[:NEAREST].tolist()
    assert {matrix.rows[one.code] for one in found} <= set(nearest)
    assert led_to(found, nearest, matrix) > led_to_rows(nearest[:10], nearest, matrix)
    assert [matrix.codes[row] for row in chosen_of(matrix, alike, 1)] == [found[0].code]


def correlation_with(rows: Any, interests: tuple[tuple[str, float], ...]) -> Any:
    mine = [score for _name, score in interests]
    with np.errstate(invalid="ignore"):
        return np.array([np.corrcoef(mine, row)[0, 1] for row in rows])


def led_to(found: list[Fit], nearest: list[int], matrix: Any) -> int:
    return led_to_rows([matrix.rows[one.code] for one in found], nearest, matrix)


def led_to_rows(chosen: list[int], nearest: list[int], matrix: Any) -> int:
    """Return how many of the nearest are chosen or have a related occupation that is."""
    return sum(any(one == row or row in matrix.related[one] for row in chosen) for one in nearest)


def test_without_the_datasets_nothing_can_be_advised(connection: Connection) -> None:
    with pytest.raises(LookupError, match="knowledge occupations"):
        fits(connection)


CHEMIST, MAID, TEACHER, CASHIER = "19-2031.00", "37-2012.00", "25-2021.00", "41-2011.00"


@pytest.mark.parametrize(
    ("now", "before", "outweighs"),
    [
        (MAID, CHEMIST, True),
        (MAID, CASHIER, False),  # neither takes college
        (NURSE, TEACHER, False),  # both do
        ("", CHEMIST, False),
    ],
)
def test_work_that_took_a_degree_outweighs_work_below_it(
    datasets: Connection, now: str, before: str, outweighs: bool
) -> None:
    profile = FitProfile(occupation=now, former=(before,))
    matrix = occupation_matrix(datasets)
    assert steps_down(matrix, profile) == outweighs
    names = [
        one.name
        for one in parts_of(datasets, matrix, profile, pay_in(datasets, matrix, NATION).medians)
        if one.kind == "related"
    ]
    weights = [
        one.weight
        for one in parts_of(datasets, matrix, profile, pay_in(datasets, matrix, NATION).medians)
        if one.kind == "related"
    ]
    if outweighs:
        assert names[weights.index(max(weights))] == "chemists"


def test_the_school_of_the_last_work_counts_as_that_of_the_present(datasets: Connection) -> None:
    matrix = occupation_matrix(datasets)
    for profile in (FitProfile(occupation=CASHIER), FitProfile(former=(TEACHER, CASHIER))):
        parts = {
            one.kind: one
            for one in parts_of(datasets, matrix, profile, pay_in(datasets, matrix, NATION).medians)
        }
        deviations = parts["education"].deviations
        assert deviations[matrix.rows[MAID]] > deviations[matrix.rows[NURSE]]


def test_former_work_comes_first_for_who_has_none_now(datasets: Connection) -> None:
    first = fits(datasets, former=(WELDER,)).fits[0]
    assert (first.code, first.reasons[0].kind) == (WELDER, "before")


def test_each_of_several_things_leads(datasets: Connection) -> None:
    things = ("archives", "museums", "publishing")
    shown = fits(datasets, occupation="35-3031.00", towards=things).fits
    named = {one.name for fit in shown for one in fit.reasons if one.kind == "field"}
    assert named == set(things)


def test_a_degree_outweighs_work_below_it(datasets: Connection) -> None:
    shown = fits(datasets, occupation="35-3023.01", field="biology", education=5).fits
    assert shown[0].plural == "biologists"
    assert not any(one.code.startswith("35-") for one in shown)
