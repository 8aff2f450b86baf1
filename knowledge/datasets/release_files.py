"""The files of a publisher's release, in a folder or a ZIP file, by their names without their endings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal, cast
from zipfile import BadZipFile, ZipFile

from knowledge.datasets.dataset import DatasetError
from knowledge.datasets.delimited import WORKBOOK, Readable

TEXT = ".txt"
ENDINGS = (TEXT, WORKBOOK)  # that are read; of a file with both the first counts


@dataclass(frozen=True)
class Member:
    """A file in a ZIP file."""

    archive: Path
    name: str

    @property
    def suffix(self) -> str:
        """The ending of its name."""
        return PurePosixPath(self.name).suffix

    def open(self, _mode: Literal["rb"], /) -> BinaryIO:
        """Open it for reading.

        Raises:
            DatasetError: it is encrypted, or packed in a way that is not known.
        """
        with ZipFile(self.archive) as opened:
            try:
                return cast("BinaryIO", opened.open(self.name))
            except (RuntimeError, NotImplementedError) as error:
                raise DatasetError(f"{self} cannot be unpacked: {error}") from None

    def __str__(self) -> str:
        """Return the path to it as if the archive were a folder."""
        return f"{self.archive}/{self.name}"


def release_files(release: Path) -> Mapping[str, Readable]:
    """Return the text files and workbooks of a release by their names in small letters, without endings.

    They may lie in the folder or archive itself or in one folder within.

    Args:
        release: a folder or a ZIP file.

    Raises:
        DatasetError: it cannot be read, is neither, or holds two files of one name.
    """
    files: dict[str, dict[str, Readable]] = {}
    for name, file in _all_files(release):
        path = PurePosixPath(name)
        ending = path.suffix.lower()
        if ending in ENDINGS:
            alike = files.setdefault(path.stem.lower(), {})
            if ending in alike:
                raise DatasetError(f"{release} holds more than one release: {alike[ending]} and {file}")
            alike[ending] = file
    return {stem: next(alike[e] for e in ENDINGS if e in alike) for stem, alike in files.items()}


def _all_files(release: Path) -> Iterable[tuple[str, Readable]]:
    try:
        if release.is_dir():
            return [(file.name, file) for file in _in_folder(release)]
        with ZipFile(release) as archive:
            names = [one.filename for one in archive.infolist() if not one.is_dir()]
    except OSError as error:
        raise DatasetError(f"{release} cannot be read: {error.strerror or error}") from None
    except BadZipFile:
        raise DatasetError(f"{release} is neither a folder nor a ZIP file") from None
    return [(name, Member(release, name)) for name in names if not name.startswith("__MACOSX/")]


def _in_folder(folder: Path) -> Iterator[Path]:
    for found in sorted(folder.iterdir()):
        if found.is_file():
            yield found
        elif found.is_dir():
            yield from (file for file in sorted(found.iterdir()) if file.is_file())
