"""The training data of the project and of the operator's own folders, put together for a training."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from bot.own_intents import OwnIntents, project_intents
from knowledge.terms import normalise

ACTION = "action_statements"  # answers the topics that no handler is made for
_INTENT_LINE = re.compile(r"- intent: (\S+)")
_PHRASE_LINE = re.compile(r"\s+- (.*\S)")


def write_training_files(own: OwnIntents, root: Path, folder: Path) -> tuple[Path, list[Path]]:
    """Write what own folders change; return the domain's path, and those of the training data.

    Own topics get an intent and a rule. Phrases that the project refuses, because no source tells what they
    ask for, become phrases of the own topic that tells it.

    Args:
        own: what own folders add.
        root: the project's folder.
        folder: where to write.
    """
    domain = root / "domain" if (root / "domain").is_dir() else root / "domain.yml"
    data = root / "data"
    if own.is_empty:
        return domain, [data]
    data = shutil.copytree(data, folder / "data")
    _take_over(own, data)
    added = [topic for topic in own.topics if topic not in project_intents(root)]
    if added:
        merged = folder / "domain"
        if domain.is_dir():
            shutil.copytree(domain, merged)
        else:
            merged.mkdir()
            shutil.copy(domain, merged)
        intents = "".join(f"  - {topic}: {{use_entities: []}}\n" for topic in added)
        (merged / "own_topics.yml").write_text(f'version: "3.1"\nintents:\n{intents}', encoding="utf-8")
        steps = "".join(
            f"  - rule: {topic}\n    steps:\n      - intent: {topic}\n      - action: {ACTION}\n"
            for topic in added
        )
        (data / "own_rules.yml").write_text(f'version: "3.1"\nrules:\n{steps}', encoding="utf-8")
        domain = merged
    return domain, [data, *own.files]


def _take_over(own: OwnIntents, data: Path) -> None:
    """Take from refusals the phrases that an own topic answers, and those that own phrases repeat."""
    from actions.no_answer.refusals import refusals
    from bot.nlu.untold import untold_in  # loads spaCy, which a start without own topics does without

    teller = {hint: key for key, topic in own.topics.items() for hint in topic.tells}
    repeated = {normalise(one.text) for phrases in own.phrases.values() for one in phrases}
    moved: dict[str, list[str]] = {}
    for file in sorted(data.rglob("*.yml")):
        kept, intent = [], ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if found := _INTENT_LINE.match(line):
                intent = found[1]
            phrase = _PHRASE_LINE.match(line) if intent in refusals() and intent not in own.topics else None
            if phrase is not None:
                if normalise(phrase[1]) in repeated:
                    continue
                topics = [teller[hint] for hint in untold_in(phrase[1]) if hint in teller]
                if topics:
                    moved.setdefault(topics[0], []).append(phrase[1])
                    continue
            kept.append(line)
        file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    if moved:
        blocks = "".join(
            f"- intent: {topic}\n  examples: |\n" + "".join(f"    - {one}\n" for one in phrases)
            for topic, phrases in moved.items()
        )
        (data / "own_taken_over.yml").write_text(f'version: "3.1"\nnlu:\n{blocks}', encoding="utf-8")
