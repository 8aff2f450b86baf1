"""What a content entry may hold."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from knowledge.content_schema import ContentFile

QUOTES = "is true or false; a text of that name needs quotes"
ROW = {"key": "a", "source": "almanac"}
SOUND: dict[str, dict[str, Any]] = {
    "sources": {"key": "almanac", "title": "T", "location": "a.txt", "licence": "none", "published": "2021"},
    "topics": {"key": "salary", "title": "Salary", "question": "How much?", "group": "pay"},
    "measures": {"key": "average_salary", "title": "Average"},
    "entities": {"key": "rope", "name": "rope", "kind": "tool"},
    "statements": {**ROW, "topic": "salary", "text": "T"},
    "associations": {**ROW, "topic": "salary", "entity": "rope", "text": "T"},
    "figures": {**ROW, "topic": "salary", "measure": "average_salary", "value": 1, "unit": "usd"},
    "misconceptions": {**ROW, "title": "T", "belief": "B", "reality": "R", "points": ["P"]},
    "comparisons": {**ROW, "other": "x", "aspect": "A", "layout": "prose", "text": "T", "other_text": "O"},
    "related_occupations": {**ROW, "kind": "related", "other": "x", "text": "T"},
    "disagreements": {"key": "a", "topic": "salary", "text": "T", "rows": ["b"]},
}
CERTIFICATION = {"kind": "certification", "source": "almanac"}
OCCUPATION = {"key": "ringer", "name": "ringer", "plural": "ringers"}
CODE = {"scheme": "SOC", "code": "15-1221", "source": "almanac"}
REQUIRED = {
    "sources": ["key", "title", "location", "licence"],
    "topics": ["key", "title", "question", "group"],
    "measures": ["key", "title"],
    "entities": ["key", "name", "kind"],
    "statements": ["key", "source", "topic", "text"],
    "associations": ["key", "source", "topic", "entity", "text"],
    "figures": ["key", "source", "topic", "measure", "value", "unit"],
    "misconceptions": ["key", "source", "title", "belief", "reality", "points"],
    "comparisons": ["key", "source", "other", "aspect", "layout", "text", "other_text"],
    "related_occupations": ["key", "source", "kind", "text"],
    "disagreements": ["key", "topic", "text", "rows"],
}


def parse(section: str, **changes: Any) -> Any:
    entry = {**SOUND[section], **changes}
    return getattr(ContentFile.parse_obj({section: [entry]}), section)[0]


def problems(data: Any) -> list[tuple[str, str]]:
    """Return field and message of every error."""
    with pytest.raises(ValidationError) as caught:
        ContentFile.parse_obj(data)
    return [(str(error["loc"][-1]), error["msg"]) for error in caught.value.errors()]


@pytest.mark.parametrize("section", SOUND)
def test_a_sound_entry_passes(section: str) -> None:
    assert parse(section).key == SOUND[section]["key"]


def test_every_section_is_tested() -> None:
    assert {*SOUND, "occupation", "about", "questions"} == set(ContentFile.__fields__)


@pytest.mark.parametrize("section", SOUND)
def test_an_unknown_key_is_refused_in_every_section(section: str) -> None:
    entry = {**SOUND[section], "colour": "red"}
    assert problems({section: [entry]}) == [("colour", "extra fields not permitted")]


@pytest.mark.parametrize(
    ("section", "field"), [(section, field) for section, fields in REQUIRED.items() for field in fields]
)
def test_a_required_field_cannot_be_left_out(section: str, field: str) -> None:
    entry = {name: value for name, value in SOUND[section].items() if name != field}
    assert problems({section: [entry]}) == [(field, "field required")]


@pytest.mark.parametrize("key", ["a", "a_b", "salary.senior", "age.18_24", "a" * 80])
def test_a_key_is_lower_case_words_joined_by_underscores_and_dots(key: str) -> None:
    assert parse("topics", key=key).key == key


@pytest.mark.parametrize(
    "key", ["", "A", "a b", "a-b", "_a", "a_", "a__b", ".a", "a.", "a..b", "é", "a\n", "a" * 81]
)
def test_another_key_is_refused(key: str) -> None:
    assert [field for field, _message in problems({"topics": [{**SOUND["topics"], "key": key}]})] == ["key"]


AT_LEAST_1 = "ensure this value has at least 1 characters"
POSITIVE = "ensure this value is greater than 0"


@pytest.mark.parametrize(
    ("section", "changes", "message"),
    [
        ("statements", {"text": ""}, AT_LEAST_1),
        ("statements", {"text": "  \n"}, AT_LEAST_1),
        ("statements", {"text": None}, "none is not an allowed value"),
        ("statements", {"text": "x" * 1201}, "ensure this value has at most 1200 characters"),
        ("statements", {"detail": ""}, AT_LEAST_1),
        ("statements", {"rank": 0}, POSITIVE),
        ("statements", {"rank": -1}, POSITIVE),
        ("statements", {"rank": "first"}, "value is not a valid integer"),
        ("statements", {"entities": "rope"}, "value is not a valid list"),
        ("statements", {"as_of": "21"}, "'21' is not a year; write 2024 or 2020-2030"),
        ("statements", {"as_of": "2020-21"}, "'2020-21' is not a year; write 2024 or 2020-2030"),
        ("statements", {"as_of": 3025}, "3025 is not between 1900 and 2100, the first year first"),
        (
            "statements",
            {"as_of": "2030-2020"},
            "2030-2020 is not between 1900 and 2100, the first year first",
        ),
        ("statements", {"text": True}, QUOTES),
        ("statements", {"rank": True}, QUOTES),
        ("entities", {"aliases": ["cord", False]}, QUOTES),
        ("figures", {"value": False}, QUOTES),
        ("figures", {"value": "62,000"}, "'62,000' has thousands separators; write 62000"),
        ("figures", {"value": "-1,062,000.5"}, "'-1,062,000.5' has thousands separators; write -1062000.5"),
        ("figures", {"value": "many"}, "value is not a valid float"),
        ("figures", {"value": None}, "none is not an allowed value"),
        ("figures", {"value": math.nan}, "ensure this value is a finite number"),
        ("figures", {"value": math.inf}, "ensure this value is a finite number"),
        ("figures", {"rank": 0}, POSITIVE),
        ("associations", {"rank": 0}, POSITIVE),
        ("misconceptions", {"points": []}, "ensure this value has at least 1 items"),
        ("disagreements", {"rows": []}, "ensure this value has at least 1 items"),
        ("entities", {"name": "x" * 201}, "ensure this value has at most 200 characters"),
        ("entities", {**CERTIFICATION, "courses": 0}, POSITIVE),
        ("entities", {**CERTIFICATION, "weeks": -8}, POSITIVE),
        ("entities", {**CERTIFICATION, "weeks": "eight"}, "value is not a valid integer"),
        (
            "entities",
            {**CERTIFICATION, "price": -1},
            "ensure this value is greater than or equal to 0",
        ),
        (
            "sources",
            {"published": "October 2023"},
            "'October 2023' is not a date; write 2026, 2026-03 or 2026-03-15",
        ),
        ("sources", {"published": "2023-13"}, "'2023-13' is not a date; write 2026, 2026-03 or 2026-03-15"),
        (
            "sources",
            {"published": "2023-02-30"},
            "'2023-02-30' is not a date; write 2026, 2026-03 or 2026-03-15",
        ),
        ("sources", {"published": 3025}, "3025 is in the future"),
        ("sources", {"title_supplied": "perhaps"}, "value could not be parsed to a boolean"),
    ],
)
def test_a_value_out_of_range_is_refused(section: str, changes: dict[str, Any], message: str) -> None:
    (field,) = [name for name in changes if name not in CERTIFICATION]
    assert problems({section: [{**SOUND[section], **changes}]}) == [(field, message)]


@pytest.mark.parametrize(
    ("section", "field"),
    [
        ("entities", "kind"),
        ("associations", "requirement"),
        ("associations", "skill_type"),
        ("related_occupations", "kind"),
        ("figures", "bound"),
        ("comparisons", "layout"),
        ("measures", "dimension"),
        ("measures", "chart_type"),
    ],
)
def test_a_value_outside_its_list_is_refused_and_the_list_told(section: str, field: str) -> None:
    ((told, message),) = problems({section: [{**SOUND[section], field: "nonsense"}]})
    assert told == field
    assert message.startswith("unexpected value; permitted: '")


@pytest.mark.parametrize("unit", ["eur", "chf", "usd_billion", "czk_billion", "percent", "hours"])
def test_a_figure_counts_something_or_is_in_any_currency(unit: str) -> None:
    assert parse("figures", unit=unit).unit == unit
    assert parse("measures", unit=unit).unit == unit


@pytest.mark.parametrize("unit", ["nonsense", "EUR", "euro", "eur_million", "currency", "dem", ""])
def test_another_unit_is_refused_and_the_units_are_told(unit: str) -> None:
    ((field, message),) = problems({"figures": [{**SOUND["figures"], "unit": unit}]})
    assert field == "unit"
    assert message.startswith(f"'{unit}' is no unit; write a currency by its code of ISO 4217 in lower case")
    assert "percent" in message


@pytest.mark.parametrize("unit", ["currency", "currency_billion"])
def test_a_measure_may_be_in_any_currency(unit: str) -> None:
    assert parse("measures", unit=unit).unit == unit


def test_a_price_has_a_currency_unless_it_is_nothing() -> None:
    of = {"kind": "course", "source": "almanac"}
    assert parse("entities", **of, price=49, currency="chf").currency == "chf"
    assert parse("entities", **of, price=0).price == 0
    entry = {**SOUND["entities"], **of, "price": 49}
    assert problems({"entities": [entry]}) == [("__root__", "a price needs its 'currency', such as eur")]
    ((field, message),) = problems({"entities": [{**entry, "currency": "euro"}]})
    assert (field, message) == (
        "currency",
        "'euro' is no currency; write its code of ISO 4217 in lower case: eur",
    )


@pytest.mark.parametrize(
    ("section", "field", "text", "message"),
    [
        ("topics", "question", "What of {occupaton}?", "has the placeholder {occupaton}; it may have"),
        ("measures", "title", "Pay of {occupation}", "has the placeholder {occupation}; it may have"),
        ("topics", "question", "What of {occupation?", "has a single { or }"),
    ],
)
def test_a_placeholder_that_nothing_fills_in_is_refused(
    section: str, field: str, text: str, message: str
) -> None:
    ((told, said),) = problems({section: [{**SOUND[section], field: text}]})
    assert told == field and said.startswith(message)


def test_spaces_around_text_are_dropped() -> None:
    assert parse("statements", text="  One.\n").text == "One."


@pytest.mark.parametrize(
    ("written", "read"), [("2023-10-15", "2023-10-15"), (date(2023, 10, 15), "2023-10-15"), (2023, "2023")]
)
def test_a_date_may_be_unquoted(written: object, read: str) -> None:
    assert parse("sources", published=written).published == read


def test_a_year_may_be_unquoted() -> None:
    assert parse("figures", as_of=2020).as_of == "2020"
    assert parse("figures", as_of="2020-2030").as_of == "2020-2030"


def test_a_source_without_a_date_says_why() -> None:
    undated = {**SOUND["sources"], "published": None}
    message = "give 'published', or say in 'date_note' what the source says of its age"
    assert problems({"sources": [undated]}) == [("__root__", message)]
    assert parse("sources", published=None, date_note="undated").date_note == "undated"


@pytest.mark.parametrize("others", [{"other": None}, {"other": "x", "other_name": "y"}])
def test_a_relation_names_one_other(others: dict[str, Any]) -> None:
    message = "give either 'other' (an occupation's key) or 'other_name'"
    assert problems({"related_occupations": [{**SOUND["related_occupations"], **others}]}) == [
        ("__root__", message)
    ]


@pytest.mark.parametrize("field", ["provider", "level", "courses", "weeks", "price", "currency"])
def test_only_certifications_and_courses_have_their_attributes(field: str) -> None:
    message = f"only a certification or a course has '{field}'"
    value = "eur" if field == "currency" else "1"
    entry = {**SOUND["entities"], "source": "almanac", field: value}
    assert problems({"entities": [entry]}) == [("__root__", message)]
    for kind in ("certification", "course"):
        given = {field: value} | ({"currency": "eur"} if field == "price" else {})
        assert getattr(parse("entities", kind=kind, source="almanac", **given), field) in (value, 1)


def test_an_occupation_is_checked_with_its_codes() -> None:
    assert (
        ContentFile.parse_obj({"occupation": {**OCCUPATION, "codes": [CODE]}}).occupation.codes[0].code
        == "15-1221"
    )
    faulty = {
        "key": "ringer",
        "name": "",
        "plural": "x" * 201,
        "codes": [{**CODE, "code": "1" * 21, "colour": 1}],
    }
    assert problems({"occupation": faulty}) == [
        ("name", AT_LEAST_1),
        ("plural", "ensure this value has at most 200 characters"),
        ("code", "ensure this value has at most 20 characters"),
        ("colour", "extra fields not permitted"),
    ]


def test_an_alias_fits_its_column() -> None:
    long = {"aliases": ["x" * 201]}
    message = "ensure this value has at most 200 characters"
    assert problems({"occupation": {**OCCUPATION, **long}}) == [("0", message)]
    assert problems({"entities": [{**SOUND["entities"], **long}]}) == [("0", message)]


def test_an_entry_cannot_be_changed_once_read() -> None:
    with pytest.raises(TypeError):
        parse("topics").title = "Pay"
