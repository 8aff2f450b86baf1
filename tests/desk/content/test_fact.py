"""A form becomes content, or says beside each field what is wrong with it."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection, Engine

from desk.content.fact import ParsedFact, form_of, parse_fact
from desk.content.folder import DeskContent
from tests.desk.content.forms import HOURS, NEW_SOURCE, NURSE, figure, statement


@pytest.fixture(scope="module")
def connection(dataset_engine: Engine) -> Connection:
    with dataset_engine.connect() as opened:
        yield opened


def parsed(connection: Connection, form: dict[str, str]) -> ParsedFact:
    return parse_fact(form, DeskContent(), connection)


def test_a_statement_about_an_occupation_of_the_datasets_brings_its_occupation_and_source(
    connection: Connection,
) -> None:
    found = parsed(connection, statement())
    assert found.errors == {}
    assert found.occupation == {
        "key": "registered_nurse",
        "name": "registered nurse",
        "plural": "registered nurses",
        "onet_code": NURSE,
    }
    assert found.source is not None and found.source["key"] == "desk_a_survey_of_hours_2025"
    assert found.item is not None
    assert found.item.occupation == "registered_nurse"
    assert found.item.entry["text"] == HOURS
    assert found.item.key.startswith("registered_nurse.working_hours.desk_registered_nurses_in_germany")


def test_a_figure_is_a_number(connection: Connection) -> None:
    found = parsed(connection, figure())
    assert found.item is not None and found.occupation is None and found.source is None
    assert found.item.section == "figures"
    assert found.item.entry["value"] == 70000 and isinstance(found.item.entry["value"], int)


@pytest.mark.parametrize(
    ("form", "field", "said"),
    [
        (statement(text=""), "text", "'text' is missing"),
        (statement(as_of="20x5"), "as_of", "'20x5' is not a year"),
        (statement(occupation="no_such"), "occupation", "choose an occupation"),
        (statement(occupation="../../etc/passwd"), "occupation", "choose an occupation"),
        (statement(topic="../salary"), "topic", "does not match"),
        (statement(key="../../x"), "key", "does not match"),
        (statement(kind="misconception"), "kind", "a statement or a figure"),
        (statement(source_published="2999"), "source_published", "in the future"),
        (statement(source_title=""), "source_title", "'title' is missing"),
        (statement(source_published=""), "source", "give 'published'"),
        (statement(text="x" * 1201), "text", "1200"),
        (statement(text="turned \u202e around"), "text", "cannot show"),
        (statement(place="nul\x00byte"), "place", "cannot show"),
        (figure(value="62,000"), "value", "write 62000"),
        (figure(value="much"), "value", "is not a number"),
        (figure(value="nan"), "value", "finite"),
        (figure(unit="doubloons"), "unit", "is no unit"),
        (figure(bound="nearly"), "bound", "unexpected value"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    connection: Connection, form: dict[str, str], field: str, said: str
) -> None:
    found = parsed(connection, form)
    assert found.item is None
    assert said in " ".join(found.errors[field]), found.errors
    assert set(found.errors) == {field}


def test_a_published_fact_is_shown_in_the_form_that_it_came_from(connection: Connection) -> None:
    form = statement(questions="how long do nurses work?\nwhat are a nurse's hours?")
    found = parsed(connection, form)
    assert found.item is not None and found.source is not None
    shown = form_of(found.item)
    same = {name: value for name, value in form.items() if name not in (*NEW_SOURCE, "key", "occupation")}
    assert {name: shown[name] for name in same} == {**same, "source": found.source["key"]}


def test_new_keys_are_never_taken_twice(connection: Connection) -> None:
    content = DeskContent()
    keys = set()
    for _ in range(3):
        found = parse_fact(statement(), content, connection)
        assert found.item is not None
        found.put_into(content)
        keys.add(found.item.key)
    assert len(keys) == 3 == len(list(content.items()))
    assert len(content.sources()) == 3
