"""Settings from the environment, typed and checked: a wrong one ends in one line that names its variable."""

from __future__ import annotations

import getpass
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional, TypeVar, Union

from pydantic import BaseSettings, Field, ValidationError, validator

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

ROOT = Path(__file__).resolve().parent.parent
DATABASE_VARIABLE = "DATABASE_URL"
ENCODER_VARIABLE = "ADVISOR_ENCODER_DIR"
CONTACT_VARIABLE = "ADVISOR_CONTACT"
CONTACT_CHANNEL_VARIABLE = "ADVISOR_CONTACT_CHANNEL"
CONTENT_VARIABLE = "ADVISOR_CONTENT_DIRS"
DESK_VARIABLE = "ADVISOR_DESK_DIR"
SHIPPED_CONTENT = ROOT / "knowledge" / "content"
DRIVERS = ("postgresql", "postgresql+psycopg2", "sqlite", "sqlite+pysqlite")
MAX_SHOWN = 80  # characters of a value in a message
_USER_INFO = re.compile(r"//[^/\s]*@")  # of a URL; it may hold a password
T = TypeVar("T", bound="EnvironmentSettings")


class SettingError(ValueError):
    """A setting cannot be used; the message names the variable, says what is wrong and what it takes."""


class InvalidValueError(ValueError):
    """A value cannot be used; the message goes on where the variable's name ends, and shows no secret."""


def setting(default: Any, variable: str, expected: str, *, secret: bool = False, **constraints: Any) -> Any:
    """Declare a field that is read from a variable of the environment.

    Args:
        default: what holds if the variable is not set or empty.
        variable: its name.
        expected: what it takes, as in "it must be a port number".
        secret: whether its value must never be shown.
        constraints: of pydantic's ``Field``, such as ``ge=1``.
    """
    return Field(default, env=variable, expected=expected, secret=secret, repr=not secret, **constraints)


class EnvironmentSettings(BaseSettings):
    """Base of all settings. An empty variable counts as one that is not set."""

    class Config:
        """Reads texts as they are, without pydantic's JSON for sets, and knows them by their exact names."""

        allow_mutation = False
        case_sensitive = True

        @classmethod
        def customise_sources(cls, init_settings: Any, **_: Any) -> tuple[Any, ...]:
            """Read the environment by :func:`_environment`."""
            return init_settings, _environment

    @classmethod
    def read(cls: type[T]) -> T:
        """Read the environment.

        Raises:
            SettingError: a setting cannot be used.
        """
        try:
            return cls()
        except ValidationError as errors:
            raise SettingError(_message(cls, errors)) from None


def _environment(settings: BaseSettings) -> dict[str, Any]:
    given = {
        field.alias: os.environ.get(field.field_info.extra["env"], "").strip()
        for field in settings.__fields__.values()
    }
    return {name: text for name, text in given.items() if text}


def _message(cls: type[EnvironmentSettings], errors: ValidationError) -> str:
    """Return one line about the first of the errors."""
    error: Any = errors.raw_errors[0]
    while isinstance(error, list):
        error = error[0]
    name, problem = error.loc_tuple()[0], error.exc
    if name not in cls.__fields__:  # of several settings together
        return str(problem)
    extra = cls.__fields__[name].field_info.extra
    variable = extra["env"]
    if isinstance(problem, InvalidValueError):
        return f"{variable} {problem}."
    if extra["secret"]:
        return f"{variable} must be {extra['expected']}."
    shown = repr(_USER_INFO.sub("//***@", os.environ.get(variable, "").strip()))
    if len(shown) > MAX_SHOWN:
        shown = f"{shown[: MAX_SHOWN - 1]}…"
    return f"{variable} is {shown}; it must be {extra['expected']}."


def rights_needed(folder: Path) -> str:
    """Say which folder has to be writable, and for whom."""
    try:
        user = f"the user {getpass.getuser()}"
    except (KeyError, OSError):  # in a container users need no name
        user = f"the user {os.getuid()}"
    return f"{folder} must be writable for {user}"


def parse_database_url(text: str) -> URL:
    """Return the URL of a database that the advisor works with.

    Raises:
        InvalidValueError: it is none; the message shows nothing of it but the kind of database.
    """
    from sqlalchemy.engine import make_url  # takes a third of a second, which the supervisor does without
    from sqlalchemy.exc import ArgumentError

    if text[:1] in "'\"":
        raise InvalidValueError("is in quotation marks; it must be the bare URL")
    try:
        url = make_url(text.replace("postgres://", "postgresql://", 1))
    except (ArgumentError, ValueError):
        raise InvalidValueError(
            "is not a URL; it must be like postgresql://user:password@host/name or sqlite:////path/to/file.db"
        ) from None
    if url.drivername not in DRIVERS:
        raise InvalidValueError(
            f"names a database of the kind {url.drivername!r}; it must begin with postgresql:// or sqlite:///"
        )
    if "@" in (url.host or ""):
        raise InvalidValueError(
            "has more than one @; an @ in the user name or the password must be written as %40"
        )
    if url.port is not None and not 0 < url.port < 65536:
        raise InvalidValueError(f"has the port {url.port}; it must be a number from 1 to 65535")
    return url


def shown_url(url: Union[str, URL]) -> str:
    """Return a database's URL without its password and its options, which may hold secrets."""
    from sqlalchemy.engine import make_url

    parsed = make_url(url)
    bare = parsed.set(password="***" if parsed.password else None, query={})
    return str(bare.render_as_string(hide_password=True))


