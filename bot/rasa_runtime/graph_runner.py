"""Runs a model's graph node by node; Rasa has dask plan the same few nodes anew for every message."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import Any

from rasa.engine.runner.dask import DaskGraphRunner

Steps = list[tuple[str, tuple[str, ...]]]


class SequentialGraphRunner(DaskGraphRunner):
    """Rasa's runner with the order of the nodes worked out once for each set of targets."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Set up the nodes as Rasa does."""
        super().__init__(*args, **kwargs)
        self._planned: dict[tuple[str, ...], Steps] = {}

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Return the outputs of ``targets`` (default: all of the graph's), by their names."""
        wanted = tuple(targets or self._graph_schema.target_names)
        outputs: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, needed in self._steps(wanted):
            # As with dask, a node gets the name of an input that nobody has given.
            outputs[name] = self._instantiated_nodes[name](*(outputs.get(one, one) for one in needed))
        return {name: outputs[name][1] for name in wanted}

    def _steps(self, targets: tuple[str, ...]) -> Steps:
        """Return the nodes that lead to targets, each behind those that it needs, with their names."""
        if targets not in self._planned:
            nodes = self._graph_schema.minimal_graph_schema(list(targets)).nodes
            needs = {name: tuple(node.needs.values()) for name, node in nodes.items()}
            order = TopologicalSorter(needs).static_order()
            self._planned[targets] = [(name, needs[name]) for name in order if name in needs]
        return self._planned[targets]
