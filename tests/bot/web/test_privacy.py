"""The page on privacy says what the settings say, in every language of the interface, and runs no script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests

from bot.channels.rest import RestInput
from bot.web.assets import languages
from bot.web.privacy.page import TEXTS, privacy_page
from tests.bot.channels.conftest import Site, serving

NAMES = (
    "ADVISOR_RETENTION_DAYS",
    "ADVISOR_CONTACT",
    "ADVISOR_SLACK_BOT_TOKEN",
    "ADVISOR_SLACK_APP_TOKEN",
    "ADVISOR_DESK_SECRET",
    "ADVISOR_LOG_MESSAGES",
    "ADVISOR_WEB_SESSION_HOURS",
)


@pytest.fixture(autouse=True)
def defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    return len(value) if isinstance(value, list) else type(value)


def test_every_language_says_all_of_it() -> None:
    assert set(TEXTS.tree) == set(languages())
    assert len({str(shape(texts)) for texts in TEXTS.tree.values()}) == 1


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_it_says_what_is_in_force(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = TEXTS.tree[language]
    usual = privacy_page(language)
    assert "90" in usual and "72" in usual and texts["who"]["none"] in usual
    for hidden in (texts["who"]["slack"], texts["who"]["operators"], texts["how_long"]["ever"]):
        assert hidden not in usual
    assert languages()[language]["more"]["export"] in usual
    monkeypatch.setenv("ADVISOR_RETENTION_DAYS", "0")
    monkeypatch.setenv("ADVISOR_CONTACT", "<ada@example.org>")
    monkeypatch.setenv("ADVISOR_SLACK_BOT_TOKEN", "xoxb-test")
    monkeypatch.setenv("ADVISOR_SLACK_APP_TOKEN", "xapp-test")
    monkeypatch.setenv("ADVISOR_DESK_SECRET", "s" * 40)
    monkeypatch.setenv("ADVISOR_LOG_MESSAGES", "true")
    changed = privacy_page(language)
    for shown in ("slack", "operators", "logged"):
        assert texts["who"][shown] in changed
    assert texts["how_long"]["ever"] in changed and texts["who"]["logs"] not in changed
    assert "&lt;ada@example.org&gt;" in changed and "90" not in changed


def test_it_is_served_in_the_language_that_a_visitor_wants(tmp_path: Path) -> None:
    with serving(Site(RestInput(), tmp_path)) as site:
        address = f"http://127.0.0.1:{site.address[1]}/privacy"
        german = requests.get(address, headers={"Accept-Language": "de-CH"}, timeout=10)
        spanish = requests.get(f"{address}?lang=es", headers={"Accept-Language": "de"}, timeout=10)
        page = requests.get(f"http://127.0.0.1:{site.address[1]}/", timeout=10)
    assert TEXTS.tree["de"]["title"] in german.text and '<html lang="es">' in spanish.text
    policy = german.headers["Content-Security-Policy"]
    assert "script-src 'none'" in policy and "style-src 'self'" in policy
    assert 'href="privacy"' in page.text
