"""When a model is trained, and when not; a stand-in takes Rasa's place."""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import train
from tests.read_only import read_only

STAND_IN = """
import pathlib, sys, time
print("Starting to train component 'StandIn'.", flush=True)
time.sleep(float(sys.argv[2]))
if (pathlib.Path("config.yml").read_text() == "broken"):
    print("InvalidConfigException: the pipeline is broken"); sys.exit(1)
folder = pathlib.Path(sys.argv[1])
(folder / "model.tar.gz").write_text(pathlib.Path("config.yml").read_text())
with open("trainings", "a") as file: file.write("x")
"""

CONTENT = """
occupation: {key: ringer, name: bell ringer, plural: bell ringers, aliases: [ringer]}
sources: [{key: almanac, title: The Almanac, published: 2021}]
entities:
- {key: rope, name: rope, kind: tool, aliases: [ropes], description: Thick.}
statements: [{key: s, text: They pull., entities: [rope]}]
figures: [{key: f, value: 100}]
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    for name, text in {
        "config.yml": "pipeline: []",
        "domain.yml": "intents: []",
        "data/nlu.yml": "nlu: []",
        "bot/nlu/words.txt": "word",
        "knowledge/content/occupation.yml": CONTENT,
        "requirements/app.lock": "rasa==3.6.21",
        ".python-version": "3.10",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    monkeypatch.setattr(train, "training_command", stand_in_command)
    monkeypatch.setattr(train, "loading_command", lambda: [sys.executable, "-c", "open('loaded', 'w')"])
    monkeypatch.setattr(train, "LOGS", tmp_path / "logs")
    return root


def stand_in_command(root: Path, folder: str, seconds: float = 0.0) -> list[str]:
    return [sys.executable, "-c", STAND_IN, folder, str(seconds)]


def ensure(root: Path, *, force: bool = False, say: Callable[[str], None] = lambda line: None) -> Path:
    return train.ensure_model(root, root / "models", force=force, say=say)


def trainings(root: Path) -> int:
    return len((root / "trainings").read_text())


def test_a_model_is_trained_once_while_nothing_changes(project: Path) -> None:
    assert ensure(project) == ensure(project)
    assert trainings(project) == 1


def test_the_database_is_loaded_before_a_training(project: Path) -> None:
    ensure(project)
    assert (project / "loaded").is_file()


def test_a_database_that_cannot_be_loaded_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = [sys.executable, "-c", "raise SystemExit('occupations.yml, line 3: unknown key')"]
    monkeypatch.setattr(train, "loading_command", lambda: command)
    with pytest.raises(train.TrainingError, match=r"occupations\.yml, line 3"):
        ensure(project)


def test_force_trains_again(project: Path) -> None:
    ensure(project)
    ensure(project, force=True)
    assert trainings(project) == 2


@pytest.mark.parametrize(
    "name",
    [
        "config.yml",
        "domain.yml",
        "data/nlu.yml",
        "bot/nlu/words.txt",
        "requirements/app.lock",
        ".python-version",
    ],
)
def test_a_change_of_any_input_asks_for_a_new_model(project: Path, name: str) -> None:
    before = train.input_hash(project)
    (project / name).write_text("changed")
    assert train.input_hash(project) != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[ringer]", "[ringer, campanologist]"),
        ("[ropes]", "[ropes, cord]"),
        ("plural: bell ringers", "plural: ringers of bells"),
        ("name: rope,", "name: cord,"),
        ("kind: tool", "kind: skill"),
        ("key: rope", "key: cord"),
        ("description: Thick.}", "description: Thick.}\n- {key: bell, name: bell, kind: tool}"),
    ],
)
def test_a_changed_vocabulary_asks_for_a_new_model(project: Path, old: str, new: str) -> None:
    before = train.input_hash(project)
    (project / "knowledge/content/occupation.yml").write_text(CONTENT.replace(old, new, 1))
    assert train.input_hash(project) != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: 100", "value: 250"),
        ("They pull.", "They wait."),
        ("The Almanac", "The Other Almanac"),
        ("Thick.", "Thin."),
        ("figures:", "# a comment\nfigures:"),
        ("statements: [", "statements: [{key: t, text: They ring.}, "),
    ],
)
def test_other_content_asks_for_no_new_model(project: Path, old: str, new: str) -> None:
    before = train.input_hash(project)
    assert old in CONTENT
    (project / "knowledge/content/occupation.yml").write_text(CONTENT.replace(old, new, 1))
    (project / "knowledge/content/more.yml").write_text(
        "about: ringer\nstatements: [{key: u, text: More.}]\n"
    )
    assert train.input_hash(project) == before


def test_a_new_file_with_names_asks_for_a_new_model(project: Path) -> None:
    before = train.input_hash(project)
    (project / "knowledge/content/tools.yaml").write_text("{entities: [{key: bell, name: bell, kind: tool}]}")
    assert train.input_hash(project) != before


def test_content_that_is_no_yaml_asks_for_a_new_model(project: Path) -> None:
    before = train.input_hash(project)
    (project / "knowledge/content/tools.yml").write_text("entities: [{key: bell\n")
    assert train.input_hash(project) != before


def test_a_model_in_a_read_only_folder_is_used(project: Path) -> None:
    path = ensure(project)
    with read_only(project):
        assert ensure(project) == path


def test_a_model_that_cannot_be_stored_is_one_sentence_with_folder_and_user(project: Path) -> None:
    (project / "models").mkdir()
    with read_only(project), pytest.raises(train.TrainingError) as told:
        ensure(project)
    (line,) = str(told.value).splitlines()
    assert str(project / "models") in line and getpass.getuser() in line


def test_new_moved_and_deleted_files_ask_for_a_new_model(project: Path) -> None:
    hashes = [train.input_hash(project)]
    (project / "data" / "more.yml").write_text("nlu: []")
    hashes.append(train.input_hash(project))
    (project / "data" / "more.yml").rename(project / "data" / "other.yml")
    hashes.append(train.input_hash(project))
    (project / "data" / "other.yml").unlink()
    assert len(set(hashes)) == 3
    assert train.input_hash(project) == hashes[0]


def test_compiled_files_and_caches_ask_for_no_new_model(project: Path) -> None:
    before = train.input_hash(project)
    for name in ("bot/nlu/__pycache__/tokenizer.cpython-310.pyc", "data/nlu.yml~"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("x")
    assert train.input_hash(project) == before


def test_progress_names_the_components_and_the_time(project: Path) -> None:
    said: list[str] = []
    ensure(project, say=said.append)
    assert said[0].startswith("training StandIn (")
    assert said[1].startswith("trained ") and said[1].endswith(" s")


def test_a_failed_training_says_why_and_leaves_no_model(project: Path) -> None:
    (project / "config.yml").write_text("broken")
    with pytest.raises(train.TrainingError, match="the pipeline is broken"):
        ensure(project)
    assert list((project / "models").glob("*.tar.gz")) == []
    assert list((project / "models").glob(".training-*")) == []


def test_the_models_used_last_stay_and_older_ones_go_but_none_that_has_a_name(project: Path) -> None:
    models = project / "models"
    models.mkdir()
    names = [f"{age:016x}.tar.gz" for age in range(train.KEPT_MODELS + 2)]
    for age, name in enumerate([*names, "20261128-120000-brave-river.tar.gz"]):
        (models / name).write_text("")
        os.utime(models / name, (1000 - age, 1000 - age))
    newest = ensure(project)
    kept = {newest.name, *names[: train.KEPT_MODELS - 1], "20261128-120000-brave-river.tar.gz"}
    assert {model.name for model in models.glob("*.tar.gz")} == kept


def test_two_processes_that_need_the_same_model_train_it_once(project: Path, tmp_path: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from bot import train
from tests.read_only import read_only
train.LOGS = Path({str(tmp_path / "logs")!r})
stand_in = {STAND_IN!r}
train.loading_command = lambda: [sys.executable, "-c", ""]
train.training_command = lambda root, folder: [sys.executable, "-c", stand_in, folder, "0.5"]
root = Path({str(project)!r})
print(train.ensure_model(root, root / "models"))
"""
    runs = [
        subprocess.Popen([sys.executable, "-c", script], cwd=train.ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    outputs = [run.communicate(timeout=30)[0].splitlines() for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert outputs[0][-1] == outputs[1][-1]
    assert trainings(project) == 1
