"""A comparison of occupations of which no one source has both: what each source has, one behind the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import contains
from actions.questions.linking import link_values
from actions.questions.occupations import last_occupation
from actions.questions.question import Question
from knowledge.records import Occupation

FEWEST = 2  # occupations that figures compare


def told_apart(connection: Connection, question: Question) -> Question | None:
    """Return a comparison with an occupation that BLS has no figures of as one of what both earn.

    None where the articles, or the datasets, compare the two.
    """
    if not question.topic_is("comparison") or question.message.is_payload:
        return None
    named = [one.occupation for one in question.of("occupation") if one.occupation]
    last = last_occupation(connection, question.state)
    if len(named) == 1 and last:
        named.insert(0, last)
    both = list(dict.fromkeys(named))
    if len(both) < 2 or all(one.code for one in both) or not any(one.only_in_datasets for one in both):
        return None
    said = {one.key for one in named}
    others = [one for one in question.entities if one.occupation is None or one.occupation.key not in said]
    pair = link_values(connection, [("occupation", one.key) for one in both])
    return replace(question.about("salary"), entities=(*pair, *others))


def compared_by_articles(question: Question, occupations: Sequence[Occupation]) -> bool:
    """Return whether the articles compare occupations: two of theirs, unless in pay or growth."""
    if not question.topic_is("comparison") or any(one.only_in_datasets for one in occupations):
        return False
    figures = contains("search_by_pay", question.text) or contains("search_by_growth", question.text)
    several = len([one for one in occupations if one.code]) >= FEWEST
    return not (several and (figures or len(occupations) > FEWEST))
