"""Runs the advisor: ``python -m bot.supervisor run`` (both servers) or ``shell`` (talk to it here)."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from bot.chosen_model import forget_choice
from bot.process.child_processes import (
    DEAF_SECONDS,
    STEADY_SECONDS,
    Program,
    ProgramEnded,
    Supervisor,
)
from bot.process.listening import check_can_listen
from bot.process.output_logs import FileLog, TerminalLog
from bot.process.phrases import PHRASES, phrase
from bot.process.quiet import quiet_environment
from bot.settings import (
    CONFIG_EXIT,
    LOGS,
    AddressSettings,
    DeskSettings,
    SettingError,
    check_settings,
    shown,
    usable_folder,
)
from bot.settings.addresses import (
    ACTION_HOST_VARIABLE,
    ACTION_PORT_VARIABLE,
    ACTION_URL_VARIABLE,
    HOST_VARIABLE,
    PORT_VARIABLE,
)
from bot.settings.desk import HOST_VARIABLE as DESK_HOST_VARIABLE
from bot.settings.desk import PORT_VARIABLE as DESK_PORT_VARIABLE
from bot.train import TrainingError, ensure_model

START_TIMEOUT = 180.0
PATIENCE = 10.0
# A database that is down at the first start is reported; one that goes down later is waited for.
FIRST_OPTIONS = ("--require-database",)

T = TypeVar("T")


class Stopped(Exception):
    """Somebody asked the advisor to end."""


class StopSignals:
    """Turns Ctrl-C and the signals that ask for an end into :class:`Stopped`."""

    def __init__(self) -> None:
        """Start to listen; needs a running event loop."""
        self._event = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self._loop.add_signal_handler(number, self._event.set)

    def leave_ctrl_c_to_the_child(self) -> None:
        """Let a program that shares the terminal deal with Ctrl-C."""
        self._loop.add_signal_handler(signal.SIGINT, lambda: None)

    async def or_stopped(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait for ``work``.

        Raises:
            Stopped: the signal came first; ``work`` is cancelled.
        """
        task = asyncio.ensure_future(work)
        signalled = asyncio.ensure_future(self._event.wait())
        try:
            await asyncio.wait({task, signalled}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
            raise Stopped
        finally:
            task.cancel()
            signalled.cancel()
            await asyncio.gather(task, signalled, return_exceptions=True)


def action_program(at: AddressSettings) -> Program:
    """Describe the action server."""
    command = [sys.executable, "-m", "bot.action_server.server"]
    address = at.local_action_url
    return Program("actions", command, f"{address}/ready", f"{address}/health", FIRST_OPTIONS)


def rasa_program(at: AddressSettings, model: Path) -> Program:
    """Describe the Rasa server, which listens only after it has tried to load its model."""
    command = [sys.executable, "-m", "bot.server", str(model)]
    return Program("rasa", command, f"{at.url}/ready", f"{at.url}/health", FIRST_OPTIONS)


def desk_program(desk: DeskSettings) -> Program:
    """Describe the operators' desk, without which the others run as well."""
    command = [sys.executable, "-m", "desk.server"]
    return Program("desk", command, f"{desk.url}/ready", f"{desk.url}/health", essential=False)


def shell_command(at: AddressSettings, model: Path) -> list[str]:
    """Return the command that talks to the bot in the terminal, with the Rasa server inside it."""
    options = ["--model", str(model), "--interface", at.host, "--port", str(at.port)]
    files = ["--credentials", "credentials.yml", "--endpoints", "endpoints.yml"]
    return [sys.executable, "-m", "bot.rasa_cli", "shell", *options, *files]


def check_addresses(at: AddressSettings) -> None:
    """Make sure before anything starts that both servers can listen, and that Rasa calls our action server.

    Raises:
        SettingError: that is not so.
    """
    if at.port == at.action_port:
        raise SettingError(
            f"{PORT_VARIABLE} and {ACTION_PORT_VARIABLE} are both {at.port}; they must differ."
        )
    if at.given_action_url and urlsplit(at.given_action_url).port != at.action_port:
        raise SettingError(
            f"{ACTION_URL_VARIABLE} is {at.given_action_url!r}, but the action server that is started here "
            f"listens on port {at.action_port}; unset it, or start each server alone."
        )
    check_can_listen(at.action_host, at.action_port, ACTION_HOST_VARIABLE, ACTION_PORT_VARIABLE)
    check_can_listen(at.host, at.port, HOST_VARIABLE, PORT_VARIABLE)


def check_desk_address(desk: DeskSettings, at: AddressSettings) -> None:
    """Make sure that the desk, if there is one, can listen beside both servers.

    Raises:
        SettingError: it cannot.
    """
    if not desk.is_on:
        return
    if desk.port in (at.port, at.action_port):
        raise SettingError(f"{DESK_PORT_VARIABLE} is {desk.port}, which another server uses; choose another.")
    check_can_listen(desk.host, desk.port, DESK_HOST_VARIABLE, DESK_PORT_VARIABLE)


async def run_programs(
    programs: Sequence[Program],
    *,
    announcement: str,
    patience: float = PATIENCE,
    timeout: float = START_TIMEOUT,
    steady: float = STEADY_SECONDS,
    deaf: float = DEAF_SECONDS,
) -> int:
    """Run programs, their output on the terminal, until a signal comes; return the exit code.

    One that ends is started again, unless it ended soon after its start; one that no longer answers is, too.
    """
    signals = StopSignals()
    output, errors = TerminalLog(sys.stdout), TerminalLog(sys.stderr)
    supervisor = Supervisor(programs, output, patience=patience)
    try:
        await signals.or_stopped(supervisor.start(timeout=timeout))
        output.say(f"\n{announcement}\n")
        watching = supervisor.keep_running(
            lambda end: errors.say(restart_message(end)), steady=steady, deaf=deaf
        )
        errors.say(report(await signals.or_stopped(watching), timeout))
    except ProgramEnded as end:
        errors.say(report(end, timeout))
    except Stopped:
        output.say(f"\n{phrase('stopping')}")
        return 0
    finally:
        await supervisor.stop()
        output.say(phrase("stopped"))
        output.close()
        errors.close()
    return 1


async def run_behind_shell(
    programs: Sequence[Program], shell: Sequence[str], log: FileLog, *, timeout: float = START_TIMEOUT
) -> int:
    """Run programs, their output in files, behind one that owns the terminal; return that one's exit code."""
    signals = StopSignals()
    supervisor = Supervisor(programs, log, patience=PATIENCE)
    try:
        await signals.or_stopped(supervisor.start(timeout=timeout))
        signals.leave_ctrl_c_to_the_child()
        process = await asyncio.create_subprocess_exec(*shell)
        try:
            return await signals.or_stopped(process.wait())
        except Stopped:
            await end(process)
    except ProgramEnded as ended:
        print(report(ended, timeout), file=sys.stderr, flush=True)
        return 1
    except Stopped:
        pass
    finally:
        await supervisor.stop()
        log.close()
    return 0


async def end(process: asyncio.subprocess.Process) -> None:
    """Ask a process to end, and end it when it has not in time."""
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), timeout=PATIENCE)
    except asyncio.TimeoutError:
        process.kill()
        await process.wait()


