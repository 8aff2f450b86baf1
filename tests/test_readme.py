"""The front door is true: its transcript is what the bot says, and its commands and links exist."""

from __future__ import annotations

import re
import shutil
import textwrap
from pathlib import Path

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
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
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
    (body,) = re.findall(r"curl -s \S+/webhooks/rest/webhook -d '(.*?)'", README)
    import requests

    (message,) = requests.post(advisor.webhook, data=body, timeout=20).json()
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
