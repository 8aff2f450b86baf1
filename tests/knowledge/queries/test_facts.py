"""Statements, associations and figures of an occupation."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from knowledge.queries.facts import associations, figures, statements
from knowledge.records import Figure

ENGINEER = "machine_learning_engineer"


def told(connection: Connection, topic: str, **narrower: object) -> list[tuple[str | None, float]]:
    """Return entity and value of an engineer's figures under a topic."""
    rows = figures(connection, occupation=ENGINEER, topic=topic, **narrower)
    return [(row.entity.key if row.entity else None, row.value) for row in rows]


def test_the_job_description_lists_thirteen_duties(connection: Connection) -> None:
    rows = statements(connection, occupation=ENGINEER, topic="duties", kind="job_description")
    assert [row.rank for row in rows] == list(range(1, 14))
    assert rows[0].text == "Have programming experience in Python and Java."
    assert rows[-1].text == "Adjust the performance of models as needed."
    assert {row.source.key for row in rows} == {"job_description_template"}


def test_five_duties_are_explained_each_with_details(connection: Connection) -> None:
    rows = statements(connection, occupation=ENGINEER, topic="duties", kind="explained")
    assert [row.rank for row in rows] == [1, 2, 3, 4, 5]
    assert all(row.detail for row in rows)
    assert {row.source.key for row in rows} == {"roles_and_responsibilities"}
    assert rows[0].source.published == "2023-10-15"
    assert rows[1].text == "Build and maintain data pipelines."
    assert rows[1].why == "The pipelines serve to draw insights out of large data sets."


def test_six_duties_stand_in_the_overview(connection: Connection) -> None:
    rows = statements(connection, occupation=ENGINEER, topic="duties", kind="overview")
    assert [row.rank for row in rows] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("topic", "kind", "count"),
    [
        ("skills", "explained", 5),
        ("skills", "overview", 7),
        ("qualifications", "required", 11),
        ("qualifications", "preferred", 2),
        ("qualifications", "education_and_experience", 2),
        ("challenges", "overview", 6),
        ("ethics", "overview", 5),
    ],
)
def test_lists_of_the_articles_are_whole(connection: Connection, topic: str, kind: str, count: int) -> None:
    assert len(statements(connection, occupation=ENGINEER, topic=topic, kind=kind)) == count


def test_statements_narrow_with_every_argument(connection: Connection) -> None:
    everything = statements(connection, occupation=ENGINEER)
    duties = statements(connection, occupation=ENGINEER, topic="duties")
    explained = statements(connection, occupation=ENGINEER, topic="duties", kind="explained")
    with_r = statements(connection, occupation=ENGINEER, topic="duties", kind="explained", entities=["r"])
    assert len(everything) > len(duties) > len(explained) > len(with_r)
    assert [row.key for row in with_r] == ["duties.explained.develop_and_deploy_models"]
    assert {row.topic for row in duties} == {"duties"}


def test_statements_that_name_any_of_several_entities_come_once_each(connection: Connection) -> None:
    found = [
        row.key for row in statements(connection, occupation=ENGINEER, entities=["python", "r", "python"])
    ]
    assert len(found) == len(set(found))
    alone = {row.key for row in statements(connection, occupation=ENGINEER, entities=["python"])}
    alone |= {row.key for row in statements(connection, occupation=ENGINEER, entities=["r"])}
    assert set(found) == alone


def test_statements_are_found_by_their_keys(connection: Connection) -> None:
    wanted = ["working_hours.longer", "working_hours.minimum", "nothing"]
    rows = statements(connection, occupation=ENGINEER, keys=wanted)
    assert [row.key for row in rows] == ["working_hours.minimum", "working_hours.longer"]
    assert statements(connection, occupation="data_scientist", keys=wanted) == []


@pytest.mark.parametrize(
    "arguments",
    [
        {"occupation": "nurse"},
        {"occupation": ""},
        {"occupation": ENGINEER, "topic": "gardening"},
        {"occupation": ENGINEER, "topic": ""},
        {"occupation": "software_engineer", "topic": "salary"},
    ],
)
def test_what_is_unknown_gives_no_rows(connection: Connection, arguments: dict[str, str]) -> None:
    assert statements(connection, **arguments) == []
    assert associations(connection, **arguments) == []
    assert figures(connection, **arguments) == []


