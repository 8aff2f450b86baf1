"""Steady load on the advisor for some minutes, and whether its memory stays flat."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.turns.measures import slope
from bench.turns.processes import memory
from bench.turns.results import OURS, Side
from bench.turns.servers import Say, Start
from bench.turns.users import Users

USERS = 5
PAUSE_SECONDS = 0.5  # of each user after a reply
SLICE_SECONDS = 10.0
TURNS = 20  # of a conversation, as far as a slice allows
MOST_MINUTES = 60.0
WARM_UP_SHARE = 0.3
FLAT_SHARE = 0.02
REPORT_EVERY = 6  # slices


@dataclass
class Soak:
    """Memory by process: minutes since the start of the load, and MB."""

    minutes: float
    users: int = USERS
    samples: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    messages: int = 0
    unanswered: int = 0

    @property
    def warm_up_minutes(self) -> float:
        return self.minutes * WARM_UP_SHARE

    def by_process(self) -> dict[str, list[tuple[float, float]]]:
        """Return the samples of those processes that were there all the time."""
        most = max((len(samples) for samples in self.samples.values()), default=0)
        return {name: samples for name, samples in self.samples.items() if len(samples) == most}

    def measured(self) -> dict[str, list[tuple[float, float]]]:
        """Return the samples after the warm-up."""
        return {
            name: late
            for name, samples in self.by_process().items()
            if (late := [sample for sample in samples if sample[0] >= self.warm_up_minutes])
        }

    def slope(self, name: str) -> float:
        """Return by how many MB a process grows in a minute, after the warm-up."""
        samples = self.measured()[name]
        return slope([minute for minute, _mb in samples], [mb for _minute, mb in samples])

    def growth(self) -> float:
        """Return by which share of its memory the whole grows in the measured time."""
        measured = self.measured()
        held = sum(samples[0][1] for samples in measured.values())
        risen = sum(self.slope(name) * (samples[-1][0] - samples[0][0]) for name, samples in measured.items())
        return risen / held if held else 0.0

    @property
    def flat(self) -> bool:
        return bool(self.measured()) and self.growth() <= FLAT_SHARE


def soak(start: Start, minutes: float, folder: Path, say: Say, slice_seconds: float = SLICE_SECONDS) -> Soak:
    """Load the advisor in slices and look at its memory after each; ends by itself."""
    minutes = min(minutes, MOST_MINUTES)
    found, side = Soak(minutes), Side(OURS)
    with Users() as users, start(folder) as server:
        started = time.monotonic()
        while (passed := (time.monotonic() - started) / 60) < minutes:
            users.load(side, server.webhook, USERS, slice_seconds, TURNS, pause=PAUSE_SECONDS)
            passed = (time.monotonic() - started) / 60
            for name, held in _by_name(server.pid).items():
                found.samples.setdefault(name, []).append((passed, held))
            if len(side.loads) % REPORT_EVERY == 1:
                shown = ", ".join(
                    f"{name} {samples[-1][1]:.0f} MB" for name, samples in found.samples.items()
                )
                say(f"{passed:.1f} of {minutes:g} minutes, {side.messages} messages: {shown}")
    found.messages, found.unanswered = side.messages, side.failed + side.silent
    return found


def _by_name(pid: int) -> dict[str, float]:
    held: dict[str, float] = {}
    for process in memory(pid):
        held[process.name] = held.get(process.name, 0.0) + process.rss_mb
    return held


def write(soak: Soak, file: Path) -> None:
    """Keep a soak."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(soak)) + "\n", encoding="utf-8")


def read(file: Path) -> Soak:
    """Return a kept soak."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    samples = {name: [(minute, mb) for minute, mb in listed] for name, listed in kept.pop("samples").items()}
    return Soak(samples=samples, **kept)