def restart_message(end: ProgramEnded) -> str:
    """Return which program is started again, and why."""
    name = PHRASES.texts.get(f"name_{end.name}", end.name)
    if end.deaf_seconds is not None:
        return phrase("deaf", name=name, seconds=round(end.deaf_seconds))
    return phrase("restarts", name=name, code=end.code)


def report(end: ProgramEnded, timeout: float) -> str:
    """Return which program ended and the last lines of its output; of a wrong setting only its last line."""
    if end.code == CONFIG_EXIT and end.last_lines:
        return end.last_lines[-1]
    key = "not_ready" if end.code is None else "died"
    name = PHRASES.texts.get(f"name_{end.name}", end.name)
    first = phrase(key, name=name, code=end.code, seconds=round(timeout))
    return "\n".join([first, *(f"    {line}" for line in end.last_lines)])


def run(at: AddressSettings) -> int:
    """Run both servers, and the desk if it is on, their logs on the terminal."""
    desk = DeskSettings.read()
    check_addresses(at)
    check_desk_address(desk, at)
    model = ensure_model()
    forget_choice()  # of the inputs that there were then
    programs = [action_program(at), rasa_program(at, model)]
    ready = phrase("ready", url=f"{at.url}/webhooks/rest/webhook", page=f"{at.url}/")
    if desk.is_on:
        programs.append(desk_program(desk))
        ready += "\n" + phrase("desk_ready", page=f"{desk.url}/desk/")
    return asyncio.run(run_programs(programs, announcement=ready))


def shell(at: AddressSettings) -> int:
    """Talk to the bot in this terminal."""
    check_addresses(at)
    model = ensure_model()
    folder = usable_folder(LOGS)
    log = FileLog(folder)
    print(phrase("shell_starting", logs=shown(folder)), flush=True)
    return asyncio.run(run_behind_shell([action_program(at)], shell_command(at, model), log))


def main(arguments: list[str] | None = None) -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bot.supervisor", description="Run the advisor.")
    parser.add_argument("job", choices=("run", "shell"))
    job = parser.parse_args(arguments).job
    try:
        check_settings()
        at = AddressSettings.read()
        quiet_environment()
        return run(at) if job == "run" else shell(at)
    except (SettingError, TrainingError) as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
