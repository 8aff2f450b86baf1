"""Origins are compared as browsers send them."""

from __future__ import annotations

import pytest

from bot.settings.origins import as_browsers_send


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("http://site.test:80", "http://site.test"),
        ("https://site.test:443", "https://site.test"),
        ("https://site.test:80", "https://site.test:80"),
        ("http://site.test:08080", "http://site.test:8080"),
        ("http://[0:0:0:0:0:0:0:1]:80", "http://[::1]"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
    ],
)
def test_an_origin_is_taken_as_browsers_send_it(written: str, sent: str) -> None:
    assert as_browsers_send(written) == sent


@pytest.mark.parametrize(
    "written",
    [
        "example.org",
        "https://example.org/page",
        "*",
        "https://*.example.org",
        "https://a b.example",
        "https://a..example",
        "http://[::g]",
        "http://example.org:0",
        "http://example.org:65536",
    ],
)
def test_what_is_no_origin_is_refused(written: str) -> None:
    with pytest.raises((ValueError, UnicodeError)):
        as_browsers_send(written)
