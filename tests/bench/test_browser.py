"""The browser that is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.browser import VARIABLE, ChromiumMissing, chromium_program


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(VARIABLE, raising=False)
    return tmp_path


def program(folder: Path, name: str) -> str:
    made = folder / name
    made.touch(mode=0o755)
    return str(made)


def test_the_quick_one_is_taken_before_the_whole_one(installed: Path) -> None:
    whole = program(installed, "chromium")
    assert chromium_program() == whole
    quick = program(installed, "chromium-headless-shell")
    assert chromium_program() == quick


def test_the_one_that_is_named_is_taken(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(installed, "chromium-headless-shell")
    whole = program(installed, "chromium")
    monkeypatch.setenv(VARIABLE, whole)
    assert chromium_program() == whole


def test_where_there_is_none_it_says_what_to_do(installed: Path) -> None:
    with pytest.raises(ChromiumMissing, match=r"scripts/setup_browser\.sh"):
        chromium_program()
