"""What the tests of the encoder share. Those that compute are skipped where its libraries are missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.encoder.model import SentenceEncoder, load_encoder
from knowledge.settings import ENCODER_VARIABLE


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    """The encoder that ``make encoder`` made."""
    return load_encoder()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which this test keeps an encoder; it does not exist yet."""
    path = tmp_path / "encoder"
    monkeypatch.setenv(ENCODER_VARIABLE, str(path))
    return path
