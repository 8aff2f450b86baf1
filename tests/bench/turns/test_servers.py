"""Processes and their memory, the template project, and the whole bench on both projects."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from bench.turns.__main__ import main
from bench.turns.processes import family, memory
from bench.turns.servers import KEPT, ServerError, ensure_template, identity, initial_files

TEMPLATE = KEPT / f"template-{identity(version('rasa'), initial_files())}"


def process(proc: Path, pid: int, parent: int, name: str = "python", rss: int | None = 2048) -> None:
    folder = proc / str(pid)
    folder.mkdir(parents=True)
    (folder / "stat").write_text(f"{pid} ({name}) S {parent} 0 0")
    (folder / "status").write_text("" if rss is None else f"Name:\t{name}\nVmRSS:\t {rss} kB\n")
    (folder / "cmdline").write_text(f"/usr/bin/python\0-m\0bot.{name}\0run\0")


def test_a_family_is_a_process_and_all_that_descend_from_it(tmp_path: Path) -> None:
    for pid, parent in ((10, 1), (11, 10), (12, 11), (20, 1)):
        process(tmp_path, pid, parent)
    assert family(10, tmp_path) == [10, 11, 12]


def test_a_name_with_brackets_does_not_hide_the_parent(tmp_path: Path) -> None:
    process(tmp_path, 10, 1)
    process(tmp_path, 11, 10, name="a) (b 7")
    assert family(10, tmp_path) == [10, 11]


def test_memory_is_told_for_each_process_and_none_for_one_that_has_ended(tmp_path: Path) -> None:
    process(tmp_path, 10, 1, "server", rss=2048)
    process(tmp_path, 11, 10, "ended", rss=None)
    (tmp_path / "10" / "smaps_rollup").write_text("Rss: 2048 kB\nPss:    1024 kB\nPss_Anon: 5 kB\n")
    (only,) = memory(10, tmp_path)
    assert (only.name, only.rss_mb, only.pss_mb) == ("bot.server", 2.0, 1.0)


def test_memory_without_shared_parts_is_told_without_them(tmp_path: Path) -> None:
    process(tmp_path, 10, 1)
    assert memory(10, tmp_path)[0].pss_mb is None


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_a_real_child_belongs_to_the_family_and_holds_memory() -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", "import time; print(1, flush=True); time.sleep(60)"], stdout=subprocess.PIPE
    )
    try:
        assert child.stdout is not None and child.stdout.readline()
        assert child.pid in family(os.getpid())
        (held,) = memory(child.pid)
        assert 3 < held.rss_mb < 200
    finally:
        child.kill()
        child.communicate()


def test_the_template_is_made_again_when_rasa_or_a_file_of_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "domain.yml"
    file.write_text("one")
    found = [identity("3.6.21", [file]), identity("3.6.22", [file])]
    file.write_text("other")
    found.append(identity("3.6.21", [file]))
    assert len(set(found)) == 3
    file.write_text("one")
    assert identity("3.6.21", [file]) == found[0]


def test_the_template_is_rasa_s_own_initial_project() -> None:
    names = {file.name for file in initial_files()}
    assert {"config.yml", "domain.yml", "nlu.yml", "stories.yml"} <= names


def test_a_kept_template_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / TEMPLATE.name).mkdir()
    said: list[str] = []
    assert ensure_template(said.append, tmp_path) == tmp_path / TEMPLATE.name
    assert said == []


def test_a_template_that_cannot_be_made_is_told_and_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ServerError, match="could not be made"):
        ensure_template(lambda _line: None, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["template-init.log"]


@pytest.mark.timeout(600)
@pytest.mark.skipif(
    not TEMPLATE.is_dir(), reason="Rasa's template is not trained yet; make bench-turns trains it"
)
def test_the_bench_measures_both_projects(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick", "--out", str(tmp_path)]) == 0
    told = capfd.readouterr().out
    assert "Latency by turn" in told and "Processes after the load" in told
    assert (tmp_path / "quick.json").is_file() and (tmp_path / "latency-by-turn.svg").is_file()
