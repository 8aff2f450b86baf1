"""Word and bigram counts of the project."""

from __future__ import annotations

from bot.nlu.spelling.project_counts import project_counts


def test_typing_errors_in_training_phrases_are_no_words_to_correct_towards() -> None:
    phrases = [["what", "salary"]] * 70 + [["salery"]] * 3 + [["wat"]] * 3 + [["xgboostx"]] * 3 + [["zzyzx"]]
    kept = project_counts(phrases, [["pytorch"]])
    assert kept.words.keys() == {"what", "salary", "xgboostx", "pytorch"}
    assert kept.bigrams["what"] == {"salary": 70}
    assert "wat" not in kept.bigrams
