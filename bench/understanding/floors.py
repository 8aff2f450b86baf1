"""The least that each figure may be, or the most, and whether it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ruamel.yaml import YAML

FILE = Path(__file__).with_name("floors.yml")
Side = Literal["least", "most"]


@dataclass(frozen=True)
class Floor:
    """A bound of a figure, and on which side of it the figure has to be."""

    side: Side
    bound: float

    def holds(self, measured: float) -> bool:
        return measured >= self.bound if self.side == "least" else measured <= self.bound


@dataclass(frozen=True)
class Compared:
    """A figure beside its floor; either may be absent."""

    name: str
    measured: float | None
    floor: Floor | None

    @property
    def ok(self) -> bool:
        if self.floor is None:
            return True
        return self.measured is not None and self.floor.holds(self.measured)


def read_floors(path: Path = FILE) -> dict[str, Floor]:
    """Return the floors by figure."""
    bounds_by_side: dict[Side, dict[str, float]] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return {
        name: Floor(side, bound) for side, bounds in bounds_by_side.items() for name, bound in bounds.items()
    }


def compare(
    figures: Mapping[str, float], floors: Mapping[str, Floor], *, complete: bool = True
) -> list[Compared]:
    """Put each figure beside its floor.

    Args:
        figures: what was measured.
        floors: the floors by figure.
        complete: whether everything was measured, so that a floor without a figure is a failure.
    """
    names = [*figures, *(name for name in floors if complete and name not in figures)]
    return [Compared(name, figures.get(name), floors.get(name)) for name in names]
