"""The knowledge base grows as README.md describes, and what was answered before is answered as before."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from actions.answer import Button, ButtonsBlock
from actions.composition.compose import Reply
from actions.questions.topic_slots import ADVICE_TOPICS
from knowledge.content import CONTENT
from knowledge.database import create_knowledge_engine
from knowledge.queries.query_cache import with_query_cache
from tests.actions.asking import MLE, OCCUPATIONS, Talk, check_contract, choices, told
from tests.databases import FIXTURE_BASE, copied, load_into, sqlite_url

ROOT = Path(__file__).resolve().parent.parent
OF_NONE = {"occupation_search", *ADVICE_TOPICS}  # topics that are about no single occupation
TOPICS = [
    one["key"] for one in YAML(typ="safe").load(CONTENT / "topics.yml")["topics"] if one["key"] not in OF_NONE
]
FIXTURE_OCCUPATIONS = ("bell_ringer", "lighthouse_keeper", "bookbinder")
NEW = "bookbinder"  # one row of each kind, and the occupation that is added to the shipped ones
KEPT = {"answered", "partial"}
MOST_PAGES = 12


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = create_knowledge_engine(url)
    with engine.connect() as connection:
        yield with_query_cache(connection)
    engine.dispose()


@contextmanager
def base_with(added: Mapping[str, str], content: Path, folder: Path) -> Iterator[Connection]:
    """Load content, and the YAML of further occupations by their keys, into a database in a folder."""
    shutil.copytree(content, folder / "content")
    for key, written in added.items():
        (folder / "content" / f"{key}.yml").write_text(written, encoding="utf-8")
    url = sqlite_url(folder / "knowledge.db")
    load_into(url, folder / "content")
    with connected(url) as connection:
        yield connection


def knowledge(*arguments: str, url: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "knowledge", *arguments]
    environment = {"DATABASE_URL": url, "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=100)


@pytest.fixture(scope="session")
def grown_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped content and a file for a new occupation, which it compares with a shipped one."""
    folder = tmp_path_factory.mktemp("grown") / "content"
    shutil.copytree(CONTENT, folder)
    text = (FIXTURE_BASE / f"{NEW}.yml").read_text(encoding="utf-8")
    entries = {
        section: [
            one
            for one in YAML(typ="safe").load(FIXTURE_BASE / file)[section]
            if re.search(rf"\b{one['key']}\b", text)
        ]
        for section, file in (("sources", "sources.yml"), ("entities", "entities.yml"))
    }
    with (folder / "occupations" / f"{NEW}.yml").open("w", encoding="utf-8") as file:
        file.write(text.replace("lighthouse_keeper", MLE).replace("Lighthouse keepers", "Engineers"))
        YAML().dump(entries, file)
    return folder


