"""The facts that a question asks for, told before what a topic's handler found."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import Block, ListBlock, TextBlock
from actions.composition.lengths import FEWEST_ITEMS, REPLY_WORDS, words, words_shown
from actions.composition.notes import full_notes
from actions.composition.sections import Finding, Section, begins_with_verdict
from actions.facts.answers import RankedRows, fact_section, fact_texts, line_section, ranked_rows
from actions.facts.pertinence import compares_things, similarity_to_topic
from actions.messages import message
from actions.questions.cues import asks_for, contains, is_yes_no
from actions.questions.kinds import PLACES
from actions.questions.occupations import discussed_occupation
from actions.questions.question import Question
from actions.questions.topic_slots import ASKED_NEGATIVELY, RANKED, SCALES
from actions.thresholds import (
    ASKS_WHOLE_TOPIC,
    FACT_ANSWERS,
    FACT_IS_ALL,
    FACT_LEADS,
    FACT_OUTRANKS_REFUSAL,
    FACT_OUTRANKS_SURE_TOPIC,
    FACT_OUTRANKS_TOPIC,
    NEAR_FACT,
    OUTRANKS_CONVERSATION,
    TOPIC_IS_SURE,
    UNDOUBTED_ANSWER,
)
from actions.topics.base import named_keys
from actions.topics.calculated import asks_of_a_part
from actions.topics.ranks import asks_for_a_place, named_before
from knowledge.queries.lexical import content_words
from knowledge.queries.occupations import topics_held
from knowledge.queries.topics import get_topics
from knowledge.records import Comparison, Figure, Misconception, Occupation

FEW_WORDS = 6  # of a question that asks for the skills of a kind and for no more
MOST_WORDS = 180  # of facts and of what stands beside them, where these may not be all that is asked for
NEAREST = 2  # facts beside what is not held
MISCONCEPTIONS = "misconceptions"


def with_facts(
    connection: Connection, question: Question, occupation: Occupation, finding: Finding
) -> Finding:
    """Put the very facts that a question asks for before what was found on its topic.

    A general question keeps what was found; only a list or a table gets a first line.
    """
    if is_narrowed(question):
        return finding
    if question.topic_is(MISCONCEPTIONS) and finding.outcome != "unknown":
        return _belief_or_fact(connection, question, occupation, finding)
    compared = question.topic_is("comparison")
    of = asked_about(connection, question) if compared else occupation
    found = ranked_rows(connection, question, of)
    if finding.outcome == "clarify":
        clear = found.confidence >= FACT_OUTRANKS_REFUSAL and found.stands_out
        return Finding((fact_section(question, found),), offers=finding.offers) if clear else finding
    if finding.outcome == "unknown" and not found.rows:
        return _with_nearest(question, finding, ranked_rows(connection, question, of, whole=False))
    if found.confidence < NEAR_FACT or (compared and not _bears_on_comparison(found)):
        return _led_by_own_row(question, finding, found)
    sure = found.confidence >= FACT_ANSWERS and found.stands_out
    section = fact_section(question, found)
    if finding.outcome == "unknown":
        if sure and _is_meant(question, found):
            return Finding((section,), offers=finding.offers)
        return _with_nearest(question, finding, found)
    outranks = sure and _outranks_topic(question, found, is_of_datasets(connection, question, occupation))
    number = _is_the_number(question, found)
    whole = _asks_for_the_list(question, found, finding)
    whole = whole or asks_whole_topic(connection, question, occupation)
    if outranks and (number or not whole):
        both = _together(section, finding.sections[0])
        notes = full_notes(connection, question.topic_key, both, question)
        length = words_shown(both.blocks) + words(notes)
        if question.topic_is("comparison") and found.share < FACT_IS_ALL and length > REPLY_WORDS:
            return _with_first_line(finding, section)  # the table is what a comparison is read for
        return _behind_facts(
            finding, section, beside=_belongs(question, found, length, begins_with_verdict(section))
        )
    if whole and not is_yes_no(question.text):
        return finding  # whose list names its items in the first line
    is_near = found.confidence >= FACT_LEADS and question.topic_is(found.topic or "")
    return _with_first_line(finding, section) if is_near else _led_by_own_row(question, finding, found)


def _belief_or_fact(
    connection: Connection, question: Question, occupation: Occupation, finding: Finding
) -> Finding:
    """Return what was found of a belief unless another fact is asked for: "why explain a model?".

    Any sentence about models sounds a little like a belief about them. One that only its handler takes for a
    belief is told with the doubt.
    """
    first, *rest = finding.sections
    beliefs = [row.key for row in first.rows if isinstance(row, Misconception)]
    told = beliefs[0] if len(beliefs) == 1 else None
    if told is None and asks_whole_topic(connection, question, occupation):
        return finding
    found = ranked_rows(connection, question, occupation)
    nearest = found.rows[0].key if found.rows else None
    if told is None and found.topic == MISCONCEPTIONS and not isinstance(found.rows[0], Misconception):
        return finding  # "any myths?"
    if found.confidence >= FACT_ANSWERS and found.stands_out:
        verdict = finding.outcome == "answered" and not asks_for("reason", question.text)
        if verdict and told in {row.key for row in found.rows}:
            return finding
        listed = rest if told else finding.sections
        return Finding((fact_section(question, found), *listed), offers=finding.offers)
    if told and told != nearest and finding.outcome == "answered" and not is_yes_no(question.text):
        doubt = TextBlock(message("retrieval.nearest"))
        doubted = replace(first, blocks=(doubt, *first.blocks))
        return replace(finding, sections=(doubted, *rest), outcome="partial")
    return finding


def is_narrowed(question: Question) -> bool:
    """Return whether a question is put so that its topic's handler has to work out the answer."""
    return bool(
        question.message.is_payload
        or _asks_for_a_rank(question)
        or question.quantity
        or question.exclusions
        or (question.negated and not (question.topic and question.topic_key in ASKED_NEGATIVELY))
        or question.message.corrects
        or question.item
        or question.of("certification", "course")
        or compares_things(question)
        or _is_on_a_scale(question)
        or asks_of_a_part(question)
        or _asks_for_a_place(question)
        or (
            question.topic_is("salary") and (question.of("level") or contains("asks_by_level", question.text))
        )
        or _asks_for_skills_of_a_kind(question)
        or _asks_how_it_grows(question)
        or (question.topic_is("career_path") and contains("asks_what_comes_later", question.text))
        or (question.topic and question.topic.origin == "carried over")
    )


