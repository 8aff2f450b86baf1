"""Skills, technologies and interests of an occupation."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.datasets.abilities import named_technologies
from knowledge.queries.onet import technologies
from tests.actions.asking import Named, Talk, question, told
from tests.actions.datasets.figures import DATA_SCIENTIST, INFANTRY, NURSE, all_of, chart, lead

Begin = Callable[..., Talk]
ACCOUNTANT: Named = ("occupation", "13-2011.00", "accountant")
ADMINISTRATOR: Named = ("occupation", "15-1244.00", "sysadmins")
PYTHON: Named = ("tool", "python", "Python")


def rated(connection: Connection, scale: str, code: str = NURSE[1]) -> list[tuple[str, float]]:
    return list(
        connection.exec_driver_sql(
            "SELECT element, value FROM onet_rating WHERE occupation_code = ? AND scale = ? ORDER BY rank",
            (code, scale),
        )
    )


def test_the_skills_that_matter_most_come_first(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("skills", NURSE, text="which skills do nurses need?")
    first, second, third, *_ = (element.lower() for element, _value in rated(datasets, "skill"))
    assert lead(reply) == (
        f"The skills that matter most to registered nurses are {first}, {second} and {third} (O*NET 29.3)."
    )
    values = [value for _element, value in rated(datasets, "skill")]
    assert values == sorted(values, reverse=True)
    assert [point.value for point in chart(reply).points] == values[:8]


@pytest.mark.parametrize(
    ("skill", "beginning"),
    [
        ("critical thinking", "Yes: critical thinking is important"),
        ("programming", "Not much: for registered"),
    ],
)
def test_a_skill_that_is_named_is_told_by_its_importance(
    talk: Begin, datasets: Connection, skill: str, beginning: str
) -> None:
    reply = talk().ask("requirement_check", NURSE, text=f"do nurses need {skill}?")
    (value,) = (value for element, value in rated(datasets, "skill") if element.lower() == skill)
    assert lead(reply).startswith(beginning)
    assert f"{value:g} of 5" in lead(reply)


def test_technologies_come_in_the_order_of_demand(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("tools", ACCOUNTANT, text="which software do accountants use?")
    names = all_of(
        datasets,
        "SELECT name FROM onet_technology WHERE occupation_code = '13-2011.00'"
        " ORDER BY in_demand DESC, hot DESC, name",
    )
    assert lead(reply) == (
        f"Technologies that accountants and auditors use: {', '.join(names[:3])} and {names[3]}."
    )
    assert f"O*NET lists {len(names)} in all" in told(reply)


@pytest.mark.parametrize("topic", ["requirement_check", "tools"])
@pytest.mark.parametrize(
    ("occupation", "text", "beginning"),
    [
        (ACCOUNTANT, "do accountants use Microsoft Excel?", "use Microsoft Excel; employers often ask"),
        (NURSE, "do nurses use Excel?", "use Microsoft Excel, which many job postings ask for"),
        (NURSE, "do nurses use MEDITECH?", "use MEDITECH software"),
        (NURSE, "do nurses use Epic Systems?", "use Epic Systems"),
    ],
)
def test_a_technology_that_is_named_is_found_in_the_list(
    talk: Begin, topic: str, occupation: Named, text: str, beginning: str
) -> None:
    first = lead(talk().ask(topic, occupation, text=text))
    assert first.startswith("Yes, ")
    assert beginning in first


def test_technologies_of_a_kind_are_listed_alone(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("tools", ADMINISTRATOR, text="what operating systems do sysadmins work with?")
    names = all_of(
        datasets,
        "SELECT name FROM onet_technology WHERE occupation_code = '15-1244.00'"
        " AND category = 'Operating system software' AND in_demand AND name <> category",
    )
    assert lead(reply).startswith("Operating systems that network and systems administrators use: ")
    assert all(name in told(reply) for name in names)
    assert "Microsoft Excel" not in told(reply)


def test_a_kind_of_which_none_is_listed_is_refused_with_what_is(talk: Begin) -> None:
    reply = talk().ask("tools", NURSE, text="which version control do nurses use?")
    assert reply.answer.outcome == "unknown"
    assert lead(reply) == "O*NET lists no version control among what registered nurses use."
    assert "Technologies that registered nurses use" in told(reply)


def test_a_technology_beside_its_kind_is_the_one_that_is_asked_for(talk: Begin) -> None:
    reply = talk().ask("tools", ACCOUNTANT, text="do accountants use Excel as their spreadsheet?")
    assert lead(reply).startswith("Yes, accountants and auditors use Microsoft Excel")


def test_what_is_used_beside_one_leaves_it_out(talk: Begin) -> None:
    reply = talk().ask("tools", ACCOUNTANT, text="which software do accountants use besides Excel?")
    assert lead(reply).startswith("Technologies that accountants and auditors use: ")
    assert "Excel" not in told(reply)


def test_how_many_are_listed_is_told(talk: Begin, datasets: Connection) -> None:
    held = all_of(datasets, "SELECT name FROM onet_technology WHERE occupation_code = '13-2011.00'")
    reply = talk().ask("tools", ACCOUNTANT, text="how many tools are listed for accountants?")
    assert f"O*NET lists {len(held)} technologies" in lead(reply)


def test_a_technology_is_named_without_a_maker_of_two_words(datasets: Connection) -> None:
    used = technologies(datasets, code="23-2011.00")
    asked = question(datasets, "tools", text="does a paralegal need to know westlaw")
    assert "Thomson Reuters Westlaw" in [one.name for one in named_technologies(asked, used)]


def test_a_technology_that_is_not_listed_is_said_to_be_so(talk: Begin, datasets: Connection) -> None:
    listed = all_of(datasets, "SELECT name FROM onet_technology WHERE occupation_code = '29-1141.00'")
    assert not [name for name in listed if "python" in name.lower()]
    reply = talk().ask("requirement_check", NURSE, PYTHON, text="do nurses need Python?")
    assert reply.answer.outcome == "unknown"
    assert lead(reply) == "O*NET does not list “Python” among what registered nurses use."
    assert "Technologies that registered nurses use:" in told(reply)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("do nurses use Epic Systems", ["Epic Systems"]),
        ("what software do nurses use", []),
        ("do nurses use microsoft", []),  # who makes many of them
        ("do nurses use Access", ["Microsoft Access"]),
        ("do nurses use web software", []),
    ],
)
def test_only_words_that_tell_a_technology_from_others_name_it(
    datasets: Connection, text: str, named: list[str]
) -> None:
    used = technologies(datasets, code=NURSE[1])
    found = named_technologies(question(datasets, "tools", NURSE, text=text), used)
    assert [one.name for one in found] == named


def test_a_requirement_of_which_nothing_is_known_is_named_as_in_no_duty(talk: Begin) -> None:
    reply = talk().ask("requirement_check", NURSE, text="do nurses need a fnord?")
    assert reply.answer.outcome == "unknown"
    assert lead(reply).startswith("None of the 8 duties that I hold of registered nurses says this: “fnord”.")


@pytest.mark.parametrize("topic", ["interests", "suitability"])
def test_interests_are_told_with_the_holland_code(talk: Begin, datasets: Connection, topic: str) -> None:
    reply = talk().ask(topic, NURSE, text="which interests fit nurses?")
    first, second, third, *_ = (element for element, _value in rated(datasets, "interest"))
    assert lead(reply).startswith(f"{first.capitalize()} and {second.capitalize()} interests fit registered")
    assert f"The Holland code is {first[0]}{second[0]}{third[0]} (O*NET).".lower() in lead(reply).lower()
    assert [point.value for point in chart(reply).points] == [v for _e, v in rated(datasets, "interest")]


@pytest.mark.parametrize("topic", ["skills", "tools", "interests"])
def test_of_an_occupation_that_has_titles_only_nothing_is_made_up(talk: Begin, topic: str) -> None:
    reply = talk().ask(topic, INFANTRY, text="and the infantry?")
    assert (reply.answer.outcome, "“Infantry”" in lead(reply)) == ("unknown", True)


def test_the_skills_of_a_data_scientist_come_from_the_article(talk: Begin) -> None:
    reply = talk().ask("skills", DATA_SCIENTIST, text="what skills does a data scientist need?")
    assert "proficiency in R, Python and SQL." in told(reply)
    assert "29.3" not in told(reply)


def test_a_certificate_is_no_technology_and_what_is_typical_to_enter_stands_beside(talk: Begin) -> None:
    named = ("certification", "license", "license")
    reply = talk().ask("requirement_check", NURSE, named, text="do nurses need a license?")
    assert "hold no licences or certificates of registered nurses" in " ".join(told(reply).split())
    assert "typically need" in told(reply)


def test_a_technology_that_is_not_listed_is_named_in_the_no(talk: Begin) -> None:
    bartender: Named = ("occupation", "35-3011.00", "bartenders")
    reply = talk().ask("requirement_check", bartender, text="autocad for bartenders, yes or no")
    assert lead(reply) == "O*NET does not list “Autodesk AutoCAD” among what bartenders use."


def test_work_styles_are_not_held_and_the_interests_are_told_instead(talk: Begin) -> None:
    reply = talk().ask("interests", NURSE, text="which work styles matter for nurses?")
    assert reply.answer.outcome == "unknown"
    assert "Social" in told(reply)


def test_a_word_of_every_day_names_a_technology_only_where_something_is_used(datasets: Connection) -> None:
    used = technologies(datasets, code=NURSE[1])
    for text, named in (
        ("nurses, access to the wards", []),
        ("which Access do nurses have", ["Microsoft Access"]),
        ("do nurses use access", ["Microsoft Access"]),
    ):
        asked = question(datasets, "tools", NURSE, text=text)
        assert [one.name for one in named_technologies(asked, used)] == named
