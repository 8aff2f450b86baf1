"""Folders of one's own over the shipped content: what they add, what they replace, and what they must not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from knowledge.content import CONTENT, Content, ContentError, ContentIssue, content_fingerprint, read_content
from knowledge.content_folder import content_folders
from knowledge.database import create_knowledge_engine, migrate
from knowledge.loader import load
from knowledge.queries.entities import vocabulary
from knowledge.records import Term
from knowledge.vocabulary import content_terms, trained_folders

WriteContent = Callable[..., Path]

TUNER = """\
occupation: {key: tuner, name: tuner, plural: tuners}
sources:
  - {key: diary, title: A diary, published: 2020, location: diary.txt, licence: our own}
entities:
  - {key: fork, name: tuning fork, kind: tool, aliases: [forks]}
statements:
  - {key: tuner.fork, source: diary, topic: skills, text: They use a fork., entities: [fork, rope]}
"""


@pytest.fixture
def base(write_content: WriteContent) -> Path:
    return write_content()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def write(folder: Path, text: str, name: str = "mine.yml") -> None:
    (folder / name).write_text(dedent(text), encoding="utf-8")


def issues(*folders: Path) -> list[ContentIssue]:
    with pytest.raises(ContentError) as caught:
        read_content(*folders)
    return caught.value.issues


def keys(content: Content, section: str) -> list[str]:
    return [entry.key for entry in getattr(content, section)]


def test_a_folder_adds_to_the_one_before_it_and_uses_its_keys(base: Path, own: Path) -> None:
    write(own, TUNER)
    content = read_content(base, own)
    assert keys(content, "occupations") == ["bell_ringer", "tuner"]
    assert keys(content, "entities") == ["rope", "fork"]
    assert content.location(content.occupations[1]).file == own / "mine.yml"


def test_a_folder_alone_misses_what_it_refers_to(own: Path) -> None:
    write(own, TUNER)
    assert {"there is no topic 'skills'", "there is no entity 'rope'"} <= {one.message for one in issues(own)}


def test_an_equal_key_names_both_files_and_what_to_do(base: Path, own: Path) -> None:
    write(own, "entities:\n  - {key: rope, name: cord, kind: tool}\n")
    (issue,) = issues(base, own)
    assert str(issue) == (
        f"{own}/mine.yml:2: the key 'rope' is already used at {base}/main.yml:9 — "
        "write 'override: true' on this entry to replace that one, or give this one another key"
    )


def test_an_entry_that_says_so_takes_the_place_of_the_earlier_one(base: Path, own: Path) -> None:
    write(
        own,
        """\
        occupation: {key: bell_ringer, override: true, name: ringer, plural: ringers, featured: true}
        entities:
          - {key: fork, name: tuning fork, kind: tool}
          - {key: rope, override: true, name: cord, kind: tool}
        statements:
          - {key: skills.timing, override: true, source: almanac, topic: skills, text: Ours.}
        """,
    )
    content = read_content(base, own)
    assert [one.name for one in content.entities] == ["cord", "tuning fork"]  # at its old rank
    assert [one.name for one in content.occupations] == ["ringer"]
    assert [one.text for one in content.statements] == ["Ours."]
    assert content.location(content.statements[0]).file == own / "mine.yml"


def test_what_is_overridden_must_be_there(base: Path, own: Path) -> None:
    write(own, "entities:\n  - {key: ropee, override: true, name: cord, kind: tool}\n")
    (issue,) = issues(base, own)
    assert issue.message == "'ropee' overrides nothing: no folder before this one has this key"
    assert issue.fix == "correct the key, or remove 'override: true'"


def test_a_row_is_not_overridden_by_one_of_another_kind(base: Path, own: Path) -> None:
    row = "key: skills.timing, override: true, source: almanac, kind: related, other_name: x, text: Y."
    write(own, f"about: bell_ringer\nrelated_occupations:\n  - {{{row}}}\n")
    (issue,) = issues(base, own)
    assert issue.message == f"'skills.timing' overrides an entry of 'statements' at {base}/main.yml:17"


def test_the_last_of_several_folders_wins_where_it_says_so(base: Path, own: Path, tmp_path: Path) -> None:
    third = tmp_path / "third"
    third.mkdir()
    write(own, "entities:\n  - {key: rope, override: true, name: cord, kind: tool}\n")
    write(third, "entities:\n  - {key: rope, override: true, name: line, kind: tool}\n")
    assert [one.name for one in read_content(base, own, third).entities] == ["line"]
    assert [one.name for one in read_content(base, third, own).entities] == ["cord"]


def test_two_entries_of_one_folder_still_need_two_keys(base: Path, own: Path) -> None:
    entity = "{key: rope, override: true, name: cord, kind: tool}"
    write(own, f"entities:\n  - {entity}\n  - {entity}\n")
    assert f"the key 'rope' is already used at {own}/mine.yml:2" in {one.message for one in issues(base, own)}


def test_a_name_that_an_earlier_folder_gives_to_another_thing_is_told_with_its_place(
    base: Path, own: Path
) -> None:
    write(own, "entities:\n  - {key: cord, name: rope, kind: tool}\n")
    (issue,) = issues(base, own)
    assert issue.message == f"'rope' already names 'rope' at {base}/main.yml:9"


def test_a_folder_may_feature_its_own_occupation(base: Path, own: Path) -> None:
    write(own, TUNER.replace("plural: tuners", "plural: tuners, featured: true"))
    content = read_content(base, own)
    assert {one.key: one.featured for one in content.occupations} == {"bell_ringer": False, "tuner": True}
    assert [content.location(one).line for one in content.occupations] == [11, 1]


def test_questions_of_several_folders_ask_for_the_same_row(base: Path, own: Path, tmp_path: Path) -> None:
    third = tmp_path / "third"
    third.mkdir()
    write(own, "questions:\n  skills.timing: [When to pull?]\n")
    write(third, "questions:\n  skills.timing: [Is rhythm needed?]\n")
    (asked,) = read_content(base, own, third).questions
    assert asked.questions == ("When to pull?", "Is rhythm needed?")


def test_phrases_and_hidden_files_are_no_content(base: Path, own: Path) -> None:
    write(own, TUNER)
    write(own, 'version: "3.1"\nnlu: []\n', "nlu.yml")
    (own / ".github" / "workflows").mkdir(parents=True)
    write(own / ".github" / "workflows", "jobs: {}\n", "check.yml")
    assert len(read_content(base, own).occupations) == 2


def test_a_folder_without_content_is_told(base: Path, own: Path) -> None:
    (issue,) = issues(base, own)
    assert (issue.file, issue.message) == (own, "no content files here")


def test_what_was_loaded_is_known_by_all_folders_and_their_order(base: Path, own: Path) -> None:
    write(own, TUNER)
    prints = {content_fingerprint(base), content_fingerprint(base, own), content_fingerprint(own, base)}
    assert len(prints) == 3


def test_the_folders_of_the_setting_are_read_after_the_shipped_one(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_CONTENT_DIRS", str(own))
    assert content_folders() == (CONTENT, own)
    write(own, TUNER.replace(", rope]", "]"))
    assert "tuner" in keys(read_content(), "occupations")


def test_names_of_a_folder_without_phrases_ask_for_no_training(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_CONTENT_DIRS", str(own))
    write(own, TUNER)
    assert trained_folders() == (CONTENT,)
    write(own, "nlu: []\n", "nlu.yml")
    assert trained_folders() == (CONTENT, own)


def test_names_read_from_the_files_are_those_of_the_knowledge_base(
    base: Path, own: Path, tmp_path: Path
) -> None:
    write(own, TUNER)
    rope = "{key: rope, override: true, name: cord, kind: tool, aliases: [CORD.S]}"
    write(own, f"entities: [{rope}]\n", "rope.yml")
    engine = create_knowledge_engine(f"sqlite:///{tmp_path / 'knowledge.db'}")
    migrate(engine)
    load(engine, read_content(base, own))
    with engine.connect() as connection:
        held = vocabulary(connection)
    engine.dispose()
    assert content_terms(base, own) == held
    assert Term("CORD.S", "tool", "rope") in held


def test_names_of_the_shipped_files_are_those_of_the_shipped_knowledge_base(shipped_database: Path) -> None:
    engine = create_knowledge_engine(f"sqlite:///{shipped_database}")
    with engine.connect() as connection:
        assert content_terms(CONTENT) == vocabulary(connection)
    engine.dispose()
