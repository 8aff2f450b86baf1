"""Ten thousand generated requests to every endpoint, and as many to the widget's alone, most of them bad.

None crashes the server, and none gets a 5xx.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bench.advisor import ROOT
from bot.channels.rest import RestInput
from bot.channels.slack import SlackInput
from bot.settings import SlackSettings
from bot.settings.admin import TOKEN_VARIABLE
from knowledge.settings import DATABASE_VARIABLE
from tests.databases import sqlite_url
from tests.web_site import Visitor, WebSite

REQUESTS = 10_000
IN_ONE_EXAMPLE = 20
# Its Slack is never there; what comes signed is tried in tests/bot/channels/.
SLACK = SlackInput(
    SlackSettings(bot_token="xoxb-none", signing_secret="x" * 32, api_url="http://127.0.0.1:1/api/")
)
DESCRIPTION = YAML(typ="safe").load(ROOT / "docs" / "openapi.yml")
PATHS = sorted(DESCRIPTION["paths"])
WEB_PATHS = [path for path in PATHS if path.startswith("/web/")]
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW"]
OWN_ANSWERS = {"/ready": {503}}
SCHEMAS = DESCRIPTION["components"]["schemas"]
ASKED = sorted({name for one in SCHEMAS.values() for name in one.get("properties", {})})

anything = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | anything,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(anything, inner, max_size=4),
    max_leaves=8,
)
right_values = st.sampled_from(["hi", "message-1", "0" * 32, 1, -1, None, True])
nearly_right = st.dictionaries(st.sampled_from(ASKED), right_values | json_values | anything, max_size=6)
bodies = st.one_of(
    nearly_right.map(lambda value: json.dumps(value).encode()),
    json_values.map(lambda value: json.dumps(value).encode()),
    nearly_right.map(lambda value: json.dumps(value).encode()[:-3]),
    st.binary(max_size=200),
)
header_values = st.sampled_from(["application/json", "text/plain; charset=x", "Bearer x", "*/*", "null", ""])
headers = st.dictionaries(
    st.sampled_from(
        ["Content-Type", "Accept", "Authorization", "Origin", "X-Forwarded-For", "Range", "Last-Event-ID"]
    ),
    header_values | st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40),
    max_size=3,
)


def targets(paths: list[str], methods: list[str]) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Return methods and paths: half of them as they are, half with a query or with more behind them.

    They are chosen by chance, as hypothesis takes longer for each choice than the server for the request.
    """

    def chosen(chance: Random, more: list[str]) -> list[tuple[str, str]]:
        changed = ["".join((chance.choice(["", "?", "/"]), quote(one))) for one in more]
        behind = [*changed, *[""] * (IN_ONE_EXAMPLE - len(changed))]
        chance.shuffle(behind)
        return [(chance.choice(methods), chance.choice(paths) + one) for one in behind]

    more = st.lists(anything, min_size=IN_ONE_EXAMPLE // 2, max_size=IN_ONE_EXAMPLE // 2)
    return st.builds(chosen, st.randoms(use_true_random=True), more)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shipped_database: Path) -> Iterator[WebSite]:
    """A server with all channels and all routes."""
    monkeypatch.setenv(DATABASE_VARIABLE, sqlite_url(shipped_database))
    monkeypatch.setattr("bot.channels.web.starter_questions", list)
    running = WebSite(tmp_path, beside=[RestInput(), SLACK])
    running.start()
    yield running
    running.stop()


# Most of those to the widget's endpoints come from a session that is good and from the site itself.
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("paths", "methods", "signed"),
    [(PATHS, METHODS, False), (WEB_PATHS, ["POST"] * 3 * len(METHODS) + METHODS, True)],
    ids=["every endpoint", "the widget's"],
)
def test_no_request_gets_a_5xx_and_the_server_is_well_afterwards(
    site: WebSite, monkeypatch: pytest.MonkeyPatch, paths: list[str], methods: list[str], signed: bool
) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, "a-long-enough-token")
    visitor = Visitor(site.url)
    visitor.begin()
    own = {"Content-Type": "application/json"}  # without which REST looks no further
    own |= {"Origin": site.url, "Authorization": f"Bearer {visitor.token}"} if signed else {}
    statuses = Counter[int]()
    http = HTTPConnection(*site.address, timeout=10)  # four times as quick as requests, and as lenient

    @settings(
        max_examples=REQUESTS // IN_ONE_EXAMPLE,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(targets(paths, methods), headers, bodies, st.sampled_from([True, True, True, False]))
    def send(to: list[tuple[str, str]], header: dict[str, str], body: bytes, as_ada: bool) -> None:
        head = {**own, **header} if as_ada else header
        for method, path in to:
            http.request(method, path, body, head)
            response = http.getresponse()
            status, text = response.status, response.read()
            statuses[status] += 1
            told = f"{method} {path} {head} {body!r}: {status} {text[:200]!r}"
            assert status < 500 or status in OWN_ANSWERS.get(path, ()), told
            assert b"Traceback" not in text, told
        if signed and not visitor.is_known():  # a request of the example ended the session
            visitor.begin()
            own["Authorization"] = f"Bearer {visitor.token}"

    send()
    http.close()
    print(f"{sum(statuses.values())} requests: {statuses}")
    assert sum(statuses.values()) >= REQUESTS
    if signed:  # most got past the door
        assert {200, 400, 401, 403, 404, 405} <= set(statuses)
        assert statuses[200] + statuses[400] > REQUESTS // 5
    # One of the requests may have ended the visitor's session: {"new": true} asks for that.
    assert site.say("hello") and visitor.begin()["token"] and visitor.say("hello")


def test_the_description_names_every_route_and_no_other(site: WebSite) -> None:
    described = {
        (path.rstrip("/") or "/", method.upper())
        for path, methods in DESCRIPTION["paths"].items()
        for method in methods
        if method != "parameters"
    }
    served = {
        ("/" + re.sub(r"<(\w+)(:\w+)?>", r"{\1}", route.path).strip("/"), method)
        for route in site._app.router.routes
        for method in route.methods
        if method != "HEAD"  # which is GET without its body
    }
    assert described == served and len(WEB_PATHS) == 10


def test_the_description_refers_to_nothing_that_is_not_there() -> None:
    for reference in set(references(DESCRIPTION)):
        found: Any = DESCRIPTION
        for name in reference.removeprefix("#/").split("/"):
            found = found[name]
        assert found


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (value for name, value in node.items() if name == "$ref")
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from references(inner)
