"""Runs a command to its end and hands on its output line by line."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


def follow(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str], each: Callable[[str], object]
) -> int:
    """Run a command and return its exit code; an exception, such as Ctrl-C, ends the command as well.

    Args:
        command: the program and its arguments.
        folder: in which it runs.
        environment: all variables that it gets.
        each: is given each line of output and errors as it comes, with its line end.
    """
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        try:
            for line in process.stdout or ():
                each(line)
        except BaseException:
            process.terminate()
            raise
    return process.returncode
