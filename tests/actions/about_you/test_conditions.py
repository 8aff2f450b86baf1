"""What work is to be like is read off the marked spans: their meaning by examples, the sign by the tag."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.about_you.conditions import conditions_in, parts_in, refused_in_words
from actions.about_you.reader import read_other, read_person
from actions.person import Person
from knowledge.queries.occupation_wishes import avoided_fields, judged_work, kinds_of_work
from tests.actions.about_you.test_tagged import marked

COOK = "35-2014.00"


def read(connection: Connection, line: str, before: Person | None = None) -> Person:
    return read_person(connection, marked(line), before or Person(COOK), looking=True)


@pytest.mark.parametrize(
    ("line", "wants", "refuses"),
    [
        ("can't [crawl under a floor]{dont} any more", (), ("climbing",)),
        ("no [solvents]{dont}", (), ("fumes",)),
        ("not where it's [loud]{dont}", (), ("noise",)),
        ("not in [the heat]{dont}", (), ("heat",)),
        ("I need to [SIT]{want}", ("desk",), ()),
        ("no more [standing all day]{dont}", ("desk",), ()),
        ("something where I don't [sit all day]{dont}", (), ("desk",)),
        ("I'd like to [be on my feet]{want}", (), ("desk",)),
        ("I'd like [less pressure]{want}", (), ("stress",)),
        ("I'd like it [calmer]{want}", (), ("stress",)),
        ("not [the field]{dont}, [inside work]{want}", (), ("outdoors",)),
        ("I want [away from angry customers]{want}", (), ("people",)),
        ("I want out of the fumes", (), ("fumes",)),  # which no tag marks
        ("I'd like [good benefits]{want}", (), ()),
        ("I don't want [to relocate]{dont}", (), ()),
        ("what suits a [quiet]{want} person", (), ()),
    ],
)
def test_a_span_is_the_wish_of_the_nearest_example_with_the_sign_of_its_tag(
    datasets: Connection, line: str, wants: tuple[str, ...], refuses: tuple[str, ...]
) -> None:
    person = read(datasets, line)
    assert (person.wants, person.refuses) == (wants, refuses)
    assert not (person.likes or person.towards or person.declined)


def test_what_drains_is_a_field_of_work(datasets: Connection) -> None:
    assert read(datasets, "[phones]{dont} drain me").avoids == ("phones",)


@pytest.mark.parametrize("line", ["my [knee]{dont} is done", "bad [lungs]{dont}", "[asthma]{dont} here"])
def test_a_part_of_the_body_or_an_illness_alone_changes_nothing(datasets: Connection, line: str) -> None:
    assert read(datasets, line) == Person(COOK)


def test_what_is_done_with_a_part_of_the_body_is_a_wish(datasets: Connection) -> None:
    assert read(datasets, "half of those have me on my [knees]{dont}").refuses == ("climbing",)
    assert parts_in("my knee and two fingers are gone") == ["climbing", "hands_on"]


def test_what_somebody_puts_up_with_is_neither_wanted_nor_refused_any_more(datasets: Connection) -> None:
    before = Person(COOK, refuses=("shifts", "noise"))
    assert read(datasets, "I don't mind [nights]{dont}", before).refuses == ("noise",)
    assert read(datasets, "[nights]{want} are fine", before).refuses == ("noise",)


def test_what_is_said_anew_takes_the_place_of_its_opposite(datasets: Connection) -> None:
    before = Person(COOK, wants=("desk",), refuses=("outdoors",))
    person = read(datasets, "I don't want to [sit all day]{dont}, rather [outside]{want}", before)
    assert (person.wants, person.refuses) == (("outdoors",), ("desk",))


def test_wishes_of_somebody_else_are_theirs(datasets: Connection) -> None:
    message = marked("my dad is a [line cook]{other} and can't [kneel]{dont}. what could he do")
    other = read_other(datasets, message, Person())
    assert other is not None and other.refuses == ("climbing",)


def test_what_a_search_refuses_is_read_off_its_words() -> None:
    assert refused_in_words("which jobs pay over 60k without heavy lifting and no fumes") == (
        "lifting",
        "fumes",
    )
    assert refused_in_words("jobs with no degree that are outdoors") == ()


def test_every_example_tells_a_wish_that_can_be_kept_or_is_told_to_be_unheld() -> None:
    lines = ("no [ladders]{dont}", "no [phones]{dont}", "no [bending]{dont}", "no [night shift]{dont}")
    for one in (each for line in lines for each in conditions_in(marked(line))):
        assert one.key in {*kinds_of_work(), *avoided_fields()}
    assert set(judged_work()) <= set(kinds_of_work())
