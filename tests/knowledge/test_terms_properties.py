"""What holds for the comparison of names whatever is typed."""

from __future__ import annotations

import re
import unicodedata

import pytest

pytest.importorskip("hypothesis", reason="hypothesis is not in this environment")
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.terms import normalise

# The machine may be busy; how long an example takes says nothing here.
patient = settings(deadline=None, max_examples=150)


@patient
@given(st.text())
@example("™")
@example("İ")
@example("ŉ")
@example("㎒ + ﬃ")
@example("\u0345Σς")
def test_normalising_twice_changes_nothing(term: str) -> None:
    assert normalise(normalise(term)) == normalise(term)


@patient
@given(st.text(st.characters()))
def test_normalising_never_fails_and_leaves_single_spaces(term: str) -> None:
    plain = normalise(term)
    assert plain == " ".join(plain.split())
    assert not re.search(r"[^\w+# ]|_", plain)


@patient
@given(st.text(st.characters(max_codepoint=0x24F)))
def test_case_does_not_count(term: str) -> None:
    assert normalise(term.casefold()) == normalise(term)


@patient
@given(st.text(), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_the_unicode_form_does_not_count(term: str, form: str) -> None:
    assert normalise(unicodedata.normalize(form, term)) == normalise(term)


@patient
@given(st.text(), st.sampled_from([" ", "  ", "\t", "-", " – ", "/", "_", ", "]), st.text())
def test_the_kind_of_separator_does_not_count(left: str, separator: str, right: str) -> None:
    assert normalise(left + separator + right) == normalise(left + " " + right)
