"""python -m knowledge.encoder: each command, and what it says when it fails."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from knowledge.encoder.__main__ import main
from knowledge.encoder.weights import (
    MANIFEST,
    MODEL,
    OFFICIAL,
    TOKENIZER,
    UNPACKED,
    WEIGHTS,
    encoder_folder,
    sha256_of,
)

NOT_HERE = "the encoder's libraries are not part of this environment"
pytest.importorskip("onnxruntime", reason=NOT_HERE)
pytest.importorskip("onnx", reason=NOT_HERE)
pytest.importorskip("safetensors", reason=NOT_HERE)

MADE = encoder_folder()
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def made(folder: Path) -> Path:
    """A copy of the encoder that ``make encoder`` made."""
    folder.mkdir()
    for name in (MODEL, TOKENIZER, MANIFEST):
        shutil.copy(MADE / name, folder)
    return folder


def test_an_encoder_that_is_made_is_not_made_again(made: Path, capsys: Captured) -> None:
    before = (made / MODEL).stat().st_mtime_ns
    for command in ("ready", "build"):
        assert main([command]) == 0
        assert capsys.readouterr().out == "encoder is up to date (24.7 MB, int8)\n"
    assert (made / MODEL).stat().st_mtime_ns == before


def test_check_tells_how_near_the_reference_is(made: Path, capsys: Captured) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out.startswith(
        "encoder is correct (24.7 MB, int8; smallest cosine to the reference 0.99"
    )


@pytest.mark.parametrize("command", ["ready", "check"])
def test_a_corrupted_model_is_told(made: Path, capsys: Captured, command: str) -> None:
    with (made / MODEL).open("r+b") as file:
        file.seek(10_000_000)
        file.write(b"\xff")
    assert main([command]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert f"{made / MODEL} is not the expected file." in output.err


@pytest.mark.parametrize("command", ["ready", "check"])
def test_an_encoder_that_another_version_made_is_told(made: Path, capsys: Captured, command: str) -> None:
    manifest = json.loads((made / MANIFEST).read_text())
    (made / MANIFEST).write_text(json.dumps(manifest | {"recipe": "another"}))
    assert main([command]) == 1
    assert "was built by another version of the project" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["ready", "check", "build"])
def test_a_missing_encoder_names_the_command_that_gets_it(
    folder: Path, capsys: Captured, command: str
) -> None:
    assert main([command]) == 1
    error = capsys.readouterr().err
    assert str(folder) in error and "make encoder" in error


def test_build_refuses_weights_supplied_by_hand_that_are_others(
    folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    import numpy as np
    from safetensors.numpy import save_file

    given = tmp_path / WEIGHTS
    save_file({"embeddings": np.ones((2, 2), dtype=np.float32)}, given)
    shutil.copy(MADE / TOKENIZER, tmp_path)
    assert main(["build", "--weights", str(given)]) == 1
    assert f"{given} is not the expected file." in capsys.readouterr().err
    assert not (folder / MODEL).exists()


def test_build_takes_the_official_files_supplied_by_hand(
    folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    official = MADE / UNPACKED
    if not (official / WEIGHTS).is_file():
        pytest.skip('the weights were deleted after the build; "scripts/setup.sh encoder" fetches them again')
    arguments = ["build", "--weights", str(official / WEIGHTS), "--tokenizer", str(official / TOKENIZER)]
    assert main(arguments) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "encoder is ready (24.7 MB, int8)"
    assert sorted(path.name for path in folder.iterdir()) == [MANIFEST, MODEL, TOKENIZER]
    assert main(["check"]) == 0


def test_a_folder_that_cannot_be_written_is_told(
    folder: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (WEIGHTS, TOKENIZER):
        (tmp_path / name).write_text(name)
        monkeypatch.setitem(OFFICIAL, name, sha256_of(tmp_path / name))
    folder.write_text("a file where the folder should be")
    monkeypatch.setenv("ADVISOR_ENCODER_DIR", str(folder / "below"))
    assert main(["build", "--weights", str(tmp_path / WEIGHTS)]) == 1
    assert f"The encoder cannot be stored in {folder / 'below'}: " in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build", "ready", "check"])
def test_a_folder_that_is_a_file_is_named_with_its_variable(
    folder: Path, capsys: Captured, command: str
) -> None:
    folder.write_text("a file where the folder should be")
    assert main([command]) == 1
    assert capsys.readouterr().err.startswith(f"ADVISOR_ENCODER_DIR is '{folder}'"[:60])


def test_a_wrong_call_is_told_with_the_usage(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["gardens"])
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m knowledge.encoder")
