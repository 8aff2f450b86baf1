"""What figures come to when they are held against each other, a part of all or their order."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from tests.actions.asking import Named, Talk, told

CHINA: Named = ("country", "china", "china")
UK: Named = ("country", "united_kingdom", "uk")
INDIA: Named = ("country", "india", "india")
EUROPE: Named = ("region", "europe", "europe")
ASIA: Named = ("region", "asia_pacific", "asia")
MASTERS: Named = ("degree", "masters_degree", "masters")
BACHELORS: Named = ("degree", "bachelors_degree", "bachelors")
PHD: Named = ("degree", "phd", "phd")
WOMEN: Named = ("gender", "female", "women")
FINANCE: Named = ("industry", "finance", "finance")
RETAIL: Named = ("industry", "retail", "retail")
MOST: Named = ("aspect", "highest", "most")
UNDER: Named = ("aspect", "below", "under")
GOOGLE: Named = ("certification", "google_cloud_ml_engineer", "google cloud")
PYTHON: Named = ("tool", "python", "python")


def first_line(connection: Connection, topic: str, *named: Named, text: str) -> str:
    return told(Talk(connection).ask(topic, *named, text=text)).splitlines()[0]


@pytest.mark.parametrize(
    ("topic", "named", "text", "line"),
    [
        ("startups", (CHINA, UK), "does china have more startups than the uk", "No: 140 start-ups"),
        ("startups", (UK, CHINA), "is the uk ahead of china?", "Yes: 176 start-ups (United Kingdom) is more"),
        ("startups", (CHINA, UK), "china has fewer than the uk, right?", "Yes: 140 start-ups"),
        ("regional_demand", (EUROPE, ASIA), "europe vs asia, who posts more", "30% (Europe) is more than"),
        (
            "regional_demand",
            (EUROPE, ASIA),
            "who posts less, europe or asia",
            "20% (Asia-Pacific) is less than",
        ),
        (
            "education_shares",
            (MASTERS, BACHELORS),
            "do more have masters or bachelors?",
            "55% (master's degree) is more than 40% (bachelor's degree).",
        ),
        (
            "salary",
            (("level", "senior_level", "seniors"), ("level", "mid_level", "mids")),
            "do seniors earn less than mids?",
            "No: $170,000 (senior level) is more than $120,000 (mid-level).",
        ),
    ],
)
def test_which_of_two_figures_is_more_is_said_first(
    connection: Connection, topic: str, named: tuple[Named, ...], text: str, line: str
) -> None:
    assert first_line(connection, topic, *named, text=text).startswith(line)


@pytest.mark.parametrize(
    ("topic", "named", "text", "line"),
    [
        (
            "gender_distribution",
            WOMEN,
            "are a quarter of them women?",
            "No: 17% (female) is less than a quarter.",
        ),
        (
            "regional_demand",
            EUROPE,
            "is less than half of it in europe",
            "Yes: 30% (Europe) is less than half.",
        ),
        (
            "education_shares",
            MASTERS,
            "do most of them have masters?",
            "Yes: 55% (master's degree) is more than half.",
        ),
        ("education_shares", PHD, "over half hold a phd, correct?", "No: 5% (Ph.D.) is less than half."),
        (
            "education_shares",
            BACHELORS,
            "nearly half have bachelors?",
            "40% (bachelor's degree) is less than half.",
        ),
    ],
)
def test_a_share_is_held_against_a_part_of_all(
    connection: Connection, topic: str, named: Named, text: str, line: str
) -> None:
    most = [MOST] if "most" in text else []  # as NLU marks it
    assert first_line(connection, topic, named, *most, text=text) == line


def test_the_shares_of_all_ages_below_one_are_held_together_against_a_part(connection: Connection) -> None:
    said = told(
        Talk(connection).ask(
            "age_distribution", MOST, UNDER, ("number", "35"), text="are most of them under 35?"
        )
    )
    assert said.startswith("Yes: 10% (18–24) and 50% (25–34), 60% together, is more than half.")


def test_another_value_is_held_against_the_last_one(connection: Connection) -> None:
    talk = Talk(connection)
    talk.ask("industries", FINANCE, text="how many work in finance?")
    said = told(talk.ask("what_about", RETAIL, text="is that more than in retail?"))
    assert said.startswith("Yes: 20% (finance) is more than 15% (retail).")


@pytest.mark.parametrize(
    ("topic", "named", "text"),
    [
        ("startups", (CHINA, UK), "startups in china and the uk?"),
        ("gender_distribution", (WOMEN,), "what share are women?"),
        ("education_shares", (MASTERS,), "how many have masters?"),
    ],
)
def test_figures_that_are_only_asked_for_are_told_by_themselves(
    connection: Connection, topic: str, named: tuple[Named, ...], text: str
) -> None:
    said = first_line(connection, topic, *named, text=text)
    assert " than " not in said and not said.startswith(("Yes", "No"))


@pytest.mark.parametrize(
    ("topic", "named", "text", "line"),
    [
        ("startups", INDIA, "which country is right behind india?", "United Kingdom: 176"),
        ("industries", FINANCE, "what comes after finance in the list", "18% of machine"),
        ("programming_languages", PYTHON, "second most wanted language after python", "R is number 2."),
        ("programming_languages", PYTHON, "third most wanted after python", "Java is number 3."),
        ("startups", INDIA, "what rank has india", "India is number 2 of 5."),
        ("industries", RETAIL, "where does retail rank", "Retail is number 4 of 5."),
        (
            "certifications",
            GOOGLE,
            "rank of google cloud",
            "The Google Cloud Machine Learning Engineer certification is the one that",
        ),
        # near misses
        ("startups", INDIA, "how many has india", "India: 287 start-ups"),
        ("startups", INDIA, "after that, what has india?", "India: 287 start-ups"),
    ],
)
def test_the_place_of_a_value_and_the_value_behind_one_are_told(
    connection: Connection, topic: str, named: Named, text: str, line: str
) -> None:
    assert first_line(connection, topic, named, text=text).startswith(line)


@pytest.mark.parametrize("text", ["which occupation code is printed?", "what code do they count them under"])
def test_the_code_of_an_occupation_is_told_by_its_words(connection: Connection, text: str) -> None:
    assert first_line(connection, "outlook", text=text).startswith("SOC 15-1221.")


def test_a_figure_of_one_age_is_not_told_of_another_that_is_named(connection: Connection) -> None:
    young: Named = ("age_group", "age_18_24", "under 25")
    assert first_line(connection, "age_distribution", young, text="under 25s").startswith("10%")


def test_a_number_beyond_an_order_claims_no_place_in_it(connection: Connection) -> None:
    oldest: Named = ("age_group", "age_55_plus", "over 55")
    line = first_line(connection, "age_distribution", oldest, ("ordinal", "55", "55"), text="and over 55?")
    assert line.startswith("3%")


@pytest.mark.parametrize(
    ("topic", "named", "text", "line"),
    [
        ("startups", CHINA, "is china second?", "No: China is number 4 of 5."),
        ("industries", RETAIL, "is retail on the list", "Yes: retail is number 4 of 5."),
        ("programming_languages", PYTHON, "is python number one", "Yes: Python is number 1 of 3."),
    ],
)
def test_whether_a_value_has_a_place_is_said_first(
    connection: Connection, topic: str, named: Named, text: str, line: str
) -> None:
    ordinals: dict[str, Named] = {
        "second": ("ordinal", "2", "second"),
        "number one": ("ordinal", "1", "number one"),
    }
    said = [one for word, one in ordinals.items() if word in text]
    assert first_line(connection, topic, named, *said, text=text) == line


@pytest.mark.parametrize(
    ("topic", "named", "text", "line"),
    [
        (
            "salary",
            ("level", "mid_level", "mid"),
            "does mid level pay over $100,000?",
            "Yes: $120,000 (mid-level)",
        ),
        ("industries", FINANCE, "do less than 10% work in finance", "No: 20% (finance) is more than 10%."),
        (
            "salary",
            ("level", "mid_level", "mid"),
            "is $100,000 good for mid?",
            "$100,000 is less than $120,000",
        ),
    ],
)
def test_an_amount_that_one_figure_is_said_to_exceed_is_answered_with_yes_or_no(
    connection: Connection, topic: str, named: Named, text: str, line: str
) -> None:
    assert first_line(connection, topic, named, text=text).startswith(line)


def test_shares_below_or_above_an_age_are_added_up(connection: Connection) -> None:
    below = first_line(
        connection, "age_distribution", UNDER, ("number", "35", "35"), text="how many under 35?"
    )
    assert below == "60% of machine learning engineers, added up from 10% (18–24) and 50% (25–34)."
