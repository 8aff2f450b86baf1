"""How many years of school a text names, as the degree that takes so long: "a 2 year program"."""

from __future__ import annotations

import re

from actions.questions.cues import contains, numerals

_YEARS = re.compile(
    r"(?P<below>\b(?:under|below|less than|fewer than|no more than|at most|up to|max(?:imum)?(?: of)?) )?"
    r"\b(?P<count>\d|one|two|three|four|five|six)[ -]?(?:years?|yrs?)\b"
    r"(?P<behind>.{0,40})",
    re.IGNORECASE,
)
_INCLUSIVE = ("no more than", "at most", "up to", "max")
# The level that is typical for so many years: an associate's and a bachelor's degree.
_LEVEL_OF_YEARS = {2: 4, 4: 5}


def level_of_years(text: str) -> tuple[int, ...]:
    """Return the levels of education that are named by the years they take; none for other years.

    Years of experience, of growth and of age are no school: "5 years of experience".
    """
    for found in _YEARS.finditer(text.lower()):
        before = text[: found.start()].lower()
        behind = found["behind"].strip()
        of_school = contains("of_years_of_school", behind) or behind.startswith("ones")
        if contains("no_years_of_school", behind) or not (of_school or contains("takes_years", before)):
            continue
        count = int(found["count"]) if found["count"].isdigit() else numerals("counted")[found["count"]]
        level = _LEVEL_OF_YEARS.get(count)
        if level is None:
            continue
        below = (found["below"] or "").strip()
        less = contains("search_below_behind", behind)
        inclusive = less or below.startswith(_INCLUSIVE)
        if below or less:
            return tuple(range(level + 1 if inclusive else level))
        return (level,)
    return ()
