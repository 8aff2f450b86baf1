"""A server of the widget, with a stub of Rasa's agent that keeps conversations as Rasa does, and visitors."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered

from bot.channels.web import WebInput
from bot.settings import WebSettings
from tests.bot.channels.conftest import Site

Json = dict[str, Any]
SECRET = b"a secret of the tests that is long enough"
CHOICES = [
    {"title": "Tell me more", "payload": "/more"},
    {"title": "What do they earn?", "payload": "/salary"},
]


def text(told: str) -> Json:
    return {"type": "text", "text": told}


def buttons(*items: Json) -> Json:
    return {"type": "buttons", "title": "You could ask next:", "items": list(items) or CHOICES}


def sources(*locations: str) -> Json:
    items = [
        {
            "title": f"Article {number}",
            "title_supplied": False,
            "date": "undated",
            "year": None,
            "attributed_to": "Indeed",
            "location": location,
            "attribution": None,
        }
        for number, location in enumerate(locations, start=1)
    ]
    return {"type": "sources", "items": items}


TABLE = {
    "type": "table",
    "caption": "Certificates and what they take",
    "columns": ["Certificate", "Offered by", "Courses", "Level"],
    "rows": [
        ["IBM Machine Learning Professional Certificate", "IBM", "6", "intermediate"],
        ["AWS Certified Machine Learning", "Amazon Web Services", "not told", "advanced"],
    ],
}
SHARES = [
    ("Information technology", 25),
    ("Finance", 20),
    ("Healthcare", 18),
    ("Retail", 15),
    ("Manufacturing", 12),
]
LEVELS = [("Entry level", 85_000), ("Mid-level", 120_000), ("Senior level", 170_000)]


def chart(kind: str, title: str, unit: str, *points: Json) -> Json:
    return {"type": "chart", "kind": kind, "title": title, "unit": unit, "points": list(points)}


def point(label: str, value: float, display: str | None = None, **more: float) -> Json:
    return {"label": label, "value": value, "display": display or f"{value:,}", **more}


CHART = chart(
    "share",
    "Share of machine learning engineers by industry",
    "percent",
    *(point(label, value, f"{value}%") for label, value in SHARES),
)
CHARTS = {
    "bar": chart("bar", "Start-ups", "startups", point("United States", 452), point("India", 226)),
    "column": chart("column", "Pay", "usd", *(point(label, value, f"${value:,}") for label, value in LEVELS)),
    "share": CHART,
    "stack": chart(
        "stack", "Degrees", "percent", point("Bachelor's", 40, "40%"), point("Master's", 60, "60%")
    ),
    "line": chart(
        "line",
        "People employed",
        "people",
        point("2020", 33_000, at=2020),
        point("2025", 36_000, at=2025),
        point("2040, projected", 66_000, at=2040),
    ),
    "range": chart("range", "Weekly hours", "hours", point("Range", 50, "40–50 hours", low=40)),
}
CONTACT = {
    "type": "contact",
    "text": "If you would rather ask a person, these are the people who run this advisor:",
    "address": "careers@example.org",
    "link": "mailto:careers@example.org",
}
NEXT = [{"title": f"What do nurses of kind {place} earn?", "payload": f"/kind{place}"} for place in range(3)]
LIST = {
    "type": "list",
    "title": "Mathematics that is needed:",
    "items": ["Linear algebra", "Statistics", "Calculus"],
}
CARD = {
    "occupation": "29-1141.00",
    "code": "29-1141.00",
    "name": "registered nurse",
    "plural": "registered nurses",
    "summary": {"text": "Registered nurses care for people.", "source": 0},
    "pay": {
        "low": {"value": 68_940.0},
        "median": {"value": 97_550.0},
        "high": {"value": 239_200.0, "at_least": True},
        "period": "annual",
        "place": "United States",
        "as_of": "May 2025",
        "group": "Nurses of all kinds",
        "employment": 3_379_720,
        "source": 1,
    },
    "outlook": {
        "growth": 4.9,
        "openings": 189_100,
        "years": "2024-2034",
        "place": "United States",
        "group": None,
        "source": 1,
    },
    "education": {
        "typical": "Bachelor's degree",
        "source": 1,
        "shares": [{"label": "a bachelor's degree", "percent": 55.92}],
        "shares_source": 0,
    },
    "duties": {"items": ["Give patients their medicine."], "source": 0},
    "skills": {"items": ["Speaking", "Coordination"], "source": 0},
    "related": {
        "items": [{"plural": "acute care nurses", "question": "What does an acute care nurse do?"}],
        "source": 0,
    },
    "sources": [
        {
            "title": title,
            "publisher": "Department of Labor",
            "published": published,
            "location": "https://example.org",
            "attribution": "Used under CC BY 4.0.",
        }
        for title, published in (("O*NET 30.1 Database", "2025-12"), ("Wages", None))
    ],
}
NOTE = {
    "type": "note",
    "text": "The five shares add up to 90%; the article does not say where the other 10% work.",
}


def answer(
    *blocks: Json, outcome: str = "answered", told: str | None = None, about: str | None = None
) -> Json:
    """Return a reply in the form of the answer contract."""
    shown = (
        told
        if told is not None
        else " ".join(block["text"] for block in blocks if "text" in block) or "see below"
    )
    custom = {
        "outcome": outcome,
        "topic": "salary",
        "occupation": about,
        "blocks": list(blocks),
        "id": uuid.uuid4().hex,
    }
    return {"text": shown, "custom": custom}


@dataclass
class Script:
    """What the stub answers, how slowly, and whether at all."""

    agent: Any
    replies: dict[str, list[Json]] = field(default_factory=dict)
    seconds: float = 0.0
    broken: bool = False
    before: Callable[[UserMessage], None] = lambda _: None

    async def turn(self, message: UserMessage) -> None:
        """Answer a message and keep both, as a turn of Rasa does."""
        self.before(message)
        await asyncio.sleep(self.seconds)
        if self.broken:
            raise RuntimeError("secret")
        store = self.agent.tracker_store
        tracker = await store.get_or_create_tracker(message.sender_id)
        tracker.update(ActionExecuted("action_listen"))
        tracker.update(UserUttered(message.text, message_id=message.message_id, input_channel="web"))
        given = self.replies.get(message.text) or [answer(text(f"heard: {message.text}"), buttons())]
        for reply in given:
            tracker.update(BotUttered(reply["text"], {"custom": reply["custom"]}))
            await message.output_channel.send_response(message.sender_id, reply)
        await store.save(tracker)


class WebSite(Site):
    """The running server."""

    def __init__(
        self,
        folder: Path,
        port: int = 0,
        conversations: str | None = None,
        beside: Sequence[InputChannel] = (),
        **settings: Any,
    ) -> None:
        chosen = {"session_rate": 10_000.0, "address_rate": 1_000_000.0, **settings}
        redis_url = chosen.pop("redis_url", None)
        self.channel = WebInput(WebSettings(**chosen), secret=SECRET, redis_url=redis_url)
        super().__init__(self.channel, folder, port, conversations, beside)
        self._made_of = (folder, conversations, beside, settings)
        self.script = Script(self.agent)
        self.agent.turn = self.script.turn
        self.url = f"http://127.0.0.1:{self.address[1]}"
        self.demo = f"{self.url}/demo"

    def again(self) -> WebSite:
        """Return what starts in this one's place, on its port and its database, once this one has ended."""
        folder, conversations, beside, settings = self._made_of
        return WebSite(folder, self.port, conversations, beside, **settings)

    def reset(self) -> None:
        """Forget what one test did, for the next."""
        self.script = Script(self.agent)
        self.agent.turn = self.script.turn
        self.agent.heard.clear()
        self.allow()

    def allow(self, *origins: str) -> None:
        """Let these sites use the advisor."""
        self.channel._settings = self.channel._settings.copy(update={"origins": frozenset(origins)})

    @property
    def port(self) -> int:
        return int(self.address[1])


