"""Who mends a thing, however that is said."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.linking import link
from actions.questions.titles.repair_titles import with_repairer
from tests.actions.asking import message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("our lift repair man earns a lot, right?", "47-4021.00"),
        ("fridge repairman wages", "49-9031.00"),
        ("does a bike fixer need school?", "49-3091.00"),
        ("elevator maintenance guy, salary", "47-4021.00"),
    ],
)
def test_who_mends_a_thing_is_its_repairer(datasets: Connection, text: str, code: str) -> None:
    near = ("occupation", "repair man", "repair man")
    asked = message("salary", *([near] if "repair man" in text else []), text=text)
    (named,) = link(datasets, with_repairer(datasets, asked).entities)
    assert named.occupation and named.occupation.code == code


@pytest.mark.parametrize("text", ["what does a repairman earn", "dream fixer pay", "is it a quick fix?"])
def test_who_mends_no_thing_stays_what_it_was(datasets: Connection, text: str) -> None:
    unread = message("salary", text=text)
    assert with_repairer(datasets, unread) == unread
