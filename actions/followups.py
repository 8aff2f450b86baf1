"""Messages that lean on the last answer, such as "tell me more", "the second one" or "why?"."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import ListBlock, SourcesBlock, TableBlock, TextBlock
from actions.compose import Reply, citation, compose, say
from actions.conversation import (
    HANDLERS,
    answer_topic,
    discussed_occupation,
    offered_topics,
    unknown_occupations,
)
from actions.formatting import capitalised, source_date
from actions.messages import message
from actions.plain_text import LETTERS
from actions.request import PLACES, Ask, Context, Item, Mention, Turn, resolve
from actions.sections import Finding, Section, figure_section
from actions.topics.misconceptions import misconception_section
from knowledge.queries import disagreements as disagreement_queries
from knowledge.queries import facts
from knowledge.queries import misconceptions as misconception_queries
from knowledge.queries import occupations as occupation_queries
from knowledge.queries.sources import get_sources, list_sources
from knowledge.records import Association, Occupation, Source, Statement

_LETTER = re.compile(
    r"^\W*(?:i(?:'ll|’ll| will| would)? (?:take|choose|pick|like|go with|go for) )?"
    r"(?:(?:option|choice|answer|letter)\s+)?([a-z])(?:[\s,]+(?:please|pls|thanks|thank you))?\W*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\W*(?:(?:option|choice|number|no|nr|item)\W*)?(\d{1,2})\W*$", re.IGNORECASE)
REASONS = 3  # shown at the most
# Topics that "what about R?" goes on with; anything else named that way is asked about by itself.
GOES_ON = {
    "tool": (
        "requirement_check",
        {"programming_languages", "tools", "algorithms", "skills", "requirement_check"},
    ),
    "skill": ("requirement_check", {"skills", "requirement_check", "mathematics"}),
    "algorithm": ("requirement_check", {"algorithms", "requirement_check"}),
    "product": ("applications", {"applications"}),
    "certification": ("certifications", {"certifications"}),
    "course": ("bootcamp", {"certifications", "bootcamp"}),
}
ALONE = {
    "occupation": "definition",
    "degree": "education",
    "industry": "industries",
    "company": "companies",
    "level": "salary",
    "gender": "gender_distribution",
    "age_group": "age_distribution",
    "year": "outlook",
}


def _lost(connection: Connection, turn: Turn, name: str) -> Reply:
    """Ask what a follow-up refers to."""
    buttons = offered_topics(connection, turn.context)
    return say(turn.context, "clarify", message(f"clarify.{name}"), buttons, message("offers.instead"))


def again(turn: Turn) -> Turn:
    """Return the turn as if it put the last question once more."""
    context = turn.context
    named = [("occupation", key, key) for key in context.occupations]
    named += [(kind, value, value) for kind, value in (*context.mentions, *context.hints)]
    return replace(turn, text=context.question, entities=tuple(named))


def more(connection: Connection, turn: Turn) -> Reply:
    """Turn to the next section of the last answer."""
    context = turn.context
    if not context.topic or context.topic not in HANDLERS:
        return _lost(connection, turn, "more")
    if context.page + 1 >= context.pages:
        buttons = offered_topics(connection, context)
        reply = say(context, "smalltalk", message("more.end"), buttons, message("offers.next"))
        return Reply(reply.answer, replace(reply.context, items=context.items))
    return answer_topic(connection, again(turn), context.topic, page=context.page + 1)


def points_at_choice(turn: Turn) -> bool:
    """Return whether a message is no more than the letter or number of something on offer."""
    letter, number = _LETTER.match(turn.text), _NUMBER.match(turn.text)
    if letter:
        return LETTERS.index(letter[1].lower()) < len(turn.context.choices)
    return bool(number) and bool(turn.context.items or turn.context.choices)


def pointed_at(turn: Turn) -> int | None:
    """Return the place in a list that a message names, from 0, -1 for the last; None where it names none."""
    number = _NUMBER.match(turn.text)
    ordinals = [int(value) for value in turn.values("ordinal")]
    ordinals += (
        [int(number[1])] if number else [int(value) for value in turn.values("number") if int(value) < 100]
    )
    if not ordinals:
        return None
    return ordinals[-1] - 1 if ordinals[-1] > 0 else -1


def pick(connection: Connection, turn: Turn) -> Reply:
    """Show the item or take the choice that the message points at by number or letter."""
    context = turn.context
    letter = _LETTER.match(turn.text)
    place = LETTERS.index(letter[1].lower()) if letter else pointed_at(turn)
    if place is None:
        return _lost(connection, turn, "pick")
    if letter or not context.items:
        return _choose(connection, turn, place) if context.choices else _lost(connection, turn, "pick")
    if not -1 <= place < len(context.items):
        text = message("clarify.pick_range", number=len(context.items))
        reply = say(context, "clarify", text)
        return Reply(reply.answer, replace(reply.context, items=context.items, choices=context.choices))
    return _show(connection, turn, context.items[place])


def _choose(connection: Connection, turn: Turn, place: int) -> Reply:
    choices = turn.context.choices
    if not -1 <= place < len(choices):
        reply = say(turn.context, "clarify", message("clarify.choice_range", number=len(choices)))
        return Reply(reply.answer, replace(reply.context, choices=choices))
    return follow_payload(connection, turn, choices[place])


def _show(connection: Connection, turn: Turn, item: Item) -> Reply:
    """Show one item of the last list in full; the list stays at hand for "and the third?"."""
    context = turn.context
    occupation = discussed_occupation(connection, context)
    if item.kind == "entity":
        section = _entity_answer(connection, occupation, item.key)
    elif item.kind == "figure":
        figures = [one for one in facts.figures(connection, occupation=occupation.key) if one.key == item.key]
        section = figure_section(figures, occupation) if figures else None
    elif item.kind == "misconception":
        rows = [
            row
            for row in misconception_queries.misconceptions(connection, occupation=occupation.key)
            if row.key == item.key
        ]
        section = misconception_section(rows[0]) if rows else None
    else:
        statements = facts.statements(connection, occupation=occupation.key, keys=[item.key])
        section = _in_full(statements[0]) if statements else None
    if section is None:
        return _lost(connection, turn, "pick")
    topic = context.topic or "requirement_check"
    reply = compose(connection, topic=topic, found=[(occupation, Finding((section,)))], context=context)
    aside = _aside(reply, context)
    if topic == "certifications" and item.kind == "entity":  # "how long does it take?" is about this one
        return Reply(aside.answer, replace(aside.context, mentions=(("certification", item.key),)))
    return aside


def _aside(reply: Reply, context: Context) -> Reply:
    """Return a reply after which the conversation is where it was: at the same page, list and question."""
    kept = {
        name: getattr(context, name) for name in ("mentions", "hints", "question", "page", "pages", "items")
    }
    return Reply(reply.answer, replace(reply.context, **kept))


def _entity_answer(connection: Connection, occupation: Occupation, key: str) -> Section | None:
    (mention,) = resolve(connection, (("", key, key),))
    if mention.entity is None:
        return None
    topic = "certifications" if mention.kind in ("certification", "course") else "requirement_check"
    finding = HANDLERS[topic].find(Ask(connection, topic, occupation, mentions=(mention,)))
    return finding.sections[0]


def _in_full(statement: Statement) -> Section:
    blocks = [TextBlock(text) for text in (statement.text, statement.detail) if text]
    if statement.why:
        blocks.append(TextBlock(message("why.because", why=statement.why)))
    if len(blocks) == 1:
        blocks.append(TextBlock(message("more.nothing_on_item")))
    return Section(tuple(blocks), (statement,))


def follow_payload(connection: Connection, turn: Turn, payload: str) -> Reply:
    """Answer as if the user had sent a payload that the bot offered."""
    taken = chosen(turn, payload)
    if taken.intent in HANDLERS:
        return answer_topic(connection, taken, taken.intent)
    return FOLLOW_UPS[taken.intent](connection, taken)


def chosen(turn: Turn, payload: str) -> Turn:
    """Return the turn as if the user had sent a payload that the bot offered."""
    intent, _brace, body = payload[1:].partition("{")
    values: dict[str, str] = json.loads("{" + body) if body else {}
    entities = tuple((kind, value, value) for kind, value in values.items())
    return replace(turn, text=payload, intent=intent, entities=entities)


def what_about(connection: Connection, turn: Turn) -> Reply:
    """Ask the last question again for the thing that the message names."""
    context = turn.context
    mentions = resolve(connection, turn.entities)
    if not mentions and context.topic in HANDLERS and _asks_otherwise(turn):
        return answer_topic(connection, _carried(turn, mentions, context.topic), context.topic)
    if not mentions:
        numbers = turn.values("ordinal") + turn.values("number")
        if numbers and (context.items or context.choices):
            return pick(connection, turn)
        buttons = offered_topics(connection, context, turn.ranking)
        return say(context, "clarify", message("clarify.what_about"), buttons, message("offers.instead"))
    topic = _topic_for(context, mentions)
    strangers = [mention for mention in mentions if mention.kind == "occupation" and not mention.occupation]
    if strangers:
        return unknown_occupations(connection, turn, topic, strangers)
    return answer_topic(connection, _carried(turn, mentions, topic), topic)


def _asks_otherwise(turn: Turn) -> bool:
    """Return whether a message that names nothing asks the last question in another way: "and the price?"."""
    kinds = {kind for kind, _value, _typed in turn.entities}
    by_age = turn.context.topic == "age_distribution" and "number" in kinds
    return by_age or bool(kinds & {"aspect", "untold", "skill_kind"})


def _carried(turn: Turn, mentions: tuple[Mention, ...], topic: str) -> Turn:
    """Return the turn with what it names, and of the last question what it does not replace."""
    context = turn.context
    kinds = {family(mention.kind) for mention in mentions}
    kept = [(kind, value, value) for kind, value in context.mentions if family(kind) not in kinds]
    if "occupation" not in kinds:
        kept += [("occupation", key, key) for key in context.occupations]
    if topic == context.topic:
        asked = {kind for kind, _value, _typed in turn.entities}
        kept += [(kind, value, value) for kind, value in context.hints if kind not in asked]
    return replace(turn, entities=(*turn.entities, *kept))


def family(kind: str) -> str:
    """Return what a kind is one of, so that a name replaces another of its family: places, things."""
    if kind in PLACES:
        return "place"
    return "thing" if kind in GOES_ON else kind


def _topic_for(context: Context, mentions: tuple[Mention, ...]) -> str:
    """Return the topic that "what about …?" means, given what it names."""
    kind = mentions[-1].kind
    if kind in GOES_ON:
        alone, goes_on = GOES_ON[kind]
        return str(context.topic) if context.topic in goes_on else alone
    if context.topic in HANDLERS:
        return str(context.topic)
    return ALONE.get(kind, "regional_demand")


def why(connection: Connection, turn: Turn) -> Reply:
    """Give the reasons that the sources give for the last answer."""
    context = turn.context
    if not context.rows or not context.topic:
        return _lost(connection, turn, "why")
    occupation = discussed_occupation(connection, context)
    rows = facts.statements(connection, occupation=occupation.key, keys=context.rows)
    associations = facts.associations(connection, occupation=occupation.key, keys=context.rows)
    if context.topic == "requirement_check":
        named = [value for _kind, value in context.mentions]
        rows += facts.statements(connection, occupation=occupation.key, entities=named) if named else []
    told: list[Association | Statement] = [*associations, *rows]
    reasons = list({row.why: row for row in told if row.why}.values())[:REASONS]
    if reasons:
        texts = tuple(message("why.reason", text=row.text, why=row.why) for row in reasons)
        blocks = (TextBlock(texts[0]),) if len(texts) == 1 else (ListBlock(texts),)
        section = Section(blocks, tuple(reasons))
    else:
        explained = [row for row in rows if row.detail and context.topic != "requirement_check"]
        if not explained:
            return _no_reason(connection, turn)
        texts = tuple(f"{row.text} {row.detail}" for row in explained)
        section = Section((TextBlock(message("why.explained")), ListBlock(texts)), tuple(explained))
    reply = compose(
        connection, topic=context.topic, found=[(occupation, Finding((section,)))], context=context
    )
    return _aside(reply, context)


def _no_reason(connection: Connection, turn: Turn) -> Reply:
    notes = disagreement_queries.disagreements(connection, rows=turn.context.rows)
    text = " ".join([message("why.none"), *(note.text for note in notes)])
    return say(
        turn.context, "unknown", text, offered_topics(connection, turn.context), message("offers.next")
    )


def source_of(connection: Connection, turn: Turn) -> Reply:
    """Tell where the last answer comes from, and how old it is."""
    context = turn.context
    cited_by_answer = context.sources or tuple((source.key, "") for source in list_sources(connection))
    found = {
        source.key: source
        for source in get_sources(connection, keys=[key for key, _cited in cited_by_answer])
    }
    told = [(found[key], cited or None) for key, cited in cited_by_answer if key in found]
    if not told:
        return _lost(connection, turn, "source_of")
    caption = message("source_of.caption" if context.sources else "source_of.all")
    citations = tuple(citation(source, cited) for source, cited in told)
    blocks = (_sources_table(caption, told), SourcesBlock(citations))
    reply = say(context, "answered" if context.sources else "smalltalk", caption)
    return Reply(replace(reply.answer, blocks=blocks), replace(context, misses=0))


def _sources_table(caption: str, told: list[tuple[Source, str | None]]) -> TableBlock:
    """Return what is known of sources; a column in which nothing is known is left out."""
    columns: dict[str, list[str | None]] = {
        "title": [source.title for source, _cited in told],
        "publisher": [source.publisher for source, _cited in told],
        "date": [source_date(one) if one.published else one.date_note for one, _cited in told],
        "cites": [cited for _source, cited in told],
        "file": [source.location for source, _cited in told],
    }
    known = {name: cells for name, cells in columns.items() if any(cells)}
    rows = (
        (capitalised(cell or message("table.none")) for cell in row)
        for row in zip(*known.values(), strict=True)
    )
    return TableBlock(
        caption, tuple(message(f"table.{name}") for name in known), tuple(tuple(row) for row in rows)
    )


def difference(connection: Connection, turn: Turn) -> Reply:
    """Compare the occupation under discussion with the featured one, or with the one it is compared with."""
    featured = occupation_queries.featured_occupation(connection)
    occupations = [occupation_queries.get_occupation(connection, key=key) for key in turn.context.occupations]
    other = next(
        (occupation for occupation in reversed(occupations) if occupation and occupation != featured), None
    )
    named = resolve(connection, turn.entities)
    if other and not any(mention.kind == "occupation" for mention in named):
        turn = replace(turn, entities=(*turn.entities, ("occupation", other.key, other.key)))
    return answer_topic(connection, turn, "comparison")


def affirm(connection: Connection, turn: Turn) -> Reply:
    """Take the first choice that was offered."""
    if turn.context.choices:
        return _choose(connection, turn, 0)
    return _lost(connection, turn, "affirm")


def deny(connection: Connection, turn: Turn) -> Reply:
    """Offer something else."""
    buttons = offered_topics(connection, turn.context)
    return say(turn.context, "smalltalk", message("smalltalk.deny"), buttons, message("offers.instead"))


FOLLOW_UPS: dict[str, Callable[[Connection, Turn], Reply]] = {
    "more": more,
    "pick": pick,
    "what_about": what_about,
    "why": why,
    "source_of": source_of,
    "difference": difference,
    "affirm": affirm,
    "deny": deny,
}