@pytest.fixture(scope="session")
def grown(grown_content: Path, shipped_database: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The shipped knowledge base, into which the new content was loaded by the command for it."""
    url = copied(shipped_database, tmp_path_factory.mktemp("grown-base"))
    result = knowledge("load", "--content", str(grown_content), url=url)
    assert result.returncode == 0, result.stderr
    return url


@pytest.fixture(scope="session")
def grown_base(grown: str) -> Iterator[Connection]:
    with connected(grown) as connection:
        yield connection


@pytest.fixture(scope="session")
def shipped_base(shipped_database: Path) -> Iterator[Connection]:
    with connected(sqlite_url(shipped_database)) as connection:
        yield connection


def pages(connection: Connection, topic: str, occupation: str) -> list[tuple[Talk, Reply]]:
    """Ask about a topic, then for more until there is no more; return each reply and the talk after it."""
    talk = Talk(connection)
    found = [(talk, talk.ask(topic, ("occupation", occupation)))]
    while "/more" in choices(found[-1][1]) and len(found) < MOST_PAGES:
        talk = copy_of(talk)
        found.append((talk, talk.press("/more")))
    return found


def copy_of(talk: Talk) -> Talk:
    return Talk(**vars(talk))


def check(connection: Connection, topic: str, occupation: str, *foreign: str) -> None:
    """Check that every page of a topic keeps the contract, and that every offer below it is kept.

    An offer is kept whether it is pressed or its title is typed.

    Args:
        connection: to the knowledge base.
        topic: that is asked about.
        occupation: of which.
        foreign: what no answer may name.
    """
    found = pages(connection, topic, occupation)
    for number, (talk, reply) in enumerate(found):
        check_contract(reply)
        assert reply.answer.outcome != "error"
        assert [name for name in foreign if name in told(reply)] == []
        for button in offers(reply):
            is_next = button.payload == "/more" and number + 1 < len(found)
            pressed = found[number + 1][1] if is_next else copy_of(talk).press(button.payload)
            for kept in (pressed, typed(copy_of(talk), button)):
                check_contract(kept)
                assert kept.answer.outcome in KEPT, f"{topic}: {button}: {told(kept)}"


def offers(reply: Reply) -> list[Button]:
    return [one for block in reply.answer.blocks if isinstance(block, ButtonsBlock) for one in block.items]


def typed(talk: Talk, button: Button) -> Reply:
    """Answer the title of a button as NLU understands it, when it is typed."""
    intent, _brace, body = button.payload[1:].partition("{")
    named = tuple(json.loads("{" + body).items()) if body else ()
    return talk.ask(intent, *named, text=button.title, ranking=(intent,))


@pytest.mark.parametrize("occupation", FIXTURE_OCCUPATIONS)
@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_is_answered_to_its_last_page_and_keeps_its_offers(
    fixture_base: Connection, topic: str, occupation: str
) -> None:
    check(fixture_base, topic, occupation, "machine learning engineer")


@pytest.mark.parametrize("occupation", OCCUPATIONS)
@pytest.mark.parametrize("topic", TOPICS)
def test_every_offer_about_a_shipped_occupation_is_kept(
    shipped_base: Connection, topic: str, occupation: str
) -> None:
    check(shipped_base, topic, occupation)


ROWS = {
    "statements": "text: They make wheels.",
    "associations": "entity: hand_bell, text: They use a bell.",
    "figures": "measure: weekly_hours, value: 7, unit: hours",
}


@pytest.fixture(scope="module")
def single_rows(fixture_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The fixture base, and for each topic and kind of row an occupation that has nothing but one row."""
    added: dict[str, str] = {}
    for section, fields in ROWS.items():
        for topic in TOPICS:
            key = f"wright_{section}_{topic}"
            added[key] = (
                f"occupation: {{key: {key}, name: {section} {topic} man, plural: {section} {topic} men}}\n"
                f"{section}: [{{key: {key}.row, source: almanac, topic: {topic}, {fields}}}]\n"
            )
    with base_with(added, fixture_content, tmp_path_factory.mktemp("single-rows")) as connection:
        yield connection


@pytest.mark.parametrize("section", ROWS)
@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic != "requirement_check"])
def test_a_single_row_of_any_kind_is_answered_under_its_topic(
    single_rows: Connection, topic: str, section: str
) -> None:
    occupation = f"wright_{section}_{topic}"
    reply = Talk(single_rows).press(f'/{topic}{{"occupation": "{occupation}"}}')
    assert reply.answer.outcome in KEPT, told(reply)
    assert any(word in told(reply) for word in ("wheels", "bell", "7 hours", "Handbell")), told(reply)
    check(single_rows, topic, occupation)


MISCONCEPTIONS = (0, 3)


