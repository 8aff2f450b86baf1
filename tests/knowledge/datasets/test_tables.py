"""The tables that the project carries: whole, sorted, and without a sentence of the publisher's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from knowledge.datasets.delimited import header, read_records
from knowledge.datasets.occupations import carried_titles
from knowledge.datasets.tables import FOLDER, read_table, wide_rows
from knowledge.models import WAGE_COLUMNS
from knowledge.terms import normalise
from knowledge.work_forms import FIELD, WORK, phrase_form
from tests.knowledge.datasets.publishers import RELEASE, needed

FILES = sorted(FOLDER.rglob("*.tsv"))
MOST_BYTES = 1_000_000  # of a file that is committed
CODE = re.compile(r"\d{2}-\d{4}\.\d{2}")
# Rows of these stand in an order of their own: by occupation what matters most first, or as they are read.
IN_ORDER = {"area_names.tsv", "everyday_titles.tsv", "levels.tsv", "groups.tsv", "industry_words.tsv"}
MOST_WORDS = {"duty": 20, "description": 28}
FEWEST_DUTIES, MOST_DUTIES = 5, 8
MOST_WORDS_OF_WORK = 7
OF_BLS = ("projections.tsv", "wages_2024.tsv", "factors.tsv", "factor_words.tsv")  # by its own codes
MOST_WORDS_OF_REASON = 26
RUN = 5  # words in a row that are the publisher's
HEADERS = {
    "area_names": "name area",
    "education": "code 1 2 3 4 5 6 7 8 9 10 11 12",
    "everyday_titles": "title code",
    "everyday_work": "code kind text",
    "factors": "code number direction kinds names_ai industries",
    "factor_words": "code number words",
    "interests": "code realistic investigative artistic social enterprising conventional",
    "names": "code name plural",
    "occupations": "code title job_zone wage_code wage_title projection_code",
    "related": "code related",
    "duties": "code kind tasks text",
    "technologies": "code technology category hot in_demand",
    "titles": "code kind title",
}


def shown(file: Path) -> str:
    return str(file.relative_to(FOLDER))


@cache
def codes() -> frozenset[str]:
    return frozenset(row["code"] for row in read_table(FOLDER / "occupations.tsv"))


@cache
def duties() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for file in sorted((FOLDER / "duties").glob("*.tsv")):
        for row in read_table(file):
            found[row["code"]].append(row)
    return found


def each_duty() -> Iterator[dict[str, str]]:
    return (row for rows in duties().values() for row in rows)


def test_no_file_is_large() -> None:
    assert FILES
    assert {shown(file): file.stat().st_size for file in FILES if file.stat().st_size > MOST_BYTES} == {}


@pytest.mark.parametrize("name", HEADERS)
def test_a_table_has_its_header(name: str) -> None:
    files = sorted((FOLDER / name).glob("*.tsv")) or [FOLDER / f"{name}.tsv"]
    headers = {" ".join(header(file)) for file in files}
    if name == "education":
        assert {found.split()[0] for found in headers} == {"code"}
    else:
        assert headers == {HEADERS[name]}


def test_rows_are_sorted_none_stands_twice_and_lines_end_alike() -> None:
    for file in FILES:
        body = file.read_bytes()
        assert body.endswith(b"\n") and not body.endswith(b"\n\n") and b"\r" not in body, shown(file)
        _header, *lines = body.decode().splitlines()
        assert len(set(lines)) == len(lines), shown(file)
        if file.name not in IN_ORDER:
            keys = lines if file.parent.name != "duties" else [line.partition("\t")[0] for line in lines]
            assert keys == sorted(keys), shown(file)


def test_a_file_of_a_group_holds_its_group_only() -> None:
    for file in FILES:
        if file.parent != FOLDER:
            assert {row["code"][:2] for row in read_table(file)} == {file.stem}, shown(file)


def test_every_code_is_one_of_the_occupations() -> None:
    assert len(codes()) == 1_016
    assert {code for code in codes() if not CODE.fullmatch(code)} == set()
    for file in FILES:
        if file.name not in OF_BLS and "code" in header(file):
            assert {row["code"] for row in read_table(file)} <= codes(), shown(file)
    related = {code for row in read_table(FOLDER / "related.tsv") for code in row["related"].split()}
    assert related <= codes()


def test_every_occupation_has_a_name_that_no_other_has() -> None:
    rows = list(read_table(FOLDER / "names.tsv"))
    assert [row["code"] for row in rows] == sorted(codes())
    for column in ("name", "plural"):
        assert len({normalise(row[column]) for row in rows}) == len(rows)
    assert [row for row in rows if not row["name"].strip() or row["name"] == row["plural"]] == []
    assert [row["name"] for row in rows if not row["name"].isascii() or row["name"].endswith(".")] == []


def test_everyday_titles_name_one_occupation_each() -> None:
    rows = list(read_table(FOLDER / "everyday_titles.tsv"))
    titles = [normalise(row["title"]) for row in rows]
    assert len(set(titles)) == len(titles)
    assert set(titles) <= carried_titles()


def test_everyday_work_and_fields_stand_for_one_occupation_each() -> None:
    rows = list(read_table(FOLDER / "everyday_work.tsv"))
    assert {row["kind"] for row in rows} == {WORK, FIELD}
    forms = {(row["kind"], phrase_form(row["text"], row["kind"])) for row in rows}
    assert len(forms) == len(rows)
    assert [row["text"] for row in rows if len(row["text"].split()) > MOST_WORDS_OF_WORK] == []
    assert [row["text"] for row in rows if row["text"] != row["text"].strip() or not row["text"]] == []


def test_most_occupations_are_told_by_what_their_people_do() -> None:
    told = {row["code"] for row in read_table(FOLDER / "everyday_work.tsv") if row["kind"] == WORK}
    assert len(told) > 0.95 * len(codes())


def test_places_are_renamed_to_one_place_each() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for row in read_table(FOLDER / "area_names.tsv"):
        places[normalise(row["name"])].add(row["area"])
    several = {name: found for name, found in places.items() if len(found) > 1}
    assert set(several) == {
        "dc",
        "washington dc",
    }  # the district, then the city around it


def test_ratings_lie_on_their_scales() -> None:
    scales = {"skill_importance": (1, 5), "skill_level": (0, 7), "interests": (1, 7), "education": (0, 100)}
    for name, (lowest, highest) in scales.items():
        values = [value for _code, _column, value in wide_rows(FOLDER / f"{name}.tsv")]
        assert lowest <= min(values) and max(values) <= highest, name
    levels = {(row["scale"], row["category"]) for row in read_table(FOLDER / "levels.tsv")}
    for name in ("education", "experience"):
        assert {(name, column) for column in header(FOLDER / f"{name}.tsv")[1:]} <= levels


def test_figures_are_numbers_or_at_the_top_code_or_missing() -> None:
    for row in read_table(FOLDER / "wages_2024.tsv"):
        for column in WAGE_COLUMNS:
            assert re.fullmatch(r"#||\d+(\.\d+)?", row[column]), (row["code"], column)
    for row in read_table(FOLDER / "projections.tsv"):
        assert float(row["employment_2024"]) >= 0 and float(row["openings_a_year"]) >= 0


# What changes how many are needed.


def test_each_occupation_with_factors_has_a_reason_in_words_and_ai_is_named_where_bls_names_it() -> None:
    factors = {(row["code"], row["number"]): row for row in read_table(FOLDER / "factors.tsv")}
    words = {(row["code"], row["number"]): row["words"] for row in read_table(FOLDER / "factor_words.tsv")}
    assert words.keys() <= factors.keys()
    assert {code for code, _number in factors} == {code for code, _number in words}
    everywhere = {key for key, row in factors.items() if row["industries"] == "all"}
    named = {key for key, row in factors.items() if row["names_ai"]}
    assert (everywhere | named) <= words.keys()
    assert {key for key, text in words.items() if re.search(r"\bAI\b", text)} == named
    assert [text for text in words.values() if len(text.split()) > MOST_WORDS_OF_REASON] == []
    assert [text for text in words.values() if text.endswith(".") or text != text.strip()] == []


# Duties.


def test_an_occupation_has_one_description_and_then_its_duties() -> None:
    assert len(duties()) == 923
    for code, rows in duties().items():
        first, *others = [row["kind"] for row in rows]
        assert first == "description", code
        assert set(others) == {"duty"}, code


def test_texts_are_short_plain_and_address_nobody() -> None:
    for row in each_duty():
        text = row["text"]
        assert text.isascii() and text.endswith("."), row
        assert len(text.split()) <= MOST_WORDS[row["kind"]], row
        assert re.search(r"\byou(rs?|rself)?\b", text, re.IGNORECASE) is None, row
        assert text[0].isupper() and "  " not in text, row
        assert re.fullmatch(r"\d+(,\d+)*", row["tasks"]), row


@cache
def tasks() -> dict[str, dict[str, str]]:
    """Return the publisher's tasks by id and occupation; skip the test where they are not at hand."""
    columns = {"code": ("O*NET-SOC Code",), "id": ("Task ID",), "text": ("Task",)}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for record in read_records(needed(RELEASE) / "Task Statements.txt", columns):
        found[str(record.fields["code"])][str(record.fields["id"])] = str(record.fields["text"])
    return found


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower().replace("'", ""))
    return {tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}


def test_an_occupation_has_five_to_eight_duties_or_one_for_each_of_fewer_tasks() -> None:
    needed(RELEASE)
    for code, rows in duties().items():
        count = len(rows) - 1
        assert FEWEST_DUTIES <= count <= MOST_DUTIES or count == len(tasks()[code]) < FEWEST_DUTIES, code
    assert set(duties()) == set(tasks())


def test_a_text_restates_tasks_of_its_own_occupation() -> None:
    needed(RELEASE)
    for row in each_duty():
        assert set(row["tasks"].split(",")) <= set(tasks()[row["code"]]), row


def test_no_five_words_in_a_row_are_the_publishers() -> None:
    columns = {"code": ("O*NET-SOC Code",), "text": ("Description",)}
    theirs: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for record in read_records(needed(RELEASE) / "Occupation Data.txt", columns):
        theirs[str(record.fields["code"])] |= runs(str(record.fields["text"]))
    for code, found in tasks().items():
        for text in found.values():
            theirs[code] |= runs(text)
    ours = [*each_duty(), *read_table(FOLDER / "everyday_work.tsv")]
    taken = [(row["code"], both) for row in ours if (both := runs(row["text"]) & theirs[row["code"]])]
    assert taken == []
