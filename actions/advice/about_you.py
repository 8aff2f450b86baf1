"""What a person said of themselves: shown, forgotten, and acknowledged where nothing is asked."""

from __future__ import annotations

from dataclasses import fields, replace

from sqlalchemy.engine import Connection

from actions.about_you.notes import note_texts, notes_in
from actions.about_you.patterns import any_of, pattern
from actions.about_you.reader import corrects_title, speaks_of_oneself, told_of_another
from actions.about_you.telegrams import asks
from actions.about_you.told import plain_text
from actions.about_you.wishes import lists_wishes
from actions.advice.advise import told_now
from actions.advice.change.relative_pay import with_relative_pay
from actions.advice.described import described
from actions.advice.fit.answer import answer_fit
from actions.advice.for_whom import for_whom
from actions.advice.forget import forget
from actions.advice.forgotten import folded
from actions.advice.hardship import tells_hardship
from actions.advice.profile_shown import fit_button, show
from actions.advice.targets import names_target
from actions.composition.compose import Reply, say
from actions.composition.offers import topic_buttons
from actions.formatting import joined, lower_first
from actions.messages import message
from actions.no_answer.refusals import refusals
from actions.person import Person
from actions.questions.cues import contains
from actions.questions.message import ABOUT_YOU, FALLBACK
from actions.questions.own_pay import tells_offer
from actions.questions.question import Question
from actions.questions.reader import repeat_question
from actions.questions.topic_slots import ADVICE_TOPICS, CAREER_FIT, OCCUPATION_SEARCH
from actions.thresholds import OUTRANKS_CONVERSATION, PART_IS_A_QUESTION, UNDOUBTED_ANSWER
from actions.topic_answers import answer_topic
from knowledge.queries.occupations import get_occupation

_STATEMENT = 5  # words that a statement has at least
_SEVERAL = 2  # things told
ABOUT_ONE_SKILL = ("coding_need", "mathematics")  # topics
OWN_TOPICS = ("salary", "outlook", "related_occupations")  # that are offered about one's own occupation


def about_you(connection: Connection, question: Question) -> Reply | None:
    """Show or forget what a person said of themselves; None to any other message."""
    if question.message.is_payload:
        return None
    text = question.message.words
    plain = folded(text)
    takes_back = contains("forgets_it", text) and pattern("forgotten").search(plain)
    takes_back = takes_back or pattern("forgets").search(plain) or pattern("denies_saying").search(plain)
    if takes_back and (reply := forget(connection, question)):
        return reply
    if contains("asks_for_gap", text):
        return None  # "what is the biggest hole in my profile?"
    if contains("asks_what_is_known", text) or pattern("asks_what_is_known").search(plain):
        return show(connection, question)
    return None


def heard(_connection: Connection, question: Question) -> Reply | None:
    """Say what of a person helps, to a statement about themselves that holds nothing of it."""
    plain = plain_text(question.message)
    own = any_of("first_person").match(plain.text) is not None
    long = len(plain.text.split()) >= _STATEMENT and not pattern("answers_back").search(plain.text)
    unclear = question.intent in (ABOUT_YOU, FALLBACK) and not question.message.is_payload
    if not (own and long and unclear and plain.tells_only()):
        return None
    text = f"{message('about_you.heard')} {message('about_you.helps')}"
    return say(question.state, "smalltalk", text, [fit_button()], about_occupation=False)


def shown_to_the_person(connection: Connection, question: Question) -> Reply | None:
    """Show what is known where a message is most likely about that, and nothing else answered it."""
    likeliest = (question.intent, *question.message.ranking[:1])
    return show(connection, question) if ABOUT_YOU in likeliest and question.person else None


def tells_wishes(told: Person) -> bool:
    """Return whether a message tells what somebody wants of work."""
    return told.has_wishes or bool(told.declined)


def only_tells(question: Question, told: Person) -> bool:
    """Return whether a message tells what the person does, or several things, and asks nothing in words.

    Then NLU's opinion counts for nothing: "Locksmith. 26 years." sounds like a question about locksmiths.
    """
    if not plain_text(question.message).tells_only():
        return False
    if told.years is not None and pattern("years_corrected").match(plain_text(question.message).text):
        return True
    values = [getattr(told, one.name) for one in fields(told)]
    known = sum(len(one) if isinstance(one, tuple) else bool(one) for one in values)
    enough = bool(told.occupation or told.former or told.licences) or known >= _SEVERAL
    enough = enough or (bool(known) and question.intent == FALLBACK and question.topic is None)
    return (enough and speaks_of_oneself(question.message)) or tells_wishes(told)


