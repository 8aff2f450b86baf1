"""Whether an occupation takes the school that a question names."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.datasets.school_verdict import with_school_verdict
from knowledge.queries.occupation_search import EDUCATION
from tests.actions.asking import question
from tests.actions.datasets.figures import WELDER

NONE, HIGH_SCHOOL, _COLLEGE, AWARD, _ASSOCIATE, BACHELOR, *_MORE = EDUCATION


@pytest.mark.parametrize(
    ("text", "education", "told"),
    [
        ("do welders need a degree?", AWARD, "No. So."),
        ("do welders need a degree?", BACHELOR, "Yes. So."),
        ("do welders need college?", HIGH_SCHOOL, "No. So."),
        ("do welders need college?", AWARD, "So."),
        ("do welders need a bachelor's degree?", BACHELOR, "Yes. So."),
        ("do welders have to have a master's?", BACHELOR, "No. So."),
        ("do welders need a high school diploma?", NONE, "No. So."),
        ("which degree do welders need?", BACHELOR, "So."),
        ("welders don't need a degree, right?", HIGH_SCHOOL, "So."),
        ("do welders need a bachelor's or a master's?", BACHELOR, "So."),
    ],
)
def test_the_typical_level_decides_whether_what_is_named_is_needed(
    datasets: Connection, text: str, education: str, told: str
) -> None:
    asked = question(datasets, "education", WELDER, text=text)
    assert with_school_verdict(asked, "So.", education) == told
