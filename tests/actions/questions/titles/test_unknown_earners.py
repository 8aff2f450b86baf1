"""Who is said to earn something and is named by no list."""

from __future__ import annotations

import pytest

from actions.questions.titles.unknown_earners import with_unknown_earner
from tests.actions.asking import Named, message


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("how much do dragon tamers earn", "dragon tamers"),
        ("what do ghostbusters make a year?", "ghostbusters"),
        ("so how much would unicorn riders get paid", "unicorn riders"),
        ("salary of a sorcerer", "sorcerer"),
        ("what is the pay for a moon guide in Utah?", "moon guide"),
    ],
)
def test_who_earns_something_is_an_occupation_that_may_not_be_known(text: str, title: str) -> None:
    read = with_unknown_earner(message("salary", text=text))
    assert [(one.kind, one.value) for one in read.entities] == [("occupation", title)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("how much do they earn", ()),
        ("how much do senior people make", ()),
        ("how much do women earn", ()),
        ("do certificates make sense?", ()),
        ("how much do bonuses make", (("aspect", "bonus", "bonuses"),)),
        ("how much do nurses earn", (("occupation", "29-1141.00", "nurses"),)),
        ("how much do you get", ()),
        ("salary for a newcomer", ()),
        ("pay of a remote job", ()),
        ("income of an ML engineer", ()),
        ("wage of a nurse", (("occupation", "29-1141.00", "nurse"),)),
        ("how much should I earn", ()),
    ],
)
def test_who_is_no_occupation_or_named_otherwise_is_left_alone(text: str, named: tuple[Named, ...]) -> None:
    unread = message("salary", *named, text=text)
    assert with_unknown_earner(unread) == unread
