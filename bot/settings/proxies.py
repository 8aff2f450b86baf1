"""What Sanic itself reads about proxies in front of the Rasa server, checked before it does."""

from __future__ import annotations

import os
from typing import Optional

from knowledge.settings import EnvironmentSettings, setting

COUNT_VARIABLE = "SANIC_PROXIES_COUNT"
HEADER_VARIABLE = "SANIC_REAL_IP_HEADER"


class ProxySettings(EnvironmentSettings):
    """Which proxies say where a request comes from."""

    count: Optional[int] = setting(
        None, COUNT_VARIABLE, "the number of proxies that add to X-Forwarded-For, from 0 on", ge=0
    )
    header: Optional[str] = setting(
        None, HEADER_VARIABLE, "the name of a header, such as X-Real-IP", regex=r"^[A-Za-z0-9-]+$"
    )


def forget_empty_variables() -> None:
    """Unset what is empty: for Sanic an empty number is a wrong one."""
    for variable in (COUNT_VARIABLE, HEADER_VARIABLE):
        if not os.environ.get(variable, "").strip():
            os.environ.pop(variable, None)
