"""Where the content files are: what the project ships, and folders of the operator's own."""

from __future__ import annotations

from pathlib import Path

from knowledge.settings import SHIPPED_CONTENT, ContentSettings

CONTENT = SHIPPED_CONTENT
SUFFIXES = (".yml", ".yaml")
PHRASES = "nlu"  # the name of files with training phrases, in Rasa's format


def own_folders() -> tuple[Path, ...]:
    """Return the operator's own folders: of ``ADVISOR_CONTENT_DIRS``, then that of the desk if it has files.

    Raises:
        SettingError: one cannot be used.
    """
    settings = ContentSettings.read()
    published = (settings.desk_content,) if _yaml_files(settings.desk_content) else ()
    return (*settings.folders, *published)


def content_folders() -> tuple[Path, ...]:
    """Return all folders of content in the order in which they are read: the shipped one, then one's own.

    Raises:
        SettingError: a folder of the operator's own cannot be used.
    """
    return (CONTENT, *own_folders())


def content_files(folder: Path = CONTENT) -> list[Path]:
    """Return the content files below ``folder`` in the order in which they are read."""
    return [file for file in _yaml_files(folder) if file.stem != PHRASES]


def phrase_files(folder: Path) -> list[Path]:
    """Return the files with training phrases below ``folder``: each ``nlu.yml``."""
    return [file for file in _yaml_files(folder) if file.stem == PHRASES]


def _yaml_files(folder: Path) -> list[Path]:
    """Return the YAML files below a folder; what is hidden, such as ``.github``, is no content."""
    found = (file for suffix in SUFFIXES for file in folder.rglob(f"*{suffix}"))
    return sorted(one for one in found if not any(part[0] == "." for part in one.relative_to(folder).parts))