@pytest.fixture(scope="module")
def wrights(fixture_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The fixture base, and an occupation for each number of misconceptions."""
    added: dict[str, str] = {}
    for misconceptions in MISCONCEPTIONS:
        key = f"wright_{misconceptions}"
        rows = "".join(
            f"  - {{key: {key}.myth_{number}, source: almanac, title: Myth {number},"
            f" belief: Wheels are round, reality: They are not {number}, points: [None has {number}.]}}\n"
            for number in range(misconceptions)
        )
        added[key] = (
            f"occupation: {{key: {key}, name: wheelwright {misconceptions}, plural: {misconceptions}"
            " wheelwrights}\n"
            f"statements: [{{key: {key}.what, source: almanac, topic: definition, text: They cut wheels.}}]\n"
        ) + (f"misconceptions:\n{rows}" if rows else "")
    with base_with(added, fixture_content, tmp_path_factory.mktemp("wrights")) as connection:
        yield connection


@pytest.mark.parametrize("misconceptions", MISCONCEPTIONS)
def test_an_occupation_keeps_its_offers_however_many_misconceptions_it_has(
    wrights: Connection, misconceptions: int
) -> None:
    occupation = f"wright_{misconceptions}"
    for topic in TOPICS:
        check(wrights, topic, occupation, "machine learning engineer")
    asked = told(Talk(wrights).ask("misconceptions", ("occupation", occupation)))
    assert all(f"Myth {number}" in asked for number in range(misconceptions))


# What the content holds of related occupations are comparisons, which name others.
@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic != "related_occupations"])
def test_a_new_occupation_is_answered_and_keeps_its_offers(grown_base: Connection, topic: str) -> None:
    check(grown_base, topic, NEW, "machine learning engineer")


@pytest.mark.parametrize("topic", TOPICS)
def test_a_new_occupation_changes_no_answer_about_another(
    grown_base: Connection, shipped_base: Connection, topic: str
) -> None:
    for occupation in OCCUPATIONS:
        before, now = (
            [told(reply) for _talk, reply in pages(base, topic, occupation)]
            for base in (shipped_base, grown_base)
        )
        # What is new stands after what was there.
        assert now[: len(before)] == before, occupation


def test_no_number_of_comparisons_by_another_occupation_replaces_ones_own(
    shipped_database: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    rows = "".join(
        f"  - {{key: wright.{number}, source: notes, other: {MLE}, aspect: Aspect {number}, layout: table,"
        " text: Wheels., other_text: Models.}\n"
        for number in range(40)
    )
    (folder / "wright.yml").write_text(
        "occupation: {key: wright, name: wheelwright, plural: wheelwrights}\n"
        "sources: [{key: notes, title: Notes, published: 2026, location: notes.txt, licence: own}]\n"
        f"comparisons:\n{rows}",
        encoding="utf-8",
    )
    url = copied(shipped_database, tmp_path)
    with connected(url) as connection:
        before = told(Talk(connection).ask("comparison", ("occupation", MLE)))
    assert knowledge("load", "--content", str(CONTENT), str(folder), url=url).returncode == 0
    with connected(url) as connection:
        talk = Talk(connection)
        assert told(talk.ask("comparison", ("occupation", MLE))) == before
        assert "Wheels." not in before
        for from_the_other_side in (
            talk.press('/comparison{"occupation": "wright"}'),
            talk.ask(
                "comparison", ("occupation", "wright"), text="How does a wheelwright differ from other roles?"
            ),
        ):
            assert from_the_other_side.answer.occupation == talk.state.occupations[-1] == "wright"
            assert "Wheels." in told(from_the_other_side)
        # The one under discussion is compared, not the featured one.
        named = talk.ask("comparison", ("occupation", MLE), text="how does that differ from an ML engineer")
        assert named.answer.occupation == "wright" and "Wheels." in told(named)


LEXICON = YAML(typ="safe").load((ROOT / "bot" / "nlu" / "lexicon.yml").read_text(encoding="utf-8"))
# Every third for a topic, another third for the next: all of them are asked for.
THIRDS = 3
HINTS = [
    (kind, str(value))
    for kind, section in (("aspect", "aspects"), ("skill_kind", "skill_kinds"), ("untold", "untold"))
    for value in LEXICON[section]
]


@pytest.mark.parametrize("topic", TOPICS)
def test_however_a_topic_is_asked_for_the_answer_keeps_the_contract(
    fixture_base: Connection, topic: str
) -> None:
    for kind, value in HINTS[TOPICS.index(topic) % THIRDS :: THIRDS]:
        reply = Talk(fixture_base).ask(topic, ("occupation", NEW), (kind, value, value), text=f"{value}?")
        check_contract(reply)
        assert told(reply).strip(), (kind, value)


@pytest.mark.parametrize("topic", ["algorithms", "programming_languages"])
def test_titles_of_lists_name_no_field(fixture_base: Connection, topic: str) -> None:
    for occupation in FIXTURE_OCCUPATIONS:
        reply = Talk(fixture_base).ask(topic, ("occupation", occupation))
        if reply.answer.outcome in KEPT:
            assert "achine learning" not in told(reply)


def test_a_new_occupation_is_valid_content(grown_content: Path, tmp_path: Path) -> None:
    result = knowledge("validate", "--content", str(grown_content), url=sqlite_url(tmp_path / "none.db"))
    assert result.returncode == 0, result.stderr
    assert f"{len(OCCUPATIONS) + 1} occupations" in result.stdout


def test_a_new_fact_is_answered_and_the_others_stay(fixture_content: Path, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(fixture_content, folder)
    (folder / "new.yml").write_text(
        "about: bell_ringer\n"
        "entities:\n"
        "  - {key: novice_ringer, name: novice level, kind: level, aliases: [novice, novices]}\n"
        "figures:\n"
        "  - {key: ringer.salary.novice, source: almanac, topic: salary, measure: average_salary_by_level,"
        " entity: novice_ringer, rank: 4, value: 4321, unit: usd, as_of: 2021}\n",
        encoding="utf-8",
    )
    url = sqlite_url(tmp_path / "knowledge.db")
    assert knowledge("load", "--content", str(folder), url=url).returncode == 0
    with connected(url) as connection:
        ringer = ("occupation", "bell_ringer")
        assert "$4,321" in told(Talk(connection).ask("salary", ringer, ("level", "novice_ringer")))
        captain = told(Talk(connection).ask("salary", ringer, ("level", "tower_captain")))
    assert "$21,900" in captain and "4,321" not in captain
