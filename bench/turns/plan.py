"""How much is measured."""

from __future__ import annotations

from dataclasses import dataclass, replace

LONG_WINDOW = 20  # turns; as many as a side has messages, so that each stands in a window once


@dataclass(frozen=True)
class Plan:
    """The size of each part; ``marks`` are the turns that are reported."""

    marks: tuple[int, ...] = (1, 5, 10, 100, 500)
    starts: int = 3
    short_conversations: int = 120
    short_turns: int = 12
    long_conversations: int = 3
    long_block: int = 10
    users: tuple[int, ...] = (1, 10, 50)
    load_rounds: int = 3
    load_seconds: float = 10.0
    load_turns: int = 10  # of one conversation, before a user begins another
    quick: bool = False

    @property
    def long_turns(self) -> int:
        """How many turns a long conversation has: none when all marks stand in the short ones."""
        last = window(max(self.marks))[-1]
        return last if last > self.short_turns else 0


FULL = Plan()
QUICK = replace(
    FULL,
    marks=(1, 5, 10, 30),
    starts=1,
    short_conversations=2,
    long_conversations=1,
    users=(1, 10),
    load_rounds=1,
    load_seconds=1.0,
    quick=True,
)


def window(mark: int) -> range:
    """Return the turns that are reported as ``mark``: the first stands for itself."""
    if mark == 1:
        return range(1, 2)
    if mark <= LONG_WINDOW:
        return range(mark - 1, mark + 2)
    return range(mark - LONG_WINDOW // 2 + 1, mark + LONG_WINDOW // 2 + 1)
