"""What the desk does beside answering: it watches, sends messages, counts demand, groups unanswered messages.

One thread, of the desk's process and of no other: a turn never waits for it. Of several desks over one
database each job is done by the one that begins it first.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.conversations.figures.counting import moment
from bot.settings import ROOT
from bot.settings.alerts import AlertSettings
from desk.coverage.matrix import counted_demand
from desk.queries import jobs, watch
from desk.queries.demand import replace_demand
from desk.watch.alerts import look
from desk.watch.delivery import Send, deliver, senders
from desk.watch.digest import make_digest

logger = logging.getLogger(__name__)
TICK_SECONDS = 30.0
WATCH, WATCH_SECONDS = "watch", 240.0
DEMAND, DEMAND_SECONDS = "demand", 600.0
GROUPS, GROUPS_SECONDS = "groups", 3600.0
LONGEST_SECONDS = 900.0  # of grouping
KEPT_SECONDS = 400 * 24 * 3600.0  # for which messages are kept
COMMAND = (sys.executable, "-m", "desk.unanswered")


class Background:
    """The desk's jobs, in a thread."""

    def __init__(
        self,
        settings: AlertSettings,
        conversations: Engine,
        knowledge: Engine,
        *,
        ways: Mapping[str, Send] | None = None,
    ) -> None:
        """Prepare; nothing runs yet.

        Args:
            settings: where messages go.
            conversations: the conversations' database.
            knowledge: the knowledge base.
            ways: how messages are sent; by default as the settings say.

        Raises:
            SettingError: a way is not set up.
        """
        self._settings = settings
        self._conversations, self._knowledge = conversations, knowledge
        self._ways = senders(settings) if ways is None else ways
        self._stop = threading.Event()
        self._grouping: subprocess.Popen[bytes] | None = None
        self._begun = 0.0  # when, by time.monotonic
        self._thread = threading.Thread(target=self._run, name="desk jobs", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, with what is under way."""
        self._stop.set()
        self._thread.join(5.0)
        if self._grouping:
            self._end_grouping(self._grouping)

    def _run(self) -> None:
        while not self._stop.is_set():
            self.tick(time.time())
            self._stop.wait(TICK_SECONDS)

    def tick(self, now: float) -> None:
        """Do what is due at a time (seconds since 1970); what fails is logged, and done next time."""
        self._job(WATCH, WATCH_SECONDS, now, self._watch)
        self._guarded("delivery", lambda: deliver(self._conversations, self._ways, now=now))
        self._look_after_grouping()
        self._job(DEMAND, DEMAND_SECONDS, now, self._count_demand)
        self._job(GROUPS, GROUPS_SECONDS, now, self._group, ends=False)

    def _watch(self, now: float) -> None:
        ways = list(self._ways)
        with self._conversations.begin() as connection:
            look(connection, ways, now=now)
        with self._conversations.begin() as connection, self._knowledge.connect() as knowledge:
            make_digest(connection, knowledge, ways, weekday=self._settings.digest_weekday, now=now)
            watch.delete_before(connection, before=now - KEPT_SECONDS)

    def _count_demand(self, now: float) -> None:
        with self._conversations.connect() as connection:
            found = counted_demand(connection, moment(now)[0])
        with self._conversations.begin() as connection:  # begun late: on SQLite nobody else writes meanwhile
            replace_demand(connection, found)

    def _group(self, _now: float) -> None:
        self._grouping = subprocess.Popen(
            COMMAND, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        self._begun = time.monotonic()

    def _look_after_grouping(self) -> None:
        process = self._grouping
        if process is None:
            return
        if process.poll() is None and time.monotonic() - self._begun < LONGEST_SECONDS:
            return
        problem = self._end_grouping(process)
        self._grouping = None
        if problem:
            logger.error("what went unanswered could not be grouped: %s", problem)
        self._guarded(GROUPS, lambda: self._end(GROUPS, problem))

    @staticmethod
    def _end_grouping(process: subprocess.Popen[bytes]) -> str | None:
        """Return what went wrong; one that still runs is ended."""
        late = process.poll() is None
        if late:
            process.terminate()
        try:
            _, said = process.communicate(timeout=5.0)
        except subprocess.TimeoutExpired:
            process.kill()
            _, said = process.communicate()
        if late:
            return "it took too long"
        lines = said.decode("utf-8", "replace").strip().splitlines()
        return (lines[-1] if lines else f"exit code {process.returncode}") if process.returncode else None

    def _job(
        self, name: str, every: float, now: float, work: Callable[[float], None], *, ends: bool = True
    ) -> None:
        def once() -> None:
            with self._conversations.begin() as connection:
                mine = jobs.begin(connection, name, now=now, every=every)
            if not mine:
                return
            try:
                work(now)
            except Exception as error:
                with suppress(SQLAlchemyError):  # which the log will tell
                    self._end(name, type(error).__name__)
                raise
            if ends:
                self._end(name, None)

        self._guarded(name, once)

    def _end(self, name: str, problem: str | None) -> None:
        with self._conversations.begin() as connection:
            jobs.end(connection, name, now=time.time(), problem=problem)

    @staticmethod
    def _guarded(name: str, work: Callable[[], object]) -> None:
        try:
            work()
        except SQLAlchemyError as error:
            logger.warning("%s: a database failed: %s", name, type(error).__name__)
        except Exception:
            logger.exception("%s failed", name)
