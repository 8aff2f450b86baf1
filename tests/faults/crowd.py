"""Users who talk all the while something fails.

They do what a good client does: each message has an id, and one that got no answer is sent again.
"""

from __future__ import annotations

import itertools
import json
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import requests
from sqlalchemy import create_engine, select

from bot.conversations.models import conversation_event
from tests.faults.system import Served

QUESTIONS = (
    "what does an ml engineer do?",
    "what do they earn?",
    "and a senior?",
    "which skills do I need?",
    "the second one",
    "do I need a degree?",
)
PATIENCE_SECONDS = 60.0  # after which a message counts as lost
PAUSE_SECONDS = 0.3
RECOVERY_SECONDS = 20.0  # after the fault, until everybody is answered again


@dataclass
class Told:
    """What became of one message."""

    message_id: str
    text: str
    asked: float = field(default_factory=time.monotonic)
    answers: list[str] = field(default_factory=list)  # ids of the answers, each try that was answered
    outcome: str = "lost"
    seconds: float = 0.0  # until any reply, an apology too


@dataclass
class Crowd:
    """Counts of a crowd, once it has gone."""

    name: str
    told: dict[str, list[Told]] = field(default_factory=dict)  # by sender

    @property
    def messages(self) -> list[Told]:
        return [one for each in self.told.values() for one in each]

    def row(self) -> dict[str, object]:
        """Return the row of the fault table."""
        outcomes = Counter("apology" if one.outcome == "error" else one.outcome for one in self.messages)
        return {
            "fault": self.name,
            "sent": len(self.messages),
            "answered": sum(outcomes.values()) - outcomes["lost"] - outcomes["apology"],
            "apologies": outcomes["apology"],
            "lost": outcomes["lost"],
            "twice": len(self.twice()),
            "longest": round(max(one.seconds for one in self.messages), 1),
        }

    def twice(self) -> list[Told]:
        """Return the messages that were answered in two different ways."""
        return [one for one in self.messages if len(set(one.answers)) > 1]

    def ended_well(self) -> bool:
        """Return whether the last message of each user was answered: the fault was overcome."""
        return all(each[-1].answers for each in self.told.values())

    def not_kept(self, system: Served) -> list[str]:
        """Return the answered messages that do not stand exactly once in the conversation's history."""
        engine = create_engine(system.conversations_url, future=True)
        wrong = []
        with engine.connect() as connection:
            for sender, told in self.told.items():
                rows = connection.execute(
                    select(conversation_event.c.data).where(
                        conversation_event.c.conversation_id == sender, conversation_event.c.type == "user"
                    )
                ).scalars()
                kept = Counter(json.loads(row).get("message_id") for row in rows)
                answered = [one.message_id for one in told if one.answers]
                wrong += [one for one in answered if kept[one] != 1]
        engine.dispose()
        return wrong


class User(threading.Thread):
    """Asks one question after the other until told to stop; tries another server when one is gone."""

    def __init__(self, system: Served, stopping: threading.Event) -> None:
        super().__init__(daemon=True)
        self.sender, self.told = uuid.uuid4().hex, list[Told]()
        self._addresses = itertools.cycle(system.urls)
        self._stopping, self._http = stopping, requests.Session()

    def run(self) -> None:
        for text in itertools.cycle(QUESTIONS):
            if self._stopping.is_set():
                return
            self.ask(text)
            self._stopping.wait(PAUSE_SECONDS)

    def is_served_since(self, moment: float) -> bool:
        """Return whether the last message that got a reply was asked after a moment and got an answer."""
        replied = [one for one in self.told if one.outcome != "lost"]
        return bool(replied and replied[-1].answers and replied[-1].asked >= moment)

    def ask(self, text: str) -> None:
        one = Told(uuid.uuid4().hex, text)
        self.told.append(one)
        while time.monotonic() - one.asked < PATIENCE_SECONDS:
            reply = self._post(one)
            if reply:
                one.seconds = one.seconds or time.monotonic() - one.asked
                one.outcome = reply["outcome"]
                if one.outcome != "error":
                    one.answers.append(reply["id"])
                return
            time.sleep(0.2)
        one.seconds = time.monotonic() - one.asked

    def _post(self, one: Told) -> dict[str, str] | None:
        body = {"sender": self.sender, "message": one.text, "message_id": one.message_id}
        try:
            response = self._http.post(
                f"{next(self._addresses)}/webhooks/rest/webhook", json=body, timeout=40
            )
            (message,) = response.json() if response.status_code == 200 else [None]
        except (requests.RequestException, ValueError):
            return None
        custom: dict[str, str] | None = message and message["custom"]
        return custom


@contextmanager
def talking(system: Served, name: str, users: int = 5) -> Iterator[Crowd]:
    """Let users talk during the body: before it each is answered once, after it each is answered again."""
    crowd, stopping = Crowd(name), threading.Event()
    people = [User(system, stopping) for _ in range(users)]
    for user in people:
        user.start()
    try:
        wait_until_served(people)
        yield crowd
        wait_until_served(people)
    finally:
        stopping.set()
        for user in people:
            user.join(timeout=PATIENCE_SECONDS + 45)
        crowd.told = {user.sender: user.told for user in people}


def wait_until_served(people: list[User]) -> None:
    """Wait until everybody has asked something from now on and was answered, at most for a recovery."""
    now = time.monotonic()
    while time.monotonic() < now + RECOVERY_SECONDS:
        if all(user.is_served_since(now) for user in people):
            return
        time.sleep(0.05)
