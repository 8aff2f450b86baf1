"""The program's own texts."""

from __future__ import annotations

import re
from pathlib import Path

from bot.process.phrases import PHRASES, phrase

BOT = Path(__file__).resolve().parents[3] / "bot"


def test_every_text_is_used_and_every_text_that_is_used_exists() -> None:
    code = "\n".join(file.read_text() for file in BOT.rglob("*.py"))
    known = set(PHRASES.texts)
    unused = {
        key for key in known if not re.search(rf"[\"']{key}[\"']", code) and not key.startswith("name_")
    }
    assert unused == set()
    assert set(re.findall(r"\bphrase\(\s*[\"'](\w+)[\"']", code)) - known == set()


def test_gaps_are_filled() -> None:
    assert phrase("died", name="It", code=1).startswith("It ended by itself (exit code 1).")
