"""The dialogue policy: an ordered list of steps, the first that has a reply decides.

Every action hands its turn to :func:`decide`; which action a rule of ``data/rules.yml`` names does not matter
for the reply. What is decided elsewhere, because Rasa has its place for it:

* NLU (``bot/nlu``) takes away what a message says it does not ask, marks its parts and its form, and ranks
  the intents. Rasa's FallbackClassifier calls an unlikely intent ``nlu_fallback`` (``config.yml``).
* Rasa's RulePolicy routes each intent to one action, and falls back to ``action_unanswered``.
* What a message leaves open is filled in by ``actions/questions/carry_over/rules.py`` before the first step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.advice.about_you import acknowledge, heard, shown_to_the_person
from actions.advice.advise import advise, advise_again
from actions.advice.behind_taken_back import about_you_and_more, profile_corrected
from actions.advice.change.asked_of_aim import asks_of_aim
from actions.advice.choice.answer import choice_for_person
from actions.advice.corrected import with_profile
from actions.advice.fit.misfit import answer_protest, with_misfit
from actions.advice.fit.of_shown import answer_of_shown
from actions.advice.for_whom import with_beside
from actions.advice.hardship import with_kind_word
from actions.advice.resume.answer import answer_resume
from actions.advice.situations import with_situation
from actions.brief import with_brief
from actions.composition.compose import Reply
from actions.composition.personal import marked_personal
from actions.facts.only_claimed import only_claimed
from actions.facts.retrieval import retrieved
from actions.follow_ups.again import parts_but, told_again
from actions.follow_ups.amounts_told import amounts_apart
from actions.follow_ups.choices import both_topics, item_shown, only_points, out_of_range, question_of_payload
from actions.follow_ups.glossary import explained
from actions.follow_ups.leaning import after_all, in_context, number, shares_nothing
from actions.follow_ups.moves import FOLLOW_UPS, figures_explained, judged, period_confirmed, which_is_right
from actions.follow_ups.newer import newer_figures
from actions.follow_ups.pay_offered import pay_offered
from actions.goal import goal_after
from actions.growth_explained import growth_explained
from actions.members_answered import members_answered
from actions.no_answer.beyond_careers import beyond_careers
from actions.no_answer.contact import offered_after_misses
from actions.no_answer.nearest_in_context import or_nearest_in_context
from actions.no_answer.unanswered import (
    ask_back,
    is_wordless,
    likelier_reading,
    refusal_of,
    refuse,
    sounds_refused,
)
from actions.pay_and_growth import pay_and_growth
from actions.questions.by_person import parts_by_person
from actions.questions.carry_over.carrying import names_a_value
from actions.questions.cues import asks_for, contains
from actions.questions.kinds import PLACES
from actions.questions.message import FALLBACK, SMALL_TALK, UserMessage
from actions.questions.question import Question
from actions.questions.reader import read_question
from actions.questions.titles.standing.applied import named_after
from actions.remembered import ASKS_WHO, OF_SOURCES, with_remembered
from actions.several_questions.answered import answer_each, in_turn
from actions.several_questions.asked import asked_parts
from actions.several_questions.each_request import with_each_request
from actions.several_questions.left_part import answer_left_part
from actions.smalltalk import small_talk
from actions.sources.answer import of_sources
from actions.state import ConversationState
from actions.thresholds import (
    FACT_ANSWERS_UNCLEAR,
    FACT_OUTRANKS_REFUSAL,
    FACT_OUTRANKS_SURE_REFUSAL,
    PART_IS_A_QUESTION,
    REFUSAL_CONFIDENCE,
)
from actions.topic_answers import answer_fact, answer_intent, answer_named, answer_topic
from actions.trace import note_step
from actions.which_occupation.occupation_named import with_occupation_named
from actions.which_occupation.taken_for import with_title_taken
from actions.which_occupation.title_choices import (
    answer_likeliest,
    answer_technology,
    asks_the_datasets,
    which_occupation,
)
from actions.which_occupation.whose_occupation import (
    occupation_in_unknown_words,
    occupation_not_recognised,
    own_occupation,
    remark,
    whose_occupation,
)
from actions.who_asks import who_and_what
from knowledge.queries.search import numbers_in


@dataclass(frozen=True)
class Step:
    """A step of the policy: ``reply`` returns None where the step does not apply."""

    name: str
    reply: Callable[[Connection, Question], Reply | None]


@dataclass(frozen=True)
class Decision:
    """The reply to a turn, and the step that decided on it."""

    step: str
    reply: Reply


def respond(connection: Connection, message: UserMessage, state: ConversationState) -> Reply:
    """Return the reply to a message in a conversation."""
    question = read_question(connection, message, state)
    decision = decide(connection, question)
    whole = with_each_request(
        connection, message, state, (question, decision.reply, decision.step), _reply_to
    )
    reply = with_brief(connection, question, with_occupation_named(question, whole))
    reply = with_situation(question, with_title_taken(question, reply))
    reply = with_beside(connection, question, with_misfit(connection, question, reply))
    reply = offered_after_misses(with_kind_word(question, reply, decision.step), state, message.channel)
    reply = with_profile(with_remembered(connection, state, reply, decision.step))
    kept = replace(reply.state, named=named_after(message, reply.state), goal=goal_after(question, reply))
    reply = replace(reply, state=kept)
    return marked_personal(connection, reply, decision.step)


def decide(connection: Connection, question: Question) -> Decision:
    """Return the reply of the first step that applies.

    Raises:
        LookupError: if no step applies; the last one always does.
    """
    for step in STEPS:
        if reply := step.reply(connection, question):
            note_step(step.name)
            return Decision(step.name, or_nearest_in_context(connection, question, step.name, reply))
    raise LookupError(f"no step of the policy applies to the intent '{question.intent}'")


def _advice(connection: Connection, question: Question) -> Reply | None:
    """Give the advice that a message asks for; a fact, a mere value or what was compared asks for none."""
    if names_a_value(question) or question.message.asks_fact:
        return None
    if of_shown := answer_of_shown(connection, question):
        return of_shown
    carried = sum(one.origin == "carried over" for one in question.of("occupation"))
    tells_later = question.topic is not None and question.topic_key in ("career_path", "related_occupations")
    words = question.message.words
    later = tells_later and contains("asks_what_comes_later", words) and not contains("first_person", words)
    return None if carried > 1 or later else advise(connection, question)


def _document(connection: Connection, question: Question) -> Reply | None:
    """Answer a resume that was sent as a file."""
    return answer_resume(connection, question) if question.message.document is not None else None


def _choice(connection: Connection, question: Question) -> Reply | None:
    """Take a choice that was offered: "b", "option 2"."""
    choices = question.state.choices
    position = question.choice_position
    if position is None and not question.state.items and only_points(question):
        position = question.item_position
    if position is None or not choices or asks_of_aim(question.message.words):
        return None  # "could I do that at 58?" chooses nothing
    if not -1 <= position < len(choices):
        return out_of_range(question, "choice_range", len(choices))
    return _take(connection, question, choices[position])


def _accepted(connection: Connection, question: Question) -> Reply | None:
    """Take the first choice that was offered, for a mere "yes"."""
    choices = question.state.choices
    accepts = question.intent == "affirm" and question.confidence >= PART_IS_A_QUESTION  # not "really?"
    return _take(connection, question, choices[0]) if accepts and choices else None


def _both(connection: Connection, question: Question) -> Reply | None:
    """Answer for both of the two things or topics that the last question put to choice."""
    says_both = not question.message.is_payload and asks_for("both", question.message.text)
    compared = question.topic is not None and max(len(question.occupations), len(question.of(*PLACES))) > 1
    if not says_both or question.message.named_kinds() or compared:
        return None
    if not (questions := both_topics(connection, question)):
        return None
    return answer_each(connection, question, [one.message for one in questions], _reply_to, questions)


def _by_person(connection: Connection, question: Question) -> Reply | None:
    """Answer what a message asks, and then what it tells of somebody else."""
    if not (parts := parts_by_person(question.message) if question.state.other else []):
        return None
    return in_turn(connection, replace(question.state, other=None), parts, _reply_to)


def _several(connection: Connection, question: Question) -> Reply | None:
    """Answer the questions of a message one after the other."""
    question, parts = asked_parts(connection, question)
    return answer_each(connection, question, parts, _reply_to) if parts else None


def _all_but(connection: Connection, question: Question) -> Reply | None:
    """Answer with all that an occupation takes but what is left out: "anything but skills"."""
    return answer_each(connection, question, parts, _reply_to) if (parts := parts_but(question)) else None


def _topic(connection: Connection, question: Question) -> Reply | None:
    """Answer a topic: the one that the message asks about, or the last one where it goes on with that."""
    if question.topic is None:
        return None
    if question.topic.origin == "carried over" or question.message.is_payload:
        return answer_topic(connection, question)
    reply = answer_intent(connection, question)
    if reply.answer.outcome in ("unknown", "clarify") and (told := after_all(connection, question)):
        return told
    if question.confidence >= PART_IS_A_QUESTION or not shares_nothing(question, reply):
        return reply
    return answer_fact(connection, question)  # which may say it in other words


def _follow_up(connection: Connection, question: Question) -> Reply | None:
    """Answer a message that leans on the last answer: more, why, where from, back, anew, no."""
    follow_up = FOLLOW_UPS.get(question.intent)
    return follow_up(connection, question) if follow_up else None


def _small_talk(connection: Connection, question: Question) -> Reply | None:
    """Answer small talk."""
    return small_talk(connection, question) if question.intent in SMALL_TALK else None


def _retrieval(connection: Connection, question: Question) -> Reply | None:
    """Answer with the statements nearest to a message that fits no topic, or about what it names."""
    if is_wordless(question):
        return None
    if sounds_refused(question):
        if contains("asks_for_work_done", question.text):
            return None  # "can you write the code for a random forest?" asks for no fact
        sure = question.confidence >= REFUSAL_CONFIDENCE
        if not sure and (told := answer_technology(connection, question)):
            return told
        least = FACT_OUTRANKS_SURE_REFUSAL if sure else FACT_OUTRANKS_REFUSAL
        fact = answer_fact(connection, question, least)
        if fact and numbers_in(question.text) <= numbers_in(fact.answer.lead or ""):  # not "17 times 23?"
            return fact
        doubtful = question.confidence < REFUSAL_CONFIDENCE or numbers_in(question.text)
        reply = retrieved(connection, question) if doubtful else None
        return reply if reply and reply.answer.outcome == "answered" else None
    if question.intent == FALLBACK:
        if asks_the_datasets(connection, question):
            return answer_likeliest(connection, question)
        return (
            answer_fact(connection, question, FACT_ANSWERS_UNCLEAR)
            or answer_named(connection, question)
            or retrieved(connection, question)
        )
    return None


def _refusal(connection: Connection, question: Question) -> Reply | None:
    """Refuse a career question that no source answers."""
    refusal = None if is_wordless(question) else refusal_of(connection, question)
    return refuse(connection, question, refusal) if refusal else None


STEPS: tuple[Step, ...] = (
    Step("document", _document),
    Step("growth explained", growth_explained),
    Step("choice for the person", choice_for_person),
    Step(OF_SOURCES, of_sources),
    Step("several occupations", members_answered),
    Step("search", lambda base, asked: answer_topic(base, asked) if asked.message.searches else None),
    Step("profile corrected", lambda base, asked: profile_corrected(base, asked, _reply_to)),
    Step("left part", lambda base, asked: answer_left_part(base, asked, _reply_to)),
    Step("choice", _choice),
    Step("beyond careers", beyond_careers),
    Step("who and what", who_and_what),
    Step("glossary", explained),
    Step("figures explained", figures_explained),
    Step("newer figures", newer_figures),
    Step("period", period_confirmed),
    Step("which is right", which_is_right),
    Step("protest", answer_protest),
    Step("by person", _by_person),
    Step("about you", lambda base, asked: about_you_and_more(base, asked, _reply_to)),
    Step("pay offered", pay_offered),
    Step("advice", _advice),
    Step("pay and growth", pay_and_growth),
    Step("advice again", advise_again),
    Step("told of oneself", acknowledge),
    Step(ASKS_WHO, which_occupation),
    Step("whose occupation", whose_occupation),
    Step("occupation not recognised", occupation_not_recognised),
    Step("own occupation", own_occupation),
    Step("occupation in unknown words", occupation_in_unknown_words),
    Step("verdict", judged),
    Step("told again", told_again),
    Step("amounts apart", amounts_apart),
    Step("all but", _all_but),
    Step("both", _both),
    Step("only claimed", only_claimed),
    Step("several questions", _several),
    Step("accepted offer", _accepted),
    Step("item", item_shown),
    Step("number", number),
    Step("in context", in_context),
    Step("remark", remark),
    Step("topic", _topic),
    Step("follow-up", _follow_up),
    Step("small talk", _small_talk),
    Step("retrieval", _retrieval),
    Step("after all", after_all),
    Step("likelier reading", likelier_reading),
    Step("refusal", _refusal),
    Step("no fact", lambda base, asked: advise(base, asked) if asked.message.asks_fact else None),
    Step("heard", heard),
    Step("shown to the person", shown_to_the_person),
    Step("ask back", ask_back),
)


def _reply_to(connection: Connection, question: Question) -> Reply:
    return decide(connection, question).reply


def _take(connection: Connection, question: Question, payload: str) -> Reply:
    """Answer as if the user had pressed a button."""
    return decide(connection, question_of_payload(connection, question.state, payload)).reply
