"""What every channel does with a message before it becomes a turn."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.guard import (
    MAX_DEPTH,
    MAX_MESSAGE_ID,
    MAX_METADATA,
    MAX_SENDER,
    BadRequestError,
    Body,
    as_text,
    clean,
    read_body,
)

# All of Unicode, lone surrogates too: JSON can carry them.
ANYTHING = st.text(st.characters(exclude_categories=()))
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANYTHING,
    lambda inner: st.lists(inner) | st.dictionaries(ANYTHING, inner),
    max_leaves=10,
)
NEARLY_RIGHT = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("sender", "message", "metadata", "message_id"), JSON_VALUES | ANYTHING)
)


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
        ("👩\u200d💻 ❤\ufe0f", "👩\u200d💻 ❤\ufe0f"),
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


@given(JSON_VALUES | NEARLY_RIGHT)
def test_a_body_is_read_or_refused_with_a_reason(body: Any) -> None:
    try:
        read = read_body(body)
    except BadRequestError:
        return
    for key, longest in ((read.sender, MAX_SENDER), (read.message_id, MAX_MESSAGE_ID)):
        assert key is None or (0 < len(key) <= longest and clean(key) == key)
    assert read.text == body["message"]
    assert len(json.dumps(read.metadata)) <= MAX_METADATA


def test_a_body_as_rasa_knows_it_is_read() -> None:
    assert read_body({"message": "hi"}) == Body(None, "hi", {}, None)
    body = {
        "sender": "me",
        "message": "hi",
        "metadata": {"page": ["a", {"b": 1}]},
        "message_id": "7",
        "more": 1,
    }
    assert read_body(body) == Body("me", "hi", {"page": ["a", {"b": 1}]}, "7")


def nested(levels: int) -> dict[str, Any]:
    inner: dict[str, Any] = {}
    for _ in range(levels):
        inner = {"in": inner}
    return inner


def test_metadata_is_bounded_in_depth_and_length() -> None:
    read_body({"message": "hi", "metadata": nested(MAX_DEPTH)})
    for metadata in (nested(MAX_DEPTH + 1), {"x": "y" * MAX_METADATA}, {"x": float("nan")}):
        with pytest.raises(BadRequestError, match="metadata"):
            read_body({"message": "hi", "metadata": metadata})
