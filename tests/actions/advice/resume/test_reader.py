"""What a resume says: titles, times, education, technologies, skills and a place, and no more."""

from __future__ import annotations

import time
from datetime import date

import pytest
from sqlalchemy.engine import Connection

from actions.advice.resume.reader import is_resume, read_resume
from actions.advice.resume.text import MAX_CHARACTERS
from actions.person import Person
from tests.actions.advice.resumes import ACCOUNTANT, ENGINEER, NONE, NURSE

TODAY = date(2026, 11, 1)
SLOWEST = 3.0  # seconds for the longest text, which is read beside other conversations


def read(connection: Connection, text: str) -> Person:
    return read_resume(connection, text, TODAY)


def test_a_resume_of_lines_is_read(datasets: Connection) -> None:
    found = read(datasets, ACCOUNTANT)
    assert found.occupation == "13-2011.00"
    assert found.former == ("41-2011.00", "43-3051.00")  # the newest last
    assert found.years == 7  # since 2019
    assert (found.education, found.field) == (5, "accounting")
    assert set(found.technologies) == {
        "excel",
        "quickbooks",
        "adp workforce now",
        "word",
        "outlook",
        "sql",
        "sap",
    }
    assert set(found.skills) == {
        "Negotiation",
        "Management of Personnel Resources",
        "Service Orientation",
        "Time Management",
    }


@pytest.mark.usefixtures("published_wages")
def test_the_place_is_the_first_city_with_its_state(datasets: Connection) -> None:
    assert read(datasets, ACCOUNTANT).place == "Denver, CO"
    assert read(datasets, NURSE).place == "Columbus, OH"
    assert read(datasets, "Offices in Springdale Gap, TX").place == "Texas"
    assert read(datasets, "Word, IT, Python, GO").place == ""


def test_a_history_in_sentences_is_read(datasets: Connection) -> None:
    found = read(datasets, NURSE)
    assert (found.occupation, found.former, found.years) == ("29-1141.00", ("31-1131.00",), 10)
    assert (found.education, found.field) == (5, "nursing")
    assert found.technologies == ("microsoft excel",)
    assert found.skills == ()


def test_names_that_are_everyday_words_count_in_lists_of_technologies(datasets: Connection) -> None:
    found = read(datasets, ENGINEER)
    assert found.occupation == "software_engineer"
    assert found.former == ("15-1232.00",)
    assert {"python", "go", "c++", "docker", "kubernetes", "git", "r", "c"} <= set(found.technologies)
    assert found.education == 6


def test_everyday_words_are_neither_titles_nor_technologies(datasets: Connection) -> None:
    assert read(datasets, NONE) == Person()


@pytest.mark.parametrize("text", ["", " \n ", "x" * 30_000, "\x00\ufffd" * 50, "(" * 5_000, "a, " * 9_000])
def test_of_a_text_without_any_of_this_nothing_is_said(datasets: Connection, text: str) -> None:
    assert read(datasets, text) == Person()


@pytest.mark.parametrize(
    ("text", "education", "field"),
    [
        ("PhD in Physics, MIT, 2012", 7, "physics"),
        ("Master of Science, Data Science, 2018", 6, "data science"),
        ("M.A., History, 2001", 6, "history"),
        ("BA in Political Science and Economics", 5, "political science and economics"),
        ("Bachelor of Arts, Pine University", 5, ""),
        ("Associate of Applied Science, Welding", 4, "welding"),
        ("A.S. in Nursing", 4, "nursing"),
        ("Some college", 2, ""),
        ("GED, 1999", 1, ""),
        ("Cambridge, MA 02139", None, ""),
        ("Baltimore, MD | Jackson, MS", None, ""),
        ("As a child I liked ma and pa", None, ""),
    ],
)
def test_degrees_are_told_from_states_and_words(
    datasets: Connection, text: str, education: int | None, field: str
) -> None:
    found = read(datasets, text)
    assert (found.education, found.field) == (education, field)


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("Welder, 2010 - 2014", 4),
        ("Welder (2010–2014)", 4),
        ("Welder, since 2020", 6),
        ("Welder, Jan 2021 to current", 5),
        ("Welder\n2019 - May 2023", 4),
        ("Welder at Forge Works\nWelder with 12 years of experience", 12),
    ],
)
def test_years_are_those_of_the_times_or_as_they_are_said(
    datasets: Connection, line: str, years: float
) -> None:
    found = read(datasets, line)
    assert found.years == years


def test_no_more_than_the_limit_is_read(datasets: Connection) -> None:
    text = " " * MAX_CHARACTERS + "\nRegistered Nurse, 2016 - 2020"
    assert read(datasets, text) == Person()


@pytest.mark.alone
@pytest.mark.parametrize(
    "text", ["Senior Accountant, Acme, Denver, CO 2012-2014. Used Excel, Word and SQL. ", ENGINEER]
)
def test_the_longest_text_is_read_in_time(datasets: Connection, text: str) -> None:
    started = time.perf_counter()
    read(datasets, (text * 600)[:MAX_CHARACTERS])
    assert time.perf_counter() - started < SLOWEST


def test_nothing_of_age_gender_origin_or_health_is_read(datasets: Connection) -> None:
    private = "Born 1961. Female, married, Catholic, from Italy, diabetic. He/him. Veteran with a disability."
    assert read(datasets, private) == Person()


def test_a_short_resume_has_its_jobs_in_lines_of_their_own() -> None:
    short = "my cv\nCook, 2012-2016, Denver, CO\nChef, 2016 - present\nGED"
    assert is_resume(short)
    assert not is_resume(short.replace("\n", " "))
    assert not is_resume("cook from 2012-2016\nwhat now?")
