"""Checks the operator's own folders and says what waits for what: ``python -m bot.check_content``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from actions.no_answer.refusals import refusals
from bot.nlu.untold import untold_in, untold_keys
from bot.own_intents import OwnIntents, project_phrases, read_own_intents
from bot.process.phrases import phrase
from bot.settings import SettingError
from bot.train import model_path
from knowledge.content import Content, ContentError, content_fingerprint, read_content
from knowledge.content_folder import own_folders
from knowledge.content_issues import ContentIssue, display_path
from knowledge.database import create_knowledge_engine, database_url
from knowledge.encoder import EncoderError
from knowledge.loader import is_loaded
from knowledge.settings import CONTENT_VARIABLE, shown_url
from knowledge.terms import normalise

ENOUGH_PHRASES = 20  # of an intent of one's own; with fewer it is often misunderstood


def main() -> int:
    """Check the folders; return 0, or 1 with every issue."""
    try:
        folders = own_folders()
        if not folders:
            print(phrase("own_none", variable=CONTENT_VARIABLE))
            return 0
        content = read_content()
        own = read_own_intents()
        issues = [*own.issues, *phrases_twice(own), *unreachable(own, content)]
    except ContentError as error:
        issues, folders = error.issues, ()
    except SettingError as error:
        print(error, file=sys.stderr)
        return 1
    for issue in issues:
        print(issue, file=sys.stderr)
    if issues:
        print(phrase("own_issues", number=len(issues)), file=sys.stderr)
        return 1
    for folder in folders:
        print(_counted(folder, content, own))
    for line in (*hints(own), *waiting()):
        print(line)
    return 0


def _counted(folder: Path, content: Content, own: OwnIntents) -> str:
    """Return what a folder holds, by numbers."""
    shown = display_path(folder)

    def inside(entries: list[object]) -> int:
        return sum(content.locations[id(entry)].file.is_relative_to(shown) for entry in entries)

    return phrase(
        "own_counts",
        folder=shown,
        occupations=inside([*content.occupations]),
        facts=inside([*content.rows()]),
        entities=inside([*content.entities]),
        topics=inside([*content.topics]),
        phrases=sum(one.file.is_relative_to(folder) for found in own.phrases.values() for one in found),
    )


def phrases_twice(own: OwnIntents) -> Iterator[ContentIssue]:
    """Yield phrases that stand for another intent, too: NLU could only guess.

    Those of a refusal are taken over.
    """
    seen = project_phrases()
    for intent, phrases in own.phrases.items():
        for one in phrases:
            known = seen.setdefault(normalise(one.text), intent)
            if known != intent and known not in refusals():
                fix = "let it stand for one of the two"
                message = f"the phrase '{one.text}' is also one of '{known}'"
                yield ContentIssue(display_path(one.file), one.line, message, fix)


def unreachable(own: OwnIntents, content: Content) -> Iterator[ContentIssue]:
    """Yield topics whose phrases ask for what counts as told by no source, so that they would be refused."""
    kinds = {(statement.topic, statement.kind) for statement in content.statements}
    for key, topic in own.topics.items():
        for name in sorted({*topic.tells} - untold_keys()):
            message = f"'{key}' tells '{name}', which is none of: {', '.join(sorted(untold_keys()))}"
            yield ContentIssue(display_path(topic.file), topic.line, message, "correct the name or remove it")
        asked = {hint: one for one in own.phrases.get(key, ()) for hint in untold_in(one.text)}
        for hint, one in asked.items():
            if hint not in topic.tells and (key, hint) not in kinds:
                message = f"'{one.text}' asks for '{hint}', which is refused as told by no source"
                fix = f"write 'tells: [{hint}]' on the topic '{key}'"
                yield ContentIssue(display_path(one.file), one.line, message, fix)


def hints(own: OwnIntents) -> Iterator[str]:
    """Yield what is not wrong, but too little."""
    for topic in own.topics:
        found = len(own.phrases.get(topic, ()))
        if found == 0:
            yield phrase("own_no_phrases", topic=topic)
        elif found < ENOUGH_PHRASES:
            yield phrase("own_few_phrases", topic=topic, number=found, enough=ENOUGH_PHRASES)


def waiting() -> list[str]:
    """Return what waits for a load or a training."""
    lines = []
    try:
        loaded = is_loaded(create_knowledge_engine(), content_fingerprint())
    except (SQLAlchemyError, EncoderError):
        loaded = False
    if not loaded:
        lines.append(phrase("own_waits_load", database=shown_url(database_url())))
    if not model_path().is_file():
        lines.append(phrase("own_waits_training"))
    return lines or [phrase("own_nothing_waits")]


if __name__ == "__main__":
    sys.exit(main())
