"""Builds the encoder in its folder."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from knowledge.encoder.weights import (
    MANIFEST,
    MODEL,
    TOKENIZER,
    WEIGHTS,
    EncoderError,
    File,
    Manifest,
    encoder_folder,
    official_files,
    recipe,
    verified_manifest,
)

Say = Callable[[str], object]


def ready_manifest(folder: Path) -> Manifest:
    """Return the manifest of an encoder that is undamaged and built by this version of the project.

    Raises:
        EncoderMissing: there is no encoder.
        EncoderError: it is damaged, or another version built it.
    """
    manifest = verified_manifest(folder)
    if manifest.recipe != recipe():
        raise EncoderError(f"The encoder in {folder} was built by another version of the project.")
    return manifest


def build(say: Say, weights: Path | None = None, tokenizer: Path | None = None) -> Manifest:
    """Build the encoder from its weights.

    Raises:
        EncoderMissing: the weights are missing.
        EncoderError: the weights are not the official ones, or the model differs from the reference.
    """
    folder = encoder_folder()
    say("checking the weights")
    sources = official_files(weights, tokenizer)
    folder.mkdir(parents=True, exist_ok=True)
    # The manifest is moved last: an encoder without its manifest counts as not built.
    with tempfile.TemporaryDirectory(dir=folder, prefix=".building-") as name:
        made = Path(name)
        (made / TOKENIZER).write_bytes(sources[TOKENIZER].read_bytes())
        manifest = _export(sources[WEIGHTS], made, say)
        for file in (MODEL, TOKENIZER, MANIFEST):
            (made / file).replace(folder / file)
    return manifest


def _export(weights_file: Path, folder: Path, say: Say) -> Manifest:
    """Write the int8 model and the manifest into a folder that holds the tokenizer."""
    import onnx
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    from knowledge.encoder.export import Network, check_fp32, check_int8
    from knowledge.encoder.int8 import Int8Network, calibration_texts, measured_ranges

    weights = load_file(weights_file)
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.no_padding()
    say("building the network and comparing it with the reference")
    full = folder / "full.onnx"
    onnx.save(Network(weights).model(), full)
    check_fp32(full, folder / TOKENIZER)
    full.unlink()
    say("quantising it to int8 and comparing it with the reference")
    ranges = measured_ranges(weights, (tokenizer.encode(text).ids for text in calibration_texts()))
    onnx.save(Int8Network(weights, ranges).model(), folder / MODEL)
    check_int8(folder / MODEL, folder / TOKENIZER)
    manifest = Manifest(recipe(), {name: File.of(folder / name) for name in (MODEL, TOKENIZER)})
    manifest.write(folder / MANIFEST)
    return manifest
