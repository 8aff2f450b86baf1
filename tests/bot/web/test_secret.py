"""The secret that signs web sessions."""

from __future__ import annotations

import multiprocessing
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from bot.settings import SettingError, WebSettings
from bot.settings.web import SECRET_VARIABLE, SHORTEST_SECRET
from bot.web.secret import session_secret
from tests.read_only import read_only

PROCESSES, ROUNDS = 4, 30


@pytest.fixture(autouse=True)
def no_secret_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SECRET_VARIABLE, raising=False)


def test_a_secret_of_the_settings_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "web_secret"
    assert session_secret(WebSettings(secret="s" * SHORTEST_SECRET), file) == b"s" * SHORTEST_SECRET
    assert not file.exists()


def test_without_a_secret_one_is_made_once_that_only_its_owner_can_read(tmp_path: Path) -> None:
    file = tmp_path / "var" / "web_secret"
    first, second = (session_secret(WebSettings.read(), file) for _ in range(2))
    assert first == second and len(first) >= SHORTEST_SECRET
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_processes_that_start_at_once_share_one_secret(tmp_path: Path) -> None:
    for number in range(20):
        file = tmp_path / f"secret{number}"
        with ThreadPoolExecutor(8) as pool:
            secrets = set(pool.map(lambda _, at=file: session_secret(WebSettings.read(), at), range(8)))
        assert len(secrets) == 1


def rounds(folder: Path, barrier: Barrier) -> None:
    """Ask for the secret of each round at the same time as the other processes."""
    for number in range(ROUNDS):
        barrier.wait(timeout=20)
        secret = session_secret(WebSettings.read(), folder / str(number))
        (folder / f"{number}-{os.getpid()}").write_bytes(secret)


def test_four_processes_that_start_at_once_share_one_secret_every_time(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    barrier = fork.Barrier(PROCESSES)
    started = [fork.Process(target=rounds, args=(tmp_path, barrier)) for _ in range(PROCESSES)]
    for process in started:
        process.start()
    for process in started:
        process.join(timeout=30)
    assert [process.exitcode for process in started] == [0] * PROCESSES
    for number in range(ROUNDS):
        seen = [file.read_bytes() for file in tmp_path.glob(f"{number}-*")]
        assert len(seen) == PROCESSES and set(seen) == {(tmp_path / str(number)).read_bytes()}


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o666])
def test_a_file_that_others_can_read_is_closed_to_them_with_a_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, mode: int
) -> None:
    file = tmp_path / "web_secret"
    file.write_text("s" * SHORTEST_SECRET)
    file.chmod(mode)
    assert session_secret(WebSettings.read(), file) == b"s" * SHORTEST_SECRET
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len([line for line in caplog.messages if "read by others" in line]) == 1


def test_a_file_that_others_can_read_for_good_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "web_secret"
    file.write_text("s" * SHORTEST_SECRET)
    file.chmod(0o644)
    with read_only(tmp_path), pytest.raises(SettingError, match="chmod 600"):
        session_secret(WebSettings.read(), file)


def test_a_folder_that_cannot_be_written_is_named_with_the_user(tmp_path: Path) -> None:
    with read_only(tmp_path), pytest.raises(SettingError, match=f"{tmp_path} must be writable for the user"):
        session_secret(WebSettings.read(), tmp_path / "web_secret")


def test_a_file_without_a_secret_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "web_secret"
    file.write_text("x")
    file.chmod(0o600)
    with pytest.raises(SettingError, match="delete it"):
        session_secret(WebSettings.read(), file)


def test_a_file_that_cannot_be_made_is_named_with_the_variable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingError, match=SECRET_VARIABLE) as error:
        session_secret(WebSettings.read(), tmp_path / "file" / "web_secret")
    assert len(str(error.value).splitlines()) == 1
