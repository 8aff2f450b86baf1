"""Questions about all occupations, the enlarged knowledge base, and how the figures are judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from bench.turns import occupations_report
from bench.turns.enlarged import CODES, WORDS, enlarge, invented_codes
from bench.turns.occupation_questions import Called, Round, occupations, rounds
from bench.turns.occupations import (
    ANY,
    FEATURED,
    KINDS,
    OVER_ALL,
    TURNS,
    WARM_UP_ROUNDS,
    Asked,
    Found,
    Part,
    ask_all,
    read,
    write,
)
from knowledge.database import create_knowledge_engine, migrate
from knowledge.models import onet_technology
from knowledge.queries.occupation_search import OccupationQuery, search_occupations
from knowledge.queries.onet import onet_occupation_by_code, related, technologies
from knowledge.queries.titles import resolve_title
from knowledge.queries.wages import wage_in
from tests.bench.turns.samples import MACHINE
from tests.databases import sqlite_url
from tests.knowledge.datasets.tiny import import_all, tiny_datasets

TWO_WORDS = WORDS[:2]


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Counter[str], Connection]]:
    """How many rows each table had, and the knowledge base that now has three times as many."""
    folder = tmp_path_factory.mktemp("enlarged")
    engine = create_knowledge_engine(sqlite_url(folder / "knowledge.db"))
    migrate(engine)
    import_all(engine, tiny_datasets(folder))
    with engine.connect() as connection:
        before = _rows(connection)
    enlarge(engine, TWO_WORDS)
    with engine.connect() as connection:
        yield before, connection
    engine.dispose()


@pytest.fixture
def enlarged(sizes: tuple[Counter[str], Connection]) -> Connection:
    return sizes[1]


def _rows(connection: Connection) -> Counter[str]:
    """Count the rows of each table, without those of all occupations together."""
    counted = {
        table: select(func.count()).where(~table.c[codes[0]].startswith("00-"))
        for table, codes in CODES.items()
    }
    return Counter({table.name: connection.execute(count).scalar() for table, count in counted.items()})


def found(featured: float, any_one: float, over_all: float, enlarged: float, answered: int = 10) -> Found:
    """Figures of SQLite: ten questions of each kind, all of which took equally long."""
    usual = {FEATURED: featured, ANY: any_one, OVER_ALL: over_all}
    large = {FEATURED: featured, ANY: enlarged, OVER_ALL: over_all}
    return Found(
        dict(MACHINE),
        [
            Part("sqlite", times, {kind: Asked([ms] * 10, answered) for kind, ms in told.items()})
            for times, told in ((1, usual), (10, large))
        ],
    )


def test_questions_are_the_same_for_a_seed_and_others_for_another() -> None:
    assert rounds(60, seed=3) == rounds(60, seed=3) != rounds(60, seed=4)


def test_no_occupation_and_no_question_over_all_comes_twice() -> None:
    asked = rounds(300)
    assert len({one.any for one in asked}) == len({one.over_all for one in asked}) == 300


def test_all_are_asked_the_same_but_for_the_name() -> None:
    names = sorted((called for one in occupations() for called in one), key=len, reverse=True)
    for one in rounds(40):
        name = next(name for name in names if name in one.any)
        featured = next(
            name
            for name in ("machine learning engineers", "machine learning engineer")
            if name in one.featured
        )
        assert one.any.replace(name, "?") == one.featured.replace(featured, "?")
        assert "{" not in "".join(one)


def test_nine_in_ten_of_the_copies_bear_an_invented_name() -> None:
    asked = rounds(300)
    assert 0.85 <= sum(any(word in one.any_copied for word in WORDS) for one in asked) / 300 <= 0.95
    assert Called("actor", "actors").beginning("") == Called("actor", "actors")
    assert Called("actor", "actors").beginning("garzupe") == Called("garzupe actor", "garzupe actors")


def test_all_occupations_may_be_asked_about() -> None:
    assert len(occupations()) == 1016


def test_an_invented_code_is_new_and_of_the_same_major_group_and_kind() -> None:
    known = ["11-0010", "11-1011", "11-1021", "29-1141"]
    invented = list(invented_codes(known, list(TWO_WORDS)))
    codes = [str(one["invented"]) for one in invented]
    assert len(set(codes) | set(known)) == 3 * len(known)
    for one in invented:
        old, new = str(one["known"]), str(one["invented"])
        assert (old[:3], old.endswith("0")) == (new[:3], new.endswith("0"))


def test_a_major_group_may_have_no_codes_left() -> None:
    groups = [f"11-{number:03}0" for number in range(1000)]
    with pytest.raises(ValueError, match="11 has no codes left"):
        list(invented_codes(groups, ["brimzic"]))


def test_every_table_grows_by_a_copy_for_each_word(sizes: tuple[Counter[str], Connection]) -> None:
    before, connection = sizes
    assert before["onet_occupation"] and before["wage"] and before["onet_related"]
    assert _rows(connection) == Counter({name: 3 * count for name, count in before.items()})


def test_a_copy_is_found_by_its_name_and_holds_what_the_occupation_does(enlarged: Connection) -> None:
    (copy,) = resolve_title(enlarged, title=f"{WORDS[1]} data scientists").matches
    (own,) = (
        one for one in resolve_title(enlarged, title="data scientist").matches if one.code == "15-2051.00"
    )
    assert (copy.name, copy.employment) == (f"{WORDS[1]} data scientist", own.employment)
    assert copy.code.startswith("15-") and copy.code.endswith(".00")
    mine, its = (onet_occupation_by_code(enlarged, code=code) for code in (own.code, copy.code))
    assert mine and its and its.wage_code == copy.code[:7] and its.description == mine.description
    wages = [wage_in(enlarged, code=one.wage_code) for one in (mine, its)]
    assert wages[0] and wages[1] and wages[0].values == wages[1].values
    assert [one.name for one in technologies(enlarged, code=copy.code)] == [
        "Python",
        "Microsoft Excel",
        "Abacus",
    ]
    assert [one.name for one in related(enlarged, code=copy.code)] == [
        f"{WORDS[1]} {one.name}" for one in related(enlarged, code=own.code)
    ]


def test_a_ranking_lists_the_copies_beside_the_occupations(enlarged: Connection) -> None:
    listed, total = search_occupations(enlarged, query=OccupationQuery(groups=("15",)), limit=9)
    assert total == 3
    plurals = ["data scientists", *(f"{word} data scientists" for word in TWO_WORDS)]
    assert sorted(one.plural for one in listed) == sorted(plurals)
    assert enlarged.execute(select(func.count()).select_from(onet_technology)).scalar() == 15


def test_each_figure_is_told_in_terms_of_the_featured_occupation_and_of_the_usual_size() -> None:
    assert [one.measured for one in found(10, 11, 15, 13).verdicts()] == [1.1, 1.5, 13 / 11, 1.0, 0.0]


def test_a_ratio_is_the_larger_one_of_two_databases() -> None:
    both = found(10, 11, 15, 13)
    slower = found(10, 12, 14, 20).parts
    for part in slower:
        part.database = "postgresql"
    both.parts += slower
    assert [one.measured for one in both.verdicts()[:3]] == [1.2, 1.5, 20 / 12]


@pytest.mark.parametrize(
    ("figures", "missed"),
    [
        ((10, 11.5, 20, 14.9), None),
        ((10, 11.6, 20, 14.9), "about any occupation"),
        ((10, 11.5, 20.1, 14.9), "over all occupations"),
        ((10, 11.5, 20, 15), "10 times the occupations"),
    ],
)
def test_each_ratio_has_a_bound(figures: tuple[float, float, float, float], missed: str | None) -> None:
    titles = [one.title for one in found(*figures).verdicts() if not one.met]
    assert len(titles) == (missed is not None) and all(str(missed) in title for title in titles)


def test_refusals_and_failures_do_not_pass_for_fast_answers() -> None:
    assert [one.met for one in found(10, 11, 15, 13, answered=7).verdicts()] == [
        True,
        True,
        True,
        False,
        True,
    ]
    failing = found(10, 11, 15, 13)
    failing.parts[1].asked[ANY].failed = 1
    assert [one.met for one in failing.verdicts()] == [True, True, True, True, False]


def test_what_was_not_measured_meets_no_bound() -> None:
    assert [one for one in Found(dict(MACHINE)).verdicts() if one.met] == []
    assert [one for one in Found(dict(MACHINE), [Part("sqlite", 1)]).verdicts()[:3] if one.met] == []


def test_advisors_are_asked_in_turn_and_the_warm_up_is_not_kept(
    stub: Callable[[float], Any], tmp_path: Path
) -> None:
    said: list[str] = []
    questions = [Round("breakdown", "a", "apology", "silence")] * TURNS
    with stub(0.0)(tmp_path) as usual, stub(0.0)(tmp_path) as large:
        parts = Part("sqlite", 1), Part("sqlite", 10)
        asked = [Round("a", "a", "a", "a")] * WARM_UP_ROUNDS + questions
        ask_all(list(zip(parts, (usual, large), strict=True)), asked, said.append)
    counts = [(len(part.asked[kind].times), part.asked[kind].failed) for part in parts for kind in KINDS]
    assert counts == [(0, TURNS), (TURNS, 0), (0, TURNS), (0, TURNS), (0, TURNS), (0, TURNS)]
    assert parts[0].asked[ANY].answered == TURNS


def test_figures_are_told_by_database_and_size_and_put_into_the_page(tmp_path: Path) -> None:
    rows = occupations_report.latency_table(found(10, 11, 15, 13)).rows
    assert rows == [
        ("SQLite", "1,016", "10.0, 10.0", "11.0, 11.0", "15.0, 15.0", "10"),
        ("SQLite", "10,160", "10.0, 10.0", "13.0, 13.0", "15.0, 15.0", "10"),
    ]
    page = tmp_path / "page.md"
    page.write_text("# Page\n\n<!-- occupations: begin -->\nlast year\n<!-- occupations: end -->\n")
    occupations_report.publish(found(10, 11, 15, 13), page)
    text = page.read_text(encoding="utf-8")
    assert "last year" not in text and "{" not in text and "at most ×1.15" in text and "10,160" in text


def test_kept_figures_are_what_was_measured(tmp_path: Path) -> None:
    write(found(10, 11, 15, 13), tmp_path / "kept" / "occupations.json")
    assert read(tmp_path / "kept" / "occupations.json") == found(10, 11, 15, 13)
