"""The front door is true: its transcript is what the bot says, and its commands and links exist."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from knowledge.content import CONTENT, read_content
from tests.conversations.talk import Advisor, Conversation

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def transcript() -> list[tuple[str, str]]:
    """Return (message, answer) of the transcript."""
    (block,) = re.findall(r"begin -->\n+```\n(.*?)\n```\n+<!-- transcript: end", README, re.DOTALL)
    turns = re.split(r"^You: ", block, flags=re.MULTILINE)[1:]
    return [tuple(turn.strip().split("\n", 1)) for turn in turns]  # type: ignore[misc]


def test_the_transcript_is_what_the_bot_says(advisor: Advisor) -> None:
    conversation = Conversation(advisor)
    told = transcript()
    assert len(told) >= 4
    for message, answer in told:
        assert conversation.say(message)["text"] == answer.strip()


def test_every_link_leads_to_a_file_of_the_project() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_two_commands_stand_in_blocks_of_their_own() -> None:
    blocks = re.findall(r"```bash\n(.*?)\n```", README, re.DOTALL)
    assert "make run" in blocks
    assert "make test" in blocks


def test_every_command_is_a_job_of_the_makefile_or_of_the_knowledge_base() -> None:
    jobs = re.findall(r"^([a-z0-9-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"\bmake ([a-z][a-z0-9-]*)", README)) <= set(jobs)
    used = set(re.findall(r"python -m knowledge ([a-z]+)", README))
    assert used <= {"validate", "load", "list", "show", "export"}


def test_the_curl_line_gets_an_answer(advisor: Advisor) -> None:
    ((header, body),) = re.findall(r"curl -s \S+/webhooks/rest/webhook -H '(.*?)' -d '(.*?)'", README)
    import requests

    (message,) = requests.post(
        advisor.webhook, data=body, headers=dict([header.split(": ")]), timeout=20
    ).json()
    assert message["custom"]["outcome"] == "answered"


def test_the_example_of_a_fact_is_sound_content(tmp_path: Path) -> None:
    (example,) = re.findall(r"  ```yaml\n(.*?)  ```", README, re.DOTALL)
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    (folder / "occupations" / "machine_learning_engineer" / "my_survey.yml").write_text(
        textwrap.dedent(example)
    )
    read = read_content(folder)
    assert "salary.principal" in {figure.key for figure in read.figures}


def test_the_front_page_begins_with_a_sentence_a_picture_and_two_commands() -> None:
    before, _, after = README.partition("```bash\nmake run\n```")
    title, sentence, picture, label = [part for part in before.split("\n\n") if part]
    assert title == "# Career Advisor" and sentence.count(". ") == 0 and label == "Run it:"
    assert re.fullmatch(r"!\[[^\]]+\]\(docs/images/[\w-]+\.png\)", picture)
    assert after.split("\n\n")[2].startswith("```bash\nmake test\n```")
    headings = re.findall(r"^## (.+)$", README, re.MULTILINE)
    assert headings[0] == "Rasa 3.6 and Python 3.10 are at the end of their support"


def test_the_tree_has_every_folder_with_a_sentence() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True)
    folders = {line.split("/")[0] for line in listed.stdout.splitlines() if "/" in line}
    tree = dict(re.findall(r"^([a-z]+)/ +(\S.+)$", README, re.MULTILINE))
    assert set(tree) == {folder for folder in folders if not folder.startswith(".")}
    assert len(tree) <= 11


KNOWLEDGE_COMMANDS = re.findall(r"`\.venv/bin/python -m (knowledge [^`]+)`", README)


@pytest.fixture(scope="module")
def knowledge_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('readme') / 'knowledge.db'}"
    assert run(url, "knowledge", "load").returncode == 0
    return url


def run(url: str, *command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DATABASE_URL": url}
    arguments = [sys.executable, "-m", *command]
    return subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("command", KNOWLEDGE_COMMANDS)
def test_a_command_that_looks_into_the_knowledge_base_works(command: str, knowledge_url: str) -> None:
    result = run(knowledge_url, *command.split())
    assert result.returncode == 0, result.stderr
    assert "salary" in result.stdout
