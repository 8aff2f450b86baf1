"""One line to talk to the bot in a test: ``Conversation(advisor).say("salary?")``."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

import requests

from actions.answer import contract
from bench.advisor import Advisor


@dataclass
class Conversation:
    """A conversation of one user; every reply is checked against the answer contract."""

    advisor: Advisor
    sender: str = field(default_factory=lambda: uuid.uuid4().hex)
    offered: list[dict[str, str]] = field(default_factory=list)

    def say(self, text: str) -> dict[str, Any]:
        """Send a message and return the one reply: its ``text`` beside the fields of the contract."""
        sent = {"sender": self.sender, "message": text}
        response = requests.post(self.advisor.webhook, json=sent, timeout=30)
        assert response.status_code == 200, response.text
        (message,) = response.json()
        answer = message["custom"]
        contract()(answer)
        self.offered = [
            item for block in answer["blocks"] if block["type"] == "buttons" for item in block["items"]
        ]
        return {**answer, "text": message["text"]}

    def press(self, number: int) -> dict[str, Any]:
        """Press a button of the last reply, counted from 1."""
        return self.say(self.offered[number - 1]["payload"])
