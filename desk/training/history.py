"""The models that were in use, each with its phrases, so that there is a way back to the last few."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.chosen_model import choose_model, chosen_model
from bot.settings import MODELS, ContentSettings
from bot.train import KEPT_MODELS, OWN_MODEL, model_path
from desk.content.folder import locked, write_at_once
from desk.content.phrases import FILE, phrases_in

HISTORY = "models.json"


class ModelGone(Exception):
    """The model is not kept any more."""


@dataclass(frozen=True)
class UsedModel:
    """A model that servers were given: its file's name, since when, by whom, and the phrases' file then."""

    model: str
    at: float
    account: str
    phrases: str | None  # the text of nlu.yml; None where there was no such file

    @property
    def is_kept(self) -> bool:
        """Whether the model is still there."""
        return (MODELS / self.model).is_file()


def present_model() -> Path | None:
    """Return the model that servers use: the chosen one, else that of the inputs, else the newest."""
    chosen = chosen_model()
    if chosen is not None:
        return chosen
    right = model_path()
    if right.is_file():
        return right
    found = sorted(MODELS.glob("*.tar.gz"), key=lambda one: one.stat().st_mtime)
    return found[-1] if found else None


def used_models() -> list[UsedModel]:
    """Return the models that were in use, the present one first."""
    try:
        entries = json.loads(_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [UsedModel(**one) for one in entries]


def take(model: Path, phrases: str | None, account: str, *, before: Path | None) -> None:
    """Give servers a model, and keep its phrases as content; the one before stays in the history.

    Args:
        model: in the folder of models.
        phrases: the text of ``nlu.yml`` that it was trained on; None for no such file.
        account: who wants it.
        before: the model that servers use now.

    Raises:
        ModelGone: it is not there.
        OSError: the files cannot be written.
    """
    if not model.is_file():
        raise ModelGone
    content = ContentSettings.read().desk_content
    with locked(content):
        used = used_models()
        file = content / FILE
        if not used and before is not None:
            text = file.read_text(encoding="utf-8") if file.is_file() else None
            used = [UsedModel(before.name, before.stat().st_mtime, "", text)]
        if phrases is None:
            file.unlink(missing_ok=True)
        else:
            write_at_once(file, phrases)
        choose_model(model)
        kept = [UsedModel(model.name, time.time(), account, phrases), *used][: KEPT_MODELS - 1]
        write_at_once(_file(), json.dumps([asdict(one) for one in kept]))


def go_back(wanted: UsedModel, account: str) -> list[tuple[str, str]]:
    """Give servers an earlier model; return the phrases that it was not trained on, by intent.

    Raises:
        ModelGone: it is not kept any more.
        OSError: the files cannot be written.
    """
    file = ContentSettings.read().desk_content / FILE
    before = phrases_in(file.read_text(encoding="utf-8") if file.is_file() else None)
    take(MODELS / wanted.model, wanted.phrases, account, before=present_model())
    known = {(intent, text) for intent, found in phrases_in(wanted.phrases).items() for text in found}
    return [
        (intent, text) for intent, found in before.items() for text in found if (intent, text) not in known
    ]


def discard(model: Path, *, before: Path | None) -> None:
    """Delete a model that is not to be used, unless it was in use.

    Args:
        model: that was trained.
        before: the model that servers used when the training began.
    """
    used = {one.model for one in used_models()}
    if OWN_MODEL.fullmatch(model.name) and model.name not in used and model != before:
        model.unlink(missing_ok=True)


def _file() -> Path:
    return ContentSettings.read().desk / HISTORY