def test_unknown_narrowings_give_no_rows(connection: Connection) -> None:
    assert statements(connection, occupation=ENGINEER, kind="gardening") == []
    assert statements(connection, occupation=ENGINEER, entities=["cobol"]) == []
    assert associations(connection, occupation=ENGINEER, requirement="gardening") == []
    assert associations(connection, occupation=ENGINEER, entities=["cobol"]) == []
    assert associations(connection, occupation=ENGINEER, keys=["nothing"]) == []
    assert figures(connection, occupation=ENGINEER, measure_key="gardens") == []
    assert figures(connection, occupation=ENGINEER, entities=["cobol"]) == []


def test_order_is_the_same_each_time(connection: Connection) -> None:
    for query in (statements, associations, figures):
        first = query(connection, occupation=ENGINEER)
        assert query(connection, occupation=ENGINEER) == first
        assert len({row.key for row in first}) == len(first)


def test_r_is_tied_to_both_occupations(connection: Connection) -> None:
    of_engineers = associations(connection, occupation=ENGINEER, entities=["r"])
    of_scientists = associations(connection, occupation="data_scientist", entities=["r"])
    assert {(association.requirement, association.in_demand) for association in of_engineers} == {
        ("named", True),
        ("named", False),
        ("required", False),
    }
    assert [(association.requirement, association.in_demand) for association in of_scientists] == [
        ("named", False)
    ]
    assert {association.entity.name for association in (*of_engineers, *of_scientists)} == {"R"}


def test_languages_in_demand_are_python_r_and_java(connection: Connection) -> None:
    rows = associations(connection, occupation=ENGINEER, topic="programming_languages")
    assert [(row.rank, row.entity.name) for row in rows if row.in_demand] == [
        (1, "Python"),
        (2, "R"),
        (3, "Java"),
    ]


def test_certifications_are_ranked_by_how_widely_they_are_held(connection: Connection) -> None:
    rows = associations(connection, occupation=ENGINEER, topic="certifications")
    assert [row.entity.key for row in rows if row.widely_held] == [
        "coursera_machine_learning",
        "google_cloud_ml_engineer",
        "azure_ai_engineer_associate",
    ]
    assert [row.entity.key for row in rows if not row.widely_held] == [
        "mit_machine_learning_ai",
        "machine_learning_with_python",
        "ibm_machine_learning",
        "harvard_machine_learning",
    ]


def test_associations_narrow_with_every_argument(connection: Connection) -> None:
    everything = associations(connection, occupation=ENGINEER)
    languages = associations(connection, occupation=ENGINEER, topic="programming_languages")
    required = associations(
        connection, occupation=ENGINEER, topic="programming_languages", requirement="required"
    )
    java = associations(
        connection,
        occupation=ENGINEER,
        topic="programming_languages",
        requirement="required",
        entities=["java", "cobol"],
    )
    assert len(everything) > len(languages) > len(required) > len(java)
    assert [row.key for row in java] == ["association.java.required"]
    assert associations(connection, occupation=ENGINEER, keys=["association.java.required"]) == java


def test_a_senior_engineer_earns_170_000_dollars(connection: Connection) -> None:
    (row,) = figures(connection, occupation=ENGINEER, topic="salary", entities=["senior_level"])
    assert isinstance(row, Figure)
    assert (row.key, row.value, row.unit, row.bound) == ("salary.senior", 170000, "usd", None)
    assert (row.measure.key, row.measure.dimension, row.measure.chart_type) == (
        "average_salary_by_level",
        "level",
        "column",
    )
    assert row.source.key == "overview_and_tables"
    assert (row.source.published, row.as_of, row.place, row.attributed_to) == (None, None, None, None)