class Visitor:
    """A browser as the server sees it."""

    def __init__(self, url: str, origin: str | None = None) -> None:
        self.url, self.origin, self.token = url, origin or url, ""
        self.http = requests.Session()

    def post(self, path: str, body: Any = None, **headers: str) -> requests.Response:
        raw = body if isinstance(body, bytes) else json.dumps(body if body is not None else {}).encode()
        sent = {"Origin": self.origin, "Authorization": f"Bearer {self.token}", **headers}
        wanted = {name: value for name, value in sent.items() if value}
        return self.http.post(f"{self.url}/web/{path}", data=raw, headers=wanted, timeout=20)

    def begin(self, **body: Any) -> Json:
        told = self.post("session", body).json()
        self.token = told["token"]
        return dict(told)

    def is_known(self) -> bool:
        """Return whether the session has neither ended nor run out."""
        return self.post("history").status_code != 401

    def send(self, message: str, message_id: str | None = None) -> requests.Response:
        return self.post("message", {"message": message, "message_id": message_id or uuid.uuid4().hex})

    def say(self, message: str, message_id: str | None = None) -> list[Json]:
        """Send a message and return the answers."""
        return [data for name, data in events(self.send(message, message_id)) if name == "message"]

    def history(self) -> list[Json]:
        return list(self.post("history").json()["messages"])


def events(response: requests.Response) -> list[tuple[str, Json]]:
    """Return the server-sent events of an answer."""
    assert response.status_code == 200, response.text
    assert response.headers["Content-Type"].startswith("text/event-stream")
    read = []
    for block in response.text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        read.append((fields["event"], json.loads(fields["data"])))
    return read
