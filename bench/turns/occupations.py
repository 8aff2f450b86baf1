"""What a turn about any occupation and one over all cost, on each database, and with ten times as many.

An advisor on the knowledge base of ``make run`` and one on an enlarged copy run side by side. Users ask both,
one question at a time, about the machine learning engineer, about any occupation and over all in turn, so
that other work on the machine slows all of them alike.
"""

from __future__ import annotations

import itertools
import json
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import requests

from bench.advisor import LOADED, POLL_SECONDS, bring_up_to_date, copy_loaded
from bench.postgres import NoPostgres, postgres_database
from bench.turns.client import REPLY_SECONDS
from bench.turns.compare import machine
from bench.turns.enlarged import TIMES, WORDS, enlarge
from bench.turns.measures import Spread, largest, ratio, spread
from bench.turns.occupation_questions import Round, rounds
from bench.turns.reach import Verdict
from bench.turns.servers import Say, Server, ServerError, ours_on
from knowledge.database import create_knowledge_engine

FEATURED, ANY, OVER_ALL = "featured", "any", "over_all"
KINDS = (FEATURED, ANY, OVER_ALL)
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
MOST = {ANY: 1.15, OVER_ALL: 2.0}  # times the p50 about the featured occupation
MOST_ENLARGED = 1.3  # times the p50 about any occupation of the usual knowledge base
LEAST_ANSWERED = 0.8  # of a kind's questions: that there is nothing would be told fast
ROUNDS, QUICK_ROUNDS = 160, 6
WARM_UP_ROUNDS = 20  # of questions that are not asked again
TURNS = 5  # of a conversation
KNOWN_SECONDS = 180.0  # until the names of the knowledge base are known
REPORT_EVERY = 40  # rounds
ANSWERED = ("answered", "partial")


@dataclass
class Asked:
    """Milliseconds of each reply to questions of a kind, how many told what is held, and how many failed."""

    times: list[float] = field(default_factory=list)
    answered: int = 0
    failed: int = 0

    @property
    def spread(self) -> Spread | None:
        return spread(self.times)


@dataclass
class Part:
    """What was asked of an advisor: on which database, with how many times the occupations."""

    database: str
    times: int
    asked: dict[str, Asked] = field(default_factory=lambda: {kind: Asked() for kind in KINDS})

    def p50(self, kind: str) -> float | None:
        """Return the median of a kind of questions in milliseconds, if there were any."""
        found = self.asked[kind].spread
        return found.p50 if found else None


@dataclass
class Found:
    """All parts of one run, and where it ran."""

    machine: dict[str, str]
    parts: list[Part] = field(default_factory=list)

    def verdicts(self) -> list[Verdict]:
        """Return each figure beside its bound, of ratios the largest of all databases."""
        usual = [part for part in self.parts if part.times == 1]
        found = []
        for kind, told in ((ANY, "about any occupation"), (OVER_ALL, "over all occupations")):
            title = f"p50 {told}, relative to the machine learning engineer"
            taken = [ratio(part.p50(kind), part.p50(FEATURED)) for part in usual]
            found.append(Verdict(title, largest(taken), MOST[kind], False, "×"))
        for times in sorted({part.times for part in self.parts} - {1}):
            title = f"p50 about any of {times} times the occupations, relative to the usual"
            pairs = [(self.part(part.database, times), part) for part in usual]
            grown = [ratio(large.p50(ANY), part.p50(ANY)) for large, part in pairs if large]
            found.append(Verdict(title, largest(grown), MOST_ENLARGED, False, "×"))
        every = [asked for part in self.parts for asked in part.asked.values()]
        answered = min((ratio(one.answered, len(one.times)) or 0.0 for one in every), default=None)
        failed = float(sum(one.failed for one in every)) if every else None
        return [
            *found,
            Verdict("share of a kind's questions that are answered", answered, LEAST_ANSWERED, True, ""),
            Verdict("messages without an answer", failed, 0, False, ""),
        ]

    def part(self, database: str, times: int) -> Part | None:
        """Return a part, if it was measured."""
        return next((one for one in self.parts if (one.database, one.times) == (database, times)), None)


def run(folder: Path, say: Say, *, quick: bool = False) -> Found:
    """Measure the databases that are there, one after the other; a quick run is of SQLite as it is."""
    found = Found(machine())
    asked = rounds(WARM_UP_ROUNDS + (QUICK_ROUNDS if quick else ROUNDS))
    for database in ("sqlite",) if quick else tuple(DATABASES):
        try:
            found.parts += _measured(database, asked, folder, say, enlarged=not quick)
        except NoPostgres as missing:  # noqa: PERF203 - there are two
            say(f"left out: {missing}")
    return found


def _measured(database: str, asked: list[Round], folder: Path, say: Say, *, enlarged: bool) -> list[Part]:
    with bases(database, folder, say, enlarged=enlarged) as urls, ExitStack() as stack:
        running = []
        for times, url in urls.items():
            scratch = folder / f"{database}-{times}"
            scratch.mkdir()
            running.append((Part(database, times), stack.enter_context(ours_on(url)(scratch))))
        ask_all(running, asked, say)
        return [part for part, _server in running]


