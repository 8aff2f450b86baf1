"""Measures the desk over many turns: ``python -m bench.desk [--turns N] [--publish]``.

On SQLite and on PostgreSQL, in one run each: how long every page takes, and whether turns are slower for
their records and for somebody who reads the desk meanwhile.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import re
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timezone
from pathlib import Path
from urllib.parse import urlencode

from flask.testing import FlaskClient
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from ruamel.yaml import YAML
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bench import desk_beside
from bench.advisor import ROOT
from bench.desk_data import World, fill
from bench.documents import put
from bench.postgres import postgres_database
from bench.tables import markdown, plain
from bench.turns.measures import percentile
from bot.conversations import events as event_log
from bot.conversations import tracker_store
from bot.conversations.database import create_conversations_engine, migrate
from bot.conversations.figures.counting import count_turns
from bot.conversations.models import conversation_event, turn
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.settings import DeskSettings
from desk import passwords
from desk.application import create_app
from desk.background import DEMAND, GROUPS, WATCH
from desk.coverage.matrix import counted_demand
from desk.queries import accounts, jobs
from desk.queries.demand import replace_demand
from desk.queries.unanswered import groups
from desk.roles import Role
from desk.unanswered.job import group_unanswered
from knowledge.database import create_knowledge_engine
from knowledge.queries.occupation_list import all_occupations
from knowledge.queries.topics import list_topics

DOCUMENT = ROOT / "docs" / "desk.md"
PART = "bench"
TURNS = 1_000_000
LIMIT = 0.3  # seconds of a page
VISITS = 5  # of each page; the slowest counts
WORDINGS = 100  # different messages
SAVES = 300  # turns written in each way
PASSWORD = "correct horse battery"
EDITOR = "bench"
Row = tuple[str, ...]
_SPAN = re.compile(r"first=([\d-]+)&last=([\d-]+)")
_MARKUP = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


@dataclass(frozen=True)
class Timing:
    """Seconds of a page: half of the visits, and the slowest."""

    median: float
    slowest: float


def main() -> int:
    """Measure, print, and with ``--publish`` write the table; 1 if a page is too slow."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--publish", action="store_true", help=f"write {DOCUMENT.relative_to(ROOT)}")
    chosen = parser.parse_args()
    measured: dict[str, dict[str, Timing]] = {}
    others: list[Row] = []
    for kind in ("sqlite", "postgresql") if not chosen.only else (chosen.only,):
        print(f"filling a database: {kind}", flush=True)
        with database(kind) as engine:
            measured[kind], told = measure(kind, engine, chosen.turns)
            others += told
    columns, rows = pages_table(measured)
    print(plain(columns, rows), plain(OTHERS, others), sep="\n\n")
    if chosen.publish:
        put(DOCUMENT, PART, f"{markdown(columns, rows)}\n\n{markdown(OTHERS, others)}\n")
    late = {
        (kind, name) for kind, found in measured.items() for name, one in found.items() if one.slowest > LIMIT
    }
    for kind, name in sorted(late):
        print(f"too slow on {kind}: {name}")
    return 1 if late else 0


OTHERS: Row = ("", "SQLite or PostgreSQL", "figure")


@contextmanager
def database(kind: str) -> Iterator[Engine]:
    """Give an empty conversations' database."""
    with ExitStack() as stack:
        if kind == "postgresql":
            url = stack.enter_context(postgres_database())
        else:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="advisor-desk-"))
            url = f"sqlite:///{Path(folder) / 'conversations.db'}"
        engine = create_conversations_engine(url)
        migrate(engine)
        yield engine
        engine.dispose()


