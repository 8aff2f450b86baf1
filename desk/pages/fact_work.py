"""What the pages of facts do: preview, publish and withdraw, over the application's databases."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from desk.content.fact import Errors, ParsedFact, parse_fact
from desk.content.folder import DeskContent, Item
from desk.content.occupation_names import meant_occupation
from desk.content.publishing import Change, Published, publish
from desk.databases import databases, reading_knowledge
from desk.preview.client import PreviewFailed, PreviewLate
from desk.preview.shared import previews
from desk.queries.drafts import Draft
from desk.texts import say
from desk.training.history import present_model
from knowledge.database_errors import failure_reason
from knowledge.encoder import EncoderError
from knowledge.queries.topics import get_topics
from knowledge.settings import ContentSettings
from knowledge.transactions import LockTimeout

logger = logging.getLogger(__name__)
MOST_PREVIEWED = 3  # questions that are asked in a preview


@dataclass(frozen=True)
class Outcome:
    """What came of a publication, by the key of the item."""

    key: str
    conflict: bool = False
    present: Item | None = None
    errors: Errors | None = None

    @property
    def done(self) -> bool:
        """Whether it is published."""
        return not self.conflict and not self.errors


def folder() -> Path:
    """Return the folder of the desk's content."""
    return ContentSettings.read().desk_content


def with_adopted(form: dict[str, str], asked: str | None, given: Mapping[str, str]) -> dict[str, str]:
    """Return the form with the message among its questions, if the editor adopts its wording."""
    if not asked or given.get("adopt") != "yes":
        return form
    questions = [*form["questions"].splitlines(), " ".join(asked.split())]
    return {**form, "questions": "\n".join(dict.fromkeys(questions))}


def preview(draft: Draft) -> dict[str, object]:
    """Return ``answered``, or ``errors`` and ``problem``, for the form of a draft."""
    content = DeskContent.read(folder())
    parsed = _parsed(draft, content)
    if parsed.errors:
        return {"errors": parsed.errors, "problem": say("fact.not_published")}
    model = present_model()
    if model is None:
        return {"problem": say("fact.no_model")}
    parsed.put_into(content)
    try:
        found = previews().ask(model, content, _questions(draft, parsed))
    except PreviewLate:
        return {"problem": say("fact.preview_late")}
    except PreviewFailed:
        return {"problem": say("fact.no_preview")}
    if "errors" in found:
        return {"errors": found["errors"], "problem": say("fact.not_published")}
    return {"answered": found["answered"]}


def publish_draft(draft: Draft) -> Outcome:
    """Publish a draft, unless what it changes has changed since, or something is wrong with it."""
    key = ""

    def change(content: DeskContent) -> Errors:
        nonlocal key
        parsed = _parsed(draft, content)
        if parsed.item is not None:
            key = parsed.item.key
            parsed.put_into(content)
        return parsed.errors

    done = _published(draft.item, draft.base, change)
    return Outcome(key or draft.item, done.conflict, done.present, done.errors)


def withdraw(key: str, version: str) -> Outcome:
    """Take a published item back, if it is in this version."""

    def change(content: DeskContent) -> Errors:
        content.remove(key)
        return {}

    done = _published(key, version, change)
    return Outcome(key, done.conflict, done.present, done.errors)


def listed(errors: Errors) -> str:
    """Return all that is wrong in one text."""
    return "; ".join(one for found in errors.values() for one in found)


def _published(key: str, base: str, change: Change) -> Published:
    try:
        return publish(folder(), databases().knowledge, key, base, change)
    except LockTimeout:
        return Published(errors={"": [say("fact.busy")]})
    except (OSError, EncoderError) as error:
        logger.error("nothing was published: %s", error)
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return Published(errors={"": [say("fact.failed", reason=reason)]})
    except SQLAlchemyError as error:
        logger.error("nothing was published: %s", failure_reason(error))
        return Published(errors={"": [say("fact.failed", reason=failure_reason(error))]})


def _parsed(draft: Draft, content: DeskContent) -> ParsedFact:
    with reading_knowledge() as connection:
        return parse_fact({**draft.form, "key": draft.item or draft.form["key"]}, content, connection)


def _questions(draft: Draft, parsed: ParsedFact) -> list[str]:
    """Return what is asked in a preview: the message that it began with, its questions, that of its topic."""
    asked = [draft.asked or "", *(parsed.item.questions if parsed.item else ())]
    with reading_knowledge() as connection:
        topics = get_topics(connection, keys=[draft.form["topic"]])
        occupation, _problem = meant_occupation(connection, draft.form["occupation"])
    if topics and occupation is not None:
        asked.append(topics[0].question_about(occupation))
    return list(dict.fromkeys(filter(None, asked)))[:MOST_PREVIEWED]
