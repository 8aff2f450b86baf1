"""What NLU's tags say of the one who writes fills what no pattern finds, and contradicts none."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.engine import Connection

from actions.about_you.reader import own_titles, read_person, titles_of_others, with_refused_apart
from actions.person import Person
from actions.questions.message import ParsedEntity, TaggedSpan, UserMessage

COOK, NURSE = "35-2014.00", "29-1141.00"
_MARK = re.compile(r"\[([^\]]+)\]\{(\w+)(?:,([\d.]+))?\}")
_TITLES = ("line cook", "nurse", "dentist")


def marked(line: str, intent: str = "about_you") -> UserMessage:
    """Return a message as NLU tags it: ``[line cook]{now}``, or with a confidence, ``[nurse]{goal,0.6}``."""
    text, spans, behind = "", list[TaggedSpan](), 0
    for found in _MARK.finditer(line):
        text += line[behind : found.start()]
        spans.append(TaggedSpan(len(text), len(text) + len(found[1]), found[2], float(found[3] or 0.97)))
        text += found[1]
        behind = found.end()
    text += line[behind:]
    titles = [(name, text.find(name)) for name in _TITLES if name in text]
    named = tuple(ParsedEntity("occupation", name, name, start) for name, start in titles)
    return UserMessage(text, intent, named, tagged=tuple(spans))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("[line cook]{now} by trade and by temper, me", {"occupation": COOK}),
        ("back in my [line cook]{before} days I slept little", {"former": (COOK,)}),
        ("back in my [line cook]{before,0.6} days I slept little", {}),  # not sure enough
        ("me: [line cook]{now}. into [beekeeping]{like}", {"occupation": COOK, "likes": ("beekeeping",)}),
        ("me: [line cook]{now}, [eight years]{years}", {"occupation": COOK, "years": 8}),
        (
            "me: [line cook]{now}. [night shifts]{dont} are behind me",
            {"occupation": COOK, "refuses": ("shifts",)},
        ),
    ],
)
def test_tags_say_what_no_pattern_finds(datasets: Connection, line: str, found: dict[str, object]) -> None:
    person = read_person(datasets, marked(line), Person())
    assert {name: getattr(person, name) for name in found} == found
    assert found or person == Person()


def test_a_tag_that_is_sure_outranks_a_pattern(datasets: Connection) -> None:
    assert own_titles(marked("i was thinking [nurse]{goal}, I'm a [line cook]{now}")) == {"line cook"}


def test_others_alone_are_not_the_one_who_writes(datasets: Connection) -> None:
    told = read_person(
        datasets, marked("a friend is [line cook]{now} and likes [beekeeping]{like}"), Person()
    )
    assert told == Person()


def test_the_title_of_somebody_else_is_no_aim_beside_one() -> None:
    message = marked("the [dentist]{other} up the road says so: [nurse]{goal}?")
    assert titles_of_others(message) == {"dentist"}
    assert titles_of_others(marked("the [dentist]{other} up the road says so")) == frozenset()


def test_work_that_is_refused_is_set_apart() -> None:
    message = with_refused_apart(marked("[nurse]{refused} is out. [dentist]{goal}?"))
    assert [one.typed for one in message.refused] == ["nurse"]
    assert message.values("occupation") == ["dentist"]


@pytest.mark.parametrize(
    ("line", "field", "kept"),
    [
        ("me: dropped out of [nursing]{field} school", "field", ""),
        ("me: finished [nursing]{field} school", "field", "nursing"),
        ("me: still a [sophomore]{school} in [high school]{school}", "education", None),
        ("me: they offered me [$60,000]{pay}", "pay", None),
        ("me: jobs that are not just [answering phones]{dont}", "refuses", ()),
        ("me: jobs that are not [just answering phones]{dont}", "refuses", ()),
    ],
)
def test_what_a_tag_marks_may_be_given_up_offered_or_not_merely_meant(
    datasets: Connection, line: str, field: str, kept: object
) -> None:
    assert getattr(read_person(datasets, marked(line), Person()), field) == kept


@pytest.mark.parametrize(
    "line",
    [
        "my wife is a [nurse]{other,0.6} and I work as a [line cook]{now}",
        "my wife, a [nurse]{other}, and me, [line cook]{now}",
        "I'm a [line cook]{now} and my wife is a nurse",
    ],
)
def test_the_title_of_somebody_else_is_no_aim_beside_ones_own(line: str) -> None:
    assert titles_of_others(marked(line)) == {"nurse"}


def test_a_title_that_is_proposed_is_not_refused() -> None:
    message = marked("why not [nurse]{refused}?")
    assert with_refused_apart(message) == message
