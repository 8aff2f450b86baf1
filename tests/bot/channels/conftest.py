"""A channel on a bare Sanic app with a stub agent and a real store, over HTTP on a free loopback port."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import uuid
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
import requests
from rasa.core.channels.channel import InputChannel, UserMessage, register
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic

from bot.channels.rest import RestInput
from bot.channels.terminal import TerminalInput
from bot.conversations.lock_store import ConversationLockStore
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.http.protocol import StrictHttpProtocol
from bot.server import add_routes
from tests.conversation_databases import with_tables
from tests.services import postgres_database

if TYPE_CHECKING:
    from tests.web_site import Visitor, WebSite

AnySite = TypeVar("AnySite", bound="Site")
SITE = "https://www.example.com"  # may use the advisor
Turn = Callable[[UserMessage], Awaitable[None]]


def answer(text: str, *payloads: str) -> dict[str, Any]:
    """Return a reply as the actions send it: text, and the same as blocks with buttons."""
    items = [{"title": payload, "payload": payload} for payload in payloads]
    blocks = [{"type": "text", "text": text}, *([{"type": "buttons", "items": items}] if items else [])]
    return {"text": text, "custom": {"blocks": blocks}}


def bot_said(text: str, *payloads: str) -> BotUttered:
    """Return the event that Rasa keeps of such a reply."""
    return BotUttered(text, {"custom": answer(text, *payloads)["custom"]})


async def echo(message: UserMessage) -> None:
    """Answer with what was heard."""
    await message.output_channel.send_response(message.sender_id, answer(f"heard: {message.text}"))


@dataclass
class StubAgent:
    """Stands in for Rasa's agent; keeps what reaches it."""

    tracker_store: ConversationTrackerStore
    turn: Turn = echo
    heard: list[UserMessage] = field(default_factory=list)
    completed: list[str] = field(default_factory=list)
    lock_store: ConversationLockStore = field(default_factory=ConversationLockStore)
    actions_ready: bool = True

    async def handle_message(self, message: UserMessage) -> None:
        self.heard.append(message)
        await self.turn(message)
        self.completed.append(message.text)

    def is_ready(self) -> bool:
        return True

    @property
    def action_endpoint(self) -> SimpleNamespace:
        async def is_ready() -> bool:
            return self.actions_ready

        return SimpleNamespace(is_ready=is_ready)

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.heard]


class OneOfSeveral(Sanic):
    """Sanic rewrites its own classes when an app starts; in test mode it can do so more than once."""

    test_mode = True


class Site:
    """The running server and its agent."""

    def __init__(
        self,
        channel: InputChannel,
        folder: Path,
        port: int = 0,
        conversations: str | None = None,
        beside: Sequence[InputChannel] = (),
    ) -> None:
        """``conversations``: the database, if it is no file in ``folder``; ``beside``: more channels."""
        url = conversations or f"sqlite:///{folder / 'conversations.db'}"
        store = ConversationTrackerStore(Domain.empty(), host=with_tables(url))
        self.agent = StubAgent(store)
        self._app = OneOfSeveral(f"channels_{uuid.uuid4().hex}", configure_logging=False)
        self._app.ctx.agent = self.agent
        add_routes(self._app)
        register([channel, *beside], self._app, route="/webhooks/")
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self.address = self._socket.getsockname()
        self.webhook = f"http://127.0.0.1:{self.address[1]}/webhooks/rest/webhook"
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._http = requests.Session()

    async def _serve(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        server = await self._app.create_server(
            sock=self._socket, return_asyncio_server=True, access_log=False, protocol=StrictHttpProtocol
        )
        await server.startup()
        await server.before_start()
        await server.start_serving()
        await server.after_start()
        self._ready.set()
        await self._stopping.wait()
        await server.before_stop()  # as Sanic does: first the listeners, then the connections
        await server.close()
        for connection in server.connections:
            connection.close()
        await server.after_stop()
        self.agent.tracker_store.close()

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(timeout=5)

    def stop(self) -> None:
        self._http.close()
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(timeout=20)
            assert not self._thread.is_alive()

    def post(self, body: bytes, content_type: str = "application/json", query: str = "") -> requests.Response:
        """Send a body as it is."""
        return self._http.post(
            self.webhook + query, data=body, headers={"Content-Type": content_type}, timeout=20
        )

    def send(self, query: str = "", **body: Any) -> requests.Response:
        """Send a body as JSON."""
        return self.post(json.dumps(body).encode(), query=query)

    def keep(self, sender: str, *events: Event) -> None:
        """Let a conversation hold these events."""
        tracker = DialogueStateTracker.from_events(sender, list(events), [])
        saving = self.agent.tracker_store.save(tracker)
        asyncio.run_coroutine_threadsafe(saving, self._loop).result(timeout=10)

    def say(self, text: str, sender: str = "ada") -> list[dict[str, Any]]:
        """Send a message and return the replies."""
        response = self.send(sender=sender, message=text)
        assert response.status_code == 200, response.text
        return list(response.json())

    def post_and_leave(self, **body: Any) -> None:
        """Send a message, and close the connection as soon as the turn is under way."""
        before, sent = len(self.agent.heard), json.dumps(body).encode()
        head = (
            "POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(sent)}\r\n\r\n"
        )
        with socket.create_connection(self.address, timeout=10) as client:
            client.sendall(head.encode() + sent)
            assert eventually(lambda: len(self.agent.heard) > before)


def eventually(condition: Callable[[], bool], seconds: float = 10) -> bool:
    """Wait until a condition holds; False when it does not in time."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.01)):
        if condition():
            return True
        pause.wait(0.01)
    return False


@contextmanager
def serving(site: AnySite) -> Iterator[AnySite]:
    """Run a server for the length of a block."""
    site.start()
    try:
        yield site
    finally:
        site.stop()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The REST channel."""
    with serving(Site(RestInput(), tmp_path)) as running:
        yield running


@pytest.fixture(scope="session")
def conversations_url() -> Iterator[str]:
    """A PostgreSQL with the tables of conversations, which tests share: each has users of its own."""
    with postgres_database() as url:
        yield url


@pytest.fixture
def web(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[WebSite]:
    """The channel of the widget; on PostgreSQL where a test asks for it by this parameter."""
    from tests.web_site import WebSite  # which builds on this module

    on_postgres = getattr(request, "param", "sqlite") == "postgresql"
    url = request.getfixturevalue("conversations_url") if on_postgres else None
    with serving(WebSite(tmp_path, conversations=url, origins=frozenset({SITE}))) as running:
        yield running


@pytest.fixture
def ada(web: WebSite) -> Visitor:
    """Somebody with a session."""
    from tests.web_site import Visitor

    visitor = Visitor(web.url)
    visitor.begin()
    return visitor


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Site]:
    """The channel behind ``rasa shell``."""
    with serving(Site(TerminalInput(), tmp_path)) as running:
        yield running
