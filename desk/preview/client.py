"""Asks the process that answers for previews, which is started when it is needed and ends when it is not."""

from __future__ import annotations

import json
import logging
import select
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from desk.content.folder import DeskContent

logger = logging.getLogger(__name__)
ANSWER_SECONDS = 90.0  # the first answer waits until the model is loaded
IDLE_SECONDS = 300.0


class PreviewFailed(Exception):
    """There is no preview; the log says why."""


class Previews:
    """Gives one preview at a time. Threads may share it."""

    def __init__(self, *, answer_seconds: float = ANSWER_SECONDS, idle_seconds: float = IDLE_SECONDS) -> None:
        """Start nothing yet."""
        self._answer_seconds = answer_seconds
        self._idle_seconds = idle_seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._model: Path | None = None
        self._end: threading.Timer | None = None

    def ask(self, model: Path, content: DeskContent, questions: Sequence[str]) -> dict[str, Any]:
        """Return what ``Answerer.preview`` does.

        Args:
            model: the trained model to answer by.
            content: the desk's, as it would be published.
            questions: each asked as by a new user.

        Raises:
            PreviewFailed: there was no answer in time.
        """
        with self._lock:
            try:
                process = self._running(model)
                answer = self._exchange(process, {"files": content.files, "questions": list(questions)})
            except (OSError, ValueError, TimeoutError) as error:
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

    def _running(self, model: Path) -> subprocess.Popen[str]:
        if self._end:
            self._end.cancel()
        if self._process is None or self._process.poll() is not None or model != self._model:
            self._stop()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "desk.preview.worker", str(model)],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
            self._model = model
        return self._process

    def _exchange(self, process: subprocess.Popen[str], request: dict[str, Any]) -> dict[str, Any]:
        if process.stdin is None or process.stdout is None:
            raise ValueError("the process has no pipes")
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
        readable, _, _ = select.select([process.stdout], [], [], self._answer_seconds)
        if not readable:
            raise TimeoutError(f"no answer within {self._answer_seconds:g} s")
        line = process.stdout.readline()
        if not line:
            raise ValueError(f"the process ended with code {process.wait(5)}")
        answer: dict[str, Any] = json.loads(line)
        return answer

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
