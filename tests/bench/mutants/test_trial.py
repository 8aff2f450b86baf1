"""A mutant is tried in a copy, in bounded time, by the tests that reach it; nothing of it is left."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from bench.mutants import trial
from bench.mutants.copies import Outcome, copy_project, mutated, run_tests
from bench.mutants.python_operators import mutants_of
from bench.mutants.recording import Recording, mirror_of
from bench.mutants.trial import Broken, Verdict, attempt, copies, verdict_of

SOURCE = b"def f(a):\n    return a == 1\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    made = tmp_path / "project"
    (made / "code").mkdir(parents=True)
    (made / "code" / "f.py").write_bytes(SOURCE)
    (made / "new.txt").write_text("not yet added")
    (made / ".gitignore").write_text("secret\n")
    (made / "secret").write_text("ignored")
    subprocess.run(["git", "init", "-q"], cwd=made, check=True)
    return made


def test_a_copy_holds_what_is_or_could_be_under_version_control(project: Path, tmp_path: Path) -> None:
    copy_project(project, tmp_path / "copy")
    assert (tmp_path / "copy" / "code" / "f.py").read_bytes() == SOURCE
    assert (tmp_path / "copy" / "new.txt").exists()
    assert not (tmp_path / "copy" / "secret").exists()


def test_copies_are_deleted_even_after_a_failure(project: Path) -> None:
    with pytest.raises(ValueError, match="broken"), copies(project, 2) as places:  # noqa: PT012
        assert all((place / "code" / "f.py").exists() for place in places)
        raise ValueError("broken")
    assert not any(place.exists() for place in places)


def test_a_changed_file_is_put_back_and_its_compiled_code_forgotten(project: Path) -> None:
    cache = project / "code" / "__pycache__"
    cache.mkdir()
    (mutant,) = [one for one in mutants_of("code/f.py", SOURCE) if one.operator == "comparison"]
    (cache / "f.cpython-310.pyc").touch()
    with pytest.raises(KeyError), mutated(project, mutant):  # noqa: PT012
        assert (project / "code" / "f.py").read_bytes() == SOURCE.replace(b"==", b"!=")
        assert list(cache.iterdir()) == []
        (cache / "f.cpython-310.pyc").touch()
        raise KeyError
    assert (project / "code" / "f.py").read_bytes() == SOURCE
    assert list(cache.iterdir()) == []


def test_tests_that_do_not_end_are_stopped_with_all_that_they_started(tmp_path: Path) -> None:
    (tmp_path / "bench" / "mutants").mkdir(parents=True)
    (tmp_path / "bench" / "mutants" / "plugin.py").touch()
    late = tmp_path / "late"
    test = f"import subprocess\n\ndef test_it():\n    subprocess.run(['sh', '-c', 'sleep 2; touch {late}'])\n"
    (tmp_path / "test_it.py").write_text(test)
    began = time.monotonic()
    assert run_tests(tmp_path, ["test_it.py"], {}, 1.5) == Outcome(None, "")
    assert time.monotonic() - began < 5
    time.sleep(1)
    assert not late.exists()


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        (None, Verdict.TIMED_OUT),
        (0, Verdict.SURVIVED),
        (1, Verdict.KILLED),
        (2, Verdict.KILLED),
        (-11, Verdict.KILLED),
    ],
)
def test_pytests_exit_code_says_what_became_of_it(code: int | None, verdict: Verdict) -> None:
    assert verdict_of(Outcome(code, "")) is verdict


@pytest.mark.parametrize("code", [3, 4, 5])
def test_a_run_without_tests_counts_for_nothing(code: int) -> None:
    with pytest.raises(Broken, match="no tests ran"):
        verdict_of(Outcome(code, "no tests ran"))


def test_the_tests_of_a_mutant_are_its_mirror_and_those_that_reach_its_line_the_quickest_first() -> None:
    mirror = mirror_of("code/f.py")
    assert mirror == "tests/code/test_f.py"
    recording = Recording(
        lines={
            "code/f.py": {
                1: ["tests/test_c.py::elsewhere"],
                2: ["tests/test_a.py::slow", "tests/test_b.py::quick"],
            }
        },
        seconds={
            "tests/test_a.py::slow": 2.0,
            "tests/test_b.py::quick": 0.1,
            "tests/test_c.py::elsewhere": 0.1,
            f"{mirror}::whole": 5.0,
        },
    )
    (mutant,) = [one for one in mutants_of("code/f.py", SOURCE) if one.operator == "comparison"]
    assert recording.reaching(mutant) == [
        f"{mirror}::whole",
        "tests/test_b.py::quick",
        "tests/test_a.py::slow",
    ]


@pytest.mark.parametrize(
    ("file", "begins_loaded"),
    [("actions/f.py", True), ("knowledge/queries/f.py", True), ("knowledge/loader.py", False)],
)
def test_a_mutant_of_what_loads_databases_loads_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, begins_loaded: bool
) -> None:
    given: dict[str, str] = {}

    def run(_copy: Path, _arguments: object, environment: dict[str, str], _seconds: float) -> Outcome:
        given.update(environment)
        return Outcome(1, "")

    monkeypatch.setattr(trial, "run_tests", run)
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_bytes(SOURCE)
    (mutant,) = [one for one in mutants_of(file, SOURCE) if one.operator == "comparison"]
    recording = Recording(lines={file: {2: ["tests/test_a.py::it"]}}, seconds={"tests/test_a.py::it": 0.1})
    assert attempt(mutant, tmp_path, recording, tmp_path / "bases").verdict is Verdict.KILLED
    assert ("MUTANT_BASES" in given) is begins_loaded
