"""Trains the span tagger, or measures it on files that it does not learn from: ``make tagger``."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bot.nlu.span_tagger.marked import FOLDER, WORK, MarkedMessage, fingerprint, marked_files, read_marked
from bot.nlu.span_tagger.network import WEIGHTS
from bot.nlu.span_tagger.tagger import SpanTagger
from bot.nlu.span_tagger.training import examples_of, fit
from bot.settings import ROOT
from knowledge.encoder import load_encoder

UNSEEN = ROOT / "tests" / "nlu" / "marked_messages.txt"  # never learned from


def main(arguments: Sequence[str] | None = None) -> int:
    """Train on all files, or on those that are not held out; measure on those held out."""
    parser = argparse.ArgumentParser(prog="python -m bot.nlu.span_tagger", description=__doc__)
    parser.add_argument("--held-out", nargs="+", default=[], metavar="FILE", help="measured, and not learned")
    parser.add_argument("--messages", type=Path, default=FOLDER, help="folder of the marked messages")
    options = parser.parse_args(arguments)
    files = marked_files(options.messages)
    held = [one for one in files if one.name in options.held_out]
    learned = [one for one in files if one not in held]
    encoder = load_encoder()
    messages = [message for file in learned for message in read_marked(file)]
    print(f"{len(messages)} messages of {len(learned)} files", flush=True)
    network = fit(examples_of(messages, encoder), fingerprint(learned), lambda line: print(line, flush=True))
    for file in held or [UNSEEN]:
        counts = counted(SpanTagger(encoder, network), read_marked(file))
        print(f"{file.name}: {', '.join(f'{count} {name}' for name, count in counts.items())}")
    if not held:
        network.save()
        print(f"{WEIGHTS.name} is written ({WEIGHTS.stat().st_size / 1e6:.2f} MB)")
    return 0


def counted(tagger: SpanTagger, messages: Sequence[MarkedMessage]) -> Counter[str]:
    """Return how much work is marked, how much of that is found, and how much of it with its role.

    ``not marked`` is what is found and is no work.
    """
    counts: Counter[str] = Counter()
    for message in messages:
        spans = [span for span in tagger.spans(message.text) if span.tag in WORK]
        marks = [mark for mark in message.marks if mark.tag in WORK]
        for mark in marks:
            over = [span for span in spans if span.start < mark.end and span.end > mark.start]
            counts["marked"] += 1
            counts["found"] += bool(over)
            counts["with its role"] += any(span.tag == mark.tag for span in over)
        over_none = (all(one.end <= span.start or one.start >= span.end for one in marks) for span in spans)
        counts["not marked"] += sum(over_none)
    return counts


if __name__ == "__main__":
    raise SystemExit(main())
