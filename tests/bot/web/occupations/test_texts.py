"""Texts that are used exist and the reverse; the order of articles fits the content."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from bot.web.occupations import texts
from bot.web.occupations.sections.articles import LAYOUT
from bot.web.occupations.texts import TEXTS, amount, change, published, span
from knowledge.content_types import PlainUnit
from knowledge.queries.occupation_search import EDUCATION
from knowledge.records import Figure, Measure, Source
from tests.databases import shipped_content

FOLDER = Path(texts.__file__).parent
CODE = "\n".join(
    file.read_text("utf-8")
    for folder in (FOLDER, FOLDER.with_name("shared_answers"))
    for pattern in ("*.py", "*/*.py", "*/*.html")
    for file in sorted(folder.glob(pattern))
)
MEASURE = Measure("m", "M", None, "bar")
SOURCE = Source("s", "S", False, None, None, None, "", "own", None)


def test_every_text_is_used_and_every_text_that_is_used_exists() -> None:
    used = set(re.findall(r"\"((?:[a-z_]+\.)+[a-z0-9_]+)\"|'((?:[a-z_]+\.)+[a-z0-9_]+)'", CODE))
    names = {one or other for one, other in used} & set(TEXTS.texts) | {"and"}
    built = {re.sub(r"\{[^}]+\}", "*", one) for one in re.findall(r"f\"([a-z_{}.]+\.[^\"]*)\"", CODE)}
    patterns = [re.compile(one.replace(".", r"\.").replace("*", "[a-z0-9_]+")) for one in built if "*" in one]
    unused = [one for one in TEXTS.texts if one not in names and not any(p.fullmatch(one) for p in patterns)]
    assert unused == []
    said = set(re.findall(r"\bsay\(\s*[\"']([a-z_.]+)[\"']", CODE))
    assert said and said <= set(TEXTS.texts)


def test_every_unit_education_and_kind_of_statement_is_known() -> None:
    units = {one.removeprefix("unit.") for one in TEXTS.texts if one.startswith("unit.")}
    assert units == {"billion", *get_args(PlainUnit)}
    content = shipped_content()
    assert set(LAYOUT.tree) <= {topic.key for topic in content.topics}
    kinds = {(row.topic, row.kind) for row in content.statements}
    for topic, named in LAYOUT.tree.items():
        assert all((topic, kind) in kinds for kind in named), topic
    assert len(EDUCATION) == 8


@pytest.mark.parametrize(
    ("value", "unit", "bound", "written"),
    [
        (118_000, "usd", "about", "about $118,000"),
        (8.43, "usd_billion", None, "$8.43 billion"),
        (40, "hours", "at_least", "at least 40 hours"),
        (62_000, "eur", None, "€62,000"),
        (22, "percent", None, "22%"),
    ],
)
def test_figures_have_unit_and_bound(value: float, unit: str, bound: str | None, written: str) -> None:
    one = Figure("k", SOURCE, None, None, None, "salary", MEASURE, None, 1, value, unit, bound, None)
    assert amount(one) == written


def test_dates_spans_and_changes_are_written_as_precisely_as_known() -> None:
    dates = {"2025": "2025", "2025-12": "December 2025", "2023-10-15": "15 October 2023"}
    for stored, written in dates.items():
        assert published(Source("s", "S", False, None, stored, None, "", "own", None)) == written
    assert published(SOURCE) == "undated"
    assert (span("2024-2034"), span(None)) == ("2024–2034", "")
    assert [change(one) for one in (33.5, -2.1, 0)] == ["+33.5%", "−2.1%", "0%"]
