"""The page of advice conversations holds what its file of messages says."""

from __future__ import annotations

import re

from bench.advice_conversations import WRITTEN, Conversation, page, read_conversations


def test_each_message_stands_before_its_reply() -> None:
    written = page([(Conversation("A cook", ("hi", "I cook")), ["Hello.", "Noted.\n"])])
    first, second = "> hi\n\n```text\nHello.\n```\n", "> I cook\n\n```text\nNoted.\n```\n"
    assert written.endswith(f"## 1. A cook\n\n{first}\n{second}")


def test_the_page_that_is_shipped_was_made_from_the_messages_that_are_shipped() -> None:
    written = WRITTEN.read_text(encoding="utf-8")
    said = read_conversations()
    assert re.findall(r"^## \d+\. (.+)$", written, re.MULTILINE) == [one.name for one in said]
    assert re.findall(r"^> (.+)$", written, re.MULTILINE) == [text for one in said for text in one.says]


def test_there_are_twenty() -> None:
    assert len(read_conversations()) == 20
