"""Caches that strangers can fill have a bound."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What these get by text is named in the code, never typed by a user.
NAMED_IN_CODE = {
    "actions/about_you/bounds.py:_examples",
    "actions/about_you/conditions.py:_pattern",
    "actions/about_you/patterns.py:any_of",
    "actions/about_you/patterns.py:pattern",
    "actions/about_you/patterns.py:patterns_around",
    "actions/about_you/patterns.py:patterns_of",
    "actions/about_you/patterns.py:phrases_of",
    "actions/about_you/patterns.py:replacements",
    "actions/about_you/patterns.py:words_of",
    "actions/no_answer/beyond_careers.py:_phrases",
    "actions/datasets/search/conditions.py:_words",
    "actions/datasets/search/education.py:_denial_of",
    "actions/questions/wording.py:_currency_pattern",
    "bot/web/assets.py:page_template",
    "bot/web/assets.py:strings_file",  # which keeps nothing of a language that there is not
    "knowledge/queries/facts.py:_narrowed",
}


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for package in ("actions", "bot", "desk", "knowledge"):
        for file in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef):
                    yield f"{file.relative_to(ROOT)}:{node.name}", node


def is_unbounded(decorator: ast.expr) -> bool:
    written = ast.unparse(decorator).removeprefix("functools.")
    return written == "cache" or written in ("lru_cache(None)", "lru_cache(maxsize=None)")


def texts(function: ast.FunctionDef) -> list[str]:
    """Return the parameters by which a text may come in."""
    given = function.args
    listed = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    return [
        one.arg
        for one in listed
        if one and (one.annotation is None or {"str", "Any"} & set(ast.unparse(one.annotation).split()))
    ]


def test_no_cache_without_a_bound_is_keyed_by_text() -> None:
    found = {
        name
        for name, function in functions()
        if any(map(is_unbounded, function.decorator_list)) and texts(function)
    }
    assert found == NAMED_IN_CODE
