"""What an occupation pays, whether it grows and what it takes, where a message only names it.

Who asks "what about technical writers?" after the outlook of journalists wants to know more than the outlook.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

from sqlalchemy.engine import Connection

from actions.answer import SourcesBlock, TextBlock
from actions.composition.compose import Reply, cite_rows
from actions.composition.lengths import REPLY_WORDS, words
from actions.datasets.base import Subject, best_pay, in_place, percent
from actions.datasets.places import place_of
from actions.formatting import lower_first
from actions.messages import message
from actions.questions.message import NAMES
from actions.questions.question import Question
from actions.questions.search_intent import NAMED_ANEW
from actions.state import ConversationState
from knowledge.dataset_records import Projection, Wage
from knowledge.models import NATION
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.projections import projection_of
from knowledge.queries.wages import release, wage_in
from knowledge.records import Occupation

TOLD = ("answered", "partial", "unknown")
TELLS_PAY = frozenset({"salary", "comparison"})
TELLS_GROWTH = frozenset({"outlook"})
TELLS_EDUCATION = frozenset({"education", "experience", "qualifications", "career_path"})


def with_brief(connection: Connection, question: Question, reply: Reply) -> Reply:
    """Return the reply to a message that only names another occupation with what is most asked of it."""
    occupation = _named_anew(question)
    if occupation is None or reply.answer.outcome not in TOLD:
        return reply
    onet = onet_occupation_by_code(connection, code=occupation.code or "")
    if onet is None or not onet.has_own_wages or reply.answer.occupation != occupation.key:
        return reply
    subject = Subject(occupation, onet)
    place = place_of(connection, question)
    area = place.area.code if place and place.area else NATION
    wage = wage_in(connection, code=onet.wage_code, area_code=area)
    projection = projection_of(connection, code=onet.projection_code)
    if wage is None or best_pay(wage) is None or wage.key in reply.state.rows:
        return reply
    first, *rest = reply.answer.blocks
    lines = _lines(connection, subject, wage, projection, besides=reply.answer.topic or "")
    texts = (TextBlock(line) for line in lines)
    text = next((one for one in texts if words((first, one, *rest)) <= REPLY_WORDS), None)
    if text is None:
        return reply
    rows = [row for row in (wage, projection) if row]
    told = [one for one in rest if not isinstance(one, SourcesBlock)]
    cited = {cite.title: cite for cite in cite_rows(rows)}
    cited |= {cite.title: cite for one in rest if isinstance(one, SourcesBlock) for cite in one.items}
    sources = SourcesBlock(tuple(cited.values()))
    at = next((at for at, one in enumerate(rest) if isinstance(one, SourcesBlock)), len(told))
    blocks = (first, text, *told[:at], sources, *told[at:])
    state = replace(
        reply.state,
        rows=tuple(dict.fromkeys((*reply.state.rows, *(row.key for row in rows)))),
        sources=tuple(dict.fromkeys((*reply.state.sources, *((row.source.key, "") for row in rows)))),
    )
    return Reply(replace(reply.answer, blocks=blocks), state)


def _named_anew(question: Question) -> Occupation | None:
    """Return the one occupation that a message names, and asks nothing of itself; None if it does more."""
    said = [one.occupation for one in question.of("occupation") if one.origin == "said"]
    carried = question.topic is None or question.topic.origin != "said"
    names = carried or question.intent == NAMED_ANEW or question.message.form == NAMES
    goes_on = question.state.topic is not None or bool(question.state.occupations)
    alone = len(said) == len(question.of("occupation")) == 1
    if question.message.is_payload or not (goes_on and names and alone):
        return None
    occupation = said[0]
    return None if occupation is None or _is_told(question.state, occupation) else occupation


def _is_told(state: ConversationState, occupation: Occupation) -> bool:
    """Return whether an occupation is under discussion, or its pay was asked for before."""
    past = [*state.earlier, *(one for one in [state.last_question()] if one)]
    told = {key for one in past if one.topic in TELLS_PAY for key in one.together()}
    return occupation.key in {*told, *state.occupations[-1:]}


def _lines(
    connection: Connection, subject: Subject, wage: Wage, projection: Projection | None, *, besides: str
) -> list[str]:
    """Return the median pay, the growth and the typical education in one sentence, then the pay alone.

    ``besides``: the topic of the answer, which tells one of these itself.
    """
    paid = message("brief.pay", value=best_pay(wage), place=in_place(wage.area), release=release(connection))
    parts = [paid]
    if projection and besides not in TELLS_GROWTH:
        parts.append(message("brief.growth", value=percent(projection.change_percent)))
    if projection and projection.education and besides not in TELLS_EDUCATION:
        parts.append(message("brief.education", level=lower_first(projection.education)))
    lines = [reduce(lambda said, part: message("brief.and", parts=said, part=part), parts), paid]
    return [message("brief.line", occupations=subject.Plural, parts=line) for line in lines]
