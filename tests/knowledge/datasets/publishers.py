"""Where the publishers' own files are, which the repository does not hold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from knowledge.database import ROOT

SHARED = Path(os.environ.get("ADVISOR_SHARED") or ROOT.parent / "shared")
ONET = SHARED / "occupations" / "onet"
RELEASE = ONET / "db_30_1_text"
OLDER_RELEASE = ONET / "older_layouts" / "db_27_0_text"
WORKBOOKS = ONET / "xlsx_29_3"


def needed(folder: Path) -> Path:
    """Return a folder of a publisher's files; skip the test where it is not at hand."""
    if not folder.is_dir():
        pytest.skip(f"no files of the publishers at {folder}; ADVISOR_SHARED names the folder that holds it")
    return folder
