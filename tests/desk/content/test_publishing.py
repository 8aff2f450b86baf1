"""What is published is in files and in the knowledge base, or nothing has changed."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection, Engine

from desk.content import publishing
from desk.content.fact import Errors, parse_fact
from desk.content.folder import DeskContent, Item
from desk.content.publishing import Published, publish
from knowledge.content import content_fingerprint
from knowledge.content_folder import content_folders
from knowledge.loader import is_loaded
from knowledge.queries.facts import statements
from knowledge.queries.occupations import occupation_of_code
from tests.desk.content.forms import HOURS, NURSE, figure, statement

QUESTION = "what do machine learning engineers never do?"


def published(folder: Path, engine: Engine, form: dict[str, str], key: str = "", base: str = "") -> Published:
    def change(content: DeskContent) -> Errors:
        with engine.connect() as connection:
            found = parse_fact(form, content, connection)
        if not found.errors:
            found.put_into(content)
        return found.errors

    return publish(folder, engine, key, base, change)


def hours(connection: Connection) -> list[str]:
    found = occupation_of_code(connection, code=NURSE)
    assert found is not None
    return [one.text for one in statements(connection, occupation=found.key, topic="working_hours")]


def files(folder: Path) -> dict[str, str]:
    return {
        one.relative_to(folder).as_posix(): one.read_text("utf-8") for one in sorted(folder.rglob("*.yml"))
    }


def test_a_fact_is_written_and_loaded_changed_and_taken_back(folder: Path, knowledge: Engine) -> None:
    first = published(folder, knowledge, statement())
    assert first.done and first.files == ("sources.yml", "occupations/registered_nurse.yml")
    assert content_folders()[-1] == folder
    assert is_loaded(knowledge, content_fingerprint())
    with knowledge.connect() as connection:
        assert hours(connection) == [HOURS]

    (item,) = DeskContent.read(folder).items()
    changed = statement(key=item.key, occupation=item.occupation, source=item.entry["source"], text="Less.")
    assert published(folder, knowledge, changed, item.key, item.version).done
    with knowledge.connect() as connection:
        assert hours(connection) == ["Less."]

    # Somebody who still has the first version open is told, and nothing is lost.
    stale = published(folder, knowledge, {**changed, "text": "More."}, item.key, item.version)
    assert stale.conflict and not stale.done
    assert stale.present is not None and stale.present.entry["text"] == "Less."

    present = stale.present

    def remove(content: DeskContent) -> Errors:
        content.remove(present.key)
        return {}

    assert publish(folder, knowledge, present.key, present.version, remove).done
    assert list(files(folder)) == ["sources.yml"]
    with knowledge.connect() as connection:
        assert occupation_of_code(connection, code=NURSE).only_in_datasets  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (
            figure(topic="salry", source="no_such", measure="pay"),
            {
                "topic": "did you mean 'salary'?",
                "source": "there is no source 'no_such'",
                "measure": "there is no measure 'pay'",
            },
        ),
        (figure(key="salary.senior"), {"key": "is already used"}),
        (
            figure(unit="percent", value="-70000", questions="what does a senior earn?"),
            {"unit": "is in percent, but its measure", "value": "is negative"},
        ),
    ],
)
def test_what_the_yaml_would_be_refused_for_is_refused_beside_its_field_and_leaves_nothing(
    folder: Path, knowledge: Engine, form: dict[str, str], said: dict[str, str]
) -> None:
    refused = published(folder, knowledge, form)
    assert not refused.done and refused.errors is not None
    assert {name: said[name] in " ".join(found) for name, found in refused.errors.items()} == dict.fromkeys(
        said, True
    )
    assert files(folder) == {}


def test_questions_beside_a_fact_of_another_folder_are_published_alone(
    folder: Path, knowledge: Engine
) -> None:
    item = Item("salary.senior", "machine_learning_engineer", "", {}, (QUESTION,))

    def ask(content: DeskContent) -> Errors:
        content.put(item)
        return {}

    assert publish(folder, knowledge, item.key, "", ask).done
    assert files(folder) == {
        "occupations/machine_learning_engineer.yml": (
            f'about: machine_learning_engineer\nquestions:\n  salary.senior:\n  - "{QUESTION}"\n'
        )
    }


def test_a_load_that_fails_leaves_files_and_knowledge_base_as_they_were(
    folder: Path, knowledge: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert published(folder, knowledge, figure()).done
    before = files(folder)
    monkeypatch.setattr(publishing, "load", lambda *_: (_ for _ in ()).throw(OSError("disk")))
    with pytest.raises(OSError, match="disk"):
        published(folder, knowledge, statement())
    assert files(folder) == before
    with knowledge.connect() as connection:
        assert hours(connection) == []


def test_two_editors_who_publish_at_once_lose_nothing(folder: Path, knowledge: Engine) -> None:
    forms = [statement(), figure()]
    found: list[Published] = []
    editors = [
        threading.Thread(target=lambda form=form: found.append(published(folder, knowledge, form)))
        for form in forms
    ]
    for one in editors:
        one.start()
    for one in editors:
        one.join(100)
    assert [one.done for one in found] == [True, True]
    assert {one.occupation for one in DeskContent.read(folder).items()} == {
        "registered_nurse",
        "machine_learning_engineer",
    }
    assert is_loaded(knowledge, content_fingerprint())
