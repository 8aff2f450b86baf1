"""Learns what messages ask for, and measures it on a file never learned from: ``make asked``."""

from __future__ import annotations

import argparse
import asyncio
import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import structlog

from actions.questions.asked_for.features import features_of
from actions.questions.asked_for.model import ALL_ASKED_FOR, WEIGHTS, AskedFor, AskedForModel
from actions.questions.message import UserMessage
from bot.nlu.asked_for.labelled import FOLDER, Labelled, read_labelled
from bot.nlu.judges import fit_judge
from bot.nlu.span_tagger.marked import fingerprint, marked_files
from bot.rasa_runtime.tensorflow_stub import keep_tensorflow_out
from bot.settings import ROOT
from bot.train import ensure_model

UNSEEN = ROOT / "tests" / "nlu" / "asked_for_messages.txt"  # never learned from
INVERSE_PENALTY = 1.0  # by cross-validation
FOLDS = 5

Example: TypeAlias = tuple[dict[str, float], AskedFor]


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn from all files and measure, on parts of them in turn and on those never learned from."""
    parser = argparse.ArgumentParser(prog="python -m bot.learn_asked_for", description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list what is judged wrongly")
    options = parser.parse_args(arguments)
    files = marked_files(FOLDER)
    messages = [message for file in files for message in read_labelled(file)]
    unseen = read_labelled(UNSEEN)
    examples, of_unseen = _examples(messages), _examples(unseen)
    parts = [(_fit(_without(examples, fold)), examples[fold::FOLDS]) for fold in range(FOLDS)]
    model = _fit(examples, fingerprint(files))
    print("in turn", _measured(parts))
    print(UNSEEN.name, _measured([(model, of_unseen)]))
    if options.wrong:
        held = ((messages[fold::FOLDS], *part) for fold, part in enumerate(parts))
        for said, judge, these in (*held, (unseen, model, of_unseen)):
            _list_wrong(said, judge, these)
    model.save(WEIGHTS)
    return 0


def _examples(messages: Sequence[Labelled]) -> list[Example]:
    """Return the features of messages as the trained model parses them, with what they ask for."""
    keep_tensorflow_out()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    from rasa.core.agent import Agent

    agent = Agent.load(str(ensure_model()))

    async def parsed() -> list[Example]:
        read = [UserMessage.from_parse(await agent.parse_message(one.text)) for one in messages]
        return [(features_of(one), label.asked_for) for one, label in zip(read, messages, strict=True)]

    return asyncio.run(parsed())


def _fit(examples: Sequence[Example], trained_from: str = "") -> AskedForModel:
    return fit_judge(examples, ALL_ASKED_FOR, INVERSE_PENALTY, trained_from)


def _without(examples: Sequence[Example], fold: int) -> list[Example]:
    return [one for place, one in enumerate(examples) if place % FOLDS != fold]


def _measured(held: Iterable[tuple[AskedForModel, Sequence[Example]]]) -> str:
    """Return how many messages are judged rightly, of all and of each kind."""
    total, right = Counter[str](), Counter[str]()
    for model, examples in held:
        for features, asked_for in examples:
            for name in ("all", asked_for):
                total[name] += 1
                right[name] += _verdict(model, features)[0] == asked_for
    return ", ".join(f"{name} {right[name]} of {count}" for name, count in total.items())


def _list_wrong(messages: Sequence[Labelled], model: AskedForModel, examples: Sequence[Example]) -> None:
    for message, (features, asked_for) in zip(messages, examples, strict=True):
        verdict, probability = _verdict(model, features)
        if verdict != asked_for:
            print(f"{message.text}: {asked_for}, not {verdict} {probability:.2f}")


def _verdict(model: AskedForModel, features: dict[str, float]) -> tuple[AskedFor, float]:
    probable = model.probabilities(features)
    best = max(probable, key=lambda one: probable[one])
    return best, probable[best]


if __name__ == "__main__":
    raise SystemExit(main())
