"""python -m knowledge: each command, and each way in which it can fail."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from knowledge.__main__ import main
from knowledge.database import ROOT, create_knowledge_engine
from knowledge.queries.catalogue import TABLES, export_all

WriteContent = Callable[..., Path]
COMMANDS = ["validate", "load", "occupations", "status", "title", "list", "show", "export"]
TIME = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
SUMMARY = "4 facts about 1 occupation, 1 entity and 1 source"
READING = [["list", "occupations"], ["show", "rope"], ["export"], ["status"], ["title", "ringer"]]


@pytest.fixture
def small(write_content: WriteContent, capsys: pytest.CaptureFixture[str]) -> Path:
    """The folder of a small content that is loaded."""
    folder = write_content()
    assert main(["load", "--content", str(folder)]) == 0
    capsys.readouterr()
    return folder


def test_validate_counts_what_is_sound(
    write_content: WriteContent, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", "--content", str(write_content())]) == 0
    output = capsys.readouterr()
    assert output.out == f"The content is valid: {SUMMARY}.\n"
    assert output.err == ""


def test_validate_checks_the_own_content_and_touches_no_database(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    assert main(["validate"]) == 0
    assert "The content is valid: " in capsys.readouterr().out


@pytest.mark.parametrize("command", ["validate", "load"])
def test_a_fault_in_the_content_is_told_and_nothing_is_loaded(
    small: Path, write_content: WriteContent, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    write_content("associations: 7\ntopics: 8\n")
    assert main([command, "--content", str(small)]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.splitlines() == [
        f"{small}/main.yml:2: 'topics' is not a list — write its entries as lines that begin with '- '",
        f"{small}/main.yml:1: 'associations' is not a list — write its entries as lines that begin with '- '",
        "2 issues in the content; nothing was loaded.",
    ]
    assert main(["show", "rope"]) == 0


@pytest.mark.parametrize("command", ["validate", "load"])
def test_a_folder_without_content_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert main([command, "--content", str(tmp_path / "nowhere")]) == 1
    assert f"{tmp_path}/nowhere:1: no content files here" in capsys.readouterr().err


def test_a_content_file_that_cannot_be_read_is_named(
    write_content: WriteContent, capsys: pytest.CaptureFixture[str], database_url: str
) -> None:
    folder = write_content()
    (folder / "gone.yml").symlink_to(folder / "nowhere.yml")
    assert main(["load", "--content", str(folder)]) == 1
    told = capsys.readouterr().err
    assert f"{folder}/gone.yml" in told and "cannot be read" in told and len(told.splitlines()) <= 2


def test_load_makes_the_database_and_counts_rows(
    write_content: WriteContent, capsys: pytest.CaptureFixture[str], database_url: str
) -> None:
    folder = write_content()
    for options in ([], ["--force"]):
        assert main(["load", "--content", str(folder), *options]) == 0
        assert capsys.readouterr().out == f"{SUMMARY} loaded into {database_url}\n"
    assert Path(database_url.removeprefix("sqlite:///")).is_file()


def test_load_does_nothing_until_a_content_file_changes(
    write_content: WriteContent, capsys: pytest.CaptureFixture[str], database_url: str
) -> None:
    folder = write_content()
    main(["load", "--content", str(folder)])
    capsys.readouterr()
    assert main(["load", "--content", str(folder)]) == 0
    assert capsys.readouterr().out == f"content is up to date in {database_url}\n"
    file = next(folder.rglob("*.yml"))
    file.write_text(file.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert main(["load", "--content", str(folder)]) == 0
    assert f"{SUMMARY} loaded" in capsys.readouterr().out


def test_load_loads_again_when_the_encoder_is_another(
    write_content: WriteContent,
    capsys: pytest.CaptureFixture[str],
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = write_content()
    main(["load", "--content", str(folder)])
    capsys.readouterr()
    monkeypatch.setattr("knowledge.content.encoder_identity", lambda: "another encoder")
    assert main(["load", "--content", str(folder)]) == 0
    assert f"{SUMMARY} loaded" in capsys.readouterr().out


def test_load_without_an_encoder_says_how_to_get_one(
    write_content: WriteContent,
    capsys: pytest.CaptureFixture[str],
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("ADVISOR_ENCODER_DIR", str(tmp_path))
    assert main(["load", "--content", str(write_content())]) == 1
    told = capsys.readouterr()
    assert "The sentence encoder is missing" in told.err
    assert "make encoder" in told.err
    assert told.out == ""


def test_a_content_file_that_ends_in_yaml_counts(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "more.yaml").write_text("entities: [{key: bell, name: bell, kind: tool}]\n")
    assert main(["load", "--content", str(small)]) == 0
    assert "2 entities" in capsys.readouterr().out


def test_status_shows_the_database_and_what_is_loaded(
    small: Path, capsys: pytest.CaptureFixture[str], database_url: str
) -> None:
    assert main(["status"]) == 0
    database, content, datasets = capsys.readouterr().out.splitlines()
    assert database == f"database: {database_url}"
    assert re.fullmatch(rf"content: {SUMMARY} \(version [0-9a-f]{{12}}, loaded {TIME} UTC\)", content)
    assert datasets == "datasets: none"


def test_a_schema_of_a_newer_release_is_named(
    small: Path, capsys: pytest.CaptureFixture[str], database_url: str
) -> None:
    with create_knowledge_engine(database_url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert main(["load", "--content", str(small)]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"The database {database_url} cannot be changed: the database has schema 9999")


@pytest.mark.parametrize("table", TABLES)
def test_list_names_every_table(small: Path, capsys: pytest.CaptureFixture[str], table: str) -> None:
    status = main(["list", table])
    output = capsys.readouterr()
    if table in ("misconceptions", "comparisons"):
        assert status == 1
        assert output.err.startswith("Nothing matches.")
    else:
        assert status == 0
        assert output.out.count("\n") == (2 if table == "topics" else 1)


def test_list_shows_keys_in_a_column_and_narrows(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "topics"]) == 0
    assert capsys.readouterr().out == "salary  Salary\nskills  Skills\n"
    assert main(["list", "statements", "--occupation", "bell_ringer", "--topic", "skills"]) == 0
    assert capsys.readouterr().out == "skills.timing  A sense of timing.\n"


@pytest.mark.parametrize("narrower", [["--occupation", "nurse"], ["--topic", "gardening"]])
def test_list_says_when_nothing_matches(
    small: Path, capsys: pytest.CaptureFixture[str], narrower: list[str]
) -> None:
    assert main(["list", "statements", *narrower]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    told = "Nothing matches. See 'python -m knowledge list occupations' and 'list topics' for keys.\n"
    assert output.err == told


def test_list_refuses_an_unknown_table(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["list", "gardens"])
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert "invalid choice: 'gardens'" in error
    assert all(table in error for table in TABLES)


def test_show_writes_a_row_as_json(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "salary.average"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["table"], shown["value"], shown["source"]) == ("figures", 100.0, "almanac")


def test_show_says_when_there_is_no_such_row(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "nothing"]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err == "No row has the key 'nothing'. 'python -m knowledge list TABLE' lists keys.\n"


def test_export_writes_everything_as_json(
    small: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, database_url: str
) -> None:
    assert main(["export"]) == 0
    written = capsys.readouterr().out
    with create_knowledge_engine(database_url).connect() as connection:
        assert json.loads(written) == export_all(connection)
    file = tmp_path / "export.json"
    assert main(["export", "--output", str(file)]) == 0
    assert capsys.readouterr().out == f"Written to {file}.\n"
    assert file.read_text(encoding="utf-8") == written


def test_export_says_when_it_cannot_write(
    small: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["export", "--output", str(tmp_path / "nowhere" / "export.json")]) == 1
    error = capsys.readouterr().err
    assert f"{tmp_path}/nowhere/export.json" in error
    assert "No such file or directory" in error


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_a_database_that_is_not_loaded_is_told_with_the_mend(
    capsys: pytest.CaptureFixture[str], database_url: str, arguments: list[str]
) -> None:
    assert main(arguments) == 1
    output = capsys.readouterr()
    assert output.out == ""
    (line,) = output.err.splitlines()
    assert line.startswith(f"The database {database_url} cannot be used: no such table: ")
    assert line.endswith("load first: python -m knowledge load")


@pytest.mark.parametrize("arguments", [["load"], *READING], ids=" ".join)
@pytest.mark.parametrize(
    "url",
    [
        "postgresql://advisor:s3cret@127.0.0.1:1/advisor",
        "postgres://advisor:s3cret@127.0.0.1:1/advisor",
        "postgresql://127.0.0.1:1/advisor?user=advisor&password=s3cret",
    ],
)
def test_a_database_that_cannot_be_reached_is_told_without_its_password(
    write_content: WriteContent,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    url: str,
    arguments: list[str],
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    if arguments == ["load"]:
        arguments = ["load", "--content", str(write_content())]
    assert main(arguments) == 1
    output = capsys.readouterr()
    assert "s3cret" not in output.out + output.err
    (line,) = output.err.splitlines()
    assert line.startswith("The database postgresql://")
    assert "127.0.0.1:1/advisor" in line
    assert "cannot be used: " in line
    assert "efused" in line
    assert line.endswith("Start it, correct DATABASE_URL, or load first: python -m knowledge load")


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "postgresql://u:s3cret@h:port/d",
        "://",
        "gardens://host/db",
        "mysql://host/db",
        "sqlite:////proc/no/k.db",
    ],
)
def test_a_setting_that_names_no_database_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, url: str, arguments: list[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert main(arguments) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("DATABASE_URL ") and len(output.err.splitlines()) == 1
    assert "s3cret" not in output.err


@pytest.mark.parametrize(
    "arguments", [[], ["gardens"], ["show"], ["list"], ["load", "--colour"]], ids=" ".join
)
def test_a_wrong_call_is_told_with_the_usage(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m knowledge")


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    output = capsys.readouterr().out
    assert all(re.search(rf"^    {command}\s", output, re.MULTILINE) for command in COMMANDS)


def test_it_runs_as_a_module(small: Path, database_url: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "knowledge", "show", "rope"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)["name"] == "rope"


def test_a_load_says_which_names_are_known_at_once_and_which_topics_wait(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "further"
    own.mkdir()
    (own / "more.yml").write_text(
        "topics: [{key: pets, title: Pets, question: Any pets?, group: work}]\n"
        "entities: [{key: bell, name: bell, kind: tool, aliases: [bells]}]\n"
    )
    assert main(["load", "--content", str(small), str(own)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "new names: bell, bells (running servers know within 2 seconds)"
    assert lines[1].startswith("new topics: pets (asked for in one's own words after a training: make model)")
    assert lines[2].endswith(f", from {small} and {own}")
    assert main(["status"]) == 0
    assert f"from {small} and {own} (version " in capsys.readouterr().out
    assert main(["load", "--content", str(small)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("names that are gone: bell, bells")
    assert len(lines) == 2


def test_the_folders_of_the_setting_are_validated_and_a_wrong_one_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "more.yml").write_text("entities: [{key: bell, name: bell, kind: tool}]\n")
    monkeypatch.setenv("ADVISOR_CONTENT_DIRS", str(tmp_path))
    assert main(["validate"]) == 0
    assert f", from knowledge/content and {tmp_path}." in capsys.readouterr().out
    monkeypatch.setenv("ADVISOR_CONTENT_DIRS", "/nowhere/at/all")
    assert main(["validate"]) == 1
    assert capsys.readouterr().err.startswith("ADVISOR_CONTENT_DIRS names '/nowhere/at/all'")
