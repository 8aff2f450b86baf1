"""Who tells of their own work."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.titles.told_by_worker import with_worker_who_tells
from tests.actions.asking import message


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("My cousin the welder says you need no degree. Right?", "welder"),
        ("the baker told us that pay is awful, is it?", "baker"),
        ("our tax preparer claims there is no future in it", "tax preparer"),
    ],
)
def test_what_somebody_tells_is_of_their_own_work(datasets: Connection, text: str, title: str) -> None:
    read = with_worker_who_tells(datasets, message("education", text=text))
    assert read.values("occupation") == [title]


@pytest.mark.parametrize(
    "text",
    [
        "the recruiter said I need a degree",
        "my boss told me to learn Python",
        "the article says they earn a lot",
        "the welder said ML needs no degree",
        "the welder earns a lot",
    ],
)
def test_who_tells_of_other_work_is_not_asked_about(datasets: Connection, text: str) -> None:
    unread = message("education", text=text)
    assert with_worker_who_tells(datasets, unread) == unread
