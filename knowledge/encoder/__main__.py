"""Command line of the sentence encoder: ``python -m knowledge.encoder build|ready|check``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from knowledge.encoder.build import build, ready_manifest
from knowledge.encoder.weights import MODEL, TOKENIZER, EncoderError, encoder_folder
from knowledge.settings import SettingError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 with a message that says what to do."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except (EncoderError, SettingError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"The encoder cannot be stored in {encoder_folder()}: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m knowledge.encoder", description="The sentence encoder.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    building = commands.add_parser("build", help="build the encoder from its weights, if it is missing")
    building.add_argument("--weights", type=Path, help="model.safetensors, supplied by hand")
    building.add_argument("--tokenizer", type=Path, help="tokenizer.json (default: beside the weights)")
    building.set_defaults(run=_build)
    ready = commands.add_parser("ready", help="check that the encoder is there and undamaged")
    ready.set_defaults(run=_ready)
    checking = commands.add_parser("check", help="compare the encoder with its hashes and reference vectors")
    checking.set_defaults(run=_check)
    return parser


def _build(options: argparse.Namespace) -> None:
    by_hand = options.weights or options.tokenizer
    if not by_hand and _is_ready():
        _ready(options)
        return
    manifest = build(_say, options.weights, options.tokenizer)
    print(f"encoder is ready ({manifest.summary})")


def _is_ready() -> bool:
    try:
        ready_manifest(encoder_folder())
    except EncoderError:
        return False
    return True


def _ready(_options: argparse.Namespace) -> None:
    print(f"encoder is up to date ({ready_manifest(encoder_folder()).summary})")


def _check(_options: argparse.Namespace) -> None:
    from knowledge.encoder.export import check_int8

    folder = encoder_folder()
    manifest = ready_manifest(folder)
    compared = check_int8(folder / MODEL, folder / TOKENIZER)
    print(
        f"encoder is correct ({manifest.summary}; smallest cosine to the reference {compared.min_cosine:.4f})"
    )


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
