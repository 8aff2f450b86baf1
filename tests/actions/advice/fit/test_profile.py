"""What the queries compare of what a person said."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.advice.fit.profile import code_of, known_of
from actions.person import Person


def test_all_that_was_said_is_compared(datasets: Connection) -> None:
    person = Person(
        occupation="29-1141.00",
        former=("51-4121.00", "nobody"),
        education=5,
        field="biology",
        skills=("Speaking",),
        technologies=("excel",),
        interests=(("realistic", 10.0),),
        pay=1.0,
        wants=("growth",),
        refuses=("people",),
        declined=("27-2011.00",),
    )
    known = known_of(datasets, person)
    assert known.person is person
    assert known.profile.former == ("51-4121.00",)
    assert known.profile.declined == ("27-2011.00",)
    for name in ("occupation", "education", "field", "skills", "technologies", "interests", "pay", "wants"):
        assert getattr(known.profile, name) == getattr(person, name)


def test_an_occupation_of_the_content_is_compared_under_its_code(datasets: Connection) -> None:
    assert code_of(datasets, "data_scientist") == "15-2051.00"
    assert code_of(datasets, "machine_learning_engineer").startswith("15-")
    assert code_of(datasets, "nobody") == ""
    assert code_of(datasets, "") == ""


@pytest.mark.usefixtures("published_wages")
def test_a_place_is_an_area_of_the_wages_or_unknown(datasets: Connection) -> None:
    texas = known_of(datasets, Person(place="texas"))
    assert texas.area is not None
    assert (texas.area.name, texas.profile.area_code, texas.unknown_place) == (
        "Texas",
        texas.area.code,
        False,
    )
    atlantis = known_of(datasets, Person(place="Atlantis"))
    assert (atlantis.area, atlantis.unknown_place) == (None, True)
    assert not known_of(datasets, Person()).unknown_place


def test_abbreviated_fields_are_compared_in_full(datasets: Connection) -> None:
    known = known_of(datasets, Person(field="gis", likes=("cad", "music")))
    assert known.profile.field == "geographic information systems"
    assert known.profile.likes == ("computer aided drafting",)
    assert known.profile.towards == ("music",)  # which outweighs where one comes from


def test_what_no_occupation_is_near_to_is_nothing_to_go_by(datasets: Connection) -> None:
    said = Person(likes=("archives", "funny", "between"), towards=("ac", "bliss"))
    profile = known_of(datasets, said).profile
    assert (profile.likes, profile.towards) == (("archives",), ("air conditioning",))


def test_soldiers_who_tell_what_they_did_are_compared_by_that(datasets: Connection) -> None:
    assert known_of(datasets, Person(former=("49-3031.00", "55-3019.00"))).profile.former == ("49-3031.00",)
    assert known_of(datasets, Person(former=("55-3019.00",))).profile.former == ("55-3019.00",)


def test_who_wants_no_more_school_is_held_to_what_their_work_takes(datasets: Connection) -> None:
    assert known_of(datasets, Person("29-1141.00", refuses=("degree",))).profile.most_school == 5
    assert known_of(datasets, Person("35-9021.00", refuses=("degree",))).profile.most_school is None


def test_a_licence_tells_the_work_of_who_names_none(datasets: Connection) -> None:
    licences = ("CDL (commercial driver's license)", "hazmat endorsement")
    assert known_of(datasets, Person(licences=licences)).profile.towards == ("driving trucks",)
    assert known_of(datasets, Person("29-1141.00", licences=licences)).profile.towards == ()
    assert known_of(datasets, Person()).profile.towards == ()
