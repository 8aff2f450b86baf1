"""Command line of the knowledge base: ``python -m knowledge COMMAND``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from knowledge.content import ContentError, content_fingerprint, origin_of, read_content
from knowledge.content_folder import content_folders
from knowledge.database import UnusableDatabase, create_knowledge_engine, database_url, migrate, unusable
from knowledge.datasets.dataset import Dataset, DatasetError
from knowledge.datasets.download import RELEASE, address_of, download
from knowledge.datasets.importer import import_dataset
from knowledge.datasets.occupations import occupations
from knowledge.datasets.onet_release import onet_release
from knowledge.datasets.projections import projections
from knowledge.datasets.wages import CARRIED_RELEASE, DATABASE, FETCHED, carried_wages, published_wages
from knowledge.encoder import EncoderError
from knowledge.loader import is_loaded, load
from knowledge.name_changes import LIVE_SECONDS, listed, name_changes
from knowledge.queries.catalogue import TABLES, export_all, find_row, list_rows
from knowledge.queries.datasets import find_titles, loaded_content, loaded_datasets
from knowledge.queries.entities import vocabulary
from knowledge.queries.topics import list_topics
from knowledge.records import Term
from knowledge.settings import CONTENT_VARIABLE, SettingError, shown_url
from knowledge.transactions import LockTimeout


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 with a message that says what to do."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ContentError as error:
        print(error, file=sys.stderr)
        issues = f"{len(error.issues)} issue{'s' * (len(error.issues) != 1)}"
        print(f"{issues} in the content; nothing was loaded.", file=sys.stderr)
    except DatasetError as error:
        print(f"{error}\nNothing was imported.", file=sys.stderr)
    except (EncoderError, SettingError) as error:
        print(error, file=sys.stderr)
    except (LockTimeout, UnusableDatabase) as error:
        print(f"The database {_shown_url()} cannot be changed: {error}", file=sys.stderr)
    except SQLAlchemyError as error:
        print(unusable(error), file=sys.stderr)
    except OSError as error:  # of a file to read or write
        print(f"{error.filename} cannot be read or written: {error.strerror}", file=sys.stderr)
    return 1


def _shown_url() -> str:
    return shown_url(database_url())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m knowledge", description="The knowledge base of the advisor."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    validate = commands.add_parser("validate", help="check the content files")
    validate.set_defaults(run=_validate)
    loading = commands.add_parser("load", help="bring the schema up to date and load the content files")
    loading.set_defaults(run=_load)
    for command in (validate, loading):
        command.add_argument(
            "--content",
            type=Path,
            nargs="+",
            metavar="FOLDER",
            help=f"folders of the YAML files (default: the shipped one and those of {CONTENT_VARIABLE})",
        )
    loading.add_argument("--force", action="store_true", help="load even if nothing has changed")

    occupations_ = commands.add_parser("occupations", help="import the data of all occupations")
    occupations_.set_defaults(run=_occupations)
    occupations_.add_argument(
        "--wages",
        type=Path,
        metavar="FILE",
        help=f"{DATABASE}: wages by place and industry (default: the one that was fetched, else the "
        f"national wages of {CARRIED_RELEASE})",
    )
    occupations_.add_argument(
        "--onet",
        metavar="RELEASE",
        help="a release of O*NET beside the tables of the project, for the publisher's own sentences and all "
        f"ratings: a folder or ZIP file, the number of a release to fetch, such as {RELEASE}, or 'download'",
    )
    occupations_.add_argument("--force", action="store_true", help="import even if nothing has changed")

    status = commands.add_parser("status", help="show what is loaded, and in which version")
    status.set_defaults(run=_status)

    titles = commands.add_parser("title", help="list the imported occupations that bear a title")
    titles.add_argument("title")
    titles.set_defaults(run=_title)

    listing = commands.add_parser("list", help="list the keys of a table")
    listing.add_argument("table", choices=TABLES)
    listing.add_argument("--occupation", help="only rows about this occupation")
    listing.add_argument("--topic", help="only rows under this topic")
    listing.set_defaults(run=_list)

    show = commands.add_parser("show", help="show one row by its key")
    show.add_argument("key")
    show.set_defaults(run=_show)

    export = commands.add_parser("export", help="write the curated content as JSON")
    export.add_argument("--output", type=Path, help="file to write (default: standard output)")
    export.set_defaults(run=_export)
    return parser


def _say(line: str) -> None:
    print(line, flush=True)


def _validate(options: argparse.Namespace) -> int:
    folders = _folders(options)
    content = read_content(*folders)
    print(f"The content is valid: {content.summary}{content.origin}.")
    return 0


def _load(options: argparse.Namespace) -> int:
    folders = _folders(options)
    engine = create_knowledge_engine()
    migrate(engine, say=_say)
    fingerprint = content_fingerprint(*folders)
    if is_loaded(engine, fingerprint) and not options.force:
        print(f"content is up to date in {_shown_url()}{origin_of(folders)}")
        return 0
    content = read_content(*folders)
    names, topics = _names_and_topics(engine)
    load(engine, content, fingerprint, _say)
    if names:
        _say_what_is_new(engine, names, topics)
    print(f"{content.summary} loaded into {_shown_url()}{content.origin}")
    return 0


def _folders(options: argparse.Namespace) -> tuple[Path, ...]:
    return tuple(options.content or content_folders())


def _names_and_topics(engine: Engine) -> tuple[list[Term], list[str]]:
    with engine.connect() as connection:
        return vocabulary(connection), [topic.key for topic in list_topics(connection)]


def _say_what_is_new(engine: Engine, names: list[Term], topics: list[str]) -> None:
    """Say which names are known at once, and which topics wait for a training."""
    names_now, topics_now = _names_and_topics(engine)
    if changes := name_changes(names, names_now):
        print(f"{changes} (running servers know within {LIVE_SECONDS} seconds)")
    if new := [topic for topic in topics_now if topic not in topics]:
        print(f"new topics: {listed(new)} (asked for in one's own words after a training: make model)")


def _occupations(options: argparse.Namespace) -> int:
    file = options.wages or (FETCHED if FETCHED.is_file() else None)
    wages = published_wages(file) if file else carried_wages()
    datasets = [occupations(), projections(), wages]
    if options.onet:  # first, so that nothing is imported if a line of it is faulty
        datasets.insert(0, onet_release(_release(options.onet)))
    engine = create_knowledge_engine()
    migrate(engine, say=_say)
    for dataset in datasets:
        _import_dataset(engine, dataset, force=options.force)
    return 0


def _release(wanted: str) -> Path:
    """Return the folder or file of a release, which is fetched if it is named by address or number."""
    path = Path(wanted).expanduser()
    address = None if path.exists() else address_of(wanted)
    return download(address, say=_say) if address else path


def _import_dataset(engine: Engine, dataset: Dataset, *, force: bool) -> None:
    name = f"{dataset.key} {dataset.version}"
    result = import_dataset(
        engine,
        dataset,
        force=force,
        progress=lambda rows: _say(f"{name}: {rows:,} rows"),
        say=_say,
    )
    if result.imported:
        print(f"{name}: {result.rows:,} rows imported into {_shown_url()}")
    else:
        print(f"{name} is up to date in {_shown_url()} ({result.rows:,} rows)")


def _status(_options: argparse.Namespace) -> int:
    with create_knowledge_engine().connect() as connection:
        content, datasets = loaded_content(connection), loaded_datasets(connection)
    print(f"database: {_shown_url()}")
    if content:
        version = f"version {content.fingerprint[:12]}, loaded {content.loaded_at} UTC"
        print(f"content: {content.summary} ({version})")
    else:
        print("content: none; load it with: python -m knowledge load")
    for dataset in datasets:
        version = f"version {dataset.version}, {dataset.licence}, loaded {dataset.loaded_at} UTC"
        print(f"dataset {dataset.key}: {dataset.rows:,} rows ({version})")
    if not datasets:
        print("datasets: none")
    return 0


def _title(options: argparse.Namespace) -> int:
    with create_knowledge_engine().connect() as connection:
        found = find_titles(connection, title=options.title)
    if not found:
        print(f"No imported occupation bears the title '{options.title}'.", file=sys.stderr)
        return 1
    for row in found:
        print(f"{row.occupation_code}  {row.kind:10}  {row.title}")
    return 0


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
