"""``make shell`` as a person meets it: a clean screen, a prompt, answers as plain text."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pexpect
import pytest

from bench.advisor import ROOT, START_SECONDS, free_port

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.mark.timeout(START_SECONDS + 60)
def test_the_shell_opens_without_noise_answers_and_ends(advisor: object, tmp_path: Path) -> None:
    environment = os.environ | {
        "ADVISOR_PORT": str(free_port()),
        "ADVISOR_ACTION_PORT": str(free_port()),
        "TERM": "xterm",
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }
    environment.pop("ADVISOR_ACTION_URL", None)
    shell = pexpect.spawn(
        sys.executable,
        ["-m", "bot.supervisor", "shell"],
        cwd=str(ROOT),
        env=environment,
        encoding="utf-8",
        timeout=START_SECONDS,
        dimensions=(50, 120),
    )
    try:
        shell.expect("You:")
        opening = _ESCAPES.sub("", shell.before or "")
        assert not re.search(r"warning|error|traceback|deprecat|tensorflow", opening, re.IGNORECASE), opening
        assert "rasa run actions" not in opening  # it runs
        shell.sendline("salary of a senior?")
        shell.expect(r"\$170,000 a year")
        shell.expect("You could ask next:")
        shell.expect("You:")
        shell.sendline("/stop")
        shell.expect(pexpect.EOF)
        assert "Custom json" not in (shell.before or "")
    finally:
        shell.close()
    assert shell.exitstatus == 0
