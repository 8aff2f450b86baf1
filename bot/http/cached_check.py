"""A check that probes may ask for at any rate: run by one task at a time, bounded, and kept for a moment."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)
KEEP_SECONDS = 1.0
LIMIT_SECONDS = 3.0


class CachedCheck:
    """Whether something works, as of a moment ago at most."""

    def __init__(
        self,
        check: Callable[[], Awaitable[None]],
        describe: Callable[[Exception], str],
        *,
        seconds: float = LIMIT_SECONDS,
    ) -> None:
        """Prepare.

        Args:
            check: raises if it does not work.
            describe: says in one line what an exception of ``check`` means.
            seconds: after which a check that has not ended counts as failed; it is not started again before
                it has ended.
        """
        self._check = check
        self._describe = describe
        self._seconds = seconds
        self._running: asyncio.Task[str] | None = None
        self._found = ""
        self._found_at = -KEEP_SECONDS
        self._logged = ""

    async def passes(self) -> bool:
        """Return whether it works; what is in the way is logged once."""
        if self._running is None and time.monotonic() - self._found_at >= KEEP_SECONDS:
            self._running = asyncio.create_task(self._run())
        if self._running is not None:
            # Not cancelled with a caller that leaves, nor when it takes long: others wait for it as well.
            done, _ = await asyncio.wait({self._running}, timeout=self._seconds)
            self._log(self._found if done else self._describe(asyncio.TimeoutError("no answer in time")))
            return bool(done) and not self._found
        return not self._found

    async def _run(self) -> str:
        try:
            await self._check()
            self._found = ""
        except Exception as error:  # noqa: BLE001 - of any kind: it does not work
            self._found = self._describe(error)
        finally:
            self._found_at, self._running = time.monotonic(), None
        return self._found

    def _log(self, found: str) -> None:
        if found and found != self._logged:
            logger.warning("not ready: %s", found)
        elif self._logged and not found:
            logger.info("ready again")
        self._logged = found
