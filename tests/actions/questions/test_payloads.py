"""What a button stands for."""

from __future__ import annotations

from actions.questions.payloads import message_of_payload


def test_a_payload_is_its_intent_and_what_it_names() -> None:
    asked = message_of_payload('/salary{"occupation": ["a", "b"], "place": "ohio"}')
    assert (asked.intent, asked.is_payload) == ("salary", True)
    assert asked.values("occupation") == ["a", "b"]
    assert asked.values("place") == ["ohio"]
    assert message_of_payload("/more").entities == ()
