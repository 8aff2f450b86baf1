"""What commands of Rasa do differently in this project.

- ``rasa run`` and ``rasa shell`` serve with the guards of ``bot.server``, by default where ``ADVISOR_HOST``
  and ``ADVISOR_PORT`` say; ``rasa shell`` logs to a file and prints text only.
- ``rasa run actions`` runs the project's action server.
- ``rasa train`` loads the knowledge base first.
- ``rasa interactive`` starts from the model that ``make run`` uses, and listens on the loopback interface.
- ``rasa test`` takes the stories of ``tests/rasa``.
- ``rasa visualize`` writes a page that needs no network.
"""

from __future__ import annotations

import logging
import os
import tarfile
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import Any

import rasa.cli.interactive
import rasa.cli.run
import rasa.cli.shell
import rasa.cli.test
import rasa.cli.train
import rasa_sdk.cli.arguments
from rasa.core import constants
from rasa.shared.constants import DEFAULT_CONFIG_PATH, DEFAULT_DATA_PATH, DEFAULT_DOMAIN_PATH
from rasa.shared.core.training_data import visualization

from bot.process.listening import check_can_listen, free_port, port_is_free
from bot.process.logging_config import configure_logging, configure_structlog
from bot.process.output_logs import new_file
from bot.process.phrases import phrase
from bot.rasa_runtime.tensorflow_stub import keep_tensorflow_out
from bot.server import StartGuard, add_routes
from bot.settings import LOGS, AddressSettings, SettingError, check_settings, shown, usable_folder
from bot.settings.addresses import ACTION_HOST_VARIABLE, LOOPBACK
from bot.train import ensure_model

TERMINAL = "cmdline"  # Rasa's name for the channel of "rasa shell"
LOG_NAME = "rasa.log"
GRAPH_PAGE = Path(__file__).with_name("rasa_runtime") / "story_graph.html"
TEST_STORIES = "tests/rasa"  # Rasa would search all folders, and find its template's stories in .venv
API_BODY_BYTES = 100_000_000  # Rasa's HTTP API takes training data and models
OPTIONS_OF_THE_SDK = ("cors", "ssl_keyfile", "ssl_certificate", "ssl_password", "auto_reload")

Command = Callable[[Namespace], None]


@dataclass
class Outcome:
    """The exit code of a command that returns."""

    exit_code: int = 0


def adapt_commands() -> Outcome:
    """Put the project's commands in place of Rasa's, before Rasa reads the command line.

    Raises:
        SettingError: an address in the environment cannot be used.
    """
    outcome = Outcome()
    logging.getLogger("alembic").setLevel(logging.WARNING)
    at = AddressSettings.read()
    constants.DEFAULT_SERVER_INTERFACE, constants.DEFAULT_SERVER_PORT = str(at.host), at.port
    rasa_sdk.cli.arguments.DEFAULT_SERVER_PORT = at.action_port
    rasa.cli.run.run = partial(run, rasa.cli.run.run, outcome)
    rasa.cli.run.run_actions = partial(run_actions, outcome)
    rasa.cli.shell.shell = partial(shell, rasa.cli.shell.shell, outcome)
    for name in ("run_training", "run_nlu_training"):
        setattr(rasa.cli.train, name, partial(train, getattr(rasa.cli.train, name)))
    rasa.cli.interactive.interactive = partial(interactive, rasa.cli.interactive.interactive)
    rasa.cli.test.DEFAULT_E2E_TESTS_PATH = TEST_STORIES
    visualization.visualization_html_path = lambda: str(GRAPH_PAGE)
    return outcome


def shell(stock: Command, outcome: Outcome, args: Namespace) -> None:
    """Talk in the terminal, whose log goes to a file unless the user asks to see it."""
    log = usable_folder(LOGS) / LOG_NAME
    if args.loglevel is None or args.loglevel >= logging.WARNING:
        configure_logging(os.fdopen(new_file(log), "w", encoding="utf-8", buffering=1))
        print(phrase("shell_loading", log=shown(log)), flush=True)
    if not port_is_free(args.interface, args.port):
        args.port = free_port(args.interface)  # nobody else talks to this server
    try:
        stock(args)
    except tarfile.TarError:
        outcome.exit_code = 1
    if outcome.exit_code:
        print(phrase("shell_no_model", log=shown(log)))


