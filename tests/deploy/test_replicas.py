"""Two Rasa and two action servers behind nginx, with PostgreSQL and Redis: one conversation on both."""

from __future__ import annotations

import secrets
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import ExitStack
from typing import Any

import pytest
import requests

from bench.replicas import Replicas, Server, running_replicas
from bot.process.phrases import phrase
from tests.deploy.conftest import require_nginx
from tests.services import postgres_database, redis_server

ADMIN_TOKEN = secrets.token_hex(16)
WEB_SECRET = secrets.token_hex(24)
REPLY_SECONDS = 35

pytestmark = pytest.mark.timeout(900)  # of each test, with the start of the servers in the first


@pytest.fixture(scope="module")
def replicas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicas]:
    require_nginx()
    with ExitStack() as stack:
        knowledge, conversations = (stack.enter_context(postgres_database()) for _ in range(2))
        redis = stack.enter_context(redis_server())
        yield stack.enter_context(
            running_replicas(
                tmp_path_factory.mktemp("replicas"),
                database_url=knowledge,
                conversations_url=conversations,
                redis_url=redis.url,
                ADVISOR_ADMIN_TOKEN=ADMIN_TOKEN,
                ADVISOR_WEB_SECRET=WEB_SECRET,
                SANIC_REAL_IP_HEADER="X-Real-IP",
            )
        )


def say(webhook: str, sender: str, text: str, **more: str) -> dict[str, Any]:
    sent = {"sender": sender, "message": text, **more}
    response = requests.post(webhook, json=sent, timeout=REPLY_SECONDS)
    assert response.status_code == 200, response.text
    (message,) = response.json()
    return {"text": message["text"], **message["custom"]}


def held_on(server: Server, sender: str) -> requests.Response:
    headers = {"Authorization": f"Bearer {ADMIN_TOKEN}"}
    return requests.get(f"{server.url}/users/{sender}", headers=headers, timeout=10)


def messages_of(server: Server, sender: str) -> list[str]:
    """What the user wrote, in the order in which it is kept."""
    events = held_on(server, sender).json()["events"]
    return [event["text"] for event in events if event["event"] == "user" and event["text"]]


def figures(server: Server) -> float:
    """How many turns a server has answered."""
    text = requests.get(f"{server.url}/metrics", timeout=10).text
    lines = [line for line in text.splitlines() if line.startswith("advisor_turns_total{")]
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines)


def test_a_follow_up_is_answered_by_the_other_server_in_context(replicas: Replicas) -> None:
    first, second = (server.webhook for server in replicas.rasa)
    sender = uuid.uuid4().hex
    assert say(first, sender, "what is a data scientist?")["occupation"] == "data_scientist"
    followed = say(second, sender, "and the duties?")
    assert (followed["topic"], followed["occupation"]) == ("duties", "data_scientist")
    # What the second has learned meanwhile is known to the first, which keeps a copy of its own.
    assert say(second, sender, "no, I meant ML engineers")["occupation"] == "machine_learning_engineer"
    assert say(first, sender, "what do they earn?")["occupation"] == "machine_learning_engineer"


def test_a_button_that_one_server_offered_works_at_the_other(replicas: Replicas) -> None:
    first, second = (server.webhook for server in replicas.rasa)
    sender = uuid.uuid4().hex
    answer = say(first, sender, "what does a senior ML engineer earn?")
    (offered,) = [block["items"] for block in answer["blocks"] if block["type"] == "buttons"]
    assert say(second, sender, offered[1]["payload"])["outcome"] == "answered"


def test_through_nginx_a_conversation_is_spread_over_both_servers_and_stays_one(replicas: Replicas) -> None:
    before = [figures(server) for server in replicas.rasa]
    sender = uuid.uuid4().hex
    say(replicas.webhook, sender, "what is a data scientist?")
    for question, topic in (("duties?", "duties"), ("skills?", "skills"), ("education?", "education")) * 3:
        answer = say(replicas.webhook, sender, question)
        assert (answer["topic"], answer["occupation"]) == (topic, "data_scientist")
    assert all(figures(server) > count for server, count in zip(replicas.rasa, before, strict=True))


