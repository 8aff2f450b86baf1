"""The previews of the application that is asked for."""

from __future__ import annotations

from flask import current_app

from desk.preview.client import Previews

_PLACE = "desk previews"


def previews() -> Previews:
    """Return what gives previews, made at the first use; its process ends with the application's."""
    found: Previews = current_app.extensions.setdefault(_PLACE, Previews())
    return found
