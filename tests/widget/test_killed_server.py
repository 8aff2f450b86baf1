"""The real server is killed under a real browser: nothing is lost or doubled, and the user sees it."""

from __future__ import annotations

import json
import secrets
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.engine import Connection

from bot.conversations.models import conversation_event
from tests.faults.system import System, running_system
from tests.widget.conftest import Advisor

pytestmark = pytest.mark.timeout(400)
SECONDS = 60_000  # in which a killed server is up again, on a busy machine
UNREACHABLE = "The advisor cannot be reached. Trying again …"


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    with running_system(
        tmp_path_factory.mktemp("killed"), ADVISOR_WEB_SECRET=secrets.token_hex(24)
    ) as running:
        yield running


@contextmanager
def database(system: System) -> Iterator[Connection]:
    engine = create_engine(system.conversations_url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def kept(system: System) -> list[str]:
    """Return what users wrote, as the database has it."""
    table = conversation_event.c
    with database(system) as connection:
        wanted = select(table.data).where(table.type == "user").order_by(table.sequence)
        return [json.loads(row.data)["text"] for row in connection.execute(wanted)]


def answered(advisor: Advisor, count: int) -> Any:
    """Wait for an answer."""
    wanted = advisor.answers.nth(count - 1)
    wanted.wait_for(timeout=SECONDS)
    advisor.until("!document.querySelector('career-advisor').client.outbox.length")
    return wanted


def test_a_kill_in_the_middle_of_an_answer_loses_and_doubles_nothing(
    visit: Callable[..., Advisor], system: System
) -> None:
    (bot,) = system.bots
    advisor = visit(url=f"{bot.url}/demo").open()
    asked = ["What is a data scientist?", "and the duties?", "skills?"]
    advisor.say(asked[0])
    system.actions.signal(signal.SIGSTOP)  # so that the answer is under way when the server is killed
    advisor.write(asked[1])
    advisor.page.locator("career-advisor .typing").wait_for()
    bot.kill()
    system.actions.signal(signal.SIGCONT)
    advisor.banner.get_by_text(UNREACHABLE).wait_for()
    assert advisor.asked.all_inner_texts() == asked[:2] and advisor.answers.count() == 1
    bot.start(ready=None)
    second = answered(advisor, 2)
    assert "data scientist" in second.inner_text().lower()  # of whom the message itself says nothing
    assert advisor.banner.inner_text() == "" and not advisor.alert.is_visible()

    bot.kill()  # while nobody waits
    advisor.write(asked[2])
    advisor.banner.get_by_text(UNREACHABLE).wait_for()
    bot.start(ready=None)
    answered(advisor, 3)
    for _ in range(2):
        assert advisor.asked.all_inner_texts() == asked and advisor.answers.count() == 3
        advisor.page.reload()
        advisor.open()
        advisor.messages.nth(5).wait_for()
    assert kept(system) == asked
