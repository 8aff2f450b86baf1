"""Checks between content entries: unique keys and names, keys that exist, figures that fit their measure."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import content_schema as schema
from knowledge.content_issues import ContentIssue, Location, display_path
from knowledge.currencies import ANY, ANY_BILLIONS, BILLIONS, currency_of
from knowledge.numbers import missing_numbers, number
from knowledge.terms import normalise

if TYPE_CHECKING:
    from knowledge.content import Content

PARTS_OF_A_WHOLE = ("share", "stack")
# Units of measures in any currency, in words and by an example.
ANY_CURRENCY = {ANY: ("a currency", "eur"), ANY_BILLIONS: ("billions of a currency", "eur_billion")}


def check_content(content: Content, folder: Path) -> Iterator[ContentIssue]:
    """Yield every issue between the entries read from ``folder``."""
    yield from _duplicate_names(content)
    yield from _unknown_keys(content)
    yield from _misfit_figures(content)
    yield from _outdated_disagreements(content)
    yield from _misplaced_questions(content)
    if sum(occupation.featured for occupation in content.occupations) != 1:
        first = content.occupations[0] if content.occupations else None
        location = content.location(first) if first else Location(display_path(folder), 1)
        fix = "set 'featured: true' on the one occupation that a question without an occupation is about"
        yield ContentIssue(*location, "not exactly one occupation is featured", fix)


def _duplicate_names(content: Content) -> Iterator[ContentIssue]:
    seen: dict[tuple[str, str], tuple[str, Location]] = {}
    named: list[tuple[str, schema.Occupation | schema.Entity]] = [
        ("occupation", occupation) for occupation in content.occupations
    ]
    named += [(entity.kind, entity) for entity in content.entities]
    for kind, entry in named:
        location = content.location(entry)
        plural = [entry.plural] if isinstance(entry, schema.Occupation) else []
        own = set()
        for alias in (entry.name, *plural, *entry.aliases):
            term = normalise(alias)
            if not term:
                yield ContentIssue(*location, f"'{alias}' has no letter or digit", "remove this alias")
            elif term in own and alias in entry.aliases:
                message = f"'{alias}' repeats another name of '{entry.key}'"
                fix = "remove this alias: case, dots and hyphens do not count"
                yield ContentIssue(*location, message, fix)
            elif (kind, term) in seen and seen[kind, term][0] != entry.key:
                key, (file, line) = seen[kind, term]
                message = f"'{alias}' already names '{key}' at {file}:{line}"
                yield ContentIssue(*location, message, f"let one {kind} have this name")
            own.add(term)
            seen.setdefault((kind, term), (entry.key, location))


def _unknown_keys(content: Content) -> Iterator[ContentIssue]:
    known = {
        "occupation": {occupation.key for occupation in content.occupations},
        "source": {source.key for source in content.sources},
        "topic": {topic.key for topic in content.topics},
        "measure": {measure.key for measure in content.measures},
        "entity": {entity.key for entity in content.entities},
        "row": {row.key for row in content.rows()},
    }

    def check(entry: schema.Entry, kind: str, *keys: str | None) -> Iterator[ContentIssue]:
        for key in keys:
            if key and key not in known[kind]:
                near = get_close_matches(key, known[kind], n=1)
                fix = f"did you mean '{near[0]}'?" if near else f"add the {kind} or correct the key"
                yield ContentIssue(*content.location(entry), f"there is no {kind} '{key}'", fix)

    for occupation in content.occupations:
        yield from check(occupation, "source", *(code.source for code in occupation.codes))
    for entity in content.entities:
        yield from check(entity, "source", entity.source)
        facts = ("description", *schema.CERTIFICATION_ATTRIBUTES)
        if any(getattr(entity, name) is not None for name in facts) and not entity.source:
            message = f"'{entity.key}' states facts without a source"
            yield ContentIssue(*content.location(entity), message, "add 'source:' to this entry")
    for row in content.rows():
        yield from check(row, "occupation", row.occupation)
        yield from check(row, "source", row.source)
        yield from check(row, "topic", getattr(row, "topic", None))
        yield from check(row, "entity", getattr(row, "entity", None), *getattr(row, "entities", ()))
        yield from check(row, "measure", getattr(row, "measure", None))
        yield from check(row, "occupation", getattr(row, "other", None))
    for disagreement in content.disagreements:
        yield from check(disagreement, "occupation", disagreement.occupation)
        yield from check(disagreement, "topic", disagreement.topic)
        yield from check(disagreement, "row", *disagreement.rows)


def _misfit_figures(content: Content) -> Iterator[ContentIssue]:
    """Yield figures in another unit than their measure's, and values that it cannot have."""
    measures = {measure.key: measure for measure in content.measures}
    for figure in content.figures:
        measure = measures.get(figure.measure)
        if measure is None:
            continue
        location = content.location(figure)
        if measure.unit and not _fits(figure.unit, measure.unit):
            wanted, example = ANY_CURRENCY.get(measure.unit, (measure.unit, measure.unit))
            message = f"'{figure.key}' is in {figure.unit}, but its measure '{measure.key}' is in {wanted}"
            yield ContentIssue(*location, message, f"write 'unit: {example}' or name another measure")
        if figure.value < 0 and not measure.signed:
            message = f"'{figure.key}' is negative: {number(figure.value)}"
            fix = f"correct the value, or write 'signed: true' on the measure '{measure.key}' of changes"
            yield ContentIssue(*location, message, fix)
        if figure.value > 100 and measure.chart_type in PARTS_OF_A_WHOLE:
            message = f"'{figure.key}' is more than the whole: {number(figure.value)}"
            yield ContentIssue(*location, message, "write the share in per cent, from 0 to 100")


def _fits(unit: str, wanted: str) -> bool:
    if wanted not in ANY_CURRENCY:
        return unit == wanted
    return currency_of(unit) is not None and unit.endswith(BILLIONS) == wanted.endswith(BILLIONS)


def _outdated_disagreements(content: Content) -> Iterator[ContentIssue]:
    values = {figure.key: figure.value for figure in content.figures}
    for disagreement in content.disagreements:
        figures = [values[key] for key in disagreement.rows if key in values]
        for missing in missing_numbers(disagreement.text, figures):
            message = f"'{disagreement.key}' does not mention {missing}, the value of a figure among its rows"
            fix = "rewrite its text for the present figures"
            yield ContentIssue(*content.location(disagreement), message, fix)


def _misplaced_questions(content: Content) -> Iterator[ContentIssue]:
    """Yield questions for rows that do not exist, and those that ask for two rows of an occupation."""
    rows = {str(row.key): row for row in content.rows()}
    seen: dict[tuple[str, str], str] = {}
    for asked in content.questions:
        if asked.row not in rows:
            near = get_close_matches(asked.row, rows, n=1)
            fix = f"did you mean '{near[0]}'?" if near else "add the row or correct the key"
            yield ContentIssue(*asked.location, f"there is no row '{asked.row}' to ask for", fix)
            continue
        for question in asked.questions:
            of_occupation = (str(rows[asked.row].occupation), normalise(question))
            first = seen.setdefault(of_occupation, asked.row)
            if first != asked.row:
                message = f"'{question}' already asks for '{first}'"
                yield ContentIssue(*asked.location, message, "let it ask for one row, or word it differently")