def test_two_quick_messages_at_different_servers_are_answered_in_order(replicas: Replicas) -> None:
    first, second = (server.webhook for server in replicas.rasa)
    waited: list[float] = []
    for _ in range(5):
        sender = uuid.uuid4().hex
        with ThreadPoolExecutor(2) as pool:
            question = pool.submit(say, first, sender, "what is a data scientist?")
            time.sleep(0.01)  # later, but before the first is answered
            follow_up = pool.submit(say, second, sender, "and the duties?")
            started = time.monotonic()
            assert question.result()["occupation"] == "data_scientist"
            assert (follow_up.result()["topic"], follow_up.result()["occupation"]) == (
                "duties",
                "data_scientist",
            )
        waited.append(time.monotonic() - started)
        assert messages_of(replicas.rasa[0], sender) == ["what is a data scientist?", "and the duties?"]
    assert min(waited) < 1  # Rasa's own lock looks once a second


def test_many_messages_at_once_are_all_kept_and_each_answered_once(replicas: Replicas) -> None:
    sender = uuid.uuid4().hex
    sent = [f"what does level {number} earn?" for number in range(12)]
    with ThreadPoolExecutor(12) as pool:
        told = list(pool.map(lambda text: say(replicas.webhook, sender, text), sent))
    assert all(answer["outcome"] != "error" for answer in told)
    kept = messages_of(replicas.rasa[1], sender)
    assert sorted(kept) == sorted(sent)


def test_a_message_sent_twice_is_answered_once_by_either_server(replicas: Replicas) -> None:
    sender, message_id = uuid.uuid4().hex, uuid.uuid4().hex
    told = [say(server.webhook, sender, "salary?", message_id=message_id) for server in replicas.rasa]
    assert told[0]["id"] == told[1]["id"]
    assert messages_of(replicas.rasa[0], sender) == ["salary?"]


def test_a_session_of_the_widget_is_good_at_both_servers_and_through_nginx(replicas: Replicas) -> None:
    site = {"Origin": replicas.gateway.url, "Host": replicas.gateway.url.removeprefix("http://")}
    begun = requests.post(f"{replicas.gateway.url}/web/session", headers=site, timeout=10)
    assert begun.status_code == 200, begun.text
    signed = {**site, "Authorization": f"Bearer {begun.json()['token']}"}
    for url, question in zip(
        (replicas.rasa[0].url, replicas.rasa[1].url, replicas.gateway.url),
        ("what is a data scientist?", "and the duties?", "skills?"),
        strict=True,
    ):
        sent = {"message": question, "message_id": uuid.uuid4().hex}
        told = requests.post(f"{url}/web/message", headers=signed, json=sent, timeout=REPLY_SECONDS)
        assert told.status_code == 200
        assert '"occupation": "data_scientist"' in told.text and '"failed": false' in told.text


def test_each_visitor_of_the_widget_has_a_limit_of_their_own(replicas: Replicas) -> None:
    """The limit of an address is 300 requests a minute; the other address has not used any of it."""
    url, site = f"{replicas.rasa[0].url}/web/session", {"Origin": replicas.rasa[0].url}
    with requests.Session() as session:
        crowd = {**site, "X-Real-IP": "203.0.113.7"}
        with ThreadPoolExecutor(8) as pool:  # on a slow machine one after the other took more than the minute
            sent = [pool.submit(requests.post, url, headers=crowd, timeout=10) for _ in range(320)]
        assert 429 in {one.result().status_code for one in sent}
        other = session.post(url, headers={**site, "X-Real-IP": "203.0.113.8"}, timeout=10)
    assert other.status_code == 200


def test_what_is_erased_at_one_server_is_forgotten_by_the_other(replicas: Replicas) -> None:
    first, second = replicas.rasa
    sender = uuid.uuid4().hex
    for server in replicas.rasa:
        say(server.webhook, sender, "what is a data scientist?")
    headers = {"Authorization": f"Bearer {ADMIN_TOKEN}"}
    assert requests.delete(f"{first.url}/users/{sender}", headers=headers, timeout=10).status_code == 200
    assert held_on(second, sender).status_code == 404
    assert say(second.webhook, sender, "and the duties?")["occupation"] == "machine_learning_engineer"


