"""Certifications: one attribute of one, the list, the most held."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine

from knowledge.database import create_knowledge_engine
from knowledge.queries.facts import associations
from tests.actions.asking import Talk, choices, plain, told
from tests.databases import load_into, sqlite_url

Begin = Callable[..., Talk]
IBM = ("certification", "ibm_machine_learning")
HARVARD = ("certification", "harvard_machine_learning")
PYTHON = ("certification", "machine_learning_with_python")
MIT = ("certification", "mit_machine_learning_ai")


def test_the_duration_of_the_ibm_certificate_is_not_told_but_its_courses_are(talk: Begin) -> None:
    here = talk()
    reply = here.ask("certifications", IBM, ("aspect", "duration"))
    assert reply.answer.outcome == "unknown"
    assert "do not give the duration" in told(reply)
    assert "6 courses" in told(reply)
    assert "week" not in told(reply)
    assert here.press(choices(reply)[0]).answer.outcome == "answered"


@pytest.mark.parametrize(
    ("named", "aspect", "there", "absent"),
    [
        (MIT, "provider", "offered by MIT", "beginners"),
        (IBM, "courses", "6 courses", "offered by"),
        (HARVARD, "duration", "8 weeks", "offered by"),
        (PYTHON, "duration", "8 weeks", "free"),
        (PYTHON, "price", "free", "weeks"),
        (PYTHON, "free", "free", "weeks"),
        (MIT, "target_level", "beginners", "offered by"),
    ],
)
def test_one_attribute_is_told_alone(
    talk: Begin, named: tuple[str, str], aspect: str, there: str, absent: str
) -> None:
    reply = talk().ask("certifications", named, ("aspect", aspect))
    assert reply.answer.outcome == "answered"
    assert there in told(reply)
    assert absent not in told(reply)


@pytest.mark.parametrize(
    ("named", "aspect"),
    [
        (HARVARD, "price"),
        (MIT, "price"),
        (MIT, "duration"),
        (PYTHON, "provider"),
        (IBM, "difficulty"),
        (IBM, "free"),
    ],
)
def test_an_attribute_that_no_source_tells_is_unknown(
    talk: Begin, named: tuple[str, str], aspect: str
) -> None:
    reply = talk().ask("certifications", named, ("aspect", aspect))
    assert reply.answer.outcome == "unknown"
    assert "$" not in told(reply)


def test_the_duration_of_two_of_which_one_is_told_is_answered_in_part(talk: Begin) -> None:
    reply = talk().ask("certifications", IBM, HARVARD, ("aspect", "duration"))
    assert reply.answer.outcome == "partial"
    assert "8 weeks" in told(reply)
    assert "do not give the duration of IBM" in told(reply)


def test_the_free_certificate_is_the_one_whose_price_is_nothing(talk: Begin) -> None:
    shown = told(talk().ask("certifications", ("aspect", "free")))
    assert shown == "Machine Learning with Python Certification: free."


def test_the_most_held_come_in_their_order_and_the_table_next(talk: Begin) -> None:
    here = talk()
    text = told(here.ask("certifications", ("aspect", "ranking")))
    assert text.index("Coursera") < text.index("Google Cloud") < text.index("Azure")
    assert "Harvard" not in text
    assert "Harvard" in told(here.press("/more"))


def test_the_list_is_a_table_of_what_is_told(talk: Begin) -> None:
    text = told(talk().ask("certifications"))
    assert all(
        name in text
        for name in ("MIT", "IBM", "Harvard", "Coursera", "Google Cloud", "Azure", "8 weeks", "free")
    )


@pytest.mark.parametrize(
    ("company", "name"), [("google", "Google Cloud"), ("Microsoft", "Azure"), ("IBM", "IBM")]
)
def test_a_provider_narrows_to_its_certification(talk: Begin, company: str, name: str) -> None:
    text = told(talk().ask("certifications", ("company", company)))
    assert name in text
    assert "Harvard" not in text


def test_beginners_are_told_of_the_two_for_beginners_and_seniors_that_none_is(talk: Begin) -> None:
    text = told(talk().ask("certifications", ("level", "entry_level")))
    assert "“beginners”" in text and "“basics”" in text
    assert talk().ask("certifications", ("level", "senior_level")).answer.outcome == "unknown"


@pytest.mark.parametrize(
    "named", [("certification", "Udacity"), ("company", "Oracle"), ("year", "2020"), ("place", "Germany")]
)
def test_a_certification_that_no_source_names_is_unknown(talk: Begin, named: tuple[str, str]) -> None:
    reply = talk().ask("certifications", named)
    assert reply.answer.outcome == "unknown"
    assert "8 weeks" not in plain(reply)


def test_a_certification_that_is_named_goes_before_the_topic_it_is_asked_under(talk: Begin) -> None:
    reply = talk().ask("salary", HARVARD, ("aspect", "duration"))
    assert reply.answer.topic == "certifications"
    assert "8 weeks" in told(reply)


def test_the_price_and_length_of_the_bootcamp_are_not_told(talk: Begin) -> None:
    for aspect in ("price", "duration"):
        reply = talk().ask("bootcamp", ("aspect", aspect))
        assert reply.answer.outcome == "unknown"
        assert "University of California San Diego" in told(reply)


def test_the_bootcamp_is_told_as_a_promotion(talk: Begin) -> None:
    assert "promotes" in told(talk().ask("bootcamp"))


def test_where_none_is_free_any_more_it_is_said(knowledge: Engine) -> None:
    with knowledge.connect() as connection:
        connection.execute(text("UPDATE certification SET price = 49, currency = 'eur' WHERE price = 0"))
        reply = Talk(connection).ask("certifications", ("aspect", "free"))
        connection.rollback()
    assert reply.answer.outcome == "partial"
    assert told(reply).startswith("My sources do not call any of these free.")


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
    shutil.copytree(fixture_content, folder / "content")
    (folder / "content" / "wright.yml").write_text(OWN, encoding="utf-8")
    url = sqlite_url(folder / "knowledge.db")
    load_into(url, folder / "content")
    engine = create_knowledge_engine(url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


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
