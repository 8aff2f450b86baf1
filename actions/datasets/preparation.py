"""What it takes to enter an occupation: education, experience, training."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from actions.answer import Block, ChartBlock, Point, TextBlock
from actions.composition.sections import Finding
from actions.datasets.base import Subject, found, not_held, percent
from actions.datasets.school_verdict import with_school_verdict
from actions.formatting import capitalised
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.message import LICENCE
from actions.questions.question import Question
from knowledge.dataset_records import Projection, Rating
from knowledge.queries.occupation_search import EDUCATION
from knowledge.queries.onet import ratings
from knowledge.queries.projections import projection_of
from knowledge.records import Row
from knowledge.terms import normalise

SMALLEST_SHARE = 5.0  # per cent that a chart shows
EXPERIENCE = ("None", "Less than 5 years", "5 years or more")
TRAINING = (
    "None",
    "Short-term on-the-job training",
    "Moderate-term on-the-job training",
    "Long-term on-the-job training",
    "Apprenticeship",
    "Internship/residency",
)
APPRENTICESHIP, RESIDENCY = TRAINING[4:]


def answer_education(connection: Connection, question: Question, subject: Subject) -> Finding:
    """Return the education, experience and training that it takes; the one that is asked for first."""
    typical = projection_of(connection, code=subject.onet.projection_code)
    shares = ratings(connection, code=subject.onet.key, scale="education")
    worked = ratings(connection, code=subject.onet.key, scale="experience")
    zone = _zone(subject)
    if not (typical or shares or zone):
        return not_held(message("data.education.none", title=subject.onet.title))
    sentences: list[str] = []
    rows: list[Row] = []
    if typical and typical.education:
        sentences.append(with_school_verdict(question, _entry(subject, typical), typical.education))
        rows.append(typical)
    if typical and (prepared := _experience_and_training(typical)):
        sentences.append(prepared)
    if shares:
        sentences.append(_most_say(shares, "education", subject))
        rows += shares[:1]
    if worked and _about_experience(question):
        sentences.append(_most_say(worked, "experience", subject))
        rows += worked[:1]
    if zone:
        sentences.append(zone)
        rows.append(subject.onet)
    if _about_experience(question) and not asks_for_years(question) and len(sentences) > 1:
        sentences = [*sentences[1:2], sentences[0], *sentences[2:]] if typical else sentences
    if contains("asks_for_job_zone", question.text) and zone:
        sentences = [zone, *(text for text in sentences if text != zone)]
    elif shares and _asks_for_shares(question):
        asked = _share_asked(question, shares, subject)
        sentences = [asked, *(text for text in sentences if text != asked)]
    lead, *more = [*_not_told(question, subject, typical), *sentences]
    blocks: list[Block] = [TextBlock(" ".join(more))] if more else []
    if drawn := _chart(shares, subject):
        blocks.append(drawn)
    return found(lead, *blocks, rows=rows)


def _asks_for_shares(question: Question) -> bool:
    asks_otherwise = asks_for_years(question) or _about_experience(question)  # "how many years?"
    return contains("asks_for_shares", question.text) and not asks_otherwise


def _not_told(question: Question, subject: Subject, typical: Projection | None) -> list[str]:
    """Return that no source tells what is asked: which papers are needed, the cost, the years it takes."""
    if question.topic_is("certifications") or asks_for_licence(question):
        return [message("data.education.licences", occupations=subject.plural)]
    if question.asks_for("price"):
        return [message("data.education.no_cost")]
    return [_no_years(question, typical)] if asks_for_years(question) else []


def asks_for_licence(question: Question) -> bool:
    """Return whether a question asks for a licence; "architect here, licensed" tells one."""
    words = question.message.words
    tells = any(one.tag == LICENCE for one in question.message.tagged)
    return contains("asks_for_licence", words) and (contains("asks_whether_needed", words) or not tells)


def asks_for_years(question: Question) -> bool:
    """Return whether a question asks how long the way into an occupation takes, which no source tells."""
    words = question.message.words
    if contains("asks_for_duration", words) and contains("names_a_training", words):
        return True
    return contains("asks_how_long_the_way_is", words) and not contains("names_experience", words)


def _no_years(question: Question, typical: Projection | None) -> str:
    """Return that the years are not told, first that an apprenticeship is typical where that is asked."""
    words = question.message.words
    if not contains("names_an_apprenticeship", words) or typical is None or typical.training is None:
        return message("data.education.no_years")
    follows = "yes" if typical.training == APPRENTICESHIP else "no"
    return message(f"data.education.apprenticeship.{follows}")


def _entry(subject: Subject, row: Projection) -> str:
    level = message(f"data.education.level.{EDUCATION.index(row.education or '')}")
    name = "enter_none" if row.education == EDUCATION[0] else "enter"
    return message(f"data.education.{name}", occupations=capitalised(subject.plural), level=level)


def _experience_and_training(row: Projection) -> str:
    texts = []
    if row.experience:
        texts.append(message(f"data.education.experience.{EXPERIENCE.index(row.experience)}"))
    if row.training:
        texts.append(message(f"data.education.training.{TRAINING.index(row.training)}"))
    return " ".join(texts)


def _most_say(shares: Sequence[Rating], scale: str, subject: Subject) -> str:
    first = shares[0]
    return message(
        f"data.education.most_{scale}",
        occupations=subject.plural,
        share=percent(first.value),
        level=first.element,
    )


def _share_asked(question: Question, shares: Sequence[Rating], subject: Subject) -> str:
    """Return the share of the level that is named, else the largest."""
    for row in shares:
        words = normalise(row.element.removeprefix("a ").removeprefix("an ")).split()
        if words[0] in normalise(question.text).split():
            return message(
                "data.education.share",
                occupations=subject.plural,
                share=percent(row.value),
                level=row.element,
            )
    return _most_say(shares, "education", subject)


def _zone(subject: Subject) -> str | None:
    zone = subject.onet.job_zone
    return (
        message("data.education.zone", zone=zone, means=message(f"data.education.zones.{zone}"))
        if zone
        else None
    )


def _about_experience(question: Question) -> bool:
    return question.topic_is("experience") or contains("asks_for_experience", question.text)


def _chart(shares: Sequence[Rating], subject: Subject) -> ChartBlock | None:
    points = tuple(
        Point(capitalised(row.element), row.value, percent(row.value))
        for row in shares
        if row.value >= SMALLEST_SHARE
    )
    if len(points) < 2:
        return None
    title = message("data.education.chart", occupations=subject.plural)
    return ChartBlock(title, "percent", points, "share")
