"""The respects in which occupations are compared with a person."""

from __future__ import annotations

import numpy as np
import pytest
from sqlalchemy.engine import Connection

from knowledge.queries.fit_parts import Part
from knowledge.queries.fit_respects import COMMON, WEIGHTS, correlations, fisher, parts_of
from knowledge.queries.occupation_matrix import INTERESTS, OccupationMatrix, occupation_matrix
from knowledge.queries.occupation_wishes import NATION, FitProfile, pay_in

NURSE, ANALYST, SCIENTIST = "29-1141.00", "15-2051.01", "15-2051.00"
MAID, CHEMIST = "37-2012.00", "19-2031.00"


@pytest.fixture
def matrix(datasets: Connection) -> OccupationMatrix:
    found = occupation_matrix(datasets)
    assert found is not None
    return found


def parts(connection: Connection, matrix: OccupationMatrix, profile: FitProfile) -> dict[str, Part]:
    medians = pay_in(connection, matrix, NATION).medians
    found = parts_of(connection, matrix, profile, medians)
    return {f"{part.kind} {part.name}".strip(): part for part in found}


def test_a_correlation_is_that_of_pearson_and_none_where_a_profile_is_flat() -> None:
    rows = np.array([[1, 2, 3], [3, 2, 1], [2, 2, 2], [1, 2, 1]], dtype=np.float32)
    found = correlations([10, 20, 30], rows)
    assert found[:2].tolist() == pytest.approx([1, -1])
    assert np.isnan(found[2])
    assert found[3] == pytest.approx(np.corrcoef([10, 20, 30], rows[3])[0, 1], abs=1e-6)


def test_a_correlation_of_one_stays_finite() -> None:
    assert np.isfinite(fisher(np.array([1, -1], dtype=np.float32))).all()


def test_deviations_are_from_the_mean_of_all_occupations_and_outliers_count_less(
    datasets: Connection, matrix: OccupationMatrix
) -> None:
    part = parts(datasets, matrix, FitProfile(skills=("Negotiation",)))["skill Negotiation"]
    rated = ~np.isnan(part.values)
    scores = np.sinh(part.deviations[rated])
    assert scores.mean() == pytest.approx(0, abs=1e-3)
    assert scores.std() == pytest.approx(1, abs=1e-3)
    assert part.mean == pytest.approx(float(part.values[rated].mean()), abs=1e-4)


def test_parts_of_one_respect_share_its_weight_and_a_rare_technology_weighs_more(
    datasets: Connection, matrix: OccupationMatrix
) -> None:
    found = parts(
        datasets, matrix, FitProfile(technologies=("excel", "autocad"), skills=("Speaking", "Science"))
    )
    excel, autocad = found["technology Microsoft Excel"], found["technology Autodesk AutoCAD"]
    assert autocad.weight > 5 * excel.weight
    assert found["field Microsoft Excel"].weight == COMMON * WEIGHTS["technologies"] / 2
    assert not excel.holds.any()  # of what almost everybody uses it is no reason that it is used
    assert found["skill Speaking"].weight == found["skill Science"].weight == WEIGHTS["skills"] / 2


def test_only_users_have_a_technology_as_a_reason(datasets: Connection, matrix: OccupationMatrix) -> None:
    part = parts(datasets, matrix, FitProfile(technologies=("autocad",)))["technology Autodesk AutoCAD"]
    assert part.holds.sum() == int(np.nansum(part.values)) > 50
    assert part.deviations[part.holds].min() > 0 > part.deviations[~part.holds].max()


def test_related_occupations_are_nearer_than_others(datasets: Connection, matrix: OccupationMatrix) -> None:
    part = parts(datasets, matrix, FitProfile(occupation=NURSE))["related registered nurses"]
    own, nearest = np.argsort(-part.deviations)[:2]
    assert own == matrix.rows[NURSE]  # which may be advised again to who did it before
    assert part.values[nearest] == 1
    assert matrix.related[matrix.rows[NURSE]][nearest] == 1


def test_education_that_has_still_to_be_gained_counts_more_than_one_that_is_not_needed(
    datasets: Connection, matrix: OccupationMatrix
) -> None:
    part = parts(datasets, matrix, FitProfile(education=5))["education"]
    by_level = {level: part.deviations[matrix.education == level][0] for level in (1, 5, 6, 7)}
    assert by_level[5] > by_level[1]
    assert by_level[5] > by_level[6] > by_level[7]
    assert part.holds.tolist() == (matrix.education == 5).tolist()


