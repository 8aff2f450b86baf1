"""One pipeline in a process of its own, so that its memory and its times are its own.

``python -m bench.nlu.worker train <config> <data> <folder>`` trains ``model.tar.gz`` there and ends;
``python -m bench.nlu.worker serve <model> ours|template`` loads one as that project's server does and parses
what it reads, a JSON list of texts a line.
Both answer a line of JSON on the standard output; what Rasa says goes to the standard error.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any, TextIO

from bench.nlu.measures import REJECTION_SCORE
from bot.process.logging_config import configure_logging, configure_structlog
from bot.process.parent_death import end_with_parent
from bot.process.quiet import quiet_environment, silence_warnings
from bot.rasa_runtime.tensorflow_stub import keep_tensorflow_out

OURS = "ours"
KEPT = ("intent", "intent_ranking", REJECTION_SCORE)


def train(config: str, data: str, folder: str) -> dict[str, Any]:
    """Train through Rasa as ``rasa train nlu`` does."""
    from rasa.model_training import train_nlu

    started = time.perf_counter()
    model = train_nlu(config, data, folder, fixed_model_name="model")
    if not model or not Path(model).is_file():
        raise RuntimeError(f"Rasa trained no model from {data}.")
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "processor_seconds": time.process_time(), "peak_mb": peak_mb()}


def serve(model: str, side: str, questions: TextIO, answers: TextIO) -> None:
    """Parse lists of texts, one message at a time, until there are no more."""
    if side == OURS:
        prepare_as_our_server()
    else:
        prepare_as_rasas_server()
    from rasa.core.agent import Agent

    agent = Agent.load(model)
    if side == OURS:
        gc.collect()
        gc.freeze()
    loop = asyncio.new_event_loop()
    for line in questions:
        parses, seconds = [], []
        for text in json.loads(line):
            started = time.perf_counter()
            parse = loop.run_until_complete(agent.parse_message(text))
            seconds.append(time.perf_counter() - started)
            parses.append({key: parse[key] for key in KEPT if key in parse})
        write({"parses": parses, "seconds": seconds, "peak_mb": peak_mb()}, answers)


def prepare_as_our_server() -> None:
    """Do what ``bot/server.py`` does before it loads a model."""
    configure_logging()
    keep_tensorflow_out()
    from bot.rasa_runtime import patches

    configure_structlog()
    patches.apply()


def prepare_as_rasas_server() -> None:
    """Do what ``rasa run`` does before it loads a model."""
    import rasa.utils.common
    import rasa.utils.log_utils

    rasa.utils.common.configure_logging_and_warnings(logging.INFO)
    rasa.utils.log_utils.configure_structlog(logging.INFO)


def peak_mb() -> float:
    """Return the most memory that this process has held."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def write(answer: dict[str, Any], answers: TextIO) -> None:
    """Answer one line."""
    print(json.dumps(answer), file=answers, flush=True)


def main() -> None:
    """Do what the command line says."""
    # Libraries print where they like; the answers keep the standard output for themselves.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    end_with_parent()
    quiet_environment()
    silence_warnings()
    command, *arguments = sys.argv[1:]
    if command == "train":
        write(train(*arguments), answers)
    else:
        serve(*arguments, sys.stdin, answers)


if __name__ == "__main__":
    main()