class DatabaseUrl(str):
    """The URL of a database on disk or of a server."""

    @classmethod
    def __get_validators__(cls) -> Iterator[Callable[[Any], DatabaseUrl]]:
        """Let pydantic check the URL by :meth:`parse`."""
        yield cls.parse

    @classmethod
    def parse(cls, text: str) -> DatabaseUrl:
        """Return the checked URL.

        Raises:
            InvalidValueError: it is none, or its database would be lost with the process.
        """
        url = parse_database_url(text)
        if url.get_backend_name() == "sqlite":
            file = str(url.database or "")
            if file in ("", ":memory:") or file.startswith("file:"):
                raise InvalidValueError(
                    "names no file, so everything would be lost with the process; "
                    "it must be like sqlite:////path/to/file.db"
                )
            if Path(file).is_dir():
                raise InvalidValueError(f"names {file}, which is a folder; it must name a file")
        return cls(url.render_as_string(hide_password=False))


class DatabaseSettings(EnvironmentSettings):
    """Where the knowledge base is."""

    url: DatabaseUrl = setting(
        DatabaseUrl(f"sqlite:///{ROOT / 'var' / 'knowledge.db'}"),
        DATABASE_VARIABLE,
        "the URL of a database",
        secret=True,
    )


class EncoderSettings(EnvironmentSettings):
    """Where the sentence encoder is."""

    folder: Path = setting(ROOT / ".cache" / "encoder", ENCODER_VARIABLE, "the path of a folder")

    @validator("folder")
    def _can_be_read(cls, folder: Path) -> Path:
        shown = repr(str(folder)[:MAX_SHOWN])
        if os.path.exists(folder) and not os.path.isdir(folder):  # noqa: PTH110, PTH112 - no PermissionError
            raise InvalidValueError(f"is {shown}, which is no folder; it must be one")
        if os.path.exists(folder) and not os.access(folder, os.R_OK | os.X_OK):  # noqa: PTH110
            raise InvalidValueError(f"is {shown}, which this user may not read; it must be readable")
        return folder


class OperatorSettings(EnvironmentSettings):
    """Who runs the advisor, for people who want to reach them."""

    contact: Optional[str] = setting(
        None, CONTACT_VARIABLE, "a mail address, a web address or a short sentence", max_length=200
    )
    contact_channel: Optional[str] = setting(
        None,
        CONTACT_CHANNEL_VARIABLE,
        "a channel of Slack, as an id such as C0123456789 or a name such as #careers",
        regex=r"^(#[^\s#@<>|]{1,80}|[CG][A-Z0-9]{2,30})$",
    )


class Folders(tuple[Path, ...]):
    """Folders that exist, none inside another; relative paths start at the project's folder."""

    @classmethod
    def __get_validators__(cls) -> Iterator[Callable[[Any], Folders]]:
        """Let pydantic check them by :meth:`parse`."""
        yield cls.parse

    @classmethod
    def parse(cls, given: Union[str, Folders]) -> Folders:
        """Return the folders named in a text, separated as in ``PATH``; the default as it is.

        Raises:
            InvalidValueError: one is no folder, or would be read twice.
        """
        if isinstance(given, Folders):
            return given
        folders: list[Path] = []
        for name in filter(None, map(str.strip, given.split(os.pathsep))):
            shown, folder = repr(name[:MAX_SHOWN]), (ROOT / Path(name).expanduser()).resolve()
            if not folder.is_dir():
                reason = "is no folder" if folder.exists() else "does not exist"
                raise InvalidValueError(f"names {shown}, which {reason}; it must name folders of content")
            if not os.access(folder, os.R_OK | os.X_OK):
                raise InvalidValueError(f"names {shown}, which this user may not read; it must be readable")
            for other in (SHIPPED_CONTENT.resolve(), *folders):
                if folder.is_relative_to(other) or other.is_relative_to(folder):
                    raise InvalidValueError(
                        f"names {shown}, which would be read twice, as {str(other)[:MAX_SHOWN]!r} is read; "
                        "one must not be inside another"
                    )
            folders.append(folder)
        return cls(folders)


class ContentSettings(EnvironmentSettings):
    """Folders of the operator's own content, which are read after the content that the project ships.

    ``desk`` is the folder of the operators' desk, which need not exist yet; what is published there is in its
    folder ``content``, which is read last.
    """

    folders: Folders = setting(Folders(), CONTENT_VARIABLE, f"folders, separated by {os.pathsep!r}")
    desk: Path = setting(ROOT / "var" / "desk", DESK_VARIABLE, "the path of a folder")

    @validator("desk")
    def _is_no_folder_of_content(cls, given: Path, values: dict[str, Any]) -> Path:
        folder = (ROOT / given.expanduser()).resolve()
        shown = repr(str(given)[:MAX_SHOWN])
        if folder.exists() and not folder.is_dir():
            raise InvalidValueError(f"is {shown}, which is no folder; it must be one")
        for other in (SHIPPED_CONTENT.resolve(), *values.get("folders", ())):
            if folder.is_relative_to(other) or other.is_relative_to(folder):
                raise InvalidValueError(
                    f"is {shown}, which would be read twice, as {str(other)[:MAX_SHOWN]!r} is read; "
                    "one must not be inside another"
                )
        return folder

    @property
    def desk_content(self) -> Path:
        """The folder of the content that was published at the desk."""
        return self.desk / "content"
