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
_TITLES = ("line cook", "nurse", "dentist", "high school teacher")


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


@pytest.mark.parametrize(
    "line",
    [
        "nah no [dentist]{refused,0.6}, out of health completely. I like [bikes]{like}",
        "[dentist]{refused} lol no way, too much school. burned out",
        "the [dentist]{now} one, is that hard to get into? I only know [paper ledgers]{skill}",
        "I'm a [line cook]{now} not a [dentist]{other}",
        "[dentist]{goal,0.9}, burned out, no college",
        "[dentist]{goal,0.5}, burned out, no college",
    ],
)
def test_a_title_that_is_refused_picked_or_aimed_at_is_not_ones_own(datasets: Connection, line: str) -> None:
    kept = read_person(datasets, marked(line), Person(occupation=COOK), looking=True)
    assert (kept.occupation, kept.former) == (COOK, ())


def test_a_title_that_opens_the_first_message_is_ones_own(datasets: Connection) -> None:
    told = read_person(datasets, marked("[dentist]{goal,0.5}, burned out, no college"), Person())
    assert told.occupation == "29-1021.00"


def test_what_was_wrongly_kept_goes_beside_what_is_true(datasets: Connection) -> None:
    kept = read_person(
        datasets, marked("I'm a [line cook]{now} not a [nurse]{other}"), Person(occupation=NURSE)
    )
    assert (kept.occupation, kept.former, kept.declined) == (COOK, (), (NURSE,))


def test_work_that_is_no_longer_ones_own_was_before(datasets: Connection) -> None:
    told = read_person(datasets, marked("not a [nurse]{other} anymore, I'm a [line cook]{now}"), Person())
    assert (told.occupation, told.former) == (COOK, (NURSE,))


def test_what_is_studied_is_no_work(datasets: Connection) -> None:
    assert read_person(datasets, marked("I'm a [nurse]{now} student, crazy?"), Person()).occupation == ""


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("took [6 yrs]{years} off to raise my son, was a [nurse]{before}", None),
        ("home with my kids for [9 years]{years}. before that I was a [nurse]{before}", None),
        ("was a [nurse]{before} for [18 yrs]{years}, then took [4 yrs]{years} off", 18),
        ("[nurse]{before} [12 years]{years}, laid off", 12),
        ("[nurse]{now}, [10 yoe]{years}, sick of screens", 10),
        ("[nurse]{refused} lol no, 2 years max. I like [bikes]{like}", None),
    ],
)
def test_time_without_work_is_no_experience(datasets: Connection, line: str, years: float | None) -> None:
    assert read_person(datasets, marked(line), Person()).years == years


@pytest.mark.parametrize(
    "line",
    ["no, 6 years OFF. not experience", "I never said 6 years experience", "those 6 years I was not working"],
)
def test_years_that_are_denied_are_taken_back(datasets: Connection, line: str) -> None:
    assert read_person(datasets, marked(line), Person(former=(NURSE,), years=6)).years is None


@pytest.mark.parametrize(
    ("line", "education"),
    [
        ("isn't [dentist]{asked} easier? just high school", None),
        ("and without going back for a [masters]{school}, I like [planning lessons]{like}", None),
        ("I have an [associate's]{school} not a bachelor's", 4),
        ("just [high school]{school} for me", 1),
    ],
)
def test_a_school_that_is_asked_of_others_or_refused_is_not_held(
    datasets: Connection, line: str, education: int | None
) -> None:
    assert read_person(datasets, marked(line), Person(), looking=True).education == education


def test_the_field_that_is_tagged_leads(datasets: Connection) -> None:
    told = read_person(datasets, marked("I'm graduating with a [psych]{field} [BA]{school} in may"), Person())
    assert (told.field, told.education) == ("psych", 5)


def test_a_wider_title_keeps_the_one_that_is_held(datasets: Connection) -> None:
    teacher = "25-2031.00"
    kept = read_person(datasets, marked("nurse?? i teach math"), Person(occupation=teacher))
    assert kept.occupation == teacher


@pytest.mark.parametrize(
    ("line", "pay"),
    [
        ("[167k]{pay} seems a lot, though", None),
        ("[95k]{pay} wow", None),
        ("[84k]{pay} for a sonographer sounds too good", None),
        ("[70k]{pay} would be my wish", 70_000),
    ],
)
def test_pay_that_is_only_remarked_on_is_no_wish(datasets: Connection, line: str, pay: float | None) -> None:
    assert read_person(datasets, marked(f"me: [line cook]{{now}}. {line}"), Person()).pay == pay
