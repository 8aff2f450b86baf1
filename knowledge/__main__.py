"""Command line of the knowledge base: ``python -m knowledge validate|load|list|show|export``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from knowledge.content import CONTENT, ContentError, content_fingerprint, read_content
from knowledge.database import create_knowledge_engine, migrate, unusable
from knowledge.encoder import EncoderError
from knowledge.loader import is_loaded, load
from knowledge.queries.catalogue import TABLES, export_all, find_row, list_rows
from knowledge.settings import SettingError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 with a message that says what to do."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ContentError as error:
        print(error, file=sys.stderr)
        print(f"{len(error.faults)} fault(s) in the content; nothing was loaded.", file=sys.stderr)
    except (EncoderError, SettingError) as error:
        print(error, file=sys.stderr)
    except SQLAlchemyError as error:
        print(unusable(error), file=sys.stderr)
    except OSError as error:  # of a file to read or write
        print(error, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m knowledge", description="The knowledge base of the advisor."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    validate = commands.add_parser("validate", help="check the content files")
    validate.set_defaults(run=_validate)
    loading = commands.add_parser("load", help="bring the schema up to date and load the content")
    loading.set_defaults(run=_load)
    loading.add_argument("--force", action="store_true", help="load even if nothing has changed")
    for command in (validate, loading):
        command.add_argument("--content", type=Path, default=CONTENT, help="folder of the YAML files")

    listing = commands.add_parser("list", help="list the keys of a table")
    listing.add_argument("table", choices=TABLES)
    listing.add_argument("--occupation", help="only rows about this occupation")
    listing.add_argument("--topic", help="only rows under this topic")
    listing.set_defaults(run=_list)

    show = commands.add_parser("show", help="show one row by its key")
    show.add_argument("key")
    show.set_defaults(run=_show)

    export = commands.add_parser("export", help="write everything as JSON")
    export.add_argument("--output", type=Path, help="file to write (default: standard output)")
    export.set_defaults(run=_export)
    return parser


def _validate(options: argparse.Namespace) -> int:
    content = read_content(options.content)
    print(f"The content is valid: {len(list(content.rows()))} rows, {len(content.occupations)} occupations.")
    return 0


def _load(options: argparse.Namespace) -> int:
    engine = create_knowledge_engine()
    migrate(engine)
    fingerprint = content_fingerprint(options.content)
    if is_loaded(engine, fingerprint) and not options.force:
        print("content is up to date")
        return 0
    content = read_content(options.content)
    counts = load(engine, content, fingerprint)
    about, told_by = (_counted(counts[table], table) for table in ("occupation", "source"))
    rows = sum(counts.values()) - counts["passage"]  # passages repeat what rows tell
    print(f"{rows} rows loaded, about {about} from {told_by}")
    return 0


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _list(options: argparse.Namespace) -> int:
    with create_knowledge_engine().connect() as connection:
        rows = list_rows(connection, table=options.table, occupation=options.occupation, topic=options.topic)
    if not rows:
        print(
            "Nothing matches. See 'python -m knowledge list occupations' and 'list topics' for keys.",
            file=sys.stderr,
        )
        return 1
    width = max(len(key) for key, _text in rows)
    for key, text in rows:
        print(f"{key.ljust(width)}  {text}")
    return 0


def _show(options: argparse.Namespace) -> int:
    with create_knowledge_engine().connect() as connection:
        found = find_row(connection, key=options.key)
    if not found:
        print(
            f"No row has the key '{options.key}'. 'python -m knowledge list TABLE' lists keys.",
            file=sys.stderr,
        )
        return 1
    print(json.dumps(found, indent=2, ensure_ascii=False))
    return 0


def _export(options: argparse.Namespace) -> int:
    with create_knowledge_engine().connect() as connection:
        text = json.dumps(export_all(connection), indent=2, ensure_ascii=False) + "\n"
    if options.output:
        try:
            options.output.write_text(text, encoding="utf-8")
        except OSError as error:
            print(f"{options.output} cannot be written: {error.strerror}", file=sys.stderr)
            return 1
        print(f"Written to {options.output}.")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
