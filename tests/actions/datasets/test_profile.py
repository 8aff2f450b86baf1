"""What an occupation is and does, its titles, and the occupations near it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.answer import ListBlock
from actions.composition.compose import Reply
from tests.actions.asking import MLE, Talk, cites, message, plain, told
from tests.actions.datasets.figures import DATA_SCIENTIST, INFANTRY, NURSE, all_of, lead, usd, wage

Begin = Callable[..., Talk]


def listed(reply: Reply) -> tuple[str, ...]:
    (found,) = (block for block in reply.answer.blocks if isinstance(block, ListBlock))
    return found.items


def duties(connection: Connection) -> list[str]:
    return all_of(connection, "SELECT text FROM onet_duty WHERE occupation_code = '29-1141.00' ORDER BY rank")


@pytest.mark.usefixtures("published_wages")
def test_an_occupation_that_is_named_alone_is_described_with_its_pay(
    talk: Begin, datasets: Connection
) -> None:
    conversation = talk()
    median = usd(wage(datasets, NURSE)["annual_p50"])
    reply = conversation.send(message("definition", NURSE, text="nurse", form="names"))
    assert f"Registered nurses in the United States earn a median of {median} a year" in told(reply)
    assert len(cites(reply)) == 2
    asked = conversation.ask("definition", NURSE, text="what is a nurse?")
    assert median not in told(asked)


def test_an_occupation_is_described_with_its_first_duties(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("definition", NURSE, text="what is a nurse?")
    (description,) = all_of(datasets, "SELECT description FROM onet_occupation WHERE code = '29-1141.00'")
    assert lead(reply) == description
    assert list(listed(reply)) == duties(datasets)[:3]
    assert "O*NET 30.1 Database" in plain(reply)  # the attribution that its licence asks for
    assert len(cites(reply)) == 1


@pytest.mark.parametrize("topic", ["duties", "job_description"])
def test_the_first_duty_is_the_first_line_and_the_others_follow(
    talk: Begin, datasets: Connection, topic: str
) -> None:
    reply = talk().ask(topic, NURSE, text="what do nurses do?")
    first, *others = duties(datasets)
    assert lead(reply) == f"Registered nurses {first[0].lower()}{first[1:]}"
    assert list(listed(reply)) == others


def test_other_titles_are_those_that_people_report(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("job_titles", NURSE, text="what else are nurses called?")
    reported = all_of(
        datasets,
        "SELECT title FROM occupation_title WHERE occupation_code = '29-1141.00' AND kind = 'reported'"
        " ORDER BY id",
    )
    assert [title for title in reported[:4] if title not in lead(reply)] == []
    assert [title for title in reported[4:] if title not in told(reply)] == []


def test_related_occupations_come_the_nearest_first(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("related_occupations", NURSE, text="what jobs are like nurses?")
    names = all_of(
        datasets,
        "SELECT o.plural FROM onet_related r JOIN onet_occupation o ON o.code = r.related_code"
        " WHERE r.occupation_code = '29-1141.00' ORDER BY r.rank LIMIT 10",
    )
    assert lead(reply) == (
        f"The occupations nearest to registered nurses are {names[0]}, {names[1]} and {names[2]}."
    )
    assert [item.lower() for item in listed(reply)] == [name.lower() for name in names]


@pytest.mark.parametrize("text", ["what can a nurse become later on?", "can nurses get promoted?"])
def test_who_asks_where_people_go_hears_that_no_ladder_is_held(talk: Begin, text: str) -> None:
    shown = told(talk().ask("career_path", NURSE, text=text))
    assert "no ladder of promotion" in " ".join(shown.split())
    assert "no ladder" not in told(
        talk().ask("related_occupations", NURSE, text="what jobs are like nurses?")
    )


def test_one_of_the_related_occupations_is_picked_and_the_list_stays_at_hand(
    talk: Begin, datasets: Connection
) -> None:
    here = talk()
    here.ask("related_occupations", NURSE, text="what jobs are like nurses?")
    codes = all_of(
        datasets,
        "SELECT related_code FROM onet_related WHERE occupation_code = '29-1141.00' ORDER BY rank LIMIT 3",
    )
    for number, name in ((2, "second"), (3, "third")):
        reply = here.ask("pick", ("ordinal", str(number), name), text=f"the {name} one")
        assert (reply.answer.topic, reply.answer.occupation) == ("definition", codes[number - 1])
    reply = here.ask("salary", text="what do they earn?")
    assert reply.answer.occupation == codes[2]
    reply = here.ask("pick", ("ordinal", "99", "99th"), text="the 99th")
    assert reply.answer.outcome == "clarify"


def test_an_item_beyond_the_list_is_asked_about(talk: Begin) -> None:
    here = talk()
    here.ask("related_occupations", NURSE, text="what jobs are like nurses?")
    reply = here.ask("pick", ("ordinal", "11", "eleventh"), text="the eleventh")
    assert (reply.answer.outcome, "up to 10" in told(reply)) == ("clarify", True)


@pytest.mark.parametrize("topic", ["related_occupations", "job_titles"])
def test_what_only_the_datasets_hold_is_told_of_a_data_scientist_as_well(talk: Begin, topic: str) -> None:
    reply = talk().ask(topic, DATA_SCIENTIST, text="and of data scientists?")
    assert (reply.answer.outcome, reply.answer.occupation) == ("answered", "data_scientist")
    assert "O*NET" in plain(reply)


def test_of_machine_learning_engineers_the_nearest_topic_of_the_articles_is_told(talk: Begin) -> None:
    for topic in ("interests", "related_occupations", "job_titles"):
        reply = talk().ask(topic, ("occupation", MLE), text="and of machine learning engineers?")
        assert reply.answer.outcome == "answered"
        assert "O*NET" not in plain(reply)


@pytest.mark.parametrize(
    ("topic", "first"),
    [
        ("definition", "O*NET lists “Infantry” without a description."),
        ("duties", "O*NET lists “Infantry” without duties."),
        ("related_occupations", "O*NET lists no related occupations of “Infantry”."),
    ],
)
def test_an_occupation_that_has_titles_only_is_not_described(talk: Begin, topic: str, first: str) -> None:
    reply = talk().ask(topic, INFANTRY, text="what of the infantry?")
    assert (reply.answer.outcome, lead(reply)) == ("unknown", first)
