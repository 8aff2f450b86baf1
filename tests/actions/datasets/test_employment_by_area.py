"""Where most or fewest people of an occupation are employed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from tests.actions.asking import Talk
from tests.actions.datasets.figures import NURSE, all_of, chart, lead

Begin = Callable[..., Talk]
pytestmark = pytest.mark.usefixtures("published_wages")
COUNTS = (
    "SELECT w.employment FROM wage w JOIN area a ON a.code = w.area_code WHERE w.code = '29-1141'"
    " AND a.kind = '{}' AND w.industry_code = '' AND w.employment IS NOT NULL ORDER BY 1"
)


@pytest.mark.parametrize(
    ("text", "kind", "begins", "highest"),
    [
        ("which states employ the most nurses?", "state", "Most registered nurses", True),
        ("which state has the fewest nurses?", "state", "Fewest registered nurses", False),
        ("in which cities do most nurses work?", "metro", "Most registered nurses", True),
    ],
)
def test_places_are_ordered_by_the_people_employed(
    talk: Begin, datasets: Connection, text: str, kind: str, begins: str, highest: bool
) -> None:
    reply = talk().ask("outlook", NURSE, text=text)
    counts = sorted(all_of(datasets, COUNTS.format(kind)), reverse=highest)
    assert lead(reply).startswith(begins)
    assert [point.value for point in chart(reply).points] == counts[:8]


def test_a_question_about_growth_stays_one(talk: Begin) -> None:
    reply = talk().ask("outlook", NURSE, text="what is the outlook for most nurses?")
    assert "projected to grow" in lead(reply)
