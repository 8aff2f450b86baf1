"""How names are compared."""

from __future__ import annotations

import pytest

from knowledge.terms import normalise


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("Machine Learning Engineer", "machine learning engineer"),
        ("machine-learning_engineer", "machine learning engineer"),
        ("  machine \t learning\n engineer ", "machine learning engineer"),
        ("scikit-learn", "scikit learn"),
        ("Ph.D.", "phd"),
        ("PHD", "phd"),
        ("C++", "c++"),
        ("C#", "c#"),
        ("C", "c"),
        ("55+", "55+"),
        ("18–24", "18 24"),
        ("18-24", "18 24"),
        ("bachelor's degree", "bachelors degree"),
        ("bachelor’s degree", "bachelors degree"),
        ("Naïve Bayes", "naive bayes"),
        ("nai\u0308ve bayes", "naive bayes"),
        ("Straße", "strasse"),
        ("ＩＢＭ", "ibm"),
        ("TensorFlow™", "tensorflowtm"),
        ("Питон", "питон"),
        ("機械学習", "機械学習"),
        ("🐍 Python 🐍", "python"),
        ("U.S.", "us"),
        ("R&D", "r d"),
        ("py\x00thon", "py thon"),
    ],
)
def test_spellings_of_a_term_become_one(term: str, expected: str) -> None:
    assert normalise(term) == expected


@pytest.mark.parametrize(
    "term", ["", " ", "\n\t", "...", "?!", "–—-", "'’`", "🐍", "\x00", "___", "\u200b", "\ud800"]
)
def test_what_has_no_letter_or_digit_becomes_empty(term: str) -> None:
    assert normalise(term) == ""


def test_a_very_long_term_is_kept_whole() -> None:
    assert normalise("Data-" * 20_000) == " ".join(["data"] * 20_000)


@pytest.mark.parametrize(("one", "another"), [("C", "C++"), ("C", "C#"), ("R", "R+"), ("Java", "JavaScript")])
def test_different_terms_stay_different(one: str, another: str) -> None:
    assert normalise(one) != normalise(another)
