"""What is known about certificates and courses: provider, level, number of courses, duration and price."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import Button, ListBlock, TextBlock
from actions.composition.offers import payload
from actions.composition.sections import Finding, Section
from actions.formatting import joined
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.question import Question
from actions.questions.topic_slots import ATTRIBUTE_OF_ASPECT
from actions.state import Item
from knowledge.currencies import money
from knowledge.numbers import number
from knowledge.records import Association, Certification, Row

ATTRIBUTES = ("provider", "level", "courses", "weeks", "price")


def attribute(certification: Certification, name: str) -> str | None:
    """Return an attribute in words, or None where no source gives it."""
    values = {
        "provider": certification.provider,
        "level": certification.level,
        "courses": certification.courses,
        "weeks": certification.weeks,
        "price": certification.price,
    }
    value = values.get(name)
    if value is None:
        return None
    if name in ("provider", "level"):
        return str(value)
    if name == "price" and value == 0:
        return message("certification.free")
    if name == "price":
        value = money(number(float(value)), certification.currency or "")
    return message(f"certification.{name}", value=value)


def attribute_in_sentence(certification: Certification, name: str) -> str | None:
    """Return an attribute as what a sentence says of the certificate, or None where no source gives it."""
    value = attribute(certification, name)
    if value is None:
        return None
    said = "free" if name == "price" and certification.price == 0 else name
    return message(f"certification.in_sentence.{said}", value=value)


def asked_attributes(question: Question) -> list[str]:
    """Return the attributes that how the question is put points to."""
    names = [
        ATTRIBUTE_OF_ASPECT[aspect] for aspect in question.cue("aspect") if aspect in ATTRIBUTE_OF_ASPECT
    ]
    return list(dict.fromkeys(names))


def describe(
    question: Question, chosen: Sequence[Certification], associations: Sequence[Association]
) -> Finding:
    """Return what is known about the chosen certificates, or say that the attribute asked for is not."""
    asked = asked_attributes(question)
    if contains("asks_what_is_taught", question.text):
        return Finding((_taught(chosen, associations),))
    known = [bool(attribute(one, name)) for one in chosen for name in asked]
    if asked and not any(known):
        return _attributes_unknown(chosen, associations, asked)
    return Finding((summary(chosen, associations, asked),), "answered" if all(known) else "partial")


def _taught(chosen: Sequence[Certification], associations: Sequence[Association]) -> Section:
    """Return what the chosen certificates are about, as far as a source says so."""
    lines = tuple(
        message("certification.taught", certification=one.entity.name, text=one.entity.description)
        if one.entity.description
        else message("certification.untaught", certification=one.entity.name)
        for one in chosen
    )
    items = tuple(Item("entity", one.entity.key) for one in chosen)
    blocks = (TextBlock(lines[0]),) if len(lines) == 1 else (ListBlock(lines),)
    return Section(blocks, _rows(chosen, associations), items)


def summary(
    chosen: Sequence[Certification], associations: Sequence[Association], asked: Sequence[str]
) -> Section:
    """Return what is known about each certificate, of the attributes asked for or of all."""
    lines = tuple(_line(one, asked) for one in chosen)
    items = tuple(Item("entity", one.entity.key) for one in chosen)
    blocks = (TextBlock(lines[0]),) if len(lines) == 1 else (ListBlock(lines),)
    return Section(blocks, _rows(chosen, associations), items)


def _line(certification: Certification, asked: Sequence[str]) -> str:
    name = certification.entity.name
    known = _known(certification, asked or ATTRIBUTES)
    unknown = [
        message(f"certification.attribute.{one}") for one in asked if not attribute(certification, one)
    ]
    sentences = []
    if known:
        sentences.append(message("certification.line", certification=name, facts=joined(known)))
    if unknown:
        sentences.append(
            message("certification.unknown", certification=name, attributes=joined(unknown, "or"))
        )
    if not asked and certification.entity.description:
        sentences = [*(sentences or [f"{name}."]), certification.entity.description]
    return " ".join(sentences) or f"{name}."


def _known(certification: Certification, names: Sequence[str]) -> list[str]:
    return [value for name in names if (value := attribute_in_sentence(certification, name))]


def _attributes_unknown(
    chosen: Sequence[Certification], associations: Sequence[Association], asked: Sequence[str]
) -> Finding:
    """Say that no source gives the attributes asked for, and what is known instead."""
    missing = joined([message(f"certification.attribute.{name}") for name in asked], "or")
    names = joined([one.entity.name for one in chosen])
    text = message("certification.unknown", certification=names, attributes=missing)
    known = [one for one in chosen if any(attribute(one, name) for name in ATTRIBUTES)]
    if known and len(chosen) == 1:
        text = f"{text} {message('certification.known', facts=joined(_known(chosen[0], ATTRIBUTES)))}"
    elif known:
        text = " ".join((text, *(_line(one, ()) for one in known)))
    rows = _rows(chosen, associations) if known else ()
    button = Button(
        message("certification.ask", certification=chosen[0].entity.name),
        payload("certifications", certification=chosen[0].entity.key),
    )
    return Finding((Section((TextBlock(text),), rows),), "unknown", (button,))


def _rows(chosen: Sequence[Certification], associations: Sequence[Association]) -> tuple[Row, ...]:
    keys = {one.entity.key for one in chosen}
    return tuple(association for association in associations if association.entity.key in keys)
