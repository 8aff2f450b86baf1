"""Intents and phrases of one's own: read, checked, and put together with the project's for a training."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter

from bot import check_content, train
from bot.own_intents import read_own_intents
from bot.own_training import write_training_files
from bot.settings import ROOT

TOPIC = """\
about: machine_learning_engineer
topics:
  - {key: pets, group: the_job, title: Pets at work, question: "Can {occupation} bring a pet?"}
sources:
  - {key: diary, title: A diary, published: 2020, location: diary.txt, licence: our own}
statements:
  - {key: pets.dogs, source: diary, topic: pets, text: Dogs are welcome.}
"""
PHRASES = ["may I bring my dog", "are pets allowed", "can cats come to the office"]

Own = Callable[..., Path]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Own:
    """Write a folder of one's own, which the setting names."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setenv("ADVISOR_CONTENT_DIRS", str(folder))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'knowledge.db'}")

    def write(nlu: str | None = None, content: str = TOPIC) -> Path:
        (folder / "pets.yml").write_text(content, encoding="utf-8")
        if nlu is not None:
            (folder / "nlu.yml").write_text(nlu, encoding="utf-8")
        return folder

    return write


def phrases(intent: str = "pets", said: list[str] = PHRASES) -> str:
    lines = "".join(f"    - {one}\n" for one in said)
    return f'version: "3.1"\nnlu:\n- intent: {intent}\n  examples: |\n{lines}'


def told() -> list[str]:
    return [str(issue) for issue in read_own_intents().issues]


def test_without_own_folders_a_training_takes_the_projects_files(tmp_path: Path) -> None:
    none = read_own_intents()
    assert none.is_empty
    assert write_training_files(none, ROOT, tmp_path) == (ROOT / "domain.yml", [ROOT / "data"])


def test_a_topic_of_ones_own_becomes_an_intent_with_a_rule_and_its_phrases(own: Own, tmp_path: Path) -> None:
    folder = own(phrases())
    domain, data = write_training_files(read_own_intents(), ROOT, tmp_path)
    merged = Domain.load(domain)
    assert "pets" in merged.intents and set(Domain.load(ROOT / "domain.yml").intents) < set(merged.intents)
    assert data[-1] == folder / "nlu.yml"
    importer = RasaFileImporter(str(ROOT / "config.yml"), str(domain), [str(one) for one in data])
    read = importer.get_nlu_data()
    assert [one.get("text") for one in read.intent_examples if one.get("intent") == "pets"] == PHRASES
    steps = importer.get_stories().story_steps
    routed = [step.events[-1].action_name for step in steps if step.block_name == "pets"]
    assert routed == ["action_statements"]


def test_own_phrases_for_an_intent_of_the_project_are_added_to_it(own: Own, tmp_path: Path) -> None:
    own(phrases("salary", ["how fat is the cheque"]), content="sources: []\n")
    domain, data = write_training_files(read_own_intents(), ROOT, tmp_path)
    assert domain == ROOT / "domain.yml"
    assert len(data) == 2 and told() == []


def test_what_an_own_topic_tells_is_no_longer_refused(own: Own, tmp_path: Path) -> None:
    own(
        phrases(said=[*PHRASES, "vacation days"]),
        TOPIC.replace("group: the_job", "group: the_job, tells: [remote]"),
    )
    _domain, data = write_training_files(read_own_intents(), ROOT, tmp_path)
    kept = (data[0] / "nlu.yml").read_text(encoding="utf-8")
    taken = (data[0] / "own_taken_over.yml").read_text(encoding="utf-8")
    assert "    - remote work\n" in taken and "    - remote work\n" not in kept
    assert "    - vacation days\n" not in kept  # an own phrase repeats it
    assert "    - is burnout a problem among ML engineers\n" in kept
    project = (ROOT / "data" / "nlu.yml").read_text(encoding="utf-8")
    assert kept.count("\n    - ") == project.count("\n    - ") - taken.count("\n    - ") - 1


@pytest.mark.parametrize(
    ("nlu", "line", "message"),
    [
        ("nlu: [", 1, "not valid YAML"),
        ("- intent: pets\n", 1, "no phrases in this file"),
        ('version: "2.0"\nnlu: []\n', 1, "Rasa does not read version 2.0"),
        ("nlu: []\nresponses: {}\n", 2, "'responses' is not read from this file"),
        ("nlu:\n- synonym: dog\n  examples: |\n    - hound\n", 2, "not an intent with its phrases"),
        (phrases(said=PHRASES) + "    my cat\n", 8, "'my cat' is no phrase"),
        (phrases(said=["may [Rex](pet) come", *PHRASES]), 5, "a phrase with marked entities"),
        (phrases("pet"), 4, "there is no topic and no intent 'pet'"),
        (phrases(said=PHRASES[:2]), 5, "'pets' has 2 of at least 3 phrases"),
    ],
)
def test_a_wrong_file_of_phrases_is_told_with_its_line(own: Own, nlu: str, line: int, message: str) -> None:
    folder = own(nlu)
    (issue,) = told()
    assert issue.startswith(f"{folder}/nlu.yml:{line}: {message}")
    with pytest.raises(train.TrainingError, match="Nothing was trained"):
        train.train(ROOT, folder / "model.tar.gz", lambda _line: None)


