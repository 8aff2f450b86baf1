"""Whether the work of an occupation takes something, by what its duties and ratings say."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.answer import ListBlock, TextBlock
from actions.composition.sections import Finding, Section
from actions.datasets.base import Subject, found, not_held
from actions.datasets.published import release_of
from actions.formatting import lower_first, quoted
from actions.messages import message
from actions.questions.question import Question
from actions.questions.task_asked import held_on_task, task_asked
from actions.thresholds import TASK_IS_NEAR
from knowledge.dataset_records import Duty
from knowledge.queries.onet import duties
from knowledge.queries.work_held import Done


def answer_done(connection: Connection, question: Question, subject: Subject) -> Finding | None:
    """Return the duty or task which says that the work takes what is asked; None where none says so."""
    held = held_on_task(connection, question, subject.occupation)
    if held is None or held.done is None:
        return None
    return found(
        message("data.work.done", text=_told(subject, held.done)),
        rows=(held.done,),
        further=_all_duties(connection, subject),
    )


def answer_not_done(connection: Connection, question: Question, subject: Subject) -> Finding | None:
    """Return that no duty says so, and the nearest one; None where no task is asked for."""
    task, held = task_asked(question), held_on_task(connection, question, subject.occupation)
    if task is None or held is None:
        return None
    names = {"occupations": subject.plural, "count": held.count, "asked": quoted(task.said)}
    text = message("data.work.not_said", **names)
    if held.nearest is None or held.similarity < TASK_IS_NEAR:
        return not_held(text, rows=duties(connection, code=subject.onet.key)[:1])
    nearest = TextBlock(message("data.work.nearest", text=_told(subject, held.nearest)))
    return not_held(text, nearest, rows=(held.nearest,))


def _told(subject: Subject, row: Done) -> str:
    """Return a duty as a sentence, a task of a release in its own words."""
    if isinstance(row, Duty):
        return message("data.duties.first", occupations=subject.Plural, duty=lower_first(row.text))
    release = release_of(row.source)
    return message("data.work.task", occupations=subject.plural, release=release, text=row.text)


def _all_duties(connection: Connection, subject: Subject) -> tuple[Section, ...]:
    """Return all duties as what "what else?" turns to."""
    done = duties(connection, code=subject.onet.key)
    listed = ListBlock(tuple(one.text for one in done), message("data.profile.do"))
    return (Section((listed,), tuple(done)),) if done else ()
