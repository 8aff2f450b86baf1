"""Links to answers: what they show, for how long, and what is not in them."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from typing import Any

import jwt
import pytest
import requests

from bot.web.occupations.texts import say
from bot.web.shared_answers.links import LinkError, SharedAnswer, SharedLinks
from tests.web_site import CHART, LIST, NOTE, SECRET, TABLE, Visitor, WebSite, answer, buttons, sources, text

ID = "0123456789abcdef" * 2


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSite]:
    running = WebSite(tmp_path_factory.mktemp("site"))
    running.start()
    own = answer(text("You are a nurse."))
    own["custom"]["personal"] = True
    blocks = [
        text("They earn <b>well</b>."),
        LIST,
        TABLE,
        CHART,
        NOTE,
        sources("https://example.org/a"),
        buttons(),
    ]
    running.script.replies |= {"all": [answer(*blocks)], "me, a nurse": [own]}
    yield running
    running.stop()


@pytest.fixture
def ada(site: WebSite) -> Visitor:
    visitor = Visitor(site.url)
    visitor.begin()
    return visitor


def link(site: WebSite, visitor: Visitor, said: str, **body: Any) -> str:
    """Say something, and return the address of a page that shows the answer."""
    (given,) = visitor.say(said)
    told = visitor.post("share", {"answer_id": given["custom"]["id"], **body})
    assert told.status_code == 200, told.text
    return f"{site.url}/{told.json()['path']}"


def test_a_link_shows_the_answer_with_its_sources_and_date_and_no_more(site: WebSite, ada: Visitor) -> None:
    page = requests.get(link(site, ada, "all"), timeout=20)
    assert page.status_code == 200
    for part in ("They earn &lt;b&gt;well&lt;/b&gt;.", "Linear algebra", "AWS Certified", "25%", "The five"):
        assert part in page.text
    assert '<a href="https://example.org/a">Article 1</a>' in page.text
    assert say("shared.answered", date=time.strftime("%Y-%m-%d", time.gmtime())) in page.text
    assert "/more" not in page.text and ">all<" not in page.text  # neither choices nor the question
    assert "<script" not in page.text


def test_it_is_not_for_search_engines_and_kept_by_nobody(site: WebSite, ada: Visitor) -> None:
    page = requests.get(link(site, ada, "all"), timeout=20)
    assert '<meta name="robots" content="noindex">' in page.text
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert "no-store" in page.headers["Cache-Control"] and page.headers["Referrer-Policy"] == "no-referrer"
    assert "Disallow: /a/" in requests.get(f"{site.url}/robots.txt", timeout=20).text


def test_the_question_is_shown_only_as_its_person_chooses(site: WebSite, ada: Visitor) -> None:
    assert "<h1>all</h1>" in requests.get(link(site, ada, "all", whole=True), timeout=20).text


def test_an_answer_that_repeats_what_its_person_said_needs_the_choice(site: WebSite, ada: Visitor) -> None:
    (given,) = ada.say("me, a nurse")
    refused = ada.post("share", {"answer_id": given["custom"]["id"]})
    assert refused.status_code == 400 and "whole" in refused.json()["error"]
    assert "You are a nurse." in requests.get(link(site, ada, "me, a nurse", whole=True), timeout=20).text


def test_neither_conversation_nor_words_are_in_the_token(site: WebSite, ada: Visitor) -> None:
    token = link(site, ada, "all").rsplit("/", 1)[1]
    claims = token.split(".")[1]
    told = base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)).decode()
    assert site.agent.heard[-1].sender_id.removeprefix("web-") not in told
    assert set(jwt.decode(token, options={"verify_signature": False})) == {"a", "t", "q", "exp"}


def test_a_token_that_was_altered_shows_nothing(site: WebSite, ada: Visitor) -> None:
    address = link(site, ada, "all")
    head, claims, signed = address.rsplit("/", 1)[1].split(".")
    forged = jwt.encode(
        jwt.decode(f"{head}.{claims}.{signed}", options={"verify_signature": False}), "x" * 32
    )
    for token in (
        f"{head}.{claims[:-2]}AA.{signed}",
        f"{head}.{claims}.{signed[:-3]}AAA",
        forged,
        "x",
        "x" * 600,
    ):
        page = requests.get(f"{site.url}/a/{token}", timeout=20)
        assert page.status_code == 404 and say("shared.invalid") in page.text and "They earn" not in page.text


def test_a_link_ends_with_the_conversation_that_its_answer_is_of(site: WebSite, ada: Visitor) -> None:
    site.script.replies["gone"] = [answer(text("They go."))]
    address = link(site, ada, "gone")
    assert ada.post("erase").status_code == 200
    page = requests.get(address, timeout=20)
    assert page.status_code == 404 and say("shared.erased") in page.text


@pytest.mark.parametrize(
    "body", [{}, {"answer_id": "x"}, {"answer_id": ID, "whole": "yes"}, {"answer_id": 5}]
)
def test_a_request_that_names_no_answer_is_refused(ada: Visitor, body: Any) -> None:
    assert ada.post("share", body).status_code == 400


def test_nobody_shares_the_answer_of_another_conversation(site: WebSite, ada: Visitor) -> None:
    (given,) = ada.say("all")
    eve = Visitor(site.url)
    eve.begin()
    eve.say("hello")
    assert eve.post("share", {"answer_id": given["custom"]["id"]}).status_code == 404


class TestTokens:
    def test_a_token_says_what_it_was_made_of(self) -> None:
        shared, links = SharedAnswer(ID, 5, whole=True), SharedLinks(SECRET)
        token, ends_at = links.token(shared)
        assert links.read(token) == shared and 89 * 86_400 < ends_at - time.time() < 91 * 86_400

    def test_one_whose_time_is_over_or_that_another_key_signs_is_refused(self) -> None:
        shared = SharedAnswer(ID, 5, whole=False)
        with pytest.raises(LinkError, match="over"):
            SharedLinks(SECRET).read(SharedLinks(SECRET, days=-1).token(shared)[0])
        with pytest.raises(LinkError, match="not valid"):
            SharedLinks(SECRET).read(SharedLinks(b"another secret").token(shared)[0])
