"""Salary, shares, outlook and market: the one figure that is asked for, and none in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from actions.answer import ChartBlock, TextBlock
from actions.composition.compose import Reply
from tests.actions.asking import Talk, choices, notes, plain, told
from tests.databases import base_with

RINGER, KEEPER, BINDER = "bell_ringer", "lighthouse_keeper", "bookbinder"
FIGURES_OF_PAY = ("12,300", "9,100", "15,700", "21,900")  # of bell ringers
CAPTAIN = ("level", "tower_captain", "captain")


@pytest.fixture
def talk(fixture_base: Connection) -> Talk:
    """A conversation on the fixture base, whose featured occupation is the bell ringer."""
    return Talk(fixture_base)


def first_text(reply: Reply) -> str:
    return next(block.text for block in reply.answer.blocks if isinstance(block, TextBlock))


def has_chart(reply: Reply) -> bool:
    return any(isinstance(block, ChartBlock) for block in reply.answer.blocks)


@pytest.mark.parametrize(
    ("level", "figure"),
    [("apprentice_ringer", "$9,100"), ("steady_ringer", "$15,700"), ("tower_captain", "$21,900")],
)
def test_the_salary_of_a_level_is_that_of_the_level_alone(talk: Talk, level: str, figure: str) -> None:
    reply = talk.ask("salary", ("level", level))
    assert reply.answer.outcome == "answered"
    shown = first_text(reply)
    assert figure in shown
    assert [one for one in FIGURES_OF_PAY if one in shown and one not in figure] == []
    assert not has_chart(reply)


def test_the_average_salary_is_told_with_its_bound_and_what_disagrees(talk: Talk) -> None:
    reply = talk.ask("salary")
    assert "about $12,300" in first_text(reply)
    assert any("the Almanac gives $9,100 to apprentices" in note for note in notes(reply))


def test_a_salary_is_told_with_whom_the_source_cites(talk: Talk) -> None:
    reply = talk.ask("salary", ("occupation", KEEPER), ("country", "graustark", "Graustark"))
    assert "$18,400" in first_text(reply) and "the Harbour Office" in first_text(reply)


@pytest.mark.parametrize(
    "named",
    [
        [("occupation", "nurse")],
        [("occupation", "data engineer")],
        [("occupation", KEEPER), ("place", "Canada")],
        [("place", "Canada")],
        [("country", "ruritania", "Ruritania")],
        [("region", "northshire", "Northshire")],
        [("company", "Google")],
        [("company", "belfry_company", "Belfry & Sons")],
        [("year", "2015")],
        [("level", "principal")],
        [("degree", "music_degree", "music degree")],
        [("gender", "women", "women")],
        [("industry", "churches", "churches")],
        [("industry", "agriculture")],
        [("tool", "hand_bell", "handbell")],
        [("certification", "Udacity")],
        [("occupation", KEEPER), CAPTAIN],
        [CAPTAIN, ("place", "Berlin")],
        [("occupation", RINGER), ("year", "2031")],
    ],
    ids=lambda named: " ".join(one[-1] for one in named),
)
def test_no_salary_is_given_for_what_no_source_tells(talk: Talk, named: list[tuple[str, ...]]) -> None:
    reply = talk.ask("salary", *named)
    assert reply.answer.outcome == "unknown"
    assert [one for one in (*FIGURES_OF_PAY, "18,400", "16,800") if one in plain(reply)] == []


def test_a_known_and_an_unknown_level_are_answered_in_part(talk: Talk) -> None:
    reply = talk.ask("salary", CAPTAIN, ("level", "principal"))
    assert reply.answer.outcome == "partial"
    assert "$21,900" in told(reply)
    assert "principal" in told(reply)


def test_a_known_and_an_unknown_occupation_are_answered_in_part(talk: Talk) -> None:
    reply = talk.ask("salary", ("occupation", RINGER), ("occupation", "nurse"))
    assert reply.answer.outcome == "partial"
    assert "12,300" in told(reply)
    assert "nurse" in told(reply)


def test_two_known_occupations_of_which_one_has_no_figure_are_answered_in_part(talk: Talk) -> None:
    reply = talk.ask("regional_demand", ("occupation", RINGER), ("occupation", KEEPER))
    assert reply.answer.outcome == "partial"
    _before, _head, after = told(reply).partition("Lighthouse keepers:")
    assert "do not cover this for lighthouse keepers" in after
    assert "%" not in after


@pytest.mark.parametrize("unit", ["monthly", "hourly", "median", "currency", "taxes"])
def test_pay_in_another_unit_is_not_told_but_the_yearly_average_is(talk: Talk, unit: str) -> None:
    reply = talk.ask("salary", ("untold", unit))
    assert reply.answer.outcome == "partial"
    assert told(reply).startswith("My sources say nothing about")
    assert "12,300" in told(reply)


def test_negotiating_a_salary_is_not_told(talk: Talk) -> None:
    reply = talk.ask("salary", ("untold", "negotiation"))
    assert reply.answer.outcome == "unknown"
    assert "negotiating" in told(reply)


@pytest.mark.parametrize(
    ("topic", "named", "sentence"),
    [
        ("education_shares", ("degree", "school_certificate"), "64% of bell ringers hold a school"),
        ("education_shares", ("degree", "music_degree"), "36% of"),
        ("gender_distribution", ("gender", "women"), "53% of"),
        ("age_distribution", ("age_group", "under_30"), "18% of"),
        ("age_distribution", ("number", "50"), "38% of bell ringers are aged 30 to 59."),
        ("age_distribution", ("number", "70"), "44% of bell ringers are aged 60 and over."),
        ("regional_demand", ("region", "southshire"), "39% of the job postings"),
        ("startups", ("country", "graustark"), "Graustark: 8 start-ups"),
        ("job_satisfaction", ("satisfaction", "weary_ringer"), "17% of bell ringers are weary."),
        ("industries", ("industry", "town_halls"), "22% of"),
    ],
    ids=lambda one: one if isinstance(one, str) else one[1],
)
def test_one_share_is_told_alone_and_the_whole_series_comes_next(
    talk: Talk, topic: str, named: tuple[str, str], sentence: str
) -> None:
    reply = talk.ask(topic, named)
    assert reply.answer.outcome == "answered"
    assert sentence in told(reply)
    assert not has_chart(reply)
    assert has_chart(talk.press("/more"))


@pytest.mark.parametrize(
    ("topic", "named", "figures"),
    [
        ("education_shares", ("degree", "MBA"), ["64%", "36%"]),
        ("age_distribution", ("number", "121"), ["18%", "38%", "44%"]),
        ("gender_distribution", ("place", "Germany"), ["53%", "47%"]),
        ("regional_demand", ("place", "Antarctica"), ["61%", "39%"]),
        ("regional_demand", ("country", "ruritania", "Ruritania"), ["61%", "39%"]),
        ("startups", ("place", "Canada"), ["31", "8"]),
        ("industries", ("industry", "agriculture"), ["71%", "22%"]),
        ("industries", ("year", "2019"), ["71%", "22%"]),
        ("job_satisfaction", ("company", "Google"), ["83%", "17%"]),
        ("outlook", ("year", "2024"), ["4,200", "4,600", "5,100", "7%"]),
        ("outlook", ("year", "2040"), ["4,200", "4,600", "5,100", "7%"]),
        ("outlook", ("place", "Germany"), ["4,200", "4,600", "5,100", "7%"]),
        ("market_size", ("year", "2035"), ["1.2", "2.6"]),
        ("market_size", ("place", "Japan"), ["1.2", "2.6"]),
    ],
    ids=lambda one: one if isinstance(one, str) else one[-1],
)
def test_no_share_or_total_is_given_for_what_no_source_tells(
    talk: Talk, topic: str, named: tuple[str, ...], figures: list[str]
) -> None:
    reply = talk.ask(topic, named)
    assert reply.answer.outcome == "unknown"
    assert named[-1] in told(reply)
    numbers = re.findall(r"[\d.,]*\d%?", told(reply).replace(named[-1], ""))
    assert [one for one in figures if one in numbers] == []


def test_a_known_and_an_unknown_country_are_answered_in_part(talk: Talk) -> None:
    reply = talk.ask("startups", ("country", "graustark"), ("place", "Canada"))
    assert reply.answer.outcome == "partial"
    assert "8" in told(reply)
    assert "31" not in told(reply)
    assert "Canada" in told(reply)


@pytest.mark.parametrize(
    ("topic", "lowest", "highest"),
    [
        ("regional_demand", "39% of the job postings", "61% of the job postings"),
        ("age_distribution", "18% of", "44% of"),
        ("startups", "Graustark: 8", "Ruritania: 31"),
    ],
)
def test_the_headline_of_a_series_is_the_end_that_is_asked_for(
    talk: Talk, topic: str, lowest: str, highest: str
) -> None:
    assert first_text(talk.ask(topic, ("aspect", "lowest"))).startswith(lowest)
    assert first_text(talk.ask(topic, ("aspect", "highest"))).startswith(highest)


@pytest.mark.parametrize(
    ("year", "there", "absent"), [("2011", "4,200", "5,100"), ("2021", "5,100", "4,200")]
)
def test_the_outlook_of_a_year_is_that_of_the_year(talk: Talk, year: str, there: str, absent: str) -> None:
    reply = talk.ask("outlook", ("year", year))
    assert reply.answer.outcome == "answered"
    assert there in first_text(reply)
    assert absent not in first_text(reply)


def test_the_note_of_a_figure_is_told_with_it(talk: Talk) -> None:
    assert "Counted on one Sunday" in first_text(talk.ask("outlook", ("year", "2021")))


def test_the_market_of_a_year_is_told_without_that_of_another(talk: Talk) -> None:
    text = first_text(talk.ask("market_size", ("year", "2027")))
    assert "$2.6 billion" in text
    assert "1.2" not in text


def test_growth_is_told_before_the_totals(talk: Talk) -> None:
    reply = talk.ask("outlook", ("aspect", "growth"))
    assert "7%" in told(reply)
    assert "People employed" not in told(reply)
    assert "People employed" in told(talk.press("/more"))


def test_how_many_were_employed_in_a_year_is_told_without_what_changed_from_then_on(talk: Talk) -> None:
    assert "7%" in told(talk.ask("outlook", ("year", "2021")))
    text = told(talk.ask("outlook", ("year", "2021"), ("aspect", "total")))
    assert "5,100" in text
    assert "7%" not in text and "120" not in text


def test_where_every_figure_was_told_no_table_repeats_them(talk: Talk) -> None:
    reply = talk.ask("outlook", ("occupation", KEEPER), ("aspect", "total"))
    assert [figure in told(reply) for figure in ("520", "260", "310", "140")] == [True] * 4
    assert "/more" not in choices(reply)


def test_the_code_comes_with_what_it_stands_for(talk: Talk) -> None:
    reply = talk.ask("outlook", ("aspect", "code"))
    assert told(reply) == "SOC 27-9999 (Entertainers, all other). No code of its own."


def test_an_occupation_without_a_code_gets_no_other_code(talk: Talk) -> None:
    reply = talk.ask("outlook", ("occupation", KEEPER), ("aspect", "code"))
    assert reply.answer.outcome == "unknown"
    assert "27-9999" not in plain(reply)
    assert "no number in a classification" in told(reply)


@pytest.mark.parametrize(
    ("topic", "named", "text", "name"),
    [
        (
            "education_shares",
            ("degree", "music_degree", "music degree"),
            "how many don't have a music degree?",
            "degree in music",
        ),
        ("gender_distribution", ("gender", "women", "women"), "percentage of non-women", "women"),
        ("industries", ("industry", "churches", "churches"), "how many do not work in churches?", "churches"),
        ("salary", CAPTAIN, "salary except captain", "captain"),
    ],
)
def test_a_figure_is_not_told_for_all_but_what_it_is_of(
    talk: Talk, topic: str, named: tuple[str, str, str], text: str, name: str
) -> None:
    reply = talk.ask(topic, named, text=text)
    assert reply.answer.outcome == "partial"
    first = first_text(reply)
    assert "no figure for all but" in first and name.lower() in first.lower()
    assert has_chart(reply)


# Figures of several places and years, and what has none.

OF = "source: lamp_survey, topic: salary, measure: average_salary_by_level"
SHARE = "source: lamp_survey, topic: industries, measure: industry_share"
ABROAD = f"""\
about: bookbinder
entities:
  - {{key: master_binder, name: master level, kind: level}}
  - {{key: fellow_binder, name: fellow level, kind: level}}
