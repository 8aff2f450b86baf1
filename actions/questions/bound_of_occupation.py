"""An occupation that those of a list are held against, as its figure: "more than what cashiers get"."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.compared_measures import growth_of, median_pay
from actions.questions.cues import contains
from actions.questions.linking import link
from actions.questions.message import ParsedEntity, UserMessage

# What stands between "more" and the occupation, beyond "more than a baker", which asks for jobs like it …
_BEFORE = (
    r"\b(more|better|higher|faster|less|lower|worse|slower)(?P<what>(?: \w+){0,2}) than"
    r"(?: (?:what|the|that|those|of|pay|salary|wage|wages|median|growth|for|all|most)){1,4} "
)
# … and behind it.
_BEHIND = r"(?: (?:get|gets|earn|earns|make|makes|are paid|is paid|pays|grow|grows|do|does))?"
_MORE = frozenset({"more", "better", "higher", "faster"})


def with_bound_of_occupation(connection: Connection, message: UserMessage) -> UserMessage:
    """Return a message that wants those of a list with more, or less, than an occupation with the amount."""
    if message.is_payload:
        return message
    for one in message.entities:
        if one.kind == "occupation" and not one.is_work:
            pattern = re.compile(f"{_BEFORE}{re.escape(one.typed)}{_BEHIND}", re.IGNORECASE)
            if (found := pattern.search(message.words)) and (bound := _bound(connection, one, found)):
                text = f"{message.words[: found.start()]}{bound}{message.words[found.end() :]}"
                kept = tuple(other for other in message.entities if other is not one)
                return replace(message, text=text, corrected="", entities=kept, parts=())
    return message


def _bound(connection: Connection, named: ParsedEntity, found: re.Match[str]) -> str | None:
    (linked,) = link(connection, [named]) or (None,)
    about = linked.occupation if linked else None
    if about is None:
        return None
    more = found[1].lower() in _MORE
    if contains("search_by_growth", found.string):
        change = growth_of(connection, about.code or "")
        return None if change is None else f"growing by {'more' if more else 'less'} than {change:g}%"
    median = median_pay(connection, about.code or "")
    told = None if median is None else f"{median + 1 if more else median - 1:,.0f}"
    return told and f"{'more' if more else 'less'} than ${told}"
