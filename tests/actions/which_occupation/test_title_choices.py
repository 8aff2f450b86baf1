"""Job titles of several occupations: asked about once, answered by a button, and remembered."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.answer import ButtonsBlock
from actions.composition.compose import Reply
from actions.state import ConversationState
from actions.which_occupation.title_choices import (
    CHOICES,
    answer_likeliest,
    answer_technology,
    asks_the_datasets,
    only_in_datasets,
    which_occupation,
)
from tests.actions.asking import (
    FIGURES_OF_PAY,
    MLE,
    Named,
    Talk,
    check_contract,
    choices,
    plain,
    question,
    told,
)

SURGEON: Named = ("occupation", "surgeon", "surgeons")
ENGINEER: Named = ("occupation", "engineer", "engineer")
NURSE: Named = ("occupation", "29-1141.00", "nurse")
TEXAS: Named = ("place", "texas", "Texas")
Begin = Callable[..., Talk]


@pytest.fixture
def talk(datasets: Connection) -> Begin:
    return lambda context=None: Talk(datasets, context or ConversationState())


def bearers(connection: Connection, title: str) -> set[str]:
    """Return the occupations that bear a title."""
    found = connection.exec_driver_sql(
        "SELECT DISTINCT occupation_code FROM occupation_title WHERE normalised = ?", (title,)
    )
    return {code for (code,) in found}


def codes(reply: Reply) -> list[str]:
    return [json.loads(one[one.index("{") :])["occupation"] for one in choices(reply)]


@pytest.mark.parametrize("topic", ["salary", "education", "definition", "outlook", "skills"])
def test_a_title_of_several_occupations_is_asked_about_with_choices(
    talk: Begin, datasets: Connection, topic: str
) -> None:
    reply = talk().ask(topic, SURGEON, text="and surgeons?")
    check_contract(reply)
    assert reply.answer.outcome == "clarify"
    assert told(reply) == "“surgeons” can mean several occupations. Which do you mean?"
    assert 2 <= len(codes(reply)) <= CHOICES
    assert set(codes(reply)) <= bearers(datasets, "surgeon")
    assert all(one.startswith(f"/{topic}") for one in choices(reply))


def test_of_very_many_the_largest_are_offered_and_their_number_is_told(
    talk: Begin, datasets: Connection
) -> None:
    reply = talk().ask("salary", ("occupation", "machine operator", "machine operator"), text="pay?")
    count = len(bearers(datasets, "machine operator"))
    assert told(reply).startswith(f"“machine operator” can mean {count} occupations. The largest are these")
    assert len(codes(reply)) == CHOICES


def test_a_button_answers_what_was_asked_and_the_choice_is_remembered(talk: Begin) -> None:
    here = talk()
    asked = here.ask("salary", SURGEON, text="what do surgeons earn?")
    reply = here.press(choices(asked)[1])
    assert (reply.answer.outcome, reply.answer.topic) == ("answered", "salary")
    assert reply.answer.occupation == codes(asked)[1]
    for topic in ("education", "outlook"):  # … although the title is said again
        reply = here.ask(topic, SURGEON, text="and what of surgeons?")
        assert (reply.answer.outcome, reply.answer.occupation) == ("answered", codes(asked)[1])
    assert here.ask("duties", text="what do they do?").answer.occupation == codes(asked)[1]


@pytest.mark.parametrize("text", ["b", "the second one", "option 2"])
def test_a_choice_may_be_typed(talk: Begin, text: str) -> None:
    here = talk()
    asked = here.ask("salary", SURGEON, text="what do surgeons earn?")
    reply = here.ask("pick", ("ordinal", "2", text), text=text)
    assert (reply.answer.topic, reply.answer.occupation) == ("salary", codes(asked)[1])


@pytest.mark.usefixtures("published_wages")
def test_what_is_named_beside_the_title_is_named_by_the_button(talk: Begin) -> None:
    here = talk()
    asked = here.ask("salary", ENGINEER, TEXAS, text="what does an engineer earn in Texas?")
    assert '"place": "Texas"' in choices(asked)[0]
    assert "in Texas earn a median of $" in told(here.press(choices(asked)[0]))


def test_occupations_of_one_name_are_offered_once(talk: Begin) -> None:
    for title in ("surgeon", "engineer", "machine operator", "professor", "instructor"):
        reply = talk().ask("salary", ("occupation", title, title), text=f"what does a {title} earn?")
        titles = [one.title for one in buttons(reply).items]
        assert len(titles) == len(set(titles))


def buttons(reply: Reply) -> ButtonsBlock:
    (found,) = (block for block in reply.answer.blocks if isinstance(block, ButtonsBlock))
    return found


def test_nothing_is_asked_where_the_occupation_is_clear(datasets: Connection, talk: Begin) -> None:
    for named in (NURSE, ("occupation", "nurse", "nurse"), ("occupation", MLE, "ML engineer")):
        assert which_occupation(datasets, question(datasets, "salary", named)) is None
    assert which_occupation(datasets, question(datasets, "salary")) is None
    assert which_occupation(datasets, question(datasets, "salary", ("occupation", "fnord", "fnord"))) is None


@pytest.mark.parametrize(
    "title", ["machine learning engineer", "ML engineer", "MLE", "machine learning engineers"]
)
def test_the_machine_learning_engineer_is_no_title_among_others(talk: Begin, title: str) -> None:
    reply = talk().ask("salary", ("occupation", title, title), text=f"what does a {title} earn?")
    assert (reply.answer.outcome, reply.answer.occupation) == ("answered", MLE)
    assert FIGURES_OF_PAY[0] in plain(reply)


def test_a_title_beside_an_occupation_that_is_clear_is_not_asked_about(datasets: Connection) -> None:
    asked = question(datasets, "salary", SURGEON, NURSE, text="surgeons or nurses?")
    assert which_occupation(datasets, asked) is None


def test_an_engineer_is_the_one_under_discussion(talk: Begin) -> None:
    here = talk()
    here.ask("salary", ("occupation", MLE, "ML engineer"), text="what does an ML engineer earn?")
    reply = here.ask("duties", ENGINEER, text="what should an engineer do?")
    assert (reply.answer.outcome, reply.answer.occupation) == ("answered", MLE)


def test_a_search_and_a_button_ask_nothing_back(datasets: Connection) -> None:
    search = question(datasets, "occupation_search", SURGEON, text="jobs like surgeons")
    assert which_occupation(datasets, search) is None
    button = question(datasets, "salary", SURGEON, text='/salary{"occupation": "surgeon"}')
    assert which_occupation(datasets, button) is None


# Unclear messages about an occupation that only the datasets hold.


def test_what_the_words_ask_of_a_featured_occupation_is_asked_of_the_datasets(datasets: Connection) -> None:
    engineer = ("occupation", "software_engineer", "software developers")
    zone = question(datasets, "nlu_fallback", engineer, text="what job zone are software developers in?")
    assert asks_the_datasets(datasets, zone) and not only_in_datasets(datasets, zone)
    assert not asks_the_datasets(datasets, question(datasets, "nlu_fallback", engineer, text="developers?"))


def test_a_technology_beside_an_occupation_is_looked_up_though_it_sounds_refused(
    datasets: Connection,
) -> None:
    asked = question(datasets, "unanswered_career_question", NURSE, text="does a nurse use Excel?")
    reply = answer_technology(datasets, asked)
    assert reply and (reply.answer.outcome, reply.answer.topic) == ("answered", "requirement_check")
    fnord = question(datasets, "unanswered_career_question", NURSE, text="does a nurse use fnords?")
    assert answer_technology(datasets, fnord) is None


@pytest.mark.parametrize(
    ("named", "state", "only"),
    [
        ((NURSE,), ConversationState(), True),
        ((NURSE, ("occupation", MLE)), ConversationState(), False),
        ((("occupation", "data_scientist"),), ConversationState(), False),
        ((SURGEON,), ConversationState(), False),
        ((), ConversationState(), False),
        ((), ConversationState(occupations=("29-1141.00",)), True),
        ((), ConversationState(occupations=("29-1141.00",), unknown_occupations=("fnord",)), False),
    ],
)
def test_whether_an_occupation_is_only_in_the_datasets(
    datasets: Connection, named: tuple[Named, ...], state: ConversationState, only: bool
) -> None:
    asked = question(datasets, "nlu_fallback", *named, text="hm", state=state)
    assert only_in_datasets(datasets, asked) == only


def test_a_mere_name_is_asked_what_it_is(talk: Begin) -> None:
    reply = talk().ask("nlu_fallback", NURSE, text="nurse")
    assert (reply.answer.topic, reply.answer.occupation, reply.answer.unsure) == (
        "definition",
        "29-1141.00",
        False,
    )


def test_an_unclear_message_gets_the_likeliest_topic_with_doubt(talk: Begin) -> None:
    reply = talk().ask(
        "nlu_fallback", NURSE, text="would it pay to go for nurse", ranking=("hobbies", "salary", "outlook")
    )
    assert (reply.answer.topic, reply.answer.unsure) == ("salary", True)


def test_words_that_leave_no_doubt_outrank_what_is_likely(talk: Begin) -> None:
    reply = talk().ask("nlu_fallback", NURSE, text="which job zone for a nurse", ranking=("salary",))
    assert (reply.answer.topic, reply.answer.unsure) == ("education", False)


def test_without_a_likely_topic_nothing_is_answered(datasets: Connection) -> None:
    asked = question(datasets, "nlu_fallback", NURSE, text="why would anybody be a nurse", ranking=("fnord",))
    assert answer_likeliest(datasets, asked) is None


def test_a_question_about_the_advisor_names_no_occupation(talk: Begin) -> None:
    assistant: Named = ("occupation", "assistant", "assistant")
    text = "I was wondering what sort of assistant you are"
    assert talk().ask("bot_identity", assistant, text=text, confidence=0.6).answer.outcome == "smalltalk"
    assert talk().ask("bot_identity", assistant, text=text, confidence=0.4).answer.outcome == "clarify"


def test_beside_machine_learning_engineers_are_its_engineers(talk: Begin) -> None:
    text = "what about privacy in ML, do engineers have to care about it?"
    named: Named = ("occupation", "engineers", "engineers")
    reply = talk().ask("ethics", named, text=text)
    assert reply.answer.outcome == "answered" and "privacy" in told(reply)
    assert talk().ask("ethics", named, text="do engineers care about privacy?").answer.outcome == "clarify"


@pytest.mark.parametrize("typed", ["assistants", "technician", "specialist"])
def test_occupations_that_are_named_so_come_before_others_with_such_titles(
    datasets: Connection, typed: str
) -> None:
    asked = question(datasets, "salary", ("occupation", typed, typed), text=f"{typed} pay")
    reply = which_occupation(datasets, asked)
    assert reply
    names = datasets.exec_driver_sql("SELECT code, name FROM onet_occupation").all()
    so = {code for code, name in names if name.lower().endswith(f" {typed.removesuffix('s')}")}
    assert len(codes(reply)) == CHOICES and set(codes(reply)) <= so
