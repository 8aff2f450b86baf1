"""Metrics of the action server for Prometheus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from actions.calls import Calls

CONTENT_TYPE = CONTENT_TYPE_LATEST
BUCKETS = (0.002, 0.004, 0.006, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 5)


class Metrics:
    """Counts calls by action and outcome, how long they take, and what went wrong."""

    def __init__(self, calls: Calls) -> None:
        """Begin at nothing, in a registry of its own."""
        self.registry = CollectorRegistry()
        self.registry.register(_OfCalls(calls))
        ProcessCollector(registry=self.registry)
        self._calls = Counter(
            "advisor_action_calls", "Calls that were run", ["action", "outcome"], registry=self.registry
        )
        self._seconds = Histogram(
            "advisor_action_seconds", "Time of a call", ["action"], buckets=BUCKETS, registry=self.registry
        )
        self._errors = Counter(
            "advisor_action_errors", "Calls that were not answered", ["kind"], registry=self.registry
        )

    def ran(self, action: str, result: Any, seconds: float) -> None:
        """Count a call by what it brought."""
        outcome = _outcome(result)
        self._calls.labels(action, outcome).inc()
        self._seconds.labels(action).observe(seconds)
        if outcome == "error":
            self.failed("apology")

    def failed(self, kind: str) -> None:
        """Count a call that brought no answer."""
        self._errors.labels(kind).inc()

    def text(self) -> bytes:
        """Return all figures as Prometheus reads them."""
        return bytes(generate_latest(self.registry))


class _OfCalls(Collector):
    """Reads what the calls count themselves."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def collect(self) -> Iterator[Metric]:
        """Give the figures as they stand."""
        yield GaugeMetricFamily("advisor_action_under_way", "Calls that run or wait", self._calls.under_way)
        yield CounterMetricFamily("advisor_action_too_long", "Calls over their time", self._calls.too_long)
        yield CounterMetricFamily("advisor_action_refused", "Calls too many", self._calls.refused)


def _outcome(result: Any) -> str:
    """Return the outcome of the answer that a result holds."""
    for message in (result or {}).get("responses", ()):
        if isinstance(message.get("custom"), dict):
            return str(message["custom"].get("outcome", "none"))
    return "none"
