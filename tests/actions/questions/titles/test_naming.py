"""What a message names that NLU does not mark."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.questions.message import ParsedEntity
from actions.questions.titles.naming import with_all_named, without_work_of_title
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


def test_work_beside_a_title_only_says_what_those_do() -> None:
    hands = ParsedEntity("occupation", "farm hands", "farm hands", 0)
    picking = ParsedEntity("occupation", "pick crop", "picking crops", 11, is_work=True)
    far = ParsedEntity("occupation", "cut hair", "cutting hair", 40, is_work=True)
    asked = message("salary", text="farm hands picking crops, how much?")
    asked = replace(asked, entities=(hands, picking, far))
    assert without_work_of_title(asked).entities == (hands, far)