def test_the_average_salary_is_indeeds_and_about(connection: Connection) -> None:
    (row,) = figures(connection, occupation=ENGINEER, measure_key="average_salary")
    assert (row.value, row.unit, row.bound, row.attributed_to) == (118000, "usd", "about", "Indeed")
    assert row.entity is None
    assert row.note is not None


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (
            "average_salary_by_level",
            [("entry_level", 85000), ("mid_level", 120000), ("senior_level", 170000)],
        ),
        (
            "industry_share",
            [
                ("information_technology", 25),
                ("finance", 20),
                ("healthcare", 18),
                ("retail", 15),
                ("manufacturing", 12),
            ],
        ),
        (
            "startups",
            [
                ("united_states", 452),
                ("india", 287),
                ("united_kingdom", 176),
                ("china", 140),
                ("germany", 97),
            ],
        ),
        ("degree_share", [("bachelors_degree", 40), ("masters_degree", 55), ("phd", 5)]),
        (
            "satisfaction_share",
            [
                ("highly_satisfied", 46),
                ("moderately_satisfied", 39),
                ("neutral", 10),
                ("moderately_dissatisfied", 4),
                ("highly_dissatisfied", 1),
            ],
        ),
        ("gender_share", [("male", 82), ("female", 17), ("other_gender", 1)]),
        (
            "age_share",
            [
                ("age_18_24", 10),
                ("age_25_34", 50),
                ("age_35_44", 25),
                ("age_45_54", 12),
                ("age_55_plus", 3),
            ],
        ),
        (
            "posting_share",
            [
                ("north_america", 45),
                ("europe", 30),
                ("asia_pacific", 20),
                ("latin_america", 4),
                ("africa", 1),
            ],
        ),
        ("employment", [(None, 33000), (None, 40200)]),
        ("employment_growth", [(None, 22)]),
        ("employment_change", [(None, 7200)]),
        ("market_size", [(None, 8.43), (None, 96.7)]),
        ("market_growth", [(None, 43.8)]),
        ("weekly_hours", [(None, 40), (None, 50)]),
        ("experience_years", [(None, 2)]),
    ],
)
def test_tables_of_the_articles_are_whole(
    connection: Connection, measure: str, expected: list[tuple[str | None, float]]
) -> None:
    rows = figures(connection, occupation=ENGINEER, measure_key=measure)
    assert [(row.entity.key if row.entity else None, row.value) for row in rows] == expected


def test_figures_of_a_time_and_a_place_say_so(connection: Connection) -> None:
    rows = figures(connection, occupation=ENGINEER, topic="outlook")
    assert {row.key: row.as_of for row in rows} == {
        "outlook.employment_2020": "2020",
        "outlook.employment_2030": "2030",
        "outlook.growth_2020_2030": "2020-2030",
        "outlook.change_2020_2030": "2020-2030",
    }
    assert {row.place for row in rows} == {"United States"}
    assert {row.attributed_to for row in rows} == {"US Bureau of Labor Statistics"}
    years = {
        row.value: row.as_of for row in figures(connection, occupation=ENGINEER, measure_key="market_size")
    }
    assert years == {8.43: "2020", 96.7: "2027"}


def test_figures_narrow_with_every_argument(connection: Connection) -> None:
    assert len(figures(connection, occupation=ENGINEER)) > len(told(connection, "salary")) == 4
    assert told(connection, "salary", measure_key="average_salary") == [(None, 118000)]
    assert told(connection, "salary", entities=["mid_level", "europe"]) == [("mid_level", 120000)]
    assert told(connection, "salary", measure_key="average_salary", entities=["mid_level"]) == []


def test_no_other_occupation_has_the_engineers_figures(connection: Connection) -> None:
    for occupation in ("data_scientist", "software_engineer", "applied_machine_learning"):
        assert figures(connection, occupation=occupation) == []


def test_figures_come_by_rank_whatever_their_order_in_the_content(fixture_base: Connection) -> None:
    found = figures(fixture_base, occupation="lighthouse_keeper", topic="outlook")
    assert [one.key.removeprefix("keeper.employment.") for one in found] == [
        "2013.ruritania",
        "2023.ruritania",
        "2013.graustark",
        "2023.graustark",
    ]


def test_a_topic_narrows_also_what_is_asked_for_by_key(fixture_base: Connection) -> None:
    keeper = {"occupation": "lighthouse_keeper"}
    for read, key, topic in (
        (statements, "keeper.duties.lamp", "duties"),
        (associations, "keeper.has.lamp", "tools"),
        (figures, "keeper.hours", "working_hours"),
    ):
        assert [one.key for one in read(fixture_base, **keeper, topic=topic, keys=[key])] == [key]
        assert read(fixture_base, **keeper, topic="salary", keys=[key]) == []
