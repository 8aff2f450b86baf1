"""A message that asks advice for somebody else, turned into what they would say of themselves."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.about_you.patterns import any_of, pattern, replacements
from actions.about_you.told import Told
from actions.questions.message import BEFORE, NOW, OTHER
from actions.thresholds import TAG_OUTRANKS_PATTERNS


def as_if_own(told: Told, *, goes_on: bool = False) -> Told | None:
    """Return a plain text as somebody else would tell it whom it is about; None where it is about nobody.

    "my daughter studied biology, what could she do" becomes "i studied biology, what could i do". Who tells
    of themselves, too, is advised themselves. ``goes_on``: somebody was told of before, whom "she" means.
    """
    if any_of("tells_of_oneself").search(told.text) or _has_own_beside(told):
        return None
    text = pattern("somebody_else").sub("i", told.text)
    text = pattern("anybody").sub(r"\g<cue> me? im a \g<title>. i", text)
    text, of_anybody = pattern("anybody_who").subn(_of_anybody, text)
    if of_anybody:
        text = pattern("anybody_with_title").sub(r". im a \g<title>", text, count=1)
    if text == told.text and not (goes_on and any_of("he_or_she").search(text)):
        return None  # "what do they earn?" is about an occupation
    for written, own in replacements("of_others"):
        text = written.sub(own, text)
    return replace(told, text=text)


def _has_own_beside(told: Told) -> bool:
    """Return whether one title is somebody else's by its tag and another is of the one who is advised."""
    tags = [one.tag for one in told.tags if one and one.confidence >= TAG_OUTRANKS_PATTERNS]
    return OTHER in tags and bool({NOW, BEFORE} & set(tags))


def _of_anybody(found: re.Match[str]) -> str:
    whos = bool(found["is"]) or found[0].endswith("s")
    return f"{found['cue'].strip()} me? {'im' if whos else 'i'}"
