"""The text of a message before it becomes a turn."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.turns.message_text import as_text, clean, is_storable

# All of Unicode, lone surrogates too: JSON can carry them.
ANYTHING = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ""),
        (" \t\r\n\u00a0\u2028 ", ""),
        ("two\nlines\tand  blanks", "two lines and blanks"),
        ("sal\x00ary\x07\x1b", "salary"),
        ("sal\u200bary\u202e\ufeff", "salary"),
        ("a \x01 b", "a b"),
        ("cafe\u0301 e\u200b\u0301", "caf\u00e9 \u00e9"),
        ("\ud800lone", "lone"),
        ("pri\ue000vate, no\uffff character", "private, no character"),
        ("👩\u200d💻 ❤\ufe0f", "👩\u200d💻 ❤\ufe0f"),
        ("10² ½ ﬁve Ⅳ", "10² ½ ﬁve Ⅳ"),  # composed, but not compatible forms: 10² is not 102
        ("机器学习 Сколько كم", "机器学习 Сколько كم"),
        ("<b>x</b> '; DROP TABLE occupation; --", "<b>x</b> '; DROP TABLE occupation; --"),
    ],
)
def test_what_cannot_be_seen_goes_and_the_rest_stays(typed: str, read: str) -> None:
    assert clean(typed) == read


@given(ANYTHING | st.text("ae\u0301\u200b\u200d \x01\n\u00a0\u2002"))
def test_cleaning_leaves_nothing_to_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once == once.strip()
    assert not {unicodedata.category(one) for one in once if one != "\u200d"} & {"Cc", "Cf", "Cs", "Co"}
    assert len(once.splitlines()) <= 1


@given(ANYTHING | st.from_regex(r"[\s/\x00\u200b]*/[a-z]+(@0\.\d)?(\{.*\})?", fullmatch=True))
def test_a_message_taken_as_text_is_never_a_payload(text: str) -> None:
    assert not as_text(clean(text)).strip().startswith("/")


@given(ANYTHING)
def test_a_text_that_can_be_stored_can_be_encoded_and_a_clean_text_can_be_stored(text: str) -> None:
    assert is_storable(clean(text))
    if is_storable(text):
        assert text.encode().decode() == text
    else:
        assert "\0" in text or text.encode(errors="replace").decode() != text
