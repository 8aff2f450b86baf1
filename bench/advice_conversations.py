"""Holds twenty conversations with the advisor, and writes them down: ``make advice-conversations``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bench.advisor import ROOT, running_advisor
from bench.understanding.end_to_end import Asker, new_sender

SAID = ROOT / "docs" / "advice-conversations.yml"
WRITTEN = SAID.with_suffix(".md")
HEAD = """# Twenty conversations in which people are advised

The messages stand in [advice-conversations.yml](advice-conversations.yml); the replies are those of the \
advisor, in the plain text that the terminal shows. `make advice-conversations` writes this page. How the \
advice is worked out is told in [advice.md](advice.md).
"""


@dataclass(frozen=True)
class Conversation:
    """A name, and what somebody says, one message after the other."""

    name: str
    says: tuple[str, ...]


def main() -> int:
    """Hold all conversations and write the page."""
    with tempfile.TemporaryDirectory() as folder, running_advisor(Path(folder)) as advisor:
        asker = Asker(advisor)
        held = [(one, hold(one, asker)) for one in read_conversations()]
    WRITTEN.write_text(page(held), encoding="utf-8")
    print(WRITTEN.relative_to(ROOT))
    return 0


def read_conversations(file: Path = SAID) -> list[Conversation]:
    """Return the conversations of a file, in its order."""
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [Conversation(entry["name"], tuple(entry["says"])) for entry in entries]


def hold(conversation: Conversation, asker: Asker) -> list[str]:
    """Return the reply to each message, told to a new user."""
    sender = new_sender()
    return [asker.say(text, sender).text for text in conversation.says]


def page(held: Sequence[tuple[Conversation, Sequence[str]]]) -> str:
    """Return conversations and replies as Markdown."""
    parts = [HEAD]
    for number, (conversation, replies) in enumerate(held, 1):
        parts.append(f"## {number}. {conversation.name}\n")
        for said, reply in zip(conversation.says, replies, strict=True):
            parts.append(f"> {said}\n\n```text\n{reply.strip()}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(main())
