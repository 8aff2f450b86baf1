"""What tells occupations from each other, in one array a kind, and how much of one carries over to another.

The score of a step from one occupation to another is the weighted mean (:data:`WEIGHTS`) of what
:data:`PARTS` names, each from 0 to 1:

* ``duties``: mean cosine of the sentence encoder's vectors of names and of descriptions. O*NET finds its
  related occupations by what people do and what they are called (Dahlke, Putka, Shewach and Lewis, Developing
  Related Occupations for the O*NET Program, 2022).
* ``skills``: cosine of importance times level over all skills, the angular separation of Gathmann and
  Schönberg (How General Is Human Capital?, Journal of Labor Economics 28, 2010).
* ``interests``: correlation of the six interests, as O*NET matches people with occupations, moved to 0 to 1.
* ``technologies``: square root of the cosine of the technologies, each weighted by its rarity.
* ``coverage``: of the skills that matter in the target, the share of the level that the source reaches,
  weighed by importance: the only part that is not the same in both directions.

O*NET's list of related occupations is no part of it, so that the score can be held against this list
(``bench/transitions.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from knowledge.models import onet_rating, onet_technology, onet_vector
from knowledge.queries.dataset_rows import ONET, dataset_import, of_dataset
from knowledge.queries.index_cache import IndexCache
from knowledge.queries.rows import read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = {"duties": 0.45, "skills": 0.2, "interests": 0.15, "technologies": 0.1, "coverage": 0.1}
PARTS = tuple(WEIGHTS)
IMPORTANT = 3.0  # of 1 to 5: "important" on O*NET's scale
STANDS_FOR = (
    0.6  # so near, by the other parts, is an occupation whose skills stand for those of an unrated one
)
CACHE_BYTES = 64_000_000  # an import of ten thousand occupations, or a dozen of a thousand

_VECTORS = (
    select(onet_vector.c.occupation_code, onet_vector.c.vector)
    .where(of_dataset(onet_vector, ONET))
    .order_by(onet_vector.c.id)
)
_RATED = select(*(onet_rating.c[name] for name in ("occupation_code", "element", "value", "level"))).where(
    onet_rating.c.scale == bindparam("scale"), of_dataset(onet_rating, ONET)
)
_TECHNOLOGIES = select(onet_technology.c.occupation_code, onet_technology.c.normalised).where(
    of_dataset(onet_technology, ONET)
)


@dataclass(frozen=True)
class Profiles:
    """The occupations that are described and whose interests are rated; a row of each array is one of them.

    Attributes:
        codes: O*NET-SOC codes of the rows.
        words: unit vectors of the name and of the description, one behind the other.
        importance: of skills, 1 to 5.
        level: of skills, 0 to 7.
        interests: less their mean, of length 1.
        technologies: of length 1, sparse.
        rated_as: the row whose skills are those of a row; another where O*NET rates none, -1 without one.
    """

    codes: tuple[str, ...]
    words: NDArray[np.float32]
    importance: NDArray[np.float32]
    level: NDArray[np.float32]
    interests: NDArray[np.float32]
    technologies: Any
    rated_as: NDArray[np.intp]
    rows: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", {code: row for row, code in enumerate(self.codes)})

    @property
    def size(self) -> int:
        """The approximate size in bytes."""
        arrays = (self.words, self.importance, self.level, self.interests, self.technologies.data)
        return sum(int(array.nbytes) for array in arrays) + 2 * int(self.technologies.data.nbytes)

    def parts(self, source: int, targets: NDArray[np.intp]) -> dict[str, NDArray[np.float32]]:
        """Return each part of the score of the steps from a row to others; NaN where it is not known."""
        import numpy as np

        near = self._near(source, targets)
        skilled, needed = self.rated_as[source], self.rated_as[targets]
        known = (needed >= 0) & (skilled >= 0)
        near["skills"] = np.where(known, self._skills(skilled, needed), np.nan)
        near["coverage"] = np.where(known, self._coverage(skilled, needed), np.nan)
        return {name: near[name] for name in PARTS}

    def scores(self, source: int, targets: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return the scores of the steps from a row to others, by the parts that are known."""
        return mean_of(self.parts(source, targets))

    def nearest_rated(self, row: int, rated: NDArray[np.intp]) -> int:
        """Return which of some rows with rated skills may stand for one without, -1 if none is near."""
        if not len(rated):
            return -1
        nearness = mean_of(self._near(row, rated))
        best = int(nearness.argmax())
        return int(rated[best]) if nearness[best] >= STANDS_FOR else -1

    def _near(self, source: int, targets: NDArray[np.intp]) -> dict[str, NDArray[np.float32]]:
        """Return the parts that every occupation has."""
        import numpy as np

        used = (self.technologies @ self.technologies[source].toarray().ravel())[targets]
        return {
            "duties": np.clip(self.words[targets] @ self.words[source], 0, 1),
            "interests": np.clip((self.interests[targets] @ self.interests[source] + 1) / 2, 0, 1),
            "technologies": np.sqrt(np.clip(used, 0, 1)),
        }

    def _skills(self, skilled: int, needed: NDArray[np.intp]) -> NDArray[np.float32]:
        weighed = _unit((self.importance[needed] - 1) * self.level[needed])
        return weighed @ _unit((self.importance[skilled] - 1) * self.level[skilled])

    def _coverage(self, skilled: int, needed: NDArray[np.intp]) -> NDArray[np.float32]:
        import numpy as np

        importance, level = self.importance[needed], np.maximum(self.level[needed], 0.01)
        weights = np.where(importance >= IMPORTANT, importance - 1, 0)
        reached = np.minimum(1, self.level[skilled] / level)
        found: NDArray[np.float32] = (reached * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)
        return found