def test_work_before_that_took_a_degree_counts_for_more_than_work_without_and_its_school_is_assumed(
    datasets: Connection, matrix: OccupationMatrix
) -> None:
    def weight(now: str, former: str) -> float:
        found = parts(datasets, matrix, FitProfile(occupation=now, former=(former,)))
        name = matrix.plurals[matrix.rows[former]]
        return sum(found[f"{kind} {name}"].weight for kind in ("related", "similar"))

    assert weight(MAID, CHEMIST) == pytest.approx(WEIGHTS["occupation"])
    for now, former in ((CHEMIST, MAID), (NURSE, CHEMIST), ("", CHEMIST)):
        assert weight(now, former) == pytest.approx(WEIGHTS["former"])
    found = parts(datasets, matrix, FitProfile(occupation=MAID, former=(CHEMIST,)))["education"]
    assert found.deviations.argmax() in np.flatnonzero(
        matrix.education == matrix.education[matrix.rows[CHEMIST]]
    )


def test_less_pay_than_ones_own_counts_against_an_occupation_and_more_for_none(
    datasets: Connection, matrix: OccupationMatrix
) -> None:
    part = parts(datasets, matrix, FitProfile(occupation=NURSE))["pay_kept"]
    maid, chemist, analyst = (part.deviations[matrix.rows[one]] for one in (MAID, CHEMIST, ANALYST))
    assert maid < chemist < analyst == part.deviations[matrix.rows[NURSE]] == part.deviations.max()
    assert part.holds[matrix.rows[ANALYST]] and not part.holds[matrix.rows[MAID]]
    before = parts(datasets, matrix, FitProfile(former=(MAID, NURSE)))["pay_kept"]
    assert (before.deviations == part.deviations).all()
    for profile in (FitProfile(field="biology"), FitProfile(occupation=NURSE, by_likeness=True)):
        assert "pay_kept" not in parts(datasets, matrix, profile)


def test_growth_counts_for_one_who_has_work_or_wants_it(
    datasets: Connection, matrix: OccupationMatrix
) -> None:
    for profile in (FitProfile(occupation=NURSE), FitProfile(skills=("Speaking",), wants=("growth",))):
        assert parts(datasets, matrix, profile)["growth"].weight == WEIGHTS["growth"]
    assert "growth" not in parts(datasets, matrix, FitProfile(skills=("Speaking",)))


def test_the_education_of_an_occupation_is_assumed_and_no_reason(
    datasets: Connection, matrix: OccupationMatrix
) -> None:
    part = parts(datasets, matrix, FitProfile(occupation=NURSE))["education"]
    assert not part.holds.any()
    assert part.deviations[matrix.rows[NURSE]] == part.deviations.max()


@pytest.mark.parametrize(
    ("field", "plural"),
    [("biology", "biologists"), ("history", "historians"), ("nursing", "nurs"), ("accounting", "account")],
)
def test_what_was_studied_is_near_to_what_is_done_with_it(
    datasets: Connection, matrix: OccupationMatrix, field: str, plural: str
) -> None:
    part = parts(datasets, matrix, FitProfile(field=field))[f"field {field}"]
    nearest = [matrix.plurals[row] for row in np.argsort(-part.deviations)[:3]]
    assert any(plural in one for one in nearest), nearest


def test_a_wish_that_is_not_held_is_only_hinted_at(datasets: Connection, matrix: OccupationMatrix) -> None:
    wanted = parts(datasets, matrix, FitProfile(wants=("outdoors",)))
    refused = parts(datasets, matrix, FitProfile(refuses=("outdoors",)))
    values = wanted["hint realistic"].values
    assert values.tolist() == pytest.approx(
        matrix.interests[:, INTERESTS.index("realistic")].tolist(), nan_ok=True
    )
    assert refused["refusal_hint realistic"].deviations.tolist() == pytest.approx(
        (-wanted["hint realistic"].deviations).tolist(), abs=1e-6
    )


def test_who_refuses_a_desk_is_hinted_at_work_with_the_hands(
    datasets: Connection, matrix: OccupationMatrix
) -> None:
    part = parts(datasets, matrix, FitProfile(refuses=("desk",)))["hint realistic"]
    strongest = int(np.nanargmax(part.values))
    assert part.deviations[strongest] > 0


def test_a_refusal_speaks_for_occupations_where_the_rating_is_low(
    datasets: Connection, matrix: OccupationMatrix
) -> None:
    part = parts(datasets, matrix, FitProfile(refuses=("people",)))["refusal_skill Speaking"]
    lowest, highest = np.nanargmin(part.values), np.nanargmax(part.values)
    assert part.deviations[lowest] > 0 > part.deviations[highest]


def test_a_flat_profile_of_interests_compares_with_nothing(
    datasets: Connection, matrix: OccupationMatrix
) -> None:
    flat = tuple((name, 50.0) for name in INTERESTS)
    assert set(parts(datasets, matrix, FitProfile(interests=flat))) == {"openings"}
