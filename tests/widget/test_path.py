"""The advisor below a path of another server, as ``location /advisor/`` of nginx has it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests

from tests.web_site import WebSite
from tests.widget.conftest import STARTERS, Advisor

Visit = Callable[..., Advisor]
PREFIX = "/advisor/"
PAGE = "<!doctype html><html lang=en><title>Shop</title><h1>Shop</h1>"
TAGS = {
    "without an address": f'<script src="{PREFIX}widget.js"></script>',
    "with a relative one": f'<script src="{PREFIX}widget.js" data-server="{PREFIX}"></script>',
    "as a module": f'<script type="module" src="{PREFIX}widget.js?v=2"></script>',
    "imported": f'<script type="module">import "{PREFIX}widget.js";</script>',
    "by its element": "<career-advisor data-server=advisor></career-advisor><script src=advisor/widget.js>"
    "</script>",
}


@pytest.fixture
def proxy(site: WebSite) -> Iterator[str]:
    """A server that passes on what is below the path, and has pages of its own."""

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith(PREFIX):
                self._pass_on("GET", None)
                return
            tag = list(TAGS.values())[int(self.path.removeprefix("/shop") or 0)]
            self._send(200, "text/html", (PAGE + tag).encode(), {})

        def do_POST(self) -> None:
            self._pass_on("POST", self.rfile.read(int(self.headers["Content-Length"])))

        def _pass_on(self, method: str, body: bytes | None) -> None:
            url = f"{site.url}/{self.path.removeprefix(PREFIX)}"
            reply = requests.request(method, url, data=body, headers=dict(self.headers), timeout=10)
            policy = {"Content-Security-Policy": reply.headers.get("Content-Security-Policy")}
            self._send(reply.status_code, reply.headers["Content-Type"], reply.content, policy)

        def _send(self, status: int, kind: str, body: bytes, headers: dict[str, str | None]) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            for name, value in headers.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()
    thread.join()


def test_09_the_page_of_the_server_has_its_chat_and_gives_the_tag_with_the_path(
    visit: Visit, site: WebSite, proxy: str
) -> None:
    advisor = visit(url=f"{proxy}{PREFIX}demo")
    server = f"{proxy}/advisor"
    snippet = advisor.page.locator("code").inner_text()
    assert snippet == f'<script src="{server}/widget.js" data-server="{server}" async></script>'
    assert advisor.page.locator("link[rel=icon]").evaluate("(link) => link.href") == f"{server}/icon.svg"
    advisor.page.get_by_role("button", name=STARTERS[0]).click()
    advisor.answers.first.wait_for()
    assert site.agent.texts == [STARTERS[0]]


def test_09_the_advisors_own_page_works_below_the_path(visit: Visit, site: WebSite, proxy: str) -> None:
    advisor = visit(url=f"{proxy}{PREFIX}?ask=nurse").page_open()
    advisor.until("document.querySelector('career-advisor').composer.box.value")
    advisor.page.keyboard.press("Enter")
    card = advisor.page.get_by_role("complementary")
    card.get_by_text("$97,550").last.wait_for()
    own = card.locator("p:not(.from) > a")  # the others lead to the sources
    links = [*own.all(), *advisor.page.locator(".links a").all()]
    assert all(one.evaluate("(link) => link.href").startswith(f"{proxy}{PREFIX}") for one in links)
    assert len(links) == 4 and site.agent.texts == ["nurse"]


@pytest.mark.parametrize("place", range(len(TAGS)), ids=list(TAGS))
def test_09_a_page_that_embeds_it_asks_below_the_path(
    visit: Visit, site: WebSite, proxy: str, place: int
) -> None:
    advisor = visit(url=f"{proxy}/shop{place}").open()
    advisor.say("hello")
    assert site.agent.texts == ["hello"]
