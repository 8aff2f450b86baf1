"""Ten thousand generated requests, most of them bad: none crashes the server, none gets a 5xx."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bench.advisor import ROOT
from bot.users import TOKEN_VARIABLE
from tests.bot.channels.conftest import Site, several_apps, site

__all__ = ["several_apps", "site"]
REQUESTS = 10_000
DESCRIPTION = YAML(typ="safe").load(ROOT / "docs" / "openapi.yml")
PATHS = sorted(DESCRIPTION["paths"])
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW"]
OWN_ANSWERS = {"/ready": {503}}

anything = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | anything,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(anything, inner, max_size=4),
    max_leaves=8,
)
nearly_messages = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        DESCRIPTION["components"]["schemas"]["Message"]["properties"], json_values | anything | st.just("hi")
    ),
)
bodies = st.one_of(
    nearly_messages.map(lambda value: json.dumps(value).encode()),
    json_values.map(lambda value: json.dumps(value).encode()),
    nearly_messages.map(lambda value: json.dumps(value).encode()[:-3]),
    st.binary(max_size=200),
)
header_values = st.sampled_from(["application/json", "text/plain; charset=x", "Bearer x", "*/*", "null", ""])
headers = st.dictionaries(
    st.sampled_from(["Content-Type", "Accept", "Authorization", "Origin", "X-Forwarded-For", "Range"]),
    header_values | st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40),
    max_size=3,
)
# A path as it is, with a query, or with more behind it.
paths = st.builds(
    "{}{}{}".format, st.sampled_from(PATHS), st.sampled_from(["", "?", "/"]), anything.map(quote)
)
targets = st.lists(
    st.tuples(st.sampled_from(METHODS), st.sampled_from(PATHS) | paths), min_size=20, max_size=20
)


@pytest.mark.timeout(300)
def test_no_request_gets_a_5xx_and_the_server_is_well_afterwards(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, "a-long-enough-token")
    http, base, sent = requests.Session(), f"http://127.0.0.1:{site.address[1]}", []

    @settings(
        max_examples=REQUESTS // 20, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(targets, headers, bodies)
    def send(to: list[tuple[str, str]], header: dict[str, str], body: bytes) -> None:
        for method, path in to:
            sent.append(path)
            response = http.request(method, base + path, headers=header, data=body, timeout=10)
            told = f"{method} {path} {header} {body!r}: {response.status_code} {response.text[:200]}"
            assert response.status_code < 500 or response.status_code in OWN_ANSWERS.get(path, ()), told
            assert "Traceback" not in response.text, told

    send()
    assert len(sent) >= REQUESTS
    assert site.say("hello")


def test_the_description_names_every_route_and_no_other(site: Site) -> None:
    described = {
        (path.rstrip("/") or "/", method.upper())
        for path, methods in DESCRIPTION["paths"].items()
        for method in methods
        if method != "parameters"
    }
    served = {
        ("/" + route.path.replace("<user:str>", "{user}").replace("<user>", "{user}").strip("/"), method)
        for route in site._app.router.routes
        for method in route.methods
    }
    assert described == served
