"""Trains the model when its inputs have changed: ``python -m bot.train``.

A model is stored under the hash of its inputs, so that an unchanged project never trains twice, and tests and
servers share one. Of the content files only the names and aliases count: a changed figure, sentence or source
asks for no new model. Of the operator's own folders (``ADVISOR_CONTENT_DIRS``) topics and phrases count, and
names where there are phrases; other names are found at run time (``bot/nlu/live_names.py``).
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.own_intents import read_own_intents
from bot.own_training import write_training_files
from bot.process.following import follow
from bot.process.phrases import phrase
from bot.settings import LOGS, MODELS, ROOT, shown, usable_folder
from knowledge.settings import rights_needed
from knowledge.vocabulary import trained_folders, vocabulary_fingerprint

# Files that a model is made from, relative to the project; a folder stands for all files in it.
INPUTS = (
    "config.yml",
    "domain.yml",
    "domain",
    "data",
    "bot/nlu",
    "knowledge/encoder",
    "knowledge/queries/entities.py",
    "knowledge/terms.py",
    "requirements/app.lock",
    ".python-version",
)
CONTENT = "knowledge/content"  # by its vocabulary
# Files of these kinds change without a change of the model.
NO_INPUTS = re.compile(
    r"(^|/)(__pycache__|\.[^/]*_cache|\.DS_Store)(/|$)|\.pyc$|~$|^(data|bot/nlu)/(standing|asked_for)/"
    r"|^bot/nlu/judges\.py$"
)
KEPT_MODELS = 5  # the desk can go back to the earlier ones
OWN_MODEL = re.compile(r"[0-9a-f]{16}\.tar\.gz")  # named by the hash of its inputs
LOG_TAIL = 25

Say = Callable[[str], None]


class TrainingError(RuntimeError):
    """The training failed; the message ends with Rasa's last lines."""


def input_files(root: Path = ROOT) -> list[Path]:
    """List the files that a model is made from, in a fixed order."""
    files: list[Path] = []
    for name in INPUTS:
        path = root / name
        files += [path] if path.is_file() else [found for found in path.rglob("*") if found.is_file()]
    return sorted(file for file in files if not NO_INPUTS.search(file.relative_to(root).as_posix()))


