"""From a message to a query over all occupations."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.engine import Connection

from actions.datasets.search.education import BELOW_ASSOCIATE, HIGH_SCHOOL
from actions.datasets.search.reader import read_search
from actions.datasets.search.said import GROWS, INTERESTS
from actions.questions.fields_of_work import group_names
from knowledge.models import NATION
from knowledge.queries.occupation_search import EDUCATION, TRAINING, OccupationQuery
from tests.actions.asking import Named, question
from tests.actions.datasets.figures import ELECTRICIAN, GERMANY, TEXAS, WELDER, area, projection, wage

LITTLE = {"little_skill": True, "lowest": True}
NURSES = ("29-1141", "29-1151", "29-1161", "29-1171", "29-2061", "31-1131")


def query(connection: Connection, text: str, *named: Named) -> OccupationQuery:
    asked = question(connection, "occupation_search", *named, text=text)
    return read_search(connection, asked, text).query


def differs(found: OccupationQuery) -> dict[str, Any]:
    """Return what a query says."""
    nothing = vars(OccupationQuery())
    return {name: value for name, value in vars(found).items() if value != nothing[name]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("which jobs are there?", {}),
        ("which jobs pay most?", {}),
        ("which jobs pay the least?", {"lowest": True}),
        ("fastest growing occupations", {"measure": "growth"}),
        ("which jobs are shrinking?", {"measure": "growth", "lowest": True}),
        ("which jobs have most openings?", {"measure": "openings"}),
        ("which occupations have the fewest openings?", {"measure": "openings", "lowest": True}),
        ("which are the most common jobs?", {"measure": "employment"}),
        ("which jobs add the most positions, in actual heads", {"measure": "added"}),
        ("which jobs lose the most jobs in absolute numbers", {"measure": "added", "lowest": True}),
        ("jobs with the largest share of self employed", {"measure": "self_employed"}),
        ("in which jobs is Procore used", {"measure": "employment", "technology": "procore"}),
        ("jobs with a 2 year degree, no bachelors", {"education": (4,)}),
        ("jobs without a medical degree but a bachelors", {"education": (5,)}),
        ("jobs without a degree", {"education": BELOW_ASSOCIATE}),
        ("jobs with no diploma", {"education": (0,)}),
        ("jobs for someone with a high school diploma", {"education": HIGH_SCHOOL}),
        ("jobs with an associate's degree", {"education": (4,)}),
        ("jobs for people with a bachelor's", {"education": (5,)}),
        ("jobs for people with a master's", {"education": (6,)}),
        ("jobs that need a PhD", {"education": (7,)}),
        ("jobs that will be gone by 2034", {"measure": "growth", "lowest": True}),
        ("top 10 jobs by people employed", {"measure": "employment"}),
        ("jobs for people who hate math", {"measure": "skill", "skill": "Mathematics", **LITTLE}),
        ("jobs with an apprenticeship", {"training": ("Apprenticeship",)}),
        ("jobs with little training", {"training": ("None", "Short-term on-the-job training")}),
        ("jobs over $100,000", {"pay_above": 100_000}),
        ("jobs over 100k", {"pay_above": 100_000}),
        ("jobs above 90 thousand", {"pay_above": 90_000}),
        ("jobs under $40,000", {"pay_below": 40_000}),
        ("jobs that pay less than $40,000", {"pay_below": 40_000}),
        ("jobs with at most $40,000", {"pay_below": 40_000}),
        ("jobs between $50k and at most $60k", {"pay_above": 50_000, "pay_below": 60_000}),
        ("jobs between 50 and 60k", {"pay_above": 50_000, "pay_below": 60_000}),
        ("jobs that pay most over 80k", {"pay_above": 80_000}),
        ("jobs that pay 90k or less", {"pay_below": 90_000}),
        ("jobs over 100k and 20% growth", {"measure": "growth", "pay_above": 100_000, "growth_above": 20}),
        ("jobs that pay more than $50 an hour", {"pay_above": 104_000}),
        ("what does not need a bachelor's?", {"education": BELOW_ASSOCIATE}),
        ("jobs with no experience", {"experience": ("None",), "measure": "openings"}),
        ("jobs for an associate's or a bachelor's degree", {"education": (4, 5)}),
        ("which jobs have the highest pay at the bottom?", {}),
        ("jobs with 20% more", {"growth_above": 20}),
        ("jobs with under 2 percent", {"growth_below": 2}),
        ("jobs of the last 3 years", {}),
        ("fastest growing jobs until 2034", {"measure": "growth"}),  # a year is no pay
        ("jobs paying at least $150,000", {"pay_above": 150_000}),  # … and "at least" no lowest
        ("jobs with some college but no degree", {"education": (0, 1, 2)}),
        ("jobs with long-term on-the-job training", {"training": ("Long-term on-the-job training",)}),
        ("jobs with moderate on-the-job training", {"training": ("Moderate-term on-the-job training",)}),
        ("jobs that take a residency", {"training": ("Internship/residency",)}),
        ("healthcare support jobs", {"groups": ("31",)}),
        ("healthcare practitioner jobs", {"groups": ("29",)}),
        ("which sales jobs lose most by 2034", {"measure": "growth", "lowest": True, "groups": ("41",)}),
        ("social jobs", {"interest": "social"}),
        ("jobs in healthcare", {"groups": ("29", "31")}),
        ("legal jobs", {"groups": ("23",)}),
        ("jobs in the army", {"groups": ("55",)}),
        ("jobs for creative people", {"interest": "artistic"}),
        ("jobs for social people", {"interest": "social"}),
        ("good jobs that don't even need a high school diploma", {"education": (0,)}),
        ("jobs that need a high school diploma", {"education": HIGH_SCHOOL}),
        ("best jobs for highschool graduates", {"education": HIGH_SCHOOL}),
        (
            "jobs over $100,000 with no bachelor's degree",
            {"pay_above": 100_000, "education": BELOW_ASSOCIATE},
        ),
        ("associate degree jobs with the fastest growth", {"measure": "growth", "education": (4,)}),
        ("what jobs have the fewest people?", {"measure": "employment", "lowest": True}),
        ("jobs with the least math", {"measure": "skill", "skill": "Mathematics"} | LITTLE),
        ("which jobs need most writing?", {"measure": "skill", "skill": "Writing"}),
        ("best paid jobs without coding", {"skill": "Programming", "little_skill": True}),
        ("jobs in math", {"groups": ("15",)}),
        ("best paid driving jobs", {"groups": ("53-3",)}),
        ("K-12 teaching jobs", {"groups": ("25-2", "25-3")}),
        ("best paid kind of nurse", {"groups": NURSES}),
        ("best jobs in nursing homes", {}),
    ],
)
def test_the_words_of_a_message_say_the_order_and_the_filters(
    datasets: Connection, text: str, said: dict[str, Any]
) -> None:
    assert differs(query(datasets, text)) == said


def test_the_words_of_degrees_stand_for_what_the_projections_call_them() -> None:
    assert [EDUCATION[place] for place in HIGH_SCHOOL] == list(EDUCATION[:2])
    assert "Associate's degree" not in [EDUCATION[place] for place in BELOW_ASSOCIATE]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("jobs without a degree\nwith a bachelor's", {"education": (5,)}),
        ("jobs without a degree\nover 100k", {"education": BELOW_ASSOCIATE, "pay_above": 100_000}),
        ("jobs over 100k\nover 80k", {"pay_above": 80_000}),
        ("jobs in healthcare\nonly in law", {"groups": ("23",)}),
        ("fastest growing jobs\nthose that pay most", {}),
        ("lowest paid jobs\nby openings", {"measure": "openings"}),
        ("best paid science jobs\nsame for education", {"groups": ("25",)}),
        ("fastest growing jobs\nwhich of those pay over 90k?", {"measure": "growth", "pay_above": 90_000}),
        ("jobs without a degree\ndrop the degree", {}),
        ("best paid jobs\nand the lowest", {"lowest": True}),
        ("fastest growing jobs\nonly in law", {"measure": "growth", "groups": ("23",)}),
    ],
)
def test_a_later_line_takes_the_place_of_what_was_said_of_its_kind(
    datasets: Connection, lines: str, said: dict[str, Any]
) -> None:
    assert differs(query(datasets, lines)) == said


def test_a_technology_that_is_used_is_a_filter_and_no_group(datasets: Connection) -> None:
    found = query(datasets, "which jobs use Excel?")
    assert differs(found) == {"technology": "excel", "measure": "employment"}
    found = query(datasets, "which jobs that use Python pay best?", ("tool", "python", "Python"))
    assert (found.technology, found.measure) == ("python", "pay")


@pytest.mark.parametrize(
    ("text", "technology"),
    [
        ("which jobs use Excel?", "excel"),
        ("jobs that need SQL", "sql"),
        ("jobs using AutoCAD", "autocad"),
        ("jobs for someone who knows Java", "java"),
        ("jobs that use SAP software", "sap"),
        ("jobs that use Adobe", "adobe"),
        ("jobs with a future", None),
        ("jobs with flexible hours", None),
        ("jobs with fast growth", None),
        ("jobs that need strong nerves", None),
        ("jobs with medical benefits", None),
        ("jobs that need math", None),
        ("jobs with security clearance", None),
        ("jobs with 20 20 vision", None),
    ],
)
def test_an_everyday_word_with_which_a_name_begins_is_no_technology(
    datasets: Connection, text: str, technology: str | None
) -> None:
    assert query(datasets, text).technology == technology


def test_a_tool_that_o_net_does_not_list_is_told(datasets: Connection) -> None:
    text = "which jobs use fnord?"
    asked = question(datasets, "occupation_search", ("tool", "fnord", "fnord"), text=text)
    found = read_search(datasets, asked, text)
    assert (found.query.technology, found.unlisted) == (None, ("fnord",))


def test_what_is_used_and_no_list_knows_is_told_though_nlu_takes_it_for_nothing(datasets: Connection) -> None:
    text = "which jobs use the software Zorblaxo?"
    assert read_search(datasets, question(datasets, "occupation_search", text=text), text).unlisted == (
        "zorblaxo",
    )


def test_a_technology_may_stand_beside_a_field(datasets: Connection) -> None:
    found = query(datasets, "healthcare jobs that use Excel")
    assert (found.technology, found.groups) == ("excel", ("29", "31"))


def test_a_title_of_several_occupations_confines_a_ranking_to_them(datasets: Connection) -> None:
    text = "worst paid inspectors"
    asked = question(datasets, "salary", ("occupation", "inspectors", "inspectors"), text=text)
    found = read_search(datasets, asked, text)
    assert asked.topic_is("occupation_search") and found.title == "inspectors"
    assert len(found.query.codes) > 1 and found.query.lowest


def test_occupations_like_another_are_related_to_it(datasets: Connection) -> None:
    found = query(datasets, "jobs like welding", WELDER)
    assert differs(found) == {"measure": "relatedness", "related_to": "51-4121.00"}
    assert differs(query(datasets, "jobs, I am a welder", WELDER)) == {}


def test_the_least_school_is_a_filter_and_no_order(datasets: Connection) -> None:
    found = query(datasets, "which healthcare job needs the least school and pays the most")
    assert (found.measure, found.lowest, found.groups) == ("pay", False, ("29", "31"))
    assert found.education == query(datasets, "healthcare jobs with a high school diploma").education


def test_one_that_is_named_alone_confines_a_ranking_to_its_kind(datasets: Connection) -> None:
    nurses = ("occupation", "29-1141.00", "nurse")
    assert differs(query(datasets, "best paid nurse jobs", nurses))["groups"][0] == "29-1141"
    assert differs(query(datasets, "best paid jobs for a welder", WELDER))["related_to"] == "51-4121.00"


def test_more_than_another_is_more_than_its_own_figure(datasets: Connection) -> None:
    paid = query(datasets, "jobs similar to a welder that pay more", WELDER)
    assert paid.pay_above == wage(datasets, WELDER)["annual_p50"] + 1
    grown = query(datasets, "jobs like an electrician with better growth", ELECTRICIAN)
    assert grown.growth_above == pytest.approx(projection(datasets, ELECTRICIAN)["change_percent"] + 0.1)


@pytest.mark.usefixtures("published_wages")
def test_a_state_is_where_pay_holds(datasets: Connection) -> None:
    assert query(datasets, "best jobs in Texas", TEXAS).area_code == area(datasets, "Texas")
    assert query(datasets, "best jobs in Germany", GERMANY).area_code == NATION  # … and the place is told


def test_each_interest_has_its_words_and_each_group_a_name(datasets: Connection) -> None:
    held = datasets.exec_driver_sql("SELECT DISTINCT element FROM onet_rating WHERE scale = 'interest'")
    assert set(INTERESTS) == {element.lower() for (element,) in held}
    groups = datasets.exec_driver_sql("SELECT DISTINCT substr(code, 1, 2) FROM onet_occupation")
    assert set(group_names()) == {group for (group,) in groups}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("jobs with under 900 workers", {"measure": "employment", "people_below": 900, "lowest": True}),
        ("jobs employing over two million", {"measure": "employment", "people_above": 2_000_000}),
        ("best paid jobs with fewer than 900 people", {"people_below": 900}),
        ("jobs over 50k openings a year", {"measure": "openings", "openings_above": 50_000}),
        ("top 100 jobs by people employed", {"measure": "employment"}),
        ("jobs that pay workers over $90,000", {"pay_above": 90_000}),
    ],
)
def test_an_amount_of_people_or_openings_is_no_pay(
    datasets: Connection, text: str, said: dict[str, Any]
) -> None:
    assert differs(query(datasets, text)) == said


def test_what_is_used_is_no_title(datasets: Connection) -> None:
    named = ("occupation", "Blender", "Blender")
    asked = question(datasets, "occupation_search", named, text="I love Blender. Which jobs use it?")
    found = read_search(datasets, asked, asked.text)
    assert (found.query.technology, found.query.codes, found.title) == ("blender", (), None)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            "jobs with no degree\nno big training\nover 60k\nand growing",
            {
                "education": BELOW_ASSOCIATE,
                "training": TRAINING[:2],
                "pay_above": 60_000,
                "growth_above": GROWS,
            },
        ),
        (
            "jobs over 60k\nno apprenticeships",
            {"pay_above": 60_000, "training": (*TRAINING[:4], TRAINING[5])},
        ),
        ("jobs over 60k growing 5%\nforget the pay", {"measure": "growth", "growth_above": 5}),
        ("jobs under 40k\nnow over 50k", {"pay_above": 50_000}),
        ("lowest paid jobs with a PhD\nthe other way round", {"education": (7,)}),
        ("jobs over 90k\nstart over, fastest growing jobs", {"measure": "growth"}),
        (
            "occupations shrinking by more than 10 percent",
            {"measure": "growth", "lowest": True, "growth_below": -10},
        ),
        ("growing, not shrinking, at least 5 percent", {"measure": "growth", "growth_above": 5}),
        ("jobs with less than a bachelor's", {"education": (0, 1, 2, 3, 4)}),
        (
            "jobs with 5 years of experience or more",
            {"experience": ("5 years or more",), "measure": "openings"},
        ),
        (
            "jobs with lots of math but little coding",
            {
                "measure": "skill",
                "skill": "Mathematics",
                "skills": (("Programming", True),),
            },
        ),
        ("jobs needing a degree\nthe worst paid", {"education": (4, 5, 6, 7), "lowest": True}),
    ],
)
def test_each_line_is_an_edit_of_the_query_that_is_kept(
    datasets: Connection, lines: str, said: dict[str, Any]
) -> None:
    assert differs(query(datasets, lines)) == said


def test_what_a_line_leaves_out_is_left_out_by_field_by_title_or_by_what_they_do(
    datasets: Connection,
) -> None:
    def left_out(lines: str) -> str:
        return " ".join(query(datasets, lines).left_out)

    assert "29-12" in left_out("jobs in a hospital that arent doctor or nurse")
    assert "25" in left_out("jobs with a master's\ndrop anything w teaching or schools").split()
    assert "11" in left_out("jobs over 100k\nok drop anything managerial").split()
    assert "29-2034.00" in left_out("healthcare jobs\nleave out anything with xrays")
    assert {"17-2", "13"} <= set(left_out("jobs over 90k\nremove engineers\nand anything in finance").split())
    assert left_out("jobs over 90k\nno long training") == ""


def test_more_than_an_occupation_is_a_bound_and_other_jobs_are_like_it(datasets: Connection) -> None:
    own = wage(datasets, WELDER)["annual_p50"]
    compared = query(datasets, "jobs that pay more than a welder", WELDER)
    assert (compared.related_to, compared.pay_above) == (None, own + 1)
    others = query(datasets, "other jobs, better paid", WELDER)
    assert (others.related_to, others.pay_above) == ("51-4121.00", own + 1)
    assert query(datasets, "jobs like a welder, better paid than $78,620", WELDER).pay_above == 78_620
    assert query(datasets, "jobs growing faster than 10%").related_to is None
