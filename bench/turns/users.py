"""Talks to the process of the users (``client.py``) and keeps what it measured."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

from bench.advisor import ROOT
from bench.turns.client import FAILED, SILENT
from bench.turns.measures import Sample, spread
from bench.turns.messages import conversation, groups
from bench.turns.results import Load, Side

END_SECONDS = 10


class UsersError(RuntimeError):
    """The process of the users has ended."""


@dataclass
class Talk:
    """A conversation of one user that goes on in several blocks."""

    side: Side
    url: str
    texts: list[str]
    sender: str
    said: int = 0


class Users:
    """The process of the users, as long as the block lasts."""

    def __enter__(self) -> Users:
        command = [sys.executable, "-m", "bench.turns.client"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate(timeout=END_SECONDS)

    def begin(self, side: Side, url: str, number: int, turns: int) -> Talk:
        """Begin a conversation that nobody has had before."""
        return Talk(side, url, conversation(side.key, number, turns), uuid.uuid4().hex)

    def go_on(self, talk: Talk, turns: int, *, keep: bool = True) -> None:
        """Say the next messages of a conversation, and keep how long each took."""
        texts = talk.texts[talk.said : talk.said + turns]
        answers = self._do("talk", url=talk.url, sender=talk.sender, texts=texts)
        if keep:
            kept: list[Sample] = [
                (turn, milliseconds)
                for turn, (milliseconds, became) in enumerate(answers, talk.said + 1)
                if became != FAILED
            ]
            talk.side.turns += kept
            _count(talk.side, answers)
        talk.said += len(texts)

    def load(
        self, side: Side, url: str, users: int, seconds: float, turns: int, *, pause: float = 0.0
    ) -> Load:
        """Let users talk at once and keep how much was answered."""
        conversations = [conversation(side.key, number, turns) for number in range(len(groups(side.key)))]
        answer = self._do(
            "load", url=url, users=users, seconds=seconds, conversations=conversations, pause=pause
        )
        _count(side, answer["answers"])
        answered = [milliseconds for milliseconds, became in answer["answers"] if became != FAILED]
        found = spread(answered)
        load = Load(
            users,
            len(answered) / seconds,
            found.p50 if found else None,
            found.p95 if found else None,
            answer["processor_share"],
        )
        side.loads.append(load)
        return load

    def _do(self, job: str, **arguments: object) -> Any:
        if self._process.stdin is None or self._process.stdout is None:
            raise UsersError("The process of the users has no pipes.")
        try:
            print(json.dumps([job, arguments]), file=self._process.stdin, flush=True)
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise UsersError("The process of the users has ended.")
        return json.loads(line)


def _count(side: Side, answers: list[tuple[float, str]]) -> None:
    became = Counter(what for _milliseconds, what in answers)
    side.messages += became.total()
    side.failed += became[FAILED]
    side.silent += became[SILENT]
