"""The secret that signs web sessions."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.settings import SettingError, WebSettings
from bot.settings.web import SECRET_VARIABLE, SHORTEST_SECRET
from bot.web.secret import session_secret


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


def test_a_file_without_a_secret_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "web_secret"
    file.write_text("x")
    with pytest.raises(SettingError, match="delete it"):
        session_secret(WebSettings.read(), file)


def test_a_file_that_cannot_be_made_is_named_with_the_variable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingError, match=SECRET_VARIABLE) as error:
        session_secret(WebSettings.read(), tmp_path / "file" / "web_secret")
    assert len(str(error.value).splitlines()) == 1
