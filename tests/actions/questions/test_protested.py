"""What a message turns down or denies is left of neither the person nor what they are shown."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.person import Person
from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.questions.protested import disowned_keys, protested_keys, without_disowned

ELECTRICIAN, WELDER = "47-2111.00", "51-4121.00"
TITLE = ParsedEntity("occupation", "electrician", "electrician", 0)


def test_what_is_turned_down_is_not_shown_again(datasets: Connection) -> None:
    message = UserMessage("", FALLBACK, protested=(TITLE,))
    assert without_disowned(datasets, message, Person(WELDER)) == Person(WELDER, declined=(ELECTRICIAN,))


def test_ones_own_work_that_is_turned_down_stays_ones_own(datasets: Connection) -> None:
    message = UserMessage("", FALLBACK, protested=(TITLE,))
    assert without_disowned(datasets, message, Person(ELECTRICIAN)) == Person(ELECTRICIAN)


def test_what_is_not_ones_own_is_no_longer_kept_as_ones_work(datasets: Connection) -> None:
    message = UserMessage("", FALLBACK, disowned=(TITLE,))
    assert disowned_keys(datasets, message) == [ELECTRICIAN]
    person = without_disowned(datasets, message, Person(ELECTRICIAN, former=(ELECTRICIAN, WELDER)))
    assert person == Person(former=(WELDER,))


def test_work_that_is_put_right_in_part_is_the_one_called_alike_that_is_told(datasets: Connection) -> None:
    healthcare, schools = "21-1022.00", "21-1021.00"
    title = ParsedEntity("occupation", healthcare, "healthcare", 8)
    told = UserMessage("I am in schools", FALLBACK, disowned=(title,))
    assert without_disowned(datasets, told, Person(healthcare)) == Person(schools)
    silent = UserMessage("that is wrong", FALLBACK, disowned=(title,))
    assert without_disowned(datasets, silent, Person(healthcare)) == Person()


def test_what_is_denied_and_aimed_at_is_not_left_out(datasets: Connection) -> None:
    """As in "I'm not an electrician, how do I become an electrician?"."""
    message = UserMessage("", FALLBACK, (TITLE,), protested=(TITLE,), disowned=(TITLE,))
    assert protested_keys(datasets, message) == []
