"""Slack's markup: unpacked from what people write; escaped and cut to length in what the advisor writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_LINK = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_WORDS = re.compile(r"\S+\s*|\s+")


def escape(text: str) -> str:
    """Return text in which nothing is a link, a mention or an entity."""
    for plain, entity in _ESCAPES:
        text = text.replace(plain, entity)
    return text


def unescape(text: str, *, bot_user: str | None = None) -> str:
    """Return what a user typed: links and mentions as shown, entities resolved, the bot's name removed.

    Without the bot's id a mention at the very beginning counts as the bot's name.
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
    return escape(first) if not any(rest) else escape(first) + "…"


def parts(text: str, limit: int) -> Iterator[str]:
    """Cut a text between words into parts that are at most ``limit`` characters long once they are escaped.

    Nothing but white space is left out; a word that is too long itself is cut.
    """
    part, size = "", 0
    for word in _words(text.strip(), limit):
        if part and size + len(escape(word.rstrip())) > limit:
            yield part.rstrip()
            part, size = "", 0
        part += word
        size += len(escape(word))
    if part.strip():
        yield part.rstrip()


def _words(text: str, limit: int) -> Iterator[str]:
    """Return words with the white space after them; one that is too long comes in pieces."""
    for found in _WORDS.finditer(text):
        word = found[0]
        if len(escape(word.rstrip())) <= limit:
            yield word
            continue
        piece, size = "", 0
        for letter in word:
            if size + len(escape(letter)) > limit:
                yield piece
                piece, size = "", 0
            piece += letter
            size += len(escape(letter))
        yield piece


def batches(lines: Sequence[str], limit: int) -> Iterator[slice]:
    """Put lines together, in order, so that each batch has at most ``limit`` characters; no line has more."""
    begin, size = 0, -1
    for place, line in enumerate(lines):
        if place > begin and size + 1 + len(line) > limit:
            yield slice(begin, place)
            begin, size = place, -1
        size += 1 + len(line)
    if lines:
        yield slice(begin, len(lines))


def joined(lines: Sequence[str], limit: int) -> list[str]:
    """Join lines into parts of at most ``limit`` characters."""
    return ["\n".join(lines[batch]) for batch in batches(lines, limit)]


def bold(text: str) -> str:
    """Return an escaped line in bold; one with a star of its own stays as it is."""
    line = " ".join(escape(text).split())
    return line if "*" in line or not line else f"*{line}*"


def link(label: str, address: str) -> str:
    """Return an escaped label, as a link where ``address`` is a page of the web or a mail address."""
    shown = escape(label)
    if not re.fullmatch(r"(https?://|mailto:)[^\s<>|]+", address):
        return shown
    return f"<{escape(address)}|{shown.replace('|', '/')}>"
