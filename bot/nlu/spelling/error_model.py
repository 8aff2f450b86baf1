"""The error model: how improbable it is that fingers type one word when another is intended.

Costs are negative logarithms of probabilities. They were chosen on halves of the training phrases and on
BANKING77.
"""

from __future__ import annotations

_ERROR = 6.0  # that a word contains an error at all
_NEXT_ERROR = 7.0  # a second one
_SWAPPED, _DROPPED, _DOUBLED, _NEIGHBOURING_KEY, _VOWEL, _OTHER = 0.0, -0.5, -0.5, 1.0, 2.0, 6.0
_NEVER = 100.0

_VOWELS = frozenset("aeiouy")
_KEY_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def cost_of_typing(typed: str, intended: str) -> float | None:
    """Return the cost of typing ``intended`` as ``typed``, None where nobody does: ``zork`` is no ``work``.

    This is the optimal string alignment distance of the parts that differ, each edit with its own cost.
    """
    start, shorter = 0, min(len(typed), len(intended))
    while start < shorter and typed[start] == intended[start]:
        start += 1
    end = 0
    while end < shorter - start and typed[-1 - end] == intended[-1 - end]:
        end += 1
    wrong, right = typed[start : len(typed) - end], intended[start : len(intended) - end]
    letter_before = typed[:start][-1:]
    rows: list[list[float]] = []
    for i in range(len(wrong) + 1):
        row: list[float] = []
        for j in range(len(right) + 1):
            costs = [] if i or j else [0.0]
            if i:
                previous = wrong[i - 2] if i > 1 else letter_before
                following = wrong[i] if i < len(wrong) else typed[start + len(wrong) :][:1]
                is_doubled = wrong[i - 1] in (previous, following)
                inserted = _DOUBLED if is_doubled else _unusual(start + i - 1)
                costs.append(rows[i - 1][j] + _NEXT_ERROR + inserted)
            if j:
                costs.append(row[j - 1] + _NEXT_ERROR + _DROPPED)
            if i and j:
                is_same = wrong[i - 1] == right[j - 1]
                edit = 0.0 if is_same else _NEXT_ERROR + _replaced(wrong[i - 1], right[j - 1], start + i - 1)
                costs.append(rows[i - 1][j - 1] + edit)
            if i > 1 and j > 1 and wrong[i - 2 : i] == right[j - 1] + right[j - 2]:
                costs.append(rows[i - 2][j - 2] + _NEXT_ERROR + _SWAPPED)
            row.append(min(costs))
        rows.append(row)
    cost = rows[-1][-1] - _NEXT_ERROR + _ERROR
    return cost if cost < _NEVER else None


def _replaced(typed: str, intended: str, position: int) -> float:
    if intended in _NEIGHBOURS.get(typed, ""):
        return _NEIGHBOURING_KEY
    return _VOWEL if typed in _VOWELS and intended in _VOWELS else _unusual(position)


def _unusual(position: int) -> float:
    """Return the cost of an edit that fingers hardly ever make, and never at the start of a word."""
    return _OTHER if position else _NEVER


def _neighbours() -> dict[str, frozenset[str]]:
    """Return the keys next to each letter: left and right, above and below (the rows are shifted)."""
    coordinates = {
        key: (row + column / 2, column)
        for column, keys in enumerate(_KEY_ROWS)
        for row, key in enumerate(keys)
    }
    return {
        key: frozenset(
            other
            for other, (across, down) in coordinates.items()
            if other != key
            and abs(across - x) <= 1
            and abs(down - y) <= 1
            and abs(across - x) + abs(down - y) < 2
        )
        for key, (x, y) in coordinates.items()
    }


_NEIGHBOURS = _neighbours()
