"""Topics that the operator's own content adds: answered, offered and gone on with like the project's."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from actions.answer import ListBlock
from actions.questions.message import UserMessage
from knowledge.database import create_knowledge_engine
from tests.actions.asking import Named, Talk, choices, decision, told
from tests.databases import base_with, load_into, sqlite_url
from tests.test_growing_base import TOPICS, check

RINGER = ("occupation", "bell_ringer")
REMOTE = ("untold", "remote", "from home")
CONTENT = """\
about: bell_ringer
topics:
  - {key: home_office, group: where_and_when, title: Ringing at home, tells: [remote],
     question: "Can {occupation} ring at home?"}
statements:
  - {key: home.bells, source: almanac, topic: home_office, kind: rule, text: The bells stay in the tower.,
     why: They weigh tons.}
  - {key: home.hand, source: almanac, topic: home_office, kind: exception, text: Handbells ring anywhere.}
"""


@pytest.fixture(scope="module")
def base(fixture_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    folder = tmp_path_factory.mktemp("own-topics")
    with base_with(folder, fixture_content, {"home.yml": CONTENT}) as connection:
        yield connection


def asked(base: Connection, *named: Named, text: str = "can they ring at home?") -> str:
    return told(decision(base, "home_office", *named, text=text).reply)


def test_it_is_answered_in_sentences(base: Connection) -> None:
    said = asked(base, RINGER)
    assert "The bells stay in the tower." in said and "Handbells ring anywhere." in said


def test_what_it_tells_is_not_refused_as_told_by_no_source(base: Connection) -> None:
    assert "The bells stay in the tower." in asked(base, RINGER, REMOTE)
    other = decision(base, "duties", RINGER, REMOTE, text="do they work from home?").reply
    assert "remote work" in told(other) and other.answer.outcome == "unknown"


def test_of_an_occupation_without_rows_it_is_said_not_to_be_known(base: Connection) -> None:
    reply = decision(base, "home_office", ("occupation", "bookbinder"), REMOTE, text="at home?").reply
    assert reply.answer.outcome == "unknown"
    assert '/home_office{"occupation": "bell_ringer"}' in choices(reply)


def test_the_conversation_goes_on_with_it(base: Connection) -> None:
    talk = Talk(base)
    talk.ask("home_office", RINGER, text="can they ring at home?")
    assert "They weigh tons." in told(talk.ask("why", text="why?"))
    assert talk.state.topic == "home_office"
    talk.ask("definition", RINGER, text="what is a bell ringer?")
    assert "The bells stay in the tower." in told(talk.ask("go_back", text="go back"))


@pytest.mark.parametrize("occupation", ["bell_ringer", "bookbinder"])
def test_every_offer_on_the_way_is_kept(base: Connection, occupation: str) -> None:
    for topic in (*TOPICS, "home_office"):
        check(base, topic, occupation, "machine learning engineer")


def test_a_refusal_gives_way_to_a_likely_topic_that_tells_it(base: Connection) -> None:
    ranking = ("working_conditions", "home_office", "duties")
    reply = decision(base, "working_conditions", RINGER, text="telework?", ranking=ranking).reply
    assert "The bells stay in the tower." in told(reply) and reply.answer.unsure
    unlikely = ("working_conditions", "duties", "skills", "home_office")
    reply = decision(base, "working_conditions", RINGER, text="telework?", ranking=unlikely).reply
    assert reply.answer.outcome == "unknown"


def test_it_is_listed_under_a_group_of_its_own(base: Connection) -> None:
    reply = Talk(base).ask("bot_capabilities", text="what can I ask?")
    lists = [block for block in reply.answer.blocks if isinstance(block, ListBlock)]
    assert "Where and when: Ringing at home" in lists[0].items


def test_a_part_of_a_message_may_ask_for_it(base: Connection) -> None:
    parts = (
        UserMessage("can they ring at home", "home_office", confidence=0.9),
        UserMessage("what do they do", "duties", confidence=0.9),
    )
    reply = decision(base, "home_office", RINGER, text="at home? and what do they do?", parts=parts).reply
    assert "The bells stay in the tower." in told(reply)
    assert any("uties" in line for line in told(reply).splitlines())


def test_where_one_occupation_is_known_no_others_are_promised(tmp_path: Path, fixture_content: Path) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    for name in ("topics.yml", "measures.yml", "sources.yml"):
        shutil.copy(fixture_content / name, folder)
    (folder / "only.yml").write_text(
        "occupation: {key: wright, name: wheelwright, plural: wheelwrights, featured: true}\n"
        "statements: [{key: wright.what, source: almanac, topic: definition, text: They make wheels.}]\n",
        encoding="utf-8",
    )
    url = sqlite_url(tmp_path / "knowledge.db")
    load_into(url, folder)
    engine = create_knowledge_engine(url)
    with engine.connect() as connection:
        said = told(Talk(connection).ask("bot_capabilities", text="what can I ask?"))
    engine.dispose()
    assert said.splitlines()[-1] == "I know wheelwrights."
