"""Every occupation that is advised keeps every wish, as the tables tell without this code."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from knowledge.models import dataset, onet_rating
from knowledge.queries.occupation_fit import fit_occupations
from knowledge.queries.occupation_matrix import occupation_matrix
from knowledge.queries.occupation_wishes import (
    ANY_SCHOOL,
    DEGREE,
    GROWTH,
    NO_DEGREE,
    OTHER_WORK,
    PAY,
    STEADY,
    FitProfile,
    Wish,
    avoided_fields,
    bounds_of,
    is_held,
    keeps,
    kinds_of_work,
    line_of_work,
    pay_in,
)

ONLY_IN_A_RELEASE = {
    "outdoors",
    "desk",
    "shifts",
    "danger",
    "heights",
    "climbing",
    "lifting",
    "fumes",
    "noise",
    "heat",
    "stress",
}  # rated by the publisher, and not carried
UNRATED = {"remote", "part_time", "travel"}  # by any release
WISHES = (*kinds_of_work(), NO_DEGREE, GROWTH)
FOOD_AND_SALES = ("35-", "51-3", "11-9051", "41-", "11-2022")
CLIMBING = "Spend Time Climbing Ladders, Scaffolds, or Poles"
OUTDOORS = "Outdoors, Exposed to Weather"  # as releases before 30 call it
NO_DEGREES = (
    "('No formal educational credential', 'High school diploma or equivalent', 'Some college, no degree',"
    " 'Postsecondary nondegree award')"
)
# What each wish means, said once more in SQL.
SOCIAL_SKILLS = "'Social Perceptiveness', 'Service Orientation', 'Persuasion', 'Negotiation'"


def rating(scale: str, element: str, condition: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM onet_rating r WHERE r.occupation_code = o.code AND"
        f" r.scale = '{scale}' AND r.element = '{element}' AND r.value {condition})"
    )


WANTED = {
    "no_degree": f"p.education IN {NO_DEGREES}",
    "growth": "p.change_percent > (SELECT change_percent FROM projection WHERE code = '00-0000')",
    "hands_on": rating("interest", "realistic", ">= 5"),
    "creative": rating("interest", "artistic", ">= 4"),
    "helping": rating("interest", "social", ">= 5")
    + " AND "
    + rating("skill", "Service Orientation", ">= 3"),
    "orderly": rating("interest", "conventional", ">= 5"),
}
REFUSED = {
    "people": " AND ".join(
        [
            rating("skill", "Speaking", "<= 3.25"),
            *(rating("skill", name.strip("' "), "<= 3") for name in SOCIAL_SKILLS.split(",")),
            rating("interest", "social", "<= 3"),
            rating("interest", "enterprising", "<= 4"),
        ]
    ),
    "leading": rating("skill", "Management of Personnel Resources", "<= 2.75"),
    "hands_on": rating("interest", "realistic", "<= 3"),
}


def expected(connection: Connection, *conditions: str) -> set[str]:
    found = connection.execute(
        text(
            "SELECT o.code FROM onet_occupation o LEFT JOIN projection p ON p.code = o.projection_code"
            " LEFT JOIN wage w ON w.code = o.wage_code AND w.area_code = '0000000' AND w.industry_code = ''"
            f" WHERE o.title NOT LIKE '%All Other' AND {rating('interest', 'social', '> 0')}"
            + "".join(f" AND {one}" for one in conditions)
        )
    )
    return {row.code for row in found}


def found(connection: Connection, **asked: Any) -> set[str]:
    ranking = fit_occupations(connection, profile=FitProfile(**asked), limit=2_000)
    assert ranking.total == len(ranking.fits)
    return {one.code for one in ranking.fits}


@pytest.mark.parametrize("wish", sorted(WANTED))
def test_all_that_keep_a_wanted_wish_are_found_and_no_other(datasets: Connection, wish: str) -> None:
    kept = found(datasets, wants=(wish,))
    assert kept == expected(datasets, WANTED[wish])
    assert 10 < len(kept) < 700


@pytest.mark.parametrize("wish", sorted(REFUSED))
def test_all_that_keep_a_refusal_are_found_and_no_other(datasets: Connection, wish: str) -> None:
    assert found(datasets, refuses=(wish,)) == expected(datasets, REFUSED[wish])


def test_several_wishes_are_all_kept(datasets: Connection) -> None:
    pay = "coalesce(w.annual_p50, w.hourly_p50 * 2080, 239200 * (w.top_coded LIKE '%annual_p50%')) >= 60000"
    for wanted, refused in itertools.product(WANTED, REFUSED):
        kept = found(datasets, wants=(wanted,), refuses=(refused,), pay=60_000.0)
        assert kept == expected(datasets, WANTED[wanted], REFUSED[refused], pay)


def test_who_wants_no_more_school_is_shown_no_more_than_they_have(datasets: Connection) -> None:
    bachelor = found(datasets, refuses=(DEGREE,), education=5)
    no_degree = found(datasets, refuses=(DEGREE,))
    assert no_degree == found(datasets, wants=(NO_DEGREE,))
    assert found(datasets, refuses=(DEGREE,), education=1) < no_degree < bachelor
    needs_more = "p.education IN ('Master''s degree', 'Doctoral or professional degree')"
    assert not bachelor & expected(datasets, needs_more)


def test_the_education_that_somebody_tells_is_the_most_that_is_shown(datasets: Connection) -> None:
    assert found(datasets, education=5) == found(datasets, refuses=(DEGREE,), education=5)
    assert found(datasets, education=1, most_school=4) == found(datasets, most_school=4)
    assert found(datasets, education=1, most_school=ANY_SCHOOL) == found(datasets)


def test_no_occupation_of_a_field_that_is_avoided_is_found(datasets: Connection) -> None:
    kept = found(datasets, avoids=("food", "sales"))
    assert found(datasets) - kept == {one for one in found(datasets) if one.startswith(FOOD_AND_SALES)}
    for field, codes in avoided_fields().items():
        left_out = found(datasets) - found(datasets, avoids=(field,))
        assert left_out, field
        assert all(any(code.startswith(one) for code in left_out) for one in codes), field


def test_every_wish_of_a_person_can_be_kept_or_is_told_to_be_unheld(datasets: Connection) -> None:
    matrix = occupation_matrix(datasets)
    assert matrix is not None
    pay = pay_in(datasets, matrix, "0000000")
    for key, wanted in itertools.product(WISHES, (True, False)):
        wish = Wish(key, wanted=wanted)
        assert bounds_of(wish) or key in (NO_DEGREE, GROWTH, *UNRATED) or (key == "shifts" and wanted)
        if is_held(matrix, wish):
            assert keeps(matrix, pay, wish).any()
        else:
            assert key in ONLY_IN_A_RELEASE | UNRATED
            with pytest.raises(LookupError, match="no rating of"):
                keeps(matrix, pay, wish)


def test_no_occupation_both_keeps_a_wish_and_its_opposite(datasets: Connection) -> None:
    for key in set(WISHES) - ONLY_IN_A_RELEASE - UNRATED:
        assert found(datasets, wants=(key,), refuses=(key,)) == set()


def test_a_bound_of_pay_holds_in_the_place_or_where_none_is_published_in_the_nation(tiny: Connection) -> None:
    matrix = occupation_matrix(tiny)
    assert matrix is not None
    here = pay_in(tiny, matrix, "4100000")
    nation = pay_in(tiny, matrix, "0000000")
    actor, nurse = matrix.rows["27-2011.00"], matrix.rows["29-1141.00"]
    assert not here.in_place[actor]
    assert here.medians[actor] == nation.medians[actor]
    assert here.in_place[nurse]
    assert here.medians[nurse] != nation.medians[nurse]
    kept = keeps(matrix, here, Wish(PAY, value=float(here.medians[nurse])))
    assert kept[nurse]
    assert not kept[actor]


def test_wishes_of_a_profile_name_what_has_to_be_kept() -> None:
    profile = FitProfile(wants=("growth",), refuses=("people", "degree"), pay=5.0, education=6)
    assert profile.wishes() == (
        Wish("growth"),
        Wish("people", wanted=False),
        Wish("degree", wanted=False, value=6),
        Wish("pay", value=5.0),
    )


@pytest.mark.parametrize("said", [{}, {"area_code": "4800000"}, {"declined": ("29-1141.00",)}])
def test_a_place_alone_says_nothing_of_what_fits(said: dict[str, Any]) -> None:
    assert FitProfile(**said).says_nothing
    assert not FitProfile(**said, education=1).says_nothing


@pytest.mark.parametrize(
    ("scale", "elements", "refused_key"),
    [
        ("context", (OUTDOORS,), "outdoors"),
        ("context", ("Exposed to Contaminants",), "fumes"),
        ("context", ("Sounds, Noise Levels Are Distracting or Uncomfortable",), "noise"),
        ("context", ("Very Hot or Cold Temperatures",), "heat"),
        ("context", (CLIMBING, "Spend Time Kneeling, Crouching, Stooping, or Crawling"), "climbing"),
        ("context", ("Time Pressure", "Frequency of Conflict Situations"), "stress"),
        ("ability", ("Static Strength", "Trunk Strength"), "lifting"),
    ],
)
def test_conditions_of_work_are_filtered_where_a_full_release_was_imported(
    tiny: Connection, scale: str, elements: tuple[str, ...], refused_key: str
) -> None:
    values = {"15-2051.00": 1.2, "27-2011.00": 3.75, "29-1141.00": 4.5}
    with tiny.begin_nested() as changes:
        row = {"key": "onet_release", "published": None, "location": None, "attribution": None, "rows": 1}
        row |= dict.fromkeys(("version", "fingerprint", "title", "publisher", "licence"), refused_key)
        tiny.execute(dataset.insert().values(**row, loaded_at=datetime(2026, 1, 1)))
        key = select(dataset.c.id).where(dataset.c.key == "onet_release").scalar_subquery()
        for (code, value), element in itertools.product(values.items(), elements):
            rated = {
                "occupation_code": code,
                "scale": scale,
                "element": element,
                "value": value,
                "rank": 1,
            }
            tiny.execute(onet_rating.insert().values(**rated, dataset_id=key))
        wanted = fit_occupations(tiny, profile=FitProfile(wants=(refused_key,)), limit=9)
        refused = fit_occupations(tiny, profile=FitProfile(refuses=(refused_key,)), limit=9)
        changes.rollback()
    assert "29-1141.00" in [one.code for one in wanted.fits]
    assert "15-2051.00" not in [one.code for one in wanted.fits]
    assert [one.code for one in refused.fits] == ["15-2051.00"]
    assert wanted.unheld == refused.unheld == ()
    assert wanted.fits[0].reasons[0].kind == "wish_context"


def test_work_that_does_not_shrink_grows_by_nothing_or_more(datasets: Connection) -> None:
    profile = FitProfile(occupation="43-3071.00", wants=(STEADY,))
    ranking = fit_occupations(datasets, profile=profile, limit=2_000)
    assert ranking.fits
    assert all(one.growth is not None and one.growth >= 0 for one in ranking.fits)


@pytest.mark.parametrize(
    ("code", "others"), [("25-2021.00", "25-1"), ("29-1141.00", "31-113"), ("51-4041.00", "51-4")]
)
def test_another_kind_of_work_is_of_another_line(datasets: Connection, code: str, others: str) -> None:
    assert any(others.startswith(one) or one.startswith(others) for one in line_of_work(code))
    ranking = fit_occupations(datasets, profile=FitProfile(occupation=code, wants=(OTHER_WORK,)), limit=2_000)
    assert ranking.fits
    assert not any(one.code.startswith(line_of_work(code)) for one in ranking.fits)


def test_other_work_says_nothing_of_whom_no_work_is_known() -> None:
    assert FitProfile(wants=(OTHER_WORK,)).wishes() == ()


def test_of_wishes_of_which_one_is_enough_either_keeps(datasets: Connection) -> None:
    either = found(datasets, wants=("people", "creative"), either=("people", "creative"))
    assert either == found(datasets, wants=("people",)) | found(datasets, wants=("creative",))


def test_the_least_growth_that_somebody_wants_is_kept(datasets: Connection) -> None:
    kept = found(datasets, growth=5.0)
    assert kept == expected(datasets, "p.change_percent >= 5")
