"""Which statements bear on the very words of a question."""

from __future__ import annotations

from actions.pertinence import SHOWN, pertinent
from actions.words import everyday_words
from knowledge.records import Source, Statement

SOURCE = Source("almanac", "The Almanac", False, None, "2021", None, "almanac.txt", "public domain", None)


def statement(key: str, text: str, detail: str | None = None) -> Statement:
    return Statement(key, SOURCE, None, None, None, "t", None, 1, text, detail, None)


ROWS = [
    statement("pipelines", "They build data pipelines."),
    statement("tuning", "They optimise models.", "Hyperparameter tuning is one technique."),
    *(statement(f"other{number}", "They meet colleagues on Mondays.") for number in range(10)),
]


def keys(question: str) -> list[str]:
    return [one.key for one in pertinent(question, ROWS)]


def test_a_rare_word_finds_its_statement_by_text_or_detail_and_in_other_forms() -> None:
    assert keys("who builds the pipeline?") == ["pipelines"]
    assert keys("and tuning hyperparameters?") == ["tuning"]


def test_a_word_that_many_statements_share_tells_nothing() -> None:
    assert keys("do they have colleagues?") == []


def test_everyday_and_short_words_tell_nothing() -> None:
    assert "learning" in everyday_words()["everyday"]
    assert keys("what do they build with machine learning models?") == ["pipelines"]
    assert keys("a an to") == keys("") == pertinent("anything", []) == []


def test_no_more_than_a_few_are_shown() -> None:
    rows = [statement(str(number), "Zebras gallop.") for number in range(2)] + ROWS
    assert len(pertinent("zebras", rows)) <= SHOWN
