"""Every held-out question over HTTP to the running advisor, each as a new user, and the dialogues."""

from __future__ import annotations

import re
import tempfile
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import requests

from actions.messages import messages
from bench.advisor import Advisor, running_advisor
from bench.understanding.counting import Judged, Share, set_figures
from bench.understanding.judge import Reply, judge, judge_step
from bench.understanding.utterances import Dialogue, Utterance, mistyped, read_dialogues, read_sets

AT_ONCE = 2
REPLY_SECONDS = 30
SMALL_TALK = "smalltalk."


@dataclass(frozen=True)
class HeldDialogue:
    """A dialogue as it went: its steps up to and including the last."""

    name: str
    steps: tuple[Judged, ...]

    @property
    def right(self) -> bool:
        return all(step.right for step in self.steps)


@dataclass(frozen=True)
class EndToEnd:
    """What was asked and how the replies were judged."""

    sets: dict[str, list[Judged]]
    dialogues: list[HeldDialogue]

    def figures(self) -> dict[str, float]:
        """Return all figures by name, in percent."""
        figures = {
            f"{name}.{figure}": percent
            for name, judged in self.sets.items()
            for figure, percent in set_figures(judged).items()
        }
        if self.dialogues:
            right = sum(dialogue.right for dialogue in self.dialogues)
            figures["dialogues.right"] = Share(right, len(self.dialogues)).percent
        return figures


class Asker:
    """Talks to a running advisor."""

    def __init__(self, advisor: Advisor) -> None:
        self._advisor = advisor
        self._openings = openings(messages())

    def say(self, text: str, sender: str) -> Reply:
        """Send a message and return the one reply."""
        sent = {"sender": sender, "message": text}
        response = requests.post(self._advisor.webhook, json=sent, timeout=REPLY_SECONDS)
        response.raise_for_status()
        (message,) = response.json()
        return Reply.of(message["custom"], message["text"], self._openings)

    def ask(self, utterance: Utterance) -> Judged:
        """Send a message as a new user and judge the reply."""
        reply = self.say(utterance.text, new_sender())
        return Judged(utterance, reply, judge(utterance, reply))

    def hold(self, dialogue: Dialogue) -> HeldDialogue:
        """Hold a dialogue as a new user and judge each of its steps."""
        sender = new_sender()
        steps: list[Judged] = []
        for step in dialogue.steps:
            reply = self.say(step.utterance.text, sender)
            before = steps[-1].reply if steps else None
            steps.append(Judged(step.utterance, reply, judge_step(step, reply, before)))
        return HeldDialogue(dialogue.name, tuple(steps))


def run() -> EndToEnd:
    """Start the advisor, ask everything and stop it."""
    sets, dialogues = read_sets(), read_dialogues()
    with tempfile.TemporaryDirectory() as folder, running_advisor(Path(folder)) as advisor:
        asker = Asker(advisor)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            judged = {
                name: list(pool.map(asker.ask, [*asked, *mistyped(asked)])) for name, asked in sets.items()
            }
            held = list(pool.map(asker.hold, dialogues))
    return EndToEnd(judged, held)


def openings(payloads: dict[str, str]) -> dict[str, str]:
    """Return how each kind of small talk begins, up to the first placeholder."""
    small_talk = [name for name in payloads if name.startswith(SMALL_TALK)]
    spoken = {name.removeprefix(SMALL_TALK): payloads[name] for name in small_talk}
    spoken["source_of"] = payloads["source_of.all"]  # asked before anything was answered
    return {topic: re.split(r"\{", text)[0].strip() for topic, text in spoken.items()}


def new_sender() -> str:
    """Return the name of a user who has not written before."""
    return uuid.uuid4().hex