def measure(kind: str, engine: Engine, turns: int) -> tuple[dict[str, Timing], list[Row]]:
    """Fill a database, visit every page, and write turns beside it."""
    knowledge = create_knowledge_engine()
    now = time.time()
    fill(engine, world(knowledge), turns=turns, now=now)
    with engine.begin() as connection:
        accounts.add(connection, EDITOR, Role.EDITOR, passwords.hashed(PASSWORD))
        numbers = [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (turn, conversation_event)
        ]
    told: list[Row] = [("turns, events", kind, " and ".join(f"{one:,}" for one in numbers))]
    began = time.perf_counter()
    group_unanswered(engine, knowledge)
    told.append(("grouping what went unanswered", kind, f"{time.perf_counter() - began:.0f} s"))
    with engine.begin() as connection:
        began = time.perf_counter()
        counted = count_turns(connection)
        took = time.perf_counter() - began
    told.append((f"counting {counted} turns", kind, f"{1000 * took:.0f} ms"))
    began = time.perf_counter()
    with engine.begin() as connection:
        replace_demand(connection, counted_demand(connection, datetime.now(timezone.utc).date()))
    told.append(("counting what is asked of which occupation", kind, f"{time.perf_counter() - began:.1f} s"))
    client = signed_in(engine, knowledge)
    found = {name: visited(client, path) for name, path in pages(client, engine).items()}
    knowledge.dispose()
    told += [(name, kind, figure) for name, figure in writing(engine).items()]
    told += [(name, kind, figure) for name, figure in reading(engine).items()]
    return found, told


def world(knowledge: Engine) -> World:
    """Return what the knowledge base is asked: its topics and occupations, and the training phrases."""
    with knowledge.connect() as connection:
        topics = [topic.key for topic in list_topics(connection)]
        jobs = [one.key for one in all_occupations(connection)]
    return World(topics, jobs, wordings())


