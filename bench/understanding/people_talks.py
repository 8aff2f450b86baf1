"""Conversations of people who tell of themselves, and whether the replies advise them rightly.

They were written from O*NET's and BLS's files alone; what a reply has to hold was computed from these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bench.understanding.counting import Share
from bench.understanding.facts import FOLDER
from bench.understanding.judge import Reply
from bench.understanding.occupations import official_titles
from bench.understanding.people import EDUCATION
from bench.understanding.texts import UNSEEN_HALF
from knowledge.database import create_knowledge_engine
from knowledge.datasets.tables import FOLDER as TABLES
from knowledge.datasets.tables import read_table
from knowledge.models import NATION
from knowledge.queries.occupation_search import EDUCATION as LEVELS  # in the order of the sets' own
from knowledge.queries.wages import find_areas, median_of, wage_in

PEOPLE = ("people", f"people{UNSEEN_HALF}")
LAST_PEOPLE = ("last_people", f"last_people{UNSEEN_HALF}")  # of two last writers
MedianPay = Callable[[str, str], "float | None"]  # of a wage code and a place ("" for the nation)


def median_pay(database_url: str) -> MedianPay:
    """Return what looks up a median by the year in a knowledge base; None where none is published."""
    engine = create_knowledge_engine(database_url)

    @cache
    def look_up(wage_code: str, place: str) -> float | None:
        with engine.connect() as connection:
            areas = find_areas(connection, name=place) if place else []
            if place and not areas:
                return None
            row = wage_in(connection, code=wage_code, area_code=areas[0].code if areas else NATION)
            return (median_of(row) or None) if row else None

    return look_up


@dataclass(frozen=True)
class Turn:
    """A message, and what the reply must and must not hold; ``must``: one of each group."""

    say: str
    must: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...]
    must_hold: Mapping[str, Any]


@dataclass(frozen=True)
class Talk:
    """The turns of one person; ``pair``: the person who differs in age, gender, origin or health only."""

    id: str
    kind: str
    pair: str | None
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class HeldTurn:
    """A turn, the reply to it, and the recommended occupations that do not keep a hard wish."""

    turn: Turn
    reply: Reply
    broken: tuple[str, ...]

    @classmethod
    def judged(cls, turn: Turn, reply: Reply, pay: MedianPay) -> HeldTurn:
        """Look up what the recommended occupations hold, as long as the knowledge base is there."""
        wishes = turn.must_hold
        shown = recommended(reply) if wishes else []
        return cls(turn, reply, tuple(one for one in shown if not keeps(one, wishes, pay)))

    @property
    def right(self) -> bool:
        """Whether the reply holds what it must and nothing that it must not."""
        told = self._told()
        if any(one.lower() in told for one in self.turn.must_not):
            return False
        holds = all(any(one.lower() in told for one in group) for group in self.turn.must)
        return holds and not self.broken

    def _told(self) -> str:
        told = f" {self.reply.body} ".lower().replace("\u00a0", " ").replace("’", "'")
        return told + " ; ".join(title for plural, title in official_titles() if plural in told)


def recommended(reply: Reply) -> list[str]:
    """Return the plurals of the occupations in a reply's table, a line each of its text."""
    known = {plural for plural, _title in official_titles()}
    return [line for line in (one.strip().lower() for one in reply.body.split("\n")) if line in known]


def keeps(plural: str, wishes: Mapping[str, Any], pay: MedianPay) -> bool:
    """Return whether an occupation keeps hard wishes; a median that is not published does not count."""
    facts = facts_of(plural)
    most = wishes.get("education_at_most")
    if most is not None and (facts.education is None or facts.education > EDUCATION.index(most)):
        return False
    growth = wishes.get("growth_min")
    if growth is not None and (facts.growth is None or facts.growth < float(growth)):
        return False
    least = wishes.get("pay_min")
    if least is None or facts.wage_code is None:
        return True
    median = pay(facts.wage_code, str(wishes.get("place", "")))
    return median is None or median >= float(least)


@dataclass(frozen=True)
class Facts:
    """What the tables hold of an occupation; None where they hold nothing."""

    education: int | None
    growth: float | None
    wage_code: str | None


@dataclass(frozen=True)
class HeldTalk:
    """A conversation as it went."""

    talk: Talk
    turns: tuple[HeldTurn, ...]

    @property
    def right(self) -> bool:
        return all(turn.right for turn in self.turns)


@cache
def facts_of(plural: str) -> Facts:
    """Return the facts of the occupation with this plural in small letters."""
    code = _codes()[plural]
    soc = _projection_codes()[code]
    row = _projections().get(soc)
    education = LEVELS.index(row["education"]) if row and row["education"] in LEVELS else None
    growth = float(row["change_percent"]) if row and row["change_percent"] else None
    return Facts(education, growth, _wage_codes()[code])


@cache
def _codes() -> dict[str, str]:
    return {row["plural"].lower(): row["code"] for row in read_table(TABLES / "names.tsv")}


@cache
def _projection_codes() -> dict[str, str]:
    return {row["code"]: row["projection_code"] for row in read_table(TABLES / "occupations.tsv")}


@cache
def _wage_codes() -> dict[str, str | None]:
    return {row["code"]: row["wage_code"] or None for row in read_table(TABLES / "occupations.tsv")}


@cache
def _projections() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in read_table(TABLES / "projections.tsv")}


def read_talks(folder: Path = FOLDER, *, names: Sequence[str] = PEOPLE) -> dict[str, list[Talk]]:
    """Return the conversations of both halves, by set."""
    yaml = YAML(typ="safe")
    read = {name: yaml.load((folder / f"{name}.yml").read_text(encoding="utf-8")) for name in names}
    return {name: [_talk(fields) for fields in found] for name, found in read.items()}


def _talk(fields: Mapping[str, Any]) -> Talk:
    turns = tuple(
        Turn(
            one["say"],
            tuple(tuple(str(text) for text in group) for group in one.get("must", ())),
            tuple(str(text) for text in one.get("must_not", ())),
            one.get("must_hold", {}),
        )
        for one in fields["turns"]
    )
    return Talk(fields["id"], fields["kind"], fields.get("pair"), turns)


def people_figures(held: Sequence[HeldTalk]) -> dict[str, float]:
    """Return the figures of one half, in percent."""
    turns = [turn for one in held for turn in one.turns]
    advised = [turn for turn in turns if turn.turn.must_hold]
    shown = sum(len(recommended(turn.reply)) for turn in advised)
    broken = sum(len(turn.broken) for turn in advised)
    shares = {
        "right": Share(sum(one.right for one in held), len(held)),
        "turns_right": Share(sum(one.right for one in turns), len(turns)),
        "wishes_kept": Share(shown - broken, shown),
        "pairs_alike": _pairs_alike(held),
    }
    return {name: share.percent for name, share in shares.items() if share.whole}


def _pairs_alike(held: Sequence[HeldTalk]) -> Share:
    """Return the share of people whose replies name the same occupations as their pairs'."""
    by_id = {one.talk.id: one for one in held}
    paired = [(one, by_id[one.talk.pair]) for one in held if one.talk.pair in by_id]
    alike = sum(_named(one) == _named(other) for one, other in paired)
    return Share(alike, len(paired))


def _named(held: HeldTalk) -> list[list[str]]:
    return [recommended(turn.reply) for turn in held.turns]
