"""Groups texts by meaning: the project's sentence encoder, and scikit-learn's agglomerative clustering."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering

from knowledge.encoder import load_encoder

# Mean cosine distance between two groups from which on they stay apart. Of 1,200 training phrases it puts
# half into groups of three and more, whose members share an intent (homogeneity 0.83); at 0.45 it is a third.
APART = 0.55
LONGEST = 300  # characters of a text that are compared
_SPACE = re.compile(r"\s+")


def group_texts(texts: Sequence[str]) -> list[list[int]]:
    """Return groups of texts with similar meanings, as places in ``texts``.

    The largest group comes first, and in each group the text in its middle: that which is nearest to all of
    them. Time and memory grow with the square of the number of different texts: 3,000 take some seconds and
    200 MB.

    Raises:
        EncoderError: there is no sentence encoder.
    """
    written = [_SPACE.sub(" ", text[:LONGEST]).strip().casefold() for text in texts]
    distinct = list(dict.fromkeys(written))
    if not distinct:
        return []
    vectors = load_encoder().encode(distinct)
    places: dict[str, list[int]] = {text: [] for text in distinct}
    for place, text in enumerate(written):
        places[text].append(place)
    found = []
    for members in _clusters(vectors):
        weights = np.array([len(places[distinct[one]]) for one in members])
        nearness = vectors[members] @ (weights @ vectors[members])
        inside_out = [members[one] for one in np.argsort(-nearness, kind="stable")]
        # Every wording once before any comes again, so that the first few are different ones.
        found.append(
            [places[distinct[one]][0] for one in inside_out]
            + [place for one in inside_out for place in places[distinct[one]][1:]]
        )
    return sorted(found, key=lambda group: (-len(group), group[0]))


def _clusters(vectors: NDArray[np.float32]) -> list[list[int]]:
    if len(vectors) == 1:
        return [[0]]
    clustering = AgglomerativeClustering(
        n_clusters=None, distance_threshold=APART, linkage="average", affinity="cosine"
    )
    labels = clustering.fit_predict(vectors)
    found: list[list[int]] = [[] for _ in range(labels.max() + 1)]
    for place, label in enumerate(labels):
        found[label].append(place)
    return found
