"""What the desk says where no template does, from ``texts.yml``."""

from __future__ import annotations

from pathlib import Path

from knowledge.texts import TextFile

TEXTS = TextFile(Path(__file__).with_name("texts.yml"))
say = TEXTS.text
