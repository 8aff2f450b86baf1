"""The list of all occupations: each once, by the content's name where both hold it."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from knowledge.queries.occupation_list import (
    all_occupations,
    group_sizes,
    occupations_by_code,
    occupations_of_content,
    occupations_of_group,
)
from knowledge.queries.onet import count_onet_occupations


def test_every_occupation_is_listed_once(datasets: Connection) -> None:
    found = all_occupations(datasets)
    assert len({one.key for one in found}) == len(found) > count_onet_occupations(datasets)
    named = {one.code: one for one in found if one.code}
    assert (named["15-1252.00"].key, named["15-1252.00"].name) == ("software_engineer", "software developer")
    assert named["29-1141.00"].only_in_datasets and not named["15-2051.00"].only_in_datasets


def test_occupations_that_no_dataset_holds_stand_behind(datasets: Connection) -> None:
    beside = occupations_of_content(datasets)
    assert [one.key for one in beside] == ["applied_machine_learning", "machine_learning_engineer"]
    assert all_occupations(datasets)[-2:] == beside


def test_a_group_lists_its_occupations_by_name(tiny: Connection) -> None:
    sizes = group_sizes(tiny)
    assert sum(size for _group, size in sizes) == count_onet_occupations(tiny)
    for group, size in sizes:
        found = occupations_of_group(tiny, group=group)
        assert len(found) == size and all(str(one.code).startswith(group) for one in found)
        assert [one.name.lower() for one in found] == sorted(one.name.lower() for one in found)
    assert occupations_of_group(tiny, group="99") == []


def test_codes_keep_their_order_and_unknown_ones_are_left_out(tiny: Connection) -> None:
    codes = ("29-1141.00", "99-9999.00", "15-2051.00", "29-1141.00")
    assert [one.code for one in occupations_by_code(tiny, codes=codes)] == ["29-1141.00", "15-2051.00"]
    assert occupations_by_code(tiny, codes=()) == []
