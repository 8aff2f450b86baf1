"""Fetches a release of O*NET from its publisher, or any archive by its address, bounded in size and time."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)
from zipfile import is_zipfile

from knowledge.datasets.dataset import DatasetError
from knowledge.settings import ROOT
from knowledge.transactions import Say

PUBLISHED = "https://www.onetcenter.org/dl_files/database/db_{release}_text.zip"
RELEASE = "30.1"  # that the carried tables were made of
FOLDER = ROOT / ".cache" / "onet"
MOST_BYTES = 200 << 20  # a release takes 13 MB as text and 45 MB as workbooks
STALLED_SECONDS = 30.0  # without a byte
MOST_SECONDS = 1_800.0
_BLOCK = 1 << 16
_LONGEST_NAME = 200
_TOLD_EVERY = 4 << 20  # bytes
_MB = 1 << 20


def address_of(wanted: str) -> str | None:
    """Return the address of what an operator names: "download", a release such as "30.1", or an address.

    None for anything else, which is the path of a folder or file.
    """
    if wanted == "download":
        wanted = RELEASE
    if re.fullmatch(r"\d{1,3}\.\d{1,2}", wanted):
        return PUBLISHED.format(release=wanted.replace(".", "_"))
    return wanted if wanted.startswith(("https://", "http://")) else None


def download(
    address: str,
    folder: Path = FOLDER,
    *,
    say: Say = lambda _line: None,
    most_bytes: int = MOST_BYTES,
    stalled_seconds: float = STALLED_SECONDS,
    most_seconds: float = MOST_SECONDS,
) -> Path:
    """Return the file of an address in a folder; it is fetched unless it is there already.

    A file that is cut short, too large, too slow or no ZIP file is not kept.

    Args:
        address: begins with https:// or http://; redirects from the former to the latter are not followed.
        folder: is made if it is missing.
        say: called with lines that tell how much has come.
        most_bytes: that are accepted.
        stalled_seconds: after which a silent server is given up.
        most_seconds: for the whole.

    Raises:
        DatasetError: the file cannot be had; the message names the address and the way out.
    """
    parts = urlsplit(address)
    name = re.sub(r"[^\w.-]", "_", f"{parts.netloc}{parts.path}{parts.query}")[-_LONGEST_NAME:]
    file, unfinished = folder / name, folder / f"{name}.{os.getpid()}"
    if file.is_file():
        say(f"{file} is there already")
        return file
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _opened(address, stalled_seconds) as response, unfinished.open("wb") as written:
            _copy(response, written, name, say, most_bytes, time.monotonic() + most_seconds)
        if not is_zipfile(unfinished):
            raise DatasetError("it is no ZIP file")
        unfinished.replace(file)
    except (OSError, HTTPException, DatasetError, ValueError) as error:
        reason = f"HTTP {error.code}" if isinstance(error, HTTPError) else str(error) or type(error).__name__
        raise DatasetError(
            f"{address} cannot be fetched: {reason}. Fetch it by hand and name the file instead"
        ) from None
    finally:
        with suppress(OSError):  # mostly, it is not there any more
            unfinished.unlink()
    return file


def _opened(address: str, seconds: float) -> HTTPResponse:
    """Open an address; nothing but HTTP is spoken, and nothing but HTTPS to an address of HTTPS."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler,
        HTTPSHandler,
        HTTPRedirectHandler,
        HTTPErrorProcessor,
        HTTPDefaultErrorHandler,
        *([] if address.startswith("https://") else [HTTPHandler]),
    ):
        opener.add_handler(handler())
    request = Request(address, headers={"User-Agent": "career-advisor"})  # noqa: S310 - no other scheme
    opened: HTTPResponse = opener.open(request, timeout=seconds)
    return opened


def _copy(
    response: HTTPResponse, written: IO[bytes], name: str, say: Say, most_bytes: int, deadline: float
) -> None:
    announced = int(response.headers.get("Content-Length") or 0)
    total = f" of {announced / _MB:.0f}" if announced else ""
    if announced > most_bytes:
        raise DatasetError(f"it has {announced:,} bytes, more than the {most_bytes:,} accepted")
    done = told = 0
    while block := response.read1(_BLOCK):
        done += len(block)
        if done > most_bytes:
            raise DatasetError(f"it has more than the {most_bytes:,} bytes accepted")
        if time.monotonic() > deadline:
            raise DatasetError("it takes too long")
        written.write(block)
        if done // _TOLD_EVERY > told:
            told = done // _TOLD_EVERY
            say(f"{name}: {told * _TOLD_EVERY // _MB}{total} MB")
    if done < announced:
        raise DatasetError(f"it ended after {done:,} of {announced:,} bytes")
    say(f"{name}: {done / _MB:.1f} MB fetched")
