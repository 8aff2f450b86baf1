"""Job titles of the datasets in a message: the longest, and everyday words only where a job is meant."""

from __future__ import annotations

import pytest

from bot.nlu.lexicon import read_lexicon
from bot.nlu.title_finder import LONGEST, TitleFinder
from knowledge.queries.titles import FEWEST_ENDING_SO
from tests.bot.nlu.test_entity_finder import words_of

TITLES = frozenset(
    {
        "nurse",
        "registered nurse",
        "registered nurse manager",
        "physical therapist",
        "occupational therapist",
        "pharmacy technician",
        "waitress",
        "actress",
        "fireman",
        "model",
        "host",
        "mate",
        "human resources manager",
        "a b c d e f g h i",
        "a b c d e f g h i j",
    }
)


def titles(text: str, known: frozenset[str] = TITLES) -> list[str]:
    words = words_of(text)
    return [
        " ".join(word.text for word in words[span.first : span.last + 1])
        for span in TitleFinder(known, read_lexicon()).find(words)
    ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("how much do elevater mechanics get", "elevator mechanics"),
        ("elevator mechanics", "elevator mechanics"),
        ("elevater", None),
        ("good mechanics", None),  # an English word, which is no typing error
        ("elevater painters", None),
    ],
)
def test_a_title_is_found_though_its_first_word_is_mistyped(text: str, meant: str | None) -> None:
    finder = TitleFinder(frozenset({"elevator mechanic"}), read_lexicon())
    found = [span.title for span in finder.find(words_of(text))]
    assert found == ([meant] if meant else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nurse", ["nurse"]),
        ("what does a registered nurse earn", ["registered nurse"]),
        ("the registered nurse manager of the ward", ["registered nurse manager"]),
        ("Registered Nurses and nurses", ["registered nurses", "nurses"]),
        ("nurse nurse", ["nurse", "nurse"]),
        ("waitresses and actress", ["waitresses", "actress"]),
        ("firemen", ["firemen"]),
        ("human-resources manager", ["human resources manager"]),
        ("pharmacy tech", ["pharmacy tech"]),
        ("registered", []),
        ("nursery", []),
        ("", []),
        ("🙂 … ?", []),
    ],
)
def test_the_longest_title_at_a_place_is_found_in_singular_and_plural(text: str, found: list[str]) -> None:
    assert titles(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "how do I become a model",
        "host salary",
        "what does a model earn",
        "salary of a host",
        "pay for hosts",
        "working as a model",
        "how many hosts are there",
        "models in New York: pay",
        "model: outlook?",
        "host (TV) RIASEC letters",
        "pay, host",
        "holland code for models",
    ],
)
def test_an_everyday_word_counts_where_the_sentence_says_that_a_job_is_meant(text: str) -> None:
    assert titles(text) in (["model"], ["models"], ["host"], ["hosts"])


@pytest.mark.parametrize(
    "text",
    [
        "train the model with data",
        "the model is wrong",
        "they host a website",
        "asking for a mate",
        "model",
        "a model",
        "which models are used",
        "models in production: accuracy",
        "models in production are paid attention",
        "model: the accuracy it reaches",
        "to file a bug, wrong host",
    ],
)
def test_an_everyday_word_names_no_job_by_itself(text: str) -> None:
    assert titles(text) == []


def test_words_that_two_titles_share_are_said_once() -> None:
    finder = TitleFinder(TITLES, read_lexicon())
    spans = finder.find(words_of("physical and occupational therapists"))
    assert [(span.first, span.last, span.title) for span in spans] == [
        (0, 0, "physical therapists"),
        (2, 3, "occupational therapists"),
    ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("pharmacist and pharmacy technician", ["pharmacist", "pharmacy technician"]),
        ("real estate broker and agent", ["real estate broker", "real estate agent"]),
        ("pharmacy technician or pharmacist", ["pharmacy technician", "pharmacist"]),
    ],
)
def test_a_title_by_itself_shares_no_word_unless_it_ends_many(text: str, meant: list[str]) -> None:
    known = {"pharmacist", "pharmacy technician", "pharmacist technician", "pharmacy pharmacist"}
    ending = {f"agent of kind {number} agent" for number in range(FEWEST_ENDING_SO)}
    finder = TitleFinder(
        frozenset({*known, *ending, "real estate broker", "real estate agent"}), read_lexicon()
    )
    assert [span.title for span in finder.find(words_of(text))] == meant


def test_a_title_is_found_up_to_its_longest_and_without_titles_nothing_is() -> None:
    assert LONGEST == 9
    assert titles("a b c d e f g h i j") == ["a b c d e f g h i"]
    assert titles("a registered nurse earns", frozenset()) == []


def test_titles_come_from_left_to_right_and_share_no_word() -> None:
    finder = TitleFinder(TITLES, read_lexicon())
    spans = finder.find(words_of("nurse or registered nurse manager, waitress vs physical therapist nurse"))
    assert [span.first for span in spans] == sorted(span.first for span in spans)
    taken = [place for span in spans for place in range(span.first, span.last + 1)]
    assert len(taken) == len(set(taken))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("how manny engineers are women", []),
        ("what does a manny earn", ["manny"]),
        ("oes it pay well", []),
        ("what is an oes", ["oes"]),
    ],
)
def test_a_mistyped_word_of_a_question_is_no_title(text: str, found: list[str]) -> None:
    assert titles(text, frozenset({"manny", "oes"})) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("i am at work rn", []),
        ("at the cafe rn, what pays more", []),
        ("i am an rn", ["rn"]),
        ("lpn or rn", ["rn"]),
        ("which is closer to nursing", []),
        ("what does a closer earn", ["closer"]),
        ("must i be a model coder", ["coder"]),
    ],
)
def test_slang_comparatives_and_words_before_a_title_are_no_jobs(text: str, found: list[str]) -> None:
    assert titles(text, frozenset({"rn", "closer", "coder", "model"})) == found