def wordings() -> list[str]:
    """Return some of the training phrases, as text."""
    tree = YAML(typ="safe").load((ROOT / "data" / "nlu.yml").read_text(encoding="utf-8"))
    lines = [line for one in tree["nlu"] for line in str(one.get("examples") or "").splitlines()]
    plain_lines = (_MARKUP.sub(r"\1", line).lstrip("- ").strip() for line in lines)
    found = [line for line in plain_lines if line and not line.startswith("/")]
    return found[:: max(1, len(found) // WORDINGS)]


def signed_in(engine: Engine, knowledge: Engine) -> FlaskClient:
    """Return a client in which an editor has signed in."""
    settings = DeskSettings(secret=secrets.token_hex(32))
    client = create_app(settings, conversations=engine, knowledge=knowledge).test_client()
    form = client.get("/desk/sign-in").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)
    values = {"csrf_token": token[1] if token else "", "name": EDITOR, "password": PASSWORD}
    if client.post("/desk/sign-in", data=values).status_code != 303:
        raise RuntimeError("the desk does not let its editor in")
    return client


def quarter() -> tuple[str, str]:
    """Return the first and the last of 90 days up to today."""
    now = time.time()
    first, last = (time.strftime("%Y-%m-%d", time.gmtime(at)) for at in (now - 89 * 86_400, now))
    return first, last


def pages(client: FlaskClient, engine: Engine) -> dict[str, str]:
    """Return the addresses of all pages of the navigation, and of their heaviest variants."""
    navigation = [
        html.unescape(path) for path in re.findall(r'<li><a href="(/desk/[^"]*)"', client.get("/desk/").text)
    ]
    days = dict(zip(("first", "last"), quarter(), strict=True))
    with engine.connect() as connection:
        group = next(iter(groups(connection, limit=1)), None)
        newest = connection.execute(select(turn).order_by(turn.c.at.desc()).limit(1)).one()
        rare = connection.execute(
            select(turn.c.occupation, turn.c.topic).where(turn.c.outcome == "error").limit(1)
        ).one()
    found = {path: path for path in navigation if "?" not in path}
    for path in navigation:
        if span := _SPAN.search(path):
            number = (date.fromisoformat(span[2]) - date.fromisoformat(span[1])).days + 1
            found[f"/desk/ of {number} {'day' if number == 1 else 'days'}"] = path
    variants = {
        "/desk/": [{**days, "channel": "slack"}],
        "/desk/conversations/": [
            days,
            {**days, "outcome": "error"},
            {**days, "occupation": rare.occupation or "", "topic": rare.topic or "", "outcome": "error"},
            {**days, "text": "salary"},
            {**days, "text": "xyzzyplugh"},
        ],
    }
    for path, queries in variants.items():
        for query in queries:
            shown = ", ".join(value for name, value in query.items() if name not in days)
            found[f"{path} of 90 days{f': {shown}' if shown else ''}"] = f"{path}?{urlencode(query)}"
    found["one conversation"] = f"/desk/conversations/{newest.at!r}-{newest.id}"
    if group:
        found["one group of unanswered messages"] = f"/desk/unanswered/{group.id}"
    return found


def visited(client: FlaskClient, path: str) -> Timing:
    """Return how long a page takes, after a visit that does not count."""
    times = []
    for visit in range(VISITS + 1):
        began = time.perf_counter()
        answer = client.get(path)
        took = time.perf_counter() - began
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answers {answer.status_code}")
        if visit:
            times.append(took)
    return Timing(statistics.median(times), max(times))


def writing(engine: Engine) -> dict[str, str]:
    """Return how much longer a turn is written for its record."""
    store = ConversationTrackerStore(Domain.empty(), host=engine.url.render_as_string(False))
    try:
        with_record, without = asyncio.run(_both_ways(store))
    finally:
        store.close()
    return {
        "writing a turn, with its record": f"{1000 * with_record:.2f} ms",
        "… compared with one without": f"×{with_record / without:.2f}",
    }


def reading(engine: Engine) -> dict[str, str]:
    """Return how long turns take while somebody reads the desk's heaviest pages, and without."""
    with engine.begin() as connection:  # the desk that is started has its jobs behind it
        for job in (WATCH, DEMAND, GROUPS):
            jobs.begin(connection, job, now=time.time(), every=0.0)
    found = desk_beside.measure(engine.url.render_as_string(False), EDITOR, PASSWORD, quarter())
    figures = {
        f"turns, {name}: p50, p95 ({len(times)} turns)": (
            f"{percentile(times, 50):.1f}, {percentile(times, 95):.1f} ms"
        )
        for name, times in (("nobody reads", found.alone), ("somebody reads the desk", found.reading))
    }
    ratios = f"×{found.ratio(50):.2f}, ×{found.ratio(95):.2f}"
    return {**figures, f"… with a reader, relative to without ({found.pages} pages)": ratios}


async def _both_ways(store: ConversationTrackerStore) -> tuple[float, float]:
    """Return the median seconds of writing a turn with a record and without, by turns."""
    times: dict[bool, list[float]] = {True: [], False: []}
    append = event_log.append

    def bare(connection: object, new: event_log.Append) -> int:
        return append(connection, replace(new, turn=None))

    for number in range(2 * SAVES):
        kept = bool(number % 2)
        tracker = await store.get_or_create_tracker(f"bench-{number // 8}-{secrets.token_hex(4)}")
        tracker.update(UserUttered("hello", {"name": "greet", "confidence": 0.9}, input_channel="web"))
        custom = {"outcome": "answered", "topic": "salary", "id": secrets.token_hex(16), "blocks": []}
        tracker.update(BotUttered("hi", {"custom": custom}))
        tracker_store.event_log.append = append if kept else bare  # type: ignore[assignment]
        began = time.perf_counter()
        await store.save(tracker)
        times[kept].append(time.perf_counter() - began)
    tracker_store.event_log.append = append
    return statistics.median(times[True]), statistics.median(times[False])


def pages_table(measured: dict[str, dict[str, Timing]]) -> tuple[Row, list[Row]]:
    """Return a table of pages: milliseconds of half of the visits, and of the slowest."""
    kinds = list(measured)
    columns = ("page", *(f"{kind}: median, slowest (ms)" for kind in kinds))
    cell: Callable[[Timing], str] = lambda one: f"{1000 * one.median:.0f}, {1000 * one.slowest:.0f}"  # noqa: E731
    names = list(dict.fromkeys(name for found in measured.values() for name in found))
    rows = [
        (name, *(cell(measured[kind][name]) if name in measured[kind] else "–" for kind in kinds))
        for name in names
    ]
    return columns, rows


if __name__ == "__main__":
    raise SystemExit(main())
