"""The title that a longer name of work is about is the one that is meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.questions.message import ParsedEntity, TaggedSpan, UserMessage
from actions.questions.titles.head_titles import with_head_titles


def message(text: str, span: str, *titles: str) -> UserMessage:
    """Return a message in which a span is tagged as one's own work, and titles are named."""
    start = text.index(span)
    named = tuple(ParsedEntity("occupation", one, one, text.index(one)) for one in titles)
    return UserMessage(text, "about_you", named, tagged=(TaggedSpan(start, start + len(span), "now", 0.6),))


@pytest.mark.parametrize(
    ("text", "span", "titles", "kept"),
    [
        (
            "I was a receptionist at a dentist",
            "receptionist at a dentist",
            ("receptionist", "dentist"),
            ["receptionist"],
        ),
        ("secretary to the judge here", "secretary to the judge", ("secretary", "judge"), ["secretary"]),
        ("I work the counter at a pharmacy", "work the counter at a pharmacy", ("pharmacy",), []),
        ("answering phones for a vet, 30", "answering phones for a vet", ("vet",), []),
        ("I'm a nursing student", "nursing", ("nursing",), []),
        ("I work as a nurse", "work as a nurse", ("nurse",), ["nurse"]),
        (
            "cook and dishwasher at a bar",
            "cook and dishwasher at a bar",
            ("cook", "dishwasher"),
            ["cook", "dishwasher"],
        ),
        ("how long is nursing school", "nursing school", ("nursing",), ["nursing"]),
    ],
)
def test_where_or_for_whom_work_is_done_names_no_occupation(
    text: str, span: str, titles: tuple[str, ...], kept: list[str]
) -> None:
    assert with_head_titles(message(text, span, *titles)).values("occupation") == kept


def test_the_employer_in_ones_own_work_is_not_asked_about() -> None:
    text = "Amazon van driver, 23. what does Walmart pay"
    named = message(text, "Amazon van driver", "van driver")
    companies = tuple(ParsedEntity("company", one, one, text.index(one)) for one in ("Amazon", "Walmart"))
    read = with_head_titles(replace(named, entities=(*named.entities, *companies)))
    assert read.values("company") == ["Walmart"]
