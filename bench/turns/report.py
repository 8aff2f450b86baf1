"""The tables of the bench, for the terminal and for ``docs/performance.md``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bench.advisor import ROOT
from bench.tables import Row, markdown, plain
from bench.turns.measures import at, percentile, ratio
from bench.turns.pictures import draw_latency, draw_memory
from bench.turns.plan import window
from bench.turns.reach import Verdict, verdicts
from bench.turns.results import Results, Side
from bench.turns.soak import Soak

FOLDER = ROOT / "var" / "bench" / "turns"
DOCUMENT = ROOT / "docs" / "performance.md"
IMAGES = ROOT / "docs" / "images"
LATENCY, MEMORY = "latency-by-turn.svg", "memory-under-load.svg"
NOTES = Path(__file__).with_name("notes.md")
SOAK_NOTES = Path(__file__).with_name("soak.md")
NAMES = {"ours": "this project", "template": "Rasa's template"}
OCCUPATIONS = "occupations"  # the name of the part of the page that is written alone, too
NOTHING = "not measured"


@dataclass(frozen=True)
class Table:
    """A table with its title."""

    title: str
    columns: Row
    rows: list[Row]

    def plain(self) -> str:
        return f"{self.title}\n{plain(self.columns, self.rows)}"

    def markdown(self) -> str:
        return markdown(self.columns, self.rows)


def tables(results: Results) -> dict[str, Table]:
    """Return all tables of a comparison by name."""
    return {
        "reach": reach_table(verdicts(results)),
        "latency": latency_table(results),
        "throughput": throughput_table(results),
        "cost": cost_table(results),
        "processes": processes_table(results),
    }


def reach_table(found: list[Verdict]) -> Table:
    """Return figures beside their targets."""
    rows = [
        (
            verdict.title,
            NOTHING
            if verdict.measured is None
            else f"{verdict.unit}{verdict.measured:.2f}".removesuffix(".00"),
            f"at {'least' if verdict.at_least else 'most'} {verdict.unit}{verdict.bound:g}",
            "yes" if verdict.met else "no",
        )
        for verdict in found
    ]
    return Table("Targets", ("Figure", "Measured", "Target", "Met"), rows)


def latency_table(results: Results) -> Table:
    """Return p50, its ratio and p95 of each side at each mark."""
    rows = []
    for mark in results.marks:
        ours, template = (at(side.turns, mark) for side in results.sides())
        if ours and template:
            turns = window(mark)
            turn = str(mark) if len(turns) == 1 else f"{mark} ({turns[0]}–{turns[-1]})"
            milliseconds = (f"{value:.1f}" for value in (ours.p50, template.p50, ours.p95, template.p95))
            one, other, slow_one, slow_other = milliseconds
            middle = f"×{ours.p50 / template.p50:.2f}"
            rows.append((turn, one, other, middle, slow_one, slow_other))
    middle_names = tuple(f"p50 ms, {name}" for name in NAMES.values())
    slow_names = tuple(f"p95 ms, {name}" for name in NAMES.values())
    columns = ("Turn", *middle_names, "ratio", *slow_names)
    return Table("Latency by turn", columns, rows)


def throughput_table(results: Results) -> Table:
    """Return messages a second of each side, and the time to a reply meanwhile."""
    rows = []
    for users in results.users:
        rates = [side.per_second(users) for side in results.sides()]
        waits = [_median_wait(side, users) for side in results.sides()]
        cells = (_shown(rates[0]), _shown(rates[1]), _times(ratio(*rates)), *(_shown(wait) for wait in waits))
        rows.append((str(users), *cells))
    rate_names = tuple(f"messages/s, {name}" for name in NAMES.values())
    wait_names = tuple(f"p95 ms, {name}" for name in NAMES.values())
    columns = ("Users at once", *rate_names, "ratio", *wait_names)
    return Table("Throughput", columns, rows)


def cost_table(results: Results) -> Table:
    """Return start-up time, memory, and failed messages."""
    ours, template = results.sides()
    measured = (
        ("start to first answer, s", ours.start(), template.start()),
        ("memory (RSS), MB", ours.rss(), template.rss()),
        ("memory (PSS), MB", ours.pss(), template.pss()),
    )
    rows = [(name, _shown(own), _shown(other), _times(ratio(own, other))) for name, own, other in measured]
    for name, own, other in (
        ("messages", ours.messages, template.messages),
        ("failed", ours.failed, template.failed),
        ("silent", ours.silent, template.silent),
    ):
        rows.append((name, str(own), str(other), ""))
    return Table("Start, memory, answers", ("", *NAMES.values(), "ratio"), rows)


def processes_table(results: Results) -> Table:
    """Return the memory of each process."""
    rows = [
        (NAMES[side.key], process.name, _shown(process.rss_mb), _shown(process.pss_mb))
        for side in results.sides()
        for process in side.memory
    ]
    return Table("Processes after the load", ("Project", "Process", "RSS, MB", "PSS, MB"), rows)


def soak_table(soak: Soak) -> Table:
    """Return how the memory of each process developed after the warm-up."""
    rows = [
        (name, f"{samples[0][1]:.0f}", f"{samples[-1][1]:.0f}", f"{soak.slope(name):+.2f}")
        for name, samples in soak.measured().items()
    ]
    columns = ("Process", "RSS after the warm-up, MB", "at the end, MB", "slope, MB a minute")
    return Table("Memory under steady load", columns, rows)


def draw(results: Results, folder: Path) -> None:
    """Draw latency by turn into a folder."""
    series = {NAMES[side.key]: side.turns for side in reversed(results.sides())}
    draw_latency(series, folder / LATENCY)


def draw_soak(soak: Soak, folder: Path) -> None:
    """Draw memory by time into a folder."""
    draw_memory(soak.by_process(), soak.warm_up_minutes, folder / MEMORY)


def document(results: Results, soak: Soak | None, occupations: str = "") -> str:
    """Return the page on performance; ``occupations`` is the part on all of them, as Markdown."""
    filled = {name: table.markdown() for name, table in tables(results).items()}
    share = max((load.processor_share for side in results.sides() for load in side.loads), default=0)
    spreads = [at(results.ours.turns, mark) for mark in results.marks]
    samples = min((spread.samples for spread in spreads if spread), default=0)
    text = NOTES.read_text(encoding="utf-8").format(
        **filled, **results.machine, picture=f"{IMAGES.name}/{LATENCY}", share=f"{share:.0%}", samples=samples
    )
    if soak is not None:
        text += "\n" + _on_soak(soak)
    return f"{text}\n<!-- {OCCUPATIONS}: begin -->\n\n{occupations}\n<!-- {OCCUPATIONS}: end -->\n"


def _on_soak(soak: Soak) -> str:
    return SOAK_NOTES.read_text(encoding="utf-8").format(
        soak=soak_table(soak).markdown(),
        picture=f"{IMAGES.name}/{MEMORY}",
        minutes=f"{soak.minutes:g}",
        warm_up=f"{soak.warm_up_minutes:g}",
        users=soak.users,
        messages=soak.messages,
        unanswered=soak.unanswered,
        growth=f"{soak.growth():+.1%}",
        flat="flat" if soak.flat else "not flat",
    )


def publish(
    results: Results,
    soak: Soak | None,
    document_file: Path = DOCUMENT,
    images: Path = IMAGES,
    *,
    occupations: str = "",
) -> None:
    """Write the page on performance with its pictures."""
    images.mkdir(parents=True, exist_ok=True)
    draw(results, images)
    if soak is not None:
        draw_soak(soak, images)
    document_file.write_text(document(results, soak, occupations), encoding="utf-8")


def _median_wait(side: Side, users: int) -> float | None:
    waits = [load.p95 for load in side.at_once(users) if load.p95 is not None]
    return percentile(waits, 50) if waits else None


def _shown(value: float | None) -> str:
    return NOTHING if value is None else f"{value:,.1f}"


def _times(value: float | None) -> str:
    return NOTHING if value is None else f"×{value:.2f}"
