"""Metrics of the Rasa server for Prometheus, served at ``/metrics``."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Counter, Gauge, Histogram

BUCKETS = (0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)

TURNS = Counter("advisor_turns", "Turns, by channel and outcome of the answer", ["channel", "outcome"])
TURN_SECONDS = Histogram("advisor_turn_seconds", "From a message to its answer", ["channel"], buckets=BUCKETS)
STAGE_SECONDS = Histogram(
    "advisor_stage_seconds", "Parts of a turn: wait, nlu, policy, action, store", ["stage"], buckets=BUCKETS
)
IN_FLIGHT = Gauge("advisor_turns_in_flight", "Turns in progress")
ERRORS = Counter("advisor_errors", "Errors, by kind", ["kind"])
DUPLICATES = Counter("advisor_duplicate_messages", "Messages that were sent again and not answered twice")
SLACK_ACK_SECONDS = Histogram(
    "advisor_slack_ack_seconds", "From a request of Slack to its acknowledgement", buckets=BUCKETS
)
CIRCUIT_OPEN = Gauge("advisor_action_circuit_open", "1 while the action server is not called")


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Measure a part of a turn."""
    started = time.perf_counter()
    try:
        yield
    finally:
        STAGE_SECONDS.labels(name).observe(time.perf_counter() - started)