def _asks_how_it_grows(question: Question) -> bool:
    """Return whether it is asked if the jobs grow, or by how much, which figures decide."""
    two = contains("asks_for_two", question.text)
    if two or not question.topic_is("outlook") or not question.asks_for("growth"):
        return False
    return is_yes_no(question.text) or question.asks_for("share") or contains("how_fast", question.text)


def _asks_for_skills_of_a_kind(question: Question) -> bool:
    """Return whether skills of a kind are asked for, and no more; not so in "what's hard about it?"."""
    of_skills = question.topic is None or question.topic_key in ("skills", "qualifications", "education")
    return of_skills and bool(question.cue("skill_kind")) and len(question.text.split()) <= FEW_WORDS


def _asks_for_a_rank(question: Question) -> bool:
    """Return whether places of an order are asked for: "the worst part of it" has none to count."""
    if question.rank is None:
        return False
    ordered = question.topic is None or question.topic_key in RANKED
    return ordered or contains("besides_something", question.text)


def _asks_for_a_place(question: Question) -> bool:
    """Return whether the place of a value in an order is asked for, or the value behind it."""
    if question.topic is None or question.topic_key not in RANKED or question.topic_is("salary"):
        return False
    kinds = SCALES.get(question.topic_key, {"tool", "certification"})
    placed = question.of(*kinds) and asks_for_a_place(question)
    return bool(placed or named_before(question, *kinds))