def test_no_administration_or_figure_is_reached_through_nginx(replicas: Replicas) -> None:
    headers = {"Authorization": f"Bearer {ADMIN_TOKEN}"}
    for path in ("/users/me", "/metrics", "/ready", "/webhooks/../users/me"):
        response = requests.get(f"{replicas.gateway.url}{path}", headers=headers, timeout=10)
        assert (response.status_code, response.json()) == (404, {"error": "There is nothing here."})


def test_what_is_held_on_a_user_is_told_to_nobody_without_the_token(replicas: Replicas) -> None:
    url = f"{replicas.rasa[0].url}/users/me"
    for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": ADMIN_TOKEN[:-1]}):
        for method in ("GET", "DELETE"):
            assert requests.request(method, url, headers=headers, timeout=10).status_code == 401


def test_the_http_api_of_rasa_is_off(replicas: Replicas) -> None:
    headers = {"Authorization": f"Bearer {ADMIN_TOKEN}"}
    for method, path in (
        ("POST", "/model/parse"),
        ("POST", "/model/train"),
        ("PUT", "/model"),
        ("GET", "/domain"),
        ("GET", "/conversations/me/tracker"),
        ("POST", "/conversations/me/tracker/events"),
    ):
        url = f"{replicas.rasa[0].url}{path}"
        assert requests.request(method, url, headers=headers, json={}, timeout=10).status_code == 404


def test_the_servers_listen_on_loopback_only(replicas: Replicas) -> None:
    """Every address that a listening socket of this machine has, by port, as the kernel tells it."""
    told = [line.split()[1:4:2] for name in ("tcp", "tcp6") for line in _sockets(name)]
    addresses = {int(local.split(":")[1], 16): local.split(":")[0] for local, state in told if state == "0A"}
    loopback = "0100007F"
    for server in (*replicas.rasa, *replicas.actions):
        assert addresses[server.port] == loopback


def _sockets(name: str) -> list[str]:
    try:
        with open(f"/proc/net/{name}", encoding="ascii") as file:  # noqa: PTH123 - a file of the kernel's
            return file.read().splitlines()[1:]
    except OSError:
        pytest.skip("the kernel does not tell its sockets in /proc/net")


def test_when_an_action_server_is_killed_the_other_answers(replicas: Replicas) -> None:
    sender = uuid.uuid4().hex
    say(replicas.webhook, sender, "what is a data scientist?")
    replicas.actions[0].kill()
    for question in ("duties?", "skills?", "education?", "duties?"):
        answer = say(replicas.webhook, sender, question)
        assert (answer["outcome"] != "error", answer["occupation"]) == (True, "data_scientist")


def test_when_a_rasa_server_is_killed_the_conversation_goes_on_through_nginx(replicas: Replicas) -> None:
    """Stands near the end, since it takes a server away."""
    sender = uuid.uuid4().hex
    say(replicas.rasa[0].webhook, sender, "what is a data scientist?")
    stop = threading.Event()
    codes: list[int] = []

    def talk() -> None:
        while not stop.is_set():
            sent = {"sender": uuid.uuid4().hex, "message": "salary?"}
            codes.append(requests.post(replicas.webhook, json=sent, timeout=REPLY_SECONDS).status_code)
            time.sleep(0.2)

    talker = threading.Thread(target=talk)
    talker.start()
    time.sleep(1)
    replicas.rasa[0].kill()
    started = time.monotonic()
    followed = say(replicas.webhook, sender, "and the duties?")
    assert (followed["topic"], followed["occupation"]) == ("duties", "data_scientist")
    assert time.monotonic() - started < 10  # a turn that died held the conversation for its lease at most
    time.sleep(2)
    stop.set()
    talker.join(timeout=REPLY_SECONDS)
    assert set(codes) <= {200, 503}
    assert codes.count(503) <= 1
    assert codes[-1] == 200


def test_a_server_asked_to_end_finishes_its_turns_and_refuses_others(
    replicas: Replicas,
) -> None:
    server = replicas.rasa[1]
    with ThreadPoolExecutor(8) as pool:
        told = [pool.submit(say, server.webhook, uuid.uuid4().hex, "salary?") for _ in range(8)]
        wait(told, return_when=FIRST_COMPLETED)
        assert server.stop() == 0
        answers = [one.result() for one in told]
    refused = [answer["text"] for answer in answers if answer["outcome"] != "answered"]
    assert len(refused) < len(answers)
    assert set(refused) <= {phrase("restarting")}
