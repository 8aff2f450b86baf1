"""What the dataset of occupations tells of one: ranked, with its source, and nothing that is not in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection, Engine

from knowledge.datasets.importer import import_dataset
from knowledge.datasets.onet_release import onet_release
from knowledge.queries import onet
from knowledge.queries.dataset_rows import ONET, WAGES, dataset_source, dataset_version
from knowledge.queries.occupation_search import OccupationQuery, search_occupations
from knowledge.queries.occupations import get_occupation, occupation_of_code, topics_held
from knowledge.queries.projections import projections_of
from knowledge.queries.sources import get_sources
from knowledge.queries.technology_names import known_technology
from tests.knowledge.datasets.releases import COUNTS, LISTENS, MEASURES, NURSING, WRITES, write_release
from tests.knowledge.datasets.tiny import import_all, tiny_datasets

EVERY_TOPIC = """
job_titles definition duties related_occupations education experience interests skills tools salary industries
outlook
"""
SCIENTIST, ANALYST, NURSE, OFFICER = "15-2051.00", "15-2051.01", "29-1141.00", "55-1011.00"


def test_an_occupation_comes_with_the_codes_of_its_figures_and_its_attribution(tiny: Connection) -> None:
    found = onet.onet_occupation_by_code(tiny, code=ANALYST)
    assert found is not None
    assert (found.title, found.name, found.plural) == (
        "Business Intelligence Analysts",
        "business intelligence analyst",
        "business intelligence analysts",
    )
    assert (found.job_zone, found.wage_code, found.wage_title) == (4, "15-2051", "Data Scientists")
    assert (found.description, found.has_own_wages) == (None, False)
    source = found.source
    assert (source.key, source.licence) == ("onet", "CC BY 4.0")
    told = str(source.attribution)
    assert "O*NET® is a trademark of USDOL/ETA." in told
    assert "were modified" in told and "has not approved, endorsed, or tested" in told


def test_occupations_come_in_the_order_of_the_codes(tiny: Connection) -> None:
    found = onet.onet_occupations(tiny, codes=(NURSE, "99-9999.00", SCIENTIST, NURSE))
    assert [one.key for one in found] == [NURSE, SCIENTIST]
    assert [one.has_own_wages for one in found] == [True, True]
    assert onet.onet_occupations(tiny, codes=()) == []


def test_occupations_are_counted_and_none_where_the_dataset_is_not_loaded(
    tiny: Connection, migrated: Engine
) -> None:
    assert onet.count_onet_occupations(tiny) == 7
    with migrated.connect() as connection:
        assert onet.count_onet_occupations(connection) == 0


def test_duties_keep_their_order_and_name_the_tasks_that_they_restate(tiny: Connection) -> None:
    found = onet.duties(tiny, code=SCIENTIST)
    assert [(one.text, one.tasks) for one in found] == [
        ("Clean figures.", "8"),
        ("Tell what they mean.", "7,9"),
    ]
    scientist = onet.onet_occupation_by_code(tiny, code=SCIENTIST)
    assert scientist is not None and scientist.description == "Data scientists find out what figures tell."


def test_technologies_in_demand_come_first_and_then_the_hot_ones(tiny: Connection) -> None:
    found = onet.technologies(tiny, code=SCIENTIST)
    assert [(one.name, one.hot, one.in_demand) for one in found] == [
        ("Python", True, True),
        ("Microsoft Excel", True, False),
        ("Abacus", False, False),
    ]


def test_who_uses_a_technology_is_found_by_any_spelling(tiny: Connection) -> None:
    assert onet.users_of_technology(tiny, name="PYTHON") == [SCIENTIST, ANALYST]
    assert onet.users_of_technology(tiny, name="microsoft-excel") == [SCIENTIST, NURSE]
    assert onet.users_of_technology(tiny, name="cobol") == []


def test_of_equally_important_skills_the_one_of_a_higher_level_comes_first(tiny: Connection) -> None:
    found = onet.ratings(tiny, code=SCIENTIST, scale="skill")
    assert [(one.element, one.value, one.level, one.rank) for one in found] == [
        ("Mathematics", 4.5, 5, 1),
        ("Speaking", 4, 4.5, 2),
        ("Programming", 4, 3, 3),
    ]


@pytest.mark.parametrize(
    ("scale", "told"),
    [
        ("interest", [("social", 6.5), ("investigative", 5), ("artistic", 1)]),
        ("education", [("a lot", 100), ("a little", 0)]),
        ("experience", [("none", 60), ("a year", 40)]),
    ],
)
def test_values_on_a_scale_are_ranked_under_their_names(
    tiny: Connection, scale: str, told: list[tuple[str, float]]
) -> None:
    found = onet.ratings(tiny, code=NURSE, scale=scale)
    assert [(one.element, one.value) for one in found] == told
    assert {one.level for one in found} == {None}


def test_related_occupations_come_nearest_first(tiny: Connection) -> None:
    found = onet.related(tiny, code=SCIENTIST)
    assert [(one.code, one.plural, one.rank) for one in found] == [
        (ANALYST, "business intelligence analysts", 1),
        (NURSE, "registered nurses", 2),
        ("27-2011.00", "actors", 3),
    ]


def test_titles_are_had_by_their_kind(tiny: Connection) -> None:
    assert onet.titles_of(tiny, code=SCIENTIST, kind="reported") == ["Statistics Wizard"]
    assert onet.titles_of(tiny, code=SCIENTIST, kind="everyday") == []


def test_what_an_occupation_has_nothing_of_is_empty(tiny: Connection) -> None:
    assert onet.duties(tiny, code=OFFICER) == []
    assert onet.technologies(tiny, code=OFFICER) == []
    assert onet.ratings(tiny, code=OFFICER, scale="skill") == []
    assert onet.related(tiny, code=OFFICER) == []
    assert projections_of(tiny, codes=("55-1011",)) == []


@pytest.fixture
def released(migrated: Engine, tmp_path: Path) -> Iterator[Connection]:
    """A database that holds tiny datasets and a release."""
    tables = tiny_datasets(tmp_path)
    import_dataset(migrated, onet_release(write_release(tmp_path / "release", "30.3"), tmp_path / "tables"))
    import_all(migrated, tables)
    with migrated.connect() as connection:
        yield connection


def test_the_publishers_sentences_come_in_order_with_the_attribution_of_their_release(
    released: Connection, tiny: Connection
) -> None:
    found = onet.published_statements(released, code=NURSE)
    assert [(one.kind, one.text, one.task_id, one.revises) for one in found] == [
        ("description", NURSING, None, None),
        ("core", MEASURES, 12, None),
        ("supplemental", COUNTS, 11, None),
        ("new", LISTENS, None, None),
        ("revision", WRITES, None, 11),
    ]
    (source,) = {one.source for one in found}
    assert (source.key, source.title) == ("onet_release", "O*NET 30.3 Database")
    assert "O*NET 30.3 Database by the U.S. Department of Labor" in str(source.attribution)
    assert get_sources(released, keys=["onet_release", "onet"])[0] == source
    assert onet.published_statements(tiny, code=NURSE) == []


def test_a_release_fills_in_what_the_tables_lack_and_changes_nothing_that_they_hold(
    released: Connection, tiny: Connection
) -> None:
    for scale in ("skill", "interest", "education"):
        assert onet.ratings(released, code=NURSE, scale=scale) == onet.ratings(tiny, code=NURSE, scale=scale)
    assert onet.technologies(released, code=NURSE) == onet.technologies(tiny, code=NURSE)
    for name in ("paperfly", "thermometer 9", "python"):
        assert onet.users_of_technology(released, name=name) == onet.users_of_technology(tiny, name=name)
        assert known_technology(released, names=(name,)) == known_technology(tiny, names=(name,))
    realists = OccupationQuery(interest="realistic")
    assert search_occupations(released, query=realists, limit=9) == ([], 0)
    skill, _other = onet.ratings(released, code=OFFICER, scale="skill")
    (technology,) = onet.technologies(released, code=OFFICER)
    assert (skill.element, skill.level, skill.source.key) == ("Coordination", 4.5, "onet_release")
    assert (technology.name, technology.in_demand) == ("Paperfly", True)
    assert technology.source.key == "onet_release"
    (ability,) = onet.ratings(released, code=NURSE, scale="ability")
    assert (ability.element, ability.value) == ("Oral Comprehension", 4.12)
    assert onet.titles_of(released, code=NURSE, kind="reported") == ["R.N.", "Ward Wizard"]


def test_projections_are_counted_in_persons_and_dated(tiny: Connection) -> None:
    nurses, scientists = projections_of(tiny, codes=("29-1141", "15-2051", "29-1141"))
    assert (nurses.code, nurses.employment_from, nurses.employment_to) == ("29-1141", 3000, 3100)
    assert (nurses.openings_a_year, nurses.change_percent, nurses.self_employed_percent) == (200, 4.9, None)
    assert (scientists.education, scientists.experience, scientists.training) == (
        "Bachelor's degree",
        "None",
        "None",
    )
    assert (scientists.as_of, scientists.place) == ("2024-2034", "United States")
    assert scientists.source.publisher == "U.S. Bureau of Labor Statistics"


def test_a_dataset_that_is_not_loaded_is_told_with_the_mend(migrated: Engine) -> None:
    with migrated.connect() as connection:
        assert dataset_version(connection, key=ONET) is None
        with pytest.raises(LookupError, match="python -m knowledge occupations"):
            dataset_source(connection, key=WAGES)


def test_an_occupation_of_the_datasets_is_known_by_its_code(tiny: Connection) -> None:
    found = get_occupation(tiny, key=NURSE)
    assert found is not None
    assert (found.key, found.name, found.plural, found.featured) == (
        NURSE,
        "registered nurse",
        "registered nurses",
        False,
    )
    assert found.only_in_datasets
    for key in ("29-1141", "99-9999.00", "29-1141.00 ", "' OR 1=1 --"):
        assert occupation_of_code(tiny, code=key) is None


def test_the_content_goes_before_the_datasets(datasets: Connection) -> None:
    found = occupation_of_code(datasets, code=SCIENTIST)
    assert found is not None
    assert (found.key, found.code, found.only_in_datasets) == ("data_scientist", SCIENTIST, False)


@pytest.mark.parametrize(
    ("code", "topics"),
    [
        (SCIENTIST, EVERY_TOPIC),
        (OFFICER, "job_titles"),
        ("15-1299.00", "job_titles salary industries outlook"),
    ],
)
def test_the_topics_of_an_occupation_are_those_that_its_blocks_answer(
    tiny: Connection, code: str, topics: str
) -> None:
    assert topics_held(tiny, key=code, code=code) == topics.split()


def test_the_topics_of_the_content_come_before_those_of_the_datasets(datasets: Connection) -> None:
    held = topics_held(datasets, key="data_scientist", code=SCIENTIST)
    curated = ["definition", "duties", "collaboration", "skills", "programming_languages"]
    assert held[: len(curated)] == curated
    assert {"salary", "outlook", "tools", "education"} <= set(held[len(curated) :])
