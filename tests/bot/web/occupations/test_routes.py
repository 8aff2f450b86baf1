"""The pages over HTTP: statuses, redirections, headers, caches, search engines."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import requests
from sqlalchemy.engine import Connection

from bot.channels.rest import RestInput
from bot.web.occupations.index_page import sitemap_paths
from bot.web.occupations.routes import POLICY
from bot.web.occupations.served import ServedPages
from knowledge.database import create_knowledge_engine
from knowledge.settings import DATABASE_VARIABLE
from tests.bot.channels.conftest import Site, serving
from tests.databases import sqlite_url

PAGE = "/occupations/15-2051.00/data-scientist"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, dataset_database: Path) -> Iterator[Site]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATABASE_VARIABLE, sqlite_url(dataset_database))
        with serving(Site(RestInput(), tmp_path_factory.mktemp("site"))) as running:
            yield running


def get(site: Site, path: str, method: str = "GET", **headers: str) -> requests.Response:
    url = f"http://127.0.0.1:{site.address[1]}{path}"
    return requests.request(method, url, headers=headers, allow_redirects=False, timeout=20)


@pytest.mark.parametrize(
    "path",
    [
        "/occupations",
        "/occupations?group=15",
        "/occupations?q=nurse",
        PAGE,
        "/occupations/machine_learning_engineer/machine-learning-engineer",
        "/occupations/compare",
        "/occupations/compare?codes=15-2051.00,29-1141.00",
        "/occupations/compare?codes=15-2051.00&codes=29-1141.00&q=plumber",
    ],
)
def test_a_page_is_html_under_a_policy_without_scripts(site: Site, path: str) -> None:
    response = get(site, path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Content-Security-Policy"] == POLICY
    assert "script-src" not in POLICY and "default-src 'none'" in POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.text.startswith("<!doctype html>")
    head = get(site, path, "HEAD")
    assert (head.status_code, head.text, head.headers["ETag"]) == (200, "", response.headers["ETag"])


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/occupations/15-2051.00", "../occupations/15-2051.00/data-scientist"),
        ("/occupations/15-2051.00/wrong", "../../occupations/15-2051.00/data-scientist"),
        ("/occupations/15-2051.00/%0d%0aX:y", "../../occupations/15-2051.00/data-scientist"),
        (f"{PAGE}/", "../../../occupations/15-2051.00/data-scientist"),
        ("/occupations/data_scientist/data-scientist", "../../occupations/15-2051.00/data-scientist"),
        ("/occupations/15-1252.00/software-engineer", "../../occupations/15-1252.00/software-developer"),
    ],
)
def test_any_other_name_leads_to_the_right_one(site: Site, path: str, location: str) -> None:
    response = get(site, path)
    assert (response.status_code, response.headers["Location"]) == (301, location)
    assert get(site, requests.compat.urljoin(path, location)).status_code == 200  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "path",
    [
        "/occupations/99-9999.00/x",
        "/occupations/15-2051.99",
        "/occupations/%3Cscript%3E/x",
        "/occupations/..%2f..%2fetc/passwd",
        "/occupations/%00/x",
        "/occupations/15-2051.00%27--/x",
        f"/occupations/{'9' * 2_000}/x",
        "/occupations?group=99",
        "/occupations?group=%3Cb%3E",
    ],
    ids=range(9),
)
def test_under_other_addresses_a_page_leads_on(site: Site, path: str) -> None:
    response = get(site, path)
    assert response.status_code == 404 and response.headers["Content-Type"].startswith("text/html")
    assert "There is no such occupation" in response.text and "occupations?group=15" in response.text
    assert "noindex" in response.text and "<script" not in response.text


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%ed%a0%80", "q=" + "x" * 3_000, "q=%27;--", "q=a&q=b", "q"], ids=range(6)
)
def test_hostile_searches_are_answered(site: Site, query: str) -> None:
    assert get(site, f"/occupations?{query}").status_code == 200
    assert get(site, f"/occupations/compare?codes=%00,{'x' * 500}&{query}").status_code == 200


def test_a_browser_that_has_the_page_is_told_so(site: Site) -> None:
    first = get(site, PAGE)
    tag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "public, no-cache"
    for known in (tag, f"W/{tag}", f'"other", {tag}'):
        again = get(site, PAGE, **{"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert get(site, PAGE, **{"If-None-Match": '"other"'}).status_code == 200
    assert get(site, "/occupations/99-9999.00/x", **{"If-None-Match": "*"}).status_code == 404


def test_a_page_is_sent_compressed_to_who_takes_it_so(site: Site) -> None:
    plain, zipped = get(site, PAGE, **{"Accept-Encoding": "identity"}), get(site, PAGE)
    assert zipped.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert plain.text == zipped.text and plain.headers["Vary"] == "Accept-Encoding"
    assert len(gzip.compress(plain.content)) < 12_000


def test_absolute_addresses_are_those_by_which_the_visitor_came(site: Site) -> None:
    assert f'href="http://advisor.local:8080{PAGE}"' in get(site, PAGE, Host="advisor.local:8080").text
    own = get(site, PAGE).text
    assert f'href="http://127.0.0.1:{site.address[1]}{PAGE}"' in own and "advisor.local" not in own
    for host in ('x"><script>', "a b", "x/y"):
        assert get(site, PAGE, Host=host).status_code in {400, 421}
    assert get(site, PAGE, Host="evil.example").status_code == 421


def test_behind_a_proxy_that_is_believed_the_scheme_is_the_visitors(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxied = {"X-Real-IP": "203.0.113.7", "X-Forwarded-Proto": "https", "Host": "advisor.local"}
    assert "Sitemap: http://advisor.local/" in get(site, "/robots.txt", **proxied).text
    monkeypatch.setitem(site._app.config, "REAL_IP_HEADER", "X-Real-IP")
    assert "Sitemap: https://advisor.local/" in get(site, "/robots.txt", **proxied).text
    assert f'rel="canonical" href="https://advisor.local{PAGE}"' in get(site, PAGE, **proxied).text


def test_the_sitemap_names_every_page(site: Site, base: Connection) -> None:
    response = get(site, "/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    names = [one.text for one in ET.fromstring(response.content).iter() if one.tag.endswith("loc")]
    address = f"http://127.0.0.1:{site.address[1]}"
    assert names == [f"{address}/{path}" for path in sitemap_paths(base)]
    assert len(names) > 1_000 and f"{address}{PAGE}" in names
    robots = get(site, "/robots.txt").text
    assert f"Sitemap: {address}/sitemap.xml" in robots and "Disallow: /occupations/compare" in robots


def test_the_style_is_a_small_file(site: Site) -> None:
    response = get(site, "/occupations.css")
    assert response.headers["Content-Type"].startswith("text/css") and len(response.content) < 9_000
    assert get(site, "/occupations.css", **{"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_while_the_knowledge_base_does_not_answer_a_page_says_so(site: Site, tmp_path: Path) -> None:
    context = site._app.ctx
    working = context.occupation_pages
    context.occupation_pages = ServedPages(create_knowledge_engine(sqlite_url(tmp_path / "none.db")))
    try:
        response = get(site, PAGE)
    finally:
        context.occupation_pages.close()
        context.occupation_pages = working
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "does not answer" in response.text and get(site, PAGE).status_code == 200
