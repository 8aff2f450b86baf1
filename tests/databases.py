"""Knowledge bases that are loaded once a run and copied, whichever process needs them."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy.engine import Connection

from bench.advisor import LOADED, copy_loaded
from knowledge.content import CONTENT, Content, read_content
from knowledge.database import create_knowledge_engine, migrate
from knowledge.datasets.importer import import_dataset
from knowledge.datasets.occupations import occupations
from knowledge.datasets.projections import projections
from knowledge.datasets.wages import FETCHED, carried_wages, published_wages
from knowledge.loader import load

FIXTURE_BASE = Path(__file__).with_name("fixture_base")


def sqlite_url(file: Path) -> str:
    return f"sqlite:///{file}"


def load_into(url: str, *folders: Path) -> None:
    """Migrate a database and load content into it, by default that which the project ships."""
    engine = create_knowledge_engine(url)
    migrate(engine)
    load(engine, read_content(*folders) if folders else shipped_content())
    engine.dispose()


def add_datasets(shipped: Path, file: Path) -> None:
    """Copy a database and import the data of all occupations, with the wages by place if they are there.

    Where those are imported already, for ``make run``, that database is copied and given the same content.
    """
    if LOADED.is_file():
        copy_loaded(file)
        load_into(sqlite_url(file))
    else:
        shutil.copyfile(shipped, file)
    engine = create_knowledge_engine(sqlite_url(file))
    wages = published_wages(FETCHED) if FETCHED.is_file() else carried_wages()
    for dataset in (occupations(), projections(), wages):
        import_dataset(engine, dataset)
    engine.dispose()


@cache
def shipped_content() -> Content:
    """Return the content that the project ships, read once a process: that takes two seconds."""
    return read_content(CONTENT)


def fixture_content(folder: Path) -> Path:
    """Write the fixture base: three invented occupations under the shipped topics and measures."""
    shutil.copytree(FIXTURE_BASE, folder)
    for name in ("topics.yml", "measures.yml"):
        shutil.copy(CONTENT / name, folder)
    return folder


@contextmanager
def base_with(folder: Path, base: Path, files: Mapping[str, str]) -> Iterator[Connection]:
    """Give a connection to a knowledge base made in a folder: the content of ``base`` and further files."""
    shutil.copytree(base, folder / "content")
    for name, text in files.items():
        (folder / "content" / name).write_text(text, encoding="utf-8")
    url = sqlite_url(folder / "knowledge.db")
    load_into(url, folder / "content")
    engine = create_knowledge_engine(url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def made_once(file: Path, make: Callable[[Path], None]) -> Path:
    """Return a file that the first process to ask for it makes, and the others wait for."""
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            unfinished = file.with_suffix(".unfinished")
            make(unfinished)
            unfinished.rename(file)
    return file


def copied(source: Path, folder: Path) -> str:
    """Copy a SQLite file into a folder and return the address of the copy."""
    return sqlite_url(Path(shutil.copy(source, folder / "knowledge.db")))
