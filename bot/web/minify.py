"""Scripts and styles without what only their readers need: comments, and blanks that mean nothing.

The scripts are this project's own: every statement ends with a semicolon, so no line break is needed; none is
empty, and no array has gaps, so the last one before a closing bracket is not needed either.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
    |(?P<blank>\s+)
    |(?P<string>"(?:\\.|[^"\\])*")
    |(?P<word>[\w$]+|=>)
    |(?P<other>.)""",
    re.DOTALL | re.VERBOSE,
)
_REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\[\n])+/[a-z]*")
_TEMPLATE_TEXT = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*", re.DOTALL)
_BEFORE_REGEX = re.compile(r"(?:[(,=|?:!&;{\[]|\breturn)$")  # a slash after one of these does not divide
_LONE_PARAMETER = re.compile(r"(?<![\w$])\(([\w$]+)\)$")  # of an arrow function
_STYLE_BLANKS = re.compile(r"\s*([{};,])\s*|(?<=:)\s+")


def minify_script(text: str) -> str:
    """Return a script in one line; strings, templates and regular expressions stay as they are.

    Raises:
        ValueError: a template or regular expression does not end.
    """
    return _Script(text).code(end="")


def minify_style(text: str) -> str:
    """Return a style sheet in one line; it must hold no string with braces, commas or comments."""
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return _STYLE_BLANKS.sub(lambda match: match.group(1) or "", bare).replace(";}", "}").strip()


class _Script:
    """A reader of a script, which is at one place of it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def code(self, end: str) -> str:
        """Read on to the brace that closes what is read, or to the end."""
        made, depth, apart = "", 0, False
        while self._at < len(self._text):
            piece = self._next(made)
            if piece.isspace():
                apart = True
                continue
            depth += (piece == "{") - (piece == "}")
            if end and depth < 0:
                return made + end
            if piece in ")]}":
                made = made.removesuffix(",")
            if piece == "}":
                made = made.removesuffix(";")
            if piece == "=>":
                made = _LONE_PARAMETER.sub(r"\1", made)
            made += f" {piece}" if apart and _must_stay_apart(made[-1:], piece[0]) else piece
            apart = False
        return made

    def _next(self, before: str) -> str:
        if self._text[self._at] == "`":
            return self._template()
        match = _TOKEN.match(self._text, self._at)
        if match and match.group() == "/" and _BEFORE_REGEX.search(before):
            match = _REGEX.match(self._text, self._at)
        if match is None:
            raise ValueError(f"not a script at {self._text[self._at :][:20]!r}")
        self._at = match.end()
        return " " if match.lastgroup in {"comment", "blank"} else match.group()

    def _template(self) -> str:
        made = "`"
        self._at += 1
        while True:
            match = _TEMPLATE_TEXT.match(self._text, self._at)
            if match is None or match.end() == len(self._text):
                raise ValueError("a template does not end")
            made += match.group()
            self._at = match.end()
            if not self._text.startswith("${", self._at):
                self._at += 1
                return made + "`"
            self._at += 2
            made += "${" + self.code(end="}")


def _must_stay_apart(before: str, after: str) -> bool:
    joined = before + after
    return bool(re.fullmatch(r"[\w$]{2}", joined)) or joined in {"++", "--"}
