"""Health, readiness, figures, and what is held on a user, over HTTP."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families
from rasa.shared.core.events import UserUttered

from bot.conversations import traces
from bot.http import cached_check
from bot.settings.admin import TOKEN_VARIABLE
from tests.bot.channels.conftest import Site, site

__all__ = ["site"]
TOKEN = "a-long-enough-token"


def get(site: Site, path: str) -> requests.Response:
    return requests.get(f"http://127.0.0.1:{site.address[1]}{path}", timeout=10)


def test_a_server_that_answers_is_alive(site: Site) -> None:
    assert (get(site, "/health").status_code, get(site, "/health").json()) == (200, {"status": "ok"})


def test_it_is_ready_while_model_database_and_action_server_are(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached_check, "KEEP_SECONDS", 0.0)
    assert (get(site, "/ready").status_code, set(get(site, "/ready").json().values())) == (200, {True})
    site.agent.actions_ready = False
    assert (get(site, "/ready").status_code, get(site, "/ready").json()["actions"]) == (503, False)
    site.agent.actions_ready = True
    with site.agent.tracker_store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE offered_payload")
        connection.exec_driver_sql("DROP TABLE conversation_event")
        connection.exec_driver_sql("DROP TABLE conversation")
    assert (get(site, "/ready").status_code, get(site, "/ready").json()["database"]) == (503, False)


def test_figures_are_in_the_form_that_prometheus_reads(site: Site) -> None:
    site.say("hi")
    names = {family.name for family in text_string_to_metric_families(get(site, "/metrics").text)}
    assert {"advisor_turns", "advisor_turn_seconds", "advisor_stage_seconds", "advisor_errors"} <= names


class TestWhatIsHeldOnAUser:
    def url(self, site: Site, user: str = "ada") -> str:
        return f"http://127.0.0.1:{site.address[1]}/users/{requests.utils.quote(user, safe='')}"

    @pytest.mark.parametrize("token", ["", "short"])
    def test_is_not_there_without_a_good_secret(
        self, site: Site, monkeypatch: pytest.MonkeyPatch, token: str
    ) -> None:
        monkeypatch.setenv(TOKEN_VARIABLE, token)
        headers = {"Authorization": f"Bearer {token}"}
        for method in ("GET", "DELETE"):
            assert requests.request(method, self.url(site), headers=headers, timeout=10).status_code == 404

    @pytest.mark.parametrize(
        ("header", "status"),
        [
            (None, 401),
            ("Bearer wrong", 401),
            ("Bearer ", 401),
            (f"Bearer {TOKEN}x", 401),
            ("Bearer café", 401),
        ],
    )
    def test_is_refused_with_a_wrong_token(
        self, site: Site, monkeypatch: pytest.MonkeyPatch, header: str | None, status: int
    ) -> None:
        monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
        site.keep("ada", UserUttered("hello"))
        headers = {"Authorization": header.encode()} if header else {}
        for method in ("GET", "DELETE"):
            response = requests.request(method, self.url(site), headers=headers, timeout=10)
            assert response.status_code == status and "hello" not in response.text

    @pytest.mark.parametrize("user", ["a%00b", "%00", "a%ed%a0%80b"])
    def test_is_refused_for_an_id_that_no_database_can_store(
        self, site: Site, monkeypatch: pytest.MonkeyPatch, user: str
    ) -> None:
        monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
        url = f"http://127.0.0.1:{site.address[1]}/users/{user}"
        for method in ("GET", "DELETE"):
            response = requests.request(method, url, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=10)
            assert response.status_code in ((400,) if "%00" in user else (400, 404, 200))

    @pytest.mark.parametrize("user", ["ada", "slack:T1/U 2", "é%2F"])
    def test_is_exported_and_erased(self, site: Site, monkeypatch: pytest.MonkeyPatch, user: str) -> None:
        monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
        site.keep(user, UserUttered("hello"))
        headers = {"Authorization": f"Bearer {TOKEN}"}
        held = requests.get(self.url(site, user), headers=headers, timeout=10).json()
        assert (held["user"], held["events"][0]["text"]) == (user, "hello") and len(held["turns"]) == 1
        erased = requests.delete(self.url(site, user), headers=headers, timeout=10)
        assert erased.json() == {"erased_rows": 3}  # the conversation, its event and its turn
        assert requests.get(self.url(site, user), headers=headers, timeout=10).status_code == 404

    def test_is_said_to_be_left_in_the_log_while_another_program_reads(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
        monkeypatch.setattr(traces, "WAIT_MS", 50)
        headers = {"Authorization": f"Bearer {TOKEN}"}
        with closing(sqlite3.connect(site.agent.tracker_store.engine.url.database)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM conversation").fetchone()
            site.keep("ada", UserUttered("hello"))
            erased = requests.delete(self.url(site), headers=headers, timeout=10).json()
        assert erased["erased_rows"] == 3 and "erase again" in erased["note"]
        assert requests.delete(self.url(site), headers=headers, timeout=10).json() == {"erased_rows": 0}

    def test_is_not_to_be_had_while_the_database_or_a_turn_holds_it_up(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
        monkeypatch.setattr("bot.conversations.lock_store.WAIT_SECONDS", 0.1)
        headers = {"Authorization": f"Bearer {TOKEN}"}
        turn = asyncio.run_coroutine_threadsafe(hold(site, "ada"), site._loop)
        held = turn.result(timeout=5)
        assert requests.delete(self.url(site), headers=headers, timeout=10).status_code == 503
        site._loop.call_soon_threadsafe(held.set)
        with site.agent.tracker_store.engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE idempotency_key")
        for method in ("GET", "DELETE"):
            refused = requests.request(method, self.url(site), headers=headers, timeout=10)
            assert refused.status_code == 503 and refused.headers["Retry-After"] == "5"


async def hold(site: Site, user: str) -> asyncio.Event:
    """Hold a conversation as a turn does, until the event is set."""
    taken, done = asyncio.Event(), asyncio.Event()

    async def turn() -> None:
        async with site.agent.lock_store.lock(user):
            taken.set()
            await done.wait()

    site.turns = asyncio.create_task(turn())  # type: ignore[attr-defined]
    await taken.wait()
    return done
