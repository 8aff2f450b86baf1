"""Training phrases of the desk: those of the model, and those that wait, checked as files are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.check_content import phrases_twice, unreachable
from bot.own_intents import OwnIntents, project_intents, project_phrases, read_own_intents
from bot.settings import ROOT
from desk.content.checking import folder_of
from desk.content.folder import DeskContent
from desk.content.line_text import is_showable, one_line
from desk.content.yaml_text import phrases_yaml
from desk.texts import say
from knowledge.content import Content, read_content
from knowledge.content_folder import PHRASES
from knowledge.content_issues import ContentIssue
from knowledge.settings import ContentSettings
from knowledge.terms import normalise
from knowledge.yaml_tree import read_yaml

FILE = f"{PHRASES}.yml"
LONGEST = 300  # characters of a phrase
NOT_TAUGHT = frozenset({"nlu_fallback"})
Phrases = dict[str, list[str]]  # by intent


def phrases_of(folder: Path) -> Phrases:
    """Return the phrases in the desk's own file."""
    own = read_own_intents(ROOT, [folder]) if (folder / FILE).is_file() else OwnIntents()
    return {intent: [one.text for one in found] for intent, found in own.phrases.items() if found}


def shown_phrases() -> Phrases:
    """Return the desk's phrases that the model in use was trained on."""
    return phrases_of(ContentSettings.read().desk_content)


def phrases_in(text: str | None) -> Phrases:
    """Return the phrases in the text of a file that the desk has written; None stands for no file."""
    tree = read_yaml(text) if text else None
    blocks = (tree.get("nlu") if isinstance(tree, dict) else None) or ()
    return {
        str(block["intent"]): [
            line.removeprefix("- ") for line in str(block["examples"]).splitlines() if line
        ]
        for block in blocks
    }


def together(present: Mapping[str, Iterable[str]], added: Iterable[tuple[str, str]]) -> Phrases:
    """Return phrases with further ones (intent, text), each once."""
    merged: dict[str, dict[str, str]] = defaultdict(dict)
    for intent, text in (*((intent, one) for intent, found in present.items() for one in found), *added):
        merged[intent].setdefault(normalise(text), text)
    return {intent: list(found.values()) for intent, found in merged.items()}


def known_intents() -> list[str]:
    """Return the intents that phrases may be for: the project's, and topics of the operator's own."""
    own = read_own_intents(ROOT)
    return sorted((project_intents(ROOT) | set(own.topics)) - NOT_TAUGHT)


def problem_of(intent: str, text: str) -> str | None:
    """Return what keeps a phrase from being trained on, None if nothing does."""
    text = one_line(text)
    if not text or len(text) > LONGEST or not is_showable(text) or not normalise(text):
        return say("phrase.unusable", most=LONGEST)
    if text[0] in "#/-":  # a comment, a payload or a list to those who read the file
        return say("phrase.sign", sign=text[0])
    if intent not in known_intents():
        return say("phrase.no_intent")
    known = project_phrases(ROOT).get(normalise(text))
    if known == intent:
        return say("phrase.known")
    if known is not None:
        return say("phrase.other_intent", intent=known)
    return None


def issues_of(desk: DeskContent, phrases: Phrases) -> list[ContentIssue]:
    """Return what is wrong with phrases together with all content, as the check of own folders finds it."""
    settings = ContentSettings.read()
    with folder_of(desk) as folder:
        (folder / FILE).write_text(phrases_yaml(phrases), encoding="utf-8")
        own = read_own_intents(ROOT, [*settings.folders, folder])
        # What own topics tell is looked up in all content; without any there is nothing to look up.
        content = read_content() if own.topics else Content()
        return [*own.issues, *phrases_twice(own), *unreachable(own, content)]
