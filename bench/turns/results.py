"""What was measured of each side, kept as JSON so that tables and pictures can be made again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.turns.measures import Sample, percentile
from bench.turns.processes import Memory

OURS, TEMPLATE = "ours", "template"


@dataclass(frozen=True)
class Load:
    """What some users at once got: messages a second, milliseconds, and the processor share of the users."""

    users: int
    per_second: float
    p50: float | None
    p95: float | None
    processor_share: float


@dataclass
class Side:
    """All that was measured of one project."""

    key: str
    starts: list[float] = field(default_factory=list)  # seconds to the first answer
    turns: list[Sample] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)
    memory: list[Memory] = field(default_factory=list)
    messages: int = 0
    failed: int = 0
    silent: int = 0

    def start(self) -> float | None:
        """Return the median time to start."""
        return percentile(self.starts, 50) if self.starts else None

    def at_once(self, users: int) -> list[Load]:
        """Return the loads of so many users."""
        return [load for load in self.loads if load.users == users]

    def per_second(self, users: int) -> float | None:
        """Return the median of messages a second with so many users."""
        found = [load.per_second for load in self.at_once(users)]
        return percentile(found, 50) if found else None

    def rss(self) -> float | None:
        """Return the memory of all processes, shared pages counted for each."""
        return sum(process.rss_mb for process in self.memory) or None

    def pss(self) -> float | None:
        """Return the memory of all processes, shared pages counted once, None where it is unknown."""
        sizes = [process.pss_mb for process in self.memory if process.pss_mb is not None]
        return sum(sizes) if sizes and len(sizes) == len(self.memory) else None


@dataclass
class Results:
    """Both sides of one run, and where it ran."""

    ours: Side
    template: Side
    marks: tuple[int, ...]
    users: tuple[int, ...]
    machine: dict[str, str]

    def sides(self) -> tuple[Side, Side]:
        """Return both sides."""
        return self.ours, self.template


def write(results: Results, file: Path) -> None:
    """Keep results."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(results)) + "\n", encoding="utf-8")


def read(file: Path) -> Results:
    """Return kept results."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    sides = {key: _side(kept.pop(key)) for key in (OURS, TEMPLATE)}
    return Results(
        **sides, marks=tuple(kept["marks"]), users=tuple(kept["users"]), machine=dict(kept["machine"])
    )


def _side(kept: dict[str, Any]) -> Side:
    kept["turns"] = [(turn, milliseconds) for turn, milliseconds in kept["turns"]]
    kept["loads"] = [Load(**load) for load in kept["loads"]]
    kept["memory"] = [Memory(**process) for process in kept["memory"]]
    return Side(**kept)
