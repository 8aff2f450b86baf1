"""One change to one file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Mutant:
    """A change at one place; ``start`` and ``end`` are offsets into the file's bytes.

    ``function`` is the qualified name of the function around it ("" in a module's body), and ``nth`` counts
    equal changes in one function from 1, so a mutant keeps its key while lines move.
    """

    file: str
    function: str
    operator: str
    before: str
    after: str
    line: int
    start: int
    end: int
    nth: int = 1

    @property
    def key(self) -> tuple[str, str, str, int]:
        return self.file, self.function, self.change, self.nth

    @property
    def change(self) -> str:
        return f"{shown(self.before)} → {shown(self.after)}"

    def applied(self, source: bytes) -> bytes:
        """Return the file's bytes with the change."""
        return source[: self.start] + self.after.encode() + source[self.end :]


def shown(code: str) -> str:
    """Return code in one line."""
    return " ".join(code.split()) or "(nothing)"


def numbered(mutants: Iterable[Mutant]) -> list[Mutant]:
    """Count equal changes of a function, in the order of the file."""
    seen: Counter[tuple[str, str, str, int]] = Counter()
    found = []
    for mutant in sorted(mutants, key=lambda one: (one.start, one.end, one.after)):
        seen[mutant.key] += 1
        found.append(replace(mutant, nth=seen[mutant.key]))
    return found