def test_a_file_of_content_that_cannot_be_read_is_left_to_the_load(own: Own) -> None:
    folder = own(content=TOPIC)
    (folder / "gone.yml").symlink_to(folder / "nowhere.yml")
    assert read_own_intents().topics.keys() == {"pets"}


@pytest.mark.parametrize("key", ["greet", "nlu.pets"])
def test_a_topic_that_cannot_be_an_intent_is_told(own: Own, key: str) -> None:
    own(content=TOPIC.replace("pets,", f"{key},", 1))
    (issue,) = told()
    assert f"pets.yml:3: '{key}' " in issue


def test_a_topic_may_answer_what_the_project_refuses(own: Own, tmp_path: Path) -> None:
    own(content=TOPIC.replace("pets,", "job_interview,", 1).replace("topic: pets", "topic: job_interview"))
    assert told() == []
    domain, _data = write_training_files(read_own_intents(), ROOT, tmp_path)
    assert Domain.load(domain).intents == Domain.load(ROOT / "domain.yml").intents


# Which changes ask for a training.


def test_facts_and_names_of_ones_own_ask_for_no_training_and_topics_and_phrases_do(
    own: Own, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ADVISOR_CONTENT_DIRS")
    shipped = train.input_hash()
    folder = own(content="entities: [{key: leash, name: leash, kind: tool}]\n")
    monkeypatch.setenv("ADVISOR_CONTENT_DIRS", str(folder))
    assert train.input_hash() == shipped
    own()
    topic = train.input_hash()
    own(phrases())
    with_phrases = train.input_hash()
    own(phrases(said=[*PHRASES, "is there a dog in the office"]))
    assert len({shipped, topic, with_phrases, train.input_hash()}) == 4


# "make check-content".


def check(capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = check_content.main()
    said = capsys.readouterr()
    return code, said.out, said.err


def test_without_own_folders_the_check_says_how_to_name_one(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = check(capsys)
    assert (code, "ADVISOR_CONTENT_DIRS" in out) == (0, True)


def test_the_check_counts_what_is_there_and_says_what_waits(
    own: Own, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = own(phrases())
    code, out, err = check(capsys)
    assert (code, err) == (0, "")
    assert f"{folder}: 0 occupations, 1 facts, 0 entities, 1 topics, 3 phrases; all valid" in out
    assert "The topic pets has 3 phrases; with 20 or more" in out
    assert 'Waits for "make knowledge"' in out and 'Waits for "make model"' in out


def test_a_topic_without_phrases_is_told(own: Own, capsys: pytest.CaptureFixture[str]) -> None:
    own()
    assert "The topic pets has no phrases" in check(capsys)[1]


def test_a_phrase_of_another_topic_is_told(own: Own, capsys: pytest.CaptureFixture[str]) -> None:
    own(phrases(said=[*PHRASES, "What's an MLE"]))
    code, _out, err = check(capsys)
    assert code == 1 and "nlu.yml:8: the phrase 'What's an MLE' is also one of 'definition'" in err


def test_a_topic_that_would_be_refused_is_told_with_what_is_missing(
    own: Own, capsys: pytest.CaptureFixture[str]
) -> None:
    said = phrases(said=[*PHRASES, "can I work from home with my dog"])
    own(said)
    code, _out, err = check(capsys)
    assert code == 1
    assert "nlu.yml:8: 'can I work from home with my dog' asks for 'remote'" in err
    assert "write 'tells: [remote]' on the topic 'pets'" in err
    own(said, TOPIC.replace("group: the_job", "group: the_job, tells: [remote]"))
    assert check(capsys)[0] == 0
    own(said, TOPIC.replace("topic: pets, text", "topic: pets, kind: remote, text"))
    assert check(capsys)[0] == 0


def test_a_wrong_name_of_what_a_topic_tells_is_told(own: Own, capsys: pytest.CaptureFixture[str]) -> None:
    own(phrases(), TOPIC.replace("group: the_job", "group: the_job, tells: [remotely]"))
    code, _out, err = check(capsys)
    assert code == 1 and "'pets' tells 'remotely', which is none of: attendance, " in err
