"""Where a release of O*NET was imported, its own words and further ratings are told with its attribution."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from actions.answer import SourcesBlock
from actions.composition.compose import Reply
from actions.state import ConversationState
from knowledge.database import create_knowledge_engine
from knowledge.datasets.importer import import_dataset
from knowledge.datasets.onet_release import onet_release
from tests.actions.asking import Named, Talk, told
from tests.actions.datasets.figures import NURSE, CheckedTalk, chart, lead
from tests.databases import copied
from tests.knowledge.datasets.releases import COUNTS, LISTENS, MEASURES, NURSING, WRITES, write_release

Begin = Callable[..., Talk]
OFFICER: Named = ("occupation", "55-1011.00", "air crew officer")  # of whom the tables hold titles only
CARRIED, RELEASED = "the O*NET 30.1 Database", "the O*NET 30.3 Database"


@pytest.fixture(scope="module")
def released(dataset_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A database that holds the data of all occupations and a release; tests only read it."""
    folder = tmp_path_factory.mktemp("released")
    engine = create_knowledge_engine(copied(dataset_database, folder))
    import_dataset(engine, onet_release(write_release(folder / "release", "30.3")))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def talk(released: Connection) -> Begin:
    return lambda: CheckedTalk(released, ConversationState())


def attributions(reply: Reply) -> str:
    return " ".join(
        str(item.attribution)
        for block in reply.answer.blocks
        if isinstance(block, SourcesBlock)
        for item in block.items
    )


def test_tasks_in_the_publishers_words_follow_the_duties(talk: Begin) -> None:
    conversation = talk()
    first = conversation.ask("duties", NURSE, text="what do nurses do?")
    assert MEASURES not in told(first) and RELEASED not in attributions(first)
    tasks = conversation.ask("more")
    assert lead(tasks) == "Tasks of registered nurses in the words of O*NET 30.3:"
    assert told(tasks).index(MEASURES) < told(tasks).index(COUNTS)
    assert RELEASED in attributions(tasks) and CARRIED not in attributions(tasks)
    emerging = conversation.ask("more")
    assert LISTENS in told(emerging) and WRITES in told(emerging)
    activities = lead(conversation.ask("more"))
    assert activities == (
        "The work activities that matter most to registered nurses: Getting Information (O*NET 30.3)."
    )


def test_knowledge_and_abilities_follow_the_skills(talk: Begin) -> None:
    conversation = talk()
    skills = conversation.ask("skills", NURSE, text="which skills do nurses need?")
    assert lead(skills).endswith("(O*NET 29.3).")
    knowledge = conversation.ask("more")
    assert lead(knowledge) == (
        "The knowledge that matters most to registered nurses: Medicine and Dentistry and English Language "
        "(O*NET 30.3)."
    )
    assert [(point.label, point.value) for point in chart(knowledge).points] == [
        ("Medicine and Dentistry", 4.4),
        ("English Language", 3.9),
    ]
    assert RELEASED in attributions(knowledge)
    assert "Oral Comprehension" in lead(conversation.ask("more"))


def test_the_publishers_description_follows_ours(talk: Begin) -> None:
    conversation = talk()
    assert NURSING not in told(conversation.ask("definition", NURSE, text="what is a nurse?"))
    assert NURSING in told(conversation.ask("more"))


def test_the_setting_of_work_is_told_from_a_release(talk: Begin) -> None:
    reply = talk().ask("work_environment", NURSE, text="where do nurses work?")
    assert reply.answer.outcome == "answered"
    assert lead(reply).startswith("What marks the work of registered nurses most: Face-to-Face Discussions")


@pytest.mark.parametrize(
    ("topic", "text", "beginning"),
    [
        (
            "definition",
            "what is an air crew officer?",
            "O*NET 30.3 describes air crew officers in these",
        ),
        (
            "skills",
            "which skills do they need?",
            "The skills that matter most to air crew officers are co",
        ),
        ("tools", "which software do they use?", "Technologies that air crew officers use: Paperfly."),
        ("interests", "which interests fit them?", "O*NET rates no interests for"),
        ("requirement_check", "do they need coordination?", "Yes: coordination is important for air crew"),
    ],
)
def test_a_release_tells_of_occupations_of_which_the_tables_hold_nothing(
    talk: Begin, topic: str, text: str, beginning: str
) -> None:
    reply = talk().ask(topic, OFFICER, text=text)
    assert lead(reply).startswith(beginning)
    if "skills" in topic or "requirement" in topic:
        assert lead(reply).endswith("(O*NET 30.3).")


def test_what_neither_tables_nor_release_hold_is_not_made_up(talk: Begin) -> None:
    reply = talk().ask("duties", OFFICER, text="what do they do?")
    told_none = "O*NET lists “Air Crew Officers” without duties."
    assert (reply.answer.outcome, lead(reply)) == ("unknown", told_none)


@pytest.mark.parametrize("topic", ["duties", "skills", "definition"])
def test_without_a_release_there_is_nothing_more(datasets: Connection, topic: str) -> None:
    conversation = CheckedTalk(datasets, ConversationState())
    conversation.ask(topic, NURSE, text="and for nurses?")
    assert conversation.state.pages == 1
