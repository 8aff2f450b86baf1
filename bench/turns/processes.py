"""A process and all that it has started, and the memory of each (Linux)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
MODULE = re.compile(r"-m\0([\w.]+)")


@dataclass(frozen=True)
class Memory:
    """The memory of a process in MB; ``pss_mb`` counts shared pages proportionally, None where unknown."""

    name: str
    rss_mb: float
    pss_mb: float | None


def family(pid: int, proc: Path = PROC) -> list[int]:
    """Return a process and all that descend from it, itself first."""
    children: dict[int, list[int]] = {}
    for folder in proc.iterdir():
        if folder.name.isdecimal() and (parent := _parent(folder)) is not None:
            children.setdefault(parent, []).append(int(folder.name))
    found, left = [], [pid]
    while left:
        process = left.pop(0)
        found.append(process)
        left += sorted(children.get(process, ()))
    return found


def _parent(folder: Path) -> int | None:
    try:
        stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has ended
        return None
    # The name in brackets may hold spaces and brackets itself.
    return int(stat.rpartition(")")[2].split()[1])


def memory(pid: int, proc: Path = PROC) -> list[Memory]:
    """Return what each process of a family holds; one that has just ended is left out."""
    return [found for process in family(pid, proc) if (found := _memory(proc / str(process))) is not None]


def _memory(folder: Path) -> Memory | None:
    try:
        rss = _megabytes((folder / "status").read_text(encoding="utf-8"), "VmRSS")
        command = (folder / "cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    if rss is None:  # a process that has ended and was not waited for holds nothing
        return None
    try:
        pss = _megabytes((folder / "smaps_rollup").read_text(encoding="utf-8"), "Pss")
    except OSError:
        pss = None
    module = MODULE.search(command)
    return Memory(module[1] if module else Path(command.partition("\0")[0]).name, rss, pss)


def _megabytes(status: str, key: str) -> float | None:
    found = re.search(rf"^{key}:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else None
