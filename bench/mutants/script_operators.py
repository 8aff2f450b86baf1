"""The changes that can be made to one of the widget's scripts, token by token."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bench.mutants.mutant import Mutant, numbered

# What is neither code nor changed comes first; a slash after an opening bracket, a comma or "=" begins a
# regular expression. The project's templates hold no templates.
TOKEN = re.compile(
    r"""(?P<skipped>//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`
        |(?:(?<=[(,!\[])|(?<=\|\|\ )|(?<=[=?:]\ )|(?<=return\ ))/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\[\n])+/\w*)
    |(?P<operator>===|!==|=>|<=|>=|&&|\|\||\?\?|[<>](?!=))
    |(?P<not>!(?=[\w($]))
    |(?P<truth>\b(?:true|false)\b)
    |(?P<number>(?<![\w.$])\d+(?:_\d+)*(?![\w.]))
    |(?P<guard>\bif\s\()
    |(?P<call>(?<=\n)[ ]+(?:await\s)?[\w$.]+\([^{}\n]*\);(?=\n))
    |(?P<other>.)""",
    re.DOTALL | re.VERBOSE,
)
OPERATORS = {
    "===": "!==",
    "!==": "===",
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "&&": "||",
    "||": "&&",
    "??": "&&",
}
NAMES = {
    "operator": "comparison",
    "not": "boolean",
    "truth": "constant",
    "number": "constant",
    "guard": "guard",
    "call": "removed call",
}
DECLARED = re.compile(r"^(?:  )?(?:export |static |async |get |set )*(?:function )?(#?[\w$]+)\(.*\{$")


def mutants_of(file: str, source: bytes) -> list[Mutant]:
    """Return all changes that can be made to a script, in the order of their places."""
    text = source.decode()
    return numbered(_changes(file, text))


def _changes(file: str, text: str) -> Iterator[Mutant]:
    for match in TOKEN.finditer(text):
        after = _after(match)
        if after is None:
            continue
        lines = text[: match.start()].split("\n")
        start = len(text[: match.start()].encode())
        yield Mutant(
            file,
            _function(lines),
            NAMES[str(match.lastgroup)],
            match.group(),
            after,
            len(lines),
            start,
            start + len(match.group().encode()),
        )


def _after(match: re.Match[str]) -> str | None:
    token = match.group()
    kind = match.lastgroup
    made = {
        "operator": OPERATORS.get(token),
        "not": "",
        "truth": "false" if token == "true" else "true",
        "guard": "if (false) if (",
        "call": "",
    }
    return str(int(token.replace("_", "")) + 1) if kind == "number" else made.get(str(kind))


def _function(lines: list[str]) -> str:
    return next((found[1] for line in reversed(lines) if (found := DECLARED.match(line))), "")
