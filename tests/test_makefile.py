"""The jobs of the Makefile."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = sorted(set(re.findall(r"^([a-z0-9-]+):", MAKEFILE, re.MULTILINE)))
DOCUMENTS = [path for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")) if path.is_file()]


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_make_without_a_job_lists_every_job() -> None:
    result = make()
    assert result.returncode == 0
    listed = re.findall(r"^  make (\S+) +\S", result.stdout, re.MULTILINE)
    assert sorted(listed) == TARGETS


def test_no_job_is_mistaken_for_a_file() -> None:
    assert sorted(re.findall(r"^\.PHONY: (\S+)", MAKEFILE, re.MULTILINE)) == TARGETS


@pytest.mark.parametrize("target", TARGETS)
def test_a_job_can_be_planned(target: str) -> None:
    result = make("--dry-run", target)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("target", ["run", "shell", "check", "test"])
def test_the_steps_of_a_job_are_counted_without_a_gap(target: str) -> None:
    recipe = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert recipe
    numbers = re.findall(r"(?:\[|\$\(STEP\) )(\d+)/(\d+)", recipe[1])
    assert numbers == [(str(number), str(len(numbers))) for number in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("target", ["run", "shell", "test", "knowledge", "model"])
def test_the_sentence_encoder_is_made_before_anything_is_loaded_or_trained(target: str) -> None:
    plan = make("--dry-run", target).stdout
    loading = re.search(r"knowledge load|scripts/knowledge\.sh", plan)
    assert loading is not None
    assert plan.index("scripts/setup.sh") < plan.index("scripts/encoder.sh") < loading.start()


def test_every_job_that_the_documents_name_exists() -> None:
    for document in DOCUMENTS:
        code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", document.read_text(), re.DOTALL))
        named = set(re.findall(r"(?:^|`|\$) *(?:\w+=\S* )*make ([a-z][a-z0-9-]*)", code, re.MULTILINE))
        assert named - set(TARGETS) == set(), document.name


def test_scripts_are_sound_bash_and_can_be_run() -> None:
    for script in [*(ROOT / "scripts").glob("*.sh"), ROOT / ".ci" / "run"]:
        assert script.stat().st_mode & 0o100, f"{script.name} cannot be run"
        subprocess.run(["bash", "-n", str(script)], check=True)


def test_a_step_shows_one_line_with_what_the_command_said_last() -> None:
    result = step("bash", "-c", "echo first; echo all is loaded")
    assert result.returncode == 0
    assert re.fullmatch(r"\[2/4\] A step … all is loaded \(\d+ s\)\n", result.stdout)


def test_a_failed_step_shows_what_the_command_said_and_fails() -> None:
    result = step("bash", "-c", "echo the reason >&2; exit 3")
    assert result.returncode == 3
    assert "failed" in result.stdout and "    the reason\n" in result.stdout


def test_commands_at_once_run_side_by_side_and_end_with_their_last_lines() -> None:
    # Each waits for a file that the other makes.
    first, second = "touch $F.1; until [ -e $F.2 ]; do sleep 0.01; done; echo one", "touch $F.2; echo two"
    with tempfile.TemporaryDirectory() as folder:
        result = at_once(first, second, F=f"{folder}/made")
    assert (result.returncode, result.stdout.splitlines()[-1]) == (0, "one; two")


def test_of_commands_at_once_the_failed_is_shown_last_and_fails_the_whole() -> None:
    result = at_once("echo the reason; exit 3", "echo all is well")
    assert (result.returncode, result.stdout) == (3, "all is well\nthe reason\n")


def test_what_runs_beside_another_command_is_shown_after_it_and_may_fail_the_whole() -> None:
    arguments = [str(ROOT / "scripts" / "beside.sh"), "echo beside; exit 3", "--", "echo", "first"]
    result = subprocess.run(arguments, capture_output=True, text=True, timeout=20)
    assert (result.returncode, result.stdout) == (3, "first\nbeside\n")
    arguments = [str(ROOT / "scripts" / "beside.sh"), "echo beside", "--", "bash", "-c", "exit 4"]
    assert subprocess.run(arguments, capture_output=True, timeout=20).returncode == 4


def at_once(*commands: str, **environment: str) -> subprocess.CompletedProcess[str]:
    arguments = [str(ROOT / "scripts" / "at_once.sh"), *commands]
    return subprocess.run(arguments, env=os.environ | environment, capture_output=True, text=True, timeout=20)


def step(*command: str) -> subprocess.CompletedProcess[str]:
    arguments = [str(ROOT / "scripts" / "step.sh"), "2/4", "A step", *command]
    return subprocess.run(arguments, capture_output=True, text=True, timeout=20)


@pytest.fixture
def used(tmp_path: Path) -> Path:
    """A folder with the Makefile and what running and testing leave behind."""
    (tmp_path / "Makefile").write_text(MAKEFILE)
    for name in (".venv/bin/python", ".cache/encoder/model.onnx", "models/a.tar.gz", "var/logs/rasa.log"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for name in ("var/conversations.db", "var/web_secret"):
        (tmp_path / name).touch()
    return tmp_path


def make_there(folder: Path, job: str, answer: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", job], cwd=folder, input=answer, capture_output=True, text=True, timeout=60)


def left_in(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def test_clean_keeps_conversations_and_the_secret(used: Path) -> None:
    assert make_there(used, "clean", "").returncode == 0
    assert left_in(used) == {"Makefile", "var/conversations.db", "var/web_secret"}


@pytest.mark.parametrize("answer", ["", "\n", "y\n", "Delete\n"])
def test_clean_data_deletes_nothing_without_the_word(used: Path, answer: str) -> None:
    before = left_in(used)
    assert make_there(used, "clean-data", answer).returncode != 0
    assert left_in(used) == before


def test_clean_data_deletes_data_after_the_word(used: Path) -> None:
    assert make_there(used, "clean-data", "delete\n").returncode == 0
    assert not (used / "var").exists()
    assert (used / "models/a.tar.gz").exists()
