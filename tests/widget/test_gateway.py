"""The widget of another site behind nginx: whatever nginx itself refuses is understood, and tried again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.advisor import free_port
from bench.gateway import Gateway, running_nginx
from tests.deploy.conftest import require_nginx
from tests.web_site import Visitor, WebSite
from tests.widget.conftest import Advisor

Visit = Callable[..., Advisor]


@pytest.fixture
def gateway(site: WebSite, tmp_path: Path) -> Iterator[Gateway]:
    """nginx that lets an address ask once in five seconds, after the first forty."""
    require_nginx()
    with running_nginx(tmp_path, [site.port] * 2, [free_port()] * 2, rate="12r/m") as running:
        yield running


def test_a_visitor_whom_nginx_slows_down_is_told_how_long_and_answered_then(
    visit: Visit, site: WebSite, gateway: Gateway, other_site: Callable[..., str]
) -> None:
    address = other_site(at=gateway.url)
    site.allow(address)
    advisor = visit(url=address).open()
    advisor.say("one")
    crowd = Visitor(gateway.url, address)  # who shares the address of the visitor
    while crowd.post("history").status_code != 429:
        pass
    advisor.write("two")
    advisor.page.get_by_text("This is sent again in 2 seconds.").wait_for()
    advisor.answers.nth(1).wait_for(timeout=20_000)
    assert site.agent.texts == ["one", "two"] and advisor.banner.inner_text() == ""


def test_a_server_that_is_away_behind_nginx_is_waited_for(
    visit: Visit, tmp_path: Path, other_site: Callable[..., str]
) -> None:
    require_nginx()
    own = WebSite(tmp_path)
    with running_nginx(tmp_path, [own.port] * 2, [free_port()] * 2) as gateway:
        address = other_site(at=gateway.url)
        own.allow(address)
        own.start()
        advisor = visit(url=address).open()
        advisor.say("one")
        own.stop()
        statuses: list[int] = []
        advisor.page.on("response", lambda reply: statuses.append(reply.status))
        advisor.write("two")
        advisor.page.get_by_text("The advisor cannot be reached.").wait_for()
        again = own.again()
        again.allow(address)
        again.start()
        advisor.answers.nth(1).wait_for(timeout=20_000)
        assert 503 in statuses and again.agent.texts == ["two"]
        again.stop()
