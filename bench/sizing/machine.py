"""What one machine does: turns that need a Rasa server, an action server, and a core at every moment."""

from __future__ import annotations

from dataclasses import dataclass

from bench.sizing.queueing import Overloaded, mean_wait


@dataclass(frozen=True)
class Demand:
    """Seconds of a core that a turn takes in each kind of process."""

    rasa: float
    actions: float
    database: float
    redis: float
    other: float = 0.0  # what else runs on the machine for it, such as the users of a bench

    @property
    def total(self) -> float:
        """In all processes."""
        return self.rasa + self.actions + self.database + self.redis + self.other


@dataclass(frozen=True)
class Machine:
    """``processes`` Rasa servers and as many action servers, of one core each, on ``cores`` that are free."""

    processes: int
    cores: float


def capacity(machine: Machine, demand: Demand) -> float:
    """Return how many turns a second are the most: the scarcest of processes and cores decides."""
    by_processes = machine.processes / max(demand.rasa, demand.actions)
    return min(by_processes, machine.cores / demand.total)


def limit(machine: Machine, demand: Demand) -> str:
    """Say what decides on the capacity: ``processes`` or ``cores``."""
    by_processes = machine.processes / max(demand.rasa, demand.actions)
    return "processes" if by_processes < machine.cores / demand.total else "cores"


def response(machine: Machine, demand: Demand, rate: float, *, alone: float, variation: float = 1.0) -> float:
    """Return the mean seconds from a message to its answer: those of a turn alone, and what it waits.

    It waits for processes and for cores at the same time, so the longer wait counts. Where only a part of a
    core is free, the line has whole ones on which a turn takes longer by as much.

    Args:
        machine: what there is.
        demand: of a turn.
        rate: of turns.
        alone: seconds of a turn when there is no other.
        variation: squared coefficient of variation of the times.

    Raises:
        Overloaded: it cannot keep up.
    """
    if machine.cores <= 0:
        raise Overloaded("no core is free")
    processes = sum(
        mean_wait(machine.processes, rate, each, variation) for each in (demand.rasa, demand.actions)
    )
    lines = max(1, round(machine.cores))
    cores = mean_wait(lines, rate, demand.total * lines / machine.cores, variation)
    return alone + max(processes, cores)
