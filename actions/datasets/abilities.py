"""Skills, technologies and interests of an occupation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sqlalchemy.engine import Connection

from actions.answer import Block, TextBlock
from actions.composition.sections import Finding, Section
from actions.datasets.base import Subject, found, names_of, not_held, rated_chart
from actions.datasets.preparation import answer_education, asks_for_licence
from actions.datasets.published import rating_sections, release_of
from actions.datasets.technology_kinds import named_kind
from actions.datasets.work import answer_done, answer_not_done
from actions.formatting import capitalised, joined, quoted
from actions.messages import message
from actions.questions.cues import asks_for, contains, phrases, phrases_in
from actions.questions.kinds import THINGS
from actions.questions.question import Question
from actions.questions.task_asked import task_asked
from knowledge.dataset_records import Rating, Technology
from knowledge.queries.dataset_rows import ONET
from knowledge.queries.lexical import content_words
from knowledge.queries.onet import ratings, technologies
from knowledge.queries.technology_names import MAKERS, known_technology, technology_title
from knowledge.queries.work_held import is_called
from knowledge.terms import normalise

SKILLS_SHOWN = 8
TECHNOLOGIES_SHOWN = 12
PAGES_OF_TECHNOLOGIES = 3  # that "what else?" turns to
LED_BY = 4  # names in the first line
SHOWN_OF_KIND = 6  # … that lists those of a kind
OF_A_CODE = 3  # interests
_FURTHER_SCALES = ("knowledge", "ability")  # of a release
SKILL_OF_TOPIC = {"mathematics": "Mathematics", "coding_need": "Programming"}  # O*NET's names
_SENTENCES = re.compile(r"(?<=[.?!])\s+")
_STEM = 4  # letters: "math" stands for mathematics
LONGEST_NAME, SHORTEST_NAME = 3, 3  # words and letters of a technology that no list of NLU holds
NEEDED = 3.0  # importance, of 1 to 5, from which on a skill counts as important


def answer_skills(connection: Connection, question: Question, subject: Subject) -> Finding:
    """Return the most important skills, and of a release the knowledge and abilities beside them.

    Which of the three are asked for comes first; without a release only skills are held.
    """
    rated = ratings(connection, code=subject.onet.key, scale="skill")[:SKILLS_SHOWN]
    scale = next((one for one in _FURTHER_SCALES if contains(f"asks_for_{one}", question.text)), None)
    order = sorted(_FURTHER_SCALES, key=lambda one: one != scale)
    further = rating_sections(connection, subject, *order)
    if not rated:
        none = not_held(message("data.skills.none", title=subject.onet.title))
        return Finding(further) if further else none
    lead = message(
        "data.skills.lead",
        occupations=subject.plural,
        skills=joined([row.element.lower() for row in rated[:3]]),
        release=release_of_skills(rated[0]),
    )
    chart = rated_chart("data.skills.chart", subject, rated)
    if scale is None:
        return found(lead, chart, rows=rated, further=further)
    skills = Section((TextBlock(lead), chart), tuple(rated))
    if further:
        return Finding((further[0], skills, *further[1:]))
    if scale == "ability":
        return Finding((skills,))  # by which people mean skills as well
    text = TextBlock(message("data.skills.no_knowledge", occupations=subject.plural))
    return Finding((Section((text, *skills.blocks), tuple(rated)),), "partial")


def release_of_skills(row: Rating) -> str:
    """Return the release of a rating of skills; those that are carried are older than what else is."""
    return message("data.skills.carried") if row.source.key == ONET else release_of(row.source)


def answer_technologies(connection: Connection, question: Question, subject: Subject) -> Finding:
    """Return the technologies that are used, those in demand first; or whether one that is named is."""
    used = technologies(connection, code=subject.onet.key)
    if not used:
        return not_held(message("data.technologies.none", title=subject.onet.title))
    named = named_technologies(question, used)
    if contains("names_hand_tools", question.text):
        text = message("data.technologies.software_only", occupations=subject.plural)
        shown = used[:TECHNOLOGIES_SHOWN]
        lead = message("data.technologies.lead", occupations=subject.plural, names=_names(shown[:LED_BY]))
        return not_held(text, TextBlock(lead), rows=shown)
    if contains("other_than", question.text):
        used, named = [one for one in used if one not in named], []
    if asked := _of_kind(question, subject, used, named):
        return asked
    if named:
        return _uses(subject, named, used)
    if asks_for("number", question.text):
        return found(
            message("data.technologies.count", occupations=subject.plural, count=len(used)), rows=used[:1]
        )
    shown = used[:TECHNOLOGIES_SHOWN]
    lead = message("data.technologies.lead", occupations=subject.plural, names=_names(shown[:LED_BY]))
    rest = shown[LED_BY:]
    more: list[Block] = (
        [TextBlock(message("data.technologies.also", names=_names(rest), count=len(used)))] if rest else []
    )
    left = used[TECHNOLOGIES_SHOWN:][: TECHNOLOGIES_SHOWN * PAGES_OF_TECHNOLOGIES]
    pages = [left[at : at + TECHNOLOGIES_SHOWN] for at in range(0, len(left), TECHNOLOGIES_SHOWN)]
    further = [
        Section((TextBlock(message("data.technologies.further", names=_names(one))),), tuple(one))
        for one in pages
    ]
    return found(lead, *more, rows=shown, further=further)


def answer_requirement(connection: Connection, question: Question, subject: Subject) -> Finding | None:
    """Return whether a thing that is named is used or needed; None where nothing is known of it."""
    things = question.of(*THINGS)
    if certificates := [one for one in things if one.kind == "certification"]:
        if asks_for_licence(question):
            return answer_education(connection, question, subject)
        names = names_of(certificates)
        text = message("data.education.not_said", occupations=subject.plural, names=names)
        entered = answer_education(connection, question, subject).sections[0]
        return not_held(text, *entered.blocks[:1], rows=entered.rows)
    if not question.known("tool") and (done := answer_done(connection, question, subject)):
        return done
    used = technologies(connection, code=subject.onet.key)
    task = task_asked(question)
    verb = task is not None and task.of_doing and not task.of_use and not question.of("tool", "product")
    named = [] if verb else named_technologies(question, used)  # to drive is not to use Google Drive
    if of_kind := _of_kind(question, subject, used, named):
        return of_kind
    if named:
        return _uses(subject, named, used)
    asked = content_words(question.text)
    of_topic = SKILL_OF_TOPIC.get(question.topic_key)
    for row in ratings(connection, code=subject.onet.key, scale="skill"):
        called = task is not None and is_called(row, task.words)
        if row.element == of_topic or content_words(row.element) <= asked or called:
            name = "important" if row.value >= NEEDED else "minor"
            name = name if _is_asked(question, row) else "rated"
            text = message(
                f"data.skills.{name}",
                occupations=subject.plural,
                skill=row.element.lower(),
                value=f"{row.value:g}",
                release=release_of_skills(row),
            )
            return found(text, rows=(row,), further=answer_skills(connection, question, subject).sections)
    tools = [one for one in things if one.kind != "skill"]
    names = names_of(tools) if tools else "" if verb else _technologies_in(connection, question)
    if task and not names and (said := answer_not_done(connection, question, subject)):
        return said
    names = names or names_of(things)
    if names and used:
        text = message("data.technologies.not_listed", occupations=subject.plural, names=names)
        listed = message("data.technologies.lead", occupations=subject.plural, names=_names(used[:LED_BY]))
        return not_held(text, TextBlock(listed), rows=used[:LED_BY])
    return None


def _is_asked(question: Question, row: Rating) -> bool:
    """Return whether the sentence that names a skill asks, so that a verdict may answer it.

    Of "could I do it? math was never my thing" no sentence asks for mathematics.
    """
    sentences = _SENTENCES.split(question.text.strip())
    stem = row.element.lower()[:_STEM]
    naming = [one for one in sentences if any(word.startswith(stem) for word in normalise(one).split())]
    return len(sentences) == 1 or not naming or any(one.endswith("?") for one in naming)


def _technologies_in(connection: Connection, question: Question) -> str:
    """Return the technology that the words of a question name and NLU does not know; empty without one."""
    titles = _words_of_occupations(question)
    words = [one for one in normalise(question.text).split() if one not in titles]
    runs = (
        words[first : first + length]
        for length in range(LONGEST_NAME, 0, -1)
        for first in range(len(words) - length + 1)
    )
    plain = _generic_words() | phrases("search_words")
    names = tuple(
        " ".join(run) for run in runs if not set(run) & plain and len("".join(run)) >= SHORTEST_NAME
    )
    name = known_technology(connection, names=names)
    return quoted(technology_title(connection, name=name)) if name else ""


def _of_kind(
    question: Question, subject: Subject, used: Sequence[Technology], named: Sequence[Technology]
) -> Finding | None:
    """Return the technologies of a kind that is asked for; None where one is named, or no kind."""
    kind = named_kind(question.text)
    if kind is None or not used or set(named) & set(kind.among(named)):
        return None
    names = {"kind": kind.name, "occupations": subject.plural}
    if not (of_kind := kind.among(used)):
        listed = message("data.technologies.lead", occupations=subject.plural, names=_names(used[:LED_BY]))
        none = message("data.technologies.none_of_kind", **names)
        return not_held(none, TextBlock(listed), rows=used[:LED_BY])
    shown = of_kind[:TECHNOLOGIES_SHOWN]
    told = _names(shown[:SHOWN_OF_KIND])
    lead = capitalised(message("data.technologies.of_kind", **names, names=told))
    rest = shown[SHOWN_OF_KIND:]
    more = [TextBlock(message("data.technologies.also_of_kind", names=_names(rest)))] if rest else []
    return found(lead, *more, rows=shown)


def named_technologies(question: Question, used: Sequence[Technology]) -> list[Technology]:
    """Return the technologies that a question names, in full or by the word that tells them apart."""
    names = [normalise(one.name) for one in used]
    typed = set(phrases_in(question.text, names)) - _everyday_words(question)
    if typed:
        return [one for one, name in zip(used, names, strict=True) if name in typed]
    asked = set(normalise(question.text).split()) - _words_of_occupations(question) - _generic_words()
    asked -= _everyday_words(question)
    capitals = {normalise(word) for word in question.message.text.split() if word[1:] != word[1:].lower()}
    capitals |= {word for one in question.of("tool") for word in normalise(one.typed).split()}
    return [
        one
        for one in used
        if (own := _own_words(one)) and ((len(own[0]) > 1 and own[0] in asked) or set(own) & asked & capitals)
    ]


def _everyday_words(question: Question) -> set[str]:
    """Return the words of a text that are names of technologies, too, and stand for none: "glass in windows".

    They stand for one where something is said to be used, or with a capital within a sentence.
    """
    text = question.message.text
    used = any(contains(cue, text) for cue in ("search_by_use_alone", "asks_for_technologies", "says_knows"))
    if used or question.topic_is("requirement_check"):
        return set()
    written = {normalise(one) for before, one in pairwise(text.split()) if _is_name(one, before)}
    written |= {normalise(one.typed) for one in question.of("tool", "product")}
    return set(phrases("everyday_technology_words") - written)


def _is_name(word: str, before: str) -> bool:
    """Return whether a word is written as a name within a sentence."""
    return word[:1].isupper() and not before.isupper() and before[-1] not in ".?!"


def _words_of_occupations(question: Question) -> set[str]:
    """Return the words by which a question calls occupations: "accountants" names no template for them."""
    names = [one.typed for one in question.of("occupation")]
    for slot in question.occupations:
        names += [slot.value.name, slot.value.plural]
    words = {word for name in names for word in normalise(name).split()}
    return words | {f"{word}s" for word in words}


def _own_words(one: Technology) -> list[str]:
    """Return the words of a name that tell it from others."""
    generic = _generic_words()
    return [word for word in normalise(one.name).split() if word not in generic]


def _generic_words() -> frozenset[str]:
    """Return the words in the names of technologies that tell none from another."""
    makers = (word for maker in MAKERS for word in maker.split())
    return phrases("no_technology_words").union(makers)


def _uses(subject: Subject, named: Sequence[Technology], used: Sequence[Technology]) -> Finding:
    """Return that technologies are used, and the others as what "what else?" turns to."""
    first = named[0]
    name = "in_demand" if first.in_demand else "hot" if first.hot else "used"
    text = message(
        f"data.technologies.{name}",
        occupations=subject.plural,
        technology=joined([one.name for one in named[:3]]),
    )
    others = [one for one in used if one not in named][:TECHNOLOGIES_SHOWN]
    listed = message("data.technologies.lead", occupations=subject.plural, names=_names(others))
    further = (Section((TextBlock(listed),), tuple(others)),) if others else ()
    return found(text, rows=named[:3], further=further)


def _names(rows: Sequence[Technology]) -> str:
    return joined([row.name for row in rows])


def answer_interests(connection: Connection, question: Question, subject: Subject) -> Finding:
    """Return the interests that the occupation fits, by Holland's six types; beside work styles, not held."""
    rated = ratings(connection, code=subject.onet.key, scale="interest")
    if len(rated) < OF_A_CODE:
        return not_held(message("data.interests.none", title=subject.onet.title))
    first, second, third = rated[:OF_A_CODE]
    code = "".join(row.element[0].upper() for row in (first, second, third))
    lead = message(
        "data.interests.lead",
        occupations=subject.plural,
        first=capitalised(first.element),
        second=capitalised(second.element),
        means=message(f"data.interests.{first.element}"),
        code=code,
    )
    drawn = rated_chart("data.interests.chart", subject, rated)
    if contains("asks_for_work_styles", question.text):
        none = message("data.interests.no_work_styles", occupations=subject.plural)
        return not_held(none, TextBlock(lead), drawn, rows=rated)
    return found(lead, drawn, rows=rated)
