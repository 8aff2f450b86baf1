"""Every fact of the articles has a row, every row a fact, and no article's wording is repeated."""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from knowledge.content import Content
from knowledge.database import ROOT

COVERAGE = ROOT / "knowledge" / "coverage"
SEEDS = Path(os.environ.get("ADVISOR_SHARED") or ROOT.parent / "shared") / "seeds"
FILES = sorted(path.stem for path in COVERAGE.glob("*.yml"))
ARTICLES = "sources.yml"  # lists the articles; sources of further facts stand beside them
LONGEST_SHARED = 8
TEXTS = (
    "text",
    "detail",
    "why",
    "note",
    "title",
    "belief",
    "reality",
    "points",
    "aspect",
    "other_text",
    "description",
)
# Runs of words that may be the same as an article's, each with the reason.
ALLOWED = {
    "linear regression, logistic regression, decision trees, random forests, "
    "support vector machines, naive Bayes": "names of algorithms in the order of the article's own list",
}


def read(name: str) -> Any:
    return YAML(typ="safe").load((COVERAGE / f"{name}.yml").read_text(encoding="utf-8"))


def lines_of(coverage: Any) -> list[tuple[int, str]]:
    """Return line and section of all that a coverage file says of lines."""
    told = [(fact["line"], "facts") for fact in coverage["facts"]]
    return told + [(line, "no_facts") for entry in coverage.get("no_facts", []) for line in entry["lines"]]


def article(content: Content, source: str) -> str:
    (location,) = (one.location for one in content.sources if one.key == source)
    file = SEEDS / location
    if not file.is_file():
        pytest.skip(f"the article is not here: {file}")
    return file.read_text(encoding="utf-8")


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))


def entries(content: Content) -> list[Any]:
    described = [entity for entity in content.entities if entity.source]
    return [*content.rows(), *content.disagreements, *described]


def texts(entry: Any) -> list[str]:
    values = [getattr(entry, name, None) for name in TEXTS]
    return [text for value in values if value for text in (value if isinstance(value, list) else [value])]


def test_every_article_has_a_coverage_file(content: Content) -> None:
    articles = [source for source in content.sources if content.location(source).file.name == ARTICLES]
    assert sorted(source.key for source in articles) == FILES
    assert [read(name)["source"] for name in FILES] == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_coverage_file_has_the_shape_that_is_read(name: str) -> None:
    coverage = read(name)
    assert set(coverage) <= {"source", "facts", "no_facts"}
    for fact in coverage["facts"]:
        assert set(fact) == {"line", "fact", "rows"}
        assert isinstance(fact["line"], int) and isinstance(fact["fact"], str) and fact["fact"].strip()
        assert fact["rows"]
        assert len(set(fact["rows"])) == len(fact["rows"])
    for entry in coverage.get("no_facts", []):
        assert set(entry) == {"lines", "why"}
        assert entry["lines"] and entry["why"]


@pytest.mark.parametrize("name", FILES)
def test_a_fact_stands_once(name: str) -> None:
    counts = Counter((fact["line"], fact["fact"]) for fact in read(name)["facts"])
    assert [fact for fact, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_every_fact_has_rows_that_are_there(content: Content, name: str) -> None:
    known = {row.key for row in content.rows()}
    known |= {
        entry.key
        for section in (content.entities, content.occupations, content.sources, content.disagreements)
        for entry in section
    }
    missing = {
        f"line {fact['line']}: {row}"
        for fact in read(name)["facts"]
        for row in fact["rows"]
        if row not in known
    }
    assert missing == set()


@pytest.mark.parametrize("name", FILES)
def test_every_fact_has_a_row_of_its_own_source(content: Content, name: str) -> None:
    sources: dict[str, set[str]] = defaultdict(set)
    for entry in (*content.rows(), *content.entities):
        if entry.source:
            sources[entry.key].add(entry.source)
    for occupation in content.occupations:
        sources[occupation.key] |= {code.source for code in occupation.codes}
    sources[name].add(name)  # a fact about the article itself, such as its date
    odd = [
        f"line {fact['line']}: {fact['fact']}"
        for fact in read(name)["facts"]
        if not any(name in sources[row] for row in fact["rows"])
    ]
    assert odd == []


@pytest.mark.parametrize("name", FILES)
def test_every_row_stands_in_a_fact_of_its_source(content: Content, name: str) -> None:
    covered = {row for fact in read(name)["facts"] for row in fact["rows"]}
    rows = {entry.key for entry in (*content.rows(), *content.entities) if entry.source == name}
    rows |= {
        occupation.key
        for occupation in content.occupations
        for code in occupation.codes
        if code.source == name
    }
    assert rows - covered == set()


@pytest.mark.parametrize("name", FILES)
def test_a_line_has_facts_or_a_reason_for_none_but_not_both(name: str) -> None:
    sections: dict[int, set[str]] = defaultdict(set)
    for line, section in lines_of(read(name)):
        sections[line].add(section)
    assert [line for line, found in sections.items() if len(found) > 1] == []
    without = Counter(line for line, section in lines_of(read(name)) if section == "no_facts")
    assert [line for line, count in without.items() if count > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_every_line_of_an_article_is_covered(content: Content, name: str) -> None:
    lines = article(content, name).splitlines()
    written = {number for number, line in enumerate(lines, start=1) if line.strip()}
    covered = {line for line, _section in lines_of(read(name))}
    assert sorted(written - covered) == [], "lines without a fact or a reason for none"
    assert sorted(covered - written) == [], "lines that are empty or not there"


def test_every_row_has_a_source_with_a_date_or_a_note(content: Content) -> None:
    sources = {source.key: source for source in content.sources}
    for row in content.rows():
        source = sources[row.source]
        assert source.published or source.date_note, row.key


def test_every_article_here_is_a_source(content: Content) -> None:
    if not SEEDS.is_dir():
        pytest.skip(f"the articles are not here: {SEEDS}")
    assert {path.name for path in SEEDS.iterdir()} <= {source.location for source in content.sources}


@pytest.mark.parametrize("name", FILES)
def test_no_sentence_repeats_an_article(content: Content, name: str) -> None:
    told = words(article(content, name))
    length = LONGEST_SHARED + 1
    runs = {tuple(told[start : start + length]) for start in range(len(told) - length + 1)}
    allowed = {
        tuple(words(run)[start : start + length]) for run in ALLOWED for start in range(len(words(run)))
    }
    repeated = []
    for entry in entries(content):
        for text in texts(entry):
            own = words(text)
            shared = {tuple(own[start : start + length]) for start in range(len(own) - length + 1)} & runs
            repeated += [
                f"{':'.join(map(str, content.location(entry)))}: {' '.join(run)}"
                for run in sorted(shared - allowed)
            ]
    assert repeated == []


def test_every_allowed_repetition_has_a_reason_and_is_needed(content: Content) -> None:
    all_words = " ".join(" ".join(words(text)) for entry in entries(content) for text in texts(entry))
    for run, reason in ALLOWED.items():
        assert reason
        assert " ".join(words(run)) in all_words


def test_the_articles_carry_facts(content: Content) -> None:
    counts = {name: len(read(name)["facts"]) for name in FILES}
    assert all(count > 0 for count in counts.values())
    assert sum(counts.values()) > 300


def test_coverage_is_read_from_this_repository() -> None:
    assert Path(__file__).resolve().is_relative_to(ROOT)
