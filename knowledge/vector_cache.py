"""Vectors of texts on disk beside the encoder: another database with the same texts needs no encoding.

Encoding the shipped content takes half a minute on one core, and so do the phrases of a training; reading
their vectors takes two tenths of a second.
"""

from __future__ import annotations

import logging
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.encoder.weights import encoder_folder
from knowledge.passages import digest, encoder_identity, vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

logger = logging.getLogger(__name__)
FILE = "vectors.npz"
MOST = 60_000  # vectors kept, of 768 bytes each
FEW_TEXTS = 100  # that are encoded in a second: reading the vectors on disk is not worth it


def cached_vectors(texts: Sequence[str], known: Mapping[str, bytes], encoder: str) -> dict[str, bytes]:
    """Return the vector (float16) of each text by its hash: a known one, else that on disk, else computed."""
    missing = {digest(text, encoder) for text in texts} - set(known)
    on_disk = read_vectors() if len(missing) > FEW_TEXTS else {}
    found = vectors(texts, {**on_disk, **known}, encoder)
    if len(missing - set(on_disk)) > FEW_TEXTS:
        write_vectors(found)
    return found


def encoded(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the vector of each text, in their order, as :func:`cached_vectors` finds or computes it."""
    import numpy as np

    encoder = encoder_identity()
    found = cached_vectors(texts, {}, encoder)
    rows = [np.frombuffer(found[digest(text, encoder)], dtype=np.float16) for text in texts]
    return np.array(rows, dtype=np.float32)


def read_vectors(folder: Path | None = None) -> dict[str, bytes]:
    """Return the vectors by the hash of their text and encoder; none where no usable file is."""
    import numpy as np

    try:
        with np.load((folder or encoder_folder()) / FILE) as file:
            hashes, rows = file["hashes"], file["vectors"]
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        logger.warning("cached vectors cannot be read and are made anew: %s", error)
        return {}
    return {str(key): row.tobytes() for key, row in zip(hashes, rows, strict=False)}


def write_vectors(vectors: Mapping[str, bytes], folder: Path | None = None) -> None:
    """Add vectors (float16) to those that are kept; the oldest go beyond :data:`MOST`.

    A folder that may not be written to leaves everything as it is.
    """
    import numpy as np

    folder = folder or encoder_folder()
    kept = {**read_vectors(folder), **vectors}
    kept = dict(list(kept.items())[-MOST:])
    rows = np.array([np.frombuffer(row, dtype=np.float16) for row in kept.values()])
    try:
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".npz", delete=False) as file:
            np.savez(file, hashes=np.array(list(kept)), vectors=rows)
        made = Path(file.name)
        made.chmod(0o644)  # servers may run as another user
        made.replace(folder / FILE)
    except OSError as error:
        logger.info("vectors are not cached: %s", error)
