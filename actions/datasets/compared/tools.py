"""The technologies that occupations share, or that one of them has and another has not, by O*NET's lists."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from actions.answer import TextBlock
from actions.composition.sections import Finding
from actions.datasets.base import Subject, found
from actions.formatting import joined
from actions.messages import message
from actions.questions.cues import contains, phrases, phrases_in
from actions.questions.question import Question
from knowledge.queries.onet import onet_occupation_by_code, technologies
from knowledge.records import Occupation
from knowledge.terms import normalise

TOOLS = frozenset({"tools", "programming_languages"})
FIRST, SHOWN = 4, 20  # technologies of a set in the first line, and in all


def asks_of_sets(question: Question) -> bool:
    """Return whether a question asks which technologies several share, or one has alone."""
    asked = question.topic_key in TOOLS or (
        question.topic_is("requirement_check") and contains("asks_for_technologies", question.text)
    )
    if not asked or question.message.is_payload:
        return False
    return contains("asks_for_shared", question.text) or contains("that_others_lack", question.text)


def compared_tools(
    connection: Connection, question: Question, occupations: Sequence[Occupation]
) -> Finding | None:
    """Return the technologies that occupations share, or that the last lacks; None where one has no list."""
    held = [
        (Subject(one, onet).plural, technologies(connection, code=onet.key))
        for one in occupations
        if one.code and (onet := onet_occupation_by_code(connection, code=one.code))
    ]
    if len(held) < len(occupations) or not all(rows for _plural, rows in held):
        return None
    names = {plural: [row.name for row in listed] for plural, listed in held}
    plurals = list(names)
    if contains("asks_for_shared", question.text):
        first, *others = names.values()
        shared = [name for name in first if all(name in other for other in others)]
        none = message("data.comparison.tools.no_shared", occupations=joined(plurals))
        texts = _told("data.comparison.tools.shared", shared, none, occupations=joined(plurals))
    else:
        lacking = plurals.pop(min(_lacking(question), len(plurals) - 1))
        own = [
            name
            for name in names[plurals[0]]
            if name not in names[lacking] and all(name in names[one] for one in plurals[1:])
        ]
        none = message("data.comparison.tools.no_own", occupations=joined(plurals), others=lacking)
        texts = _told("data.comparison.tools.own", own, none, occupations=joined(plurals), others=lacking)
    lead, *more = texts
    return found(lead, *map(TextBlock, more), rows=[listed[0] for _plural, listed in held])


def _told(what: str, names: Sequence[str], none: str, **texts: str) -> list[str]:
    """Return the line that tells the first of some technologies, and one with more of them."""
    if not names:
        return [none]
    lead = message(what, count=len(names), names=joined(names[:FIRST]), **texts)
    if not (more := names[FIRST:SHOWN]):
        return [lead]
    rest = len(names) - SHOWN
    counted = [message("data.comparison.tools.rest", count=rest)] if rest > 0 else []
    return [lead, message("data.comparison.tools.more", names=joined([*more, *counted]))]


def _lacking(question: Question) -> int:
    """Return which of the occupations that are named has not what is asked for: the one before "do not"."""
    words = f" {normalise(question.text)} "
    denial = min(words.find(f" {one} ") for one in phrases_in(words, phrases("that_others_lack")))
    places = [words.find(f" {normalise(one.typed)} ") for one in question.of("occupation")]
    before = [place for place in places if place < denial]
    return places.index(max(before or places))
