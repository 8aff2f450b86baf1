"""Skills, languages, tools, algorithms, and whether one of them is needed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.actions.asking import Talk, choices, notes, plain, told

Begin = Callable[..., Talk]


@pytest.mark.parametrize(
    ("kind", "key", "there", "absent"),
    [
        ("tool", "docker", "Docker", "Matplotlib"),
        ("tool", "r", "ranks second", "Docker"),
        ("tool", "python", "Python", "Docker"),
        ("tool", "pytorch", "PyTorch", "Docker"),
        ("algorithm", "random_forests", "andom forests", "Docker"),
        ("skill", "statistics", "tatistics", "Docker"),
        ("certification", "harvard_machine_learning", "Harvard", "IBM"),
    ],
)
def test_one_thing_is_answered_alone(talk: Begin, kind: str, key: str, there: str, absent: str) -> None:
    reply = talk().ask("requirement_check", (kind, key))
    assert reply.answer.outcome == "answered"
    assert there in told(reply)
    assert absent not in told(reply)


def test_r_is_told_for_machine_learning_engineers_and_for_data_scientists(talk: Begin) -> None:
    here = talk()
    mine = here.ask("requirement_check", ("tool", "r"))
    assert mine.answer.outcome == "answered"
    assert len(notes(mine)) == 2
    theirs = here.ask("requirement_check", ("tool", "r"), ("occupation", "data_scientist"))
    assert theirs.answer.outcome == "answered"
    assert theirs.answer.occupation == "data_scientist"
    assert "data scientists are proficient" in told(theirs)
    assert "ranks second" not in told(theirs)


def test_the_strongest_requirement_comes_first_and_what_is_in_demand_before_other_names(
    talk: Begin,
) -> None:
    text = told(talk().ask("requirement_check", ("tool", "r")))
    places = [text.index(part) for part in ("called essential", "ranks second", "is named among")]
    assert places == sorted(places)


def test_sql_is_told_of_data_scientists_only(talk: Begin) -> None:
    here = talk()
    reply = here.ask("requirement_check", ("tool", "sql"))
    assert reply.answer.outcome == "unknown"
    assert "only for data scientists" in told(reply)
    followed = here.press(choices(reply)[0])
    assert (followed.answer.outcome, followed.answer.occupation) == ("answered", "data_scientist")
    assert "SQL" in told(followed)


def test_a_thing_that_no_source_names_is_said_to_be_so(talk: Begin) -> None:
    reply = talk().ask("requirement_check", ("tool", "Kubernetes"))
    assert reply.answer.outcome == "unknown"
    assert told(reply) == "My sources do not mention Kubernetes for machine learning engineers."


def test_a_known_and_an_unknown_thing_are_answered_in_part(talk: Begin) -> None:
    reply = talk().ask("requirement_check", ("tool", "docker"), ("tool", "Kubernetes"))
    assert reply.answer.outcome == "partial"
    assert "Docker" in told(reply)
    assert "do not mention Kubernetes" in told(reply)


def test_an_industry_that_only_a_figure_names_is_not_denied(talk: Begin) -> None:
    reply = talk().ask("requirement_check", ("industry", "manufacturing"))
    assert reply.answer.outcome == "answered"
    assert "12%" in told(reply)


def test_a_question_that_names_nothing_is_asked_back(talk: Begin) -> None:
    reply = talk().ask("requirement_check", text="do I need it?")
    assert reply.answer.outcome == "clarify"
    assert len(choices(reply)) == 3


def test_a_thing_is_found_in_the_words_of_the_message_even_if_nlu_did_not_mark_it(talk: Begin) -> None:
    reply = talk().ask("requirement_check", text="do I need TensorFlow?")
    assert reply.answer.outcome == "answered"
    assert "TensorFlow" in told(reply)


@pytest.mark.parametrize("named", [("year", "2015"), ("place", "Japan"), ("level", "principal")])
def test_a_requirement_is_not_told_for_a_place_year_or_level_that_no_source_names(
    talk: Begin, named: tuple[str, str]
) -> None:
    assert talk().ask("requirement_check", ("tool", "python"), named).answer.outcome == "unknown"


def test_soft_skills_come_without_hard_ones(talk: Begin) -> None:
    text = told(talk().ask("skills", ("skill_kind", "soft")))
    assert text.startswith("The soft skills")
    assert "Scala" not in text


def test_hard_skills_come_without_soft_ones_and_both_come_in_turn(talk: Begin) -> None:
    here = talk()
    text = told(here.ask("skills", ("skill_kind", "hard"), ("skill_kind", "soft")))
    assert text.startswith("The hard skills")
    assert "Interpersonal" not in text
    assert told(here.press("/more")).startswith("Soft skills")


def test_skills_come_in_short_lists(talk: Begin) -> None:
    here = talk()
    reply = here.ask("skills")
    assert here.state.pages > 4
    assert len(reply.state.items) == 5


def test_kinds_of_skill_that_an_occupation_is_not_told_by_are_said_to_be_missing(talk: Begin) -> None:
    text = told(talk().ask("skills", ("occupation", "data_scientist"), ("skill_kind", "soft")))
    assert "do not list soft skills of data scientists separately" in text


def test_languages_come_with_rank_and_number_of_sources(talk: Begin) -> None:
    text = told(talk().ask("programming_languages"))
    for row in ("Python    1               4 of 4", "R         2               3 of 4", "Julia     –"):
        assert row in text


def test_the_most_wanted_languages_come_as_a_ranking(talk: Begin) -> None:
    here = talk()
    text = told(here.ask("programming_languages", ("aspect", "ranking")))
    assert "1. Python\n2. R\n3. Java" in text
    assert "4 of 4" in told(here.press("/more"))


def test_a_language_that_is_named_is_looked_up(talk: Begin) -> None:
    reply = talk().ask("programming_languages", ("tool", "julia"))
    assert "Julia" in told(reply)
    assert "Rank by demand" not in told(reply)


def test_cloud_platforms_are_told_without_libraries(talk: Begin) -> None:
    text = told(talk().ask("tools", ("tool", "cloud_platforms")))
    assert "AWS" in text.split("\n\n")[0]
    assert "TensorFlow" not in text.split("\n\n")[0]


def test_an_algorithm_that_no_source_names_is_said_to_be_so(talk: Begin) -> None:
    reply = talk().ask("algorithms", ("algorithm", "gradient boosting"))
    assert reply.answer.outcome == "unknown"
    assert "gradient boosting" in plain(reply)


@pytest.mark.parametrize("topic", ["tools", "requirement_check"])
def test_which_of_two_things_is_better_is_told_by_no_source(talk: Begin, topic: str) -> None:
    two = (("tool", "aws", "AWS"), ("tool", "gcp", "GCP"))
    reply = talk().ask(topic, *two, text="which of AWS or GCP is better?")
    assert reply.answer.outcome == "partial"
    assert told(reply).startswith("None of my sources says which of AWS and GCP is better.")
    assert "is better" not in told(talk().ask(topic, *two, text="AWS and GCP?"))
