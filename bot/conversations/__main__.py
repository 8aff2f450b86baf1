"""Command line of the conversations' database: ``python -m bot.conversations migrate|export|erase``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from bot.conversations import user_data
from bot.conversations.database import SchemaError, create_conversations_engine, migrate, unusable
from bot.conversations.traces import clear_traces
from bot.process.printable import printable
from bot.settings import SettingError


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
