"""The way from one occupation to another that is far, over occupations that are near to each other.

The graph's nodes are occupations; its edges lead both ways between those of which O*NET lists one as related
to the other. A step costs what does not carry over (1 less the score of ``occupation_profiles``), a constant,
so that few steps beat many, half the share of pay that is lost by it, and half the share by which its end
pays less than the first occupation. Dijkstra's algorithm finds the cheapest way; no stone may take more
education or experience than the two ends, nor lead people where neither of them does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select
from sqlalchemy.engine import Connection

from knowledge.models import ALL_INDUSTRIES, NATION, onet_occupation, onet_related, projection, wage
from knowledge.queries.dataset_rows import ONET, PROJECTIONS, WAGES, dataset_import
from knowledge.queries.index_cache import IndexCache
from knowledge.queries.occupation_profiles import Profiles, occupation_profiles
from knowledge.queries.occupation_search import EDUCATION, EXPERIENCE, MEDIAN, MODERATE, TRAINING
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import read
from knowledge.queries.transitions import CLOSE, FAR

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COST_OF_A_STEP = 0.4
COST_OF_LOST_PAY = 0.5
MOST_STEPS = 4
CACHE_BYTES = 16_000_000  # the graph of ten thousand occupations, or a dozen of a thousand
_UNKNOWN = -1  # as an education
_GROUP = 2  # characters of a code that name the group of occupations
_MANAGEMENT = "11-"  # how the codes of managers begin

_RELATED = select(onet_related.c.occupation_code, onet_related.c.related_code)
_NODES = select(
    onet_occupation.c.code,
    onet_occupation.c.title,
    projection.c.education,
    projection.c.experience,
    projection.c.training,
    MEDIAN.label("pay"),
).select_from(
    onet_occupation.join(
        projection, onet_occupation.c.projection_code == projection.c.code, isouter=True
    ).join(
        wage,
        and_(
            wage.c.code == onet_occupation.c.wage_code,
            wage.c.area_code == NATION,
            wage.c.industry_code == ALL_INDUSTRIES,
        ),
        isouter=True,
    )
)


@dataclass(frozen=True)
class _Graph:
    """Steps between the rows of the profiles: ends and costs; of each row what it takes and pays."""

    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    costs: NDArray[np.float64]
    education: NDArray[np.intp]  # -1 where none is known: no stone
    experience: NDArray[np.intp]  # as an index in ``EXPERIENCE``
    training: NDArray[np.intp]  # as an index in ``TRAINING``
    leads: NDArray[np.bool_]  # whether its people lead others
    pay: NDArray[np.float64]  # the nation's median of each row by the year, NaN where none is published

    @property
    def size(self) -> int:
        """The size in bytes."""
        of_steps = (self.starts, self.ends, self.costs)
        arrays = (*of_steps, self.education, self.experience, self.training, self.leads, self.pay)
        return sum(int(array.nbytes) for array in arrays)


_graphs: IndexCache[_Graph] = IndexCache(CACHE_BYTES)


@cached_query
def stepping_stones(
    connection: Connection, *, source: str, target: str, education: int | None = None
) -> tuple[str, ...]:
    """Return the codes of the cheapest way from source to target, both among them; empty if there is none.

    Args:
        connection: to the knowledge base.
        source: where the way begins, by its O*NET-SOC code.
        target: where it ends.
        education: of the person, as an index in ``EDUCATION``; None for what is typical for the source.
    """
    profiles = occupation_profiles(connection)
    if profiles is None or source == target or not {source, target} <= set(profiles.rows):
        return ()
    graph = _graph(connection, profiles)
    start, end = profiles.rows[source], profiles.rows[target]
    most = max(int(graph.education[start]) if education is None else education, int(graph.education[end]))
    return tuple(profiles.codes[row] for row in _cheapest(graph, start, end, most))


def _cheapest(graph: _Graph, start: int, end: int, most: int) -> list[int]:
    """Return the rows of the cheapest way over stones that take no more than an education."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    open_ = _open(graph, start, end, most)
    open_[[start, end]] = True
    used = open_[graph.starts] & open_[graph.ends]
    lost = _lost(graph.pay[start], graph.pay)
    costs = graph.costs + COST_OF_LOST_PAY * lost[graph.ends]
    size = len(graph.education)
    steps = csr_matrix((costs[used], (graph.starts[used], graph.ends[used])), shape=(size, size))
    _costs, before = dijkstra(steps, indices=start, return_predecessors=True)
    way = [end]
    while way[-1] != start and before[way[-1]] >= 0 and len(way) <= MOST_STEPS:
        way.append(int(before[way[-1]]))
    return np.flip(way).tolist() if way[-1] == start else []


