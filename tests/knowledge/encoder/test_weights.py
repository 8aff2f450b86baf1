"""The files of the encoder: hashes, the manifest, and files supplied by hand. Nothing here computes."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from knowledge.encoder import EncoderError, EncoderMissing, load_encoder
from knowledge.encoder.weights import (
    MANIFEST,
    MODEL,
    OFFICIAL,
    TOKENIZER,
    UNPACKED,
    WEIGHTS,
    File,
    Manifest,
    encoder_folder,
    official_files,
    sha256_of,
    verified_manifest,
)
from knowledge.settings import ENCODER_VARIABLE

ROOT = Path(__file__).resolve().parents[3]


def put(folder: Path, **texts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name.replace("_", ".")).write_text(text)
    return folder


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def made(folder: Path) -> Path:
    """A folder with stand-ins for the files of an encoder, and a true manifest of them."""
    put(folder, model_onnx="a network", tokenizer_json="{}")
    files = {name: File.of(folder / name) for name in (MODEL, TOKENIZER)}
    Manifest("a recipe", files).write(folder / MANIFEST)
    return folder


@pytest.fixture
def small_files_are_official(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OFFICIAL, WEIGHTS, sha256("weights"))
    monkeypatch.setitem(OFFICIAL, TOKENIZER, sha256("tokenizer"))


def test_the_folder_is_a_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(ENCODER_VARIABLE, str(tmp_path))
    assert encoder_folder() == tmp_path
    monkeypatch.setenv(ENCODER_VARIABLE, " ")
    assert encoder_folder() == ROOT / ".cache" / "encoder"


def test_a_file_larger_than_what_is_read_at_once_has_the_hash_of_all_of_it(tmp_path: Path) -> None:
    content = bytes(range(256)) * 10_000
    (tmp_path / "file").write_bytes(content)
    assert sha256_of(tmp_path / "file") == hashlib.sha256(content).hexdigest()


def test_a_missing_encoder_names_the_command_and_the_way_by_hand(folder: Path) -> None:
    with pytest.raises(EncoderMissing) as caught:
        load_encoder()
    told = str(caught.value)
    assert str(folder) in told
    assert "make encoder\n" in told
    assert "make encoder WEIGHTS=" in told and "TOKENIZER=" in told


def test_the_told_command_is_a_job_that_takes_both_files() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(
        r'^encoder: .*\n\t@scripts/encoder.sh "\$\(WEIGHTS\)" "\$\(TOKENIZER\)"$', makefile, re.M
    )


@pytest.mark.parametrize("name", [MANIFEST, MODEL, TOKENIZER])
def test_an_encoder_with_a_file_missing_names_it(made: Path, name: str) -> None:
    (made / name).unlink()
    with pytest.raises(EncoderMissing, match=re.escape(f"no {name} in {made}")):
        verified_manifest(made)


def test_the_manifest_is_read_as_it_was_written(made: Path) -> None:
    manifest = verified_manifest(made)
    assert manifest.recipe == "a recipe"
    assert manifest.files[MODEL] == File(sha256("a network"), len("a network"))


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
def test_the_manifest_catches_a_changed_file(made: Path, name: str) -> None:
    was = sha256_of(made / name)
    with (made / name).open("a") as file:
        file.write("!")
    with pytest.raises(EncoderError) as caught:
        verified_manifest(made)
    told = str(caught.value)
    assert str(made / name) in told and was in told and sha256_of(made / name) in told
    assert "make encoder" in told


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"recipe": "x", "files": {}}'])
def test_what_is_no_manifest_is_told(made: Path, text: str) -> None:
    (made / MANIFEST).write_text(text)
    with pytest.raises(EncoderError, match="is not the manifest of an encoder"):
        verified_manifest(made)


def test_a_manifest_that_leaves_the_model_out_is_told(made: Path) -> None:
    told = json.loads((made / MANIFEST).read_text())
    del told["files"][MODEL]
    (made / MANIFEST).write_text(json.dumps(told))
    with pytest.raises(EncoderError, match="is not the manifest of an encoder"):
        verified_manifest(made)


@pytest.mark.usefixtures("small_files_are_official")
def test_the_unpacked_wheel_is_taken(folder: Path) -> None:
    unpacked = put(folder / UNPACKED, model_safetensors="weights", tokenizer_json="tokenizer")
    assert official_files() == {WEIGHTS: unpacked / WEIGHTS, TOKENIZER: unpacked / TOKENIZER}


@pytest.mark.usefixtures("small_files_are_official", "folder")
def test_files_supplied_by_hand_are_taken(tmp_path: Path) -> None:
    weights = put(tmp_path / "a", model_safetensors="weights", tokenizer_json="another") / WEIGHTS
    tokenizer = put(tmp_path / "b", tokenizer_json="tokenizer") / TOKENIZER
    assert official_files(weights, tokenizer) == {WEIGHTS: weights, TOKENIZER: tokenizer}


@pytest.mark.usefixtures("small_files_are_official", "folder")
def test_the_tokenizer_beside_the_weights_is_taken_when_none_is_given(tmp_path: Path) -> None:
    given = put(tmp_path / "a", model_safetensors="weights", tokenizer_json="tokenizer")
    assert official_files(given / WEIGHTS)[TOKENIZER] == given / TOKENIZER


@pytest.mark.usefixtures("folder")
def test_a_wrong_hash_is_refused_and_named(tmp_path: Path) -> None:
    given = put(tmp_path / "a", model_safetensors="other weights", tokenizer_json="{}")
    with pytest.raises(EncoderError) as caught:
        official_files(given / WEIGHTS)
    told = str(caught.value)
    assert str(given / WEIGHTS) in told
    assert OFFICIAL[WEIGHTS] in told and sha256("other weights") in told


@pytest.mark.usefixtures("folder")
def test_a_missing_weight_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissing, match=re.escape(str(tmp_path / "nowhere" / WEIGHTS))):
        official_files(tmp_path / "nowhere" / WEIGHTS)