def input_hash(root: Path = ROOT) -> str:
    """Return the hash of all inputs: names and bytes of files, and the vocabulary of the content."""
    own = trained_folders()[1:]
    total = hashlib.sha256(vocabulary_fingerprint(root / CONTENT, *own).encode())
    intents = read_own_intents(root)
    if not intents.is_empty:
        total.update(intents.fingerprint().encode())
    for file in input_files(root):
        total.update(f"{file.relative_to(root).as_posix()}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:16]


def model_path(root: Path = ROOT, models: Path = MODELS) -> Path:
    """Return the path of the model of the present inputs, trained or not."""
    return models / f"{input_hash(root)}.tar.gz"


def print_line(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


def ensure_model(
    root: Path = ROOT, models: Path = MODELS, *, force: bool = False, say: Say = print_line
) -> Path:
    """Return the model of the present inputs, trained first when there is none.

    Args:
        root: the project's folder.
        models: where models are kept.
        force: train even if the model is there.
        say: called with each line of progress.

    Raises:
        TrainingError: Rasa could not train it, or it cannot be stored.
    """
    path = model_path(root, models)
    if not path.is_file() or force:
        with contextlib.suppress(OSError):
            models.mkdir(parents=True, exist_ok=True)
        if not os.access(models, os.W_OK | os.X_OK):
            raise TrainingError(f"A model has to be trained, and {rights_needed(models)}.")
        with one_at_a_time(models / ".lock", say):
            # Another process may have trained it while this one waited.
            path = model_path(root, models)
            if not path.is_file() or force:
                train(root, path, say)
    # Models may be shipped in a read-only folder, or belong to another user.
    with contextlib.suppress(OSError):
        os.utime(path)  # a model in use counts as new, so that the deletion of old ones spares it
        delete_old_models(models)
    return path


def train(root: Path, path: Path, say: Say) -> None:
    """Train a model into ``path``.

    Raises:
        TrainingError: Rasa could not train it, or own phrases are wrong.
    """
    if issues := read_own_intents(root).issues:
        raise TrainingError("\n".join([*map(str, issues), "Nothing was trained."]))
    started = time.monotonic()
    log_path = usable_folder(LOGS) / "train.log"
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".training-") as folder:
        with log_path.open("w", encoding="utf-8") as log:
            # Content that cannot be loaded is told before a minute is spent on it.
            code = run_and_follow(loading_command(), root, log.write, say, started)
            code = code or run_and_follow(training_command(root, folder), root, log.write, say, started)
        trained = Path(folder) / "model.tar.gz"
        if code != 0 or not trained.is_file():
            raise TrainingError(failure(log_path))
        shutil.move(str(trained), path)
    say(f"trained {shown(path)} in {time.monotonic() - started:.0f} s")


def loading_command() -> list[str]:
    """Return the command that loads the content into the database."""
    return [sys.executable, "-m", "knowledge", "load"]


def training_command(root: Path, folder: str) -> list[str]:
    """Return the command that trains ``model.tar.gz`` in a folder."""
    sources = Path(folder) / "sources"
    sources.mkdir()
    domain, data = write_training_files(read_own_intents(root), root, sources)
    command = [sys.executable, "-m", "bot.rasa_cli", "train", "--config", "config.yml"]
    command += ["--domain", str(domain), "--data", *map(str, data)]
    # Rasa's cache of trained components does not see what they read from the content files, and
    # "make validate" checks the data more strictly than a training would.
    return [
        *command,
        "--force",
        "--skip-validation",
        "--augmentation",
        "0",
        "--out",
        folder,
        "--fixed-model-name",
        "model",
    ]


def run_and_follow(
    command: list[str], root: Path, keep: Callable[[str], object], say: Say, started: float
) -> int:
    """Run a command, keep its output, and report each component that the training starts."""
    environment = {**os.environ, "RASA_MAX_CACHE_SIZE": "0", "LOG_LEVEL": "INFO", "PYTHONUNBUFFERED": "1"}
    # A single message is too little work for several threads; all training phrases are not.
    environment.setdefault("OPENBLAS_NUM_THREADS", str(os.cpu_count() or 1))
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))

    def read(line: str) -> None:
        keep(line)
        if found := re.search(r"Starting to train component '(\w+)'", line):
            say(f"training {found[1]} ({time.monotonic() - started:.0f} s)")

    return follow(command, folder=root, environment=environment, each=read)


def failure(log_path: Path) -> str:
    """Return the message of a failed training, with the end of its output."""
    lines = log_path.read_text(encoding="utf-8").splitlines()[-LOG_TAIL:]
    return "\n".join(["The training failed. Its last lines:", *(f"    {line}" for line in lines)])


def delete_old_models(models: Path, keep: int = KEPT_MODELS) -> None:
    """Delete all models but those used last; one that somebody named stays."""
    own = (model for model in models.iterdir() if OWN_MODEL.fullmatch(model.name))
    by_age = sorted(own, key=lambda model: model.stat().st_mtime, reverse=True)
    for model in by_age[keep:]:
        model.unlink(missing_ok=True)


@contextlib.contextmanager
def one_at_a_time(lock: Path, say: Say) -> Iterator[None]:
    """Hold a lock across processes."""
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another training to end")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main(arguments: list[str] | None = None) -> int:
    """Train if needed, and report it."""
    parser = argparse.ArgumentParser(prog="python -m bot.train", description=__doc__)
    parser.add_argument("--force", action="store_true", help="train even if nothing changed")
    parser.add_argument("--check", action="store_true", help="only say whether something waits for training")
    options = parser.parse_args(arguments)
    existed = model_path().is_file() and not options.force
    if options.check:
        if not existed:
            print(phrase("own_waits_training"))
        return 0
    try:
        path = ensure_model(force=options.force)
    except TrainingError as problem:
        print(problem, file=sys.stderr)
        return 1
    if existed:
        print(f"{shown(path)} is up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main())