def _open(graph: _Graph, start: int, end: int, most: int) -> NDArray[np.bool_]:
    """Return which rows take no more than an education, nor more experience than the ends, nor lead."""
    found: NDArray[np.bool_] = (graph.education != _UNKNOWN) & (graph.education <= most)
    found &= graph.experience <= max(graph.experience[start], graph.experience[end])
    return found if graph.leads[start] or graph.leads[end] else found & ~graph.leads


@cached_query
def stones_between(
    connection: Connection, *, source: str, target: str, education: int, limit: int
) -> tuple[str, ...]:
    """Return the codes of what is near a target and can be begun at once, the nearest to it first.

    That takes no more than an education, no experience and no long training, and is nearer to the target
    than the source is, in the group of one of the two; ``source`` is empty where it is not known.
    """
    import numpy as np

    profiles = occupation_profiles(connection)
    if profiles is None or not {source or target, target} <= set(profiles.rows):
        return ()
    graph = _graph(connection, profiles)
    start, end = profiles.rows[source or target], profiles.rows[target]
    everything = np.arange(len(profiles.codes), dtype=np.intp)
    near = profiles.scores(end, everything)
    open_ = _open(graph, start, end, education) & (graph.experience == 0)
    open_ &= graph.training <= TRAINING.index(MODERATE)
    open_ &= (near >= FAR) & ((near >= CLOSE) | np.isin(everything, graph.ends[graph.starts == end]))
    open_ &= (near > near[start]) | (source == "")
    groups = {code[:_GROUP] for code in (source, target) if code}
    open_ &= np.array([code[:_GROUP] in groups for code in profiles.codes], dtype=np.bool_)
    open_[[start, end]] = False
    order = sorted(np.flatnonzero(open_).tolist(), key=lambda row: -float(near[row]))
    return tuple(profiles.codes[row] for row in order[:limit])


def _graph(connection: Connection, profiles: Profiles) -> _Graph:
    """Return the graph of the imports, which is made once for each."""
    imported = " ".join(str(dataset_import(connection, key=key)) for key in (ONET, PROJECTIONS, WAGES))
    graph = _graphs.get(imported)
    if graph is None:
        graph = _made(connection, profiles)
        _graphs.put(imported, graph)
    return graph


def _made(connection: Connection, profiles: Profiles) -> _Graph:
    import numpy as np

    nodes = {row.code: row for row in read(connection, _NODES)}
    neighbours: dict[int, set[int]] = {}
    for row in read(connection, _RELATED):
        one, other = profiles.rows.get(row.occupation_code), profiles.rows.get(row.related_code)
        if one is not None and other is not None:
            neighbours.setdefault(one, set()).add(other)
            neighbours.setdefault(other, set()).add(one)
    pay = np.array([nodes[code].pay or np.nan for code in profiles.codes], dtype=np.float64)
    starts, ends, costs = [], [], []
    for start, found in sorted(neighbours.items()):
        to = np.array(sorted(found), dtype=np.intp)
        starts.append(np.full(len(to), start, dtype=np.intp))
        ends.append(to)
        lost = COST_OF_LOST_PAY * _lost(pay[start], pay[to])
        costs.append(1 - profiles.scores(start, to) + COST_OF_A_STEP + lost)
    none: list[Any] = [np.empty(0, dtype=np.intp)]
    return _Graph(
        np.concatenate(starts or none),
        np.concatenate(ends or none),
        np.concatenate(costs or none).astype(np.float64),
        np.array([_education(nodes[code]) for code in profiles.codes], dtype=np.intp),
        _places([nodes[code].experience for code in profiles.codes], EXPERIENCE),
        _places([nodes[code].training for code in profiles.codes], TRAINING),
        np.array([_leads(nodes[code]) for code in profiles.codes], dtype=np.bool_),
        pay,
    )


def _leads(node: Any) -> bool:
    """Return whether the people of a node lead others."""
    return bool(node.code.startswith(_MANAGEMENT) or "Supervisors" in node.title)


def _places(values: Sequence[str | None], levels: Sequence[str]) -> NDArray[np.intp]:
    """Return the places of values in the order of levels; the first one where none is known."""
    import numpy as np

    return np.array([levels.index(one) if one else 0 for one in values], dtype=np.intp)


def _lost(before: float, after: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share of a pay that is lost with others; nothing where one of the two is not known."""
    import numpy as np

    found: NDArray[np.float64] = np.clip(np.nan_to_num(1 - after / before), 0, 1)
    return found


def _education(node: Any) -> int:
    """Return the entry education of a node; of what is left over in a group, which is no stone, none."""
    if "All Other" in node.title or node.education is None:
        return _UNKNOWN
    return EDUCATION.index(node.education)
