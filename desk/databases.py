"""The databases of the application that is asked for: one connection a block, one transaction a write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy.engine import Connection, Engine

_PLACE = "desk databases"


@dataclass(frozen=True)
class Databases:
    """Engines that are made once a process."""

    conversations: Engine
    knowledge: Engine


def keep(app: Flask, databases: Databases) -> None:
    """Give an application its databases."""
    app.extensions[_PLACE] = databases


def databases() -> Databases:
    """Return the databases of the current application."""
    found: Databases = current_app.extensions[_PLACE]
    return found


@contextmanager
def reading() -> Iterator[Connection]:
    """Open a connection to the conversations' database; what is written is taken back."""
    with databases().conversations.connect() as connection:
        yield connection


@contextmanager
def writing() -> Iterator[Connection]:
    """Open a transaction in the conversations' database, committed at the end unless something is raised."""
    with databases().conversations.begin() as connection:
        yield connection


@contextmanager
def reading_knowledge() -> Iterator[Connection]:
    """Open a connection to the knowledge base."""
    with databases().knowledge.connect() as connection:
        yield connection
