"""Learns what titles stand for, and measures it on a file never learned from: ``make standing``."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from actions.questions.message import ASKED, BEFORE, GOAL, NOW, OTHER, REFUSED
from actions.questions.titles.standing.features import NO_TAG, TitleSaid, features_of
from actions.questions.titles.standing.model import STANDINGS, WEIGHTS, Standing, StandingModel
from bot.nlu.judges import fit_judge
from bot.nlu.span_tagger.marked import fingerprint, marked_files
from bot.nlu.span_tagger.network import TaggerNetwork
from bot.nlu.span_tagger.tagger import SpanTagger
from bot.nlu.standing.marked import FOLDER, MarkedTitles, read_marked
from bot.settings import ROOT
from knowledge.encoder import load_encoder

UNSEEN = ROOT / "tests" / "nlu" / "standing_messages.txt"  # never learned from
INVERSE_PENALTY = 0.3  # by cross-validation
FOLDS = 5
# What the tags alone say: without a conversation no tag tells work denied from somebody else's.
_OF_TAGS: dict[str, Standing] = {
    NOW: "own",
    BEFORE: "own",
    GOAL: "asked",
    ASKED: "asked",
    REFUSED: "refused",
    OTHER: "aside",
    NO_TAG: "aside",
}

Example = tuple[dict[str, float], Standing, Standing]  # features, standing, and what its tags alone say


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn from all files and measure, on parts of them in turn and on those never learned from."""
    parser = argparse.ArgumentParser(prog="python -m bot.nlu.standing", description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list what is judged wrongly")
    options = parser.parse_args(arguments)
    tagger = SpanTagger(load_encoder(), TaggerNetwork.load())
    files = marked_files(FOLDER)
    messages = [message for file in files for message in read_marked(file)]
    learned = [
        [examples_of(one, tagger), *([examples_of(new, tagger)] if (new := without_origins(one)) else [])]
        for one in messages
    ]
    unseen = read_marked(UNSEEN)
    for name, held in (
        ("in turn", [_held_out(learned, fold) for fold in range(FOLDS)]),
        (UNSEEN.name, [(fit(_flat(learned)), [examples_of(one, tagger) for one in unseen])]),
    ):
        print(name, _measured(held))
    if options.wrong:
        _list_wrong(fit(_flat(learned)), unseen, tagger)
    fit(_flat(learned), fingerprint(files)).save(WEIGHTS)
    return 0


def examples_of(message: MarkedTitles, tagger: SpanTagger) -> list[Example]:
    """Return the titles of a message as examples."""
    offsets = [(one.start, one.end) for one in message.titles]
    _spans, tags = tagger.read(message.text, offsets)
    titles = [
        TitleSaid(one.start, one.end, said, one.origins)
        for one, said in zip(message.titles, tags, strict=True)
    ]
    return [
        (
            features_of(message.text, titles, place),
            one.standing,
            _OF_TAGS[max(tags[place], key=lambda tag: tags[place][tag])],
        )
        for place, one in enumerate(message.titles)
    ]


def fit(messages: Sequence[Sequence[Example]], trained_from: str = "") -> StandingModel:
    """Learn from the examples of messages."""
    examples = [(features, standing) for message in messages for features, standing, _by_tags in message]
    return fit_judge(examples, STANDINGS, INVERSE_PENALTY, trained_from)


def without_origins(message: MarkedTitles) -> MarkedTitles | None:
    """Return a message as if nobody had brought up its titles, but for one's own; None if nobody had.

    A list may have had more rows than are remembered, and people speak of what they saw elsewhere.
    """
    titles = tuple(replace(one, origins=one.origins & {"own"}) for one in message.titles)
    return None if titles == message.titles else replace(message, titles=titles)


def _flat(messages: Sequence[Sequence[list[Example]]]) -> list[list[Example]]:
    return [one for forms in messages for one in forms]


def _held_out(
    messages: Sequence[Sequence[list[Example]]], fold: int
) -> tuple[StandingModel, list[list[Example]]]:
    """Return what is learned from the other parts of the messages, and this part as it was marked."""
    rest = [one for place, one in enumerate(messages) if place % FOLDS != fold]
    return fit(_flat(rest)), [forms[0] for forms in messages[fold::FOLDS]]


def _measured(held: Sequence[tuple[StandingModel, Sequence[Sequence[Example]]]]) -> str:
    """Return the share of titles that are judged rightly, by tags alone and by the model."""
    total, by_tags, right = Counter[str](), Counter[str](), Counter[str]()
    for model, messages in held:
        for features, standing, tagged in (one for message in messages for one in message):
            probable = model.probabilities(features)
            for name in ("all", standing):
                total[name] += 1
                by_tags[name] += tagged == standing
                right[name] += max(probable, key=lambda one: probable[one]) == standing
    return ", ".join(f"{name} {by_tags[name]} → {right[name]} of {count}" for name, count in total.items())


def _list_wrong(model: StandingModel, messages: Sequence[MarkedTitles], tagger: SpanTagger) -> None:
    for message in messages:
        for mark, (features, standing, _by_tags) in zip(
            message.titles, examples_of(message, tagger), strict=True
        ):
            probable = model.probabilities(features)
            best = max(probable, key=lambda one: probable[one])
            if best != standing:
                said = f"{message.text[: mark.start]}[{message.text[mark.start : mark.end]}]"
                print(f"{said}{message.text[mark.end :]}: {standing}, not {best} {probable[best]:.2f}")


if __name__ == "__main__":
    raise SystemExit(main())