def run(stock: Command, outcome: Outcome, args: Namespace) -> None:
    """Serve the channels of credentials.yml, or the terminal when ``rasa shell`` asks for it.

    Raises:
        SettingError: a setting cannot be used.
    """
    from bot.http.protocol import StrictHttpProtocol
    from bot.start_checks import check_at_start

    check_settings()
    if args.connector != TERMINAL:
        check_can_listen(args.interface, args.port, "--interface", "--port")
        if args.logging_config_file is None:
            configure_logging()
    check_at_start(required=True)
    keep_tensorflow_out()
    guard = StartGuard(needs_model=not (args.enable_api or args.remote_storage))
    adapt_server(guard, max_body=API_BODY_BYTES if args.enable_api else None)
    run_servers_with(protocol=StrictHttpProtocol)
    configure_structlog()
    stock(args)
    if guard.problem:
        raise guard.problem
    if guard.started and not guard.loaded:
        outcome.exit_code = 1


def run_actions(outcome: Outcome, args: Namespace) -> None:
    """Run the project's action server.

    Raises:
        SettingError: a setting cannot be used, or an option is one that only the SDK's server has.
    """
    from bot.action_server import server

    if foreign := [name for name in OPTIONS_OF_THE_SDK if getattr(args, name)]:
        raise SettingError(phrase("rasa_no_option", option="--" + foreign[0].replace("_", "-")))
    check_settings()
    host = AddressSettings.read().action_host
    check_can_listen(host, args.port, ACTION_HOST_VARIABLE, "--port")
    package = args.actions or server.ACTION_PACKAGE
    outcome.exit_code = server.serve(host, args.port, package, require_database=True)


def train(stock: Callable[..., Any], args: Namespace, **options: Any) -> Any:
    """Train once the knowledge base is loaded, so that what the model is to answer with is there."""
    from knowledge.__main__ import main as knowledge

    if knowledge(["load"]) != 0:
        raise SystemExit(1)
    # Rasa's cache of trained components does not see what they read from the content files.
    if os.environ.setdefault("RASA_MAX_CACHE_SIZE", "0") == "0":
        from bot.rasa_runtime.training import train_without_fingerprints

        train_without_fingerprints()
    return stock(args, **options)


def interactive(stock: Command, args: Namespace) -> None:
    """Learn interactively, from the model of the project's data unless other data is named.

    Raises:
        SettingError: a setting cannot be used.
    """
    check_settings()
    check_can_listen(LOOPBACK, args.port, "--interface", "--port")
    if not args.core_only and _uses_the_projects_data(args):
        args.model = str(ensure_model())
        keep_tensorflow_out()  # which a training needs
    adapt_server(StartGuard(), max_body=API_BODY_BYTES)
    # Rasa binds its two servers, one of which has the HTTP API, to all interfaces.
    run_servers_with(host=LOOPBACK)
    stock(args)


def _uses_the_projects_data(args: Namespace) -> bool:
    inputs = (args.model, args.config, args.domain, args.data, args.finetune)
    return inputs == (None, DEFAULT_CONFIG_PATH, DEFAULT_DOMAIN_PATH, [DEFAULT_DATA_PATH], None)


def run_servers_with(**forced: Any) -> None:
    """Let the servers that Rasa starts run with some options of Sanic's, whatever Rasa gives them."""
    from sanic import Sanic

    run_app = Sanic.run

    @wraps(run_app)
    def run_with(*args: Any, **options: Any) -> None:
        run_app(*args, **{**options, **forced})

    setattr(Sanic, "run", run_with)  # noqa: B010 - mypy does not let a method be assigned


def adapt_server(guard: StartGuard, *, max_body: int | None = None) -> None:
    """Give Rasa's own server what ``bot.server`` has, and the terminal its channel and conversation loop.

    Args:
        guard: of the server's start.
        max_body: bytes that a request may have; by default as much as a channel takes.
    """
    from rasa.core import channels, run
    from rasa.core.channels import console

    from bot.channels.console import record_messages
    from bot.channels.terminal import TerminalInput
    from bot.rasa_runtime import patches

    patches.apply()
    configure_app, load_agent = run.configure_app, run.load_agent_on_start

    def configure(*arguments: Any, **options: Any) -> Any:
        app = configure_app(*arguments, **options)
        add_routes(app, max_body=max_body)
        app.register_listener(guard.after_start, "after_server_start")
        return app

    async def load(*arguments: Any) -> Any:
        agent = await load_agent(*arguments)
        *_, app, loop = arguments
        await guard.configure(app, loop)
        return agent

    run.configure_app, run.load_agent_on_start = configure, load
    channels.BUILTIN_CHANNELS[TERMINAL] = TerminalInput
    console.record_messages = record_messages
