"""How names are compared."""

from __future__ import annotations

import pytest

from knowledge.terms import normalise, singulars, title_forms


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


@pytest.mark.parametrize(
    ("term", "singular"),
    [
        ("nurses", "nurse"),
        ("registered nurses", "registered nurse"),
        ("secretaries", "secretary"),
        ("firemen", "fireman"),
        ("stuntwomen", "stuntwoman"),
        ("salespeople", "salesperson"),
        ("actresses", "actress"),
        ("coaches", "coach"),
        ("bosses", "boss"),
        ("housewives", "housewife"),
        ("tax clerks", "tax clerk"),
    ],
)
def test_the_singular_of_a_title_is_among_its_forms_behind_itself(term: str, singular: str) -> None:
    first, *others = singulars(term)
    assert first == term
    assert singular in others


@pytest.mark.parametrize("term", ["", "s", "boss", "actress", "nurse", "c", "is", "fish"])
def test_what_is_no_plural_stays_by_itself(term: str) -> None:
    assert singulars(term) == (term,)


def test_a_short_form_at_the_end_of_a_title_is_written_out() -> None:
    assert title_forms("lab techs") == ("lab techs", "lab tech", "lab technician", "lab technologist")
    assert title_forms("tech writer") == ("tech writer",)
    assert title_forms("admin") == ("admin", "administrator")
    assert title_forms("") == ("",)
