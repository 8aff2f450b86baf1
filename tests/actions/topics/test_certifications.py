"""Certifications: one attribute of one, the list, the most held."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from knowledge.queries.facts import associations
from tests.actions.asking import Talk, choices, plain, told
from tests.databases import base_with

RINGER, KEEPER = ("occupation", "bell_ringer"), ("occupation", "lighthouse_keeper")
TOWER = ("certification", "tower_certificate")
STEEPLE = ("certification", "steeple_diploma")
LICENCE = ("certification", "lamp_licence")


@pytest.fixture
def talk(fixture_base: Connection) -> Talk:
    """A conversation on the fixture base, whose featured occupation is the bell ringer."""
    return Talk(fixture_base)


def test_the_duration_of_one_is_not_told_but_its_courses_are(talk: Talk) -> None:
    reply = talk.ask("certifications", STEEPLE, ("aspect", "duration"))
    assert reply.answer.outcome == "unknown"
    assert "do not give the duration" in told(reply)
    assert "3 courses" in told(reply)
    assert "week" not in told(reply)
    assert talk.press(choices(reply)[0]).answer.outcome == "answered"


@pytest.mark.parametrize(
    ("named", "aspect", "there", "absent"),
    [
        (TOWER, "provider", "offered by Guild of Saint Agatha", "beginner"),
        (STEEPLE, "courses", "3 courses", "offered by"),
        (TOWER, "duration", "12 weeks", "offered by"),
        (TOWER, "price", "$40", "weeks"),
        (LICENCE, "price", "free", "advanced"),
        (LICENCE, "free", "free", "advanced"),
        (TOWER, "target_level", "beginner", "offered by"),
    ],
)
def test_one_attribute_is_told_alone(
    talk: Talk, named: tuple[str, str], aspect: str, there: str, absent: str
) -> None:
    reply = talk.ask("certifications", named, ("aspect", aspect))
    assert reply.answer.outcome == "answered"
    assert there in told(reply)
    assert absent not in told(reply)


@pytest.mark.parametrize(
    ("named", "aspect"),
    [
        (STEEPLE, "price"),
        (STEEPLE, "duration"),
        (STEEPLE, "free"),
        (LICENCE, "provider"),
        (TOWER, "courses"),
        (TOWER, "difficulty"),
    ],
)
def test_an_attribute_that_no_source_tells_is_unknown(
    talk: Talk, named: tuple[str, str], aspect: str
) -> None:
    reply = talk.ask("certifications", named, ("aspect", aspect))
    assert reply.answer.outcome == "unknown"
    assert "do not give" in told(reply)


def test_the_duration_of_two_of_which_one_is_told_is_answered_in_part(talk: Talk) -> None:
    reply = talk.ask("certifications", TOWER, STEEPLE, ("aspect", "duration"))
    assert reply.answer.outcome == "partial"
    assert "12 weeks" in told(reply)
    assert "do not give the duration of Steeple Diploma" in told(reply)


def test_the_free_certificate_is_the_one_whose_price_is_nothing(talk: Talk) -> None:
    assert told(talk.ask("certifications", KEEPER, ("aspect", "free"))) == "Lamp Licence is free."


def test_where_none_is_free_it_is_said(talk: Talk) -> None:
    reply = talk.ask("certifications", ("aspect", "free"))
    assert reply.answer.outcome == "partial"
    assert told(reply).startswith("My sources do not call any of these free.")


def test_the_most_held_come_first_and_the_table_next(talk: Talk) -> None:
    text = told(talk.ask("certifications", ("aspect", "ranking")))
    assert "Tower Certificate" in text and "Steeple" not in text
    assert "Steeple" in told(talk.press("/more"))


def test_the_most_held_come_in_their_order(shipped_talk: Talk) -> None:
    text = told(shipped_talk.ask("certifications", ("aspect", "ranking")))
    assert text.index("Coursera") < text.index("Google Cloud") < text.index("Azure")
    assert "Harvard" not in text


def test_the_list_is_a_table_of_what_is_told(talk: Talk) -> None:
    text = told(talk.ask("certifications"))
    assert all(
        one in text for one in ("Tower Certificate", "Steeple Diploma", "12 weeks", "3 courses", "$40")
    )


@pytest.mark.parametrize(
    ("company", "name"), [("college of steeples", "Steeple"), ("Guild of Saint Agatha", "Tower")]
)
def test_a_provider_narrows_to_its_certification(talk: Talk, company: str, name: str) -> None:
    text = told(talk.ask("certifications", ("company", company)))
    assert name in text
    assert len({"Steeple", "Tower"} & {*text.split()}) == 1


@pytest.mark.parametrize("typed", ["beginners", "entry", "basic"])
def test_beginners_are_told_of_the_one_for_beginners(talk: Talk, typed: str) -> None:
    reply = talk.ask("certifications", ("level", typed))
    assert reply.answer.outcome == "answered"
    assert "“beginner”" in told(reply) and "Steeple" not in told(reply)


def test_a_level_is_told_where_a_certificate_has_it_and_no_other(talk: Talk) -> None:
    assert "“advanced”" in told(talk.ask("certifications", KEEPER, ("level", "advanced")))
    for occupation, level in ((KEEPER, "beginners"), (RINGER, "advanced"), (RINGER, "tower_captain")):
        reply = talk.ask("certifications", occupation, ("level", level))
        assert reply.answer.outcome == "unknown", level


def test_shipped_levels_are_those_for_beginners(shipped_talk: Talk) -> None:
    text = told(shipped_talk.ask("certifications", ("level", "entry_level")))
    assert "“beginners”" in text and "“basics”" in text
    assert shipped_talk.ask("certifications", ("level", "senior_level")).answer.outcome == "unknown"


def test_where_no_certificate_has_a_level_that_is_said(talk: Talk) -> None:
    binder = ("occupation", "bookbinder")
    reply = talk.ask("certifications", binder, ("aspect", "target_level"), text="for which level are they?")
    assert reply.answer.outcome == "unknown"
    assert "do not give the level" in told(reply)


@pytest.mark.parametrize(
    "named", [("certification", "Udacity"), ("company", "Oracle"), ("year", "2020"), ("place", "Germany")]
)
def test_a_certification_that_no_source_names_is_unknown(talk: Talk, named: tuple[str, str]) -> None:
    reply = talk.ask("certifications", named)
    assert reply.answer.outcome == "unknown"
    assert "12 weeks" not in plain(reply)


def test_a_certification_that_is_named_goes_before_the_topic_it_is_asked_under(talk: Talk) -> None:
    reply = talk.ask("salary", TOWER, ("aspect", "duration"))
    assert reply.answer.topic == "certifications"
    assert "12 weeks" in told(reply)


@pytest.fixture
def shipped_talk(connection: Connection) -> Talk:
    return Talk(connection)


def test_the_price_and_length_of_the_bootcamp_are_not_told(shipped_talk: Talk) -> None:
    for aspect in ("price", "duration"):
        reply = shipped_talk.ask("bootcamp", ("aspect", aspect))
        assert reply.answer.outcome == "unknown"
        assert "University of California San Diego" in told(reply)


def test_the_bootcamp_is_told_as_a_promotion(shipped_talk: Talk) -> None:
    assert "promotes" in told(shipped_talk.ask("bootcamp"))


# Certificates of several occupations.

OWN = """\
occupation: {key: wright, name: wheelwright, plural: wheelwrights}
entities:
  - {key: hub_badge, name: Hub Badge, kind: certification, source: almanac, price: 1200, currency: chf}
