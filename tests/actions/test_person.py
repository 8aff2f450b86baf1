"""What a person says of themselves."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from actions.person import Person


def test_a_person_comes_back_from_plain_values() -> None:
    nurse = Person(
        "29-1141.00", years=4.5, skills=("Writing",), interests=(("social", 80.0),), refuses=("people",)
    )
    assert Person.from_plain(json.loads(json.dumps(asdict(nurse)))) == nurse


@pytest.mark.parametrize("value", [3, "Ann", None, {"age": 35}])
def test_what_is_no_person_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        Person.from_plain(value)  # type: ignore[arg-type]


def test_somebody_who_said_nothing_is_nobody() -> None:
    assert not Person()
    assert Person(place="Ohio")
