"""Indexes made of an occupation's passages, cached in memory by fingerprint within a bound of bytes."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """What knows how much memory it takes."""

    @property
    def size(self) -> int:
        """The approximate size in bytes."""


Index = TypeVar("Index", bound=Sized)


class IndexCache(Generic[Index]):
    """A cache of the most recently used indexes within a number of bytes. Threads may share it."""

    def __init__(self, most_bytes: int) -> None:
        """Start empty; the cache never takes more than ``most_bytes``."""
        self._most_bytes = most_bytes
        self._cached: OrderedDict[str, Index] = OrderedDict()
        self._lock = Lock()
        self.size = 0

    def get(self, fingerprint: str) -> Index | None:
        """Return the index with this fingerprint, if it is cached."""
        with self._lock:
            if fingerprint in self._cached:
                self._cached.move_to_end(fingerprint)
            return self._cached.get(fingerprint)

    def put(self, fingerprint: str, added: Index) -> None:
        """Add an index, and evict the least recently used ones beyond the limit."""
        with self._lock:
            if fingerprint in self._cached:
                return
            self._cached[fingerprint] = added
            self.size += added.size
            while self.size > self._most_bytes:
                _fingerprint, evicted = self._cached.popitem(last=False)
                self.size -= evicted.size
