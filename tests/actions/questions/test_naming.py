"""What a message names that NLU does not mark."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.naming import with_all_named
from actions.state import ConversationState
from tests.actions.asking import Named, message

PLUMBER = ConversationState("salary", ("47-2152.00",))


@pytest.mark.parametrize(
    ("text", "named", "found"),
    [
        ("mail man pay in ohio or texas", (("place", "ohio"),), {"mailman", "ohio", "texas"}),
        ("how much do dragon tamers earn", (), {"dragon tamers"}),
        ("more than an editor?", (), {"editor"}),
        ("is underwriting growing", (), {"underwriter"}),
        ("is it growing", (), set()),
    ],
)
def test_each_step_adds_what_it_finds(
    datasets: Connection, text: str, named: tuple[Named, ...], found: set[str]
) -> None:
    read = with_all_named(datasets, message("salary", *named, text=text), PLUMBER)
    assert {one.value for one in read.entities} == found
