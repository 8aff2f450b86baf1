"""Which fields of work a text names."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.fields_of_work import left_out_groups, name_of_field, named_groups, names_a_kind
from knowledge.datasets.tables import FOLDER, read_table


@pytest.mark.parametrize(
    ("text", "codes", "name"),
    [
        ("best paid jobs", (), None),
        ("legal jobs", ("23",), None),
        ("healthcare jobs", ("29", "31"), "healthcare"),
        ("healthcare support jobs", ("31",), None),
        ("best paid driving jobs", ("53-3",), "driving"),
        ("the fastest growing engineering field", ("17-2",), "engineering"),
        ("engineering jobs", ("17",), None),
        ("which K-12 teaching job pays most?", ("25-2", "25-3"), "school teaching"),
        ("what kind of engineer earns most?", ("17-2",), "engineering"),
        ("what does an engineer earn?", (), None),
        ("which drivers are paid best", ("53-3",), "driving"),
        ("the lowest paid jobs in a hospital", ("29", "31"), "healthcare"),
        ("jobs in nursing homes", (), None),
    ],
)
def test_a_field_is_a_major_group_or_cuts_across_them(
    text: str, codes: tuple[str, ...], name: str | None
) -> None:
    assert (named_groups(text), name_of_field(text)) == (codes, name)


@pytest.mark.parametrize(
    ("text", "wanted", "left_out"),
    [
        ("best paid work that isn't in engineering", (), ("17",)),
        ("jobs outside of healthcare", (), ("29", "31")),
        ("careers other than law or sales", (), ("23", "41")),
        ("well paid law jobs, nothing to do with sales", ("23",), ("41",)),
        ("healthcare jobs without a medical degree", ("29", "31"), ()),
        ("jobs in sales that do not require experience in law", ("41", "23"), ()),
    ],
)
def test_a_field_that_is_left_out_is_not_named(
    text: str, wanted: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    assert (set(named_groups(text)), set(left_out_groups(text))) == (set(wanted), set(left_out))


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("what type of doctor makes the most?", True),
        ("which kinds of jobs are there?", False),
        ("what do doctors make?", False),
        ("which doctors make the most?", True),
        ("which doctors make house calls?", False),
        ("which engineers earn most, by industry?", False),
    ],
)
def test_one_of_those_who_work_in_a_field_is_a_kind(text: str, asks: bool) -> None:
    assert names_a_kind(text) is asks


def test_every_field_has_occupations(datasets: Connection) -> None:
    held = datasets.exec_driver_sql("SELECT code FROM onet_occupation").scalars().all()
    for row in read_table(FOLDER / "fields.tsv"):
        empty = [code for code in row["codes"].split() if not any(one.startswith(code) for one in held)]
        assert not empty, row["field"]
