"""Could I become …? A verdict, its reasons in figures of the tables, and whose figures they are."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from actions.advice.change.verdict import answer_change
from actions.answer import ListBlock
from actions.composition.compose import Reply
from actions.composition.lengths import LEAD_WORDS, REPLY_WORDS, words
from actions.person import Person
from actions.questions.reader import repeat_question
from actions.state import ConversationState
from knowledge.queries.stepping_stones import stepping_stones
from knowledge.queries.transitions import skill_needs
from tests.actions.advice.changing import (
    APPLIED,
    APPRAISER,
    CHEF,
    DATA_SCIENTIST,
    ELECTRICIAN,
    ENGINEER,
    GERMANY,
    INFANTRY,
    LEGISLATOR,
    NURSE,
    OTHER_ENGINEER,
    PRACTITIONER,
    TEACHER,
    TEXAS,
    TRUCK_DRIVER,
    asked,
    cells,
    table,
)
from tests.actions.asking import MLE, Named, Talk, check_contract, choices, cites, notes, told

JANITOR = "37-2011.00"
PAIRS = 40  # drawn at random, of which every page is held against the limits


def change(connection: Connection, words_said: str, *named: Named, **said: object) -> Reply:
    return answer_change(connection, asked(connection, words_said, *named, **said))  # type: ignore[arg-type]


def all_pages(connection: Connection, words_said: str, *named: Named, **said: object) -> list[Reply]:
    first = change(connection, words_said, *named, **said)
    pages = range(1, first.state.pages)
    return [first, *(change(connection, words_said, *named, page=page, **said) for page in pages)]


def usd(connection: Connection, named: Named, area: str = "0000000") -> str:
    query = "SELECT annual_p50 FROM wage WHERE code = :code AND area_code = :area AND industry_code = ''"
    return f"${connection.execute(text(query), {'code': named[1][:7], 'area': area}).scalar():,.0f} a year"


@pytest.mark.parametrize(
    ("source", "target", "verdict"),
    [
        (NURSE, PRACTITIONER, "means similar work but more school; it typically takes a master's degree."),
        (
            TRUCK_DRIVER,
            ELECTRICIAN,
            "is a real change of work; it typically takes an apprenticeship, but no more school.",
        ),
        (
            NURSE,
            DATA_SCIENTIST,
            "is a long way, as the work is quite different; it typically takes no more school.",
        ),
        (
            CHEF,
            DATA_SCIENTIST,
            "is a long way, as the work is quite different; it typically takes a bachelor's degree.",
        ),
    ],
)
def test_the_first_line_says_how_far_it_is_and_what_it_takes(
    datasets: Connection, source: Named, target: Named, verdict: str
) -> None:
    reply = change(datasets, "could I do that?", target, occupation=source[1])
    assert reply.answer.outcome == "answered"
    assert str(reply.answer.lead).startswith("For a")
    assert str(reply.answer.lead).endswith(verdict)


def test_skills_are_counted_and_named(datasets: Connection) -> None:
    top = skill_needs(datasets, target=ELECTRICIAN[1], source=TRUCK_DRIVER[1]).needs[:10]
    reply = told(change(datasets, "electrician?", ELECTRICIAN, occupation=TRUCK_DRIVER[1]))
    names = {
        held: [need.rating.element.lower() for need in top if need.held == held]
        for held in ("have", "missing")
    }
    partly = len([need for need in top if need.held == "partly"])
    assert f"Of the 10 most important skills {len(names['have'])} carry over ({names['have'][0]}" in reply
    assert f"{partly} do in part; 1 is missing ({names['missing'][0]})." in reply


def test_what_a_person_can_do_counts_as_held(datasets: Connection) -> None:
    named = {"occupation": TRUCK_DRIVER[1], "skills": ("Installation",)}
    reply = told(change(datasets, "electrician?", ELECTRICIAN, **named))
    assert "missing" not in reply


@pytest.mark.usefixtures("published_wages")
def test_both_sides_are_told_for_the_place_that_is_named(datasets: Connection) -> None:
    area = datasets.execute(text("SELECT code FROM area WHERE name = 'Texas' AND kind = 'state'")).scalar()
    reply = change(datasets, "electrician in Texas?", ELECTRICIAN, TEXAS, occupation=TRUCK_DRIVER[1])
    assert table(reply).columns[1:] == ("Heavy truck drivers", "Electricians")
    assert "pay in Texas" in table(reply).caption
    assert cells(reply)["Median pay"] == (usd(datasets, TRUCK_DRIVER, area), usd(datasets, ELECTRICIAN, area))
    assert cells(reply)["On-the-job training"] == ("Short-term on-the-job training", "Apprenticeship")


@pytest.mark.usefixtures("published_wages")
def test_the_place_of_the_person_is_that_of_the_pay(datasets: Connection) -> None:
    named = {"occupation": TRUCK_DRIVER[1], "place": "Texas"}
    assert "pay in Texas" in table(change(datasets, "electrician?", ELECTRICIAN, **named)).caption


@pytest.mark.parametrize(
    ("named", "said", "beginning"),
    [
        ((GERMANY,), {}, "My sources have no pay for “Germany”"),
        ((), {"place": "Berlin"}, "My sources have no pay for “Berlin”"),
        ((("year", "2009", "2009"),), {}, "My sources have no pay for 2009"),
    ],
)
def test_figures_of_the_nation_do_not_pass_for_others(
    datasets: Connection, named: tuple[Named, ...], said: dict[str, object], beginning: str
) -> None:
    reply = change(datasets, "electrician?", ELECTRICIAN, *named, occupation=TRUCK_DRIVER[1], **said)
    assert reply.answer.outcome == "partial"
    assert beginning in told(reply)
    assert cells(reply)["Median pay"] == (usd(datasets, TRUCK_DRIVER), usd(datasets, ELECTRICIAN))


@pytest.mark.parametrize(
    ("education", "sentence", "takes"),
    [
        (
            1,
            "Data scientists typically need a bachelor's degree to enter (BLS); you have a high school",
            "a bachelor's degree, and you have a high school diploma or equivalent",
        ),
        (
            6,
            "Data scientists typically need a bachelor's degree to enter (BLS), no more than you have.",
            "no more school",
        ),
    ],
)
def test_the_education_of_the_person_replaces_what_is_typical(
    datasets: Connection, education: int, sentence: str, takes: str
) -> None:
    reply = change(datasets, "data scientist?", DATA_SCIENTIST, occupation=CHEF[1], education=education)
    assert str(reply.answer.lead).endswith(f"it typically takes {takes}.")
    assert sentence in told(reply)


def test_the_machine_learning_engineer_is_told_from_articles_and_from_whom_bls_counts(
    datasets: Connection,
) -> None:
    reply = change(datasets, "could I get into machine learning?", occupation=NURSE[1])
    assert reply.answer.occupation == MLE
    assert "The articles name Python, R" in told(reply)
    assert table(reply).columns[1:] == ("Registered nurses", "Data scientists")
    assert cells(reply)["Median pay"][1] == usd(datasets, ("occupation", "15-2051.00"))
    assert "of data scientists (BLS does not count machine learning engineers alone)" in notes(reply)[0]
    assert "of computer research scientists (O*NET rates none of data scientists)" in notes(reply)[0]
    assert len(cites(reply)) > 3
    later = all_pages(datasets, "could I get into machine learning?", occupation=NURSE[1])[-1]
    assert "The sample job description asks for a bachelor's degree" in told(later)


def test_people_who_are_counted_in_a_group_are_told_so(datasets: Connection) -> None:
    reply = change(datasets, "appraiser?", APPRAISER, occupation=NURSE[1])
    assert "“Property Appraisers and Assessors”" in notes(reply)[0]


def test_a_long_way_leads_over_stones_that_can_be_picked(datasets: Connection) -> None:
    first, stones, *_rest = all_pages(datasets, "data scientist?", DATA_SCIENTIST, occupation=NURSE[1])
    way = stepping_stones(datasets, source=NURSE[1], target="15-2051.00", education=5)
    assert "A way there leads over health informatics specialists, then clinical data managers." in told(
        first
    )
    (listed,) = [block for block in stones.answer.blocks if isinstance(block, ListBlock)]
    assert [item.key for item in stones.state.items] == list(way[1:])
    assert len(listed.items) == len(way) - 1
    top = skill_needs(datasets, target=way[1], source=way[0]).needs[:10]
    have = len([need for need in top if need.held == "have"])
    assert listed.items[0].startswith(
        f"Health informatics specialists: {have} of the 10 most important skills"
    )


def test_a_short_step_needs_no_stones(datasets: Connection) -> None:
    pages = all_pages(datasets, "nurse practitioner?", PRACTITIONER, occupation=NURSE[1])
    assert not any("leads over" in told(page) or "A way in" in told(page) for page in pages)
    assert any("O*NET lists nurse practitioners as number 2" in told(page) for page in pages)


def test_without_an_occupation_it_is_told_what_the_target_takes_and_asked_for(datasets: Connection) -> None:
    reply = change(datasets, "how do I become a chef?", CHEF)
    assert reply.answer.lead == "Chefs typically need a high school diploma or equivalent to enter (BLS)."
    assert "5 years or more of work experience" in told(reply)
    assert "What do you do now?" in told(reply)
    assert table(reply).columns[1:] == ("Chefs",)
    assert not any(choice.startswith("/comparison") for choice in choices(reply))


def test_the_articles_come_first_of_what_an_occupation_of_the_content_takes(datasets: Connection) -> None:
    reply = change(datasets, "how do I become a machine learning engineer?", ENGINEER)
    assert str(reply.answer.lead).startswith("The sample job description asks for a bachelor's degree")
    assert "Data scientists typically need a bachelor's degree to enter (BLS)." in told(reply)
    assert "The articles name Python, R" in told(reply)
    assert words(reply.answer.blocks) <= REPLY_WORDS


def test_of_a_source_that_is_not_described_nothing_is_said_to_carry_over(datasets: Connection) -> None:
    reply = change(datasets, "electrician?", ELECTRICIAN, occupation=INFANTRY[1])
    assert "too little about infantry soldiers to tell what carries over" in told(reply)
    assert table(reply).columns[1:] == ("Electricians",)


def test_of_a_source_that_is_left_over_in_a_group_no_nearness_is_told(datasets: Connection) -> None:
    reply = change(datasets, "electrician?", ELECTRICIAN, occupation=OTHER_ENGINEER[1])
    assert str(reply.answer.lead).startswith("How far it is from")
    assert "missing" not in told(reply)
    assert "The skills that matter most are troubleshooting" in told(reply)


def test_where_no_skills_are_rated_none_are_told(datasets: Connection) -> None:
    reply = told(change(datasets, "legislator?", LEGISLATOR, occupation=NURSE[1]))
    assert "most important skills" not in reply


def test_a_target_without_figures_is_refused_with_what_is_held(datasets: Connection) -> None:
    reply = change(datasets, "applied machine learning?", APPLIED, occupation=NURSE[1])
    assert reply.answer.outcome == "unknown"
    assert choices(reply)


def test_ones_own_occupation_is_no_change(datasets: Connection) -> None:
    reply = change(datasets, "could I get into machine learning?", occupation=MLE)
    assert reply.answer.outcome == "clarify"
    assert "one of the machine learning engineers already" in told(reply)


def test_without_an_aim_it_is_asked_for(datasets: Connection) -> None:
    assert change(datasets, "could I?").answer.outcome == "clarify"


def test_what_leads_on_is_offered(datasets: Connection) -> None:
    last = all_pages(datasets, "electrician?", ELECTRICIAN, occupation=TRUCK_DRIVER[1])[-1]
    assert choices(last) == [
        '/skill_gap{"occupation": "47-2111.00"}',
        '/skill_gap{"occupation": "47-2111.00", "aspect": "plan"}',
        '/comparison{"occupation": ["53-3032.00", "47-2111.00"]}',
    ]


def test_more_is_told_and_a_stone_can_be_asked_about(datasets: Connection) -> None:
    here = Talk(datasets, ConversationState(person=Person(occupation=NURSE[1])))
    here.ask("career_change", DATA_SCIENTIST, text="could I become a data scientist?")
    assert "A way in 3 steps from registered nurses to data scientists:" in told(here.press("/more"))
    assert "linical data managers" in told(here.ask("pick", ("ordinal", "2"), text="the second one"))


def test_the_two_are_compared_where_that_is_chosen(datasets: Connection) -> None:
    last = all_pages(datasets, "electrician?", ELECTRICIAN, occupation=TRUCK_DRIVER[1])[-1]
    compared = Talk(datasets, last.state).ask("nlu_fallback", text="c")
    assert [row[0] for row in table(compared).rows] == ["Heavy truck drivers", "Electricians"]
    assert told(Talk(datasets, last.state).press(choices(last)[-1])) == told(compared)


def test_a_source_that_is_named_stays_with_the_conversation(datasets: Connection) -> None:
    first = change(datasets, "from teacher to data scientist", TEACHER, DATA_SCIENTIST)
    assert "I take “teacher” for elementary school teachers." in notes(first)
    past = first.state.last_question()
    assert past is not None
    again = answer_change(datasets, repeat_question(datasets, past, first.state))
    assert again.answer.lead == first.answer.lead
    assert any('"occupation": ["25-2021.00", "data_scientist"]' in choice for choice in choices(again))


def test_what_the_person_said_is_kept(datasets: Connection) -> None:
    reply = change(datasets, "electrician?", ELECTRICIAN, occupation=NURSE[1], education=5)
    assert (reply.state.person.occupation, reply.state.person.education) == (NURSE[1], 5)
    assert reply.state.topic == "career_change"


def test_every_page_of_any_change_is_short_and_fits_the_contract(datasets: Connection) -> None:
    drawn = random.Random(17)
    codes = list(datasets.execute(text("SELECT code FROM onet_occupation ORDER BY code")).scalars())
    keys = [*codes, MLE, "data_scientist", "software_engineer"]
    pairs = [drawn.sample(keys, 2) for _ in range(PAIRS)] + [[NURSE[1], ENGINEER[1]]]
    for source, target in pairs:
        for reply in all_pages(datasets, "could I?", ("occupation", target, target), occupation=source):
            check_contract(reply)
            assert len((reply.answer.lead or "").split()) <= LEAD_WORDS
            assert words(reply.answer.blocks) <= REPLY_WORDS, (source, target)


def test_who_did_the_work_before_is_told_so_and_not_that_skills_are_missing(datasets: Connection) -> None:
    text = "could I go back to being a nurse?"
    said = told(
        answer_change(datasets, asked(datasets, text, NURSE, occupation=JANITOR, former=("29-1141.00",)))
    )
    assert said.startswith("You have been a registered nurse before")
    assert "carry over" not in said
    other = told(answer_change(datasets, asked(datasets, text, NURSE, occupation=JANITOR)))
    assert "before, so" not in other
