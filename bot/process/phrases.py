"""The program's own texts, from ``phrases.yml``: what it says to users and operators itself."""

from __future__ import annotations

from pathlib import Path

from knowledge.texts import TextFile

PHRASES = TextFile(Path(__file__).with_name("phrases.yml"))
phrase = PHRASES.text
