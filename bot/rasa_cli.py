"""Rasa's command line in a clean terminal: ``python -m bot.rasa_cli <what you would give to rasa>``."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from bot.process.quiet import quiet_environment, silence_warnings
from bot.settings import ROOT, SettingError


def main(arguments: list[str] | None = None) -> int:
    """Run Rasa's command line and return its exit code.

    Args:
        arguments: what follows ``rasa``; the program's own arguments when absent.
    """
    sys.argv = ["rasa", *(sys.argv[1:] if arguments is None else arguments)]
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    try:
        quiet_environment()
    except SettingError as problem:
        print(problem, file=sys.stderr)
        return 1
    silence_warnings()
    from rasa.__main__ import main as rasa_main  # takes seconds, and reads the environment set above

    if sys.argv[1:2] == ["shell"]:
        use_own_terminal()
    try:
        rasa_main()
    except KeyboardInterrupt:
        return 130
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return 0


def use_own_terminal() -> None:
    """Put our channel and our conversation loop behind ``rasa shell``."""
    from rasa.core import channels
    from rasa.core.channels import console

    from bot.channels.console import record_messages

    console.record_messages = record_messages
    _equip_server()
    try:
        terminal = importlib.import_module("bot.channels.terminal")
    except ModuleNotFoundError as missing:
        if not str(missing.name).startswith("bot."):
            raise
        return
    channels.BUILTIN_CHANNELS["cmdline"] = terminal.TerminalInput


def _equip_server() -> None:
    """Give the server inside ``rasa shell`` what ``bot.server`` has."""
    from rasa.core import run

    from bot import server
    from bot.rasa_runtime import patches

    patches.apply()
    configure_app = run.configure_app

    def equipped(*arguments: Any, **options: Any) -> Any:
        app = configure_app(*arguments, **options)
        app.register_listener(server.configure_agent, "after_server_start")
        app.register_listener(server.drain, "before_server_stop")
        app.register_listener(server.release, "after_server_stop")
        return app

    run.configure_app = equipped


if __name__ == "__main__":
    sys.exit(main())
