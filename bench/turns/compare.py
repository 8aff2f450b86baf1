"""Measures both projects alternately in one run, so that other load of the machine affects both."""

from __future__ import annotations

import os
import platform
import time
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench.turns.measures import at
from bench.turns.plan import Plan
from bench.turns.processes import memory
from bench.turns.results import OURS, TEMPLATE, Results, Side
from bench.turns.servers import Say, Server, Start
from bench.turns.users import Users

WARMING_UP = 20  # turns
REPORT_EVERY = 20  # short conversations
TOLD_TURNS = 50  # of a long one


@dataclass
class Running:
    """A side and its server."""

    side: Side
    server: Server


def compare(starters: dict[str, Start], plan: Plan, folder: Path, say: Say) -> Results:
    """Start both projects, measure everything and stop them; ``starters`` holds one for each side."""
    results = Results(Side(OURS), Side(TEMPLATE), plan.marks, plan.users, machine())
    with Users() as users, ExitStack() as stack:
        for number in range(plan.starts):
            last = number == plan.starts - 1
            running = []
            for side in results.sides():
                scratch = folder / f"{side.key}-{number}"
                scratch.mkdir()
                with ExitStack() as starting:
                    running.append(
                        _started(users, side, starting.enter_context(starters[side.key](scratch)), say)
                    )
                    if last:
                        stack.push(starting.pop_all())
        _turns(users, running, plan, say)
        _loads(users, running, plan, say)
        for project in running:
            project.side.memory = memory(project.server.pid)
    return results


def machine() -> dict[str, str]:
    """Say where a run took place, and how busy it was there already."""
    return {
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "rasa": version("rasa"),
        "busy": f"{os.getloadavg()[0]:.1f}",
    }


def _started(users: Users, side: Side, server: Server, say: Say) -> Running:
    users.go_on(users.begin(side, server.webhook, 0, 1), 1, keep=False)
    side.starts.append(time.monotonic() - server.started)
    say(f"{side.key}: first answer {side.starts[-1]:.1f} s after the start")
    return Running(side, server)


def _turns(users: Users, running: list[Running], plan: Plan, say: Say) -> None:
    """Hold conversations with both sides in turn: short ones whole, long ones in blocks."""
    for project in running:
        users.go_on(users.begin(project.side, project.server.webhook, 0, WARMING_UP), WARMING_UP, keep=False)
    for number in range(plan.short_conversations):
        for project in running:
            users.go_on(
                users.begin(project.side, project.server.webhook, number, plan.short_turns), plan.short_turns
            )
        if (number + 1) % REPORT_EVERY == 0:
            say(f"{number + 1} of {plan.short_conversations} short conversations: {_shown(running, 5)}")
    for number in range(plan.long_conversations):
        talks = [
            users.begin(project.side, project.server.webhook, number, plan.long_turns) for project in running
        ]
        for said in range(0, plan.long_turns, plan.long_block):
            for talk in talks:
                users.go_on(talk, plan.long_block)
            turn = said + plan.long_block
            if turn in plan.marks or turn % TOLD_TURNS == 0:
                shown = _shown(running, turn)
                say(f"long conversation {number + 1} of {plan.long_conversations}: {shown}")


def _shown(running: list[Running], mark: int) -> str:
    measured = [(project.side.key, at(project.side.turns, mark)) for project in running]
    return f"turn {mark}, " + ", ".join(f"{key} {found.p50:.1f} ms" for key, found in measured if found)


def _loads(users: Users, running: list[Running], plan: Plan, say: Say) -> None:
    for count in plan.users:
        for number in range(plan.load_rounds):
            for project in running:
                load = users.load(
                    project.side, project.server.webhook, count, plan.load_seconds, plan.load_turns
                )
                say(
                    f"{count} at once, {number + 1} of {plan.load_rounds}: {project.side.key} "
                    f"{load.per_second:.1f} messages a second, users' processor {load.processor_share:.0%}"
                )