@contextmanager
def bases(database: str, folder: Path, say: Say, *, enlarged: bool) -> Iterator[dict[int, str]]:
    """Make the knowledge base of ``make run`` and an enlarged one; yield their URLs by the size.

    Raises:
        NoPostgres: there is no PostgreSQL.
    """
    with ExitStack() as stack:
        if database == "sqlite":
            files = [folder / f"{database}-{times}.db" for times in (1, TIMES)]
            urls = [f"sqlite:///{file}" for file in files]
            if LOADED.is_file():
                copy_loaded(files[0])
            bring_up_to_date(urls[0])
            if enlarged:
                _copy_sqlite(*files)
        else:
            urls = [stack.enter_context(postgres_database())]
            bring_up_to_date(urls[0])
            if enlarged:
                urls.append(stack.enter_context(postgres_database(urls[0])))
        if not enlarged:
            yield {1: urls[0]}
            return
        say(f"{DATABASES[database]}: making a knowledge base of {TIMES} times the occupations")
        engine = create_knowledge_engine(urls[1])
        enlarge(engine)
        engine.dispose()
        yield dict(zip((1, TIMES), urls, strict=True))


def _copy_sqlite(loaded: Path, copy: Path) -> None:
    engines = [create_knowledge_engine(f"sqlite:///{file}") for file in (loaded, copy)]
    with engines[0].connect() as one, engines[1].connect() as other:
        one.connection.dbapi_connection.backup(other.connection.dbapi_connection)
    for engine in engines:
        engine.dispose()


def ask_all(running: list[tuple[Part, Server]], asked: list[Round], say: Say) -> None:
    """Ask every advisor all questions in turn; those of the warm-up are not kept."""
    senders: dict[tuple[int, str], str] = {}
    with requests.Session() as session:
        for part, server in running:
            _wait_until_names_are_known(session, part, server)
        for number, questions in enumerate(asked):
            if number % TURNS == 0:
                senders = {one: uuid.uuid4().hex for one in _order(len(running), 0)}
            measured = number + 1 - WARM_UP_ROUNDS
            for place, kind in _order(len(running), number):
                part, server = running[place]
                kept = part.asked[kind] if measured > 0 else Asked()
                text = _text(questions, kind, part.times)
                _ask(session, server.webhook, senders[place, kind], text, kept)
            if measured > 0 and measured % REPORT_EVERY == 0:
                say(f"{measured} of {len(asked) - WARM_UP_ROUNDS} rounds: {_shown(running)}")


def _order(advisors: int, number: int) -> list[tuple[int, str]]:
    """Return in which order the advisors are asked: each kind comes at each place as often as others."""
    every = list(itertools.product(range(advisors), KINDS))
    first = number % len(every)
    return every[first:] + every[:first]


def _text(questions: Round, kind: str, times: int) -> str:
    if kind == FEATURED:
        return questions.featured
    if kind == OVER_ALL:
        return questions.over_all
    return questions.any if times == 1 else questions.any_copied


def _ask(session: requests.Session, webhook: str, sender: str, text: str, kept: Asked) -> None:
    started = time.perf_counter()
    try:
        reply = session.post(webhook, json={"sender": sender, "message": text}, timeout=REPLY_SECONDS)
        taken = time.perf_counter() - started
        outcomes = [(said.get("custom") or {}).get("outcome") for said in reply.json()]
    except (requests.RequestException, ValueError, AttributeError):
        kept.failed += 1
        return
    if reply.status_code != 200 or not outcomes or "error" in outcomes:
        kept.failed += 1
        return
    kept.times.append(1000 * taken)
    kept.answered += outcomes[0] in ANSWERED


def _wait_until_names_are_known(session: requests.Session, part: Part, server: Server) -> None:
    """Wait until the server has read the titles from the knowledge base, which it does once it runs."""
    text = f"what does a {WORDS[-1]} librarian earn?" if part.times > 1 else "what does a librarian earn?"
    deadline = time.monotonic() + KNOWN_SECONDS
    asked = Asked()
    while not asked.answered:
        if time.monotonic() > deadline:
            raise ServerError(f"The advisor does not answer: {text}")
        time.sleep(POLL_SECONDS)
        _ask(session, server.webhook, uuid.uuid4().hex, text, asked)


def _shown(running: list[tuple[Part, Server]]) -> str:
    return "; ".join(
        f"{DATABASES[part.database]} × {part.times} "
        + ", ".join(f"{kind} {p50:.1f} ms" for kind in KINDS if (p50 := part.p50(kind)) is not None)
        for part, _server in running
    )


def write(found: Found, file: Path) -> None:
    """Keep what was measured."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(found)) + "\n", encoding="utf-8")


def read(file: Path) -> Found:
    """Return what was kept."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    parts = [
        Part(part["database"], part["times"], {kind: Asked(**asked) for kind, asked in part["asked"].items()})
        for part in kept["parts"]
    ]
    return Found(kept["machine"], parts)
