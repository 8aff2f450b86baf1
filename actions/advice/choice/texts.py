"""What a choice says: who comes first by what is asked, and the reason for each in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from actions.advice.change.findings import MOST_IMPORTANT, needs_of
from actions.advice.choice.asked import Criterion
from actions.advice.choice.ranking import Chooser, Option
from actions.advice.fit.texts import median_text, told_reasons, wishes_text
from actions.datasets.base import number, percent
from actions.formatting import capitalised
from actions.messages import message
from actions.questions.question import Question
from knowledge.queries.occupation_matrix import occupation_matrix
from knowledge.queries.occupation_wishes import Wish, kinds_of_work
from knowledge.queries.transitions import CLOSE, FAR

_PAIR = 2
_OF_TWO = {"fit": "choice.lead.fit_of_two", "easy": "choice.lead.easy_of_two"}


def lead_of(
    first: Option, options: Sequence[Option], criterion: Criterion, chooser: Chooser, *, goes_on: bool
) -> str:
    """Return which of some comes first by a criterion, and by what.

    Args:
        first: the one that does.
        options: all of them.
        criterion: what is asked.
        chooser: for whom.
        goes_on: whether a sentence on another criterion stands before it.
    """
    two = len(options) == _PAIR
    them = message("choice.two") if two else message("choice.these", count=number(len(options)))
    every = message("choice.both") if two else message("choice.all", count=number(len(options)))
    words = {"first": first.plural, "them": them, "all": every, "takes": _takes(first, chooser), "value": ""}
    if criterion == "near" and chooser.own and first.step:
        ends = {"source": chooser.own.with_article, "target": first.occupation.with_article}
        if two:
            return message("change.nearer", **ends)
        return message("change.nearest", count=number(len(options)), **ends)
    nothing = chooser.own is None and chooser.known.profile.says_nothing
    by_effort = criterion == "quick" or (criterion in ("near", "fit") and nothing)
    alike = len({one.takes for one in options}) == 1
    if alike and (by_effort or (criterion == "easy" and chooser.own is None)):
        return message("choice.lead.alike", **words)
    if by_effort:
        return message("choice.lead.quick", **words)
    if criterion == "pay":
        words["value"] = median_text(first.fit.median) if first.fit.median is not None else ""
    if criterion == "growth" and first.fit.growth is not None:
        words["value"] = percent(round(first.fit.growth, 1))
        if first.fit.growth <= 0:
            return message("choice.lead.none_grows", **words)
    if criterion == "body" and all(one.heavy for one in options):
        return message("choice.lead.all_heavy", **words)
    if criterion == "easy" and all(one.beyond(chooser.held) for one in options):
        return message("choice.lead.all_beyond" if chooser.told else "choice.lead.all_beyond_own", **words)
    name = "quick" if criterion == "near" else criterion
    if goes_on and criterion in ("pay", "growth"):
        return capitalised(message(f"choice.also.{criterion}", **words))
    return message(_OF_TWO[criterion] if two and criterion in _OF_TWO else f"choice.lead.{name}", **words)


def reason_of(
    connection: Connection,
    question: Question,
    option: Option,
    chooser: Chooser,
    criteria: Sequence[Criterion],
    *,
    briefly: bool,
) -> str:
    """Return in a sentence how an occupation stands to what was told of the person, doubts at the end."""
    parts = [_step(connection, question, option), _takes(option, chooser)]
    if not briefly and (told := told_reasons(option.fit, chooser.known.profile.field)):
        parts.append(message("choice.reason.told", told=told))
    if "calm" in criteria and option.pressure is not None:
        parts.append(message("choice.reason.pressure", value=f"{option.pressure:.1f}"))
    if "body" in criteria and option.heavy:
        parts.append(message("choice.reason.heavy"))
    if broken := broken_text(connection, option):
        parts.append(message("choice.reason.broken", wishes=broken))
    if option.fit.growth is not None and option.fit.growth < 0:
        parts.append(message("choice.reason.shrinks", value=percent(round(-option.fit.growth, 1))))
    told = "; ".join(one for one in parts if one)
    return message("choice.reason.of", occupations=capitalised(option.plural), told=told)


def broken_of(option: Option) -> list[Wish]:
    """Return the wishes that an occupation does not keep, but for kinds of work that it has much of."""
    much = any(one.kind.startswith("wish_") for one in option.fit.reasons)
    return [one for one in option.fit.broken if not (much and one.wanted and one.key in kinds_of_work())]


def broken_text(connection: Connection, option: Option) -> str:
    """Return the wishes that an occupation does not keep in words; empty where it keeps all."""
    broken, matrix = broken_of(option), occupation_matrix(connection)
    return wishes_text(broken, round(matrix.average_growth, 1)) if broken and matrix else ""


def _step(connection: Connection, question: Question, option: Option) -> str:
    """Return how far the work is from one's own, and how many of its skills carry over."""
    if option.step is None or option.sides is None:
        return ""
    score = option.step.score
    name = "close" if score >= CLOSE else "apart" if score >= FAR else "far"
    top = needs_of(connection, option.sides, question.person).needs[:MOST_IMPORTANT]
    have = sum(one.held == "have" for one in top)
    text = message(f"choice.step.{name}")
    return f"{text} ({message('choice.step.skills', have=have, count=len(top))})" if have else text


def _takes(option: Option, chooser: Chooser) -> str:
    """Return what an occupation typically takes to enter, and how that stands to the school that is held."""
    if option.takes is None:
        return message("choice.takes.unknown")
    school, experience, training = option.takes
    level = message(f"data.education.level.{school}")
    if not school or chooser.held is None:
        texts = [level]
    else:
        held = "more" if option.beyond(chooser.held) else "enough"
        held = held if chooser.told else f"{held}_than_own"
        texts = [message(f"choice.takes.{held}", level=level)]
    texts += [message(f"fit.of_list.experience.{experience}")] if experience else []
    texts += [message(f"fit.of_list.training.{training}")] if training else []
    return ", ".join(texts)