statements:
  - {{key: abroad.harbours, occupation: bell_ringer, source: almanac, topic: industries, entities: [harbours],
     text: Some ring in harbours.}}
  - {{key: abroad.masters, source: lamp_survey, topic: salary, entities: [master_binder],
     text: Masters are paid at once.}}
  - {{key: abroad.fridays, source: lamp_survey, topic: salary, text: All are paid on Fridays.}}
figures:
  - {{key: abroad.1, {OF}, entity: fellow_binder, value: 61000, unit: usd, as_of: 2025, place: Ruritania}}
  - {{key: abroad.2, {OF}, entity: master_binder, value: 72000, unit: usd, as_of: 2025, place: Ruritania}}
  - {{key: abroad.3, {OF}, entity: master_binder, value: 52000, unit: usd, as_of: 2023, place: Graustark}}
  - {{key: abroad.4, {SHARE}, entity: town_halls, value: 55, unit: percent, as_of: 2025, place: Ruritania}}
  - {{key: abroad.5, {SHARE}, entity: churches, value: 45, unit: percent, as_of: 2023, place: Graustark}}
"""
MASTER = ("level", "master_binder")


@pytest.fixture(scope="module")
def abroad(fixture_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The fixture base, the pay of bookbinders in two countries, and an industry without a figure."""
    folder = tmp_path_factory.mktemp("abroad")
    with base_with(folder, fixture_content, {"abroad.yml": ABROAD}) as connection:
        yield connection


