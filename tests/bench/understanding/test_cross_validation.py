"""Figures of intents and of what messages name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.understanding.cross_validation import (
    Confusion,
    Found,
    Guess,
    confusions,
    count_entities,
    intent_figures,
    sample_terms,
    total,
    training_phrases,
    with_one_typing_error,
)
from bench.understanding.pipeline import before_intents, component, configured
from bot.nlu.entity_extractor import KnowledgeEntityExtractor
from knowledge.records import Term


def guess(intent: str, guessed: str, text: str = "", *, unclear: bool = False) -> Guess:
    return Guess(text, intent, guessed, unclear)


def test_accuracy_and_macro_f1_are_of_the_intent_that_ranks_first() -> None:
    guesses = [guess("a", "a"), guess("a", "a"), guess("a", "b"), guess("b", "b", unclear=True)]
    assert intent_figures(guesses) == pytest.approx(
        {
            "intents.accuracy": 75,
            "intents.macro_f1": 100 * (0.8 + 2 / 3) / 2,
            "intents.wrong_and_sure": 25,
        }
    )


def test_a_wrong_guess_that_is_held_for_unclear_does_no_harm() -> None:
    assert intent_figures([guess("a", "b", unclear=True)])["intents.wrong_and_sure"] == 0


def test_confusions_are_counted_in_their_direction_the_most_frequent_first() -> None:
    guesses = [guess("a", "b", "x"), guess("b", "a", "y"), guess("b", "a", "z"), guess("a", "a", "w")]
    assert confusions(guesses) == [Confusion("b", "a", 2, ("y", "z")), Confusion("a", "b", 1, ("x",))]


def entity(kind: str, value: str, start: int, end: int) -> dict[str, Any]:
    return {"entity": kind, "value": value, "start": start, "end": end}


def counted(named: list[tuple[str, str]], *found: dict[str, Any]) -> Found:
    scores = {kind: Found() for kind in ("tool", "skill", "occupation")}
    count_entities(named, found, scores)
    return total(scores)


def test_kind_and_value_have_to_be_right() -> None:
    assert counted([("tool", "python")], entity("tool", "python", 0, 6)) == Found(right=1)
    assert counted([("tool", "python")], entity("tool", "java", 0, 4)) == Found(excess=1, missed=1)
    assert counted([("tool", "python")], entity("skill", "python", 0, 6)) == Found(excess=1, missed=1)


def test_names_as_typed_are_compared_without_case() -> None:
    assert counted([("occupation", "AI Engineer")], entity("occupation", "ai engineer", 0, 11)) == Found(
        right=1
    )


def test_a_second_reading_of_words_that_were_rightly_read_is_not_counted() -> None:
    found = [entity("tool", "statistics", 0, 10), entity("skill", "statistics", 0, 10)]
    assert counted([("skill", "statistics")], *found) == Found(right=1)


def test_what_is_named_twice_counts_once() -> None:
    found = [entity("tool", "python", 0, 6), entity("tool", "python", 10, 16)]
    assert counted([("tool", "python")], *found) == Found(right=1)


def test_precision_recall_and_f1_of_what_was_found() -> None:
    found = Found(right=6, excess=2, missed=4)
    assert (found.precision, found.recall, found.f1) == pytest.approx((75, 60, 100 * 12 / 18))


def test_nothing_named_and_nothing_found_is_no_division_by_zero() -> None:
    assert (Found().precision, Found().recall, Found().f1) == (0, 0, 0)


def test_sampled_terms_are_long_enough_and_the_same_in_every_run() -> None:
    aliases = ["R", "C++", "SQL 12", "a b c d e", "Keras", "random forest", "Docker"]
    terms = [Term(alias, "tool", f"key_{place}") for place, alias in enumerate(aliases)]
    assert {term.alias for term in sample_terms(terms)} == {"Keras", "random forest", "Docker"}
    assert sample_terms(terms, 2) == sample_terms(reversed(terms), 2)


def test_a_term_gets_its_error_in_its_longest_word() -> None:
    first, second = with_one_typing_error("big Tensorflow").split(" ", 1)
    assert first == "big"
    assert second != "Tensorflow"


def test_training_phrases_are_read_with_their_intents(tmp_path: Path) -> None:
    file = tmp_path / "nlu.yml"
    examples = "- intent: greet\n  examples: |\n    - hi\n    - good - day\n"
    file.write_text(f"nlu:\n{examples}- synonym: x\n  examples: |\n    - y\n", encoding="utf-8")
    assert training_phrases(file) == [("hi", "greet"), ("good - day", "greet")]


def test_components_are_found_by_path_or_by_their_name_in_rasa() -> None:
    assert component("bot.nlu.entity_extractor.KnowledgeEntityExtractor") is KnowledgeEntityExtractor
    assert component("FallbackClassifier").__name__ == "FallbackClassifier"


def test_the_pipeline_is_that_of_the_configuration_with_defaults_filled_in() -> None:
    kinds = [kind for kind, _config in configured()]
    assert KnowledgeEntityExtractor in kinds
    assert kinds[-1].__name__ == "FallbackClassifier"
    assert configured()[-1][1]["threshold"] > 0
    assert [before_intents(kind) for kind in kinds].index(False) > kinds.index(KnowledgeEntityExtractor)
