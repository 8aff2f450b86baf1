"""The language that a browser asks for first comes first."""

from __future__ import annotations

import pytest

from bot.web.accepted_language import accepted_language


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ("", [""]),
        ("de", ["de"]),
        ("es-MX,es;q=0.9,en;q=0.8", ["es", "es", "en"]),
        ("en;q=0.5, DE-at;q=0.7", ["de", "en"]),
        ("en;q=x, de", ["de"]),
        ("*", ["*"]),
    ],
)
def test_languages_are_read_in_order(header: str, languages: list[str]) -> None:
    assert accepted_language(header) == languages
