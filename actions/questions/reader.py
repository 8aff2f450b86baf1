"""Fills the slots of a question: from the message first, then from the conversation, then by default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.notes import notes_after
from actions.about_you.reader import (
    own_titles,
    read_beside,
    with_refused_apart,
)
from actions.questions import wording
from actions.questions.about_all import read_about_all
from actions.questions.after_advice import read_after_advice
from actions.questions.asked_for.applied import with_asked_for
from actions.questions.bare_parts import with_bare_parts
from actions.questions.blanking import without_picks
from actions.questions.carry_over.items import item_pointed_at
from actions.questions.carry_over.last_place import with_last_place
from actions.questions.carry_over.of_a_relation import read_of_a_relation
from actions.questions.carry_over.rules import carry_over
from actions.questions.carry_over.search import kept_search
from actions.questions.compared_alone import as_of_one, read_one_comparison
from actions.questions.cues import asks_for_next, contains, leaves_out, without_names
from actions.questions.doubts import (
    read_age_limit,
    read_age_of_sources,
    read_doubt,
    read_if_a_plus,
    read_if_still_needed,
    read_needs_of_others,
    read_order,
    read_past,
    read_thanks,
)
from actions.questions.earned_in_words import read_earned
from actions.questions.facts_of_one import read_facts_of_one
from actions.questions.fragments import read_fragment
from actions.questions.industry_words import read_pay_by_industry
from actions.questions.kinds import CUES, DECISIVE_FOR_FIGURES, THINGS
from actions.questions.known_already import read_known
from actions.questions.left_out import read_left_out
from actions.questions.levels import read_levels
from actions.questions.licence_asked import read_licence
from actions.questions.linking import by_conversation, by_words, link
from actions.questions.meant import read_meant, without_own_work
from actions.questions.members.reader import read_of_members, topic_of_members, with_members
from actions.questions.message import ABOUT_YOU, FALLBACK, NOW, SMALL_TALK, ParsedEntity, UserMessage
from actions.questions.not_that import without_disclaimed
from actions.questions.occupations import fill_occupations
from actions.questions.own import with_own_place, with_own_work
from actions.questions.own_pay import read_offer, read_own_pay, with_own_pay
from actions.questions.person_after import other_after, person_after
from actions.questions.picked import with_picked
from actions.questions.places.names_and_place import names_alone, pay_in_place
from actions.questions.places.place_alone import read_place_alone, with_place_after_advice
from actions.questions.places.places_meant import with_places_meant
from actions.questions.places.tagged_places import with_tagged_places
from actions.questions.protested import without_disowned
from actions.questions.question import Cue, LinkedEntity, Origin, Question, Slot
from actions.questions.reasons import read_reason
from actions.questions.search_edits import read_as_search, with_kept_search
from actions.questions.search_intent import NAMED_ANEW, ranked_by_title, read_gap_of_pay, read_search_intent
from actions.questions.task_asked import with_task_asked
from actions.questions.titles.asked_work import with_asked_work
from actions.questions.titles.by_words import with_title_by_words
from actions.questions.titles.called_by_word import read_called_by_word
from actions.questions.titles.field_over_own import read_field_over_own
from actions.questions.titles.in_words import decided_by_words
from actions.questions.titles.kin import with_kin_title
from actions.questions.titles.naming import with_all_named
from actions.questions.titles.no_names import without_degree_words, without_no_names
from actions.questions.titles.open_titles import with_open_title
from actions.questions.titles.pointed_by_word import with_one_pointed_at
from actions.questions.titles.standing.applied import with_standing, without_goal_turned_down
from actions.questions.titles.tagged_work import with_tagged_work
from actions.questions.titles.wished_for import with_titles_told
from actions.questions.topic_slots import ADVICE_TOPICS, CAREER_FIT, SCALES
from actions.questions.way_in import read_near_field, read_way_in
from actions.questions.workers_counted import (
    read_count_of_workers,
    read_employment,
    read_openings,
    read_where,
)
from actions.state import ConversationState, Item, PastQuestion
from actions.thresholds import (
    MOVE_CONFIDENCE,
    OUTRANKS_CONVERSATION,
    PART_IS_A_QUESTION,
    SMALL_TALK_CONFIDENCE,
    UNDOUBTED_ANSWER,
)
from knowledge.queries.occupations import featured_occupation
from knowledge.queries.topics import get_topics, list_topics

DECLINED, REQUIREMENT = "deny", "requirement_check"
GOES_ON = "more"  # the intent of what asks for what comes next
AFFIRM = "affirm"
_TAKEN_FOR_NEXT = frozenset({*SMALL_TALK, FALLBACK, AFFIRM})
MOVES = frozenset({"go_back", "start_over"})
# Topics that a certificate may be named in without being what is asked about.
_NOT_ABOUT_A_CERTIFICATE = frozenset({"certifications", "bootcamp", "requirement_check", "companies"})


def read_question(connection: Connection, message: UserMessage, state: ConversationState) -> Question:
    """Return what a message asks in a conversation."""
    message = read_meant(without_degree_words(without_disclaimed(message)), state)
    message = with_standing(connection, with_titles_told(with_asked_for(message, state), state), state)
    message = with_tagged_places(connection, message)
    state = without_goal_turned_down(connection, message, state)
    if pointed := _of_members(connection, message, state):
        return pointed
    message = with_open_title(connection, with_places_meant(connection, message, state), state)
    kept = with_kept_search(connection, message, state)
    if searched := read_as_search(connection, message, kept):
        return with_own_place(
            connection, settle(connection, kept_search(connection, said_in(connection, searched, kept)))
        )
    message = with_picked(connection, read_called_by_word(connection, message, state), state)
    message = read_fragment(
        connection, with_asked_work(connection, with_tagged_work(connection, message, state), state), state
    )
    message = without_no_names(read_one_comparison(message), of_field=state.of_articles)
    message = read_age_of_sources(read_if_still_needed(read_order(message)))
    message = read_if_a_plus(read_past(message, state))
    message = read_age_limit(read_doubt(read_needs_of_others(message), state), state)
    message = read_levels(with_all_named(connection, read_about_all(message), state))
    message = read_reason(read_of_a_relation(message, state), state)
    message = read_count_of_workers(read_pay_by_industry(message, state))
    message = read_where(read_openings(read_employment(message)), state)
    message = with_bare_parts(read_known(read_earned(message)))
    message = with_place_after_advice(connection, message, state)
    telling = without_picks(message)
    other = other_after(connection, telling, state)
    person = person_after(connection, telling, state) if other is None else state.person
    if other is None:
        person = without_disowned(connection, message, person)
    else:
        other = without_disowned(connection, message, other)
    message = without_own_work(message, state)
    notes = notes_after(message, state.notes) if other is None else state.notes
    beside = (read_beside(connection, message) if other is None else None) or state.beside
    state = replace(state, person=person, other=other, notes=notes, beside=beside)
    if person.declined or (other and other.declined) or state.topic == CAREER_FIT:
        message = with_refused_apart(message)
    if message.intent == CAREER_FIT and not (person or other):
        message = _as_asked_beside(message)  # who tells nothing of themselves asks nothing that fits them
    message = read_licence(message, state)
    message = read_near_field(connection, read_way_in(connection, message, state))
    message = read_offer(message)
    formed = read_own_pay(read_after_advice(with_intent_of_form(read_thanks(message)), state), state)
    formed = _named_anew(pay_in_place(formed, state), state)
    formed = read_gap_of_pay(read_place_alone(connection, formed, state), state)
    formed = with_kin_title(connection, with_one_pointed_at(connection, formed, state), state)
    formed = read_facts_of_one(connection, with_title_by_words(connection, formed, state), state)
    formed = read_field_over_own(formed)
    formed = read_search_intent(read_left_out(connection, formed, state), state)
    said = as_of_one(ranked_by_title(said_in(connection, formed, state)))
    if message.is_payload:
        return settle(connection, said)
    asked = with_last_place(connection, carry_over(connection, said))
    asked = with_own_place(connection, settle(connection, with_own_pay(with_own_work(connection, asked))))
    return with_task_asked(connection, asked)


def _of_members(connection: Connection, message: UserMessage, state: ConversationState) -> Question | None:
    """Return what a message asks of several occupations that were shown; None if of others."""
    read = read_of_members(connection, message, state)
    if read is None:
        return None
    asked, message = read
    question = with_members(connection, said_in(connection, message, state), asked)
    topic = topic_of_members(asked, state)
    origin: Origin = "said" if asked.operation == "related" else "carried over"
    about = tuple(Slot(one.occupation, one.origin) for one in question.of("occupation") if one.occupation)
    return replace(question, topic=Slot(topic, origin), occupations=about)


def repeat_question(
    connection: Connection, past: PastQuestion, state: ConversationState, *, page: int = 0
) -> Question:
    """Return a question that was asked before as if it were put once more."""
    named = [("occupation", key) for key in past.occupations] + [*past.mentions, *past.hints]
    entities = tuple(ParsedEntity(kind, value, value) for kind, value in named)
    message = UserMessage(past.question, past.topic, entities)
    return replace(settle(connection, said_in(connection, message, state)), page=page)


def retopic(connection: Connection, question: Question, topic: str) -> Question:
    """Return a question read as one about another topic."""
    return settle(connection, replace(question, topic=Slot(topic, "said", question.confidence)))


def settle(connection: Connection, question: Question) -> Question:
    """Decide on the topic and fill in the occupations; nothing else depends on other slots."""
    return fill_occupations(connection, _decide_topic(connection, question))


def said_in(connection: Connection, message: UserMessage, state: ConversationState) -> Question:
    """Return the slots that a message fills by itself."""
    named = link(connection, (*message.entities, *_person(message, state)))
    discussed = state.occupations_so_far()
    if not discussed and contains("names_machine_learning", message.text):
        discussed = (featured_occupation(connection).key,)  # "privacy in ML, do engineers care?"
    own = state.own_occupation
    told_before = own and not own_titles(message)  # of a title that is told now, which one is meant is open
    known = (*([own] if told_before else []), *discussed)
    named = decided_by_words(connection, by_words(connection, named, message.words), message.words)
    entities = by_conversation(connection, named, known)
    cues = tuple(Cue(one.kind, one.value, one.typed) for one in message.entities if one.kind in CUES)
    text = message.words
    says = "" if message.is_payload else text
    if wording.names_foreign_currency(says):
        cues = (*cues, Cue("untold", "currency"))
    titles = [one.typed for one in message.entities if one.kind == "occupation"]
    titles += [message.text[one.start : one.end] for one in message.tagged if one.tag == NOW]
    beside = without_names(says, titles)
    if contains("asks_by_the_hour", beside) and not any(one.value == "hourly" for one in cues):
        cues = (*cues, Cue("untold", "hourly"))  # "by the hour", not "I'm an HR manager"
    topics = {topic.key for topic in list_topics(connection)}
    position = None if message.is_payload else wording.item_position(message)
    pointed_at = (
        None if message.is_payload or position is not None else item_pointed_at(connection, text, state)
    )
    asks_of_it = bool(message.values("occupation")) and message.intent in topics
    points = pointed_at is not None and not asks_of_it  # "what does the wind one pay?"
    position = pointed_at if points else position
    return Question(
        message=message,
        state=state,
        topic=Slot(message.intent, "said", message.confidence) if message.intent in topics else None,
        entities=entities,
        cues=cues,
        quantity=wording.quantity_of(says),
        rank=wording.rank_of(says, cues),
        item=_item_at(state.items, position),
        item_position=position,
        points=points,
        choice_position=wording.choice_position(message, len(state.choices)) if says else None,
        negated=wording.is_negated(says),
        exclusions=tuple(one for one in entities if leaves_out(says, one.typed)),
        form=wording.form_of(says, message.intent),
        text=text,
    )


def _person(message: UserMessage, state: ConversationState) -> list[ParsedEntity]:
    """Return the occupation of the one that "he" or "she" stands for, if it was named before."""
    if message.is_payload or not state.title or message.values("occupation"):
        return []
    text = message.text
    if not contains("third_person", text) or contains("relations", text) or contains("names_the_field", text):
        return []
    return [ParsedEntity("occupation", state.title, state.title)]


def _item_at(items: Sequence[Item], position: int | None) -> Item | None:
    if position is None or not items or not -1 <= position < len(items):
        return None
    return items[position]


def with_intent_of_form(message: UserMessage) -> UserMessage:
    """Return the message with the intent that its form decides on; what is hardly small talk is unclear."""
    if message.intent in _TAKEN_FOR_NEXT and asks_for_next(message.words):
        return replace(message, intent=GOES_ON)  # "and after that?" is no goodbye
    if message.intent in SMALL_TALK and message.confidence < SMALL_TALK_CONFIDENCE:
        return replace(message, intent=FALLBACK)
    if message.intent in MOVES and message.confidence < MOVE_CONFIDENCE:
        return replace(message, intent=FALLBACK)
    if message.intent == AFFIRM and "?" in message.text and message.confidence < PART_IS_A_QUESTION:
        return replace(message, intent=FALLBACK)  # "guaranteed?"
    if message.intent == ABOUT_YOU:
        message = _as_asked_beside(message)
    if _asks_if_needed(message):
        return replace(message, intent=REQUIREMENT, confidence=PART_IS_A_QUESTION)
    if message.form == "declines":
        return replace(message, intent=DECLINED, confidence=1.0)
    if message.form == "names":
        named = [entity.kind for entity in message.entities if entity.kind not in CUES]
        unclear = message.confidence < PART_IS_A_QUESTION
        if message.corrects or (named == ["occupation"] and unclear):
            return replace(message, intent=NAMED_ANEW, confidence=1.0)
    return message


def _as_asked_beside(message: UserMessage) -> UserMessage:
    """Return a message that tells of the person as what a part of it surely asks: "I'm a vet. Outlook?"."""
    if not message.asked_beside or message.confidence >= UNDOUBTED_ANSWER:
        return message
    return replace(message, intent=message.asked_beside, confidence=UNDOUBTED_ANSWER)


def _asks_if_needed(message: UserMessage) -> bool:
    """Return whether a message between two intents asks if a thing is needed: "TensorFlow needed?"."""
    between = message.intent == FALLBACK and REQUIREMENT in message.ranking[:2]
    return between and "necessity" in message.values("aspect") and bool(message.named_kinds() & set(THINGS))


def _named_anew(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message of names alone as one that asks the last question of them: "in Texas?", "lawyers?".

    What else it may sound like counts only where it names something besides an occupation, or for sure.
    """
    kinds = [entity.kind for entity in message.entities if entity.kind not in CUES]
    only_occupation = kinds == ["occupation"] and message.confidence < OUTRANKS_CONVERSATION
    opens = state.topic is None and not state.person
    if message.form == "names" and opens and only_occupation and message.intent in ADVICE_TOPICS:
        return replace(message, intent=NAMED_ANEW)  # "accountant" asks for no way there yet
    if state.topic and message.confidence < UNDOUBTED_ANSWER and names_alone(message):
        return replace(message, intent=NAMED_ANEW, confidence=1.0, form="names")
    if message.form != "names" or state.topic is None:
        return message
    unclear = message.intent == FALLBACK and message.named_kinds()
    return replace(message, intent=NAMED_ANEW) if only_occupation or unclear else message