_indexes: IndexCache[Profiles] = IndexCache(CACHE_BYTES)


def occupation_profiles(connection: Connection) -> Profiles | None:
    """Return the profiles of the import, which are read once for each; None without the datasets."""
    imported = dataset_import(connection, key=ONET)
    if imported is None:
        return None
    index = _indexes.get(imported)
    if index is None:
        index = _read(connection)
        _indexes.put(imported, index)
    return index


def _read(connection: Connection) -> Profiles:
    import numpy as np

    interests = _rated(connection, "interest")
    skills = _rated(connection, "skill")
    stored: dict[str, list[bytes]] = {}
    for row in read(connection, _VECTORS):
        stored.setdefault(row.occupation_code, []).append(row.vector)
    codes = tuple(sorted(set(stored) & set(interests)))
    halves = [b"".join((stored[code][0], stored[code][-1])) for code in codes]
    words = np.frombuffer(b"".join(halves), np.float16).reshape(len(codes), -1).astype(np.float32)
    liked = _matrix(interests, codes)[0]
    importance, level = _matrix(skills, codes)
    own = np.array([row if code in skills else -1 for row, code in enumerate(codes)], dtype=np.intp)
    profiles = Profiles(
        codes=codes,
        words=_unit(words),
        importance=importance,
        level=level,
        interests=_unit(liked - liked.mean(axis=1, keepdims=True)),
        technologies=_technologies(connection, codes),
        rated_as=own.copy(),
    )
    rated = np.flatnonzero(own >= 0)
    stand_ins = [profiles.nearest_rated(int(row), rated) for row in np.flatnonzero(own < 0)]
    profiles.rated_as[own < 0] = stand_ins
    return profiles


def _rated(connection: Connection, scale: str) -> dict[str, dict[str, tuple[float, float]]]:
    """Return value and level by occupation and element."""
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for row in read(connection, _RATED, scale=scale):
        found.setdefault(row.occupation_code, {})[row.element] = (row.value, row.level or 0.0)
    return found


def _matrix(
    rated: Mapping[str, Mapping[str, tuple[float, float]]], codes: tuple[str, ...]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return values and levels, a row for each code and a column for each element by name."""
    import numpy as np

    elements = sorted({element for row in rated.values() for element in row})
    nothing = (1.0, 0.0)
    cells = [[rated.get(code, {}).get(element, nothing) for element in elements] for code in codes]
    both = np.array(cells, dtype=np.float32).reshape(len(codes), len(elements), 2)
    return both[..., 0], both[..., 1]


def _technologies(connection: Connection, codes: tuple[str, ...]) -> Any:
    """Return a sparse matrix of the technologies by occupation, each weighted by its rarity."""
    import numpy as np
    from scipy.sparse import csr_matrix

    rows = {code: row for row, code in enumerate(codes)}
    used = {(row.occupation_code, row.normalised) for row in read(connection, _TECHNOLOGIES)}
    pairs = sorted(pair for pair in used if pair[0] in rows)
    columns = {name: column for column, name in enumerate(sorted({name for _code, name in pairs}))}
    at = np.array([columns[name] for _code, name in pairs], dtype=np.intp)
    users = np.bincount(at, minlength=len(columns))
    places = np.array([rows[code] for code, _name in pairs], dtype=np.intp)
    rarity = np.log(max(len(codes), 1) / users[at]) if pairs else np.zeros(0)
    lengths = np.sqrt(np.bincount(places, weights=rarity**2, minlength=len(codes)))
    values = (rarity / np.maximum(lengths[places], 1e-9)).astype(np.float32)
    return csr_matrix((values, (places, at)), shape=(len(codes), max(len(columns), 1)))


def mean_of(parts: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    """Return the weighted mean of those parts that are known."""
    import numpy as np

    values = np.stack(list(parts.values()))
    weights = np.array([WEIGHTS[name] for name in parts], dtype=np.float32)[:, None]
    known = ~np.isnan(values)
    found: NDArray[np.float32] = np.nansum(values * weights, axis=0) / (weights * known).sum(axis=0)
    return found


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return vectors of length 1 in the same direction."""
    import numpy as np

    found: NDArray[np.float32] = vectors / np.maximum(
        np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9
    ).astype(np.float32)
    return found
