"""A release is a folder or a ZIP file; its files are found by their names, wherever they lie in it."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from knowledge.datasets.dataset import DatasetError
from knowledge.datasets.delimited import header, read_records
from knowledge.datasets.release_files import release_files
from tests.knowledge.datasets.releases import write_release, zipped


def test_files_lie_in_the_folder_or_in_one_within(tmp_path: Path) -> None:
    folder = write_release(tmp_path / "db_30_1_text")
    (folder / "notes.pdf").touch()
    direct = release_files(folder)
    assert {"read me", "skills", "occupation data"} <= set(direct)
    assert "notes" not in direct
    assert release_files(tmp_path) == direct


@pytest.mark.parametrize("release", ["30.1", "29.3"])
def test_a_zip_file_reads_as_its_folder_does(tmp_path: Path, release: str) -> None:
    folder = write_release(tmp_path / "release", release)
    archive = release_files(zipped(folder, tmp_path / "release.zip"))
    for name, file in release_files(folder).items():
        if name != "read me":
            columns = {one: (one,) for one in header(file)}
            assert list(read_records(archive[name], columns)) == list(read_records(file, columns))
    suffix = "txt" if release == "30.1" else "xlsx"
    assert str(archive["skills"]) == f"{tmp_path}/release.zip/release/Skills.{suffix}"


def test_of_a_file_in_both_layouts_the_text_is_read(tmp_path: Path) -> None:
    write_release(tmp_path, "30.1")
    write_release(tmp_path, "29.3")
    assert release_files(tmp_path)["skills"] == tmp_path / "Skills.txt"


def test_what_an_operating_system_adds_to_archives_does_not_count(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("db/Skills.txt", "x")
        archive.writestr("__MACOSX/db/Skills.txt", "x")
    assert [str(file) for file in release_files(tmp_path / "a.zip").values()] == [
        f"{tmp_path}/a.zip/db/Skills.txt"
    ]


def test_two_releases_in_one_folder_are_not_mixed(tmp_path: Path) -> None:
    write_release(tmp_path / "a")
    write_release(tmp_path / "b")
    with pytest.raises(DatasetError, match=r"holds more than one release: .*/a/.* and .*/b/"):
        release_files(tmp_path)


@pytest.mark.parametrize(
    ("name", "message"),
    [("none", r"none cannot be read: No such file"), ("a.txt", r"a\.txt is neither a folder nor a ZIP file")],
)
def test_what_is_neither_a_folder_nor_an_archive_is_refused(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "a.txt").write_text("no archive")
    with pytest.raises(DatasetError, match=message):
        release_files(tmp_path / name)


def test_a_file_that_is_damaged_in_an_archive_is_named(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with ZipFile(archive, "w") as written:
        written.writestr("db/Skills.txt", "Code\tName\n" * 99)
    archive.write_bytes(archive.read_bytes().replace(b"Code\tName\nCode", b"Code\tName\nC0de", 1))
    (file,) = release_files(archive).values()
    with pytest.raises(DatasetError, match=r"a\.zip/db/Skills\.txt is damaged: Bad CRC"):
        list(read_records(file, {"code": ("Code",)}))


def test_an_encrypted_file_is_named(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with ZipFile(archive, "w", ZIP_DEFLATED) as written:
        written.writestr("Skills.txt", "x")
    packed = bytearray(archive.read_bytes())
    packed[6] |= 1  # the flag of encryption, in the file's own header …
    packed[packed.index(b"PK\x01\x02") + 8] |= 1  # … and in that of the archive
    archive.write_bytes(bytes(packed))
    (file,) = release_files(archive).values()
    with pytest.raises(DatasetError, match=r"a\.zip/Skills\.txt cannot be unpacked: .*encrypted"):
        header(file)
