"""docs/tutorial.md, step by step, on a copy of the project that is trained with the new occupation."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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


def written_file() -> tuple[str, str]:
    """Return the path that the tutorial gives and what it puts there."""
    (path,) = re.findall(r"Save this as `(\S+)`", TUTORIAL)
    (content,) = re.findall(r"```yaml\n(.*?)```", TUTORIAL, re.DOTALL)
    return path, content


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is tracked and of the encoder, with the environment of this one."""
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
    path, content = written_file()
    (folder / path).write_text(content, encoding="utf-8")
    return folder


def with_the_new_one() -> int:
    return len(read_content(CONTENT).occupations) + 1


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{project / 'var' / 'knowledge.db'}"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=600)


def test_step_2_the_file_is_valid(project: Path) -> None:
    result = run(project, "-m", "knowledge", "validate")
    assert result.returncode == 0, result.stderr
    assert f"{with_the_new_one()} occupations" in result.stdout


def test_step_2_a_misspelling_is_reported_with_its_line_and_a_suggestion(project: Path) -> None:
    path, content = written_file()
    misspelt = content.replace("entity: truing_stand", "entity: truing_stnad")
    line = misspelt[: misspelt.index("truing_stnad")].count("\n") + 1
    (project / path).write_text(misspelt, encoding="utf-8")
    try:
        result = run(project, "-m", "knowledge", "validate")
    finally:
        (project / path).write_text(content, encoding="utf-8")
    assert result.returncode == 1
    assert re.search(rf"{path}:\d+: .*truing_stnad.*truing_stand", result.stderr), result.stderr
    assert abs(int(re.findall(rf"{path}:(\d+)", result.stderr)[0]) - line) <= 4  # the row begins above


def test_step_3_it_loads_and_the_topics_are_listed(project: Path) -> None:
    result = run(project, "-m", "knowledge", "load")
    assert result.returncode == 0, result.stderr
    assert f"{with_the_new_one()} occupations" in result.stdout
    assert "salary" in run(project, "-m", "knowledge", "list", "topics").stdout


@pytest.mark.timeout(600)
def test_step_4_the_advisor_answers(project: Path, tmp_path: Path) -> None:
    (asked,) = re.findall(r'"message": "(.*?)"', TUTORIAL)
    (answer,) = re.findall(r"The answer begins:\n\n```\n(.*?)\n```", TUTORIAL, re.DOTALL)
    (sentence,) = re.findall(r"^Go on with (.*)$", TUTORIAL, re.MULTILINE)
    *answered, unknown = re.findall(r'"(.*?)"', sentence)
    assert len(answered) == 3
    result = run(project, "-c", ANSWERS, str(tmp_path), asked, *answered, unknown)
    assert result.returncode == 0, result.stderr
    replies = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    assert replies[0]["text"].startswith(f"{answer}\n")
    assert [reply["custom"]["outcome"] for reply in replies] == [*["answered"] * 4, "unknown"]
    assert {reply["custom"]["occupation"] for reply in replies} == {"bicycle_mechanic"}
    assert "rubs on its brake" in replies[2]["text"]
    assert "truing stand" in replies[3]["text"]
