"""What became of a sample: a table by module, and each survivor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from bench.mutants.mutant import Mutant
from bench.mutants.trial import Tried, Verdict
from bench.tables import Row, plain

ACCEPTED = Path(__file__).with_name("accepted.yml")
FLOOR = 0.8  # of the sample, accepted survivors aside
COLUMNS = ("module", "killed", "survived", "timed out", "accepted")
Key = tuple[str, str, str, int]


@dataclass(frozen=True)
class Report:
    """Tried mutants and the reasons why some may survive, by their keys."""

    tried: Sequence[Tried]
    accepted: dict[Key, str]

    @property
    def survivors(self) -> list[Tried]:
        return [one for one in self.tried if one.verdict in (Verdict.SURVIVED, Verdict.UNREACHED)]

    @property
    def open(self) -> list[Tried]:
        """Return the survivors that no reason explains."""
        return [one for one in self.survivors if one.mutant.key not in self.accepted]

    @property
    def share(self) -> float:
        """Return the share that was noticed, 0 to 1; a mutant whose tests never end is noticed."""
        counted = len(self.tried) - len(self.survivors) + len(self.open)
        return 1 - len(self.open) / counted if counted else 1.0

    def text(self) -> str:
        lines = [plain(COLUMNS, self.rows()), ""]
        survivors = sorted(self.survivors, key=lambda tried: tried.mutant.key)
        lines += [f"{one.verdict.value}: {described(one.mutant)}" for one in survivors if one in self.open]
        for one in survivors:
            if one.mutant.key in self.accepted:
                lines += [f"accepted: {described(one.mutant)}", f"    {self.accepted[one.mutant.key]}"]
        lines.append(
            f"{self.share:.0%} of {len(self.tried)} were noticed, accepted ones aside; floor {FLOOR:.0%}"
        )
        return "\n".join(lines)

    def rows(self) -> list[Row]:
        files = sorted({one.mutant.file for one in self.tried})
        return [self._row(file, [one for one in self.tried if one.mutant.file == file]) for file in files] + [
            self._row("all", self.tried)
        ]

    def _row(self, name: str, tried: Sequence[Tried]) -> Row:
        opened = self.open
        survived = [one for one in tried if one in opened]
        accepted = [one for one in tried if one in self.survivors and one not in opened]
        killed, late = (
            sum(one.verdict is verdict for one in tried) for verdict in (Verdict.KILLED, Verdict.TIMED_OUT)
        )
        return name, str(killed), str(len(survived)), str(late), str(len(accepted))


def described(mutant: Mutant) -> str:
    """Return where a mutant is and what it changes."""
    nth = f" ({mutant.nth})" if mutant.nth > 1 else ""
    return f"{mutant.file}:{mutant.line} {mutant.function}: {mutant.change}{nth}"


def read_accepted(file: Path = ACCEPTED) -> dict[Key, str]:
    """Return the reasons of accepted survivors, by the mutants' keys."""
    entries = YAML(typ="safe").load(file.read_text("utf-8")) or []
    return {
        (one["file"], one["function"], one["change"], one.get("nth", 1)): " ".join(one["reason"].split())
        for one in entries
    }
