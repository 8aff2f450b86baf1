"""How long processes have kept a core busy (Linux)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


def spent(pids: Iterable[int], proc: Path = PROC) -> float:
    """Return the seconds of a core that processes have taken so far; one that has ended counts none."""
    return sum(_spent(proc / str(pid) / "stat") for pid in pids)


def machine_spent(proc: Path = PROC) -> float:
    """Return the seconds of cores that everything on the machine has taken since it was started."""
    first = (proc / "stat").read_text(encoding="utf-8").splitlines()[0].split()[1:]
    user, nice, system, _idle, _waiting, interrupts, soft, stolen = map(int, first[:8])
    return (user + nice + system + interrupts + soft + stolen) / TICKS


def _spent(file: Path) -> float:
    try:
        after_name = file.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(after_name[11]) + int(after_name[12])) / TICKS
