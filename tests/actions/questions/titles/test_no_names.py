"""Words that NLU marks as names and that are none where they stand."""

from __future__ import annotations

import pytest

from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.questions.titles.no_names import without_degree_words, without_no_names
from tests.actions.asking import message


@pytest.mark.parametrize(
    "text",
    [
        "does it go down",
        "do tellers also go down?",
        "will it go up later",
        "does the pay go up over time",
        "can it go wrong",
    ],
)
def test_a_verb_before_a_particle_is_no_tool_and_what_was_recognised_by_it_is_unclear(text: str) -> None:
    read = without_no_names(message("requirement_check", ("tool", "go", "go"), text=text))
    assert (read.intent, read.entities) == (FALLBACK, ())


@pytest.mark.parametrize("text", ["once we go live", "where must it go in the end?"])
def test_a_verb_behind_its_subject_is_no_tool(text: str) -> None:
    assert without_no_names(message("duties", ("tool", "go", "go"), text=text)).values("tool") == []


@pytest.mark.parametrize(
    ("intent", "typed", "text", "names"),
    [
        ("regional_demand", "ads", "Asia has most of the ads, no?", False),
        ("duties", "ads", "what do job ads say?", False),
        ("applications", "ads", "where do ads use ML?", True),
        ("collaboration", "tech", "do they talk to the non tech crowd?", False),
        ("duties", "tech", "what do they do in tech?", True),
        ("industries", "tech", "is tech the only one?", True),
    ],
)
def test_a_word_is_an_industry_only_where_one_may_be_meant(
    intent: str, typed: str, text: str, names: bool
) -> None:
    read = without_no_names(message(intent, ("industry", "an_industry", typed), text=text))
    assert bool(read.values("industry")) == names


@pytest.mark.parametrize("text", ["do they need Go", "is Go or Rust better?", "Go", "python, go and c++"])
def test_a_tool_stays_a_tool(text: str) -> None:
    unread = message("requirement_check", ("tool", "go", "go"), text=text)
    assert without_no_names(unread) == unread


@pytest.mark.parametrize("text", ["do they need college", "without any college?", "does college matter"])
def test_a_school_is_no_place(text: str) -> None:
    assert without_no_names(message("education", ("place", "college", "college"), text=text)).entities == ()


@pytest.mark.parametrize(
    ("text", "others"), [("nurses in College", []), ("College, Alaska", [("place", "alaska", "Alaska")])]
)
def test_a_town_is_named_behind_a_preposition_or_beside_its_state(
    text: str, others: list[tuple[str, str, str]]
) -> None:
    unread = message("salary", ("place", "college", "College"), *others, text=text)
    assert without_no_names(unread) == unread


@pytest.mark.parametrize(
    "text",
    [
        "what does that person do",
        "the second one, what does this person earn",
        "what kind of person suits it",
    ],
)
def test_anybody_at_all_has_no_occupation(text: str) -> None:
    read = without_no_names(message("duties", ("occupation", "person", "person"), text=text))
    assert read.entities == ()


@pytest.mark.parametrize("text", ["what does a tax person do", "camera person"])
def test_a_title_of_several_words_stays(text: str) -> None:
    typed = text.removeprefix("what does a ").removesuffix(" do")
    unread = message("duties", ("occupation", typed, typed), text=text)
    assert without_no_names(unread) == unread


def test_an_abbreviated_degree_is_no_occupation_and_an_abbreviated_title_is_one() -> None:
    librarian, degree, nurse = (("occupation", one, one) for one in ("librarian", "mlis", "cna"))
    read = without_no_names(message("about_you", librarian, degree, text="librarian, mlis, 7 years"))
    assert [one.value for one in read.entities] == ["librarian"]
    unread = message("about_you", nurse, text="cna, 7 years")
    assert without_no_names(unread) == unread


@pytest.mark.parametrize(
    ("typed", "text", "names"),
    [
        ("apps", "which apps do bakers use", False),
        ("APPs", "what do APPs earn", True),
        ("DC", "bakers in Washington DC", False),
        ("DC", "what does a DC do all day?", True),
    ],
)
def test_an_abbreviated_title_is_none_in_small_letters_or_behind_its_state(
    typed: str, text: str, names: bool
) -> None:
    read = without_no_names(message("tools", ("occupation", typed, typed), text=text))
    assert bool(read.values("occupation")) is names


@pytest.mark.parametrize(
    ("text", "typed", "names"),
    [
        ("welder in Cook County, what do I earn", "Cook", False),
        ("jobs in Mason City", "Mason", False),
        ("what does a Cook earn in Park City", "Cook", True),
        ("cook county jobs", "cook", True),  # in small letters nobody can tell
        ("a Baker Rises Early, no?", "Baker", True),
    ],
)
def test_a_title_in_the_name_of_a_place_is_none(text: str, typed: str, names: bool) -> None:
    named = ParsedEntity("occupation", typed.lower(), typed, text.index(typed))
    read = without_no_names(UserMessage(text, "salary", (named,)))
    assert bool(read.values("occupation")) == names


@pytest.mark.parametrize(
    ("text", "typed", "names"),
    [
        ("my bachelor's is French", "French", False),
        ("I studied Spanish for years", "Spanish", False),
        ("what do French nurses earn", "French", True),
        ("I AM IN PAIN, I WELD", "IN", False),
        ("I WELD IN PORTLAND, OR", "OR", True),
        ("I weld in IN", "IN", True),
        ("growing jobs for ME, who leaves roofing", "ME", False),
    ],
)
def test_a_language_or_a_word_in_capitals_is_no_place(text: str, typed: str, names: bool) -> None:
    named = ParsedEntity("place", typed, typed, text.rindex(typed))
    assert bool(without_no_names(UserMessage(text, "salary", (named,))).values("place")) == names


@pytest.mark.parametrize(
    ("text", "of_field", "names"),
    [
        ("do i need to be an expert coder", True, False),
        ("do they have to be coders in machine learning", False, False),
        ("do i need to be a coder", False, True),
        ("what does a coder earn", True, True),
    ],
)
def test_what_one_must_be_good_at_is_no_occupation_where_the_field_is_talked_of(
    text: str, of_field: bool, names: bool
) -> None:
    typed = "coders" if "coders" in text else "coder"
    named = ParsedEntity("occupation", typed, typed, start=text.index(typed))
    read = without_no_names(UserMessage(text, "coding_need", (named,)), of_field=of_field)
    assert bool(read.values("occupation")) is names


def test_words_of_degree_are_no_titles() -> None:
    named = (("occupation", "51-3022.00", "fatter"), ("occupation", "13-2011.00", "accountant"))
    read = without_degree_words(message("salary", *named, text="like an accountant, with a fatter paycheck"))
    assert [one.typed for one in read.entities] == ["accountant"]
