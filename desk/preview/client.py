"""Asks the process that answers for previews, which is started when it is needed and ends when it is not."""

from __future__ import annotations

import json
import logging
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from desk.content.folder import DeskContent

logger = logging.getLogger(__name__)
ANSWER_SECONDS = 60.0  # the first answer waits until the model is loaded
LOADING_SECONDS = 600.0  # in which the model is loaded even on a busy machine
IDLE_SECONDS = 300.0


class PreviewFailed(Exception):
    """There is no preview; the log says why."""


class PreviewLate(PreviewFailed):
    """There is no preview yet: the model is still being loaded."""


class Previews:
    """Gives one preview at a time. Threads may share it."""

    def __init__(self, *, answer_seconds: float = ANSWER_SECONDS, idle_seconds: float = IDLE_SECONDS) -> None:
        """Start nothing yet."""
        self._answer_seconds = answer_seconds
        self._idle_seconds = idle_seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._model: Path | None = None
        self._started = 0.0
        self._rest = b""  # of what the process has written: a line that is not complete
        self._asked = 0  # by which an answer is told from one that came too late
        self._end: threading.Timer | None = None

    def ask(self, model: Path, content: DeskContent, questions: Sequence[str]) -> dict[str, Any]:
        """Return what ``Answerer.preview`` does.

        Args:
            model: the trained model to answer by.
            content: the desk's, as it would be published.
            questions: each asked as by a new user.

        Raises:
            PreviewLate: there was no answer in time, and may be one later.
            PreviewFailed: there is none.
        """
        with self._lock:
            try:
                process = self._running(model)
                answer = self._exchange(process, {"files": content.files, "questions": list(questions)})
            except TimeoutError:
                if time.monotonic() - self._started < LOADING_SECONDS:
                    self._end_later()
                    raise PreviewLate from None
                self._stop()
                raise PreviewFailed from None
            except (OSError, ValueError) as error:
                self._stop()
                logger.error("no preview: %s", error)
                raise PreviewFailed from None
            self._end_later()
        if answer.get("failed"):
            raise PreviewFailed
        return answer

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._stop()

    def _running(self, model: Path) -> subprocess.Popen[bytes]:
        if self._end:
            self._end.cancel()
        if self._process is None or self._process.poll() is not None or model != self._model:
            self._stop()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "desk.preview.worker", str(model)],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            self._rest = b""
            self._model, self._started = model, time.monotonic()
        return self._process

    def _exchange(self, process: subprocess.Popen[bytes], request: dict[str, Any]) -> dict[str, Any]:
        if process.stdin is None or process.stdout is None:
            raise ValueError("the process has no pipes")
        self._asked += 1
        process.stdin.write(json.dumps({**request, "number": self._asked}).encode() + b"\n")
        process.stdin.flush()
        end = time.monotonic() + self._answer_seconds
        while True:
            readable, _, _ = select.select([process.stdout], [], [], max(0.0, end - time.monotonic()))
            if not readable:
                raise TimeoutError
            found = os.read(process.stdout.fileno(), 1 << 20)
            if not found:
                raise ValueError("the process has ended")
            *lines, self._rest = (self._rest + found).split(b"\n")
            for answer in map(json.loads, lines):
                if answer["number"] == self._asked:
                    return dict(answer)

    def _end_later(self) -> None:
        self._end = threading.Timer(self._idle_seconds, self.close)
        self._end.daemon = True
        self._end.start()

    def _stop(self) -> None:
        if self._end:
            self._end.cancel()
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    logger.debug("a pipe of the preview was closed already")
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