associations:
  - {key: wright.badge, source: almanac, topic: certifications, entity: hub_badge, text: There is a badge.}
"""
OTHER = ("occupation", "lighthouse_keeper")
BADGE = ("certification", "hub_badge")


@pytest.fixture(scope="module")
def base(fixture_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The fixture base, and a wheelwright with a certificate of its own."""
    folder = tmp_path_factory.mktemp("certificates")
    with base_with(folder, fixture_content, {"wright.yml": OWN}) as connection:
        yield connection


def test_a_certificate_of_one_occupation_only_is_looked_up_there(base: Connection) -> None:
    talk = Talk(base)  # the featured occupation has other certificates
    price = ("aspect", "price", "cost")
    cost = talk.ask("certifications", BADGE, price, text="what does the hub badge cost?")
    assert cost.answer.occupation == "wright" and "CHF 1,200" in told(cost)
    for reply in (
        Talk(base).press('/certifications{"certification": "hub_badge"}'),
        Talk(base).ask("requirement_check", BADGE, text="do I need the hub badge?"),
    ):
        assert reply.answer.occupation == "wright" and "adge" in told(reply)


def test_a_certificate_of_another_occupation_is_said_not_to_be_known(base: Connection) -> None:
    reply = Talk(base).ask("certifications", OTHER, BADGE, text="is the hub badge one for joiners?")
    assert reply.answer.outcome == "unknown"
    reply = Talk(base).ask("certifications", ("occupation", "bell_ringer"), BADGE, text="for bell ringers?")
    assert reply.answer.outcome == "unknown" and "Hub Badge" in told(reply)


def test_a_certificate_of_several_is_that_of_the_one_under_discussion(base: Connection) -> None:
    talk = Talk(base)
    talk.ask("definition", ("occupation", "bookbinder"))
    held = [row.entity.key for row in associations(base, occupation="bookbinder", topic="certifications")]
    reply = talk.ask("certifications", ("certification", held[0]), text="what is it?")
    assert reply.answer.occupation == "bookbinder"
