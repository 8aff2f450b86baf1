"""The kinds of tests, which tests share a process, and in which order processes take them.

Kinds follow from where a test stands and from the fixtures that it uses, so that nobody has to think of a
marker; ``tests/services.py`` refuses to start for a test what its kinds do not include.
"""

from __future__ import annotations

import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

KINDS = {
    "unit": "needs no server, no other program, no trained model: what `make check` runs",
    "http": "starts a server of its own, in this process or another",
    "model": "needs the trained model, alone or in the running advisor",
    "browser": "needs Chromium",
    "deployment": "needs nginx or the tools that check deploy/",
    "postgres": "needs PostgreSQL",
    "redis": "starts Redis",
    "slow": "takes seconds, so `make check` leaves it out",
    "alone": "asserts how long something takes: no other test runs beside it",
}

KINDS_OF_FOLDER = {
    "tests/actions/advice/change/test_verdict.py::test_every_page_of_any_change": {"slow"},
    "tests/actions/advice/test_gap.py::test_every_gap_and_plan": {"slow"},
    "tests/actions/test_calls.py": {"slow"},  # calls that wait
    "tests/actions/composition/test_compose.py::test_what_is_remembered_is_bounded": {"slow"},
    "tests/actions/composition/test_plain_text.py::test_hostile_words": {"slow"},
    "tests/actions/composition/test_plain_text.py::test_what_the_context_keeps": {"slow"},
    "tests/actions/test_every_topic.py": {"slow"},  # every page of every topic
    "tests/actions/test_reach.py": {"slow"},  # every row that can be asked for
    "tests/actions/topics/test_own_topics.py::test_every_offer_on_the_way": {"slow"},
    "tests/bench/mutants/test_sample.py::test_every_target": {"slow"},
    "tests/bench/mutants/test_trial.py::test_tests_that_do_not_end": {"slow"},
    "tests/bench/sizing/test_traffic.py": {"http"},
    "tests/bench/test_interest_finder.py": {"slow"},
    "tests/bench/turns/": {"http"},
    "tests/bench/web/": {"http"},
    "tests/bot/action_client/": {"http"},
    "tests/bot/action_server/test_over_http.py": {"http"},
    "tests/bot/action_server/test_server.py": {"slow"},
    "tests/bot/channels/": {"http"},
    "tests/bot/conversations/figures/test_counting.py": {"slow"},
    "tests/bot/conversations/test_lock_store.py::test_waiting_has_a_bound": {"slow"},
    "tests/bot/conversations/test_retention.py::test_the_hourly_job": {"slow"},
    "tests/bot/conversations/test_tracker_store.py::test_every_event_is_kept": {"slow"},
    "tests/bot/http/": {"http"},
    "tests/bot/nlu/test_entity_extractor.py::test_the_parse_is_the_same": {"slow"},
    "tests/bot/nlu/test_live_names.py": {"slow"},
    "tests/bot/nlu/spelling/test_speller.py::test_the_words_are_the_same_in_every_process": {"slow"},
    "tests/bot/rasa_runtime/": {"model"},
    "tests/bot/slack/test_check.py::test_what_is_wrong": {"slow"},
    "tests/bot/slack/test_render.py::test_whatever_the_answer": {"slow"},
    "tests/bot/test_rasa_cli.py": {"http"},
    "tests/bot/test_own_intents.py": {"slow"},
    "tests/bot/test_server.py": {"http"},
    "tests/bot/test_supervisor.py": {"http"},
    "tests/bot/test_wrong_settings.py": {"http"},
    "tests/bot/test_train.py::test_two_processes": {"slow"},
    "tests/bot/turns/test_runner.py": {"slow"},
    "tests/bot/web/occupations/test_routes.py": {"http"},
    "tests/bot/web/test_redis_token_bucket.py": {"redis"},
    "tests/conversations/": {"model"},
    "tests/rasa/test_commands.py": {"model"},
    "tests/deploy/": {"deployment"},
    "tests/desk/content/test_publishing.py": {"slow"},
    "tests/desk/pages/test_facts.py::test_a_fact_is_published": {"slow"},
    "tests/desk/preview/test_preview.py::test_a_process": {"slow"},
    "tests/desk/test_attacks.py": {"slow"},
    "tests/desk/test_server.py::TestRunning": {"http"},
    "tests/faults/": {"http"},
    "tests/knowledge/datasets/test_download.py": {"http"},
    "tests/knowledge/encoder/test_export.py": {"slow"},
    "tests/knowledge/queries/test_search.py::test_among_a_thousand": {"slow"},
    "tests/knowledge/test_command_line.py": {"slow"},  # each test is a run of the command
    "tests/knowledge/test_command_line_of_occupations.py": {"slow"},
    "tests/knowledge/test_growth.py": {"slow"},
    "tests/knowledge/test_migrations.py": {"slow"},
    "tests/knowledge/test_yaml_tree.py::test_the_shipped_content": {"slow"},
    "tests/nlu/": {"slow"},  # reads all sets of questions
    "tests/rasa/test_data.py": {"slow"},
    "tests/test_backup.py": {"http"},
    "tests/test_readme.py": {"slow"},
    "tests/test_setup.py": {"slow"},
    "tests/test_growing_base.py": {"slow"},  # every offer of every topic of every occupation
    "tests/test_own_folders.py": {"slow"},
    "tests/test_live_content.py": {"model"},
    "tests/test_tutorial.py": {"model"},
    "tests/widget/": {"browser"},
}
KINDS_OF_FIXTURE = {
    "advisor": {"model"},
    "system": {"model"},
    "one_server": {"model"},
    "supervised": {"model"},
    "replicas": {"model", "postgres", "redis"},
    "conversations_url": {"postgres"},
    "loaded_postgres_url": {"postgres"},
    "own_postgres": {"postgres"},
    "postgres_url": {"postgres"},
    "scratch_postgres_url": {"postgres"},
    "own_redis": {"redis"},
    "redis": {"redis"},
}

