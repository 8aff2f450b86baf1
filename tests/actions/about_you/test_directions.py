"""What somebody names as work that they would do, by the spans that NLU marks."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.about_you.directions import directions_in, known_directions, with_directions
from actions.about_you.reader import read_person
from actions.person import Person
from actions.questions.message import ParsedEntity, UserMessage
from tests.actions.about_you.test_tagged import marked


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "maybe [writing]{goal} or [teaching]{goal} or [quality/regulatory]{goal}",
            ["writing", "teaching", "quality", "regulatory"],
        ),
        ("something [with computers]{want} maybe", ["computers"]),
        ("something with [numbers]{like,0.4}", ["mathematics, statistics and accounting"]),
        (
            "[archives]{field}, [museums]{like}, [research]{like}, that kinda thing",
            ["archives", "museums", "research"],
        ),
        ("I like [archives]{like} and [museums]{like}", []),  # which are likes
        ("what about a [nurse]{goal} or a [dentist]{goal}", []),  # which are aims
        ("I want [more money]{want}", []),
        ("[out of driving]{want}", []),
        ("get there from [teaching]{goal}", []),
        ("jobs that mix [nursing]{asked} and [computers]{like}", ["nursing and computers"]),
        ("a job that uses my [nursing]{field}", ["nursing"]),
        ("what uses [nursing]{asked}?", []),
    ],
)
def test_things_that_work_is_to_be_about_are_read_off_a_list(line: str, found: list[str]) -> None:
    assert [one.text for one in directions_in(marked(line))] == found


def test_what_is_done_to_examples_is_done_to_each() -> None:
    message = marked("I want to [repair stuff]{goal}, like [AC]{goal} or [cars]{like}")
    assert [one.text for one in directions_in(message)] == ["repair air conditioning", "repair cars"]


def test_an_industry_is_a_direction_where_it_is_aimed_at() -> None:
    def of(text: str) -> list[str]:
        named = ParsedEntity("industry", "information_technology", "IT", text.index("IT"))
        return [one.text for one in directions_in(UserMessage(text, "career_fit", (named,)))]

    assert of("want to get into IT") == ["information technology"]
    assert of("they laid me off from IT") == []


def test_only_what_an_occupation_is_near_to_is_kept(datasets: Connection) -> None:
    message = marked("something [with museums]{want} or [with bliss]{want}")
    assert [one.text for one in known_directions(datasets, message)] == ["museums"]


def test_one_aim_alone_is_no_direction_unless_work_about_it_is_looked_for(datasets: Connection) -> None:
    assert with_directions(datasets, marked("what about [forklifts]{goal}, do I need a license"), ()) == ()
    assert with_directions(datasets, marked("which jobs are about [forklifts]{goal}"), ()) == ("forklifts",)
    assert with_directions(datasets, marked("ok thanks"), ("museums",)) == ("museums",)


def test_a_direction_is_not_a_wish_as_well(datasets: Connection) -> None:
    person = read_person(
        datasets, marked("I want something with [research]{want} or [museums]{want}"), Person()
    )
    assert (person.towards, person.wants) == (("research", "museums"), ())


def test_of_wishes_with_an_or_between_one_is_enough(datasets: Connection) -> None:
    text = "I want work with people or outdoors"
    assert set(read_person(datasets, UserMessage(text, "career_fit"), Person()).either) == {
        "people",
        "outdoors",
    }
    text = "I want work with people and outdoors"
    assert read_person(datasets, UserMessage(text, "career_fit"), Person()).either == ()
