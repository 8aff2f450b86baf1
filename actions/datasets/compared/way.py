"""Which of several occupations takes longer, or is easier, to enter: education, experience and training."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import TableBlock
from actions.datasets.preparation import APPRENTICESHIP, EXPERIENCE, RESIDENCY, TRAINING
from actions.formatting import capitalised, joined, lower_first
from actions.messages import message
from actions.questions.cues import contains, without_phrases
from knowledge.dataset_records import Projection
from knowledge.queries.occupation_search import EDUCATION

_CUES = ("asks_for_the_quickest", "asks_how_long_the_way_is", "asks_for_duration", "asks_which_is_harder")
# What growth and pay go by, so that "which grows fastest?" asks for no way in.
_OTHER_MEASURES = ("search_by_growth", "search_by_openings")
Way = tuple[str, Projection]  # how those in an occupation are called, and what is typical to enter


def asks_for_the_way(text: str) -> bool:
    """Return whether a text asks how long or how hard the way into occupations is."""
    for cue in _OTHER_MEASURES:
        if contains(cue, text):
            text = without_phrases("superlatives_most", without_phrases("superlatives_least", text))
            text = " ".join(one for one in text.split() if one not in ("fastest", "quickest", "faster"))
    return any(contains(cue, text) for cue in _CUES)


def compared_way(sides: Sequence[Way]) -> list[str]:
    """Return which way in is the longer on paper, and what sources do not say; nothing without two sides."""
    known = [side for side in sides if side[1].education]
    if len(known) < 2:
        return []
    for measure in ("education", "experience", "training"):
        levels = {_place(row, measure) for _name, row in known}
        if len(levels) > 1:
            return [_verdict(known, measure), message("data.comparison.way.no_years")]
    same = {name: _told(known[0][1], name) for name in ("education", "experience", "training")}
    return [message("data.comparison.way.equal", **same), message("data.comparison.way.no_years")]


def way_table(sides: Sequence[Way]) -> TableBlock:
    """Return the education, experience and training of occupations side by side."""
    nothing = message("table.none")
    rows = tuple(
        (capitalised(name), row.education or nothing, row.experience or nothing, row.training or nothing)
        for name, row in sides
    )
    columns = tuple(
        message(f"data.column.{one}") for one in ("occupation", "education", "experience", "training")
    )
    return TableBlock(message("data.comparison.way.table"), columns, rows)


def _verdict(sides: Sequence[Way], measure: str) -> str:
    """Return who needs more of the first thing in which the ways differ; what is equal is named before."""
    ordered = sorted(sides, key=lambda one: -_place(one[1], measure))
    most = [one for one in ordered if _place(one[1], measure) == _place(ordered[0][1], measure)]
    others = [one for one in ordered if one not in most]
    against = [
        message("data.comparison.needs", occupations=name, level=_told(row, measure)) for name, row in others
    ]
    return message(
        f"data.comparison.way.{measure}",
        first=capitalised(joined([name for name, _row in most])),
        occupations=joined([name for name, _row in most]),
        level=_told(most[0][1], measure),
        others=joined(against),
        education=_told(ordered[0][1], "education"),
    )


def _place(row: Projection, measure: str) -> int:
    """Return the place of what is typical in its order, the longest last; an apprenticeship takes years."""
    orders: dict[str, Sequence[str]] = {
        "education": EDUCATION,
        "experience": EXPERIENCE,
        "training": TRAINING,
    }
    value, order = getattr(row, measure), orders[measure]
    return list(order).index(value) if value in order else 0


def _told(row: Projection, measure: str) -> str:
    """Return what is typical in words that fit into a sentence."""
    value = getattr(row, measure)
    if measure == "education":
        return message(f"data.education.level.{EDUCATION.index(value)}")
    if value in (None, "None"):
        return message(f"data.comparison.way.no_{measure}")
    if value in (APPRENTICESHIP, RESIDENCY):
        return message("data.comparison.way.one", what=lower_first(value).replace("/", " or "))
    return lower_first(value)
