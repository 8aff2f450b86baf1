"""What people say of themselves is read off their messages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.engine import Connection

from actions.about_you.reader import (
    aims_of,
    own_titles,
    read_beside,
    read_other,
    read_person,
    with_refused_apart,
)
from actions.advice.asked import looks_for_some_work
from actions.person import Person
from actions.questions.message import ParsedEntity, UserMessage

NURSE, ELECTRICIAN, COOK, TEACHER = "29-1141.00", "47-2111.00", "35-2014.00", "25-2021.00"
DENTIST = "29-1021.00"
TITLES = ("registered nurse", "nurse", "electrician", "line cook", "teacher", "dentist", "data scientist")
PLACES = ("Ohio", "Houston", "Texas", "Portland", "Germany")


def said(text: str, meant: str = "") -> UserMessage:
    """Return a message with the titles and places in it, as NLU marks them."""
    found, taken = [], set[int]()
    for kind, names in (("occupation", TITLES), ("place", PLACES)):
        for name in names:
            start = text.lower().find(name.lower())
            if start >= 0 and start not in taken:
                typed = text[start : start + len(name)]
                found.append(ParsedEntity(kind, typed, typed, start))
                taken |= set(range(start, start + len(name)))
    return UserMessage(text, "about_you", tuple(found), corrected=meant)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I'm 35, a nurse in Ohio", {"occupation": NURSE, "place": "Ohio"}),
        ("as a nurse, could I become a data scientist?", {"occupation": NURSE}),
        ("nurse -> data scientist?", {"occupation": NURSE}),
        ("nurse, what fits me", {"occupation": NURSE}),
        ("electrician, what else could I do?", {"occupation": ELECTRICIAN}),
        ("Nurse, 10 years, tired", {"occupation": NURSE, "years": 10, "wants": ("other_work",)}),
        ("I'm tired of being a teacher", {"occupation": TEACHER, "wants": ("other_work",)}),
        ("how do I go from teacher to dentist", {"occupation": TEACHER}),
        ("I was a teacher, now I'm an electrician", {"occupation": ELECTRICIAN, "former": (TEACHER,)}),
        ("I'm not a teacher any more", {"former": (TEACHER,)}),
        ("I was a teacher & electrician for years", {"former": (ELECTRICIAN, TEACHER), "years": None}),
        ("I'm a nurse and a teacher at a college", {"occupation": NURSE}),
        ("I'm a nurse and electrician sounds good", {"occupation": NURSE}),
        ("I quit my job as a teacher in May", {"former": (TEACHER,)}),
        ("I make $45k as a line cook", {"occupation": COOK}),
        ("I repair bikes for customers", {"occupation": "49-3091.00"}),
        ("I've been a teacher for 12 years", {"occupation": TEACHER, "years": 12}),
        ("I have a master's degree in social work", {"education": 6, "field": "social work"}),
        ("I don't have a degree", {"education": 1}),
        ("I dropped out of college", {"education": 2}),
        ("can I use my accounting degree?", {"field": "accounting"}),
        ("I know Python, SQL and a bit of Excel", {"technologies": ("python", "sql", "excel")}),
        ("AutoCAD and Revit, no idea what else", {"technologies": ("autocad", "revit")}),
        ("I'm good at negotiating and writing", {"skills": ("Negotiation", "Writing")}),
        ("I like animals", {"likes": ("animals",)}),
        ("what could I do with geology and Excel?", {"technologies": ("excel",), "likes": ("geology",)}),
        ("I live in Texas and need at least $60k", {"place": "Texas", "pay": 60_000}),
        ("I moved to Germany", {"place": "Germany"}),
        ("I hate talking to people", {"refuses": ("people",)}),
        ("no no I like working with people", {"wants": ("people",)}),
        ("I want to help people", {"wants": ("helping",)}),
        ("I want a job without a degree, with my hands", {"wants": ("no_degree", "hands_on")}),
        ("I don't want a desk job or night shifts", {"refuses": ("desk", "shifts")}),
        ("I won't go back to school", {"refuses": ("degree",)}),
    ],
)
def test_what_somebody_says_of_themselves_is_found(
    datasets: Connection, text: str, found: dict[str, Any]
) -> None:
    assert read_person(datasets, said(text), Person()) == Person(**found)


@pytest.mark.parametrize(
    "text",
    [
        "what do nurses earn in Ohio?",
        "nurse, what do they earn",
        "my husband is a nurse",
        "my friend is an electrician in Houston and hates it",
        "if I were a teacher, what would I earn?",
        "I want to become a dentist",
        "I was wondering what a dentist does",
        "could a nurse become a data scientist?",
        "do electricians work outdoors?",
        "what would I earn in Texas?",
        "people with a master's degree",
        '/salary{"occupation": "nurse"}',
    ],
)
def test_what_is_said_of_others_or_only_supposed_is_not(datasets: Connection, text: str) -> None:
    assert read_person(datasets, said(text), Person()) == Person()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I won't study more than an associate's degree", {"most_school": 4}),
        ("I want no master's, and at least 50k", {"most_school": 5, "pay": 50_000}),
        ("I'd go back to school for it", {"most_school": 7}),
        ("anything under 70 grand is a no", {"pay": 70_000}),
        ("I'd like six figures", {"pay": 100_000}),
        ("I want a job with nothing to do with food", {"avoids": ("food",)}),
        ("I'd take any job except cleaning", {"avoids": ("cleaning",)}),
        ("I have no sales experience", {}),
        ("I want to work alone", {"refuses": ("people",)}),
        ("I don't want to work alone", {}),
        ("I want steady work that won't disappear, a growing field", {"wants": ("growth",)}),
        ("I want to work from home, no heavy lifting", {"wants": ("remote",), "refuses": ("lifting",)}),
        ("jobs where i never have to talk to anyone", {"refuses": ("people",)}),
        ("jobs where I don't have to deal with people", {"refuses": ("people",)}),
        ("I see anyone I like", {}),
        ("want a desk job", {"wants": ("desk",)}),
        ("I work at a desk in an office and I have an office job", {}),
        ("no desk job for me", {"refuses": ("desk",)}),
        ("something without school", {"wants": ("no_degree",)}),
        ("something with better odds", {"wants": ("growth",)}),
        ("blood makes me faint", {"avoids": ("blood",)}),
        ("sales isn't for me", {"avoids": ("sales",)}),
        ("blood makes me happy", {}),
        ("what could I do with my experience", {}),
    ],
)
def test_hard_wishes_are_read_in_many_wordings(
    datasets: Connection, text: str, found: dict[str, Any]
) -> None:
    assert read_person(datasets, said(text), Person()) == Person(**found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I drive a school bus", {"occupation": "53-3051.00"}),
        (
            "I used to be a teacher. Now I run the bar at a pub.",
            {"occupation": "35-3011.00", "former": (TEACHER,)},
        ),
        ("I have worked 4 years how electrician", {"occupation": ELECTRICIAN, "years": 4}),
        (
            "Hi there, 36, electrician, Houston, 10 years in the trade",
            {"occupation": ELECTRICIAN, "years": 10},
        ),
        ("I was made redundant from my job as an electrician", {"former": (ELECTRICIAN,)}),
        ("I have worked in nursing for years and quit nursing", {"former": (NURSE,)}),
    ],
)
def test_work_is_read_in_many_wordings(datasets: Connection, text: str, found: dict[str, Any]) -> None:
    read = replace(read_person(datasets, said(text), Person()), place="")
    assert read == Person(**found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Was a line cook for 4 years. No college. Live in Houston.", {"former": (COOK,), "education": 1}),
        ("I live in Houston and work as a line cook", {"occupation": COOK}),
        (
            "dentist in Houston, want something less dangerous",
            {"occupation": DENTIST, "refuses": ("danger",)},
        ),
        ("electrician now, based in Houston", {"occupation": ELECTRICIAN}),
        ("I tutor kids in Houston, love it, sadly", {"occupation": "25-3041.00"}),
    ],
)
def test_who_leaves_out_the_subject_speaks_of_themselves(
    datasets: Connection, text: str, found: dict[str, Any]
) -> None:
    read = read_person(datasets, said(text), Person())
    assert replace(read, years=None) == Person(**found, place="Houston")


@pytest.mark.parametrize(
    "text",
    ["They live in Texas and work as electricians", "work as an electrician in Texas?", "people in Texas"],
)
def test_a_verb_without_a_subject_is_nobodys_own_behind_others_or_in_a_question(
    datasets: Connection, text: str
) -> None:
    assert read_person(datasets, said(text), Person()) == Person()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("the test says I'm realistic and investigative", {"realistic", "investigative"}),
        ("my Holland code is SEC", {"social", "enterprising", "conventional"}),
        ("I'm a social person with realistic ideas", set()),
    ],
)
def test_interests_that_a_test_found_are_taken_by_their_names_or_letters(
    datasets: Connection, text: str, named: set[str]
) -> None:
    interests = read_person(datasets, said(text), Person()).interests
    assert {name for name, score in interests if score} == named


def test_pay_in_thousands_and_no_more_school_are_wishes_behind_a_list_of_what_fits(
    datasets: Connection,
) -> None:
    assert read_person(datasets, said("and good money, like 60+"), Person(), looking=True).pay == 60_000
    told = read_person(datasets, said("more school no thanks"), Person(), looking=True)
    assert told == Person(refuses=("degree",))
    building = said("sitting work that still has to do with building")
    assert read_person(datasets, building, Person(), looking=True) == Person(
        wants=("desk",), likes=("building",)
    )
    assert read_person(datasets, said("I work 60 hours"), Person(), looking=True).pay is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("My boss calls me organised", {"skills": ("Time Management",)}),
        ("They say that I'm reliable", {"likes": ("reliable",)}),
        ("I'm careful, not stubborn", {"likes": ("careful",)}),
        ("I'm told that lawyers work eighty hours", {}),
        ("I hold an M.S. in geology", {"education": 6, "field": "geology"}),
        ("Nurse, BS, Ohio, 4 years", {"occupation": NURSE, "education": 5, "place": "Ohio", "years": 4}),
        ("SAP I picked up on the job, and my PowerPoint is fine", {"technologies": ("sap", "powerpoint")}),
        ("I never get tired of talking to people", {"wants": ("people",)}),
        ("I don't want to supervise people", {"refuses": ("leading",)}),
        ("I'm sick of being on the road", {"refuses": ("travel",)}),
        ("me: 34 / nurse / Houston / 10 yrs", {"occupation": NURSE, "place": "Houston", "years": 10}),
        ("ten yrs as a nurse", {"occupation": NURSE, "years": 10}),
        ("I'm 29, mother of two, a nurse in Ohio", {"occupation": NURSE, "place": "Ohio"}),
        ("I have strong writing skills and a head for figures", {"skills": ("Writing", "Mathematics")}),
    ],
)
def test_how_people_are_and_what_they_can_is_read_in_many_wordings(
    datasets: Connection, text: str, found: dict[str, Any]
) -> None:
    assert read_person(datasets, said(text), Person()) == Person(**found)


@pytest.mark.parametrize(
    "text", ["Fixing bikes is my thing", "I really love fixing bikes", "I can read plans, fixing bikes"]
)
def test_work_that_somebody_likes_or_could_do_is_no_occupation_of_theirs(
    datasets: Connection, text: str
) -> None:
    typed = "Fixing bikes" if text.startswith("Fixing") else "fixing bikes"
    work = ParsedEntity("occupation", "fix bikes", typed, text.index(typed), is_work=True)
    told = read_person(datasets, UserMessage(text, "about_you", (work,)), Person())
    assert not told.occupation and not told.former


def test_people_who_say_something_and_what_to_do_with_a_life_are_no_wishes(datasets: Connection) -> None:
    told = read_person(datasets, said("I draw a lot, people say I'm creative, ideas for me?"), Person())
    assert told == Person(likes=("draw",), wants=("creative",))
    assert read_person(datasets, said("what to do with my life"), Person()) == Person()


@pytest.mark.parametrize("text", ["in Houston", "oh wait, Houston, sorry!", "Houston"])
def test_a_place_alone_is_that_of_somebody_who_told_of_themselves(datasets: Connection, text: str) -> None:
    nurse = Person(NURSE, place="Ohio")
    assert read_person(datasets, said(text), nurse) == replace(nurse, place="Houston")
    assert read_person(datasets, said(text), Person()) == Person()
    assert read_person(datasets, said(f"{text.strip('.!')}?"), nurse) == nurse


def test_what_takes_something_back_tells_only_what_stands_beside_it(datasets: Connection) -> None:
    assert read_person(datasets, said("forget that, I moved to Houston"), Person()).place == "Houston"
    assert read_person(datasets, said("forget that I live in Houston"), Person()) == Person()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "My son is an electrician, he hates people. Ideas?",
            {"occupation": ELECTRICIAN, "refuses": ("people",)},
        ),
        ("what suits a teacher who likes animals?", {"occupation": TEACHER, "likes": ("animals",)}),
        ("My daughter has a bachelor's in physics", {"education": 5, "field": "physics"}),
    ],
)
def test_what_is_said_of_somebody_else_is_read_of_them_alone(
    datasets: Connection, text: str, found: dict[str, Any]
) -> None:
    assert read_other(datasets, said(text), Person()) == Person(**found)
    assert read_person(datasets, said(text), Person()) == Person()


def test_what_is_said_on_of_somebody_told_of_before_is_theirs(datasets: Connection) -> None:
    known = Person(ELECTRICIAN)
    went_on = read_other(datasets, said("she has a bachelor's in physics, hates people"), known, goes_on=True)
    assert went_on == replace(known, education=5, field="physics", refuses=("people",))
    assert read_other(datasets, said("what do they earn?"), known, goes_on=True) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I'd like to leave teaching, I'm a nurse", {"occupation": NURSE}),
        ("thinking about quitting my job as a teacher for software", {"occupation": TEACHER}),
        ("would I earn more as a dentist", {}),
        ("I'm moving from Texas to Ohio", {"place": "Ohio"}),
        ("I have no idea what to do outside academia", {}),
        ("that is too much school for me, I want something shorter", {"refuses": ("degree",)}),
        ("I'm good with my hands", {"wants": ("hands_on",)}),
        ("I'd be happy with 60k", {"pay": 60_000}),
        ("I'm in college for psychology", {"education": 2, "field": "psychology"}),
        ("I enjoy cars, dislike customers", {"likes": ("cars",), "refuses": ("people",)}),
        ("I'm 19 and like computers", {"likes": ("computers",)}),
        ("I stayed home with the kids, now I want work", {}),
        ("I want something quiet", {"refuses": ("stress",)}),
        ("I hate routine and love travel", {"likes": ("travel",), "refuses": ("orderly",)}),
        ("dentist in Houston, masters degree", {"occupation": DENTIST, "place": "Houston", "education": 6}),
    ],
)
def test_what_somebody_leaves_is_theirs_and_what_is_beside_it_is_not(
    datasets: Connection, text: str, found: dict[str, Any]
) -> None:
    assert read_person(datasets, said(text), Person()) == Person(**found)


@pytest.mark.parametrize("text", ["what do they earn?", "I'm an electrician and my son is a nurse"])
def test_a_message_about_oneself_or_an_occupation_is_of_nobody_else(datasets: Connection, text: str) -> None:
    assert not read_other(datasets, said(text), Person())


def test_a_typing_error_is_read_as_it_is_meant(datasets: Connection) -> None:
    told = said("i hav a bachelers in physics", "i have a bachelors in physics")
    assert read_person(datasets, told, Person()) == Person(education=5, field="physics")


def test_what_is_said_anew_replaces_what_was_said(datasets: Connection) -> None:
    nurse = Person(NURSE, place="Ohio", pay=50_000, refuses=("people",))
    told = replace(nurse, occupation=ELECTRICIAN, place="Houston")
    assert read_person(datasets, said("I'm an electrician in Houston"), nurse) == told
    assert read_person(datasets, said("make that 55000"), nurse) == replace(nurse, pay=55_000)
    people = read_person(datasets, said("I'd like to work with people after all"), nurse)
    assert (people.wants, people.refuses) == (("people",), ())


def test_what_somebody_takes_back_is_forgotten(datasets: Connection) -> None:
    known = Person(NURSE, technologies=("excel", "python"), place="Ohio")
    assert read_person(datasets, said("I'm not a nurse"), known).occupation == ""
    assert read_person(datasets, said("I don't know Python"), known).technologies == ("excel",)
    assert read_person(datasets, said("I don't live in Ohio any more"), known).place == ""


def test_a_place_that_stands_with_another_is_named_by_the_first(datasets: Connection) -> None:
    told = UserMessage(
        "I live in Portland, Texas",
        "about_you",
        (ParsedEntity("place", "Portland", "Portland", 10), ParsedEntity("place", "Texas", "Texas", 20)),
    )
    assert read_person(datasets, told, Person()).place == "Portland"


def test_the_persons_own_titles_are_told_from_those_they_ask_about() -> None:
    assert own_titles(said("I'm a nurse. What do electricians earn?")) == {"nurse"}
    assert own_titles(said("what do nurses earn?")) == frozenset()
    # … and from those that are listed, to be compared.
    assert own_titles(said("teacher, electrician, dentist: pay for each")) == frozenset()
    assert own_titles(said("Teacher in Ohio. What do electricians earn?")) == {"Teacher"}


@pytest.mark.parametrize(
    "fact", ["I'm 61. ", "I'm a woman. ", "I'm an immigrant. ", "I'm in a wheelchair. ", "36, "]
)
def test_age_gender_origin_and_health_leave_no_trace(datasets: Connection, fact: str) -> None:
    plain = "I'm an electrician in Houston and want at least $70,000"
    assert read_person(datasets, said(fact + plain), Person()) == read_person(datasets, said(plain), Person())


def test_a_title_that_puts_right_ones_own_replaces_it(datasets: Connection) -> None:
    known = Person(NURSE, place="Ohio")
    for text in ("sorry, electrician", "no wait, an electrician actually"):
        assert read_person(datasets, said(text), known) == replace(known, occupation=ELECTRICIAN)
        assert read_person(datasets, said(text), Person()) == Person()
    assert read_person(datasets, said("electrician?"), known) == known


def test_what_is_recommended_to_somebody_with_a_title_is_for_them(datasets: Connection) -> None:
    told = read_other(datasets, said("what would you recommend to a 40 year old electrician"), Person())
    assert told == Person(ELECTRICIAN)


def test_an_associate_degree_in_something_is_no_bachelors(datasets: Connection) -> None:
    assert read_person(datasets, said("got an associate degree in biology"), Person()).education == 4


def test_what_is_asked_of_work_tells_no_work(datasets: Connection) -> None:
    asked = said("I'm a nurse. Could I teach music at a college?")
    assert read_person(datasets, asked, Person()).occupation == NURSE


@pytest.mark.parametrize(
    ("text", "aim"),
    [
        ("My uncle repairs clocks and says I should do the same.", "repairs clocks"),
        ("I want clean work in a lab, washing bottles.", "lab, washing bottles"),
        ("Water policy would be my thing.", "water policy"),
        ("I'd like to design maps rather than posters.", "design maps"),
        ("I want to drive the big thing, bulldozer.", "drive the big thing, bulldozer"),
    ],
)
def test_what_somebody_aims_at_is_read_where_it_is_told_indirectly(text: str, aim: str) -> None:
    assert aim in aims_of(said(text))


def test_who_is_wanted_somewhere_by_others_is_advised_themselves(datasets: Connection) -> None:
    assert read_other(datasets, said("nurse here. my wife wants me in law school"), Person()) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("outdoors, no boss, 50k", {"wants": ("outdoors",), "pay": 50_000}),
        ("no nights, desk, 40k", {"wants": ("desk",), "refuses": ("shifts",), "pay": 40_000}),
        ("My job: nurse. Wish: outdoors.", {"occupation": NURSE, "wants": ("outdoors",)}),
        ("I'm a nurse, I want to work indoors.", {"occupation": NURSE, "refuses": ("outdoors",)}),
        ("I'm a nurse, I clear 85k. Match the 85, closer to home.", {"occupation": NURSE, "pay": 85_000}),
    ],
)
def test_wishes_of_a_bare_list_are_wishes(datasets: Connection, text: str, found: dict[str, Any]) -> None:
    read = read_person(datasets, said(text), Person(), looking=looks_for_some_work(said(text)))
    assert read == replace(Person(), **found)


def test_anybody_whose_title_ends_the_list_is_one_of_them(datasets: Connection) -> None:
    told = read_other(
        datasets, said("what jobs are there for someone who loves climbing, 24, nurse"), Person()
    )
    assert told is not None
    assert told.occupation == NURSE


def test_what_somebody_studied_is_not_their_work_because_another_is_asked_about(datasets: Connection) -> None:
    read = read_person(datasets, said("I have a bachelor in nurse. Could I become a dentist?"), Person())
    assert read.occupation == ""


def test_work_that_somebody_can_do_is_kept_in_their_words(datasets: Connection) -> None:
    work = ParsedEntity("occupation", "weld metal", "weld metal", 6, is_work=True)
    told = read_person(datasets, UserMessage("I can weld metal", "about_you", (work,)), Person())
    assert told == Person(likes=("weld metal",))


@pytest.mark.parametrize(
    ("text", "declined"),
    [
        ("I'm a nurse. What else fits me, no dentist please", (DENTIST,)),
        ("I'm a nurse and don't want to be a teacher or anything", (TEACHER,)),
        ("jobs for me, a nurse, but never again as a line cook", (COOK,)),
        ("I'm a nurse, I'd do anything but work as a dentist", (DENTIST,)),
        ("I'm a nurse, why not dentist?", ()),
        ("I'm not a nurse", ()),
        ("I hate being a nurse", ()),
        ("no dentist experience, I'm a nurse", ()),
        ("I'm a nurse, should I become a dentist or not?", ()),
        ("I'm a nurse and worn out. don't tell me to become a dentist", (DENTIST,)),
        ("Nurse, 9 years. please do not suggest a dentist or a teacher", (DENTIST, TEACHER)),
        ("I'm a nurse. Everybody says teacher or dentist, I want neither", (TEACHER, DENTIST)),
        ("I'm a nurse. They keep saying dentist. I don't want that!", (DENTIST,)),
        ("don't tell me a dentist earns more", ()),
        ("I'm a nurse. People say dentist or teacher, neither of those please", (DENTIST, TEACHER)),
        ("I'm a nurse. dentist, yes! but do they need a degree, I got none", ()),
        ("I'm a nurse, could I be a dentist? I don't want that to take ten years", ()),
        ("I'm a nurse, not a dentist, and electrician sounds good", (DENTIST,)),
    ],
)
def test_titles_that_are_refused_are_kept_and_not_asked_about(
    datasets: Connection, text: str, declined: tuple[str, ...]
) -> None:
    assert read_person(datasets, said(text), Person()).declined == declined
    asked = with_refused_apart(said(text)).values("occupation")
    assert len(said(text).values("occupation")) - len(asked) == len(declined)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "I can weld and drive a forklift",
            {"skills": ("Operation and Control",), "likes": ("weld", "drive a forklift")},
        ),
        (
            "Nurse. Want out. Not retail, no call centers",
            {"occupation": NURSE, "avoids": ("sales", "phones"), "wants": ("other_work",)},
        ),
        ("Nurse. Not retail, it was fun", {"occupation": NURSE}),
        ("Nurse. Not interested in guarding a mall", {"occupation": NURSE, "avoids": ("security",)}),
        ("I want something where I don't get yelled at", {"refuses": ("people",)}),
        (
            "My hands are going. I'm a nurse, I want a new job",
            {"occupation": NURSE, "refuses": ("hands_on",)},
        ),
        ("I want a job, not just answering phones", {"avoids": ("phones",)}),
        ("I'm a nurse, no kids", {"occupation": NURSE}),
        ("College is not for me. I like plants", {"refuses": ("degree",), "likes": ("plants",)}),
        ("I want nothing with kids", {"avoids": ("children",)}),
        ("I don't want to sit in a class", {"wants": ("no_degree",)}),
        ("I got offered 60k. I'm a nurse", {"occupation": NURSE}),
        ("I like drawing, science i guess. Junior in high school", {"likes": ("drawing", "science")}),
        ("Our dairy farm is being sold", {"former": ("11-9013.00",)}),
        ("I'd go to a 2 year college if it was worth it", {"most_school": 4}),
        ("I'm an electrician. How can I work as a nurse here?", {"occupation": ELECTRICIAN}),
        ("I work as a nurse here", {"occupation": NURSE}),
        ("I can weld and wait tables", {"likes": ("weld", "wait tables")}),
        ("I sort parcels and drive a forklift", {"occupation": "53-7051.00"}),
        ("I know Excel and R. No SQL, no SAS", {"technologies": ("excel", "r")}),
        ("Nurse, 12 yrs. Money?", {"occupation": NURSE, "years": 12}),
        (
            "Nurse. My wife says enough. Same pay, normal hours, with my hands",
            {"occupation": NURSE, "wants": ("hands_on",), "refuses": ("shifts",)},
        ),
        ("Nurse. My wife is a teacher. Works nights, travels", {"occupation": NURSE}),
    ],
)
def test_lists_of_what_somebody_can_do_and_wants(
    datasets: Connection, text: str, found: dict[str, Any]
) -> None:
    assert read_person(datasets, said(text), Person()) == Person(**found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a job that lets me draw", {"likes": ("drawing",)}),
        ("I want something with boats", {"likes": ("boats",)}),
        ("Love cats hate birds", {"likes": ("cats",)}),
        ("I want something with benefits", {}),
        ("something with less stress", {"refuses": ("stress",)}),
        ("I want a job that lets me work from home", {"wants": ("remote",)}),
        ("I dont have college", {"education": 1}),
        ("I moved to Texas, HS, that is all", {"education": 1, "place": "Texas"}),
        ("what fits someone w/ a geology degree? I have it", {}),
        ("I want nothing in patient care", {"avoids": ("bedside",)}),
        ("I have a real estate license and a CDL", {"licences": ("real estate license",)}),
        ("do I need a real estate license", {}),
        ("he doesn't drive. I dont drive", {"avoids": ("driving_jobs",)}),
        ("I can fix any machine", {"skills": ("Repairing",)}),
        ("not finance, not sales", {"avoids": ("sales", "finance")}),
        ("I want nothing with prisoners or judges", {"avoids": ("prisons", "courts")}),
        ("not the oilfield, I'm done with drilling", {"avoids": ("mining",)}),
        ("I want no sales or court experience needed", {"avoids": ("sales",)}),
        ("no sales, I want mining", {"avoids": ("sales",)}),
        ("I want nothing under 90", {"pay": 90_000}),
        ("I want nothing under 90 miles away", {}),
    ],
)
def test_what_work_is_to_be_about_and_what_it_is_to_offer(
    datasets: Connection, text: str, found: dict[str, Any]
) -> None:
    assert read_person(datasets, said(text), Person(), looking=True) == Person(**found)


def test_work_that_is_done_besides_is_no_aim(datasets: Connection) -> None:
    message = said("I'm a nurse and sub as a teacher")
    assert own_titles(message) == {"nurse", "teacher"}
    assert own_titles(said("I'm a nurse, can I work as a teacher?")) == {"nurse"}


def test_what_is_going_to_be_of_a_job_is_no_aim() -> None:
    assert aims_of(said("is my job going to be automated")) == []
    assert aims_of(said("I want to be automated")) == ["automated"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I dropped out of dentist school", {}),
        ("I'm a teacher student", {}),
        ("I'm a teacher at a school", {"occupation": TEACHER}),
        ("I can't read plans but I want people around", {"wants": ("people",)}),
        ("I want anything but people", {"refuses": ("people",)}),
        ("I was laid off from a bank call center", {"occupation": "43-4051.00"}),
        ("I was laid off from a call", {}),
    ],
)
def test_what_is_studied_is_no_work_and_but_begins_anew(
    datasets: Connection, text: str, found: dict[str, Any]
) -> None:
    read = read_person(datasets, said(text), Person())
    assert {name: getattr(read, name) for name in ("occupation", "wants", "refuses", "avoids")} == {
        "occupation": "",
        "wants": (),
        "refuses": (),
        "avoids": (),
        **found,
    }


def test_somebody_else_may_be_told_of_behind_a_colon(datasets: Connection) -> None:
    told = read_other(datasets, said("My brother: 40, electrician, in Ohio. What fits him?"), Person())
    assert told is not None
    assert (told.occupation, told.place) == (ELECTRICIAN, "Ohio")
    other = read_other(datasets, said("My brother: any ideas for him?"), Person())
    assert other is None or not other.occupation


def test_a_title_that_is_joined_to_ones_own_is_ones_own_as_well() -> None:
    assert own_titles(said("I'm a nurse and a teacher, what else?")) == {"nurse", "teacher"}
    assert own_titles(said("I'm a nurse and electrician sounds good")) == {"nurse"}
    assert own_titles(said("should I be a nurse or a teacher?")) == set()


@pytest.mark.parametrize(
    ("text", "place"), [("Ohio?", "Ohio"), ("and Houston?", "Houston"), ("why Ohio?", "")]
)
def test_a_place_alone_behind_advice_says_where_somebody_is(
    datasets: Connection, text: str, place: str
) -> None:
    assert read_person(datasets, said(text), Person(), advised=True).place == place
    assert read_person(datasets, said(text), Person(), known=True).place == ""


def test_who_would_hire_somebody_is_asked_of_who_they_are(datasets: Connection) -> None:
    told = read_other(datasets, said("who would hire a 61 year old retired electrician"), Person())
    assert told is not None and told.last_work == ELECTRICIAN
    assert read_other(datasets, said("who would hire a nurse"), Person()) is None


@pytest.mark.parametrize(
    ("text", "occupation"),
    [
        ("Electrician as a hobby. My day job is dentist", DENTIST),
        ("electrician. hobby only! day job: dentist", DENTIST),
        ("day job = dentist, 4 years", DENTIST),
        ("I'm an electrician and my hobby is fishing", ELECTRICIAN),
        ("I'm an electrician. My hobby is fishing", ELECTRICIAN),
    ],
)
def test_a_hobby_is_nobodys_occupation_and_the_day_job_is(
    datasets: Connection, text: str, occupation: str
) -> None:
    told = read_person(datasets, said(text), Person())
    assert (told.occupation, told.refuses, told.wants) == (occupation, (), ())


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Burnt out nurse. What else can I do?", True),
        ("I'm a line cook and so done with it", True),
        ("I'm a nurse and want out of nursing", True),
        ("I hate being a teacher", True),
        ("I'm a nurse, tired of nights", False),
        ("I'm a nurse, tired after work", False),
        ("Burnt out teacher who wants to stay in teaching", False),
        ("I'm tired", False),  # of no work that is known
    ],
)
def test_who_is_tired_of_their_work_wants_another_kind(
    datasets: Connection, text: str, *, other: bool
) -> None:
    assert ("other_work" in read_person(datasets, said(text), Person()).wants) == other


@pytest.mark.parametrize(
    ("text", "education", "most"),
    [
        ("I'm a psychology major graduating in May, don't want grad school", 5, 5),
        ("I'm finishing my history degree this spring. I want no masters", 5, 5),
        ("I'm a college senior, what jobs are there?", 5, None),
        ("I'm graduating high school in May", None, None),
        ("I want to go back and finish college next year", None, None),
    ],
)
def test_who_is_about_to_graduate_will_hold_a_bachelors_degree(
    datasets: Connection, text: str, education: int | None, most: int | None
) -> None:
    person = read_person(datasets, said(text), Person())
    assert (person.education, person.most_school) == (education, most)


@pytest.mark.parametrize(
    "text", ["I can't do bedside anymore", "take out anything bedside", "remove all bedside jobs"]
)
def test_what_is_taken_out_is_a_field_that_is_refused(datasets: Connection, text: str) -> None:
    assert read_person(datasets, said(text), Person(), looking=True).avoids == ("bedside",)


def test_somebody_else_is_told_of_beside_the_one_who_writes(datasets: Connection) -> None:
    message = said("my husband is a nurse and I'm a line cook, we both want out")
    assert read_beside(datasets, message) == ("my husband", Person(NURSE))
    assert read_person(datasets, message, Person()).occupation == COOK
    assert read_beside(datasets, said("I'm a line cook, and my wife likes it")) is None


def test_other_work_for_ones_own_title_tells_a_wish_of_ones_own(datasets: Connection) -> None:
    message = said("what other jobs can a nurse do without heavy lifting")
    assert read_person(datasets, message, Person(NURSE)).refuses == ("lifting",)
    assert read_person(datasets, message, Person(COOK)).refuses == ()
