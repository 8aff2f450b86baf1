"""Measures the widget and 200 of its sessions at once: ``python -m bench.web``, or with ``--publish``."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

from bench.advisor import running_advisor
from bench.web.crowd import crowd, thinking
from bench.web.ready import PHONE_SLOWDOWN, time_to_ready
from bench.web.report import Figures, publish, summary

SESSIONS, MESSAGES = 200, 4
THINKING_SECONDS = 10.0  # a hasty reader
# All visitors come from one address here, which otherwise would be slowed down.
LIMITS = {"ADVISOR_WEB_SESSION_RATE": "100000", "ADVISOR_WEB_ADDRESS_RATE": "100000"}


def main(arguments: list[str] | None = None) -> int:
    """Measure and report; fail where a message was not answered, or a session saw another's."""
    parser = argparse.ArgumentParser(prog="python -m bench.web", description=__doc__)
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--publish", action="store_true", help="write the figures into docs/embedding.md")
    options = parser.parse_args(arguments)
    os.environ.update(LIMITS)
    with tempfile.TemporaryDirectory(prefix="bench-web-") as folder, running_advisor(Path(folder)) as advisor:
        asyncio.run(crowd(advisor.url, 10, 2))  # so that nothing is done for the first time
        loads = [
            (
                f"each writes every {THINKING_SECONDS:.0f} s",
                asyncio.run(crowd(advisor.url, options.sessions, MESSAGES, thinking(THINKING_SECONDS))),
            ),
            (
                "each writes as soon as it is answered",
                asyncio.run(crowd(advisor.url, options.sessions, MESSAGES)),
            ),
        ]
        desktop, phone = (time_to_ready(advisor.url, slowdown=factor) for factor in (1, PHONE_SLOWDOWN))
    figures = Figures(loads, desktop, phone)
    print(summary(figures))
    if options.publish:
        publish(figures)
    return 1 if any(load.failed or load.mixed_up for _, load in loads) else 0


if __name__ == "__main__":
    sys.exit(main())