def _decide_topic(connection: Connection, question: Question) -> Question:
    """Let what is named outrank how the question sounds."""
    if question.topic is None:
        return question
    topic = question.topic.value
    kinds = {entity.kind for entity in question.entities}
    if topic == "industries" and "industry" in kinds and contains("asks_what_is_done", question.text):
        return question.about("applications")
    if "certification" in kinds and topic not in _NOT_ABOUT_A_CERTIFICATE:
        return question.about("certifications")
    scales = set(SCALES) - {"startups"}
    if topic in {"comparison", *scales} and question.asks_for("pay"):
        return _about_pay(connection, question, topic)
    other = topic != "job_satisfaction"
    if other and topic in scales and ("satisfaction" in kinds or question.asks_for("satisfaction")):
        return question.about("job_satisfaction")  # "are those in Europe satisfied?" is not about Europe
    return question


def _about_pay(connection: Connection, question: Question, asked: str) -> Question:
    """Return a question that sounds like one about a scale as one about pay: "which industry pays best?"."""
    about = question.about("salary")
    if asked not in SCALES or any(one.kind in DECISIVE_FOR_FIGURES for one in question.entities):
        return about
    (scale,) = get_topics(connection, keys=[asked])
    by = LinkedEntity("industry", scale.title.lower(), origin="default")
    return replace(about, entities=(*question.entities, by))
