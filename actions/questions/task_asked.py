"""Whether a question asks if the work of one occupation takes something: "do they have to draw?"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.datasets.unheld import unheld
from actions.questions.cues import asking, contains, phrases, without_names, words_of_question
from actions.questions.kinds import CUES
from actions.questions.message import FALLBACK
from actions.questions.occupations import discussed_occupation
from actions.questions.question import Question, Slot
from actions.questions.topic_cues import ALL_TOPICS_OF_CUES
from actions.questions.topic_slots import ADVICE_TOPICS, OCCUPATION_SEARCH
from actions.thresholds import PART_IS_A_QUESTION, UNDOUBTED_ANSWER
from knowledge.queries.lexical import content_words
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.work_held import WorkHeld, held_on_work
from knowledge.records import Occupation

REQUIREMENT, TOOLS = "requirement_check", "tools"
TO_KNOW = "asks_what_to_know"  # "do they need to know how to draw" asks of drawing
MOST_WORDS = 9  # of what the work may take
# Intents of questions on the work; others count where NLU is in doubt.
_OF_WORK = frozenset(
    {FALLBACK, REQUIREMENT, "duties", "definition", "collaboration", "tools", "skills", "job_description"}
    | {"unanswered_career_question", "working_conditions", "work_environment", "challenges"}
)
_NOT_OF_WORK = frozenset({"salary", "outlook", "comparison", "difference", OCCUPATION_SEARCH, *ADVICE_TOPICS})
_BESIDE = frozenset({"occupation", "skill", "tool", "product", "gender", *CUES})  # what may be named


@dataclass(frozen=True)
class Task:
    """What the work may take, as it was said and by its stems.

    ``of_doing``: it is asked whether that is done, and not whether they have or like something; ``of_use``:
    whether a thing is used or known; ``asked_of_them``: the question without the occupation.
    """

    said: str
    words: frozenset[str]
    of_doing: bool
    of_use: bool
    asked_of_them: str


def task_asked(question: Question) -> Task | None:
    """Return what a yes-no question asks of the work; None where it asks no such question."""
    text = question.text
    if text == question.message.words:
        text = question.message.text  # as it was typed: what is spelled rarely may be right
    asked = " ".join(words_of_question(asking(text)))
    verb, *rest = asked.split() or [""]
    opens = verb in phrases("opens_yes_no") and not (
        rest[:1] == ["you"] and verb not in phrases("opens_a_question_of_work")
    )
    if question.message.is_payload or not opens or contains("wh_words", asked):
        return None
    typed = [] if _asks_of_them(asked) else [one.typed for one in question.of("occupation")]
    words = without_names(asked, [*typed, *(f"{one}s" for one in typed)]).split()
    asked_of_them = " ".join(words)
    opening = []
    while words and words[0] in phrases("before_a_task"):
        opening.append(words.pop(0))
    while words and words[-1] in phrases("behind_a_task"):
        words.pop()
    said = " ".join(words)
    stems = content_words(said) - content_words(" ".join(phrases("no_task_words")))
    if not stems or len(words) > MOST_WORDS:
        return None
    owns = bool(opening) and opening[-1] in phrases("says_what_one_has")
    does = verb in phrases("opens_a_question_of_work") or bool(set(opening) & phrases("may_or_must"))
    return Task(said, stems, does and not owns, _is_of_thing(opening), asked_of_them)


def _is_of_thing(opening: list[str]) -> bool:
    """Return whether what follows is a thing that is used or known, and nothing that is done."""
    return bool(opening) and opening[-1] in phrases("before_a_thing_used")


def _asks_of_them(asked: str) -> bool:
    """Return whether a question is about those talked about: in "do they meet doctors?" nobody else is."""
    return asked.split()[1:2] == ["they"]


def held_on_task(connection: Connection, question: Question, occupation: Occupation) -> WorkHeld | None:
    """Return what is held on the task that a question asks of an occupation; None without any task."""
    task = task_asked(question)
    onet = onet_occupation_by_code(connection, code=occupation.code) if task and occupation.code else None
    if task is None or onet is None:
        return None
    return held_on_work(connection, code=onet.key, asked=task.said, words=task.words)


def with_task_asked(connection: Connection, question: Question) -> Question:
    """Return a question on a task of one occupation as one that is looked up in what is held of its work."""
    task, occupation = task_asked(question), _of_one(connection, question)
    typed = replace(question, message=replace(question.message, corrected=""))  # "gun" is no "fun"
    if task is None or occupation is None or not _may_ask(question, task) or unheld(typed):
        return question
    topic = TOOLS if task.words <= content_words(" ".join(phrases("names_computers"))) else REQUIREMENT
    if topic == REQUIREMENT:
        held = held_on_task(connection, question, occupation)
        if held is None:
            return question
        if not (held.done or held.rated) and (not task.of_doing or unheld(typed, of_work=True)):
            return question
    message = replace(question.message, intent=topic, confidence=UNDOUBTED_ANSWER)
    theirs = _asks_of_them(" ".join(words_of_question(asking(question.text))))
    about = Slot(occupation, "carried over" if theirs or not question.of("occupation") else "said")
    entities = tuple(one for one in question.entities if not theirs or one.kind != "occupation")
    return replace(
        question,
        message=message,
        text=task.asked_of_them,
        topic=Slot(topic, "said", UNDOUBTED_ANSWER),
        occupations=(about,),
        unknown_occupations=(),
        entities=entities,
    )


def _of_one(connection: Connection, question: Question) -> Occupation | None:
    """Return the occupation of the datasets that a question is about; None where there is no one such."""
    theirs = _asks_of_them(" ".join(words_of_question(asking(question.text))))
    named = [] if theirs else question.of("occupation")
    if len(named) > 1 or (not named and not question.state.occupations):
        return None
    found = named[0].occupation if named else discussed_occupation(connection, question.state)
    return found if found and found.only_in_datasets and not question.state.unknown_occupations else None


def _may_ask(question: Question, task: Task) -> bool:
    """Return whether nothing else is asked for: no topic by its words, no place, no other question."""
    named = {one.kind for one in question.entities} - ({"company"} if task.of_use else set())
    if len(question.message.parts) > 1 or named - _BESIDE:
        return False
    doubtful = question.confidence < PART_IS_A_QUESTION and question.intent not in _NOT_OF_WORK
    if not (question.intent in _OF_WORK or doubtful or task.of_use):
        return False
    names = [one.typed for one in question.of("occupation")]
    words = without_names(question.message.words, names)
    cues = (cue for cue, topic in ALL_TOPICS_OF_CUES if topic != "duties" and cue != TO_KNOW)
    return not any(contains(cue, words) for cue in (*cues, "asks_about_own_work"))
