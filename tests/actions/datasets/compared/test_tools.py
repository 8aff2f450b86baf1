"""The technologies that several occupations share, and those that one of them has alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.datasets.compared.tools import SHOWN
from knowledge.queries.onet import technologies
from tests.actions.asking import Talk, told
from tests.actions.datasets.figures import ELECTRICIAN, PLUMBER, lead

Begin = Callable[..., Talk]


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("what software do both electricians and plumbers use", "both"),
        ("tools electricians use that plumbers don't", "first"),
        ("tools that plumbers don't need and electricians do", "first"),
        ("software plumbers use that electricians don't", "second"),
    ],
)
def test_sets_of_technologies_are_computed(talk: Begin, datasets: Connection, text: str, of: str) -> None:
    first, second = (
        {row.name for row in technologies(datasets, code=one[1])} for one in (ELECTRICIAN, PLUMBER)
    )
    wanted = {"both": first & second, "first": first - second, "second": second - first}[of]
    named = (("occupation", ELECTRICIAN[1], "electricians"), ("occupation", PLUMBER[1], "plumbers"))
    reply = talk().ask("tools", *named, text=text)
    assert lead(reply).startswith(f"{len(wanted)} technologies are listed for")
    assert sum(name in told(reply) for name in wanted) >= min(len(wanted), SHOWN)
