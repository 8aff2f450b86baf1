"""Yes or no to whether an occupation grows or shrinks, by the sign of its growth and never by words alone."""

from __future__ import annotations

from actions.formatting import capitalised
from actions.messages import message
from actions.questions.cues import asking, contains, is_yes_no


def with_growth_verdict(text: str, told: str, change: float) -> str:
    """Return a sentence on growth behind a yes or a no, where a text asks for one that the growth decides.

    Who asks whether some work dies out gets no yes for a mere decline.

    Args:
        text: the question.
        told: the sentence on the growth.
        change: the growth in per cent.
    """
    direction = growth_asked(text)
    if direction is None or (change < 0 and dies_out(text)):
        return told
    text = capitalised(told)
    return message("facts.yes", text=text) if change * direction > 0 else message("facts.no", text=text)


def growth_asked(text: str) -> int | None:
    """Return 1 where a text asks if something grows, -1 if it asks whether it shrinks, None for neither."""
    asked = asking(text)
    if not is_yes_no(asked) or contains("limits_growth", asked):
        return None
    grows, shrinks = contains("says_it_grows", asked), contains("says_it_shrinks", asked) or dies_out(asked)
    return None if grows == shrinks else 1 if grows else -1


def asks_of_growth(text: str) -> int:
    """Return 1 where a text asks which of several grow, -1 where it asks which shrink, 0 for neither."""
    asked = asking(text)
    if contains("says_it_grows", asked):
        return 1
    return -1 if contains("says_it_shrinks", asked) or dies_out(asked) else 0


def dies_out(text: str) -> bool:
    """Return whether a text asks whether some work comes to an end."""
    return contains("says_it_dies_out", text)
