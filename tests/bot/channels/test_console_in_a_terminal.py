"""The terminal's conversation loop in a pseudo-terminal: what fits, earlier lines, and Ctrl-C."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator

import pexpect
import pytest

from bot.process.phrases import phrase
from bot.settings import ROOT

COLUMNS = 60
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\r]")
UP, CTRL_C = "\x1b[A", "\x03"
PROMPT = phrase("shell_prompt").strip()


@pytest.fixture
def shell() -> Iterator[pexpect.spawn[str]]:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "tests.bot.channels.shell_on_stub"],
        cwd=str(ROOT),
        env={name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        | {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
        encoding="utf-8",
        timeout=60,
        dimensions=(50, COLUMNS),
    )
    child.expect_exact(PROMPT)
    yield child
    child.close(force=True)


def printed(shell: pexpect.spawn[str], typed: str) -> list[str]:
    """Type a line; return the lines of the answer."""
    shell.send(f"{typed}\r")
    shell.expect_exact("You said")
    shell.expect_exact(PROMPT)
    return ("You said" + ESCAPES.sub("", shell.before or "")).split("\n")


def test_an_answer_fits_sixty_columns_and_its_choices_have_letters(shell: pexpect.spawn[str]) -> None:
    lines = printed(shell, "salary?")
    assert [line for line in lines if len(line) >= COLUMNS] == []
    told = "\n".join(lines)
    for part in ("  Median pay: $124,870", "Skill ", "a) What do", "c) What do", "1. A step", "█"):
        assert part in told, told
    assert "  Why: writing" in told  # a row of prose, its cells below each other
    assert re.search(r"Decision Making +4\.0", told) or re.search(r"Judgment and.* +4\.0", told)


def test_the_up_arrow_brings_an_earlier_line_back(shell: pexpect.spawn[str]) -> None:
    printed(shell, "first")
    printed(shell, "second")
    assert "You said first." in printed(shell, UP + UP)[0]


def test_ctrl_c_at_the_prompt_asks_once_and_the_second_ends(shell: pexpect.spawn[str]) -> None:
    shell.send("half a quest" + CTRL_C)
    shell.expect_exact(phrase("shell_interrupt"))
    shell.expect_exact(PROMPT)
    assert "You said on." in printed(shell, "on")[0]  # what was half written is gone
    shell.send(CTRL_C)
    shell.expect_exact(phrase("shell_interrupt"))  # asked anew, as there was a message between
    shell.expect_exact(PROMPT)
    shell.send(CTRL_C)
    shell.expect_exact("The end.")
    shell.expect(pexpect.EOF)


def test_ctrl_c_while_an_answer_is_awaited_asks_once_and_the_second_ends(shell: pexpect.spawn[str]) -> None:
    shell.send("slow\r")
    shell.expect_exact("It is being answered.")
    shell.sendintr()
    shell.expect_exact(phrase("shell_interrupt"))
    shell.sendintr()
    shell.expect_exact("The end.")
    shell.expect(pexpect.EOF)
