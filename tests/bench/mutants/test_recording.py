"""Which tests reach which line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bench.mutants import plugin
from bench.mutants.recording import recorded

TEST = "from actions.f import f\n\n\ndef test_{name}():\n    assert f({number}) is {number}\n"


@pytest.mark.slow
def test_the_tests_of_a_line_are_recorded_and_only_a_changed_file_is_run_again(tmp_path: Path) -> None:
    project, kept = tmp_path / "project", tmp_path / "kept"
    for folder in ("actions", "tests/actions", "bench/mutants"):
        (project / folder).mkdir(parents=True)
    shutil.copy(plugin.__file__, project / "bench" / "mutants")
    (project / "pyproject.toml").write_text('[tool.coverage.run]\nbranch = true\nsource = ["actions"]\n')
    (project / "actions" / "f.py").write_text("def f(a):\n    if a:\n        return a\n    return 0\n")
    tests = project / "tests" / "actions"
    (tests / "test_a.py").write_text(TEST.format(name="one", number=1))
    (tests / "test_b.py").write_text(TEST.format(name="none", number=0))
    one, none = "tests/actions/test_a.py::test_one", "tests/actions/test_b.py::test_none"

    first = recorded(project, kept)
    lines = first.lines["actions/f.py"]
    assert (lines[2], lines[3], lines[4], first.failed) == ([one, none], [one], [none], [])

    (tests / "test_b.py").write_text(TEST.format(name="two", number=2))
    again = recorded(project, kept)
    two = "tests/actions/test_b.py::test_two"
    assert again.lines["actions/f.py"][3] == [one, two]
    assert again.lines["actions/f.py"][4] == []
    assert again.seconds[one] == first.seconds[one]
    assert set(again.seconds) == {one, two}
