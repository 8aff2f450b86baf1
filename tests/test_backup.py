"""scripts/backup.py, on databases that are written to meanwhile."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "var"
    folder.mkdir()
    for name in ("conversations.db", "knowledge.db"):
        with closing(sqlite3.connect(folder / name)) as database, database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("CREATE TABLE pair (first INTEGER, second INTEGER)")
    (folder / "web_secret").write_text("secret")
    (folder / "web_secret").chmod(0o600)
    return folder


def back_up(folder: Path, data: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    script = str(ROOT / "scripts" / "backup.py")
    command = [sys.executable, script, *options, "--data", str(data), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, env=environment)


def test_a_backup_taken_while_rows_are_written_holds_whole_transactions(tmp_path: Path, data: Path) -> None:
    stop = Event()

    def write() -> None:
        with closing(sqlite3.connect(data / "conversations.db", timeout=10)) as database:
            number = 0
            while not stop.is_set():
                with database:
                    database.execute("INSERT INTO pair (first) VALUES (?)", (number,))
                    database.execute("UPDATE pair SET second = first WHERE first = ?", (number,))
                number += 1

    writer = Thread(target=write)
    writer.start()
    try:
        results = [back_up(tmp_path / f"backups{number}", data) for number in range(3)]
    finally:
        stop.set()
        writer.join()
    assert [result.returncode for result in results] == [0, 0, 0], results
    for number in range(3):
        (made,) = (tmp_path / f"backups{number}").iterdir()
        assert {file.name for file in made.iterdir()} == {"conversations.db", "knowledge.db", "web_secret"}
        assert all(one.stat().st_mode & 0o077 == 0 for one in (made, *made.iterdir()))
        with closing(sqlite3.connect(made / "conversations.db")) as copy:
            rows = copy.execute("SELECT count(*), count(second) FROM pair").fetchone()
        assert rows[0] == rows[1] > 0


def test_only_the_newest_backups_are_kept(tmp_path: Path, data: Path) -> None:
    folder = tmp_path / "backups"
    for day in ("2020-01-01", "2020-01-02", "2020-01-03"):
        (folder / f"{day}T03-30-00").mkdir(parents=True)
    (folder / "notes").mkdir()
    result = back_up(folder, data, "--keep", "2")
    assert result.returncode == 0, result.stderr
    left = sorted(file.name for file in folder.iterdir())
    assert left[0] == "2020-01-03T03-30-00" and left[-1] == "notes" and len(left) == 3


def test_a_damaged_database_is_reported_and_leaves_no_backup(tmp_path: Path, data: Path) -> None:
    (data / "conversations.db").write_bytes(b"this is no database" * 500)
    result = back_up(tmp_path / "backups", data)
    assert result.returncode == 1
    assert "conversations.db cannot be copied" in result.stderr
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_database_of_another_kind_is_skipped_by_name(tmp_path: Path, data: Path) -> None:
    url = "postgresql://advisor:hidden@127.0.0.1/conversations"
    result = back_up(tmp_path / "backups", data, ADVISOR_CONVERSATIONS_URL=url)
    assert result.returncode == 0
    assert "conversations.db: skipped, ADVISOR_CONVERSATIONS_URL" in result.stdout
    assert "hidden" not in result.stdout + result.stderr


def test_a_database_elsewhere_is_found_by_its_url(tmp_path: Path, data: Path) -> None:
    (data / "conversations.db").rename(tmp_path / "elsewhere.db")
    url = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    result = back_up(tmp_path / "backups", data, ADVISOR_CONVERSATIONS_URL=url)
    assert result.returncode == 0, result.stderr
    (made,) = (tmp_path / "backups").iterdir()
    assert (made / "conversations.db").is_file()