def _is_on_a_scale(question: Question) -> bool:
    """Return whether points of a series are named that only its handler finds: two of them, or an age."""
    scale = SCALES.get(question.topic.value, frozenset()) if question.topic else frozenset()
    ages = question.topic_is("age_distribution") and question.cue("number")
    return bool(ages) or len({one.value for one in question.of(*scale)}) > 1


def asked_about(connection: Connection, question: Question) -> Occupation:
    """Return the occupation whose facts are asked for: of two, the one that most is known about."""
    known = [one.occupation for one in question.of("occupation") if one.occupation]
    featured = [occupation for occupation in known if occupation.featured]
    return (*featured, *known, discussed_occupation(connection, question.state))[0]


def _bears_on_comparison(found: RankedRows) -> bool:
    """Return whether the best fact compares two occupations, or is what a question about two asks for."""
    return isinstance(found.rows[0], Comparison) or found.confidence >= FACT_OUTRANKS_REFUSAL


def _is_meant(question: Question, found: RankedRows) -> bool:
    """Return whether the facts answer a question whose topic does not; none rates how hard something is."""
    if question.asks_for("difficulty"):
        return False
    doubtful = question.confidence < UNDOUBTED_ANSWER and not question.of(*PLACES, "company", "year")
    if doubtful or question.topic_is(found.topic or ""):
        return True
    entity = getattr(found.rows[0], "entity", None)
    named = entity is not None and entity.kind == "industry" and entity.key in named_keys(question)
    uses = question.topic_is("applications") and found.topic == "industries"
    return named and uses and found.confidence >= FACT_OUTRANKS_SURE_TOPIC and found.share >= FACT_IS_ALL


def is_of_datasets(connection: Connection, question: Question, occupation: Occupation) -> bool:
    """Return whether the datasets answer the topic of a question, and the content holds nothing on it."""
    if occupation.code is None or question.topic_key in topics_held(connection, key=occupation.key):
        return False
    return question.topic_key in topics_held(connection, key=occupation.key, code=occupation.code)


def _outranks_topic(question: Question, found: RankedRows, only_in_datasets: bool) -> bool:
    """Return whether facts of another topic than the one that NLU is sure of are meant nevertheless.

    ``only_in_datasets``: no fact of the content can be on the topic.
    """
    if question.topic_is(found.topic or ""):
        return True
    if question.confidence < OUTRANKS_CONVERSATION and not only_in_datasets:
        return True
    sure = question.confidence >= TOPIC_IS_SURE and not only_in_datasets
    return found.confidence >= (FACT_OUTRANKS_SURE_TOPIC if sure else FACT_OUTRANKS_TOPIC)


def _belongs(question: Question, found: RankedRows, length: int, decided: bool) -> bool:
    """Return whether what was found on the topic belongs to the answer as well, ``length`` words with it.

    ``decided``: the facts begin with a yes or a no.
    """
    if question.topic_is(found.topic or ""):
        return length <= (MOST_WORDS if found.share < FACT_IS_ALL and not decided else REPLY_WORDS)
    return question.confidence >= OUTRANKS_CONVERSATION


def _is_the_number(question: Question, found: RankedRows) -> bool:
    """Return whether a question asks for a number, and one figure is clearly it."""
    first = found.rows[0]
    return asks_for("number", question.text) and isinstance(first, Figure) and found.share >= FACT_IS_ALL


def _asks_for_the_list(question: Question, found: RankedRows, finding: Finding) -> bool:
    """Return whether a question asks for the skills of a kind, of which the best fact is none itself."""
    kinds = question.cue("skill_kind")
    if not kinds or is_yes_no(question.text) or not isinstance(finding.sections[0].blocks[0], ListBlock):
        return False
    listed = {getattr(row, "kind", None) for row in finding.sections[0].rows}
    return bool(listed & {*kinds}) and getattr(found.rows[0], "kind", None) not in listed


