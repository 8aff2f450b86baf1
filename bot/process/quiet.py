"""Keeps libraries quiet: no noise in the terminal, no idle threads that spin."""

from __future__ import annotations

import os
import warnings
from typing import TextIO

QUIET_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}
# A second thread of OpenBLAS finds nothing to do in one message, and spins on a core while it waits.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
# Rasa gives the second at every start, for any domain; scikit-learn the third in "rasa test", for labels
# that were never predicted, which the report shows as well.
NOISE = ("pkg_resources is deprecated", "Slot auto-fill has been removed", "ill-defined and being set to 0.0")
FOR_DEVELOPERS = (DeprecationWarning, FutureWarning, PendingDeprecationWarning)


def quiet_environment() -> None:
    """Set the variables that libraries read when they are imported; what the user has set stays."""
    for name, value in (QUIET_ENVIRONMENT | ONE_THREAD).items():
        os.environ.setdefault(name, value)


def silence_warnings() -> None:
    """Drop warnings meant for developers of libraries; warnings to users stay."""
    show = warnings.showwarning

    def show_to_users(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        for_developers = issubclass(category, FOR_DEVELOPERS) or any(one in str(message) for one in NOISE)
        if not for_developers:
            show(message, category, filename, lineno, file, line)

    # Not a filter, because sanic and others put theirs in front of it when they are imported.
    warnings.showwarning = show_to_users
