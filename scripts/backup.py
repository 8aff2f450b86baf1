"""Copies the SQLite databases and the widget's secret while the advisor runs.

``python scripts/backup.py FOLDER``: each backup is a folder named by its time. A copy is made by SQLite's own
online backup, checked for integrity, and only then given its name; older backups are deleted afterwards.
Databases of other kinds, such as PostgreSQL, are skipped, and the output says so.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import shutil
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
DATABASES = {"conversations.db": "ADVISOR_CONVERSATIONS_URL", "knowledge.db": "DATABASE_URL"}
SECRET = "web_secret"  # noqa: S105 - the name of a file
UNFINISHED = ".unfinished"


class BackupError(Exception):
    """The backup cannot be made; the message says why."""


def database_file(name: str, data: Path) -> Path | None:
    """Return the SQLite file of a database, or None if its URL names another kind of database."""
    url = os.environ.get(DATABASES[name], "").strip()
    if not url:
        return data / name
    parts = urlsplit(url)
    return Path(parts.path.removeprefix("/")) if parts.scheme.startswith("sqlite") else None


def copy_database(source: Path, target: Path) -> None:
    """Copy a database with what has been committed, and check the copy.

    Raises:
        BackupError: the source is not a readable database, or the copy is damaged.
    """
    os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600))  # a copy of it is for its owner alone, too
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as live,
            closing(sqlite3.connect(target)) as copy,
        ):
            live.backup(copy)
            (state,) = copy.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        raise BackupError(f"{source} cannot be copied: {error}") from error
    if state != "ok":
        raise BackupError(f"The copy of {source} is damaged: {state}")


def back_up(folder: Path, data: Path, now: dt.datetime) -> tuple[Path, list[str]]:
    """Make one backup; return its folder and one line about each part."""
    final = folder / now.strftime("%Y-%m-%dT%H-%M-%S")
    if final.exists():
        raise BackupError(f"{final} exists already.")
    unfinished = final.with_name(final.name + UNFINISHED)
    unfinished.mkdir(parents=True, mode=0o700)
    said = []
    try:
        for name, variable in DATABASES.items():
            source = database_file(name, data)
            if source is None:
                said.append(f"{name}: skipped, {variable} names another kind of database")
            elif not source.is_file():
                said.append(f"{name}: skipped, {source} does not exist")
            else:
                copy_database(source, unfinished / name)
                said.append(f"{name}: {(unfinished / name).stat().st_size:,} bytes")
        if (data / SECRET).is_file():
            shutil.copy2(data / SECRET, unfinished / SECRET)
            said.append(f"{SECRET}: copied")
        unfinished.rename(final)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return final, said


def delete_old(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest ``keep`` backups; return those that went."""
    backups = sorted(one for one in folder.glob("????-??-??T??-??-??") if one.is_dir())
    old = backups[:-keep]
    for one in old:
        shutil.rmtree(one)
    return old


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0, or 1 with a message."""
    parser = argparse.ArgumentParser(prog="python scripts/backup.py", description=__doc__)
    parser.add_argument("folder", type=Path, help="where backups are kept")
    parser.add_argument("--keep", type=int, metavar="NUMBER", help="delete all but the newest NUMBER backups")
    parser.add_argument("--data", type=Path, default=ROOT / "var", help="folder of the SQLite files (var/)")
    options = parser.parse_args(arguments)
    if options.keep is not None and options.keep < 1:
        parser.error("--keep must be at least 1")
    try:
        made, said = back_up(options.folder, options.data, dt.datetime.now())
        old = delete_old(options.folder, options.keep) if options.keep else []
    except (BackupError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print("\n".join([f"{made}", *(f"  {line}" for line in said), *(f"deleted {one}" for one in old)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
