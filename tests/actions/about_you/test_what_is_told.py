"""Wishes, licences, places and work that are told in few words are found, and what looks like them is not."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.engine import Connection

from actions.about_you.details import (
    education,
    field_of_study,
    licences,
    most_school,
    past_work,
    years_of_experience,
)
from actions.about_you.patterns import plain
from actions.about_you.reader import own_titles, read_person, titles_of_others, told_of_another
from actions.about_you.wishes import avoided, least_pay, wishes
from actions.person import Person
from actions.questions.message import ParsedEntity, UserMessage

ELECTRICIAN, TEACHER = "47-2111.00", "25-2021.00"
TITLES = ("nurses", "electrician", "teacher", "vet", "economist", "pharmd")
PLACES = ("Ohio", "Houston", "Kyiv", "Chicago", "Omaha", "Leeds")


def said(text: str) -> UserMessage:
    """Return a message with the titles and places in it, as NLU marks them."""
    found = [
        ParsedEntity(kind, name, text[start : start + len(name)], start)
        for kind, names in (("occupation", TITLES), ("place", PLACES))
        for name in names
        if (start := text.lower().find(name.lower())) >= 0
    ]
    return UserMessage(text, "about_you", tuple(found))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("42, electrician, bad back, want desk job", {"occupation": ELECTRICIAN, "wants": ("desk",)}),
        ("Electrician. 26 years. One-man shop.", {"occupation": ELECTRICIAN, "years": 26}),
        ("Teacher, 25 years. Stepping down, tired. Omaha.", {"years": 25, "place": "Omaha"}),
        ("ex-teacher, now driving a school bus in Ohio", {"occupation": "53-3051.00", "former": (TEACHER,)}),
        ("Economist from Kyiv, driving Uber in Houston now", {"place": "Houston"}),
        ("I was an economist in Kyiv, here in Chicago I clean offices", {"place": "Chicago"}),
        ("I do the books for a church", {"occupation": "43-3031.00"}),
        ("I moved to cincinnati last month", {"place": "cincinnati"}),
        ("electrician, 3 yrs, arcgis and python", {"technologies": ("arcgis", "python")}),
        ("I know python and c++", {"technologies": ("python", "c++")}),
        ("two decades as a teacher, Ohio", {"years": 20}),
        ("teacher with a CDL, hazmat too, tired", {"occupation": TEACHER}),
        ("I'm home with twins, 3 years in Houston", {"place": "Houston", "years": None}),
        ("electrician from Leeds, moving to Ohio with my wife", {"occupation": ELECTRICIAN, "place": "Ohio"}),
        ("electrician moving to tacoma w my husband soon", {"occupation": ELECTRICIAN, "place": "tacoma"}),
        ("Chicago born, teacher, now in Ohio", {"place": "Ohio"}),
        ("they cut our shop. Electrician, 9 yrs, laid off", {"occupation": ELECTRICIAN, "years": 9}),
        ("can't be a teacher any more after 7 years", {"former": (TEACHER,), "years": 7}),
        ("electrician 5y, no idea", {"occupation": ELECTRICIAN, "years": 5}),
        ("psych BA, work as teacher 2 yrs", {"occupation": TEACHER, "education": 5, "field": "psych"}),
        ("been waiting tables for 4 years", {"occupation": "35-3031.00", "years": 4}),
        ("lost my CDL, want something else", {"avoids": ("driving_jobs",)}),
        ("electrician. i want: no college, hands on", {"wants": ("no_degree", "hands_on")}),
        ("electrician. i want: no college, 60k or more, growing", {"wants": ("no_degree", "growth")}),
        ("left school in grade 9, need any job", {"education": 0}),
        ("I didn't finish school. Electrician now.", {"education": 0, "occupation": ELECTRICIAN}),
        ("Electrician, 12 years. High school only. Ohio.", {"education": 1, "years": 12}),
        ("No degree and no weekends please", {"education": 1, "refuses": ("shifts",)}),
        ("I want work that doesn't ask for a diploma", {"most_school": 0}),
        ("I'd study a bit, two years of college max", {"most_school": 4}),
        ("something outdoors, a bachelor's at most", {"most_school": 5}),
        ("teacher here, my uncle taught me wiring", {"occupation": TEACHER}),
        ("I've been teaching 4th grade for 8 years", {"occupation": TEACHER, "years": 8}),
        ("former army electrician, good with engines", {"former": (ELECTRICIAN,)}),
        ("retail associate, 7 years, some college, Ohio", {"education": 2}),
        ("I want work without a bachelor's in Ohio", {"field": "", "place": "Ohio"}),
        ("jobs in Ohio that pay 36,000 without a diploma", {"most_school": 0, "place": "Ohio"}),
        ("I want something easy on my knees", {"refuses": ("lifting",)}),
        ("19, no degree, like fixing things", {"wants": ("hands_on",)}),
        ("I want a job that doesn't wreck my back", {"refuses": ("lifting",)}),
        ("I need 48,000 a year to get by", {"pay": 48_000}),
        ("want 55k at the least. ohio", {"pay": 55_000, "place": "ohio"}),
        ("Anything in Ohio above 62,000?", {"pay": 62_000, "place": "Ohio"}),
        ("which jobs in Ohio would pay me 41,000", {"pay": 41_000, "place": "Ohio"}),
        ("I refuse night work", {"refuses": ("shifts",)}),
        ("faint at blood, but want health care", {"avoids": ("blood",), "likes": ("health care",)}),
    ],
)
def test_what_is_told_in_few_words_is_found(datasets: Connection, text: str, found: dict[str, Any]) -> None:
    person = read_person(datasets, said(text), Person())
    assert {name: getattr(person, name) for name in found} == found


@pytest.mark.parametrize(
    "text",
    [
        "Can I be an electrician here",
        "can I work as an electrician in Houston",
        "electrician in Ohio",
        "Army vet, five years, no degree",
        "my wife is a teacher, been out 4 years",
        "nurses, burned out, Ohio",
    ],
)
def test_titles_that_are_asked_about_or_of_others_are_not_ones_own(datasets: Connection, text: str) -> None:
    person = read_person(datasets, said(text), Person())
    assert not (person.occupation or person.former)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("i want desk work", {"desk": True}),
        ("i dont want a desk job", {"desk": False}),
        ("i work at a desk all day", {}),
        ("i want to be off my feet", {"desk": True}),
        ("i cant do standing all day", {"desk": True}),
        ("jobs where i never have to talk to anyone", {"people": False}),
        ("i hate phones", {"people": False}),
        ("i fix phones", {}),
        ("i want to be home every night", {"travel": False}),
        ("i need weekends free", {"shifts": False}),
        ("i want quiet", {"stress": False}),
    ],
)
def test_wishes_are_wanted_or_refused(text: str, told: dict[str, bool]) -> None:
    assert wishes(text, for_work="want" in text or "job" in text, own=True) == told


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("never again healthcare", ["healthcare"]),
        ("i wont sell anything to anyone", ["sales"]),
        ("not a cop", ["police"]),
        ("no security please", ["security"]),
        ("im not a cop", []),
        ("dont tell me to code", ["computers"]),
    ],
)
def test_fields_of_work_are_refused(text: str, fields: list[str]) -> None:
    assert avoided(text) == fields


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("and good money, like 60+", 60_000),
        ("any that pay above 80?", 80_000),
        ("do they pay over 40 an hour", 83_200),
        ("i have 60+ books", None),
        ("20+ years", None),
        ("i dont need 50,000 followers", None),
    ],
)
def test_thousands_may_be_left_out_of_pay(text: str, pay: float | None) -> None:
    assert least_pay(text) == pay


def test_an_amount_alone_is_a_wish_where_work_is_looked_for() -> None:
    assert least_pay("ok, 65k then", looking=True) == 65_000
    assert least_pay("ok, 65k then") is None


def test_wishes_that_are_given_up_make_room_for_those_that_are_told(datasets: Connection) -> None:
    before = Person(TEACHER, wants=("remote",), refuses=("people",), pay=90_000, avoids=("sales",))
    now = read_person(datasets, said("ok, 50k and no desk, forget the rest"), before, looking=True)
    assert (now.occupation, now.pay, now.wants, now.refuses, now.avoids) == (
        TEACHER, 50_000, (), ("desk",), ()
    )  # fmt: skip


def test_what_somebody_pays_elsewhere_is_not_where_one_lives(datasets: Connection) -> None:
    assert not read_person(datasets, said("what would I earn in Ohio?"), Person()).place


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("been out 4 yrs with twins", None),
        ("four years out", None),
        ("two years of community college", None),
        ("three decades on the road", 30),
        ("8 yrs", 8),
    ],
)
def test_years_away_or_at_school_are_no_experience(text: str, years: float | None) -> None:
    assert years_of_experience(text) == years


def test_short_degrees_tell_the_level_and_the_field() -> None:
    assert (education("msw"), field_of_study("msw")) == (6, "social work")
    assert (education("pharmd, 15 years"), field_of_study("pharmd, 15 years")) == (7, "pharmacy")
    assert field_of_study("phd in physics almost done") == "physics"
    assert field_of_study("geography grad 2023") == "geography"
    assert education("i got no bachelors") == 1


def test_licences_that_are_held_are_found_and_no_others() -> None:
    assert licences("cdl class a, hazmat") == ["CDL (commercial driver's license)", "hazmat endorsement"]
    assert licences("do i need a cdl") == licences("without a cdl") == []


def test_past_work_counts_with_its_years_alone() -> None:
    assert past_work("i ran offset presses for 33 years") == "ran offset presses"
    assert past_work("i ran offset presses once") is None


def test_what_is_no_title_is_left_with_the_person() -> None:
    assert own_titles(said("Retail pharmacy, PharmD, 15 years")) == {"PharmD"}
    assert own_titles(said("Army vet, 5 years")) == {"vet"}


def test_a_statement_about_somebody_else_is_told_from_ones_own() -> None:
    assert told_of_another(said("my wife is a teacher"))
    assert not told_of_another(said("I'm a teacher and my wife is an electrician"))


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("I keep the books for a teacher", {"teacher"}),
        ("what would I earn working for a teacher?", set()),
        ("Electrician in Ohio, 5 years, I drive nurses around", {"nurses"}),
    ],
)
def test_employers_and_those_whom_one_works_with_are_others(text: str, others: set[str]) -> None:
    assert titles_of_others(said(text)) == others


def test_a_household_that_moves_is_where_it_moves_to(datasets: Connection) -> None:
    text = "what do nurses earn in Chicago... no wait, we move to Houston next month"
    assert read_person(datasets, said(text), Person()).place == "Houston"
    asked = "what do nurses earn in Chicago... and in Houston"
    assert read_person(datasets, said(asked), Person()).place == ""


def test_a_place_in_small_letters_counts_only_beside_what_is_personal(datasets: Connection) -> None:
    assert read_person(datasets, said("electrician, 19, tacoma"), Person()).place == "tacoma"
    assert read_person(datasets, said("electrician, tired, sick"), Person()).place == ""


@pytest.mark.parametrize(
    ("text", "place"), [("I teach in MS", "MS"), ("diagnosed with MS, I teach", ""), ("I speak EN-DE", "")]
)
def test_two_letters_are_a_state_only_where_they_stand_as_one(
    datasets: Connection, text: str, place: str
) -> None:
    state = "DE" if "DE" in text else "MS"
    named = ParsedEntity("place", state, state, text.index(state))
    assert read_person(datasets, UserMessage(text, "about_you", (named,)), Person()).place == place


@pytest.mark.parametrize(
    ("text", "work", "found"),
    [
        ("I flip burgers in Ohio", "flip burgers", {"occupation": "35-2011.00", "place": "Ohio"}),
        (
            "I've been flipping burgers for 3 years",
            "flipping burgers",
            {"occupation": "35-2011.00", "years": 3},
        ),
        ("I used to flip burgers", "flip burgers", {"occupation": "", "former": ("35-2011.00",)}),
        ("my brother flips burgers", "flips burgers", {"occupation": ""}),
        ("could I flip burgers?", "flip burgers", {"occupation": ""}),
    ],
)
def test_what_somebody_does_tells_whose_occupation_it_is(
    datasets: Connection, text: str, work: str, found: dict[str, Any]
) -> None:
    start = text.index(work)
    places = [ParsedEntity("place", "Ohio", "Ohio", text.index("Ohio"))] if "Ohio" in text else []
    named = ParsedEntity("occupation", "flip burger", work, start, is_work=True)
    person = read_person(datasets, UserMessage(text, "about_you", (named, *places)), Person())
    assert {name: getattr(person, name) for name in found} == found


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("2 yrs of school tops", 4),
        ("1 year of school max", 3),
        ("I'd do a certificate but nothing longer than that", 3),
        ("certificates at most", 3),
    ],
)
def test_the_most_school_is_told_by_its_years_or_by_what_is_named_before_it(text: str, level: int) -> None:
    assert most_school(plain(text)) == level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("i took one year of community college", 2),
        ("could i get there with an associate degree", 4),
        ("i want to get an associate degree", None),
    ],
)
def test_school_that_is_told_is_held_unless_somebody_would_get_it(text: str, level: int | None) -> None:
    assert education(text) == level


def test_years_that_are_asked_for_are_not_ones_own() -> None:
    assert years_of_experience("says 5 years experience needed") is None
    assert years_of_experience("i have 5 years of experience") == 5


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("so I have the repairing", ("Repairing",)),
        ("that should count as instructing", ("Instructing",)),
        ("I have coordination and negotiation", ("Coordination", "Negotiation")),
        ("I have kids", ()),
    ],
)
def test_skills_are_told_by_their_names(datasets: Connection, text: str, skills: tuple[str, ...]) -> None:
    assert read_person(datasets, said(text), Person()).skills == skills


def test_what_was_never_said_tells_nothing(datasets: Connection) -> None:
    told = read_person(datasets, said("I never said I want 60,000, 45,000 is plenty"), Person(pay=60_000))
    assert told.pay == 45_000
