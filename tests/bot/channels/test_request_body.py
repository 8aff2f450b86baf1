"""The JSON body of Rasa's REST contract."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.request_body import (
    MAX_DEPTH,
    MAX_MESSAGE_ID,
    MAX_METADATA,
    MAX_SENDER,
    BadRequestError,
    Body,
    read_body,
)
from bot.turns.message_text import clean

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


@pytest.mark.parametrize(("name", "longest"), [("sender", MAX_SENDER), ("message_id", MAX_MESSAGE_ID)])
def test_a_key_of_the_longest_length_is_taken_and_a_longer_or_empty_one_refused(
    name: str, longest: int
) -> None:
    assert getattr(read_body({"message": "hi", name: "k" * longest}), name) == "k" * longest
    for key in ("k" * (longest + 1), ""):
        with pytest.raises(BadRequestError, match=f"{name}.* 1 to {longest}"):
            read_body({"message": "hi", name: key})


def nested(levels: int) -> dict[str, Any]:
    inner: dict[str, Any] = {}
    for _ in range(levels):
        inner = {"in": inner}
    return inner


def test_metadata_is_bounded_in_depth_and_length() -> None:
    longest = {"x": "y" * (MAX_METADATA - len(json.dumps({"x": ""})))}
    for metadata in (nested(MAX_DEPTH), longest):
        assert read_body({"message": "hi", "metadata": metadata}).metadata == metadata
    longest["x"] += "y"
    for metadata in (nested(MAX_DEPTH + 1), longest, {"x": float("nan")}):
        with pytest.raises(BadRequestError, match="metadata"):
            read_body({"message": "hi", "metadata": metadata})


def test_the_advisors_own_metadata_is_refused() -> None:
    with pytest.raises(BadRequestError, match="document"):
        read_body({"message": "hello", "metadata": {"document": {"pay": 1}}})
