"""Command line of the conversations' database: ``python -m bot.conversations migrate|copy|export|erase``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from bot.conversations import user_data
from bot.conversations.copying import CopyError, copy_conversations
from bot.conversations.database import SchemaError, create_conversations_engine, migrate, unusable
from bot.conversations.traces import clear_traces
from bot.process.printable import printable
from bot.settings import SettingError
from bot.settings.storage import CONVERSATIONS_VARIABLE
from knowledge.database_errors import failure_reason
from knowledge.settings import parse_database_url, shown_url


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 with a message that says what to do."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except SettingError as error:
        print(error, file=sys.stderr)
    except (SchemaError, SQLAlchemyError) as error:
        print(unusable(error), file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.conversations", description="Stored conversations.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    migrating = commands.add_parser("migrate", help="bring the schema up to date")
    migrating.set_defaults(run=_migrate)
    copying = commands.add_parser("copy", help="copy all conversations into another database")
    copying.add_argument("--from", required=True, dest="source", metavar="URL", help="where they are")
    copying.add_argument("--to", required=True, dest="target", metavar="URL", help="an empty database")
    copying.add_argument("--resume", action="store_true", help="go on with a copy that was interrupted")
    copying.set_defaults(run=_copy)
    exporting = commands.add_parser("export", help="print all that is stored on a user, as JSON")
    exporting.set_defaults(run=_export)
    erasing = commands.add_parser("erase", help="delete all that is stored on a user")
    erasing.set_defaults(run=_erase)
    for command in (exporting, erasing):
        command.add_argument("user", help="the sender's id")
    return parser


def _migrate(_: argparse.Namespace) -> int:
    migrate(create_conversations_engine())
    print("The schema is up to date.")
    return 0


def _copy(options: argparse.Namespace) -> int:
    try:
        copied = copy_conversations(
            options.source, options.target, resume=options.resume, say=lambda line: print(line, flush=True)
        )
    except CopyError as error:
        print(f"Not copied: {error}.", file=sys.stderr)
        return 1
    except (SchemaError, SQLAlchemyError) as error:
        print(f"Not copied: {failure_reason(error)}. Correct it, then add: --resume", file=sys.stderr)
        return 1
    target = shown_url(parse_database_url(options.target))
    number, events = copied["conversation"], copied["conversation_event"]
    print(
        f"{number:,} conversations with {events:,} events are in {target}; the numbers of rows agree. "
        f"Now set {CONVERSATIONS_VARIABLE} to it."
    )
    return 0


def _export(options: argparse.Namespace) -> int:
    with create_conversations_engine().connect() as connection:
        stored = user_data.export(connection, options.user)
    if stored is None:
        print(f"Nothing is stored on {options.user!r}.", file=sys.stderr)
        return 1
    print(printable(json.dumps(stored, ensure_ascii=False, indent=2)))
    return 0


def _erase(options: argparse.Namespace) -> int:
    engine = create_conversations_engine()
    with engine.begin() as connection:
        rows = user_data.erase(connection, options.user)
    print(f"{rows} rows on {options.user!r} are erased.")
    if not clear_traces(engine):
        print(
            "Another program reads the database, so its write-ahead log still has the text. "
            "Run this again later.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