# Tests of a folder share servers, a trained component or a database, so they share a process as well. The
# first take longest; browsers are last, as their library keeps a loop running beside which no other can, and
# each process has one: the longest files first, so that no process is left with much at the end.
FIRST = (
    "tests/faults/test_one_server.py",
    "tests/faults/test_replicas.py",
    "tests/deploy/test_replicas.py",
    "tests/faults/test_bad_requests.py",
    "tests/test_tutorial.py",
    "tests/rasa/test_commands.py",
    "tests/conversations/",
    "tests/faults/test_slack.py",
    "tests/bot/nlu/",
    "tests/test_live_content.py",
    "tests/test_read_only.py",
    "tests/desk/preview/",
    "tests/test_growing_base.py",
)
# Those that run alone, while the others have nothing but short tests: what is long is waited for by all.
ALONE = (
    "tests/actions/advice/resume/test_reader.py::test_the_longest_text_is_read_in_time",
    "tests/bot/web/test_suggestions.py::test_a_lookup_takes_milliseconds",
    "tests/test_schedule.py::test_a_test_that_runs_alone_may_still_be_a_unit_test",
)
LAST = (
    "tests/widget/test_hosts.py",
    "tests/widget/test_killed_server.py",
    "tests/widget/test_gateway.py",
    "tests/widget/test_documents.py",
    "tests/widget/test_access.py",
    "tests/widget/test_desk.py",
    "tests/widget/test_keep.py",
    "tests/widget/test_page.py",
    "tests/widget/test_faults.py",
    "tests/widget/test_charts.py",
    "tests/widget/test_answers.py",
    "tests/widget/",
)
TOGETHER = {
    "tests/test_readme.py": "tests/conversations/",
    "tests/widget/test_gateway.py": "tests/widget/test_killed_server.py",
}

BACKEND = re.compile(r"[\[-](sqlite|postgresql)[\]-]")
# Each test of these takes long and shares nothing: ten thousand requests, a command with a server of its own.
SPREAD = (
    "tests/faults/test_bad_requests.py",
    "tests/faults/test_raw_bytes.py",
    "tests/rasa/test_commands.py",
)


def file_of(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def place(nodeid: str) -> tuple[int, int]:
    """Return where a test stands in the order; tests of equal place keep theirs."""
    file = group(nodeid)
    if file == "alone":
        return 1, 1
    for rank, names in ((0, FIRST), (2, LAST)):
        for number, name in enumerate(names):
            if file.startswith(name):
                return rank, number
    return 1, 0


def group(nodeid: str) -> str:
    """Return the name of the tests that share a process with this test."""
    file = file_of(nodeid)
    if file in TOGETHER:
        return TOGETHER[file]
    if file in SPREAD:
        return nodeid
    if nodeid.startswith(ALONE):
        return "alone"
    if file.startswith("tests/widget/"):
        return f"{file} in Firefox" if nodeid.endswith("-firefox]") else file
    backend = BACKEND.search(nodeid)
    if backend and file.startswith("tests/knowledge/"):
        return f"tests/knowledge/ on {backend[1]}"  # one loaded database for all of them
    return next((name for name in (*FIRST, *LAST) if file.startswith(name)), file)


def kinds(item: pytest.Item) -> set[str]:
    """Return the kinds of a test: the ones it is marked with, and the ones that follow."""
    found = {mark.name for mark in item.iter_markers()} & KINDS.keys()
    for folder, implied in KINDS_OF_FOLDER.items():
        if item.nodeid.startswith(folder):
            found |= implied
    for fixture in getattr(item, "fixturenames", ()):
        found |= KINDS_OF_FIXTURE.get(fixture, set())
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    if any(value == "postgresql" for value in parameters):
        found.add("postgres")
    elif any(value == "sqlite" for value in parameters):
        found.discard("postgres")
    return found if found - {"alone"} else found | {"unit"}


class Room:
    """Where tests of several processes run beside each other, unless a test has to be alone.

    A lock file that all but a test alone share, and a gate in front of it, so that a test which waits to be
    alone is not passed by others for ever.
    """

    def __init__(self, folder: Path) -> None:
        self._gate = (folder / "gate").open("w")
        self._room = (folder / "room").open("w")

    @contextmanager
    def entered(self, *, alone: bool) -> Iterator[None]:
        fcntl.flock(self._gate, fcntl.LOCK_EX)
        try:
            fcntl.flock(self._room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        finally:
            fcntl.flock(self._gate, fcntl.LOCK_UN)
        try:
            yield
        finally:
            fcntl.flock(self._room, fcntl.LOCK_UN)
