"""Slots that stand in the wording of a message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.questions.question import Cue, Form, Rank
from actions.questions.wording import (
    choice_position,
    currencies_named,
    form_of,
    is_negated,
    item_position,
    quantity_of,
    rank_of,
)
from tests.actions.asking import message

ORDINALS = {2: ["second", "2nd"], 3: ["third", "3rd"], 4: ["fourth", "4th"]}
MOST = ["largest", "biggest", "highest", "most common", "most popular"]
LEAST = ["smallest", "lowest", "least common"]
HIGHEST, LOWEST = (Cue("aspect", "highest"),), (Cue("aspect", "lowest"),)

nouns = st.sampled_from(["industry", "age group", "region", "degree", "level"])
frames = st.sampled_from(
    ["which {noun} is the {rank}?", "what is the {rank} {noun}", "and the {rank} {noun}?"]
)


@given(st.sampled_from(sorted(ORDINALS)), st.data(), nouns, frames)
def test_an_ordinal_before_a_superlative_is_a_place(
    position: int, data: st.DataObject, noun: str, frame: str
) -> None:
    ordinal = data.draw(st.sampled_from(ORDINALS[position]))
    for words, cues, lowest in ((MOST, HIGHEST, False), (LEAST, LOWEST, True)):
        superlative = data.draw(st.sampled_from(words))
        text = frame.format(noun=noun, rank=f"{ordinal} {superlative}")
        assert rank_of(text, cues) == Rank(position=position, lowest=lowest)


@given(st.sampled_from(MOST), nouns, frames)
def test_a_superlative_alone_is_the_first_place(superlative: str, noun: str, frame: str) -> None:
    assert rank_of(frame.format(noun=noun, rank=superlative), HIGHEST) == Rank()


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("top three industries", Rank(count=3)),
        ("the 3 largest industries", Rank(count=3)),
        ("which industry comes second?", Rank(position=2)),
        ("which language is in third place", Rank(position=3)),
        ("the second-largest industry", Rank(position=2)),
        ("which level is best paid?", Rank()),
        ("which level is second best paid?", Rank(position=2)),
        ("how old are most of them", None),
        ("the second one", None),
        ("what do they earn", None),
        ("", None),
    ],
)
def test_ranks_are_read_as_people_write_them(text: str, rank: Rank | None) -> None:
    cues = HIGHEST if rank and rank.count > 1 else ()
    assert rank_of(text, cues) == rank


def test_a_majority_is_the_largest_share_and_no_order() -> None:
    assert rank_of("how old are most of them?", HIGHEST) == Rank(majority=True)


@pytest.mark.parametrize(
    "text",
    [
        "which skills does a machine learning engineer not need?",
        "which skills don't they need?",
        "what tools are unnecessary?",
        "which tools should I avoid?",
        "which languages can I do without?",
        "who should not become one?",
        "who shouldn't become one?",
        "so who is it wrong for?",
        "Hello! Which degree isn't needed?",
        "what is never asked for",
    ],
)
def test_a_question_for_what_is_not_so_is_negated(text: str) -> None:
    assert is_negated(text)


@pytest.mark.parametrize(
    "text",
    [
        "which skills do they need?",
        "don't they need a degree?",
        "isn't a degree needed?",
        "do they not need Python?",
        "why not?",
        "what if I don't have a degree?",
        "what can I do if I do not like maths?",
        "I don't know which skills they need",
        "not the salary, what are the hours?",
        "what would not exist without them?",
        "which skills, not only the soft ones?",
        "what are the duties? I'm not sure",
        "salary",
        "",
    ],
)
def test_other_negations_negate_no_question(text: str) -> None:
    assert not is_negated(text)


things = st.sampled_from(["skills", "tools", "languages", "degrees", "certificates"])
verbs = st.sampled_from(["need", "use", "know", "require"])


@given(things, verbs, st.sampled_from(["do not", "don't", "never", "do NOT", "don’t"]))
def test_the_negation_of_a_generated_question_is_seen(thing: str, verb: str, negation: str) -> None:
    assert is_negated(f"which {thing} {negation} they {verb}?") or is_negated(
        f"which {thing} they {negation} {verb}"
    )
    assert not is_negated(f"which {thing} do they {verb}?")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("is $95,000 a good salary?", 95_000, "usd"),
        ("95k?", 95_000, None),
        ("$95.5k", 95_500, "usd"),
        ("95000 dollars", 95_000, "usd"),
        ("is 95000 good", 95_000, None),
        ("50 hours a week", 50, "hours"),
        ("like 60 a week?", 60, "hours"),
        ("$900 a week", 46_800, "usd"),  # by the year
        ("one year of experience", 1, "years"),
        ("do 40 % work in finance", 40, "percent"),
        ("ten percent", 10, "percent"),
    ],
)
def test_amounts_are_read_with_their_unit(text: str, value: float, unit: str | None) -> None:
    found = quantity_of(text)
    assert found is not None
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("is €60,000 good?", 60_000, "eur"),
        ("is 60k euros good?", 60_000, "eur"),
        ("62,000 EUR", 62_000, "eur"),
        ("CHF 120,000 a year", 120_000, "chf"),
        ("120k chf", 120_000, "chf"),
        ("is A$90,000 good", 90_000, "aud"),
        ("£45k?", 45_000, "gbp"),
        ("PLN 9,000", 9_000, "pln"),
        ("60,000 dollars", 60_000, "usd"),
        ("45k bucks", 45_000, "usd"),
        ("$5 million", 5_000_000, "usd"),
        ("60,000 all in", 60_000, None),
        ("4,000 top earners", 4_000, None),
    ],
)
def test_amounts_of_money_are_read_with_their_currency(text: str, value: float, unit: str | None) -> None:
    found = quantity_of(text)
    assert found is not None
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("what do they earn in euros", ["eur"]),
        ("in CHF or in dollars?", ["chf", "usd"]),
        ("salary in €", ["eur"]),
        ("is 60,000 SEK good", ["sek"]),
        ("TELL ME ALL ABOUT THE TOP TOOLS", []),
        ("who won't try", []),
        ("what do they earn", []),
    ],
)
def test_currencies_are_read_off_a_text(text: str, named: list[str]) -> None:
    assert currencies_named(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "in 2030?",
        "how many are over 45",
        "the 3 largest",
        "15-1221",
        "number 2",
        "one of them",
        "",
    ],
)
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert quantity_of(text) is None


@given(st.integers(1_000, 999_999))
def test_an_amount_of_dollars_is_read_however_it_is_written(value: int) -> None:
    for written in (f"${value}", f"${value:,}", f"{value:,} dollars", f"{value} USD"):
        found = quantity_of(f"is {written} a good salary?")
        assert found is not None
        assert (found.value, found.unit) == (value, "usd")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("do they need a degree?", "yes_no"),
        ("can I become one without a degree?", "personal"),
        ("how many are women?", "number"),
        ("which industry is the largest?", "which"),
        ("what are the duties?", "list"),
        ("why is that so?", "explanation"),
        ("salary", "statement"),
    ],
)
def test_the_form_of_a_question(text: str, form: Form) -> None:
    assert form_of(text, "salary") == form


def test_some_intents_have_a_form_of_their_own() -> None:
    assert form_of("how is that different", "difference") == "comparison"
    assert form_of("says who", "source_of") == "source"


# Places in a list and among choices.


@pytest.mark.parametrize(
    ("text", "place"), [("option 2", 1), ("I'll take option 2", 1), ("b", 1), ("(B) please", 1)]
)
def test_a_choice_is_named_by_letter_or_as_an_option(text: str, place: int) -> None:
    assert choice_position(message("pick", ("ordinal", "2"), text=text), 3) == place


@pytest.mark.parametrize(
    "text", ["2", "number 2", "the second one", "the second option of my life is better"]
)
def test_a_number_alone_is_not_yet_a_choice(text: str) -> None:
    assert choice_position(message("pick", ("ordinal", "2"), text=text), 3) is None


@pytest.mark.parametrize("text", ["c++?", "C++ please", "c#", "f#?"])
def test_a_language_is_no_letter_of_a_choice(text: str) -> None:
    assert choice_position(message("requirement_check", ("tool", "cpp"), text=text), 8) is None


def test_without_choices_no_option_is_named() -> None:
    assert choice_position(message("pick", ("ordinal", "2"), text="option 2"), 0) is None


@pytest.mark.parametrize(
    ("named", "text", "place"),
    [
        ([("ordinal", "2")], "the second", 1),
        ([("ordinal", "-1")], "the last one", -1),
        ([("number", "7")], "and 7?", 6),
        ([], "item 3", 2),
        ([("number", "2030")], "in 2030", None),
        ([], "the duties", None),
    ],
)
def test_the_place_in_a_list(named: list[tuple[str, str]], text: str, place: int | None) -> None:
    assert item_position(message("pick", *named, text=text)) == place


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("999", None),
        ("1000", 1000),
        ("1899", 1899),
        ("1900", None),
        ("2099", None),
        ("2100", 2100),
        ("$1900", 1900),
        ("2k", 2000),
    ],
)
def test_a_bare_number_is_an_amount_from_a_thousand_on_unless_it_may_be_a_year(
    text: str, value: float | None
) -> None:
    found = quantity_of(f"is {text} usual?")
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("named", "text"),
    [
        ([("number", "2", "2")], "only ones that need 2 years of school"),
        ([("number", "2", "2")], "the ones with 2-year degrees"),
        ([("number", "4", "4")], "growing by 4%"),
        ([("number", "90", "90")], "over 90k"),
        ([("number", "30", "30")], "more than $30"),
        ([("number", "50", "50")], "fewer than 50 people"),
        ([("number", "5", "5")], "top 5"),
        ([("ordinal", "2", "two")], "that take two years or less"),
    ],
)
def test_a_number_that_measures_or_counts_is_no_place_in_a_list(
    named: list[tuple[str, ...]], text: str
) -> None:
    assert item_position(message("occupation_search", *named, text=text)) is None
    assert item_position(message("pick", ("number", "2", "2"), text="number 2, how much")) == 1
