"""What an operator can choose, and what is refused with a reason."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.settings import SettingError
from bot.web.settings import SHORTEST_SECRET, WebSettings, web_settings

SECRET = "s" * SHORTEST_SECRET
NAMES = ("SECRET", "ORIGINS", "SESSION_HOURS", "SESSION_RATE", "ADDRESS_RATE")


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(f"ADVISOR_WEB_{name}", raising=False)
    monkeypatch.delenv("ADVISOR_REDIS_URL", raising=False)


def test_what_is_not_set_has_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_WEB_SECRET", SECRET)
    assert web_settings() == WebSettings(SECRET.encode())


def test_everything_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {
        "ADVISOR_WEB_SECRET": SECRET,
        "ADVISOR_WEB_ORIGINS": " https://Example.org/ , http://[::1]:8080,",
        "ADVISOR_WEB_SESSION_HOURS": "0.5",
        "ADVISOR_WEB_SESSION_RATE": "7",
        "ADVISOR_WEB_ADDRESS_RATE": "70",
        "ADVISOR_REDIS_URL": "redis://127.0.0.1:1/0",
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    origins = frozenset({"https://example.org", "http://[::1]:8080"})
    assert web_settings() == WebSettings(SECRET.encode(), origins, 1800, 7, 70, "redis://127.0.0.1:1/0")


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("http://site.test:80", "http://site.test"),
        ("https://site.test:443/", "https://site.test"),
        ("https://site.test:80", "https://site.test:80"),
        ("http://site.test:08080", "http://site.test:8080"),
        ("http://[0:0:0:0:0:0:0:1]:80", "http://[::1]"),
        ("https://Bücher.example", "https://xn--bcher-kva.example"),
        ("HTTPS://WWW.Example.COM", "https://www.example.com"),
    ],
)
def test_an_origin_is_taken_as_browsers_send_it(
    monkeypatch: pytest.MonkeyPatch, written: str, sent: str
) -> None:
    monkeypatch.setenv("ADVISOR_WEB_SECRET", SECRET)
    monkeypatch.setenv("ADVISOR_WEB_ORIGINS", written)
    assert web_settings().origins == {sent}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET", "short"),
        ("ORIGINS", "example.org"),
        ("ORIGINS", "https://example.org/page"),
        ("ORIGINS", "*"),
        ("ORIGINS", "https://*.example.org"),
        ("ORIGINS", "https://a b.example"),
        ("ORIGINS", "https://a..example"),
        ("ORIGINS", "http://[::g]"),
        ("ORIGINS", "http://example.org:0"),
        ("ORIGINS", "http://example.org:65536"),
        ("SESSION_HOURS", "0"),
        ("SESSION_RATE", "many"),
        ("ADDRESS_RATE", "-1"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("ADVISOR_WEB_SECRET", SECRET)
    monkeypatch.setenv(f"ADVISOR_WEB_{name}", value)
    with pytest.raises(SettingError, match=f"ADVISOR_WEB_{name}"):
        web_settings()


def test_without_a_secret_one_is_made_once_that_only_its_owner_can_read(tmp_path: Path) -> None:
    file = tmp_path / "var" / "web_secret"
    first, second = web_settings(file), web_settings(file)
    assert first.secret == second.secret and len(first.secret) >= SHORTEST_SECRET
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text("x")
    with pytest.raises(SettingError, match="delete it"):
        web_settings(file)
