"""Slack's markup: what people write is unpacked, what the advisor says is escaped and cut to length."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_LINK = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_WORDS = re.compile(r"\S+\s*|\s+")


def escape(text: str) -> str:
    """Return text in which nothing is a link, a mention or an entity."""
    for plain, entity in _ESCAPES:
        text = text.replace(plain, entity)
    return text


def unescape(text: str, *, bot_user: str | None = None) -> str:
    """Return what somebody typed: links and mentions as shown, entities resolved, the bot's name taken out.

    Without the bot's id a mention at the very beginning counts as the call.
    """
    if bot_user:
        text = re.sub(rf"<@{re.escape(bot_user)}(\|[^<>]*)?>", " ", text)
    else:
        text = re.sub(r"^\s*<@\w+(\|[^<>]*)?>", " ", text)
    text = _LINK.sub(_shown, text)
    for plain, entity in reversed(_ESCAPES):
        text = text.replace(entity, plain)
    return text.strip()


def _shown(found: re.Match[str]) -> str:
    target, label = found[1], found[2]
    if target[0] in "@#":
        return f"{target[0]}{label or target[1:]}"
    if target[0] == "!":
        return label or f"@{target[1:].partition('^')[0]}"
    return label or re.sub(r"^(mailto|tel):", "", target)


def cut(text: str, limit: int) -> str:
    """Return the text, with "…" at its end where it is longer than ``limit``."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def cut_escaped(text: str, limit: int) -> str:
    """Return the text escaped, at most ``limit`` characters long and never cut within an entity."""
    first, *rest = [*parts(text, limit - 1), ""]
    return first if not any(rest) else first + "…"


def parts(text: str, limit: int) -> Iterator[str]:
    """Cut a text between words into escaped parts of at most ``limit`` characters; nothing is left out."""
    part = ""
    for word in _words(text, limit):
        if part and len(part) + len(word.rstrip()) > limit:
            yield part.rstrip()
            part = ""
        part += word
    if part.strip():
        yield part.rstrip()


def _words(text: str, limit: int) -> Iterator[str]:
    """Return escaped words; one that is too long itself comes in pieces."""
    for found in _WORDS.finditer(text):
        word = escape(found[0])
        if len(word.rstrip()) <= limit:
            yield word
            continue
        piece = ""
        for letter in found[0]:
            escaped = escape(letter)
            if len(piece) + len(escaped) > limit:
                yield piece
                piece = ""
            piece += escaped
        yield piece


def lines(told: list[str], limit: int) -> Iterator[str]:
    """Join escaped lines into parts of at most ``limit`` characters; no line is longer than that."""
    part = ""
    for line in told:
        if part and len(part) + 1 + len(line) > limit:
            yield part
            part = ""
        part = f"{part}\n{line}" if part else line
    if part:
        yield part


def bold(text: str) -> str:
    """Return an escaped line in bold; one with a star of its own stays as it is."""
    line = " ".join(escape(text).split())
    return line if "*" in line or not line else f"*{line}*"


def link(label: str, address: str) -> str:
    """Return an escaped label, as a link where ``address`` is a page of the web."""
    shown = escape(label)
    if not re.fullmatch(r"https?://[^\s<>|]+", address):
        return shown
    return f"<{escape(address)}|{shown.replace('|', '/')}>"