def nearest_block(question: Question, found: RankedRows) -> ListBlock | None:
    """Return the facts that come nearest to what is not held, marked as such; None if none is near."""
    told = [
        text
        for row, text in zip(found.rows, fact_texts(question, found), strict=True)
        if not isinstance(row, Figure) or question.topic_is(row.topic)
    ]
    if not told or found.confidence < NEAR_FACT:
        return None
    return ListBlock(tuple(told[:NEAREST]), message("facts.nearest"))


def _with_nearest(question: Question, finding: Finding, found: RankedRows) -> Finding:
    nearest = nearest_block(question, found)
    if nearest is None or not question.topic_is(found.topic or ""):
        return finding
    first, *rest = finding.sections
    rows = (*first.rows, *found.rows[: len(nearest.items)])
    return replace(finding, sections=(replace(first, blocks=(*first.blocks, nearest), rows=rows), *rest))


def asks_whole_topic(connection: Connection, question: Question, occupation: Occupation) -> bool:
    """Return whether a question asks for all of its topic: it is near the topic's own, or merely names it."""
    (topic,) = get_topics(connection, keys=[question.topic_key])
    text = question.text
    for named in question.of("occupation"):  # "MLEs" says no more than the name in full
        text = text.replace(named.typed, occupation.plural)
    said = content_words(text.replace(occupation.plural, " "))
    if said and said <= content_words(f"{topic.title} {topic.question}"):
        return True
    return similarity_to_topic(text, topic, occupation) >= ASKS_WHOLE_TOPIC


def _behind_facts(finding: Finding, section: Section, *, beside: bool) -> Finding:
    """Return what was found behind the facts: ``beside`` them, or one step away."""
    first, *rest = finding.sections
    if isinstance(first.blocks[0], TextBlock) and section.rows[0] in first.rows[:1]:
        return finding
    if beside:
        return replace(finding, sections=(_together(section, first), *rest))
    return replace(finding, sections=(section, *finding.sections), outcome="answered")


def _together(facts: Section, first: Section) -> Section:
    """Return the facts and what was found in one section, in which nothing is told twice."""
    shown = {row.key for row in facts.rows}
    told = {block.text for block in facts.blocks if isinstance(block, TextBlock)}
    blocks: list[Block] = []
    items = first.items
    for block in first.blocks:
        if isinstance(block, ListBlock) and len(block.items) == len(first.items):
            kept = [pair for pair in zip(block.items, first.items, strict=True) if pair[1].key not in shown]
            items = tuple(item for _text, item in kept)
            if kept:
                blocks.append(replace(block, items=tuple(text for text, _item in kept)))
        elif not (isinstance(block, TextBlock) and block.text in told):
            blocks.append(block)
    rows = tuple(dict.fromkeys((*facts.rows, *first.rows)))
    return Section((*facts.blocks, *blocks), rows, items or facts.items, facts.lead)


def _led_by_own_row(question: Question, finding: Finding, found: RankedRows) -> Finding:
    """Return what was found behind that row of a list which is nearest to the question."""
    first, *rest = finding.sections
    if finding.outcome == "unknown" or not isinstance(first.blocks[0], ListBlock):
        return finding
    line = line_section(question, found, first.rows)
    if line is None or len(first.blocks[0].items) < FEWEST_ITEMS:
        return finding
    return replace(finding, sections=(_together(line, first), *rest))


def _with_first_line(finding: Finding, section: Section) -> Finding:
    """Return what was found with the nearest fact as its first line, if it begins with a list or a table."""
    first, *rest = finding.sections
    if isinstance(first.blocks[0], TextBlock):
        return finding
    line = Section(section.blocks[:1], section.rows[:1])
    return replace(finding, sections=(_together(line, first), *rest))
