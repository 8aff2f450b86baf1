"""A request for a name that is not this server's is refused, whatever it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from bot.channels.rest import RestInput
from bot.http.host_names import host_name
from bot.http.hosts import refuse_other_hosts
from bot.settings import SettingError, WebSettings
from bot.settings.web import HOSTS_VARIABLE, ORIGINS_VARIABLE
from tests.bot.channels.conftest import OneOfSeveral, serving
from tests.web_site import WebSite

PATHS = ("/", "/health", "/metrics", "/widget.js", "/web/session", "/webhooks/rest/webhook")


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.web.starter_questions", list)
    monkeypatch.setattr("bot.web.pages.starter_questions", list)
    monkeypatch.setenv(HOSTS_VARIABLE, "advisor.example, advisor.example.org")
    monkeypatch.setenv(ORIGINS_VARIABLE, "https://www.example.com")


@pytest.fixture
def site(tmp_path: Path, settings: None) -> Iterator[WebSite]:
    with serving(WebSite(tmp_path, beside=[RestInput()])) as running:
        yield running


def status(site: WebSite, path: str, host: str) -> int:
    headers = {"Host": host, "Origin": f"http://{host}", "Content-Type": "application/json"}
    method = "POST" if path.startswith("/web") and path != "/widget.js" else "GET"
    return requests.request(method, site.url + path, json={"message": "hi"}, headers=headers).status_code


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:5005", "127.0.0.1.evil.example", "EVIL.example."]
)
def test_a_strange_name_gets_nothing(site: WebSite, host: str) -> None:
    assert {path: status(site, path, host) for path in PATHS} == dict.fromkeys(PATHS, 421)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:5005",
        "localhost",
        "[::1]:5005",
        "10.1.2.3:5005",  # as Kubernetes' probes ask
        "rasa-1:5005",
        "rasa.advisor.svc.cluster.local",
        "box.local",
        "advisor.example",
        "Advisor.Example:443",
        "advisor.example.org.",
        "www.example.com",
    ],
)
def test_an_own_name_or_an_address_gets_everything(site: WebSite, host: str) -> None:
    assert {path: status(site, path, host) for path in PATHS} == dict.fromkeys(PATHS, 200)


@pytest.mark.parametrize(
    ("hosts", "behind_proxy", "checked"),
    [
        ("", False, True),
        ("", True, False),
        ("a.example", True, True),
        ("*", False, False),
        ("*", True, False),
    ],
)
def test_behind_a_proxy_the_names_are_the_proxys_business_unless_they_are_set(
    monkeypatch: pytest.MonkeyPatch, hosts: str, behind_proxy: bool, checked: bool
) -> None:
    monkeypatch.setenv(HOSTS_VARIABLE, hosts)
    app = OneOfSeveral("hosts_of_a_proxy")
    app.config.REAL_IP_HEADER = "X-Real-IP" if behind_proxy else None
    refuse_other_hosts(app, WebSettings.read())
    assert bool(app.request_middleware) is checked


@pytest.mark.parametrize("wrong", ["http://a.example", "a.example:80", "a b", "a.example,/", "*.example"])
def test_what_is_no_host_name_ends_the_start(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv(HOSTS_VARIABLE, wrong)
    with pytest.raises(SettingError, match=HOSTS_VARIABLE):
        WebSettings.read()


def test_a_name_is_read_without_its_port() -> None:
    headers = ("A.example:1", "[2001:DB8::1]:80", "::1", "", ":80")
    assert [host_name(one) for one in headers] == ["a.example", "2001:db8::1", "", "", ""]
