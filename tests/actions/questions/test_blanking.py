"""Words of a message are blanked out, and the offsets of the others hold."""

from __future__ import annotations

from actions.questions.blanking import blanked
from actions.questions.message import ParsedEntity, TaggedSpan, UserMessage


def test_what_is_named_elsewhere_keeps_its_place() -> None:
    text = "no nurse. a baker"
    named = (
        ParsedEntity("occupation", "nurse", "nurse", 3),
        ParsedEntity("occupation", "baker", "baker", 12),
    )
    tags = (TaggedSpan(3, 8, "refused", 0.9), TaggedSpan(12, 17, "goal", 0.9))
    message = blanked(UserMessage(text, "", named, corrected="no nurse. a baker", tagged=tags), [(0, 9)])
    assert message.text == "          a baker"
    assert message.words == "a baker"
    assert message.entities == named[1:]
    assert message.tagged == tags[1:]
