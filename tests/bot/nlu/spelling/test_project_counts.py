"""Word and bigram counts of the project."""

from __future__ import annotations

from bot.nlu.spelling.project_counts import project_counts, with_names


def test_typing_errors_in_training_phrases_are_no_words_to_correct_towards() -> None:
    phrases = [["what", "salary"]] * 70 + [["salery"]] * 3 + [["wat"]] * 3 + [["xgboostx"]] * 3 + [["zzyzx"]]
    kept = project_counts(phrases, [["pytorch"]])
    assert kept.words.keys() == {"what", "salary", "xgboostx", "pytorch"}
    assert kept.bigrams["what"] == {"salary": 70}
    assert "wat" not in kept.bigrams


def test_words_of_a_name_follow_each_other_more_than_those_of_one_phrase() -> None:
    phrase, name = ["bicycle", "shop"], ["bicycle", "mechanic"]
    trained = project_counts([phrase] * 2, [name])
    renewed = with_names(project_counts([phrase] * 2, []), [name], [])
    assert trained.bigrams["bicycle"] == renewed.bigrams["bicycle"]
    assert trained.bigrams["bicycle"]["mechanic"] > trained.bigrams["bicycle"]["shop"]
