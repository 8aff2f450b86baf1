"""The two scripts that make secrets and hand them over."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from tests.deploy.reading import BY_FILE, DEPLOY

FILES = ["admin_token", "conversations_url", "database_url", "desk_secret", "postgres_password", "redis.conf"]
FILES += ["redis_password", "redis_url", "web_secret"]


def entrypoint(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(DEPLOY / "entrypoint.sh"), *command],
        env={"PATH": "/usr/bin:/bin", **variables},
        capture_output=True,
        text=True,
        timeout=10,
    )


def make_secrets(folder: Path) -> dict[str, str]:
    subprocess.run([str(DEPLOY / "secrets.sh"), str(folder)], check=True, capture_output=True)
    return {file.name: file.read_text() for file in folder.iterdir()}


@pytest.mark.parametrize("name", BY_FILE)
def test_a_secret_comes_from_the_file_that_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("it's a $ecret \\n\n")
    result = entrypoint("sh", "-c", "env", **{f"{name}_FILE": str(tmp_path / "secret")})
    assert f"{name}=it's a $ecret \\n\n" in result.stdout
    assert f"{name}_FILE" not in result.stdout


def test_a_secret_from_the_environment_stays_and_the_command_gets_its_arguments() -> None:
    result = entrypoint("sh", "-c", 'echo "$DATABASE_URL|$1"', "sh", "two words", DATABASE_URL="sqlite:///x")
    assert (result.returncode, result.stdout) == (0, "sqlite:///x|two words\n")


@pytest.mark.parametrize("content", [None, ""], ids=["missing", "empty"])
def test_a_secret_that_is_not_there_is_told_by_name_before_anything_starts(
    tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_text(content)
    result = entrypoint("echo", "started", ADVISOR_REDIS_URL_FILE=str(file))
    assert (result.returncode, result.stdout) == (1, "")
    assert "ADVISOR_REDIS_URL_FILE" in result.stderr and str(file) in result.stderr


def test_a_secret_that_is_given_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("one")
    result = entrypoint("true", ADVISOR_ADMIN_TOKEN="two", ADVISOR_ADMIN_TOKEN_FILE=str(tmp_path / "secret"))
    assert result.returncode == 1
    assert "one" not in result.stderr.replace("one of them", "") and "two" not in result.stderr


def test_the_secrets_are_made_once_long_and_for_no_other_user_of_the_machine(tmp_path: Path) -> None:
    made = make_secrets(tmp_path / "secrets")
    assert sorted(made) == FILES
    assert [name for name, secret in made.items() if secret != secret.strip()] == []
    assert all(
        len(made[name]) == 48
        for name in ("admin_token", "desk_secret", "postgres_password", "redis_password", "web_secret")
    )
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700
    assert make_secrets(tmp_path / "secrets") == made
    assert make_secrets(tmp_path / "others")["admin_token"] != made["admin_token"]


def test_the_addresses_carry_the_passwords_of_the_services(tmp_path: Path) -> None:
    made = make_secrets(tmp_path)
    for name, database in (("database_url", "knowledge"), ("conversations_url", "conversations")):
        url = make_url(made[name])
        assert (url.host, url.username, url.database) == ("postgres", "advisor", database)
        assert url.password == made["postgres_password"]
    assert made["redis_url"] == f"redis://:{made['redis_password']}@redis:6379/0"
    assert made["redis.conf"] == f"requirepass {made['redis_password']}"
