"""docs/tutorial.md, step by step, with a copy of the project beside the folder that the tutorial makes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench.advisor import LOADED, copy_loaded
from bot.train import model_path
from knowledge.content import CONTENT, read_content

ROOT = Path(__file__).resolve().parent.parent
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
ANSWERS = """
import json, sys
from pathlib import Path
import requests
from bench.advisor import running_advisor

with running_advisor(Path(sys.argv[1])) as advisor:
    for message in sys.argv[2:]:
        said = {"sender": "tutorial", "message": message}
        (reply,) = requests.post(advisor.webhook, json=said, timeout=30).json()
        print(json.dumps(reply))
"""


def written_files() -> list[tuple[str, str]]:
    """Return the paths that the tutorial gives, and what it puts into each."""
    paths = re.findall(r"[Ss]ave this as `(\S+)`|^and this as `(\S+)`", TUTORIAL, re.MULTILINE)
    contents = re.findall(r"```yaml\n(.*?)```", TUTORIAL, re.DOTALL)
    return list(zip((first or second for first, second in paths), contents, strict=True))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is tracked and of what "make run" has made, and the folder of step 1 beside it."""
    folder = tmp_path_factory.mktemp("tutorial") / "project"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    encoder = Path(os.environ.get("ADVISOR_ENCODER_DIR", ROOT / ".cache" / "encoder"))
    shutil.copytree(encoder, folder / ".cache" / "encoder")
    if model_path().is_file():
        (folder / "models").mkdir()
        shutil.copy2(model_path(), folder / "models")
    if LOADED.is_file():
        (folder / "var").mkdir()
        copy_loaded(folder / "var" / LOADED.name)
    assert "mkdir ../my-advisor\nexport ADVISOR_CONTENT_DIRS=../my-advisor\n" in TUTORIAL
    (folder.parent / "my-advisor").mkdir()
    path, content = written_files()[0]
    (folder / path).write_text(content, encoding="utf-8")
    return folder


def with_the_new_one() -> int:
    return len(read_content(CONTENT).occupations) + 1


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{project / 'var' / 'knowledge.db'}",
        "ADVISOR_CONTENT_DIRS": "../my-advisor",
    }
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=600)


def check_content(project: Path) -> subprocess.CompletedProcess[str]:
    """Do what "make check-content" does."""
    result = run(project, "-m", "knowledge", "validate")
    return result if result.returncode else run(project, "-m", "bot.check_content")


def answers(project: Path, folder: Path, *messages: str) -> list[dict[str, str]]:
    result = run(project, "-c", ANSWERS, str(folder), *messages)
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]


def test_step_2_the_folder_is_valid(project: Path) -> None:
    assert f"{with_the_new_one()} occupations" in run(project, "-m", "knowledge", "validate").stdout
    result = check_content(project)
    assert result.returncode == 0, result.stderr
    assert "my-advisor: 1 occupations, 5 facts, 1 entities, 0 topics, 0 phrases; all valid" in result.stdout
    assert "make knowledge" in result.stdout


def test_step_2_a_misspelling_is_reported_with_its_line_and_a_suggestion(project: Path) -> None:
    path, content = written_files()[0]
    misspelt = content.replace("entity: truing_stand", "entity: truing_stnad")
    line = misspelt[: misspelt.index("truing_stnad")].count("\n") + 1
    (project / path).write_text(misspelt, encoding="utf-8")
    try:
        result = check_content(project)
    finally:
        (project / path).write_text(content, encoding="utf-8")
    assert result.returncode == 1
    assert re.search(r"my-advisor/\w+\.yml:\d+: .*truing_stnad.*truing_stand", result.stderr), result.stderr
    assert abs(int(re.findall(r"mechanic\.yml:(\d+)", result.stderr)[0]) - line) <= 4  # the row begins above


def test_step_3_it_loads_and_the_topics_are_listed(project: Path) -> None:
    result = run(project, "-m", "knowledge", "load")
    assert result.returncode == 0, result.stderr
    assert f"{with_the_new_one()} occupations" in result.stdout
    assert "salary" in run(project, "-m", "knowledge", "list", "topics").stdout


@pytest.mark.timeout(600)
def test_step_4_the_advisor_answers_without_a_training(project: Path, tmp_path: Path) -> None:
    models = {file.name for file in (project / "models").iterdir()}
    (asked,) = re.findall(r'"message": "(.*?)"', TUTORIAL)
    (answer,) = re.findall(r"The answer begins:\n\n```\n(.*?)\n```", TUTORIAL, re.DOTALL)
    (sentence,) = re.findall(r"^Go on with (.*)$", TUTORIAL, re.MULTILINE)
    *answered, unknown = re.findall(r'"(.*?)"', sentence)
    assert len(answered) == 3
    replies = answers(project, tmp_path, asked, *answered, unknown)
    assert replies[0]["text"].startswith(f"{answer}\n")
    assert [reply["custom"]["outcome"] for reply in replies] == [*["answered"] * 4, "unknown"]
    assert {reply["custom"]["occupation"] for reply in replies} == {"bicycle_mechanic"}
    assert "rubs on its brake" in replies[2]["text"]
    assert "truing stand" in replies[3]["text"]
    assert {file.name for file in (project / "models").glob("*.tar.gz")} == {
        name for name in models if name.endswith(".tar.gz")
    }


@pytest.mark.timeout(600)
def test_step_5_an_own_intent_is_answered_and_others_are_as_before(project: Path, tmp_path: Path) -> None:
    _occupation, topic, phrases = written_files()
    for path, content in (topic, phrases):
        (project / path).write_text(content, encoding="utf-8")
    (project / topic[0]).write_text(topic[1].replace("    tells: [remote]\n", ""), encoding="utf-8")
    result = check_content(project)
    assert result.returncode == 1 and "write 'tells: [remote]' on the topic 'remote_work'" in result.stderr
    (project / topic[0]).write_text(topic[1], encoding="utf-8")
    result = check_content(project)
    assert result.returncode == 0, result.stderr
    assert "make model" in result.stdout
    (asked,) = re.findall(r'Then "(.*?)" is answered', TUTORIAL)
    own, misspelt, refused, offered, salary, vacation = answers(
        project,
        tmp_path,
        asked,
        "is remot work posible for bycicle mechanics",
        "can machine learning engineers work from home?",
        '/remote_work{"occupation": "bicycle_mechanic"}',
        "what does a senior ML engineer earn?",
        "how many vacation days do ML engineers get?",
    )
    for reply in (own, misspelt):
        assert reply["custom"]["topic"] == "remote_work" and reply["custom"]["outcome"] == "answered"
        assert "rarely work from home" in reply["text"]
    assert refused["custom"]["outcome"] == "unknown"
    assert "machine learning engineers: remote work" in refused["text"]
    assert offered["custom"]["outcome"] == "answered"
    assert "$170,000" in salary["text"]
    assert vacation["custom"]["outcome"] == "unknown"
