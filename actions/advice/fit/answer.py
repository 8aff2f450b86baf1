"""Answers which occupations fit a person, why one does, and which are like one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.advice.fit.profile import Known, code_of, known_of
from actions.advice.fit.table import (
    about_button,
    cited_rows,
    figure_notes,
    fit_table,
    listed,
)
from actions.advice.fit.texts import (
    not_filtered_text,
    not_taken_text,
    plurals,
    reason_texts,
    taken_text,
    technology_names,
    wish_text,
    wishes_text,
)
from actions.advice.interest_finder.items import finder
from actions.answer import (
    Answer,
    Block,
    Button,
    ButtonsBlock,
    ListBlock,
    NoteBlock,
    SourcesBlock,
    TextBlock,
)
from actions.composition.compose import Reply, cite_rows, say
from actions.composition.offers import payload
from actions.datasets.base import number
from actions.formatting import capitalised
from actions.messages import message
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_FIT, INTEREST_FINDER
from actions.state import ConversationState
from knowledge.queries.occupation_fit import Ranking, fit_occupations, fit_of, left_out
from knowledge.queries.occupation_matrix import occupations_that_use
from knowledge.queries.occupation_wishes import FitProfile
from knowledge.queries.occupations import occupation_of_code
from knowledge.queries.onet import count_onet_occupations

SHOWN = 8
MOST_USE_IT = 0.5  # of all occupations: a technology of so many tells none from another
REASONS_SHOWN = 7


def answer_fit(connection: Connection, question: Question) -> Reply:
    """Return the occupations that fit what is known of a person, eight at a time."""
    return fit_reply(connection, question.state, question.page)


def fit_reply(
    connection: Connection,
    state: ConversationState,
    page: int = 0,
    *,
    before: str = "",
    opening: Sequence[Block] = (),
) -> Reply:
    """Return a page of the occupations that fit the person of a conversation.

    Args:
        connection: to the knowledge base.
        state: of the conversation.
        page: from 0.
        before: a sentence in front of the first line.
        opening: blocks in front of the reply that say what was taken into account.
    """
    if not count_onet_occupations(connection):
        return say(state, "unknown", message("fit.no_data"), about_occupation=False)
    known = known_of(connection, state.person)
    if known.profile.says_nothing:
        return _ask(state, before)
    if everywhere := _used_everywhere(connection, known.profile):
        return _ask(state, f"{before} {message('fit.used_everywhere', technologies=everywhere)}".strip())
    if unrated := _unrated(connection, known.profile):
        return _ask(state, f"{before} {message('change.no_source', occupations=unrated)}".strip())
    ranking = fit_occupations(connection, profile=known.profile, limit=SHOWN, offset=page * SHOWN)
    if not ranking.fits:
        return _impossible(connection, state, known.profile, ranking)
    lead = _page_lead(known, ranking) if page else _lead(known, ranking)
    lead = " ".join(filter(None, (before, lead, "" if page else not_filtered_text(ranking))))
    return _table_reply(connection, state, known, ranking, lead, page, opening)


def _used_everywhere(connection: Connection, profile: FitProfile) -> str:
    """Return the technologies that are all that is known of a person, where most occupations use each."""
    if replace(profile, technologies=(), area_code=FitProfile().area_code, declined=()) != FitProfile():
        return ""
    count = count_onet_occupations(connection)
    users = [occupations_that_use(connection, technology=one) for one in profile.technologies]
    if any(len(one) < MOST_USE_IT * count for one in users):
        return ""
    return technology_names(connection, list(profile.technologies))


def _unrated(connection: Connection, profile: FitProfile) -> str:
    """Return the occupations that are all that is known of a person, where O*NET describes none of them."""
    own = [one for one in (profile.occupation, *profile.former) if one]
    if not own or profile.nearest or not replace(profile, occupation="", former=()).says_nothing:
        return ""
    found = [fit_of(connection, profile=profile, code=one) for one in own]
    return "" if any(one is None or one.rated for one in found) else plurals(connection, own)


def why_this(connection: Connection, question: Question, code: str) -> Reply:
    """Return in numbers what speaks for an occupation, and which wishes it does not keep."""
    state, known = question.state, known_of(connection, question.person)
    code = code_of(connection, code)
    fit = fit_of(connection, profile=known.profile, code=code) if code else None
    if fit is None:
        return _kept_list(say(state, "clarify", message("fit.why.unknown")), state)
    ranking = fit_occupations(connection, profile=known.profile, limit=SHOWN)
    called = capitalised(fit.plural)
    if not fit.rated:
        return _kept_list(say(state, "unknown", message("fit.why.unrated", occupations=fit.plural)), state)
    if fit.broken:
        texts = [
            message("fit.reason.broken", wish=wish_text(one, ranking.average_growth)) for one in fit.broken
        ]
        blocks: list[Block] = [
            TextBlock(message("fit.why.broken", occupations=called)),
            ListBlock(tuple(texts)),
        ]
    elif not fit.position:
        blocks = [TextBlock(message("fit.why.excluded", occupations=called))]
    else:
        reasons = reason_texts(fit, known, ranking)[:REASONS_SHOWN]
        lead = message(
            "fit.why.position" if reasons else "fit.why.only",
            occupations=called,
            position=number(fit.position),
            count=number(ranking.total),
        )
        blocks = [TextBlock(lead), *([ListBlock(tuple(reasons))] if reasons else [])]
    occupation = occupation_of_code(connection, code=fit.code)
    key = occupation.key if occupation else fit.code
    buttons = (about_button(fit),)
    blocks += [SourcesBlock(cite_rows(cited_rows(connection))), ButtonsBlock(buttons, message("offers.next"))]
    answer = Answer("answered", CAREER_FIT, key, tuple(blocks))
    choices = tuple(one.payload for one in buttons)
    return Reply(answer, replace(state, occupations=(key,), choices=choices, misses=0))


def not_this(connection: Connection, question: Question, code: str) -> Reply:
    """Answer again without an occupation, which is not shown in this conversation any more."""
    state = question.state
    declined = tuple(dict.fromkeys((*state.person.declined, code)))
    state = replace(state, person=replace(state.person, declined=declined))
    names = plurals(connection, [code_of(connection, code)])
    return fit_reply(connection, state, before=message("fit.declined", occupations=names))


def more_like(connection: Connection, question: Question, code: str) -> Reply:
    """Return the occupations that are most like one among those that keep the person's hard wishes."""
    state, known = question.state, known_of(connection, question.person)
    code = code_of(connection, code)
    profile = replace(
        FitProfile(occupation=code, by_likeness=True),
        area_code=known.profile.area_code,
        pay=known.profile.pay,
        growth=known.profile.growth,
        wants=known.profile.wants,
        refuses=known.profile.refuses,
        most_school=known.profile.most_school,
        avoids=known.profile.avoids,
        education=known.profile.education,
        former=(known.profile.occupation,) if known.profile.occupation else (),
        declined=known.profile.declined,
    )
    known = replace(known, profile=replace(profile, occupation="", former=()))  # it is not theirs
    ranking = fit_occupations(connection, profile=profile, limit=SHOWN)
    if not ranking.fits:
        return _impossible(connection, state, profile, ranking)
    lead = message(
        "fit.like" if ranking.wishes or ranking.judged else "fit.like_of_all",
        first=capitalised(ranking.fits[0].plural),
        occupations=plurals(connection, [code]),
        count=number(ranking.total),
    )
    return _table_reply(connection, state, known, ranking, lead, 0)


