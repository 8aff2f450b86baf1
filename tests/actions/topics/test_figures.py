"""Salary, shares, outlook and market: the one figure that is asked for, and none in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine

from actions.answer import ChartBlock, TextBlock
from tests.actions.asking import FIGURES_OF_PAY, MLE, Talk, notes, plain, told

Begin = Callable[..., Talk]


def first_text(reply) -> str:
    return next(block.text for block in reply.answer.blocks if isinstance(block, TextBlock))


@pytest.mark.parametrize(
    ("level", "figure"),
    [("entry_level", "$85,000"), ("mid_level", "$120,000"), ("senior_level", "$170,000")],
)
def test_the_salary_of_a_level_is_that_of_the_level_alone(talk: Begin, level: str, figure: str) -> None:
    reply = talk().ask("salary", ("level", level))
    assert reply.answer.outcome == "answered"
    shown = first_text(reply)
    assert figure in shown
    assert [one for one in FIGURES_OF_PAY if one in shown and one not in figure] == []
    assert not any(isinstance(block, ChartBlock) for block in reply.answer.blocks)


def test_the_average_salary_is_told_with_whom_it_comes_from_and_what_it_leaves_open(talk: Begin) -> None:
    reply = talk().ask("salary")
    text = first_text(reply)
    assert "about $118,000" in text
    assert "Indeed" in text
    assert "neither the year nor the country" in text
    assert any("two articles" in note for note in notes(reply))


@pytest.mark.parametrize(
    "named",
    [
        [("occupation", "nurse")],
        [("occupation", "data engineer")],
        [("occupation", "data_scientist")],
        [("occupation", "software_engineer")],
        [("place", "Canada")],
        [("country", "germany", "Germany")],
        [("region", "europe", "Europe")],
        [("company", "Google")],
        [("company", "amazon", "Amazon")],
        [("year", "2015")],
        [("level", "principal")],
        [("degree", "phd", "PhD")],
        [("gender", "female", "women")],
        [("industry", "finance", "finance")],
        [("industry", "agriculture")],
        [("tool", "python", "Python")],
        [("certification", "Udacity")],
        [("occupation", "data_scientist"), ("level", "senior_level")],
        [("level", "senior_level"), ("place", "Berlin")],
        [("occupation", MLE), ("year", "2031")],
    ],
    ids=lambda named: " ".join(one[-1] for one in named),
)
def test_no_salary_is_given_for_what_no_source_tells(talk: Begin, named: list[tuple[str, ...]]) -> None:
    reply = talk().ask("salary", *named)
    assert reply.answer.outcome == "unknown"
    assert [one for one in FIGURES_OF_PAY if one in plain(reply)] == []


def test_a_known_and_an_unknown_level_are_answered_in_part(talk: Begin) -> None:
    reply = talk().ask("salary", ("level", "senior_level"), ("level", "principal"))
    assert reply.answer.outcome == "partial"
    assert "$170,000" in told(reply)
    assert "principal" in told(reply)


def test_a_known_and_an_unknown_occupation_are_answered_in_part(talk: Begin) -> None:
    reply = talk().ask("salary", ("occupation", MLE), ("occupation", "nurse"))
    assert reply.answer.outcome == "partial"
    assert "118,000" in told(reply)
    assert "nurse" in told(reply)


def test_two_known_occupations_of_which_one_has_no_figure_are_answered_in_part(talk: Begin) -> None:
    reply = talk().ask("salary", ("occupation", MLE), ("occupation", "data_scientist"))
    assert reply.answer.outcome == "partial"
    _before, _head, after = told(reply).partition("Data scientists:")
    assert "do not cover this for data scientists" in after.split("Note:")[0]
    assert [one for one in FIGURES_OF_PAY if one in after.split("Note:")[0]] == []


def test_bonuses_are_answered_with_what_the_average_leaves_out(talk: Begin) -> None:
    reply = talk().ask("salary", ("aspect", "bonus"))
    assert "stock options" in told(reply)
    assert "about $118,000 on average" in told(reply)


@pytest.mark.parametrize("unit", ["monthly", "hourly", "median", "currency", "taxes"])
def test_pay_in_another_unit_is_not_told_but_the_yearly_average_is(talk: Begin, unit: str) -> None:
    reply = talk().ask("salary", ("untold", unit))
    assert reply.answer.outcome == "partial"
    assert told(reply).startswith("My sources say nothing about")
    assert "118,000" in told(reply)


def test_negotiating_a_salary_is_not_told(talk: Begin) -> None:
    reply = talk().ask("salary", ("untold", "negotiation"))
    assert reply.answer.outcome == "unknown"
    assert "negotiating" in told(reply)


@pytest.mark.parametrize(
    ("topic", "named", "sentence"),
    [
        ("education_shares", ("degree", "phd"), "5% of machine learning engineers hold a Ph.D."),
        ("education_shares", ("degree", "masters_degree"), "55% of"),
        ("gender_distribution", ("gender", "female"), "17% of"),
        ("gender_distribution", ("gender", "other_gender"), "1% of"),
        ("age_distribution", ("age_group", "age_18_24"), "10% of"),
        ("age_distribution", ("number", "50"), "12% of machine learning engineers are aged 45–54."),
        ("age_distribution", ("number", "70"), "3% of machine learning engineers are aged 55+."),
        ("age_distribution", ("number", "18"), "aged 18–24"),
        ("regional_demand", ("region", "africa"), "1% of the job postings"),
        ("startups", ("country", "india"), "India: 287 start-ups"),
        ("job_satisfaction", ("satisfaction", "neutral"), "10% of machine learning engineers are neutral."),
        ("industries", ("industry", "retail"), "15% of"),
    ],
    ids=lambda one: one if isinstance(one, str) else one[1],
)
def test_one_share_is_told_alone_and_the_whole_series_comes_next(
    talk: Begin, topic: str, named: tuple[str, str], sentence: str
) -> None:
    here = talk()
    reply = here.ask(topic, named)
    assert reply.answer.outcome == "answered"
    assert sentence in told(reply)
    assert not any(isinstance(block, ChartBlock) for block in reply.answer.blocks)
    assert any(isinstance(block, ChartBlock) for block in here.press("/more").answer.blocks)


@pytest.mark.parametrize(
    ("topic", "named", "figures"),
    [
        ("education_shares", ("degree", "MBA"), ["55%", "40%", "5%"]),
        ("age_distribution", ("number", "12"), ["50%", "10%"]),
        ("gender_distribution", ("place", "Germany"), ["82%", "17%"]),
        ("regional_demand", ("place", "Antarctica"), ["45%", "30%"]),
        ("regional_demand", ("country", "germany", "Germany"), ["45%", "30%"]),
        ("startups", ("place", "Canada"), ["452", "287"]),
        ("industries", ("industry", "agriculture"), ["25%", "20%"]),
        ("industries", ("year", "2019"), ["25%", "20%"]),
        ("job_satisfaction", ("company", "Google"), ["46%", "39%"]),
        ("outlook", ("year", "2024"), ["33,000", "40,200", "22%"]),
        ("outlook", ("year", "2040"), ["33,000", "40,200", "22%"]),
        ("outlook", ("place", "Germany"), ["33,000", "40,200", "22%"]),
        ("market_size", ("year", "2035"), ["8.43", "96.7"]),
        ("market_size", ("place", "Japan"), ["8.43", "96.7"]),
    ],
    ids=lambda one: one if isinstance(one, str) else one[-1],
)
def test_no_share_or_total_is_given_for_what_no_source_tells(
    talk: Begin, topic: str, named: tuple[str, ...], figures: list[str]
) -> None:
    reply = talk().ask(topic, named)
    assert reply.answer.outcome == "unknown"
    assert named[-1] in told(reply)
    assert [one for one in figures if one in told(reply)] == []


def test_a_known_and_an_unknown_country_are_answered_in_part(talk: Begin) -> None:
    reply = talk().ask("startups", ("country", "germany"), ("place", "Canada"))
    assert reply.answer.outcome == "partial"
    assert "97" in told(reply)
    assert "452" not in told(reply)
    assert "Canada" in told(reply)


def test_an_industry_that_is_named_without_a_figure_is_answered_without_one(talk: Begin) -> None:
    reply = talk().ask("industries", ("industry", "e_commerce"))
    assert reply.answer.outcome == "answered"
    assert "e-commerce" in told(reply)
    assert "%" not in told(reply)


def test_the_share_of_an_industry_that_is_named_without_a_figure_is_not_told(talk: Begin) -> None:
    reply = talk().ask("industries", ("industry", "e_commerce"), ("aspect", "share"))
    assert reply.answer.outcome in ("unknown", "partial")
    assert "25%" not in told(reply).split("Note:")[0]


@pytest.mark.parametrize(
    ("topic", "lowest", "highest"),
    [
        ("regional_demand", "1% of the job postings", "45% of the job postings"),
        ("age_distribution", "3% of", "50% of"),
        ("startups", "Germany: 97", "United States: 452"),
    ],
)
def test_the_headline_of_a_series_is_the_end_that_is_asked_for(
    talk: Begin, topic: str, lowest: str, highest: str
) -> None:
    assert first_text(talk().ask(topic, ("aspect", "lowest"))).startswith(lowest)
    assert first_text(talk().ask(topic, ("aspect", "highest"))).startswith(highest)


@pytest.mark.parametrize(
    ("year", "there", "absent"), [("2020", "33,000", "40,200"), ("2030", "40,200", "33,000")]
)
def test_the_outlook_of_a_year_is_that_of_the_year(talk: Begin, year: str, there: str, absent: str) -> None:
    reply = talk().ask("outlook", ("year", year))
    assert reply.answer.outcome == "answered"
    assert there in first_text(reply)
    assert absent not in first_text(reply)


def test_a_projection_is_called_one(talk: Begin) -> None:
    assert "Projected" in first_text(talk().ask("outlook", ("year", "2030")))
    assert "A forecast" in first_text(talk().ask("market_size", ("year", "2027")))


def test_the_market_of_2027_is_told_without_that_of_2020(talk: Begin) -> None:
    text = first_text(talk().ask("market_size", ("year", "2027")))
    assert "$96.7 billion" in text
    assert "8.43" not in text


def test_growth_is_told_before_the_totals(talk: Begin) -> None:
    here = talk()
    reply = here.ask("outlook", ("aspect", "growth"))
    assert "22%" in told(reply)
    assert "People employed" not in told(reply)
    assert "People employed" in told(here.press("/more"))
    assert "Trends" in told(here.press("/more"))


def test_the_soc_code_comes_with_what_it_stands_for(talk: Begin) -> None:
    reply = talk().ask("outlook", ("aspect", "code"))
    assert "SOC 15-1221" in told(reply)
    assert "computer and information research scientists" in told(reply)


def test_an_occupation_without_a_code_gets_no_other_code(talk: Begin) -> None:
    reply = talk().ask("outlook", ("occupation", "data_scientist"), ("aspect", "code"))
    assert reply.answer.outcome == "unknown"
    assert "15-1221" not in plain(reply)


@pytest.mark.parametrize(
    ("topic", "named", "text", "name"),
    [
        ("education_shares", ("degree", "phd", "PhD"), "how many don't have a PhD?", "Ph.D."),
        ("gender_distribution", ("gender", "female", "women"), "percentage of non-women", "female"),
        ("industries", ("industry", "finance", "finance"), "how many do not work in finance?", "finance"),
        ("salary", ("level", "senior_level", "senior"), "salary except senior", "senior"),
    ],
)
def test_a_figure_is_not_told_for_all_but_what_it_is_of(
    talk: Begin, topic: str, named: tuple[str, str, str], text: str, name: str
) -> None:
    kind, value, typed = named
    reply = talk().ask(topic, (kind, value, typed), text=text)
    assert reply.answer.outcome == "partial"
    first = first_text(reply)
    assert "no figure for all but" in first and name.lower() in first.lower()
    assert any(isinstance(block, ChartBlock) for block in reply.answer.blocks)


@pytest.fixture
def abroad(knowledge: Engine) -> Iterator[Connection]:
    """Pay of data scientists in two countries, as long as the test lasts."""
    rows = [
        ("mid_level", "Germany", "2025", 61_000),
        ("senior_level", "Germany", "2025", 72_000),
        ("senior_level", "France", "2023", 52_000),
    ]
    insert = text(
        "INSERT INTO figure (key, occupation_id, topic_id, source_id, measure_id, entity_id, value, unit,"
        " place, as_of, rank) SELECT :key, occupation.id, topic.id, figure.source_id, figure.measure_id,"
        " entity.id, :value, 'usd', :place, :as_of, 1 FROM occupation, topic, entity, figure"
        " WHERE occupation.key = 'data_scientist'"
        " AND topic.key = 'salary' AND entity.key = :level AND figure.key = 'salary.senior'"
    )
    with knowledge.connect() as connection:
        for number, (level, place, as_of, value) in enumerate(rows):
            values = {"level": level, "place": place, "as_of": as_of, "value": value}
            connection.execute(insert, {"key": f"abroad.{number}", **values})
        yield connection
        connection.rollback()


def pay_abroad(connection: Connection, *named: tuple[str, ...]) -> str:
    return plain(Talk(connection).ask("salary", ("occupation", "data_scientist"), *named))


def test_a_figure_is_told_with_the_place_and_the_year_that_it_holds_for(abroad: Connection) -> None:
    told_of_all = pay_abroad(abroad)
    assert "Average yearly salary by level (Germany, 2025)" in told_of_all
    assert "At senior level, data scientists earn $52,000 a year on average (France, 2023)." in told_of_all


def test_a_place_or_a_year_narrows_the_figures_to_its_own(abroad: Connection) -> None:
    for named in (("country", "germany", "Germany"), ("year", "2025")):
        assert "72,000" in pay_abroad(abroad, named)
        assert "52,000" not in pay_abroad(abroad, named)
    both = pay_abroad(abroad, ("country", "germany", "Germany"), ("year", "2023"))
    assert "do not cover this for Germany and 2023" in both
    assert "000" not in both
    assert "$52,000" in pay_abroad(abroad, ("level", "senior_level"), ("place", "France"))


def test_a_level_is_told_for_each_place(abroad: Connection) -> None:
    told_of_both = pay_abroad(abroad, ("level", "senior_level"))
    assert "$72,000 a year on average (Germany, 2025)" in told_of_both
    assert "$52,000 a year on average (France, 2023)" in told_of_both
