"""Command line of the desk: ``python -m desk accounts list|add|password|role|disable|enable``."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence

from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.conversations.database import SchemaError, create_conversations_engine, migrate, unusable
from bot.settings import SettingError
from bot.settings.desk import DESK_NAME
from desk import passwords
from desk.queries import accounts, attempts, audit
from desk.roles import ROLES, Role
from desk.texts import say


class Refused(Exception):
    """The command cannot be done; the message says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 with a message that says what to do."""
    options = _parser().parse_args(arguments)
    try:
        values = {"password_hash": _new_password()} if options.asks else {}
        engine = create_conversations_engine()
        migrate(engine)
        with engine.begin() as connection:
            for line in options.run(connection, options, values):
                print(line)
    except (Refused, SettingError) as problem:
        print(problem, file=sys.stderr)
        return 1
    except (SchemaError, SQLAlchemyError) as error:
        print(unusable(error), file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m desk", description="The operators' desk.")
    groups = parser.add_subparsers(required=True, metavar="GROUP")
    commands = groups.add_parser("accounts", help="who may sign in").add_subparsers(
        required=True, metavar="COMMAND"
    )
    commands.add_parser("list", help="show all accounts").set_defaults(run=_list, asks=False)
    adding = commands.add_parser("add", help="add an account; its password is asked for, or read from stdin")
    adding.set_defaults(run=_add, asks=True)
    setting = commands.add_parser("password", help="set another password, asked for or read from stdin")
    setting.set_defaults(run=_change, asks=True)
    changing = commands.add_parser("role", help="give an account another role")
    changing.set_defaults(run=_change, asks=False)
    disabling = commands.add_parser("disable", help="let an account sign in no more, and end its sessions")
    disabling.set_defaults(run=_change, asks=False, disabled=True)
    enabling = commands.add_parser("enable", help="let a disabled account sign in again")
    enabling.set_defaults(run=_change, asks=False, disabled=False)
    for command in (adding, setting, changing, disabling, enabling):
        command.add_argument("name", type=_name)
    for command in (adding, changing):
        command.add_argument("--role", required=True, type=Role, choices=ROLES, metavar="reader|editor")
    return parser


def _name(written: str) -> str:
    name = written.strip().lower()
    if not DESK_NAME.fullmatch(name):
        raise argparse.ArgumentTypeError(say("accounts.name"))
    return name


def _new_password() -> str:
    """Return the hash of a password that is typed twice, or the first line of standard input."""
    if sys.stdin.isatty():
        password = getpass.getpass(say("accounts.ask"))
        if getpass.getpass(say("accounts.again")) != password:
            raise Refused(say("accounts.unlike"))
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    if not passwords.SHORTEST <= len(password) <= passwords.LONGEST:
        raise Refused(say("accounts.password", shortest=passwords.SHORTEST))
    return passwords.hashed(password)


def _list(connection: Connection, _: argparse.Namespace, __: dict[str, object]) -> list[str]:
    found = accounts.all_accounts(connection)
    width = max((len(one.name) for one in found), default=0)
    return [
        say(
            "accounts.line",
            name=one.name.ljust(width),
            role=one.role.value,
            state=say("accounts.disabled" if one.disabled else "accounts.active"),
        )
        for one in found
    ] or [say("accounts.none")]


def _add(connection: Connection, options: argparse.Namespace, values: dict[str, object]) -> list[str]:
    if not accounts.add(connection, options.name, options.role, str(values["password_hash"])):
        raise Refused(say("accounts.exists", name=options.name))
    audit.note(connection, audit.COMMAND_LINE, "account_added", f"{options.name} {options.role.value}")
    return [say("accounts.added", name=options.name, role=options.role.value)]


def _change(connection: Connection, options: argparse.Namespace, values: dict[str, object]) -> list[str]:
    for name in ("role", "disabled"):
        if hasattr(options, name):
            values[name] = getattr(options, name)
    if not accounts.change(connection, options.name, **values):
        raise Refused(say("accounts.missing", name=options.name))
    attempts.forget(connection, options.name)
    what = " ".join([options.name, *sorted(values)])
    audit.note(connection, audit.COMMAND_LINE, "account_changed", what)
    return [say("accounts.changed", name=options.name)]


if __name__ == "__main__":
    sys.exit(main())
