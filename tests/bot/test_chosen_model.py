"""The desk's choice of a model is kept, and anything that is none is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import chosen_model as module
from bot.chosen_model import choice_file, choose_model, chosen_model, forget_choice


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ADVISOR_DESK_DIR", str(tmp_path / "desk"))
    monkeypatch.setattr(module, "MODELS", tmp_path)
    return tmp_path


def test_a_choice_holds_until_it_is_forgotten_or_the_model_is_gone(models: Path) -> None:
    assert chosen_model() is None
    model = models / "0123456789abcdef.tar.gz"
    model.write_text("")
    choose_model(model)
    assert chosen_model() == model
    model.unlink()
    assert chosen_model() is None
    model.write_text("")
    forget_choice()
    assert chosen_model() is None
    forget_choice()


@pytest.mark.parametrize(
    "written",
    ["", "{}", "[]", "null", '{"model": 1}', '{"model": "../x.tar.gz"}', '{"model": "/etc/passwd"}'],
)
def test_a_file_that_names_no_model_chooses_none(written: str) -> None:
    choice_file().parent.mkdir()
    choice_file().write_text(written)
    assert chosen_model() is None
