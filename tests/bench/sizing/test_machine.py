"""What a machine does is limited by its processes or by its cores."""

from __future__ import annotations

import pytest

from bench.sizing.machine import Demand, Machine, capacity, limit, response
from bench.sizing.queueing import Overloaded, mean_wait

DEMAND = Demand(rasa=0.010, actions=0.006, database=0.003, redis=0.001)


@pytest.mark.parametrize(
    ("processes", "cores", "turns", "by"),
    [(1, 8.0, 100.0, "processes"), (2, 8.0, 200.0, "processes"), (4, 2.0, 100.0, "cores")],
)
def test_the_scarcer_of_processes_and_cores_decides(
    processes: int, cores: float, turns: float, by: str
) -> None:
    machine = Machine(processes, cores)
    assert capacity(machine, DEMAND) == pytest.approx(turns)
    assert limit(machine, DEMAND) == by


def test_a_turn_waits_for_the_scarcer_of_both() -> None:
    alone, rate = 0.02, 60.0
    by_processes = response(Machine(1, 64.0), DEMAND, rate, alone=alone)
    assert by_processes == pytest.approx(alone + mean_wait(1, rate, 0.010) + mean_wait(1, rate, 0.006))
    by_cores = response(Machine(8, 2.0), DEMAND, rate, alone=alone)
    assert by_cores == pytest.approx(alone + mean_wait(2, rate, DEMAND.total))
    # One and a half cores are two that are slower.
    assert by_cores < response(Machine(8, 1.6), DEMAND, rate, alone=alone)


def test_a_machine_that_cannot_keep_up_has_no_time_to_answer() -> None:
    for machine in (Machine(1, 8.0), Machine(8, 2.0), Machine(8, 0.0)):
        with pytest.raises(Overloaded):
            response(machine, DEMAND, 120.0, alone=0.02)
