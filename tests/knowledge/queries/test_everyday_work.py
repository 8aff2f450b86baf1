"""What people say to do, and what they call their field, means one occupation."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from knowledge.queries.everyday_work import all_work, occupation_code_of_work, occupation_codes_of_fields
from knowledge.work_forms import work_form


@pytest.mark.parametrize(
    ("work", "code"),
    [
        ("flip burgers", "35-2011.00"),
        ("deliver the mail", "43-5052.00"),
        ("fly on a broom", None),
    ],
)
def test_work_means_the_occupation_of_those_who_do_it(
    datasets: Connection, work: str, code: str | None
) -> None:
    assert occupation_code_of_work(datasets, work=work_form(work)) == code


def test_a_field_means_its_occupation_and_what_is_none_means_nothing(datasets: Connection) -> None:
    found = occupation_codes_of_fields(datasets, phrases=("dental hygiene", "phlebotomy", "broom flying"))
    assert found == {"dental hygiene": "29-1292.00", "phlebotomy": "31-9097.00"}
    assert occupation_codes_of_fields(datasets, phrases=()) == {}


def test_work_is_no_field_and_a_field_no_work(datasets: Connection) -> None:
    assert "flip burger" in all_work(datasets)
    assert "phlebotomy" not in all_work(datasets)
    assert occupation_codes_of_fields(datasets, phrases=("flip burger",)) == {}


def test_nothing_is_known_without_the_datasets(connection: Connection) -> None:
    assert all_work(connection) == frozenset()
    assert occupation_code_of_work(connection, work="flip burger") is None
