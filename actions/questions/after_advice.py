"""Messages that lean on what is known of a person: what they would earn, whether it pays, which to choose."""

from __future__ import annotations

from dataclasses import replace

from actions.about_you.reader import own_titles
from actions.no_answer.refusals import refusals
from actions.questions.cues import clauses, contains, is_yes_no
from actions.questions.message import FALLBACK, NAMES, SMALL_TALK, ParsedEntity, UserMessage
from actions.questions.search_intent import NAMED_ANEW
from actions.questions.topic_slots import ADVICE_TOPICS, CAREER_CHANGE, INTEREST_FINDER, OCCUPATION_SEARCH
from actions.state import ConversationState
from actions.thresholds import UNDOUBTED_ANSWER

# Intents that such a message is taken for, as NLU does not know the conversation.
_TAKEN_FOR = frozenset({*ADVICE_TOPICS, INTEREST_FINDER, *SMALL_TALK, FALLBACK, "about_you", "what_about"})
_PAIR = 2
_FEW_WORDS_OF_PAY = 8
FEW_WORDS = 5  # of a message that asks the last question of oneself
_OF_PAY = frozenset({"salary", "suitability"})
_OF_FIGURES = _OF_PAY | {"outlook"}
_OF_THE_WORK = frozenset({"working_hours", "working_conditions", "remote_work", "travel"})
_OF_SEVERAL = frozenset({"comparison", "pick", "personal_decision", OCCUPATION_SEARCH, "requirement_check"})


def read_after_advice(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message about an occupation that a person thinks of with the intent that it has then."""
    if message.is_payload:
        return message
    own = state.own_occupation
    if (
        own
        and state.topic
        and contains("means_oneself", message.words)
        and len(message.words.split()) <= FEW_WORDS
    ):
        named = ParsedEntity("occupation", own, own)
        return replace(message, intent=NAMED_ANEW, confidence=1.0, form=NAMES, entities=(named,))
    if contains("asks_start_pay", message.words) and not message.confidence >= UNDOUBTED_ANSWER:
        return replace(message, intent="salary", confidence=1.0)  # "what do electricians start at?"
    if _asks_of_the_work(message, state):
        return replace(message, confidence=UNDOUBTED_ANSWER)
    intent = _intent(message, state)
    return replace(message, intent=intent, confidence=1.0) if intent else message


def _intent(message: UserMessage, state: ConversationState) -> str | None:
    words, mine = message.words, own_titles(message)
    named = [one for one in message.entities if one.kind == "occupation" and one.typed not in mine]
    doubtful = message.intent in {*_TAKEN_FOR, *refusals()} or message.confidence < UNDOUBTED_ANSWER
    if named:
        return _intent_of_named(message, state, len(named), doubtful=doubtful)
    own = (state.other or state.person).last_work
    if own and doubtful and contains("asks_own_pay_now", words):
        return "salary"
    if not state.occupations:
        return None
    if own and _compares_both(message, state, doubtful=doubtful):
        return "comparison"
    if contains("asks_to_choose", words) and (doubtful or message.intent in _OF_SEVERAL):
        return "comparison" if len(aims(state)) > 1 else None
    if not doubtful:
        return None
    if contains("asks_own_pay", words) or _asks_pay_here(words):
        return "salary"
    trains = contains("asks_for_duration", words) and contains("names_training", words)
    return "education" if trains else None


def _intent_of_named(
    message: UserMessage, state: ConversationState, count: int, *, doubtful: bool
) -> str | None:
    """Return the intent of a message that names so many occupations beside the person's own."""
    words, own = message.words, (state.other or state.person).last_work
    of_pay = doubtful or message.intent in _OF_PAY
    if count > 1:
        several = count > _PAIR and contains("which_of_several", words)
        return "comparison" if doubtful and (several or contains("torn_between", words)) else None
    if own and (doubtful or message.intent in _OF_FIGURES) and _compares_with_own(words):
        return "comparison"
    if own and doubtful and _asks_pay_at_home(words, state):
        return "salary"
    than_last = bool(state.occupations) and doubtful and contains("more_than", words)
    as_own = bool(own and state.occupations) and contains("than_as", words)  # "than as an engineer?"
    than_own = bool(own) and contains("more_as", words)
    return "comparison" if than_last or ((as_own or than_own) and of_pay) else None


def _compares_both(message: UserMessage, state: ConversationState, *, doubtful: bool) -> bool:
    """Return whether one's own work and the one thought of are compared: "who has the better outlook?"."""
    words = message.words
    of_two = state.topic == CAREER_CHANGE and contains("which_of_both", words)
    if (of_two or contains("than_oneself", words)) and (doubtful or message.intent in _OF_FIGURES):
        return True
    of_pay = doubtful or message.intent in _OF_PAY
    both = contains("of_both_jobs", words) and contains("asks_pay_plainly", words) and bool(aims(state))
    if both and (of_pay or message.intent == OCCUPATION_SEARCH):
        return True
    past, own = state.last_question(), (state.other or state.person).last_work
    several = past is not None and len({*past.together()} - {own}) >= _PAIR  # which are compared again
    return contains("asks_for_pay_change", words) and of_pay and not several


def _asks_of_the_work(message: UserMessage, state: ConversationState) -> bool:
    """Return whether a message asks what the work is like that was talked about: "nights in HVAC?"."""
    last = {*state.occupations, *(one.value for one in message.picked)}
    named = {one.value for one in message.entities if one.kind == "occupation"}
    asks = any(is_yes_no(one) for one in clauses(message.words))
    return bool(named & last) and message.intent in _OF_THE_WORK and asks


def _asks_pay_here(words: str) -> bool:
    """Return whether a few words ask for pay where one is: "and the pay for me here?"."""
    few = len(words.split()) <= _FEW_WORDS_OF_PAY
    return few and contains("asks_pay_plainly", words) and contains("says_here", words)


def _compares_with_own(words: str) -> bool:
    """Return whether something is compared with one's own work: "how does that compare to what I did?"."""
    compares = contains("compares_two", words) and contains("own_work", words)
    return compares or contains("than_oneself", words)


def _asks_pay_at_home(words: str, state: ConversationState) -> bool:
    """Return whether a message asks what another occupation pays where the person is.

    "And data scientists in my city earn?" does, and after a question for pay "and if I became a baker?".
    """
    if contains("asks_pay_plainly", words) and (contains("says_here", words) or "there" in words.split()):
        return True
    return state.topic == "salary" and contains("supposes_another", words)


def aims(state: ConversationState) -> tuple[str, ...]:
    """Return the last two occupations that were asked about beside one's own, the last one at the end."""
    own = state.own_occupation
    return tuple(key for key in state.occupations_so_far() if key != own)[-2:]