def pay_abroad(connection: Connection, *named: tuple[str, ...]) -> str:
    return plain(Talk(connection).ask("salary", ("occupation", BINDER), *named))


def test_a_figure_is_told_with_the_place_and_the_year_that_it_holds_for(abroad: Connection) -> None:
    told_of_all = pay_abroad(abroad)
    assert "Average yearly salary by level (Ruritania, 2025)" in told_of_all
    assert "At master level, bookbinders earn $52,000 a year on average (Graustark, 2023)." in told_of_all


def test_a_place_or_a_year_narrows_the_figures_to_its_own(abroad: Connection) -> None:
    for named in (("country", "ruritania", "Ruritania"), ("year", "2025")):
        assert "72,000" in pay_abroad(abroad, named)
        assert "52,000" not in pay_abroad(abroad, named)
    both = pay_abroad(abroad, ("country", "ruritania", "Ruritania"), ("year", "2023"))
    assert "do not cover this for Ruritania and 2023" in both
    assert "000" not in both
    assert "$52,000" in pay_abroad(abroad, MASTER, ("country", "graustark", "Graustark"))


@pytest.mark.parametrize(
    ("named", "shown", "hidden"),
    [
        (("country", "ruritania", "Ruritania"), "55%", "45%"),
        (("country", "graustark", "Graustark"), "45%", "55%"),
        (("year", "2025"), "55%", "45%"),
    ],
)
def test_a_place_or_a_year_narrows_shares_to_its_own(
    abroad: Connection, named: tuple[str, ...], shown: str, hidden: str
) -> None:
    reply = Talk(abroad).ask("industries", ("occupation", BINDER), named)
    assert shown in plain(reply)
    assert hidden not in plain(reply)


