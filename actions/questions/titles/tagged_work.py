"""Work that a message tells without a title of one: "I tow cars", "into cyber", "the surveillance room"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.patterns import pattern, patterns_of, plain
from actions.about_you.skill_verbs import skills_of_deed
from actions.about_you.told import tag_of
from actions.advice.resume.lines import pasted_resume
from actions.questions.cues import contains, phrases
from actions.questions.linking import link
from actions.questions.message import (
    ASKED,
    BEFORE,
    NOW,
    REFUSED,
    WORK_TAGS,
    ParsedEntity,
    TaggedSpan,
    UserMessage,
)
from actions.questions.titles.described_work import OF_WORKERS
from actions.questions.topic_slots import ADVICE_TOPICS, CAREER_CHANGE, OCCUPATION_SEARCH, SKILL_GAP
from actions.state import ConversationState
from actions.thresholds import (
    TAG_OUTRANKS_PLACES,
    TAGGED_WORK_IS_ASKED,
    TAGGED_WORK_IS_OCCUPATION,
    WORK_IS_TAGGED,
    WORK_REPLACES_TITLE,
)
from actions.which_occupation.nearest_work import nearest_work
from knowledge.queries.everyday_work import occupation_code_of_work, occupation_codes_of_fields
from knowledge.queries.occupations import occupation_of_code
from knowledge.terms import normalise
from knowledge.work_forms import work_form

_FEWEST_LETTERS = 4
_REACH = 24  # characters before a span
# Of a first message: "those who fix elevators", but "models" and "algorithms" are what people work with.
_FEWEST_WORDS_ASKED = 4
# What a longer name of work may hold: "healthcare social work", "work at mcdonalds", "front desk at a gym".
_PART_OF_WORK = frozenset({"industry", "company", "skill", "tool", "aspect"})
_OWN = (NOW, BEFORE)
# Of each kind one is taken: the first that a message tells. What is aimed at is looked up where advice is
# given, with other words for it (actions/advice/aims.py).
_KINDS = (*_OWN, ASKED, REFUSED)


def with_tagged_work(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message that names the occupations nearest to the work it tells, each in the words typed.

    Words in which something is named already name no more, and neither do those of which a title is told:
    "bank teller, 3 years at the counter". Once a conversation has a topic, what is asked about is what was
    spoken of, be it that its words are like those for some work: "which software do they use?"
    """
    if message.is_payload or not message.tagged:
        return message
    if pasted_resume(message):
        return replace(message, tagged=())  # which is read by its lines
    claims = bool(state.person.last_work) and state.topic in (SKILL_GAP, CAREER_CHANGE)
    message = _without_claims(connection, message, state) if claims else message
    typed, message = message, _without_persons(message)
    anybody = message != typed  # "a crane guy" is named by what stands before
    fresh = state.topic is None and message.intent != OCCUPATION_SEARCH
    advised = state.topic in ADVICE_TOPICS
    kinds = _KINDS if (fresh or advised) and not contains("names_the_field", message.text) else _OWN
    titles = [one for one in message.entities if one.kind == "occupation"]
    told = {tag.tag for tag in (tag_of(message, one) for one in titles) if tag}
    found: dict[str, ParsedEntity] = {}
    parts: list[ParsedEntity] = []
    for span in message.tagged:
        denied = span.tag in _OWN and _is_denied(message.text, span)
        kind = f"denied {span.tag}" if denied else span.tag
        if claims and span.tag in _OWN and skills_of_deed(message.text[span.start : span.end]):
            continue  # which counts towards what is aimed at: "I hired and trained my staff"
        if span.tag not in kinds or kind in (*told, *found) or not _is_work(message.text, span):
            continue
        if span.tag == ASKED and not (advised or anybody or message.intent in OF_WORKERS):
            continue  # "who helps develop the models?"
        inside = [one for one in message.entities if span.overlaps(one)]
        if any(one.kind not in _PART_OF_WORK or span.end - span.start == len(one.typed) for one in inside):
            continue
        fewest = 1 if advised or anybody or span.tag != ASKED else _FEWEST_WORDS_ASKED
        held = state.person.occupation if span.tag == NOW else ""
        if occupation := _occupation_of(connection, message.text, span, fewest, held=held):
            found[kind] = occupation
            parts += inside
    kept = tuple(one for one in message.entities if one not in parts)
    return replace(message, entities=(*kept, *found.values())) if found else typed