def pointed_at(question: Question) -> str:
    """Return the key of the occupation that "this one" or "the second" means; empty where none is meant.

    An occupation that is named, the item of the last list that is pointed at, the first of the list.
    """
    named = [
        one.occupation.key for one in question.of("occupation") if one.occupation and one.origin == "said"
    ]
    items = [one for one in (question.item, *question.state.items[:1]) if one and one.kind == "occupation"]
    return next(iter((*named, *(one.key for one in items))), "")


def _lead(known: Known, ranking: Ranking) -> str:
    first, total = capitalised(ranking.fits[0].plural), number(ranking.total)
    of_them = known.person.says_who  # rather than of what only the work is to be like
    if not (ranking.wishes or ranking.judged):
        return message("fit.first_of_all", first=first, count=total)
    if ranking.total == 1:
        return message("fit.only" if of_them else "fit.only_of_all", first=first)
    if ranking.respects == {"openings"}:
        name = "fit.most_openings" if of_them else "fit.most_openings_of_all"
        return message(name, first=ranking.fits[0].plural, count=total)
    return message("fit.first" if of_them else "fit.first_that_keeps", first=first, count=total)


def _page_lead(known: Known, ranking: Ranking) -> str:
    first, last = ranking.fits[0].position, ranking.fits[-1].position
    name = "fit.page" if known.person.says_who else "fit.page_of_all"
    return message(name, first=number(first), last=number(last), count=number(ranking.total))


def _table_reply(
    connection: Connection,
    state: ConversationState,
    known: Known,
    ranking: Ranking,
    lead: str,
    page: int,
    opening: Sequence[Block] = (),
) -> Reply:
    blocks: list[Block] = [*opening, TextBlock(lead), fit_table(connection, known, ranking.fits)]
    if not (page or opening) and (taken := taken_text(connection, known, ranking)):
        blocks.append(TextBlock(taken))
    notes = [not_taken_text(known, ranking) if not page else "", *figure_notes(known, ranking.fits)]
    blocks += [NoteBlock(text) for text in notes if text]
    goes_on = (page + 1) * SHOWN < ranking.total
    return listed(
        connection, state, blocks, ranking.fits, page=page, pages=-(-ranking.total // SHOWN), goes_on=goes_on
    )


def _impossible(
    connection: Connection, state: ConversationState, profile: FitProfile, ranking: Ranking
) -> Reply:
    """Say which wish leaves nothing: one that nobody keeps, else that without which most are left."""
    growth = ranking.average_growth
    effects = left_out(connection, profile=profile)
    nobody = next((one for one in effects if not one.alone), None)
    if nobody:
        text = message("fit.none_alone", wish=wish_text(nobody.wish, growth))
    elif effects and effects[0].without:
        text = message(
            "fit.none",
            wishes=wishes_text(ranking.wishes, growth),
            wish=wish_text(effects[0].wish, growth),
            count=number(effects[0].without),
        )
    else:
        text = message("fit.none_of_all", wishes=wishes_text(ranking.wishes, growth))
    state = replace(state, topic=CAREER_FIT, page=0, pages=0, mentions=(), hints=(), question="")
    return say(state, "unknown", text, about_occupation=False)


def _ask(state: ConversationState, before: str) -> Reply:
    """Ask for something about the person, and offer the interest finder."""
    state = replace(state, topic=CAREER_FIT, page=0, pages=0, mentions=(), hints=(), question="")
    button = Button(message("fit.offer.finder"), payload(INTEREST_FINDER))
    text = message("fit.ask", count=number(len(finder().items)))
    reply = say(state, "clarify", text, [button], about_occupation=False)
    blocks = (*([TextBlock(before)] if before else []), *reply.answer.blocks)
    return replace(reply, answer=replace(reply.answer, blocks=blocks))


def _kept_list(reply: Reply, state: ConversationState) -> Reply:
    """Return a reply after which the last list stays at hand."""
    return Reply(reply.answer, replace(reply.state, items=state.items))