def test_with_the_pay_of_a_level_comes_only_what_is_said_of_the_level(abroad: Connection) -> None:
    talk = Talk(abroad)
    whole = plain(talk.ask("salary", ("occupation", BINDER), MASTER)) + plain(talk.press("/more"))
    assert "Masters are paid at once." in whole
    assert "Fridays" not in whole


def test_a_level_is_told_for_each_place(abroad: Connection) -> None:
    told_of_both = pay_abroad(abroad, MASTER)
    assert "$72,000 a year on average (Ruritania, 2025)" in told_of_both
    assert "$52,000 a year on average (Graustark, 2023)" in told_of_both


HARBOURS = ("industry", "harbours", "harbours")


def test_an_industry_that_is_named_without_a_figure_is_answered_without_one(abroad: Connection) -> None:
    reply = Talk(abroad).ask("industries", HARBOURS)
    assert reply.answer.outcome == "answered"
    assert "harbours" in told(reply)
    assert "%" not in told(reply)


def test_the_share_of_an_industry_that_is_named_without_a_figure_is_not_told(abroad: Connection) -> None:
    reply = Talk(abroad).ask("industries", HARBOURS, ("aspect", "share"))
    assert reply.answer.outcome in ("unknown", "partial")
    assert "71%" not in told(reply).split("Note:")[0]


def test_a_known_share_is_told_beside_an_industry_that_is_only_spoken_of(abroad: Connection) -> None:
    reply = Talk(abroad).ask("industries", ("industry", "town_halls"), HARBOURS)
    assert "22%" in told(reply)
    assert "Some ring in harbours." in told(reply)
