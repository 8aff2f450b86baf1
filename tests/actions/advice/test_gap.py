"""What is missing for an occupation, and a plan towards it."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from actions.advice.gap import answer_gap
from actions.answer import ListBlock
from actions.composition.compose import Reply
from actions.composition.lengths import LEAD_WORDS, REPLY_WORDS, words
from knowledge.queries.transitions import skill_needs
from tests.actions.advice.changing import (
    APPLIED,
    CHEF,
    DATA_SCIENTIST,
    ELECTRICIAN,
    ENGINEER,
    INFANTRY,
    LEGISLATOR,
    NURSE,
    TEACHER,
    TRUCK_DRIVER,
    asked,
    table,
)
from tests.actions.asking import MLE, Named, check_contract, choices, cites, notes, told

PAIRS = 30


def gap(connection: Connection, words_said: str, *named: Named, **said: object) -> Reply:
    return answer_gap(connection, asked(connection, words_said, *named, topic="skill_gap", **said))  # type: ignore[arg-type]


def plan(connection: Connection, *named: Named, **said: object) -> Reply:
    return gap(connection, "make me a plan", *named, **said)


def steps(reply: Reply) -> tuple[str, ...]:
    (listed,) = [block for block in reply.answer.blocks if isinstance(block, ListBlock)]
    return listed.items


def test_skills_are_counted_by_what_of_them_is_held(datasets: Connection) -> None:
    needs = skill_needs(datasets, target=ELECTRICIAN[1], source=TRUCK_DRIVER[1])
    have, partly, missing = (len(needs.held(held)) for held in ("have", "partly", "missing"))
    reply = gap(datasets, "what am I missing?", ELECTRICIAN, occupation=TRUCK_DRIVER[1])
    assert reply.answer.lead == (
        f"Of the {len(needs.needs)} skills that matter to electricians you have {have} in full"
        f" and {partly} in part; missing: {missing} (O*NET 29.3)."
    )
    assert reply.state.topic == "skill_gap"


def test_the_table_begins_with_what_is_missing_and_goes_by_importance(datasets: Connection) -> None:
    rows = table(gap(datasets, "gap?", DATA_SCIENTIST, occupation=CHEF[1])).rows
    states = [row[-1] for row in rows]
    assert states == sorted(states, key=["missing", "in part", "have"].index)
    missing = [float(row[1]) for row in rows if row[-1] == "missing"]
    assert missing == sorted(missing, reverse=True)
    assert len(missing) > 1


def test_what_weighs_most_is_what_is_important_and_far_below(datasets: Connection) -> None:
    reply = told(gap(datasets, "gap?", DATA_SCIENTIST, occupation=NURSE[1]))
    assert "What weighs most: programming" in reply


def test_skills_and_technologies_that_are_named_are_held(datasets: Connection) -> None:
    without = gap(datasets, "gap?", DATA_SCIENTIST, occupation=NURSE[1])
    said = {"skills": ("Programming",), "technologies": ("apache hadoop", "amazon web services aws software")}
    reply = gap(datasets, "gap?", DATA_SCIENTIST, occupation=NURSE[1], **said)
    assert ("Programming", "missing") in {(row[0], row[-1]) for row in table(without).rows}
    assert ("Programming", "missing") not in {(row[0], row[-1]) for row in table(reply).rows}
    assert "You know" not in told(without)
    assert "You know Apache Hadoop and Amazon Web Services AWS software" in told(reply)


def test_what_the_articles_name_is_parted_by_what_the_person_told(datasets: Connection) -> None:
    said = {"occupation": NURSE[1], "technologies": ("python",), "page": 2}
    reply = told(gap(datasets, "gap?", ENGINEER, **said))
    assert "1 that you told me of: Python" in reply
    assert "to go through: R" in reply
    first = gap(datasets, "gap?", ENGINEER, occupation=NURSE[1])
    assert len(cites(first)) > 3


def test_of_somebody_of_whom_nothing_is_known_nothing_is_said_to_be_missing(datasets: Connection) -> None:
    reply = gap(datasets, "what do I need for that?", ELECTRICIAN)
    assert reply.answer.lead == "These are the skills that matter to electricians, 25 in all (O*NET 29.3)."
    assert len(table(reply).columns) == 3
    assert "Tell me what you do" in told(reply)
    assert "missing" not in told(reply)


@pytest.mark.parametrize("source", [INFANTRY, LEGISLATOR])
def test_whose_skills_are_not_rated_lacks_none(datasets: Connection, source: Named) -> None:
    reply = told(gap(datasets, "gap?", ELECTRICIAN, occupation=source[1]))
    assert "missing" not in reply


def test_where_a_target_has_no_skills_that_is_said(datasets: Connection) -> None:
    reply = gap(datasets, "gap?", LEGISLATOR, occupation=NURSE[1])
    assert str(reply.answer.lead).startswith("O*NET rates no skills of legislators")


def test_people_of_an_occupation_that_is_named_are_called_so(datasets: Connection) -> None:
    reply = gap(datasets, "what does a teacher lack to become a data scientist?", TEACHER, DATA_SCIENTIST)
    assert "elementary school teachers have" in str(reply.answer.lead)
    assert "I take “teacher” for elementary school teachers." in notes(reply)


@pytest.mark.parametrize(
    ("words_said", "aspect"), [("make me a plan to become an electrician", ""), ("/skill_gap", "plan")]
)
def test_a_plan_is_made_where_one_is_asked_for(datasets: Connection, words_said: str, aspect: str) -> None:
    reply = gap(datasets, words_said, ELECTRICIAN, occupation=TRUCK_DRIVER[1], aspect=aspect)
    assert reply.answer.lead == plan(datasets, ELECTRICIAN, occupation=TRUCK_DRIVER[1]).answer.lead


def test_what_is_missing_is_told_with_what_the_occupation_pays(datasets: Connection) -> None:
    text = told(gap(datasets, "what am I missing?", ELECTRICIAN, occupation=TRUCK_DRIVER[1]))
    assert "Electricians in the United States earn a median of $" in text


def test_a_plan_has_steps_in_order_with_what_is_held_of_each(datasets: Connection) -> None:
    reply = plan(datasets, ELECTRICIAN, occupation=TRUCK_DRIVER[1])
    assert [step.partition(":")[0] for step in steps(reply)] == [
        "School",
        "Training, the main step",
        "Skills",
        "Technologies",
        "Pay",
    ]
    assert steps(reply)[0].endswith("no more than for heavy truck drivers.")
    assert steps(reply)[1].endswith("an apprenticeship is typical (BLS).")
    assert steps(reply)[2].startswith("Skills: build up installation, ")
    assert "from a heavy truck driver to an electrician" in str(reply.answer.lead)
    assert any("promises no job" in note for note in notes(reply))


def test_a_plan_for_an_occupation_of_the_content_names_certificates_with_duration_and_price(
    datasets: Connection,
) -> None:
    reply = plan(datasets, ENGINEER, occupation=NURSE[1])
    (certificates,) = [step for step in steps(reply) if step.startswith("Certificates")]
    assert "Machine Learning with Python Certification (8 weeks, free)" in certificates
    assert "learn Python, R" in steps(reply)[2]
    assert "school as for data scientists and skills as for computer research scientists" in notes(reply)[0]


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ({"occupation": CHEF[1]}, "School: get a bachelor's degree, which is typical to enter (BLS)."),
        ({"education": 6}, "School: a bachelor's degree is typical (BLS); you have as much."),
        ({}, "School: get a bachelor's degree, which is typical to enter (BLS)."),
    ],
)
def test_the_first_step_is_the_school_that_is_lacking(
    datasets: Connection, said: dict[str, object], step: str
) -> None:
    assert steps(plan(datasets, DATA_SCIENTIST, **said))[0] == step


def test_what_leads_on_is_offered(datasets: Connection) -> None:
    assert choices(plan(datasets, ELECTRICIAN, occupation=TRUCK_DRIVER[1])) == [
        '/career_change{"occupation": "47-2111.00"}',
        '/skill_gap{"occupation": "47-2111.00"}',
        '/comparison{"occupation": ["53-3032.00", "47-2111.00"]}',
    ]


@pytest.mark.parametrize(
    ("named", "said", "outcome"),
    [
        ((), {}, "clarify"),
        ((NURSE, NURSE), {"occupation": NURSE[1]}, "clarify"),
        ((APPLIED,), {"occupation": NURSE[1]}, "unknown"),
    ],
)
def test_without_a_target_or_its_figures_there_is_no_gap(
    datasets: Connection, named: tuple[Named, ...], said: dict[str, object], outcome: str
) -> None:
    assert gap(datasets, "what am I missing?", *named, **said).answer.outcome == outcome


def test_every_gap_and_plan_is_short_and_fits_the_contract(datasets: Connection) -> None:
    drawn = random.Random(23)
    codes = list(datasets.execute(text("SELECT code FROM onet_occupation ORDER BY code")).scalars())
    keys = [*codes, MLE, "data_scientist", "software_engineer"]
    for source, target in [drawn.sample(keys, 2) for _ in range(PAIRS)] + [[NURSE[1], MLE]]:
        named = ("occupation", target, target)
        both = (gap(datasets, "gap?", named, occupation=source), plan(datasets, named, occupation=source))
        for reply in both:
            check_contract(reply)
            assert len((reply.answer.lead or "").split()) <= LEAD_WORDS
            assert words(reply.answer.blocks) <= REPLY_WORDS, (source, target, told(reply))


@pytest.mark.parametrize(
    ("said", "told_of"),
    [("5 hours a week", "“5 hours a week”"), ("by september", "“by september”"), ("thanks", "")],
)
def test_a_plan_says_at_once_that_no_source_tells_whether_the_time_will_do(
    datasets: Connection, said: str, told_of: str
) -> None:
    reply = gap(datasets, f"make me a plan, {said}", ELECTRICIAN, occupation=TRUCK_DRIVER[1])
    assert told_of in str(reply.answer.lead)
    assert ("will do" in str(reply.answer.lead)) == bool(told_of)


def test_a_plan_tells_how_many_do_with_as_little_school_as_is_wished(datasets: Connection) -> None:
    school = steps(plan(datasets, DATA_SCIENTIST, occupation=CHEF[1], most_school=3))[0]
    assert "more than a postsecondary nondegree award" in school and "asked by O*NET" in school


def test_what_most_occupations_list_is_nothing_to_learn(datasets: Connection) -> None:
    text = told(plan(datasets, ELECTRICIAN, occupation=TRUCK_DRIVER[1]))
    assert "Autodesk AutoCAD" in text
    assert not any(name in text for name in ("Microsoft Outlook", "Microsoft Excel", "Adobe Acrobat"))


def test_a_skill_that_is_told_of_after_the_gap_is_counted_in_the_first_line(datasets: Connection) -> None:
    before = gap(datasets, "gap?", ELECTRICIAN, occupation=TRUCK_DRIVER[1])
    question = asked(
        datasets,
        "i wired my whole house",
        ELECTRICIAN,
        topic="skill_gap",
        state=before.state,
        occupation=TRUCK_DRIVER[1],
    )
    reply = answer_gap(datasets, question)
    assert str(reply.answer.lead).startswith("Counted now, as you told it: installation.")
    assert ("Installation", "missing") not in {(row[0], row[-1]) for row in table(reply).rows}


def test_a_language_that_is_told_of_after_the_gap_is_counted_and_not_said_to_have_been(
    datasets: Connection,
) -> None:
    before = gap(datasets, "gap?", DATA_SCIENTIST, occupation=CHEF[1])
    text = "I already know R"
    question = asked(
        datasets, text, DATA_SCIENTIST, topic="skill_gap", state=before.state, occupation=CHEF[1]
    )
    lead = str(answer_gap(datasets, question).answer.lead)
    assert lead.startswith("Counted now, as you told it: programming.")