def asks_nothing(question: Question, *, tells: bool) -> bool:
    """Return whether a message only tells who the person is, by NLU's opinion as well.

    Args:
        question: the message.
        tells: whether it tells wishes, which need no "I": "no desk, $40,000 would do".
    """
    text = question.message.text
    if "?" in text or question.form not in ("statement", "personal") or question.message.form == "names":
        return False
    if question.topic_is(OCCUPATION_SEARCH) and contains("asks_for_the_most", text):
        return False
    plain = plain_text(question.message).text
    if contains("wants_to_hear", text) or pattern("asks_behind").search(plain) or asks(plain):
        return False
    tells = tells or speaks_of_oneself(question.message) or contains("corrects_oneself", text)
    if question.intent != ABOUT_YOU and not tells:
        return False
    sure = question.topic is not None and question.confidence >= UNDOUBTED_ANSWER
    decides = question.intent != "personal_decision" or contains("asks_for_a_decision", text)
    refused = question.intent in refusals() and question.confidence >= PART_IS_A_QUESTION and decides
    return not sure and not refused and not question.message.parts


def acknowledge(connection: Connection, question: Question) -> Reply | None:
    """Repeat what a message tells of the person and offer what to do with it; None if it asks something.

    Somebody who only says what they like, want or refuse is told what fits; who tells of a hard situation in
    their work as well.
    """
    if question.message.is_payload or names_target(question):
        return None  # who names an occupation asks about it
    words = question.message.words
    searches = question.topic_is(OCCUPATION_SEARCH) and not contains("first_person", words)
    if searches and not (question.person.last_work and lists_wishes(words.casefold())):
        return None  # "best paid jobs without a degree"; "not social work" is a wish of somebody known
    if _asks_of_one_skill(question) or _asks_of_a_year(question) or tells_offer(question.message):
        return None
    told = told_now(connection, question)
    wishes = tells_wishes(told)
    corrected = bool(told.occupation) and corrects_title(question.message)
    if not (corrected or only_tells(question, told) or asks_nothing(question, tells=wishes)):
        return None
    if there := _searched_there(connection, question, told):
        return there
    other = question.state.other is not None and told_of_another(question.message)
    facts = described(connection, told, about="about_other" if other else "about_you")
    if not facts:
        return None
    occupation = get_occupation(connection, key=question.person.occupation)
    state = question.state
    if not occupation and told.former:
        occupation = get_occupation(connection, key=told.former[-1])
    aims = [key for key in state.occupations if key not in (told.occupation, *told.former)]
    if occupation and (told.occupation or told.former) and (corrected or not aims):
        state = replace(state, occupations=(occupation.key,), unknown_occupations=())
    known = told.last_work or told.field or told.licences or told.skills
    leaves = bool(known) and tells_hardship(question.message)
    if (
        wishes
        or leaves
        or told.interests
        or (told.likes and not (told.occupation or told.former or told.place))
    ):
        asked = with_relative_pay(connection, replace(question, state=state))
        return for_whom(answer_fit)(connection, asked.about(CAREER_FIT))
    buttons = topic_buttons(connection, occupation=occupation, keys=OWN_TOPICS, limit=2) if occupation else []
    noted = [*facts, *([] if other else note_texts(notes_in(question.message)))]
    text = message("about_you.noted", facts=joined([lower_first(one) for one in noted]))
    return say(state, "smalltalk", text, [*buttons, fit_button()], message("offers.next"))


def _searched_there(connection: Connection, question: Question, told: Person) -> Reply | None:
    """Search again in the place that is all that is told behind a list: "I'm in Montana, so here"."""
    past = question.state.last_question()
    if past is None or past.topic != OCCUPATION_SEARCH or not told.place or told != Person(place=told.place):
        return None
    there = replace(past, mentions=(*past.mentions, ("place", told.place)))
    reply = answer_topic(connection, repeat_question(connection, there, question.state))
    return reply if reply.answer.outcome in ("answered", "partial") else None


def _asks_of_one_skill(question: Question) -> bool:
    """Return whether "I don't want to code" asks of the career that is talked about, and seeks no other."""
    topic = question.topic.value if question.topic else None
    sure = question.confidence >= UNDOUBTED_ANSWER and topic in ABOUT_ONE_SKILL
    return sure and not question.person.occupation and question.state.topic not in ADVICE_TOPICS


def _asks_of_a_year(question: Question) -> bool:
    """Return whether a message surely asks how it is in a year: "job growth up to 2030" is no wish."""
    sure = question.topic is not None and question.confidence >= OUTRANKS_CONVERSATION
    return sure and bool(question.year) and not contains("first_person", question.message.words)
