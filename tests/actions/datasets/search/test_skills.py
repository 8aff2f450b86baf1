"""The skill by which a search ranks or narrows."""

from __future__ import annotations

import pytest
import yaml
from sqlalchemy.engine import Connection

from actions.datasets.search import skills as search_skills
from actions.datasets.search.skills import RankedSkill, ranked_skill


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jobs with the least math", RankedSkill("Mathematics", little=True)),
        ("jobs without any maths", RankedSkill("Mathematics", little=True)),
        ("jobs with not much math", RankedSkill("Mathematics", little=True)),
        ("which jobs need the most amount of writing?", RankedSkill("Writing", little=False)),
        ("a job with lots of public speaking", RankedSkill("Speaking", little=False)),
        ("jobs in math", None),
        ("math jobs that pay the most", None),
        ("the most common writing jobs", None),
    ],
)
def test_a_skill_counts_where_most_or_least_of_it_is_wanted(text: str, found: RankedSkill | None) -> None:
    assert ranked_skill(text) == found


def test_every_skill_is_one_of_onets(datasets: Connection) -> None:
    rated = datasets.exec_driver_sql("SELECT DISTINCT element FROM onet_rating WHERE scale = 'skill'")
    named = yaml.safe_load(search_skills._FILE.read_text("utf-8"))["skills"]
    assert set(named) <= set(rated.scalars())