def _without_persons(message: UserMessage) -> UserMessage:
    """Return a message without titles that only say "guy" or "person" within words that tell the work."""
    spans = [one for one in message.tagged if one.tag in WORK_TAGS]
    kept = tuple(
        one
        for one in message.entities
        if one.kind != "occupation"
        or one.start is None
        or normalise(one.typed) not in phrases("somebody") | phrases("somebody_behind")
        or not any(
            span.start <= one.start
            and one.start + len(one.typed) <= span.end
            and span.end - span.start > len(one.typed)
            for span in spans
        )
    )
    return replace(message, entities=kept)


def _without_claims(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message without titles in what somebody tells to have done, which claims a skill.

    "I've welded our gates" of one who aims at welding, "I train the new guys".
    """
    spans = [one for one in message.tagged if one.tag in _OWN]
    titles = [one for one in message.entities if one.kind == "occupation" and one.start is not None]
    inside = [one for one in titles if any(tag.start < (one.start or 0) < tag.end for tag in spans)]
    deeds = {one.typed for one in inside if any(_is_deed(message.text, tag, one) for tag in spans)}
    for one in link(connection, [one for one in titles if one.is_work]):
        deeds |= {one.typed} if one.likeliest == state.last_occupation else set()
    kept = tuple(one for one in message.entities if one not in titles or one.typed not in deeds)
    return replace(message, entities=kept)


def _is_deed(text: str, span: TaggedSpan, title: ParsedEntity) -> bool:
    """Return whether a title stands in words that tell what somebody did, and that shows a skill."""
    return span.overlaps(title) and bool(skills_of_deed(text[span.start : span.end]))


def _is_denied(text: str, span: TaggedSpan) -> bool:
    """Return whether work is told as what somebody never did: "I never ran construction equipment"."""
    return pattern("never_did").search(plain(text[: span.start])) is not None


def _is_work(text: str, span: TaggedSpan) -> bool:
    """Return whether a tag is sure enough, or half so behind words that tell of one's own work."""
    before = plain(text[: span.start])[-_REACH:]
    if pattern("no_paid_work").search(plain(text[span.start : span.end]).replace("-", " ")):
        return False
    cue = {NOW: "now_before", BEFORE: "former_before"}.get(span.tag)
    told = cue and pattern(cue).search(before)
    return span.confidence >= (TAG_OUTRANKS_PLACES if told else WORK_IS_TAGGED)


def _occupation_of(
    connection: Connection, text: str, span: TaggedSpan, fewest: int, *, held: str = ""
) -> ParsedEntity | None:
    """Return the occupation that a span tells; none like what is done where one is ``held`` by its title."""
    typed = text[span.start : span.end]
    said = normalise(typed)
    if len(said) < _FEWEST_LETTERS or len(said.split()) < fewest or contains("names_the_field", typed):
        return None
    exact = (title for title, work in patterns_of("exact_work") if work.search(f"i {said}"))
    if span.tag in _OWN and (title := next(exact, None)):
        return ParsedEntity("occupation", title, typed, span.start)
    code = occupation_code_of_work(connection, work=work_form(said))
    code = code or occupation_codes_of_fields(connection, phrases=(said,)).get(said)
    if code is None and " " in said:  # one word is like many: "postdoc" like a postal clerk
        least = TAGGED_WORK_IS_OCCUPATION if span.tag in _OWN else TAGGED_WORK_IS_ASKED
        least = WORK_REPLACES_TITLE if held else least  # a teacher who says "I teach math" stays one
        near = next(iter(nearest_work(connection, text=typed)), None)
        code = near.code if near and near.similarity >= least else None
    occupation = occupation_of_code(connection, code=code) if code else None
    if occupation is None:
        return None
    return ParsedEntity("occupation", occupation.key, typed, span.start)
