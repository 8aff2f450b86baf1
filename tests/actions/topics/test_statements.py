"""Topics told in sentences: sections in order, and what narrows them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.topics.statements import layout, statement_sections
from knowledge.records import Occupation, Source, Statement
from tests.actions.asking import Talk, plain, told

Begin = Callable[..., Talk]
OCCUPATION = Occupation("bell_ringer", "bell ringer", "bell ringers", featured=False)
SOURCE = Source("almanac", "The Almanac", False, None, "2021", None, "almanac.txt", "public domain", None)


def statement(key: str, kind: str | None, detail: str | None = None) -> Statement:
    return Statement(key, SOURCE, None, None, None, "duties", kind, 1, f"Text {key}.", detail, None)


def titles(topic: str, *statements: Statement) -> list[str | None]:
    sections = statement_sections(topic, OCCUPATION, statements)
    return [getattr(section.blocks[0], "title", None) for section in sections]


def test_kinds_stand_in_the_order_of_the_layout_and_others_come_last() -> None:
    rows = [statement("a", "unheard_of"), statement("b", "job_description"), statement("c", "explained")]
    sections = statement_sections("duties", OCCUPATION, rows)
    assert [row.key for section in sections for row in section.rows] == ["c", "b", "a"]
    assert titles("duties", *rows)[-1] == "More about bell ringers:"


def test_a_topic_without_layout_keeps_the_order_of_the_content() -> None:
    assert "tools" not in layout()
    rows = [statement("a", "x"), statement("b", None), statement("c", "x")]
    (section,) = statement_sections("tools", OCCUPATION, rows)
    assert [row.key for row in section.rows] == ["a", "b", "c"]


def test_a_title_that_speaks_of_another_article_stands_only_after_one() -> None:
    assert titles("duties", statement("a", "overview")) == ["What my sources say about bell ringers:"]
    both = titles("duties", statement("a", "explained"), statement("b", "overview"))
    assert both == ["Duties of bell ringers:", "Duties, in another article:"]


def test_details_make_a_section_of_their_own_where_the_layout_says_so() -> None:
    sections = statement_sections(
        "duties", OCCUPATION, [statement("a", "explained", "In full."), statement("b", "explained")]
    )
    assert [len(section.rows) for section in sections] == [2, 1]


def test_another_occupation_is_not_told_under_a_title_of_this_one(talk: Begin) -> None:
    text = plain(talk().ask("duties", ("occupation", "data_scientist")))
    assert "another article" not in text
    assert text.startswith("Data scientists ")


def test_overtime_is_answered_with_longer_hours_alone(talk: Begin) -> None:
    reply = talk().ask("working_hours", ("aspect", "overtime"))
    assert reply.answer.outcome == "answered"
    assert "50" in told(reply)
    assert "Monday" not in told(reply)


def test_weekends_are_answered_with_the_usual_days(talk: Begin) -> None:
    assert "Monday to Friday" in told(talk().ask("working_hours", ("aspect", "weekend")))


def test_working_hours_give_the_minimum(talk: Begin) -> None:
    assert "40 hours" in told(talk().ask("working_hours"))


@pytest.mark.parametrize("untold", ["remote", "time_off", "freelance", "part_time", "dress_code", "stress"])
@pytest.mark.parametrize("topic", ["working_hours", "work_environment", "definition"])
def test_what_no_source_tells_of_working_life_is_said_to_be_so(talk: Begin, topic: str, untold: str) -> None:
    reply = talk().ask(topic, ("untold", untold))
    beside = (topic, untold) == ("working_hours", "part_time")  # the 40 hours are worth telling beside it
    assert reply.answer.outcome == ("partial" if beside else "unknown")
    assert told(reply).startswith("My sources say nothing about")


def test_a_question_about_a_degree_is_answered_for_the_degree(talk: Begin) -> None:
    reply = talk().ask("education", ("degree", "high_school_diploma"))
    assert reply.answer.outcome == "answered"
    assert "high school diploma" in told(reply)
    assert "computer science" not in told(reply).split("Note:")[0]


@pytest.mark.parametrize(
    ("topic", "named"),
    [
        ("education", ("degree", "MBA")),
        ("education", ("place", "Germany")),
        ("experience", ("level", "principal")),
        ("career_path", ("aspect", "duration")),
        ("education", ("aspect", "price")),
        ("working_hours", ("country", "germany", "Germany")),
        ("working_hours", ("year", "2019")),
        ("duties", ("company", "Google")),
        ("definition", ("company", "Google")),
        ("companies", ("company", "Google")),
        ("applications", ("industry", "agriculture")),
        ("applications", ("company", "Google")),
        ("challenges", ("year", "1999")),
    ],
    ids=lambda one: one if isinstance(one, str) else one[-1],
)
def test_a_question_that_turns_on_what_no_source_tells_is_not_answered_without_it(
    talk: Begin, topic: str, named: tuple[str, ...]
) -> None:
    assert talk().ask(topic, named).answer.outcome == "unknown"


def test_a_topic_of_the_field_is_not_said_to_belong_to_the_occupation(talk: Begin) -> None:
    text = told(talk().ask("applications", ("industry", "agriculture")))
    assert text.startswith("My sources do not cover this for agriculture: where machine learning is used")


def test_machine_learning_may_be_explained_to_a_beginner(talk: Begin) -> None:
    assert talk().ask("machine_learning", ("level", "entry_level", "beginner")).answer.outcome == "answered"


def test_an_industry_narrows_where_machine_learning_is_used(talk: Begin) -> None:
    text = told(talk().ask("applications", ("industry", "healthcare")))
    assert "high-risk patients" in text
    assert "fraud" not in text


def test_what_is_preferred_is_told_without_what_is_required(talk: Begin) -> None:
    text = told(talk().ask("qualifications", ("skill_kind", "preferred"))).split("Note:")[0]
    assert "master's degree" in text
    assert "Advanced mathematics" not in text
    text = told(talk().ask("qualifications", ("skill_kind", "required")))
    assert "Advanced mathematics" in text
    assert "master's degree" not in text


def test_statements_that_share_rare_words_with_the_question_come_first(talk: Begin) -> None:
    text = told(
        talk().ask("duties", text="who builds the data pipelines and does the hyperparameter tuning?")
    )
    assert "hyperparameter" in text.partition("\n\n")[0] or "data pipelines" in text.partition("\n\n")[0]
    assert "hyperparameter" in text and "data pipelines" in text


def test_other_titles_of_the_occupation_are_told(talk: Begin) -> None:
    here = talk()
    texts = [told(here.ask("definition"))]
    while here.state.page + 1 < here.state.pages:
        texts.append(told(here.press("/more")))
    assert "machine learning specialists" in texts[-1]


def test_the_layout_names_only_kinds_that_an_occupation_has(shipped) -> None:
    kinds = {(one.topic, one.kind) for one in shipped.statements}
    named = {(topic, kind) for topic, parts in layout().items() for part in parts for kind in part["kinds"]}
    assert named - kinds == set()
