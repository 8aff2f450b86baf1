"""The changes that are made to Python."""

from __future__ import annotations

import ast

import pytest

from bench.mutants.python_operators import mutants_of


def changes(body: str) -> set[tuple[str, str]]:
    source = f"def f(a, b, c):\n    {body}\n".encode()
    found = mutants_of("f.py", source)
    for mutant in found:
        ast.parse(mutant.applied(source))
    return {(mutant.operator, mutant.change) for mutant in found}


@pytest.mark.parametrize(
    ("body", "operator", "change"),
    [
        ("a = b < c", "comparison", "b < c → b <= c"),
        ("a = b not in c", "comparison", "b not in c → b in c"),
        ("a = b and c", "boolean", "b and c → (b or c)"),
        ("a = not b", "boolean", "not b → (b)"),
        ("a = b if c else 0", "boolean", "c → (not (c))"),
        ("a = b - c", "arithmetic", "b - c → (b + c)"),
        ("a = 5", "constant", "5 → 6"),
        ("a = True", "constant", "True → False"),
        ("return a", "return", "a → None"),
        ("a.remove(b)", "removed call", "a.remove(b) → pass"),
        ("a = g(b, c)", "swapped argument", "g(b, c) → g(c, b)"),
        ("if a: return", "guard", "a → False"),
        ("a = [one for one in b if one]", "guard", "one → True"),
    ],
)
def test_an_operator_makes_its_change(body: str, operator: str, change: str) -> None:
    assert (operator, change) in changes(body)


@pytest.mark.parametrize(
    "body",
    [
        'logger.info("told", 1)',
        'a = f"{b + 1}"',
        "a: int = b",
        "return None",
        "a = g(*b, c)",
        "a = max(b, c)",
    ],
)
def test_logs_texts_and_types_are_left_alone(body: str) -> None:
    assert changes(body) == set()


def test_letters_of_several_bytes_move_no_place() -> None:
    source = 'def f(a):\n    return "…é" if a == "…" else a\n'.encode()
    (mutant,) = [one for one in mutants_of("f.py", source) if one.operator == "comparison"]
    assert mutant.applied(source).decode() == "def f(a):\n    return \"…é\" if a != '…' else a\n"


def test_equal_changes_of_a_function_are_counted_and_keep_their_keys_while_lines_move() -> None:
    source = b"class C:\n    def f(self, a):\n        return [a == 1, a == 1]\n"
    keys = [one.key for one in mutants_of("f.py", source) if one.operator == "comparison"]
    assert keys == [("f.py", "C.f", "a == 1 → a != 1", 1), ("f.py", "C.f", "a == 1 → a != 1", 2)]
    moved = [one.key for one in mutants_of("f.py", b"\n\n" + source) if one.operator == "comparison"]
    assert moved == keys
