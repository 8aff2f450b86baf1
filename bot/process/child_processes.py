"""Starts programs as children, watches them, and stops them together. Knows nothing of Rasa."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import os
import signal
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

LAST_LINES = 20
LONGEST_LINE = 1_000_000  # bytes; a longer one is written in pieces
POLL_SECONDS = 0.2
STEADY_SECONDS = 15.0  # a program that ran so long is started again when it ends; another has a fault
DEAF_SECONDS = 30.0  # without an answer to its health check, after which a living program is started again
START_SECONDS = 180.0  # until the first answer to the health check after a start
CHECK_SECONDS = 2.0  # between two health checks

LineSink = Callable[[str, str], None]


@dataclass(frozen=True)
class Program:
    """A program to run.

    ``ready_url`` answers 200 once it is ready, ``health_url`` anything at all while its event loop runs;
    ``first_options`` are added to the command at its first start only. What is not ``essential`` is started
    again however soon it ends, and nothing waits for it.
    """

    name: str
    command: Sequence[str]
    ready_url: str | None = None
    health_url: str | None = None
    first_options: Sequence[str] = ()
    essential: bool = True


class ProgramEnded(Exception):
    """A program ended by itself, was not ready in time, or stopped answering its health check."""

    def __init__(
        self, name: str, code: int | None, last_lines: Sequence[str], *, deaf_seconds: float | None = None
    ) -> None:
        """Keep what is reported.

        Args:
            name: the program's.
            code: its exit code; None while it runs.
            last_lines: of its output.
            deaf_seconds: for how long it did not answer its health check; None where it did.
        """
        super().__init__(f"{name} ended with code {code}")
        self.name = name
        self.code = code
        self.last_lines = list(last_lines)
        self.deaf_seconds = deaf_seconds


class Child:
    """A running program in a process group of its own, its output read line by line."""

    def __init__(self, program: Program, process: asyncio.subprocess.Process, sink: LineSink) -> None:
        """Take over a started process; use :meth:`start`."""
        self.program = program
        self.last_lines: deque[str] = deque(maxlen=LAST_LINES)
        self.started = time.monotonic()
        self._answered = False
        self._process = process
        self._sink = sink
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def start(cls, program: Program, sink: LineSink, *, first: bool = True) -> Child:
        """Start a program, for the first time or again, and hand each line of its output to ``sink``."""
        process = await asyncio.create_subprocess_exec(
            *program.command,
            *(program.first_options if first else ()),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            # Ctrl-C in the terminal must reach the supervisor only, which then stops its children in order.
            start_new_session=True,
        )
        return cls(program, process, sink)

    @property
    def running(self) -> bool:
        """Whether the program still runs."""
        return self._process.returncode is None

    async def ended(self, after: float = 0.0) -> ProgramEnded:
        """Wait for the end of the program, and until ``after`` seconds after its start; describe it."""
        code = await self._process.wait()
        await asyncio.sleep(max(0.0, self.started + after - time.monotonic()))
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.shield(self._reader), timeout=1)
        return ProgramEnded(self.program.name, code, list(self.last_lines))

    async def ready(self) -> None:
        """Wait until the program answers at its address."""
        url = self.program.ready_url
        while url is not None and not await asyncio.to_thread(answers, url):
            await asyncio.sleep(POLL_SECONDS)
        self._answered = True

    async def deaf(self, seconds: float) -> ProgramEnded:
        """Wait until the program, though alive, has not answered its health check for ``seconds``.

        Until its first answer it has ``START_SECONDS``. A program without a ``health_url`` is never deaf.
        """
        url = self.program.health_url
        if url is None:
            await asyncio.Event().wait()
        last_answer = time.monotonic()
        while True:
            if await asyncio.to_thread(responds, str(url)):
                last_answer, self._answered = time.monotonic(), True
            silent = time.monotonic() - last_answer
            if silent >= (seconds if self._answered else max(seconds, START_SECONDS)):
                return ProgramEnded(self.program.name, None, list(self.last_lines), deaf_seconds=silent)
            await asyncio.sleep(min(CHECK_SECONDS, seconds / 4))

    async def stop(self, patience: float) -> None:
        """Ask the program to end, and end it when it has not after ``patience`` seconds."""
        self._signal(signal.SIGTERM)
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._process.wait(), timeout=patience)
        # Processes that the program has left behind in its group go too.
        self._signal(signal.SIGKILL)
        await self._process.wait()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._reader, timeout=1)

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)

    async def _read(self) -> None:
        stream = self._process.stdout
        rest = b""
        while stream is not None and (chunk := await stream.read(65536)):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self._keep(line)
            if len(rest) > LONGEST_LINE:
                self._keep(rest)
                rest = b""
        if rest:
            self._keep(rest)

    def _keep(self, raw: bytes) -> None:
        line = raw.decode("utf-8", errors="replace").rstrip()
        self.last_lines.append(line)
        # The pipe is read on even if a line is lost: a program blocks when its pipe is full.
        with contextlib.suppress(Exception):
            self._sink(self.program.name, line)


class Supervisor:
    """Runs several programs as one: all are ready, or none runs; one that ends is started again."""

    def __init__(self, programs: Sequence[Program], sink: LineSink, *, patience: float = 10.0) -> None:
        """Name the programs, in the order in which they start.

        Args:
            programs: what to run.
            sink: called with the program's name and a line, for each line of output.
            patience: seconds that a program gets to end before it is killed.
        """
        self._programs = programs
        self._sink = sink
        self._patience = patience
        self._children: list[Child] = []

    async def start(self, *, timeout: float) -> None:
        """Start all programs and return when each essential one answers.

        Raises:
            ProgramEnded: one of those ended, or did not answer in time.
        """
        for program in self._programs:
            self._children.append(await Child.start(program, self._sink))
        all_ready = asyncio.ensure_future(self._all_ready())
        first_end = asyncio.ensure_future(self.first_end())
        tasks: set[asyncio.Future[Any]] = {all_ready, first_end}
        try:
            await asyncio.wait(tasks, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
            if first_end.done():
                raise first_end.result()
            if not all_ready.done():
                raise await self._late()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def first_end(self) -> ProgramEnded:
        """Wait until any of the essential programs ends."""
        return await _first([child.ended() for child in self._essential()])

    def _essential(self) -> list[Child]:
        return [child for child in self._children if child.program.essential]

    async def _first_failure(self, steady: float, deaf: float) -> ProgramEnded:
        ends = [child.ended(0.0 if child.program.essential else steady) for child in self._children]
        return await _first([*ends, *(child.deaf(deaf) for child in self._children)])

    async def keep_running(
        self,
        restarting: Callable[[ProgramEnded], None],
        *,
        steady: float = STEADY_SECONDS,
        deaf: float = DEAF_SECONDS,
    ) -> ProgramEnded:
        """Start again what ends or no longer answers; return when an essential program ended too soon.

        Args:
            restarting: called for each program that is started again.
            steady: seconds that an essential program must have run to be started again when it ends; another
                is started so long after its last start.
            deaf: seconds without an answer to the health check after which a program is started again.
        """
        while True:
            ended = await self._first_failure(steady, deaf)
            place = [child.program.name for child in self._children].index(ended.name)
            child = self._children[place]
            if ended.deaf_seconds is None and time.monotonic() - child.started < steady:
                return ended
            restarting(ended)
            await child.stop(self._patience)  # what it left behind
            self._children[place] = await Child.start(child.program, self._sink, first=False)

    async def stop(self) -> None:
        """Stop all programs at once, within the patience given."""
        await asyncio.gather(*(child.stop(self._patience) for child in self._children))

    async def _all_ready(self) -> None:
        await asyncio.gather(*(child.ready() for child in self._essential()))

    async def _late(self) -> ProgramEnded:
        for child in self._essential():
            url = child.program.ready_url
            if url is not None and not await asyncio.to_thread(answers, url):
                return ProgramEnded(child.program.name, None, list(child.last_lines))
        return ProgramEnded(self._programs[-1].name, None, [])


async def _first(waits: Sequence[Coroutine[Any, Any, ProgramEnded]]) -> ProgramEnded:
    """Return the result of the first coroutine that ends, and cancel the others."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return done.pop().result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def answers(url: str) -> bool:
    """Return whether a GET is answered with 200."""
    return _status(url) == 200


def responds(url: str) -> bool:
    """Return whether a GET is answered at all, within two seconds."""
    return _status(url) is not None


def _status(url: str) -> int | None:
    try:
        # Proxies of the environment have no part in what goes on inside this machine.
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=2) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, http.client.HTTPException, ValueError):
        return None
