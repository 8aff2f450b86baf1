"""Entities by key, by name, in a text, and by kind; certifications; the vocabulary."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from knowledge.content import Content
from knowledge.queries.entities import (
    certifications,
    find_entities,
    find_entities_in,
    get_entity,
    list_entities,
    vocabulary,
)
from knowledge.queries.occupations import find_occupation
from knowledge.records import Certification, Term
from knowledge.terms import normalise


def certification(connection: Connection, key: str) -> Certification:
    (one,) = certifications(connection, keys=[key])
    return one


def test_an_entity_is_found_by_its_key(connection: Connection) -> None:
    found = get_entity(connection, key="scikit_learn")
    assert found is not None
    assert (found.name, found.kind, found.category) == ("scikit-learn", "tool", "library")


@pytest.mark.parametrize("key", ["", "cobol", "Python", "%"])
def test_an_unknown_key_gives_no_entity(connection: Connection, key: str) -> None:
    assert get_entity(connection, key=key) is None


@pytest.mark.parametrize(
    ("term", "keys"),
    [
        ("C++", ["cpp"]),
        ("c plus plus", ["cpp"]),
        ("Ph.D.", ["phd"]),
        ("PhD", ["phd"]),
        ("18–24", ["age_18_24"]),
        ("18-24", ["age_18_24"]),
        ("55+", ["age_55_plus"]),
        ("sklearn", ["scikit_learn"]),
        ("Scikit Learn", ["scikit_learn"]),
        ("naïve Bayes", ["naive_bayes"]),
        ("Master’s degree", ["masters_degree"]),
        ("U.S.", ["united_states"]),
        ("🐍 python", ["python"]),
        ("data science", ["data_science", "data_science_field"]),
        ("C", []),
        ("", []),
        ("?!", []),
        ("🐍", []),
        ("cobol", []),
        ("x" * 20_000, []),
        ("\x00", []),
        ("' OR 1=1 --", []),
    ],
)
def test_entities_are_found_by_what_people_call_them(
    connection: Connection, term: str, keys: list[str]
) -> None:
    assert sorted(entity.key for entity in find_entities(connection, term=term)) == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Do I need Docker?", ["docker"]),
        ("do i need c++", ["cpp"]),
        ("Is C++ used?", ["cpp"]),
        ("C++/Python, please", ["cpp", "python"]),
        ("Is a Ph.D. needed?", ["phd"]),
        ("engineers aged 18–24", ["age_18_24"]),
        ("engineers aged 18 - 24", ["age_18_24"]),
        ("55+", ["age_55_plus"]),
        ("🐍python🐍", ["python"]),
        ("🐍 python 🐍", ["python"]),
        ("naïve Bayes", ["naive_bayes"]),
        ("**PyTorch** and <b>", ["pytorch"]),
        ("(scikit-learn), “pandas”; NumPy.", ["scikit_learn", "pandas", "numpy"]),
        ("Is the Machine Learning with Python course free?", ["machine_learning_with_python"]),
        ("machine learning with python, or python alone", ["machine_learning_with_python", "python"]),
        ("python, or machine learning with python", ["machine_learning_with_python", "python"]),
        ("Python python PYTHON", ["python"]),
        ("AWS or GCP or AWS", ["aws", "gcp"]),
        ("data pipelines and feature engineering", ["data_pipelines", "feature_engineering"]),
    ],
)
def test_entities_named_in_a_text_are_found(connection: Connection, text: str, keys: list[str]) -> None:
    assert [entity.key for entity in find_entities_in(connection, text=text)] == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Is R used?", ["r"]),
        ("is r used?", []),
        ('is "r" used?', []),
        ("(r)", []),
        ("(R)", ["r"]),
        ("R or r?", ["r"]),
        ("r, or R?", ["r"]),
        ("tell us", []),
        ("tell us: why?", []),
        ("in the US?", ["united_states"]),
        ("in the U.S.?", ["united_states"]),
    ],
)
def test_names_of_one_or_two_letters_count_in_capitals_only(
    connection: Connection, text: str, keys: list[str]
) -> None:
    assert [entity.key for entity in find_entities_in(connection, text=text)] == keys


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "?!…",
        "🐍",
        "\x00\x07",
        "\ud800",
        "x" * 20_000,
        "hello there",
        "'; DROP TABLE entity; --",
        "{}",
        "%",
        "_",
    ],
)
def test_a_text_without_names_gives_nothing(connection: Connection, text: str) -> None:
    assert find_entities_in(connection, text=text) == []


def test_a_very_long_text_is_read_from_its_beginning(connection: Connection) -> None:
    assert [one.key for one in find_entities_in(connection, text="Docker " + "word " * 20_000)] == ["docker"]
    assert find_entities_in(connection, text="word " * 60 + "Docker") == []


def test_entities_of_a_kind_are_listed_in_the_order_of_the_content(
    connection: Connection, content: Content
) -> None:
    levels = list_entities(connection, kind="level")
    assert [entity.key for entity in levels] == ["entry_level", "mid_level", "senior_level"]
    assert list_entities(connection, kind="gardens") == []
    kinds = {entity.kind for entity in content.entities}
    listed = [entity.key for kind in sorted(kinds) for entity in list_entities(connection, kind=kind)]
    assert sorted(listed) == sorted(entity.key for entity in content.entities)


def test_ibm_has_six_courses_and_no_duration_is_told(connection: Connection) -> None:
    ibm = certification(connection, "ibm_machine_learning")
    assert (ibm.provider, ibm.courses, ibm.weeks, ibm.price, ibm.level) == ("IBM", 6, None, None, None)
    assert ibm.source is not None
    assert ibm.source.key == "job_description_template"


def test_mit_is_for_beginners(connection: Connection) -> None:
    mit = certification(connection, "mit_machine_learning_ai")
    assert (mit.provider, mit.level, mit.courses, mit.weeks, mit.price) == (
        "MIT",
        "beginners",
        None,
        None,
        None,
    )


def test_machine_learning_with_python_takes_eight_weeks_and_is_free(connection: Connection) -> None:
    python = certification(connection, "machine_learning_with_python")
    assert (python.provider, python.weeks, python.price, python.courses) == (None, 8, 0, None)


def test_harvard_takes_eight_weeks_and_no_price_is_told(connection: Connection) -> None:
    harvard = certification(connection, "harvard_machine_learning")
    assert (harvard.provider, harvard.weeks, harvard.price) == ("Harvard University", 8, None)


def test_the_bootcamp_is_told_like_a_certification(connection: Connection) -> None:
    bootcamp = certification(connection, "ucsd_bootcamp")
    assert bootcamp.entity.kind == "course"
    assert bootcamp.provider == "University of California San Diego"


def test_certifications_come_in_the_order_asked_for_without_the_unknown(connection: Connection) -> None:
    wanted = ["ucsd_bootcamp", "nothing", "ibm_machine_learning", "python", "ucsd_bootcamp"]
    found = certifications(connection, keys=wanted)
    assert [one.entity.key for one in found] == ["ucsd_bootcamp", "ibm_machine_learning"]
    assert certifications(connection, keys=[]) == []


def test_the_vocabulary_holds_every_name_and_alias(connection: Connection, content: Content) -> None:
    terms = vocabulary(connection)
    assert len(terms) == len(set(terms))
    held = {(normalise(term.alias), term.kind, term.key) for term in terms}
    for occupation in content.occupations:
        assert {
            (normalise(name), "occupation", occupation.key)
            for name in (occupation.name, occupation.plural, *occupation.aliases)
        } <= held
    for entity in content.entities:
        assert {(normalise(name), entity.kind, entity.key) for name in (entity.name, *entity.aliases)} <= held
    assert Term("C++", "tool", "cpp") in terms
    assert Term("machine learning engineers", "occupation", "machine_learning_engineer") in terms


def test_every_term_of_the_vocabulary_finds_what_it_names(connection: Connection) -> None:
    for term in vocabulary(connection):
        if term.kind == "occupation":
            occupation = find_occupation(connection, term=term.alias)
            assert occupation is not None
            assert occupation.key == term.key
        else:
            assert term.key in [entity.key for entity in find_entities(connection, term=term.alias)]


def test_every_entity_is_found_in_a_sentence_by_its_name(connection: Connection, content: Content) -> None:
    by_name: dict[str, set[str]] = {}
    for entity in content.entities:
        by_name.setdefault(normalise(entity.name), set()).add(entity.key)
    missed = {
        name
        for entity in content.entities
        if len((name := normalise(entity.name)).split()) <= 4
        and not by_name[name] & {one.key for one in find_entities_in(connection, text=f"so: {entity.name}?")}
    }
    assert missed == set()


def test_entities_of_a_kind_come_in_the_order_of_the_content(fixture_base: Connection) -> None:
    found = list_entities(fixture_base, kind="age_group")
    assert [one.key for one in found] == ["under_30", "from_30_to_59", "over_60"]
